#pragma once

#include "Meter.h"

#include <QStringList>

#include <chrono>
#include <functional>

namespace studio
{

/// What the command line of every bench says.
struct BenchOptions
{
    QString way;          ///< The one to be measured in this process; empty: all of them in turns.
    QStringList only;     ///< Of the ways; empty for all.
    int runs = 0;         ///< Of each way; 0: as many as the bench wants.
    bool isJson = false;
    bool isSmoke = false; ///< A few hundred deltas: does it work at all?
    double scale = 1;     ///< Of the length of the stream.
    int rate = 2000;      ///< Deltas a second.
    int deltaSize = 4;    ///< Code points.

    /// Before and after what is measured, so that neither building the window nor the last paint is missed.
    std::chrono::milliseconds settle() const { return std::chrono::milliseconds(isSmoke ? 100 : 1000); }
};

/// One way to do the work of a bench.
struct Way
{
    QString name;
    int runs = 5;
    std::chrono::seconds limit{120}; ///< Ends the process then, whatever it does.
};

/// What measures one way inside a process with a QApplication. An error text says why the figures would be nonsense.
struct Outcome
{
    Figures figures;
    QString problem = {};
};
using Measure = std::function<Outcome(const BenchOptions &options)>;

/// main() of a bench. Every run of every way gets a process of its own, the ways take turns, and the medians are
/// printed: "way.name value unit", the processor time first. Where a way is called "product", also how many times
/// as much the others took.
int runBench(int argc, char *argv[], const QList<Way> &ways, const Measure &measure);

} // namespace studio
