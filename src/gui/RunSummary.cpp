#include "gui/RunSummary.h"

#include "gui/ColumnLetter.h"
#include "gui/Figures.h"

#include <QCoreApplication>

#include <chrono>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::RunSummary)
};

/// To the tenth of a second, as columns show it: what looks the same is a tie.
std::chrono::milliseconds asShown(std::chrono::milliseconds duration)
{
    using namespace std::chrono_literals;
    return (duration + 50ms) / 100ms * 100ms;
}

/// The letter of the one column with the smallest value; nothing for a tie or when a value is missing.
template <typename Value>
std::optional<QChar> winner(const QList<std::optional<Value>> &values)
{
    std::optional<QChar> letter;
    std::optional<Value> best;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!values[i])
            continue;
        if (!best || *values[i] < *best) {
            best = values[i];
            letter = columnLetter(int(i) + 1);
        } else if (*values[i] == *best) {
            letter.reset();
        }
    }
    return letter;
}

} // namespace

QString runSummary(const QList<RunRecord> &columns)
{
    QList<std::optional<std::chrono::milliseconds>> times;
    QList<std::optional<Money>> costs;
    QList<std::optional<qint64>> lengths; // negative: the longest wins
    qsizetype done = 0;
    bool areCostsKnown = true;
    for (const RunRecord &record : columns) {
        // A refusal is quick and short, and nobody is looking for the quickest of those.
        const bool isDone = record.state == RunState::Done && record.finish != FinishReason::Refusal;
        done += isDone ? 1 : 0;
        const bool isCostKnown = record.cost.kind != CostKind::Unknown && !record.isPractice;
        areCostsKnown = areCostsKnown && (!isDone || isCostKnown);
        times << (isDone && record.duration ? std::optional(asShown(*record.duration)) : std::nullopt);
        costs << (isDone ? std::optional(record.cost.usd) : std::nullopt);
        lengths << (isDone ? std::optional(-wordCount(record.text)) : std::nullopt);
    }
    if (done < 2)
        return {};
    QStringList parts;
    if (const auto letter = winner(times))
        parts << Words::tr("Fastest %1").arg(*letter);
    if (const auto letter = areCostsKnown ? winner(costs) : std::nullopt)
        parts << Words::tr("cheapest %1").arg(*letter);
    if (const auto letter = winner(lengths))
        parts << Words::tr("longest %1").arg(*letter);
    if (parts.isEmpty())
        return {};
    return Words::tr("%1. One run each is not a measurement.").arg(parts.join(u" · "_s));
}

} // namespace studio
