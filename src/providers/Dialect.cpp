#include "providers/Dialect.h"

#include "providers/OpenAiChat.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const OpenAiChat openAiChat;
    return name == "openai-chat"_L1 ? &openAiChat : nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s};
}

QStringList knownDialects()
{
    return {u"openai-chat"_s,   u"openai-responses"_s, u"anthropic-messages"_s, u"gemini"_s,  u"openai-images"_s,
            u"openai-videos"_s, u"openrouter-images"_s, u"openrouter-videos"_s, u"seedance"_s};
}

} // namespace studio
