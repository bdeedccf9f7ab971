#pragma once

#include "gui/AccountCard.h"

#include <QList>

namespace studio
{

namespace Ui
{
class AccountsPage;
}

/// The providers, how they stand, and where their keys live. Knows no key.
class AccountsPage : public QWidget
{
    Q_OBJECT

public:
    explicit AccountsPage(QWidget *parent = nullptr);
    ~AccountsPage() override;

    /// All of them, in the order they are shown. Rows that stay keep the keyboard's focus.
    void setProfiles(const QList<AccountRow> &rows);

    /// The result of one provider's test, in place. Nothing happens for an id that is not shown.
    void showTest(const QString &id, Verdict verdict, const QString &text);

    /// Why the system's keychain cannot be used, in its own words; empty while it can.
    void setKeychainProblem(const QString &text);

    /// Files of profiles that were left out, one "name: reason" each.
    void setRefusedFiles(const QStringList &files);

signals:
    void connectRequested(const QString &id);
    void testRequested(const QString &id);
    void creditRequested(const QString &id);
    void forgetRequested(const QString &id);
    void removeRequested(const QString &id);
    void editRequested(const QString &id);
    void copyRequested(const QString &id);
    void measureChosen(const QString &id, bool isMeasured);
    void hostChosen(const QString &id, int host);
    void addServerRequested();
    void findServersRequested();

private:
    AccountCard *cardOf(const QString &id) const;
    AccountCard *addCard(const AccountRow &row);

    std::unique_ptr<Ui::AccountsPage> m_ui;
    QList<AccountCard *> m_cards; ///< Children of the scroll area.
};

} // namespace studio
