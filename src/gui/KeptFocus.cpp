#include "gui/KeptFocus.h"

#include <QVariant>
#include <QWidget>

namespace studio
{

namespace
{

constexpr auto awaitsFocus = "studioAwaitsFocus";

} // namespace

void setUsable(QWidget &control, bool isUsable)
{
    if (control.isEnabledTo(control.parentWidget()) == isUsable)
        return;
    QWidget &rest = *control.parentWidget();
    if (!isUsable && control.hasFocus()) {
        control.setProperty(awaitsFocus, true);
        rest.setFocus(Qt::OtherFocusReason);
    }
    control.setEnabled(isUsable);
    if (!isUsable || !control.property(awaitsFocus).toBool())
        return;
    control.setProperty(awaitsFocus, false);
    if (rest.hasFocus())
        control.setFocus(Qt::OtherFocusReason);
}

} // namespace studio
