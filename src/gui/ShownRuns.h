#pragma once

#include "core/RunRecord.h"
#include "gui/RunFlows.h"

#include <QObject>

namespace studio
{

class ColumnsView;
class ColumnWords;
class Run;
class TrialRuns;

/// What the columns of the open trial show: each the last run of its model, followed while it goes on, also when the
/// JobKeeper goes on with it.
///
/// Belongs to the RunController.
class ShownRuns : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    ShownRuns(const RunFlows &flows, TrialRuns &runs, const ColumnWords &words, ColumnsView &columns,
              QObject *parent = nullptr);

    void load();      ///< What the trial ran last; nothing is shown yet.
    void showAll();   ///< In columns that are there.
    void followAll(); ///< What is under way.

    /// What belongs to a column goes with its model: as RunSet::rearrange().
    void move(const QList<int> &oldColumns);

    const QList<RunRecord> &records() const { return m_shown; } ///< Without an id for nothing.
    RunRecord record(int column) const { return m_shown.value(column - 1); }
    int count() const { return int(m_shown.size()); }

    Run *runOf(int column); ///< That is under way, else the job of what is shown; null for none.

signals:
    void shown(int column, const studio::RunRecord &record);
    void followed(); ///< A run that is new to its column.

private:
    void showTitles();
    void showRecord(int column, const RunRecord &record);
    void showAgain(const RunRecord &record);
    void showUsualTime(int column);
    int columnOf(const Run *run);
    void follow(int column, Run *run);
    void followJob(Run *run);
    void followFiles(Run *run);

    RunFlows m_flows;
    TrialRuns &m_runs;
    const ColumnWords &m_words;
    ColumnsView &m_columns;
    QList<RunRecord> m_shown;
};

} // namespace studio
