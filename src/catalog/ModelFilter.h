#pragma once

#include "core/Pricing.h"

#include <QHash>
#include <QSet>

namespace studio
{

/// Which models are wanted. What is empty asks for nothing.
struct ModelFilter
{
    /// One thing that is asked for; each can be given up without the others.
    enum class Part { Text, Inputs, Outputs, Category, Price, Context, Provider, Setting, Free, DataPolicy, Favourites, Tried, Hidden };
    static constexpr std::size_t partCount = std::size_t(Part::Hidden) + 1;

    /// From least to most in one unit; a model whose price is unknown or in another unit is not in it.
    struct Band
    {
        PriceUnit unit = PriceUnit::MillionTokens;
        std::optional<Money> least = {};
        std::optional<Money> most = {};

        bool operator==(const Band &) const = default;
    };

    enum class DataPolicy {
        Any,
        Local,     ///< Runs on this computer.
        Forgetful, ///< The gateway lists a company that keeps nothing of what it is sent.
    };

    QString text = {};
    QStringList inputs = {};     ///< All of them are taken.
    QStringList outputs = {};    ///< One of them is made.
    QStringList categories = {}; ///< It is of one of them.
    QStringList providers = {};  ///< It is one of theirs.
    QStringList settings = {};   ///< All of them are understood.
    std::optional<Band> price = {};
    std::optional<qint64> context = {}; ///< At least so many tokens.
    bool isFree = false;
    DataPolicy dataPolicy = DataPolicy::Any;
    bool isFavourite = false;
    bool isTried = false;   ///< The user has lately had an answer of it.
    bool hasHidden = false; ///< Hidden models are shown as well.

    /// What is asked for, without Part::Hidden.
    QList<Part> parts() const;
    ModelFilter without(Part part) const;

    bool operator==(const ModelFilter &) const = default;
};

/// What a person, or the program on its own, knows of models besides their lists.
struct ModelMarks
{
    QSet<Target> favourites = {};
    QSet<Target> hidden = {};
    QHash<Target, QStringList> tags = {};
    QSet<QString> localProviders = {}; ///< On this computer.
    QSet<Target> forgetful = {};       ///< See ModelFilter::DataPolicy::Forgetful.

    bool operator==(const ModelMarks &) const = default;
};

/// A part of a filter that can be given up, and how many models there would be then.
struct Relaxation
{
    ModelFilter::Part part = ModelFilter::Part::Text;
    qsizetype count = 0;

    bool operator==(const Relaxation &) const = default;
};

} // namespace studio
