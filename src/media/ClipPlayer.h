#pragma once

#include "media/ClipFacts.h"

#include <QImage>
#include <QObject>
#include <QTimer>
#include <QVideoFrame>

#include <memory>

namespace studio
{

enum class ClipState {
    Empty,
    Loading,    ///< Until the first frame is there.
    Paused,     ///< Also at the end.
    Playing,
    CannotPlay, ///< trouble() says why.
};

/// Plays one clip and knows frames by their numbers, from 0. Shows its first frame when it is loaded.
///
/// Only what readClip() lets through reaches a decoder. After seekTo() and step() on a paused clip settled() comes
/// when the frame that was asked for, and no other, is on screen. There is sound where there is a device for it.
/// Lives on the GUI thread; deleting it at any time is safe and silent.
class ClipPlayer : public QObject
{
    Q_OBJECT

public:
    explicit ClipPlayer(QObject *parent = nullptr);
    ~ClipPlayer() override;

    void load(const QString &path); ///< Forgets the clip before.
    void unload();

    ClipState state() const { return m_state; }
    ClipTrouble trouble() const { return m_trouble; } ///< Means something in ClipState::CannotPlay.
    const ClipFacts &facts() const { return m_facts; }
    const QString &path() const { return m_path; }
    bool canBeSought() const; ///< Else there is no way but from the beginning to the end.

    qint64 frame() const { return m_frame; }     ///< On screen; -1 before the first.
    qint64 lastFrame() const;                    ///< -1 when nobody knows how many there are.
    std::chrono::microseconds time() const;      ///< When the frame on screen begins.
    std::chrono::microseconds timeNow() const;   ///< The same, carried on to now while it plays.
    bool isAtEnd() const;
    bool isSettled() const { return m_target < 0; }
    bool isLooping() const { return m_isLooping; }
    double rate() const { return m_rate; }
    bool isMuted() const { return m_isMuted; }
    bool canBeHeard() const;                     ///< The clip has sound and this computer a device for it.

    const QImage &image() const; ///< Of the frame on screen; null before the first. Made when it is asked for.

    void play(); ///< From the beginning when it stands at the end.
    void pause();
    void seekTo(qint64 frame);
    void step(qint64 frames); ///< Pauses.
    void setLooping(bool isLooping);
    void setRate(double rate); ///< 0.25 to 2.
    void setMuted(bool isMuted);
    void setVolume(double volume); ///< 0 to 1.

signals:
    void stateChanged(studio::ClipState state);
    void loaded(); ///< The facts are complete and the first frame is there.
    void frameShown(qint64 frame);
    void settled();
    void ended(); ///< The last frame stays on screen. Not when it loops.

private:
    struct Deck; ///< What Qt needs to play one file; a new one for each, so that nothing of the last one arrives late.

    void setState(ClipState state);
    void fail(ClipTrouble trouble);
    void takeReading(const ClipReading &reading);
    void open();
    void checkDecoder();
    void takeFrame(const QVideoFrame &frame);
    void takeFirstFrame(const QVideoFrame &frame);
    void showFrame(const QVideoFrame &frame, qint64 number);
    void takeEnd();
    void beginSeek(qint64 frame);
    void sendSeek(bool heals);
    void retrySeek();
    void settle();
    qint64 numberOf(const QVideoFrame &frame) const;
    qint64 positionOf(qint64 frame) const;

    ClipState m_state = ClipState::Empty;
    ClipTrouble m_trouble = ClipTrouble::Missing;
    ClipFacts m_facts;
    QString m_path;
    int m_load = 0; ///< Which load it is: a reading of the one before is dropped.
    bool m_hasEnded = false;
    bool m_isLooping = false;
    bool m_isMuted = false;
    double m_rate = 1;
    double m_volume = 1;
    qint64 m_frame = -1;
    qint64 m_firstTime = 0; ///< Of the decoder's clock, in microseconds, where the file has no table of times.
    qint64 m_target = -1;   ///< The frame that a paused clip is on the way to.
    qint64 m_next = -1;     ///< The one to go to after that.
    bool m_holdsFrame = false; ///< It was sought: no other may take its place.
    int m_tries = 0;
    bool m_needsHealing = false; ///< The decoder has seen the file's end and would not answer.
    qint64 m_arrival = 0;        ///< Of the frame on screen, in nanoseconds of a steady clock.
    QVideoFrame m_shown;
    mutable QImage m_image;
    QTimer m_wait;
    std::unique_ptr<Deck> m_deck; ///< Last, so that it goes first.
};

} // namespace studio
