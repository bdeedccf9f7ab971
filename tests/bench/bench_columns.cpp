// P5 with twenty columns, more than a trial may have: Runs of one RunSet in RunColumns of our own in 1280x800.
// "fit": three side by side on screen, the others hidden, as a trial has it. "all": all twenty on screen, five in a row.

#include "BenchServer.h"
#include "ColumnWatch.h"
#include "Turns.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/AnswerView.h"
#include "gui/FrameClock.h"
#include "gui/RunColumn.h"
#include "gui/Theme.h"
#include "net/Transport.h"
#include "run/RunSet.h"
#include "store/Database.h"
#include "store/RunJournal.h"

#include <QApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr int columnCount = 20;
constexpr QSize windowSize(1280, 800);
constexpr int ordinaryWidth = 360;
constexpr auto look = 50ms;

/// The columns in their window, and what runs them.
class Hall : public QObject
{
public:
    Hall(const QUrl &base, const QList<StreamPlan> &plans, bool areAllSeen);

    void start() { m_runs.start(m_trial); }
    ColumnWatches watch(const QList<StreamPlan> &plans) const;

private:
    void place(bool areAllSeen);
    void follow(int number, Run *run);

    QTemporaryDir m_home;
    Theme m_theme{*qApp};
    std::unique_ptr<SecretStore> m_secrets = makeMemorySecretStore();
    Transport m_transport;
    Accounts m_accounts{*m_secrets, m_home.filePath(u"servers"_s)};
    Catalog m_catalog{m_transport, m_accounts, m_home.path()};
    std::unique_ptr<Database> m_database = *Database::open(m_home.filePath(u"studio.db"_s));
    RunJournal m_journal{*m_database};
    RunSet m_runs{m_transport, m_accounts, m_catalog, &m_journal};
    Trial m_trial = newTrial();
    FrameClock m_clock;
    QWidget m_window;
    QList<RunColumn *> m_columns; ///< Children of the window.
};

Hall::Hall(const QUrl &base, const QList<StreamPlan> &plans, bool areAllSeen)
{
    const Profile profile = profileForServer(u"Bench"_s, base, false, {});
    m_accounts.addTemporary(profile);
    m_trial.prompt.text = u"Say a lot."_s;
    for (const StreamPlan &plan : plans)
        m_trial.targets << Target{profile.id, QString::fromStdString(plan.model())};
    m_theme.setChoice(ThemeChoice::Light);
    place(areAllSeen);
    connect(&m_runs, &RunSet::started, this, &Hall::follow);
}

void Hall::place(bool areAllSeen)
{
    const int inRow = areAllSeen ? 5 : windowSize.width() / ordinaryWidth;
    const QSize size(windowSize.width() / inRow, areAllSeen ? windowSize.height() * inRow / columnCount : windowSize.height());
    for (int i = 0; i < columnCount; ++i) {
        auto *column = new RunColumn(&m_window);
        column->setGeometry(QRect(QPoint(i % inRow * size.width(), i / inRow * size.height()), size));
        column->setVisible(areAllSeen || i < inRow);
        column->answer().setFrameClock(&m_clock);
        m_columns << column;
    }
    m_window.resize(windowSize);
    m_window.show();
}

void Hall::follow(int number, Run *run)
{
    RunColumn *column = m_columns[number - 1];
    column->clear();
    column->showRecord(run->record());
    connect(run, &Run::changed, column, [column, run] { column->showRecord(run->record()); });
    connect(run, &Run::textArrived, column, &RunColumn::appendText);
}

ColumnWatches Hall::watch(const QList<StreamPlan> &plans) const
{
    ColumnWatches watches;
    for (int i = 0; i < columnCount; ++i)
        watches.push_back(std::make_unique<ColumnWatch>(*m_columns[i], plans[i]));
    return watches;
}

Outcome measure(const BenchOptions &options)
{
    const int rate = !options.way.startsWith("slow"_L1) ? 2000 : options.isSmoke ? 500 : 100;
    const BenchServer server;
    if (!server.isRunning())
        return {{}, u"the server did not start"_s};
    QList<StreamPlan> plans;
    for (unsigned seed = 1; seed <= columnCount; ++seed)
        plans << StreamPlan{rate, options.isSmoke ? 100 : long(20 * rate * options.scale), options.deltaSize, seed};
    Hall hall(server.base(), plans, options.way.endsWith("all"_L1));
    const ColumnWatches columns = hall.watch(plans);
    Meter meter;
    QTimer timer;
    QTimer::singleShot(options.settle(), qApp, [&] {
        meter.start();
        hall.start();
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
    return {figures + streamFigures(columns, server), problemOf(columns)};
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv,
                    {{u"slow_fit"_s, 1, 120s}, {u"slow_all"_s, 1, 120s}, {u"fast_fit"_s, 1, 240s}, {u"fast_all"_s, 1, 240s}},
                    measure);
}
