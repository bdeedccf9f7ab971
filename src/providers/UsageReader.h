#pragma once

#include "core/Usage.h"

#include <QJsonObject>

namespace studio
{

/// The counts of a "usage" object. Nothing when it has none or only zeros: servers send such objects
/// before they know. A count that is negative, a fraction or text is unknown, never zero.
std::optional<Usage> usageFrom(const QJsonObject &usage);

} // namespace studio
