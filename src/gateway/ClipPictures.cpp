#include "gateway/ClipPictures.h"

#include <QPainter>

#include <cmath>

namespace studio
{

namespace
{

constexpr double nearest = 1.15; // times its own size at the end

QImage covering(const QImage &picture, const QSize &area)
{
    const QSize wanted = picture.size().scaled(area * nearest, Qt::KeepAspectRatioByExpanding);
    const QImage scaled = picture.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return scaled.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace

ClipPictures::ClipPictures(const QList<QImage> &pictures, const QSize &area)
    : m_area(area)
{
    for (const QImage &picture : pictures)
        m_pictures += covering(picture, area);
}

void ClipPictures::paint(QPainter &painter, double progress) const
{
    const double place = progress * static_cast<double>(m_pictures.size() - 1);
    const auto first = static_cast<qsizetype>(std::floor(place));
    paintOne(painter, m_pictures[first], progress, 1.0);
    if (const double opacity = place - static_cast<double>(first); opacity > 0)
        paintOne(painter, m_pictures[first + 1], progress, opacity);
}

void ClipPictures::paintOne(QPainter &painter, const QImage &picture, double nearness, double opacity) const
{
    const QSizeF whole = picture.size();
    const double zoom = 1 + (nearest - 1) * nearness;
    const QSizeF seen = m_area * (nearest / zoom);
    const QSizeF least = seen.boundedTo(whole);
    const QRectF part(QPointF((whole.width() - least.width()) / 2, (whole.height() - least.height()) / 2),
                      least);
    painter.save();
    painter.setOpacity(opacity);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF({}, m_area), picture, part);
    painter.restore();
}

} // namespace studio
