#pragma once

#include <QJsonObject>

namespace studio
{

/// The settings with the company first in one of the two lists, "provider.order" or "provider.ignore", and gone from
/// the other: who is preferred is not ruled out any more, and the other way round. An empty list is not sent.
QJsonObject withCompanyIn(const QString &list, const QString &company, QJsonObject settings);

} // namespace studio
