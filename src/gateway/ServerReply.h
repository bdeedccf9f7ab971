#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <utility>

class QJsonObject;

namespace studio
{

/// What the server does with one request, as data: bytes, the waits before them, and how it ends.
/// Answers and faults are both made of this, so that only ServerConnection knows sockets and timers.
struct ServerReply
{
    enum class Ending
    {
        Complete, ///< As HTTP wants it; the connection is kept.
        Cut,      ///< Closed without the end of the body.
        Reset,    ///< Torn down, so that the client's system reports a reset.
        Stall,    ///< Nothing more, and the connection stays open until the client leaves.
    };

    struct Piece
    {
        QByteArray bytes;
        std::chrono::milliseconds wait{0}; ///< Before these bytes.
    };

    int status = 200; ///< 0: not even a status line is sent.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QList<Piece> pieces = {};
    bool isSeries = false;  ///< One piece is one event, so that a fault can strike between two.
    bool isChunked = false; ///< Else Content-Length counts all pieces, also those that are never sent.
    bool closes = false;    ///< The connection is not kept afterwards.
    std::chrono::milliseconds wait{0}; ///< Before the status line.
    Ending ending = Ending::Complete;
    qsizetype lastPiece = -1; ///< How many pieces are sent before the ending; -1 for all.

    qsizetype piecesToSend() const { return lastPiece < 0 ? pieces.size() : lastPiece; }
    void setHeader(const QByteArray &name, const QByteArray &value);
};

ServerReply jsonReply(int status, const QJsonObject &body);

} // namespace studio
