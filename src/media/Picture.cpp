#include "media/Picture.h"

#include <QThread>
#include <QtConcurrent>

#include <algorithm>
#include <numeric>

namespace studio
{

namespace
{

constexpr int leastSide = 128;
constexpr int leastBand = 64; // rows of a copy that are worth a thread of their own

/// Two channels at a time: the sums of four bytes fit into the 16 bits that each has.
inline QRgb meanOf(QRgb a, QRgb b, QRgb c, QRgb d)
{
    constexpr quint32 mask = 0x00ff00ff;
    constexpr quint32 half = 0x00020002;
    const quint32 low = (a & mask) + (b & mask) + (c & mask) + (d & mask) + half;
    const quint32 high = (a >> 8 & mask) + (b >> 8 & mask) + (c >> 8 & mask) + (d >> 8 & mask) + half;
    return (low >> 2 & mask) | (high >> 2 & mask) << 8;
}

void halveRows(const QImage &image, uchar *pixels, qsizetype stride, int begin, int end)
{
    const int pairs = image.width() / 2;
    for (int y = begin; y < end; ++y) {
        const auto *upper = reinterpret_cast<const QRgb *>(image.constScanLine(2 * y));
        const auto *lower = reinterpret_cast<const QRgb *>(image.constScanLine(std::min(2 * y + 1, image.height() - 1)));
        auto *line = reinterpret_cast<QRgb *>(pixels + y * stride);
        for (int x = 0; x < pairs; ++x)
            line[x] = meanOf(upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]);
        if (image.width() % 2 == 1)
            line[pairs] = meanOf(upper[2 * pairs], upper[2 * pairs], lower[2 * pairs], lower[2 * pairs]);
    }
}

} // namespace

QImage halved(const QImage &image)
{
    QImage half((image.width() + 1) / 2, (image.height() + 1) / 2, image.format());
    if (half.isNull())
        return half;
    uchar *const pixels = half.bits(); // once: each call may make a copy
    const int bands = std::clamp(half.height() / leastBand, 1, QThread::idealThreadCount());
    const auto rowOf = [&](int band) { return int(qint64(half.height()) * band / bands); };
    QList<int> places(bands);
    std::iota(places.begin(), places.end(), 0);
    QtConcurrent::blockingMap(places, [&](int band) {
        halveRows(image, pixels, half.bytesPerLine(), rowOf(band), rowOf(band + 1));
    });
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
