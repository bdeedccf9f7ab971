#pragma once

#include "core/RunRecord.h"

class QSqlDatabase;

namespace studio
{

class SqlTransaction;

/// What RunJournal writes beside a run, so that its files can be found again (ResultShelf).

/// The trial as it is now, once for all runs that find it so. Nothing for a run without a saved trial.
void keepAsked(SqlTransaction &transaction, const RunRecord &record);

/// A row for each file of the run that has none yet.
void keepResults(SqlTransaction &transaction, const QSqlDatabase &database, const RunRecord &record);

/// Words as they are compared: without case.
QString foldedWords(const QString &text);

} // namespace studio
