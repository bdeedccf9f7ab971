#pragma once

#include "gateway/ClipPictures.h"
#include "gateway/ClipScene.h"

#include <QColor>
#include <QPainterPath>

#include <optional>

namespace studio
{

/// Bright discs that draw their tails along rings around a turning star. A picture of the prompt takes the
/// place of the star, on a card that sways a little.
class OrbitsScene : public ClipScene
{
public:
    OrbitsScene(const ClipOrder &order, const QList<QImage> &pictures);

    void paint(QPainter &painter, int frame) const override;

private:
    struct Orbit
    {
        QColor color;
        double radius;
        double speed; ///< Turns a second; below 0 the other way round.
        double start;
        double disc; ///< Its radius.
    };

    void paintOrbit(QPainter &painter, const Orbit &orbit, double seconds) const;
    void paintStar(QPainter &painter, double seconds) const;
    void paintCard(QPainter &painter, int frame) const;

    QImage m_ground;
    QList<Orbit> m_orbits;
    QPainterPath m_star;
    QColor m_starColor;
    QSize m_card;
    std::optional<ClipPictures> m_pictures;
};

} // namespace studio
