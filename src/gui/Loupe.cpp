#include "gui/Loupe.h"

#include "gui/PictureCanvas.h"
#include "gui/PicturePainter.h"
#include "gui/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int cellSide = 168; ///< Of what each picture gets, in logical pixels.
constexpr int gap = 4;
constexpr int away = 24; ///< From what is pointed at.
constexpr qreal smallStep = 8;
constexpr qreal largeStep = 48;

/// The middle of a pixel, so that what is said of it is what stands in the middle.
qreal onPixel(qreal at, int length)
{
    return std::clamp(std::floor(at), 0.0, length - 1.0) + 0.5;
}

/// Pixels of the picture for a pixel of the frame.
qreal scaleOf(const Loupe::Side &side)
{
    return side.place.width() > 0 ? side.picture.size().width() / side.place.width() : 1;
}

} // namespace

Loupe::Loupe(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"loupe"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void Loupe::watch(PictureCanvas *canvas)
{
    m_canvases << canvas;
    connect(canvas, &PictureCanvas::zoomChanged, this, &Loupe::follow);
    connect(canvas, &PictureCanvas::pointed, this, [this, canvas](QPointF place) {
        m_pointed = canvas;
        if (m_isOn)
            lookAt(canvas->unmapped(place));
    });
}

void Loupe::setSides(const QList<Side> &sides)
{
    m_sides = sides;
    m_isPlaced = false;
    follow();
}

void Loupe::setOn(bool isOn)
{
    m_isOn = isOn;
    m_isPlaced = m_isPlaced && isOn; // switched on again it starts in the middle of what is seen
    follow();
}

/// What is pointed at, else the first that is seen.
PictureCanvas *Loupe::shownCanvas() const
{
    const QWidget *stage = parentWidget();
    if (m_pointed && m_pointed->isVisibleTo(stage))
        return m_pointed;
    const auto seen = std::find_if(m_canvases.begin(), m_canvases.end(),
                                   [stage](const PictureCanvas *canvas) { return canvas->isVisibleTo(stage); });
    return seen == m_canvases.end() ? nullptr : *seen;
}

void Loupe::lookAt(QPointF inFrame)
{
    const PictureCanvas *canvas = shownCanvas();
    if (!canvas || canvas->frame().isEmpty())
        return;
    m_place = {onPixel(inFrame.x(), canvas->frame().width()), onPixel(inFrame.y(), canvas->frame().height())};
    m_isPlaced = true;
    follow();
}

bool Loupe::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    const PictureCanvas *canvas = shownCanvas();
    if (!m_isOn || !canvas || !(modifiers & Qt::ControlModifier) || modifiers & (Qt::AltModifier | Qt::MetaModifier))
        return false;
    const qreal screen = modifiers & Qt::ShiftModifier ? largeStep : smallStep;
    const qreal step = std::max(1.0, screen * devicePixelRatioF() / canvas->zoom()); // at least a pixel of the picture
    switch (key) {
    case Qt::Key_Left:
        lookAt(m_place - QPointF(step, 0));
        return true;
    case Qt::Key_Right:
        lookAt(m_place + QPointF(step, 0));
        return true;
    case Qt::Key_Up:
        lookAt(m_place - QPointF(0, step));
        return true;
    case Qt::Key_Down:
        lookAt(m_place + QPointF(0, step));
        return true;
    }
    return false;
}

qreal Loupe::zoom() const
{
    const PictureCanvas *canvas = shownCanvas();
    return canvas ? std::clamp(canvas->zoom() * times, 2.0, PictureCanvas::mostZoom) : 1;
}

QColor Loupe::colourAt(int side) const
{
    const Side &shown = m_sides[side];
    if (shown.picture.isNull() || !shown.place.contains(m_place))
        return {};
    const QPointF pixel = (m_place - shown.place.topLeft()) * scaleOf(shown);
    const QImage &image = shown.picture.levels.first();
    const QPoint at(std::min(int(pixel.x()), image.width() - 1), std::min(int(pixel.y()), image.height() - 1));
    return image.pixelColor(at);
}

QString Loupe::colourWords(int side) const
{
    const QColor colour = colourAt(side);
    return colour.isValid() ? colour.name() : tr("nothing here");
}

QSize Loupe::sizeHint() const
{
    const int count = std::max(1, int(m_sides.size()));
    return {gap + count * (cellSide + gap), gap + cellSide + fontMetrics().height() + 2 * gap};
}

QRect Loupe::cellOf(int index) const
{
    const int at = isRightToLeft() ? int(m_sides.size()) - 1 - index : index;
    return {gap + at * (cellSide + gap), gap, cellSide, cellSide};
}

void Loupe::follow()
{
    const PictureCanvas *canvas = shownCanvas();
    const bool isShown = m_isOn && canvas && !canvas->frame().isEmpty() && !m_sides.isEmpty();
    setVisible(isShown);
    if (!isShown)
        return;
    if (!m_isPlaced) {
        lookAt(canvas->unmapped(QRectF(canvas->rect()).center()));
        return;
    }
    const QPointF onCanvas = canvas->mapped(QRectF(m_place, QSizeF())).topLeft();
    putBeside(canvas->mapTo(parentWidget(), onCanvas.toPoint()));
    QStringList all;
    for (int i = 0; i < m_sides.size(); ++i)
        all << m_sides[i].label + u"  "_s + colourWords(i);
    setAccessibleName(tr("Magnifier at %1, %2: %3")
                          .arg(QLocale().toString(int(m_place.x())), QLocale().toString(int(m_place.y())), all.join(u", "_s)));
    update();
}

/// Below and to the right, or on the other side where there is no room.
void Loupe::putBeside(const QPoint &place)
{
    const QSize size = sizeHint();
    const QSize room = parentWidget()->size();
    const auto beside = [](int at, int length, int whole) {
        const int behind = at + away;
        return behind + length <= whole ? behind : std::max(0, at - away - length);
    };
    const int x = std::clamp(place.x() - size.width() / 2, 0, std::max(0, room.width() - size.width()));
    setGeometry(x, beside(place.y(), size.height(), room.height()), size.width(), size.height());
    raise();
}

void Loupe::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tint(Tint::Accent, palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    for (int i = 0; i < m_sides.size(); ++i)
        paintSide(painter, i);
}

void Loupe::paintSide(QPainter &painter, int index) const
{
    const Side &shown = m_sides[index];
    const QRect cell = cellOf(index);
    const qreal scale = zoom() / devicePixelRatioF();
    const QPointF middle = QRectF(cell).center();
    const QRectF place(middle + (shown.place.topLeft() - m_place) * scale, shown.place.size() * scale);
    painter.fillRect(cell, palette().color(QPalette::AlternateBase));
    paintPicture(painter, shown.picture, place, cell, palette());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const auto &[colour, wide] : {std::pair(QColor(0, 0, 0, 170), 3), std::pair(QColor(Qt::white), 1)}) {
        painter.setPen(QPen(colour, wide, Qt::SolidLine, Qt::FlatCap));
        for (const int way : {-1, 1}) { // open in the middle: that pixel is what one looks at
            painter.drawLine(middle + QPointF(way * 5, 0), middle + QPointF(way * 13, 0));
            painter.drawLine(middle + QPointF(0, way * 5), middle + QPointF(0, way * 13));
        }
    }
    const QRect line(cell.left(), cell.bottom() + 1 + gap, cell.width(), fontMetrics().height());
    painter.setPen(palette().color(QPalette::Text));
    const QString colour = colourWords(index);
    const int rest = line.width() - fontMetrics().horizontalAdvance(colour) - 2 * gap;
    painter.drawText(line.adjusted(gap, 0, 0, 0), Qt::AlignLeading | Qt::TextSingleLine,
                     fontMetrics().elidedText(shown.label, Qt::ElideRight, rest - gap));
    painter.drawText(line.adjusted(0, 0, -gap, 0), Qt::AlignTrailing | Qt::TextSingleLine, colour);
}

} // namespace studio
