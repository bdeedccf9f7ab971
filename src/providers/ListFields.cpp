#include "providers/ListFields.h"

#include "core/Json.h"
#include "core/Parameter.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostWordChars = 40;
constexpr qsizetype mostUnitPrices = 40;
constexpr qint64 million = 1'000'000;

/// "image_to_video_duration_seconds_720p" is a second of 720p made from a picture.
UnitPrice videoPrice(const QString &sku, Money usd)
{
    constexpr std::array<std::pair<QLatin1StringView, QLatin1StringView>, 4> conditions{{
        {"text_to_video"_L1, "text to video"_L1},
        {"image_to_video"_L1, "image to video"_L1},
        {"with_audio"_L1, "with audio"_L1},
        {"without_audio"_L1, "without audio"_L1},
    }};
    const bool isSecond = sku.contains("duration_seconds"_L1);
    const bool isToken = sku.contains("video_tokens"_L1);
    if (!isSecond && !isToken)
        return {usd, cleanText(QString(sku).replace(u'_', u' '), mostWordChars)};
    QString rest = u'_' + sku + u'_';
    rest.replace(isSecond ? "_duration_seconds_"_L1 : "_video_tokens_"_L1, "_"_L1);
    QStringList when;
    for (const auto &[part, words] : conditions) {
        if (const qsizetype at = rest.indexOf(u'_' + part + u'_'); at >= 0) {
            rest.remove(at, part.size() + 1);
            when << QString(words);
        }
    }
    for (const QString &size : rest.split(u'_', Qt::SkipEmptyParts))
        when << cleanText(size, mostWordChars);
    return {isToken ? usd.times(million).value_or(usd) : usd, isToken ? u"1M video tokens"_s : u"second"_s,
            when.join(", "_L1)};
}

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

QList<UnitPrice> unitPricesFrom(const QJsonValue &pricing, const QJsonValue &videoPrices)
{
    QList<UnitPrice> prices;
    for (const auto &[field, per] : {std::pair{u"image_output"_s, u"1M image tokens"_s},
                                     std::pair{u"audio_output"_s, u"1M audio tokens"_s}}) {
        const auto token = priceFrom(pricing[field]);
        if (const auto price = token ? token->times(million) : std::nullopt)
            prices << UnitPrice{*price, per};
    }
    const QJsonObject skus = videoPrices.toObject();
    for (auto sku = skus.begin(); sku != skus.end() && prices.size() < mostUnitPrices; ++sku) {
        if (const auto price = priceFrom(sku.value()))
            prices << videoPrice(sku.key(), *price);
    }
    return prices;
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
