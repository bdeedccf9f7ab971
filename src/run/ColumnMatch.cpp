#include "run/ColumnMatch.h"

#include <algorithm>

namespace studio
{

QList<RunRecord> lastRuns(const QList<Target> &targets, const QList<RunRecord> &kept)
{
    QList<RunRecord> shown(targets.size());
    QList<RunRecord> left = kept;
    for (const bool isOwnColumn : {true, false}) {
        for (qsizetype i = 0; i < targets.size(); ++i) {
            const auto found = std::find_if(left.begin(), left.end(), [&](const RunRecord &record) {
                return record.target == targets[i] && (!isOwnColumn || record.column == int(i) + 1);
            });
            if (found == left.end() || !shown[i].id.isEmpty())
                continue;
            shown[i] = *found;
            left.erase(found);
        }
    }
    return shown;
}

QList<int> columnsBefore(const QList<Target> &before, const QList<Target> &now, int leaving)
{
    QList<Target> left = before;
    if (leaving > 0)
        left[leaving - 1] = Target{};
    QList<int> columns;
    for (const Target &target : now) {
        const qsizetype old = left.indexOf(target);
        if (old >= 0)
            left[old] = Target{};
        columns << int(old) + 1;
    }
    return columns;
}

} // namespace studio
