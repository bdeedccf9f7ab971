#include "gui/ResultTile.h"

#include "gui/ResultPictures.h"
#include "gui/ResultTable.h"
#include "gui/ResultText.h"
#include "gui/Theme.h"

#include <QApplication>
#include <QIcon>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int radius = 6;
constexpr int textGap = 2;

QString iconOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Picture:
        return u"image-x-generic"_s;
    case MediaKind::Video:
        return u"video-x-generic"_s;
    case MediaKind::Sound:
        return u"audio-x-generic"_s;
    case MediaKind::Document:
        return u"text-x-generic"_s;
    }
    Q_UNREACHABLE();
}

/// The whole picture in the middle of its place; none is stretched.
void drawPicture(QPainter &painter, const QRect &place, const QPixmap &picture)
{
    const QSizeF size = picture.deviceIndependentSize();
    painter.drawPixmap(QPointF(place.x() + (place.width() - size.width()) / 2,
                               place.y() + (place.height() - size.height()) / 2), picture);
}

/// A clip is told from a still before it is played.
void drawPlayMark(QPainter &painter, const QRect &place)
{
    constexpr qreal size = 32;
    const QRectF circle(place.center().x() - size / 2, place.center().y() - size / 2, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 150));
    painter.drawEllipse(circle);
    const QPointF middle = circle.center() + QPointF(1.5, 0);
    painter.setBrush(Qt::white);
    painter.drawPolygon(QPolygonF{middle + QPointF(-6, -8), middle + QPointF(8, 0), middle + QPointF(-6, 8)});
}

void drawLine(QPainter &painter, const QRect &place, const QString &text, const QColor &colour, Qt::Alignment side)
{
    painter.setPen(colour);
    painter.drawText(place, int(side | Qt::AlignVCenter | Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
}

} // namespace

ResultTile::ResultTile(QObject *parent) : QStyledItemDelegate(parent) {}

int ResultTile::heightFor(int width, const QFontMetrics &metrics)
{
    return width + 2 * metrics.height() + textGap + gap;
}

QSize ResultTile::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return option.rect.size();
}

void ResultTile::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto file = index.data(ResultTable::FileRole).value<MadeFile>();
    const QPalette &palette = option.palette;
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isMirrored = option.direction == Qt::RightToLeft; // the first tile begins where the page does
    const QRect tile = option.rect.adjusted(isMirrored ? gap : 0, 0, isMirrored ? 0 : -gap, -gap);
    const QRect place = tile.adjusted(gap, gap, -gap, tile.width() - tile.height() - gap);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool hasKeys = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Active);
    const QColor edge = isSelected || hasKeys ? tint(Tint::Accent, palette) : tint(Tint::SurfaceBorder, palette);
    QColor surface = tint(Tint::Surface, palette);
    if (isSelected) {
        const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
        constexpr qreal part = 0.14;
        surface = QColor::fromRgbF(float(surface.redF() * (1 - part) + accent.redF() * part),
                                   float(surface.greenF() * (1 - part) + accent.greenF() * part),
                                   float(surface.blueF() * (1 - part) + accent.blueF() * part));
    }
    painter->setPen(QPen(edge, isSelected ? 2 : 1, hasKeys && !isSelected ? Qt::DashLine : Qt::SolidLine));
    painter->setBrush(surface);
    painter->drawRoundedRect(QRectF(tile).adjusted(1, 1, -1, -1), radius, radius);

    const QPixmap picture = m_pictures ? m_pictures->find(file.media, place.width(), option.widget->devicePixelRatioF())
                                       : QPixmap();
    if (!picture.isNull())
        drawPicture(*painter, place, picture);
    else if (!m_pictures || file.media.kind != MediaKind::Picture || m_pictures->hasFailed(file.media))
        QIcon::fromTheme(iconOf(file.media.kind)).paint(painter, place.adjusted(24, 24, -24, -24));
    if (file.media.kind == MediaKind::Video && !picture.isNull())
        drawPlayMark(*painter, place);

    const int lineHeight = option.fontMetrics.height();
    const QRect second(place.x(), tile.bottom() - gap - lineHeight + 1, place.width(), lineHeight);
    const QRect first = second.translated(0, -lineHeight - textGap);
    const Qt::Alignment leading = isMirrored ? Qt::AlignRight : Qt::AlignLeft;
    const Qt::Alignment trailing = isMirrored ? Qt::AlignLeft : Qt::AlignRight;
    painter->setFont(option.font);
    drawLine(*painter, first, index.data().toString(), palette.color(QPalette::Active, QPalette::Text), leading);
    const QString stars = starsText(file.rating);
    const int starsWidth = stars.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(stars);
    QRect words = second;
    words.setWidth(second.width() - starsWidth - (starsWidth > 0 ? gap : 0));
    if (isMirrored)
        words.moveRight(second.right());
    //: In the grid of results, for what the practice gateway made.
    const QString when = file.isPractice ? tr("practice · %1").arg(shortDayText(file.made)) : shortDayText(file.made);
    drawLine(*painter, words, when, tint(Tint::MutedText, palette), leading);
    drawLine(*painter, second, stars, tint(Tint::Look, palette), trailing);
    painter->restore();
}

} // namespace studio
