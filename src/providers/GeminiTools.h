#pragma once

#include "core/Result.h"

#include <QJsonArray>

namespace studio
{

/// Tools as chat formats write them, as Gemini takes them: functions in one list, and Gemini's own tools
/// ({"googleSearch":{}}) as they are. ErrorKind::Rejected names what Gemini has not.
Result<QJsonArray> geminiToolsFrom(const QJsonValue &tools);

/// What the setting "tool_choice" means: a functionCallingConfig.
QJsonObject geminiToolChoice(const QString &choice);

} // namespace studio
