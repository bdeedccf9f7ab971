#include "gateway/ClipWriting.h"

#include "gateway/PathLetters.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QString practiceWords = u"Practice output, not an AI model"_s;
const QColor plate(12, 14, 22, 170);
const QColor ink(255, 255, 255);
const QColor paleInk(255, 255, 255, 190);

constexpr double leastHeight = 5; // of letters, in pixels

/// The line is as high as it may be, or lower so that it fits.
double fittingHeight(const QString &text, double most, double width)
{
    return std::min(most, width / std::max(1.0, lettersWidth(text.size(), 1.0)));
}

void paintLine(QPainter &painter, const QString &text, const QPointF &at, double height, const QColor &color,
               double weight)
{
    const double pad = 0.75 * height;
    const QRectF box(at, QSizeF(lettersWidth(text.size(), height) + 2 * pad, height + 1.5 * pad));
    painter.setPen(Qt::NoPen);
    painter.setBrush(plate);
    painter.drawRoundedRect(box, 0.45 * height, 0.45 * height);
    drawLetters(painter, text, at + QPointF(pad, 0.75 * pad), height, color, weight);
}

void paintTop(QPainter &painter, const ClipOrder &order, double unit, double margin)
{
    const double room = order.size.width() - 2 * margin - 0.06 * unit;
    const double small = fittingHeight(practiceWords, 0.03 * unit, room);
    if (small < leastHeight)
        return;
    paintLine(painter, practiceWords, {margin, margin}, small, paleInk, 0.8);
    if (order.title.isEmpty())
        return;
    const double large = fittingHeight(order.title, 0.055 * unit, room);
    if (large >= leastHeight)
        paintLine(painter, order.title, {margin, margin + 2.125 * small + 0.5 * margin}, large, ink, 0.95);
}

void paintCounter(QPainter &painter, const ClipOrder &order, int frame, double unit, double margin)
{
    const auto digits = QString::number(order.frames).size();
    const QString number = u"%1"_s.arg(frame + 1, static_cast<int>(digits), 10, QLatin1Char('0'));
    const QString whole = u"/%1"_s.arg(order.frames);
    const double room = order.size.width() - 2 * margin;
    const double height = std::min(0.14 * unit, room / (1.6 * static_cast<double>(digits) + 1));
    const double small = 0.4 * height;
    const double pad = 0.4 * height;
    const double barRoom = 0.075 * unit;
    const double wide =
        lettersWidth(number.size(), height) + 0.5 * height + lettersWidth(whole.size(), small);
    const QRectF box(margin, order.size.height() - barRoom - height - 1.6 * pad, wide + 2 * pad,
                     height + 1.6 * pad);
    painter.setPen(Qt::NoPen);
    painter.setBrush(plate);
    painter.drawRoundedRect(box, 0.25 * height, 0.25 * height);
    const QPointF at = box.topLeft() + QPointF(pad, 0.8 * pad);
    drawLetters(painter, number, at, height, ink, 1.05);
    drawLetters(painter, whole, at + QPointF(wide - lettersWidth(whole.size(), small), height - small), small,
                paleInk, 0.9);
}

void paintBar(QPainter &painter, const ClipOrder &order, int frame, double unit, double margin)
{
    const double high = std::max(2.0, 0.018 * unit);
    const QRectF whole(margin, order.size.height() - margin - high, order.size.width() - 2 * margin, high);
    const double done = (frame + 1.0) / order.frames;
    painter.setPen(Qt::NoPen);
    painter.setBrush(plate);
    painter.drawRoundedRect(whole, high / 2, high / 2);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(whole.topLeft(), QSizeF(std::max(high, whole.width() * done), high)),
                            high / 2, high / 2);
    for (int second = 1; second * order.frameRate < order.frames; ++second) {
        const double x = whole.left() + whole.width() * second * order.frameRate / order.frames;
        painter.fillRect(QRectF(x - 0.15 * high, whole.top(), 0.3 * high, high), QColor(0, 0, 0, 150));
    }
}

} // namespace

void paintClipWriting(QPainter &painter, const ClipOrder &order, int frame)
{
    const double unit = std::min(order.size.width(), order.size.height());
    const double margin = 0.035 * unit;
    painter.save();
    paintTop(painter, order, unit, margin);
    paintCounter(painter, order, frame, unit, margin);
    paintBar(painter, order, frame, unit, margin);
    painter.restore();
}

} // namespace studio
