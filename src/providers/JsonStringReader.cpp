#include "providers/JsonStringReader.h"

namespace studio
{

namespace
{

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF", 3);

/// What a backslash and one letter stand for; NUL when that is not in the standard.
char16_t meaningOf(char letter)
{
    switch (letter) {
    case '"': return u'"';
    case '\\': return u'\\';
    case '/': return u'/';
    case 'b': return u'\b';
    case 'f': return u'\f';
    case 'n': return u'\n';
    case 'r': return u'\r';
    case 't': return u'\t';
    default: return u'\0';
    }
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

std::optional<qsizetype> JsonStringReader::read(QByteArrayView bytes)
{
    m_text.resize(0);
    qsizetype begin = 0;
    bool isAscii = true;
    for (qsizetype at = 0; at < bytes.size();) {
        const uchar c = uchar(bytes[at]);
        if (c == '"')
            return append(bytes.sliced(begin, at - begin), isAscii) ? std::optional(at) : std::nullopt;
        if (c < 0x20)
            return std::nullopt;
        if (c != '\\') {
            isAscii = isAscii && c < 0x80;
            ++at;
            continue;
        }
        const qsizetype size = append(bytes.sliced(begin, at - begin), isAscii) ? appendEscape(bytes.sliced(at)) : 0;
        if (size == 0)
            return std::nullopt;
        at += size;
        begin = at;
        isAscii = true;
    }
    return std::nullopt;
}

bool JsonStringReader::append(QByteArrayView bytes, bool isAscii)
{
    if (isAscii) {
        m_text.append(QLatin1StringView(bytes.data(), bytes.size()));
        return true;
    }
    // fromUtf8() drops a byte-order mark at its beginning, which is a character of the text here.
    if (!bytes.isValidUtf8() || bytes.contains(byteOrderMark))
        return false;
    m_text.append(QString::fromUtf8(bytes));
    return true;
}

/// How many bytes the escape takes; 0 when it is none that we know.
qsizetype JsonStringReader::appendEscape(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return 0;
    if (bytes[1] != 'u') {
        const char16_t meaning = meaningOf(bytes[1]);
        if (meaning == u'\0')
            return 0;
        m_text.append(QChar(meaning));
        return 2;
    }
    if (bytes.size() < 6)
        return 0;
    int unit = 0;
    for (const char c : bytes.sliced(2, 4)) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return 0;
        unit = unit * 16 + digit;
    }
    m_text.append(QChar(char16_t(unit)));
    return 6;
}

} // namespace studio
