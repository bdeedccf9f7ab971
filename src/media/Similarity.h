#pragma once

#include "media/CancelFlag.h"

#include <QImage>

#include <optional>

namespace studio
{

/// The structural similarity (SSIM) of the lightness of two pictures of one size, as Wang, Bovik, Sheikh and Simoncelli
/// put it (2004): means over a Gaussian of 11 x 11 with sigma 1.5, K1 0.01, K2 0.03, averaged over all pixels; beyond
/// the edge the outermost pixels go on. 1 is the same picture. Transparent parts are looked at before white. RGB32 or
/// ARGB32_Premultiplied. Slow and pure; nothing when it was cancelled or the pictures are empty.
std::optional<double> structuralSimilarity(const QImage &one, const QImage &other, const CancelFlag &cancel = {});

} // namespace studio
