#pragma once

#include "core/Model.h"

namespace studio
{

/// What a price counts.
enum class PriceUnit {
    MillionTokens,
    Picture,
    Second, ///< Of video.
    Clip,   ///< A whole video, however long the listed one is.
    MillionPictureTokens,
    MillionVideoTokens,
    MillionSoundTokens,
    Minute, ///< Of sound.
    MillionCharacters,
    Request,
    Other, ///< In the provider's own word.
};

QLatin1StringView nameOf(PriceUnit unit); ///< "1M tokens", "image", "second" ...

/// The price by which a model is known: in the unit of what it makes where the provider lists one, else in the
/// unit there is. Prices that hold for some requests only are a range.
struct HeadPrice
{
    PriceUnit unit = PriceUnit::MillionTokens;
    Money lowest = {};
    Money highest = {};
    std::optional<Money> input = {}; ///< Of a million tokens that go in; lowest and highest are of those that come out.
    QString when = {};               ///< What the lowest holds for; empty when it always does.
    QString word = {};               ///< The provider's, for PriceUnit::Other.

    bool operator==(const HeadPrice &) const = default;
};

/// Nothing: price not published.
std::optional<HeadPrice> headPrice(const Model &model);

/// The unit in which models that make the same can be compared.
PriceUnit unitOf(const Model &model);

/// The lowest price in that unit. Nothing where the provider's unit cannot be turned into it exactly.
std::optional<Money> comparablePrice(const Model &model);

/// Whether every published price is zero, and there is one.
bool isFree(const Model &model);

} // namespace studio
