#include "providers/Dialect.h"

#include "providers/AnthropicMessages.h"
#include "providers/Gemini.h"
#include "providers/OpenAiChat.h"
#include "providers/OpenAiImages.h"
#include "providers/OpenAiResponses.h"
#include "providers/OpenAiVideos.h"
#include "providers/OpenRouterImages.h"
#include "providers/OpenRouterVideos.h"
#include "providers/Seedance.h"

#include <array>
#include <span>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Named = std::pair<QLatin1StringView, const Dialect *>;

/// In the order in which they are offered.
std::span<const Named> all()
{
    static const OpenAiChat openAiChat;
    static const OpenAiResponses openAiResponses;
    static const AnthropicMessages anthropicMessages;
    static const Gemini gemini;
    static const OpenAiImages openAiImages;
    static const OpenAiVideos openAiVideos;
    static const OpenAiVideos openAiVideosJson(OpenAiVideos::Fields::Seedance);
    static const OpenRouterImages openRouterImages;
    static const OpenRouterVideos openRouterVideos;
    static const Seedance seedance;
    static const auto dialects = std::to_array<Named>({
        {"openai-chat"_L1, &openAiChat},
        {"openai-responses"_L1, &openAiResponses},
        {"anthropic-messages"_L1, &anthropicMessages},
        {"gemini"_L1, &gemini},
        {"openai-images"_L1, &openAiImages},
        {"openai-videos"_L1, &openAiVideos},
        {"openai-videos-json"_L1, &openAiVideosJson},
        {"openrouter-images"_L1, &openRouterImages},
        {"openrouter-videos"_L1, &openRouterVideos},
        {"seedance"_L1, &seedance},
    });
    return dialects;
}

} // namespace

const Dialect *dialectNamed(QStringView name)
{
    for (const auto &[each, dialect] : all()) {
        if (name == each)
            return dialect;
    }
    return nullptr;
}

QStringList dialectNames()
{
    QStringList names;
    for (const auto &[name, dialect] : all())
        names << name;
    return names;
}

} // namespace studio
