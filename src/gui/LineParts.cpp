#include "gui/LineParts.h"

#include "gui/ShownText.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostLines = 32;
constexpr qsizetype mostChars = 4096;

/// Some whole lines, or a piece of an endless one.
struct Chunk
{
    qsizetype start = 0;
    qsizetype length = 0; ///< Without the last line's end.
    bool goesOn = false;  ///< The line does.
};

QList<Chunk> chunksOf(QStringView text)
{
    QList<Chunk> chunks;
    qsizetype start = 0;
    int lines = 0;
    for (qsizetype at = 0; at <= text.size();) {
        const qsizetype newline = text.indexOf(u'\n', at);
        const qsizetype end = newline < 0 ? text.size() : newline;
        if (end - start > mostChars && at > start) { // the lines before this one are enough
            chunks << Chunk{start, at - 1 - start, false};
            start = at;
            lines = 0;
        }
        for (; end - start > mostChars; at = start) {
            const qsizetype length = mostChars - (text[start + mostChars].isLowSurrogate() ? 1 : 0);
            chunks << Chunk{start, length, true};
            start += length;
        }
        if (++lines == mostLines || newline < 0) {
            chunks << Chunk{start, end - start, false};
            start = end + 1;
            lines = 0;
        }
        at = end + 1;
    }
    return chunks;
}

void appendLines(ShownText &shown, QStringView text, const LookSpan &look)
{
    if (!text.contains(u"\r\n")) {
        shown.append(text, look);
        return;
    }
    shown.append(text.toString().replace(u"\r\n"_s, u"\n"_s), look);
}

AnswerPart partOf(AnswerPart::Kind kind, AnswerText text, const Chunk &chunk)
{
    AnswerPart part;
    part.kind = kind;
    part.texts << std::move(text);
    part.goesOn = chunk.goesOn;
    return part;
}

/// The chunk in the colours of the spans; next is the first span that may reach into it.
AnswerText coloured(QStringView code, const Chunk &chunk, const QList<InkSpan> &inks, qsizetype &next)
{
    ShownText shown(ShownText::Use::Code);
    qsizetype at = chunk.start;
    const qsizetype end = chunk.start + chunk.length;
    for (; next < inks.size() && inks[next].start < end; ++next) {
        const InkSpan &ink = inks[next];
        const qsizetype from = qMax<qsizetype>(ink.start, at);
        const qsizetype to = qMin<qsizetype>(ink.start + ink.length, end);
        if (to <= from)
            continue;
        LookSpan look;
        look.ink = ink.ink;
        appendLines(shown, code.sliced(at, from - at), {});
        appendLines(shown, code.sliced(from, to - from), look);
        at = to;
        if (ink.start + ink.length > end)
            break; // it goes on in the next chunk
    }
    appendLines(shown, code.sliced(at, end - at), {});
    return shown.take();
}

} // namespace

QList<AnswerPart> codeParts(QStringView code, const QString &language, const QList<InkSpan> &inks)
{
    if (code.endsWith(u'\n'))
        code.chop(1);
    QList<AnswerPart> parts;
    qsizetype next = 0;
    for (const Chunk &chunk : chunksOf(code)) {
        AnswerPart part = partOf(AnswerPart::Kind::Code, coloured(code, chunk, inks, next), chunk);
        part.language = language;
        part.isFirst = part.isLast = false;
        parts << part;
    }
    parts.first().isFirst = true;
    parts.last().isLast = true;
    return parts;
}

QList<AnswerPart> rawParts(QStringView text)
{
    if (text.endsWith(u'\n'))
        text.chop(1);
    QList<AnswerPart> parts;
    for (const Chunk &chunk : chunksOf(text)) {
        ShownText shown;
        appendLines(shown, text.sliced(chunk.start, chunk.length), {});
        parts << partOf(AnswerPart::Kind::Raw, shown.take(), chunk);
    }
    return parts;
}

} // namespace studio
