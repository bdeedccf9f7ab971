#include "gateway/PictureDrawing.h"

#include "gateway/LandscapeArt.h"
#include "gateway/PictureWords.h"
#include "gateway/PosterArt.h"
#include "gateway/PracticeModels.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostInsets = 3;
constexpr int mostReferencePixels = 64'000'000;

WordsPlace drawArt(QPainter &painter, const PictureOrder &order, PictureStyle style, const SteadyDice &dice)
{
    switch (style) {
    case PictureStyle::Poster:
        return PosterArt(painter, order, dice).draw();
    case PictureStyle::Landscape:
        return LandscapeArt(painter, order, dice).draw();
    }
    return {};
}

/// A print with a white border that lies on the picture, a little askew.
void drawInset(QPainter &painter, const QImage &reference, const QPointF &middle, double side, double turn)
{
    const QSizeF size = QSizeF(reference.size()).scaled(side, side, Qt::KeepAspectRatio);
    const QRectF picture(QPointF(-size.width() / 2, -size.height() / 2), size);
    const double border = side * 0.045;
    const QRectF paper = picture.adjusted(-border, -border, border, border);
    painter.save();
    painter.translate(middle);
    painter.rotate(turn);
    painter.setPen(Qt::NoPen);
    for (int shadow = 4; shadow > 0; --shadow) {
        const double spread = border * 0.22 * shadow;
        painter.setBrush(QColor(0, 0, 0, 22));
        painter.drawRoundedRect(paper.adjusted(-spread, -spread, spread, spread).translated(0, border * 0.4), spread, spread);
    }
    painter.fillRect(paper, Qt::white);
    painter.drawImage(picture, reference);
    painter.restore();
}

void drawInsets(QPainter &painter, const PictureOrder &order, SteadyDice dice)
{
    const double shorter = std::min(order.size.width(), order.size.height());
    const double side = shorter * 0.3;
    for (int i = 0; i < std::min<int>(mostInsets, int(order.references.size())); ++i) {
        const QImage reference = readPicture(order.references[i]);
        const QPointF middle(order.size.width() - shorter * 0.06 - side * (0.5 + 1.03 * i), shorter * (0.06 + 0.15) + side * 0.1);
        if (!reference.isNull())
            drawInset(painter, reference, middle, side, dice.between(-5, 5));
    }
}

/// The reference where the mask is opaque, what was drawn where it is clear.
QImage withGround(const QImage &drawn, const PictureOrder &order)
{
    const QImage ground = readPicture(order.references.value(0));
    QImage mask = readPicture(order.mask);
    if (ground.isNull() || mask.isNull())
        return drawn;
    QImage kept = ground.scaled(drawn.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                      .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QPainter cut(&kept);
    cut.setCompositionMode(QPainter::CompositionMode_DestinationIn);
    cut.drawImage(kept.rect(), mask);
    cut.end();
    QImage both = drawn;
    QPainter(&both).drawImage(0, 0, kept);
    return both;
}

} // namespace

QImage readPicture(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > mostReferencePixels)
        return {};
    reader.setAutoTransform(true);
    return reader.read();
}

QImage drawnPicture(const PictureOrder &order, PictureStyle style, int number)
{
    const QByteArray words = order.prompt.simplified().toUtf8();
    const SteadyDice dice(steadyHash(words + '\n' + QByteArray::number(order.seed) + '\n' + QByteArray::number(number)));
    QImage picture(order.size, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    const WordsPlace place = drawArt(painter, order, style, dice);
    const bool isRepair = !order.mask.isEmpty();
    if (!isRepair)
        drawInsets(painter, order, dice);
    drawWords(painter, order, place);
    painter.end();
    return isRepair ? withGround(picture, order) : picture;
}

QImage drawnStage(const QImage &picture, int stage, int stages)
{
    const int coarse = std::max(2, (1 << (2 * (stages - stage))) * std::max(1, picture.width() / 512));
    const QSize small(std::max(1, picture.width() / coarse), std::max(1, picture.height() / coarse));
    return picture.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace studio
