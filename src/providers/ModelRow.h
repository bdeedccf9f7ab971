#pragma once

#include "core/Model.h"

#include <QJsonObject>

namespace studio
{

/// An entry of Gemini's, LM Studio's or Ollama's own list, whose names are others, as the other lists would have
/// it; any other as it is.
QJsonObject commonRow(const QJsonObject &row);

/// One entry of a model list, a commonRow(). Every field but the id may be missing or of the wrong type.
Model modelFromRow(const QJsonObject &row, const QString &provider);

} // namespace studio
