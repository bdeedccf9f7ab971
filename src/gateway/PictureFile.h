#pragma once

#include "gateway/PictureOrder.h"

class QImage;

namespace studio
{

/// The picture as a file of the format that is asked for, with the practice line in it: as text in PNG, as a comment
/// in JPEG, as XMP in WebP. The same picture gives the same bytes.
PracticePicture pictureFile(const QImage &picture, const PictureOrder &order);

} // namespace studio
