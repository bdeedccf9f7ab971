#include "gateway/HttpServer.h"

#include "gateway/ServerConnection.h"

#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostRecorded = 1000;
constexpr qint64 mostRecordedBytes = 256 * 1024 * 1024;

qint64 sizeOf(const RecordedRequest &request)
{
    return request.raw.size() + request.body.size();
}

} // namespace

HttpServer::HttpServer(Handler handler, const ServerLimits &limits, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_limits(limits)
{
    m_server.setListenBacklogSize(128);
    m_server.setMaxPendingConnections(128);
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::acceptConnections);
}

Result<QUrl> HttpServer::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return Error{ErrorKind::Rejected, u"port %1: %2"_s.arg(port).arg(m_server.errorString())};
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_server.serverPort());
    return url;
}

void HttpServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        // A few more than served get to hear why they are not.
        if (m_connections >= 2 * m_limits.mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        auto *connection = new ServerConnection(
            socket, [this](const RecordedRequest &request) { return answer(request); }, m_limits, this);
        connect(connection, &ServerConnection::closed, this, [this, connection] {
            --m_connections;
            connection->deleteLater();
        });
        if (m_connections > m_limits.mostConnections)
            connection->refuse({503, "too many connections"});
    }
}

ServerReply HttpServer::answer(const RecordedRequest &request)
{
    record(request);
    return m_handler(request);
}

void HttpServer::record(const RecordedRequest &request)
{
    m_recorded.append(request);
    m_recordedBytes += sizeOf(request);
    while (m_recorded.size() > mostRecorded || (m_recorded.size() > 1 && m_recordedBytes > mostRecordedBytes))
        m_recordedBytes -= sizeOf(m_recorded.takeFirst());
    emit requestRecorded(request);
}

} // namespace studio
