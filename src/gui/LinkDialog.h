#pragma once

#include <QDialog>
#include <QUrl>

#include <memory>

namespace studio
{

namespace Ui
{
class LinkDialog;
}

/// Shows where a link really leads before anything opens. Shown with open(); the opening is done elsewhere.
class LinkDialog : public QDialog
{
    Q_OBJECT

public:
    explicit LinkDialog(const QUrl &link, QWidget *parent = nullptr);
    ~LinkDialog() override;

signals:
    void openRequested(const QUrl &link);

private:
    void addButtons();
    void fitAddress();
    QString warning() const;

    std::unique_ptr<Ui::LinkDialog> m_ui;
    QUrl m_link;
    QString m_address; ///< Every byte as it would be sent, the host in its ASCII form.
};

} // namespace studio
