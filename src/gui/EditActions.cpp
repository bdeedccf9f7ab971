#include "gui/EditActions.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>

namespace studio
{

namespace
{

bool understands(const QWidget *widget, const QByteArray &slot)
{
    return widget != nullptr && widget->metaObject()->indexOfSlot(slot + "()") >= 0;
}

} // namespace

EditActions::EditActions(QObject *parent)
    : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *focused) { follow(focused); });
}

void EditActions::add(QAction &action, const QByteArray &slot)
{
    m_entries.append({&action, slot});
    action.setEnabled(understands(m_target, slot));
    connect(&action, &QAction::triggered, this, [this, slot] {
        if (understands(m_target, slot))
            QMetaObject::invokeMethod(m_target, slot.constData());
    });
}

void EditActions::follow(QWidget *focused)
{
    // An open menu takes the focus, and it is from there that these actions are chosen.
    if (focused == nullptr || qobject_cast<QMenu *>(focused) != nullptr ||
        qobject_cast<QMenuBar *>(focused) != nullptr)
        return;
    m_target = focused;
    for (const Entry &entry : m_entries)
        entry.action->setEnabled(understands(focused, entry.slot));
}

} // namespace studio
