#pragma once

#include "gateway/PracticeExchange.h"

namespace studio
{

/// The answer of Anthropic's Messages, as one JSON body.
ServerReply wholeMessagesReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

/// The answer as an event stream of content blocks.
ServerReply streamedMessagesReply(const PracticeExchange &exchange, const PracticeAnswer &answer);

} // namespace studio
