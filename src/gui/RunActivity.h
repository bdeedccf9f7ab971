#pragma once

#include "core/RunRecord.h"

namespace studio
{

/// What is under way, for the status bar: "1 video working 0:48", "2 answers under way"; empty for nothing. The clock is
/// that of the video or picture that began first.
QString activityText(const QList<RunRecord> &running, const QDateTime &now);

/// A picture or video is being made: it may take minutes.
bool takesLong(const RunRecord &record);

} // namespace studio
