#include "gui/ShortcutsDialog.h"

#include "gui/RunColumn.h"

#include "ui_ShortcutsDialog.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace studio
{

ShortcutsDialog::ShortcutsDialog(const QMenuBar &menus, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(this);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    addRow(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText), tr("Run"));
    addRow(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText), tr("Stop this answer"));
    addRow(QKeySequence(Qt::SHIFT | Qt::Key_Escape).toString(QKeySequence::NativeText),
           tr("Stop all answers"));
    addRow(QKeySequence(RunColumn::maximiseKeys).toString(QKeySequence::NativeText), tr("Show only this column"));
    addRow(QKeySequence(Qt::CTRL | Qt::Key_PageDown).toString(QKeySequence::NativeText), tr("Next column"));
    addRow(QKeySequence(Qt::CTRL | Qt::Key_PageUp).toString(QKeySequence::NativeText), tr("Previous column"));
    addRow(QKeySequence(Qt::Key_S).toString(QKeySequence::NativeText), tr("Scroll answers together"));
    addActions(menus.actions());
    m_ui->keys->resizeColumnToContents(0);
    m_ui->keys->setCurrentItem(m_ui->keys->topLevelItem(0));
}

ShortcutsDialog::~ShortcutsDialog() = default;

void ShortcutsDialog::addActions(const QList<QAction *> &actions)
{
    for (const QAction *action : actions) {
        if (const QMenu *menu = action->menu())
            addActions(menu->actions());
        else if (!action->shortcut().isEmpty())
            addRow(action->shortcut().toString(QKeySequence::NativeText), action->text().remove(u'&'));
    }
}

void ShortcutsDialog::addRow(const QString &keys, const QString &what)
{
    m_ui->keys->addTopLevelItem(new QTreeWidgetItem({keys, what}));
}

} // namespace studio
