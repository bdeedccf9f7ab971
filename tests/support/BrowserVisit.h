#pragma once

#include <QTcpSocket>
#include <QUrl>

namespace studio
{

/// What a browser does with an address on this computer: one GET, and what came back.
class BrowserVisit : public QObject
{
public:
    explicit BrowserVisit(const QUrl &url, const QByteArray &method = "GET", const QByteArray &host = {})
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, this, [this] { reply += m_socket.readAll(); });
        QObject::connect(&m_socket, &QTcpSocket::disconnected, this, [this] { isOver = true; });
        QObject::connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] { isOver = true; });
        m_socket.connectToHost(url.host(), quint16(url.port()));
        QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
        if (url.hasQuery())
            target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
        m_socket.write(method + ' ' + target + " HTTP/1.1\r\nHost: "
                       + (host.isEmpty() ? url.authority().toLatin1() : host) + "\r\nAccept: text/html\r\n\r\n");
    }

    QByteArray status() const { return reply.split(' ').value(1); }

    QByteArray reply = {};
    bool isOver = false;

private:
    QTcpSocket m_socket;
};

} // namespace studio
