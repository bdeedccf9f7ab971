#include "providers/Dialect.h"

#include "providers/OpenAiChat.h"
#include "providers/OpenAiResponses.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const OpenAiChat openAiChat;
    static const OpenAiResponses openAiResponses;
    if (name == "openai-chat"_L1)
        return &openAiChat;
    if (name == "openai-responses"_L1)
        return &openAiResponses;
    return nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s, u"openai-responses"_s};
}

} // namespace studio
