#include "providers/Dialect.h"

#include "providers/OpenAiChat.h"
#include "providers/OpenAiVideos.h"
#include "providers/OpenRouterVideos.h"
#include "providers/Seedance.h"

using namespace Qt::StringLiterals;

namespace studio
{

const Dialect *dialectNamed(QStringView name)
{
    static const OpenAiChat openAiChat;
    static const OpenAiVideos openAiVideos;
    static const OpenAiVideos openAiVideosJson(OpenAiVideos::Fields::Seedance);
    static const OpenRouterVideos openRouterVideos;
    static const Seedance seedance;
    if (name == "openai-chat"_L1)
        return &openAiChat;
    if (name == "openai-videos"_L1)
        return &openAiVideos;
    if (name == "openai-videos-json"_L1)
        return &openAiVideosJson;
    if (name == "openrouter-videos"_L1)
        return &openRouterVideos;
    return name == "seedance"_L1 ? &seedance : nullptr;
}

QStringList dialectNames()
{
    return {u"openai-chat"_s, u"openai-videos"_s, u"openai-videos-json"_s, u"openrouter-videos"_s, u"seedance"_s};
}

} // namespace studio
