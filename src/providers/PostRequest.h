#pragma once

#include "core/Request.h"
#include "providers/Profile.h"

namespace studio
{

/// A POST to that path at the profile's base, with the profile's headers and place for the key.
Request postRequest(const Profile &profile, const QString &path, const QByteArray &contentType, const QByteArray &body,
                    bool isStreaming);

/// The same with the body as JSON that people can read in "What was sent".
Request postRequest(const Profile &profile, const QString &path, const QJsonObject &body, bool isStreaming);

} // namespace studio
