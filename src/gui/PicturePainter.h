#pragma once

#include <QRectF>

class QPainter;
class QPalette;

namespace studio
{

struct Picture;

/// Paints a picture into a place of any size, and touches only the pixels that can be seen there: from the copy that is
/// just large enough, or as squares where one pixel covers several. A pattern stands behind what is transparent.
void paintPicture(QPainter &painter, const Picture &picture, const QRectF &place, const QRectF &exposed, const QPalette &palette);

} // namespace studio
