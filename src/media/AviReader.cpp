#include "core/Limits.h"
#include "media/ClipHeaders.h"

#include <QIODevice>
#include <QtEndian>

namespace studio
{

namespace
{

constexpr qint64 mostHeader = 64 * 1024;

quint32 number(const QByteArray &bytes, qsizetype at)
{
    return at + 4 <= bytes.size() ? qFromLittleEndian<quint32>(bytes.constData() + at) : 0;
}

} // namespace

ClipReading readAvi(QIODevice &device)
{
    const QByteArray head = bytesAt(device, 0, mostHeader);
    ClipReading reading;
    if (qint64(number(head, 4)) + 8 > device.size()) {
        reading.trouble = ClipTrouble::Damaged;
        return reading;
    }
    int tracks = 0;
    bool hasPicture = false;
    for (qsizetype at = head.indexOf("strh"); at >= 0; at = head.indexOf("strh", at + 8)) {
        if (++tracks > mostClipTracks) {
            reading.trouble = ClipTrouble::TooManyParts;
            return reading;
        }
        const QByteArray type = head.mid(at + 8, 4);
        reading.facts.hasSound |= type == "auds";
        if (type != "vids" || hasPicture)
            continue;
        hasPicture = true;
        const quint32 scale = number(head, at + 28);
        const quint32 rate = number(head, at + 32);
        const quint32 frames = number(head, at + 40);
        const qsizetype format = head.indexOf("strf", at);
        reading.facts.codec = codecName(head.mid(format + 24, 4));
        reading.facts.size = QSize(int(number(head, format + 12) & 0xFFFFF), std::abs(qint32(number(head, format + 16)) % 1'000'000));
        if (scale == 0 || rate == 0)
            reading.trouble = ClipTrouble::NoFrameRate;
        else if (frames > mostClipFrames)
            reading.trouble = ClipTrouble::TooManyParts;
        else if (qint64(frames) * 8 > device.size()) // each has a header of that size
            reading.trouble = ClipTrouble::Damaged;
        if (reading.trouble)
            return reading;
        reading.facts.framesPerSecond = double(rate) / scale;
        constexpr double slowest = 0.001; // such a clip is refused anyway, and its times would not fit into a number
        if (reading.facts.framesPerSecond < slowest)
            return reading;
        for (quint32 i = 0; i < frames; ++i)
            reading.facts.frameTimes << qint64(double(i) * 1e6 * scale / rate);
    }
    if (!hasPicture)
        reading.trouble = ClipTrouble::NoPicture;
    return reading;
}

} // namespace studio
