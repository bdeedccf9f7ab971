#pragma once

#include "gui/TextStretch.h"

#include <QString>

namespace studio
{

struct AnswerPart;
struct AnswerStyle;

/// A stretch of a block that looks the same, and how it looks in the words of IAccessible2: "font-weight:bold;".
struct TextRun
{
    TextStretch stretch = {};
    QString attributes = {};
};

TextRun textRunAt(const QList<AnswerPart> &parts, int position, const AnswerStyle &style);

} // namespace studio
