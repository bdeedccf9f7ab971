#include "core/Pricing.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 million = 1'000'000;

PriceUnit unitNamed(QStringView per, PriceUnit request)
{
    for (const PriceUnit unit : {PriceUnit::Picture, PriceUnit::Second, PriceUnit::MillionPictureTokens,
                                 PriceUnit::MillionVideoTokens, PriceUnit::MillionSoundTokens, PriceUnit::Minute,
                                 PriceUnit::MillionCharacters}) {
        if (per == nameOf(unit))
            return unit;
    }
    return per == nameOf(PriceUnit::Request) ? request : PriceUnit::Other;
}

/// One request makes one picture or one clip where nothing else is said.
PriceUnit unitOfRequest(const Model &model)
{
    if (model.category == "video"_L1)
        return PriceUnit::Clip;
    return model.category == "image"_L1 ? PriceUnit::Picture : PriceUnit::Request;
}

/// Which units say more of a model than others, the best first.
QList<PriceUnit> preferredUnits(const Model &model)
{
    if (model.category == "video"_L1)
        return {PriceUnit::Second, PriceUnit::Clip, PriceUnit::MillionVideoTokens};
    if (model.category == "image"_L1)
        return {PriceUnit::Picture, PriceUnit::MillionPictureTokens};
    return {};
}

std::optional<HeadPrice> unitPriceOf(const Model &model, PriceUnit wanted)
{
    std::optional<HeadPrice> head;
    const auto take = [&head, wanted](const UnitPrice &price) {
        if (!head) {
            head = {wanted, price.usd, price.usd, {}, price.when, wanted == PriceUnit::Other ? price.per : QString()};
            return;
        }
        if (price.usd < head->lowest) {
            head->lowest = price.usd;
            head->when = price.when;
        }
        head->highest = std::max(head->highest, price.usd);
    };
    for (const UnitPrice &price : model.unitPrices) {
        if (unitNamed(price.per, unitOfRequest(model)) == wanted && (!head || head->word.isEmpty() || head->word == price.per))
            take(price);
    }
    if (model.price.request && unitOfRequest(model) == wanted)
        take({*model.price.request, u"request"_s});
    return head;
}

std::optional<HeadPrice> tokenPriceOf(const Price &price)
{
    const auto of = [](const std::optional<Money> &token) { return token ? token->times(million) : std::nullopt; };
    const auto input = of(price.inputToken);
    const auto output = of(price.outputToken);
    if (!input && !output)
        return std::nullopt;
    return HeadPrice{PriceUnit::MillionTokens, output ? *output : *input, output ? *output : *input, input};
}

/// "10 s, 720p" says how long the clip is.
std::optional<qint64> secondsIn(QStringView when)
{
    for (const QStringView part : when.split(u',')) {
        const QStringView word = part.trimmed();
        bool isNumber = false;
        const qint64 seconds = word.endsWith(" s"_L1) ? word.chopped(2).toLongLong(&isNumber) : 0;
        if (isNumber && seconds > 0)
            return seconds;
    }
    return std::nullopt;
}

std::optional<Money> secondOfClips(const Model &model)
{
    std::optional<Money> lowest;
    for (const UnitPrice &price : model.unitPrices) {
        const auto seconds = price.per == nameOf(PriceUnit::Request) ? secondsIn(price.when) : std::nullopt;
        const auto each = seconds ? price.usd.dividedBy(*seconds) : std::nullopt;
        if (each && (!lowest || *each < *lowest))
            lowest = each;
    }
    return lowest;
}

} // namespace

QLatin1StringView nameOf(PriceUnit unit)
{
    switch (unit) {
    case PriceUnit::MillionTokens:
        return "1M tokens"_L1;
    case PriceUnit::Picture:
        return "image"_L1;
    case PriceUnit::Second:
        return "second"_L1;
    case PriceUnit::Clip:
        return "clip"_L1;
    case PriceUnit::MillionPictureTokens:
        return "1M image tokens"_L1;
    case PriceUnit::MillionVideoTokens:
        return "1M video tokens"_L1;
    case PriceUnit::MillionSoundTokens:
        return "1M audio tokens"_L1;
    case PriceUnit::Minute:
        return "minute"_L1;
    case PriceUnit::MillionCharacters:
        return "1M characters"_L1;
    case PriceUnit::Request:
        return "request"_L1;
    case PriceUnit::Other:
        return "other"_L1;
    }
    return {};
}

std::optional<HeadPrice> headPrice(const Model &model)
{
    for (const PriceUnit unit : preferredUnits(model)) {
        if (auto price = unitPriceOf(model, unit))
            return price;
    }
    if (auto price = tokenPriceOf(model.price))
        return price;
    for (const PriceUnit unit : {PriceUnit::Minute, PriceUnit::MillionCharacters, PriceUnit::Request, PriceUnit::Picture,
                                 PriceUnit::Second, PriceUnit::MillionSoundTokens, PriceUnit::MillionPictureTokens,
                                 PriceUnit::MillionVideoTokens, PriceUnit::Other}) {
        if (auto price = unitPriceOf(model, unit))
            return price;
    }
    return std::nullopt;
}

PriceUnit unitOf(const Model &model)
{
    if (model.category == "video"_L1)
        return PriceUnit::Second;
    if (model.category == "image"_L1)
        return PriceUnit::Picture;
    const bool isSpoken = model.outputs.contains("speech"_L1) || model.outputs.contains("transcription"_L1);
    return isSpoken && !model.outputs.contains("text"_L1) ? PriceUnit::Minute : PriceUnit::MillionTokens;
}

std::optional<Money> comparablePrice(const Model &model)
{
    const PriceUnit unit = unitOf(model);
    const auto price = unit == PriceUnit::MillionTokens ? tokenPriceOf(model.price) : unitPriceOf(model, unit);
    if (price)
        return price->lowest;
    return unit == PriceUnit::Second ? secondOfClips(model) : std::nullopt;
}

bool isFree(const Model &model)
{
    const auto costs = [](const std::optional<Money> &price) { return price && !price->isZero(); };
    if (costs(model.price.inputToken) || costs(model.price.outputToken) || costs(model.price.request))
        return false;
    const bool isUnitFree = std::all_of(model.unitPrices.begin(), model.unitPrices.end(),
                                        [](const UnitPrice &price) { return price.usd.isZero(); });
    return isUnitFree && (model.price.isKnown() || !model.unitPrices.isEmpty());
}

} // namespace studio
