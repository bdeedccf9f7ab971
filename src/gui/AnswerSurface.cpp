#include "gui/AnswerSurface.h"

#include "gui/AccessibleAnswer.h"
#include "gui/ShownText.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyleHints>
#include <QTextBoundaryFinder>
#include <QTimerEvent>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostBlocksSearched = 2000; ///< For the next link; a longer answer is not read to its end for one Tab.

// Beyond these a copy has the text as it came: to put together how it reads would take too long.
constexpr int mostBlocksCopied = 5000;
constexpr qsizetype mostCharsCopied = 512 * 1024;

bool mayHaveTargets(QStringView source)
{
    return source.contains(u"http"_s) || source.contains(u"]("_s) || source.contains(u"```"_s) ||
           source.contains(u"~~~"_s) || source.contains(u"mailto:"_s) || source.contains(u"    "_s);
}

} // namespace

AnswerSurface::AnswerSurface(QWidget *parent)
    : AnswerScroller(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    QAccessible::installFactory(AccessibleAnswer::make); // of many calls the first counts
}

TextPlace AnswerSurface::placeAt(QPoint point) const
{
    const int block = blockUnder(point.y());
    if (block < 0)
        return {};
    return {block, flow().existingLayout(block)->positionAt(point - originOf(block))};
}

AnswerSurface::PlacedTarget AnswerSurface::targetAt(QPoint point) const
{
    const int block = blockUnder(point.y());
    if (block < 0)
        return {};
    return {block, flow().existingLayout(block)->targetAt(point - originOf(block))};
}

/// The text may have got shorter while it was being written.
TextPlace AnswerSurface::clamped(TextPlace place) const
{
    if (flow().count() == 0)
        return {};
    place.block = qBound(0, place.block, flow().count() - 1);
    place.position = qBound(0, place.position, flow().plainLength(place.block));
    return place;
}

void AnswerSurface::select(TextPlace anchor, TextPlace caret)
{
    m_selectionAnchor = clamped(anchor);
    m_caret = clamped(caret);
    viewport()->update();
    emit selectionChanged();
}

void AnswerSurface::selectAll()
{
    if (flow().count() > 0)
        select({}, {flow().count() - 1, flow().plainLength(flow().count() - 1)});
}

void AnswerSurface::revealPlace(TextPlace place)
{
    place = clamped(place);
    if (flow().count() > 0)
        showBlock(place.block, layoutOf(place.block).caretAt(place.position));
}

QString AnswerSurface::textBetween(TextPlace from, TextPlace to) const
{
    from = clamped(from);
    to = clamped(to);
    if (const QString source = flow().source(from.block, to.block);
        to.block - from.block > mostBlocksCopied || source.size() > mostCharsCopied)
        return withoutControls(source);
    QString text;
    for (int block = from.block; block <= to.block && block < flow().count(); ++block) {
        const int first = block == from.block ? from.position : 0;
        const int last = block == to.block ? to.position : flow().plainLength(block);
        text += flow().copyText(block, first, last);
        if (block < to.block)
            text += flow().separator(block);
    }
    return text;
}

QString AnswerSurface::selectedText() const
{
    const auto [from, to] = std::minmax({m_selectionAnchor, m_caret});
    return from == to ? QString() : textBetween(from, to);
}

QString AnswerSurface::wholeText() const
{
    QString text;
    for (int block = 0; block < flow().count(); ++block)
        text += flow().plainText(block) + flow().separator(block);
    return text;
}

QString AnswerSurface::selectedSource() const
{
    if (flow().count() == 0)
        return {};
    if (!hasSelection())
        return withoutControls(flow().text());
    const auto [from, to] = std::minmax({clamped(m_selectionAnchor), clamped(m_caret)});
    return withoutControls(flow().source(from.block, to.block));
}

void AnswerSurface::copy()
{
    if (hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

void AnswerSurface::copySource()
{
    if (!flow().text().isEmpty())
        QGuiApplication::clipboard()->setText(selectedSource());
}

void AnswerSurface::setMarks(const Marks &marks)
{
    m_marks = marks;
    viewport()->update();
}

QList<MarkedRange> AnswerSurface::markedRanges(int block) const
{
    QList<MarkedRange> ranges = m_marks ? m_marks(block) : QList<MarkedRange>();
    const auto [from, to] = std::minmax({m_selectionAnchor, m_caret});
    if (from == to || block < from.block || block > to.block)
        return ranges;
    QTextCharFormat selected;
    selected.setBackground(flow().style().selected);
    selected.setForeground(flow().style().selectedText);
    const int first = block == from.block ? from.position : 0;
    const int last = block == to.block ? to.position : std::numeric_limits<int>::max() / 2;
    ranges.append({first, last, selected});
    return ranges;
}

void AnswerSurface::drawOver(QPainter &painter, int block, QPoint origin)
{
    if (block != m_focused.block || m_focused.target.kind == AnswerTarget::Kind::None || !hasFocus())
        return;
    painter.setPen(QPen(flow().style().link, 2));
    painter.setBrush(Qt::NoBrush);
    for (const QRect &area : flow().existingLayout(block)->areasOf(m_focused.target))
        painter.drawRect(area.translated(origin).adjusted(-2, -1, 2, 1));
}

void AnswerSurface::activate(const PlacedTarget &placed)
{
    if (placed.target.kind == AnswerTarget::Kind::Link)
        emit linkActivated(QUrl(placed.target.address, QUrl::StrictMode));
    else if (placed.target.kind == AnswerTarget::Kind::CopyCode)
        QGuiApplication::clipboard()->setText(flow().code(placed.block, placed.target.part));
}

void AnswerSurface::focusTarget(const PlacedTarget &placed)
{
    m_focused = placed;
    viewport()->update();
    emit focusMoved();
    if (placed.target.kind == AnswerTarget::Kind::None)
        return;
    const QList<QRect> areas = layoutOf(placed.block).areasOf(placed.target);
    if (!areas.isEmpty())
        showBlock(placed.block, areas.first());
}

AnswerSurface::PlacedTarget AnswerSurface::focusedTarget()
{
    const bool isThere = !m_focused.isNone() && m_focused.block < flow().count() &&
                         layoutOf(m_focused.block).targets().contains(m_focused.target);
    return isThere ? m_focused : PlacedTarget();
}

/// Tab goes from link to link before it leaves.
bool AnswerSurface::focusNextPrevChild(bool isNext)
{
    const int step = isNext ? 1 : -1;
    const bool isInside = m_focused.target.kind != AnswerTarget::Kind::None && m_focused.block < flow().count();
    int block = isInside ? m_focused.block : isNext ? qMax(0, blockUnder(0)) : flow().count() - 1;
    bool isBehind = !isInside;
    for (int searched = 0; block >= 0 && block < flow().count() && searched < mostBlocksSearched; block += step, ++searched) {
        if (!mayHaveTargets(flow().source(block, block)) && flow().existingLayout(block) == nullptr)
            continue;
        QList<AnswerTarget> targets = layoutOf(block).targets();
        if (!isNext)
            std::reverse(targets.begin(), targets.end());
        for (const AnswerTarget &target : std::as_const(targets)) {
            if (isBehind) {
                focusTarget({block, target});
                return true;
            }
            isBehind = block == m_focused.block && target == m_focused.target;
        }
        isBehind = true;
    }
    focusTarget({});
    return AnswerScroller::focusNextPrevChild(isNext);
}

void AnswerSurface::focusInEvent(QFocusEvent *event)
{
    AnswerScroller::focusInEvent(event);
    viewport()->update();
    emit focusMoved();
}

void AnswerSurface::focusOutEvent(QFocusEvent *event)
{
    AnswerScroller::focusOutEvent(event);
    viewport()->update();
    emit focusMoved();
}

TextPlace AnswerSurface::moved(TextPlace place, int by) const
{
    place = clamped(place);
    place.position += by;
    if (place.position < 0 && place.block > 0)
        return {place.block - 1, flow().plainLength(place.block - 1)};
    if (place.position > flow().plainLength(place.block) && place.block < flow().count() - 1)
        return {place.block + 1, 0};
    return clamped(place);
}

/// With Shift the arrows select; without, they scroll.
bool AnswerSurface::moveCaret(QKeyEvent *event)
{
    if (flow().count() == 0)
        return false;
    const TextPlace last = {flow().count() - 1, flow().plainLength(flow().count() - 1)};
    TextPlace caret = clamped(m_caret);
    const QRect area = layoutOf(caret.block).caretAt(caret.position).translated(originOf(caret.block));
    if (event->matches(QKeySequence::SelectNextChar))
        caret = moved(caret, 1);
    else if (event->matches(QKeySequence::SelectPreviousChar))
        caret = moved(caret, -1);
    else if (event->matches(QKeySequence::SelectNextWord) || event->matches(QKeySequence::SelectPreviousWord))
        caret = nextWord(caret, event->matches(QKeySequence::SelectNextWord));
    else if (event->matches(QKeySequence::SelectNextLine))
        caret = qMax(caret, placeAt({area.x(), area.bottom() + area.height() / 2 + 1}));
    else if (event->matches(QKeySequence::SelectPreviousLine))
        caret = qMin(caret, placeAt({area.x(), area.top() - area.height() / 2 - 1}));
    else if (event->matches(QKeySequence::SelectStartOfLine) || event->matches(QKeySequence::SelectEndOfLine))
        caret = placeAt({event->matches(QKeySequence::SelectStartOfLine) ? 0 : viewport()->width(), area.center().y()});
    else if (event->matches(QKeySequence::SelectStartOfDocument))
        caret = {};
    else if (event->matches(QKeySequence::SelectEndOfDocument))
        caret = last;
    else
        return false;
    select(m_selectionAnchor, caret);
    revealPlace(caret);
    return true;
}

TextPlace AnswerSurface::nextWord(TextPlace place, bool isForward) const
{
    const QString text = flow().plainText(place.block);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(place.position);
    while (true) {
        const auto at = isForward ? finder.toNextBoundary() : finder.toPreviousBoundary();
        if (at < 0)
            return moved(place, isForward ? int(text.size()) : -int(text.size()) - 1);
        const auto ending = isForward ? QTextBoundaryFinder::EndOfItem : QTextBoundaryFinder::StartOfItem;
        if (finder.boundaryReasons() & ending)
            return {place.block, int(at)};
    }
}

void AnswerSurface::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier)
        openMenu(keyboardPoint());
    else if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (isEnter && event->modifiers() == Qt::NoModifier && !focusedTarget().isNone())
        activate(m_focused);
    else if (event->matches(QKeySequence::MoveToStartOfLine) || event->matches(QKeySequence::MoveToStartOfDocument))
        verticalScrollBar()->triggerAction(QScrollBar::SliderToMinimum);
    else if (event->matches(QKeySequence::MoveToEndOfLine) || event->matches(QKeySequence::MoveToEndOfDocument))
        verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
    else if (event->key() == Qt::Key_Space && !(event->modifiers() & ~Qt::ShiftModifier))
        verticalScrollBar()->triggerAction(event->modifiers() ? QScrollBar::SliderPageStepSub : QScrollBar::SliderPageStepAdd);
    else if (!moveCaret(event))
        AnswerScroller::keyPressEvent(event);
}

void AnswerSurface::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    const bool isThird = m_sinceDoubleClick.isValid() &&
                         m_sinceDoubleClick.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval();
    m_sinceDoubleClick.invalidate();
    m_pressed = targetAt(point);
    m_isDragging = true;
    focusTarget({});
    if (isThird)
        selectAround(point, true);
    else if (event->modifiers() & Qt::ShiftModifier)
        select(m_selectionAnchor, placeAt(point));
    else
        select(placeAt(point), placeAt(point));
}

void AnswerSurface::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_sinceDoubleClick.start();
    m_pressed = {};
    selectAround(event->position().toPoint(), false);
}

void AnswerSurface::selectAround(QPoint point, bool isWholeLine)
{
    const TextPlace place = placeAt(point);
    if (flow().count() == 0)
        return;
    const QString text = flow().plainText(place.block);
    qsizetype from = 0;
    qsizetype to = text.size();
    if (isWholeLine) {
        from = place.position == 0 ? 0 : text.lastIndexOf(u'\n', place.position - 1) + 1;
        const qsizetype end = text.indexOf(u'\n', place.position);
        to = end < 0 ? to : end;
    } else {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
        finder.setPosition(place.position);
        from = finder.isAtBoundary() && finder.boundaryReasons() & QTextBoundaryFinder::StartOfItem ? place.position : finder.toPreviousBoundary();
        finder.setPosition(from);
        to = finder.toNextBoundary();
    }
    m_isDragging = false;
    select({place.block, int(qMax<qsizetype>(0, from))}, {place.block, int(to < 0 ? text.size() : to)});
}

void AnswerSurface::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (!(event->buttons() & Qt::LeftButton)) {
        const bool isTarget = targetAt(point).target.kind != AnswerTarget::Kind::None;
        viewport()->setCursor(isTarget ? Qt::PointingHandCursor : Qt::IBeamCursor);
        return;
    }
    if (!m_isDragging)
        return;
    dragTo(point);
    if (viewport()->rect().contains(point))
        m_dragScroll.stop();
    else if (!m_dragScroll.isActive())
        m_dragScroll.start(50, this);
}

void AnswerSurface::dragTo(QPoint point)
{
    const TextPlace place = placeAt(point);
    if (place != m_caret)
        select(m_selectionAnchor, place);
}

void AnswerSurface::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragScroll.timerId()) {
        AnswerScroller::timerEvent(event);
        return;
    }
    const QPoint point = viewport()->mapFromGlobal(QCursor::pos());
    const int beyond = point.y() < 0 ? point.y() : qMax(0, point.y() - viewport()->height());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + beyond);
    dragTo(point);
}

void AnswerSurface::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragScroll.stop();
    m_isDragging = false;
    const PlacedTarget pressed = std::exchange(m_pressed, {});
    if (!hasSelection()) {
        const PlacedTarget released = targetAt(event->position().toPoint());
        if (released.block == pressed.block && released.target == pressed.target)
            activate(released);
    } else if (QGuiApplication::clipboard()->supportsSelection()) {
        QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
    }
}

/// Where a menu opens that no mouse asked for: at what Tab stands on, else at the selection.
QPoint AnswerSurface::keyboardPoint()
{
    const QRect area = viewport()->rect();
    QRect at(area.topLeft(), QSize());
    if (m_focused.target.kind != AnswerTarget::Kind::None && m_focused.block < flow().count()) {
        const QList<QRect> areas = layoutOf(m_focused.block).areasOf(m_focused.target);
        if (!areas.isEmpty())
            at = areas.first().translated(originOf(m_focused.block));
    } else if (hasSelection() && flow().count() > 0) {
        const TextPlace caret = clamped(m_caret);
        at = layoutOf(caret.block).caretAt(caret.position).translated(originOf(caret.block));
    }
    return {qBound(area.left(), at.center().x(), area.right()), qBound(area.top(), at.center().y(), area.bottom())};
}

void AnswerSurface::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard)
        openMenu(keyboardPoint());
    else
        openMenu(viewport()->mapFromGlobal(event->globalPos()));
}

void AnswerSurface::openMenu(QPoint point)
{
    const int block = blockUnder(point.y());
    const int part = block < 0 ? -1 : flow().existingLayout(block)->codePartAt(point - originOf(block));
    const AnswerTarget target = block < 0 ? AnswerTarget() : targetAt(point).target;

    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyAction = menu->addAction(tr("Copy"), QKeySequence::Copy, this, &AnswerSurface::copy);
    QAction *sourceAction = menu->addAction(tr("Copy as Markdown"), this, &AnswerSurface::copySource);
    copyAction->setEnabled(hasSelection());
    sourceAction->setEnabled(!flow().text().isEmpty());
    if (part >= 0)
        menu->addAction(tr("Copy code"), this, [this, block, part] { QGuiApplication::clipboard()->setText(flow().code(block, part)); });
    if (target.kind == AnswerTarget::Kind::Link)
        menu->addAction(tr("Copy link address"), this, [target] { QGuiApplication::clipboard()->setText(target.address); });
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &AnswerSurface::selectAll);
    if (!actions().isEmpty())
        menu->addSeparator();
    menu->addActions(actions());
    menu->popup(viewport()->mapToGlobal(point));
}

} // namespace studio
