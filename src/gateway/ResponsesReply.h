#pragma once

#include "gateway/PracticeExchange.h"

namespace studio
{

/// The answer of OpenAI's Responses, as one JSON body.
ServerReply wholeResponsesReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

/// The answer as an event stream of typed, numbered events.
ServerReply streamedResponsesReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

} // namespace studio
