#include "gateway/PosterArt.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

namespace studio
{

/// The ground, three inks and the dark of the words.
struct PosterArt::Colours
{
    std::array<QRgb, 5> all;

    QColor ground() const { return QColor::fromRgb(all[0]); }
    QColor words() const { return QColor::fromRgb(all[4]); }
    QColor operator[](int number) const { return QColor::fromRgb(all[std::size_t(number) % all.size()]); }

    /// Half an ink, half the ground: for skies and walls.
    QColor pale(int number) const
    {
        const QColor ink = (*this)[number];
        const QColor paper = ground();
        return {(ink.red() + paper.red()) / 2, (ink.green() + paper.green()) / 2, (ink.blue() + paper.blue()) / 2};
    }

    static Colours thrown(SteadyDice &dice)
    {
        static constexpr std::array<Colours, 6> palettes{{
            {{0xf4ead7, 0xd8572a, 0xf2a541, 0x2b7a78, 0x17252a}},
            {{0xe9eef1, 0xf25f5c, 0xf6c453, 0x247ba0, 0x2b2d42}},
            {{0xfbf3e4, 0xe07a5f, 0x81b29a, 0xf2cc8f, 0x3d405b}},
            {{0xf3e9ee, 0xe0607e, 0xf4a6a0, 0x6c7fc4, 0x2e294e}},
            {{0xe6f1ea, 0xf3a712, 0x88c9a1, 0x1a936f, 0x114b5f}},
            {{0xfde9e0, 0xe4572e, 0xf3a712, 0x76b0c9, 0x29335c}},
        }};
        return palettes[std::size_t(dice.below(int(palettes.size())))];
    }
};

PosterArt::PosterArt(QPainter &painter, const PictureOrder &order, SteadyDice dice)
    : m_painter(painter)
    , m_order(order)
    , m_dice(dice)
    , m_unit(std::min(order.size.width(), order.size.height()) / 1000.0)
{
}

WordsPlace PosterArt::draw()
{
    const Colours colours = Colours::thrown(m_dice);
    const WordsPlace place = arrange(colours);
    m_painter.setPen(Qt::NoPen);
    m_painter.save();
    m_painter.setClipRect(m_frame);
    const int layout = m_dice.below(3);
    if (layout == 0)
        drawSun(colours);
    else if (layout == 1)
        drawTiles(colours);
    else
        drawArches(colours);
    m_painter.restore();
    return place;
}

WordsPlace PosterArt::arrange(const Colours &colours)
{
    const QRectF whole(QPointF(), QSizeF(m_order.size));
    if (!m_order.isTransparent)
        m_painter.fillRect(whole, colours.ground());
    const double margin = 64 * m_unit;
    const QRectF inner = whole.adjusted(margin, margin, -margin, -margin);
    const bool isWide = whole.width() > 1.25 * whole.height();
    WordsPlace place{inner, colours.words()};
    m_frame = inner.toRect();
    if (isWide) {
        place.rect.setWidth(inner.width() * 0.36);
        m_frame.setLeft(std::round(place.rect.right() + margin / 2));
    } else {
        m_frame.setHeight(std::round(inner.height() * 0.7));
        place.rect.setTop(m_frame.bottom() + margin / 2);
    }
    return place;
}

/// How many there are, by the detail that is asked for.
int PosterArt::shapes(int low, int medium, int high) const
{
    switch (m_order.detail) {
    case PictureDetail::Low:
        return low;
    case PictureDetail::Medium:
        return medium;
    case PictureDetail::High:
        return high;
    }
    return medium;
}

void PosterArt::drawSun(const Colours &colours)
{
    const bool isEvening = m_dice.below(2) == 0;
    m_painter.fillRect(m_frame, isEvening ? colours[4] : colours.pale(3));
    const double shorter = std::min(m_frame.width(), m_frame.height());
    const QPointF middle(m_frame.left() + m_frame.width() * m_dice.between(0.32, 0.68),
                         m_frame.top() + m_frame.height() * m_dice.between(0.4, 0.5));
    const int rings = shapes(2, 4, 6);
    for (int ring = rings; ring >= 0; --ring) {
        const double radius = shorter * (0.2 + 0.34 * ring / rings);
        QColor ink = ring == 0 ? colours[1] : colours[2];
        ink.setAlphaF(ring == 0 ? 1.0F : 0.9F / float(ring + 1));
        m_painter.setBrush(ink);
        m_painter.drawEllipse(middle, radius, radius);
    }
    drawHills(colours);
}

/// Waves of one colour each, the nearest last.
void PosterArt::drawHills(const Colours &colours)
{
    const int hills = shapes(2, 4, 6);
    const std::array inks{colours[2], colours[3], colours[1], colours[3].darker(150), colours[2].darker(120), colours[4]};
    for (int hill = 0; hill < hills; ++hill) {
        const double top = m_frame.top() + m_frame.height() * (0.56 + 0.36 * hill / hills);
        const double swing = m_frame.height() * m_dice.between(0.04, 0.11);
        const double length = m_frame.width() * m_dice.between(0.5, 1.1);
        const double phase = m_dice.between(0, 6.28);
        QPainterPath wave(m_frame.bottomLeft());
        for (double x = m_frame.left(); x <= m_frame.right() + 2; x += std::max(1.0, 2 * m_unit))
            wave.lineTo(x, top + swing * std::sin(phase + 6.2832 * (x - m_frame.left()) / length));
        wave.lineTo(m_frame.right() + 2, m_frame.bottom());
        m_painter.setBrush(hill + 1 == hills ? colours[4] : inks[std::size_t(hill) % inks.size()]);
        m_painter.drawPath(wave);
    }
}

void PosterArt::drawTiles(const Colours &colours)
{
    const double shorter = std::min(m_frame.width(), m_frame.height());
    const int across = std::max(1, int(std::lround(m_frame.width() / shorter * shapes(2, 4, 6))));
    const int down = std::max(1, int(std::lround(m_frame.height() / shorter * shapes(2, 4, 6))));
    // On whole pixels, so that no seam shows between two tiles.
    const auto edge = [](double from, double length, int part, int parts) { return std::round(from + length * part / parts); };
    for (int row = 0; row < down; ++row) {
        for (int column = 0; column < across; ++column) {
            const QPointF corner(edge(m_frame.left(), m_frame.width(), column, across),
                                 edge(m_frame.top(), m_frame.height(), row, down));
            const QPointF next(edge(m_frame.left(), m_frame.width(), column + 1, across),
                               edge(m_frame.top(), m_frame.height(), row + 1, down));
            drawTile(colours, QRectF(corner, next), m_dice.below(5));
        }
    }
}

void PosterArt::drawTile(const Colours &colours, const QRectF &tile, int ground)
{
    m_painter.fillRect(tile, ground == 0 ? colours.ground().darker(106) : colours[ground]);
    m_painter.setBrush(colours[ground + 1 + m_dice.below(4)]);
    const double w = tile.width();
    const double h = tile.height();
    const std::array corners{tile.topLeft(), tile.topRight(), tile.bottomRight(), tile.bottomLeft()};
    const auto turn = std::size_t(m_dice.below(4));
    m_painter.save();
    m_painter.setClipRect(tile, Qt::IntersectClip);
    switch (m_dice.below(6)) {
    case 0: // a quarter of a circle
        m_painter.drawEllipse(corners[turn], w, h);
        break;
    case 1: { // two quarters, one in the other
        m_painter.drawEllipse(corners[turn], w, h);
        m_painter.setBrush(colours[ground]);
        m_painter.drawEllipse(corners[turn], w / 2, h / 2);
        break;
    }
    case 2: // half a circle
        m_painter.drawEllipse((corners[turn] + corners[(turn + 1) % 4]) / 2, w / 2, h / 2);
        break;
    case 3: // half of the tile
        m_painter.drawPolygon(QPolygonF{corners[turn], corners[(turn + 1) % 4], corners[(turn + 2) % 4]});
        break;
    case 4: // a dot
        m_painter.drawEllipse(tile.center(), w * 0.3, h * 0.3);
        break;
    case 5: // a leaf between two corners
        m_painter.setClipPath([&] {
            QPainterPath circle;
            circle.addEllipse(corners[(turn + 2) % 4], w, h);
            return circle;
        }(), Qt::IntersectClip);
        m_painter.drawEllipse(corners[turn], w, h);
        break;
    }
    m_painter.restore();
}

void PosterArt::drawArches(const Colours &colours)
{
    m_painter.fillRect(m_frame, colours.pale(2));
    m_painter.setBrush(colours[1]);
    const double shorter = std::min(m_frame.width(), m_frame.height());
    const QPointF sun(m_frame.left() + m_frame.width() * m_dice.between(0.2, 0.8), m_frame.top() + shorter * 0.2);
    m_painter.drawEllipse(sun, shorter * 0.11, shorter * 0.11);
    const int arches = shapes(2, 3, 5);
    for (int arch = 0; arch < arches; ++arch) {
        const double radius = shorter * m_dice.between(0.2, 0.34);
        const double stem = shorter * m_dice.between(0.05, 0.3);
        const double x = m_frame.left() + m_frame.width() * (arch + m_dice.between(0.3, 0.7)) / arches;
        const int bands = 3 + m_dice.below(shapes(1, 2, 3));
        for (int band = 0; band < bands; ++band) {
            const double r = radius * (bands - band) / bands;
            QPainterPath path(QPointF(x - r, m_frame.bottom()));
            path.lineTo(x - r, m_frame.bottom() - stem);
            path.arcTo(QRectF(x - r, m_frame.bottom() - stem - r, 2 * r, 2 * r), 180, -180);
            path.lineTo(x + r, m_frame.bottom());
            m_painter.setBrush((arch + band) % 5 == 0 ? colours.ground() : colours[arch + band]);
            m_painter.drawPath(path);
        }
    }
    const double floor = shorter * 0.05;
    m_painter.fillRect(QRectF(m_frame.left(), m_frame.bottom() - floor, m_frame.width(), floor), colours.words());
}

} // namespace studio
