#pragma once

#include "gateway/ClipPictures.h"
#include "gateway/ClipScene.h"

#include <QColor>

#include <array>

namespace studio
{

/// A sun on its way over layered hills that pass by, the nearest fastest, with clouds and birds. A picture of
/// the prompt takes the place of sky, sun and far hills.
class HillsScene : public ClipScene
{
public:
    HillsScene(const ClipOrder &order, const QList<QImage> &pictures);

    void paint(QPainter &painter, int frame) const override;

private:
    struct Hills
    {
        QColor color;
        double base;  ///< Height of their middle, of the whole.
        double swing; ///< How far they go up and down.
        double speed; ///< Screens a second.
        std::array<double, 3> phases;
    };

    struct Cloud
    {
        double x;
        double y;
        double size;
        double speed;
    };

    void paintSun(QPainter &painter, double progress) const;
    void paintClouds(QPainter &painter, double seconds) const;
    void paintHills(QPainter &painter, const Hills &hills, double seconds) const;
    void paintBirds(QPainter &painter, double seconds) const;

    ClipPictures m_pictures;
    QImage m_sky;
    QColor m_sun;
    QColor m_bird;
    QList<Hills> m_hills; ///< The farthest first.
    QList<Cloud> m_clouds;
};

} // namespace studio
