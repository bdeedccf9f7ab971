#include "gui/ColumnLetter.h"

#include <QCoreApplication>
#include <QStringList>

namespace studio
{

namespace
{

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(studio::ColumnLetter)
};

} // namespace

QChar columnLetter(int number)
{
    return QChar(char16_t(u'A' + number - 1));
}

QString columnLetters(const QList<int> &numbers)
{
    QStringList letters;
    for (const int number : numbers)
        letters << QString(columnLetter(number));
    return letters.join(Words::tr(", ", "between letters of columns"));
}

} // namespace studio
