#pragma once

#include "core/Model.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>

namespace studio
{

/// What became different about one model between two lists of its provider.
struct ModelChange
{
    enum class Kind {
        Gone,
        New,
        Renamed,       ///< The same permanent id under another name; after is the new id.
        Replaced,      ///< The same name stands for another permanent id; after is that.
        Dearer,
        Cheaper,
        PricePublished,
        PriceWithdrawn,
        Limits,
        SettingsLost,
        SettingsWon,
        Kinds,         ///< What goes in, or what comes out.
        EndAnnounced,
        EndCalledOff,
    };

    /// One figure or word of it, as the list has it.
    struct Detail
    {
        QString what;        ///< A price's unit, "context", "longest_answer", a setting, "inputs", "outputs" ...
        QString before = {}; ///< Empty: there was none.
        QString after = {};

        bool operator==(const Detail &) const = default;
    };

    Kind kind = Kind::New;
    Target target;
    QString name = {}; ///< For people.
    QList<Detail> details = {};
    QDateTime seen = {}; ///< UTC; when the newer list came.

    bool operator==(const ModelChange &) const = default;
};

QLatin1StringView nameOf(ModelChange::Kind kind); ///< "gone", "new", "renamed" ...
QJsonObject toJson(const ModelChange &change);
std::optional<ModelChange> modelChangeFromJson(const QJsonObject &object);

/// What the newer list says otherwise; one change of each kind for a model. What only became known or unknown of limits,
/// settings and kinds is no change. Variants of a model (":free") are models of their own; of rows with the same id the
/// first counts.
QList<ModelChange> changesBetween(const QList<Model> &before, const QList<Model> &after);

/// So many models of the older list are not in the newer one that it looks broken: more than a fifth of twenty and
/// more, or all of them. Nothing when it looks right.
std::optional<qsizetype> suspiciouslyMissing(const QList<Model> &before, const QList<Model> &after);

/// Where a model is used.
struct ModelUse
{
    QStringList trials = {}; ///< Their titles.
    bool isFavourite = false;
    bool isExported = false; ///< In code that was taken out of the program.

    bool operator==(const ModelUse &) const = default;
};

/// A change that touches what somebody uses.
struct ModelAlert
{
    ModelChange change;
    ModelUse use;

    bool operator==(const ModelAlert &) const = default;
};

/// Of the changes, those that matter to a used model: not that it is new, cheaper or takes more settings.
QList<ModelAlert> alertsFor(const QList<ModelChange> &changes, const QHash<Target, ModelUse> &uses);

} // namespace studio
