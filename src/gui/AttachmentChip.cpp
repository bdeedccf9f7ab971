#include "gui/AttachmentChip.h"

#include "gui/ElidedLabel.h"
#include "gui/NameText.h"
#include "gui/Theme.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QIcon iconOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Picture:
        return QIcon::fromTheme(u"image-x-generic"_s);
    case MediaKind::Video:
        return QIcon::fromTheme(u"video-x-generic"_s);
    case MediaKind::Sound:
        return QIcon::fromTheme(u"audio-x-generic"_s);
    case MediaKind::Document:
        return QIcon::fromTheme(u"text-x-generic"_s);
    }
    Q_UNREACHABLE();
}

} // namespace

AttachmentChip::AttachmentChip(const Media &media, QWidget *parent)
    : QWidget(parent)
    , m_picture(new QLabel(this))
    , m_remove(new QToolButton(this))
{
    const QString shown = nameText(media.name);
    auto *name = new ElidedLabel(this);
    name->setObjectName(u"attachmentName"_s);
    name->setText(shown);
    auto *size = new QLabel(QLocale().formattedDataSize(media.bytes.size(), 1, QLocale::DataSizeSIFormat), this);
    size->setForegroundRole(QPalette::PlaceholderText);
    m_picture->setFixedSize(pictureSide(), pictureSide());
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setPixmap(iconOf(media.kind).pixmap(pictureSide() / 2));
    m_remove->setObjectName(u"removeAttachmentButton"_s);
    m_remove->setText(u"✕"_s);
    m_remove->setAutoRaise(true);
    m_remove->setToolTip(tr("Take this file out"));
    m_remove->setAccessibleName(tr("Take out %1").arg(shown));
    connect(m_remove, &QToolButton::clicked, this, &AttachmentChip::removeRequested);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(8);
    layout->addWidget(m_picture);
    layout->addWidget(name, 1);
    layout->addWidget(size);
    layout->addWidget(m_remove);
}

int AttachmentChip::pictureSide()
{
    return 32;
}

void AttachmentChip::setPicture(const QImage &picture)
{
    if (picture.isNull())
        return;
    QPixmap pixmap = QPixmap::fromImage(picture);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_picture->setPixmap(pixmap);
}

void AttachmentChip::paintEvent(QPaintEvent *)
{
    constexpr qreal radius = 4.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tint(Tint::SurfaceBorder, palette()));
    painter.setBrush(tint(Tint::Surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace studio
