#include "TextStock.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// What stands behind a backslash, or nothing.
std::optional<char16_t> escaped(QStringView rest)
{
    if (rest.isEmpty())
        return std::nullopt;
    switch (rest.front().unicode()) {
    case 'b': return u'\b';
    case 'f': return u'\f';
    case 'n': return u'\n';
    case 'r': return u'\r';
    case 't': return u'\t';
    case 'u': break;
    default: return std::nullopt;
    }
    bool isNumber = false;
    const ushort unit = rest.mid(1, 4).toUShort(&isNumber, 16);
    return isNumber ? std::optional<char16_t>(unit) : std::nullopt;
}

} // namespace

TextStock::TextStock(const QByteArray &input) : m_counts(0x10000, 0)
{
    const QString text = QString::fromUtf8(input);
    for (qsizetype i = 0; i < text.size(); ++i) {
        add(text[i].unicode());
        if (text[i] != u'\\')
            continue;
        if (const auto unit = escaped(QStringView(text).sliced(i + 1)))
            add(*unit);
    }
    for (const char byte : input) { // headers are Latin-1
        if (quint8(byte) >= 0x80)
            add(quint8(byte));
    }
}

QString TextStock::take(const QString &text)
{
    constexpr QStringView free = u"\uFFFD\u2400\n";
    for (const QChar c : text) {
        if (!free.contains(c) && --m_counts[c.unicode()] < 0)
            return c;
    }
    return {};
}

QString TextStock::lacks(const QString &text) const
{
    constexpr QStringView free = u"\uFFFD …";
    const auto missing = std::find_if(text.begin(), text.end(), [this, free](QChar c) {
        return !free.contains(c) && m_counts[c.unicode()] <= 0;
    });
    return missing == text.end() ? QString() : QString(*missing);
}

} // namespace studio
