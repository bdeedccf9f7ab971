#include "gui/RunButtonText.h"

#include "gui/Figures.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::RunButtonText)
};

} // namespace

QString runButtonText(const QList<ColumnCost> &costs)
{
    const bool hasUnknown = std::any_of(costs.begin(), costs.end(), [](const ColumnCost &each) {
        return !each.isPractice && each.cost.kind == CostKind::Unknown;
    });
    const Cost sum = sumOf(costs);
    QString text = costs.size() > 1 ? Words::tr("Run %1").arg(costs.size()) : Words::tr("Run");
    if (hasUnknown)
        text += u" · "_s + Words::tr("price not published");
    else if (sum.kind != CostKind::Unknown && !sum.usd.isZero())
        text += u" · "_s + costText(sum);
    return text;
}

} // namespace studio
