#pragma once

#include "core/Money.h"

class QJsonObject;

namespace studio
{

/// What the server says was used. Nothing means that it did not say, which is not zero.
struct Usage
{
    std::optional<qint64> input = {};     ///< Tokens in, cached ones included.
    std::optional<qint64> output = {};    ///< Tokens out, reasoning included.
    std::optional<qint64> reasoning = {}; ///< Part of output.
    std::optional<qint64> cached = {};    ///< Part of input.
    std::optional<Money> cost = {};       ///< As charged, in US dollars.
    std::optional<Money> upstreamCost = {};   ///< What the company behind a gateway charged for it.
    std::optional<qint64> cacheWrites = {};   ///< Part of input.
    std::optional<qint64> pictures = {};      ///< Tokens of pictures, part of output.

    bool operator==(const Usage &) const = default;
};

QJsonObject toJson(const Usage &usage); ///< Token counts only; costs are told by their kind.
QJsonObject toJsonWithCosts(const Usage &usage);
Usage usageFromJson(const QJsonObject &object);

} // namespace studio
