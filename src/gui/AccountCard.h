#pragma once

#include "gui/VerdictLine.h"

#include <memory>

namespace studio
{

namespace Ui
{
class AccountCard;
}

/// How a provider stands, and where its key is.
enum class AccountState {
    KeyInKeychain,
    KeyForSession, ///< No keychain: in memory until the program ends.
    NoAccount,
    NoKeyNeeded,
};

/// What the page of accounts shows of one provider.
struct AccountRow
{
    QString id;
    QString name;
    QString address = {};              ///< Shown below the name; empty for none.
    QStringList hosts = {};            ///< Addresses to choose from, in words; shown instead of the address.
    int host = -1;                     ///< Which of them is in use; -1 for another one.
    AccountState state = AccountState::NoAccount;
    bool isBuiltIn = true;             ///< False: a server of the user's own, which can be removed.
    Verdict test = Verdict::None;      ///< The last test's result.
    QString testText = {};             ///< In words: "Tested: works, 12 models."
    Verdict credit = Verdict::None;    ///< What is left, as far as somebody asked.
    QString creditText = {};           ///< In words: "$4.20 left, asked at 14:05".
    bool tellsCredit = false;          ///< The provider can be asked what is left.
    bool canMeasure = false;           ///< A run's cost can be told only by what is left before and after it.
    bool isMeasured = false;           ///< And is.

    bool operator==(const AccountRow &) const = default;
};

/// One provider on the page of accounts, with what can be done about it.
class AccountCard : public QWidget
{
    Q_OBJECT

public:
    explicit AccountCard(const AccountRow &row, QWidget *parent = nullptr);
    ~AccountCard() override;

    void setRow(const AccountRow &row);
    const AccountRow &row() const { return m_row; }

    /// Puts this card's buttons behind a widget in the Tab order; returns the last of them.
    QWidget *continueTabOrder(QWidget *before);

signals:
    void connectRequested(const QString &id); ///< Also to change the key.
    void testRequested(const QString &id);
    void creditRequested(const QString &id);  ///< To ask what is left.
    void forgetRequested(const QString &id);  ///< The key.
    void removeRequested(const QString &id);  ///< The server, with its key.
    void editRequested(const QString &id);    ///< The profile.
    void copyRequested(const QString &id);    ///< The profile.
    void measureChosen(const QString &id, bool isMeasured);
    void hostChosen(const QString &id, int host);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showState();
    void showHosts();
    void showButtons();
    void showCreditButton(bool isConnected);

    std::unique_ptr<Ui::AccountCard> m_ui;
    AccountRow m_row;
};

} // namespace studio
