#pragma once

#include "core/Trial.h"
#include "gui/ErrorText.h"
#include "gui/MadeCopies.h"
#include "gui/StepBar.h"
#include "run/BalanceMeter.h"
#include "run/Confirmer.h"
#include "run/JobKeeper.h"
#include "run/RunSet.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>

namespace studio
{

class Inspector;
class RunJournal;
class SpendSheet;
class TryPage;

/// Joins the prompt workspace with the runs. Each trial has a RunSet of its own, so that answers go on when
/// another trial is opened.
class RunController : public QObject
{
    Q_OBJECT

public:
    struct Flows
    {
        Transport &transport;
        Accounts &accounts;
        Catalog &catalog;
        RunJournal &journal;
        const MediaStore &media;
        JobKeeper &jobs;
    };

    /// Everything given outlives the controller; it belongs to the page.
    RunController(const Flows &flows, TryPage &page, Inspector &inspector);
    ~RunController() override;

    void open(const Trial &trial);   ///< Another trial: shows what it ran last.
    void update(const Trial &trial); ///< The same trial, edited.

    void setInspecting(bool isInspecting); ///< The Inspector was opened or closed: it follows the current column.

    /// Which columns are sent to the practice gateway.
    const RunOptions &options() const { return m_options; }

    /// Whose runs are measured by the balance before and after.
    void setMeasured(const QSet<QString> &providers) { m_meter.setProviders(providers); }

    /// Runs that may cost more are asked about first, and those with a video always.
    void setAskAbove(Money limit) { m_askAbove = limit; }

    bool isRunning() const;

    QString workingTrial() const; ///< Of a run that is under way; empty when none is.

    /// How far the step Try is: done when every column has answered what would be sent now.
    StepState tryState() const;

signals:
    void optionsChanged();
    void connectRequested(const QString &provider);
    void accountsRequested();
    void chooseRequested();
    void removeRequested(int column);
    void inspectorRequested();
    void linkActivated(const QUrl &url);
    void activityChanged(const QString &text, bool isElsewhere); ///< Not, or not only, on the page.
    void askAboveChosen(studio::Money limit);
    void columnsChanged(); ///< A run began or ended.
    void keepFailed(const studio::Error &error); ///< The end of an answer could not be saved.

private:
    void connectPage();
    RunSet &current();
    std::unique_ptr<RunSet> makeSet();
    void dropFinishedSets();

    void run();
    void tryAgain(int column);
    void stop(int column);
    void sendAfterAsking(const QList<int> &columns, const std::function<void()> &send);
    void connectJobs();
    QList<Run *> runsUnderWay() const;
    Run *runOf(int column);
    int columnOf(const Run *run);
    void followJob(Run *run);
    void follow(int column, Run *run);
    void followFiles(Run *run);
    void showUsualTime(int column);
    void showFilling();
    void supplyCopies();
    Trial trialOf(const RunRecord &record);
    void useAsReference(const KeptMedia &file);
    void moveColumns(const QList<Target> &targets);
    void removeColumn(int column);
    void dropStrip();
    void showNotice();
    void showTitles();
    void showColumns();
    void showFits();
    void showRecord(int column, const RunRecord &record);
    void showConfirmed(const RunRecord &record);
    void showRunText();
    void showSummary();
    void showActivity();
    void inspect(int column);
    void act(int column, Action action);
    void actOnStrip(Action action);
    void usePractice(int column);
    QString providerName(const QString &id) const;
    Message messageFor(const RunRecord &record);
    MessageContext contextFor(const RunRecord &record);

    Flows m_flows;
    Confirmer m_confirmer;
    BalanceMeter m_meter;
    TryPage &m_page;
    Inspector &m_inspector;
    Trial m_trial;
    RunOptions m_options;
    QList<RunRecord> m_shown; ///< What each column shows; without an id for nothing.
    QStringList m_missing;    ///< Providers the strip asks for.
    bool m_isInspecting = false; ///< The Inspector is open.
    int m_inspected = 0;      ///< The column in the Inspector; 0 for none.
    int m_leaving = 0;        ///< The column that is being taken out; 0 for none.
    MadeCopies m_copies;
    Money m_askAbove = {};
    QPointer<SpendSheet> m_sheet; ///< Ends when it is closed.
    QTimer m_clock;           ///< While a video is being made: the status bar says for how long.
    std::map<QString, std::unique_ptr<RunSet>> m_sets; ///< By trial.
};

} // namespace studio
