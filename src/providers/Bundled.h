#pragma once

#include <QByteArray>
#include <QString>

namespace studio
{

/// A file that comes with the program: bundledFile(u"providers/openrouter.json"_s). Empty when there is none.
QByteArray bundledFile(const QString &path);

} // namespace studio
