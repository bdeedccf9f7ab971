#pragma once

#include <QImage>
#include <QList>

class QPainter;

namespace studio
{

/// The pictures of a prompt as a clip shows them: each in its shape, cut where it does not fit and never
/// stretched, slowly coming nearer, one melting into the next. The first frame has the first picture alone.
class ClipPictures
{
public:
    ClipPictures(const QList<QImage> &pictures, const QSize &area);

    bool isEmpty() const { return m_pictures.isEmpty(); }

    /// At its place in the clip, 0 to 1. Fills the area, whose corner is the painter's origin.
    void paint(QPainter &painter, double progress) const;

private:
    void paintOne(QPainter &painter, const QImage &picture, double nearness, double opacity) const;

    QSizeF m_area;
    QList<QImage> m_pictures; ///< Just large enough to fill the area at their nearest.
};

} // namespace studio
