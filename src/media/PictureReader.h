#pragma once

#include "core/Result.h"
#include "media/CancelFlag.h"
#include "media/PictureFacts.h"

#include <QImage>

namespace studio
{

/// A picture as it came out of a file.
struct ReadPicture
{
    PictureFacts facts = {};
    QImage image = {};    ///< RGB32 or ARGB32_Premultiplied, in sRGB, turned as the file asks.
    bool isWhole = true;  ///< Else the file is cut off or took too long; what is missing is transparent or grey.
};

/// Whether it will be decoded. ErrorKind::TooLarge says its size, "65535x65535".
Result<void> checkSize(const PictureFacts &facts);

/// The first picture in some bytes, by their content and not by a name. Slow: belongs off the window's thread.
/// ErrorKind::TooLarge says its size, Garbled what it is instead (readPictureFacts()), TookTooLong, Cancelled.
Result<ReadPicture> readPicture(const QByteArray &bytes, const CancelFlag &cancel = {});

/// The same, made no larger than side x side while it is decoded: much faster for photographs.
Result<ReadPicture> readSmallPicture(const QByteArray &bytes, int side, const CancelFlag &cancel = {});

/// A file as it may hold a picture: a plain one, of a bearable size. ErrorKind::StorageFailed, TooLarge.
Result<QByteArray> readPictureFile(const QString &path);

} // namespace studio
