#include "gateway/PictureOrder.h"

using namespace Qt::StringLiterals;

namespace studio
{

QString nameOf(DrawnFormat format)
{
    switch (format) {
    case DrawnFormat::Png:
        return u"png"_s;
    case DrawnFormat::Jpeg:
        return u"jpeg"_s;
    case DrawnFormat::Webp:
        return u"webp"_s;
    }
    return {};
}

QByteArray mimeOf(DrawnFormat format)
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
