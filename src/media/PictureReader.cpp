#include "media/PictureReader.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Formats that models answer in. Everything else Qt could read stays shut.
constexpr QByteArrayView formats[] = {"png", "jpeg", "webp", "gif"};

} // namespace

Result<QImage> readPicture(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    const QByteArray format = QImageReader::imageFormat(&buffer);
    if (std::find(std::begin(formats), std::end(formats), format) == std::end(formats))
        return Error{ErrorKind::Garbled, u"not a picture that this program reads"_s};
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (qint64(size.width()) * size.height() > mostPixels || std::max(size.width(), size.height()) > mostPictureSide)
        return Error{ErrorKind::TooLarge, u"%1x%2"_s.arg(size.width()).arg(size.height())};
    QImage picture = reader.read();
    if (picture.isNull())
        return Error{ErrorKind::Garbled, reader.errorString()};
    return picture;
}

} // namespace studio
