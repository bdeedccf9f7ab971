#include "media/ClipFacts.h"

#include "core/Limits.h"
#include "media/ClipHeaders.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr double slowest = 0.05; ///< Frames a second. Below and above, a clip is no clip.
constexpr double fastest = 1000;
constexpr std::chrono::microseconds rounding{600}; ///< Between the file's own unit of time and ours.

ClipReading refused(ClipTrouble trouble, ClipFacts facts = {})
{
    return {std::move(facts), trouble};
}

/// The first bytes decide, never a name: a playlist called clip.mp4 stays shut.
std::optional<ClipFormat> formatOf(const QByteArray &head)
{
    static const QList<QByteArray> boxes{"ftyp", "moov", "mdat", "wide", "free", "skip"};
    if (boxes.contains(head.sliced(4, 4)))
        return ClipFormat::Mp4;
    if (head.startsWith("\x1A\x45\xDF\xA3"))
        return ClipFormat::WebM;
    if (head.startsWith("RIFF") && head.sliced(8, 4) == "AVI ")
        return ClipFormat::Avi;
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a"))
        return ClipFormat::Gif;
    return {};
}

bool isPlaylist(const QByteArray &head)
{
    QByteArray text = head;
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    text = text.trimmed().toLower();
    static const QList<QByteArray> marks{"#extm3u", "[playlist]", "ffconcat", "<?xml", "<mpd", "<asx", "<smil"};
    return std::any_of(marks.begin(), marks.end(), [&text](const QByteArray &mark) { return text.startsWith(mark); });
}

ClipReading readByFormat(ClipFormat format, QIODevice &device)
{
    switch (format) {
    case ClipFormat::Mp4:
        return readMp4(device);
    case ClipFormat::WebM:
        return readWebM(device);
    case ClipFormat::Avi:
        return readAvi(device);
    case ClipFormat::Gif:
        return readGif(device);
    }
    return refused(ClipTrouble::NotAClip);
}

void completeByTimes(ClipFacts &facts)
{
    if (facts.frameTimes.isEmpty())
        return;
    const qsizetype count = facts.frameTimes.size();
    const double all = double(facts.frameTimes.last() - facts.frameTimes.first());
    if (facts.framesPerSecond <= 0 && count > 1 && all > 0)
        facts.framesPerSecond = double(count - 1) * 1e6 / all;
    if (!facts.length && facts.framesPerSecond > 0)
        facts.length = std::chrono::microseconds(facts.frameTimes.last() + std::llround(1e6 / facts.framesPerSecond));
}

/// What holds for clips of every format.
std::optional<ClipTrouble> troubleOf(const ClipFacts &facts)
{
    if (qint64(facts.size.width()) * facts.size.height() > mostClipPixels)
        return ClipTrouble::TooLarge;
    if (facts.framesPerSecond != 0 && (facts.framesPerSecond < slowest || facts.framesPerSecond > fastest))
        return ClipTrouble::NoFrameRate;
    return {};
}

} // namespace

ClipReading readClip(QIODevice &device)
{
    const QByteArray head = device.peek(64);
    if (head.isEmpty())
        return refused(ClipTrouble::Empty);
    if (isPlaylist(head))
        return refused(ClipTrouble::Playlist);
    const std::optional<ClipFormat> format = head.size() < 12 ? std::nullopt : formatOf(head);
    if (!format)
        return refused(ClipTrouble::NotAClip);
    ClipReading reading = readByFormat(*format, device);
    reading.facts.format = *format;
    reading.facts.bytes = device.size();
    completeByTimes(reading.facts);
    if (!reading.trouble)
        reading.trouble = troubleOf(reading.facts);
    return reading;
}

ClipReading readClipFile(const QString &path)
{
    // A pipe would wait for a writer for ever, so look before opening.
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return refused(ClipTrouble::Missing);
    ClipReading reading = readClip(file);
    reading.facts.bytes = file.size();
    return reading;
}

bool canSeek(const ClipFacts &facts)
{
    return (facts.format == ClipFormat::Mp4 || facts.format == ClipFormat::Avi) && !facts.frameTimes.isEmpty();
}

qint64 frameCount(const ClipFacts &facts)
{
    if (!facts.frameTimes.isEmpty())
        return facts.frameTimes.size();
    if (!facts.length || facts.framesPerSecond <= 0)
        return 0;
    return std::max<qint64>(1, std::llround(double(facts.length->count()) * facts.framesPerSecond / 1e6));
}

qint64 frameAt(const ClipFacts &facts, std::chrono::microseconds time)
{
    const qint64 latest = (time + rounding).count();
    if (!facts.frameTimes.isEmpty()) {
        const auto next = std::upper_bound(facts.frameTimes.begin(), facts.frameTimes.end(), latest);
        return std::max<qint64>(0, next - facts.frameTimes.begin() - 1);
    }
    const auto frame = qint64(std::floor(double(latest) * facts.framesPerSecond / 1e6));
    const qint64 count = frameCount(facts);
    return std::clamp<qint64>(frame, 0, count > 0 ? count - 1 : std::max<qint64>(0, frame));
}

std::chrono::microseconds timeOf(const ClipFacts &facts, qint64 frame)
{
    if (!facts.frameTimes.isEmpty())
        return std::chrono::microseconds(facts.frameTimes.at(std::clamp<qint64>(frame, 0, facts.frameTimes.size() - 1)));
    if (facts.framesPerSecond <= 0)
        return {};
    return std::chrono::microseconds(std::llround(double(frame) * 1e6 / facts.framesPerSecond));
}

std::chrono::microseconds frameLength(const ClipFacts &facts)
{
    if (facts.framesPerSecond <= 0)
        return std::chrono::milliseconds(40);
    return std::chrono::microseconds(std::llround(1e6 / facts.framesPerSecond));
}

} // namespace studio
