#include "gui/PictureCanvas.h"

#include "gui/Theme.h"

#include <QApplication>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace studio
{

namespace
{

constexpr qreal keyStep = 48;     ///< Logical pixels that an arrow key pans.
constexpr qreal wheelStep = 1.25; ///< Of zoom, for a notch of a wheel.

/// What + and - stop at.
constexpr qreal stops[] = {0.05, 0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32};

qreal nextStop(qreal zoom, int steps)
{
    constexpr qreal tolerance = 1.001;
    for (; steps > 0; --steps) {
        const auto *stop = std::upper_bound(std::begin(stops), std::end(stops), zoom * tolerance);
        zoom = stop == std::end(stops) ? PictureCanvas::mostZoom : *stop;
    }
    for (; steps < 0; ++steps) {
        const auto *stop = std::lower_bound(std::begin(stops), std::end(stops), zoom / tolerance);
        zoom = stop == std::begin(stops) ? PictureCanvas::leastZoom : *(stop - 1);
    }
    return zoom;
}

} // namespace

PictureCanvas::PictureCanvas(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    grabGesture(Qt::PinchGesture);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PictureCanvas::setFrame(QSize frame)
{
    if (frame == m_frame)
        return;
    m_frame = frame;
    m_camera.centre = QPointF(frame.width() / 2.0, frame.height() / 2.0);
    update();
    emit zoomChanged();
}

void PictureCanvas::setCamera(const PictureCamera &camera)
{
    if (camera == m_camera)
        return;
    m_camera = camera;
    update();
    updateCursor(mapFromGlobal(QCursor::pos()));
    emit zoomChanged();
}

qreal PictureCanvas::fittedZoom() const
{
    if (m_frame.isEmpty())
        return 1;
    const qreal ratio = devicePixelRatioF();
    return std::min({width() * ratio / m_frame.width(), height() * ratio / m_frame.height(), 1.0});
}

qreal PictureCanvas::zoom() const
{
    return m_camera.isFitted ? fittedZoom() : m_camera.zoom;
}

bool PictureCanvas::canPan() const
{
    const QRectF whole = frameRect();
    return whole.width() > width() + 0.5 || whole.height() > height() + 0.5;
}

/// What is smaller than the window stands in its middle; what is larger leaves no gap at its edges.
QPointF PictureCanvas::heldCentre(QPointF centre, qreal zoom) const
{
    const auto held = [](qreal wanted, qreal length, qreal room) {
        return length <= room ? length / 2 : std::clamp(wanted, room / 2, length - room / 2);
    };
    const qreal scale = devicePixelRatioF() / zoom; // pixels of the picture for a logical one
    return {held(centre.x(), m_frame.width(), width() * scale), held(centre.y(), m_frame.height(), height() * scale)};
}

void PictureCanvas::change(const PictureCamera &camera)
{
    if (camera == m_camera || m_frame.isEmpty())
        return;
    setCamera(camera);
    emit cameraChanged(m_camera);
}

void PictureCanvas::fit()
{
    change({true, 1, QPointF(m_frame.width() / 2.0, m_frame.height() / 2.0)});
}

void PictureCanvas::zoomTo(qreal zoom)
{
    zoomAt(zoom, QPointF(width() / 2.0, height() / 2.0));
}

void PictureCanvas::zoomAt(qreal wanted, QPointF place)
{
    const qreal zoom = std::clamp(wanted, std::min(leastZoom, fittedZoom()), mostZoom);
    const QPointF under = unmapped(place);
    const QPointF fromMiddle = place - QPointF(width() / 2.0, height() / 2.0);
    const QPointF centre = under - fromMiddle * devicePixelRatioF() / zoom;
    change({false, zoom, heldCentre(centre, zoom)});
}

void PictureCanvas::zoomBySteps(int steps)
{
    zoomTo(nextStop(zoom(), steps));
}

void PictureCanvas::panBy(QPointF distance)
{
    const qreal now = zoom();
    const QPointF centre = heldCentre(m_camera.centre, now) - distance * devicePixelRatioF() / now;
    change({m_camera.isFitted, m_camera.zoom, heldCentre(centre, now)});
}

void PictureCanvas::showRegion(const QRectF &region)
{
    constexpr qreal room = 3; // times the region, so that one sees where it is
    const qreal ratio = devicePixelRatioF();
    const qreal wide = width() * ratio / std::max(region.width() * room, 1.0);
    const qreal high = height() * ratio / std::max(region.height() * room, 1.0);
    const qreal near = std::clamp(std::min({wide, high, 8.0}), fittedZoom(), mostZoom);
    change({false, near, heldCentre(region.center(), near)});
}

QRectF PictureCanvas::frameRect() const
{
    const qreal ratio = devicePixelRatioF();
    const qreal scale = zoom() / ratio;
    const QPointF corner = QPointF(width() / 2.0, height() / 2.0) - heldCentre(m_camera.centre, zoom()) * scale;
    // On whole device pixels, so that a picture at 100 % is shown as it is.
    const QPointF whole(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio);
    return {whole, QSizeF(m_frame) * scale};
}

QRectF PictureCanvas::mapped(const QRectF &inFrame) const
{
    const qreal scale = zoom() / devicePixelRatioF();
    return {frameRect().topLeft() + inFrame.topLeft() * scale, inFrame.size() * scale};
}

QPointF PictureCanvas::unmapped(QPointF place) const
{
    return (place - frameRect().topLeft()) * devicePixelRatioF() / zoom();
}

Qt::CursorShape PictureCanvas::cursorAt(QPointF) const
{
    return canPan() ? Qt::OpenHandCursor : Qt::ArrowCursor;
}

void PictureCanvas::updateCursor(QPointF place)
{
    const bool isPanning = m_hold == Hold::Picture;
    setCursor(isPanning ? Qt::ClosedHandCursor : m_isSpaceDown && canPan() ? Qt::OpenHandCursor : cursorAt(place));
}

bool PictureCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::Gesture && handlesGesture(*static_cast<QGestureEvent *>(event)))
        return true;
    if (event->type() == QEvent::NativeGesture && handlesNativeGesture(*static_cast<QNativeGestureEvent *>(event)))
        return true;
    return QWidget::event(event);
}

bool PictureCanvas::handlesGesture(QGestureEvent &event)
{
    auto *pinch = static_cast<QPinchGesture *>(event.gesture(Qt::PinchGesture));
    if (!pinch)
        return false;
    zoomAt(zoom() * pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint()));
    panBy(pinch->centerPoint() - pinch->lastCenterPoint());
    return true;
}

bool PictureCanvas::handlesNativeGesture(const QNativeGestureEvent &event)
{
    if (event.gestureType() != Qt::ZoomNativeGesture)
        return false;
    zoomAt(zoom() * (1 + event.value()), event.position());
    return true;
}

void PictureCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    paintContent(painter, event->rect());
    if (!hasFocus())
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(tint(Tint::Accent, palette()), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
}

void PictureCanvas::wheelEvent(QWheelEvent *event)
{
    const int turn = event->angleDelta().y();
    if (m_frame.isEmpty() || turn == 0) {
        event->ignore();
        return;
    }
    zoomAt(zoom() * std::pow(wheelStep, turn / 120.0), event->position());
    event->accept();
}

void PictureCanvas::mousePressEvent(QMouseEvent *event)
{
    const bool isMiddle = event->button() == Qt::MiddleButton;
    if (m_frame.isEmpty() || (event->button() != Qt::LeftButton && !isMiddle)) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_heldAt = event->position();
    if (!isMiddle && !m_isSpaceDown && grabs(m_heldAt))
        m_hold = Hold::Own;
    else
        m_hold = canPan() ? Hold::Picture : Hold::Out;
    if (m_hold == Hold::Own)
        moveGrabbed(m_heldAt);
    updateCursor(m_heldAt);
}

void PictureCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF moved = event->position() - m_heldAt;
    switch (m_hold) {
    case Hold::Nothing:
        updateCursor(event->position());
        break;
    case Hold::Own:
        moveGrabbed(event->position());
        break;
    case Hold::Picture:
        m_heldAt = event->position();
        panBy(moved);
        break;
    case Hold::Out:
        if (moved.manhattanLength() >= QApplication::startDragDistance()) {
            m_hold = Hold::Nothing;
            emit dragOutRequested();
        }
        break;
    }
    emit pointed(event->position());
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    m_hold = Hold::Nothing;
    updateCursor(event->position());
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_frame.isEmpty() || grabs(event->position()))
        return;
    if (m_camera.isFitted && zoom() < 1)
        zoomAt(1, event->position());
    else
        fit();
}

bool PictureCanvas::zoomByKey(int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBySteps(1);
        return true;
    case Qt::Key_Minus:
        zoomBySteps(-1);
        return true;
    case Qt::Key_0:
        fit();
        return true;
    case Qt::Key_1:
        showActualSize();
        return true;
    }
    return false;
}

void PictureCanvas::keyPressEvent(QKeyEvent *event)
{
    const Qt::KeyboardModifiers others = event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    if (m_frame.isEmpty() || others) {
        QWidget::keyPressEvent(event);
        return;
    }
    const bool isLarge = event->modifiers() & Qt::ShiftModifier;
    const qreal step = isLarge ? keyStep * 6 : keyStep;
    if (zoomByKey(event->key()))
        return;
    if (event->key() == Qt::Key_Space && canPan()) {
        m_isSpaceDown = true;
        updateCursor(mapFromGlobal(QCursor::pos()));
    } else if (event->key() == Qt::Key_Left) {
        panBy({step, 0});
    } else if (event->key() == Qt::Key_Right) {
        panBy({-step, 0});
    } else if (event->key() == Qt::Key_Up) {
        panBy({0, step});
    } else if (event->key() == Qt::Key_Down) {
        panBy({0, -step});
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PictureCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    m_isSpaceDown = false;
    updateCursor(mapFromGlobal(QCursor::pos()));
}

void PictureCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_camera.isFitted)
        emit zoomChanged();
}

void PictureCanvas::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void PictureCanvas::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_isSpaceDown = false;
    update();
}

} // namespace studio
