#include "media/Similarity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace studio
{

namespace
{

constexpr int radius = 5;
constexpr int taps = 2 * radius + 1;
constexpr size_t sums = 5; ///< Of x, y, xx, yy and xy.

std::array<float, taps> gaussian()
{
    std::array<float, taps> weights{};
    float total = 0;
    for (int i = 0; i < taps; ++i)
        total += weights[size_t(i)] = float(std::exp(-(i - radius) * (i - radius) / (2 * 1.5 * 1.5)));
    for (float &weight : weights)
        weight /= total;
    return weights;
}

/// The lightness of a row, with the outermost pixels repeated on either side.
void readRow(const QImage &image, int y, std::vector<float> &row)
{
    const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
    const int width = image.width();
    for (int x = 0; x < width; ++x) {
        const QRgb colour = line[x];
        const float rest = image.hasAlphaChannel() ? float(255 - qAlpha(colour)) : 0;
        row[size_t(x + radius)] = 0.299F * float(qRed(colour)) + 0.587F * float(qGreen(colour)) + 0.114F * float(qBlue(colour)) + rest;
    }
    std::fill_n(row.begin(), radius, row[radius]);
    std::fill_n(row.begin() + width + radius, radius, row[size_t(width + radius - 1)]);
}

/// Rows that are already smoothed from side to side; the last 11 of them are enough.
class SmoothedRows
{
public:
    SmoothedRows(const QImage &one, const QImage &other)
        : m_one(one)
        , m_other(other)
        , m_width(size_t(one.width()))
        , m_row1(m_width + 2 * radius)
        , m_row2(m_width + 2 * radius)
        , m_product(m_width + 2 * radius)
        , m_rows(taps * sums * m_width)
    {
    }

    void readUpTo(int y)
    {
        for (; m_next <= std::min(y, m_one.height() - 1); ++m_next) {
            readRow(m_one, m_next, m_row1);
            readRow(m_other, m_next, m_row2);
            smooth(m_row1, row(m_next, 0));
            smooth(m_row2, row(m_next, 1));
            smoothProduct(m_row1, m_row1, row(m_next, 2));
            smoothProduct(m_row2, m_row2, row(m_next, 3));
            smoothProduct(m_row1, m_row2, row(m_next, 4));
        }
    }

    /// The means around each pixel of a row.
    void mean(int y, std::array<std::vector<float>, sums> &means)
    {
        for (size_t sum = 0; sum < sums; ++sum) {
            float *target = means[sum].data();
            std::fill_n(target, m_width, 0.0F);
            for (int tap = -radius; tap <= radius; ++tap) {
                const float *source = row(std::clamp(y + tap, 0, m_one.height() - 1), sum);
                const float weight = m_weights[size_t(tap + radius)];
                for (size_t x = 0; x < m_width; ++x)
                    target[x] += source[x] * weight;
            }
        }
    }

private:
    float *row(int y, size_t sum) { return m_rows.data() + (size_t(y % taps) * sums + sum) * m_width; }

    void smooth(const std::vector<float> &source, float *target) const
    {
        std::fill_n(target, m_width, 0.0F);
        for (size_t tap = 0; tap < taps; ++tap) {
            const float *from = source.data() + tap;
            const float weight = m_weights[tap];
            for (size_t x = 0; x < m_width; ++x)
                target[x] += from[x] * weight;
        }
    }

    void smoothProduct(const std::vector<float> &one, const std::vector<float> &other, float *target)
    {
        for (size_t x = 0; x < m_product.size(); ++x)
            m_product[x] = one[x] * other[x];
        smooth(m_product, target);
    }

    const QImage &m_one;
    const QImage &m_other;
    size_t m_width;
    std::array<float, taps> m_weights = gaussian();
    std::vector<float> m_row1;
    std::vector<float> m_row2;
    std::vector<float> m_product;
    std::vector<float> m_rows;
    int m_next = 0;
};

} // namespace

std::optional<double> structuralSimilarity(const QImage &one, const QImage &other, const CancelFlag &cancel)
{
    Q_ASSERT(one.size() == other.size());
    if (one.isNull())
        return {};
    constexpr float c1 = 0.01F * 255 * 0.01F * 255;
    constexpr float c2 = 0.03F * 255 * 0.03F * 255;
    const auto width = size_t(one.width());
    SmoothedRows rows(one, other);
    std::array<std::vector<float>, sums> means;
    means.fill(std::vector<float>(width));
    double total = 0;
    for (int y = 0; y < one.height(); ++y) {
        if (cancel.isCancelled())
            return {};
        rows.readUpTo(y + radius);
        rows.mean(y, means);
        for (size_t x = 0; x < width; ++x) {
            const float m1 = means[0][x];
            const float m2 = means[1][x];
            const float squares = m1 * m1 + m2 * m2;
            const float variances = means[2][x] + means[3][x] - squares;
            const float covariance = means[4][x] - m1 * m2;
            total += double((2 * m1 * m2 + c1) * (2 * covariance + c2) / ((squares + c1) * (variances + c2)));
        }
    }
    return total / (double(width) * one.height());
}

} // namespace studio
