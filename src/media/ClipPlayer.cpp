#include "media/ClipPlayer.h"

#include "core/Limits.h"
#include "media/MediaBackend.h"

#include <QAudioDevice>
#include <QAudioOutput>
#include <QFile>
#include <QFutureWatcher>
#include <QMediaDevices>
#include <QMediaMetaData>
#include <QMediaPlayer>
#include <QVideoSink>
#include <QtConcurrentRun>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr int mostTries = 5;
constexpr auto firstWait = 250ms; ///< For a frame that was asked for; twice as long at each further try.
constexpr auto firstFrameWait = 15s;
constexpr auto nearEnd = 1500ms; ///< The decoder reads ahead by less, and falls silent once it has met the end.

qint64 steadyNow()
{
    return std::chrono::steady_clock::now().time_since_epoch() / 1ns;
}

} // namespace

struct ClipPlayer::Deck
{
    explicit Deck(const QString &path) : file(path) {}

    ~Deck()
    {
        // A dying sink can send a last frame.
        QObject::disconnect(&sink, nullptr, nullptr, nullptr);
        QObject::disconnect(&player, nullptr, nullptr, nullptr);
    }

    QFile file;
    QVideoSink sink;
    std::unique_ptr<QAudioOutput> sound;
    QMediaPlayer player;
};

ClipPlayer::ClipPlayer(QObject *parent) : QObject(parent)
{
    quietenMediaBackend();
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &ClipPlayer::retrySeek);
}

ClipPlayer::~ClipPlayer() = default;

void ClipPlayer::unload()
{
    m_deck.reset();
    m_wait.stop();
    ++m_load;
    m_facts = {};
    m_path.clear();
    m_hasEnded = false;
    m_frame = -1;
    m_firstTime = 0;
    m_target = -1;
    m_next = -1;
    m_needsHealing = false;
    m_shown = {};
    m_image = {};
    setState(ClipState::Empty);
}

void ClipPlayer::load(const QString &path)
{
    unload();
    m_path = path;
    setState(ClipState::Loading);
    auto *watcher = new QFutureWatcher<ClipReading>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, load = m_load] {
        watcher->deleteLater();
        if (load == m_load)
            takeReading(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([path] { return readClipFile(path); }));
}

void ClipPlayer::takeReading(const ClipReading &reading)
{
    m_facts = reading.facts;
    if (reading.trouble)
        fail(*reading.trouble);
    else
        open();
}

void ClipPlayer::open()
{
    m_deck = std::make_unique<Deck>(m_path);
    if (!m_deck->file.open(QIODevice::ReadOnly))
        return fail(ClipTrouble::Missing);
    QMediaPlayer &player = m_deck->player;
    // Queued, as the deck must not die in the middle of what it does; so they can come after it.
    connect(&player, &QMediaPlayer::errorOccurred, this, [this, load = m_load](QMediaPlayer::Error error) {
        if (load == m_load && m_state == ClipState::Loading && error != QMediaPlayer::NoError)
            fail(error == QMediaPlayer::FormatError ? ClipTrouble::NoDecoder : ClipTrouble::Damaged);
    }, Qt::QueuedConnection);
    connect(&player, &QMediaPlayer::mediaStatusChanged, this, [this, load = m_load](QMediaPlayer::MediaStatus status) {
        if (load != m_load || !m_deck)
            return;
        if (status == QMediaPlayer::LoadedMedia && m_state == ClipState::Loading)
            checkDecoder();
        else if (status == QMediaPlayer::EndOfMedia)
            takeEnd();
    }, Qt::QueuedConnection);
    m_wait.start(firstFrameWait);
    player.setSourceDevice(&m_deck->file);
}

/// The renderer divides by the frame rate: a clip without one must not reach it.
void ClipPlayer::checkDecoder()
{
    QMediaPlayer &player = m_deck->player;
    if (player.videoSink() != nullptr)
        return;
    const QList<QMediaMetaData> pictures = player.videoTracks();
    if (pictures.isEmpty())
        return fail(ClipTrouble::NoPicture);
    for (const QMediaMetaData &picture : pictures) {
        const double rate = picture.value(QMediaMetaData::VideoFrameRate).toDouble();
        const QSize size = picture.value(QMediaMetaData::Resolution).toSize();
        if (!std::isfinite(rate) || rate <= 0)
            return fail(ClipTrouble::NoFrameRate);
        if (qint64(size.width()) * size.height() > mostClipPixels)
            return fail(ClipTrouble::TooLarge);
        if (m_facts.framesPerSecond <= 0)
            m_facts.framesPerSecond = rate;
    }
    // Frames come from a thread of the decoder's; the context brings them here, perhaps after the deck's end.
    connect(&m_deck->sink, &QVideoSink::videoFrameChanged, this, [this, load = m_load](const QVideoFrame &frame) {
        if (load == m_load && m_deck)
            takeFrame(frame);
    });
    if (canBeHeard()) {
        m_deck->sound = std::make_unique<QAudioOutput>();
        m_deck->sound->setMuted(m_isMuted);
        m_deck->sound->setVolume(float(m_volume));
        player.setAudioOutput(m_deck->sound.get());
    }
    player.setVideoSink(&m_deck->sink);
    player.setPlaybackRate(m_rate);
    player.pause();
}

void ClipPlayer::fail(ClipTrouble trouble)
{
    m_deck.reset();
    m_wait.stop();
    m_trouble = trouble;
    setState(ClipState::CannotPlay);
}

void ClipPlayer::setState(ClipState state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
}

bool ClipPlayer::canBeSought() const
{
    return canSeek(m_facts) && m_deck && m_deck->player.duration() > 0;
}

bool ClipPlayer::canBeHeard() const
{
    // Without a device, giving the player an output crashes it.
    return m_facts.hasSound && !QMediaDevices::audioOutputs().isEmpty();
}

qint64 ClipPlayer::lastFrame() const
{
    return frameCount(m_facts) - 1;
}

std::chrono::microseconds ClipPlayer::time() const
{
    return m_frame < 0 ? 0us : timeOf(m_facts, m_frame);
}

std::chrono::microseconds ClipPlayer::timeNow() const
{
    if (m_state != ClipState::Playing)
        return time();
    const auto since = std::chrono::microseconds(std::llround(double(steadyNow() - m_arrival) / 1000 * m_rate));
    return time() + std::min(since, frameLength(m_facts));
}

bool ClipPlayer::isAtEnd() const
{
    return m_state == ClipState::Paused && (m_hasEnded || (lastFrame() >= 0 && m_frame >= lastFrame()));
}

const QImage &ClipPlayer::image() const
{
    if (m_image.isNull() && m_shown.isValid())
        m_image = m_shown.toImage();
    return m_image;
}

qint64 ClipPlayer::numberOf(const QVideoFrame &frame) const
{
    return frameAt(m_facts, std::chrono::microseconds(frame.startTime() - m_firstTime));
}

void ClipPlayer::takeFrame(const QVideoFrame &frame)
{
    // A player that stops sends an empty frame; one that has answered a seek may send what it was about to.
    if (!frame.isValid() || (m_state == ClipState::Paused && m_holdsFrame && m_target < 0))
        return;
    if (m_state == ClipState::Loading)
        return takeFirstFrame(frame);
    const qint64 number = numberOf(frame);
    if (m_target < 0) {
        showFrame(frame, number);
    } else if (number == m_target) {
        showFrame(frame, number);
        settle();
    }
}

void ClipPlayer::takeFirstFrame(const QVideoFrame &frame)
{
    m_wait.stop();
    if (m_facts.frameTimes.isEmpty())
        m_firstTime = frame.startTime();
    if (m_facts.size.isEmpty())
        m_facts.size = frame.size();
    m_shown = frame;
    m_image = {};
    m_frame = numberOf(frame);
    setState(ClipState::Paused);
    emit loaded();
    emit frameShown(m_frame);
}

void ClipPlayer::showFrame(const QVideoFrame &frame, qint64 number)
{
    m_shown = frame;
    m_image = {};
    m_frame = number;
    m_arrival = steadyNow();
    emit frameShown(number);
}

void ClipPlayer::takeEnd()
{
    if (m_deck->player.mediaStatus() != QMediaPlayer::EndOfMedia) // started again since
        return;
    m_needsHealing = true;
    if (m_state == ClipState::Loading)
        return fail(ClipTrouble::NothingDecoded);
    if (m_state != ClipState::Playing) // a paused seek has met the end
        return;
    if (m_isLooping) {
        m_deck->player.setPosition(0);
        m_deck->player.play();
        return;
    }
    m_hasEnded = true;
    setState(ClipState::Paused);
    emit ended();
}

void ClipPlayer::play()
{
    if (m_state != ClipState::Paused)
        return;
    const qint64 from = m_next >= 0 ? m_next : m_target >= 0 ? m_target : m_frame;
    if (m_hasEnded || (lastFrame() >= 0 && from >= lastFrame()))
        m_deck->player.setPosition(0);
    else if (m_next >= 0)
        m_deck->player.setPosition(positionOf(m_next));
    m_wait.stop();
    m_target = -1;
    m_next = -1;
    m_holdsFrame = false;
    m_hasEnded = false;
    m_arrival = steadyNow();
    setState(ClipState::Playing);
    m_deck->player.play();
}

void ClipPlayer::pause()
{
    if (m_state != ClipState::Playing)
        return;
    m_deck->player.pause();
    setState(ClipState::Paused);
}

void ClipPlayer::seekTo(qint64 frame)
{
    const bool isToStart = frame <= 0;
    if ((m_state != ClipState::Paused && m_state != ClipState::Playing) || (!canBeSought() && !isToStart))
        return;
    frame = std::clamp<qint64>(frame, 0, std::max<qint64>(0, lastFrame()));
    if (m_state == ClipState::Playing) {
        m_deck->player.setPosition(positionOf(frame));
    } else if (m_target >= 0) {
        m_next = frame;
    } else {
        beginSeek(frame);
    }
}

void ClipPlayer::step(qint64 frames)
{
    pause();
    if (m_state == ClipState::Paused)
        seekTo((m_next >= 0 ? m_next : m_target >= 0 ? m_target : m_frame) + frames);
}

void ClipPlayer::beginSeek(qint64 frame)
{
    m_target = frame;
    m_holdsFrame = true;
    m_tries = 0;
    sendSeek(m_needsHealing || m_hasEnded);
    m_hasEnded = false;
}

/// Milliseconds between this frame and the one before, so that no rounding can miss it.
qint64 ClipPlayer::positionOf(qint64 frame) const
{
    return std::max<qint64>(0, (timeOf(m_facts, frame) + std::chrono::microseconds(m_firstTime) - 500us) / 1ms);
}

void ClipPlayer::sendSeek(bool heals)
{
    m_needsHealing = m_facts.length && *m_facts.length - timeOf(m_facts, m_target) < nearEnd;
    m_wait.start(firstWait * (1 << m_tries));
    QMediaPlayer &player = m_deck->player;
    player.setPosition(positionOf(m_target));
    if (heals) { // after the position: at its end the reader would fall asleep again at once
        player.play();
        player.pause();
    }
}

/// A seek got no answer; or, while loading, the first frame did not come.
void ClipPlayer::retrySeek()
{
    if (m_state == ClipState::Loading)
        return fail(ClipTrouble::NothingDecoded);
    if (++m_tries < mostTries)
        return sendSeek(true);
    settle(); // the file has no such frame: what is on screen stays
}

void ClipPlayer::settle()
{
    m_wait.stop();
    m_target = -1;
    const qint64 next = std::exchange(m_next, -1);
    if (next >= 0 && next != m_frame)
        beginSeek(next);
    else
        emit settled();
}

void ClipPlayer::setLooping(bool isLooping)
{
    m_isLooping = isLooping;
}

void ClipPlayer::setRate(double rate)
{
    m_rate = std::clamp(rate, 0.25, 2.0);
    if (m_deck)
        m_deck->player.setPlaybackRate(m_rate);
}

void ClipPlayer::setMuted(bool isMuted)
{
    m_isMuted = isMuted;
    if (m_deck && m_deck->sound)
        m_deck->sound->setMuted(isMuted);
}

void ClipPlayer::setVolume(double volume)
{
    m_volume = std::clamp(volume, 0.0, 1.0);
    if (m_deck && m_deck->sound)
        m_deck->sound->setVolume(float(m_volume));
}

} // namespace studio
