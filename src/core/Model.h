#pragma once

#include "core/Money.h"
#include "core/Target.h"

#include <QDate>
#include <QList>
#include <QStringList>

namespace studio
{

/// Listed prices in US dollars. Nothing means "price not published", never zero.
struct Price
{
    std::optional<Money> inputToken = {};
    std::optional<Money> outputToken = {};
    std::optional<Money> request = {}; ///< Per request, on top of tokens or instead of them.

    bool isKnown() const { return inputToken || outputToken || request; }
    bool operator==(const Price &) const = default;
};

/// One row of the catalogue.
struct Model
{
    Target target;
    QString name = {};        ///< For people; the id when the provider gives none.
    QString maker = {};       ///< "OpenAI"; empty when unknown.
    QString description = {};
    QStringList inputs = {};  ///< "text", "image", "file", "audio", "video".
    QStringList outputs = {}; ///< The same words and "embeddings", "speech" ...
    std::optional<qint64> context = {};       ///< Tokens.
    std::optional<qint64> longestAnswer = {}; ///< Tokens.
    Price price = {};
    QStringList endpointTypes = {}; ///< "openai-video" ...: the provider's words for how it is asked, where it lists them.
    QStringList settings = {}; ///< Parameter names the provider lists for it; empty when it lists none.
    QString canonicalId = {};  ///< The permanent id behind an alias or variant; empty when unknown.
    QDate endsOn = {};         ///< Announced end; null when none.
    bool areKindsListed = false; ///< The list tells inputs and outputs; else they are a guess from the id.

    bool operator==(const Model &) const = default;
};

/// Tokens times listed prices; unknown when a needed price or count is missing.
Cost estimate(const Price &price, std::optional<qint64> inputTokens, std::optional<qint64> outputTokens);

/// Whether "asked" and "answered" mean the same model: variants (":free"), dated canonical ids and
/// aliases do not count as different. The model's row is used when there is one.
bool isSameModel(const QString &asked, const QString &answered, const Model *row);

} // namespace studio

Q_DECLARE_METATYPE(studio::Model)
