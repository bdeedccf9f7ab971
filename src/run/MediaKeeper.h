#pragma once

#include "core/Media.h"
#include "core/Request.h"
#include "providers/Profile.h"
#include "store/MediaStore.h"

#include <QFutureWatcher>
#include <QObject>

namespace studio
{

class MediaFetch;
class Transport;

/// Puts the files of one run into the media store, one after the other in the order in which they came: those that
/// are here and those that a link or a request leads to. Writing waits for the disk on another thread.
///
/// Each file ends in kept() or failed(); idle() follows the last one. Belongs to the run and lives on the GUI thread.
class MediaKeeper : public QObject
{
    Q_OBJECT

public:
    MediaKeeper(Transport &transport, const MediaStore &store, const Profile &profile, QObject *parent = nullptr);
    ~MediaKeeper() override;

    void setSecret(const QByteArray &secret) { m_secret = secret; }

    void take(const Media &media);
    void fetch(const Request &request, const Media &expected); ///< A file without a link of its own.
    bool isIdle() const { return m_waiting.isEmpty() && !m_writing && !m_fetch; }
    bool isFetching() const { return m_fetch; }

    /// Goes on writing what is here, and forgets what is not, without a word of it. idle() follows, unless it is idle already.
    void stop();

    /// The same, waiting for the disk: for a program that ends.
    void finishNow();

signals:
    void fetchBegan();
    void progressed(qint64 received, qint64 all);                             ///< As MediaFetch says it.
    void paused(const studio::Error &error, std::chrono::milliseconds pause); ///< The same.
    void kept(const studio::KeptMedia &media, const studio::Media &source);
    void failed(const studio::Error &error, const studio::Media &source);
    void idle();

private:
    struct Item
    {
        Media media;
        std::optional<Request> request = {}; ///< Nothing when the bytes are here.
    };

    void next();
    void write();
    void download(const Request &request);
    void conclude(const Result<KeptMedia> &outcome);
    void dropFetches();
    void tell(const Result<KeptMedia> &outcome, const Media &source);

    Transport &m_transport;
    const MediaStore m_store;
    const Profile m_profile;
    QByteArray m_secret;
    QList<Item> m_waiting;
    Media m_source; ///< What is under way.
    QFutureWatcher<Result<KeptMedia>> *m_writing = nullptr;
    MediaFetch *m_fetch = nullptr;
};

} // namespace studio
