#pragma once

#include "providers/EventWriter.h"

#include <QJsonValue>

namespace studio
{

/// Which content there was besides text and reasoning.
struct GeminiContent
{
    bool hasCall = false;
    bool hasOther = false; ///< Files, and what could not be shown.
};

/// Tells what the parts of one candidate's content bring, in their order; what cannot be shown becomes an Oddity.
GeminiContent readGeminiParts(const QJsonValue &parts, EventWriter &events);

} // namespace studio
