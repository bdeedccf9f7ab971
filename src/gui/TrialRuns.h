#pragma once

#include "core/Trial.h"
#include "gui/RunFlows.h"
#include "run/BalanceMeter.h"
#include "run/Confirmer.h"
#include "run/RunSet.h"

#include <QTimer>

#include <map>
#include <memory>

namespace studio
{

/// The runs of the trial that is open, and those that live on while another one is: each trial has a RunSet of its own,
/// and the JobKeeper goes on with jobs. Has their costs confirmed and measured, and tells what is under way.
///
/// Belongs to the RunController.
class TrialRuns : public QObject
{
    Q_OBJECT

public:
    explicit TrialRuns(const RunFlows &flows, QObject *parent = nullptr);
    ~TrialRuns() override;

    void open(const Trial &trial);   ///< Another trial; nothing is sent to the practice gateway yet.
    void update(const Trial &trial); ///< The same trial, edited.
    const Trial &trial() const { return m_trial; }

    /// As RunSet::rearrange(); which columns are sent to the practice gateway moves with them.
    void rearrange(const QList<int> &oldColumns);

    void usePractice(int column) { m_options.onPractice << column; }
    const RunOptions &options() const { return m_options; }

    /// Whose runs are measured by the balance before and after.
    void setMeasured(const QSet<QString> &providers) { m_meter.setProviders(providers); }

    RunSet &current();             ///< Of the open trial.
    const RunSet *madeSet() const; ///< The same; null before it was needed first.

    /// What a column of the open trial may cost, and what it would send now.
    QList<ColumnCost> costs() { return current().costs(m_trial, m_options); }
    Result<RunRecord> prepare(int column) { return current().prepare(m_trial, column, m_options); }

    bool isRunning() const;
    bool isSubmitting() const; ///< In any trial a job that has no id yet, stopped or not.
    QString workingTrial() const; ///< Of a run that is under way; empty when none is.

signals:
    void started(int column, studio::Run *run); ///< In the open trial.
    void finished();                            ///< In any trial.
    void settled(const studio::RunRecord &record);   ///< As JobKeeper::settled().
    void confirmed(const studio::RunRecord &record); ///< What it did cost.
    void activityChanged(const QString &text, bool isElsewhere); ///< Not, or not only, in the open trial.
    void keepFailed(const studio::Error &error); ///< The end of an answer could not be saved.

private:
    std::unique_ptr<RunSet> makeSet();
    void dropFinishedSets();
    QList<Run *> runsUnderWay() const;
    void tellActivity();
    void takeConfirmed(const RunRecord &record);

    RunFlows m_flows;
    Confirmer m_confirmer;
    BalanceMeter m_meter;
    Trial m_trial;
    RunOptions m_options;
    QTimer m_clock; ///< While a video is being made: the status bar says for how long.
    std::map<QString, std::unique_ptr<RunSet>> m_sets; ///< By trial.
};

} // namespace studio
