#pragma once

#include "core/Result.h"
#include "media/CancelFlag.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QMetaType>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace studio
{

/// Which small picture: of the kept file with that content, at most side x side device pixels.
struct ThumbnailKey
{
    QByteArray sha256 = {}; ///< As in KeptMedia.
    int side = 256;

    bool operator==(const ThumbnailKey &) const = default;
};

size_t qHash(const ThumbnailKey &key, size_t seed = 0);

/// The side to ask for when a place is so large, in logical pixels: one of few, so that windows of other sizes find what
/// there is.
int thumbnailSide(int logicalSide, qreal devicePixelRatio);

/// Makes small pictures of kept files and keeps them, in memory and in a folder beside the media store. Scrolling over
/// many files asks for each with request() when it comes into sight and cancels it when it leaves: what was asked for
/// last is made first, so what is in sight comes before what has passed.
///
///     ThumbnailLoader loader(mediaFolder + u"/Thumbnails"_s);
///     QImage picture = loader.find(key);          // at once, or null
///     if (picture.isNull())
///         loader.request(key, store.path(media)); // later ready(key, picture) or failed(key, error)
///
/// Deleting it ends all work without a signal. Lives on the window's thread; decodes in threads of its own.
class ThumbnailLoader : public QObject
{
    Q_OBJECT

public:
    explicit ThumbnailLoader(const QString &folder, QObject *parent = nullptr);
    ~ThumbnailLoader() override;

    /// What is in memory; null when nothing is.
    QImage find(const ThumbnailKey &key) const;

    /// Leads to exactly one ready() or failed(), never before this returns, unless it is cancelled. Asking again moves it
    /// to the front. What failed once fails again at once, without a look at the file.
    void request(const ThumbnailKey &key, const QString &path);
    void cancel(const ThumbnailKey &key);
    void cancelAll();

    /// Takes a picture that somebody else made of a file; ready() follows.
    void keep(const ThumbnailKey &key, const QImage &picture);
    void keepPoster(const QByteArray &sha256, const QImage &frame); ///< Of a video, for every side.

    /// A video's small picture, which is not made here: leads to one ready() or failed() by what lies on the disk.
    void requestPoster(const ThumbnailKey &key) { request(key, {}); }

    /// Forgets the small pictures of files that are gone, on the disk too.
    void drop(const QByteArray &sha256);
    void dropAllBut(const QSet<QByteArray> &contents); ///< Of the first so many that lie there; the next program goes on.

    int waiting() const { return int(m_waiting.size() + m_running.size()); }

signals:
    void ready(const studio::ThumbnailKey &key, const QImage &picture);
    void failed(const studio::ThumbnailKey &key, const studio::Error &error);

private:
    struct Wanted
    {
        ThumbnailKey key;
        QString path;
    };

    void startNext();
    void start(const Wanted &wanted);
    void take(const ThumbnailKey &key, const CancelFlag &flag, const Result<QImage> &picture);
    void remember(const ThumbnailKey &key, const QImage &picture);
    QString fileOf(const ThumbnailKey &key) const;

    QString m_folder;
    QThreadPool m_pool;
    QList<Wanted> m_waiting; ///< Newest last.
    QHash<ThumbnailKey, CancelFlag> m_running;
    QCache<ThumbnailKey, QImage> m_pictures; ///< Cost in KiB.
    QHash<ThumbnailKey, Error> m_failures;
};

/// What the loader does for one file, in another thread: reads the small picture that there is, or makes and saves it.
Result<QImage> thumbnailOfFile(const QString &path, const QString &saved, int side, const CancelFlag &cancel);

} // namespace studio

Q_DECLARE_METATYPE(studio::ThumbnailKey)
