#include "store/FileName.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace studio
{

QString safeFileName(const QString &text)
{
    QString safe;
    for (const QChar c : text.simplified()) {
        const bool isPlain = c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-';
        if (isPlain)
            safe += c;
        else if (!safe.endsWith(u'-'))
            safe += u'-';
    }
    safe.truncate(60);
    while (safe.startsWith(u'.') || safe.startsWith(u'-'))
        safe.remove(0, 1);
    while (safe.endsWith(u'.') || safe.endsWith(u'-'))
        safe.chop(1);
    return safe.isEmpty() ? u"untitled"_s : safe;
}

QString freeFileName(const QString &folder, const QString &trial, const QString &model, const QString &extension,
                     const QStringList &taken)
{
    const QString stem = QDir(folder).filePath(safeFileName(trial) + u'-' + safeFileName(model));
    for (int number = 1;; ++number) {
        const QString path = u"%1-%2.%3"_s.arg(stem).arg(number).arg(extension);
        if (!taken.contains(path) && !QFileInfo(path).isSymLink() && !QFileInfo::exists(path))
            return path;
    }
}

} // namespace studio
