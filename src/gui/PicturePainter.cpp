#include "gui/PicturePainter.h"

#include "gui/PictureCanvas.h"
#include "gui/Theme.h"
#include "media/Picture.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace studio
{

namespace
{

constexpr int squareSide = 8; ///< Logical pixels.

QPixmap checkers(const QPalette &palette, qreal devicePixelRatio)
{
    QPixmap tile(QSize(2 * squareSide, 2 * squareSide) * devicePixelRatio);
    tile.setDevicePixelRatio(devicePixelRatio);
    const bool dark = isDark(palette);
    tile.fill(dark ? QColor(0x33, 0x37, 0x3d) : QColor(0xff, 0xff, 0xff));
    QPainter painter(&tile);
    const QColor other = dark ? QColor(0x28, 0x2b, 0x30) : QColor(0xe3, 0xe6, 0xea);
    painter.fillRect(0, 0, squareSide, squareSide, other);
    painter.fillRect(squareSide, squareSide, squareSide, squareSide, other);
    return tile;
}

/// The largest whole pixels around a rectangle that a picture has.
QRect pixelsAround(const QRectF &rect, QSize size)
{
    const int left = std::max(0, int(std::floor(rect.left())) - 1);
    const int top = std::max(0, int(std::floor(rect.top())) - 1);
    const int right = std::min(size.width(), int(std::ceil(rect.right())) + 1);
    const int bottom = std::min(size.height(), int(std::ceil(rect.bottom())) + 1);
    return {left, top, right - left, bottom - top};
}

} // namespace

void paintPicture(QPainter &painter, const Picture &picture, const QRectF &place, const QRectF &exposed, const QPalette &palette)
{
    const QRectF seen = place & exposed;
    if (picture.isNull() || seen.isEmpty())
        return;
    painter.save();
    painter.setClipRect(seen, Qt::IntersectClip);
    const qreal ratio = painter.device()->devicePixelRatio();
    if (picture.isClear()) {
        painter.setBrushOrigin(place.topLeft());
        painter.fillRect(seen, QBrush(checkers(palette, ratio)));
    }
    const qreal zoom = place.width() * ratio / picture.size().width();
    const int wanted = zoom < 1 ? int(std::floor(std::log2(1 / zoom) + 0.001)) : 0;
    const int level = std::min(wanted, int(picture.levels.size()) - 1);
    const QImage &image = picture.levels[level];
    const QSizeF whole = QSizeF(picture.size()) / std::pow(2.0, level); // the copy may reach beyond it by half a pixel
    const qreal across = place.width() / whole.width();
    const qreal down = place.height() / whole.height();
    const QRectF wish((seen.left() - place.left()) / across, (seen.top() - place.top()) / down, seen.width() / across,
                      seen.height() / down);
    const QRect source = pixelsAround(wish, image.size());
    const QRectF target(place.left() + source.left() * across, place.top() + source.top() * down, source.width() * across,
                        source.height() * down);
    const bool isExact = std::abs(zoom - 1) < 1e-6 && level == 0;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !isExact && zoom < PictureCanvas::nearestFrom);
    painter.drawImage(target, image, source);
    painter.restore();
}

void paintPictureLabel(QPainter &painter, const QRect &part, const QString &text, bool isLeft, const QPalette &palette)
{
    constexpr int inset = 8;
    const QFontMetrics metrics = painter.fontMetrics();
    const int most = part.width() - 2 * inset;
    if (text.isEmpty() || most < 40)
        return;
    const QString shown = metrics.elidedText(text, Qt::ElideRight, most - 2 * inset);
    const QSize size(metrics.horizontalAdvance(shown) + 2 * inset, metrics.height() + inset);
    const QRect place(QPoint(isLeft ? part.left() + inset : part.right() + 1 - inset - size.width(), part.top() + inset), size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = palette.color(QPalette::Base);
    ground.setAlpha(225);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(place, 4, 4);
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine, shown);
    painter.restore();
}

} // namespace studio
