#pragma once

#include "core/FileHistory.h"

#include <QDialog>

#include <memory>

namespace studio
{

namespace Ui
{
class ResultDifferences;
}

/// How two results were made, side by side: only what differs.
class ResultDifferences : public QDialog
{
    Q_OBJECT

public:
    /// Names of the two, and what differs between their histories.
    ResultDifferences(const QString &first, const QString &second, const QList<HistoryDifference> &differences,
                      QWidget *parent = nullptr);
    ~ResultDifferences() override;

private:
    std::unique_ptr<Ui::ResultDifferences> m_ui;
};

} // namespace studio
