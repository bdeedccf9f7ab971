#include "net/HttpCall.h"

#include "net/AnswerBody.h"
#include "net/OutgoingRequest.h"
#include "net/ReplyEnding.h"
#include "net/Transport.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QSslError>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

Q_LOGGING_CATEGORY(netLog, "studio.net", QtWarningMsg)

/// How much of an answer is read before the event loop gets its turn again. Frames, keys and the other
/// columns wait for this many bytes of each answer.
constexpr qint64 bytesOfOneTurn = 64 * 1024;

/// What may wait unread; a server that is faster than we are has to wait then.
constexpr qint64 mostUnread = 4 * bytesOfOneTurn;

enum class State { Idle, Connecting, AwaitingAnswer, Reading, Done };

bool isHarmlessToRepeat(const QByteArray &method)
{
    return method == "GET" || method == "HEAD";
}

} // namespace

QByteArray Reply::header(QByteArrayView name) const
{
    for (const Header &each : headers) {
        if (name.compare(each.name, Qt::CaseInsensitive) == 0)
            return each.value;
    }
    return {};
}

/// The exchange itself. Everything the call says can make its owner cancel or delete it, so each emit is
/// followed by a look at whether there still is a call.
class HttpCall::Private
{
public:
    Private(HttpCall *call, Transport &network, const Request &what, const Limits &bounds);
    ~Private() { dropReply(); }

    void start(const QByteArray &key);
    void conclude(const Result<Reply> &outcome);
    Sent sent() const;

    BodyTaker taker;

private:
    Result<void> send(const QUrl &address);
    QNetworkReply *post(const QNetworkRequest &out);
    void listen();
    void dropReply();

    void markWritten();
    bool begin();
    void follow(const QUrl &target);
    void drain();
    bool deliver(const QByteArray &piece);
    bool tell(const QList<Frame> &frames);
    void end();
    void runOut(bool isTotal);

    void wait(std::chrono::milliseconds limit);
    bool isOver(const QPointer<HttpCall> &alive) const { return !alive || state == State::Done; }
    Error failed(ErrorKind kind, const QString &detail) const { return {kind, detail, result.status}; }

    HttpCall *q;
    Transport &transport;
    const Request request;
    const Limits limits;
    State state = State::Idle;
    QByteArray secret;
    QNetworkAccessManager *manager = nullptr;
    QNetworkReply *reply = nullptr;
    const OneWayBody *body = nullptr; ///< The reply's; null where nothing is sent along.
    std::optional<AnswerBody> answer;
    bool isTaken = false; ///< The body goes to the taker.
    Reply result;
    QString tlsReasons;
    QTimer phaseTimer;
    QTimer totalTimer;
    QTimer nextTurn;
    QElapsedTimer clock;
    QElapsedTimer sinceNews; ///< Since we were ready for more of the answer.
    int redirectCount = 0;
    bool wasWritten = false;
    bool hasEnded = false; ///< Qt has no more bytes than it already holds.
};

HttpCall::Private::Private(HttpCall *call, Transport &network, const Request &what, const Limits &bounds)
    : q(call), transport(network), request(what), limits(bounds)
{
    for (QTimer *timer : {&phaseTimer, &totalTimer, &nextTurn})
        timer->setSingleShot(true);
    QObject::connect(&phaseTimer, &QTimer::timeout, q, [this] { runOut(false); });
    QObject::connect(&totalTimer, &QTimer::timeout, q, [this] { runOut(true); });
    QObject::connect(&nextTurn, &QTimer::timeout, q, [this] { drain(); });
}

void HttpCall::Private::start(const QByteArray &key)
{
    if (state != State::Idle)
        return;
    secret = key;
    clock.start();
    if (limits.total.count() > 0)
        totalTimer.start(limits.total);
    if (const auto sent = send(request.url()); !sent)
        conclude(sent.error());
}

/// Ends the call from any state. The signal comes with the next turn of the event loop.
void HttpCall::Private::conclude(const Result<Reply> &outcome)
{
    if (state == State::Done)
        return;
    state = State::Done;
    for (QTimer *timer : {&phaseTimer, &totalTimer, &nextTurn})
        timer->stop();
    dropReply();
    secret = QByteArray();
    answer.reset();
    qCInfo(netLog).noquote() << request.method << request.url().path() << result.status
                             << (clock.isValid() ? clock.elapsed() : 0) << "ms";
    QTimer::singleShot(0, q, [call = q, outcome] { emit call->finished(outcome); });
}

Result<void> HttpCall::Private::send(const QUrl &address)
{
    Result<QNetworkRequest> out = outgoingRequest(request, address, secret);
    if (!out)
        return out.error();
    // Qt's own check by ratio would refuse a long regular list; below this size our cap is the guard.
    out->setDecompressedSafetyCheckThreshold(limits.mostBodyBytes);

    state = State::Connecting;
    hasEnded = false;
    manager = &transport.acquire(address);
    if (request.method == "GET")
        reply = manager->get(*out);
    else if (request.method == "HEAD")
        reply = manager->head(*out);
    else
        reply = post(*out);
    listen();
    wait(limits.connect);
    return {};
}

QNetworkReply *HttpCall::Private::post(const QNetworkRequest &out)
{
    // A body that cannot be rewound, of known length and not buffered, is the one form that Qt never sends
    // again by itself when a connection closes before the answer.
    auto *once = new OneWayBody(request.body);
    QNetworkRequest whole = out;
    whole.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    if (!whole.hasRawHeader("Content-Type"))
        whole.setRawHeader("Content-Type", "application/json");
    QNetworkReply *sent = request.method == "POST" ? manager->post(whole, once)
                                                   : manager->sendCustomRequest(whole, request.method, once);
    once->setParent(sent);
    body = once;
    // Qt does not say when a request without a body was sent, so it counts as sent from the start.
    if (request.body.isEmpty())
        QMetaObject::invokeMethod(q, [this] { markWritten(); }, Qt::QueuedConnection);
    return sent;
}

void HttpCall::Private::listen()
{
    // Qt's network thread hears of this only once its part of the reply is made, which a queued call does; what it
    // has not heard before the first byte it does not keep to while bytes come.
    QMetaObject::invokeMethod(reply, [made = reply] { made->setReadBufferSize(mostUnread); }, Qt::QueuedConnection);
    QObject::connect(reply, &QNetworkReply::requestSent, q, [this] { markWritten(); });
    QObject::connect(reply, &QNetworkReply::uploadProgress, q, [this](qint64 sent) {
        if (state == State::AwaitingAnswer)
            wait(limits.firstByte); // a long upload is no silence of the server
        else if (sent > 0)
            markWritten();
    });
    QObject::connect(reply, &QNetworkReply::sslErrors, q, [this](const QList<QSslError> &errors) {
        QStringList reasons;
        for (const QSslError &error : errors)
            reasons << error.errorString();
        tlsReasons = reasons.join("; "_L1);
    });
    QObject::connect(reply, &QNetworkReply::metaDataChanged, q, [this] { begin(); });
    QObject::connect(reply, &QNetworkReply::readyRead, q, [this] {
        if (begin())
            drain();
    });
    QObject::connect(reply, &QNetworkReply::finished, q, [this] {
        hasEnded = true;
        if (begin())
            drain();
    });
}

void HttpCall::Private::dropReply()
{
    if (!reply)
        return;
    reply->disconnect(q);
    if (reply->error() == QNetworkReply::NoError)
        reply->abort(); // closes the socket now; a failed reply has closed it already
    reply->deleteLater();
    reply = nullptr;
    body = nullptr;
    transport.release(*manager);
}

/// Qt reads a body from us piece by piece, none before it is connected and each when there is room for it on the way. It
/// says so later.
HttpCall::Sent HttpCall::Private::sent() const
{
    if (state == State::Reading || (body && body->atEnd()))
        return Sent::All;
    if (body)
        return body->hasBegun() || wasWritten ? Sent::Part : Sent::Nothing;
    return wasWritten ? Sent::All : Sent::Nothing;
}

void HttpCall::Private::markWritten()
{
    if (state != State::Connecting)
        return;
    state = State::AwaitingAnswer;
    wait(limits.firstByte);
    if (!std::exchange(wasWritten, true))
        emit q->requestWritten();
}

/// Takes the headers once they are there. False when this answer needs no more reading.
bool HttpCall::Private::begin()
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (state == State::Reading || status == 0)
        return true;
    const QPointer<HttpCall> alive(q);
    markWritten();
    if (isOver(alive))
        return false;
    result.status = status;
    if (const auto target = redirectTarget(*reply)) {
        follow(*target);
        return false;
    }
    state = State::Reading;
    sinceNews.start();
    wait(limits.idle);
    for (const auto &[name, value] : reply->rawHeaderPairs())
        result.headers << Header{name, value};
    const bool isGood = status >= 200 && status < 300;
    isTaken = taker && isGood;
    answer.emplace(limits, result.header("Content-Type"), isGood);
    emit q->answerBegan(status, result.headers);
    return !isOver(alive);
}

void HttpCall::Private::follow(const QUrl &target)
{
    const QString host = hostText(target);
    if (!isHarmlessToRepeat(request.method) || !isSameOrigin(request.base, target)) {
        const QPointer<HttpCall> alive(q);
        if (request.method == "GET")
            emit q->redirectRefused(target);
        if (!isOver(alive))
            conclude(failed(ErrorKind::Redirected, host));
        return;
    }
    if (++redirectCount > mostRedirects)
        return conclude(failed(ErrorKind::Redirected, u"%1: more than %2 redirects"_s.arg(host).arg(mostRedirects)));
    dropReply();
    if (const auto sent = send(target); !sent)
        conclude(failed(ErrorKind::Redirected, u"%1: %2"_s.arg(host, sent.error().detail)));
}

void HttpCall::Private::drain()
{
    const QByteArray piece = reply->read(bytesOfOneTurn);
    if (!piece.isEmpty() && !deliver(piece))
        return;
    sinceNews.start();
    if (!piece.isEmpty() && reply->bytesAvailable() > 0)
        nextTurn.start(0);
    else if (hasEnded || (piece.isEmpty() && reply->error() != QNetworkReply::NoError))
        end();
}

/// False when the call is over.
bool HttpCall::Private::deliver(const QByteArray &piece)
{
    const QPointer<HttpCall> alive(q);
    if (isTaken) {
        const Result<void> taken = taker(piece);
        if (!isOver(alive) && !taken)
            conclude(failed(taken.error().kind, taken.error().detail));
        return !isOver(alive);
    }
    const qint64 before = answer->signsOfLife();
    const QList<Frame> frames = answer->feed(piece);
    if (answer->signsOfLife() > before) {
        emit q->aliveWithoutData();
        if (isOver(alive))
            return false;
    }
    if (!tell(frames))
        return false;
    if (const auto failure = answer->failure()) {
        conclude(failed(failure->kind, failure->detail));
        return false;
    }
    return true;
}

bool HttpCall::Private::tell(const QList<Frame> &frames)
{
    if (frames.isEmpty())
        return true;
    const QPointer<HttpCall> alive(q);
    emit q->framesArrived(frames);
    return !isOver(alive);
}

void HttpCall::Private::end()
{
    if (const auto failure = failureOf(*reply, wasWritten, tlsReasons))
        return conclude(*failure);
    if (isTaken)
        return conclude(result);
    if (!tell(answer->finish()))
        return;
    if (const auto failure = answer->failure())
        return conclude(failed(failure->kind, failure->detail));
    result.wasStream = answer->isStream();
    result.body = answer->takeBody();
    conclude(result);
}

void HttpCall::Private::runOut(bool isTotal)
{
    if (!isTotal && state == State::Reading) {
        const std::chrono::milliseconds quiet(sinceNews.elapsed());
        if (reply->bytesAvailable() > 0) // not the server was slow to send, we were slow to read
            return wait(limits.idle);
        if (quiet < limits.idle) // a timer wound up at each read would cost more than many a read
            return wait(limits.idle - quiet);
    }
    const auto seconds = [](std::chrono::milliseconds limit) { return double(limit.count()) / 1000.0; };
    if (isTotal) {
        const ErrorKind kind = state == State::Connecting       ? ErrorKind::NotConnected
                               : state == State::AwaitingAnswer ? ErrorKind::FirstByteTimeout
                                                                : ErrorKind::TookTooLong;
        return conclude(failed(kind, u"not finished within %1 s"_s.arg(seconds(limits.total))));
    }
    switch (state) {
    case State::Connecting:
        return conclude(failed(ErrorKind::NotConnected, u"no connection within %1 s"_s.arg(seconds(limits.connect))));
    case State::AwaitingAnswer:
        return conclude(
            failed(ErrorKind::FirstByteTimeout, u"no answer within %1 s"_s.arg(seconds(limits.firstByte))));
    case State::Reading:
        return conclude(failed(ErrorKind::IdleTimeout, u"nothing came for %1 s"_s.arg(seconds(limits.idle))));
    case State::Idle:
    case State::Done:
        break;
    }
}

void HttpCall::Private::wait(std::chrono::milliseconds limit)
{
    if (limit.count() > 0)
        phaseTimer.start(limit);
    else
        phaseTimer.stop();
}

HttpCall::HttpCall(Transport &transport, const Request &request, const Limits &limits, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, transport, request, limits))
{
}

HttpCall::~HttpCall() = default;

HttpCall::Sent HttpCall::sent() const
{
    return d->sent();
}

void HttpCall::setBodyTaker(const BodyTaker &taker)
{
    d->taker = taker;
}

void HttpCall::start(const QByteArray &secret)
{
    d->start(secret);
}

void HttpCall::cancel()
{
    d->conclude(Error{ErrorKind::Cancelled});
}

} // namespace studio
