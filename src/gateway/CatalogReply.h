#pragma once

#include "gateway/PracticeModels.h"

namespace studio
{

/// The model list as that dialect's service sends it.
QJsonObject modelList(const PracticeDialect &dialect);

/// OpenRouter's list of who serves the model.
QJsonObject endpointList(const AskedModel &asked);

/// OpenRouter's list of the companies behind it.
QJsonObject providerList();

} // namespace studio
