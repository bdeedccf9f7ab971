#pragma once

#include "gui/VerdictLine.h"
#include "providers/Profile.h"

#include <QDialog>

#include <memory>

class QPushButton;

namespace studio
{

namespace Ui
{
class ConnectDialog;
}

/// Asks for the key of one provider. Shown with open().
///
/// Sends nothing by itself: a test happens when it is asked for, never while somebody types. The key leaves
/// the field when the dialog closes.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectDialog(const Profile &profile, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// What came of the test, in words. While Working, no other can be asked for.
    void showTest(Verdict verdict, const QString &text);

    /// How the sign-in stands, in words; None hides them. While Working, it can only be stopped.
    void showSignIn(Verdict verdict, const QString &text);

    /// Why the system's keychain cannot be used; empty while it can. Says where the key will be kept.
    void setKeychainProblem(const QString &text);

    void done(int result) override;

signals:
    void testRequested(const QByteArray &key);
    void connectRequested(const QByteArray &key); ///< The dialog closes with it.
    void signInRequested();                       ///< With the browser, instead of typing a key.
    void signInStopped();
    void linkActivated(const QUrl &page);         ///< Where a key is made. Opened elsewhere.

private:
    QByteArray key() const;   ///< Empty while what was typed cannot be one.
    QString problem() const;  ///< Why not.
    void showWhatIsPossible();
    void connectAccount();

    std::unique_ptr<Ui::ConnectDialog> m_ui;
    QPushButton *m_connectButton; ///< In the form's button box.
    QUrl m_keyPage;
};

} // namespace studio
