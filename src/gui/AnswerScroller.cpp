#include "gui/AnswerScroller.h"

#include <QEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <cstdlib>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr int margin = AnswerStyle::margin;
constexpr int keptPages = 1; ///< Layouts stay so many pages around what is seen.

} // namespace

AnswerScroller::AnswerScroller(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // pixels may be moved
    viewport()->setCursor(Qt::IBeamCursor);
    m_measuring.setSingleShot(true);
    m_measuring.setInterval(4ms);
    connect(&m_measuring, &QTimer::timeout, this, &AnswerScroller::measureSome);
    restyle();
}

AnswerScroller::~AnswerScroller() = default;

void AnswerScroller::setText(const QString &text)
{
    m_flow.setText(text);
    m_isAllNew = true;
    m_contentWidth = 0;
    m_isBeginning = !text.isEmpty();
    m_place.reset();
    m_isFollowing = true;
}

void AnswerScroller::setRaw(bool isRaw)
{
    m_flow.setRaw(isRaw);
    m_isAllNew = true;
    m_contentWidth = 0;
}

void AnswerScroller::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void AnswerScroller::restyle()
{
    m_flow.setStyle(AnswerStyle::of(*this));
    m_isAllNew = true;
    verticalScrollBar()->setSingleStep(fontMetrics().lineSpacing() * 3 / 2);
}

void AnswerScroller::refresh()
{
    m_flow.update();
    settle();
    emit refreshed();
}

int AnswerScroller::scrollTop() const
{
    return m_flow.count() == 0 ? 0 : margin + m_flow.top(m_anchor.block) + m_anchor.offset;
}

int AnswerScroller::contentHeight() const
{
    return m_flow.totalHeight() + 2 * margin;
}

int AnswerScroller::mostScrollTop() const
{
    return qMax(0, contentHeight() - viewport()->height());
}

void AnswerScroller::settle()
{
    const Anchor before = m_anchor;
    const bool isBeginning = m_isBeginning && m_flow.count() > 0;
    if (isBeginning) {
        m_anchor = {0, -margin};
        m_isFollowing = false; // a scroll bar that appears settles once more
    }
    if (m_isFollowing)
        anchorToEnd();
    else
        normaliseAnchor();
    bringOnScreen(before);
    if (isBeginning && !m_flow.isBehind()) { // what is taken in by now may be short
        m_isBeginning = false;
        setFollowing(scrollTop() >= mostScrollTop() - 2);
    }
}

/// What was on screen with the anchor before is moved, what differs is painted.
void AnswerScroller::bringOnScreen(const Anchor &before)
{
    const int last = layOutSeen();
    syncBars();
    const AnswerFlow::Change change = m_flow.takeChange();
    const QRect area = viewport()->rect();
    const bool isKept = !std::exchange(m_isAllNew, false) && before.block < m_flow.count() && change.block >= before.block;
    const int moved = isKept ? margin + m_flow.top(before.block) + before.offset - scrollTop() : 0;
    if (!isKept || std::abs(moved) >= area.height()) {
        viewport()->update();
    } else {
        if (moved != 0)
            viewport()->scroll(0, moved);
        const int changed = change.block <= last ? originOf(change.block).y() + change.y : contentHeight() - scrollTop() - margin;
        if (change.block < std::numeric_limits<int>::max() && changed < area.height())
            viewport()->update(area.adjusted(0, qMax(0, changed), 0, 0));
    }
    const int page = last - m_anchor.block + 1;
    m_flow.keepOnly(m_anchor.block - keptPages * page, last + keptPages * page);
    if ((m_flow.hasGuesses() || m_flow.isBehind()) && !m_measuring.isActive())
        m_measuring.start();
}

void AnswerScroller::anchorAt(int scrollTop)
{
    const int y = qBound(0, scrollTop, mostScrollTop()) - margin;
    m_anchor.block = qMax(0, m_flow.blockAt(y));
    m_anchor.offset = y - m_flow.top(m_anchor.block);
    normaliseAnchor();
}

void AnswerScroller::anchorToEnd()
{
    int height = margin;
    for (int block = m_flow.count() - 1; block >= 0; --block) {
        m_flow.layout(block);
        height += m_flow.height(block);
        if (height >= viewport()->height()) {
            m_anchor = {block, height - viewport()->height()};
            return;
        }
    }
    m_anchor = {0, qMax(-margin, height - viewport()->height())};
}

/// Heights become true where the reader goes, so the anchor moves by true pixels.
void AnswerScroller::normaliseAnchor()
{
    const int count = m_flow.count();
    if (count == 0) {
        m_anchor = {0, -margin};
        return;
    }
    m_anchor.block = qMin(m_anchor.block, count - 1);
    m_flow.layout(m_anchor.block);
    while (m_anchor.offset < 0 && m_anchor.block > 0) {
        m_flow.layout(--m_anchor.block);
        m_anchor.offset += m_flow.height(m_anchor.block);
    }
    while (m_anchor.offset >= m_flow.height(m_anchor.block) && m_anchor.block < count - 1) {
        m_anchor.offset -= m_flow.height(m_anchor.block);
        m_flow.layout(++m_anchor.block);
    }
    if (m_anchor.block == 0)
        m_anchor.offset = qMax(m_anchor.offset, -margin);
    layOutSeen();
    if (scrollTop() > mostScrollTop())
        anchorToEnd();
}

/// The last block that is seen.
int AnswerScroller::layOutSeen()
{
    int block = m_anchor.block;
    for (int y = -m_anchor.offset; block < m_flow.count() && y < viewport()->height(); ++block) {
        m_contentWidth = qMax(m_contentWidth, m_flow.layout(block).neededWidth());
        y += m_flow.height(block);
    }
    return qMax(0, block - 1);
}

void AnswerScroller::syncBars()
{
    const QScopedValueRollback adjusting(m_isAdjusting, true);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, mostScrollTop());
    verticalScrollBar()->setValue(scrollTop());
    m_shownTop = verticalScrollBar()->value();
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, qMax(0, m_contentWidth + 2 * margin - viewport()->width()));
}

/// What is left of a very long text is taken in. Heights above the reader become true; what is seen stays
/// where it is.
void AnswerScroller::measureSome()
{
    if (!isVisible())
        return;
    if (m_flow.isBehind()) {
        refresh();
        return;
    }
    const bool hasMore = m_flow.measure(4ms);
    syncBars();
    if (hasMore)
        m_measuring.start();
    else if (m_place)
        showPlace(*m_place); // now that all heights are true
}

void AnswerScroller::scrollContentsBy(int dx, int)
{
    if (dx != 0)
        viewport()->update();
    const int moved = verticalScrollBar()->value() - m_shownTop;
    if (m_isAdjusting || moved == 0)
        return;
    const Anchor before = m_anchor;
    m_place.reset();
    m_isBeginning = false;
    if (verticalScrollBar()->value() == verticalScrollBar()->minimum()) {
        m_anchor = {0, -margin}; // true heights on the way there must not stop short of it
        normaliseAnchor();
    } else if (verticalScrollBar()->value() == verticalScrollBar()->maximum()) {
        anchorToEnd();
    } else if (std::abs(moved) < 4 * viewport()->height()) {
        m_anchor.offset += moved;
        normaliseAnchor();
    } else {
        anchorAt(verticalScrollBar()->value());
        m_isAllNew = true;
    }
    bringOnScreen(before);
    setFollowing(scrollTop() >= mostScrollTop() - 2);
    emit readerScrolled();
}

void AnswerScroller::setFollowing(bool isFollowing)
{
    if (isFollowing == m_isFollowing)
        return;
    m_isFollowing = isFollowing;
    emit followingChanged(isFollowing);
}

void AnswerScroller::follow()
{
    m_place.reset();
    m_isBeginning = false;
    setFollowing(true);
    settle();
}

void AnswerScroller::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    restyle();
    if (isVisible())
        refresh();
}

void AnswerScroller::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    refresh();
}

void AnswerScroller::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    // As if the scroll bar were always there: lines stay as they are when a text outgrows the pane.
    const int room = this->width() - 2 * frameWidth() - verticalScrollBar()->sizeHint().width();
    const int width = qMax(1, qMin(room, viewport()->width()) - 2 * margin);
    if (width != m_flow.width()) {
        m_flow.setWidth(width);
        m_contentWidth = 0;
        m_isAllNew = true;
    }
    if (isVisible())
        settle();
}

void AnswerScroller::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect area = event->rect();
    painter.fillRect(area, palette().color(QPalette::Base));
    if (m_flow.text().isEmpty() && !m_placeholder.isEmpty()) {
        painter.setPen(m_flow.style().muted);
        painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin), Qt::AlignLeading | Qt::TextWordWrap,
                         m_placeholder);
    }
    for (int block = m_anchor.block; block < m_flow.count(); ++block) {
        const BlockLayout *layout = m_flow.existingLayout(block);
        const QPoint origin = originOf(block);
        if (layout == nullptr || origin.y() > area.bottom())
            break;
        if (origin.y() + m_flow.height(block) <= area.top())
            continue;
        layout->draw(painter, origin, area, markedRanges(block));
        drawOver(painter, block, origin);
    }
}

QList<MarkedRange> AnswerScroller::markedRanges(int) const
{
    return {};
}

void AnswerScroller::drawOver(QPainter &, int, QPoint) {}

QPoint AnswerScroller::originOf(int block) const
{
    return {margin - horizontalScrollBar()->value(), margin + m_flow.top(block) - scrollTop()};
}

int AnswerScroller::blockUnder(int y) const
{
    int found = -1;
    for (int block = m_anchor.block; block < m_flow.count() && m_flow.existingLayout(block); ++block) {
        if (found >= 0 && originOf(block).y() > y)
            break;
        found = block;
    }
    return found;
}

void AnswerScroller::showBlock(int block, const QRect &area)
{
    QScrollBar &across = *horizontalScrollBar();
    const int left = originOf(block).x() + area.left();
    if (left < 0 || left + area.width() > viewport()->width())
        across.setValue(area.left() - viewport()->width() / 2); // a table is wider than the pane
    const int top = originOf(block).y() + area.top();
    if (top >= 0 && top + area.height() <= viewport()->height())
        return;
    const Anchor before = m_anchor;
    m_isBeginning = false;
    m_anchor = {block, top < 0 ? area.top() - margin : area.bottom() + margin - viewport()->height()};
    normaliseAnchor();
    bringOnScreen(before);
    setFollowing(scrollTop() >= mostScrollTop() - 2);
    emit readerScrolled();
}

QList<int> AnswerScroller::sectionStarts() const
{
    QList<int> headings;
    QList<int> blocks;
    for (int block = 0; block < m_flow.count(); ++block) {
        if (m_flow.isHeading(block))
            headings << block;
        blocks << block;
    }
    if (headings.size() < 2)
        return blocks;
    if (headings.first() > 0)
        headings.prepend(0);
    return headings;
}

int AnswerScroller::sectionTop(const QList<int> &starts, int section) const
{
    if (section >= int(starts.size()))
        return contentHeight();
    return section == 0 ? 0 : margin + m_flow.top(starts[section]);
}

/// Read is the line that goes from the upper to the lower edge while the text is scrolled from end to end.
ReadingPlace AnswerScroller::readingPlace() const
{
    const QList<int> starts = sectionStarts();
    if (starts.isEmpty())
        return {};
    const qreal line = scrollTop() + viewport()->height() * qreal(scrollTop()) / qMax(1, mostScrollTop());
    int section = 0;
    while (section + 1 < int(starts.size()) && sectionTop(starts, section + 1) <= line)
        ++section;
    const int top = sectionTop(starts, section);
    const int height = qMax(1, sectionTop(starts, section + 1) - top);
    return {section, int(starts.size()), qBound(0.0, (line - top) / height, 1.0)};
}

void AnswerScroller::showPlace(const ReadingPlace &place)
{
    const QList<int> starts = sectionStarts();
    m_place.reset();
    m_isBeginning = false;
    if (starts.isEmpty() || place.sections == 0)
        return;
    if (m_flow.hasGuesses() || m_flow.isBehind())
        m_place = place;
    qreal line = contentHeight() * (place.section + place.through) / place.sections;
    if (place.sections == int(starts.size())) {
        const int top = sectionTop(starts, place.section);
        line = top + place.through * (sectionTop(starts, place.section + 1) - top);
    }
    const Anchor before = m_anchor;
    anchorAt(qRound(line / (1 + qreal(viewport()->height()) / qMax(1, mostScrollTop()))));
    bringOnScreen(before);
    setFollowing(scrollTop() >= mostScrollTop() - 2);
}

} // namespace studio
