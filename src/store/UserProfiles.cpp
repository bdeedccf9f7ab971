#include "store/UserProfiles.h"

#include "store/Folders.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 mostBytes = 256 * 1024;
constexpr auto suffix = ".json"_L1;

Result<QString> pathOf(const QString &folder, const QString &id)
{
    static const QRegularExpression safe(u"\\A[a-z0-9][a-z0-9._-]{0,63}\\z"_s);
    if (!safe.match(id).hasMatch())
        return Error{ErrorKind::Rejected, u"id: letters a-z, digits, '-', '_' and '.' only"_s};
    return QDir(folder).filePath(id + suffix);
}

} // namespace

QList<UserProfile> readUserProfiles(const QString &folder)
{
    QList<UserProfile> found;
    const QDir directory(folder);
    for (const QString &name : directory.entryList({u"*"_s + suffix}, QDir::Files, QDir::Name))
        found << UserProfile{name, readPlainFile(directory.filePath(name), mostBytes)};
    return found;
}

Result<QByteArray> readUserProfile(const QString &folder, const QString &id)
{
    const auto path = pathOf(folder, id);
    return path ? readPlainFile(*path, mostBytes) : Result<QByteArray>(path.error());
}

Result<void> writeUserProfile(const QString &folder, const QString &id, const QByteArray &json)
{
    const auto path = pathOf(folder, id);
    if (!path)
        return path.error();
    if (json.size() > mostBytes)
        return Error{ErrorKind::Rejected, u"larger than %1 bytes"_s.arg(mostBytes)};
    if (!makePrivateFolder(folder))
        return Error{ErrorKind::StorageFailed, u"%1: cannot be made"_s.arg(folder)};
    return writeTextFile(*path, json);
}

Result<void> removeUserProfile(const QString &folder, const QString &id)
{
    const auto path = pathOf(folder, id);
    if (!path)
        return path.error();
    QFile file(*path);
    if (file.exists() && !file.remove())
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(*path, file.errorString())};
    return {};
}

} // namespace studio
