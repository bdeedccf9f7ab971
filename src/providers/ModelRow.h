#pragma once

#include "core/Model.h"

#include <QJsonObject>

namespace studio
{

/// One entry of a model list. Every field but the id may be missing or of the wrong type.
Model modelFromRow(const QJsonObject &row, const QString &provider);

} // namespace studio
