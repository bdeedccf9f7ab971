#include "gui/TryPage.h"

#include "gui/ColumnsMenu.h"
#include "gui/KeptFocus.h"
#include "gui/StageSwitch.h"
#include "gui/StopRow.h"
#include "gui/Theme.h"

#include "ui_TryPage.h"

#include <QShortcut>
#include <QTextCursor>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace studio
{

TryPage::TryPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TryPage>())
{
    m_ui->setupUi(this);
    m_stage = new StageSwitch(*m_ui->page, *m_ui->columns, *m_ui->compareButton, *m_ui->playTogetherButton, this);
    m_stops = new StopRow(*m_ui->columns, *m_stage, *m_ui->stopButton, *m_ui->stopAllButton, this);
    m_ui->instructionsBox->setLines(2, 5);
    m_ui->strip->setWide();
    m_ui->runHint->setForegroundRole(QPalette::PlaceholderText);
    m_ui->summaryLabel->setForegroundRole(QPalette::PlaceholderText);
    m_ui->settingsForm->hide();
    setPrimary(*m_ui->runButton);
    connectPrompt();
    connectColumns();
    addShortcuts();
    addColumnsMenu();
    showInstructions(false);
    updateSettingsButton();
    updateRun();
    m_stops->update();
    m_stage->updateButtons();
}

TryPage::~TryPage() = default;

void TryPage::connectPrompt()
{
    connect(m_ui->promptBox, &PromptBox::textEdited, this, &TryPage::takeEdit);
    connect(m_ui->instructionsBox, &PromptBox::textEdited, this, &TryPage::takeEdit);
    connect(&m_rest, &TypingRest::given, this, &TryPage::giveText);
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
    connect(m_stage, &StageSwitch::openRequested, this, &TryPage::openRequested);
    connect(m_ui->addModelButton, &QToolButton::clicked, this, &TryPage::addModelRequested);
    connect(m_stops, &StopRow::stopAllRequested, this, &TryPage::stopAllRequested);
    connect(m_stops, &StopRow::stopRequested, this, &TryPage::stopRequested);
}

/// For the whole window while the page is shown: a person who has just picked a trial in the list runs it too.
void TryPage::addShortcuts()
{
    for (const QKeyCombination keys : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}) {
        auto *run = new QShortcut(keys, this);
        connect(run, &QShortcut::activated, this, &TryPage::run);
    }
}

void TryPage::addColumnsMenu()
{
    auto *menu = new ColumnsMenu(*m_ui->columns, m_ui->columnsButton);
    m_ui->columnsButton->setMenu(menu);
    addActions(menu->actions()); // for their keys
    connect(menu, &ColumnsMenu::arrangementChosen, this, &TryPage::arrangementChosen);
    // On this page only, not in the window: a list beside it finds its rows by their first letter.
    auto *compare = new QShortcut(Qt::Key_P, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(compare, &QShortcut::activated, m_stage, &StageSwitch::comparePictures);
    auto *play = new QShortcut(Qt::Key_V, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(play, &QShortcut::activated, m_stage, &StageSwitch::playTogether);
    auto *together = new QShortcut(Qt::Key_S, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(together, &QShortcut::activated, m_ui->scrollButton, &QToolButton::click);
    connect(m_ui->scrollButton, &QToolButton::toggled, m_ui->columns, &ColumnsView::setScrollingTogether);
    connect(m_ui->scrollButton, &QToolButton::clicked, this, &TryPage::scrollingTogetherChosen);
}

void TryPage::setPrompt(const Prompt &prompt)
{
    if (prompt == this->prompt())
        return;
    m_rest.drop();
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
    m_stage->setShown(false);
    m_ui->columns->setCount(count);
    updateRun();
    m_stops->update();
    m_stage->updateButtons();
}

void TryPage::setRunText(const QString &text)
{
    m_ui->runButton->setText(text);
}

void TryPage::setRunning(bool isRunning)
{
    m_isRunning = isRunning;
    updateRun();
    m_stops->update();
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
    m_stage->setMediaTools(tools);
    m_ui->columns->setMediaTools(tools);
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
    m_rest.take(length);
}

void TryPage::giveEdit()
{
    m_rest.give();
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
    m_stage->setShown(false);
    emit runRequested();
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

} // namespace studio
