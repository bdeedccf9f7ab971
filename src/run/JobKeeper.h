#pragma once

#include "run/Run.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace studio
{

class Accounts;
class Catalog;
class HttpCall;
class LateAnswer;

/// Goes on with what runs have left at their providers: jobs and links of programs that ended, jobs whose run was
/// stopped, and files that could not be had at the first time. Nothing is ever submitted.
///
/// What was stopped while it was being submitted is waited for until it has an id. What was stopped is cancelled where the provider has a way to; where it has none the job is followed quietly and
/// its file is kept when it finishes. What has no key yet waits until its account is connected. The journal sees to it
/// that no two programs follow the same run.
///
/// Owns its runs. Lives on the GUI thread; everything given outlives it.
class JobKeeper : public QObject
{
    Q_OBJECT

public:
    /// journal may be null: nothing is taken up again then.
    JobKeeper(Transport &transport, Accounts &accounts, Catalog &catalog, RunJournal *journal, const MediaStore &media,
              QObject *parent = nullptr);
    ~JobKeeper() override;

    /// Goes on with all that ended programs have left. Call once, when the practice gateway and the keys are there.
    void resumeAll();

    /// For a run that was stopped: cancels its job, or follows it quietly.
    void leave(const RunRecord &record, const QByteArray &secret);

    /// For a run that ended while it was being submitted: waits until the job has an id, then goes on as leave() does.
    void await(std::unique_ptr<LateAnswer> answer);

    bool isAwaiting() const { return m_awaited > 0; } ///< The id of some job: it would be lost if the program ended now.

    /// Tries once more to get what a run has made (canBeFetched()); started() follows, or refused().
    void fetchAgain(const RunRecord &record);

    /// Runs under way that a person waits for, the oldest first; not those that were stopped.
    QList<Run *> runs() const;
    Run *runOfId(const QString &id) const { return m_runs.value(id); } ///< By the id of its record, quiet ones too.

    /// Runs that wait for the account of a provider.
    QList<RunRecord> withoutKey() const { return m_withoutKey.values(); }

signals:
    void started(studio::Run *run);
    void jobNamed(const studio::RunRecord &record); ///< Of a run given to await(); it is in the journal.
    void workBegan(const QString &provider, QObject *work); ///< Whatever it is, it is under way until the object dies.
    void runsChanged();                             ///< What runs() and withoutKey() give has changed.
    void settled(const studio::RunRecord &record);  ///< What became of a run; it is in the journal.
    /// It could not be taken up again. One that lacks only the key is, once there is one.
    void refused(const studio::RunRecord &record, const studio::Error &error);

private:
    Result<Profile> profileOf(const RunRecord &record) const;
    void takeUp(const RunRecord &record);
    void begin(const RunRecord &record, const Profile &profile, const QByteArray &secret);
    void takeNamed(RunRecord record, const QByteArray &secret);
    void cancelJob(const RunRecord &record, const QByteArray &secret);
    void settleCancelled(RunRecord record);
    void settle(RunRecord record);
    void refuse(const RunRecord &record, const Error &error);

    Transport &m_transport;
    Accounts &m_accounts;
    Catalog &m_catalog;
    RunJournal *m_journal;
    const MediaStore &m_media;
    QHash<QString, Run *> m_runs;
    QHash<QString, RunRecord> m_withoutKey;
    int m_awaited = 0;
    QHash<QString, HttpCall *> m_cancels; ///< By the id of the run's record; what is asked for last counts.
};

} // namespace studio
