#include "net/LoopbackListener.h"

#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

#include <chrono>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostHeadBytes = 16 * 1024;
constexpr qsizetype mostVisitors = 16;
constexpr qsizetype mostValueChars = 2000;
constexpr std::chrono::seconds mostVisit{10};

QByteArray targetOf(const QByteArray &head)
{
    return head.first(head.indexOf('\r')).split(' ').value(1);
}

QByteArray pageWith(const QString &text)
{
    return "<!doctype html><html><head><meta charset=\"utf-8\"><title>Signalbox Studio</title></head><body><p>"
        + text.toHtmlEscaped().toUtf8() + "</p></body></html>\n";
}

} // namespace

LoopbackListener::LoopbackListener(const QString &path, const QStringList &names, const QString &page, QObject *parent)
    : QObject(parent), m_path(path), m_names(names), m_page(page)
{
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackListener::accept);
}

LoopbackListener::~LoopbackListener()
{
    // Sockets say that they are disconnected while they are destroyed, and nobody is left to hear it.
    for (auto each = m_heads.cbegin(); each != m_heads.cend(); ++each)
        each.key()->disconnect(this);
}

Result<QUrl> LoopbackListener::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        return Error{ErrorKind::Rejected, m_server.errorString()};
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_server.serverPort());
    url.setPath(m_path);
    return url;
}

void LoopbackListener::close()
{
    m_server.close();
    for (QTcpSocket *socket : m_heads.keys())
        socket->abort();
}

void LoopbackListener::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            socket->deleteLater();
        });
        if (m_heads.size() >= mostVisitors) {
            socket->abort();
            continue;
        }
        m_heads.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
        QTimer::singleShot(mostVisit, socket, [socket] { socket->abort(); });
        take(socket);
    }
}

void LoopbackListener::take(QTcpSocket *socket)
{
    if (!m_heads.contains(socket)) {
        socket->readAll(); // it has its answer
        return;
    }
    QByteArray &head = m_heads[socket];
    head += socket->read(mostHeadBytes + 1 - head.size());
    if (head.size() > mostHeadBytes)
        return answer(socket, "431 Request Header Fields Too Large");
    if (!head.contains("\r\n\r\n"))
        return;
    if (!m_server.isListening() || !isForUs(head))
        return answer(socket, "404 Not Found");
    const QUrlQuery query(QUrl::fromEncoded(targetOf(head)));
    for (const QString &name : m_names) {
        const QString value = query.queryItemValue(name, QUrl::FullyDecoded);
        if (value.isEmpty() || value.size() > mostValueChars)
            continue;
        m_server.close();
        answer(socket, "200 OK", m_page);
        emit visited(name, value);
        return;
    }
    answer(socket, "400 Bad Request");
}

/// The Host keeps out pages that reach this computer under a name of their own.
bool LoopbackListener::isForUs(const QByteArray &head) const
{
    const QByteArray host = "127.0.0.1:" + QByteArray::number(m_server.serverPort());
    bool isHost = false;
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("host:"))
            isHost = line.sliced(5).trimmed() == host;
    }
    const QByteArray target = targetOf(head);
    return isHost && head.startsWith("GET ") && target.split('?').first() == m_path.toLatin1();
}

void LoopbackListener::answer(QTcpSocket *socket, const QByteArray &status, const QString &text)
{
    const QByteArray body = text.isEmpty() ? QByteArray() : pageWith(text);
    m_heads.remove(socket);
    socket->write("HTTP/1.1 " + status
                  + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
                  + "\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff"
                    "\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
                  + body);
    socket->flush(); // whoever listens may delete this at once
    socket->disconnectFromHost();
}

} // namespace studio
