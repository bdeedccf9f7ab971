#include "gui/TransportBar.h"

#include "ui_TransportBar.h"

#include "gui/ClipText.h"
#include "gui/Theme.h"

#include <QActionGroup>
#include <QEvent>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int sliderFrom = 420; ///< Narrower than this the place needs the room; the keys stay.
constexpr std::array<double, 7> rates{0.25, 0.5, 0.75, 1, 1.25, 1.5, 2};

} // namespace

TransportBar::TransportBar(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::TransportBar>()), m_speeds(new QActionGroup(this))
{
    m_ui->setupUi(this);
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language, as on the buttons' signs
    setFocusProxy(m_ui->scrubSlider);
    m_ui->placeLabel->setFont(withTabularFigures(m_ui->placeLabel->font()));
    m_ui->placeLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->speedButton->setFont(withTabularFigures(m_ui->speedButton->font()));
    buildSpeeds();
    connect(m_ui->playButton, &QToolButton::clicked, this, [this] { emit playRequested(!m_isPlaying); });
    connect(m_ui->backButton, &QToolButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_ui->forwardButton, &QToolButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_ui->loopButton, &QToolButton::toggled, this, &TransportBar::loopChanged);
    connect(m_ui->muteButton, &QToolButton::clicked, this, [this] { emit muteRequested(!m_isMuted); });
    connect(m_ui->volumeSlider, &QSlider::valueChanged, this, [this](int percent) {
        drawSound();
        emit volumeChosen(percent);
        if (m_isMuted) // whoever sets how loud it is wants to hear it
            emit muteRequested(false);
    });
    connect(m_ui->scrubSlider, &ScrubSlider::valueChanged, this, [this](int frame) { emit seekRequested(frame); });
    setRate(1);
    drawButtons();
}

TransportBar::~TransportBar() = default;

void TransportBar::buildSpeeds()
{
    auto *menu = new QMenu(m_ui->speedButton);
    for (const double rate : rates) {
        QAction *action = menu->addAction(rateText(rate));
        action->setCheckable(true);
        action->setData(rate);
        m_speeds->addAction(action);
        connect(action, &QAction::triggered, this, [this, rate] { setRate(rate); });
    }
    m_ui->speedButton->setMenu(menu);
}

void TransportBar::setRate(double rate)
{
    const bool isNew = rate != m_rate;
    m_rate = rate;
    for (QAction *action : m_speeds->actions())
        action->setChecked(qFuzzyCompare(action->data().toDouble(), rate));
    m_ui->speedButton->setText(rateText(rate));
    m_ui->speedButton->setAccessibleName(tr("Speed: %1").arg(rateText(rate)));
    if (isNew)
        emit rateChanged(rate);
}

void TransportBar::changeRate(int steps)
{
    const auto now = std::find(rates.begin(), rates.end(), m_rate) - rates.begin();
    setRate(rates[size_t(std::clamp<std::ptrdiff_t>(now + steps, 0, std::ptrdiff_t(rates.size()) - 1))]);
}

bool TransportBar::isLooping() const
{
    return m_ui->loopButton->isChecked();
}

void TransportBar::setReady(bool isReady)
{
    m_isReady = isReady;
    drawButtons();
}

void TransportBar::setPlaying(bool isPlaying)
{
    m_isPlaying = isPlaying;
    drawButtons();
}

void TransportBar::setFrames(qint64 last)
{
    const QSignalBlocker quiet(m_ui->scrubSlider);
    m_ui->scrubSlider->setRange(0, int(std::clamp<qint64>(last, 0, INT_MAX)));
    m_ui->scrubSlider->setPageStep(int(std::clamp<qint64>(last / 10, 1, 1000)));
}

void TransportBar::setPlace(qint64 frame, const QString &text)
{
    m_ui->placeLabel->setText(text);
    m_ui->scrubSlider->setAccessibleDescription(text);
    if (m_ui->scrubSlider->isSliderDown())
        return;
    const QSignalBlocker quiet(m_ui->scrubSlider);
    m_ui->scrubSlider->setValue(int(std::clamp<qint64>(frame, 0, INT_MAX)));
}

void TransportBar::setCanSeek(bool can, const QString &reason)
{
    m_canSeek = can;
    m_seekReason = reason;
    drawButtons();
}

void TransportBar::setSound(bool has, const QString &reason)
{
    m_hasSound = has;
    m_soundReason = reason;
    drawButtons();
}

void TransportBar::setMuted(bool isMuted)
{
    m_isMuted = isMuted;
    drawButtons();
}

void TransportBar::setVolume(int percent)
{
    const QSignalBlocker quiet(m_ui->volumeSlider);
    m_ui->volumeSlider->setValue(percent);
    drawSound();
}

/// How loud it is shows on the button too.
void TransportBar::drawSound()
{
    const int percent = m_ui->volumeSlider->value();
    const bool isSilent = m_isMuted || !m_hasSound || percent == 0;
    m_ui->muteButton->setIcon(QIcon::fromTheme(isSilent       ? u"audio-volume-muted"_s
                                               : percent < 34 ? u"audio-volume-low"_s
                                               : percent < 67 ? u"audio-volume-medium"_s
                                                              : u"audio-volume-high"_s));
    const QString name = tr("Loudness");
    m_ui->volumeSlider->setToolTip(m_hasSound ? tr("%1: %2 % (Up, Down)").arg(name, QLocale().toString(percent)) : m_soundReason);
    m_ui->volumeSlider->setAccessibleDescription(m_hasSound ? QString() : m_soundReason);
    m_ui->volumeSlider->setEnabled(m_isReady && m_hasSound);
}

void TransportBar::drawButtons()
{
    const auto put = [](QAbstractButton *button, const QString &icon, const QString &name, const QString &key, const QString &reason = {}) {
        button->setIcon(QIcon::fromTheme(icon));
        button->setAccessibleName(name);
        button->setToolTip(reason.isEmpty() ? u"%1 (%2)"_s.arg(name, key) : reason);
        button->setAccessibleDescription(reason);
    };
    put(m_ui->playButton, m_isPlaying ? u"media-playback-pause"_s : u"media-playback-start"_s, m_isPlaying ? tr("Pause") : tr("Play"), tr("Space"));
    put(m_ui->backButton, u"media-skip-backward"_s, tr("One frame back"), u","_s, m_canSeek ? QString() : m_seekReason);
    put(m_ui->forwardButton, u"media-skip-forward"_s, tr("One frame forward"), u"."_s, m_canSeek ? QString() : m_seekReason);
    put(m_ui->loopButton, u"media-playlist-repeat"_s, tr("Loop"), tr("Shift+L"));
    put(m_ui->muteButton, m_isMuted || !m_hasSound ? u"audio-volume-muted"_s : u"audio-volume-high"_s,
        m_isMuted ? tr("Sound on") : tr("Sound off"), tr("M; louder and quieter: Up, Down"), m_hasSound ? QString() : m_soundReason);
    m_ui->speedButton->setToolTip(tr("Speed (J slower, L faster)"));
    m_ui->scrubSlider->setToolTip(m_canSeek ? QString() : m_seekReason);
    for (QWidget *widget : {static_cast<QWidget *>(m_ui->playButton), static_cast<QWidget *>(m_ui->loopButton), static_cast<QWidget *>(m_ui->speedButton)})
        widget->setEnabled(m_isReady);
    for (QWidget *widget : {static_cast<QWidget *>(m_ui->backButton), static_cast<QWidget *>(m_ui->forwardButton), static_cast<QWidget *>(m_ui->scrubSlider)})
        widget->setEnabled(m_isReady && m_canSeek);
    m_ui->muteButton->setEnabled(m_isReady && m_hasSound);
    drawSound();
}

bool TransportBar::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (!m_isReady || (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return false;
    switch (key) {
    case Qt::Key_Space:
    case Qt::Key_K:
        emit playRequested(!m_isPlaying);
        return true;
    case Qt::Key_J:
        changeRate(-1);
        return true;
    case Qt::Key_L:
        if (modifiers & Qt::ShiftModifier)
            m_ui->loopButton->toggle();
        else
            changeRate(1);
        return true;
    case Qt::Key_M:
        if (m_hasSound)
            emit muteRequested(!m_isMuted);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (m_hasSound)
            m_ui->volumeSlider->triggerAction(key == Qt::Key_Up ? QSlider::SliderSingleStepAdd : QSlider::SliderSingleStepSub);
        return m_hasSound;
    case Qt::Key_Home:
        emit seekRequested(0);
        return true;
    case Qt::Key_Comma:
    case Qt::Key_Period:
    case Qt::Key_End:
        break;
    default: // every other key of a keyboard
        return false;
    }
    if (m_canSeek && key == Qt::Key_End)
        emit seekRequested(m_ui->scrubSlider->maximum());
    else if (m_canSeek)
        emit stepRequested(key == Qt::Key_Comma ? -1 : 1);
    return true;
}

void TransportBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_ui->volumeSlider->setVisible(width() >= sliderFrom);
}

void TransportBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        drawButtons(); // the other theme has other icons
}

} // namespace studio
