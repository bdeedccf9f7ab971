#pragma once

#include "core/RunRecord.h"

namespace studio
{

/// What each column of a trial ran last: a record without an id for a column that has none. The same model
/// may stand in two columns, so a record in its own column is taken first.
QList<RunRecord> lastRuns(const QList<Target> &targets, const QList<RunRecord> &kept);

/// For each column as it is now, the column it was before, from 1; 0 for a new one. leaving: the column
/// that was taken out, where that is known; 0 otherwise.
QList<int> columnsBefore(const QList<Target> &before, const QList<Target> &now, int leaving = 0);

} // namespace studio
