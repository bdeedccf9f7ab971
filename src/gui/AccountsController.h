#pragma once

#include "catalog/KeyCheck.h"
#include "gui/AccountCard.h"
#include "gui/MainWindow.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace studio
{

class Accounts;
class AccountsPage;
class ConnectDialog;
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

    /// For the status bar: the two services the program is made for, and every other connected one.
    QList<ConnectionState> connections() const;

signals:
    void accountsChanged();
    void failed(const studio::Error &error); ///< A server could not be added.

private:
    void connectPage();
    QString keychainProblem() const;
    void showAccounts();
    AccountRow rowFor(const Profile &profile) const;
    void testStored(const QString &provider);
    void testTyped(const Profile &profile, const QByteArray &key, ConnectDialog *dialog);
    QString resultText(const Profile &profile, const Result<KeyFacts> &outcome) const;
    void askForCredit(const QString &provider);
    void takeCredit(const Profile &profile, const Result<Credit> &credit);
    void forgetResults(const QString &provider);

    struct TestResult
    {
        Verdict verdict = Verdict::None;
        QString text;
    };

    struct CreditAnswer
    {
        TestResult failure = {}; ///< Or that it is being asked; nothing to say when there is a credit.
        std::optional<Credit> credit = {};
        QDateTime askedAt = {};
    };

    Accounts &m_accounts;
    Transport &m_transport;
    AccountsPage &m_page;
    QWidget &m_window;
    QHash<QString, TestResult> m_results;
    QHash<QString, CreditAnswer> m_credits;
};

} // namespace studio
