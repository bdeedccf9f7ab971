#pragma once

#include "core/Pricing.h"

#include <QString>

namespace studio
{

/// "$0.25 in · $2.00 out", "$0.04 a picture", "$0.10 to $0.24 a picture"; "not published" for nothing.
QString priceText(const std::optional<HeadPrice> &price);

/// "$0.04 a picture (1K)": one price of something else than tokens.
QString unitPriceText(const UnitPrice &price);

/// What it counts, behind an amount: "a picture", "per 1M".
QString perText(PriceUnit unit);

/// The unit as a person would name it by itself: "Picture", "1M tokens out".
QString unitName(PriceUnit unit);

/// All published prices of a model, a line each, as details show them: what for, and how much.
QList<std::pair<QString, QString>> priceLines(const Model &model);

/// How sure a fact is that the provider's list does not give: "official documentation", "your own correction".
QString certaintyText(const Origin &origin);

/// "1M", "128K", "4,096": so many tokens, for columns.
QString tokensText(qint64 count);

/// Words of sizes and conditions that price lists use, in the window's language: "with audio" is "with sound".
QString whenText(const QString &when);

} // namespace studio
