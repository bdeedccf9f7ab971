#include "core/Blanks.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostNameChars = 64;

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

bool beginsName(char32_t c)
{
    return c == U'_' || QChar::isLetterOrNumber(c);
}

bool belongsToName(char32_t c)
{
    return c == U'.' || c == U'-' || c == U' ' || beginsName(c);
}

/// The blank that begins with the "{{" there.
std::optional<Blank> blankAt(QStringView text, qsizetype begin)
{
    qsizetype at = begin + 2;
    while (at < text.size() && isSpace(text[at]))
        ++at;
    const qsizetype nameBegin = at;
    qsizetype nameEnd = at; // behind the last character that is no space
    int chars = 0;
    int nameChars = 0;
    while (at < text.size()) {
        const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
        if (!(chars == 0 ? beginsName(c) : belongsToName(c)))
            break;
        at += isPair ? 2 : 1;
        ++chars;
        if (c == U' ')
            continue;
        if (chars > mostNameChars)
            return std::nullopt;
        nameEnd = at;
        nameChars = chars;
    }
    while (at < text.size() && isSpace(text[at]))
        ++at;
    if (nameChars == 0 || !text.sliced(at).startsWith("}}"_L1))
        return std::nullopt;
    return Blank{begin, at + 2, text.sliced(nameBegin, nameEnd - nameBegin)};
}

} // namespace

std::optional<Blank> nextBlank(QStringView text, qsizetype from)
{
    // One brace is found many characters at a time, a pair one by one.
    for (qsizetype at = text.indexOf(u'{', from); at >= 0 && at + 1 < text.size(); at = text.indexOf(u'{', at + 1)) {
        if (text[at + 1] != u'{')
            continue;
        if (at > from && text[at - 1] == u'\\')
            return Blank{at - 1, at + 2, {}};
        if (const auto blank = blankAt(text, at))
            return blank;
    }
    return std::nullopt;
}

QStringList blankNames(QStringView text)
{
    QStringList names;
    QSet<QStringView> known;
    for (auto blank = nextBlank(text); blank; blank = nextBlank(text, blank->end)) {
        if (blank->name.isEmpty() || known.contains(blank->name))
            continue;
        known << blank->name;
        names << blank->name.toString();
    }
    return names;
}

Result<QString> fillBlanks(const QString &text, const BlankValues &values)
{
    auto blank = nextBlank(text);
    if (!blank)
        return text;
    QString filled;
    filled.reserve(text.size());
    qsizetype end = 0;
    for (; blank; blank = nextBlank(text, end)) {
        filled += QStringView(text).sliced(end, blank->begin - end);
        end = blank->end;
        if (blank->name.isEmpty()) {
            filled += "{{"_L1;
            continue;
        }
        const QString name = blank->name.toString();
        const auto value = values.constFind(name);
        if (value == values.cend() || value->isEmpty())
            return Error{ErrorKind::Rejected, u"the blank \"%1\" has no value"_s.arg(name)};
        filled += *value;
    }
    filled += QStringView(text).sliced(end);
    return filled;
}

} // namespace studio
