#pragma once

#include "core/Media.h"
#include "core/Result.h"

namespace studio
{

/// The files that models made, untouched as they came, each once: "ab/abcd....png" below one folder, named by the
/// SHA-256 of its content. Private to this user. A file that has its name is whole, however the program ended.
///
/// May be used from any thread; writing waits for the disk.
class MediaStore
{
public:
    /// The folder is made when the first file is kept.
    explicit MediaStore(const QString &folder);

    /// On disk when this returns. ErrorKind::StorageFailed when it cannot be.
    Result<KeptMedia> keep(const QByteArray &bytes, const QByteArray &mime) const;

    const QString &folder() const { return m_folder; }

    /// Where the file lies, or would.
    QString path(const KeptMedia &media) const;

    /// The whole file. ErrorKind::StorageFailed when it is gone, or is no longer what it was named after.
    Result<QByteArray> read(const KeptMedia &media) const;

private:
    QString m_folder;
};

/// What files of that type are called: "png". "bin" for types without a customary one.
QString suffixOf(const QByteArray &mime);

} // namespace studio
