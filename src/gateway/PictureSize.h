#pragma once

#include <QSize>
#include <QString>

#include <optional>

namespace studio
{

/// "1536x1024"; nothing for what is no size, or one that is not drawn: a side under 64 or over 8192 pixels, more than
/// 8192 x 4320 of them, or one side over eight times the other.
std::optional<QSize> pictureSizeFrom(QStringView text);

/// "16:9" at "1K": about as many pixels as a square of that side has, each side a multiple of 16. An empty text, and
/// "auto", stand for 1:1 and 1K. Tiers are "512", "0.5K", "1K", "2K" and "4K", in capitals.
std::optional<QSize> pictureSizeFrom(QStringView ratio, QStringView tier);

QString sizeText(const QSize &size); ///< "1536x1024"

} // namespace studio
