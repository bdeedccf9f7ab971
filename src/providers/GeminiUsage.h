#pragma once

#include "core/Usage.h"

#include <QJsonObject>

namespace studio
{

/// The counts of a "usageMetadata" as they stand there. Each chunk of a stream repeats and raises them.
struct GeminiCounts
{
    std::optional<qint64> prompt = {};
    std::optional<qint64> candidates = {};
    std::optional<qint64> thoughts = {};
    std::optional<qint64> total = {};
    std::optional<qint64> cached = {};
    std::optional<qint64> pictures = {};

    bool operator==(const GeminiCounts &) const = default;
};

GeminiCounts geminiCountsOf(const QJsonObject &metadata);

/// What they mean. Nothing when they say nothing yet.
std::optional<Usage> usageFrom(const GeminiCounts &counts);

} // namespace studio
