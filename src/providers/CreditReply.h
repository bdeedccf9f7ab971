#pragma once

#include "core/Credit.h"

#include <QJsonObject>

namespace studio
{

/// What a provider's answer about a key or an account says, in OpenRouter's shape or WisGate's; what is not
/// there or of a wrong kind is unknown. Neither the key's label nor its owner is read: the label is a part of the key.
Credit creditFrom(const QJsonObject &reply);

/// Adds what OpenRouter says to management keys of the account's money.
void addAccountCredit(Credit &credit, const QJsonObject &reply);

} // namespace studio
