#include "gui/VideoView.h"

#include "ui_VideoView.h"

#include "gui/ClipText.h"
#include "gui/Loudness.h"
#include "gui/Theme.h"
#include "media/ClipPlayer.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace studio
{

VideoView::VideoView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::VideoView>())
    , m_player(new ClipPlayer(this))
    , m_outgoing(new OutgoingFile(*this, tr("Save the video"), QStandardPaths::writableLocation(QStandardPaths::MoviesLocation)))
{
    m_ui->setupUi(this);
    m_ui->videoSurface->setPlayer(m_player);
    m_ui->videoFacts->setForegroundRole(QPalette::PlaceholderText);
    m_ui->videoFacts->setFont(withTabularFigures(m_ui->videoFacts->font()));
    setPrimary(*m_ui->openButton);
    setFocusProxy(m_ui->videoSurface);
    buildActions();
    connectPlayer();
    connectTransport();
    connectOutgoing();
    setLoudness(nullptr);
    connect(m_ui->openButton, &QPushButton::clicked, this, [this] { emit openRequested(path()); });
    connect(m_ui->videoSurface, &VideoSurface::clicked, this, [this] { m_player->state() == ClipState::Playing ? pause() : play(); });
    follow();
}

VideoView::~VideoView()
{
    m_ui->videoSurface->setPlayer(nullptr);
}

void VideoView::connectPlayer()
{
    connect(m_player, &ClipPlayer::stateChanged, this, &VideoView::follow);
    connect(m_player, &ClipPlayer::loaded, this, [this] {
        m_ui->transport->setFrames(m_player->lastFrame());
        m_ui->transport->setCanSeek(m_player->canBeSought(), tr("This kind of video can only be played from its beginning."));
        m_ui->transport->setSound(m_player->canBeHeard(), m_player->facts().hasSound ? tr("This computer has no sound device.")
                                                                                     : tr("This video has no sound."));
        updateFacts();
    });
    connect(m_player, &ClipPlayer::frameShown, this, &VideoView::showPlace);
}

void VideoView::setLoudness(Loudness *loudness)
{
    if (m_loudness)
        m_loudness->disconnect(this);
    m_loudness = loudness ? loudness : new Loudness(this);
    connect(m_loudness, &Loudness::changed, this, &VideoView::applyLoudness);
    applyLoudness();
}

void VideoView::applyLoudness()
{
    m_player->setVolume(m_loudness->amplitude());
    m_ui->transport->setVolume(m_loudness->percent());
}

void VideoView::connectOutgoing()
{
    m_outgoing->setSupply([this]() -> Result<OfferedFile> {
        if (path().isEmpty())
            return Error{ErrorKind::StorageFailed};
        return plainFile(path());
    });
    connect(m_ui->videoSurface, &VideoSurface::dragOutRequested, this, [this] { m_outgoing->drag(currentFrame()); });
    connect(m_outgoing, &OutgoingFile::said, this, [this](const QString &text) {
        m_ui->videoNotice->say(text.isEmpty() ? Verdict::None : Verdict::Note, {text});
    });
    connect(m_outgoing, &OutgoingFile::failed, this, [this](const QString &text) {
        m_ui->videoNotice->say(Verdict::Failed, {text});
    });
    connect(m_outgoing, &OutgoingFile::saved, this, [this](const QString &path) {
        m_ui->videoNotice->say(Verdict::Passed, {tr("Saved as %1").arg(path)});
    });
}

void VideoView::connectTransport()
{
    const TransportBar *transport = m_ui->transport;
    connect(transport, &TransportBar::playRequested, this, [this](bool plays) { plays ? play() : pause(); });
    connect(transport, &TransportBar::seekRequested, m_player, &ClipPlayer::seekTo);
    connect(transport, &TransportBar::stepRequested, m_player, &ClipPlayer::step);
    connect(transport, &TransportBar::loopChanged, m_player, &ClipPlayer::setLooping);
    connect(transport, &TransportBar::rateChanged, m_player, &ClipPlayer::setRate);
    connect(transport, &TransportBar::volumeChosen, this, [this](int percent) { m_loudness->setPercent(percent); });
    connect(transport, &TransportBar::muteRequested, this, [this](bool isMuted) {
        m_player->setMuted(isMuted);
        m_ui->transport->setMuted(isMuted);
    });
}

void VideoView::buildActions()
{
    const auto add = [this](const QString &text, const QString &icon, const QString &name, auto act) {
        auto *action = new QAction(icon.isEmpty() ? QIcon() : QIcon::fromTheme(icon), text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
        m_fileActions << action;
        return action;
    };
    QAction *copy = add(tr("Copy frame"), u"edit-copy"_s, u"copyFrameAction"_s, [this] { copyFrame(); });
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(copy);
    add(tr("Save frame as …"), u"viewimage"_s, u"saveFrameAction"_s, [this] { saveFrame(); });
    m_reference = add(tr("Use frame as reference"), u"insert-image"_s, u"referenceAction"_s, [this] { emit referenceRequested(currentFrame()); });
    m_plainCopy = add(tr("Copy without history"), {}, u"plainCopyAction"_s, [this] { emit copyWithoutHistoryRequested(); });
    add(tr("Save video as …"), u"document-save-as"_s, u"saveVideoAction"_s, [this] { m_outgoing->saveAs(); });
    add(tr("Show in folder"), u"folder-open"_s, u"revealVideoAction"_s, [this] { emit revealRequested(path()); });
    add(tr("Open in your player"), u"media-playback-start"_s, u"openVideoAction"_s, [this] { emit openRequested(path()); });
    auto *menu = new QMenu(m_ui->videoMoreButton);
    menu->addActions(m_fileActions);
    m_ui->videoMoreButton->setMenu(menu);
}

const QString &VideoView::path() const
{
    return m_player->path();
}

const ClipFacts &VideoView::facts() const
{
    return m_player->facts();
}

void VideoView::setSource(const QString &path)
{
    if (path == m_player->path() && m_state != State::Failed)
        return;
    m_wasPlayed = false;
    m_outgoing->forget();
    if (path.isEmpty())
        m_player->unload();
    else
        m_player->load(path);
}

void VideoView::setPoster(const QImage &poster)
{
    m_ui->videoSurface->setPoster(poster);
    follow();
}

void VideoView::setName(const QString &name)
{
    m_name = name;
    updateFacts();
}

void VideoView::setFactsVisible(bool isVisible)
{
    m_ui->videoFacts->setVisible(isVisible);
    m_ui->videoMoreButton->setVisible(isVisible);
}

QImage VideoView::currentFrame() const
{
    return m_player->image();
}

void VideoView::play()
{
    if (m_player->state() != ClipState::Paused)
        return;
    m_wasPlayed = true;
    m_player->play();
}

void VideoView::pause()
{
    m_player->pause();
}

/// Brings everything to the player's state.
void VideoView::follow()
{
    switch (m_player->state()) {
    case ClipState::Empty:
        setState(State::Empty);
        break;
    case ClipState::Loading:
        setState(State::Waiting);
        break;
    case ClipState::Paused:
    case ClipState::Playing:
        setState(State::Shown);
        break;
    case ClipState::CannotPlay:
        m_problem = clipProblemText(m_player->trouble(), m_player->facts());
        setState(State::Failed);
        break;
    }
}

void VideoView::setState(State state)
{
    const bool isNew = state != m_state;
    m_state = state;
    const bool isFailed = state == State::Failed;
    if (!isFailed)
        m_problem.clear();
    m_ui->problemRow->setVisible(isFailed);
    m_ui->problemLine->say(isFailed ? Verdict::Look : Verdict::None, m_problem);
    m_ui->openButton->setVisible(isFailed && canOpenElsewhere(m_player->trouble()));
    m_ui->transport->setVisible(!isFailed);
    m_ui->transport->setReady(state == State::Shown);
    m_ui->transport->setPlaying(m_player->state() == ClipState::Playing);
    m_ui->videoSurface->setWords(state == State::Waiting ? tr("Reading the video …") : isFailed ? tr("No picture") : QString());
    showPlace();
    updateFacts();
    updateActions();
    if (isNew)
        emit stateChanged();
}

void VideoView::showPlace()
{
    const bool isShown = m_state == State::Shown;
    m_ui->transport->setPlace(m_player->frame(), isShown ? clipPlaceText(m_player->facts(), m_player->frame()) : QString());
    m_ui->videoSurface->setPlayMark(isShown && !m_wasPlayed && m_player->state() == ClipState::Paused && m_player->frame() <= 0);
    m_ui->videoSurface->update();
}

void VideoView::updateFacts()
{
    const bool hasFacts = m_state == State::Shown || (m_state == State::Failed && !m_player->facts().codec.isEmpty());
    m_ui->videoFacts->setText(hasFacts ? clipFactsText(m_player->facts()) : QString());
    const QString name = m_name.isEmpty() ? tr("Video") : m_name;
    QString spoken;
    switch (m_state) {
    case State::Empty:
        spoken = tr("nothing to show yet");
        break;
    case State::Waiting:
        spoken = tr("Reading the video …");
        break;
    case State::Shown:
        spoken = spokenClipFacts(m_player->facts());
        break;
    case State::Failed:
        spoken = m_problem;
        break;
    }
    m_ui->videoSurface->setAccessibleName(name + u", "_s + spoken);
    m_ui->videoSurface->setAccessibleDescription(tr("Space plays and pauses, comma and period go one frame, J and L change the speed, Up and Down the loudness."));
}

void VideoView::updateActions()
{
    const bool isShown = m_state == State::Shown;
    // What cannot be played can still be kept.
    const bool hasFile = isShown || (m_state == State::Failed && m_player->trouble() != ClipTrouble::Missing);
    for (QAction *action : std::as_const(m_fileActions)) {
        const bool isOfFrame = action->objectName().contains("Frame"_L1) || action == m_reference;
        const bool isAllowed = action->objectName() != "openVideoAction"_L1 || isShown || canOpenElsewhere(m_player->trouble());
        action->setEnabled(isOfFrame ? isShown : hasFile && isAllowed);
    }
    m_ui->videoMoreButton->setEnabled(hasFile);
}

void VideoView::copyFrame()
{
    if (currentFrame().isNull())
        return;
    QGuiApplication::clipboard()->setImage(currentFrame());
    emit frameCopied();
}

void VideoView::saveFrame()
{
    const QImage frame = currentFrame();
    if (frame.isNull())
        return;
    const qint64 number = m_player->frame() + 1; // as the line under the picture counts
    const QString name = u"%1-frame-%2.png"_s.arg(QFileInfo(path()).completeBaseName().left(40)).arg(number);
    m_outgoing->saveAs({name, [frame](const QString &target) -> Result<QString> {
                            QSaveFile file(target);
                            if (!file.open(QIODevice::WriteOnly) || !frame.save(&file, "PNG") || !file.commit())
                                return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(target, file.errorString())};
                            return QString();
                        }});
}

void VideoView::keyPressEvent(QKeyEvent *event)
{
    if (!m_ui->transport->takeKey(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

void VideoView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous()) // a minimised window may go on
        pause();
}

void VideoView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_state == State::Empty || m_state == State::Waiting)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_fileActions);
    menu->popup(event->globalPos());
}

} // namespace studio
