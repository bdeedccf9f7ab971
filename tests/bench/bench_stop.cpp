// P4: Stop, pressed at any time while an answer comes at 2,000 deltas a second in the whole program: how long until
// the column says so on screen, and until the server sees the connection close.

#include "AppStage.h"
#include "Clock.h"
#include "Turns.h"

#include "gui/RunColumn.h"
#include "gui/TryPage.h"

#include <QApplication>
#include <QEvent>
#include <QPushButton>
#include <QRandomGenerator>

#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto look = 20ms;

/// Presses Stop again and again. The presses come from a thread of their own: a busy window must not choose when.
class Stops : public QObject
{
public:
    Stops(AppStage &stage, const StreamPlan &plan, int times);

    Outcome run(std::chrono::milliseconds settle);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void begin();
    void press();
    void pollClose();

    AppStage &m_stage;
    StreamPlan m_plan;
    RunColumn &m_column;
    int m_times;
    int m_number = 0; ///< Of the run, from 1.
    QRandomGenerator m_dice{1};
    std::jthread m_hand;
    QTimer m_poll;
    qint64 m_pressedAt = 0;
    qint64 m_shownAt = 0; ///< 0 until the column says on screen that it has stopped.
    QList<double> m_shown;
    QList<double> m_closed;
    QString m_problem;
};

Stops::Stops(AppStage &stage, const StreamPlan &plan, int times)
    : m_stage(stage)
    , m_plan(plan)
    , m_column(stage.page().columns().column(1))
    , m_times(times)
{
    m_column.findChild<QWidget *>(u"statusLabel"_s)->installEventFilter(this);
    connect(&m_poll, &QTimer::timeout, this, &Stops::pollClose);
}

Outcome Stops::run(std::chrono::milliseconds settle)
{
    QTimer::singleShot(settle, this, &Stops::begin);
    QApplication::exec();
    return {{{u"presses"_s, double(m_shown.size()), u"times"_s},
             {u"shown_median"_s, median(m_shown), u"ms"_s},
             {u"shown_worst"_s, percentile(m_shown, 1), u"ms"_s},
             {u"closed_median"_s, median(m_closed), u"ms"_s},
             {u"closed_worst"_s, percentile(m_closed, 1), u"ms"_s}},
            m_problem};
}

void Stops::begin()
{
    ++m_number;
    m_pressedAt = 0;
    m_shownAt = 0;
    m_stage.runButton().click();
    const std::chrono::milliseconds wait(m_dice.bounded(300, m_times > 2 ? 2500 : 400));
    m_hand = std::jthread([this, wait] {
        std::this_thread::sleep_for(wait);
        m_pressedAt = monotonicNow();
        QMetaObject::invokeMethod(this, [this] { press(); }, Qt::QueuedConnection);
    });
    m_poll.start(look);
}

void Stops::press()
{
    if (!m_column.isRunning())
        m_problem = u"the answer was over before it could be stopped"_s;
    m_column.findChild<QAbstractButton *>(u"stopButton"_s)->click();
}

bool Stops::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && m_shownAt == 0 && m_number > 0 && !m_column.isRunning())
        m_shownAt = monotonicNow();
    return QObject::eventFilter(watched, event);
}

void Stops::pollClose()
{
    const auto marks = m_stage.server().marks(m_plan, m_number);
    if (!marks || m_shownAt == 0)
        return;
    m_poll.stop();
    m_hand.join();
    m_shown << double(m_shownAt - m_pressedAt) / 1e6;
    m_closed << double(marks->endAt - m_pressedAt) / 1e6;
    if (!marks->isClosed)
        m_problem = u"the server wrote everything"_s;
    if (m_number < m_times && m_problem.isEmpty())
        begin();
    else
        QApplication::exit(); // quit() would close the window
}

Outcome measure(const BenchOptions &options)
{
    AppStage stage;
    if (!stage.isReady())
        return {{}, u"the server did not start"_s};
    const StreamPlan plan{options.rate, 10L * options.rate};
    stage.open(stage.writeTrial({plan}, u"Say a lot."_s));
    Stops stops(stage, plan, options.isSmoke ? 2 : 20);
    return stops.run(options.settle());
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv, {{u"stop"_s, 1, 180s}}, measure);
}
