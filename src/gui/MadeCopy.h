#pragma once

#include "core/RunRecord.h"
#include "core/Trial.h"
#include "gui/OutgoingFile.h"

namespace studio
{

class MediaStore;

/// A copy of a file of a run for whoever saves it or drags it out: named after trial and model, with how it was made
/// written into it. trial: as it was when the run began; without an id when that is not known.
OfferedFile madeCopy(const MediaStore &store, const RunRecord &record, const Trial &trial, const KeptMedia &file);

} // namespace studio
