#include "gateway/OrbitsScene.h"

#include <QPainter>

#include <array>
#include <cmath>
#include <numbers>

namespace studio
{

namespace
{

constexpr double turn = 2 * std::numbers::pi;

struct Colors
{
    std::array<QRgb, 2> ground; ///< Middle and rim.
    std::array<QRgb, 4> bright;
};

constexpr std::array<Colors, 5> palettes{{
    {{0xff232a52, 0xff0c0f22}, {0xffffc857, 0xffe9724c, 0xff4fb0c6, 0xfff6f1d1}},
    {{0xff103a3f, 0xff061618}, {0xff7bdff2, 0xfff2b5d4, 0xffeff7f6, 0xffb2f7ef}},
    {{0xff3a1f4d, 0xff140a1e}, {0xfff9c80e, 0xffea3546, 0xff43bccd, 0xffffb5e8}},
    {{0xff26324a, 0xff0b111d}, {0xffa8e06c, 0xfff4d35e, 0xffee964b, 0xffd7f9f1}},
    {{0xff4a2030, 0xff190a11}, {0xffffd5c2, 0xfff28f3b, 0xffc8553d, 0xff7fd1d8}},
}};

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

} // namespace

OrbitsScene::OrbitsScene(const ClipOrder &order, const QList<QImage> &pictures)
    : ClipScene(order)
    , m_ground(order.size, QImage::Format_RGB32)
{
    Dice dice(order.variety);
    const Colors &colors = palettes[dice.below(palettes.size())];
    QRadialGradient light({width() / 2, height() * 0.46}, 0.75 * std::max(width(), height()));
    light.setColorAt(0, colors.ground[0]);
    light.setColorAt(1, colors.ground[1]);
    QPainter painter(&m_ground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(m_ground.rect(), light);
    painter.setPen(Qt::NoPen);
    for (int star = 0; star < 90; ++star) {
        painter.setBrush(QColor(255, 255, 255, static_cast<int>(dice.between(25, 110))));
        const double radius = unit() * dice.between(0.001, 0.003);
        painter.drawEllipse(QPointF(dice.between(0, width()), dice.between(0, height())), radius, radius);
    }
    for (int orbit = 0; orbit < 5; ++orbit) {
        const double direction = dice.below(2) == 0 ? 1 : -1;
        m_orbits +=
            Orbit{colors.bright[static_cast<size_t>(orbit) % colors.bright.size()],
                  unit() * (0.17 + 0.073 * orbit), direction * dice.between(0.1, 0.34) / (1 + 0.28 * orbit),
                  dice.between(0, turn), unit() * dice.between(0.014, 0.03)};
    }
    const auto points = 5 + dice.below(5);
    for (size_t point = 0; point < 2 * points; ++point) {
        const double radius = unit() * (point % 2 == 0 ? 0.105 : 0.05);
        const double angle = turn * static_cast<double>(point) / (2.0 * static_cast<double>(points));
        const QPointF at(radius * std::cos(angle), radius * std::sin(angle));
        point == 0 ? m_star.moveTo(at) : m_star.lineTo(at);
    }
    m_star.closeSubpath();
    m_starColor = colors.bright[dice.below(colors.bright.size())];
    if (pictures.isEmpty())
        return;
    const QSize most(qRound(0.56 * width()), qRound(0.56 * height()));
    m_card = pictures.first().size().scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1});
    m_pictures.emplace(pictures, m_card);
}

void OrbitsScene::paint(QPainter &painter, int frame) const
{
    painter.drawImage(0, 0, m_ground);
    painter.save();
    painter.translate(width() / 2, height() * 0.46);
    for (const Orbit &orbit : m_orbits)
        paintOrbit(painter, orbit, seconds(frame));
    m_pictures ? paintCard(painter, frame) : paintStar(painter, seconds(frame));
    painter.restore();
}

void OrbitsScene::paintOrbit(QPainter &painter, const Orbit &orbit, double seconds) const
{
    constexpr int pieces = 22;
    constexpr double tail = 0.32; // of a turn
    const QRectF ring(-orbit.radius, -orbit.radius, 2 * orbit.radius, 2 * orbit.radius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(255, 255, 255, 26), 0.003 * unit()));
    painter.drawEllipse(ring);
    const double angle = orbit.start + turn * orbit.speed * seconds;
    const double back = orbit.speed < 0 ? 1 : -1;
    for (int piece = 0; piece < pieces; ++piece) {
        const double nearness = 1 - static_cast<double>(piece) / pieces;
        const double from = angle + back * turn * tail * piece / pieces;
        painter.setPen(QPen(withAlpha(orbit.color, 0.55 * nearness * nearness), 1.5 * orbit.disc * nearness,
                            Qt::SolidLine, Qt::FlatCap));
        // Qt counts sixteenths of a degree, against the clock.
        painter.drawArc(ring, qRound(-from * 16 * 360 / turn), qRound(-back * 16 * 360 * tail / pieces));
    }
    const QPointF at(orbit.radius * std::cos(angle), orbit.radius * std::sin(angle));
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(orbit.color, 0.22));
    painter.drawEllipse(at, 1.9 * orbit.disc, 1.9 * orbit.disc);
    painter.setBrush(orbit.color);
    painter.drawEllipse(at, orbit.disc, orbit.disc);
}

void OrbitsScene::paintStar(QPainter &painter, double seconds) const
{
    painter.save();
    painter.rotate(22 * seconds);
    const double pulse = 1 + 0.06 * std::sin(turn * 0.5 * seconds);
    painter.scale(pulse, pulse);
    QRadialGradient light({0, 0}, 0.11 * unit());
    light.setColorAt(0, m_starColor.lighter(125));
    light.setColorAt(1, m_starColor.darker(118));
    painter.setPen(QPen(m_starColor, 0.012 * unit(), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(light);
    painter.drawPath(m_star);
    painter.restore();
}

void OrbitsScene::paintCard(QPainter &painter, int frame) const
{
    const double rim = 0.016 * unit();
    painter.save();
    painter.rotate(2.2 * std::sin(turn * 0.12 * seconds(frame)));
    painter.translate(-m_card.width() / 2.0, -m_card.height() / 2.0);
    const QRectF card({}, QSizeF(m_card));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 90));
    painter.drawRoundedRect(card.adjusted(-rim, -rim, rim, rim).translated(0.4 * rim, 0.8 * rim), rim, rim);
    painter.setBrush(QColor(0xf8, 0xf6, 0xf0));
    painter.drawRoundedRect(card.adjusted(-rim, -rim, rim, rim), rim, rim);
    m_pictures->paint(painter, progress(frame));
    painter.restore();
}

} // namespace studio
