#pragma once

#include "core/Model.h"
#include "core/RunRecord.h"

#include <functional>

namespace studio
{

using FindModel = std::function<std::optional<Model>(const Target &)>;

/// What a run that is over has cost, as far as it can be told: as reported, else by the listed prices of the model
/// that answered, else the guess if files were made. Else what the record says already.
Cost costOf(const RunRecord &record, const FindModel &findModel, const Cost &guess);

} // namespace studio
