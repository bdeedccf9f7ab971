#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

namespace studio
{

/// A client that sends exactly the bytes it is given and keeps what comes back. It knows nothing of the
/// server's code.
class RawClient
{
public:
    explicit RawClient(const QUrl &server)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToHost(server.host(), static_cast<quint16>(server.port()));
    }

    RawClient(const QUrl &server, const QByteArray &bytes)
        : RawClient(server)
    {
        socket.write(bytes);
    }

    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    int status() const { return received.mid(9, 3).toInt(); }
    QByteArray head() const { return received.left(received.indexOf("\r\n\r\n")); }

    /// The value of that header; empty when there is none.
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head().split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }

    /// The body of the first answer, without chunk framing; what is there of it.
    QByteArray body() const
    {
        const QByteArray framed = received.mid(head().size() + 4);
        if (header("Transfer-Encoding") != "chunked")
            return framed;
        QByteArray whole;
        for (qsizetype at = 0; at < framed.size();) {
            const qsizetype lineEnd = framed.indexOf("\r\n", at);
            const qsizetype size = framed.mid(at, lineEnd - at).toInt(nullptr, 16);
            if (lineEnd < 0 || size == 0)
                break;
            whole += framed.mid(lineEnd + 2, size);
            at = lineEnd + 2 + size + 2;
        }
        return whole;
    }

    QJsonObject json() const { return QJsonDocument::fromJson(body()).object(); }
    bool hasLastChunk() const { return received.endsWith("\r\n0\r\n\r\n"); }

    QTcpSocket socket;
    QByteArray received;
};

inline QByteArray hostLine(const QUrl &server)
{
    return "Host: 127.0.0.1:" + QByteArray::number(server.port()) + "\r\n";
}

inline QByteArray getRequest(const QUrl &server, const QByteArray &key, const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\n" + hostLine(server) + "Authorization: Bearer " + key +
           "\r\nConnection: close\r\n\r\n";
}

inline QByteArray postRequest(const QUrl &server, const QByteArray &key, const QByteArray &path,
                              const QByteArray &body, const QByteArray &connection = "close")
{
    return "POST " + path + " HTTP/1.1\r\n" + hostLine(server) + "Authorization: Bearer " + key +
           "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: " + connection + "\r\n\r\n" + body;
}

/// What the data lines of an event stream hold, [DONE] included.
inline QList<QByteArray> eventsOf(const QByteArray &stream)
{
    QList<QByteArray> events;
    for (const QByteArray &line : stream.split('\n')) {
        if (line.startsWith("data: "))
            events += line.mid(6);
    }
    return events;
}

inline QString deltaOf(const QByteArray &event, const QString &field)
{
    const QJsonObject chunk = QJsonDocument::fromJson(event).object();
    return chunk[QStringLiteral("choices")][0][QStringLiteral("delta")][field].toString();
}

inline QString textOf(const QByteArray &stream, const QString &field = QStringLiteral("content"))
{
    QString text;
    for (const QByteArray &event : eventsOf(stream))
        text += deltaOf(event, field);
    return text;
}

} // namespace studio
