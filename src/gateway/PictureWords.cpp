#include "gateway/PictureWords.h"

#include "gateway/PracticeAnswer.h"

#include <QFont>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostChars = 160;
constexpr int smallestPixels = 9;
constexpr int wrapping = Qt::TextWordWrap | Qt::AlignLeft;

QFont fontOf(const WordsPlace &place, double pixels, bool isBold)
{
    QFont font(place.isSerif ? QStringList{u"Noto Serif"_s, u"DejaVu Serif"_s, u"serif"_s}
                             : QStringList{u"Noto Sans"_s, u"DejaVu Sans"_s, u"sans-serif"_s});
    font.setPixelSize(std::max(smallestPixels, int(pixels)));
    font.setWeight(isBold ? QFont::Bold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// As much of the prompt as may be on a poster.
QString titleOf(const QString &prompt)
{
    const QString words = prompt.simplified();
    if (words.size() <= mostChars)
        return words;
    const qsizetype space = words.lastIndexOf(u' ', mostChars);
    return words.first(space > mostChars / 2 ? space : mostChars) + u'…';
}

/// The largest letters that have room, or else fewer words.
void drawTitle(QPainter &painter, const QString &prompt, const WordsPlace &place, const QRectF &room, double largest)
{
    QString title = titleOf(prompt);
    double pixels = largest;
    QFont font = fontOf(place, pixels, !place.isSerif);
    const auto fits = [&] {
        const QRectF needed = QFontMetricsF(font).boundingRect(QRectF(0, 0, room.width(), 1e5), wrapping, title);
        return needed.height() <= room.height() && needed.width() <= room.width();
    };
    while (!fits() && pixels > std::max<double>(smallestPixels, largest / 4)) {
        pixels *= 0.93;
        font = fontOf(place, pixels, !place.isSerif);
    }
    while (!fits() && title.size() > 2)
        title = title.first(title.size() * 3 / 4) + u'…';
    painter.setFont(font);
    painter.drawText(room, wrapping | (place.isAtBottom ? Qt::AlignBottom : Qt::AlignTop), title);
}

} // namespace

void drawWords(QPainter &painter, const PictureOrder &order, const WordsPlace &place)
{
    if (!qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return;
    const double unit = std::min(order.size.width(), order.size.height()) / 1000.0;
    const QFont small = fontOf(place, 23 * unit, false);
    const double line = QFontMetricsF(small).height();
    QRectF foot = place.rect;
    foot.setTop(foot.bottom() - line);
    QColor quiet = place.ink;
    quiet.setAlphaF(0.82F);
    painter.setPen(quiet);
    painter.setFont(small);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom | Qt::TextDontClip, practiceLine());
    painter.setPen(place.ink);
    const QRectF room = place.rect.adjusted(0, 0, 0, -line - 14 * unit);
    drawTitle(painter, order.prompt, place, room, (place.isSerif ? 62 : 74) * unit);
}

} // namespace studio
