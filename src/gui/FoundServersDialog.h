#pragma once

#include "catalog/ServerSearch.h"

#include <QDialog>

#include <memory>

class QPushButton;

namespace studio
{

class FoundServerCard;

namespace Ui
{
class FoundServersDialog;
}

/// Lists the model servers on this computer as a search finds them, each with a button that adds it. Shown with
/// open(). Searches and adds nothing itself.
class FoundServersDialog : public QDialog
{
    Q_OBJECT

public:
    /// ports: which are asked, for its words.
    explicit FoundServersDialog(const QList<quint16> &ports, QWidget *parent = nullptr);
    ~FoundServersDialog() override;

    /// A search begins: nothing is found yet.
    void begin();
    void addServer(const FoundServer &server, bool isAdded);
    void setAdded(const QUrl &base);

    /// The search is over.
    void end();
    void showFailure(const QString &text);

signals:
    void searchRequested();
    void addRequested(const studio::FoundServer &server);

private:
    void fit();

    std::unique_ptr<Ui::FoundServersDialog> m_ui;
    QList<quint16> m_ports;
    QPushButton *m_againButton; ///< In the form's button box.
    QList<FoundServerCard *> m_cards; ///< Children of the scroll area.
};

} // namespace studio
