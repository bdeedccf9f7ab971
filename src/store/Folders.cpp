#include "store/Folders.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

QString folder(QStandardPaths::StandardLocation location, QLatin1StringView nameAtHome)
{
    const QString home = qEnvironmentVariable("SIGNALBOX_HOME");
    const QString path = home.isEmpty() ? QStandardPaths::writableLocation(location)
                                        : QDir(home).absoluteFilePath(nameAtHome);
    if (makePrivateFolder(path))
        QFile::setPermissions(path, ownerOnly); // ours alone, also when an older umask made it
    return path;
}

} // namespace

QString userDataFolder()
{
    return folder(QStandardPaths::AppDataLocation, "data"_L1);
}

QString userConfigFolder()
{
    return folder(QStandardPaths::AppConfigLocation, "config"_L1);
}

bool makePrivateFolder(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return true;
    const QString parent = info.absolutePath();
    if (parent == info.absoluteFilePath() || !makePrivateFolder(parent))
        return false;
    // Another program may make it at the same moment.
    return QDir(parent).mkdir(info.fileName(), ownerOnly) || QFileInfo(path).isDir();
}

} // namespace studio
