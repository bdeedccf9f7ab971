#pragma once

#include "gateway/PracticeExchange.h"

namespace studio
{

/// Writes the pieces of one stream, event by event.
class StreamWriter
{
public:
    explicit StreamWriter(const PracticeExchange &exchange);

    /// OpenRouter's sign of life.
    void comment();

    /// One event; with a name where the format has them.
    void event(const QByteArray &data, std::chrono::milliseconds wait, const QByteArray &name = {});

    /// Bytes that are an event in a format of their own.
    void piece(const QByteArray &bytes, std::chrono::milliseconds wait) { m_pieces += {bytes, wait}; }

    /// Before the first words of an answer.
    static std::chrono::milliseconds firstPause();

    /// Between two deltas: uneven as real services are, and yet always the same.
    std::chrono::milliseconds nextPause();

    ServerReply reply(const QByteArray &contentType = "text/event-stream") const;

private:
    const PracticeExchange &m_exchange;
    QList<ServerReply::Piece> m_pieces;
    quint64 m_pace;
};

QByteArray compact(const QJsonObject &object);

} // namespace studio
