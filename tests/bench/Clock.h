#pragma once

#include <cstdint>
#include <ctime>

namespace studio
{

/// Nanoseconds of CLOCK_MONOTONIC: the clock that the server and the benches share.
inline std::int64_t monotonicNow()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return std::int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace studio
