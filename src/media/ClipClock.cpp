#include "media/ClipClock.h"

#include "media/ClipPlayer.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto tickLength = 30ms;

double framesPerSecond(const ClipPlayer *clip)
{
    return clip->facts().framesPerSecond > 0 ? clip->facts().framesPerSecond : 25;
}

std::chrono::microseconds timeOfFrames(const ClipPlayer *clip, qint64 frames)
{
    return std::chrono::microseconds(std::llround(double(frames) * 1e6 / framesPerSecond(clip)));
}

} // namespace

ClipClock::ClipClock(QObject *parent) : QObject(parent)
{
    m_tick.setInterval(tickLength);
    m_second.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &ClipClock::tick);
    connect(&m_second, &QTimer::timeout, this, &ClipClock::measure);
}

void ClipClock::setClips(const QList<ClipPlayer *> &clips)
{
    setPlaying(false);
    for (ClipPlayer *clip : std::as_const(m_clips))
        disconnect(clip, nullptr, this, nullptr);
    m_clips = clips;
    m_offsets = QList<int>(clips.size(), 0);
    m_time = 0us;
    m_isSettling = false;
    m_playsWhenSettled = false;
    m_drift.reset();
    for (ClipPlayer *clip : clips) {
        clip->pause();
        clip->setLooping(false);
        clip->setRate(m_rate);
        connect(clip, &ClipPlayer::settled, this, &ClipClock::checkSettled);
        connect(clip, &ClipPlayer::loaded, this, [this] {
            settleClips();
            emit timeChanged();
        });
    }
    settleClips();
    emit timeChanged();
}

std::chrono::microseconds ClipClock::shift(int clip) const
{
    return timeOfFrames(m_clips[clip], m_offsets[clip]);
}

std::chrono::microseconds ClipClock::clipTime(int clip) const
{
    return m_time + shift(clip);
}

std::chrono::microseconds ClipClock::clipEnd(int clip) const
{
    return m_clips[clip]->facts().length.value_or(0us) - shift(clip);
}

std::chrono::microseconds ClipClock::length() const
{
    std::chrono::microseconds end = 0us;
    for (int i = 0; i < m_clips.size(); ++i)
        end = std::max(end, clipEnd(i));
    return end;
}

qint64 ClipClock::frame() const
{
    if (m_clips.isEmpty())
        return 0;
    // A fiftieth of a frame is less than anybody sees, and more than any rounding.
    return qint64(std::floor(double(m_time.count()) * framesPerSecond(m_clips.first()) / 1e6 + 0.02));
}

qint64 ClipClock::lastFrame() const
{
    if (m_clips.isEmpty())
        return 0;
    const double frames = double(length().count()) * framesPerSecond(m_clips.first()) / 1e6;
    return std::max<qint64>(0, std::llround(frames) - 1);
}

qint64 ClipClock::frameOf(int clip) const
{
    const ClipFacts &facts = m_clips[clip]->facts();
    const qint64 last = m_clips[clip]->lastFrame();
    // Of a clip like the first one frames are counted, which no rounding can hurt.
    if (qFuzzyCompare(framesPerSecond(m_clips[clip]), framesPerSecond(m_clips.first())))
        return std::clamp<qint64>(frame() + m_offsets[clip], 0, std::max<qint64>(0, last));
    return frameAt(facts, std::max<std::chrono::microseconds>(0us, clipTime(clip)));
}

bool ClipClock::hasBegun(int clip) const
{
    return clipTime(clip) >= 0us;
}

bool ClipClock::isOver(int clip) const
{
    return m_clips[clip]->facts().length && clipTime(clip) >= *m_clips[clip]->facts().length;
}

bool ClipClock::isSettled() const
{
    return !m_isSettling;
}

bool ClipClock::isAtEnd() const
{
    return !m_isPlaying && frame() >= lastFrame();
}

void ClipClock::setOffset(int clip, int frames)
{
    if (clip < 0 || clip >= m_clips.size() || m_offsets[clip] == frames)
        return;
    m_offsets[clip] = frames;
    const bool wasPlaying = m_isPlaying;
    pause();
    settleClips();
    m_playsWhenSettled = wasPlaying;
    emit timeChanged();
    checkSettled();
}

void ClipClock::setRate(double rate)
{
    m_rate = rate;
    for (ClipPlayer *clip : std::as_const(m_clips))
        clip->setRate(rate);
}

void ClipClock::setPlaying(bool isPlaying)
{
    if (m_isPlaying == isPlaying)
        return;
    m_isPlaying = isPlaying;
    if (isPlaying) {
        m_corrections = 0;
        m_drift.reset();
        m_sinceTick.start();
        m_tick.start();
        m_second.start();
    } else {
        m_tick.stop();
        m_second.stop();
    }
    emit playingChanged(isPlaying);
}

void ClipClock::play()
{
    if (m_isPlaying || m_clips.isEmpty())
        return;
    if (isAtEnd()) {
        m_time = 0us;
        emit timeChanged();
    }
    settleClips();
    m_playsWhenSettled = true;
    checkSettled();
}

void ClipClock::pause()
{
    m_playsWhenSettled = false;
    if (!m_isPlaying)
        return;
    readTime();
    setPlaying(false);
    seekTo(frame());
}

void ClipClock::seekTo(qint64 frame)
{
    if (m_clips.isEmpty())
        return;
    const bool wasPlaying = m_isPlaying || m_playsWhenSettled;
    for (ClipPlayer *clip : std::as_const(m_clips))
        clip->pause();
    setPlaying(false);
    m_time = timeOfFrames(m_clips.first(), std::clamp<qint64>(frame, 0, lastFrame()));
    settleClips();
    m_playsWhenSettled = wasPlaying;
    emit timeChanged();
    checkSettled();
}

void ClipClock::step(qint64 frames)
{
    pause();
    seekTo(frame() + frames);
}

/// Sends every clip to where the clock is.
void ClipClock::settleClips()
{
    m_isSettling = true;
    for (int i = 0; i < m_clips.size(); ++i) {
        if (m_clips[i]->frame() != frameOf(i) || !m_clips[i]->isSettled())
            m_clips[i]->seekTo(frameOf(i));
    }
    checkSettled();
}

void ClipClock::checkSettled()
{
    const auto isMoving = [](const ClipPlayer *clip) { return clip->state() == ClipState::Loading || !clip->isSettled(); };
    if (m_isPlaying || std::any_of(m_clips.begin(), m_clips.end(), isMoving))
        return;
    if (std::exchange(m_isSettling, false))
        emit settled();
    if (!std::exchange(m_playsWhenSettled, false) || m_isSettling)
        return;
    setPlaying(true);
    startDueClips();
}

void ClipClock::startDueClips()
{
    for (int i = 0; i < m_clips.size(); ++i) {
        if (m_clips[i]->state() == ClipState::Paused && hasBegun(i) && frameOf(i) < m_clips[i]->lastFrame() && !m_clips[i]->isAtEnd())
            m_clips[i]->play();
    }
}

/// The clip that is furthest tells the time: the others have to follow it.
void ClipClock::readTime()
{
    const auto passed = std::chrono::microseconds(std::llround(double(m_sinceTick.restart()) * 1000 * m_rate));
    std::optional<std::chrono::microseconds> first;
    for (int i = 0; i < m_clips.size(); ++i) {
        if (m_clips[i]->state() == ClipState::Playing)
            first = std::max(first.value_or(std::chrono::microseconds::min()), m_clips[i]->timeNow() - shift(i));
    }
    m_time = std::min(first.value_or(m_time + passed), length());
    emit timeChanged();
}

void ClipClock::tick()
{
    readTime();
    if (!m_isPlaying) // somebody has paused it since
        return;
    startDueClips();
    bool goesOn = false;
    for (int i = 0; i < m_clips.size(); ++i) {
        const bool waits = m_clips[i]->state() == ClipState::Paused && !hasBegun(i);
        goesOn |= waits || m_clips[i]->state() == ClipState::Playing;
    }
    if (!goesOn)
        stopAtEnd();
}

void ClipClock::stopAtEnd()
{
    setPlaying(false);
    if (m_isLooping) {
        m_time = 0us;
        settleClips();
        m_playsWhenSettled = true;
        checkSettled();
        return;
    }
    m_time = timeOfFrames(m_clips.first(), lastFrame());
    emit timeChanged();
    settleClips();
    emit ended();
}

void ClipClock::measure()
{
    QList<std::pair<std::chrono::microseconds, int>> places;
    for (int i = 0; i < m_clips.size(); ++i) {
        if (m_clips[i]->state() == ClipState::Playing)
            places.emplace_back(m_clips[i]->timeNow() - shift(i), i);
    }
    if (places.size() < 2)
        return;
    std::sort(places.begin(), places.end());
    const std::chrono::microseconds first = places.last().first;
    m_drift = std::chrono::duration_cast<std::chrono::milliseconds>(first - places.first().first);
    for (const auto &[place, clip] : std::as_const(places)) {
        if (first - place <= tolerance || !m_clips[clip]->canBeSought())
            continue;
        ++m_corrections;
        m_clips[clip]->seekTo(frameAt(m_clips[clip]->facts(), first + shift(clip)));
    }
    emit driftMeasured(*m_drift);
}

} // namespace studio
