#include "run/RunCost.h"

namespace studio
{

Cost costOf(const RunRecord &record, const FindModel &findModel, const Cost &guess)
{
    if (record.usage.cost)
        return {CostKind::Reported, *record.usage.cost};
    const bool isMade = !record.media.isEmpty() || !record.links.isEmpty() || (record.job && record.job->isDone);
    if (isMade && guess.kind != CostKind::Unknown)
        return guess;
    if (!findModel || !record.usage.output)
        return record.cost;
    const auto asked = findModel(record.target);
    const QString &answered = record.answered.model;
    const bool isAsked = isSameModel(record.target.model, answered, asked ? &*asked : nullptr);
    const auto model = isAsked ? asked : findModel({record.target.provider, answered});
    return model ? estimate(model->price, record.usage.input, record.usage.output) : record.cost;
}

} // namespace studio
