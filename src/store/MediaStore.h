#pragma once

#include "core/Media.h"
#include "core/Result.h"

class QDateTime;

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

    /// Says that a file is wanted that lies there already, which is then safe from discard() for a while. False when there is none.
    bool claim(const KeptMedia &media) const;

    /// For content that no record has: into the trash, or away for good where there is none. Not when somebody kept or
    /// claimed the same since that moment: then the file stays, and false is given. Any program may do so at any time.
    bool discard(const KeptMedia &media, const QDateTime &since) const;

    const QString &folder() const { return m_folder; }
    QString incomingFolder() const; ///< For what is on its way in or out; what a killed program leaves there is of no use.

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
