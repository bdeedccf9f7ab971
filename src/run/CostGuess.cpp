#include "run/CostGuess.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 ordinaryAnswer = 500; // tokens
constexpr qint64 mostCount = 1000;     // files of one run; a trial file may say any number
constexpr qint64 mostSide = 100'000;
constexpr double mostSeconds = 100'000;

qint64 countIn(const QJsonObject &settings)
{
    return std::clamp<qint64>(settings[u"count"_s].toInteger(1), 1, mostCount);
}

/// Whole megapixels of "1024x1536", rounded up; nothing when the size is not said in pixels.
std::optional<qint64> megapixelsIn(const QJsonObject &settings)
{
    const QStringList sides = settings[u"size"_s].toString().toLower().split(u'x');
    const qint64 width = sides.value(0).toInt();
    const qint64 height = sides.value(1).toInt();
    if (sides.size() != 2 || width <= 0 || height <= 0)
        return std::nullopt;
    return (std::min(width, mostSide) * std::min(height, mostSide) + 999'999) / 1'000'000;
}

std::optional<qint64> unitsOf(const UnitPrice &price, const QJsonObject &settings)
{
    const qint64 count = countIn(settings);
    if (price.per == "image"_L1)
        return count;
    if (price.per == "request"_L1)
        return 1;
    if (price.per == "second"_L1) {
        const double seconds = settings[u"seconds"_s].toDouble();
        return seconds > 0.0 ? std::optional(qint64(std::ceil(std::min(seconds, mostSeconds))) * count) : std::nullopt;
    }
    if (price.per == "megapixel"_L1) {
        const auto each = megapixelsIn(settings);
        return each ? std::optional(*each * count) : std::nullopt;
    }
    return std::nullopt;
}

/// "10 s" and "720p" speak of seconds and of resolution; what else is said may stand in any setting of its kind.
bool isRuledOut(const QString &condition, const QJsonObject &settings)
{
    QString text = condition.trimmed().toLower();
    if (text.endsWith(" s"_L1)) {
        const QJsonValue seconds = settings[u"seconds"_s];
        return seconds.isDouble() && seconds.toDouble() != QStringView(text).chopped(2).toDouble();
    }
    if (text == "with audio"_L1 || text == "without audio"_L1)
        return settings[u"sound"_s].isBool() && settings[u"sound"_s].toBool() != (text == "with audio"_L1);
    QStringList said;
    for (const auto &name : {u"resolution"_s, u"size"_s, u"quality"_s, u"aspect_ratio"_s}) {
        if (const QString value = settings[name].toString().toLower(); !value.isEmpty())
            said << value;
    }
    const bool isOfThoseKinds = text.endsWith(u'p') || text.endsWith(u'k') || text.contains(u'x') || text.contains(u':');
    return !said.contains(text) && isOfThoseKinds && !settings[u"resolution"_s].toString().isEmpty();
}

bool mayHold(const UnitPrice &price, const QJsonObject &settings)
{
    const QStringList conditions = price.when.split(u',', Qt::SkipEmptyParts);
    return std::none_of(conditions.begin(), conditions.end(),
                        [&settings](const QString &each) { return isRuledOut(each, settings); });
}

Cost mediaCost(const QJsonObject &settings, const Model &model)
{
    std::optional<Money> most = model.price.request;
    for (const UnitPrice &price : model.unitPrices) {
        const auto units = unitsOf(price, settings);
        if (!mayHold(price, settings))
            continue;
        const auto cost = units ? price.usd.times(*units) : std::nullopt;
        if (!cost)
            return {}; // a price that holds and nobody knows of how much
        most = most ? std::max(*most, *cost) : *cost;
    }
    return most ? Cost{CostKind::Estimate, *most} : Cost{};
}

} // namespace

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
    if (madeKind(model))
        return mediaCost(settings, model);
    const QJsonValue longest = settings[u"max_tokens"_s];
    const qint64 output = longest.isDouble() ? std::min(longest.toInteger(), ordinaryAnswer) : ordinaryAnswer;
    return estimate(model.price, promptTokens, output);
}

std::optional<MediaKind> madeKind(const Model &model)
{
    const QString first = model.kinds == Model::Kinds::Listed ? model.outputs.value(0) : QString();
    for (const MediaKind kind : {MediaKind::Picture, MediaKind::Video, MediaKind::Sound}) {
        if (first == nameOf(kind) || model.category == nameOf(kind))
            return kind;
    }
    return std::nullopt;
}

Cost sumOf(const QList<ColumnCost> &columns)
{
    Cost sum;
    for (const ColumnCost &column : columns) {
        if (column.isPractice || column.cost.kind == CostKind::Unknown)
            continue;
        sum = {CostKind::Estimate, sum.usd.plus(column.cost.usd).value_or(sum.usd)};
    }
    return sum;
}

bool mustAskFirst(const QList<ColumnCost> &columns, Money askAbove)
{
    const bool hasVideo = std::any_of(columns.begin(), columns.end(), [](const ColumnCost &column) {
        return column.makes == MediaKind::Video && !column.isPractice;
    });
    const Cost sum = sumOf(columns);
    return hasVideo || (sum.kind != CostKind::Unknown && sum.usd > askAbove);
}

} // namespace studio
