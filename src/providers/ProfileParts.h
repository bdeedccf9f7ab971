#pragma once

#include "providers/JsonFields.h"
#include "providers/Profile.h"

namespace studio
{

/// The parts of a profile that stand in more than one place or would fill a reader by themselves.

/// "[name, value]" pairs. Keys have no place here, and what belongs to the transport cannot be set.
QList<Header> readHeaders(JsonFields &fields, const QString &field);

std::optional<SecretHeader> readSecret(JsonFields &fields, const QString &field);
JobForm readJob(JsonFields &fields, const QString &field);
Limits readLimits(JsonFields &fields, const QString &field);

/// Models' ids to formats that the profile speaks.
QMap<QString, QString> readChosen(JsonFields &fields, const QString &field, const QStringList &dialects);

/// Empty, or a path that begins with '/'.
QString readPath(JsonFields &fields, const QString &field);

/// Empty, or a path like "/v1beta" that addresses can end in.
QString readBasePath(JsonFields &fields, const QString &field);

} // namespace studio
