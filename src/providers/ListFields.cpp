#include "providers/ListFields.h"

#include "core/Json.h"
#include "core/Parameter.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostWordChars = 40;

}

QString cleanText(const QJsonValue &value, qsizetype most)
{
    return shortened(withoutControls(value.toString().first(std::min(value.toString().size(), 4 * most))).simplified(),
                     most);
}

QStringList wordsFrom(const QJsonValue &list)
{
    QStringList words;
    for (const QJsonValue &each : list.toArray()) {
        if (const QString word = cleanText(each, mostWordChars); !word.isEmpty())
            words << word;
    }
    return words;
}

std::optional<Money> priceFrom(const QJsonValue &value)
{
    const auto price = Money::parse(value.toString());
    return price && !price->isNegative() ? price : std::nullopt;
}

Price pricesFrom(const QJsonValue &pricing)
{
    Price price{priceFrom(pricing[u"prompt"_s]), priceFrom(pricing[u"completion"_s]),
                priceFrom(pricing[u"request"_s])};
    if (price.request && price.request->isZero() && (price.inputToken || price.outputToken))
        price.request.reset();
    return price;
}

std::optional<qint64> firstPositive(std::initializer_list<QJsonValue> values)
{
    for (const QJsonValue &value : values) {
        if (const auto count = countFrom(value); count && *count > 0)
            return count;
    }
    return std::nullopt;
}

QStringList settingsFrom(const QStringList &listed)
{
    QStringList settings;
    for (const Parameter &parameter : parameters()) {
        const auto alsoNamed = [&](QLatin1StringView setting, QLatin1StringView other) {
            return parameter.name == setting && listed.contains(other);
        };
        if (listed.contains(parameter.name) || alsoNamed("max_tokens"_L1, "max_completion_tokens"_L1)
            || alsoNamed("reasoning_effort"_L1, "reasoning"_L1) || alsoNamed("reasoning_tokens"_L1, "reasoning"_L1)
            || alsoNamed("answer_format"_L1, "response_format"_L1)
            || alsoNamed("answer_schema"_L1, "structured_outputs"_L1))
            settings << parameter.name;
    }
    return settings;
}

} // namespace studio
