#include "gui/RunActivity.h"

#include "gui/Figures.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::RunActivity)
};

} // namespace

bool takesLong(const RunRecord &record)
{
    return record.recipe.job.has_value() || record.job.has_value();
}

QString activityText(const QList<RunRecord> &running, const QDateTime &now)
{
    int jobs = 0;
    QDateTime first;
    for (const RunRecord &record : running) {
        if (!takesLong(record))
            continue;
        ++jobs;
        if (!first.isValid() || record.started < first)
            first = record.started;
    }
    const int others = int(running.size()) - jobs;
    QStringList parts;
    if (jobs > 0) {
        const std::chrono::seconds since(qMax<qint64>(0, first.secsTo(now)));
        //: %1 is a clock: "1 video working 0:48".
        parts << Words::tr("%n video(s) working %1", nullptr, jobs).arg(clockText(since));
    }
    if (others > 0)
        parts << Words::tr("%n answer(s) under way", nullptr, others);
    return parts.join(Words::tr(" · ", "between the parts of a status line"));
}

} // namespace studio
