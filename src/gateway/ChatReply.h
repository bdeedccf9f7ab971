#pragma once

#include "gateway/PracticeAnswer.h"

namespace studio
{

/// One answer on its way into a wire format.
struct ChatExchange
{
    PracticeDialect dialect;
    QString id;    ///< Of the generation; the same for the same request.
    QString model; ///< Named in the answer.
    const PracticeModel *priced = nullptr;
    qint64 promptTokens = 0;
    bool wantsUsage = false;
};

/// The answer as one JSON body.
ServerReply wholeChatReply(const ChatExchange &exchange, const PracticeAnswer &answer);

/// The answer as an event stream, one delta an event.
ServerReply streamedChatReply(const ChatExchange &exchange, const PracticeAnswer &answer);

} // namespace studio
