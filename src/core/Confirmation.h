#pragma once

#include "core/Usage.h"

#include <QMetaType>

#include <chrono>

class QJsonObject;

namespace studio
{

/// The provider's own record of one answer, looked up when it was over: what is confirmed, beside what was
/// estimated and what was reported. Nothing and empty mean that the record does not say.
struct Confirmation
{
    Usage usage = {};    ///< Its cost is what was charged; tokens as the model counts them.
    QString model = {};
    QString company = {};
    QString word = {};   ///< Why it ended, in the provider's word.
    std::optional<std::chrono::milliseconds> firstWord = {}; ///< As the provider measured it.
    std::optional<std::chrono::milliseconds> duration = {};
    std::optional<bool> isCancelled = {};
    bool isByBalance = false; ///< No record: what is left on the account was compared before and after the run.
    std::optional<bool> isOnOwnKey = {}; ///< Paid to the company itself, with a key that the provider keeps for the user.

    bool operator==(const Confirmation &) const = default;
};

QJsonObject toJson(const Confirmation &confirmation);
Confirmation confirmationFromJson(const QJsonObject &object);

} // namespace studio

Q_DECLARE_METATYPE(studio::Confirmation)
