// P2: an answer of 200 KB that comes in 50,000 pieces, 2,000 a second, straight into the view; and the same text in
// stock widgets, in turns. No network.

#include "AnswerText.h"
#include "Clock.h"
#include "PaintWatch.h"
#include "Shower.h"
#include "Turns.h"

#include "gui/Theme.h"

#include <QApplication>
#include <QStringList>
#include <QVBoxLayout>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto patience = 60s;    // for what is shown after the last delta
constexpr qint64 second = 1'000'000'000;

QStringList deltasOf(const std::string &text, int size)
{
    QStringList deltas;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = bytesOf(text, at, std::size_t(size));
        deltas << QString::fromUtf8(text.data() + at, qsizetype(bytes));
        at += bytes;
    }
    return deltas;
}

/// Feeds one shower as a server would and measures until everything is painted.
class Bench : public QObject
{
public:
    explicit Bench(const BenchOptions &options);

    Outcome run();

private:
    void begin();
    void feed();
    void end();
    QList<Mark> written() const;

    std::unique_ptr<Shower> m_shower;
    QWidget m_window;
    QStringList m_deltas;
    qsizetype m_size = 0; ///< Of all deltas.
    int m_rate;
    std::chrono::milliseconds m_settle;
    std::unique_ptr<PaintWatch> m_watch;
    Meter m_meter;
    QTimer m_feeding;
    qint64 m_startAt = 0;
    qint64 m_lastAt = 0; ///< The last delta was given.
    qsizetype m_next = 0;
};

Bench::Bench(const BenchOptions &options)
    : m_shower(makeShower(options.way))
    , m_rate(options.rate)
    , m_settle(options.settle())
{
    const auto size = std::size_t(200'000 * (options.isSmoke ? 0.01 : options.scale));
    m_deltas = deltasOf(answerText(size), options.deltaSize);
    for (const QString &delta : std::as_const(m_deltas))
        m_size += delta.size();
    auto *layout = new QVBoxLayout(&m_window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(&m_shower->widget());
    m_window.resize(1280, 800);
    m_watch = m_shower->watch();
    m_feeding.setTimerType(Qt::PreciseTimer);
    m_feeding.setInterval(1ms);
    connect(&m_feeding, &QTimer::timeout, this, &Bench::feed);
}

Outcome Bench::run()
{
    m_window.show();
    QTimer::singleShot(m_settle, this, &Bench::begin);
    QApplication::exec();

    Outcome outcome{m_meter.figures()};
    const QList<double> waits = lags(written(), m_watch->marks());
    outcome.figures << Figure{u"lag_worst"_s, percentile(waits, 1), u"ms"_s}
                    << Figure{u"lag_p99"_s, percentile(waits, 0.99), u"ms"_s}
                    << Figure{u"last_shown_after"_s, double(m_watch->marks().last().time - m_lastAt) / 1e6, u"ms"_s}
                    << Figure{u"paints"_s, double(m_watch->paints()), u"frames"_s}
                    << Figure{u"rate"_s, double(m_deltas.size()) / m_meter.wall(), u"deltas/s"_s};
    if (m_watch->shown() != m_size)
        outcome.problem = u"painted %1 of %2 characters"_s.arg(m_watch->shown()).arg(m_size);
    else if (!m_shower->shownText().trimmed().endsWith(QLatin1StringView(lastWords.data())))
        outcome.problem = u"what is shown does not end as what was sent"_s;
    return outcome;
}

void Bench::begin()
{
    m_watch->forget();
    m_meter.start();
    m_startAt = monotonicNow();
    m_feeding.start();
}

void Bench::feed()
{
    const qint64 due = (monotonicNow() - m_startAt) * m_rate / second + 1;
    while (m_next < m_deltas.size() && m_next < due)
        m_shower->append(m_deltas[m_next++]);
    if (m_next < m_deltas.size())
        return;
    if (m_lastAt == 0)
        m_lastAt = monotonicNow();
    if (m_watch->shown() == m_size || monotonicNow() - m_lastAt > std::chrono::nanoseconds(patience).count())
        end();
}

void Bench::end()
{
    m_feeding.stop();
    m_meter.stop();
    QTimer::singleShot(m_settle, qApp, [] { QApplication::exit(); }); // quit() would close the windows
}

/// When a server of that rate would have written each delta, however late we gave it.
QList<Mark> Bench::written() const
{
    QList<Mark> marks;
    qsizetype size = 0;
    for (qsizetype i = 0; i < m_deltas.size(); ++i) {
        size += m_deltas[i].size();
        marks << Mark{size, m_startAt + qint64(i) * second / m_rate};
    }
    return marks;
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    const QList<Way> ways{{u"product"_s, 5, 180s}, {u"tail"_s, 5, 180s}, {u"markdown"_s, 1, 300s}, {u"plain"_s, 5, 180s},
                          {u"nothing"_s, 1, 180s}};
    return runBench(argc, argv, ways, [](const BenchOptions &options) {
        Theme theme(*qApp);
        theme.setChoice(ThemeChoice::Light);
        Bench bench(options);
        return bench.run();
    });
}
