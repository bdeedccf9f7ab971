#pragma once

#include "core/RunRecord.h"

#include <QHash>

namespace studio
{

class Database;

/// Every run that may be billed, written before it is sent. Lives on the GUI thread.
///
/// What a run sends never changes after begin(); update() writes only what was added to the answer, so it
/// may be called about once a second while text streams, and once more when the run is over.
class RunJournal
{
public:
    explicit RunJournal(Database &database);

    /// Written when this returns: it survives the end of the program, however sudden. Nothing may be sent when
    /// it fails.
    Result<void> begin(const RunRecord &record);
    Result<void> update(const RunRecord &record);

    /// What the provider's own record says of a run that is over. Nothing else is written: who asked the provider may
    /// have asked before the files of a stopped run were there.
    Result<void> confirm(const QString &id, const Confirmation &confirmation);

    /// Waits for the disk: what was begun survives a power cut from here on. A text does not wait for this before
    /// it leaves, because the disk takes longer than everything else on its way. Nothing happens when nothing
    /// was begun since and no job was named.
    Result<void> flush();

    /// The newest run of each column of a trial, by column.
    Result<QList<RunRecord>> latest(const QString &trialId) const;

    /// All runs of a trial, the newest first.
    Result<QList<RunRecord>> runs(const QString &trialId) const;

    /// Runs that were not over when the program last ended become Interrupted; they are never sent again. One whose
    /// job or links are known goes on: it is not settled, and awaited() finds it. Runs of another program that is
    /// still alive are left alone. Returns how many. To be called before the first begin().
    Result<int> markInterrupted();

    /// Runs that a program has left with a job or links that are still awaited, the oldest first; also what this
    /// program has stopped.
    Result<QList<RunRecord>> awaited() const;

    /// Makes a run this program's own, so that no other one goes on with it as well. False when it is gone or
    /// belongs to a program that is alive.
    Result<bool> takeOver(const QString &id);

    /// How long the newest runs of each model usually took: the median of their seconds. Practice runs count, broken ones
    /// do not.
    Result<QHash<Target, double>> usualTimes() const;

    /// What a run of this model usually takes: the middle of the last 20 that are done, among the newest
    /// 2000 runs of all models. Nothing when none is.
    Result<std::optional<std::chrono::milliseconds>> usualTime(const Target &target) const;

private:
    /// What is on disk of a run that goes on.
    struct Written
    {
        QString text;
        QString reasoning;
        QString document;

        bool operator==(const Written &) const = default;
    };

    Result<QList<qint64>> leftBehind() const;
    Result<QList<RunRecord>> read(const QString &statement, const QVariantList &values) const;

    Database &m_database;
    QHash<QString, Written> m_written; ///< By run id.
    QString m_unflushed;               ///< Id of the run that flush() is wanted for: begun last, or with a new job.
};

} // namespace studio
