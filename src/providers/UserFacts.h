#pragma once

#include "core/Model.h"
#include "core/Result.h"

#include <QDate>
#include <QJsonObject>

namespace studio
{

/// What a user says of one model against its provider's list. What is empty stays as the list has it.
struct UserFacts
{
    QString category = {};
    std::optional<qint64> context = {};
    std::optional<qint64> longestAnswer = {};
    Price price = {};
    QList<UnitPrice> unitPrices = {};
    QString source = {}; ///< Why: "my bill of May".

    bool isEmpty() const
    {
        return category.isEmpty() && !context && !longestAnswer && !price.isKnown() && unitPrices.isEmpty();
    }
    bool operator==(const UserFacts &) const = default;
};

/// Of the facts of the model those that the user said.
UserFacts userFactsOf(const Model &model);

/// The user's file of corrections (resources/catalog/README.md) with these facts of this model in front, and without
/// what it said of it by its id before; everything else stays. An empty file is a new one. ErrorKind::Rejected when the
/// file, or a fact, is not as a file of corrections must be.
Result<QByteArray> withUserFacts(const QByteArray &file, const Target &target, const UserFacts &facts, const QDate &date);

} // namespace studio
