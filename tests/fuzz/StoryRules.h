#pragma once

#include "core/RunEvent.h"

#include <QByteArray>
#include <QList>

namespace studio
{

/// What holds of every story that a decoder tells, whatever came: one end and nothing behind it but usage, texts
/// that are whole and were in the input, names without control characters, files that came or lead to the web.
/// Ends the program at the first one that does not.
void requireGoodStory(const QList<RunEvent> &events, const QByteArray &input);

bool hasEnd(const QList<RunEvent> &events);

/// Neighbouring texts as one, and without waits, which depend on the time of day: what must be the same however
/// the frames came.
QList<RunEvent> comparable(const QList<RunEvent> &events);

void requireSame(const QList<RunEvent> &events, const QList<RunEvent> &others, const QString &promise);

} // namespace studio
