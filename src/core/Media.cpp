#include "core/Media.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

QLatin1StringView nameOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Picture:
        return "image"_L1;
    case MediaKind::Video:
        return "video"_L1;
    case MediaKind::Sound:
        return "audio"_L1;
    case MediaKind::Document:
        return "file"_L1;
    }
    Q_UNREACHABLE();
}

MediaKind mediaKindOf(QByteArrayView mime)
{
    for (const MediaKind kind : {MediaKind::Picture, MediaKind::Video, MediaKind::Sound}) {
        const QLatin1StringView name = nameOf(kind);
        if (mime.startsWith(QByteArrayView(name.data(), name.size())) && mime.sliced(name.size()).startsWith('/'))
            return kind;
    }
    return MediaKind::Document;
}

QByteArray contentName(const QString &said)
{
    const auto isHarmless = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z'); };
    return std::all_of(said.begin(), said.end(), isHarmless) ? said.toLatin1() : QByteArray();
}

} // namespace studio
