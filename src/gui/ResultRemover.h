#pragma once

#include "core/Media.h"
#include "core/Result.h"

#include <QObject>

namespace studio
{

class MediaStore;
class ResultShelf;
class ThumbnailLoader;

/// Takes results out of the shelf, and what nobody else has of them off the disk: their files, in another thread, and their
/// small pictures. A file that was kept a moment ago stays for a while, because the run that kept it may not have written
/// that down yet. Belongs to the ResultsController.
class ResultRemover : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    ResultRemover(ResultShelf &shelf, const MediaStore &store, ThumbnailLoader &thumbnails, QObject *parent = nullptr);

    Result<void> remove(const QList<qint64> &numbers);

    void sweep(); ///< What an earlier program has left: once, some time after the start.

private:
    void discard(const QList<KeptMedia> &files, int tries);
    void tryAgain(const QList<KeptMedia> &files, int tries);

    ResultShelf &m_shelf;
    const MediaStore &m_store;
    ThumbnailLoader &m_thumbnails;
};

} // namespace studio
