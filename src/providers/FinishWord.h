#pragma once

#include "core/RunEvent.h"

namespace studio
{

/// What a server's finish_reason means. An empty word is Stop: the answer ended and nothing was said against it.
FinishReason finishReasonFrom(const QString &word);

/// True for words that say that the answer broke off by a fault.
bool isFaultWord(const QString &word);

} // namespace studio
