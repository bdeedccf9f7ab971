#pragma once

#include <QList>
#include <QMetaType>
#include <QSize>
#include <QString>

#include <chrono>
#include <optional>

class QIODevice;

namespace studio
{

/// Why a clip cannot be played here. gui/ClipText makes the sentences.
enum class ClipTrouble {
    Missing,        ///< The file is gone, is no ordinary file or may not be read.
    Empty,          ///< Zero bytes.
    Playlist,       ///< A list of other addresses; never followed.
    NotAClip,       ///< No format that we hand to a decoder, whatever its name says.
    Damaged,        ///< Cut off, or its parts contradict each other.
    TooManyParts,   ///< More tracks, frames or headers than any clip needs.
    TooLarge,       ///< More pixels a frame than we decode.
    NoPicture,      ///< Only sound, or nothing.
    NoFrameRate,    ///< Its frames have no duration.
    NoDecoder,      ///< A codec that this computer cannot decode.
    NothingDecoded, ///< The decoder is there and brought nothing.
};

enum class ClipFormat { Mp4, WebM, Avi, Gif };

/// What a file says about its clip, as far as it could be checked against the file.
struct ClipFacts
{
    ClipFormat format = ClipFormat::Mp4;
    QString codec = {};                                      ///< "H.264"; the file's own four letters when unknown.
    QSize size = {};                                         ///< Pixels; empty when unknown.
    double framesPerSecond = 0;                              ///< 0 when unknown.
    std::optional<std::chrono::microseconds> length = {};    ///< From its frames, never from a field of the header.
    qint64 bytes = 0;
    bool hasSound = false;
    QList<qint64> frameTimes = {}; ///< Microseconds at which each frame begins, rising; empty when unknown.

    bool operator==(const ClipFacts &) const = default;
};

/// The facts, as far as they could be read, and what stands in the way of playing.
struct ClipReading
{
    ClipFacts facts = {};
    std::optional<ClipTrouble> trouble = {};

    bool operator==(const ClipReading &) const = default;
};

/// Reads headers only, at most a few megabytes, and opens nothing that the file names. Pure; belongs off the
/// window's thread, as disks are slow.
ClipReading readClip(QIODevice &device);
ClipReading readClipFile(const QString &path);

/// Where a decoder can be sent to any frame. Qt 6.4 finds no place but the beginning in WebM, in GIF, and in MP4 that
/// comes in fragments.
bool canSeek(const ClipFacts &facts);

/// The number of frames, 0 when it is unknown.
qint64 frameCount(const ClipFacts &facts);

/// The frame on screen at that time, from 0; the nearest where the times are between two by less than a rounding.
qint64 frameAt(const ClipFacts &facts, std::chrono::microseconds time);

/// When a frame begins.
std::chrono::microseconds timeOf(const ClipFacts &facts, qint64 frame);

/// How long a frame stays, on average.
std::chrono::microseconds frameLength(const ClipFacts &facts);

} // namespace studio

Q_DECLARE_METATYPE(studio::ClipReading)
