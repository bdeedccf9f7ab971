#pragma once

#include <QJsonObject>

namespace studio
{

// What the services say about the account behind the key. Practice costs nothing and has no limit.

QJsonObject openRouterKey();
QJsonObject openRouterCredits();
QJsonObject wisGateBalance();

} // namespace studio
