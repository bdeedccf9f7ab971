#pragma once

#include <QDialog>
#include <QUrl>

#include <memory>

class QPushButton;

namespace studio
{

namespace Ui
{
class ServerDialog;
}

/// Adds an OpenAI-compatible server by its address, and shows while one types what will really be called.
/// Shown with open(). Calls nothing.
class ServerDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ServerDialog(QWidget *parent = nullptr);
    ~ServerDialog() override;

signals:
    void serverAdded(const QString &name, const QUrl &base, bool needsKey);
    void searchRequested(); ///< The dialog closes before it.

private:
    void readAddress();
    void addServer();

    std::unique_ptr<Ui::ServerDialog> m_ui;
    QPushButton *m_addButton; ///< In the form's button box.
    QUrl m_base;              ///< Empty while the address cannot be used.
};

} // namespace studio
