#pragma once

#include "core/Error.h"

namespace studio
{

/// The only cases in which a request is sent again by itself (PRODUCT section 5 rule 5): not one byte of it
/// was written, or the server answered 429 or 503; at most twice, and never once part of an answer came or
/// when the server said that it is of no use.
///
/// attempts: how often it has been sent, at least 1. httpStatus: of the answer, 0 when there was none.
/// random: 0 to 1, spreads the waits of several columns. Nothing: do not send again.
std::optional<std::chrono::milliseconds> waitBeforeNextTry(const Error &error, int httpStatus, int attempts,
                                                           bool hasAnswer, double random);

} // namespace studio
