#include "run/MediaKeeper.h"

#include "providers/MediaReader.h"
#include "run/MediaFetch.h"

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

MediaKeeper::MediaKeeper(Transport &transport, const MediaStore &store, const Profile &profile, QObject *parent)
    : QObject(parent), m_transport(transport), m_store(store), m_profile(profile)
{
}

MediaKeeper::~MediaKeeper() = default;

void MediaKeeper::take(const Media &media)
{
    const bool isHere = !media.bytes.isEmpty();
    m_waiting << Item{media, isHere ? std::nullopt : std::optional(linkRequest(media.link, m_profile))};
    next();
}

void MediaKeeper::fetch(const Request &request, const Media &expected)
{
    m_waiting << Item{expected, request};
    next();
}

void MediaKeeper::next()
{
    if (m_writing || m_fetch || m_waiting.isEmpty())
        return;
    const Item item = m_waiting.takeFirst();
    m_source = item.media;
    if (item.request)
        download(*item.request);
    else
        write();
}

void MediaKeeper::write()
{
    m_writing = new QFutureWatcher<Result<KeptMedia>>(this);
    connect(m_writing, &QFutureWatcherBase::finished, this, [this] {
        QFutureWatcher<Result<KeptMedia>> *done = std::exchange(m_writing, nullptr);
        done->deleteLater();
        conclude(done->result());
    });
    m_writing->setFuture(QtConcurrent::run(keepIn, m_store, m_source));
}

void MediaKeeper::download(const Request &request)
{
    m_fetch = new MediaFetch(m_transport, m_store, m_profile, request, m_source, this);
    connect(m_fetch, &MediaFetch::progressed, this, &MediaKeeper::progressed);
    connect(m_fetch, &MediaFetch::paused, this, &MediaKeeper::paused);
    connect(m_fetch, &MediaFetch::finished, this, [this](const Result<KeptMedia> &outcome) {
        std::exchange(m_fetch, nullptr)->deleteLater();
        conclude(outcome);
    });
    m_fetch->start(m_secret);
    emit fetchBegan();
}

void MediaKeeper::conclude(const Result<KeptMedia> &outcome)
{
    tell(outcome, std::exchange(m_source, {}));
    next();
    if (isIdle())
        emit idle();
}

void MediaKeeper::tell(const Result<KeptMedia> &outcome, const Media &source)
{
    if (outcome)
        emit kept(*outcome, source);
    else
        emit failed(outcome.error(), source);
}

void MediaKeeper::dropFetches()
{
    m_secret.clear();
    if (MediaFetch *fetch = std::exchange(m_fetch, nullptr)) {
        fetch->disconnect(this);
        fetch->deleteLater();
        m_source = {};
    }
    m_waiting.removeIf([](const Item &item) { return item.request.has_value(); });
}

void MediaKeeper::stop()
{
    dropFetches();
    next();
}

void MediaKeeper::finishNow()
{
    dropFetches();
    if (QFutureWatcher<Result<KeptMedia>> *writing = std::exchange(m_writing, nullptr)) {
        writing->disconnect(this);
        writing->deleteLater();
        tell(writing->result(), std::exchange(m_source, {})); // waits for it
    }
    for (const Item &item : std::exchange(m_waiting, {}))
        tell(keepIn(m_store, item.media), item.media);
}

} // namespace studio
