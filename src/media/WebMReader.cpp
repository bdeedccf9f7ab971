#include "core/Limits.h"
#include "media/ClipHeaders.h"

#include <QIODevice>

#include <algorithm>
#include <bit>
#include <cmath>

namespace studio
{

namespace
{

// Names of EBML elements.
constexpr quint32 ebml = 0x1A45DFA3;
constexpr quint32 segment = 0x18538067;
constexpr quint32 info = 0x1549A966;
constexpr quint32 timestampScale = 0x2AD7B1;
constexpr quint32 tracksElement = 0x1654AE6B;
constexpr quint32 trackEntry = 0xAE;
constexpr quint32 trackNumber = 0xD7;
constexpr quint32 trackType = 0x83;
constexpr quint32 codecId = 0x86;
constexpr quint32 defaultDuration = 0x23E383;
constexpr quint32 video = 0xE0;
constexpr quint32 pixelWidth = 0xB0;
constexpr quint32 pixelHeight = 0xBA;
constexpr quint32 cluster = 0x1F43B675;
constexpr quint32 clusterTime = 0xE7;
constexpr quint32 blockGroup = 0xA0;
constexpr quint32 block = 0xA1;
constexpr quint32 simpleBlock = 0xA3;

struct Element
{
    quint32 id = 0;
    qint64 begin = 0;
    qint64 end = 0; ///< Of the content.
};

/// A number of one to eight bytes whose first says how many they are; its mark is left in or taken out.
struct VarInt
{
    quint64 value = 0;
    int bytes = 0; ///< 0: there is none.
    bool isUnknown = false;
};

VarInt varInt(QByteArrayView data, bool keepsMark)
{
    if (data.isEmpty() || quint8(data[0]) == 0)
        return {};
    const int bytes = std::countl_zero(quint8(data[0])) + 1;
    if (bytes > data.size())
        return {};
    const quint64 mark = quint64(1) << (7 * bytes);
    quint64 value = 0;
    for (int i = 0; i < bytes; ++i)
        value = value << 8 | quint8(data[i]);
    const bool isUnknown = (value & (mark - 1)) == mark - 1;
    return {keepsMark ? value : value & (mark - 1), bytes, isUnknown};
}

/// One pass over a file: enters what holds something that we want, skips everything else.
class WebMReader
{
public:
    explicit WebMReader(QIODevice &device) : m_device(device) {}

    ClipReading read();

private:
    struct Track
    {
        quint64 number = 0;
        quint64 type = 0;
        QByteArray codec = {};
        quint64 frameNanoseconds = 0;
        QSize size = {};
    };

    bool next(qint64 at, qint64 end, Element &element) const;
    void take(const Element &element);
    void takeBlock(const Element &element);
    quint64 number(const Element &element) const;
    const Track *picture() const;

    QIODevice &m_device;
    quint64 m_scale = 1'000'000; ///< Nanoseconds of a tick.
    qint64 m_clusterTime = 0;
    QList<Track> m_tracks;
    QList<qint64> m_times;
    std::optional<ClipTrouble> m_trouble;
};

bool WebMReader::next(qint64 at, qint64 end, Element &element) const
{
    const QByteArray head = bytesAt(m_device, at, 12);
    const VarInt id = varInt(head, true);
    if (id.bytes == 0 || id.bytes > 4)
        return false;
    const VarInt size = varInt(QByteArrayView(head).sliced(id.bytes), false);
    if (size.bytes == 0)
        return false;
    element.id = quint32(id.value);
    element.begin = at + id.bytes + size.bytes;
    if (!size.isUnknown && size.value > quint64(end - element.begin))
        return false;
    // Live recordings leave the size of segment and clusters open: they go on until the end.
    element.end = size.isUnknown ? end : element.begin + qint64(size.value);
    return element.begin <= end && (!size.isUnknown || element.id == segment || element.id == cluster);
}

quint64 WebMReader::number(const Element &element) const
{
    quint64 value = 0;
    for (const char byte : bytesAt(m_device, element.begin, qMin<qint64>(8, element.end - element.begin)))
        value = value << 8 | quint8(byte);
    return value;
}

const WebMReader::Track *WebMReader::picture() const
{
    const auto found = std::find_if(m_tracks.begin(), m_tracks.end(), [](const Track &track) { return track.type == 1; });
    return found == m_tracks.end() ? nullptr : &*found;
}

void WebMReader::takeBlock(const Element &element)
{
    const QByteArray head = bytesAt(m_device, element.begin, qMin<qint64>(12, element.end - element.begin));
    const VarInt track = varInt(head, false);
    if (track.bytes == 0 || head.size() < track.bytes + 2 || picture() == nullptr || track.value != picture()->number)
        return;
    const auto ticks = qint16(quint8(head[track.bytes]) << 8 | quint8(head[track.bytes + 1]));
    const double time = double(m_clusterTime + ticks) * double(m_scale) / 1000;
    if (time >= 0 && time < 1e12)
        m_times << std::llround(time);
    if (m_times.size() > mostClipFrames)
        m_trouble = ClipTrouble::TooManyParts;
}

void WebMReader::take(const Element &element)
{
    switch (element.id) {
    case timestampScale:
        m_scale = number(element);
        return;
    case clusterTime:
        m_clusterTime = qint64(number(element) & 0xFFFFFFFFFFFF);
        return;
    case simpleBlock:
    case block:
        takeBlock(element);
        return;
    case trackEntry:
        m_tracks.emplaceBack();
        if (m_tracks.size() > mostClipTracks)
            m_trouble = ClipTrouble::TooManyParts;
        return;
    default: // numbers of a file, not an enum: there are hundreds
        break;
    }
    if (m_tracks.isEmpty())
        return;
    Track &track = m_tracks.last();
    if (element.id == trackNumber)
        track.number = number(element);
    else if (element.id == trackType)
        track.type = number(element);
    else if (element.id == codecId)
        track.codec = bytesAt(m_device, element.begin, qMin<qint64>(32, element.end - element.begin));
    else if (element.id == defaultDuration)
        track.frameNanoseconds = number(element);
    else if (element.id == pixelWidth)
        track.size.setWidth(int(qMin<quint64>(number(element), 1'000'000)));
    else if (element.id == pixelHeight)
        track.size.setHeight(int(qMin<quint64>(number(element), 1'000'000)));
}

ClipReading WebMReader::read()
{
    const qint64 end = m_device.size();
    const auto isEntered = [](quint32 id) {
        return id == segment || id == info || id == tracksElement || id == trackEntry || id == video || id == cluster || id == blockGroup;
    };
    qint64 at = 0;
    for (int parts = 0; at < end && !m_trouble; ++parts) {
        Element element;
        if (!next(at, end, element) || (at == 0 && element.id != ebml))
            m_trouble = ClipTrouble::Damaged;
        else if (parts >= mostClipParts)
            m_trouble = ClipTrouble::TooManyParts;
        else
            take(element);
        at = isEntered(element.id) ? element.begin : element.end;
    }
    ClipReading reading{{}, m_trouble};
    if (const Track *track = picture()) {
        reading.facts.codec = codecName(track->codec);
        reading.facts.size = track->size;
        if (track->frameNanoseconds > 0)
            reading.facts.framesPerSecond = 1e9 / double(track->frameNanoseconds);
        std::sort(m_times.begin(), m_times.end());
        reading.facts.frameTimes = m_times;
        if (m_times.isEmpty() && !reading.trouble)
            reading.trouble = ClipTrouble::NothingDecoded;
    } else if (!reading.trouble) {
        reading.trouble = ClipTrouble::NoPicture;
    }
    reading.facts.hasSound = std::any_of(m_tracks.begin(), m_tracks.end(), [](const Track &track) { return track.type == 2; });
    return reading;
}

} // namespace

ClipReading readWebM(QIODevice &device)
{
    return WebMReader(device).read();
}

} // namespace studio
