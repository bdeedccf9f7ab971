#include "providers/UsageReader.h"

#include "core/Json.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

std::optional<Money> amountFrom(const QJsonValue &value)
{
    const auto amount = value.isDouble() ? Money::fromJsonNumber(value.toDouble())
                                         : Money::parse(value.toString());
    return amount && !amount->isNegative() ? amount : std::nullopt;
}

/// With the user's own vendor key the gateway charges nothing itself and the vendor bills the rest.
std::optional<Money> costFrom(const QJsonObject &usage)
{
    const auto cost = amountFrom(usage[u"cost"_s]);
    if (!cost || !usage[u"is_byok"_s].toBool())
        return cost;
    const auto upstream = amountFrom(usage[u"cost_details"_s][u"upstream_inference_cost"_s]);
    return upstream ? cost->plus(*upstream) : std::nullopt;
}

std::optional<qint64> firstCount(const QJsonObject &usage, const QString &name, const QString &otherName)
{
    const auto count = countFrom(usage[name]);
    return count ? count : countFrom(usage[otherName]);
}

} // namespace

std::optional<Usage> usageFrom(const QJsonObject &object)
{
    Usage usage;
    usage.input = firstCount(object, u"prompt_tokens"_s, u"input_tokens"_s);
    usage.output = firstCount(object, u"completion_tokens"_s, u"output_tokens"_s);
    usage.reasoning = countFrom(object[u"completion_tokens_details"_s][u"reasoning_tokens"_s]);
    usage.cached = countFrom(object[u"prompt_tokens_details"_s][u"cached_tokens"_s]);
    usage.cost = costFrom(object);
    const bool saysSomething = usage.input.value_or(0) > 0 || usage.output.value_or(0) > 0
        || (usage.cost && !usage.cost->isZero());
    return saysSomething ? std::optional(usage) : std::nullopt;
}

} // namespace studio
