#include "gui/VisibleText.h"

#include <QStringDecoder>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Span
{
    char32_t first;
    char32_t last;
};

constexpr Span hiddenSpans[] = {
    {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF9, 0xFFFB},   {0x1D173, 0x1D17A},
    {0xE0000, 0xE007F}, {0xE0100, 0xE01EF},
};

/// How many bytes the UTF-8 character at the front takes; 0 when it is none.
qsizetype characterLength(QByteArrayView bytes)
{
    const auto first = static_cast<uchar>(bytes.front());
    const qsizetype length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || length > bytes.size())
        return 0;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString decoded = decoder.decode(bytes.first(length));
    return decoder.hasError() || decoded.isEmpty() ? 0 : length;
}

QString byteMark(uchar byte)
{
    return u"\\x"_s + QString::number(uint(byte), 16).toUpper().rightJustified(2, u'0');
}

QString shown(QByteArrayView character)
{
    switch (character.front()) {
    case '\n':
        return u"\\n"_s;
    case '\r':
        return u"\\r"_s;
    case '\t':
        return u"\\t"_s;
    default:
        break;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(character);
    const char32_t code = text.toUcs4().first();
    if (code < 0x20 || code == 0x7F)
        return byteMark(static_cast<uchar>(character.front()));
    if ((code >= 0x80 && code < 0xA0) || code == 0x2028 || code == 0x2029 || isHidden(code))
        return u'[' + markFor(code) + u']';
    return text;
}

} // namespace

const QList<char32_t> &hiddenCharacters()
{
    static const QList<char32_t> characters = [] {
        QList<char32_t> all;
        for (const Span &span : hiddenSpans) {
            for (char32_t code = span.first; code <= span.last; ++code)
                all << code;
        }
        return all;
    }();
    return characters;
}

bool isHidden(char32_t character)
{
    return std::any_of(std::begin(hiddenSpans), std::end(hiddenSpans), [character](const Span &span) {
        return character >= span.first && character <= span.last;
    });
}

QString markFor(char32_t character)
{
    return u"U+"_s + QString::number(uint(character), 16).toUpper().rightJustified(4, u'0');
}

QString visibleText(QByteArrayView bytes)
{
    QString line;
    while (!bytes.isEmpty()) {
        const qsizetype length = characterLength(bytes);
        line += length == 0 ? byteMark(static_cast<uchar>(bytes.front())) : shown(bytes.first(length));
        bytes = bytes.sliced(qMax<qsizetype>(length, 1));
    }
    return line;
}

} // namespace studio
