#pragma once

#include "core/Prompt.h"
#include "core/Request.h"
#include "providers/Profile.h"

namespace studio
{

/// ErrorKind::Rejected when there is no model, no text, or something that no format for pictures can say:
/// instructions, and attachments that are no pictures.
Result<void> checkPicturePrompt(const Prompt &prompt, const QString &model);

/// "image/png": as the person's file says, else as its first bytes do.
QByteArray mimeOfPicture(const Media &picture);

/// A POST to that path at the profile's base.
Request pictureRequest(const Profile &profile, const QString &path, const QByteArray &contentType,
                       const QByteArray &body, bool isStreaming);

/// The same with the body as JSON that people can read.
Request pictureRequest(const Profile &profile, const QString &path, const QJsonObject &body, bool isStreaming);

} // namespace studio
