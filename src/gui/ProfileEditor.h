#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>

class QWidget;

namespace studio
{

class Accounts;
struct Error;

/// Edits the user's profiles of providers, and copies of all, each in a dialog of its own. What was typed and not saved
/// is there again the next time.
///
/// Belongs to the AccountsController.
class ProfileEditor : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it. window: the parent of dialogs.
    ProfileEditor(Accounts &accounts, QWidget &window);

    void edit(const QString &provider);
    void copy(const QString &provider);

signals:
    void saved(const QString &provider);
    void failed(const studio::Error &error); ///< A profile's file could not be read.

private:
    void open(const QString &title, const QByteArray &text, const QString &replaced);

    Accounts &m_accounts;
    QWidget &m_window;
    QHash<QString, QByteArray> m_drafts; ///< By the dialog's title.
};

} // namespace studio
