#pragma once

#include "gateway/PracticeModels.h"

namespace studio
{

// What OpenRouter tells of its address for pictures: the models behind it with what they take, and who serves one of
// them at which price.

QJsonObject pictureModelList();
QJsonObject pictureEndpointList(const AskedModel &asked);

} // namespace studio
