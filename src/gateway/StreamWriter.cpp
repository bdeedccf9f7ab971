#include "gateway/StreamWriter.h"

#include <QJsonDocument>

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr int slowestExtra = 15; ///< Deltas come 15 to 30 ms apart.

const QByteArray processing = ": OPENROUTER PROCESSING\n\n";

} // namespace

StreamWriter::StreamWriter(const PracticeExchange &exchange)
    : m_exchange(exchange)
    , m_pace(steadyHash(exchange.generationId().toUtf8()))
{
}

void StreamWriter::comment()
{
    m_pieces += {processing, 60ms};
}

void StreamWriter::event(const QByteArray &data, std::chrono::milliseconds wait, const QByteArray &name)
{
    const QByteArray nameLine = name.isEmpty() ? QByteArray() : "event: " + name + '\n';
    m_pieces += {nameLine + "data: " + data + "\n\n", wait};
}

std::chrono::milliseconds StreamWriter::firstPause()
{
    return 180ms;
}

std::chrono::milliseconds StreamWriter::nextPause()
{
    m_pace = m_pace * 6364136223846793005ULL + 1442695040888963407ULL;
    return 15ms + std::chrono::milliseconds((m_pace >> 33) % (slowestExtra + 1));
}

ServerReply StreamWriter::reply(const QByteArray &contentType) const
{
    ServerReply reply;
    reply.headers = {{"Content-Type", contentType}};
    reply.isChunked = true;
    reply.isSeries = true;
    reply.pieces = m_pieces;
    addIdHeader(m_exchange, reply);
    return reply;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace studio
