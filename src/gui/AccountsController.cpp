#include "gui/AccountsController.h"

#include "catalog/Accounts.h"
#include "gui/AccountsPage.h"
#include "gui/ConnectDialog.h"
#include "gui/CreditText.h"
#include "gui/ErrorText.h"
#include "gui/OpenWeb.h"
#include "gui/ServerDialog.h"

using namespace Qt::StringLiterals;

namespace studio
{

AccountsController::AccountsController(Accounts &accounts, Transport &transport, AccountsPage &page, QWidget &window)
    : QObject(&window)
    , m_accounts(accounts)
    , m_transport(transport)
    , m_page(page)
    , m_window(window)
{
    connectPage();
    connect(&m_accounts, &Accounts::profilesChanged, this, &AccountsController::showAccounts);
    connect(&m_accounts, &Accounts::keyStateChanged, this, &AccountsController::showAccounts);
    connect(&m_accounts, &Accounts::secretFailed, this, [this](const QString &provider, const Error &error) {
        m_results[provider] = {Verdict::Failed, errorText(error).text};
        showAccounts();
    });
    showAccounts();
}

void AccountsController::connectPage()
{
    connect(&m_page, &AccountsPage::connectRequested, this, &AccountsController::askForKey);
    connect(&m_page, &AccountsPage::addServerRequested, this, &AccountsController::askForServer);
    connect(&m_page, &AccountsPage::testRequested, this, &AccountsController::testStored);
    connect(&m_page, &AccountsPage::creditRequested, this, &AccountsController::askForCredit);
    connect(&m_page, &AccountsPage::forgetRequested, this, [this](const QString &provider) {
        forgetResults(provider);
        m_accounts.forgetAccount(provider);
    });
    connect(&m_page, &AccountsPage::removeRequested, this, [this](const QString &provider) {
        forgetResults(provider);
        if (auto removed = m_accounts.removeServer(provider); !removed) {
            m_results[provider] = {Verdict::Failed, errorText(removed.error()).text};
            showAccounts();
        }
    });
}

void AccountsController::showAccounts()
{
    QList<AccountRow> rows;
    for (const Profile &profile : m_accounts.profiles()) {
        if (profile.id != "practice"_L1)
            rows << rowFor(profile);
    }
    m_page.setProfiles(rows);
    m_page.setKeychainProblem(keychainProblem());
    emit accountsChanged();
}

AccountRow AccountsController::rowFor(const Profile &profile) const
{
    AccountRow row{profile.id, profile.name, profile.base.toString(), AccountState::NoAccount, profile.isBuiltIn};
    switch (m_accounts.keyState(profile.id)) {
    case Accounts::KeyState::Connected:
        row.state = m_accounts.secrets().place() == SecretStore::Place::Keychain ? AccountState::KeyInKeychain
                                                                                 : AccountState::KeyForSession;
        break;
    case Accounts::KeyState::NotNeeded:
        row.state = AccountState::NoKeyNeeded;
        break;
    case Accounts::KeyState::Unknown:
    case Accounts::KeyState::Missing:
        break;
    }
    const TestResult result = m_results.value(profile.id);
    row.test = result.verdict;
    row.testText = result.text;
    const CreditAnswer answer = m_credits.value(profile.id);
    row.credit = answer.credit ? Verdict::Plain : answer.failure.verdict;
    row.creditText = answer.credit ? creditText(*answer.credit, answer.askedAt, QDateTime::currentDateTime())
                                   : answer.failure.text;
    row.tellsCredit = !profile.accountPath.isEmpty();
    return row;
}

QString AccountsController::keychainProblem() const
{
    const SecretStore &secrets = m_accounts.secrets();
    const bool isUnused = secrets.place() == SecretStore::Place::Memory && secrets.keychainProblem().isEmpty();
    return isUnused ? tr("it is not used in this session") : secrets.keychainProblem();
}

QList<ConnectionState> AccountsController::connections() const
{
    QList<ConnectionState> connections;
    for (const Profile &profile : m_accounts.profiles()) {
        const bool isConnected = m_accounts.keyState(profile.id) == Accounts::KeyState::Connected;
        const bool isAlwaysShown = profile.id == "openrouter"_L1 || profile.id == "wisgate"_L1;
        if (isAlwaysShown || (isConnected && profile.id != "practice"_L1))
            connections << ConnectionState{profile.name, isConnected};
    }
    return connections;
}

void AccountsController::askForKey(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile)
        return;
    auto *dialog = new ConnectDialog(*profile, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setKeychainProblem(keychainProblem());
    connect(dialog, &ConnectDialog::linkActivated, dialog, [dialog](const QUrl &page) { openWeb(page, dialog); });
    connect(dialog, &ConnectDialog::testRequested, this, [this, dialog, profile](const QByteArray &key) {
        testTyped(*profile, key, dialog);
    });
    connect(dialog, &ConnectDialog::connectRequested, this, [this, provider](const QByteArray &key) {
        forgetResults(provider);
        m_accounts.connectAccount(provider, key);
    });
    dialog->open();
}

void AccountsController::askForServer()
{
    auto *dialog = new ServerDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ServerDialog::serverAdded, this,
            [this](const QString &name, const QUrl &base, bool needsKey) {
                const auto added = m_accounts.addServer(name, base, needsKey);
                if (!added)
                    emit failed(added.error());
                else if (needsKey)
                    askForKey(added->id);
            });
    dialog->open();
}

void AccountsController::testTyped(const Profile &profile, const QByteArray &key, ConnectDialog *dialog)
{
    dialog->showTest(Verdict::Working, tr("Asking %1 …").arg(profile.name));
    auto *check = new KeyCheck(m_transport, profile, dialog); // ends with the dialog
    connect(check, &KeyCheck::finished, dialog,
            [this, profile, dialog, check](const Result<KeyFacts> &outcome) {
                QString text = resultText(profile, outcome);
                const QDateTime now = QDateTime::currentDateTime();
                if (outcome && outcome->credit)
                    text += u' ' + tr("%1 says: %2.").arg(profile.name, creditText(*outcome->credit, now, now));
                dialog->showTest(outcome ? Verdict::Passed : Verdict::Failed, text);
                check->deleteLater();
            });
    check->start(key);
}

void AccountsController::testStored(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile)
        return;
    m_page.showTest(provider, Verdict::Working, tr("Asking %1 …").arg(profile->name));
    auto *check = new KeyCheck(m_transport, *profile, this);
    const auto conclude = [this, profile, check](const Result<KeyFacts> &outcome) {
        m_results[profile->id] = {outcome ? Verdict::Passed : Verdict::Failed, resultText(*profile, outcome)};
        if (outcome && outcome->credit)
            takeCredit(*profile, *outcome->credit);
        showAccounts();
        check->deleteLater();
    };
    connect(check, &KeyCheck::finished, this, conclude);
    m_accounts.withSecret(*profile, check, [check, conclude](const Result<QByteArray> &secret) {
        if (secret)
            check->start(*secret);
        else
            conclude(secret.error()); // nothing is known of the key, so nobody is asked
    });
}

QString AccountsController::resultText(const Profile &profile, const Result<KeyFacts> &outcome) const
{
    if (!outcome)
        return errorText(outcome.error(), {profile.name}).text;
    return outcome->models ? tr("Tested: works, %n model(s).", nullptr, int(*outcome->models))
                           : tr("Tested: the key works.");
}

void AccountsController::askForCredit(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile || profile->accountPath.isEmpty())
        return;
    m_credits[provider] = {{Verdict::Working, tr("Asking %1 …").arg(profile->name)}};
    showAccounts();
    auto *fetch = new AccountFetch(m_transport, *profile, this);
    const auto conclude = [this, profile, fetch](const Result<Credit> &credit) {
        fetch->deleteLater();
        if (!m_credits.contains(profile->id))
            return; // asked with a key that is gone by now
        takeCredit(*profile, credit);
        showAccounts();
    };
    connect(fetch, &AccountFetch::finished, this, conclude);
    m_accounts.withSecret(*profile, fetch, [fetch, conclude](const Result<QByteArray> &secret) {
        if (secret)
            fetch->start(*secret);
        else
            conclude(secret.error());
    });
}

void AccountsController::takeCredit(const Profile &profile, const Result<Credit> &credit)
{
    if (credit)
        m_credits[profile.id] = {{}, *credit, QDateTime::currentDateTime()};
    else
        m_credits[profile.id] = {{Verdict::Failed, errorText(credit.error(), {profile.name}).text}};
}

void AccountsController::forgetResults(const QString &provider)
{
    m_results.remove(provider);
    m_credits.remove(provider);
}

} // namespace studio
