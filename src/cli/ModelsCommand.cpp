#include "cli/ModelsCommand.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "catalog/ModelTable.h"

#include <QJsonArray>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// "not of the list: 2025-10, certainty D".
QString originText(const Origin &origin)
{
    const QString date = origin.date.isEmpty() ? u"of unknown date"_s : origin.date;
    return u"not of the list: %1, certainty %2"_s.arg(date, QString(origin.certainty));
}

QJsonArray pricesOf(const Model &model)
{
    QJsonArray list;
    for (const UnitPrice &price : model.unitPrices) {
        QJsonObject object{{u"usd"_s, price.usd.toString()}, {u"per"_s, price.per}};
        if (!price.when.isEmpty())
            object[u"when"_s] = price.when;
        list << object;
    }
    return list;
}

QJsonArray originsOf(const Model &model)
{
    QJsonArray list;
    for (const Origin &origin : model.origins) {
        QJsonObject object{{u"fact"_s, QString(nameOf(origin.fact))},
                           {u"source"_s, origin.source},
                           {u"date"_s, origin.date},
                           {u"certainty"_s, QString(origin.certainty)},
                           {u"own"_s, origin.isUsers}};
        if (!origin.doubt.isEmpty())
            object[u"doubt"_s] = origin.doubt;
        list << object;
    }
    return list;
}

QJsonObject modelObject(const Model &model)
{
    const auto price = [](const std::optional<Money> &money) {
        return money ? QJsonValue(money->toString()) : QJsonValue();
    };
    return {{u"provider"_s, model.target.provider},
            {u"model"_s, model.target.model},
            {u"name"_s, model.name},
            {u"category"_s, model.category},
            {u"outputs"_s, QJsonArray::fromStringList(model.outputs)},
            {u"input_usd_per_token"_s, price(model.price.inputToken)},
            {u"output_usd_per_token"_s, price(model.price.outputToken)},
            {u"usd_per_request"_s, price(model.price.request)},
            {u"other_prices"_s, pricesOf(model)},
            {u"corrections"_s, originsOf(model)}};
}

} // namespace

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
    for (const QString &problem : m_services.catalog.problems())
        m_output.note(u"note: "_s + problem);
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
        m_output.object(modelObject(model));
        return;
    }
    const auto perMillion = [](const std::optional<Money> &perToken) {
        const auto sum = perToken ? perToken->times(1'000'000) : std::nullopt;
        return sum ? u'$' + sum->rounded() : u"not published"_s;
    };
    QStringList prices;
    if (model.price.inputToken || model.price.outputToken)
        prices << u"%1 in, %2 out per million tokens"_s.arg(perMillion(model.price.inputToken),
                                                            perMillion(model.price.outputToken));
    if (model.price.request)
        prices << u"$%1 per request"_s.arg(model.price.request->rounded());
    for (const UnitPrice &price : model.unitPrices)
        prices << u"$%1 per %2"_s.arg(price.usd.rounded(), price.per)
                + (price.when.isEmpty() ? QString() : u" (%1)"_s.arg(price.when));
    if (prices.isEmpty())
        prices << u"price not published"_s;
    if (const Origin *origin = model.originOf(Origin::Fact::Price))
        prices << originText(*origin);
    m_output.line(u"%1  %2"_s.arg(model.target.toString(), -52).arg(prices.join(", "_L1)));
}

} // namespace studio
