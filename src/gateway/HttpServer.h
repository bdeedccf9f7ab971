#pragma once

#include "core/Result.h"
#include "gateway/RequestReader.h"
#include "gateway/ServerReply.h"

#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>

namespace studio
{

/// HARDENING L10.
struct ServerLimits
{
    ReaderLimits reader = {};
    qsizetype mostConnections = 64;
    std::chrono::milliseconds head{10'000}; ///< For the whole head of a request.
    std::chrono::milliseconds body{60'000}; ///< Between two pieces of a request's body.
    std::chrono::milliseconds idle{90'000}; ///< Between two requests.
};

/// A small HTTP/1.1 server on 127.0.0.1: keeps connections, answers pipelined requests in order, keeps what
/// arrived. What to answer is asked of one function. Used on one thread.
class HttpServer : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<ServerReply(const RecordedRequest &)>;

    explicit HttpServer(Handler handler, const ServerLimits &limits = {}, QObject *parent = nullptr);

    /// Port 0 takes a free one. Gives the address without a path; ErrorKind::Rejected when the port is taken.
    Result<QUrl> listen(quint16 port);

    quint16 port() const { return m_server.serverPort(); }

    /// The newest requests that could be read, oldest first: at most 1000, and not much over 256 MiB.
    QList<RecordedRequest> recorded() const { return m_recorded; }

signals:
    void requestRecorded(const studio::RecordedRequest &request);

private:
    void acceptConnections();
    ServerReply answer(const RecordedRequest &request);
    void record(const RecordedRequest &request);

    Handler m_handler;
    ServerLimits m_limits;
    QTcpServer m_server{this};
    qsizetype m_connections = 0;
    QList<RecordedRequest> m_recorded;
    qint64 m_recordedBytes = 0;
};

} // namespace studio
