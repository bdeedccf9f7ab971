#pragma once

#include "core/Media.h"
#include "net/HttpCall.h"
#include "providers/Profile.h"
#include "run/ContentRange.h"
#include "store/IncomingFile.h"
#include "store/MediaStore.h"

#include <QElapsedTimer>
#include <QTimer>

namespace studio
{

/// The GET of a link that this provider gave. Its key and headers go along only to its own origin.
Request linkRequest(const QUrl &link, const Profile &profile);

/// Downloads one finished file into the media store, past the memory. It costs nothing, so what breaks off is
/// resumed or begun again a few times. Redirects are followed as links are, without the key.
///
/// Failures: LinkExpired, StorageFailed, TooLarge, NotAnApi (a page instead of a file), Redirected (a link that may
/// not be followed), and those of HttpCall and of error replies.
///
/// finished() comes exactly once, and never before start() has returned. Deleting it cancels it without a signal;
/// nothing is left on the disk then. Lives on the GUI thread.
class MediaFetch : public QObject
{
    Q_OBJECT

public:
    /// The request has the key's header if the key is to be sent. expected: kind and type as far as they were told.
    MediaFetch(Transport &transport, const MediaStore &store, const Profile &profile, const Request &request,
               const Media &expected, QObject *parent = nullptr);
    ~MediaFetch() override;

    void start(const QByteArray &secret);

signals:
    void progressed(qint64 received, qint64 all); ///< Bytes, now and then; all: -1 when the server does not say.
    void paused(const studio::Error &error, std::chrono::milliseconds pause); ///< It broke off and goes on after that.
    void finished(const studio::Result<studio::KeptMedia> &outcome);

private:
    void begin();
    void send();
    void readHead(int status, const QList<Header> &headers);
    std::optional<ContentRange> restIn(const QList<Header> &headers) const;
    Result<void> take(const QByteArray &piece);
    void readOutcome(const Result<Reply> &outcome);
    void readReply(const Reply &reply);
    void follow(const QUrl &target);
    void beginAfresh(const Error &error);
    void giveUpOrGoOn(const Error &error);
    void keep(const Reply &reply);
    void conclude(const Result<KeptMedia> &outcome);
    bool isForeign() const { return !m_request.secret && !isSameOrigin(m_request.base, m_profile.base); }

    Transport &m_transport;
    const MediaStore m_store;
    const Profile m_profile;
    const Request m_first;
    const Media m_expected;
    Request m_request; ///< The first one, or where it was redirected to.
    QByteArray m_secret;
    std::unique_ptr<IncomingFile> m_file;
    HttpCall *m_call = nullptr; ///< Null in pauses.
    QUrl m_redirect;            ///< Where the call was sent to that is ending.
    QByteArray m_validator;     ///< ETag or date of what m_file holds the beginning of; empty: it cannot be resumed.
    std::optional<Error> m_headProblem; ///< Why the body that follows is of no use.
    qint64 m_all = -1;
    qint64 m_sizeBefore = 0; ///< When this call was sent.
    int m_failures = 0;      ///< In a row without news.
    int m_calls = 0;
    int m_hops = 0;
    QTimer m_pause;
    QElapsedTimer m_sinceTold;
};

} // namespace studio
