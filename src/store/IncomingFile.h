#pragma once

#include "core/Media.h"
#include "store/MediaStore.h"

#include <QCryptographicHash>
#include <QFile>

#include <memory>

namespace studio
{

/// A file on its way into the media store, too large for the memory: hashed while it grows on the disk, and gone
/// when it is deleted before it is finished. One of a program that was killed is dropped by the next one.
///
/// May be finished on another thread than it grew on.
class IncomingFile
{
public:
    /// ErrorKind::StorageFailed when there is no place for it.
    static Result<std::unique_ptr<IncomingFile>> open(const MediaStore &store);
    ~IncomingFile();

    IncomingFile(const IncomingFile &) = delete;
    IncomingFile &operator=(const IncomingFile &) = delete;

    Result<void> write(const QByteArray &piece);
    Result<void> beginAgain(); ///< Forgets what came.

    qint64 size() const { return m_size; }
    const QByteArray &beginning() const { return m_beginning; } ///< Enough to tell the type.

    /// Gives it its name; on disk when this returns, which takes a while. Nothing may be done with it afterwards.
    Result<KeptMedia> finish(const QByteArray &mime);

private:
    explicit IncomingFile(const MediaStore &store, const QString &path);
    Error failure() const;

    const MediaStore m_store;
    QFile m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    QByteArray m_beginning;
    qint64 m_size = 0;
};

/// Removes what programs left on its way that no longer run.
void dropLeftIncomingFiles(const MediaStore &store);

} // namespace studio
