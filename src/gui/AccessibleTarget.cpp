#include "gui/AccessibleTarget.h"

#include "gui/CodeHighlighter.h"

namespace studio
{

AccessibleTarget::AccessibleTarget(const AccessibleAnswer &answer, const AccessibleAnswer::Target &target)
    : m_answer(answer)
    , m_target(target)
{
}

QAccessibleInterface *AccessibleTarget::parent() const
{
    return QAccessible::queryAccessibleInterface(m_answer.object());
}

QAccessible::Role AccessibleTarget::role() const
{
    return isLink() ? QAccessible::Link : QAccessible::Button;
}

QAccessible::State AccessibleTarget::state() const
{
    const QWidget &view = *m_answer.surface().viewport();
    QAccessible::State state;
    state.focusable = true;
    state.focused = m_answer.hasFocus(m_target);
    state.linked = isLink();
    state.invisible = !view.isVisible();
    state.offscreen = !m_answer.areaOf(m_target).intersects(view.rect());
    return state;
}

QRect AccessibleTarget::rect() const
{
    const QRect area = m_answer.areaOf(m_target);
    return area.isEmpty() ? QRect() : QRect(m_answer.surface().viewport()->mapToGlobal(area.topLeft()), area.size());
}

QString AccessibleTarget::text(QAccessible::Text kind) const
{
    const bool isName = kind == QAccessible::Name;
    if (isLink() && isName)
        return m_answer.text(startIndex(), endIndex()).simplified();
    if (isLink())
        return kind == QAccessible::Description || kind == QAccessible::Value ? m_target.target.address : QString();
    if (isName)
        return AnswerSurface::tr("Copy code");
    const QList<AnswerPart> parts = m_answer.surface().flow().parts(m_target.block);
    const bool isThere = kind == QAccessible::Description && m_target.target.part < parts.size();
    return isThere ? CodeHighlighter::languageName(parts[m_target.target.part].language) : QString();
}

void *AccessibleTarget::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    if (type == QAccessible::HyperlinkInterface && isLink())
        return static_cast<QAccessibleHyperlinkInterface *>(this);
    return nullptr;
}

QStringList AccessibleTarget::actionNames() const
{
    return {pressAction(), setFocusAction()};
}

void AccessibleTarget::doAction(const QString &action)
{
    if (action == pressAction())
        m_answer.press(m_target);
    else if (action == setFocusAction())
        m_answer.focus(m_target);
}

int AccessibleTarget::startIndex() const
{
    return m_answer.index().offsetOf({m_target.block, m_target.target.from});
}

int AccessibleTarget::endIndex() const
{
    return m_answer.index().offsetOf({m_target.block, m_target.target.to});
}

} // namespace studio
