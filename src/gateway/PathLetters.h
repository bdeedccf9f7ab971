#pragma once

#include <QColor>
#include <QPainterPath>
#include <QString>

class QPainter;

namespace studio
{

/// Letters and digits as lines, drawn without fonts: a QImage can be written on by any thread, and without a
/// QGuiApplication. Has A to Z, 0 to 9 and ,.:/'- ; small letters become large ones, accents are left out,
/// and anything else is a blank. Every letter is as wide as high, the space behind it included.
QPainterPath letterPath(const QString &text, qreal height);

/// The top left corner of the first letter; lines are as thick as a seventh of the height, times the weight.
void drawLetters(QPainter &painter, const QString &text, const QPointF &at, qreal height, const QColor &color,
                 qreal weight = 1.0);

/// Of a text of so many letters, without the space behind the last one.
qreal lettersWidth(qsizetype letters, qreal height);

/// The text as it can be drawn; words of which nothing is left are gone.
QString drawable(const QString &text);

} // namespace studio
