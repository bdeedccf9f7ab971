#pragma once

#include "core/Trial.h"
#include "gui/ColumnWords.h"
#include "gui/RunFiles.h"
#include "gui/SentInspection.h"
#include "gui/ShownRuns.h"
#include "gui/SpendAsker.h"
#include "gui/StepBar.h"
#include "gui/TrialRuns.h"

#include <functional>

namespace studio
{

class Inspector;
class TryPage;

/// Joins the prompt workspace with the runs: what is asked for there is sent, and what comes is shown.
class RunController : public QObject
{
    Q_OBJECT

public:
    using Flows = RunFlows;

    /// Everything given outlives the controller; it belongs to the page.
    RunController(const Flows &flows, TryPage &page, Inspector &inspector);
    ~RunController() override;

    void open(const Trial &trial);   ///< Another trial: shows what it ran last.
    void update(const Trial &trial); ///< The same trial, edited.

    /// The Inspector was opened or closed: it follows the current column.
    void setInspecting(bool isInspecting) { m_inspection.setInspecting(isInspecting); }

    /// Which columns are sent to the practice gateway.
    const RunOptions &options() const { return m_runs.options(); }

    /// Whose runs are measured by the balance before and after.
    void setMeasured(const QSet<QString> &providers) { m_runs.setMeasured(providers); }

    /// Runs that may cost more are asked about first, and those with a video always.
    void setAskAbove(Money limit) { m_asker.setAskAbove(limit); }

    bool isRunning() const { return m_runs.isRunning(); }
    bool isSubmitting() const { return m_runs.isSubmitting(); }
    QString workingTrial() const { return m_runs.workingTrial(); } ///< Of a run that is under way; empty when none is.

    /// How far the step Try is: done when every column has answered what would be sent now.
    StepState tryState() const;

signals:
    void optionsChanged();
    void connectRequested(const QString &provider);
    void accountsRequested();
    void chooseRequested();
    void replaceRequested(); ///< See replacedTargets().
    void removeRequested(int column);
    void inspectorRequested();
    void linkActivated(const QUrl &url);
    void activityChanged(const QString &text, bool isElsewhere); ///< Not, or not only, on the page.
    void askAboveChosen(studio::Money limit);
    void columnsChanged(); ///< A run began or ended.
    void keepFailed(const studio::Error &error); ///< The end of an answer could not be saved.
    void refused(const QString &text);           ///< What was asked for was not done; why.

private:
    const Trial &trial() const { return m_runs.trial(); }
    void connectPage();
    void fetchAgain(const RunRecord &record);
    void sayRefusal(const RunRecord &record, const Error &error);

    void run();
    void tryAgain(int column);
    void stop(int column);
    void sendAfterAsking(const QList<int> &columns, const std::function<void()> &send);
    void connectRuns();
    void showFilling();
    void moveColumns(const QList<Target> &targets);
    void removeColumn(int column);
    void dropStrip();
    void showNotice();
    void showFits();
    void showRunText();
    void showSummary();
    void act(int column, Action action);
    void actOnStrip(Action action);
    void usePractice(int column);

    Flows m_flows;
    TryPage &m_page;
    QStringList m_missing;    ///< Providers the strip asks for.
    int m_leaving = 0;        ///< The column that is being taken out; 0 for none.
    SpendAsker m_asker;
    TrialRuns m_runs;
    ColumnWords m_words;
    ShownRuns m_shown;
    RunFiles m_files;
    SentInspection m_inspection;
    QString m_fetchedAgain; ///< The run whose files were asked for here last.
};

} // namespace studio
