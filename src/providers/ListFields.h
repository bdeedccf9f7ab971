#pragma once

#include "core/Model.h"

#include <QJsonObject>

namespace studio
{

/// Fields that lists of models and of endpoints have in common. Each may be missing or of a wrong type.

/// A text without control characters, on one line, at most that long.
QString cleanText(const QJsonValue &value, qsizetype most);

/// The words of a list, at most 40 characters each; what is none is left out.
QStringList wordsFrom(const QJsonValue &list);

/// "-1" is how a router says that the price depends; it and everything unreadable are unknown.
std::optional<Money> priceFrom(const QJsonValue &value);

/// Prices per token and per request.
Price pricesFrom(const QJsonValue &pricing);

/// Prices of other units: "image_output" and "audio_output" of a price list, and a video list's "pricing_skus".
QList<UnitPrice> unitPricesFrom(const QJsonValue &pricing, const QJsonValue &videoPrices);

std::optional<qint64> firstPositive(std::initializer_list<QJsonValue> values);

/// The settings (core/Parameter.h) that "supported_parameters" names.
QStringList settingsFrom(const QStringList &parameters);

} // namespace studio
