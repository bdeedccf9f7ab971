#include "support/ScriptedServer.h"

#include <QTcpSocket>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// A linger time of zero makes the coming close a reset.
void makeCloseAReset(QTcpSocket *socket)
{
#ifdef Q_OS_UNIX
    const linger now{1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#else
    Q_UNUSED(socket) // abort() alone resets while something is unread
#endif
}

/// Length of the first whole request in the bytes, 0 when it is not there yet.
qsizetype requestLength(const QByteArray &bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return 0;
    qsizetype bodyLength = 0;
    for (const QByteArray &line : bytes.first(headEnd).split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            bodyLength = line.mid(15).trimmed().toLongLong();
    }
    const qsizetype length = headEnd + 4 + bodyLength;
    return bytes.size() >= length ? length : 0;
}

} // namespace

ScriptedAnswer ScriptedAnswer::whole(const QByteArray &body, const QByteArray &contentType, int status,
                                     const QByteArray &moreHeaders)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\nContent-Type: " + contentType
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n" + moreHeaders
        + "\r\n";
    return {{{head + body}}};
}

ScriptedAnswer ScriptedAnswer::stream(const QList<QByteArray> &pieces, std::chrono::milliseconds pause, End end)
{
    ScriptedAnswer answer{{{"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"}},
                          end};
    for (const QByteArray &piece : pieces)
        answer.pieces << ScriptedPiece{piece, pause};
    return answer;
}

ScriptedServer::ScriptedServer(QObject *parent) : QObject(parent)
{
    m_server.setListenBacklogSize(256);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no port to listen on");
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
}

ScriptedServer::~ScriptedServer()
{
    // Sockets say that they are disconnected while they are destroyed, and nobody is left to hear it.
    for (auto it = m_received.cbegin(); it != m_received.cend(); ++it)
        it.key()->disconnect(this);
}

void ScriptedServer::answerWith(const ScriptedAnswer &answer)
{
    m_answers << answer;
}

QUrl ScriptedServer::base() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port()));
}

QByteArray ScriptedServer::unfinishedBytes() const
{
    return m_received.values().join();
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        m_received.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_received.remove(socket);
            socket->deleteLater();
            emit connectionClosed();
        });
    }
}

void ScriptedServer::take(QTcpSocket *socket)
{
    m_received[socket] += socket->readAll();
    // Looked up anew each time: playing an answer may have closed the connection.
    while (const qsizetype length = requestLength(m_received.value(socket))) {
        m_requests << m_received[socket].first(length);
        m_received[socket].remove(0, length);
        ScriptedAnswer answer{{}, ScriptedAnswer::End::KeepOpen};
        const QByteArray path = m_requests.last().split(' ').value(1).split('?').first();
        if (m_placed.contains(path))
            answer = m_placed[path];
        else if (!m_answers.isEmpty())
            answer = m_answers.size() > 1 ? m_answers.takeFirst() : m_answers.first();
        emit requestArrived(m_requests.last());
        play(socket, answer);
    }
}

void ScriptedServer::play(QTcpSocket *socket, const ScriptedAnswer &answer)
{
    for (qsizetype index = 0; index < answer.pieces.size(); ++index) {
        const ScriptedPiece &piece = answer.pieces[index];
        if (piece.pause.count() > 0) {
            ScriptedAnswer rest = answer;
            rest.pieces = answer.pieces.sliced(index);
            rest.pieces.first().pause = {};
            // The socket is the context: a client that hangs up ends the play.
            QTimer::singleShot(piece.pause, socket, [this, socket, rest] { play(socket, rest); });
            return;
        }
        socket->write(piece.bytes);
        socket->flush();
    }
    end(socket, answer.end);
}

void ScriptedServer::end(QTcpSocket *socket, ScriptedAnswer::End how)
{
    if (how == ScriptedAnswer::End::KeepOpen)
        return;
    socket->flush();
    if (how == ScriptedAnswer::End::Close)
        return socket->disconnectFromHost();
    makeCloseAReset(socket);
    socket->abort();
}

} // namespace studio
