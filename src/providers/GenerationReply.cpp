#include "providers/GenerationReply.h"

#include "core/Json.h"
#include "providers/ListFields.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostIdChars = 200;
constexpr qsizetype mostNameChars = 200;
constexpr double mostMilliseconds = 1e12;

std::optional<std::chrono::milliseconds> timeFrom(const QJsonValue &value)
{
    const double time = value.toDouble(-1);
    if (time < 0 || time > mostMilliseconds)
        return std::nullopt;
    return std::chrono::milliseconds(std::llround(time));
}

std::optional<bool> flagFrom(const QJsonValue &value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<Money> costFrom(const QJsonValue &value)
{
    const auto cost = value.isDouble() ? Money::fromJsonNumber(value.toDouble()) : Money::parse(value.toString());
    return cost && !cost->isNegative() ? cost : std::nullopt;
}

/// As the model's own tokenizer counts; the other counts are made to be compared between models.
std::optional<qint64> tokens(const QJsonObject &data, const QString &name)
{
    const auto native = countFrom(data[u"native_tokens_"_s + name]);
    return native ? native : countFrom(data[u"tokens_"_s + name]);
}

} // namespace

QString generationIdIn(QByteArrayView json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return {};
    for (const QJsonValue &id : {(*object)[u"generation_id"_s], (*object)[u"id"_s], (*object)[u"response"_s][u"id"_s],
                                 (*object)[u"message"_s][u"id"_s]}) {
        if (id.toString().startsWith("gen-"_L1))
            return cleanGenerationId(id.toString());
    }
    return {};
}

QString cleanGenerationId(const QString &id)
{
    const bool isPlain = std::all_of(id.begin(), id.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
    return isPlain && id.size() <= mostIdChars ? id : QString();
}

Result<Confirmation> confirmationFrom(const QJsonObject &reply)
{
    const QJsonObject data = reply[u"data"_s].toObject();
    Confirmation record;
    record.usage.cost = costFrom(data[u"total_cost"_s]);
    if (!record.usage.cost)
        return Error{ErrorKind::Garbled, u"the record names no cost"_s};
    record.usage.upstreamCost = costFrom(data[u"upstream_inference_cost"_s]);
    record.usage.input = tokens(data, u"prompt"_s);
    record.usage.output = tokens(data, u"completion"_s);
    record.usage.reasoning = countFrom(data[u"native_tokens_reasoning"_s]);
    record.usage.cached = countFrom(data[u"native_tokens_cached"_s]);
    record.usage.pictures = countFrom(data[u"native_tokens_completion_images"_s]);
    record.model = cleanText(data[u"model"_s], mostNameChars);
    record.company = cleanText(data[u"provider_name"_s], mostNameChars);
    record.word = cleanText(data[u"native_finish_reason"_s], mostNameChars);
    if (record.word.isEmpty())
        record.word = cleanText(data[u"finish_reason"_s], mostNameChars);
    record.firstWord = timeFrom(data[u"latency"_s]);
    record.duration = timeFrom(data[u"generation_time"_s]);
    record.isCancelled = flagFrom(data[u"cancelled"_s]);
    record.isOnOwnKey = flagFrom(data[u"is_byok"_s]);
    return record;
}

} // namespace studio
