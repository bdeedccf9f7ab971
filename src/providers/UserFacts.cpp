#include "providers/UserFacts.h"

#include "core/Json.h"
#include "providers/Corrections.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 million = 1'000'000;

QJsonArray pricesOf(const UserFacts &facts)
{
    QJsonArray prices;
    const auto add = [&prices](const QString &per, const std::optional<Money> &usd, const QString &when = {}) {
        if (!usd)
            return;
        QJsonObject price{{u"per"_s, per}, {u"usd"_s, usd->toString()}};
        if (!when.isEmpty())
            price[u"when"_s] = when;
        prices << price;
    };
    const auto ofMillion = [](const std::optional<Money> &token) { return token ? token->times(million) : std::nullopt; };
    add(u"1M input tokens"_s, ofMillion(facts.price.inputToken));
    add(u"1M output tokens"_s, ofMillion(facts.price.outputToken));
    add(u"request"_s, facts.price.request);
    for (const UnitPrice &price : facts.unitPrices)
        add(price.per, price.usd, price.when);
    return prices;
}

QJsonObject entryOf(const QString &model, const UserFacts &facts, const QDate &date)
{
    QJsonObject entry{{u"id"_s, model}};
    if (!facts.category.isEmpty())
        entry[u"category"_s] = facts.category;
    if (facts.context)
        entry[u"context"_s] = *facts.context;
    if (facts.longestAnswer)
        entry[u"longestAnswer"_s] = *facts.longestAnswer;
    if (const QJsonArray prices = pricesOf(facts); !prices.isEmpty())
        entry[u"prices"_s] = prices;
    entry[u"source"_s] = facts.source;
    entry[u"date"_s] = date.toString(Qt::ISODate);
    return entry;
}

} // namespace

UserFacts userFactsOf(const Model &model)
{
    UserFacts facts;
    for (const Origin &origin : model.origins) {
        if (!origin.isUsers)
            continue;
        facts.source = origin.source;
        switch (origin.fact) {
        case Origin::Fact::Category:
            facts.category = model.category;
            break;
        case Origin::Fact::Family:
            break;
        case Origin::Fact::Context:
            facts.context = model.context;
            break;
        case Origin::Fact::LongestAnswer:
            facts.longestAnswer = model.longestAnswer;
            break;
        case Origin::Fact::Price:
            facts.price = model.price;
            facts.unitPrices = model.unitPrices;
            break;
        }
    }
    return facts;
}

Result<QByteArray> withUserFacts(const QByteArray &file, const Target &target, const UserFacts &facts, const QDate &date)
{
    QJsonObject object{{u"schema"_s, 1}, {u"provider"_s, target.provider}};
    if (!file.trimmed().isEmpty()) {
        const auto known = parseJsonObject(file);
        if (!known)
            return Error{ErrorKind::Rejected, known.error().detail};
        object = *known;
    }
    QJsonArray entries;
    if (!facts.isEmpty())
        entries << entryOf(target.model, facts, date);
    for (const QJsonValue &entry : object.value(u"corrections"_s).toArray()) {
        // A family, which no window edits, is kept.
        QJsonObject other = entry.toObject();
        if (other.value(u"id"_s).toString() != target.model) {
            entries << entry;
        } else if (other.contains(u"family"_s)) {
            for (const QString &field : {u"category"_s, u"context"_s, u"longestAnswer"_s, u"prices"_s})
                other.remove(field);
            entries << other;
        }
    }
    object.insert(u"corrections"_s, entries);
    const QByteArray bytes = QJsonDocument(object).toJson();
    if (const auto corrections = Corrections::parse(bytes, target.provider); !corrections)
        return corrections.error();
    return bytes;
}

} // namespace studio
