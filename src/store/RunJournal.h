#pragma once

#include "core/RunRecord.h"

namespace studio
{

class Database;

/// Every run that may be billed, written before it is sent. Lives on the GUI thread.
class RunJournal
{
public:
    explicit RunJournal(Database &database);

    /// On disk when this returns; nothing may be sent when it fails.
    Result<void> begin(const RunRecord &record);
    Result<void> update(const RunRecord &record);

    /// The newest run of each column of a trial, by column.
    Result<QList<RunRecord>> latest(const QString &trialId) const;

    /// Runs that were not over when the program last ended become Interrupted; they are never sent again.
    /// Returns how many.
    Result<int> markInterrupted();

private:
    Database &m_database;
};

} // namespace studio
