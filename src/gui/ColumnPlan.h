#pragma once

#include <QLatin1StringView>
#include <QSize>
#include <QStringView>

#include <optional>

namespace studio
{

/// How somebody wants columns to stand.
enum class Arrangement
{
    Automatic,  ///< Side by side; a grid when that has no room; else tabs lead to the others.
    SideBySide, ///< Never one below the other.
    Grid,
    Tabs, ///< One at a time.
};

QLatin1StringView nameOf(Arrangement arrangement); ///< "automatic", "side-by-side", "grid", "tabs".
std::optional<Arrangement> arrangementNamed(QStringView name);

/// How many columns are in sight at once, and in how many rows.
struct ColumnPlan
{
    /// None is ever narrower; pixels at 100 %.
    static constexpr int leastWidth = 360;
    /// What a column in a grid has at least, else there is no grid.
    static constexpr int leastHeight = 260;

    int across = 1; ///< In a full row.
    int down = 1;
    int shown = 1; ///< All in sight; fewer than the columns there are when tabs lead to the others.

    bool operator==(const ColumnPlan &) const = default;
};

/// room is what all of them have together, with so many pixels between two.
ColumnPlan planColumns(Arrangement arrangement, int count, QSize room, int spacing);

/// How many fit side by side into the room, but at least one.
int mostAcross(QSize room, int spacing);

} // namespace studio
