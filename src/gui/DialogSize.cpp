#include "gui/DialogSize.h"

#include <QDialog>
#include <QLayout>

namespace studio
{

void fitDialog(QDialog &dialog, int letters)
{
    // From the inside out: a hidden dialog's layouts do not hear of changed words by themselves.
    const QList<QWidget *> inner = dialog.findChildren<QWidget *>();
    for (auto widget = inner.crbegin(); widget != inner.crend(); ++widget) {
        if ((*widget)->layout())
            (*widget)->layout()->activate();
    }
    dialog.layout()->invalidate();
    dialog.layout()->activate();
    const int width = qMax(dialog.fontMetrics().averageCharWidth() * letters, dialog.layout()->minimumSize().width());
    dialog.setMinimumSize(width, dialog.layout()->totalHeightForWidth(width));
    if (!dialog.isVisible())
        dialog.resize(dialog.minimumSize());
}

} // namespace studio
