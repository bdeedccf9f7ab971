#include "core/Limits.h"
#include "media/ClipHeaders.h"

#include <QIODevice>

namespace studio
{

namespace
{

quint8 byteAt(QIODevice &device, qint64 at)
{
    const QByteArray one = bytesAt(device, at, 1);
    return one.isEmpty() ? 0 : quint8(one[0]);
}

/// Where a row of blocks, each with its length before it, ends; beyond the file when it does not.
qint64 skipBlocks(QIODevice &device, qint64 at, int &parts)
{
    while (at < device.size() && ++parts < mostClipParts) {
        const quint8 length = byteAt(device, at);
        at += length + 1;
        if (length == 0)
            return at;
    }
    return device.size() + 1;
}

qint64 tableBytes(quint8 flags)
{
    return flags & 0x80 ? 3 * (qint64(2) << (flags & 7)) : 0;
}

} // namespace

ClipReading readGif(QIODevice &device)
{
    const QByteArray head = bytesAt(device, 0, 13);
    ClipReading reading;
    if (head.size() < 13) {
        reading.trouble = ClipTrouble::Damaged;
        return reading;
    }
    const auto at16 = [](const QByteArray &bytes, qsizetype at) { return quint8(bytes[at]) | quint8(bytes[at + 1]) << 8; };
    reading.facts.codec = QStringLiteral("GIF");
    reading.facts.size = QSize(at16(head, 6), at16(head, 8));
    qint64 at = 13 + tableBytes(quint8(head[10]));
    qint64 time = 0;
    qint64 delay = 100'000;
    for (int parts = 0; at < device.size() && parts < mostClipParts; ++parts) {
        const quint8 kind = byteAt(device, at);
        if (kind == 0x3B)
            return reading;
        if (kind == 0x2C) {
            if (reading.facts.frameTimes.size() >= mostClipFrames) {
                reading.trouble = ClipTrouble::TooManyParts;
                return reading;
            }
            reading.facts.frameTimes << time;
            time += delay;
            at = skipBlocks(device, at + 11 + tableBytes(byteAt(device, at + 9)), parts);
        } else if (kind == 0x21) {
            const QByteArray extension = bytesAt(device, at, 8);
            if (extension.size() == 8 && quint8(extension[1]) == 0xF9)
                delay = at16(extension, 4) < 2 ? 100'000 : at16(extension, 4) * 10'000; // as browsers do
            at = skipBlocks(device, at + 2, parts);
        } else {
            break;
        }
    }
    reading.trouble = ClipTrouble::Damaged;
    return reading;
}

} // namespace studio
