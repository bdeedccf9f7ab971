#pragma once

#include "core/Model.h"

#include <QUrl>

class QJsonObject;

namespace studio
{

/// How a figure was spread over the last half hour. Nothing means that it was not measured.
struct Percentiles
{
    std::optional<double> p50 = {};
    std::optional<double> p75 = {};
    std::optional<double> p90 = {};
    std::optional<double> p99 = {};

    bool operator==(const Percentiles &) const = default;
};

/// Other prices under a condition; all that is given must hold.
struct PriceException
{
    std::optional<qint64> aboveInputTokens = {}; ///< Holds for longer prompts.
    std::optional<int> from = {};                ///< Minutes since midnight UTC ...
    std::optional<int> until = {};               ///< ... up to these; may go over midnight.
    Price price = {};                            ///< What it does not name stays as it is.

    bool operator==(const PriceException &) const = default;
};

/// One company that runs a model behind a gateway, with its own prices and figures.
struct Endpoint
{
    /// How far a gateway trusts it.
    enum class Health { Unknown, Normal, Degraded, Down, Limited };

    QString company; ///< "Fireworks": as answers name it.
    QString tag;     ///< "deepinfra/fp4": as routing settings name it. Several endpoints may share one.
    QString model;   ///< Empty where the list does not repeat it.
    std::optional<qint64> context = {};       ///< Tokens.
    std::optional<qint64> longestPrompt = {}; ///< Tokens.
    std::optional<qint64> longestAnswer = {}; ///< Tokens.
    Price price = {};
    std::optional<Money> cachedToken = {};    ///< Per token that was read from a cache.
    std::optional<Money> cacheWriteToken = {};
    std::optional<double> discount = {};      ///< 0.25: a quarter off, which the prices have already.
    QList<PriceException> exceptions = {};    ///< A later one counts before an earlier one.
    QString quantization = {};   ///< "fp8"; empty when unknown.
    QStringList settings = {};   ///< Parameter names it takes.
    QStringList parameters = {}; ///< The same and others, in the gateway's words.
    Health health = Health::Unknown;
    std::optional<double> uptimeDay = {};      ///< Per cent, as the others.
    std::optional<double> uptimeHalfHour = {};
    std::optional<double> uptimeNow = {};      ///< Of five minutes.
    Percentiles firstWord = {}; ///< Milliseconds until the first token.
    Percentiles speed = {};     ///< Tokens a second.
    std::optional<bool> cachesByItself = {};

    bool operator==(const Endpoint &) const = default;
};

QLatin1StringView nameOf(Endpoint::Health health); ///< "normal", "degraded" ...
QJsonObject toJson(const Endpoint &endpoint);      ///< What is unknown is left out.

/// A company that runs models behind a gateway. Empty members are unknown.
struct Company
{
    QString name; ///< "Fireworks": as answers and endpoints name it.
    QString slug; ///< "fireworks": the beginning of its tags.
    QString headquarters = {};     ///< A country's two letters.
    QStringList datacenters = {};  ///< The same.
    QUrl privacyPage = {};
    QUrl termsPage = {};
    QUrl statusPage = {};

    bool operator==(const Company &) const = default;
};

} // namespace studio
