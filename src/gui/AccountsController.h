#pragma once

#include "catalog/KeyCheck.h"
#include "gui/AccountCard.h"
#include "gui/CreditAsker.h"
#include "gui/MainWindow.h"
#include "gui/ProfileEditor.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace studio
{

class Accounts;
class AccountsPage;
class ConnectDialog;
class FoundServersDialog;
class Transport;
struct Profile;

/// Joins the page of accounts and its dialogs with the accounts.
class AccountsController : public QObject
{
    Q_OBJECT

public:
    /// Everything given outlives the controller. window: the parent of dialogs.
    AccountsController(Accounts &accounts, Transport &transport, AccountsPage &page, QWidget &window);

    /// Opens the dialog that asks for a provider's key.
    void askForKey(const QString &provider);
    void askForServer();

    /// Opens the dialog that lists the model servers on this computer, and searches.
    void findServers();
    void setSearchedPorts(const QList<quint16> &ports) { m_ports = ports; } ///< Instead of documentedPorts().

    /// Providers whose runs are measured by the balance.
    void setMeasured(const QSet<QString> &providers);
    const QSet<QString> &measured() const { return m_measured; }

    /// For the status bar: the two services the program is made for, and every other connected one.
    QList<ConnectionState> connections() const;

signals:
    void accountsChanged();
    void measuredChanged();
    void failed(const studio::Error &error); ///< A server could not be added or changed.

private:
    void connectPage();
    QString keychainProblem() const;
    void showAccounts();
    AccountRow rowFor(const Profile &profile) const;
    void chooseHost(const QString &provider, int host);
    void search(FoundServersDialog *dialog);
    void signIn(const Profile &profile, ConnectDialog *dialog);
    void testStored(const QString &provider);
    void testTyped(const Profile &profile, const QByteArray &key, ConnectDialog *dialog);
    QString resultText(const Profile &profile, const Result<KeyFacts> &outcome) const;
    void forgetResults(const QString &provider);

    struct TestResult
    {
        Verdict verdict = Verdict::None;
        QString text;
    };

    Accounts &m_accounts;
    Transport &m_transport;
    AccountsPage &m_page;
    QWidget &m_window;
    QList<quint16> m_ports;
    QHash<QString, TestResult> m_results;
    ProfileEditor m_profiles;
    CreditAsker m_credits;
    QSet<QString> m_measured;
};

} // namespace studio
