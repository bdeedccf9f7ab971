#include "gateway/PathLetters.h"

#include <QPainter>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qreal unitsHigh = 6;  // a letter is 4 wide and 6 high
constexpr qreal unitsAhead = 6; // to the next one
constexpr qreal unitsBehind = 2;

struct Letter
{
    char16_t character;
    const char *strokes; ///< Points as two digits, x and y from the top left; a comma lifts the pen.
};

constexpr std::array<Letter, 42> letters{{
    {u'A', "06 02 20 42 46,04 44"},
    {u'B', "00 30 41 42 33 03,33 44 45 36 06 00"},
    {u'C', "41 30 10 01 05 16 36 45"},
    {u'D', "00 30 41 45 36 06 00"},
    {u'E', "40 00 06 46,03 33"},
    {u'F', "40 00 06,03 33"},
    {u'G', "41 30 10 01 05 16 36 45 43 23"},
    {u'H', "00 06,40 46,03 43"},
    {u'I', "10 30,16 36,20 26"},
    {u'J', "40 45 36 16 05"},
    {u'K', "00 06,40 03 46"},
    {u'L', "00 06 46"},
    {u'M', "06 00 23 40 46"},
    {u'N', "06 00 46 40"},
    {u'O', "10 30 41 45 36 16 05 01 10"},
    {u'P', "06 00 30 41 42 33 03"},
    {u'Q', "10 30 41 45 36 16 05 01 10,24 46"},
    {u'R', "06 00 30 41 42 33 03,23 46"},
    {u'S', "41 30 10 01 02 13 33 44 45 36 16 05"},
    {u'T', "00 40,20 26"},
    {u'U', "00 05 16 36 45 40"},
    {u'V', "00 26 40"},
    {u'W', "00 16 23 36 40"},
    {u'X', "00 46,40 06"},
    {u'Y', "00 23 40,23 26"},
    {u'Z', "00 40 06 46"},
    {u'0', "10 30 41 45 36 16 05 01 10"},
    {u'1', "11 20 26,16 36"},
    {u'2', "01 10 30 41 42 06 46"},
    {u'3', "01 10 30 41 42 33 44 45 36 16 05,13 33"},
    {u'4', "36 30 04 44"},
    {u'5', "40 00 03 33 44 45 36 06"},
    {u'6', "41 30 10 01 05 16 36 45 44 33 03"},
    {u'7', "00 40 16"},
    {u'8', "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33"},
    {u'9', "05 16 36 45 41 30 10 01 02 13 43"},
    {u',', "25 26 17"},
    {u'.', "25 26"},
    {u':', "21 22,25 26"},
    {u'/', "40 06"},
    {u'\'', "20 21"},
    {u'-', "13 33"},
}};

const char *strokesOf(QChar character)
{
    for (const Letter &letter : letters) {
        if (letter.character == character)
            return letter.strokes;
    }
    return nullptr;
}

void addLetter(QPainterPath &path, const char *strokes, const QPointF &at, qreal unit)
{
    bool isDown = false;
    for (const char *point = strokes; *point != '\0';) {
        if (*point == ',' || *point == ' ') {
            isDown = isDown && *point == ' ';
            ++point;
            continue;
        }
        const QPointF to = at + unit * QPointF(point[0] - '0', point[1] - '0');
        isDown ? path.lineTo(to) : path.moveTo(to);
        isDown = true;
        point += 2;
    }
}

} // namespace

QPainterPath letterPath(const QString &text, qreal height)
{
    const qreal unit = height / unitsHigh;
    QPainterPath path;
    qreal x = 0;
    for (const QChar character : text.toUpper()) {
        if (const char *strokes = strokesOf(character))
            addLetter(path, strokes, {x, 0}, unit);
        x += unitsAhead * unit;
    }
    return path;
}

void drawLetters(QPainter &painter, const QString &text, const QPointF &at, qreal height, const QColor &color,
                 qreal weight)
{
    const QPen pen(color, weight * height / 7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.strokePath(letterPath(text, height).translated(at), pen);
}

qreal lettersWidth(qsizetype letters, qreal height)
{
    const qreal units = unitsAhead * static_cast<qreal>(letters) - unitsBehind;
    return std::max<qreal>(0, units) * height / unitsHigh;
}

QString drawable(const QString &text)
{
    QString plain;
    for (const QChar character : text.normalized(QString::NormalizationForm_KD).toUpper()) {
        if (strokesOf(character))
            plain += character;
        else if (character.category() != QChar::Mark_NonSpacing)
            plain += u' ';
    }
    return plain.simplified();
}

} // namespace studio
