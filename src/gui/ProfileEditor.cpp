#include "gui/ProfileEditor.h"

#include "catalog/Accounts.h"
#include "gui/ErrorText.h"
#include "gui/ProfileDialog.h"

namespace studio
{

ProfileEditor::ProfileEditor(Accounts &accounts, QWidget &window)
    : m_accounts(accounts)
    , m_window(window)
{
}

void ProfileEditor::edit(const QString &provider)
{
    const auto profile = m_accounts.profile(provider);
    const auto text = m_accounts.profileText(provider);
    if (!text)
        emit failed(text.error());
    else if (profile && !profile->isBuiltIn)
        open(tr("Edit %1").arg(profile->name), *text, provider);
}

void ProfileEditor::copy(const QString &provider)
{
    if (const auto profile = m_accounts.profile(provider))
        open(tr("Copy of %1").arg(profile->name), m_accounts.copyText(provider), {});
}

void ProfileEditor::open(const QString &title, const QByteArray &text, const QString &replaced)
{
    const auto judge = [this, replaced](const QByteArray &typed) { return m_accounts.judgeProfile(typed, replaced); };
    auto *dialog = new ProfileDialog(title, text, judge, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_drafts.contains(title))
        dialog->setText(m_drafts[title]);
    connect(dialog, &ProfileDialog::rejected, this, [this, dialog, title, text] {
        if (dialog->text() == text)
            m_drafts.remove(title);
        else
            m_drafts[title] = dialog->text(); // Esc loses nothing
    });
    connect(dialog, &ProfileDialog::saveRequested, this, [this, dialog, title, replaced](const QByteArray &typed) {
        const auto saving = m_accounts.saveProfile(typed, replaced);
        if (!saving) {
            dialog->showFailure(errorText(saving.error()).text);
            return;
        }
        m_drafts.remove(title);
        dialog->accept();
        emit saved(saving->id);
    });
    dialog->open();
}

} // namespace studio
