#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace studio
{

class ClipPlayer;

/// One transport for several clips. Each has an offset in its own frames: frame n of the clock's first frame is frame
/// n + offset of the clip. A clip that has not begun holds its first frame, one that is over its last.
///
/// At rest and while stepping, every clip stands at its exact frame when settled() comes. While it plays, the distance
/// between the clips is measured each second, and a clip that is late by more than tolerance is sought.
/// The players outlive the clock, or are taken from it before by setClips({}).
class ClipClock : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds tolerance{60};

    explicit ClipClock(QObject *parent = nullptr);

    void setClips(const QList<ClipPlayer *> &clips); ///< Stops; offsets are 0 again.
    const QList<ClipPlayer *> &clips() const { return m_clips; }

    int offset(int clip) const { return m_offsets.value(clip); }
    void setOffset(int clip, int frames); ///< At rest the clip moves at once.

    std::chrono::microseconds time() const { return m_time; }
    std::chrono::microseconds length() const; ///< Until the last clip is over.
    qint64 frame() const;                     ///< Of the first clip, as if it had no end and no offset.
    qint64 lastFrame() const;
    qint64 frameOf(int clip) const; ///< Where the clip has to be now.
    bool isOver(int clip) const;    ///< Holds its last frame while others go on.
    bool hasBegun(int clip) const;

    bool isPlaying() const { return m_isPlaying; }
    bool isSettled() const;
    bool isAtEnd() const;
    bool isLooping() const { return m_isLooping; }
    double rate() const { return m_rate; }

    /// What was measured last while playing: how far the latest clip is behind the first.
    std::optional<std::chrono::milliseconds> drift() const { return m_drift; }
    int corrections() const { return m_corrections; } ///< How often a late clip was sought since play().

    void play();
    void pause();
    void seekTo(qint64 frame);
    void step(qint64 frames); ///< Pauses.
    void setLooping(bool isLooping) { m_isLooping = isLooping; }
    void setRate(double rate);

signals:
    void timeChanged();
    void playingChanged(bool isPlaying);
    void settled();
    void ended();
    void driftMeasured(std::chrono::milliseconds drift);

private:
    std::chrono::microseconds clipTime(int clip) const;
    std::chrono::microseconds shift(int clip) const;
    std::chrono::microseconds clipEnd(int clip) const;
    void settleClips();
    void checkSettled();
    void startDueClips();
    void readTime();
    void tick();
    void measure();
    void stopAtEnd();
    void setPlaying(bool isPlaying);

    QList<ClipPlayer *> m_clips;
    QList<int> m_offsets;
    std::chrono::microseconds m_time{0};
    bool m_isPlaying = false;
    bool m_isSettling = false;
    bool m_playsWhenSettled = false;
    bool m_isLooping = false;
    double m_rate = 1;
    std::optional<std::chrono::milliseconds> m_drift;
    int m_corrections = 0;
    QElapsedTimer m_sinceTick;
    QTimer m_tick;
    QTimer m_second;
};

} // namespace studio
