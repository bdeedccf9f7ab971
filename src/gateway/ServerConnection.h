#pragma once

#include "gateway/HttpServer.h"

#include <QTimer>

class QTcpSocket;

namespace studio
{

/// One connection of the server: reads a request, plays the reply, reads the next.
///
/// Nothing is read while a reply is played, so pipelined requests wait their turn. A client that closes its
/// side is taken to be gone: what is ready still goes out, waits are not sat through. closed() comes once.
class ServerConnection : public QObject
{
    Q_OBJECT

public:
    ServerConnection(QTcpSocket *socket, HttpServer::Handler handler, const ServerLimits &limits,
                     QObject *parent);

    /// Answers that status and closes, without reading what the client still sends.
    void refuse(const RequestRefusal &refusal);

signals:
    void closed();

private:
    enum class State
    {
        Reading,
        Playing,
        Leaving
    };

    void read();
    void setReadDeadline();
    void giveUpReading();
    void play(const RecordedRequest &request);
    void continueReply();
    void writeHead();
    void pump();
    void writePiece(const QByteArray &bytes);
    void end();
    void completeReply();
    void reset();

    QTcpSocket *m_socket;
    HttpServer::Handler m_handler;
    ServerLimits m_limits;
    RequestReader m_reader;
    State m_state = State::Reading;
    QTimer m_deadline{this}; ///< How long the client may take.
    QTimer m_pace{this};     ///< How long the reply waits.

    ServerReply m_reply;
    qsizetype m_next = 0;     ///< The piece to send next.
    bool m_hasHead = false;   ///< The status line is on its way.
    bool m_hasWaited = false; ///< The wait before that piece is over.
    bool m_isChunked = false; ///< The reply is, and the client speaks HTTP/1.1.
    bool m_hasBody = true;    ///< Not for HEAD.
    bool m_closesAfter = false;
    RequestReader::Place m_place = RequestReader::Place::Between;
};

} // namespace studio
