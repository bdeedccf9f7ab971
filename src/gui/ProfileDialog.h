#pragma once

#include "core/Result.h"
#include "providers/Profile.h"

#include <QDialog>

#include <functional>
#include <memory>

class QPushButton;

namespace studio
{

namespace Ui
{
class ProfileDialog;
}

/// Edits one profile as JSON and says while one types whether it can be saved, or which field is wrong. Shown
/// with open(). Saves nothing itself, and stays open until whoever does calls accept().
class ProfileDialog : public QDialog
{
    Q_OBJECT

public:
    using Judge = std::function<Result<Profile>(const QByteArray &text)>;

    /// original: what Reset brings back. judge: whether a text can be saved.
    ProfileDialog(const QString &title, const QByteArray &original, Judge judge, QWidget *parent = nullptr);
    ~ProfileDialog() override;

    /// What was typed in an earlier dialog and not saved.
    void setText(const QByteArray &text);
    QByteArray text() const;

    /// Why it could not be saved.
    void showFailure(const QString &text);

signals:
    void saveRequested(const QByteArray &text);

private:
    void showVerdict();

    std::unique_ptr<Ui::ProfileDialog> m_ui;
    QByteArray m_original;
    Judge m_judge;
    QPushButton *m_saveButton; ///< In the form's button box.
};

} // namespace studio
