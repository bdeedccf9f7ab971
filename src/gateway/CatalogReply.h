#pragma once

#include "gateway/PracticeModels.h"

namespace studio
{

/// The model list as that dialect's service sends it; of those that write alone, where the service takes that for asked.
QJsonObject modelList(const PracticeDialect &dialect, bool onlyWriting = false);

/// OpenRouter's list of who serves the model.
QJsonObject endpointList(const AskedModel &asked);

/// OpenRouter's list of the companies behind it.
QJsonObject providerList();

/// OpenRouter: the models behind its address for pictures with what they take, and who serves one of them at which price.
QJsonObject pictureModelList();
QJsonObject pictureEndpointList(const AskedModel &asked);

} // namespace studio
