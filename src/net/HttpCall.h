#pragma once

#include "core/Frame.h"
#include "core/Limits.h"
#include "core/Request.h"

#include <QObject>

#include <functional>
#include <memory>

namespace studio
{

class Transport;

/// How an exchange ended on the level of HTTP. A status of 400 and more is a Reply too.
struct Reply
{
    int status = 0;
    QList<Header> headers = {};
    QByteArray body = {};    ///< Whole body of an answer that was not streamed; empty when frames were given.
    bool wasStream = false;  ///< Frames were given.

    /// Value of the first header of that name, without regard to case; empty when there is none.
    QByteArray header(QByteArrayView name) const;
};

/// One HTTP exchange, cut into frames.
///
/// A POST goes on the wire once: never by redirect, never by a silent repeat. The secret is put into the
/// Request's secret header for this one origin and forgotten with the call. Whether the answer is a stream
/// is decided by its bytes, not by its label.
///
/// Failures: NotConnected (not one byte written), TlsFailed, ProxyFailed, ConnectionLost, FirstByteTimeout,
/// IdleTimeout, TookTooLong, CutOff (a body with a length ended early), Redirected, TooLarge, Garbled, Cancelled, Rejected
/// (a header with control characters). A stream that simply ends is not an error here: only the dialect
/// knows its end mark.
///
/// finished() comes exactly once, and never before start() has returned. Deleting the call cancels it
/// without a signal. Lives on the GUI thread.
class HttpCall : public QObject
{
    Q_OBJECT

public:
    HttpCall(Transport &transport, const Request &request, const Limits &limits = {}, QObject *parent = nullptr);
    ~HttpCall() override;

    /// Takes the body of a good answer piece by piece, which is then neither kept nor read here: for files. An
    /// error ends the call with it. To be set before start().
    using BodyTaker = std::function<Result<void>(const QByteArray &piece)>;
    void setBodyTaker(const BodyTaker &taker);

    void start(const QByteArray &secret);
    void cancel(); ///< Closes the socket at once; leads to finished() with ErrorKind::Cancelled.

    /// How much of the request the network has. Whoever closes the connection does not take back what has left.
    enum class Sent { Nothing, Part, All };
    Sent sent() const;

signals:
    void requestWritten();                ///< From here on the request may be billed.
    void answerBegan(int status, const QList<studio::Header> &headers);
    void framesArrived(const QList<studio::Frame> &frames); ///< All that one read brought.
    void aliveWithoutData();              ///< A comment came: the server is alive, no answer yet.
    void redirectRefused(const QUrl &target); ///< Of a GET, to another origin; ErrorKind::Redirected follows.
    void finished(const studio::Result<studio::Reply> &outcome);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace studio

Q_DECLARE_METATYPE(studio::Reply)
