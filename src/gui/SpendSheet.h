#pragma once

#include "core/Media.h"
#include "core/Money.h"

#include <QDialog>

#include <memory>

namespace studio
{

namespace Ui
{
class SpendSheet;
}

/// One column that is about to be sent.
struct SpendLine
{
    QChar letter;
    QString model;
    std::optional<MediaKind> makes = {}; ///< Nothing: text.
    int count = 1;
    QString unitPrice = {}; ///< "$0.10 a second"; empty when none is published.
    Cost cost = {};
    bool isPractice = false; ///< Costs nothing.
};

/// Asks before a run that makes videos or may cost much: model, count, price of one, and the sum. Enter does not
/// confirm, Esc cancels. Where the limit stands can be changed here. Shown with open(); accepted() means: send it.
class SpendSheet : public QDialog
{
    Q_OBJECT

public:
    SpendSheet(const QList<SpendLine> &lines, Money limit, QWidget *parent = nullptr);
    ~SpendSheet() override;

signals:
    void limitChosen(studio::Money limit);

private:
    void addLine(const SpendLine &line, int row);

    std::unique_ptr<Ui::SpendSheet> m_ui;
};

/// "1 video", "4 pictures", "1 answer".
QString thingsText(std::optional<MediaKind> makes, int count);

} // namespace studio
