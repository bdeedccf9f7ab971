#include "gateway/LandscapeArt.h"

#include <QPainter>
#include <QPainterPath>

#include <array>
#include <cmath>

namespace studio
{

/// The light of one hour of the day.
struct LandscapeArt::Hour
{
    QRgb high;  ///< The sky overhead.
    QRgb low;   ///< The sky at the horizon, and the mist.
    QRgb light; ///< Sun or moon.
    QRgb far;   ///< Hills at the horizon.
    QRgb near;  ///< Hills before one's feet.
    bool isNight;

    static const Hour &thrown(SteadyDice &dice)
    {
        static constexpr std::array<Hour, 5> hours{{
            {0x5b7fb5, 0xf9d9c2, 0xfff3d6, 0xa9aecb, 0x2c3e5c, false}, // early morning
            {0x3f8fd0, 0xdff1f7, 0xffffff, 0x9cc3d8, 0x21543f, false}, // noon
            {0x3d3b73, 0xff9d76, 0xffe2a8, 0xb5647f, 0x24183d, false}, // sunset
            {0x101736, 0x3f5c8c, 0xf4f1de, 0x3c5580, 0x080c1e, true},  // moonlight
            {0x59398f, 0xf6a5b8, 0xffe9ef, 0x9a6cad, 0x2a1a4a, false}, // last light
        }};
        return hours[std::size_t(dice.below(int(hours.size())))];
    }
};

namespace
{

QColor mixed(QRgb from, QRgb to, double share)
{
    const auto part = [share](int a, int b) { return int(std::lround(a + (b - a) * share)); };
    return {part(qRed(from), qRed(to)), part(qGreen(from), qGreen(to)), part(qBlue(from), qBlue(to))};
}

QColor faded(QColor colour, float opacity)
{
    colour.setAlphaF(opacity);
    return colour;
}

} // namespace

LandscapeArt::LandscapeArt(QPainter &painter, const PictureOrder &order, SteadyDice dice)
    : m_painter(painter)
    , m_order(order)
    , m_dice(dice)
    , m_width(order.size.width())
    , m_height(order.size.height())
    , m_unit(std::min(m_width, m_height) / 1000.0)
{
}

WordsPlace LandscapeArt::draw()
{
    const Hour &hour = Hour::thrown(m_dice);
    m_painter.setPen(Qt::NoPen);
    if (!m_order.isTransparent) {
        drawSky(hour);
        if (hour.isNight && m_order.detail != PictureDetail::Low)
            drawStars(hour);
    }
    drawLight(hour);
    for (int range = 0; range < ranges(); ++range)
        drawRange(hour, double(range) / (ranges() - 1));
    return drawShade();
}

int LandscapeArt::ranges() const
{
    switch (m_order.detail) {
    case PictureDetail::Low:
        return 3;
    case PictureDetail::Medium:
        return 5;
    case PictureDetail::High:
        return 8;
    }
    return 5;
}

void LandscapeArt::drawSky(const Hour &hour)
{
    QLinearGradient sky(0, 0, 0, m_height * 0.72);
    sky.setColorAt(0, QColor::fromRgb(hour.high));
    sky.setColorAt(0.55, mixed(hour.high, hour.low, 0.62));
    sky.setColorAt(1, QColor::fromRgb(hour.low));
    m_painter.fillRect(QRectF(0, 0, m_width, m_height), sky);
}

void LandscapeArt::drawStars(const Hour &hour)
{
    const int stars = m_order.detail == PictureDetail::High ? 260 : 120;
    for (int star = 0; star < stars; ++star) {
        const QPointF place(m_width * m_dice.unit(), m_height * 0.55 * std::pow(m_dice.unit(), 1.3));
        const double radius = m_unit * m_dice.between(0.5, 1.9);
        m_painter.setBrush(faded(QColor::fromRgb(hour.light), float(m_dice.between(0.25, 0.95))));
        m_painter.drawEllipse(place, radius, radius);
    }
}

/// Sun or moon, with what it lights up around it.
void LandscapeArt::drawLight(const Hour &hour)
{
    const QPointF place(m_width * m_dice.between(0.2, 0.8), m_height * m_dice.between(0.2, 0.4));
    const double glow = m_unit * 620;
    const QColor light = QColor::fromRgb(hour.light);
    QRadialGradient halo(place, glow);
    halo.setColorAt(0, faded(light, hour.isNight ? 0.45F : 0.85F));
    halo.setColorAt(0.25, faded(light, hour.isNight ? 0.16F : 0.42F));
    halo.setColorAt(0.6, faded(light, 0.1F));
    halo.setColorAt(1, faded(light, 0));
    if (!m_order.isTransparent)
        m_painter.fillRect(QRectF(0, 0, m_width, m_height), halo);
    m_painter.setBrush(light);
    m_painter.drawEllipse(place, 66 * m_unit, 66 * m_unit);
}

/// A line of hills; the sum of waves, each half as high and twice as fast as the last.
QList<QPointF> LandscapeArt::ridge(double top, double height)
{
    struct Wave
    {
        double height;
        double speed;
        double phase;
    };
    std::array<Wave, 6> waves;
    double size = height;
    double speed = 6.2832 / (m_width * m_dice.between(0.7, 1.3));
    for (Wave &wave : waves) {
        wave = {size, speed * m_dice.between(0.85, 1.15), m_dice.between(0, 6.2832)};
        size *= 0.48;
        speed *= 2.1;
    }
    QList<QPointF> line;
    const double step = std::max(1.0, 2 * m_unit);
    for (double x = 0; x <= m_width + step; x += step) {
        double y = top;
        for (const Wave &wave : waves)
            y -= wave.height * std::sin(wave.phase + wave.speed * x);
        line.append({x, y});
    }
    return line;
}

/// Nearness 0 is at the horizon and 1 before one's feet.
void LandscapeArt::drawRange(const Hour &hour, double nearness)
{
    const double top = m_height * (0.5 + 0.32 * nearness);
    const double height = m_height * (0.075 - 0.035 * nearness);
    const QList<QPointF> line = ridge(top, height);
    const QColor ink = mixed(hour.far, hour.near, nearness);
    QPainterPath hills(QPointF(0, m_height));
    for (const QPointF &point : line)
        hills.lineTo(point);
    hills.lineTo(m_width + 2, m_height);
    // Mist lies in the valleys, and the farther, the thicker.
    QLinearGradient slope(0, top - height, 0, top + m_height * 0.2);
    slope.setColorAt(0, ink);
    slope.setColorAt(1, mixed(ink.rgb(), hour.low, 0.62 * (1 - nearness)));
    m_painter.setBrush(slope);
    m_painter.drawPath(hills);
    if (nearness > 0.7 && m_order.detail != PictureDetail::Low)
        drawTrees(line, nearness < 1 ? ink.darker(112) : ink);
}

/// Firs along the line of the hills, in groups.
void LandscapeArt::drawTrees(const QList<QPointF> &ridge, const QColor &ink)
{
    m_painter.setBrush(ink);
    double density = m_dice.unit();
    for (qsizetype i = 0; i < ridge.size(); i += 3) {
        density = std::clamp(density + m_dice.between(-0.16, 0.16), 0.0, 1.0);
        if (m_dice.unit() > density * 0.6)
            continue;
        const double height = m_unit * m_dice.between(26, 74);
        const QPointF foot = ridge[i] + QPointF(m_unit * m_dice.between(-3, 3), height * 0.12);
        QPainterPath fir;
        for (const double level : {0.0, 0.3, 0.58}) {
            const double half = height * (0.24 - 0.22 * level);
            fir.moveTo(foot.x() - half, foot.y() - height * level);
            fir.lineTo(foot.x() + half, foot.y() - height * level);
            fir.lineTo(foot.x(), foot.y() - height * (level + 0.45));
            fir.closeSubpath();
        }
        fir.setFillRule(Qt::WindingFill);
        m_painter.drawPath(fir);
    }
}

/// The lower part in shade, so that words are legible on whatever is there.
WordsPlace LandscapeArt::drawShade()
{
    QLinearGradient shade(0, m_height * 0.6, 0, m_height);
    shade.setColorAt(0, QColor(8, 10, 24, 0));
    shade.setColorAt(0.5, QColor(8, 10, 24, 124));
    shade.setColorAt(1, QColor(8, 10, 24, 176));
    m_painter.fillRect(QRectF(0, m_height * 0.6, m_width, m_height * 0.4), shade);
    const double margin = 60 * m_unit;
    const QRectF place(margin, m_height * 0.7, m_width - 2 * margin, m_height * 0.3 - margin * 0.8);
    return {place, QColor(255, 252, 246), true, true};
}

} // namespace studio
