#pragma once

#include "media/ChangedRegions.h"
#include "media/Picture.h"

#include <QRectF>

namespace studio
{

/// How a picture of another shape is put into the frame of the first: never stretched.
enum class Filling
{
    Fit, ///< All of it is seen, with room beside it.
    Fill ///< The frame is full, and the rest of it is cut away.
};

/// Where a picture comes to lie in a frame, on whole pixels.
QRect placeInFrame(QSize picture, QSize frame, Filling filling);

/// Two pictures, pixel by pixel, in the frame of the first.
struct PictureComparison
{
    QRect compared = {}; ///< Of the frame: where both have pixels.
    DifferenceMap map = {}; ///< Of that part.
    double similarity = 1;  ///< SSIM.
};

/// What is different by at least a threshold.
struct PictureChanges
{
    double threshold = 0;
    double share = 0;                   ///< Of the compared pixels, 0 to 1.
    Picture heat = {};                  ///< The first picture, pale and grey, with the changes on it in colours.
    QList<ChangedRegion> regions = {};  ///< The largest, in pixels of the frame.
    int further = 0;                    ///< How many smaller regions there are besides.
};

/// The colour that stands for a difference in the heat map: yellow for little, by orange and red to violet for 50 and
/// more.
QRgb heatColour(double difference);

constexpr int mostRegions = 100;

/// Slow and pure: belong off the window's thread. ErrorKind::Cancelled.
Result<PictureComparison> comparePictures(const QImage &first, const QImage &second, Filling filling, const CancelFlag &cancel);
Result<PictureChanges> changesOf(const QImage &first, const PictureComparison &comparison, double threshold, const CancelFlag &cancel);

} // namespace studio
