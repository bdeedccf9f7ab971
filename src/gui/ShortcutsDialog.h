#pragma once

#include <QDialog>

#include <memory>

class QAction;
class QMenuBar;

namespace studio
{

namespace Ui
{
class ShortcutsDialog;
}

/// The keys of the program, read from its menus, and the few that are not in a menu.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QMenuBar &menus, QWidget *parent = nullptr);
    ~ShortcutsDialog() override;

private:
    void addActions(const QList<QAction *> &actions);
    void addRow(const QString &keys, const QString &what);

    std::unique_ptr<Ui::ShortcutsDialog> m_ui;
};

} // namespace studio
