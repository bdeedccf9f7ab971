#pragma once

#include "BenchServer.h"
#include "Meter.h"

#include <memory>
#include <vector>

namespace studio
{

class RunColumn;

/// One column whose answer streams from the bench server.
class ColumnWatch
{
public:
    ColumnWatch(RunColumn &column, const StreamPlan &plan);

    const StreamPlan &plan() const { return m_plan; }
    const PaintWatch &paints() const { return m_paints; }
    PaintWatch &paints() { return m_paints; }
    bool isSeen() const; ///< Any of it is on screen.

    /// Its run is over and everything that came is painted, if it is seen.
    bool isOver() const;

    /// Why what it holds is not what was sent; empty when it is.
    QString problem() const;

private:
    RunColumn &m_column;
    StreamPlan m_plan;
    PaintWatch m_paints;
};

using ColumnWatches = std::vector<std::unique_ptr<ColumnWatch>>;

bool areOver(const ColumnWatches &columns);

/// What the stream looked like on screen: lag, what came after the last byte, pace, frames, and fairness among
/// the columns that are seen. Reads what the server noted.
Figures streamFigures(const ColumnWatches &columns, const BenchServer &server);

/// The first column's that is wrong.
QString problemOf(const ColumnWatches &columns);

} // namespace studio
