#include "cli/ModelsCommand.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "catalog/ModelTable.h"

#include <QJsonArray>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

ModelsCommand::ModelsCommand(const Services &services, Output &output, const Filter &filter, QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_filter(filter)
{
}

void ModelsCommand::start()
{
    if (!m_services.accounts.hasPracticeGateway()) {
        QTimer::singleShot(0, this, &ModelsCommand::list);
        return;
    }
    connect(&m_services.catalog, &Catalog::refreshed, this, &ModelsCommand::list);
    m_services.catalog.refresh(u"practice"_s);
}

void ModelsCommand::interrupt()
{
    emit finished(ExitInterrupted);
}

void ModelsCommand::list()
{
    ModelTable table;
    table.setModels(m_services.catalog.models());
    table.setProvider(m_filter.provider);
    table.setSearch(m_filter.search);
    int shown = 0;
    for (int row = 0; row < table.rowCount(); ++row) {
        const Model model = table.index(row, 0).data(ModelTable::ModelRole).value<Model>();
        if (!m_filter.output.isEmpty() && !model.outputs.contains(m_filter.output))
            continue;
        show(model);
        ++shown;
    }
    if (shown == 0)
        m_output.note(u"note: no model of these lists is like that"_s);
    emit finished(ExitDone);
}

void ModelsCommand::show(const Model &model)
{
    if (m_output.isJson()) {
        const auto price = [](const std::optional<Money> &money) {
            return money ? QJsonValue(money->toString()) : QJsonValue();
        };
        m_output.object({{u"provider"_s, model.target.provider},
                         {u"model"_s, model.target.model},
                         {u"name"_s, model.name},
                         {u"outputs"_s, QJsonArray::fromStringList(model.outputs)},
                         {u"input_usd_per_token"_s, price(model.price.inputToken)},
                         {u"output_usd_per_token"_s, price(model.price.outputToken)}});
        return;
    }
    const auto perMillion = [](const std::optional<Money> &perToken) {
        const auto sum = perToken ? perToken->times(1'000'000) : std::nullopt;
        return sum ? u'$' + sum->rounded() : u"not published"_s;
    };
    const QString prices = model.price.inputToken || model.price.outputToken
        ? u"%1 in, %2 out per million tokens"_s.arg(perMillion(model.price.inputToken),
                                                    perMillion(model.price.outputToken))
        : u"price not published"_s;
    m_output.line(u"%1  %2"_s.arg(model.target.toString(), -52).arg(prices));
}

} // namespace studio
