#pragma once

#include "core/Result.h"

#include <QJsonObject>
#include <QString>

namespace studio
{

/// Copies of files that leave the program, and how they were made (core/FileHistory). The history lies in the copy
/// where its type has a place for it: a text of a PNG, the XMP of JPEG and WebP. Beside the copy, as "NAME.json",
/// where it has none or not enough, as with videos; as "NAME.history.json" where somebody else's file has that name. Pixels and sound are never touched. What somebody wrote about a picture
/// also stands where other programs look for it: as the Description of a PNG, as dc:description of the others.
///
/// Everything here waits for the disk and belongs off the window's thread.

/// The picture with its history inside, which is made lean when the whole of it has no room. ErrorKind::TooLarge when
/// there is no room at all, Garbled for types that have no place for it.
Result<QByteArray> withHistory(const QByteArray &bytes, const QJsonObject &history);

/// Writes beside the target and renames. Gives the path of the file beside the copy; empty when there is none.
Result<QString> saveCopy(const QString &source, const QString &target, const QJsonObject &history);

/// Byte by byte as it is in the store.
Result<void> saveCopyWithoutHistory(const QString &source, const QString &target);

/// How a saved copy was made, from the copy, from the file beside it, or from that file itself. Nothing in it is
/// believed but that it is JSON, and that a history beside a file is about that file. ErrorKind::Rejected when there
/// is none.
Result<QJsonObject> readHistory(const QString &path);

} // namespace studio
