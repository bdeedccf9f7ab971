#pragma once

#include "core/Prompt.h"

namespace studio
{

/// ErrorKind::Rejected when there is no model, no text, or something that no format for pictures can say:
/// instructions, and attachments that are no pictures.
Result<void> checkPicturePrompt(const Prompt &prompt, const QString &model);

/// "image/png": as the person's file says, else as its first bytes do.
QByteArray mimeOfPicture(const Media &picture);

} // namespace studio
