#pragma once

#include "core/Result.h"

#include <QJsonArray>
#include <QJsonObject>

namespace studio
{

/// Reads one JSON object. Leading white space and a byte-order mark are accepted; more than
/// 256 levels, trailing text and anything but an object are ErrorKind::Garbled.
Result<QJsonObject> parseJsonObject(QByteArrayView text);

/// The same for a list.
Result<QJsonArray> parseJsonArray(QByteArrayView text);

/// A whole number that must not pass through a double; nothing for fractions, text and negatives.
std::optional<qint64> countFrom(const QJsonValue &value);

} // namespace studio
