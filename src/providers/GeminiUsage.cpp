#include "providers/GeminiUsage.h"

#include "core/Json.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Servers leave out counts that are zero and those that they do not know yet; only the total tells which it is.
/// Gateways that translate other formats count the thoughts among the candidates; the total tells that as well.
std::optional<qint64> outputOf(const GeminiCounts &counts)
{
    const qint64 thoughts = counts.thoughts.value_or(0);
    const auto others = counts.prompt && counts.total ? std::optional(*counts.total - *counts.prompt) : std::nullopt;
    if (counts.candidates)
        return others == counts.candidates ? *counts.candidates : *counts.candidates + thoughts;
    return thoughts > 0 && others == thoughts ? std::optional(thoughts) : std::nullopt;
}

} // namespace

GeminiCounts geminiCountsOf(const QJsonObject &metadata)
{
    GeminiCounts counts;
    counts.prompt = countFrom(metadata[u"promptTokenCount"_s]);
    counts.candidates = countFrom(metadata[u"candidatesTokenCount"_s]);
    counts.thoughts = countFrom(metadata[u"thoughtsTokenCount"_s]);
    counts.total = countFrom(metadata[u"totalTokenCount"_s]);
    counts.cached = countFrom(metadata[u"cachedContentTokenCount"_s]);
    for (const QJsonValue &detail : metadata[u"candidatesTokensDetails"_s].toArray()) {
        if (detail[u"modality"_s].toString() == "IMAGE"_L1)
            counts.pictures = countFrom(detail[u"tokenCount"_s]);
    }
    return counts;
}

std::optional<Usage> usageFrom(const GeminiCounts &counts)
{
    Usage usage;
    usage.input = counts.prompt;
    usage.output = outputOf(counts);
    usage.reasoning = counts.thoughts;
    usage.cached = counts.cached;
    usage.pictures = counts.pictures;
    const bool saysSomething = usage.input.value_or(0) > 0 || usage.output.value_or(0) > 0;
    return saysSomething ? std::optional(usage) : std::nullopt;
}

} // namespace studio
