#include "core/Limits.h"
#include "media/ClipHeaders.h"

#include <QIODevice>
#include <QtEndian>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// A number in a box; 0 beyond its end.
quint64 number(QByteArrayView box, qsizetype at, int bytes)
{
    if (at < 0 || at + bytes > box.size())
        return 0;
    quint64 value = 0;
    for (qsizetype i = at; i < at + bytes; ++i)
        value = value << 8 | quint8(box[i]);
    return value;
}

quint32 number32(QByteArrayView box, qsizetype at)
{
    return quint32(number(box, at, 4));
}

/// Calls a function for every box inside another one. False when one does not fit in.
bool eachBox(QByteArrayView parent, const std::function<bool(QByteArrayView type, QByteArrayView content)> &take)
{
    qsizetype at = 0;
    while (parent.size() - at >= 8) {
        quint64 size = number32(parent, at);
        qsizetype header = 8;
        if (size == 1) {
            size = number(parent, at + 8, 8);
            header = 16;
        }
        if (size == 0)
            size = quint64(parent.size() - at);
        if (size < quint64(header) || size > quint64(parent.size() - at))
            return false;
        if (!take(parent.sliced(at + 4, 4), parent.sliced(at + header, qsizetype(size) - header)))
            return false;
        at += qsizetype(size);
    }
    return true;
}

/// What one track says, in its own units.
struct Track
{
    QByteArray handler = {};
    QByteArray codec = {};
    QSize size = {};
    quint32 unitsPerSecond = 0;
    QByteArrayView times = {};  ///< stts
    QByteArrayView shifts = {}; ///< ctts
    QByteArrayView sizes = {};  ///< stsz
    QByteArrayView edits = {};  ///< elst
};

void readDescription(QByteArrayView stsd, Track &track)
{
    const QByteArrayView entry = stsd.size() > 16 ? stsd.sliced(8) : QByteArrayView();
    if (entry.size() < 8)
        return;
    track.codec = entry.sliced(4, 4).toByteArray();
    track.size = QSize(int(number(entry, 32, 2)), int(number(entry, 34, 2)));
    // An ES descriptor names what "mp4v" holds; 0x6C is JPEG.
    const qsizetype es = entry.indexOf("esds");
    const qsizetype config = es < 0 ? -1 : entry.indexOf('\x04', es + 8);
    if (track.codec == "mp4v" && config > 0 && entry.sliced(config).first(qMin<qsizetype>(7, entry.size() - config)).contains('\x6C'))
        track.codec = "mjpg";
}

/// Depth: boxes can be nested as often as a file likes, a track is three deep.
bool readTrack(QByteArrayView box, Track &track, int depth = 0)
{
    return eachBox(box, [&track, depth](QByteArrayView type, QByteArrayView content) {
        if (type == "mdia" || type == "minf" || type == "stbl" || type == "edts")
            return depth < 4 && readTrack(content, track, depth + 1);
        if (type == "mdhd")
            track.unitsPerSecond = number32(content, number(content, 0, 1) == 1 ? 20 : 12);
        else if (type == "hdlr" && track.handler.isEmpty() && content.size() >= 12)
            track.handler = content.sliced(8, 4).toByteArray();
        else if (type == "stsd")
            readDescription(content, track);
        else if (type == "stts")
            track.times = content;
        else if (type == "ctts")
            track.shifts = content;
        else if (type == "stsz")
            track.sizes = content;
        else if (type == "elst")
            track.edits = content;
        return true;
    });
}

/// Runs of a table "count, value", spread out to one value a frame. Empty when it is longer than a clip may be.
QList<qint64> spread(QByteArrayView table, qsizetype atMost)
{
    QList<qint64> values;
    for (qsizetype at = 8; at + 8 <= table.size(); at += 8) {
        const quint32 count = number32(table, at);
        if (count > quint64(atMost - values.size()))
            return {};
        values.insert(values.size(), count, qint32(number32(table, at + 4)));
    }
    return values;
}

constexpr quint64 longest = 1'000'000'000; ///< Seconds: no clip is one of thirty years, and beyond that numbers overflow.

/// None for what no clip has.
std::optional<qint64> microsecondsOf(quint64 units, quint64 unitsPerSecond)
{
    if (unitsPerSecond == 0 || units / unitsPerSecond > longest)
        return {};
    return qint64(units / unitsPerSecond * 1'000'000 + units % unitsPerSecond * 1'000'000 / unitsPerSecond);
}

/// The part of the track that is shown, in microseconds of the clip.
struct Edit
{
    qint64 delay = 0;             ///< Before the first frame.
    qint64 begin = 0;             ///< In units of the track.
    std::optional<qint64> length; ///< In microseconds; none: to the end.
};

/// None when the clip is cut together from pieces.
std::optional<Edit> readEdit(QByteArrayView elst, quint32 movieUnits)
{
    Edit edit;
    const bool isLong = number(elst, 0, 1) == 1;
    const quint32 count = number32(elst, 4);
    const int entry = isLong ? 20 : 12;
    bool hasMedia = false;
    for (quint32 i = 0; i < count && i < 3; ++i) {
        const qsizetype at = 8 + qsizetype(i) * entry;
        const quint64 length = number(elst, at, isLong ? 8 : 4);
        const auto begin = isLong ? qint64(number(elst, at + 8, 8)) : qint64(qint32(number32(elst, at + 4)));
        const std::optional<qint64> microseconds = microsecondsOf(length, movieUnits);
        if (hasMedia || !microseconds)
            return {};
        if (begin < 0) {
            edit.delay += *microseconds;
            continue;
        }
        hasMedia = true;
        edit.begin = begin;
        if (length > 0)
            edit.length = *microseconds;
    }
    return edit;
}

/// When each frame is shown, in the order in which they are; empty when the file's tables do not tell.
QList<qint64> frameTimes(const Track &track, quint32 movieUnits)
{
    const std::optional<Edit> edit = readEdit(track.edits, movieUnits);
    const QList<qint64> lengths = spread(track.times, mostClipFrames);
    const QList<qint64> shifts = spread(track.shifts, mostClipFrames);
    if (!edit || lengths.isEmpty() || (!shifts.isEmpty() && shifts.size() < lengths.size()))
        return {};
    QList<qint64> times;
    qint64 decoded = 0;
    for (qsizetype i = 0; i < lengths.size(); ++i) {
        const qint64 shown = decoded + (shifts.isEmpty() ? 0 : shifts[i]) - edit->begin;
        decoded += quint32(lengths[i]);
        if (shown < 0)
            continue;
        const std::optional<qint64> time = microsecondsOf(quint64(shown), track.unitsPerSecond);
        if (!time)
            return {};
        if (!edit->length || *time < *edit->length)
            times << edit->delay + *time;
    }
    std::sort(times.begin(), times.end());
    return times;
}

/// How many bytes all frames of a track have.
quint64 frameBytes(const Track &track)
{
    const quint32 each = number32(track.sizes, 4);
    const quint32 count = number32(track.sizes, 8);
    if (each > 0)
        return quint64(each) * count;
    quint64 all = 0;
    for (qsizetype at = 12; at + 4 <= track.sizes.size(); at += 4)
        all += number32(track.sizes, at);
    return all;
}

std::optional<ClipTrouble> readPicture(const Track &track, quint32 movieUnits, ClipFacts &facts)
{
    facts.codec = codecName(track.codec);
    facts.size = track.size;
    const quint32 frames = number32(track.sizes, 8);
    if (track.unitsPerSecond == 0)
        return ClipTrouble::NoFrameRate;
    if (frames == 0)
        return {}; // in fragments; the decoder knows more
    if (frames > mostClipFrames)
        return ClipTrouble::TooManyParts;
    quint64 all = 0;
    quint64 counted = 0;
    for (qsizetype at = 8; at + 8 <= track.times.size(); at += 8) {
        counted += number32(track.times, at);
        all += quint64(number32(track.times, at)) * number32(track.times, at + 4);
    }
    if (counted != frames)
        return ClipTrouble::Damaged;
    if (all == 0)
        return ClipTrouble::NoFrameRate;
    facts.framesPerSecond = double(frames) * track.unitsPerSecond / double(all);
    facts.frameTimes = frameTimes(track, movieUnits);
    return {};
}

/// What an index says.
struct Movie
{
    ClipReading reading = {};
    quint64 frameBytes = 0; ///< Of the picture; has to be somewhere in the file.
};

Movie readMovie(QByteArrayView moov)
{
    quint32 movieUnits = 0;
    QList<Track> tracks;
    bool hasTooMany = false;
    const bool isWhole = eachBox(moov, [&](QByteArrayView type, QByteArrayView content) {
        if (type == "mvhd")
            movieUnits = number32(content, number(content, 0, 1) == 1 ? 20 : 12);
        if (type != "trak")
            return true;
        hasTooMany = tracks.size() >= mostClipTracks;
        return !hasTooMany && readTrack(content, tracks.emplaceBack());
    });
    Movie movie;
    ClipReading &reading = movie.reading;
    if (hasTooMany || !isWhole) {
        reading.trouble = hasTooMany ? ClipTrouble::TooManyParts : ClipTrouble::Damaged;
        return movie;
    }
    const auto isOf = [](const char *handler) { return [handler](const Track &track) { return track.handler == handler; }; };
    reading.facts.hasSound = std::any_of(tracks.begin(), tracks.end(), isOf("soun"));
    const auto picture = std::find_if(tracks.begin(), tracks.end(), isOf("vide"));
    if (picture == tracks.end()) {
        reading.trouble = ClipTrouble::NoPicture;
        return movie;
    }
    reading.trouble = readPicture(*picture, movieUnits, reading.facts);
    movie.frameBytes = frameBytes(*picture);
    return movie;
}

} // namespace

ClipReading readMp4(QIODevice &device)
{
    const qint64 end = device.size();
    std::optional<Movie> movie;
    quint64 contentBytes = 0;
    qint64 at = 0;
    for (int boxes = 0; end - at >= 8; ++boxes) {
        const QByteArray head = bytesAt(device, at, 16);
        if (head.size() < 8) // the file became shorter, or its disk fails
            return {movie ? movie->reading.facts : ClipFacts(), ClipTrouble::Damaged};
        const bool isLong = number32(head, 0) == 1;
        quint64 size = isLong ? number(head, 8, 8) : number32(head, 0);
        if (size == 0)
            size = quint64(end - at);
        if (size < (isLong ? 16 : 8) || size > quint64(end - at))
            return {movie ? movie->reading.facts : ClipFacts(), ClipTrouble::Damaged};
        const bool isIndex = QByteArrayView(head).sliced(4, 4) == "moov";
        if (boxes >= mostClipParts || (isIndex && size > quint64(mostClipHeaderBytes)))
            return {{}, ClipTrouble::TooManyParts};
        if (QByteArrayView(head).sliced(4, 4) == "mdat")
            contentBytes += size;
        if (isIndex && !movie) {
            const QByteArray index = bytesAt(device, at, qint64(size));
            if (quint64(index.size()) != size)
                return {{}, ClipTrouble::Damaged};
            movie = readMovie(QByteArrayView(index).sliced(isLong ? 16 : 8));
        }
        at += qint64(size);
    }
    if (!movie)
        return {{}, ClipTrouble::Damaged};
    if (!movie->reading.trouble && movie->frameBytes > contentBytes)
        movie->reading.trouble = ClipTrouble::Damaged;
    return movie->reading;
}

} // namespace studio
