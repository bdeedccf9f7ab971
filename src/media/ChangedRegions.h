#pragma once

#include "media/ColourDifference.h"

#include <QList>
#include <QRect>

namespace studio
{

/// A part of a picture in which pixels differ and lie close together.
struct ChangedRegion
{
    QRect rect = {};
    qint64 pixels = 0;  ///< That differ, at least by the threshold.
    double largest = 0; ///< Difference among them.

    bool operator==(const ChangedRegion &) const = default;
};

/// The parts that differ by at least the threshold, most changed pixels first. What is less than a few pixels apart is one
/// part. Pure.
QList<ChangedRegion> changedRegions(const DifferenceMap &map, double threshold);

/// How many pixels differ by at least the threshold. Pure.
qint64 changedPixels(const DifferenceMap &map, double threshold);

} // namespace studio
