#include "media/PictureReader.h"

#include "core/Limits.h"
#include "media/BoundedBytes.h"

#include <QColorSpace>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QtEndian>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// 2 s, and as much more as a slow computer needs for what is large with good reason.
std::chrono::milliseconds timeFor(QSize size)
{
    return std::chrono::milliseconds(2000 + qint64(size.width()) * size.height() / 4000);
}

/// Only what the pixels need: texts and other extras of a PNG may be bombs, and a thousand of them were decompressed.
QByteArray withoutExtras(const QByteArray &png)
{
    QByteArray kept;
    kept.reserve(png.size());
    kept += png.first(8);
    bool hasProfile = false;
    for (qsizetype at = 8; at + 8 <= png.size();) {
        const qint64 length = qint64(qFromBigEndian<quint32>(png.constData() + at)) + 12;
        const QByteArrayView name = QByteArrayView(png).sliced(at + 4, 4);
        const bool isProfile = name == "iCCP" && !hasProfile && length <= mostProfileBytes;
        hasProfile |= isProfile;
        const auto present = qsizetype(std::min<qint64>(length, png.size() - at));
        if (isProfile || name == "IHDR" || name == "PLTE" || name == "tRNS" || name == "IDAT" || name == "IEND")
            kept += QByteArrayView(png).sliced(at, present);
        at += present;
    }
    return kept;
}

QByteArray readerName(PictureFormat format)
{
    return QByteArray(nameOf(format).data(), nameOf(format).size()).toLower();
}

/// One way for all pictures: sRGB, 32 bits, nothing that hangs on.
QImage asShown(QImage image)
{
    const QColorSpace space = image.colorSpace();
    if (space.isValid() && space != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.setDevicePixelRatio(1);
    return image;
}

/// One decode: what Qt's reader needs around it to be trusted with a stranger's file.
class Decode
{
public:
    Decode(const QByteArray &bytes, const PictureFacts &facts, const CancelFlag &cancel)
        : m_facts(facts)
        , m_cancel(cancel)
        , m_device(facts.format == PictureFormat::Png ? withoutExtras(bytes) : bytes, QDeadlineTimer(timeFor(facts.stored)),
                   cancel)
        , m_reader(&m_device, readerName(facts.format))
    {
        [[maybe_unused]] static const bool isRaised = (QImageReader::setAllocationLimit(mostDecodedMegabytes), true);
        m_reader.setAutoDetectImageFormat(false);
        m_reader.setAutoTransform(true);
    }

    void shrinkTo(QSize size) { m_reader.setScaledSize(size); }

    Result<ReadPicture> read(bool isToKeepParts)
    {
        // The pixels that a cut file leaves out keep what they have here, which is nothing.
        QImage image;
        if (isToKeepParts)
            image = QImage(m_facts.stored, m_reader.imageFormat());
        if (!image.isNull())
            std::memset(image.bits(), 0, size_t(image.sizeInBytes())); // fill() makes pixels without alpha opaque
        const uchar *const prepared = std::as_const(image).constBits();
        const bool isRead = m_reader.read(&image);
        if (m_cancel.isCancelled())
            return Error{ErrorKind::Cancelled};
        if (!isRead && (!isToKeepParts || image.isNull() || std::as_const(image).constBits() != prepared || isEmpty(image)))
            return Error{m_device.isLate() ? ErrorKind::TookTooLong : ErrorKind::Garbled,
                         m_facts.isCut ? u"cut off"_s : u"damaged"_s};
        if (!isRead && image.format() == QImage::Format_RGB32) // there a pixel that was never written has no alpha
            image.reinterpretAsFormat(QImage::Format_ARGB32_Premultiplied);
        return ReadPicture{m_facts, asShown(std::move(image)), isRead && !m_facts.isCut && !m_device.isLate()};
    }

private:
    static bool isEmpty(const QImage &image)
    {
        const auto bytes = QByteArrayView(image.constBits(), image.sizeInBytes());
        return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == 0; });
    }

    const PictureFacts &m_facts;
    CancelFlag m_cancel;
    BoundedBytes m_device;
    QImageReader m_reader;
};

} // namespace

Result<void> checkSize(const PictureFacts &facts)
{
    const QSize size = facts.stored;
    if (qint64(size.width()) * size.height() > mostPicturePixels || std::max(size.width(), size.height()) > mostPictureSide)
        return Error{ErrorKind::TooLarge, u"%1x%2"_s.arg(facts.size.width()).arg(facts.size.height())};
    return {};
}

Result<ReadPicture> readPicture(const QByteArray &bytes, const CancelFlag &cancel)
{
    const Result<PictureFacts> facts = readPictureFacts(bytes);
    if (!facts)
        return facts.error();
    if (const Result<void> fits = checkSize(*facts); !fits)
        return fits.error();
    Result<ReadPicture> picture = Decode(bytes, *facts, cancel).read(false);
    if (picture || picture.error().kind != ErrorKind::Garbled)
        return picture;
    return Decode(bytes, *facts, cancel).read(true); // whole files need not wait for what only this one needs
}

Result<ReadPicture> readSmallPicture(const QByteArray &bytes, int side, const CancelFlag &cancel)
{
    const Result<PictureFacts> facts = readPictureFacts(bytes);
    if (!facts)
        return facts.error();
    if (const Result<void> fits = checkSize(*facts); !fits)
        return fits.error();
    const QSize stored = facts->stored;
    if (std::max(stored.width(), stored.height()) <= side)
        return readPicture(bytes, cancel);
    Decode small(bytes, *facts, cancel);
    small.shrinkTo(stored.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1}));
    Result<ReadPicture> picture = small.read(false);
    if (picture || picture.error().kind == ErrorKind::Cancelled)
        return picture;
    picture = readPicture(bytes, cancel); // as far as a cut file goes
    if (picture)
        picture->image = picture->image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return picture;
}

Result<QByteArray> readPictureFile(const QString &path)
{
    if (!QFileInfo(path).isFile()) // a pipe would never end
        return Error{ErrorKind::StorageFailed, path};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::StorageFailed, file.errorString()};
    if (file.size() > mostMediaBytes)
        return Error{ErrorKind::TooLarge, u"%1 bytes"_s.arg(file.size())};
    return file.read(mostMediaBytes);
}

} // namespace studio
