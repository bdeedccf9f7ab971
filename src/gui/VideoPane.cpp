#include "gui/VideoPane.h"

#include "ui_VideoPane.h"

#include "gui/ClipText.h"
#include "gui/Theme.h"
#include "media/ClipPlayer.h"

#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace studio
{

VideoPane::VideoPane(const QString &letter, const QString &name, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::VideoPane>()), m_player(new ClipPlayer(this)), m_letter(letter), m_name(name)
{
    m_ui->setupUi(this);
    const QString title = name.isEmpty() ? letter : u"%1 · %2"_s.arg(letter, name);
    m_ui->nameLabel->setText(title);
    m_ui->placeLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->placeLabel->setFont(withTabularFigures(m_ui->placeLabel->font()));
    m_ui->offsetLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->offsetBox->setAccessibleName(tr("Shift of %1 in frames").arg(letter));
    m_ui->offsetBox->findChild<QLineEdit *>()->setAccessibleName(m_ui->offsetBox->accessibleName());
    m_ui->soloButton->setAccessibleName(tr("Hear %1 alone").arg(letter));
    m_ui->videoSurface->setPlayer(m_player);
    setFocusProxy(m_ui->videoSurface);
    m_player->setMuted(true);
    connect(m_player, &ClipPlayer::stateChanged, this, &VideoPane::follow);
    connect(m_player, &ClipPlayer::loaded, this, &VideoPane::follow);
    connect(m_player, &ClipPlayer::frameShown, m_ui->videoSurface, qOverload<>(&QWidget::update));
    connect(m_ui->offsetBox, &QSpinBox::valueChanged, this, &VideoPane::offsetChanged);
    connect(m_ui->soloButton, &QToolButton::clicked, this, &VideoPane::soloRequested);
    connect(m_ui->videoSurface, &VideoSurface::clicked, this, &VideoPane::clicked);
    connect(m_ui->openButton, &QToolButton::clicked, this, [this] { emit openRequested(m_player->path()); });
    follow();
}

VideoPane::~VideoPane()
{
    m_ui->videoSurface->setPlayer(nullptr);
}

void VideoPane::load(const QString &path)
{
    m_player->load(path);
}

void VideoPane::follow()
{
    const bool isFailed = m_player->state() == ClipState::CannotPlay;
    const bool isShown = m_player->state() == ClipState::Paused || m_player->state() == ClipState::Playing;
    const QString problem = isFailed ? clipProblemText(m_player->trouble(), m_player->facts()) : QString();
    m_ui->videoSurface->setWords(isFailed ? problem : isShown ? QString() : tr("Reading the video …"));
    m_ui->openButton->setVisible(isFailed && canOpenElsewhere(m_player->trouble()));
    m_ui->offsetBox->setEnabled(isShown && m_player->canBeSought());
    m_ui->offsetLabel->setEnabled(m_ui->offsetBox->isEnabled());
    m_ui->soloButton->setVisible(isShown);
    m_ui->soloButton->setEnabled(isShown && m_player->canBeHeard());
    const QString silent = !m_player->facts().hasSound ? tr("This video has no sound.") : tr("This computer has no sound device.");
    m_ui->soloButton->setToolTip(m_ui->soloButton->isEnabled() ? tr("Hear this one alone") : silent);
    m_ui->soloButton->setAccessibleDescription(m_ui->soloButton->isEnabled() ? QString() : silent);
    const QString spoken = isFailed ? problem : isShown ? spokenClipFacts(m_player->facts()) : tr("Reading the video …");
    m_ui->videoSurface->setAccessibleName(tr("Video %1").arg(m_letter) + u", "_s + (m_name.isEmpty() ? QString() : m_name + u", "_s) + spoken);
    m_ui->videoSurface->setToolTip(isShown ? clipFactsText(m_player->facts()) : QString());
    showPlace(Hold::None);
}

void VideoPane::showPlace(Hold hold)
{
    const bool isShown = m_player->state() == ClipState::Paused || m_player->state() == ClipState::Playing;
    QString text = isShown ? clipPlaceText(m_player->facts(), m_player->frame()) : QString();
    switch (hold) {
    case Hold::None:
        break;
    case Hold::Waits:
        text = tr("Begins later") + u" · "_s + text;
        break;
    case Hold::Over:
        text = tr("Over, holds its last frame") + u" · "_s + text;
        break;
    }
    m_ui->placeLabel->setText(text);
}

void VideoPane::setHeard(bool isHeard)
{
    m_player->setMuted(!isHeard);
    m_ui->soloButton->setChecked(isHeard && m_player->canBeHeard());
    m_ui->soloButton->setIcon(QIcon::fromTheme(m_ui->soloButton->isChecked() ? u"audio-volume-high"_s : u"audio-volume-muted"_s));
}

void VideoPane::setOffset(int frames)
{
    const QSignalBlocker quiet(m_ui->offsetBox);
    m_ui->offsetBox->setValue(frames);
}

} // namespace studio
