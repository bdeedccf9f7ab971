#include "gui/ResultStage.h"

#include <QPainter>

namespace studio
{

ResultStage::ResultStage(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ResultStage::setImage(const QImage &image)
{
    m_image = image;
    m_fitted = {};
    m_text.clear();
    update();
}

void ResultStage::setText(const QString &text)
{
    setImage({});
    m_text = text;
    setAccessibleDescription(text);
}

void ResultStage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_image.isNull()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), int(Qt::AlignCenter | Qt::TextWordWrap), m_text);
        return;
    }
    const qreal ratio = devicePixelRatioF();
    const QSize room = (QSizeF(size()) * ratio).toSize();
    const QSize wanted = m_image.size().scaled(room, Qt::KeepAspectRatio).boundedTo(m_image.size());
    if (m_fitted.size() != wanted) {
        m_fitted = QPixmap::fromImage(m_image.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        m_fitted.setDevicePixelRatio(ratio);
    }
    const QSizeF shown = m_fitted.deviceIndependentSize();
    painter.drawPixmap(QPointF((width() - shown.width()) / 2, (height() - shown.height()) / 2), m_fitted);
}

} // namespace studio
