#include "gateway/HillsScene.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace studio
{

namespace
{

constexpr double turn = 2 * std::numbers::pi;

struct Colors
{
    std::array<QRgb, 3> sky; ///< From the top.
    QRgb sun;
    std::array<QRgb, 4> hills; ///< The farthest first.
};

constexpr std::array<Colors, 6> palettes{{
    {{0xff2b3a67, 0xffe98a6d, 0xfff9d3a8}, 0xfffff1d0, {0xff8c6681, 0xff62496f, 0xff3d3556, 0xff211f3a}},
    {{0xff3c91d4, 0xff8fcbee, 0xffe9f6f4}, 0xfffffbe0, {0xff8fbf9f, 0xff5f9e7f, 0xff3b7a5f, 0xff215143}},
    {{0xff1b1440, 0xff7a2f73, 0xfff5956a}, 0xfffbe08a, {0xff6b2f66, 0xff4a2255, 0xff2f183f, 0xff190d28}},
    {{0xff0b1d2a, 0xff14506a, 0xff58a6a0}, 0xfff4f1de, {0xff2b717a, 0xff1c5560, 0xff113841, 0xff08222a}},
    {{0xff5fa8ad, 0xfff3d5a4, 0xfff7e6c8}, 0xfffff6dd, {0xffdb9560, 0xffbd6440, 0xff8f422d, 0xff5a2a22}},
    {{0xff7d98d6, 0xfff0b6c6, 0xfffde8d7}, 0xfffffbf2, {0xffb892ac, 0xff906f98, 0xff66507b, 0xff40345a}},
}};

QImage skyOf(const Colors &colors, const QSize &size)
{
    QImage sky(size, QImage::Format_RGB32);
    QLinearGradient gradient(0, 0, 0, size.height());
    gradient.setColorAt(0, colors.sky[0]);
    gradient.setColorAt(0.55, colors.sky[1]);
    gradient.setColorAt(0.9, colors.sky[2]);
    QPainter painter(&sky);
    painter.fillRect(sky.rect(), gradient);
    return sky;
}

} // namespace

HillsScene::HillsScene(const ClipOrder &order, const QList<QImage> &pictures)
    : ClipScene(order)
    , m_pictures(pictures, order.size)
{
    Dice dice(order.variety);
    const Colors &colors = palettes[dice.below(palettes.size())];
    m_sky = skyOf(colors, order.size);
    m_sun = colors.sun;
    m_bird = colors.hills[2];
    const qsizetype farthest = pictures.isEmpty() ? 0 : 3;
    for (int layer = 0; layer < 4; ++layer) {
        const std::array<double, 3> phases{dice.between(0, turn), dice.between(0, turn),
                                           dice.between(0, turn)};
        m_hills += Hills{colors.hills[static_cast<size_t>(layer)], 0.52 + 0.125 * layer,
                         0.085 - 0.008 * layer, 0.012 * std::pow(2.1, layer), phases};
    }
    m_hills = m_hills.sliced(farthest);
    for (int cloud = 0; cloud < 5; ++cloud)
        m_clouds += Cloud{dice.between(0, 1.4), dice.between(0.1, 0.4), dice.between(0.05, 0.11),
                          dice.between(0.008, 0.03)};
}

void HillsScene::paint(QPainter &painter, int frame) const
{
    if (m_pictures.isEmpty()) {
        painter.drawImage(0, 0, m_sky);
        paintSun(painter, progress(frame));
        paintClouds(painter, seconds(frame));
        paintBirds(painter, seconds(frame));
    } else {
        m_pictures.paint(painter, progress(frame));
    }
    for (const Hills &hills : m_hills)
        paintHills(painter, hills, seconds(frame));
}

void HillsScene::paintSun(QPainter &painter, double progress) const
{
    const double x = width() * (0.14 + 0.72 * progress);
    const double y = height() * (0.5 - 0.3 * std::sin(std::numbers::pi * (0.12 + 0.76 * progress)));
    const double radius = 0.075 * unit();
    const double reach = 5 * radius;
    QRadialGradient glow({x, y}, reach);
    QColor color = m_sun;
    color.setAlphaF(0.55F);
    glow.setColorAt(0.1, color);
    color.setAlphaF(0.16F);
    glow.setColorAt(0.4, color);
    color.setAlphaF(0.0F);
    glow.setColorAt(1, color);
    painter.setPen(Qt::NoPen);
    painter.setBrush(glow);
    painter.drawEllipse(QPointF(x, y), reach, reach);
    painter.setBrush(m_sun);
    painter.drawEllipse(QPointF(x, y), radius, radius);
}

void HillsScene::paintClouds(QPainter &painter, double seconds) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 70));
    for (const Cloud &cloud : m_clouds) {
        const double size = cloud.size * unit();
        const double span = width() + 8 * size;
        const double x = std::fmod(cloud.x * width() + cloud.speed * seconds * width(), span) - 4 * size;
        const double y = cloud.y * height();
        QPainterPath puffs;
        puffs.setFillRule(Qt::WindingFill);
        puffs.addRoundedRect(QRectF(x - 1.9 * size, y - 0.28 * size, 3.8 * size, 0.56 * size), 0.28 * size,
                             0.28 * size);
        puffs.addEllipse(QPointF(x - 0.6 * size, y - 0.22 * size), 0.62 * size, 0.5 * size);
        puffs.addEllipse(QPointF(x + 0.5 * size, y - 0.34 * size), 0.8 * size, 0.66 * size);
        painter.drawPath(puffs.simplified());
    }
}

void HillsScene::paintHills(QPainter &painter, const Hills &hills, double seconds) const
{
    constexpr int steps = 72;
    const double bottom = height();
    QPolygonF outline{{width(), bottom}, {0, bottom}};
    for (int step = 0; step <= steps; ++step) {
        const double along = static_cast<double>(step) / steps;
        const double at = turn * (along * width() / unit() * 0.55 + hills.speed * seconds);
        const double wave = 0.55 * std::sin(at + hills.phases[0]) +
                            0.3 * std::sin(1.9 * at + hills.phases[1]) +
                            0.15 * std::sin(3.7 * at + hills.phases[2]);
        outline += QPointF(along * width(), height() * (hills.base - hills.swing * wave));
    }
    QLinearGradient shade(0, height() * (hills.base - hills.swing), 0, bottom);
    shade.setColorAt(0, hills.color.lighter(112));
    shade.setColorAt(1, hills.color.darker(112));
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    painter.drawPolygon(outline);
}

void HillsScene::paintBirds(QPainter &painter, double seconds) const
{
    const double size = 0.022 * unit();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_bird, 0.16 * size, Qt::SolidLine, Qt::RoundCap));
    const double lead = std::fmod(0.05 * seconds, 1.3) * width();
    for (int bird = 0; bird < 5; ++bird) {
        const double beat = std::sin(turn * (1.7 * seconds + 0.23 * bird));
        const double x = 0.2 * width() + lead - 1.5 * size * std::abs(bird - 1);
        const double y =
            0.26 * height() + 1.1 * size * (bird - 1) + 0.01 * height() * std::sin(seconds + bird);
        QPainterPath wings({x - size, y - 0.5 * size * beat});
        wings.quadTo(x - 0.4 * size, y - 0.45 * size, x, y);
        wings.quadTo(x + 0.4 * size, y - 0.45 * size, x + size, y - 0.5 * size * beat);
        painter.drawPath(wings);
    }
}

} // namespace studio
