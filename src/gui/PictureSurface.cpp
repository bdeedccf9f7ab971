#include "gui/PictureSurface.h"

#include "gui/PicturePainter.h"

#include <QIcon>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::chrono::milliseconds untilSaid{150};
constexpr int margin = 24;
constexpr int iconSide = 32;

} // namespace

PictureSurface::PictureSurface(QWidget *parent)
    : PictureCanvas(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(untilSaid);
    connect(&m_patience, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void PictureSurface::showPicture(const Picture &picture)
{
    showPicture(picture, picture.size(), QRectF({}, QSizeF(picture.size())));
}

void PictureSurface::showPicture(const Picture &picture, QSize frame, const QRectF &place)
{
    m_isWaiting = false;
    m_problem.clear();
    m_picture = picture;
    m_place = place;
    setFrame(frame);
    update();
}

void PictureSurface::showWaiting()
{
    clear();
    m_isWaiting = true;
    m_patience.start();
}

void PictureSurface::showProblem(const QString &sentence)
{
    clear();
    m_problem = sentence;
    update();
}

void PictureSurface::clear()
{
    m_patience.stop();
    m_isWaiting = false;
    m_problem.clear();
    m_picture = {};
    setFrame({});
    update();
}

void PictureSurface::paintContent(QPainter &painter, const QRect &exposed)
{
    if (!m_picture.isNull())
        paintPicture(painter, m_picture, mapped(m_place), exposed, palette());
    else if (!m_problem.isEmpty())
        paintSentence(painter, u"dialog-warning"_s, m_problem);
    else if (m_isWaiting && !m_patience.isActive())
        paintSentence(painter, u"image-x-generic"_s, tr("Reading the picture …"));
}

void PictureSurface::paintSentence(QPainter &painter, const QString &icon, const QString &sentence) const
{
    const QRect room = rect().adjusted(margin, margin, -margin, -margin);
    const int flags = Qt::AlignHCenter | Qt::TextWordWrap;
    const QRect text = fontMetrics().boundingRect(room, flags | Qt::AlignTop, sentence);
    const bool hasIcon = room.height() >= text.height() + iconSide + 8;
    const int height = text.height() + (hasIcon ? iconSide + 8 : 0);
    int top = room.top() + qMax(0, (room.height() - height) / 2);
    if (hasIcon) {
        QIcon::fromTheme(icon).paint(&painter, room.center().x() - iconSide / 2, top, iconSide, iconSide);
        top += iconSide + 8;
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRect(room.left(), top, room.width(), room.bottom() - top), flags | Qt::AlignTop, sentence);
}

} // namespace studio
