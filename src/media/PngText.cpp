#include "media/PngText.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QByteArrayView signature("\x89PNG\r\n\x1a\n", 8);
constexpr qsizetype around = 12; ///< Length, type and check sum of a chunk.

struct Chunk
{
    QByteArrayView type;
    QByteArrayView data;
    QByteArrayView whole;
};

/// The chunk that begins there; nothing when it is not whole.
std::optional<Chunk> chunkAt(QByteArrayView png, qsizetype place)
{
    if (png.size() - place < around)
        return {};
    const quint32 size = qFromBigEndian<quint32>(png.data() + place);
    if (size > quint64(png.size() - place - around))
        return {};
    return Chunk{png.sliced(place + 4, 4), png.sliced(place + 8, qsizetype(size)),
                 png.sliced(place, qsizetype(size) + around)};
}

bool isUnder(const Chunk &chunk, QByteArrayView keyword)
{
    const bool isText = chunk.type == "iTXt" || chunk.type == "tEXt" || chunk.type == "zTXt";
    return isText && chunk.data.size() > keyword.size() && chunk.data.startsWith(keyword)
           && chunk.data[keyword.size()] == '\0';
}

quint32 checkSum(QByteArrayView bytes)
{
    static const auto table = [] {
        std::array<quint32, 256> values;
        for (quint32 n = 0; n < values.size(); ++n) {
            values[n] = n;
            for (int bit = 0; bit < 8; ++bit)
                values[n] = values[n] & 1 ? 0xedb88320U ^ (values[n] >> 1) : values[n] >> 1;
        }
        return values;
    }();
    quint32 sum = 0xffffffffU;
    for (const char byte : bytes)
        sum = table[(sum ^ quint8(byte)) & 0xff] ^ (sum >> 8);
    return ~sum;
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

/// The plainest of the three where it will do: some programs lose what stands in an international text.
QByteArray textChunk(QByteArrayView keyword, QByteArrayView text)
{
    const bool isAscii = std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x80; });
    QByteArray data = (isAscii ? "tEXt" : "iTXt") + keyword.toByteArray() + '\0';
    if (!isAscii)
        data += QByteArrayView("\0\0\0\0", 4); // not packed, in no certain language, the keyword not translated
    data += text;
    return bigEndian(quint32(data.size() - 4)) + data + bigEndian(checkSum(data));
}

Result<QByteArray> textIn(const Chunk &chunk, QByteArrayView keyword)
{
    const Error packed{ErrorKind::Rejected, u"the text in the picture is packed"_s};
    const QByteArrayView rest = chunk.data.sliced(keyword.size() + 1);
    if (chunk.type == "zTXt")
        return packed;
    if (chunk.type == "tEXt")
        return rest.toByteArray();
    if (rest.size() < 2 || rest[0] != '\0')
        return packed;
    const QByteArray fields = rest.sliced(2).toByteArray();
    const qsizetype language = fields.indexOf('\0');
    const qsizetype translated = language < 0 ? -1 : fields.indexOf('\0', language + 1);
    if (translated < 0)
        return Error{ErrorKind::Garbled, u"the text in the picture is damaged"_s};
    return fields.sliced(translated + 1);
}

Error noWholePng()
{
    return Error{ErrorKind::Garbled, u"not a whole PNG picture"_s};
}

} // namespace

bool isPng(QByteArrayView bytes)
{
    return bytes.startsWith(signature);
}

Result<QByteArray> withPngText(const QByteArray &png, QByteArrayView keyword, QByteArrayView text)
{
    qsizetype place = signature.size();
    const auto header = isPng(png) ? chunkAt(png, place) : std::nullopt;
    if (!header || header->type != "IHDR")
        return noWholePng();
    QByteArray copy;
    copy.reserve(png.size() + text.size() + keyword.size() + 32);
    copy += signature;
    copy += header->whole;
    copy += textChunk(keyword, text);
    place += header->whole.size();
    while (const auto chunk = chunkAt(png, place)) {
        if (!isUnder(*chunk, keyword))
            copy += chunk->whole;
        place += chunk->whole.size();
        if (chunk->type == "IEND")
            return copy += QByteArrayView(png).sliced(place); // what follows is nobody's business
    }
    return noWholePng();
}

Result<QByteArray> pngText(const QByteArray &png, QByteArrayView keyword)
{
    if (!isPng(png))
        return noWholePng();
    qsizetype place = signature.size();
    while (const auto chunk = chunkAt(png, place)) {
        if (isUnder(*chunk, keyword))
            return textIn(*chunk, keyword);
        if (chunk->type == "IEND")
            return QByteArray();
        place += chunk->whole.size();
    }
    return noWholePng();
}

} // namespace studio
