#pragma once

#include "core/Media.h"

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>

namespace studio
{

class MediaStore;
class PosterMaker;
class ThumbnailLoader;
struct ThumbnailKey;

/// Small pictures of kept files for whoever paints them: at once when there is one, else later. Made for what is in
/// sight only.
class ResultPictures : public QObject
{
    Q_OBJECT

public:
    /// Both are kept by the caller for longer.
    ResultPictures(const MediaStore &store, ThumbnailLoader &loader, QObject *parent = nullptr);

    /// No larger than side x side, in logical pixels; null when there is none yet, and then it is asked for.
    QPixmap find(const KeptMedia &media, int side, qreal devicePixelRatio);

    /// The first frame of a video that somebody plays.
    void keepPoster(const KeptMedia &media, const QImage &frame);

    /// No picture can be made of that file.
    bool hasFailed(const KeptMedia &media) const { return m_failed.contains(media.sha256); }

    /// Forgets what was asked for and is neither begun nor among these.
    void wantOnly(const QSet<QByteArray> &contents);

signals:
    void arrived(const QByteArray &sha256); ///< Or is known never to come.

private:
    void askForPoster(const ThumbnailKey &key, const KeptMedia &media);
    void takeFailure(const QByteArray &sha256);

    const MediaStore &m_store;
    ThumbnailLoader &m_loader;
    PosterMaker *m_posters;
    QHash<QByteArray, QString> m_clips; ///< Paths of videos that were asked for.
    QHash<QByteArray, QList<int>> m_asked; ///< Sides in device pixels, by content.
    QSet<QByteArray> m_failed;
    QCache<std::pair<QByteArray, int>, QPixmap> m_ready; ///< By content and side.
};

} // namespace studio
