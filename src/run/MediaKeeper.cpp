#include "run/MediaKeeper.h"

#include "providers/MediaReader.h"

#include <QtConcurrentRun>

#include <utility>

namespace studio
{

namespace
{

Result<KeptMedia> keepIn(const MediaStore &store, const Media &media)
{
    const QByteArray mime = mimeOfBytes(media.bytes);
    return store.keep(media.bytes, mime.isEmpty() ? media.mime : mime);
}

} // namespace

MediaKeeper::MediaKeeper(const MediaStore &store, QObject *parent) : QObject(parent), m_store(store) {}

MediaKeeper::~MediaKeeper() = default;

void MediaKeeper::take(const Media &media)
{
    m_waiting << media;
    next();
}

void MediaKeeper::next()
{
    if (m_writing || m_waiting.isEmpty())
        return;
    m_source = m_waiting.takeFirst();
    m_writing = new QFutureWatcher<Result<KeptMedia>>(this);
    connect(m_writing, &QFutureWatcherBase::finished, this, [this] {
        QFutureWatcher<Result<KeptMedia>> *done = std::exchange(m_writing, nullptr);
        done->deleteLater();
        tell(done->result(), std::exchange(m_source, {}));
        next();
        if (isIdle())
            emit idle();
    });
    m_writing->setFuture(QtConcurrent::run(keepIn, m_store, m_source));
}

void MediaKeeper::tell(const Result<KeptMedia> &outcome, const Media &source)
{
    if (outcome)
        emit kept(*outcome, source);
    else
        emit failed(outcome.error(), source);
}

void MediaKeeper::finishNow()
{
    if (QFutureWatcher<Result<KeptMedia>> *writing = std::exchange(m_writing, nullptr)) {
        writing->disconnect(this);
        writing->deleteLater();
        tell(writing->result(), std::exchange(m_source, {})); // waits for it
    }
    for (const Media &media : std::exchange(m_waiting, {}))
        tell(keepIn(m_store, media), media);
}

} // namespace studio
