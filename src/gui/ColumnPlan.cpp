#include "gui/ColumnPlan.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::array<std::pair<Arrangement, QLatin1StringView>, 4> names{{
    {Arrangement::Automatic, "automatic"_L1},
    {Arrangement::SideBySide, "side-by-side"_L1},
    {Arrangement::Grid, "grid"_L1},
    {Arrangement::Tabs, "tabs"_L1},
}};

int rowsFor(int count, int across)
{
    return (count + across - 1) / across;
}

int mostDown(QSize room, int spacing)
{
    return qMax(1, (room.height() + spacing) / (ColumnPlan::leastHeight + spacing));
}

ColumnPlan rowOf(int across)
{
    return {across, 1, across};
}

/// As square as it can be, and with rows as full as they can be.
ColumnPlan gridOf(int count, int across, int down)
{
    int side = 1;
    while (side * side < count)
        ++side;
    int wide = qMin(side, across);
    if (rowsFor(count, wide) > down) // too low for a square
        wide = qMin(across, rowsFor(count, down));
    const int rows = qMin(down, rowsFor(count, wide));
    return {wide, rows, qMin(count, wide * rows)};
}

} // namespace

QLatin1StringView nameOf(Arrangement arrangement)
{
    for (const auto &[each, name] : names) {
        if (each == arrangement)
            return name;
    }
    Q_UNREACHABLE();
}

std::optional<Arrangement> arrangementNamed(QStringView wanted)
{
    for (const auto &[each, name] : names) {
        if (wanted == name)
            return each;
    }
    return {};
}

int mostAcross(QSize room, int spacing)
{
    return qMax(1, (room.width() + spacing) / (ColumnPlan::leastWidth + spacing));
}

ColumnPlan planColumns(Arrangement arrangement, int count, QSize room, int spacing)
{
    const int across = mostAcross(room, spacing);
    const ColumnPlan sideBySide = rowOf(qMax(1, qMin(across, count)));
    switch (arrangement) {
    case Arrangement::Automatic: {
        if (sideBySide.shown >= count)
            return sideBySide;
        const ColumnPlan grid = gridOf(count, across, mostDown(room, spacing));
        return grid.shown == count ? grid : sideBySide;
    }
    case Arrangement::SideBySide:
        return sideBySide;
    case Arrangement::Grid:
        return count == 0 ? sideBySide : gridOf(count, across, mostDown(room, spacing));
    case Arrangement::Tabs:
        return rowOf(1);
    }
    Q_UNREACHABLE();
}

} // namespace studio
