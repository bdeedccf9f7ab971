#include "gateway/PictureOrder.h"

using namespace Qt::StringLiterals;

namespace studio
{

QString nameOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return u"png"_s;
    case PictureFormat::Jpeg:
        return u"jpeg"_s;
    case PictureFormat::Webp:
        return u"webp"_s;
    }
    return {};
}

QByteArray mimeOf(PictureFormat format)
{
    return "image/" + nameOf(format).toLatin1();
}

QString nameOf(PictureDetail detail)
{
    switch (detail) {
    case PictureDetail::Low:
        return u"low"_s;
    case PictureDetail::Medium:
        return u"medium"_s;
    case PictureDetail::High:
        return u"high"_s;
    }
    return {};
}

} // namespace studio
