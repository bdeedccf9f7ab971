#pragma once

#include <QColor>
#include <QRectF>

namespace studio
{

/// Where a practice picture has room for words, and how they look there.
struct WordsPlace
{
    QRectF rect;
    QColor ink;
    bool isSerif = false;
    bool isAtBottom = false; ///< The words stand on the lower edge; else they hang from the upper one.
};

} // namespace studio
