#include "gui/TextStretch.h"

#include <QTextBoundaryFinder>

namespace studio
{

namespace
{

TextStretch paragraphAt(QStringView text, int offset)
{
    const qsizetype from = offset == 0 ? 0 : text.lastIndexOf(u'\n', offset - 1) + 1;
    const qsizetype end = text.indexOf(u'\n', offset);
    return {int(from), int(end < 0 ? text.size() : end + 1)};
}

TextStretch pieceAt(QStringView text, int offset, QTextBoundaryFinder::BoundaryType kind)
{
    if (offset == text.size())
        return {offset, offset};
    const TextStretch around = paragraphAt(text, offset);
    QTextBoundaryFinder finder(kind, text.sliced(around.from, around.to - around.from));
    finder.setPosition(offset - around.from);
    const auto from = finder.isAtBoundary() ? finder.position() : finder.toPreviousBoundary();
    const auto to = finder.toNextBoundary();
    return {around.from + int(qMax<qsizetype>(0, from)), to < 0 ? around.to : around.from + int(to)};
}

} // namespace

TextStretch stretchAt(QStringView text, int offset, QAccessible::TextBoundaryType kind)
{
    switch (kind) {
    case QAccessible::CharBoundary:
        return pieceAt(text, offset, QTextBoundaryFinder::Grapheme);
    case QAccessible::WordBoundary:
        return pieceAt(text, offset, QTextBoundaryFinder::Word);
    case QAccessible::SentenceBoundary:
        return pieceAt(text, offset, QTextBoundaryFinder::Sentence);
    case QAccessible::LineBoundary:
    case QAccessible::ParagraphBoundary:
        return paragraphAt(text, offset);
    case QAccessible::NoBoundary:
        return {0, int(text.size())};
    }
    Q_UNREACHABLE();
}

} // namespace studio
