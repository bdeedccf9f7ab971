#pragma once

#include "core/Prompt.h"

namespace studio
{

/// The "content" of the user's message: a plain text, or blocks when files go along, which come before the text as
/// the format's makers advise. ErrorKind::Rejected names the file that the format cannot carry.
Result<QJsonValue> messagesContent(const Prompt &prompt);

} // namespace studio
