#include "gui/AccountsController.h"

#include "catalog/Accounts.h"
#include "catalog/KeyCheck.h"
#include "catalog/ServerSearch.h"
#include "catalog/SignIn.h"
#include "gui/AccountsPage.h"
#include "gui/ConnectDialog.h"
#include "gui/CreditText.h"
#include "gui/ErrorText.h"
#include "gui/FoundServersDialog.h"
#include "gui/OpenWeb.h"
#include "gui/ServerDialog.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Why a sign-in brought no key.
QString signInText(const Error &error, const Profile &profile)
{
    const bool isBefore = error.status == 0; // nobody was asked for the key yet
    if (isBefore && error.kind == ErrorKind::Forbidden)
        return AccountsController::tr("The sign-in was declined in the browser, so no key was made.");
    if (isBefore && error.kind == ErrorKind::IdleTimeout)
        return AccountsController::tr("Nobody signed in within ten minutes, so no key was made.");
    if (isBefore && error.kind == ErrorKind::Rejected)
        return AccountsController::tr("This computer gave no port for the browser’s way back: %1").arg(error.detail);
    if (error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::BadRequest) {
        return AccountsController::tr("%1 did not accept the sign-in (%2), so no key was made. Start it again.")
            .arg(profile.name).arg(error.status);
    }
    return errorText(error, {profile.name}).text;
}

} // namespace

AccountsController::AccountsController(Accounts &accounts, Transport &transport, AccountsPage &page, QWidget &window)
    : QObject(&window)
    , m_accounts(accounts)
    , m_transport(transport)
    , m_page(page)
    , m_window(window)
    , m_ports(documentedPorts())
    , m_profiles(accounts, window)
    , m_credits(accounts, transport)
{
    connectPage();
    connect(&m_credits, &CreditAsker::changed, this, &AccountsController::showAccounts);
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
    connect(&m_page, &AccountsPage::findServersRequested, this, &AccountsController::findServers);
    connect(&m_page, &AccountsPage::testRequested, this, &AccountsController::testStored);
    connect(&m_page, &AccountsPage::creditRequested, &m_credits, &CreditAsker::ask);
    connect(&m_page, &AccountsPage::forgetRequested, this, [this](const QString &provider) {
        forgetResults(provider);
        m_accounts.forgetAccount(provider);
    });
    connect(&m_page, &AccountsPage::editRequested, &m_profiles, &ProfileEditor::edit);
    connect(&m_page, &AccountsPage::copyRequested, &m_profiles, &ProfileEditor::copy);
    connect(&m_profiles, &ProfileEditor::failed, this, &AccountsController::failed);
    connect(&m_profiles, &ProfileEditor::saved, this, [this](const QString &provider) {
        m_results.remove(provider);
        showAccounts();
    });
    connect(&m_page, &AccountsPage::measureChosen, this, [this](const QString &provider, bool isMeasured) {
        QSet<QString> measured = m_measured;
        isMeasured ? void(measured.insert(provider)) : void(measured.remove(provider));
        setMeasured(measured);
    });
    connect(&m_page, &AccountsPage::hostChosen, this, &AccountsController::chooseHost);
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
    m_page.setRefusedFiles(m_accounts.problems());
    emit accountsChanged();
}

void AccountsController::setMeasured(const QSet<QString> &providers)
{
    if (providers == m_measured)
        return;
    m_measured = providers;
    showAccounts();
    emit measuredChanged();
}

AccountRow AccountsController::rowFor(const Profile &profile) const
{
    AccountRow row{.id = profile.id, .name = profile.name, .address = profile.base.toString(), .isBuiltIn = profile.isBuiltIn};
    for (const Host &host : profile.hosts) {
        if (host.base == profile.base)
            row.host = int(row.hosts.size());
        //: The name of an address, and the address: "Web host: https://..."
        row.hosts << tr("%1: %2").arg(host.name, host.base.toString());
    }
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
    const CreditAsker::Answer credit = m_credits.answerOf(profile.id);
    row.credit = credit.verdict;
    row.creditText = credit.text;
    row.tellsCredit = !profile.accountPath.isEmpty();
    row.canMeasure = row.tellsCredit && profile.generationPath.isEmpty();
    row.isMeasured = m_measured.contains(profile.id);
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
    connect(dialog, &ConnectDialog::signInRequested, this, [this, dialog, profile] { signIn(*profile, dialog); });
    connect(dialog, &ConnectDialog::testRequested, this, [this, dialog, profile](const QByteArray &key) {
        testTyped(*profile, key, dialog);
    });
    connect(dialog, &ConnectDialog::connectRequested, this, [this, provider](const QByteArray &key) {
        forgetResults(provider);
        m_accounts.connectAccount(provider, key);
    });
    dialog->open();
}

void AccountsController::signIn(const Profile &profile, ConnectDialog *dialog)
{
    const QString page = tr("You can close this page and go back to Signalbox Studio.");
    auto *signIn = new SignIn(m_transport, m_accounts, profile, page, dialog); // ends with the dialog
    connect(signIn, &SignIn::pageNeeded, dialog, [dialog](const QUrl &link) { openWeb(link, dialog); });
    connect(signIn, &SignIn::cameBack, dialog, [dialog, profile] {
        dialog->showSignIn(Verdict::Working, tr("Asking %1 for the key …").arg(profile.name));
    });
    connect(dialog, &ConnectDialog::signInStopped, signIn, &SignIn::cancel);
    connect(signIn, &SignIn::finished, dialog, [this, signIn, dialog, profile](const Result<void> &outcome) {
        signIn->deleteLater();
        if (outcome) {
            m_results.remove(profile.id);
            dialog->accept();
        } else if (outcome.error().kind == ErrorKind::Cancelled) {
            dialog->showSignIn(Verdict::None, {});
        } else {
            dialog->showSignIn(Verdict::Failed, signInText(outcome.error(), profile));
        }
    });
    dialog->showSignIn(Verdict::Working, tr("Waiting for you to sign in with the browser, for ten minutes at most …"));
    signIn->start();
}

void AccountsController::findServers()
{
    auto *dialog = new FoundServersDialog(m_ports, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FoundServersDialog::searchRequested, this, [this, dialog] { search(dialog); });
    connect(dialog, &FoundServersDialog::addRequested, this, [this, dialog](const FoundServer &server) {
        const auto added = m_accounts.addServer(server);
        if (added)
            dialog->setAdded(server.base);
        else
            dialog->showFailure(errorText(added.error()).text);
    });
    dialog->open();
    search(dialog);
}

void AccountsController::search(FoundServersDialog *dialog)
{
    dialog->begin();
    auto *search = new ServerSearch(m_transport, m_ports, dialog); // ends with the dialog
    connect(search, &ServerSearch::serverFound, dialog, [this, dialog](const FoundServer &server) {
        dialog->addServer(server, m_accounts.hasServer(server.base));
    });
    connect(search, &ServerSearch::finished, dialog, [dialog, search] {
        search->deleteLater();
        dialog->end();
    });
    search->start();
}

void AccountsController::askForServer()
{
    auto *dialog = new ServerDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ServerDialog::searchRequested, this, &AccountsController::findServers);
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

void AccountsController::chooseHost(const QString &provider, int host)
{
    const auto profile = m_accounts.profile(provider);
    if (!profile || host < 0 || host >= profile->hosts.size())
        return;
    m_results.remove(provider);
    if (auto chosen = m_accounts.chooseHost(provider, profile->hosts[host].base); !chosen) {
        emit failed(chosen.error());
        showAccounts();
    }
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
            m_credits.take(*profile, *outcome->credit);
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

void AccountsController::forgetResults(const QString &provider)
{
    m_results.remove(provider);
    m_credits.forget(provider);
}

} // namespace studio
