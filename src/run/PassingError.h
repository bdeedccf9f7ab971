#pragma once

#include "core/Error.h"

namespace studio
{

/// The server could not be reached, had no time or hung up: that says nothing about what it was asked for, and asking
/// again may go well. For questions that cost nothing; what may be billed has the RetryRule.
bool isPassing(ErrorKind kind);

} // namespace studio
