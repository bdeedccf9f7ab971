#pragma once

#include "core/Media.h"
#include "core/Result.h"

#include <QJsonArray>

namespace studio
{

struct Profile;

/// The attachments as content parts of a chat message, each with its bytes in it. ErrorKind::Rejected names the
/// file that the format cannot say.
Result<QJsonArray> chatPartsOf(const QList<Media> &attachments, const Profile &profile);

} // namespace studio
