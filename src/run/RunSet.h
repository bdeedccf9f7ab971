#pragma once

#include "core/Trial.h"
#include "run/CostGuess.h"
#include "run/Run.h"
#include "run/SettingFit.h"
#include "run/ShapeFit.h"

#include <QMap>
#include <QSet>

namespace studio
{

class Accounts;
class BalanceMeter;
class Catalog;
class JobKeeper;

/// How a prompt is run.
struct RunOptions
{
    bool isStreaming = true;
    QSet<int> onPractice = {}; ///< Columns (from 1) that are sent to the practice gateway in the provider's dialect.
};

/// One prompt on many columns. Each column goes its own way: one that fails never holds up another.
///
/// Owns the runs. Lives on the GUI thread.
class RunSet : public QObject
{
    Q_OBJECT

public:
    /// journal may be null: nothing is written down then. media may be null: models that make files are not run then.
    RunSet(Transport &transport, Accounts &accounts, Catalog &catalog, RunJournal *journal,
           const MediaStore *media = nullptr, QObject *parent = nullptr);
    ~RunSet() override;

    /// Who goes on with the jobs of runs that are stopped; it outlives the set. Without one nobody does.
    void setJobKeeper(JobKeeper &keeper);

    /// Who waits for the ids of jobs that are stopped while they are submitted, where there is no job keeper.
    void setAwait(const std::function<void(std::unique_ptr<LateAnswer>)> &await) { m_await = await; }

    /// Runs wait for it where it measures what they cost. It outlives the set; null for none.
    void setMeter(BalanceMeter *meter) { m_meter = meter; }

    /// What one column would send: a setting that the model does not take is left out. A missing blank, an empty
    /// prompt, an unknown provider or a file that the model does not take is an error.
    Result<RunRecord> prepare(const Trial &trial, int column, const RunOptions &options = {}) const;

    /// What becomes of each setting of the prompt in that column.
    QList<FilledSetting> filling(const Trial &trial, int column, const RunOptions &options = {}) const;

    /// What each column takes of settings and files. Nothing is known of one whose provider is unknown.
    QList<ColumnFit> columnFits(const QList<Target> &targets) const;

    /// What each column may cost before anything is sent (CostGuess.h says when to ask first).
    QList<ColumnCost> costs(const Trial &trial, const RunOptions &options = {}) const;

    /// Providers of this trial that need a key and have none, each once.
    QStringList missingAccounts(const Trial &trial, const RunOptions &options = {}) const;

    /// Runs every column; earlier runs of this set are stopped and forgotten.
    void start(const Trial &trial, const RunOptions &options = {});

    /// Runs one column again, with the trial as it is now; the others are not touched.
    void startColumn(const Trial &trial, int column, const RunOptions &options = {});

    /// The columns have moved: the new column n takes over the run of oldColumns[n - 1], 0 for none. Runs that
    /// have no column any more are stopped and forgotten.
    void rearrange(const QList<int> &oldColumns);

    void stop(int column);
    void stopAll();
    void endNow(); ///< Forgets all runs; what they brought is on the disk when this returns.

    /// Null when that column has not run.
    Run *run(int column) const { return m_runs.value(column); }
    QList<int> columns() const { return m_runs.keys(); }
    int columnOf(const Run *run) const; ///< 0 when it has none any more.
    Run *runOfId(const QString &id) const; ///< By the id of its record; null when it is not here.
    bool isRunning() const;
    bool isAtWork() const; ///< A run is not over, be it one without a column that is being stopped: not yet to be deleted.
    bool isSubmitting() const; ///< As Run::isSubmitting(), in any column.

signals:
    void started(int column, studio::Run *run);
    void finished(int column);
    void allFinished();
    void keepFailed(const studio::Error &error); ///< The end of a run is not in the journal.

private:
    void begin(const Trial &trial, int column, const RunOptions &options);
    Run::Setup setupFor(const Target &target, const Profile &profile, const Cost &guess) const;
    ColumnCost costOfColumn(qint64 promptTokens, const Trial &trial, int column, const RunOptions &options) const;
    bool makesFiles(const Target &target, const Profile &profile) const;
    void dismiss(Run *run);
    void send(Run *run, const Profile &profile, const QByteArray &secret);

    /// Of the dialect that the model is asked in.
    Result<Profile> profileFor(const Target &target, bool onPractice) const;

    Transport &m_transport;
    Accounts &m_accounts;
    Catalog &m_catalog;
    RunJournal *m_journal;
    const MediaStore *m_media;
    JobKeeper *m_keeper = nullptr;
    std::function<void(std::unique_ptr<LateAnswer>)> m_await;
    BalanceMeter *m_meter = nullptr;
    QMap<int, Run *> m_runs;
};

} // namespace studio
