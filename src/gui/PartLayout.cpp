#include "gui/PartLayout.h"

#include "gui/AnswerStyle.h"
#include "gui/CodeHighlighter.h"
#include "gui/TableWidths.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qreal proseSpacing = 1.15;
constexpr int spaceAbove = 4; ///< Of panels and tables.

QString copyWord()
{
    //: On a panel of code in an answer: copies the code.
    return QCoreApplication::translate("AnswerView", "Copy code");
}

bool startsRightToLeft(const AnswerPart &part)
{
    return part.kind != AnswerPart::Kind::Code && !part.texts.isEmpty() && part.texts.first().text.isRightToLeft();
}

constexpr int highRow = 200; ///< A page may be cut inside it.

} // namespace

PartLayout::PartLayout(const AnswerPart &part, const AnswerStyle &style, int width, PartLayout *older)
    : m_part(part)
    , m_style(style)
    , m_width(width)
    , m_neededWidth(width)
    , m_isRightToLeft(startsRightToLeft(part))
{
    m_cells.reserve(std::size_t(part.texts.size()));
    switch (part.kind) {
    case AnswerPart::Kind::Rule:
        layOutRule();
        break;
    case AnswerPart::Kind::Table:
        layOutTable(older);
        break;
    case AnswerPart::Kind::Paragraph:
    case AnswerPart::Kind::Heading:
    case AnswerPart::Kind::Code:
    case AnswerPart::Kind::Raw:
    case AnswerPart::Kind::Notice:
        layOutText();
        break;
    }
    layOutMarker(m_cells.empty() ? 0 : m_cells.front().at.y() + m_cells.front().box.baseline());
}

int PartLayout::contentLeft() const
{
    return int(m_part.around.size()) * AnswerStyle::indent;
}

int PartLayout::spaceBelow() const
{
    if (m_part.goesOn)
        return 0;
    switch (m_part.kind) {
    case AnswerPart::Kind::Paragraph:
        return m_part.around.isEmpty() ? 8 : 4;
    case AnswerPart::Kind::Heading:
        return 4;
    case AnswerPart::Kind::Code:
        return m_part.isLast ? 8 : 0;
    case AnswerPart::Kind::Raw:
        return 0;
    case AnswerPart::Kind::Rule:
    case AnswerPart::Kind::Table:
    case AnswerPart::Kind::Notice:
        return 8;
    }
    Q_UNREACHABLE();
}

bool PartLayout::hasHead() const
{
    return m_part.kind == AnswerPart::Kind::Code && m_part.isFirst;
}

void PartLayout::addCell(int index, const QFont &font, qreal spacing)
{
    m_cells.push_back({TextBox(m_part.texts[index], font, m_style, spacing), {}, {}, textStarts(m_part)[index]});
}

void PartLayout::layOutText()
{
    const bool isCode = m_part.kind == AnswerPart::Kind::Code;
    const bool isRaw = m_part.kind == AnswerPart::Kind::Raw;
    const int padding = isCode ? AnswerStyle::panelPadding : 0;
    const int left = contentLeft();
    m_headHeight = hasHead() ? QFontMetrics(m_style.small).height() + AnswerStyle::panelPadding : 0;
    const int above = m_part.kind == AnswerPart::Kind::Heading ? 8 : hasHead() ? spaceAbove + m_headHeight : 0;

    addCell(0, m_style.fontOf(m_part), isCode || isRaw ? 1 : proseSpacing);
    Cell &cell = m_cells.front();
    cell.box.layOut(qMax(1, m_width - left - 2 * padding));
    cell.at = {(m_isRightToLeft ? 0 : left) + padding, above};
    cell.area = {0, 0, m_width, above + cell.box.height()};
    m_height = cell.area.height() + (isCode && m_part.isLast ? padding : 0) + spaceBelow();
}

void PartLayout::layOutRule()
{
    m_height = 9 + spaceBelow();
}

void PartLayout::takeCells(PartLayout *older)
{
    const QList<int> starts = textStarts(m_part);
    const QFont font = m_style.fontOf(m_part);
    for (qsizetype i = 0; i < m_part.texts.size(); ++i) {
        const bool isSame = older && i < older->m_part.texts.size() && i < qsizetype(older->m_cells.size()) &&
                            older->m_part.texts[i] == m_part.texts[i];
        if (isSame) {
            Cell &cell = older->m_cells[std::size_t(i)];
            m_cells.push_back({std::move(cell.box), {}, {}, starts[i], cell.wish});
        } else {
            m_cells.push_back({TextBox(m_part.texts[i], font, m_style, 1), {}, {}, starts[i]});
            m_cells.back().wish = m_cells.back().box.measure();
        }
    }
}

void PartLayout::layOutTable(PartLayout *older)
{
    takeCells(older);
    const int columns = m_part.columns;
    TableWidths widths(columns);
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        widths.add(int(i) % columns, m_cells[i].wish.least, m_cells[i].wish.liked);
    const int around = 2 * AnswerStyle::cellPadding + 1;
    const QList<int> given = widths.fitted(m_width - contentLeft() - 1 - columns * around);
    m_columnLefts = {contentLeft()};
    for (const int width : given)
        m_columnLefts.push_back(m_columnLefts.back() + width + around);
    m_neededWidth = qMax(m_width, m_columnLefts.back() + 1);
    if (m_isRightToLeft) { // the first column stands at the right
        for (int &left : m_columnLefts)
            left = m_neededWidth - 1 - left;
    }

    int y = spaceAbove;
    m_rowTops = {y};
    for (std::size_t row = 0; row < m_cells.size(); row += std::size_t(columns)) {
        int height = 0;
        for (std::size_t i = row; i < std::min(m_cells.size(), row + std::size_t(columns)); ++i) {
            const auto column = i - row;
            const int left = std::min(m_columnLefts[column], m_columnLefts[column + 1]);
            m_cells[i].box.layOut(given[int(column)]);
            m_cells[i].at = {left + 1 + AnswerStyle::cellPadding, y + 1 + AnswerStyle::cellPadding};
            m_cells[i].area = {left, y, given[int(column)] + around, 0};
            height = std::max(height, m_cells[i].box.height());
        }
        y += height + around;
        for (std::size_t i = row; i < std::min(m_cells.size(), row + std::size_t(columns)); ++i)
            m_cells[i].area.setBottom(y - 1);
        m_rowTops.push_back(y);
    }
    m_height = y + 1 + spaceBelow();
}

void PartLayout::layOutMarker(int baseline)
{
    if (m_part.marker.isEmpty())
        return;
    m_marker.emplace(AnswerText{m_part.marker}, m_style.text, m_style, proseSpacing);
    m_marker->layOut(TextBox::noLimit);
    const int width = m_marker->naturalWidth();
    const int left = contentLeft() - 6 - width; // long numbers reach out to the left
    m_marker->layOut(width);
    m_markerAt = {m_isRightToLeft ? m_width - left - width : left, qMax(0, baseline - m_marker->baseline())};
    m_height = qMax(m_height, m_markerAt.y() + m_marker->height());
}

void PartLayout::draw(QPainter &painter, QPoint origin, const QRect &clip, const QList<MarkedRange> &marked) const
{
    drawGround(painter, origin);
    if (hasHead())
        drawHead(painter, origin);
    painter.setPen(inkOf());
    for (const Cell &cell : m_cells) {
        const QRect area = cell.area.translated(origin);
        if (area.bottom() < clip.top() || area.top() > clip.bottom())
            continue;
        QList<QTextLayout::FormatRange> ranges;
        for (const MarkedRange &range : marked) {
            if (range.to > cell.start)
                ranges.append({qMax(0, range.from - cell.start), range.to - qMax(range.from, cell.start), range.format});
        }
        cell.box.draw(painter, origin + cell.at, clip, ranges);
    }
    if (m_marker) {
        painter.setPen(m_style.plain);
        m_marker->draw(painter, origin + m_markerAt, clip, {});
    }
}

QColor PartLayout::inkOf() const
{
    return m_part.kind == AnswerPart::Kind::Notice || m_part.around.contains('q') ? m_style.muted : m_style.plain;
}

/// Rows of a table stay whole unless they are very high; the head stays with the row below it.
QList<int> PartLayout::breaks() const
{
    QList<int> breaks;
    if (m_part.kind != AnswerPart::Kind::Table) {
        for (const Cell &cell : m_cells) {
            for (const int y : cell.box.breaks())
                breaks << cell.at.y() + y;
        }
        return breaks;
    }
    const auto columns = std::size_t(m_part.columns);
    for (std::size_t row = 0; row * columns < m_cells.size(); ++row) {
        if (row > 1)
            breaks << m_rowTops[row];
        if (m_rowTops[row + 1] - m_rowTops[row] > highRow)
            breaks << rowBreaks(row * columns, std::min(m_cells.size(), (row + 1) * columns));
    }
    return breaks;
}

/// Where no cell of a row has a line.
QList<int> PartLayout::rowBreaks(std::size_t first, std::size_t last) const
{
    QList<int> breaks;
    for (std::size_t i = first; i < last; ++i) {
        for (const int y : m_cells[i].box.breaks())
            breaks << m_cells[i].at.y() + y;
    }
    std::sort(breaks.begin(), breaks.end());
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    const auto cutsLine = [this, first, last](int y) {
        return std::any_of(m_cells.begin() + long(first), m_cells.begin() + long(last),
                           [y](const Cell &cell) { return cell.box.hasLineAcross(y - cell.at.y()); });
    };
    breaks.removeIf(cutsLine);
    return breaks;
}

void PartLayout::drawPiece(QPainter &painter, QPoint origin, int from, int to) const
{
    painter.save();
    if (from > 0 || to < m_height)
        painter.setClipRect(QRect(origin.x() - m_width, origin.y() + from, 3 * m_width + m_neededWidth, to - from));
    drawGround(painter, origin);
    painter.restore();
    if (hasHead() && from <= 0)
        drawLanguage(painter, origin);
    painter.setPen(inkOf());
    for (const Cell &cell : m_cells)
        cell.box.drawLines(painter, origin + cell.at, from - cell.at.y(), to - cell.at.y());
    if (m_marker && m_markerAt.y() >= from && m_markerAt.y() < to) {
        painter.setPen(m_style.plain);
        m_marker->drawLines(painter, origin + m_markerAt, 0, m_marker->height());
    }
}

void PartLayout::drawGround(QPainter &painter, QPoint origin) const
{
    const int left = contentLeft();
    const QRect content(m_isRightToLeft ? 0 : left, 0, m_width - left, m_height - spaceBelow());
    for (qsizetype level = 0; level < m_part.around.size(); ++level) {
        const int x = int(level) * AnswerStyle::indent + 8;
        if (m_part.around[level] == 'q')
            painter.fillRect(QRect(m_isRightToLeft ? m_width - x - 3 : x, 0, 3, m_height).translated(origin), m_style.line);
    }
    if (m_part.kind == AnswerPart::Kind::Code)
        painter.fillRect(content.adjusted(0, hasHead() ? spaceAbove : 0, 0, 0).translated(origin), m_style.ground);
    if (m_part.kind == AnswerPart::Kind::Rule)
        painter.fillRect(QRect(content.left(), 4, content.width(), 1).translated(origin), m_style.line);
    if (m_part.kind != AnswerPart::Kind::Table || m_rowTops.size() < 2)
        return;
    const auto [first, last] = std::minmax(m_columnLefts.front(), m_columnLefts.back());
    const int top = m_rowTops.front();
    painter.fillRect(QRect(first, top, last - first, m_rowTops[1] - top).translated(origin), m_style.ground);
    for (const int y : m_rowTops)
        painter.fillRect(QRect(first, y, last - first + 1, 1).translated(origin), m_style.line);
    for (const int x : m_columnLefts)
        painter.fillRect(QRect(x, top, 1, m_rowTops.back() - top + 1).translated(origin), m_style.line);
}

/// The language and the word that copies.
void PartLayout::drawHead(QPainter &painter, QPoint origin) const
{
    drawLanguage(painter, origin);
    painter.setPen(m_style.link);
    painter.drawText(copyArea().translated(origin), Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter, copyWord());
}

void PartLayout::drawLanguage(QPainter &painter, QPoint origin) const
{
    const QRect head = QRect(contentLeft(), spaceAbove, m_width - contentLeft(), m_headHeight)
                           .adjusted(AnswerStyle::panelPadding, 0, -AnswerStyle::panelPadding, 0);
    painter.setFont(m_style.small);
    painter.setPen(m_style.muted);
    painter.drawText(head.translated(origin), Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter,
                     CodeHighlighter::languageName(m_part.language));
}

QRect PartLayout::copyArea() const
{
    if (!hasHead())
        return {};
    const int width = QFontMetrics(m_style.small).horizontalAdvance(copyWord());
    return {m_width - AnswerStyle::panelPadding - width, spaceAbove, width, m_headHeight};
}

const PartLayout::Cell *PartLayout::cellAt(QPoint point) const
{
    if (m_cells.empty())
        return nullptr;
    // The last that does not begin below or, in its row, behind the point.
    const Cell *found = &m_cells.front();
    for (const Cell &cell : m_cells) {
        const bool isInRow = cell.area.top() <= point.y();
        const bool isBefore = m_isRightToLeft ? cell.area.right() >= point.x() : cell.area.left() <= point.x();
        if (isInRow && (isBefore || cell.area.top() > found->area.top()))
            found = &cell;
    }
    return found;
}

const PartLayout::Cell *PartLayout::cellOf(int position) const
{
    const auto after = std::find_if(m_cells.begin(), m_cells.end(), [position](const Cell &cell) { return cell.start > position; });
    return after == m_cells.begin() ? (m_cells.empty() ? nullptr : &m_cells.front()) : &*std::prev(after);
}

int PartLayout::positionAt(QPoint point) const
{
    const Cell *cell = cellAt(point);
    return cell == nullptr ? 0 : cell->start + cell->box.positionAt(point - cell->at);
}

QRect PartLayout::caretAt(int position) const
{
    const Cell *cell = cellOf(position);
    if (cell == nullptr)
        return {contentLeft(), 0, 1, m_height};
    return cell->box.caretAt(qMax(0, position - cell->start)).translated(cell->at);
}

QList<QRect> PartLayout::areasOf(int from, int to) const
{
    QList<QRect> areas;
    for (const Cell &cell : m_cells) {
        if (cell.start >= to)
            break;
        for (const QRect &area : cell.box.areasOf(qMax(0, from - cell.start), to - cell.start))
            areas << area.translated(cell.at);
    }
    return areas;
}

QList<AnswerTarget> PartLayout::targets() const
{
    QList<AnswerTarget> targets;
    if (hasHead())
        targets.append({AnswerTarget::Kind::CopyCode});
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        const AnswerText &text = m_part.texts[qsizetype(i)];
        int last = -1;
        for (const LookSpan &span : text.spans) {
            const int from = m_cells[i].start + span.start;
            if (span.link >= 0 && span.link != last)
                targets.append({AnswerTarget::Kind::Link, -1, from, from + span.length, text.links[span.link]});
            else if (span.link >= 0)
                targets.last().to = from + span.length;
            last = span.link;
        }
    }
    return targets;
}

AnswerTarget PartLayout::targetAt(QPoint point) const
{
    if (copyArea().contains(point))
        return {AnswerTarget::Kind::CopyCode};
    const Cell *cell = cellAt(point);
    const int character = cell == nullptr ? -1 : cell->box.characterAt(point - cell->at);
    if (character < 0)
        return {};
    for (const AnswerTarget &target : targets()) {
        const int position = cell->start + character;
        if (target.kind == AnswerTarget::Kind::Link && position >= target.from && position < target.to)
            return target;
    }
    return {};
}

QList<QRect> PartLayout::areasOf(const AnswerTarget &target) const
{
    if (target.kind == AnswerTarget::Kind::CopyCode)
        return {copyArea()};
    return areasOf(target.from, target.to);
}

int PartLayout::firstDifference(const PartLayout &older) const
{
    const AnswerPart &now = m_part;
    const AnswerPart &then = older.m_part;
    const bool isSameFrame = now.kind == then.kind && now.heading == then.heading && now.around == then.around &&
                             now.marker == then.marker && now.language == then.language && now.isFirst == then.isFirst &&
                             m_width == older.m_width && m_columnLefts == older.m_columnLefts &&
                             m_isRightToLeft == older.m_isRightToLeft && !m_cells.empty() && !older.m_cells.empty();
    if (!isSameFrame)
        return 0;
    if (now.kind != AnswerPart::Kind::Table)
        return m_cells.front().at.y() + m_cells.front().box.firstDifference(older.m_cells.front().box);
    const auto other = std::mismatch(now.texts.begin(), now.texts.end(), then.texts.begin(), then.texts.end()).first;
    const auto row = std::size_t(other - now.texts.begin()) / std::size_t(now.columns);
    return row < 1 ? 0 : m_rowTops[std::min(row, m_rowTops.size() - 1) - 1];
}

} // namespace studio
