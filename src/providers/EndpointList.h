#pragma once

#include "core/Endpoint.h"

#include <QJsonObject>

namespace studio
{

/// The endpoints of one model as OpenRouter lists them; an entry that names no company is skipped. Routers and
/// aliases have none, which is no error. ErrorKind::Garbled when there is no such list.
Result<QList<Endpoint>> endpointsFrom(const QJsonObject &reply);

/// The companies behind OpenRouter; an entry without a name is skipped.
Result<QList<Company>> companiesFrom(const QJsonObject &reply);

} // namespace studio
