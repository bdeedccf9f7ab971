#pragma once

#include "core/Usage.h"

#include <QJsonObject>

namespace studio
{

/// Puts what a later "usage" object of a Messages answer says in the place of what an earlier one said: counts are
/// totals, never to be added. Null says nothing, and zero nothing against a count that is there.
void replaceCounts(QJsonObject &known, const QJsonObject &later);

/// The counts of such an object. Nothing when it has none or only zeros.
std::optional<Usage> messagesUsageFrom(const QJsonObject &usage);

} // namespace studio
