// P8: from the press of Ctrl+Return to the request's first byte at the server, and from the server's first delta to
// its paint, in the whole program; and the way to the wire of curl to the same server. Each on a fresh connection
// first, then on the kept one.

#include "AppStage.h"
#include "Clock.h"
#include "Turns.h"

#include "gui/TryPage.h"

#include <QApplication>
#include <QKeyEvent>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto pause = 100ms;

Figures summary(const QString &name, const QList<double> &values)
{
    return {{name, median(values), u"ms"_s}, {name + u"_worst"_s, percentile(values, 1), u"ms"_s}};
}

/// Runs a short answer again and again.
class Rounds : public QObject
{
public:
    Rounds(AppStage &stage, const StreamPlan &plan, int times);

    Outcome run(std::chrono::milliseconds settle);

private:
    void press();
    void look();
    PaintWatch &paints() { return m_columns.front()->paints(); }

    AppStage &m_stage;
    StreamPlan m_plan;
    ColumnWatches m_columns;
    int m_times;
    int m_number = 0; ///< Of the run, from 1.
    qint64 m_pressedAt = 0;
    QTimer m_poll;
    QList<double> m_toWire;
    QList<double> m_toScreen;
};

Rounds::Rounds(AppStage &stage, const StreamPlan &plan, int times)
    : m_stage(stage)
    , m_plan(plan)
    , m_columns(stage.watchColumns({plan}))
    , m_times(times)
{
    m_poll.setInterval(20ms);
    connect(&m_poll, &QTimer::timeout, this, &Rounds::look);
}

Outcome Rounds::run(std::chrono::milliseconds settle)
{
    QTimer::singleShot(settle, this, &Rounds::press);
    QApplication::exec();
    const QList<double> later = m_toWire.sliced(qMin<qsizetype>(1, m_toWire.size()));
    return {Figures{{u"to_wire_fresh"_s, m_toWire.value(0), u"ms"_s}} + summary(u"to_wire"_s, later)
                + summary(u"to_screen"_s, m_toScreen),
            problemOf(m_columns)};
}

void Rounds::press()
{
    ++m_number;
    auto *box = m_stage.page().findChild<QWidget *>(u"promptBox"_s);
    box->setFocus();
    m_pressedAt = monotonicNow();
    QKeyEvent enter(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier);
    QApplication::sendEvent(box, &enter);
    paints().forget();
    m_poll.start();
}

void Rounds::look()
{
    const auto marks = m_stage.server().marks(m_plan, m_number);
    if (!marks || marks->written.isEmpty() || paints().shown() != marks->written.last().size)
        return;
    m_poll.stop();
    m_toWire << double(marks->requestAt - m_pressedAt) / 1e6;
    m_toScreen << double(paints().marks().first().time - marks->written.first().time) / 1e6;
    if (m_number < m_times)
        QTimer::singleShot(pause, this, &Rounds::press);
    else
        QApplication::exit(); // quit() would close the window
}

/// curl's own clock, which does not count the start of its process: until it begins to send.
Outcome measureCurl(const StreamPlan &plan, int times)
{
    const BenchServer server;
    QList<double> exec;
    QList<double> fresh;
    QList<double> kept;
    const QString url = server.base().toString() + "/chat/completions"_L1;
    const QString body = u"{\"messages\": [], \"model\": \"%1\", \"stream\": true}"_s.arg(QString::fromStdString(plan.model()));
    const QStringList once{u"-sN"_s, u"-o"_s, u"/dev/null"_s, u"-d"_s, body, u"-w"_s, u"%{time_pretransfer}\\n"_s, url};
    for (int i = 0; i < times; ++i) {
        QProcess curl;
        const qint64 begin = monotonicNow();
        curl.start(u"curl"_s, QStringList(once) << u"--next"_s << once);
        if (!curl.waitForFinished(20'000) || curl.exitCode() != 0)
            return {{}, u"curl failed"_s};
        const QList<QByteArray> lines = curl.readAllStandardOutput().split('\n');
        fresh << lines.value(0).toDouble() * 1e3;
        kept << lines.value(1).toDouble() * 1e3;
        if (const auto marks = server.marks(plan, 2 * i + 1))
            exec << double(marks->requestAt - begin) / 1e6;
    }
    return {summary(u"to_wire_with_start"_s, exec) + summary(u"to_wire_fresh"_s, fresh) + summary(u"to_wire"_s, kept), {}};
}

Outcome measure(const BenchOptions &options)
{
    const int times = options.isSmoke ? 3 : 30;
    const StreamPlan plan{100, 20};
    if (options.way == "curl"_L1)
        return measureCurl(plan, times);
    AppStage stage;
    if (!stage.isReady())
        return {{}, u"the server did not start"_s};
    stage.open(stage.writeTrial({plan}, u"Say a little."_s));
    Rounds rounds(stage, plan, times);
    return rounds.run(options.settle());
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv, {{u"product"_s, 3, 60s}, {u"curl"_s, 3, 60s}}, measure);
}
