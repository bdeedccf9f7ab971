#include "gui/TextRun.h"

#include "gui/AnswerStyle.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// A character with a meaning in the list of attributes is given up, not escaped: readers do not agree on how.
QString attribute(QLatin1StringView name, QString value)
{
    for (const QChar special : {u':', u';', u',', u'=', u'"', u'\\'})
        value.remove(special);
    return name + u':' + value + u';';
}

QString attributesOf(const AnswerPart &part, const LookSpan &look, bool isRightToLeft, const AnswerStyle &style)
{
    QFont font = style.fontOf(part);
    if (look.looks & Look::Code)
        font = style.code;
    const bool isBold = (look.looks & Look::Bold) || font.weight() > QFont::Normal;
    const bool isItalic = (look.looks & Look::Italic) || font.italic();
    QString all = attribute("font-family"_L1, font.family());
    if (font.pointSize() > 0)
        all += attribute("font-size"_L1, u"%1pt"_s.arg(font.pointSize()));
    all += attribute("font-weight"_L1, isBold ? u"bold"_s : u"normal"_s);
    all += attribute("font-style"_L1, isItalic ? u"italic"_s : u"normal"_s);
    if (look.looks & Look::Struck)
        all += attribute("text-line-through-type"_L1, u"single"_s);
    if (look.link >= 0)
        all += attribute("text-underline-type"_L1, u"single"_s);
    if (part.kind == AnswerPart::Kind::Heading)
        all += attribute("heading-level"_L1, QString::number(part.heading));
    if (isRightToLeft)
        all += attribute("writing-mode"_L1, u"rl"_s);
    return all;
}

/// The look at a place of a text, and how far it reaches.
LookSpan lookAt(const AnswerText &text, int position)
{
    LookSpan plain{0, int(text.text.size())};
    for (const LookSpan &span : text.spans) {
        if (position < span.start) {
            plain.length = span.start - plain.start;
            return plain;
        }
        if (position < span.start + span.length)
            return span;
        plain = {span.start + span.length, int(text.text.size()) - span.start - span.length};
    }
    return plain;
}

/// Start is the part's in its block, end is where the next one begins.
TextRun runIn(const AnswerPart &part, int start, int end, int position, const AnswerStyle &style)
{
    const QList<int> textsAt = textStarts(part);
    int behind = start; // the last text, from there on nothing has a look of its own
    for (qsizetype i = 0; i < part.texts.size(); ++i) {
        const AnswerText &text = part.texts[i];
        const int from = start + textsAt[i];
        if (position < from)
            return {{behind, from}, attributesOf(part, {}, false, style)};
        behind = from + int(text.text.size());
        if (position >= behind)
            continue;
        const LookSpan look = lookAt(text, position - from);
        return {{from + look.start, from + look.start + look.length},
                attributesOf(part, look, text.text.isRightToLeft(), style)};
    }
    return {{behind, end}, attributesOf(part, {}, false, style)};
}

} // namespace

TextRun textRunAt(const QList<AnswerPart> &parts, int position, const AnswerStyle &style)
{
    int start = 0;
    for (const AnswerPart &part : parts) {
        const int end = start + int(plainText(part).size()) + (part.goesOn ? 0 : 1);
        if (position < end)
            return runIn(part, start, end, position, style);
        start = end;
    }
    return {{start, start + 1}, {}};
}

} // namespace studio
