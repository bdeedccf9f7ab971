#include "gui/ResultPictures.h"

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
    , m_ready(mostKibibytes)
{
    connect(&loader, &ThumbnailLoader::ready, this, [this](const ThumbnailKey &key) {
        m_asked.remove(key.sha256);
        emit arrived(key.sha256);
    });
    connect(&loader, &ThumbnailLoader::failed, this, [this](const ThumbnailKey &key) {
        m_asked.remove(key.sha256);
        m_failed.insert(key.sha256);
        emit arrived(key.sha256);
    });
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
        // A video's is kept by whoever plays it; until then there is none, and its file is not read for it.
        const bool isWaiting = m_asked.value(key.sha256).contains(key.side);
        if (media.kind == MediaKind::Picture && !isWaiting && !hasFailed(media)) {
            m_asked[key.sha256] << key.side;
            m_loader.request(key, m_store.path(media));
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

void ResultPictures::wantOnly(const QSet<QByteArray> &contents)
{
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
