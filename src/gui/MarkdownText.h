#pragma once

#include <QString>

#include <md4c.h>

namespace studio
{

/// "&copy;" as "©"; what is no entity stays as it is.
QString entityText(const QString &entity);

/// An address or title as md4c hands it over, its entities read.
QString attributeText(const MD_ATTRIBUTE &attribute);

/// Whether the lines begin so many quotes and list items inside each other that reading them would take too
/// long: md4c looks at every open one again for every line that follows.
bool isTooDeep(QStringView text);

} // namespace studio
