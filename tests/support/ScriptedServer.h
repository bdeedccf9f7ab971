#pragma once

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>

class QTcpSocket;

namespace studio
{

/// Bytes that a ScriptedServer writes, after a pause.
struct ScriptedPiece
{
    QByteArray bytes;
    std::chrono::milliseconds pause{0};
};

/// What a ScriptedServer does with one request once it is there whole: the pieces one after the other, then
/// the end. Nothing is added: status line, headers and chunk sizes are pieces too.
struct ScriptedAnswer
{
    enum class End { Close, Reset, KeepOpen };

    QList<ScriptedPiece> pieces = {};
    End end = End::Close;

    /// "HTTP/1.1 200 OK" with a Content-Length.
    static ScriptedAnswer whole(const QByteArray &body, const QByteArray &contentType = "application/json",
                                int status = 200, const QByteArray &moreHeaders = {});

    /// An event stream that ends with its connection; each piece after the same pause.
    static ScriptedAnswer stream(const QList<QByteArray> &pieces, std::chrono::milliseconds pause = {},
                                 End end = End::Close);
};

/// A server on 127.0.0.1 that says exactly what a test wrote down, and keeps what it was sent. Not an HTTP
/// server: it knows where a request ends and nothing else. Lives on the test's thread.
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    explicit ScriptedServer(QObject *parent = nullptr);
    ~ScriptedServer() override;

    /// For the next request without an answer of its own; the last one given serves all that follow.
    void answerWith(const ScriptedAnswer &answer);

    /// For every request to that path, which takes none of those above.
    void answerAt(const QByteArray &path, const ScriptedAnswer &answer) { m_placed[path] = answer; }

    quint16 port() const { return m_server.serverPort(); }
    QUrl base() const; ///< "http://127.0.0.1:PORT"

    QList<QByteArray> requests() const { return m_requests; } ///< Whole ones, head and body.
    QByteArray unfinishedBytes() const; ///< What came of requests that are not whole yet.
    int connectionCount() const { return m_connections; }   ///< Since the start.
    int openConnectionCount() const { return int(m_received.size()); }

signals:
    void requestArrived(const QByteArray &request);
    void connectionClosed();

private:
    void accept();
    void take(QTcpSocket *socket);
    void play(QTcpSocket *socket, const ScriptedAnswer &answer);
    void end(QTcpSocket *socket, ScriptedAnswer::End how);

    QTcpServer m_server;
    QList<ScriptedAnswer> m_answers;
    QHash<QByteArray, ScriptedAnswer> m_placed;
    QHash<QTcpSocket *, QByteArray> m_received;
    QList<QByteArray> m_requests;
    int m_connections = 0;
};

} // namespace studio
