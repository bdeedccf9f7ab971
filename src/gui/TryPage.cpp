#include "gui/TryPage.h"

#include "gui/ColumnsMenu.h"
#include "gui/CompareStage.h"
#include "gui/KeptFocus.h"
#include "gui/NameText.h"
#include "gui/RunColumn.h"
#include "gui/RunMedia.h"
#include "gui/RunText.h"
#include "gui/Theme.h"

#include "ui_TryPage.h"

#include <QShortcut>
#include <QTextCursor>
#include <QUrl>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

/// A longer text, or one with large files, is looked at only when the typing rests, and at the latest after a while.
constexpr qsizetype mostTakenAtOnce = 100'000;
constexpr auto restOfTyping = 250ms;
constexpr auto longestTyping = 1s;

} // namespace

TryPage::TryPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TryPage>())
    , m_escape(new QShortcut(Qt::Key_Escape, this))
{
    m_ui->setupUi(this);
    m_ui->instructionsBox->setLines(2, 5);
    m_ui->strip->setWide();
    m_ui->runHint->setForegroundRole(QPalette::PlaceholderText);
    m_ui->summaryLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->settingsForm->hide();
    setPrimary(*m_ui->runButton);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restOfTyping);
    connectPrompt();
    connectColumns();
    addShortcuts();
    addColumnsMenu();
    showInstructions(false);
    updateSettingsButton();
    updateRun();
    updateStop();
    updateCompare();
}

TryPage::~TryPage() = default;

void TryPage::connectPrompt()
{
    connect(m_ui->promptBox, &PromptBox::textEdited, this, &TryPage::takeEdit);
    connect(m_ui->instructionsBox, &PromptBox::textEdited, this, &TryPage::takeEdit);
    connect(&m_rest, &QTimer::timeout, this, &TryPage::giveText);
    connect(m_ui->addInstructionsButton, &QToolButton::clicked, this, [this] {
        showInstructions(true);
        m_ui->instructionsBox->setFocus();
    });
    connect(m_ui->removeInstructionsButton, &QToolButton::clicked, this, &TryPage::removeInstructions);
    connect(m_ui->settingsButton, &QToolButton::toggled, this, &TryPage::showSettings);
    connect(m_ui->blanksForm, &BlanksForm::edited, this, [this] {
        m_ui->messageLine->clear();
        emit promptEdited();
    });
    connect(m_ui->settingsForm, &SettingsForm::edited, this, [this] {
        updateSettingsButton();
        emit promptEdited();
    });
    m_ui->promptBox->setTakesFiles(true);
    connect(m_ui->promptBox, &PromptBox::filesGiven, m_ui->attachmentsForm, &AttachmentsForm::addFiles);
    connect(m_ui->promptBox, &PromptBox::pictureGiven, m_ui->attachmentsForm,
            [this](const QImage &picture) { m_ui->attachmentsForm->addPicture(picture); });
    connect(m_ui->addFileButton, &QToolButton::clicked, m_ui->attachmentsForm, &AttachmentsForm::askForFiles);
    connect(m_ui->attachmentsForm, &AttachmentsForm::edited, this, &TryPage::promptEdited);
    connect(m_ui->strip, &NoticeStrip::actionChosen, this, [this](Action action) {
        giveEdit();
        emit stripActionChosen(action);
    });
    connect(m_ui->runButton, &QPushButton::clicked, this, &TryPage::run);
}

void TryPage::connectColumns()
{
    ColumnsView *columns = m_ui->columns;
    // Before what follows asks for the prompt: connections are served in their order.
    connect(columns, &ColumnsView::retryRequested, this, &TryPage::giveEdit);
    connect(columns, &ColumnsView::sentRequested, this, &TryPage::giveEdit);
    connect(columns, &ColumnsView::actionRequested, this, &TryPage::giveEdit);
    connect(columns, &ColumnsView::chooseRequested, this, &TryPage::addModelRequested);
    connect(columns, &ColumnsView::stopRequested, this, &TryPage::stopRequested);
    connect(columns, &ColumnsView::retryRequested, this, &TryPage::retryRequested);
    connect(columns, &ColumnsView::sentRequested, this, &TryPage::sentRequested);
    connect(columns, &ColumnsView::removeRequested, this, &TryPage::removeRequested);
    connect(columns, &ColumnsView::linkActivated, this, &TryPage::linkActivated);
    connect(columns, &ColumnsView::referenceRequested, this, &TryPage::referenceRequested);
    connect(columns, &ColumnsView::frameWanted, this, [this](const QImage &frame) {
        m_ui->attachmentsForm->addPicture(frame, tr("Frame of a video"));
        focusPrompt();
    });
    connect(columns, &ColumnsView::openRequested, this, &TryPage::openRequested);
    connect(columns, &ColumnsView::actionRequested, this, &TryPage::chooseAction);
    connect(columns, &ColumnsView::currentChanged, this, &TryPage::updateStop);
    connect(columns, &ColumnsView::maximisedChanged, this, &TryPage::updateStop);
    connect(columns, &ColumnsView::stateChanged, this, &TryPage::updateStop);
    connect(columns, &ColumnsView::mediaChanged, this, &TryPage::updateCompare);
    connect(m_ui->compareButton, &QPushButton::clicked, this, &TryPage::comparePictures);
    connect(m_ui->playTogetherButton, &QPushButton::clicked, this, &TryPage::playTogether);
    connect(m_ui->addModelButton, &QToolButton::clicked, this, &TryPage::addModelRequested);
    connect(m_ui->stopAllButton, &QPushButton::clicked, this, &TryPage::stopAllRequested);
    connect(m_ui->stopButton, &QPushButton::clicked, this, [this] {
        if (const int column = columnToStop(); column > 0)
            emit stopRequested(column);
    });
}

/// For the whole window while the page is shown: a person who has just picked a trial in the list runs it too.
void TryPage::addShortcuts()
{
    for (const QKeyCombination keys : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        auto *run = new QShortcut(keys, this);
        connect(run, &QShortcut::activated, this, &TryPage::run);
    }
    auto *stopAll = new QShortcut(Qt::SHIFT | Qt::Key_Escape, this);
    connect(stopAll, &QShortcut::activated, m_ui->stopAllButton, &QPushButton::click);
    connect(m_escape, &QShortcut::activated, this, &TryPage::escape);
}

void TryPage::addColumnsMenu()
{
    auto *menu = new ColumnsMenu(*m_ui->columns, m_ui->columnsButton);
    m_ui->columnsButton->setMenu(menu);
    addActions(menu->actions()); // for their keys
    connect(menu, &ColumnsMenu::arrangementChosen, this, &TryPage::arrangementChosen);
    // On this page only, not in the window: a list beside it finds its rows by their first letter.
    auto *compare = new QShortcut(Qt::Key_P, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(compare, &QShortcut::activated, this, &TryPage::comparePictures);
    auto *play = new QShortcut(Qt::Key_V, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(play, &QShortcut::activated, this, &TryPage::playTogether);
    auto *together = new QShortcut(Qt::Key_S, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(together, &QShortcut::activated, m_ui->scrollButton, &QToolButton::click);
    connect(m_ui->scrollButton, &QToolButton::toggled, m_ui->columns, &ColumnsView::setScrollingTogether);
    connect(m_ui->scrollButton, &QToolButton::clicked, this, &TryPage::scrollingTogetherChosen);
}

void TryPage::setPrompt(const Prompt &prompt)
{
    if (prompt == this->prompt())
        return;
    m_rest.stop();
    m_ui->promptBox->setText(prompt.text);
    m_ui->instructionsBox->setText(prompt.instructions);
    m_ui->blanksForm->setValues(prompt.blanks);
    m_ui->settingsForm->setSettings(prompt.settings);
    m_ui->attachmentsForm->setAttachments(prompt.attachments);
    showInstructions(!prompt.instructions.isEmpty());
    m_ui->messageLine->clear();
    updateBlanks();
    updateSettingsButton();
    updateRun();
}

Prompt TryPage::prompt() const
{
    return {m_ui->promptBox->text(), m_ui->instructionsBox->text(), m_ui->blanksForm->values(),
            m_ui->settingsForm->settings(), m_ui->attachmentsForm->attachments()};
}

ColumnsView &TryPage::columns() const
{
    return *m_ui->columns;
}

void TryPage::setColumnCount(int count)
{
    showStage(false);
    m_ui->columns->setCount(count);
    updateRun();
    updateStop();
    updateCompare();
}

void TryPage::setRunText(const QString &text)
{
    m_ui->runButton->setText(text);
}

void TryPage::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    updateRun();
    updateStop();
}

void TryPage::setSummary(const QString &text)
{
    m_ui->summaryLabel->setText(text);
}

void TryPage::setDetailed(bool isDetailed)
{
    m_ui->settingsForm->setDetailed(isDetailed);
}

void TryPage::setFits(const QList<ColumnFit> &fits)
{
    m_ui->settingsForm->setFits(fits);
    m_ui->attachmentsForm->setFits(fits);
}

void TryPage::setScrollingTogether(bool isTogether)
{
    m_ui->scrollButton->setChecked(isTogether);
}

void TryPage::setMediaTools(const MediaTools &tools)
{
    m_tools = &tools;
    m_ui->columns->setMediaTools(tools);
}

/// What each column looks at; all of one column when it is the only one that has any.
QList<ColumnFile> TryPage::filesOf(MediaKind kind) const
{
    QList<ColumnFile> looked;
    QList<ColumnFile> all;
    int columns = 0;
    for (int number = 1; number <= m_ui->columns->count(); ++number) {
        const RunColumn &column = m_ui->columns->column(number);
        QString name = nameText(column.record().target.model);
        if (column.record().isPractice)
            name += u" · "_s + practiceText();
        const QChar letter(char16_t(u'A' + number - 1));
        const auto current = column.media().current();
        const qsizetype before = all.size();
        for (const KeptMedia &file : column.media().files()) {
            if (file.kind != kind)
                continue;
            all << ColumnFile{letter, name, file};
            if (file == current)
                looked << all.last();
        }
        if (all.size() > before && (looked.isEmpty() || looked.last().letter != letter))
            looked << all[before]; // it looks at something of another kind
        columns += all.size() > before ? 1 : 0;
    }
    return columns == 1 ? all : looked;
}

void TryPage::comparePictures()
{
    const QList<ColumnFile> files = filesOf(MediaKind::Picture);
    if (!m_tools || files.size() < 2)
        return;
    showStage(true);
    stage().comparePictures(files);
}

void TryPage::playTogether()
{
    const QList<ColumnFile> files = filesOf(MediaKind::Video);
    if (!m_tools || files.size() < 2)
        return;
    showStage(true);
    stage().playTogether(files);
}

CompareStage &TryPage::stage()
{
    if (m_stage)
        return *m_stage;
    m_stage = new CompareStage(*m_tools, this);
    m_stage->setObjectName(u"compareStage"_s);
    m_stage->setSizePolicy(m_ui->columns->sizePolicy());
    m_ui->page->insertWidget(m_ui->page->indexOf(m_ui->columns), m_stage, 1);
    connect(m_stage, &CompareStage::left, this, [this] { showStage(false); });
    connect(m_stage, &CompareStage::openRequested, this, &TryPage::openRequested);
    return *m_stage;
}

/// In the place of the columns, which go on meanwhile; the prompt makes room.
void TryPage::showStage(bool isShown)
{
    if (isShown == isStageShown())
        return;
    stage().setVisible(isShown);
    m_ui->columns->setVisible(!isShown);
    m_ui->page->activate(); // what is shown there arranges itself by the room that it has
    updateStop();
    updateCompare();
    if (!isShown && m_ui->columns->current() > 0)
        m_ui->columns->column(m_ui->columns->current()).focusContent(Qt::OtherFocusReason);
}

bool TryPage::isStageShown() const
{
    return m_stage && !m_stage->isHidden();
}

void TryPage::updateCompare()
{
    m_ui->compareButton->setVisible(filesOf(MediaKind::Picture).size() > 1 && !isStageShown());
    m_ui->playTogetherButton->setVisible(filesOf(MediaKind::Video).size() > 1 && !isStageShown());
}

void TryPage::addReference(const Media &picture)
{
    m_ui->attachmentsForm->addMedia(picture);
    focusPrompt();
}

void TryPage::setStrip(const Message &message)
{
    m_ui->strip->say(Verdict::Note, message);
}

void TryPage::focusPrompt()
{
    m_ui->promptBox->setFocus();
}

void TryPage::showInstructions(bool isShown)
{
    m_ui->instructionsGroup->setVisible(isShown);
    m_ui->addInstructionsButton->setVisible(!isShown);
}

void TryPage::removeInstructions()
{
    QTextCursor cursor(m_ui->instructionsBox->document());
    cursor.select(QTextCursor::Document);
    cursor.removeSelectedText(); // and not setText(): it can be undone after the box is opened again
    showInstructions(false);
    m_ui->addInstructionsButton->setFocus();
}

void TryPage::showSettings(bool isShown)
{
    m_ui->settingsForm->setVisible(isShown);
    updateSettingsButton();
}

void TryPage::takeEdit()
{
    updateRun();
    qsizetype length = m_ui->promptBox->length() + m_ui->instructionsBox->length();
    for (const Media &media : m_ui->attachmentsForm->attachments())
        length += media.bytes.size();
    if (length <= mostTakenAtOnce) {
        m_rest.stop();
        giveText();
        return;
    }
    if (!m_rest.isActive())
        m_longest.setRemainingTime(longestTyping);
    if (!m_longest.hasExpired())
        m_rest.start();
}

void TryPage::giveEdit()
{
    if (!m_rest.isActive())
        return;
    m_rest.stop();
    giveText();
}

void TryPage::giveText()
{
    updateBlanks();
    emit promptEdited();
}

void TryPage::updateBlanks()
{
    m_ui->blanksForm->setNames(blankNames(prompt()));
    m_ui->messageLine->clear();
}

void TryPage::updateSettingsButton()
{
    const bool isOpen = m_ui->settingsButton->isChecked();
    const QString summary = m_ui->settingsForm->summary();
    m_ui->settingsButton->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_ui->settingsButton->setText(summary.isEmpty() || isOpen ? tr("Settings")
                                                              : tr("Settings: %1").arg(summary));
    m_ui->settingsButton->setAccessibleDescription(isOpen ? tr("Shown") : tr("Folded away"));
}

/// A button that cannot be used says why.
void TryPage::updateRun()
{
    QString why;
    if (m_isRunning)
        why = tr("A run is going on. Stop it first.");
    else if (m_ui->columns->count() == 0)
        why = tr("Pick a model first.");
    else if (m_ui->promptBox->isBlank())
        why = tr("Write what you want first.");
    setUsable(*m_ui->runButton, why.isEmpty());
    m_ui->runButton->setToolTip(why);
    m_ui->runButton->setAccessibleDescription(why);
    m_ui->scrollButton->setVisible(m_ui->columns->count() > 1);
    m_ui->addModelButton->setVisible(m_ui->columns->count() > 0);
    m_ui->addModelButton->setEnabled(m_ui->columns->count() < 6);
    m_ui->addModelButton->setAccessibleDescription(
        m_ui->addModelButton->isEnabled() ? QString() : tr("Six columns are the most"));
}

void TryPage::updateStop()
{
    const int column = columnToStop();
    setUsable(*m_ui->stopButton, column > 0);
    const QChar letter(char16_t(u'A' + column - 1));
    if (column > 0 && leavesMaximised())
        m_ui->stopButton->setText(tr("Stop %1").arg(letter));
    else if (column > 0) //: %1 is the letter of a column, Esc the key that does the same.
        m_ui->stopButton->setText(tr("Stop %1  Esc").arg(letter));
    else
        m_ui->stopButton->setText(tr("Stop  Esc"));
    setUsable(*m_ui->stopAllButton, column > 0);
    const QString why = column > 0 ? QString() : tr("Nothing is running.");
    m_ui->stopButton->setAccessibleDescription(why);
    m_ui->stopAllButton->setAccessibleDescription(why);
    m_escape->setEnabled(column > 0 || m_ui->columns->maximised() > 0 || isStageShown());
}

void TryPage::run()
{
    giveEdit();
    updateBlanks();
    if (!m_ui->runButton->isEnabled())
        return;
    const QString missing = m_ui->blanksForm->markMissing();
    if (!missing.isEmpty()) {
        m_ui->messageLine->say(Verdict::Look, tr("The blank “%1” needs a value.").arg(missing));
        return;
    }
    showStage(false);
    emit runRequested();
}

/// One key, the most urgent meaning first: it stops what is in sight, then all columns are there again.
void TryPage::escape()
{
    if (isStageShown())
        m_stage->goBack();
    else if (leavesMaximised())
        m_ui->columns->setMaximised(0);
    else
        m_ui->stopButton->click();
}

/// What Esc does now: the big column is at rest.
bool TryPage::leavesMaximised() const
{
    const int big = m_ui->columns->maximised();
    return big > 0 && !m_ui->columns->column(big).isRunning();
}

void TryPage::chooseAction(int column, Action action)
{
    if (action != Action::RaiseLimit) {
        emit actionRequested(column, action);
        return;
    }
    m_ui->settingsButton->setChecked(true);
    m_ui->settingsForm->focusLongestAnswer();
}

/// The column that was used last while it runs, else the first that does; 0 when none does.
int TryPage::columnToStop() const
{
    const ColumnsView &columns = *m_ui->columns;
    if (columns.current() > 0 && columns.column(columns.current()).isRunning())
        return columns.current();
    for (int number = 1; number <= columns.count(); ++number) {
        if (columns.column(number).isRunning())
            return number;
    }
    return 0;
}

} // namespace studio
