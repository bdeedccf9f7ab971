#include "media/PictureComparison.h"

#include "media/Similarity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace studio
{

namespace
{

/// Yellow, orange, red, violet: lightness falls steadily, so that they differ without colours too.
constexpr struct { double difference; int red, green, blue; } heat[] = {
    {0, 0xff, 0xdd, 0x33}, {5, 0xff, 0xa6, 0x00}, {15, 0xf0, 0x48, 0x30}, {30, 0xb8, 0x1c, 0x70}, {50, 0x56, 0x12, 0x8c}};

/// A pale grey that leaves the strong colours to the changes.
QRgb paled(QRgb colour)
{
    const int ground = 255 - qAlpha(colour);
    const int grey = (qRed(colour) * 77 + qGreen(colour) * 150 + qBlue(colour) * 29) / 256 + ground;
    const int pale = 150 + std::min(grey, 255) * 95 / 255;
    return qRgb(pale, pale, pale);
}

QImage heatMap(const QImage &first, const PictureComparison &comparison, quint16 least, const CancelFlag &cancel)
{
    std::vector<QRgb> colours(5001);
    for (size_t i = 0; i < colours.size(); ++i)
        colours[i] = heatColour(double(i) / 100);
    QImage image(first.size(), QImage::Format_RGB32);
    const QRect part = comparison.compared;
    for (int y = 0; y < image.height() && !cancel.isCancelled(); ++y) {
        const auto *source = reinterpret_cast<const QRgb *>(first.constScanLine(y));
        auto *target = reinterpret_cast<QRgb *>(image.scanLine(y));
        std::transform(source, source + image.width(), target, paled);
        if (y < part.top() || y > part.bottom())
            continue;
        const quint16 *value = comparison.map.hundredths.constData() + qsizetype(y - part.top()) * part.width();
        for (int x = part.left(); x <= part.right(); ++x, ++value) {
            if (*value >= least)
                target[x] = colours[std::min<size_t>(*value, colours.size() - 1)];
        }
    }
    return image;
}

} // namespace

QRect placeInFrame(QSize picture, QSize frame, Filling filling)
{
    const QSize size = picture.scaled(frame, filling == Filling::Fit ? Qt::KeepAspectRatio : Qt::KeepAspectRatioByExpanding)
                           .expandedTo({1, 1});
    return {QPoint((frame.width() - size.width()) / 2, (frame.height() - size.height()) / 2), size};
}

QRgb heatColour(double difference)
{
    for (size_t i = 1; i < std::size(heat); ++i) {
        if (difference > heat[i].difference && i + 1 < std::size(heat))
            continue;
        const auto &from = heat[i - 1];
        const auto &to = heat[i];
        const double part = std::clamp((difference - from.difference) / (to.difference - from.difference), 0.0, 1.0);
        const auto between = [part](int one, int other) { return int(std::lround(one + (other - one) * part)); };
        return qRgb(between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue));
    }
    return {};
}

Result<PictureComparison> comparePictures(const QImage &first, const QImage &second, Filling filling, const CancelFlag &cancel)
{
    const QRect place = placeInFrame(second.size(), first.size(), filling);
    PictureComparison comparison;
    comparison.compared = place & QRect({}, first.size());
    QImage other = second;
    if (place.size() != second.size())
        other = second.scaled(place.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(second.format());
    const QImage one = first.size() == comparison.compared.size() ? first : first.copy(comparison.compared);
    if (other.size() != comparison.compared.size())
        other = other.copy(comparison.compared.translated(-place.topLeft()));
    std::optional<DifferenceMap> map = differenceMap(one, other, cancel);
    const std::optional<double> similarity = map ? structuralSimilarity(one, other, cancel) : std::nullopt;
    if (!map || !similarity)
        return Error{ErrorKind::Cancelled};
    comparison.map = std::move(*map);
    comparison.similarity = *similarity;
    return comparison;
}

Result<PictureChanges> changesOf(const QImage &first, const PictureComparison &comparison, double threshold, const CancelFlag &cancel)
{
    PictureChanges changes{.threshold = threshold};
    const qsizetype all = comparison.map.hundredths.size();
    changes.share = all ? double(changedPixels(comparison.map, threshold)) / double(all) : 0;
    changes.regions = changedRegions(comparison.map, threshold);
    changes.further = int(std::max<qsizetype>(0, changes.regions.size() - mostRegions));
    changes.regions.resize(std::min<qsizetype>(changes.regions.size(), mostRegions));
    for (ChangedRegion &region : changes.regions)
        region.rect.translate(comparison.compared.topLeft());
    const auto least = quint16(std::clamp(std::lround(threshold * 100), 1L, 65'535L));
    const QImage heated = heatMap(first, comparison, least, cancel);
    if (cancel.isCancelled())
        return Error{ErrorKind::Cancelled};
    changes.heat = withLevels({{}, heated, true});
    return changes;
}

} // namespace studio
