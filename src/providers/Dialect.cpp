#include "providers/Dialect.h"

#include "providers/OpenAiChat.h"
#include "providers/OpenAiImages.h"
#include "providers/OpenRouterImages.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const OpenAiChat openAiChat;
    static const OpenAiImages openAiImages;
    static const OpenRouterImages openRouterImages;
    if (name == "openai-chat"_L1)
        return &openAiChat;
    if (name == "openai-images"_L1)
        return &openAiImages;
    return name == "openrouter-images"_L1 ? &openRouterImages : nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s, u"openai-images"_s, u"openrouter-images"_s};
}

} // namespace studio
