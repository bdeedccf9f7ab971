#pragma once

#include "gateway/PictureOrder.h"

#include <QImage>

namespace studio
{

/// One picture of an order, drawn by fixed rules: the same words, seed, size and number give the same picture.
/// Reference pictures are shown in frames of their own; with a mask, the first one is the ground of it all.
QImage drawnPicture(const PictureOrder &order, PictureStyle style, int number);

/// What a reference shows, if it can be read at all.
QImage readPicture(const QByteArray &bytes);

/// A stage on the way to the picture, of so many: at first nothing but its colours.
QImage drawnStage(const QImage &picture, int stage, int stages);

} // namespace studio
