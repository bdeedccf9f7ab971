#include "gui/ResultPreview.h"

#include "gui/ResultPictures.h"

#include <QPainter>

#include <algorithm>

namespace studio
{

ResultPreview::ResultPreview(QWidget *parent) : QWidget(parent) {}

void ResultPreview::setPictures(ResultPictures *pictures)
{
    m_pictures = pictures;
    connect(pictures, &ResultPictures::arrived, this, [this](const QByteArray &sha256) {
        if (m_file && m_file->sha256 == sha256)
            update();
    });
}

void ResultPreview::setFile(const std::optional<KeptMedia> &file)
{
    m_file = file;
    update();
}

void ResultPreview::paintEvent(QPaintEvent *)
{
    if (!m_file || !m_pictures)
        return;
    constexpr int most = 512; // of the small pictures that are kept
    const int side = std::min(std::max(width(), height()), most);
    const QPixmap picture = m_pictures->find(*m_file, side, devicePixelRatioF());
    if (picture.isNull())
        return;
    const QSizeF full = picture.deviceIndependentSize();
    const QSizeF size = full.scaled(QSizeF(this->size()), Qt::KeepAspectRatio).boundedTo(full);
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(QRectF(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size), picture,
                       QRectF(picture.rect()));
}

void ResultPreview::mouseDoubleClickEvent(QMouseEvent *)
{
    emit activated();
}

} // namespace studio
