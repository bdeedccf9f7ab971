#include "gui/RunColumn.h"

#include "gui/Announcer.h"
#include "gui/AnswerPrint.h"
#include "gui/AnswerSurface.h"
#include "gui/Figures.h"
#include "gui/MediaTools.h"
#include "gui/NameText.h"
#include "gui/RunFacts.h"
#include "gui/RunMedia.h"
#include "gui/RunProgress.h"
#include "gui/RunText.h"
#include "gui/Theme.h"

#include "ui_RunColumn.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeySequence>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

QString placeholderFor(std::optional<MediaKind> awaited)
{
    if (awaited == MediaKind::Picture)
        return RunColumn::tr("The picture will stand here.");
    if (awaited == MediaKind::Video)
        return RunColumn::tr("The video will stand here.");
    return RunColumn::tr("The answer will stand here.");
}

bool awaitsServer(RunState state)
{
    return state == RunState::Waiting || state == RunState::Writing;
}

Verdict verdictOf(RunState state)
{
    switch (state) {
    case RunState::Failed:
        return Verdict::Failed;
    case RunState::Cut:
    case RunState::Interrupted:
        return Verdict::Look;
    case RunState::Queued:
    case RunState::Waiting:
    case RunState::Writing:
    case RunState::JobQueued:
    case RunState::Working:
    case RunState::Downloading:
    case RunState::Pausing:
    case RunState::Done:
    case RunState::Stopped:
        return Verdict::Note;
    }
    Q_UNREACHABLE();
}

} // namespace

RunColumn::RunColumn(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunColumn>())
    , m_announcer(new Announcer(*this, this))
{
    m_ui->setupUi(this);
    m_ui->practiceLabel->setText(practiceText());
    QFont strong = m_ui->letterLabel->font();
    strong.setWeight(QFont::DemiBold);
    m_ui->letterLabel->setFont(strong);
    m_ui->statusLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->statusLabel->setFont(withTabularFigures(m_ui->statusLabel->font()));
    m_ui->fillingLine->setForegroundRole(QPalette::PlaceholderText);
    setTextSize(*m_ui->fillingLine, TextSize::Small);
    m_ui->fillingLine->setContentsMargins(0, 0, 4, 4); // in line with what stands above
    setTextSize(*m_ui->removeButton, TextSize::Large);
    setFilling({}, {});
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &RunColumn::updateStatus);
    connectButtons();
    updateColours();
    setMaximised(false);
    clear();
}

RunColumn::~RunColumn() = default;

void RunColumn::connectButtons()
{
    connect(m_ui->sentButton, &QToolButton::clicked, this, &RunColumn::sentRequested);
    connect(m_ui->removeButton, &QToolButton::clicked, this, &RunColumn::removeRequested);
    connect(m_ui->maximiseButton, &QToolButton::clicked, this, &RunColumn::maximiseRequested);
    connect(m_ui->stopButton, &QToolButton::clicked, this, &RunColumn::stopRequested);
    connect(m_ui->retryButton, &QToolButton::clicked, this, &RunColumn::retryRequested);
    connect(m_ui->copyButton, &QToolButton::clicked, this, &RunColumn::copy);
    connect(m_ui->media, &RunMedia::shownChanged, this, &RunColumn::updateContent);
    connect(m_ui->media, &RunMedia::referenceRequested, this, &RunColumn::referenceRequested);
    connect(m_ui->media, &RunMedia::frameWanted, this, &RunColumn::frameWanted);
    connect(m_ui->media, &RunMedia::openRequested, this, &RunColumn::openRequested);
    connect(m_ui->problemStrip, &NoticeStrip::actionChosen, this, &RunColumn::chooseAction);
    connect(m_ui->waitStrip, &NoticeStrip::actionChosen, this, &RunColumn::chooseAction);
    connect(m_ui->answer, &AnswerView::linkActivated, this, &RunColumn::linkActivated);
    connect(m_ui->answer, &AnswerView::printRequested, this, &RunColumn::print);
}

void RunColumn::setLetter(QChar letter)
{
    m_letter = letter;
    m_ui->letterLabel->setText(letter);
    updateNames();
}

void RunColumn::setTitle(const QString &model, const QString &provider)
{
    m_title = provider.isEmpty() ? nameText(model)
                                 : tr("%1 · %2", "model · provider").arg(nameText(model), nameText(provider));
    m_ui->titleLabel->setText(m_title);
    updateNames();
}

void RunColumn::showRecord(const RunRecord &record)
{
    const bool isOther = !m_hasRun || record.id != m_record.id;
    const RunState before = m_record.state;
    m_record = record;
    m_hasRun = true;
    if (isOther)
        m_ui->answer->clear();
    m_ui->answer->setText(record.text);
    m_ui->answer->setReasoning(record.reasoning);
    m_ui->answer->setReasoningNote(
        record.usage.reasoning ? tr("%n token(s), counted in the cost", nullptr, int(*record.usage.reasoning))
                               : QString());
    m_hasReasoning = !record.reasoning.isEmpty();
    m_ui->practiceLabel->setVisible(record.isPractice);
    const bool hasOtherFiles = m_ui->media->files() != record.media;
    if (isOther)
        m_ui->media->clear();
    m_ui->media->showRecord(record);
    if (isOther || before != record.state)
        takeState(record.state);
    if (isOther && record.started.isValid()) // it may have been under way for long before it is shown here
        m_sentBefore = std::chrono::milliseconds(
            qMax<qint64>(0, record.started.msecsTo(QDateTime::currentDateTimeUtc())));
    updateStatus();
    updateContent();
    updateNames();
    if (isOther || before != record.state)
        emit stateChanged();
    if (hasOtherFiles)
        emit mediaChanged();
}

void RunColumn::appendText(const QString &delta)
{
    m_ui->answer->appendText(delta);
    m_announcer->add(delta);
    m_ui->waitStrip->noteArrival();
    if (!m_hasText)
        updateContent(); // there is something to copy from now on
}

void RunColumn::appendReasoning(const QString &delta)
{
    m_ui->answer->appendReasoning(delta);
    m_ui->waitStrip->noteArrival();
    m_hasReasoning = true;
    if (m_ui->answer->isHidden())
        updateContent();
}

void RunColumn::clear()
{
    const bool hadRun = std::exchange(m_hasRun, false);
    m_record = {};
    m_hasReasoning = false;
    m_tick.stop();
    m_ui->answer->clear();
    m_ui->media->clear();
    m_ui->answer->setPlaceholder(placeholderFor(m_awaited));
    m_ui->practiceLabel->hide();
    m_ui->problemStrip->clear();
    m_ui->waitStrip->stop();
    setAnswered({});
    updateStatus();
    updateContent();
    updateNames();
    if (hadRun) {
        emit stateChanged();
        emit mediaChanged();
    }
}

void RunColumn::setMediaTools(const MediaTools &tools)
{
    m_ui->media->setTools(tools);
}

void RunColumn::setAwaited(std::optional<MediaKind> kind)
{
    m_awaited = kind;
    m_ui->media->setAwaited(kind);
    if (!m_hasRun)
        m_ui->answer->setPlaceholder(placeholderFor(kind));
}

void RunColumn::setUsualTime(std::optional<std::chrono::milliseconds> usual)
{
    m_ui->media->progress().setUsualTime(usual);
}

void RunColumn::showDraft(const Media &draft)
{
    m_ui->media->showDraft(draft);
}

void RunColumn::setReceived(qint64 received, qint64 all)
{
    m_ui->media->progress().setReceived(received, all);
}

void RunColumn::setDelay(const QString &text)
{
    m_ui->media->progress().setNote(text);
}

void RunColumn::setFilling(const QString &line, const QList<Fact> &facts)
{
    m_ui->fillingLine->setText(line);
    m_ui->fillingLine->setFacts(facts);
    m_ui->fillingLine->setVisible(!line.isEmpty());
    m_ui->fillingLine->setAccessibleName(tr("Settings of column %1: %2").arg(m_letter, line));
}

void RunColumn::setProblem(const Message &message)
{
    m_ui->problemStrip->say(verdictOf(m_record.state), message);
    if (!message.isEmpty() && m_ui->answer->text().isEmpty())
        m_ui->answer->setPlaceholder({});
}

void RunColumn::setAnswered(const QString &text)
{
    m_ui->answeredLine->say(text.isEmpty() ? Verdict::None : Verdict::Look, text);
}

void RunColumn::showPause(const Error &error, std::chrono::milliseconds wait, int next, int most)
{
    m_ui->waitStrip->countDown(error, wait, next, most);
}

void RunColumn::setMaximised(bool isMaximised)
{
    m_ui->maximiseButton->setChecked(isMaximised); // it may have been checked by a click
    m_ui->maximiseButton->setIcon(QIcon::fromTheme(isMaximised ? u"view-restore"_s : u"view-fullscreen"_s));
    const QString keys = QKeySequence(maximiseKeys).toString(QKeySequence::NativeText);
    m_ui->maximiseButton->setToolTip(isMaximised ? tr("Show all columns again (%1)").arg(keys)
                                                 : tr("Show only this column (%1)").arg(keys));
}

void RunColumn::setAlone(bool isAlone)
{
    m_ui->maximiseButton->setVisible(!isAlone);
}

void RunColumn::setPlain(bool isPlain)
{
    m_ui->answer->setPlain(isPlain);
}

void RunColumn::setQuietAfter(std::chrono::milliseconds silence)
{
    m_ui->waitStrip->setQuietAfter(silence);
}

void RunColumn::print()
{
    Printout printout = m_ui->answer->printout();
    if (printout.text.isEmpty())
        return;
    QStringList details;
    if (m_record.started.isValid())
        details << QLocale().toString(m_record.started.toLocalTime(), QLocale::ShortFormat);
    if (m_record.isPractice)
        details << practiceText();
    printout.title = m_title;
    printout.details = details.join(tr(" · ", "between the parts of a status line"));
    askAndPrint(printout, *window());
}

AnswerView &RunColumn::answer() const
{
    return *m_ui->answer;
}

RunMedia &RunColumn::media() const
{
    return *m_ui->media;
}

void RunColumn::focusContent(Qt::FocusReason reason)
{
    if (m_ui->answer->isHidden())
        m_ui->media->focusFile();
    else
        m_ui->answer->surface().setFocus(reason);
}

bool RunColumn::isRunning() const
{
    return m_hasRun && !isOver(m_record.state);
}

QString RunColumn::stateWord() const
{
    return m_hasRun ? stateText(m_record.state) : QString();
}

void RunColumn::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColours();
}

void RunColumn::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_ui->maximiseButton->isVisibleTo(this) && m_ui->header->geometry().contains(event->position().toPoint()))
        emit maximiseRequested(!m_ui->maximiseButton->isChecked());
}

void RunColumn::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tint(Tint::SurfaceBorder, palette()));
    painter.setBrush(tint(Tint::Surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

/// What a new state means for clocks, strips and ears.
void RunColumn::takeState(RunState state)
{
    m_ui->problemStrip->clear();
    m_ui->answer->setPlaceholder({});
    if (state == RunState::Waiting || !m_sinceSent.isValid()) {
        m_sinceSent.start();
        m_sentBefore = 0ms;
    }
    if (awaitsServer(state) && !m_awaited) // pictures take their time, and the progress tells how long they do
        m_ui->waitStrip->expect();
    else if (state != RunState::Pausing)
        m_ui->waitStrip->stop();
    if (isOver(state)) {
        m_tick.stop();
        m_announcer->end(stateText(state));
    } else {
        m_tick.start();
        if (state != RunState::Queued)
            m_announcer->begin(stateText(state));
    }
}

void RunColumn::chooseAction(Action action)
{
    if (action == Action::KeepWaiting)
        m_ui->waitStrip->noteArrival();
    else if (action == Action::Stop)
        emit stopRequested();
    else if (action == Action::TryAgain)
        emit retryRequested();
    else
        emit actionRequested(action);
}

/// Only the most wanted: all figures are a moment away.
void RunColumn::updateStatus()
{
    QStringList parts;
    if (m_hasRun) {
        parts << stateText(m_record.state);
        if (m_record.duration)
            parts << durationText(*m_record.duration);
        else if (isRunning() && m_record.state != RunState::Queued)
            parts << wholeSecondsText(std::chrono::floor<std::chrono::seconds>(elapsed()));
        if (m_record.cost.kind != CostKind::Unknown || m_record.state == RunState::Done)
            parts << costText(m_record);
        if (m_record.cost.kind == CostKind::Unknown && mayBeBilledUnseen(m_record))
            parts << tr("may be billed");
        if (!m_record.media.isEmpty())
            parts << filesText(m_record.media);
    }
    m_ui->media->progress().setElapsed(elapsed());
    const QString status = parts.join(tr(" · ", "between the parts of a status line"));
    m_ui->statusLabel->setText(status);
    m_ui->statusLabel->setAccessibleName(tr("Result %1: %2").arg(m_letter, status));
    m_ui->statusLabel->setFacts(m_hasRun && !isRunning() ? resultFacts(m_record) : QList<Fact>());
}

std::chrono::milliseconds RunColumn::elapsed() const
{
    return m_sinceSent.isValid() ? m_sentBefore + std::chrono::milliseconds(m_sinceSent.elapsed()) : 0ms;
}

void RunColumn::copy()
{
    if (m_ui->media->current())
        m_ui->media->copy();
    else
        QGuiApplication::clipboard()->setText(m_ui->answer->text());
}

/// Text stands below pictures where there is any.
void RunColumn::updateContent()
{
    const bool hasWords = !m_ui->answer->text().isEmpty() || m_hasReasoning;
    m_ui->answer->setVisible(m_ui->media->isHidden() || hasWords);
    updateButtons();
}

void RunColumn::updateButtons()
{
    m_ui->stopButton->setVisible(isRunning());
    m_ui->retryButton->setVisible(m_hasRun && !isRunning());
    m_hasText = !m_ui->answer->text().isEmpty();
    const bool hasFile = m_ui->media->current().has_value();
    m_ui->copyButton->setVisible(m_hasText || hasFile);
    const bool isVideo = hasFile && m_ui->media->current()->kind == MediaKind::Video;
    m_ui->copyButton->setToolTip(isVideo ? tr("Copy this video") : hasFile ? tr("Copy this picture") : tr("Copy this answer"));
    m_ui->sentButton->setEnabled(m_hasRun);
    m_ui->sentButton->setAccessibleDescription(m_hasRun ? QString() : tr("Nothing has been sent yet"));
}

void RunColumn::updateNames()
{
    QString name = tr("Column %1: %2").arg(m_letter, m_title);
    if (m_record.isPractice)
        name += u", "_s + practiceText();
    setAccessibleName(name);
    m_ui->answer->setAnswerName(m_record.isPractice ? tr("Answer %1, %2").arg(m_letter, practiceText())
                                                    : tr("Answer %1").arg(m_letter));
    QString picture = tr("%1: %2", "letter of a column: its model").arg(m_letter, m_title);
    if (m_record.isPractice)
        picture += u", "_s + practiceText();
    m_ui->media->setName(picture);
    m_ui->stopButton->setAccessibleName(tr("Stop column %1").arg(m_letter));
    m_ui->retryButton->setAccessibleName(tr("Try column %1 again").arg(m_letter));
    m_ui->copyButton->setAccessibleName(tr("Copy answer %1").arg(m_letter));
    m_ui->sentButton->setAccessibleName(tr("What was sent for column %1").arg(m_letter));
    m_ui->maximiseButton->setAccessibleName(tr("Maximise column %1").arg(m_letter));
    m_ui->removeButton->setAccessibleName(tr("Remove column %1").arg(m_letter));
}

void RunColumn::updateColours()
{
    QPalette amber = palette();
    amber.setColor(QPalette::WindowText, tint(Tint::Look, palette()));
    m_ui->practiceLabel->setPalette(amber);
    m_ui->answeredLine->setPalette(amber);
    update();
}

} // namespace studio
