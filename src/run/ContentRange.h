#pragma once

#include <QByteArray>

#include <optional>

namespace studio
{

/// Which part of a file an answer holds: "bytes 500-999/2000".
struct ContentRange
{
    qint64 first = 0;
    qint64 last = 0;
    std::optional<qint64> all = {}; ///< Nothing when the server does not know.

    qint64 size() const { return last - first + 1; }
};

/// Nothing for what is no such part, or contradicts itself.
std::optional<ContentRange> contentRangeIn(const QByteArray &header);

} // namespace studio
