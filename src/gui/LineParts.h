#pragma once

#include "gui/AnswerPart.h"

namespace studio
{

/// Text whose line ends matter, as parts of some lines each: each is laid out for itself, so text that grows
/// at its end leaves those before it alone.
QList<AnswerPart> codeParts(QStringView code, const QString &language, const QList<InkSpan> &inks);

/// Text as it came.
QList<AnswerPart> rawParts(QStringView text);

} // namespace studio
