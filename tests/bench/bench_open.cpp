// P11: a long answer that is there already, 400 KB in some 1,000 sections: until it is painted, scrolled through by
// pages and by the wheel, and in a window that is made narrower and wider.

#include "AnswerText.h"
#include "Clock.h"
#include "PaintWatch.h"
#include "Turns.h"

#include "gui/AnswerScroller.h"
#include "gui/AnswerView.h"
#include "gui/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto unchanged = 60ms; // a scroll step that paints nothing by then changed nothing

/// The product or QTextBrowser::setMarkdown in a window.
class Reader : public QWidget
{
public:
    explicit Reader(bool isProduct);

    void setText(const QString &text);
    QString shown() const;
    bool isBehind() const; ///< Some of the text is not taken in yet.
    QWidget &surface() const { return *m_area->viewport(); }
    QScrollBar &bar() const { return *m_area->verticalScrollBar(); }

private:
    AnswerView *m_view = nullptr;
    QTextBrowser *m_browser = nullptr;
    QAbstractScrollArea *m_area; ///< What scrolls in either.
};

Reader::Reader(bool isProduct)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    if (isProduct)
        layout->addWidget(m_view = new AnswerView);
    else
        layout->addWidget(m_browser = new QTextBrowser);
    m_area = m_browser ? m_browser : m_view->findChild<QAbstractScrollArea *>(u"answer"_s);
    resize(1280, 800);
}

void Reader::setText(const QString &text)
{
    if (m_view)
        m_view->setText(text);
    else
        m_browser->setMarkdown(text);
}

QString Reader::shown() const
{
    return m_view ? shownText(*m_view) : m_browser->toPlainText();
}

bool Reader::isBehind() const
{
    const auto *answer = qobject_cast<const AnswerScroller *>(m_area);
    return answer && answer->flow().isBehind();
}

/// Takes steps, each when the one before is painted, and keeps how long each held the thread.
class Steps : public QObject
{
public:
    using Step = std::function<bool(int number)>; ///< False when there is none of that number.

    explicit Steps(QWidget &surface);

    /// hasContent: whether a paint shows what the step was for. Without it any paint does, and none is needed.
    QList<double> take(const Step &step, const std::function<bool()> &hasContent = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void go();
    void look();

    QTimer m_look;
    Step m_step;
    std::function<bool()> m_hasContent;
    int m_number = 0;
    bool m_isPainted = false;
    qint64 m_steppedAt = 0;
    double m_before = 0;
    QList<double> m_times;
};

Steps::Steps(QWidget &surface)
{
    surface.installEventFilter(this);
    connect(&m_look, &QTimer::timeout, this, &Steps::look);
}

/// Processor time of the thread, in milliseconds: waiting for the next frame is no work.
QList<double> Steps::take(const Step &step, const std::function<bool()> &hasContent)
{
    m_step = step;
    m_hasContent = hasContent;
    m_number = 0;
    m_times.clear();
    go();
    QApplication::exec();
    return m_times;
}

void Steps::go()
{
    m_isPainted = false;
    m_steppedAt = monotonicNow();
    m_before = threadCpuMs();
    if (m_step(m_number++)) {
        m_look.start(0ms); // comes after the paint that is posted
    } else {
        m_look.stop();
        QMetaObject::invokeMethod(qApp, [] { QApplication::exit(); }, Qt::QueuedConnection);
    }
}

void Steps::look()
{
    const bool isUnchanged = !m_hasContent && monotonicNow() - m_steppedAt > std::chrono::nanoseconds(unchanged).count();
    if (!m_isPainted && !isUnchanged) {
        m_look.setInterval(1ms);
        return;
    }
    if (m_isPainted)
        m_times << threadCpuMs() - m_before;
    go();
}

bool Steps::eventFilter(QObject *watched, QEvent *event)
{
    m_isPainted = m_isPainted || (event->type() == QEvent::Paint && (!m_hasContent || m_hasContent()));
    return QObject::eventFilter(watched, event);
}

bool turnWheel(QWidget &surface)
{
    const QPointF middle = surface.rect().center();
    QWheelEvent turn(middle, surface.mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(&surface, &turn);
    return true;
}

Figures framesOf(const QString &name, const QList<double> &times)
{
    return {{name + u"_frames"_s, double(times.size()), u"frames"_s},
            {name + u"_p50"_s, median(times), u"ms"_s},
            {name + u"_p99"_s, percentile(times, 0.99), u"ms"_s},
            {name + u"_worst"_s, percentile(times, 1), u"ms"_s}};
}

Outcome measure(const BenchOptions &options)
{
    Theme theme(*qApp);
    theme.setChoice(ThemeChoice::Light);
    const auto size = std::size_t(400'000 * (options.isSmoke ? 0.02 : options.scale));
    const QString text = QString::fromStdString(answerText(size));
    Reader reader(options.way == "product"_L1);
    reader.show();
    Steps steps(reader.surface());
    steps.take([](int number) { return number < 10; }); // the window itself comes on screen

    Meter meter;
    meter.start();
    const qint64 openedAt = monotonicNow();
    qint64 paintedAt = 0;
    const QList<double> opening = steps.take(
        [&](int number) {
            if (number == 1)
                paintedAt = monotonicNow();
            if (number == 0)
                reader.setText(text);
            return number == 0;
        },
        [&] { return reader.bar().maximum() > 0; });
    steps.take([&](int) { return reader.isBehind(); }); // nothing that is seen changes meanwhile
    const QList<double> pages = steps.take([&](int) {
        reader.bar().triggerAction(QAbstractSlider::SliderPageStepAdd);
        return reader.bar().value() < reader.bar().maximum();
    });
    reader.bar().setValue(0);
    const QList<double> wheel = steps.take([&](int number) {
        return number < (options.isSmoke ? 10 : 1000) && turnWheel(reader.surface());
    });
    const QList<double> widths = steps.take([&](int number) {
        reader.resize(1280 - 20 * (number < 20 ? number : 40 - number), 800);
        return number < (options.isSmoke ? 4 : 40);
    });
    meter.stop();
    const Figures figures = meter.figures() + Figures{{u"first_paint"_s, double(paintedAt - openedAt) / 1e6, u"ms"_s},
                                                      {u"first_paint_cpu"_s, median(opening), u"ms"_s}}
        + framesOf(u"page"_s, pages) + framesOf(u"wheel"_s, wheel) + framesOf(u"resize"_s, widths);
    const bool isWhole = reader.shown().trimmed().endsWith(QLatin1StringView(lastWords.data()));
    return {figures, isWhole ? QString() : u"what is shown does not end as what was given"_s};
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv, {{u"product"_s, 5, 120s}, {u"markdown"_s, 3, 300s}}, measure);
}
