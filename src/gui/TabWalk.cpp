#include "gui/TabWalk.h"

#include <QWidget>

namespace studio
{

void placeInTabWalk(QWidget &before, QWidget &widget)
{
    // Qt keeps a place for every widget but moves none behind one that takes no focus.
    const Qt::FocusPolicy policy = before.focusPolicy();
    if (policy == Qt::NoFocus)
        before.setFocusPolicy(Qt::TabFocus);
    QWidget::setTabOrder(&before, &widget);
    before.setFocusPolicy(policy);
}

QWidget &placeAllInTabWalk(QWidget &before, const QWidget &view)
{
    QWidget *last = &before;
    for (QWidget *each : view.findChildren<QWidget *>()) {
        if (!(each->focusPolicy() & Qt::TabFocus) || each->isWindow())
            continue;
        placeInTabWalk(*last, *each);
        last = each;
    }
    return *last;
}

} // namespace studio
