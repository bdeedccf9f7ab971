#include "run/CostGuess.h"

#include "core/Pricing.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{
constexpr qint64 ordinaryAnswer = 500; // tokens
constexpr qint64 ordinaryClip = 8;     // seconds

/// Whether every part of the price's condition is among the settings, as far as they say: "720p", "10 s".
bool fitsSettings(const UnitPrice &price, const QJsonObject &settings)
{
    for (const QString &part : price.when.split(u", "_s, Qt::SkipEmptyParts)) {
        const QString seconds = settings.contains(u"seconds"_s) ? u"%1 s"_s.arg(settings[u"seconds"_s].toDouble()) : QString();
        const QString resolution = settings[u"resolution"_s].toString();
        const bool isSound = part == "with audio"_L1 || part == "without audio"_L1;
        if (part.endsWith(" s"_L1) && !seconds.isEmpty() && part != seconds)
            return false;
        if (!resolution.isEmpty() && !part.endsWith(" s"_L1) && !isSound && !part.contains(" to "_L1)
            && part.compare(resolution, Qt::CaseInsensitive) != 0)
            return false;
        if (isSound && settings.contains(u"sound"_s) && settings[u"sound"_s].toBool() != (part == "with audio"_L1))
            return false;
    }
    return true;
}

/// What pictures and clips cost: the dearest price that the settings do not rule out.
Cost unitCost(const Model &model, const QJsonObject &settings)
{
    const auto head = headPrice(model);
    if (!head || (head->unit != PriceUnit::Picture && head->unit != PriceUnit::Second && head->unit != PriceUnit::Clip))
        return {};
    std::optional<Money> each;
    const bool isSecond = head->unit == PriceUnit::Second;
    for (const UnitPrice &price : model.unitPrices) {
        const bool isUnit = isSecond ? price.per == "second"_L1 : price.per == "image"_L1 || price.per == "request"_L1;
        if (isUnit && fitsSettings(price, settings) && (!each || *each < price.usd))
            each = price.usd;
    }
    if (!each)
        each = head->highest;
    const double seconds = settings[u"seconds"_s].toDouble(double(ordinaryClip));
    const qint64 count = isSecond ? std::max<qint64>(1, qint64(seconds)) : std::max<qint64>(1, settings[u"count"_s].toInteger(1));
    const auto sum = each->times(count);
    return sum ? Cost{CostKind::Estimate, *sum} : Cost();
}
}

qint64 guessedTokens(QStringView text)
{
    // About four letters a token in alphabets, about one for each ideograph.
    qint64 quarters = 0;
    for (const QChar c : text)
        quarters += c.unicode() >= 0x2E80 ? 4 : 1;
    return quarters / 4 + 1;
}

qint64 guessedTokens(const Prompt &prompt)
{
    return guessedTokens(prompt.text) + guessedTokens(prompt.instructions);
}

Cost guessedCost(const Prompt &prompt, const Model &model)
{
    return guessedCost(guessedTokens(prompt), prompt.settings, model);
}

Cost guessedCost(qint64 promptTokens, const QJsonObject &settings, const Model &model)
{
    if (model.category == "image"_L1 || model.category == "video"_L1) {
        const Cost cost = unitCost(model, settings);
        if (cost.kind != CostKind::Unknown || !model.unitPrices.isEmpty())
            return cost; // tokens are not what such a model is paid for
    }
    const QJsonValue longest = settings[u"max_tokens"_s];
    const qint64 output = longest.isDouble() ? std::min(longest.toInteger(), ordinaryAnswer) : ordinaryAnswer;
    return estimate(model.price, promptTokens, output);
}

} // namespace studio
