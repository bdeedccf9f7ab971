#include "core/Model.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QStringView withoutVariant(QStringView id)
{
    const qsizetype colon = id.lastIndexOf(u':');
    return colon > 0 ? id.first(colon) : id;
}

/// Takes a dated tail off: "claude-4.5-haiku-20251001" and "gpt-4o-2024-08-06".
QStringView withoutDate(QStringView id)
{
    qsizetype end = id.size();
    while (end > 0 && (id[end - 1].isDigit() || id[end - 1] == u'-'))
        --end;
    qsizetype digits = 0;
    for (qsizetype i = end; i < id.size(); ++i)
        digits += id[i].isDigit() ? 1 : 0;
    const bool isDate = digits == 8 && end < id.size() && id[end] == u'-';
    return isDate ? id.first(end) : id;
}

} // namespace

QLatin1StringView nameOf(Origin::Fact fact)
{
    switch (fact) {
    case Origin::Fact::Category:
        return "category"_L1;
    case Origin::Fact::Family:
        return "family"_L1;
    case Origin::Fact::Context:
        return "context"_L1;
    case Origin::Fact::LongestAnswer:
        return "longest_answer"_L1;
    case Origin::Fact::Price:
        return "price"_L1;
    }
    return {};
}

const Origin *Model::originOf(Origin::Fact fact) const
{
    for (const Origin &origin : origins) {
        if (origin.fact == fact)
            return &origin;
    }
    return nullptr;
}

Cost estimate(const Price &price, std::optional<qint64> inputTokens, std::optional<qint64> outputTokens)
{
    if (!price.isKnown())
        return {};
    Money sum;
    const auto add = [&sum](std::optional<Money> unit, std::optional<qint64> count) {
        const auto part = unit && count ? unit->times(*count) : std::nullopt;
        const auto total = part ? sum.plus(*part) : std::nullopt;
        if (total)
            sum = *total;
        return total.has_value();
    };
    const bool hasTokenPrices = price.inputToken || price.outputToken;
    if (hasTokenPrices && !(add(price.inputToken, inputTokens) && add(price.outputToken, outputTokens)))
        return {};
    if (price.request && !add(price.request, 1))
        return {};
    return {CostKind::Estimate, sum};
}

bool isSameModel(const QString &asked, const QString &answered, const Model *row)
{
    if (answered.isEmpty() || asked == answered)
        return true;
    const QStringView plainAnswer = withoutVariant(answered);
    if (withoutVariant(asked) == plainAnswer)
        return true;
    if (row && !row->canonicalId.isEmpty() && withoutVariant(row->canonicalId) == plainAnswer)
        return true;
    return withoutDate(withoutVariant(asked)) == withoutDate(plainAnswer);
}

} // namespace studio
