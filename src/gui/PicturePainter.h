#pragma once

#include <QRectF>

class QPainter;
class QPalette;
class QString;

namespace studio
{

struct Picture;

/// Paints a picture into a place of any size, and touches only the pixels that can be seen there: from the copy that is
/// just large enough, or as squares where one pixel covers several. A pattern stands behind what is transparent.
void paintPicture(QPainter &painter, const Picture &picture, const QRectF &place, const QRectF &exposed, const QPalette &palette);

/// What a picture is called, in an upper corner of its part of the room: on a ground of its own, and shortened to it.
void paintPictureLabel(QPainter &painter, const QRect &part, const QString &text, bool isLeft, const QPalette &palette);

} // namespace studio
