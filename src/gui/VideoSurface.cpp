#include "gui/VideoSurface.h"

#include "media/ClipPlayer.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace studio
{

namespace
{

/// Around a frame, in both themes: what is judged is the clip.
const QColor ground(0x12, 0x14, 0x17);
const QColor quiet(0xC4, 0xC9, 0xCF);

void drawPlayMark(QPainter &painter, const QPointF &middle)
{
    painter.setPen(QPen(QColor(255, 255, 255, 200), 2));
    painter.setBrush(QColor(0, 0, 0, 150));
    painter.drawEllipse(middle, 26, 26);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    const QPointF shift = middle + QPointF(2, 0);
    painter.drawPolygon(QPolygonF({shift + QPointF(-8, -11), shift + QPointF(11, 0), shift + QPointF(-8, 11)}));
}

} // namespace

VideoSurface::VideoSurface(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    policy.setVerticalStretch(1);
    setSizePolicy(policy);
}

void VideoSurface::setPlayer(const ClipPlayer *player)
{
    m_player = player;
    update();
}

void VideoSurface::setPoster(const QImage &poster)
{
    m_poster = poster;
    update();
}

void VideoSurface::setWords(const QString &words)
{
    m_words = words;
    update();
}

void VideoSurface::setPlayMark(bool isShown)
{
    if (m_hasPlayMark == isShown)
        return;
    m_hasPlayMark = isShown;
    update();
}

QSize VideoSurface::sizeHint() const
{
    return {480, 270};
}

QSize VideoSurface::minimumSizeHint() const
{
    return {120, 90};
}

const QImage &VideoSurface::image() const
{
    const bool hasFrame = m_player != nullptr && m_player->frame() >= 0;
    return hasFrame ? m_player->image() : m_poster;
}

QRect VideoSurface::frameRect() const
{
    const QSize size = image().size().scaled(this->size(), Qt::KeepAspectRatio);
    return {QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

void VideoSurface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), ground);
    const QImage &frame = image();
    if (!frame.isNull()) {
        const QRect place = frameRect();
        const QSize pixels = place.size() * devicePixelRatioF();
        if (m_scaledKey != frame.cacheKey() || m_scaled.size() != pixels) {
            m_scaled = QPixmap::fromImage(frame.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
            m_scaled.setDevicePixelRatio(devicePixelRatioF());
            m_scaledKey = frame.cacheKey();
        }
        painter.drawPixmap(place.topLeft(), m_scaled);
    } else if (!m_words.isEmpty()) {
        painter.setPen(quiet);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_words);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_hasPlayMark)
        drawPlayMark(painter, QRectF(rect()).center());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Link), 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void VideoSurface::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_press = event->pos();
}

void VideoSurface::mouseMoveEvent(QMouseEvent *event)
{
    const bool isFar = (event->pos() - m_press).manhattanLength() >= QApplication::startDragDistance();
    if (m_press.x() < 0 || !(event->buttons() & Qt::LeftButton) || !isFar)
        return;
    m_press = {-1, -1};
    emit dragOutRequested();
}

void VideoSurface::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_press.x() >= 0)
        emit clicked();
    m_press = {-1, -1};
}

} // namespace studio
