#pragma once

#include <QChar>
#include <QList>

class QString;

namespace studio
{

/// What a column of the Try page is called: A for number 1.
QChar columnLetter(int number);

/// "A, C" for the columns of these numbers.
QString columnLetters(const QList<int> &numbers);

} // namespace studio
