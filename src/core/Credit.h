#pragma once

#include "core/Money.h"

#include <QDateTime>
#include <QString>

class QJsonObject;

namespace studio
{

/// What a provider says of a key and of the money behind it, in US dollars. Nothing means that it did not say.
struct Credit
{
    std::optional<Money> left = {};        ///< On the account, for all of its keys together.
    std::optional<Money> cash = {};        ///< Part of left: paid in.
    std::optional<Money> packages = {};    ///< Part of left: in packages that were bought.
    bool isForOtherKeys = false;           ///< What is left is told to keys of another kind only.
    std::optional<Money> used = {};        ///< By this key, ever.
    std::optional<bool> isLimited = {};    ///< Whether this key has a limit of its own.
    std::optional<Money> limit = {};       ///< What this key may use.
    std::optional<Money> limitLeft = {};   ///< Of the limit.
    QString limitEvery = {};               ///< "monthly": when the limit begins anew, in the server's word.
    std::optional<bool> isFreeTier = {};
    std::optional<bool> isManagementKey = {}; ///< Made to manage keys: it runs no models.
    std::optional<qint64> requests = {};   ///< How many requests are allowed ...
    QString requestsEvery = {};            ///< ... in this time: "10s", in the server's word.
    QDateTime endsAt = {};                 ///< When the key ends; null when it does not or nobody says.

    bool operator==(const Credit &) const = default;
};

/// {"left_usd":"4.2","limited":true ...}; what is unknown is left out.
QJsonObject toJson(const Credit &credit);

} // namespace studio

Q_DECLARE_METATYPE(studio::Credit)
