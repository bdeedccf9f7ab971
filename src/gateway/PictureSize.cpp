#include "gateway/PictureSize.h"

#include <QList>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int shortest = 64;
constexpr int longest = 8192;
constexpr int mostRatio = 8;
constexpr qint64 mostPixels = 8192LL * 4320;
constexpr double grid = 16;

bool isDrawn(const QSize &size)
{
    const int low = std::min(size.width(), size.height());
    const int high = std::max(size.width(), size.height());
    return low >= shortest && high <= longest && high <= mostRatio * low && qint64(low) * high <= mostPixels;
}

std::optional<double> sideOf(QStringView tier)
{
    struct Tier
    {
        QLatin1StringView name;
        double side;
    };
    static constexpr std::array<Tier, 7> tiers{{{""_L1, 1024}, {"auto"_L1, 1024}, {"512"_L1, 512}, {"0.5K"_L1, 512},
                                                {"1K"_L1, 1024}, {"2K"_L1, 2048}, {"4K"_L1, 4096}}};
    for (const Tier &each : tiers) {
        if (each.name == tier)
            return each.side;
    }
    return std::nullopt;
}

std::optional<double> ratioOf(QStringView text)
{
    if (text.isEmpty() || text == "auto"_L1)
        return 1.0;
    const auto parts = text.split(u':');
    if (parts.size() != 2)
        return std::nullopt;
    bool isWidth = false;
    bool isHeight = false;
    const double width = parts[0].toDouble(&isWidth);
    const double height = parts[1].toDouble(&isHeight);
    return isWidth && isHeight && width > 0 && height > 0 ? std::optional(width / height) : std::nullopt;
}

} // namespace

std::optional<QSize> pictureSizeFrom(QStringView text)
{
    const auto parts = text.split(u'x');
    if (parts.size() != 2)
        return std::nullopt;
    const QSize size(parts[0].toInt(), parts[1].toInt());
    return isDrawn(size) ? std::optional(size) : std::nullopt;
}

std::optional<QSize> pictureSizeFrom(QStringView ratio, QStringView tier)
{
    const auto shape = ratioOf(ratio);
    const auto side = sideOf(tier);
    if (!shape || !side || *shape > mostRatio || *shape < 1.0 / mostRatio)
        return std::nullopt;
    const auto rounded = [](double length) { return int(std::lround(length / grid) * grid); };
    const QSize size(rounded(*side * std::sqrt(*shape)), rounded(*side / std::sqrt(*shape)));
    const QSize drawn(std::min(size.width(), longest), std::min(size.height(), longest));
    return isDrawn(drawn) ? std::optional(drawn) : std::nullopt;
}

QString sizeText(const QSize &size)
{
    return u"%1x%2"_s.arg(size.width()).arg(size.height());
}

} // namespace studio
