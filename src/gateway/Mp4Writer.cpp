#include "gateway/Mp4Writer.h"

#include <QtEndian>

#include <numeric>

namespace studio
{

namespace
{

constexpr quint32 ticksPerFrame = 512;
constexpr quint32 one = 0x10000; // 1.0 in 16.16

template <typename Number>
QByteArray number(Number value)
{
    QByteArray bytes(sizeof value, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray u32(quint32 value)
{
    return number(value);
}
QByteArray u16(quint16 value)
{
    return number(value);
}
QByteArray u8(quint8 value)
{
    return number(value);
}

QByteArray box(const char *type, const QByteArray &content)
{
    return u32(static_cast<quint32>(content.size() + 8)) + QByteArray(type, 4) + content;
}

/// One with version and flags.
QByteArray fullBox(const char *type, quint32 flags, const QByteArray &content)
{
    return box(type, u32(flags) + content);
}

/// The picture stays as it is.
QByteArray unitMatrix()
{
    const QByteArray none = u32(0);
    return u32(one) + none + none + none + u32(one) + none + none + none + u32(0x40000000);
}

/// One of MPEG-4's descriptors.
QByteArray descriptor(quint8 tag, const QByteArray &content)
{
    return u8(tag) + u8(static_cast<quint8>(content.size())) + content;
}

/// What the frames of one file have in common.
struct Track
{
    quint32 count;
    quint32 rate;
    QSize size;
    quint32 largest;
    quint32 bitRate;

    quint32 scale() const { return rate * ticksPerFrame; }
    quint32 duration() const { return count * ticksPerFrame; }
    QByteArray width() const { return u16(static_cast<quint16>(size.width())); }
    QByteArray height() const { return u16(static_cast<quint16>(size.height())); }
};

QByteArray decoderBox(const Track &track)
{
    constexpr quint8 jpeg = 0x6C;
    constexpr quint8 visual = 4 << 2 | 1;
    const QByteArray config =
        u8(jpeg) + u8(visual) + u32(track.largest).last(3) + u32(track.bitRate) + u32(track.bitRate);
    return fullBox("esds", 0, descriptor(3, u16(1) + u8(0) + descriptor(4, config) + descriptor(6, u8(2))));
}

QByteArray sampleEntry(const Track &track)
{
    constexpr quint32 dotsPerInch = 72 * one;
    QByteArray entry = QByteArray(6, '\0') + u16(1);
    entry += QByteArray(16, '\0') + track.width() + track.height();
    entry += u32(dotsPerInch) + u32(dotsPerInch) + u32(0) + u16(1);
    entry += QByteArray(32, '\0') + u16(24) + u16(0xFFFF);
    return box("mp4v", entry + decoderBox(track));
}

/// All frames lie one after the other, as one chunk that begins there.
QByteArray sampleTable(const QList<QByteArray> &frames, const Track &track, quint32 offset)
{
    QByteArray sizes = u32(0) + u32(track.count);
    for (const QByteArray &frame : frames)
        sizes += u32(static_cast<quint32>(frame.size()));
    return box("stbl", fullBox("stsd", 0, u32(1) + sampleEntry(track)) +
                           fullBox("stts", 0, u32(1) + u32(track.count) + u32(ticksPerFrame)) +
                           fullBox("stsc", 0, u32(1) + u32(1) + u32(track.count) + u32(1)) +
                           fullBox("stsz", 0, sizes) + fullBox("stco", 0, u32(1) + u32(offset)));
}

QByteArray mediaBox(const QList<QByteArray> &frames, const Track &track, quint32 offset)
{
    constexpr quint16 undetermined = 0x55C4; // "und"
    const QByteArray head =
        u32(0) + u32(0) + u32(track.scale()) + u32(track.duration()) + u16(undetermined) + u16(0);
    const QByteArray handler = u32(0) + "vide" + QByteArray(12, '\0') + QByteArray("Practice\0", 9);
    const QByteArray place = fullBox("dref", 0, u32(1) + fullBox("url ", 1, {}));
    const QByteArray info =
        fullBox("vmhd", 1, QByteArray(8, '\0')) + box("dinf", place) + sampleTable(frames, track, offset);
    return box("mdia", fullBox("mdhd", 0, head) + fullBox("hdlr", 0, handler) + box("minf", info));
}

QByteArray trackBox(const QList<QByteArray> &frames, const Track &track, quint32 offset)
{
    constexpr quint32 enabledAndShown = 3;
    QByteArray head = u32(0) + u32(0) + u32(1) + u32(0) + u32(track.duration()) + QByteArray(8, '\0');
    head += u16(0) + u16(0) + u16(0) + u16(0) + unitMatrix();
    head += track.width() + u16(0) + track.height() + u16(0);
    return box("trak", fullBox("tkhd", enabledAndShown, head) + mediaBox(frames, track, offset));
}

QByteArray textItem(const char *type, const QString &text)
{
    constexpr quint32 utf8 = 1;
    return box(type, box("data", u32(utf8) + u32(0) + text.toUtf8()));
}

QByteArray metadataBox(const QString &comment)
{
    const QByteArray handler = u32(0) + "mdirappl" + QByteArray(9, '\0');
    const QByteArray list = textItem("\xA9"
                                     "cmt",
                                     comment) +
                            textItem("\xA9"
                                     "too",
                                     QStringLiteral("Signalbox practice gateway"));
    return box("udta", fullBox("meta", 0, fullBox("hdlr", 0, handler) + box("ilst", list)));
}

QByteArray headOf(const QList<QByteArray> &frames, const Track &track, quint32 offset, const QString &comment)
{
    QByteArray movie = u32(0) + u32(0) + u32(track.scale()) + u32(track.duration()) + u32(one) + u16(0x100);
    movie += QByteArray(10, '\0') + unitMatrix() + QByteArray(24, '\0') + u32(2);
    return box("moov", fullBox("mvhd", 0, movie) + trackBox(frames, track, offset) + metadataBox(comment));
}

} // namespace

QByteArray motionJpegMp4(const QList<QByteArray> &frames, const QSize &size, int frameRate,
                         const QString &comment)
{
    Track track{static_cast<quint32>(frames.size()), static_cast<quint32>(frameRate), size, 0, 0};
    qint64 bytes = 0;
    for (const QByteArray &frame : frames) {
        track.largest = std::max(track.largest, static_cast<quint32>(frame.size()));
        bytes += frame.size();
    }
    track.bitRate = static_cast<quint32>(bytes * 8 * frameRate / std::max<qint64>(1, frames.size()));
    const QByteArray type = box("ftyp", "isom" + u32(0x200) + "isomiso2mp41");
    // The place of the frames does not change the length of the head.
    const qsizetype headBytes = headOf(frames, track, 0, comment).size();
    const auto offset = static_cast<quint32>(type.size() + headBytes + 8);
    QByteArray file = type + headOf(frames, track, offset, comment);
    file.reserve(file.size() + 8 + bytes);
    file += u32(static_cast<quint32>(bytes + 8)) + "mdat";
    for (const QByteArray &frame : frames)
        file += frame;
    return file;
}

} // namespace studio
