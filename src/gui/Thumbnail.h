#pragma once

#include "core/Media.h"

#include <QImage>

namespace studio
{

/// A small picture of a picture, decoded no larger than it is needed where its format allows that. Null for
/// everything else: for what is damaged or too large to decode, and for drawings, which are programs of a kind.
QImage thumbnailOf(const Media &media, int side);

} // namespace studio
