#pragma once

#include <QObject>

namespace studio
{

class ColumnsView;
class Inspector;
class ShownRuns;
class TrialRuns;

/// Shows in the Inspector what a column has sent, or would send. While the Inspector is open it follows the current
/// column.
///
/// Belongs to the RunController.
class SentInspection : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    SentInspection(TrialRuns &runs, const ShownRuns &shown, ColumnsView &columns, Inspector &inspector,
                   QObject *parent = nullptr);

    void setInspecting(bool isInspecting); ///< The Inspector was opened or closed.
    void inspect(int column);

    void forget();     ///< Another trial is opened.
    void beginAgain(); ///< It is open.
    void refresh();    ///< What would be sent has changed.
    void move(const QList<int> &oldColumns); ///< As RunSet::rearrange().

signals:
    void inspectorRequested();

private:
    TrialRuns &m_runs;
    const ShownRuns &m_shown;
    ColumnsView &m_columns;
    Inspector &m_inspector;
    bool m_isInspecting = false; ///< The Inspector is open.
    int m_inspected = 0;         ///< The column in the Inspector; 0 for none.
};

} // namespace studio
