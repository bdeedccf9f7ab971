#include "gui/ConnectDialog.h"

#include "gui/DialogSize.h"
#include "gui/KeptFocus.h"
#include "gui/Theme.h"
#include "store/SecretStore.h"
#include "ui_ConnectDialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int lettersWide = 64;

/// parseSecret() speaks to developers; these are its sentences, for translators. One that is not here is
/// shown as it is.
[[maybe_unused]] constexpr const char *reasons[] = {
    QT_TRANSLATE_NOOP("studio::ConnectDialog", "the key has a line break inside"),
    QT_TRANSLATE_NOOP("studio::ConnectDialog", "the key has white space inside"),
    QT_TRANSLATE_NOOP("studio::ConnectDialog", "the key has an invisible character inside"),
    QT_TRANSLATE_NOOP("studio::ConnectDialog", "the key has a control character inside"),
    QT_TRANSLATE_NOOP("studio::ConnectDialog", "the key has a character inside that is not ASCII"),
    QT_TRANSLATE_NOOP("studio::ConnectDialog", "the key has quotation marks around it"),
};

} // namespace

ConnectDialog::ConnectDialog(const Profile &profile, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ConnectDialog>()), m_keyPage(profile.keyPage)
{
    m_ui->setupUi(this);
    setWindowTitle(tr("Connect %1").arg(profile.name));
    m_ui->keyPageButton->setText(tr("&Make a key at %1…").arg(m_keyPage.host()));
    m_ui->keyPageButton->setToolTip(m_keyPage.toDisplayString());
    m_ui->keyPageButton->setVisible(!m_keyPage.isEmpty());
    m_ui->signInButton->setText(tr("&Sign in with %1…").arg(profile.name));
    m_ui->signInButton->setToolTip(tr("Sign in with the browser; %1 makes a key for this program").arg(profile.name));
    m_ui->signInButton->setVisible(profile.signIn.has_value());
    m_ui->reasonLabel->setForegroundRole(QPalette::PlaceholderText);
    m_connectButton = m_ui->buttons->addButton(tr("&Connect"), QDialogButtonBox::AcceptRole);
    m_connectButton->setObjectName(u"connectButton"_s);
    m_connectButton->setDefault(true);
    setPrimary(*m_connectButton);

    connect(m_ui->keyField, &QLineEdit::textChanged, this, [this] { showTest(Verdict::None, {}); });
    connect(m_ui->testButton, &QPushButton::clicked, this, [this] { emit testRequested(key()); });
    connect(m_ui->signInButton, &QPushButton::clicked, this, &ConnectDialog::signInRequested);
    connect(m_ui->stopSignInButton, &QPushButton::clicked, this, &ConnectDialog::signInStopped);
    connect(m_ui->keyPageButton, &QPushButton::clicked, this, [this] { emit linkActivated(m_keyPage); });
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::connectAccount);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &ConnectDialog::reject);
    setKeychainProblem({});
    showSignIn(Verdict::None, {});
    showTest(Verdict::None, {});
    m_ui->keyField->setFocus();
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::showTest(Verdict verdict, const QString &text)
{
    m_ui->testLine->say(verdict, text);
    showWhatIsPossible();
}

void ConnectDialog::showSignIn(Verdict verdict, const QString &text)
{
    const bool isWaiting = verdict == Verdict::Working;
    m_ui->signInLine->say(verdict, text);
    m_ui->stopSignInButton->setVisible(isWaiting);
    setUsable(*m_ui->signInButton, !isWaiting);
    fitDialog(*this, lettersWide);
}

void ConnectDialog::setKeychainProblem(const QString &text)
{
    if (text.isEmpty()) {
        m_ui->placeLine->say(Verdict::Note, tr("The key will be kept in the system keychain, and nowhere else."));
    } else {
        m_ui->placeLine->say(Verdict::Look, tr("The system keychain cannot be used. The key will be kept in memory and is "
                                               "gone when the program ends. The keychain says: %1").arg(text));
    }
    fitDialog(*this, lettersWide);
}

void ConnectDialog::done(int result)
{
    // setText() also empties the field's undo history; clear() would not.
    m_ui->keyField->setText(QString());
    QDialog::done(result);
}

QByteArray ConnectDialog::key() const
{
    const Result<QByteArray> typed = parseSecret(m_ui->keyField->text());
    return typed ? *typed : QByteArray();
}

QString ConnectDialog::problem() const
{
    const Result<QByteArray> typed = parseSecret(m_ui->keyField->text());
    if (typed)
        return {};
    if (m_ui->keyField->text().trimmed().isEmpty())
        return tr("Type or paste a key first.");
    return tr("This cannot be used: %1.").arg(tr(typed.error().detail.toUtf8().constData()));
}

void ConnectDialog::showWhatIsPossible()
{
    const QString reason = problem();
    const bool hasKey = reason.isEmpty();
    m_ui->reasonLabel->setText(reason);
    m_connectButton->setEnabled(hasKey);
    m_connectButton->setAccessibleDescription(reason);
    setUsable(*m_ui->testButton, hasKey && m_ui->testLine->verdict() != Verdict::Working);
    m_ui->testButton->setAccessibleDescription(reason);
    fitDialog(*this, lettersWide);
}

void ConnectDialog::connectAccount()
{
    const QByteArray typed = key();
    if (typed.isEmpty())
        return;
    emit connectRequested(typed);
    accept();
}

} // namespace studio
