#pragma once

#include "core/RunRecord.h"

#include <QList>

namespace studio
{

/// "Fastest B · cheapest A · longest C. One run each is not a measurement." Letters are columns; a tie is not
/// crowned, and unknown costs are not compared. Empty until two columns are done.
QString runSummary(const QList<RunRecord> &columns);

} // namespace studio
