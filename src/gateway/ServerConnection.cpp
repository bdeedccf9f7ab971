#include "gateway/ServerConnection.h"

#include <QHash>
#include <QJsonObject>
#include <QTcpSocket>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 mostUnsent = 256 * 1024;
constexpr std::chrono::milliseconds stallHold{600'000};
constexpr std::chrono::milliseconds lingerAfterRefusal{1'000};

QByteArray phraseFor(int status)
{
    static const QHash<int, QByteArray> phrases{
        {200, "OK"},
        {202, "Accepted"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {402, "Payment Required"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {529, "Overloaded"},
    };
    return phrases.value(status, "Status");
}

bool isHttp10(const RecordedRequest &request)
{
    return request.raw.first(request.raw.indexOf("\r\n")).endsWith("HTTP/1.0");
}

} // namespace

ServerConnection::ServerConnection(QTcpSocket *socket, HttpServer::Handler handler,
                                   const ServerLimits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_handler(std::move(handler))
    , m_limits(limits)
    , m_reader(limits.reader)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(1024 * 1024);
    m_deadline.setSingleShot(true);
    m_pace.setSingleShot(true);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(m_socket, &QTcpSocket::readyRead, this, &ServerConnection::read);
    // Queued: flush() emits this in the middle of pump().
    connect(m_socket, &QTcpSocket::bytesWritten, this, &ServerConnection::continueReply,
            Qt::QueuedConnection);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_state = State::Leaving;
        m_deadline.stop();
        m_pace.stop();
        emit closed();
    });
    connect(&m_deadline, &QTimer::timeout, this, &ServerConnection::giveUpReading);
    connect(&m_pace, &QTimer::timeout, this, &ServerConnection::continueReply);
    m_deadline.start(m_limits.head);
    // What arrived before this object did has no signal of its own any more.
    if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &ServerConnection::read, Qt::QueuedConnection);
}

void ServerConnection::read()
{
    if (m_state == State::Leaving)
        m_socket->readAll();
    while (m_state == State::Reading) {
        m_reader.feed(m_socket->readAll());
        if (const auto request = m_reader.take()) {
            play(*request);
            continue;
        }
        if (const auto &refusal = m_reader.refusal())
            return refuse(*refusal);
        if (m_reader.takeContinue())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        setReadDeadline();
        return;
    }
}

void ServerConnection::setReadDeadline()
{
    // The head has one deadline as a whole, or a byte every few seconds would hold the connection for ever.
    const auto place = m_reader.place();
    const bool hasMoved = place != std::exchange(m_place, place);
    if (place == RequestReader::Place::Body)
        m_deadline.start(m_limits.body);
    else if (hasMoved)
        m_deadline.start(place == RequestReader::Place::Head ? m_limits.head : m_limits.idle);
}

void ServerConnection::giveUpReading()
{
    if (m_state == State::Reading && m_reader.place() != RequestReader::Place::Between)
        refuse({408, "the request took too long"});
    else
        m_socket->abort();
}

void ServerConnection::refuse(const RequestRefusal &refusal)
{
    const QJsonObject error{{u"message"_s, QString::fromLatin1(refusal.reason)},
                            {u"type"_s, u"invalid_request_error"_s},
                            {u"code"_s, refusal.status}};
    m_reply = jsonReply(refusal.status, {{u"error"_s, error}});
    m_isChunked = false;
    m_hasBody = true;
    m_closesAfter = true;
    writeHead();
    writePiece(m_reply.pieces.first().bytes);
    // Closing with bytes unread would reset the connection and lose the answer: say that no more is coming,
    // and throw away what the client still sends.
    m_state = State::Leaving;
#ifdef Q_OS_UNIX
    if (m_socket->bytesToWrite() == 0)
        shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
#endif
    m_deadline.start(lingerAfterRefusal);
}

void ServerConnection::play(const RecordedRequest &request)
{
    m_deadline.stop();
    m_state = State::Playing;
    m_reply = m_handler(request);
    m_next = 0;
    m_hasHead = false;
    m_hasWaited = false;
    m_isChunked = m_reply.isChunked && !isHttp10(request);
    m_hasBody = request.method != "HEAD";
    m_closesAfter = m_reply.closes || isHttp10(request) ||
                    request.header("Connection").compare("close", Qt::CaseInsensitive) == 0;
    if (m_reply.wait.count() > 0)
        m_pace.start(m_reply.wait);
    else
        continueReply();
}

void ServerConnection::continueReply()
{
    if (m_state != State::Playing || m_pace.isActive())
        return;
    if (!std::exchange(m_hasHead, true))
        writeHead();
    pump();
}

void ServerConnection::writeHead()
{
    if (m_reply.status == 0)
        return;
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(m_reply.status) + ' ' + phraseFor(m_reply.status) + "\r\n";
    for (const auto &[name, value] : m_reply.headers)
        head += name + ": " + value + "\r\n";
    if (m_isChunked) {
        head += "Transfer-Encoding: chunked\r\n";
    } else if (!m_reply.isChunked) {
        qsizetype length = 0;
        for (const auto &piece : m_reply.pieces)
            length += piece.bytes.size();
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    }
    head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    head += m_closesAfter ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    m_socket->write(head);
    m_socket->flush();
}

void ServerConnection::pump()
{
    while (m_state == State::Playing && m_hasBody && m_next < m_reply.piecesToSend()) {
        if (m_socket->bytesToWrite() >= mostUnsent)
            return; // bytesWritten() goes on
        const auto &piece = m_reply.pieces[m_next];
        if (piece.wait.count() > 0 && !m_hasWaited) {
            m_hasWaited = true;
            return m_pace.start(piece.wait);
        }
        m_hasWaited = false;
        ++m_next;
        writePiece(piece.bytes);
    }
    if (m_state == State::Playing)
        end();
}

void ServerConnection::writePiece(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return; // an empty chunk would end the body
    m_socket->write(m_isChunked ? QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n" : bytes);
    m_socket->flush();
}

void ServerConnection::end()
{
    switch (m_reply.ending) {
    case ServerReply::Ending::Complete:
        return completeReply();
    case ServerReply::Ending::Cut:
        m_state = State::Leaving;
        return m_socket->disconnectFromHost();
    case ServerReply::Ending::Reset:
        return reset();
    case ServerReply::Ending::Stall:
        m_state = State::Leaving;
        return m_deadline.start(stallHold);
    }
}

void ServerConnection::completeReply()
{
    m_state = m_closesAfter ? State::Leaving : State::Reading;
    if (m_isChunked && m_hasBody)
        m_socket->write("0\r\n\r\n");
    m_socket->flush();
    m_reply = {};
    if (m_closesAfter) {
        m_socket->readAll();
        m_socket->disconnectFromHost();
        return;
    }
    m_place = RequestReader::Place::Between;
    m_deadline.start(m_limits.idle);
    // Pipelined requests may be here already; queued, so that a thousand of them do not nest.
    QMetaObject::invokeMethod(this, &ServerConnection::read, Qt::QueuedConnection);
}

void ServerConnection::reset()
{
    m_state = State::Leaving;
#ifdef Q_OS_UNIX
    const linger atOnce{1, 0};
    setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
#endif
    m_socket->abort();
}

} // namespace studio
