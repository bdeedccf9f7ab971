#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace studio
{

/// The servers that the user added: one small JSON document each, named by its id, in a folder of this user.
/// What the documents say is not read here.

struct UserProfile
{
    QString name;                ///< Of the file, without its folder.
    Result<QByteArray> document; ///< An error for what is no regular file of at most 256 KiB.
};

/// All of them, by file name.
QList<UserProfile> readUserProfiles(const QString &folder);

/// One of them; the same errors.
Result<QByteArray> readUserProfile(const QString &folder, const QString &id);

/// Ids are lower-case letters, digits, '-', '_' and '.', at most 64, none of these signs first but letters and
/// digits; ErrorKind::Rejected for others.
Result<void> writeUserProfile(const QString &folder, const QString &id, const QByteArray &json);

/// Does nothing when there is none.
Result<void> removeUserProfile(const QString &folder, const QString &id);

} // namespace studio
