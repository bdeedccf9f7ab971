#include "ColumnWatch.h"

#include "AnswerText.h"

#include "gui/AnswerView.h"
#include "gui/RunColumn.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

ColumnWatch::ColumnWatch(RunColumn &column, const StreamPlan &plan)
    : m_column(column)
    , m_plan(plan)
    , m_paints(column.answer())
{
}

bool ColumnWatch::isSeen() const
{
    return m_column.isVisible() && !m_column.visibleRegion().isEmpty();
}

bool ColumnWatch::isOver() const
{
    const qsizetype size = m_column.answer().text().size();
    return size > 0 && !m_column.isRunning() && (!isSeen() || m_paints.shown() == size);
}

QString ColumnWatch::problem() const
{
    const QString sent = QString::fromStdString(m_plan.text());
    const QString &held = m_column.answer().text();
    if (held != sent)
        return u"%1: %2 characters of %3 (%4)"_s.arg(QString::fromStdString(m_plan.model())).arg(held.size())
            .arg(sent.size()).arg(m_column.stateWord());
    if (!isSeen())
        return {};
    if (m_paints.shown() != sent.size())
        return u"painted %1 characters of %2"_s.arg(m_paints.shown()).arg(sent.size());
    return shownText(m_column.answer()).trimmed().endsWith(QLatin1StringView(lastWords.data()))
        ? QString()
        : u"what is shown does not end as what was sent"_s;
}

bool areOver(const ColumnWatches &columns)
{
    return std::all_of(columns.begin(), columns.end(), [](const auto &column) { return column->isOver(); });
}

QString problemOf(const ColumnWatches &columns)
{
    for (const auto &column : columns) {
        if (const QString problem = column->problem(); !problem.isEmpty())
            return problem;
    }
    const bool isAnySeen = std::any_of(columns.begin(), columns.end(), [](const auto &each) { return each->isSeen(); });
    return isAnySeen ? QString() : u"no column is on screen"_s;
}

Figures streamFigures(const ColumnWatches &columns, const BenchServer &server)
{
    QList<QList<Mark>> written;
    QList<QList<Mark>> shown;
    QList<double> waits;
    double late = 0;
    qint64 first = 0;
    qint64 last = 0;
    long deltas = 0;
    double frames = 0;
    for (const auto &column : columns) {
        const auto marks = server.marks(column->plan());
        if (!marks || marks->written.isEmpty() || !column->isSeen() || column->paints().marks().isEmpty())
            continue;
        written << marks->written;
        shown << column->paints().marks();
        waits += lags(written.last(), shown.last());
        late = std::max(late, double(shown.last().last().time - written.last().last().time) / 1e6);
        first = first == 0 ? written.last().first().time : std::min(first, written.last().first().time);
        last = std::max(last, shown.last().last().time);
        deltas += column->plan().deltas;
        const qint64 length = shown.last().last().time - shown.last().first().time;
        const double pace = length > 0 ? double(shown.last().size() - 1) * 1e9 / double(length) : 0;
        frames = shown.size() == 1 ? pace : std::min(frames, pace);
    }
    return {{u"lag_worst"_s, percentile(waits, 1), u"ms"_s},
            {u"lag_p99"_s, percentile(waits, 0.99), u"ms"_s},
            {u"last_shown_after"_s, late, u"ms"_s},
            {u"spread_worst"_s, worstSpread(written, shown), u"ms"_s},
            {u"rate"_s, last > first ? double(deltas) * 1e9 / double(last - first) : 0, u"deltas/s"_s},
            {u"frames"_s, frames, u"frames/s"_s},
            {u"columns_seen"_s, double(shown.size()), u"columns"_s}};
}

} // namespace studio
