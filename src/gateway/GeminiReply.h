#pragma once

#include "gateway/PracticeExchange.h"

namespace studio
{

/// The answer of Google's generateContent, as one JSON body.
ServerReply wholeGeminiReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

/// The answer as an event stream or, without alt=sse, as a JSON array that grows.
ServerReply streamedGeminiReply(const PracticeExchange &exchange, const PracticeAnswer &answer, bool isArray);

} // namespace studio
