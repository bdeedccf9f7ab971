#include "gui/CompareSurface.h"

#include "gui/PicturePainter.h"
#include "gui/Theme.h"
#include "media/PictureComparison.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qreal reach = 10; ///< Around the line, in logical pixels, where it can be taken hold of.
constexpr qreal handleRadius = 14;
constexpr qreal smallStep = 0.02;
constexpr qreal largeStep = 0.1;
constexpr int inset = 8;

} // namespace

CompareSurface::CompareSurface(QWidget *parent)
    : PictureCanvas(parent)
{
}

void CompareSurface::showSides(const Side &first, const Side &second, QSize frame)
{
    m_first = first;
    m_second = second;
    m_heat = {};
    m_mark = {};
    setFrame(frame);
    update();
}

void CompareSurface::showHeat(const Picture &heat)
{
    m_heat = heat;
    update();
}

void CompareSurface::mark(const QRect &region)
{
    m_mark = region;
    update();
}

void CompareSurface::setLook(Look look)
{
    m_look = look;
    update();
}

void CompareSurface::setDivider(qreal part)
{
    m_divider = std::clamp(part, 0.0, 1.0);
    update();
}

void CompareSurface::moveDivider(qreal part)
{
    setDivider(part);
    emit dividerMoved(m_divider);
}

QRectF CompareSurface::seenFrame() const
{
    return frameRect() & QRectF(rect());
}

qreal CompareSurface::dividerX() const
{
    const QRectF seen = seenFrame();
    const qreal ratio = devicePixelRatioF();
    return std::round((seen.left() + seen.width() * m_divider) * ratio) / ratio;
}

bool CompareSurface::grabs(QPointF place) const
{
    return m_look == Look::Slider && !frame().isEmpty() && std::abs(place.x() - dividerX()) <= reach;
}

void CompareSurface::moveGrabbed(QPointF place)
{
    const QRectF seen = seenFrame();
    if (seen.width() > 0)
        moveDivider((place.x() - seen.left()) / seen.width());
}

Qt::CursorShape CompareSurface::cursorAt(QPointF place) const
{
    return grabs(place) ? Qt::SplitHCursor : PictureCanvas::cursorAt(place);
}

void CompareSurface::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier);
    if (m_look != Look::Slider || !isPlain) {
        PictureCanvas::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        moveDivider(m_divider - smallStep);
        break;
    case Qt::Key_Right:
        moveDivider(m_divider + smallStep);
        break;
    case Qt::Key_PageUp:
        moveDivider(m_divider - largeStep);
        break;
    case Qt::Key_PageDown:
        moveDivider(m_divider + largeStep);
        break;
    case Qt::Key_Home:
        moveDivider(0);
        break;
    case Qt::Key_End:
        moveDivider(1);
        break;
    default:
        PictureCanvas::keyPressEvent(event);
    }
}

void CompareSurface::paintContent(QPainter &painter, const QRect &exposed)
{
    if (frame().isEmpty())
        return;
    const QRectF all(exposed);
    switch (m_look) {
    case Look::Slider: {
        const qreal x = dividerX();
        paintSide(painter, m_first, all & QRectF(0, 0, x, height()));
        paintSide(painter, m_second, all & QRectF(x, 0, width() - x, height()));
        paintDivider(painter);
        const int half = width() / 2;
        paintPictureLabel(painter, QRect(0, 0, half, height()), m_first.label, true, palette());
        paintPictureLabel(painter, QRect(half, 0, width() - half, height()), m_second.label, false, palette());
        break;
    }
    case Look::First:
        paintSide(painter, m_first, all);
        paintPictureLabel(painter, rect(), m_first.label, true, palette());
        break;
    case Look::Second:
        paintSide(painter, m_second, all);
        paintPictureLabel(painter, rect(), m_second.label, false, palette());
        break;
    case Look::Heat:
        if (m_heat.isNull())
            paintSide(painter, m_first, all);
        else
            paintPicture(painter, m_heat, frameRect(), all, palette());
        paintLegend(painter);
        break;
    }
    if (m_look == Look::Heat && !m_mark.isEmpty()) {
        const QRectF around = mapped(m_mark).adjusted(-3, -3, 3, 3);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(Qt::white, 4));
        painter.drawRect(around);
        painter.setPen(QPen(Qt::black, 2));
        painter.drawRect(around);
    }
}

void CompareSurface::paintSide(QPainter &painter, const Side &side, const QRectF &exposed) const
{
    if (exposed.isEmpty())
        return;
    const QRectF room = exposed & frameRect(); // a picture that fills the frame reaches beyond it
    paintPicture(painter, side.picture, mapped(side.place), room, palette());
}

/// White with a dark edge: seen on every picture and in both themes.
void CompareSurface::paintDivider(QPainter &painter) const
{
    const QRectF seen = seenFrame();
    const qreal x = dividerX();
    const QPointF middle(x, seen.center().y());
    const QColor edge(0, 0, 0, 150);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(x - 2, seen.top(), 4, seen.height()), edge);
    painter.fillRect(QRectF(x - 1, seen.top(), 2, seen.height()), Qt::white);
    painter.setPen(QPen(edge, 1.5));
    painter.setBrush(Qt::white);
    painter.drawEllipse(middle, handleRadius, handleRadius);
    painter.setPen(QPen(QColor(0x1c, 0x20, 0x26), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const int side : {-1, 1}) {
        const QPointF tip = middle + QPointF(side * 8, 0);
        const QPointF arrow[] = {tip + QPointF(-side * 4, -4), tip, tip + QPointF(-side * 4, 4)};
        painter.drawPolyline(arrow, 3);
    }
    painter.restore();
}

void CompareSurface::paintLegend(QPainter &painter) const
{
    constexpr int marks[] = {0, 10, 20, 30, 40, 50};
    constexpr int bar = 8;
    const QFontMetrics metrics = fontMetrics();
    const int wide = std::min(240, width() - 4 * inset);
    if (wide < 120 || height() < 120)
        return;
    const QRect place(inset, height() - inset - bar - metrics.height() - 2 * inset, wide + 2 * inset, bar + metrics.height() + 2 * inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = palette().color(QPalette::Base);
    ground.setAlpha(225);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(place, 4, 4);
    QLinearGradient heat(place.left() + inset, 0, place.left() + inset + wide, 0);
    for (int i = 0; i <= 10; ++i)
        heat.setColorAt(i / 10.0, QColor(heatColour(i * 5)));
    painter.setBrush(heat);
    painter.drawRect(QRect(place.left() + inset, place.top() + inset, wide, bar));
    painter.setPen(palette().color(QPalette::Text));
    for (const int mark : marks) {
        const QString text = mark == 50 ? QLocale().toString(mark) + u"+"_s : QLocale().toString(mark);
        const int half = metrics.horizontalAdvance(text) / 2;
        const int x = std::clamp(place.left() + inset + wide * mark / 50 - half, place.left() + inset, place.right() - inset - 2 * half);
        painter.drawText(QPoint(x, place.top() + inset + bar + metrics.ascent() + 2), text);
    }
    painter.restore();
}

} // namespace studio
