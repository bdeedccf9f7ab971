#include "providers/MediaReader.h"

#include "core/Limits.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostLinkChars = 16 * 1024;    // signed links have some thousand
constexpr qsizetype mostMimeBytes = 100;

constexpr qint8 noLetter = -1;
constexpr qint8 space = -2;
constexpr qint8 padding = -3;

/// What each ASCII character is in base64, in the standard and in the URL-safe alphabet.
constexpr std::array<qint8, 128> letterTable()
{
    std::array<qint8, 128> table{};
    for (qint8 &each : table)
        each = noLetter;
    for (qint8 i = 0; i < 26; ++i) {
        table[std::size_t('A' + i)] = i;
        table[std::size_t('a' + i)] = qint8(26 + i);
    }
    for (qint8 i = 0; i < 10; ++i)
        table[std::size_t('0' + i)] = qint8(52 + i);
    table['+'] = table['-'] = 62;
    table['/'] = table['_'] = 63;
    table[' '] = table['\t'] = table['\r'] = table['\n'] = space;
    table['='] = padding;
    return table;
}

constexpr std::array<qint8, 128> letters = letterTable();

/// Strict about letters, as a text with others is no file; straight from UTF-16, as the text may be large.
std::optional<QByteArray> bytesOfBase64(QStringView text)
{
    QByteArray bytes(std::min(text.size() / 4 * 3 + 3, mostMediaBytes + 3), Qt::Uninitialized);
    char *const out = bytes.data();
    qsizetype size = 0;
    quint32 bits = 0;
    int held = 0; // how many bits wait
    bool isOver = false;
    for (const QChar c : text) {
        const qint8 letter = c.unicode() < letters.size() ? letters[c.unicode()] : noLetter;
        if (letter == noLetter || (isOver && letter >= 0))
            return std::nullopt;
        isOver = isOver || letter == padding;
        if (letter < 0)
            continue;
        bits = bits << 6 | quint32(letter);
        held += 6;
        if (held < 8)
            continue;
        if (size == mostMediaBytes)
            return std::nullopt;
        held -= 8;
        out[size++] = char(bits >> held & 0xff);
    }
    bytes.resize(size);
    const bool isCut = held >= 6; // a lone letter makes no byte
    return isCut || bytes.isEmpty() ? std::nullopt : std::optional(bytes);
}

/// MPEG layer III, which a JPEG's and AAC's first bytes are not.
bool isMp3Frame(QByteArrayView bytes)
{
    return bytes.size() > 1 && quint8(bytes[0]) == 0xff && (quint8(bytes[1]) & 0xe6) == 0xe2;
}

/// ISO media files say in their first box what they are for.
QByteArray mimeOfBrand(QByteArrayView brand)
{
    if (brand.startsWith("avif") || brand.startsWith("avis"))
        return "image/avif";
    if (brand.startsWith("heic") || brand.startsWith("mif1"))
        return "image/heic";
    if (brand.startsWith("M4A"))
        return "audio/mp4";
    return brand.startsWith("qt  ") ? "video/quicktime" : "video/mp4";
}

bool isSvg(QByteArrayView bytes)
{
    constexpr qsizetype prologue = 4096;
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    const QByteArray start = bytes.first(std::min(bytes.size(), prologue)).trimmed().toByteArray().toLower();
    return start.startsWith("<svg")
        || ((start.startsWith("<?xml") || start.startsWith("<!")) && start.contains("<svg") && !start.contains("<html"));
}

/// The type by its own name: in lower case, without parameters. Empty for what is none and for what says nothing.
QByteArray cleaned(const QByteArray &mime)
{
    const QByteArray name = mime.first(std::min(mime.size(), mostMimeBytes)).split(';').first().trimmed().toLower();
    const bool isPlain = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
    const bool saysNothing = name.endsWith("/octet-stream");
    return isPlain && !saysNothing && name.count('/') == 1 ? name : QByteArray();
}

/// A container's first bytes do not tell whether there are pictures in it, and a server may know.
QByteArray mimeOf(QByteArrayView bytes, const QByteArray &said)
{
    const QByteArray seen = mimeOfBytes(bytes);
    const auto container = [](const QByteArray &mime) { return mime.sliced(mime.indexOf('/') + 1); };
    const bool isSame = !seen.isEmpty() && !said.isEmpty() && container(seen) == container(said);
    return seen.isEmpty() || isSame ? said : seen;
}

MediaKind kindOf(const QByteArray &mime)
{
    return mime.isEmpty() ? MediaKind::Picture : mediaKindOf(mime);
}

std::optional<Media> mediaOf(std::optional<QByteArray> bytes, const QByteArray &said)
{
    if (!bytes || bytes->isEmpty() || bytes->size() > mostMediaBytes)
        return std::nullopt;
    const QByteArray mime = mimeOf(*bytes, said);
    return Media{kindOf(mime), mime, *std::move(bytes)};
}

bool isDataAddress(QStringView text)
{
    return text.startsWith("data:"_L1, Qt::CaseInsensitive);
}

std::optional<Media> mediaFromData(QStringView address, const QByteArray &mime)
{
    const qsizetype comma = address.indexOf(u',');
    if (comma < 0 || address.size() > 4 * mostMediaBytes)
        return std::nullopt;
    const QList<QStringView> words = address.sliced(5).first(comma - 5).split(u';');
    const QByteArray own = cleaned(words.first().toLatin1());
    const QByteArray said = own.isEmpty() ? cleaned(mime) : own;
    const QStringView data = address.sliced(comma + 1);
    const bool isBase64 = words.last().trimmed().compare("base64"_L1, Qt::CaseInsensitive) == 0;
    if (isBase64 && !data.contains(u'%'))
        return mediaOf(bytesOfBase64(data), said);
    const QByteArray plain = QByteArray::fromPercentEncoding(data.toUtf8());
    return mediaOf(isBase64 ? bytesOfBase64(QString::fromLatin1(plain)) : plain, said);
}

} // namespace

QByteArray mimeOfBytes(QByteArrayView bytes)
{
    using Start = std::pair<QByteArrayView, const char *>;
    constexpr std::array<Start, 8> starts{{
        {"\x89PNG\r\n\x1a\n", "image/png"},
        {"\xff\xd8\xff", "image/jpeg"},
        {"GIF87a", "image/gif"},
        {"GIF89a", "image/gif"},
        {"ID3", "audio/mpeg"},
        {"OggS", "audio/ogg"},
        {"fLaC", "audio/flac"},
        {"%PDF-", "application/pdf"},
    }};
    for (const auto &[start, mime] : starts) {
        if (bytes.startsWith(start))
            return mime;
    }
    const QByteArrayView word = bytes.size() < 12 ? QByteArrayView() : bytes.sliced(8, 4);
    if (bytes.startsWith("RIFF") && (word == "WEBP" || word == "WAVE"))
        return word == "WEBP" ? "image/webp" : "audio/wav";
    if (!word.isEmpty() && bytes.sliced(4).startsWith("ftyp"))
        return mimeOfBrand(word);
    if (bytes.startsWith("\x1a\x45\xdf\xa3"))
        return bytes.first(std::min<qsizetype>(bytes.size(), 64)).contains("webm") ? "video/webm" : "video/x-matroska";
    if (isMp3Frame(bytes))
        return "audio/mpeg";
    return isSvg(bytes) ? "image/svg+xml" : "";
}

std::optional<Media> mediaFromBase64(QStringView text, const QByteArray &mime)
{
    const QStringView trimmed = text.trimmed();
    return isDataAddress(trimmed) ? mediaFromData(trimmed, mime) : mediaOf(bytesOfBase64(trimmed), cleaned(mime));
}

std::optional<Media> mediaFromAddress(const QString &address, const QByteArray &mime)
{
    const QStringView trimmed = QStringView(address).trimmed();
    if (isDataAddress(trimmed))
        return mediaFromData(trimmed, mime);
    if (trimmed.size() > mostLinkChars)
        return std::nullopt;
    const QUrl link(trimmed.toString());
    const bool isWeb = link.scheme() == "https"_L1 || link.scheme() == "http"_L1;
    if (!link.isValid() || !isWeb || link.host().isEmpty())
        return std::nullopt;
    const QByteArray said = cleaned(mime);
    return Media{kindOf(said), said, {}, link};
}

} // namespace studio
