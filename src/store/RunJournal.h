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

    /// What became known of a run after it was over; its text is not written again.
    Result<void> amend(const RunRecord &record);

    /// Waits for the disk: what was begun survives a power cut from here on. A text does not wait for this before
    /// it leaves, because the disk takes longer than everything else on its way. Nothing happens when nothing
    /// was begun since.
    Result<void> flush();

    /// The newest run of each column of a trial, by column.
    Result<QList<RunRecord>> latest(const QString &trialId) const;

    /// All runs of a trial, the newest first.
    Result<QList<RunRecord>> runs(const QString &trialId) const;

    /// How long the newest runs of each model usually took: the median of their seconds. Practice runs count, broken ones
    /// do not.
    Result<QHash<Target, double>> usualTimes() const;

    /// Runs that were not over when the program last ended become Interrupted; they are never sent again.
    /// Runs of another program that is still alive are left alone. Returns how many. To be called before
    /// the first begin().
    Result<int> markInterrupted();

private:
    /// What is on disk of a run that goes on.
    struct Written
    {
        QString text;
        QString reasoning;
        QString document;

        bool operator==(const Written &) const = default;
    };

    Result<QList<RunRecord>> read(const QString &statement, const QVariantList &values) const;

    Database &m_database;
    QHash<QString, Written> m_written; ///< By run id.
    QString m_unflushed;               ///< Id of the run that was begun last, until flush().
};

} // namespace studio
