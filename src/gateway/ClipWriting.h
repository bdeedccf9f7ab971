#pragma once

#include "gateway/ClipOrder.h"

class QPainter;

namespace studio
{

/// What is burnt into every frame: its number, from 1 on, large; a bar that grows, with a mark for each
/// second; that this is practice; and the title. Small frames leave out what nobody could read.
void paintClipWriting(QPainter &painter, const ClipOrder &order, int frame);

} // namespace studio
