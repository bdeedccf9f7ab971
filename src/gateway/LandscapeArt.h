#pragma once

#include "gateway/PictureOrder.h"
#include "gateway/SteadyDice.h"
#include "gateway/WordsPlace.h"

class QPainter;

namespace studio
{

/// How the practice model "picture-b" draws: soft light over ranges of hills, which fade into mist with the distance,
/// at one of five hours of the day.
class LandscapeArt
{
public:
    LandscapeArt(QPainter &painter, const PictureOrder &order, SteadyDice dice);

    WordsPlace draw();

private:
    struct Hour;

    void drawSky(const Hour &hour);
    void drawStars(const Hour &hour);
    void drawLight(const Hour &hour);
    void drawRange(const Hour &hour, double nearness);
    void drawTrees(const QList<QPointF> &ridge, const QColor &ink);
    WordsPlace drawShade();
    QList<QPointF> ridge(double top, double height);
    int ranges() const;

    QPainter &m_painter;
    const PictureOrder &m_order;
    SteadyDice m_dice;
    double m_width;
    double m_height;
    double m_unit; ///< A thousandth of the shorter side.
};

} // namespace studio
