#pragma once

#include "media/CancelFlag.h"

#include <QImage>
#include <QList>

#include <optional>

namespace studio
{

/// A colour as an eye tells it from others: CIE L*a*b* under D65.
struct Lab
{
    double l = 0;
    double a = 0;
    double b = 0;
};

Lab labOf(QRgb colour); ///< Of an opaque sRGB colour, by tables; right to 0.001.

/// CIEDE2000, as Sharma, Wu and Dalal put it (2005), with all weights 1. About 1 is what one can just see.
double colourDifference(const Lab &one, const Lab &other);

/// How much each pixel of two pictures differs.
struct DifferenceMap
{
    QSize size = {};
    QList<quint16> hundredths = {}; ///< Of CIEDE2000, row by row.
    double mean = 0;
    double largest = 0;
};

/// Two pictures of one size, RGB32 or ARGB32_Premultiplied. What is transparent is looked at before white and before
/// black, and the greater difference counts. Slow and pure; nothing when it was cancelled.
std::optional<DifferenceMap> differenceMap(const QImage &one, const QImage &other, const CancelFlag &cancel = {});

} // namespace studio
