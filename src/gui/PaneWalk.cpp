#include "gui/PaneWalk.h"

#include <QApplication>
#include <QWidget>

namespace studio
{

namespace
{

bool isStop(const QWidget &widget, const QWidget &pane)
{
    return (widget.focusPolicy() & Qt::TabFocus) && widget.isEnabled() && widget.isVisibleTo(&pane) &&
           pane.isAncestorOf(&widget);
}

} // namespace

PaneWalk::PaneWalk(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *focused) { remember(focused); });
}

void PaneWalk::add(QWidget &pane)
{
    m_panes.append({&pane, nullptr});
}

bool PaneWalk::enter(QWidget &pane, QWidget *remembered)
{
    if (remembered != nullptr && isStop(*remembered, pane)) {
        remembered->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (pane.focusPolicy() & Qt::TabFocus) {
        pane.setFocus(Qt::OtherFocusReason);
        return true;
    }
    for (QWidget *next = pane.nextInFocusChain(); next != nullptr && next != &pane;
         next = next->nextInFocusChain()) {
        if (isStop(*next, pane)) {
            next->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return false;
}

void PaneWalk::walk(int direction)
{
    const qsizetype count = m_panes.size();
    if (count == 0)
        return;
    qsizetype at = paneOf(QApplication::focusWidget());
    if (at < 0)
        at = direction > 0 ? count - 1 : 0;
    for (qsizetype step = 0; step < count; ++step) {
        at = (at + direction + count) % count;
        const Pane &next = m_panes.at(at);
        if (next.pane != nullptr && next.pane->isVisible() && enter(*next.pane, next.lastFocus))
            return;
    }
}

qsizetype PaneWalk::paneOf(const QWidget *widget) const
{
    for (qsizetype i = 0; widget != nullptr && i < m_panes.size(); ++i) {
        const QWidget *pane = m_panes.at(i).pane;
        if (pane == widget || (pane != nullptr && pane->isAncestorOf(widget)))
            return i;
    }
    return -1;
}

void PaneWalk::remember(QWidget *focused)
{
    const qsizetype at = paneOf(focused);
    if (at >= 0)
        m_panes[at].lastFocus = focused;
}

} // namespace studio
