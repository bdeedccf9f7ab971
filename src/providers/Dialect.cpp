#include "providers/Dialect.h"

#include "providers/AnthropicMessages.h"
#include "providers/OpenAiChat.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const AnthropicMessages anthropicMessages;
    static const OpenAiChat openAiChat;
    if (name == "anthropic-messages"_L1)
        return &anthropicMessages;
    return name == "openai-chat"_L1 ? &openAiChat : nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s, u"anthropic-messages"_s};
}

} // namespace studio
