#pragma once

#include "gateway/PictureOrder.h"
#include "gateway/WordsPlace.h"

class QPainter;

namespace studio
{

/// Writes the words of the prompt and the practice line. Where the program has no fonts (no QGuiApplication) it leaves
/// the place empty: the file itself still says what it is.
void drawWords(QPainter &painter, const PictureOrder &order, const WordsPlace &place);

} // namespace studio
