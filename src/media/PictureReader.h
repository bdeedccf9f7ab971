#pragma once

#include "core/Result.h"

#include <QImage>

namespace studio
{

/// What a picture may be at most: a server's word is not believed, the header is read first.
constexpr qint64 mostPixels = 80'000'000;
constexpr int mostPictureSide = 32'768; ///< Pixels.

/// The picture in some bytes, by their content and not by a name. Pure and slow: belongs off the window's thread.
/// ErrorKind::TooLarge says its size, Garbled that it is none that we read.
Result<QImage> readPicture(const QByteArray &bytes);

} // namespace studio
