#include "gui/ResultPictures.h"

#include "media/PosterMaker.h"
#include "media/ThumbnailLoader.h"
#include "store/MediaStore.h"

namespace studio
{

namespace
{
constexpr int mostKibibytes = 64 * 1024; ///< Of pixels ready for the screen: some hundred tiles on a sharp one.
}

ResultPictures::ResultPictures(const MediaStore &store, ThumbnailLoader &loader, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_loader(loader)
    , m_posters(new PosterMaker(loader, this))
    , m_ready(mostKibibytes)
{
    connect(&loader, &ThumbnailLoader::ready, this, [this](const ThumbnailKey &key) {
        m_asked.remove(key.sha256);
        m_failed.remove(key.sha256);
        emit arrived(key.sha256);
    });
    connect(&loader, &ThumbnailLoader::failed, this, [this](const ThumbnailKey &key) {
        if (const QString clip = m_clips.value(key.sha256); !clip.isEmpty())
            m_posters->request(key.sha256, clip); // nobody has played it yet
        else
            takeFailure(key.sha256);
    });
    connect(m_posters, &PosterMaker::failed, this, &ResultPictures::takeFailure);
}

void ResultPictures::takeFailure(const QByteArray &sha256)
{
    m_asked.remove(sha256);
    m_failed.insert(sha256);
    emit arrived(sha256);
}

void ResultPictures::keepPoster(const KeptMedia &media, const QImage &frame)
{
    m_loader.keepPoster(media.sha256, frame);
}

QPixmap ResultPictures::find(const KeptMedia &media, int side, qreal devicePixelRatio)
{
    if (media.kind != MediaKind::Picture && media.kind != MediaKind::Video)
        return {};
    const int most = qRound(side * devicePixelRatio);
    const std::pair<QByteArray, int> shown(media.sha256, most);
    if (const QPixmap *ready = m_ready.object(shown))
        return *ready;
    const ThumbnailKey key{media.sha256, thumbnailSide(side, devicePixelRatio)};
    const QImage image = m_loader.find(key);
    if (image.isNull()) {
        const bool isWaiting = m_asked.value(key.sha256).contains(key.side);
        if (!isWaiting && !hasFailed(media)) {
            m_asked[key.sha256] << key.side;
            if (media.kind == MediaKind::Picture)
                m_loader.request(key, m_store.path(media));
            else
                askForPoster(key, media);
        }
        return {};
    }
    const bool isTooLarge = image.width() > most || image.height() > most;
    QPixmap picture = QPixmap::fromImage(
        isTooLarge ? image.scaled(most, most, Qt::KeepAspectRatio, Qt::SmoothTransformation) : image);
    picture.setDevicePixelRatio(devicePixelRatio);
    m_ready.insert(shown, new QPixmap(picture), std::max(1, picture.width() * picture.height() / 256));
    return picture;
}

void ResultPictures::askForPoster(const ThumbnailKey &key, const KeptMedia &media)
{
    m_clips.insert(media.sha256, m_store.path(media));
    m_loader.requestPoster(key);
}

void ResultPictures::wantOnly(const QSet<QByteArray> &contents)
{
    m_posters->wantOnly(contents);
    for (auto asked = m_asked.begin(); asked != m_asked.end();) {
        if (contents.contains(asked.key())) {
            ++asked;
            continue;
        }
        for (const int side : std::as_const(*asked))
            m_loader.cancel({asked.key(), side});
        asked = m_asked.erase(asked);
    }
}

} // namespace studio
