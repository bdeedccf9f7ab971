#pragma once

#include "gateway/PictureOrder.h"
#include "gateway/SteadyDice.h"
#include "gateway/WordsPlace.h"

class QPainter;

namespace studio
{

/// How the practice model "picture-a" draws: flat posters of plain shapes in five colours.
///
/// Three layouts: a sun over hills, a quilt of tiles, arches one in another. The words have a quiet place of their own
/// below them, and beside them where the picture is wide.
class PosterArt
{
public:
    PosterArt(QPainter &painter, const PictureOrder &order, SteadyDice dice);

    WordsPlace draw();

private:
    struct Colours;

    WordsPlace arrange(const Colours &colours);
    void drawSun(const Colours &colours);
    void drawHills(const Colours &colours);
    void drawTiles(const Colours &colours);
    void drawTile(const Colours &colours, const QRectF &tile, int ground);
    void drawArches(const Colours &colours);
    int shapes(int low, int medium, int high) const;

    QPainter &m_painter;
    const PictureOrder &m_order;
    SteadyDice m_dice;
    double m_unit;  ///< A thousandth of the shorter side.
    QRectF m_frame; ///< Where the shapes are.
};

} // namespace studio
