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

/// A price of something else than tokens and whole requests, or of some requests only.
struct UnitPrice
{
    Money usd;
    QString per;       ///< "image", "second", "request" ...: as core/Pricing names units, or a word of the provider.
    QString when = {}; ///< What it holds for: "10 s, 720p"; empty: always.

    bool operator==(const UnitPrice &) const = default;
};

/// Where a fact about a model comes from when its provider's list does not give it.
struct Origin
{
    enum class Fact { Category, Family, Context, LongestAnswer, Price };

    Fact fact = Fact::Price;
    QString source = {};    ///< For people: an address, a file, a few words.
    QString date = {};      ///< As exact as it is known: "2026", "2026-11", "2026-11-22"; empty when it is not.
    QChar certainty = u'U'; ///< A official, B seen in an answer, C inferred or of a third party, D marketing, U unknown.
    QString doubt = {};     ///< What speaks against it.
    bool isUsers = false;   ///< The user said so.

    bool operator==(const Origin &) const = default;
};

QLatin1StringView nameOf(Origin::Fact fact); ///< "category", "family", "context", "longest_answer", "price".

/// One row of the catalogue.
struct Model
{
    /// How far its list tells what goes in and what comes out.
    enum class Kinds {
        Guessed,       ///< Not at all, or what goes in alone: what comes out is a guess from the id.
        OutputsListed, ///< What comes out; what goes in is text, for all anybody knows.
        Listed,        ///< Both.
    };

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
    QString replacement = {};  ///< Id of the model that the provider names for the time after; empty when it names none.
    Kinds kinds = Kinds::Guessed; ///< How far inputs and outputs are from the list.
    QString category = {};     ///< "llm", "image", "video", "coding": derived, unless an origin says otherwise.
    QString family = {};       ///< The wire format it is asked in, where a correction says so.
    QList<UnitPrice> unitPrices = {};
    QList<Origin> origins = {};     ///< Of the facts that are not from the list; each fact once.

    const Origin *originOf(Origin::Fact fact) const; ///< Null when the list gives it, or nobody.

    bool operator==(const Model &) const = default;
};

/// Tokens times listed prices; unknown when a needed price or count is missing.
Cost estimate(const Price &price, std::optional<qint64> inputTokens, std::optional<qint64> outputTokens);

/// Whether "asked" and "answered" mean the same model: variants (":free"), dated canonical ids and
/// aliases do not count as different. The model's row is used when there is one.
bool isSameModel(const QString &asked, const QString &answered, const Model *row);

} // namespace studio

Q_DECLARE_METATYPE(studio::Model)
