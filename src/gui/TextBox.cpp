#include "gui/TextBox.h"

#include "gui/AnswerStyle.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace studio
{

namespace
{

constexpr int tabChars = 4;

QList<QTextLayout::FormatRange> formatsOf(const AnswerText &text, const AnswerStyle &style)
{
    QList<QTextLayout::FormatRange> formats;
    formats.reserve(text.spans.size());
    for (const LookSpan &span : text.spans)
        formats.append({span.start, span.length, style.formatOf(span)});
    return formats;
}

/// Qt takes left and right of a text option as they are.
Qt::Alignment mirrored(Qt::Alignment alignment)
{
    return alignment == Qt::AlignLeft ? Qt::AlignRight : alignment;
}

} // namespace

TextBox::TextBox(const AnswerText &text, const QFont &font, const AnswerStyle &style, qreal spacing)
    : m_layout(std::make_unique<QTextLayout>(text.text, font))
    , m_spacing(spacing)
    , m_isRightToLeft(text.text.isRightToLeft())
{
    QTextOption option(m_isRightToLeft ? mirrored(text.alignment) : text.alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setTabStopDistance(tabChars * QFontMetricsF(font).horizontalAdvance(u' '));
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    if (!text.spans.isEmpty())
        m_layout->setFormats(formatsOf(text, style));
}

void TextBox::layOut(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    int y = 0;
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        const int pitch = qCeil(line.height() * m_spacing);
        line.setPosition({0, qreal(y + (pitch - qCeil(line.height())) / 2)});
        y += pitch;
    }
    m_layout->endLayout();
    m_height = y;
}

TextBox::Wish TextBox::measure()
{
    const QTextOption option = m_layout->textOption();
    QTextOption words = option;
    words.setWrapMode(QTextOption::WordWrap); // else one letter is as narrow as it gets
    m_layout->setTextOption(words);
    layOut(noLimit);
    const Wish wish{qCeil(m_layout->minimumWidth()), naturalWidth()};
    m_layout->setTextOption(option);
    m_width = -1;
    return wish;
}

int TextBox::naturalWidth() const
{
    qreal width = 0;
    for (int i = 0; i < m_layout->lineCount(); ++i)
        width = qMax(width, m_layout->lineAt(i).naturalTextWidth());
    return qCeil(width);
}

int TextBox::baseline() const
{
    const QTextLine line = m_layout->lineAt(0);
    return line.isValid() ? qRound(line.y() + line.ascent()) : 0;
}

void TextBox::draw(QPainter &painter, QPoint origin, const QRect &clip,
                   const QList<QTextLayout::FormatRange> &ranges) const
{
    const int reach = qCeil(QFontMetricsF(m_layout->font()).height()); // of accents beyond their line
    m_layout->draw(&painter, origin, ranges, clip.adjusted(0, -reach, 0, reach));
}

QList<int> TextBox::breaks() const
{
    QList<int> breaks;
    for (int i = 1; i < m_layout->lineCount(); ++i)
        breaks << qFloor(m_layout->lineAt(i).y());
    return breaks;
}

bool TextBox::hasLineAcross(int y) const
{
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (const int top = qFloor(line.y()); top < y && top + qCeil(line.height()) > y)
            return true;
    }
    return false;
}

void TextBox::drawLines(QPainter &painter, QPoint origin, int from, int to) const
{
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        if (const int top = qFloor(line.y()); top >= from && top < to)
            line.draw(&painter, origin);
    }
}

QTextLine TextBox::lineAt(QPoint point) const
{
    for (int i = 0; i < m_layout->lineCount() - 1; ++i) {
        if (point.y() < m_layout->lineAt(i + 1).y())
            return m_layout->lineAt(i);
    }
    return m_layout->lineAt(m_layout->lineCount() - 1);
}

int TextBox::positionAt(QPoint point) const
{
    if (point.y() < 0 || m_layout->lineCount() == 0)
        return 0;
    if (point.y() >= m_height)
        return int(m_layout->text().size());
    return lineAt(point).xToCursor(point.x());
}

int TextBox::characterAt(QPoint point) const
{
    if (m_layout->lineCount() == 0)
        return -1;
    const QTextLine line = lineAt(point);
    if (!line.naturalTextRect().contains(point))
        return -1;
    return line.xToCursor(point.x(), QTextLine::CursorOnCharacter);
}

QRect TextBox::caretAt(int position) const
{
    const QTextLine line = m_layout->lineForTextPosition(position);
    if (!line.isValid())
        return {0, 0, 1, m_height};
    return {qRound(line.cursorToX(position)), qRound(line.y()), 1, qCeil(line.height())};
}

QList<QRect> TextBox::areasOf(int from, int to) const
{
    QList<QRect> areas;
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int first = qMax(from, line.textStart());
        const int last = qMin(to, line.textStart() + line.textLength());
        if (first >= last)
            continue;
        const auto [left, right] = std::minmax({line.cursorToX(first), line.cursorToX(last)});
        areas << QRect(qFloor(left), qRound(line.y()), qCeil(right) - qFloor(left), qCeil(line.height()));
    }
    return areas;
}

int TextBox::firstDifference(const TextBox &older) const
{
    const QString &now = m_layout->text();
    const QString &then = older.m_layout->text();
    const auto end = std::mismatch(now.begin(), now.end(), then.begin(), then.end()).first;
    int same = int(end - now.begin());
    const QList<QTextLayout::FormatRange> formatsNow = m_layout->formats();
    const QList<QTextLayout::FormatRange> formatsThen = older.m_layout->formats();
    const auto other = std::mismatch(formatsNow.begin(), formatsNow.end(), formatsThen.begin(), formatsThen.end());
    if (other.first != formatsNow.end())
        same = qMin(same, other.first->start);
    if (other.second != formatsThen.end())
        same = qMin(same, other.second->start);
    // The letter before the difference may join with what follows, and accents reach into the line above.
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const QTextLine before = i < older.m_layout->lineCount() ? older.m_layout->lineAt(i) : QTextLine();
        const int lineEnd = line.textStart() + line.textLength();
        if (lineEnd >= same || !before.isValid() || before.textLength() != line.textLength() ||
            before.rect() != line.rect())
            return i == 0 ? 0 : qFloor(m_layout->lineAt(i - 1).y());
    }
    return m_height;
}

} // namespace studio
