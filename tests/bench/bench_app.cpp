// P3, P4, P4b and P5 with six columns: the whole program in its window, from the click on Run to the last
// character on screen, on answers from the bench server.

#include "AppStage.h"
#include "Clock.h"
#include "Turns.h"

#include <QApplication>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto look = 50ms;

struct Workload
{
    QString way;
    int columns;
    StreamPlan plan;
};

QList<StreamPlan> plansFor(const BenchOptions &options)
{
    const QList<Workload> workloads{{u"p3"_s, 1, {100, 6000}},
                                    {u"p4"_s, 1, {2000, 50'000}},
                                    {u"p4b"_s, 1, {0, 1'000'000}},
                                    {u"p5"_s, 6, {100, 2000}}};
    QList<StreamPlan> plans;
    for (const Workload &workload : workloads) {
        for (int column = 0; workload.way == options.way && column < workload.columns; ++column) {
            StreamPlan plan = workload.plan;
            plan.deltas = options.isSmoke ? 300 : qMax(10L, long(double(plan.deltas) * options.scale));
            plan.rate = options.isSmoke ? 1000 : plan.rate;
            plan.deltaSize = options.deltaSize;
            plan.seed = unsigned(column) + 1;
            plans << plan;
        }
    }
    return plans;
}

Outcome measure(const BenchOptions &options)
{
    AppStage stage;
    if (!stage.isReady())
        return {{}, u"the server did not start"_s};
    const QList<StreamPlan> plans = plansFor(options);
    stage.open(stage.writeTrial(plans, u"Say a lot."_s));
    const ColumnWatches columns = stage.watchColumns(plans);
    Meter meter;
    QTimer timer;
    QTimer::singleShot(options.settle(), qApp, [&] {
        meter.start();
        stage.runButton().click();
        timer.start(look);
    });
    QObject::connect(&timer, &QTimer::timeout, qApp, [&] {
        if (!areOver(columns))
            return;
        timer.stop();
        meter.stop();
        QTimer::singleShot(options.settle(), qApp, [] { QApplication::exit(); }); // quit() would close the windows
    });
    QApplication::exec();
    Figures figures = meter.figures();
    figures.insert(1, {u"cpu_share"_s, 100 * meter.cpu() / meter.wall(), u"%"_s});
    return {figures + streamFigures(columns, stage.server()), problemOf(columns)};
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv,
                    {{u"p3"_s, 1, 120s}, {u"p4"_s, 3, 120s}, {u"p4b"_s, 3, 180s}, {u"p5"_s, 3, 120s}}, measure);
}
