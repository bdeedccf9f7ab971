#include "core/Usage.h"

#include "core/Json.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

void put(QJsonObject &object, const QString &key, std::optional<qint64> value)
{
    if (value)
        object[key] = *value;
}

} // namespace

QJsonObject toJson(const Usage &usage)
{
    QJsonObject object;
    put(object, u"input"_s, usage.input);
    put(object, u"output"_s, usage.output);
    put(object, u"reasoning"_s, usage.reasoning);
    put(object, u"cached"_s, usage.cached);
    put(object, u"cache_writes"_s, usage.cacheWrites);
    put(object, u"pictures"_s, usage.pictures);
    return object;
}

QJsonObject toJsonWithCosts(const Usage &usage)
{
    QJsonObject object = toJson(usage);
    if (usage.cost)
        object[u"cost"_s] = usage.cost->toString();
    if (usage.upstreamCost)
        object[u"upstream_cost"_s] = usage.upstreamCost->toString();
    return object;
}

Usage usageFromJson(const QJsonObject &object)
{
    return {countFrom(object[u"input"_s]),
            countFrom(object[u"output"_s]),
            countFrom(object[u"reasoning"_s]),
            countFrom(object[u"cached"_s]),
            Money::parse(object[u"cost"_s].toString()),
            Money::parse(object[u"upstream_cost"_s].toString()),
            countFrom(object[u"cache_writes"_s]),
            countFrom(object[u"pictures"_s])};
}

} // namespace studio
