#include "media/ChangedRegions.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace studio
{

namespace
{

constexpr int leastCell = 8; ///< Pixels.
constexpr int mostCells = 512; ///< Along the longer side.

/// A picture in square cells: what differs in each.
struct Cells
{
    int side = leastCell;
    int columns = 0;
    int rows = 0;
    QList<ChangedRegion> cells = {};
};

quint16 hundredthsOf(double threshold)
{
    return quint16(std::clamp(std::lround(threshold * 100), 1L, 65'535L)); // what is the same never counts as changed
}

Cells cellsOf(const DifferenceMap &map, quint16 least)
{
    const int longest = std::max(map.size.width(), map.size.height());
    Cells grid;
    grid.side = std::max(leastCell, (longest + mostCells - 1) / mostCells);
    grid.columns = (map.size.width() + grid.side - 1) / grid.side;
    grid.rows = (map.size.height() + grid.side - 1) / grid.side;
    grid.cells.resize(qsizetype(grid.columns) * grid.rows);
    const quint16 *value = map.hundredths.constData();
    for (int y = 0; y < map.size.height(); ++y) {
        ChangedRegion *row = grid.cells.data() + qsizetype(y / grid.side) * grid.columns;
        for (int x = 0; x < map.size.width(); ++x, ++value) {
            if (*value < least)
                continue;
            ChangedRegion &cell = row[x / grid.side];
            cell.rect |= QRect(x, y, 1, 1);
            cell.pixels += 1;
            cell.largest = std::max(cell.largest, *value / 100.0);
        }
    }
    return grid;
}

/// Everything that hangs together with a cell, which is taken out of the grid.
ChangedRegion takeRegion(Cells &grid, qsizetype start)
{
    ChangedRegion region;
    QList<qsizetype> reached{start};
    while (!reached.isEmpty()) {
        const qsizetype at = reached.takeLast();
        const ChangedRegion cell = std::exchange(grid.cells[at], {});
        if (cell.pixels == 0)
            continue;
        region.rect |= cell.rect;
        region.pixels += cell.pixels;
        region.largest = std::max(region.largest, cell.largest);
        const int column = int(at % grid.columns);
        const int row = int(at / grid.columns);
        for (int y = std::max(0, row - 1); y <= std::min(grid.rows - 1, row + 1); ++y) {
            for (int x = std::max(0, column - 1); x <= std::min(grid.columns - 1, column + 1); ++x) {
                const qsizetype next = qsizetype(y) * grid.columns + x;
                if (grid.cells[next].pixels > 0)
                    reached << next;
            }
        }
    }
    return region;
}

} // namespace

QList<ChangedRegion> changedRegions(const DifferenceMap &map, double threshold)
{
    Cells grid = cellsOf(map, hundredthsOf(threshold));
    QList<ChangedRegion> regions;
    for (qsizetype at = 0; at < grid.cells.size(); ++at) {
        if (grid.cells[at].pixels > 0)
            regions << takeRegion(grid, at);
    }
    std::stable_sort(regions.begin(), regions.end(),
                     [](const ChangedRegion &one, const ChangedRegion &other) { return one.pixels > other.pixels; });
    return regions;
}

qint64 changedPixels(const DifferenceMap &map, double threshold)
{
    const quint16 least = hundredthsOf(threshold);
    return std::count_if(map.hundredths.begin(), map.hundredths.end(), [least](quint16 value) { return value >= least; });
}

} // namespace studio
