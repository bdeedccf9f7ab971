// P12: very long prompts. "paste": 20,000 lines pasted into the prompt box of the whole program; "open": a trial
// file with a prompt of 10 MiB; "set": the page is given that prompt; and the first and the last in a stock
// QPlainTextEdit.

#include "AnswerText.h"
#include "AppStage.h"
#include "Clock.h"
#include "Turns.h"

#include "gui/TryPage.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto calmAfter = 3000ms; // saving and the search for blanks come up to half a second later
constexpr qsizetype mebibyte = 1024 * 1024;

QString lines(int count)
{
    QString text;
    for (int line = 1; line <= count; ++line)
        text += u"Line %1 of a long log, with some words as they are found there: size=%2 state=open\n"_s.arg(line)
                    .arg(line * 7919 % 10'007);
    return text;
}

QString prose(qsizetype size)
{
    return QString::fromStdString(answerText(std::size_t(size)));
}

void paste(QWidget &box, const QString &text)
{
    QApplication::clipboard()->setText(text);
    box.setFocus();
    QKeyEvent press(QEvent::KeyPress, Qt::Key_V, Qt::ControlModifier);
    QApplication::sendEvent(&box, &press);
}

/// How long the action itself took, how long the window was held up at worst until it is calm again, and the cost.
Figures timed(const std::function<void()> &action, const BenchOptions &options)
{
    Meter meter;
    double call = 0;
    QTimer::singleShot(options.settle(), qApp, [&] {
        meter.start();
        const qint64 begin = monotonicNow();
        action();
        call = double(monotonicNow() - begin) / 1e6;
        QTimer::singleShot(options.isSmoke ? 700ms : calmAfter, qApp, [] { QApplication::exit(); });
    });
    QApplication::exec();
    meter.stop();
    const Figures all = meter.figures();
    Figures figures{all[0], {u"call"_s, call, u"ms"_s}};
    for (const Figure &figure : all) {
        if (figure.name == "gap_worst"_L1)
            figures << Figure{u"blocked"_s, qMax(call, figure.value), figure.unit};
        else if (figure.name == "growth"_L1 || figure.name == "pss_peak"_L1)
            figures << figure;
    }
    return figures;
}

Outcome measureProduct(const BenchOptions &options, const QString &text)
{
    AppStage stage;
    if (!stage.isReady())
        return {{}, u"the server did not start"_s};
    const bool isOpened = options.way == "open"_L1;
    const QString file = stage.writeTrial({StreamPlan{}}, isOpened ? text : u"Hello"_s);
    if (!isOpened)
        stage.open(file);
    const Figures figures = timed(
        [&] {
            if (isOpened) {
                stage.open(file);
            } else if (options.way == "set"_L1) {
                Prompt prompt;
                prompt.text = text;
                stage.page().setPrompt(prompt);
            } else {
                auto *box = stage.page().findChild<QWidget *>(u"promptBox"_s);
                QKeyEvent all(QEvent::KeyPress, Qt::Key_A, Qt::ControlModifier);
                box->setFocus();
                QApplication::sendEvent(box, &all);
                paste(*box, text);
            }
        },
        options);
    return {figures, stage.page().prompt().text == text ? QString() : u"the page has another prompt"_s};
}

Outcome measureStock(const BenchOptions &options, const QString &text)
{
    QPlainTextEdit box;
    box.resize(1280, 800);
    box.show();
    const Figures figures = timed(
        [&] {
            if (options.way == "stock_set"_L1)
                box.setPlainText(text);
            else
                paste(box, text);
        },
        options);
    return {figures, box.toPlainText() == text ? QString() : u"the box has another text"_s};
}

Outcome measure(const BenchOptions &options)
{
    const double scale = options.isSmoke ? 0.01 : options.scale;
    const QString text = options.way.endsWith("paste"_L1) ? lines(int(20'000 * scale))
                                                          : prose(qsizetype(double(10 * mebibyte) * scale));
    return options.way.startsWith("stock"_L1) ? measureStock(options, text) : measureProduct(options, text);
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    return runBench(argc, argv,
                    {{u"paste"_s, 5, 120s}, {u"open"_s, 3, 180s}, {u"set"_s, 3, 180s}, {u"stock_paste"_s, 5, 120s},
                     {u"stock_set"_s, 3, 180s}},
                    measure);
}
