#pragma once

#include "gateway/PracticeExchange.h"

namespace studio
{

/// The answer of OpenAI's chat completions, as one JSON body.
ServerReply wholeChatReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

/// The answer as an event stream, one delta an event.
ServerReply streamedChatReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

} // namespace studio
