#include "media/XmpText.h"

#include <exiv2/exiv2.hpp>

#include <mutex>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr auto key = "Xmp.signalbox.history";

/// exiv2 asks for this: its XMP parser may be in one thread at a time.
void lockParser(void *lock, bool isLocked)
{
    auto *mutex = static_cast<std::mutex *>(lock);
    if (isLocked)
        mutex->lock();
    else
        mutex->unlock();
}

void prepareParser()
{
    static std::mutex mutex;
    static std::once_flag once;
    std::call_once(once, [] {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize(lockParser, &mutex);
        Exiv2::XmpProperties::registerNs("urn:signalbox-studio:history/", "signalbox");
    });
}

Error failure(const std::exception &problem)
{
    const auto *error = dynamic_cast<const Exiv2::Error *>(&problem);
    const bool isTooLarge = error && error->code() == Exiv2::kerTooLargeJpegSegment;
    return Error{isTooLarge ? ErrorKind::TooLarge : ErrorKind::Garbled, QString::fromUtf8(problem.what()).trimmed()};
}

Exiv2::Image::AutoPtr opened(const QByteArray &picture)
{
    prepareParser();
    auto image = Exiv2::ImageFactory::open(reinterpret_cast<const Exiv2::byte *>(picture.constData()), long(picture.size()));
    image->readMetadata();
    return image;
}

QByteArray bytesOf(Exiv2::BasicIo &io)
{
    io.seek(0, Exiv2::BasicIo::beg);
    QByteArray bytes(qsizetype(io.size()), Qt::Uninitialized);
    bytes.truncate(qsizetype(io.read(reinterpret_cast<Exiv2::byte *>(bytes.data()), long(bytes.size()))));
    return bytes;
}

} // namespace

bool canHoldXmp(QByteArrayView bytes)
{
    const bool isWebP = bytes.startsWith("RIFF") && bytes.size() > 12 && bytes.sliced(8).startsWith("WEBP");
    return bytes.startsWith("\xff\xd8\xff") || isWebP;
}

Result<QByteArray> withXmpText(const QByteArray &picture, const QByteArray &text, const QByteArray &description)
{
    if (!canHoldXmp(picture))
        return Error{ErrorKind::Garbled, u"neither JPEG nor WebP"_s};
    try {
        const auto image = opened(picture);
        image->xmpData()[key] = text.toStdString();
        if (!description.isEmpty())
            image->xmpData()["Xmp.dc.description"] = "lang=\"x-default\" " + description.toStdString();
        image->writeMetadata();
        return bytesOf(image->io());
    } catch (const std::exception &problem) {
        return failure(problem);
    }
}

Result<QByteArray> xmpText(const QByteArray &picture)
{
    if (!canHoldXmp(picture))
        return Error{ErrorKind::Garbled, u"neither JPEG nor WebP"_s};
    try {
        const auto image = opened(picture);
        const Exiv2::XmpData &xmp = image->xmpData();
        const auto found = xmp.findKey(Exiv2::XmpKey(key));
        return found == xmp.end() ? QByteArray() : QByteArray::fromStdString(found->toString());
    } catch (const std::exception &problem) {
        return failure(problem);
    }
}

} // namespace studio
