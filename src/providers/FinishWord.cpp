#include "providers/FinishWord.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Lower-case words seen in the wild; companies behind gateways use their own.
constexpr auto words = std::to_array<std::pair<QLatin1StringView, FinishReason>>({
    {""_L1, FinishReason::Stop},
    {"stop"_L1, FinishReason::Stop},
    {"eos"_L1, FinishReason::Stop},
    {"end_turn"_L1, FinishReason::Stop},
    {"stop_sequence"_L1, FinishReason::Stop},
    {"completed"_L1, FinishReason::Stop},
    {"length"_L1, FinishReason::Length},
    {"max_tokens"_L1, FinishReason::Length},
    {"model_context_window_exceeded"_L1, FinishReason::Length},
    {"max_output_tokens"_L1, FinishReason::Length},
    {"content_filter"_L1, FinishReason::Filter},
    {"safety"_L1, FinishReason::Filter},
    {"prohibited_content"_L1, FinishReason::Filter},
    {"recitation"_L1, FinishReason::Filter}, // Gemini's, as the next ones
    {"blocklist"_L1, FinishReason::Filter},
    {"spii"_L1, FinishReason::Filter},
    {"model_armor"_L1, FinishReason::Filter},
    {"image_safety"_L1, FinishReason::Filter},
    {"image_prohibited_content"_L1, FinishReason::Filter},
    {"image_recitation"_L1, FinishReason::Filter},
    {"refusal"_L1, FinishReason::Refusal},
    {"tool_calls"_L1, FinishReason::Tools},
    {"tool_use"_L1, FinishReason::Tools},
    {"function_call"_L1, FinishReason::Tools},
});

} // namespace

FinishReason finishReasonFrom(const QString &word)
{
    for (const auto &[each, reason] : words) {
        if (each.compare(word, Qt::CaseInsensitive) == 0)
            return reason;
    }
    return FinishReason::Other;
}

bool isFaultWord(const QString &word)
{
    return word == "error"_L1 || word == "network_error"_L1;
}

} // namespace studio
