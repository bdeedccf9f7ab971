#include "gui/AccessibleAnswer.h"

#include "gui/AccessibleTarget.h"
#include "gui/TextRun.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace studio
{

AccessibleAnswer::AccessibleAnswer(AnswerSurface &surface)
    : QAccessibleWidget(&surface, QAccessible::EditableText)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(16ms);
    QObject::connect(&m_soon, &QTimer::timeout, &m_soon, [this] { tellCaretAndFocus(); });
    const auto tellSoon = [this] {
        if (isHeard() && !m_soon.isActive())
            m_soon.start();
    };
    QObject::connect(&surface, &AnswerSurface::selectionChanged, &m_soon, tellSoon);
    QObject::connect(&surface, &AnswerSurface::focusMoved, &m_soon, tellSoon);
    QObject::connect(&surface, &AnswerSurface::refreshed, &m_soon, [this, tellSoon] {
        m_isStale = true;
        if (isHeard())
            index();
        tellSoon();
    });
}

AccessibleAnswer::~AccessibleAnswer()
{
    for (const Child &child : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(child.id);
}

QAccessibleInterface *AccessibleAnswer::make(const QString &className, QObject *object)
{
    if (className != QLatin1StringView(AnswerSurface::staticMetaObject.className()))
        return nullptr;
    auto *surface = qobject_cast<AnswerSurface *>(object);
    return surface == nullptr ? nullptr : new AccessibleAnswer(*surface);
}

const AnswerIndex &AccessibleAnswer::index() const
{
    if (!m_isStale && !m_index.isOutdated(surface().flow()))
        return m_index;
    const bool isFirst = m_index.isNew();
    const bool isOtherText = m_index.isOutdated(surface().flow());
    m_isStale = false;
    m_partsOf = -1;
    const AnswerIndex::Change change = m_index.update(surface().flow());
    dropLostChildren(isOtherText);
    if (!isFirst && isHeard())
        tellText(change);
    return m_index;
}

void AccessibleAnswer::tellText(const AnswerIndex::Change &change) const
{
    const auto send = [this](QAccessibleTextCursorEvent &&event) {
        event.setCursorPosition(cursorPosition()); // it stays where it is
        tell(event);
    };
    if (change.removed.isEmpty() && change.added.isEmpty())
        return;
    if (change.removed.isEmpty())
        send(QAccessibleTextInsertEvent(object(), change.at, change.added));
    else if (change.added.isEmpty())
        send(QAccessibleTextRemoveEvent(object(), change.at, change.removed));
    else
        send(QAccessibleTextUpdateEvent(object(), change.at, change.removed, change.added));
}

void AccessibleAnswer::tellCaretAndFocus()
{
    if (!isHeard())
        return;
    const int caret = cursorPosition();
    if (std::exchange(m_toldCaret, caret) != caret) {
        QAccessibleTextCursorEvent event(object(), caret);
        tell(event);
    }
    const TextStretch now = selected();
    if (std::exchange(m_toldSelection, now) != now) {
        QAccessibleTextSelectionEvent event(object(), now.from, now.to);
        event.setCursorPosition(caret);
        tell(event);
    }
    const bool isInside = surface().hasFocus();
    const Target target = isInside ? surface().focusedTarget() : Target();
    if (std::exchange(m_toldTarget, target) == target || !isInside)
        return;
    QAccessibleEvent event(target.isNone() ? QAccessible::queryAccessibleInterface(object()) : childFor(target),
                           QAccessible::Focus);
    tell(event);
}

bool AccessibleAnswer::isHeard() const
{
    return QAccessible::isActive();
}

void AccessibleAnswer::tell(QAccessibleEvent &event) const
{
    QAccessible::updateAccessibility(&event);
}

QAccessible::State AccessibleAnswer::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    if (state.focused && !surface().focusedTarget().isNone())
        state.focused = false;
    return state;
}

QString AccessibleAnswer::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Value)
        return index().text();
    const QString text = QAccessibleWidget::text(kind);
    return kind == QAccessible::Description && text.isEmpty() && index().size() == 0 ? surface().placeholder() : text;
}

void *AccessibleAnswer::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

int AccessibleAnswer::childCount() const
{
    return int(seenTargets().size());
}

QAccessibleInterface *AccessibleAnswer::child(int index) const
{
    const QList<Target> targets = seenTargets();
    return index < 0 || index >= targets.size() ? nullptr : childFor(targets[index]);
}

int AccessibleAnswer::indexOfChild(const QAccessibleInterface *child) const
{
    for (const Child &known : std::as_const(m_children)) {
        if (QAccessible::accessibleInterface(known.id) == child)
            return int(seenTargets().indexOf(known.target));
    }
    return -1;
}

QAccessibleInterface *AccessibleAnswer::focusChild() const
{
    const Target target = surface().hasFocus() ? surface().focusedTarget() : Target();
    return target.isNone() ? QAccessibleWidget::focusChild() : childFor(target);
}

QAccessibleInterface *AccessibleAnswer::childFor(const Target &target) const
{
    index();
    for (const Child &known : std::as_const(m_children)) {
        if (known.target == target)
            return QAccessible::accessibleInterface(known.id);
    }
    auto *made = new AccessibleTarget(*this, target);
    m_children.append({target, QAccessible::registerAccessibleInterface(made)});
    return made;
}

/// What is not on screen is not laid out for this: it stays when its block is the same for certain.
void AccessibleAnswer::dropLostChildren(bool isOtherText) const
{
    if (m_children.isEmpty())
        return;
    const AnswerFlow &flow = surface().flow();
    const Target focused = surface().focusedTarget();
    m_children.removeIf([&](const Child &child) {
        const auto &[block, target] = child.target;
        const BlockLayout *layout = block < flow.count() ? flow.existingLayout(block) : nullptr;
        const bool isSame = layout ? layout->targets().contains(target) : !isOtherText && block < flow.finished();
        if (isSame || child.target == focused)
            return false;
        QAccessible::deleteAccessibleInterface(child.id);
        return true;
    });
}

QList<AccessibleAnswer::Target> AccessibleAnswer::seenTargets() const
{
    QList<Target> seen;
    const AnswerFlow &flow = surface().flow();
    const QRect view = surface().viewport()->rect();
    for (int block = surface().anchor().block; block < flow.count(); ++block) {
        const BlockLayout *layout = flow.existingLayout(block);
        const QPoint origin = surface().originOf(block);
        if (layout == nullptr || origin.y() > view.bottom())
            break;
        for (const AnswerTarget &target : layout->targets()) {
            // Carets are cheap to find: a paragraph may have thousands of links.
            const bool isLink = target.kind == AnswerTarget::Kind::Link;
            const bool isAway = isLink && (origin.y() + layout->caretAt(target.to).bottom() < view.top() ||
                                           origin.y() + layout->caretAt(target.from).top() > view.bottom());
            if (!isAway && areaOf({block, target}).intersects(view))
                seen.append({block, target});
        }
    }
    return seen;
}

QRect AccessibleAnswer::areaOf(const Target &target) const
{
    const AnswerFlow &flow = surface().flow();
    const BlockLayout *layout = target.block < flow.count() ? flow.existingLayout(target.block) : nullptr;
    QRect all;
    if (layout != nullptr) {
        for (const QRect &area : layout->areasOf(target.target))
            all |= area.translated(surface().originOf(target.block));
    }
    return all;
}

bool AccessibleAnswer::hasFocus(const Target &target) const
{
    return surface().hasFocus() && surface().focusedTarget() == target;
}

void AccessibleAnswer::focus(const Target &target) const
{
    surface().setFocus(Qt::OtherFocusReason);
    surface().focusTarget(target);
}

void AccessibleAnswer::press(const Target &target) const
{
    surface().activate(target);
}

int AccessibleAnswer::characterCount() const
{
    return index().size();
}

QString AccessibleAnswer::text(int from, int to) const
{
    const int size = index().size();
    from = qBound(0, from, size);
    to = to < 0 ? size : qBound(from, to, size);
    return index().text().sliced(from, to - from);
}

/// Lines are those on screen; of an answer that is not shown, its paragraphs.
TextStretch AccessibleAnswer::stretchAt(int offset, QAccessible::TextBoundaryType kind) const
{
    const bool isLine = kind == QAccessible::LineBoundary && surface().isVisible() && index().blockCount() > 0;
    return isLine ? lineAt(offset) : studio::stretchAt(index().text(), offset, kind);
}

TextStretch AccessibleAnswer::lineAt(int offset) const
{
    const TextStretch paragraph = studio::stretchAt(index().text(), offset, QAccessible::ParagraphBoundary);
    const int block = index().placeAt(offset).block;
    const int start = index().blockStart(block);
    const int first = qMax(paragraph.from, start);
    const int last = qMin(paragraph.to, index().blockEnd(block));
    if (offset > last || first >= last)
        return paragraph;
    const BlockLayout &layout = surface().layoutOf(block);
    const auto topAt = [&](int at) { return layout.caretAt(at - start).top(); };
    const bool isBehind = offset == last && paragraph.to > last; // on the line feed after the block
    const int on = isBehind ? last - 1 : offset;
    TextStretch line{on, on};
    while (line.from > first && topAt(line.from - 1) == topAt(on))
        --line.from;
    while (line.to < last && topAt(line.to) == topAt(on))
        ++line.to;
    if (line.to == last)
        line.to = paragraph.to;
    return line;
}

QString AccessibleAnswer::given(const TextStretch &stretch, int *from, int *to) const
{
    *from = stretch.from;
    *to = stretch.to;
    return stretch.from < 0 ? QString() : text(stretch.from, stretch.to);
}

QString AccessibleAnswer::textBeforeOffset(int offset, QAccessible::TextBoundaryType kind, int *from, int *to) const
{
    const int start = offset < 0 || offset > index().size() ? -1 : stretchAt(offset, kind).from;
    return given(start <= 0 ? TextStretch{-1, -1} : stretchAt(start - 1, kind), from, to);
}

QString AccessibleAnswer::textAtOffset(int offset, QAccessible::TextBoundaryType kind, int *from, int *to) const
{
    const bool isInside = offset >= 0 && offset <= index().size();
    return given(isInside ? stretchAt(offset, kind) : TextStretch{-1, -1}, from, to);
}

QString AccessibleAnswer::textAfterOffset(int offset, QAccessible::TextBoundaryType kind, int *from, int *to) const
{
    const int end = offset < 0 || offset > index().size() ? index().size() : stretchAt(offset, kind).to;
    return given(end >= index().size() ? TextStretch{-1, -1} : stretchAt(end, kind), from, to);
}

QString AccessibleAnswer::attributes(int offset, int *from, int *to) const
{
    const int size = index().size();
    if (offset == -2) // IAccessible2: where the caret is
        offset = cursorPosition();
    if (offset == -1 || offset == size)
        offset = size - 1;
    if (offset < 0 || offset > size)
        return given({-1, -1}, from, to);
    const int block = index().placeAt(offset).block;
    const int start = index().blockStart(block);
    const int end = block + 1 < index().blockCount() ? index().blockStart(block + 1) : size;
    if (offset >= index().blockEnd(block)) {
        given({index().blockEnd(block), end}, from, to);
        return {};
    }
    if (std::exchange(m_partsOf, block) != block)
        m_parts = surface().flow().parts(block);
    const TextRun run = textRunAt(m_parts, offset - start, surface().flow().style());
    *from = start + run.stretch.from;
    *to = qMin(end, start + run.stretch.to);
    return run.attributes;
}

int AccessibleAnswer::cursorPosition() const
{
    return index().offsetOf(surface().caret());
}

void AccessibleAnswer::setCursorPosition(int offset)
{
    setSelection(0, offset, offset);
}

TextStretch AccessibleAnswer::selected() const
{
    const auto [from, to] = std::minmax({index().offsetOf(surface().selectionAnchor()), cursorPosition()});
    return from == to ? TextStretch() : TextStretch{from, to};
}

int AccessibleAnswer::selectionCount() const
{
    return selected().isEmpty() ? 0 : 1;
}

void AccessibleAnswer::selection(int which, int *from, int *to) const
{
    const TextStretch stretch = which == 0 ? selected() : TextStretch();
    *from = stretch.from;
    *to = stretch.to;
}

void AccessibleAnswer::addSelection(int from, int to)
{
    setSelection(0, from, to); // there is but one
}

void AccessibleAnswer::setSelection(int which, int from, int to)
{
    if (which != 0)
        return;
    surface().select(index().placeAt(from), index().placeAt(to));
    surface().revealPlace(surface().caret());
}

void AccessibleAnswer::removeSelection(int which)
{
    if (which == 0)
        surface().select(surface().caret(), surface().caret());
}

/// Of a block that is not laid out it is the place of the block: layouts are for what is seen.
QRect AccessibleAnswer::characterRect(int offset) const
{
    const QString &all = index().text();
    if (offset < 0 || offset > all.size() || index().blockCount() == 0)
        return {};
    int length = 1;
    if (offset < all.size() && all[offset].isLowSurrogate())
        --offset;
    if (offset < all.size() && all[offset].isHighSurrogate())
        ++length;
    const auto [block, position] = index().placeAt(offset);
    const AnswerFlow &flow = surface().flow();
    QRect area(0, 0, flow.width(), flow.height(block));
    if (const BlockLayout *layout = flow.existingLayout(block)) {
        const QList<QRect> areas = layout->areasOf(position, position + length);
        area = areas.isEmpty() ? layout->caretAt(position) : areas.first();
    }
    area.translate(surface().originOf(block));
    return {surface().viewport()->mapToGlobal(area.topLeft()), area.size()};
}

int AccessibleAnswer::offsetAtPoint(const QPoint &point) const
{
    const QPoint inside = surface().viewport()->mapFromGlobal(point);
    if (!surface().viewport()->rect().contains(inside) || index().blockCount() == 0)
        return -1;
    const int nearest = index().offsetOf(surface().placeAt(inside)); // the gap before or behind the character
    for (const int offset : {nearest, nearest - 1, nearest - 2}) {
        if (characterRect(offset).contains(point))
            return offset > 0 && index().text().at(offset).isLowSurrogate() ? offset - 1 : offset;
    }
    return -1;
}

void AccessibleAnswer::scrollToSubstring(int from, int to)
{
    surface().revealPlace(index().placeAt(to));
    surface().revealPlace(index().placeAt(from));
}

} // namespace studio
