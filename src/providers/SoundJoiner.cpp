#include "providers/SoundJoiner.h"

#include "core/Limits.h"
#include "providers/MediaReader.h"

#include <utility>

namespace studio
{

namespace
{

constexpr qsizetype groupSize = 4;

QByteArray lettersOf(const QString &base64)
{
    QByteArray letters = base64.toLatin1();
    letters.removeIf([](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
    return letters.replace('-', '+').replace('_', '/');
}

} // namespace

SoundJoiner::Outcome SoundJoiner::feed(const QString &base64)
{
    QByteArray letters = std::exchange(m_rest, {}) + lettersOf(base64);
    if (letters.isEmpty())
        return Outcome::Taken;
    ++m_pieces;
    const qsizetype whole = letters.size() - letters.size() % groupSize; // a server may cut anywhere
    m_rest = letters.sliced(whole);
    letters.truncate(whole);
    return decode(letters);
}

SoundJoiner::Outcome SoundJoiner::decode(const QByteArray &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return Outcome::Unreadable;
    if (m_bytes.size() + (*decoded).size() > mostMediaBytes)
        return Outcome::TooLong;
    m_bytes += *decoded;
    return Outcome::Taken;
}

std::optional<Media> SoundJoiner::take()
{
    decode(std::exchange(m_rest, {}).replace('=', {}));
    if (m_bytes.isEmpty())
        return std::nullopt;
    QByteArray mime = mimeOfBytes(m_bytes);
    if (mime.isEmpty() && m_pieces > 1)
        mime = "audio/pcm";
    return Media{MediaKind::Sound, mime, std::exchange(m_bytes, {})};
}

} // namespace studio
