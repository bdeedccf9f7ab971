#include "providers/MessagesUsage.h"

#include "core/Json.h"
#include "providers/UsageReader.h"

#include <QtNumeric>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// input_tokens leaves out what was read from the cache and written to it. Unknown when it is missing itself.
std::optional<qint64> wholeInput(const QJsonObject &usage)
{
    std::optional<qint64> input = countFrom(usage[u"input_tokens"_s]);
    for (const QString &name : {u"cache_read_input_tokens"_s, u"cache_creation_input_tokens"_s}) {
        qint64 sum = 0;
        if (input && qAddOverflow(*input, countFrom(usage[name]).value_or(0), &sum))
            return std::nullopt;
        if (input)
            input = sum;
    }
    return input;
}

} // namespace

void replaceCounts(QJsonObject &known, const QJsonObject &later)
{
    for (const QString &name :
         {u"input_tokens"_s, u"output_tokens"_s, u"cache_read_input_tokens"_s, u"cache_creation_input_tokens"_s,
          u"output_tokens_details"_s, u"cost"_s, u"cost_details"_s, u"is_byok"_s}) {
        const QJsonValue value = later[name];
        const bool isZero = value.isDouble() && value.toDouble() == 0.0;
        if (!value.isNull() && !value.isUndefined() && !(isZero && known.contains(name)))
            known[name] = value;
    }
}

std::optional<Usage> messagesUsageFrom(const QJsonObject &usage)
{
    QJsonObject common;
    for (const QString &name : {u"cost"_s, u"cost_details"_s, u"is_byok"_s})
        common[name] = usage[name];
    if (const auto input = wholeInput(usage))
        common[u"prompt_tokens"_s] = *input;
    common[u"completion_tokens"_s] = usage[u"output_tokens"_s];
    common[u"prompt_tokens_details"_s] = QJsonObject{{u"cached_tokens"_s, usage[u"cache_read_input_tokens"_s]}};
    common[u"completion_tokens_details"_s] =
        QJsonObject{{u"reasoning_tokens"_s, usage[u"output_tokens_details"_s][u"thinking_tokens"_s]}};
    std::optional<Usage> counts = usageFrom(common);
    if (counts)
        counts->cacheWrites = countFrom(usage[u"cache_creation_input_tokens"_s]);
    return counts;
}

} // namespace studio
