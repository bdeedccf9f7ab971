#include "gui/Thumbnail.h"

#include "core/Limits.h"

#include <QBuffer>
#include <QImageReader>

#include <array>

namespace studio
{

namespace
{

QByteArray formatOf(const QByteArray &mime)
{
    constexpr std::array<QByteArrayView, 4> formats{"png", "jpeg", "gif", "webp"};
    for (const QByteArrayView format : formats) {
        if (mime == "image/" + format.toByteArray())
            return format.toByteArray();
    }
    return {};
}

} // namespace

QImage thumbnailOf(const Media &media, int side)
{
    const QByteArray format = formatOf(media.mime);
    if (format.isEmpty())
        return {};
    QBuffer buffer;
    buffer.setData(media.bytes);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty() || qint64(size.width()) * size.height() > mostPicturePixels)
        return {};
    if (size.width() > side || size.height() > side)
        reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1}));
    return reader.read();
}

} // namespace studio
