#pragma once

#include <QString>
#include <QStringList>

namespace studio
{

/// Path of a file that does not exist yet in that folder: "{trial}-{model}-{n}.{ext}", every part made safe
/// for any file system (letters, digits, '.', '_' and '-', at most 60 characters, no dot in front). None of those that are taken.
QString freeFileName(const QString &folder, const QString &trial, const QString &model, const QString &extension,
                     const QStringList &taken = {});

/// One such part.
QString safeFileName(const QString &text);

} // namespace studio
