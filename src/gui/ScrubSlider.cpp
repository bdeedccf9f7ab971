#include "gui/ScrubSlider.h"

#include "gui/Theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace studio
{

namespace
{

constexpr int handle = 12; ///< Pixels across.
constexpr qreal track = 4;

} // namespace

ScrubSlider::ScrubSlider(QWidget *parent) : QSlider(Qt::Horizontal, parent)
{
    setSingleStep(1);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

QSize ScrubSlider::sizeHint() const
{
    return {160, 20};
}

QSize ScrubSlider::minimumSizeHint() const
{
    return {60, 20};
}

int ScrubSlider::reach() const
{
    return std::max(1, width() - handle - 4);
}

void ScrubSlider::goTo(int x)
{
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    setSliderPosition(QStyle::sliderValueFromPosition(minimum(), maximum(), x - handle / 2 - 2, reach(), isMirrored));
}

void ScrubSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    goTo(event->pos().x());
}

void ScrubSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        goTo(event->pos().x());
}

void ScrubSlider::mouseReleaseEvent(QMouseEvent *)
{
    setSliderDown(false);
}

/// Home, End and the arrows are its own; everything else is for the player around it.
void ScrubSlider::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        event->ignore();
    else
        QSlider::keyPressEvent(event);
}

void ScrubSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const qreal middle = 2 + handle / 2.0 + QStyle::sliderPositionFromValue(minimum(), maximum(), sliderPosition(), reach(), isMirrored);
    const qreal y = height() / 2.0;
    const QRectF line(2 + handle / 2.0, y - track / 2, reach(), track);
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(line, track / 2, track / 2);
    if (!isEnabled())
        return;
    QRectF done = line;
    if (isMirrored)
        done.setLeft(middle);
    else
        done.setRight(middle);
    painter.setBrush(tint(Tint::Accent, palette()));
    painter.drawRoundedRect(done, track / 2, track / 2);
    const qreal size = isSliderDown() || underMouse() ? handle + 2 : handle;
    const QRectF knob(middle - size / 2, y - size / 2, size, size);
    painter.drawEllipse(knob);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Link), 1.5));
    painter.drawEllipse(knob.adjusted(-2.5, -2.5, 2.5, 2.5));
}

} // namespace studio
