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

/// Some answers have only the two halves of it.
std::optional<Money> upstreamCostFrom(const QJsonValue &details)
{
    if (const auto whole = amountFrom(details[u"upstream_inference_cost"_s]))
        return whole;
    const auto input = amountFrom(details[u"upstream_inference_input_cost"_s]);
    const auto output = amountFrom(details[u"upstream_inference_output_cost"_s]);
    return input && output ? input->plus(*output) : std::nullopt;
}

/// With the user's own vendor key the gateway charges nothing itself and the vendor bills the rest.
std::optional<Money> costFrom(const QJsonObject &usage, const std::optional<Money> &upstream)
{
    const auto cost = amountFrom(usage[u"cost"_s]);
    if (!cost || !usage[u"is_byok"_s].toBool())
        return cost;
    return upstream ? cost->plus(*upstream) : std::nullopt;
}

/// Newer formats have other words for the two sides: "input" for "prompt", "output" for "completion".
std::optional<qint64> firstCount(const QJsonValue &object, QLatin1StringView name, const QJsonValue &otherObject,
                                 QLatin1StringView otherName)
{
    const auto count = countFrom(object[name]);
    return count ? count : countFrom(otherObject[otherName]);
}

std::optional<qint64> inputDetail(const QJsonObject &usage, QLatin1StringView name)
{
    return firstCount(usage[u"prompt_tokens_details"_s], name, usage[u"input_tokens_details"_s], name);
}

std::optional<qint64> outputDetail(const QJsonObject &usage, QLatin1StringView name)
{
    return firstCount(usage[u"completion_tokens_details"_s], name, usage[u"output_tokens_details"_s], name);
}

} // namespace

std::optional<Usage> usageFrom(const QJsonObject &object)
{
    Usage usage;
    usage.input = firstCount(object, "prompt_tokens"_L1, object, "input_tokens"_L1);
    usage.output = firstCount(object, "completion_tokens"_L1, object, "output_tokens"_L1);
    usage.reasoning = outputDetail(object, "reasoning_tokens"_L1);
    usage.cached = inputDetail(object, "cached_tokens"_L1);
    usage.upstreamCost = upstreamCostFrom(object[u"cost_details"_s]);
    usage.cost = costFrom(object, usage.upstreamCost);
    usage.cacheWrites = inputDetail(object, "cache_write_tokens"_L1);
    usage.pictures = outputDetail(object, "image_tokens"_L1);
    const bool saysSomething = usage.input.value_or(0) > 0 || usage.output.value_or(0) > 0
        || (usage.cost && !usage.cost->isZero());
    return saysSomething ? std::optional(usage) : std::nullopt;
}

} // namespace studio
