#include "gui/PictureCompare.h"

#include "gui/DifferencePanel.h"
#include "gui/Loupe.h"
#include "gui/PictureSurface.h"
#include "gui/PictureText.h"
#include "gui/Theme.h"
#include "gui/WhenDone.h"
#include "ui_PictureCompare.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QStyle>
#include <QtConcurrent>

#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int panelWidth = 264;
constexpr int panelBelow = 720; ///< Narrower than this the numbers stand below the picture.
constexpr std::chrono::milliseconds untilAtRest{120};

QString sizeText(QSize size)
{
    return u"%1 × %2"_s.arg(size.width()).arg(size.height());
}

} // namespace

PictureCompare::PictureCompare(PictureDecoder &decoder, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::PictureCompare>())
    , m_decoder(decoder)
{
    m_ui->setupUi(this);
    buildStage();
    connectControls();
    m_ui->note->setForegroundRole(QPalette::PlaceholderText);
    m_ui->zoom->setFont(withTabularFigures(m_ui->zoom->font()));
    //: Seconds, after a figure.
    m_ui->interval->setSuffix(u" "_s + tr("s"));
    // The field inside a spin box is what the Tab key reaches.
    m_ui->interval->findChild<QLineEdit *>()->setAccessibleName(m_ui->interval->accessibleName());
    m_threshold.setSingleShot(true);
    m_threshold.setInterval(untilAtRest);
    updateMode();
}

PictureCompare::~PictureCompare()
{
    for (const Slot &slot : m_slots)
        slot.cancel.cancel();
    m_comparing.cancel();
    m_finding.cancel();
}

void PictureCompare::buildStage()
{
    auto *stage = new QHBoxLayout(m_ui->stage);
    stage->setContentsMargins({});
    stage->setSpacing(4);
    for (size_t side = 0; side < 2; ++side) {
        m_surfaces[side] = new PictureSurface(m_ui->stage);
        m_surfaces[side]->setObjectName(side ? u"secondSurface"_s : u"firstSurface"_s);
        stage->addWidget(m_surfaces[side], 1);
        connect(m_surfaces[side], &PictureCanvas::cameraChanged, this, &PictureCompare::shareCamera);
    }
    m_together = new CompareSurface(m_ui->stage);
    m_together->setObjectName(u"togetherSurface"_s);
    stage->addWidget(m_together, 1);
    connect(m_together, &PictureCanvas::cameraChanged, this, &PictureCompare::shareCamera);
    connect(m_together, &PictureCanvas::zoomChanged, this, &PictureCompare::updateZoom);
    connect(m_surfaces[0], &PictureCanvas::zoomChanged, this, &PictureCompare::updateZoom);
    connect(m_together, &CompareSurface::dividerMoved, this, &PictureCompare::updateNames);
    m_loupe = new Loupe(m_ui->stage);
    for (PictureCanvas *canvas : std::initializer_list<PictureCanvas *>{m_surfaces[0], m_surfaces[1], m_together})
        m_loupe->watch(canvas);
    m_panel = new DifferencePanel(this);
    m_panel->setObjectName(u"differencePanel"_s);
    m_ui->body->addWidget(m_panel);
}

void PictureCompare::connectControls()
{
    const std::pair<QPushButton *, Mode> modes[] = {{m_ui->sideBySideButton, Mode::SideBySide},
                                                    {m_ui->sliderButton, Mode::Slider},
                                                    {m_ui->blinkButton, Mode::Blink},
                                                    {m_ui->differenceButton, Mode::Difference}};
    for (const auto &[button, mode] : modes)
        connect(button, &QPushButton::clicked, this, [this, mode = mode] { setMode(mode); });
    connect(m_ui->firstBox, &QComboBox::activated, this, [this](int index) { choose(index, second()); });
    connect(m_ui->secondBox, &QComboBox::activated, this, [this](int index) { choose(first(), index); });
    connect(m_ui->swapButton, &QToolButton::clicked, this, [this] { choose(second(), first()); });
    connect(m_ui->fillBox, &QCheckBox::toggled, this, [this](bool on) { setFilling(on ? Filling::Fill : Filling::Fit); });
    connect(m_ui->otherButton, &QPushButton::clicked, this, &PictureCompare::showOther);
    connect(m_ui->pauseButton, &QPushButton::toggled, this, &PictureCompare::updateBlink);
    connect(m_ui->interval, &QDoubleSpinBox::valueChanged, this, &PictureCompare::updateBlink);
    connect(m_ui->fitButton, &QToolButton::clicked, this, [this] { m_together->fit(); });
    connect(m_ui->loupeButton, &QToolButton::toggled, m_loupe, &Loupe::setOn);
    connect(&m_blink, &QTimer::timeout, this, &PictureCompare::showOther);
    connect(m_panel, &DifferencePanel::thresholdChanged, &m_threshold, qOverload<>(&QTimer::start));
    connect(&m_threshold, &QTimer::timeout, this, &PictureCompare::findChanges);
    connect(m_panel, &DifferencePanel::regionChosen, this, [this](const QRect &region) {
        m_together->mark(region);
        m_together->showRegion(region);
    });
}

void PictureCompare::setPictures(const QList<ComparedPicture> &pictures)
{
    m_pictures = pictures.first(std::min<qsizetype>(pictures.size(), mostPictures));
    for (QComboBox *box : {m_ui->firstBox, m_ui->secondBox}) {
        const QSignalBlocker blocker(box);
        box->clear();
        for (int i = 0; i < m_pictures.size(); ++i)
            box->addItem(QChar(u'A' + i) + u"  "_s + m_pictures[i].name);
    }
    for (Slot &slot : m_slots)
        slot.index = -1;
    choose(m_pictures.isEmpty() ? -1 : 0, m_pictures.size() > 1 ? 1 : -1);
}

void PictureCompare::choose(int first, int second)
{
    const std::array<int, 2> chosen{first, second};
    if (first == m_slots[1].index && second == m_slots[0].index && first != second && isReady())
        std::swap(m_slots[0], m_slots[1]); // both are there already
    for (int side = 0; side < 2; ++side) {
        if (m_slots[size_t(side)].index == chosen[size_t(side)])
            continue;
        m_slots[size_t(side)].index = chosen[size_t(side)];
        load(side);
    }
    m_ui->firstBox->setCurrentIndex(first);
    m_ui->secondBox->setCurrentIndex(second);
    layOutPictures();
}

QString PictureCompare::labelOf(int side) const
{
    const int index = m_slots[size_t(side)].index;
    return index < 0 ? QString() : QChar(u'A' + index) + u"  "_s + m_pictures[index].name;
}

void PictureCompare::load(int side)
{
    Slot &slot = m_slots[size_t(side)];
    slot.cancel.cancel();
    slot = {slot.index, {}, {}, {}};
    if (slot.index < 0)
        return;
    const CancelFlag mine = slot.cancel;
    whenDone(m_decoder.decode(m_pictures[slot.index].source, mine), this, [this, mine](const Result<Picture> &picture) {
        for (int at = 0; at < 2 && !mine.isCancelled(); ++at) { // it may have changed sides meanwhile
            if (m_slots[size_t(at)].cancel == mine)
                take(at, picture);
        }
    });
}

void PictureCompare::take(int side, const Result<Picture> &picture)
{
    Slot &slot = m_slots[size_t(side)];
    if (picture)
        slot.picture = *picture;
    else
        slot.problem = pictureProblemText(picture.error());
    layOutPictures();
}

bool PictureCompare::isReady() const
{
    return !m_slots[0].picture.isNull() && !m_slots[1].picture.isNull();
}

QRectF PictureCompare::secondPlace() const
{
    return QRectF(placeInFrame(m_slots[1].picture.size(), m_slots[0].picture.size(), m_filling));
}

/// Everything that depends on the two pictures and how they lie.
void PictureCompare::layOutPictures()
{
    m_comparing.cancel();
    m_finding.cancel();
    m_comparison.reset();
    m_changes.reset();
    for (size_t side = 0; side < 2; ++side) {
        if (!m_slots[side].problem.isEmpty())
            m_surfaces[side]->showProblem(m_slots[side].problem);
        else if (m_slots[side].index < 0)
            m_surfaces[side]->clear();
        else if (m_slots[side].picture.isNull())
            m_surfaces[side]->showWaiting();
        else
            m_surfaces[side]->showPicture(m_slots[side].picture);
    }
    if (isReady()) {
        const QSize frame = m_slots[0].picture.size();
        const QRectF whole({}, QSizeF(frame));
        m_surfaces[1]->showPicture(m_slots[1].picture, frame, secondPlace());
        m_together->showSides({labelOf(0), m_slots[0].picture, whole}, {labelOf(1), m_slots[1].picture, secondPlace()}, frame);
        m_loupe->setSides({{labelOf(0), m_slots[0].picture, whole}, {labelOf(1), m_slots[1].picture, secondPlace()}});
        shareCamera(m_together->camera());
    } else {
        m_together->showSides({}, {}, {});
        m_loupe->setSides({});
    }
    updateMode();
    if (isReady())
        emit ready();
}

void PictureCompare::setMode(Mode mode)
{
    m_mode = mode;
    updateMode();
}

void PictureCompare::setFilling(Filling filling)
{
    if (filling == m_filling)
        return;
    m_filling = filling;
    m_ui->fillBox->setChecked(filling == Filling::Fill);
    layOutPictures();
}

void PictureCompare::updateMode()
{
    const std::array<QPushButton *, 4> buttons{m_ui->sideBySideButton, m_ui->sliderButton, m_ui->blinkButton,
                                               m_ui->differenceButton};
    buttons[size_t(m_mode)]->setChecked(true);
    const bool isApart = m_mode == Mode::SideBySide || !isReady();
    for (PictureSurface *surface : m_surfaces)
        surface->setVisible(isApart);
    m_together->setVisible(!isApart);
    m_panel->setVisible(m_mode == Mode::Difference && isReady());
    for (QWidget *control : std::initializer_list<QWidget *>{m_ui->interval, m_ui->otherButton, m_ui->pauseButton})
        control->setVisible(m_mode == Mode::Blink);
    switch (m_mode) {
    case Mode::SideBySide:
    case Mode::Slider:
        m_together->setLook(CompareSurface::Look::Slider);
        break;
    case Mode::Blink:
        m_together->setLook(CompareSurface::Look::First);
        // Who wants nothing to move on the desktop starts it by hand.
        m_ui->pauseButton->setChecked(style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0);
        break;
    case Mode::Difference:
        m_together->setLook(CompareSurface::Look::Heat);
        startComparing();
        break;
    }
    updateBlink();
    updateNote();
    updateNames();
    updateZoom();
    m_loupe->follow();
}

void PictureCompare::shareCamera(const PictureCamera &camera)
{
    for (PictureCanvas *canvas : std::initializer_list<PictureCanvas *>{m_surfaces[0], m_surfaces[1], m_together})
        canvas->setCamera(camera);
}

void PictureCompare::startComparing()
{
    if (!isReady() || m_comparison)
        return;
    m_comparing.cancel();
    m_comparing = {};
    m_panel->showWaiting();
    const CancelFlag mine = m_comparing;
    const QFuture<Result<PictureComparison>> work =
        QtConcurrent::run(&m_decoder.pool(), comparePictures, m_slots[0].picture.levels.first(),
                          m_slots[1].picture.levels.first(), m_filling, mine);
    whenDone(work, this, [this, mine](const Result<PictureComparison> &comparison) {
        if (mine.isCancelled() || !comparison)
            return;
        m_comparison = *comparison;
        findChanges();
    });
}

void PictureCompare::findChanges()
{
    if (!m_comparison)
        return;
    m_finding.cancel();
    m_finding = {};
    const CancelFlag mine = m_finding;
    const QFuture<Result<PictureChanges>> work = QtConcurrent::run(
        &m_decoder.pool(), changesOf, m_slots[0].picture.levels.first(), *m_comparison, m_panel->threshold(), mine);
    whenDone(work, this, [this, mine](const Result<PictureChanges> &changes) {
        if (mine.isCancelled() || !changes)
            return;
        m_changes = *changes;
        m_together->showHeat(changes->heat);
        m_together->mark({});
        m_panel->showChanges(*m_comparison, *changes);
        updateNames();
        emit compared();
    });
}

void PictureCompare::showOther()
{
    const bool isFirst = m_together->look() == CompareSurface::Look::First;
    m_together->setLook(isFirst ? CompareSurface::Look::Second : CompareSurface::Look::First);
    if (!m_blink.isActive()) // what blinks is not told each time
        updateNames();
}

void PictureCompare::updateBlink()
{
    const bool isRunning = m_mode == Mode::Blink && isReady() && isVisible() && !m_ui->pauseButton->isChecked();
    m_blink.setInterval(int(std::lround(m_ui->interval->value() * 1000)));
    if (!isRunning)
        m_blink.stop();
    else if (!m_blink.isActive())
        m_blink.start();
    m_ui->pauseButton->setText(m_ui->pauseButton->isChecked() ? tr("Go on") : tr("Pause"));
}

void PictureCompare::updateNote()
{
    const bool differs = isReady() && m_slots[0].picture.size() != m_slots[1].picture.size();
    m_ui->fillBox->setVisible(differs);
    QString note;
    if (isReady() && !differs)
        note = tr("Both %1").arg(sizeText(m_slots[0].picture.size()));
    if (differs) {
        const QString one = sizeText(m_slots[0].picture.size());
        const QString other = sizeText(m_slots[1].picture.size());
        note = m_filling == Filling::Fit
                   ? tr("Frame %1; the second picture (%2) is shown whole in it").arg(one, other)
                   : tr("Frame %1; the second picture (%2) fills it and its edges are cut").arg(one, other);
    }
    if (!isReady() && !m_pictures.isEmpty() && m_pictures.size() < 2)
        note = tr("There is only one picture yet.");
    m_ui->note->setText(note);
}

void PictureCompare::updateNames()
{
    const std::array<QString, 2> names{labelOf(0), labelOf(1)};
    for (size_t side = 0; side < 2; ++side) {
        const Slot &slot = m_slots[side];
        const QString facts = slot.picture.isNull() ? slot.problem : spokenPictureFacts(slot.picture.facts);
        m_surfaces[side]->setLabel(names[side]);
        m_surfaces[side]->setAccessibleName(names[side] + u", "_s + facts);
    }
    QString name;
    switch (m_together->look()) {
    case CompareSurface::Look::Slider:
        name = tr("%1 up to %3 %, from there %2")
                   .arg(names[0], names[1], QLocale().toString(int(std::lround(m_together->divider() * 100))));
        break;
    case CompareSurface::Look::First:
    case CompareSurface::Look::Second:
        name = m_blink.isActive() ? tr("%1 and %2 in turn").arg(names[0], names[1])
                                  : names[m_together->look() == CompareSurface::Look::First ? 0 : 1];
        break;
    case CompareSurface::Look::Heat:
        name = tr("Where %1 and %2 differ").arg(names[0], names[1]);
        if (m_changes)
            name += u", "_s + tr("%n region(s)", nullptr, int(m_changes->regions.size()) + m_changes->further);
        break;
    }
    m_together->setAccessibleName(name);
}

void PictureCompare::updateZoom()
{
    const PictureCanvas &canvas = m_together->isVisibleTo(this) ? static_cast<PictureCanvas &>(*m_together) : *m_surfaces[0];
    m_ui->zoom->setText(isReady() ? zoomText(canvas.zoom()) : QString());
    m_ui->fitButton->setEnabled(isReady());
    m_ui->loupeButton->setEnabled(isReady());
}

void PictureCompare::keyPressEvent(QKeyEvent *event)
{
    const bool isBlink = m_mode == Mode::Blink && event->modifiers() == Qt::NoModifier;
    if (isBlink && event->key() == Qt::Key_B)
        m_ui->otherButton->click();
    else if (isBlink && event->key() == Qt::Key_P)
        m_ui->pauseButton->click();
    else if (event->key() == Qt::Key_M && event->modifiers() == Qt::NoModifier)
        m_ui->loupeButton->click();
    else if (!m_loupe->takeKey(event->key(), event->modifiers()))
        QWidget::keyPressEvent(event);
}

void PictureCompare::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isBelow = width() < panelBelow;
    m_ui->head->removeItem(m_ui->pickers);
    m_ui->head->addLayout(m_ui->pickers, isBelow ? 1 : 0, isBelow ? 0 : 1, 1, isBelow ? 2 : 1);
    m_ui->body->setDirection(isBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_panel->setMaximumWidth(isBelow ? QWIDGETSIZE_MAX : panelWidth);
    m_panel->setMinimumWidth(isBelow ? 0 : panelWidth);
    m_panel->setMaximumHeight(isBelow ? height() / 2 : QWIDGETSIZE_MAX);
}

void PictureCompare::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_blink.stop();
}

void PictureCompare::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateBlink();
    updateZoom();
}

} // namespace studio
