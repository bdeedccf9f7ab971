#pragma once

#include "gateway/PracticeModels.h"

namespace studio
{

/// The model list as that dialect's service sends it; of those that write alone, where the service takes that for asked.
QJsonObject modelList(const PracticeDialect &dialect, bool onlyWriting = false);

/// OpenRouter's list of who serves the model.
QJsonObject endpointList(const AskedModel &asked);

/// OpenRouter's list of the endpoints that keep nothing: here one of each model that only writes.
QJsonObject forgetfulList();

/// OpenRouter's list of the companies behind it.
QJsonObject providerList();

/// What goes in and what comes out, as OpenRouter says it.
QJsonObject architecture(const PracticeModel &model);

} // namespace studio
