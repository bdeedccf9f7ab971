#include "media/ClipHeaders.h"

#include <QIODevice>

using namespace Qt::StringLiterals;

namespace studio
{

QString codecName(const QByteArray &id)
{
    static const QList<std::pair<QByteArray, QString>> names{
        {"avc1", u"H.264"_s},       {"avc3", u"H.264"_s},       {"H264", u"H.264"_s},
        {"X264", u"H.264"_s},       {"V_MPEG4/ISO/AVC", u"H.264"_s},
        {"hvc1", u"H.265"_s},       {"hev1", u"H.265"_s},       {"V_MPEGH/ISO/HEVC", u"H.265"_s},
        {"av01", u"AV1"_s},         {"V_AV1", u"AV1"_s},        {"vp09", u"VP9"_s},
        {"V_VP9", u"VP9"_s},        {"vp08", u"VP8"_s},         {"V_VP8", u"VP8"_s},
        {"VP80", u"VP8"_s},         {"VP90", u"VP9"_s},         {"jpeg", u"Motion JPEG"_s},
        {"mjpa", u"Motion JPEG"_s}, {"mjpg", u"Motion JPEG"_s}, {"MJPG", u"Motion JPEG"_s},
        {"V_MJPEG", u"Motion JPEG"_s}, {"mp4v", u"MPEG-4"_s},   {"XVID", u"MPEG-4"_s},
        {"DIVX", u"MPEG-4"_s},      {"DX50", u"MPEG-4"_s},      {"FMP4", u"MPEG-4"_s},
        {"apch", u"ProRes"_s},      {"apcn", u"ProRes"_s},      {"apcs", u"ProRes"_s},
        {"apco", u"ProRes"_s},      {"ap4h", u"ProRes"_s}};
    for (const auto &[name, usual] : names) {
        if (name == id)
            return usual;
    }
    QString shown;
    for (const char letter : id.first(qMin<qsizetype>(id.size(), 24)))
        shown += letter > ' ' && letter < '\x7f' ? QLatin1Char(letter) : QLatin1Char('?');
    return shown;
}

QByteArray bytesAt(QIODevice &device, qint64 offset, qint64 count)
{
    if (offset < 0 || offset > device.size() || !device.seek(offset))
        return {};
    return device.read(count);
}

} // namespace studio
