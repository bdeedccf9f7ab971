#pragma once

#include <QtGlobal>

#include <chrono>

namespace studio
{

/// How long one HTTP exchange may take and how much it may bring. Defaults are HARDENING L1, L2, L4, L5, L8.
struct Limits
{
    std::chrono::milliseconds connect{15'000};    ///< Until the request is on the wire.
    std::chrono::milliseconds firstByte{300'000}; ///< Until the answer's headers.
    std::chrono::milliseconds idle{120'000};      ///< Between two pieces of the answer.
    std::chrono::milliseconds total{1'800'000};
    qint64 mostLineBytes = 8 * 1024 * 1024;       ///< One line of an event stream.
    qint64 mostEventBytes = 16 * 1024 * 1024;     ///< One event.
    qint64 mostBodyBytes = 64 * 1024 * 1024;      ///< A body that is not streamed, decompressed.
    qint64 mostTextChars = 32 * 1024 * 1024;      ///< The answer text of one run.

    bool operator==(const Limits &) const = default;
};

} // namespace studio
