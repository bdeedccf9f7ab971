#pragma once

#include <QByteArray>
#include <QList>

namespace studio
{

/// Some servers put several JSON texts into one event, a line each: those lines, trimmed, without empty ones.
/// Nothing when there is only one, or one that is neither an object nor an end mark.
QList<QByteArray> eventLines(QByteArrayView data);

} // namespace studio
