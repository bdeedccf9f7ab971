#include "gui/BlockLayout.h"

#include <algorithm>

namespace studio
{

namespace
{

QList<MarkedRange> movedBack(const QList<MarkedRange> &marked, int by)
{
    QList<MarkedRange> moved;
    for (const MarkedRange &range : marked) {
        if (range.to > by)
            moved.append({qMax(0, range.from - by), range.to - by, range.format});
    }
    return moved;
}

} // namespace

BlockLayout::BlockLayout(const QList<AnswerPart> &parts, const AnswerStyle &style, int width,
                         std::unique_ptr<BlockLayout> older)
{
    int start = 0;
    bool isSame = older != nullptr;
    for (std::size_t i = 0; i < std::size_t(parts.size()); ++i) {
        const AnswerPart &part = parts[qsizetype(i)];
        Placed *before = older && i < older->m_parts.size() ? &older->m_parts[i] : nullptr;
        if (before && before->layout->width() == width && before->layout->part() == part)
            m_parts.push_back({std::move(before->layout), m_height, start});
        else
            m_parts.push_back({std::make_unique<PartLayout>(part, style, width, before ? before->layout.get() : nullptr), m_height, start});
        const PartLayout &layout = *m_parts.back().layout;
        if (isSame && (!before || before->top != m_height || before->layout)) { // the first that is not the same
            isSame = false;
            m_firstDifference = m_height + (before && before->layout && before->top == m_height ? layout.firstDifference(*before->layout) : 0);
        }
        m_height += layout.height();
        m_neededWidth = qMax(m_neededWidth, layout.neededWidth());
        start += int(plainText(part).size()) + (part.goesOn ? 0 : 1);
    }
    if (!parts.isEmpty() && !parts.last().around.isEmpty())
        m_height += 4; // lists and quotes are set tighter inside than from what follows
    if (isSame)
        m_firstDifference = m_height; // at most something is missing below
}

void BlockLayout::draw(QPainter &painter, QPoint origin, const QRect &clip, const QList<MarkedRange> &marked) const
{
    for (const Placed &placed : m_parts) {
        const int top = origin.y() + placed.top;
        if (top > clip.bottom())
            break;
        if (top + placed.layout->height() > clip.top())
            placed.layout->draw(painter, {origin.x(), top}, clip, movedBack(marked, placed.start));
    }
}

QList<int> BlockLayout::breaks() const
{
    QList<int> breaks;
    for (const Placed &placed : m_parts) {
        if (placed.top > 0)
            breaks << placed.top;
        for (const int y : placed.layout->breaks())
            breaks << placed.top + y;
    }
    return breaks;
}

void BlockLayout::drawPiece(QPainter &painter, QPoint origin, int from, int to) const
{
    for (const Placed &placed : m_parts) {
        if (placed.top >= to)
            break;
        if (placed.top + placed.layout->height() > from)
            placed.layout->drawPiece(painter, origin + QPoint(0, placed.top), from - placed.top, to - placed.top);
    }
}

const BlockLayout::Placed *BlockLayout::placedAt(int y) const
{
    if (m_parts.empty())
        return nullptr;
    const auto below = std::upper_bound(m_parts.begin(), m_parts.end(), y, [](int value, const Placed &placed) { return value < placed.top; });
    return below == m_parts.begin() ? &m_parts.front() : &*std::prev(below);
}

int BlockLayout::positionAt(QPoint point) const
{
    const Placed *placed = placedAt(point.y());
    return placed == nullptr ? 0 : placed->start + placed->layout->positionAt(point - QPoint(0, placed->top));
}

QRect BlockLayout::caretAt(int position) const
{
    const auto after = std::upper_bound(m_parts.begin(), m_parts.end(), position,
                                        [](int value, const Placed &placed) { return value < placed.start; });
    if (after == m_parts.begin())
        return {};
    const Placed &placed = *std::prev(after);
    return placed.layout->caretAt(position - placed.start).translated(0, placed.top);
}

QList<QRect> BlockLayout::areasOf(int from, int to) const
{
    QList<QRect> areas;
    for (const Placed &placed : m_parts) {
        if (placed.start >= to)
            break;
        for (const QRect &area : placed.layout->areasOf(qMax(0, from - placed.start), to - placed.start))
            areas << area.translated(0, placed.top);
    }
    return areas;
}

AnswerTarget BlockLayout::placedTarget(AnswerTarget target, const Placed &placed) const
{
    if (target.kind == AnswerTarget::Kind::None)
        return target;
    target.part = int(&placed - m_parts.data());
    target.from += placed.start;
    target.to += placed.start;
    return target;
}

QList<AnswerTarget> BlockLayout::targets() const
{
    QList<AnswerTarget> targets;
    for (const Placed &placed : m_parts) {
        for (const AnswerTarget &target : placed.layout->targets())
            targets << placedTarget(target, placed);
    }
    return targets;
}

AnswerTarget BlockLayout::targetAt(QPoint point) const
{
    const Placed *placed = placedAt(point.y());
    return placed == nullptr ? AnswerTarget() : placedTarget(placed->layout->targetAt(point - QPoint(0, placed->top)), *placed);
}

QList<QRect> BlockLayout::areasOf(const AnswerTarget &target) const
{
    if (target.kind == AnswerTarget::Kind::Link)
        return areasOf(target.from, target.to);
    QList<QRect> areas;
    if (target.part < 0 || target.part >= int(m_parts.size()))
        return areas;
    const Placed &placed = m_parts[std::size_t(target.part)];
    for (const QRect &area : placed.layout->areasOf(target))
        areas << area.translated(0, placed.top);
    return areas;
}

int BlockLayout::codePartAt(QPoint point) const
{
    const Placed *placed = placedAt(point.y());
    return placed && placed->layout->part().kind == AnswerPart::Kind::Code ? int(placed - m_parts.data()) : -1;
}

} // namespace studio
