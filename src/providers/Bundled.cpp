#include "providers/Bundled.h"

#include <QFile>

/// The linker drops resources of a static library that nobody names; Q_INIT_RESOURCE wants no namespace around it.
static void keepResources()
{
    Q_INIT_RESOURCE(bundled);
}

namespace studio
{

QByteArray bundledFile(const QString &path)
{
    keepResources();
    QFile file(QStringLiteral(":/") + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace studio
