#pragma once

#include <QJsonObject>

namespace studio
{

/// A value that fits a JSON schema, always the same one, by the first rule that fits: "const", the first of
/// "enum", "default", else by its type: an object with every property, a list of one item, the text
/// "practice output", the least number that is allowed (0 without a minimum), true, null. A schema without a
/// type is a text's, or an object's when it has properties.
QJsonValue practiceValue(const QJsonObject &schema);

} // namespace studio
