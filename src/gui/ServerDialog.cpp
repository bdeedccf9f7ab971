#include "gui/ServerDialog.h"

#include "core/Request.h"
#include "gui/DialogSize.h"
#include "gui/Theme.h"
#include "ui_ServerDialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// parseBaseUrl() speaks to developers; these are its sentences, for translators. One that is not here is
/// shown as it is.
[[maybe_unused]] constexpr const char *reasons[] = {
    QT_TRANSLATE_NOOP("studio::ServerDialog", "the address must start with https:// or http://"),
    QT_TRANSLATE_NOOP("studio::ServerDialog", "the address has no host"),
    QT_TRANSLATE_NOOP("studio::ServerDialog", "a name or password does not belong in the address"),
    QT_TRANSLATE_NOOP("studio::ServerDialog", "the address must not contain ? or #"),
    QT_TRANSLATE_NOOP("studio::ServerDialog",
                      "plain http would show the key to the network; only this computer may be reached without https"),
};

} // namespace

ServerDialog::ServerDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::ServerDialog>())
{
    m_ui->setupUi(this);
    m_addButton = m_ui->buttons->addButton(tr("A&dd"), QDialogButtonBox::AcceptRole);
    m_addButton->setObjectName(u"addButton"_s);
    m_addButton->setDefault(true);
    setPrimary(*m_addButton);
    connect(m_ui->addressField, &QLineEdit::textChanged, this, &ServerDialog::readAddress);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ServerDialog::addServer);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &ServerDialog::reject);
    connect(m_ui->findButton, &QPushButton::clicked, this, [this] {
        reject();
        emit searchRequested();
    });
    readAddress();
    m_ui->addressField->setFocus();
}

ServerDialog::~ServerDialog() = default;

void ServerDialog::readAddress()
{
    const QString typed = m_ui->addressField->text().trimmed();
    const Result<QUrl> base = parseBaseUrl(typed);
    m_base = base ? *base : QUrl();
    if (typed.isEmpty()) {
        m_ui->addressLine->say(Verdict::Plain, tr("What will be called is shown here while you type."));
    } else if (base) {
        const QUrl called = Request{.base = *base, .path = u"/chat/completions"_s}.url();
        m_ui->addressLine->say(Verdict::Passed, tr("Will call %1").arg(QString::fromLatin1(called.toEncoded())));
    } else {
        m_ui->addressLine->say(Verdict::Failed, tr("Cannot be used: %1.").arg(tr(base.error().detail.toUtf8().constData())));
    }
    m_ui->nameField->setPlaceholderText(m_base.host());
    m_addButton->setEnabled(!m_base.isEmpty());
    m_addButton->setAccessibleDescription(m_base.isEmpty() ? m_ui->addressLine->text() : QString());
    fitDialog(*this, 72);
}

void ServerDialog::addServer()
{
    if (m_base.isEmpty())
        return;
    const QString name = m_ui->nameField->text().trimmed();
    emit serverAdded(name.isEmpty() ? m_base.host() : name, m_base, m_ui->keyBox->isChecked());
    accept();
}

} // namespace studio
