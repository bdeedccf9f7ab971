#include "PaintWatch.h"

#include "Clock.h"

#include "gui/AnswerScroller.h"
#include "gui/AnswerView.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QKeyEvent>

#include <algorithm>

namespace studio
{

namespace
{

constexpr qint64 look = 10'000'000;

/// When the character behind the first size ones was written; 0 for not yet.
qint64 writtenBehind(const QList<Mark> &written, qsizetype size)
{
    const auto at = std::upper_bound(written.begin(), written.end(), size,
                                     [](qsizetype wanted, const Mark &mark) { return wanted < mark.size; });
    return at == written.end() ? 0 : at->time;
}

/// How old the oldest character is that was written and is not shown, in milliseconds.
double ageAt(qint64 time, const QList<Mark> &written, const QList<Mark> &shown)
{
    const auto next = std::upper_bound(shown.begin(), shown.end(), time,
                                       [](qint64 wanted, const Mark &mark) { return wanted < mark.time; });
    const qint64 since = writtenBehind(written, next == shown.begin() ? 0 : std::prev(next)->size);
    return since == 0 || since > time ? 0 : double(time - since) / 1e6;
}

void press(QWidget &widget, int key)
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::ControlModifier);
    QApplication::sendEvent(&widget, &down);
}

/// The part of the view that the answer is drawn on.
AnswerScroller &scrollerOf(const AnswerView &view)
{
    return *view.findChild<AnswerScroller *>();
}

} // namespace

PaintWatch::PaintWatch(QWidget &surface, const std::function<qsizetype()> &laidOut) : m_laidOut(laidOut)
{
    surface.installEventFilter(this);
}

PaintWatch::PaintWatch(const AnswerView &view)
    : PaintWatch(*scrollerOf(view).viewport(), [&flow = scrollerOf(view).flow()] { return flow.takenIn(); })
{
}

void PaintWatch::forget()
{
    m_marks.clear();
    m_paints = 0;
}

bool PaintWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        ++m_paints;
        const qsizetype laidOut = m_laidOut();
        if (laidOut > shown())
            m_marks << Mark{laidOut, monotonicNow()};
    }
    return QObject::eventFilter(watched, event);
}

QString shownText(const AnswerView &view)
{
    QWidget &widget = scrollerOf(view);
    widget.setFocus(); // shortcuts of the window act on what has it
    QApplication::clipboard()->clear();
    press(widget, Qt::Key_A);
    press(widget, Qt::Key_C);
    return QApplication::clipboard()->text();
}

QList<double> lags(const QList<Mark> &written, const QList<Mark> &shown)
{
    QList<double> result;
    qsizetype before = 0;
    for (const Mark &paint : shown) {
        const qint64 since = writtenBehind(written, before);
        if (since > 0)
            result << double(paint.time - since) / 1e6;
        before = paint.size;
    }
    return result;
}

double worstSpread(const QList<QList<Mark>> &written, const QList<QList<Mark>> &shown)
{
    qint64 begin = 0;
    qint64 end = 0;
    for (const QList<Mark> &marks : shown) {
        if (marks.isEmpty())
            continue;
        begin = begin == 0 ? marks.first().time : std::min(begin, marks.first().time);
        end = std::max(end, marks.last().time);
    }
    double worst = 0;
    for (qint64 time = begin; time <= end; time += look) {
        double least = 1e12;
        double most = 0;
        for (qsizetype i = 0; i < shown.size(); ++i) {
            const double age = ageAt(time, written[i], shown[i]);
            least = std::min(least, age);
            most = std::max(most, age);
        }
        worst = std::max(worst, most - least);
    }
    return worst;
}

} // namespace studio
