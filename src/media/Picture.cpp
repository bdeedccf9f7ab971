#include "media/Picture.h"

#include <algorithm>

namespace studio
{

namespace
{

constexpr int leastSide = 128;

/// Two channels at a time: the sums of four bytes fit into the 16 bits that each has.
QRgb meanOf(QRgb a, QRgb b, QRgb c, QRgb d)
{
    constexpr quint32 mask = 0x00ff00ff;
    constexpr quint32 half = 0x00020002;
    const quint32 low = (a & mask) + (b & mask) + (c & mask) + (d & mask) + half;
    const quint32 high = (a >> 8 & mask) + (b >> 8 & mask) + (c >> 8 & mask) + (d >> 8 & mask) + half;
    return (low >> 2 & mask) | (high >> 2 & mask) << 8;
}

} // namespace

QImage halved(const QImage &image)
{
    const int width = (image.width() + 1) / 2;
    const int height = (image.height() + 1) / 2;
    QImage half(width, height, image.format());
    const int pairs = image.width() / 2;
    for (int y = 0; y < height; ++y) {
        const auto *upper = reinterpret_cast<const QRgb *>(image.constScanLine(2 * y));
        const auto *lower = reinterpret_cast<const QRgb *>(image.constScanLine(std::min(2 * y + 1, image.height() - 1)));
        auto *line = reinterpret_cast<QRgb *>(half.scanLine(y));
        for (int x = 0; x < pairs; ++x)
            line[x] = meanOf(upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]);
        if (pairs < width)
            line[pairs] = meanOf(upper[2 * pairs], upper[2 * pairs], lower[2 * pairs], lower[2 * pairs]);
    }
    return half;
}

Picture withLevels(const ReadPicture &picture)
{
    Picture whole{picture.facts, {picture.image}, picture.isWhole};
    while (std::max(whole.levels.last().width(), whole.levels.last().height()) > leastSide)
        whole.levels << halved(whole.levels.last());
    return whole;
}

} // namespace studio
