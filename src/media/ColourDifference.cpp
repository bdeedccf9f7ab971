#include "media/ColourDifference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace studio
{

namespace
{

constexpr double degree = std::numbers::pi / 180;

/// sRGB to L*a*b* without a power for every pixel.
class LabTables
{
public:
    LabTables()
    {
        for (int value = 0; value < 256; ++value) {
            const double part = value / 255.0;
            m_linear[size_t(value)] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        }
        for (int step = 0; step <= steps + 1; ++step) {
            const double part = double(step) / steps;
            m_roots[size_t(step)] = part > 216.0 / 24389 ? std::cbrt(part) : (part * 24389 / 27 + 16) / 116;
        }
    }

    Lab of(QRgb colour) const
    {
        const double r = m_linear[size_t(qRed(colour))];
        const double g = m_linear[size_t(qGreen(colour))];
        const double b = m_linear[size_t(qBlue(colour))];
        // The matrix of IEC 61966-2-1, each row divided by its sum: white is 1, 1, 1.
        const double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        const double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        const double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
        return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

private:
    double root(double part) const
    {
        const double place = part * steps;
        const auto step = size_t(std::min(place, double(steps)));
        return m_roots[step] + (m_roots[step + 1] - m_roots[step]) * (place - double(step));
    }

    static constexpr int steps = 16'384;
    std::array<double, 256> m_linear;
    std::array<double, steps + 2> m_roots;
};

const LabTables &labTables()
{
    static const LabTables tables;
    return tables;
}

double toTheSeventh(double value)
{
    const double square = value * value;
    return square * square * square * value;
}

/// The mean of two hues as a direction, and how far apart they are: 2 sin of half their angle, signed, times the root of
/// the product of their chromas.
struct Hues
{
    double cosine = 1;
    double sine = 0;
    double apart = 0;
};

/// As the paper has it, by angles.
Hues huesByAngles(double a1, double b1, double a2, double b2, double product)
{
    const auto angle = [](double a, double b) {
        const double degrees = std::atan2(b, a) / degree;
        return degrees < 0 ? degrees + 360 : degrees;
    };
    const double one = angle(a1, b1);
    const double other = angle(a2, b2);
    double turn = other - one;
    double mean = (one + other) / 2;
    if (std::abs(turn) > 180) {
        turn += turn > 0 ? -360 : 360;
        mean += one + other < 360 ? 180 : -180;
    }
    return {std::cos(mean * degree), std::sin(mean * degree), 2 * std::sqrt(product) * std::sin(turn * degree / 2)};
}

/// The same without angles, which take most of the time.
Hues huesOf(double a1, double b1, double c1, double a2, double b2, double c2)
{
    const double product = c1 * c2;
    if (product == 0) { // a grey has no hue, and the other's is the mean
        const double length = c1 + c2;
        return length > 0 ? Hues{(a1 + a2) / length, (b1 + b2) / length, 0} : Hues{};
    }
    const double a = a1 * c2 + a2 * c1;
    const double b = b1 * c2 + b2 * c1;
    const double square = a * a + b * b;
    if (square < 1e-10 * product * product) // opposite hues have two means, and the paper says which
        return huesByAngles(a1, b1, a2, b2, product);
    const double length = std::sqrt(square);
    const double apart = std::sqrt(std::max(0.0, 2 * (product - a1 * a2 - b1 * b2)));
    return {a / length, b / length, a1 * b2 < a2 * b1 ? -apart : apart};
}

/// How much blue hues and chromas hang together.
double rotation(const Hues &hues, double chroma)
{
    const double seventh = toTheSeventh(chroma);
    const double weight = 2 * std::sqrt(seventh / (seventh + 6103515625.0));
    static const double cosine = std::cos(275 * degree);
    static const double sine = std::sin(275 * degree);
    const double near = hues.cosine * cosine + hues.sine * sine;
    const bool isBeyondTheCircle = hues.sine >= 0 && hues.cosine > 0; // 0 to 90 degrees are far from 275 as the paper counts
    if (near < -0.2 || isBeyondTheCircle) // more than 101 degrees away: nothing that counts
        return 0;
    const double away = std::acos(std::min(near, 1.0)) / degree / 25;
    return -weight * std::sin(60 * degree * std::exp(-away * away));
}

double hueWeight(const Hues &hues)
{
    const double c = hues.cosine;
    const double s = hues.sine;
    const double c2 = 2 * c * c - 1;
    const double s2 = 2 * s * c;
    const double c3 = c * c2 - s * s2;
    const double s3 = s * c2 + c * s2;
    const double c4 = 2 * c2 * c2 - 1;
    const double s4 = 2 * s2 * c2;
    static const std::array<double, 6> k{std::cos(30 * degree), std::sin(30 * degree), std::cos(6 * degree),
                                         std::sin(6 * degree),  std::cos(63 * degree), std::sin(63 * degree)};
    return 1 - 0.17 * (c * k[0] + s * k[1]) + 0.24 * c2 + 0.32 * (c3 * k[2] - s3 * k[3]) - 0.20 * (c4 * k[4] + s4 * k[5]);
}

/// Over an opaque ground; the colours are premultiplied.
QRgb over(QRgb colour, int ground)
{
    const int rest = (255 - qAlpha(colour)) * ground / 255;
    return qRgb(qRed(colour) + rest, qGreen(colour) + rest, qBlue(colour) + rest);
}

double pixelDifference(QRgb one, QRgb other, bool isClear)
{
    const LabTables &tables = labTables();
    if (!isClear || (qAlpha(one) == 255 && qAlpha(other) == 255))
        return colourDifference(tables.of(one), tables.of(other));
    return std::max(colourDifference(tables.of(over(one, 255)), tables.of(over(other, 255))),
                    colourDifference(tables.of(over(one, 0)), tables.of(over(other, 0))));
}

} // namespace

Lab labOf(QRgb colour)
{
    return labTables().of(colour);
}

double colourDifference(const Lab &one, const Lab &other)
{
    const double chroma1 = std::sqrt(one.a * one.a + one.b * one.b);
    const double chroma2 = std::sqrt(other.a * other.a + other.b * other.b);
    const double seventh = toTheSeventh((chroma1 + chroma2) / 2);
    const double stretch = 1.5 - 0.5 * std::sqrt(seventh / (seventh + 6103515625.0)); // 25 to the seventh
    const double a1 = one.a * stretch;
    const double a2 = other.a * stretch;
    const double c1 = std::sqrt(a1 * a1 + one.b * one.b);
    const double c2 = std::sqrt(a2 * a2 + other.b * other.b);
    const Hues hues = huesOf(a1, one.b, c1, a2, other.b, c2);

    const double meanC = (c1 + c2) / 2;
    const double fromMiddle = (one.l + other.l) / 2 - 50;
    const double square = fromMiddle * fromMiddle;
    const double l = (other.l - one.l) / (1 + 0.015 * square / std::sqrt(20 + square));
    const double c = (c2 - c1) / (1 + 0.045 * meanC);
    const double h = hues.apart / (1 + 0.015 * meanC * hueWeight(hues));
    return std::sqrt(std::max(0.0, l * l + c * c + h * h + rotation(hues, meanC) * c * h));
}

std::optional<DifferenceMap> differenceMap(const QImage &one, const QImage &other, const CancelFlag &cancel)
{
    Q_ASSERT(one.size() == other.size());
    DifferenceMap map{one.size(), {}, 0, 0};
    map.hundredths.resize(qsizetype(one.width()) * one.height());
    const bool isClear = one.hasAlphaChannel() || other.hasAlphaChannel();
    double sum = 0;
    QRgb last1 = 0;
    QRgb last2 = 0;
    double last = 0;
    quint16 *target = map.hundredths.data();
    for (int y = 0; y < one.height(); ++y) {
        if (cancel.isCancelled())
            return {};
        const auto *line1 = reinterpret_cast<const QRgb *>(one.constScanLine(y));
        const auto *line2 = reinterpret_cast<const QRgb *>(other.constScanLine(y));
        for (int x = 0; x < one.width(); ++x) {
            if (line1[x] != last1 || line2[x] != last2) { // even surfaces are common
                last1 = line1[x];
                last2 = line2[x];
                last = last1 == last2 ? 0 : pixelDifference(last1, last2, isClear);
            }
            sum += last;
            map.largest = std::max(map.largest, last);
            *target++ = quint16(std::min(std::lround(last * 100), 65'535L));
        }
    }
    map.mean = map.hundredths.isEmpty() ? 0 : sum / double(map.hundredths.size());
    return map;
}

} // namespace studio
