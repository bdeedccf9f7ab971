#pragma once

#include "providers/UserFacts.h"

#include <QDialog>

#include <memory>

class QLineEdit;

namespace studio
{

namespace Ui
{
class CorrectDialog;
}

/// Asks what a provider's list has wrong about one model. An empty field leaves the list as it is.
class CorrectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CorrectDialog(const Model &model, QWidget *parent = nullptr);
    ~CorrectDialog() override;

    void setProblem(const QString &text); ///< Why it could not be kept.

signals:
    void factsGiven(const studio::UserFacts &facts); ///< Nothing in them: the list counts again.

private:
    void showFacts(const UserFacts &facts);
    void give();

    std::unique_ptr<Ui::CorrectDialog> m_ui;
    QList<UnitPrice> m_others; ///< Prices of the user's that no field shows: of sizes.
};

} // namespace studio
