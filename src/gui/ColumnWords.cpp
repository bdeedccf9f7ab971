#include "gui/ColumnWords.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/Figures.h"
#include "gui/RunText.h"
#include "gui/TrialRuns.h"

namespace studio
{

ColumnWords::ColumnWords(const RunFlows &flows, TrialRuns &runs)
    : m_flows(flows)
    , m_runs(runs)
{
}

Message ColumnWords::messageFor(const RunRecord &record) const
{
    Message message = runText(record, contextFor(record));
    if (record.isPractice) {
        // There is no account to look at, and this is the practice gateway already.
        for (const Action action : {Action::CheckKey, Action::Connect, Action::OpenBilling, Action::UsePractice})
            message.actions.removeAll(action);
    }
    return message;
}

QString ColumnWords::providerName(const QString &id) const
{
    const auto profile = m_flows.accounts.profile(id);
    return profile ? profile->name : id;
}

QString ColumnWords::modelName(const Target &target) const
{
    const auto model = m_flows.catalog.find(target);
    return model ? model->name : target.model;
}

QString ColumnWords::answeredFor(const RunRecord &record) const
{
    const auto row = m_flows.catalog.find(record.target);
    return answeredText(record, row ? &*row : nullptr);
}

MessageContext ColumnWords::contextFor(const RunRecord &record) const
{
    MessageContext context{providerName(record.target.provider)};
    const Catalog::Listing listing = m_flows.catalog.listing(record.target.provider);
    if (m_flows.catalog.find(record.target))
        context.lastSeen = listing.asOf.date();
    const QList<ColumnFit> fits = m_runs.trial().targets.contains(record.target) && isOver(record.state)
        ? m_runs.current().columnFits({record.target})
        : QList<ColumnFit>();
    context.makes = fits.isEmpty() ? std::nullopt : fits.first().makes;
    const int column = int(m_runs.trial().targets.indexOf(record.target)) + 1;
    if (context.makes && !record.isPractice && column > 0) {
        const Cost cost = m_runs.costs().value(column - 1).cost;
        context.price = cost.kind == CostKind::Unknown ? QString() : costText(cost);
    }
    return context;
}

} // namespace studio
