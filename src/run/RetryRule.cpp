#include "run/RetryRule.h"

#include "core/Limits.h"

#include <algorithm>
#include <cmath>

namespace studio
{

std::optional<std::chrono::milliseconds> waitBeforeNextTry(const Error &error, int httpStatus, int attempts,
                                                           bool hasAnswer, double random)
{
    if (hasAnswer || error.isFinal || attempts >= mostAttempts)
        return std::nullopt;
    const bool notWritten = error.kind == ErrorKind::NotConnected && httpStatus == 0;
    // The kind is asked too: a 429 that means "no credit left" needs money, not patience.
    const bool busy = (httpStatus == 429 && error.kind == ErrorKind::RateLimited)
        || (httpStatus == 503 && error.kind == ErrorKind::Overloaded);
    if (!notWritten && !busy)
        return std::nullopt;
    if (error.retryAfter)
        return std::min(*error.retryAfter, longestServerWait);
    const double seconds = std::min(0.5 * std::pow(2.0, attempts - 1), 8.0) * (1.0 - 0.25 * random);
    return std::chrono::milliseconds(qRound64(seconds * 1000.0));
}

} // namespace studio
