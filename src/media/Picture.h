#pragma once

#include "media/PictureReader.h"

#include <QList>

namespace studio
{

/// A picture as it is painted: the whole and copies of half the size each, so that a small view of a large picture
/// touches few pixels. A pixel of levels[n] stands for 2^n x 2^n of the whole.
struct Picture
{
    PictureFacts facts = {};
    QList<QImage> levels = {}; ///< The whole first, down to one that fits 128 x 128.
    bool isWhole = true;       ///< As in ReadPicture.

    bool isNull() const { return levels.isEmpty(); }
    QSize size() const { return isNull() ? QSize() : levels.first().size(); }
    bool isClear() const { return !isNull() && levels.first().hasAlphaChannel(); } ///< Something may shine through.
};

/// Slow, as the pixels are many: belongs off the window's thread.
Picture withLevels(const ReadPicture &picture);

/// Half the width and height, rounded up; every pixel is the mean of four. RGB32 and ARGB32_Premultiplied.
QImage halved(const QImage &image);

} // namespace studio
