#include "media/PictureFacts.h"

#include <QBuffer>
#include <QImageReader>
#include <QtEndian>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Numbers at places of a file, none of which is believed to exist.
class Header
{
public:
    explicit Header(const QByteArray &bytes) : m_bytes(bytes) {}

    qsizetype size() const { return m_bytes.size(); }
    bool has(qsizetype at, qsizetype count = 1) const { return at >= 0 && count <= size() && at <= size() - count; }
    bool says(qsizetype at, QByteArrayView word) const
    {
        return has(at, word.size()) && QByteArrayView(m_bytes).sliced(at, word.size()) == word;
    }

    quint32 byte(qsizetype at) const { return has(at) ? quint8(m_bytes[at]) : 0; }
    quint32 big16(qsizetype at) const { return byte(at) << 8 | byte(at + 1); }
    quint32 big32(qsizetype at) const { return big16(at) << 16 | big16(at + 2); }
    quint32 little16(qsizetype at) const { return byte(at) | byte(at + 1) << 8; }
    quint32 little24(qsizetype at) const { return little16(at) | byte(at + 2) << 16; }
    quint32 little32(qsizetype at) const { return little16(at) | little16(at + 2) << 16; }

    qsizetype find(QByteArrayView word, qsizetype from) const { return m_bytes.indexOf(word, from); }

private:
    const QByteArray &m_bytes;
};

/// Sizes beyond what a QSize holds are as absurd as the largest that it does.
QSize sizeOf(quint32 width, quint32 height)
{
    return {int(std::min(width, 0x7fffffffU)), int(std::min(height, 0x7fffffffU))};
}

std::optional<PictureFacts> pngFacts(const Header &file)
{
    if (!file.says(12, "IHDR") || !file.has(8, 25))
        return {};
    PictureFacts facts{.format = PictureFormat::Png};
    facts.stored = sizeOf(file.big32(16), file.big32(20));
    facts.bits = int(file.byte(24));
    const quint32 type = file.byte(25);
    facts.hasAlpha = type == 4 || type == 6;
    facts.isCut = true;
    for (qint64 at = 33; file.has(at, 8); at += 12 + qint64(file.big32(at))) {
        facts.hasAlpha |= file.says(at + 4, "tRNS");
        facts.isAnimated |= file.says(at + 4, "acTL");
        if (file.says(at + 4, "IEND")) {
            facts.isCut = false;
            break;
        }
    }
    return facts;
}

bool isFrameStart(quint32 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

std::optional<PictureFacts> jpegFacts(const Header &file)
{
    PictureFacts facts{.format = PictureFormat::Jpeg, .isCut = true};
    qsizetype at = 2;
    while (file.has(at, 4) && !file.says(at, "\xff\xda")) {
        if (file.byte(at) != 0xff) // what stands between two segments is skipped, as decoders do
            ++at;
        else if (const quint32 marker = file.byte(at + 1); marker == 0xff)
            ++at;
        else {
            if (isFrameStart(marker) && !facts.stored.isValid()) {
                facts.bits = int(file.byte(at + 4));
                facts.stored = sizeOf(file.big16(at + 7), file.big16(at + 5));
            }
            const bool isBare = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
            at += isBare ? 2 : 2 + qsizetype(std::max(2U, file.big16(at + 2)));
        }
    }
    if (!facts.stored.isValid())
        return {};
    // Inside a scan 0xff is never followed by 0xd9, while a thumbnail before it may have an end mark of its own.
    facts.isCut = !file.has(at, 4) || file.find("\xff\xd9", at) < 0;
    return facts;
}

std::optional<PictureFacts> webpFacts(const Header &file)
{
    if (!file.has(0, 30))
        return {};
    PictureFacts facts{.format = PictureFormat::Webp};
    facts.isCut = qint64(file.little32(4)) + 8 > file.size();
    if (file.says(12, "VP8X")) {
        facts.stored = sizeOf(file.little24(24) + 1, file.little24(27) + 1);
        facts.hasAlpha = file.byte(20) & 0x10;
        facts.isAnimated = file.byte(20) & 0x02;
    } else if (file.says(12, "VP8L") && file.byte(20) == 0x2f) {
        const quint32 bits = file.little32(21);
        facts.stored = sizeOf((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        facts.hasAlpha = bits >> 28 & 1;
    } else if (file.says(12, "VP8 ") && file.says(23, "\x9d\x01\x2a")) {
        facts.stored = sizeOf(file.little16(26) & 0x3fff, file.little16(28) & 0x3fff);
    } else {
        return {};
    }
    return facts;
}

qsizetype colourTableBytes(quint32 flags)
{
    return flags & 0x80 ? 3 * (2 << (flags & 7)) : 0;
}

/// The place behind a chain of sub-blocks, or behind the file.
qsizetype afterBlocks(const Header &file, qsizetype at)
{
    while (file.byte(at) != 0)
        at += 1 + qsizetype(file.byte(at));
    return at + 1;
}

std::optional<PictureFacts> gifFacts(const Header &file)
{
    if (!file.has(0, 13))
        return {};
    PictureFacts facts{.format = PictureFormat::Gif, .isCut = true};
    facts.stored = sizeOf(file.little16(6), file.little16(8));
    int pictures = 0;
    qsizetype at = 13 + colourTableBytes(file.byte(10));
    while (file.has(at) && pictures < 2) {
        if (file.byte(at) == 0x3b)
            break;
        if (file.byte(at) == 0x2c) {
            ++pictures;
            at = afterBlocks(file, at + 11 + colourTableBytes(file.byte(at + 9)));
        } else if (file.byte(at) == 0x21) {
            facts.hasAlpha |= pictures == 0 && file.byte(at + 1) == 0xf9 && (file.byte(at + 3) & 1);
            at = afterBlocks(file, at + 2);
        } else {
            break;
        }
    }
    facts.isAnimated = pictures > 1;
    facts.isCut = !file.has(at);
    return facts;
}

std::optional<PictureFacts> factsOf(const Header &file)
{
    if (file.says(0, "\x89PNG\r\n\x1a\n"))
        return pngFacts(file);
    if (file.says(0, "\xff\xd8\xff"))
        return jpegFacts(file);
    if (file.says(0, "RIFF") && file.says(8, "WEBP"))
        return webpFacts(file);
    if (file.says(0, "GIF87a") || file.says(0, "GIF89a"))
        return gifFacts(file);
    return {};
}

/// How files of formats begin that Qt might read and that stay shut: TIFF, BMP, ICNS, MNG, ICO, XPM.
constexpr QByteArrayView shutFormats[] = {
    QByteArrayView("II*\0", 4), QByteArrayView("MM\0*", 4), "BM", "icns", "\x8aMNG", QByteArrayView("\0\0\1\0", 4), "/* XPM"};

bool isOurs(const Header &file)
{
    return file.says(0, "\x89PNG") || file.says(0, "\xff\xd8\xff") || file.says(0, "GIF8")
        || (file.says(0, "RIFF") && file.says(8, "WEBP"));
}

int orientationOf(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, "jpeg");
    reader.setAutoDetectImageFormat(false);
    switch (reader.transformation()) {
    case QImageIOHandler::TransformationNone:
        return 1;
    case QImageIOHandler::TransformationMirror:
        return 2;
    case QImageIOHandler::TransformationRotate180:
        return 3;
    case QImageIOHandler::TransformationFlip:
        return 4;
    case QImageIOHandler::TransformationFlipAndRotate90:
        return 5;
    case QImageIOHandler::TransformationRotate90:
        return 6;
    case QImageIOHandler::TransformationMirrorAndRotate90:
        return 7;
    case QImageIOHandler::TransformationRotate270:
        return 8;
    }
    return 1;
}

} // namespace

QLatin1StringView nameOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return "PNG"_L1;
    case PictureFormat::Jpeg:
        return "JPEG"_L1;
    case PictureFormat::Webp:
        return "WebP"_L1;
    case PictureFormat::Gif:
        return "GIF"_L1;
    }
    Q_UNREACHABLE();
}

QByteArray mimeOf(PictureFormat format)
{
    return "image/" + QByteArray(nameOf(format).data(), nameOf(format).size()).toLower();
}

Result<PictureFacts> readPictureFacts(const QByteArray &bytes)
{
    const Header file(bytes);
    std::optional<PictureFacts> facts = factsOf(file);
    if (!facts)
        return Error{ErrorKind::Garbled, isOurs(file) ? u"damaged"_s : QString(guessedContent(bytes))};
    if (facts->stored.isEmpty())
        return Error{ErrorKind::Garbled, u"damaged"_s};
    facts->bytes = bytes.size();
    if (facts->format == PictureFormat::Jpeg)
        facts->orientation = orientationOf(bytes);
    facts->size = facts->orientation > 4 ? facts->stored.transposed() : facts->stored;
    return *facts;
}

QLatin1StringView guessedContent(const QByteArray &bytes)
{
    const QByteArray start = bytes.first(std::min<qsizetype>(bytes.size(), 1024));
    if (start.trimmed().isEmpty())
        return "empty"_L1;
    for (const QByteArrayView word : shutFormats) {
        if (start.startsWith(word))
            return "picture"_L1;
    }
    if (start.sliced(std::min<qsizetype>(4, start.size())).startsWith("ftyp") || start.startsWith("\x1a\x45\xdf\xa3"))
        return start.contains("ftypavif") || start.contains("ftyphei") ? "picture"_L1 : "video"_L1;
    if (start.startsWith("PK\3\4") || start.startsWith("\x1f\x8b"))
        return "archive"_L1;
    if (start.startsWith("\x7f" "ELF") || start.startsWith("MZ"))
        return "program"_L1;
    const QByteArray small = start.toLower();
    if (small.contains("<svg"))
        return "drawing"_L1;
    if (small.contains("<html") || small.contains("<!doctype html"))
        return "web page"_L1;
    const bool isText = std::none_of(start.begin(), start.end(), [](char c) { return quint8(c) < 9; });
    return isText ? "text"_L1 : "unknown"_L1;
}

} // namespace studio
