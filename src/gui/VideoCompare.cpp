#include "gui/VideoCompare.h"

#include "ui_VideoCompare.h"

#include "gui/ClipText.h"
#include "gui/ErrorText.h"
#include "gui/Loudness.h"
#include "gui/TabWalk.h"
#include "gui/VideoPane.h"
#include "media/ClipClock.h"
#include "media/ClipPlayer.h"

#include <QKeyEvent>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int narrowestPane = 320;

} // namespace

VideoCompare::VideoCompare(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::VideoCompare>()), m_clock(new ClipClock(this))
{
    m_ui->setupUi(this);
    m_ui->stepLine->setContentsMargins(8, 4, 8, 4);
    setFocusProxy(m_ui->transport);
    m_ui->markButton->hide();
    m_ui->framesButton->hide();
    connectTransport();
    connectClock();
    setLoudness(nullptr);
    connect(m_ui->swapButton, &QToolButton::clicked, this, &VideoCompare::swapSides);
    connect(m_ui->markButton, &QToolButton::clicked, this, &VideoCompare::markMoment);
    connect(m_ui->framesButton, &QToolButton::clicked, this, [this] {
        pause();
        emit comparisonRequested(currentFrames(), names());
    });
    follow();
}

VideoCompare::~VideoCompare()
{
    m_clock->setClips({});
}

void VideoCompare::connectTransport()
{
    const TransportBar *transport = m_ui->transport;
    connect(transport, &TransportBar::playRequested, this, [this](bool plays) { plays ? play() : pause(); });
    connect(transport, &TransportBar::seekRequested, m_clock, &ClipClock::seekTo);
    connect(transport, &TransportBar::stepRequested, m_clock, &ClipClock::step);
    connect(transport, &TransportBar::loopChanged, m_clock, &ClipClock::setLooping);
    connect(transport, &TransportBar::rateChanged, m_clock, &ClipClock::setRate);
    connect(transport, &TransportBar::muteRequested, this, &VideoCompare::setMuted);
    connect(transport, &TransportBar::volumeChosen, this, [this](int percent) { m_loudness->setPercent(percent); });
}

void VideoCompare::connectClock()
{
    connect(m_clock, &ClipClock::timeChanged, this, &VideoCompare::showPlaces);
    connect(m_clock, &ClipClock::playingChanged, this, [this](bool isPlaying) {
        m_ui->transport->setPlaying(isPlaying);
        showStep();
    });
    connect(m_clock, &ClipClock::settled, this, [this] {
        showPlaces();
        showStep();
    });
    connect(m_clock, &ClipClock::driftMeasured, this, &VideoCompare::showStep);
}

void VideoCompare::setClips(const QList<ComparedClip> &clips)
{
    if (clips == m_clips)
        return;
    m_clips = clips;
    m_clock->setClips({});
    qDeleteAll(m_panes);
    m_panes.clear();
    m_shown.clear();
    m_columns = 0;
    m_solo = -1;
    m_hasChosenSolo = false;
    QList<ClipPlayer *> players;
    for (const ComparedClip &clip : clips.first(std::min<qsizetype>(clips.size(), mostClips))) {
        addPane(clip);
        players << &m_panes.last()->player();
    }
    m_shown = m_panes;
    arrange();
    m_clock->setClips(players);
    for (int i = 0; i < m_panes.size(); ++i)
        m_panes[i]->load(clips[i].path);
    follow();
}

void VideoCompare::addPane(const ComparedClip &clip)
{
    const int index = int(m_panes.size());
    auto *pane = new VideoPane(QString(QChar(u'A' + index)), clip.name, m_ui->panes);
    pane->setObjectName(u"videoPane%1"_s.arg(index));
    placeInTabWalk(m_panes.isEmpty() ? *m_ui->panes : static_cast<QWidget &>(*m_panes.last()), *pane);
    m_panes << pane;
    pane->player().setVolume(m_loudness->amplitude());
    connect(pane, &VideoPane::offsetChanged, this, [this, index](int frames) { m_clock->setOffset(index, frames); });
    connect(pane, &VideoPane::soloRequested, this, [this, index](bool isAlone) { solo(isAlone ? index : -1); });
    connect(pane, &VideoPane::clicked, this, [this] { m_clock->isPlaying() ? pause() : play(); });
    connect(pane, &VideoPane::openRequested, this, &VideoCompare::openRequested);
    connect(&pane->player(), &ClipPlayer::stateChanged, this, &VideoCompare::follow);
    connect(&pane->player(), &ClipPlayer::loaded, this, &VideoCompare::follow);
    connect(&pane->player(), &ClipPlayer::frameShown, this, &VideoCompare::showPlaces);
}

/// As many beside each other as have room, two by two when there are four.
void VideoCompare::arrange()
{
    const int count = int(m_shown.size());
    int columns = std::clamp(width() / narrowestPane, 1, std::max(1, count));
    if (count == 4 && columns == 3)
        columns = 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (VideoPane *pane : std::as_const(m_shown))
        m_ui->grid->removeWidget(pane);
    for (int i = 0; i < count; ++i)
        m_ui->grid->addWidget(m_shown[i], i / columns, i % columns);
    for (int i = 0; i < mostClips; ++i) {
        m_ui->grid->setColumnStretch(i, i < columns ? 1 : 0);
        m_ui->grid->setRowStretch(i, i * columns < count ? 1 : 0);
    }
}

void VideoCompare::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// Brings everything to the players' states.
void VideoCompare::follow()
{
    const auto has = [this](auto which) { return std::any_of(m_panes.begin(), m_panes.end(), which); };
    const bool isReady = has([](const VideoPane *pane) { return pane->player().state() == ClipState::Paused || pane->player().state() == ClipState::Playing; });
    m_ui->transport->setReady(isReady);
    m_ui->transport->setFrames(m_clock->lastFrame());
    m_ui->transport->setCanSeek(has([](const VideoPane *pane) { return pane->player().canBeSought(); }),
                                tr("These videos can only be played from their beginning."));
    m_ui->transport->setSound(has([](const VideoPane *pane) { return pane->player().canBeHeard(); }), tr("There is nothing to be heard."));
    m_ui->swapButton->setEnabled(m_panes.size() > 1);
    m_ui->markButton->setEnabled(isReady);
    m_ui->framesButton->setEnabled(isReady);
    if (!m_hasChosenSolo) {
        const auto loud = std::find_if(m_panes.begin(), m_panes.end(), [](const VideoPane *pane) { return pane->player().canBeHeard(); });
        m_solo = loud == m_panes.end() ? -1 : int(loud - m_panes.begin());
    }
    applySound();
    showPlaces();
    showStep();
}

void VideoCompare::showPlaces()
{
    m_ui->transport->setFrames(m_clock->lastFrame());
    const QString place = m_panes.isEmpty() ? QString()
                                            : tr("%1 · frame %2 of %3").arg(clipTimeText(m_clock->time()), QLocale().toString(m_clock->frame() + 1),
                                                                            QLocale().toString(m_clock->lastFrame() + 1));
    m_ui->transport->setPlace(m_clock->frame(), place);
    for (int i = 0; i < m_panes.size() && i < m_clock->clips().size(); ++i) {
        const bool isShown = m_panes[i]->player().frame() >= 0;
        m_panes[i]->showPlace(!isShown                ? VideoPane::Hold::None
                              : !m_clock->hasBegun(i) ? VideoPane::Hold::Waits
                              : m_clock->isOver(i)    ? VideoPane::Hold::Over
                                                      : VideoPane::Hold::None);
    }
}

/// How well they go together.
void VideoCompare::showStep()
{
    QStringList loose;
    for (const VideoPane *pane : std::as_const(m_panes)) {
        if (pane->player().frame() >= 0 && !pane->player().canBeSought())
            loose << pane->letter();
    }
    if (!loose.isEmpty())
        m_ui->stepLine->say(Verdict::Look, tr("%1 can only be played from the beginning and may run apart.").arg(QLocale().createSeparatedList(loose)));
    else if (m_clock->isPlaying() && m_clock->drift())
        m_ui->stepLine->say(Verdict::Plain, (*m_clock->drift() <= ClipClock::tolerance ? tr("In step, %1 ms apart") : tr("Catching up, %1 ms apart"))
                                                .arg(m_clock->drift()->count()));
    else if (m_clock->isPlaying())
        m_ui->stepLine->say(Verdict::Plain, tr("Playing in step"));
    else
        m_ui->stepLine->say(Verdict::Plain, m_panes.isEmpty() ? tr("Pick two to four videos to compare them.") : tr("Stopped, exact to the frame"));
}

void VideoCompare::setMomentSaver(MomentSaver saver)
{
    m_saver = std::move(saver);
    m_ui->markButton->setVisible(bool(m_saver));
}

void VideoCompare::setCanCompareFrames(bool can)
{
    m_ui->framesButton->setVisible(can);
}

QList<QImage> VideoCompare::currentFrames() const
{
    QList<QImage> frames;
    for (const VideoPane *pane : m_shown)
        frames << pane->player().image();
    return frames;
}

QStringList VideoCompare::names() const
{
    QStringList all;
    for (const VideoPane *pane : m_shown)
        all << (pane->name().isEmpty() ? pane->letter() : pane->letter() + u" · "_s + pane->name());
    return all;
}

void VideoCompare::solo(int pane)
{
    m_hasChosenSolo = true;
    m_solo = pane;
    if (pane >= 0)
        m_isMuted = false;
    applySound();
}

void VideoCompare::setMuted(bool isMuted)
{
    m_isMuted = isMuted;
    applySound();
}

void VideoCompare::setLoudness(Loudness *loudness)
{
    if (m_loudness)
        m_loudness->disconnect(this);
    m_loudness = loudness ? loudness : new Loudness(this);
    connect(m_loudness, &Loudness::changed, this, &VideoCompare::applyLoudness);
    applyLoudness();
}

void VideoCompare::applyLoudness()
{
    for (const VideoPane *pane : std::as_const(m_panes))
        pane->player().setVolume(m_loudness->amplitude());
    m_ui->transport->setVolume(m_loudness->percent());
}

void VideoCompare::applySound()
{
    for (int i = 0; i < m_panes.size(); ++i)
        m_panes[i]->setHeard(i == m_solo && !m_isMuted);
    m_ui->transport->setMuted(m_isMuted);
}

void VideoCompare::swapSides()
{
    if (m_shown.size() < 2)
        return;
    m_shown.append(m_shown.takeFirst());
    m_columns = 0;
    arrange();
}

/// Everybody is brought to a frame first, so that what is saved is what the clock says.
void VideoCompare::markMoment()
{
    if (!m_saver || m_panes.isEmpty())
        return;
    m_clock->pause();
    const auto save = [this] {
        const Result<QString> where = m_saver(currentFrames(), names(), m_clock->frame());
        if (!where) {
            m_ui->stepLine->say(Verdict::Failed, errorText(where.error()).text);
            return;
        }
        m_ui->stepLine->say(Verdict::Passed, tr("Saved in %1").arg(*where));
        emit momentMarked(*where);
    };
    if (m_clock->isSettled())
        save();
    else
        connect(m_clock, &ClipClock::settled, this, save, Qt::SingleShotConnection);
}

void VideoCompare::play()
{
    m_clock->play();
}

void VideoCompare::pause()
{
    m_clock->pause();
}

void VideoCompare::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) // a minimised window may go on
        pause();
}

void VideoCompare::keyPressEvent(QKeyEvent *event)
{
    if (!m_ui->transport->takeKey(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

} // namespace studio
