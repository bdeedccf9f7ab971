#include "gui/ResultsPage.h"

#include "gui/CompareStage.h"
#include "gui/NameText.h"
#include "gui/PictureCompare.h"
#include "gui/ResultGrid.h"
#include "gui/ResultTable.h"
#include "gui/ResultText.h"
#include "gui/RunText.h"
#include "gui/Theme.h"
#include "gui/VideoCompare.h"
#include "ui_ResultsPage.h"

#include <QAction>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Why these are not compared; empty when they can be.
QString comparisonRefusal(const QList<MadeFile> &files)
{
    if (files.size() < 2)
        return ResultsPage::tr("Select two pictures or two videos.");
    const MediaKind kind = files.first().media.kind;
    const bool areAlike = std::all_of(files.begin(), files.end(), [kind](const MadeFile &file) { return file.media.kind == kind; });
    if (!areAlike)
        return ResultsPage::tr("Only results of one kind can be compared: pictures with pictures, videos with videos.");
    if (kind != MediaKind::Picture && kind != MediaKind::Video)
        return ResultsPage::tr("Only pictures and videos can be compared.");
    if (kind == MediaKind::Picture && files.size() > PictureCompare::mostPictures)
        return ResultsPage::tr("At most %1 pictures can be compared at once.").arg(PictureCompare::mostPictures);
    if (kind == MediaKind::Video && files.size() > VideoCompare::mostClips)
        return ResultsPage::tr("At most %1 videos can be compared at once.").arg(VideoCompare::mostClips);
    return {};
}

/// The day tells two by one model apart.
ColumnFile comparedFile(const MadeFile &file)
{
    QStringList parts{nameText(file.target.model)};
    if (file.isPractice)
        parts << practiceText();
    parts << shortDayText(file.made);
    return {{}, parts.join(u" · "_s), file.media};
}

} // namespace

ResultsPage::ResultsPage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ResultsPage>())
{
    m_ui->setupUi(this);
    m_ui->emptyLabel->setForegroundRole(QPalette::PlaceholderText);
    setPrimary(*m_ui->emptyButton);
    addActions();
    addRatingKeys();
    connectParts();
    m_ui->detail->setActions(m_actions);
    showStack(0);
    showDetail();
}

ResultsPage::~ResultsPage() = default;

void ResultsPage::setPictures(ResultPictures *pictures, const MediaStore *store)
{
    m_ui->grid->setPictures(pictures);
    m_ui->detail->setPictures(pictures);
    m_ui->viewer->setStore(store, pictures);
}

void ResultsPage::setMediaTools(const MediaTools &tools)
{
    m_tools = &tools;
}

void ResultsPage::setChoices(const QList<Target> &targets, const QList<TrialChoice> &trials)
{
    m_ui->filterBar->setChoices(targets, trials);
}

ResultFilter ResultsPage::filter() const
{
    return m_ui->filterBar->filter();
}

void ResultsPage::setFiles(const QList<MadeFile> &files, int total)
{
    m_ui->grid->table().setFiles(files);
    m_ui->filterBar->setCounts(int(files.size()), total);
    showStack(total);
    if (m_ui->grid->selectionModel()->selectedIndexes().isEmpty() && !files.isEmpty()) // the panel is never without
        m_ui->grid->selectFile(m_ui->grid->currentFile().value_or(files.first()).number);
    showDetail();
}

void ResultsPage::setRating(const QList<qint64> &numbers, int rating)
{
    for (const qint64 number : numbers)
        m_ui->grid->table().setRating(number, rating);
    showDetail();
}

void ResultsPage::setDescription(qint64 number, const QString &text)
{
    m_ui->grid->table().setDescription(number, text);
    showDetail();
}

void ResultsPage::setFacts(const ResultFacts &facts)
{
    m_facts = facts;
    showDetail();
}

QList<MadeFile> ResultsPage::selectedFiles() const
{
    return m_ui->grid->selectedFiles();
}

ResultGrid &ResultsPage::grid()
{
    return *m_ui->grid;
}

ResultViewer &ResultsPage::viewer()
{
    return *m_ui->viewer;
}

void ResultsPage::openCurrent()
{
    const auto file = m_ui->grid->currentFile();
    if (!file)
        return;
    m_ui->pages->setCurrentWidget(m_ui->viewer);
    m_ui->viewer->show(*file);
}

void ResultsPage::closeViewer()
{
    if (!isViewing())
        return;
    m_ui->pages->setCurrentWidget(m_ui->browsePage);
    m_ui->viewer->clear();
    m_ui->grid->setFocus();
}

bool ResultsPage::isViewing() const
{
    return m_ui->pages->currentWidget() == m_ui->viewer;
}

CompareStage &ResultsPage::stage()
{
    if (m_stage)
        return *m_stage;
    m_stage = new CompareStage(*m_tools, m_ui->pages);
    m_stage->setObjectName(u"resultCompareStage"_s);
    m_stage->setBackWords(tr("Back to the results"));
    m_ui->pages->addWidget(m_stage);
    auto *escape = new QShortcut(Qt::Key_Escape, m_stage, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, m_stage, &CompareStage::goBack);
    connect(m_stage, &CompareStage::left, this, &ResultsPage::leaveComparison);
    connect(m_stage, &CompareStage::openRequested, this, &ResultsPage::openRequested);
    return *m_stage;
}

void ResultsPage::compare(const QList<MadeFile> &files)
{
    if (const QString refusal = comparisonRefusal(files); !m_tools || !refusal.isEmpty()) {
        emit refused(refusal);
        return;
    }
    QList<ColumnFile> compared;
    for (const MadeFile &file : files)
        compared << comparedFile(file);
    m_ui->pages->setCurrentWidget(&stage());
    if (files.first().media.kind == MediaKind::Video)
        stage().playTogether(compared);
    else
        stage().comparePictures(compared);
}

void ResultsPage::leaveComparison()
{
    if (!isComparing())
        return;
    m_ui->pages->setCurrentWidget(m_ui->browsePage);
    m_ui->grid->setFocus();
}

bool ResultsPage::isComparing() const
{
    return m_stage && m_ui->pages->currentWidget() == m_stage;
}

void ResultsPage::focusLarge()
{
    if (isViewing())
        m_ui->viewer->setFocus();
    else if (isComparing())
        m_stage->setFocus();
}

void ResultsPage::resizeEvent(QResizeEvent *event)
{
    fitDetail();
    QWidget::resizeEvent(event);
}

void ResultsPage::addActions()
{
    addGridAction(ResultAction::Open, tr("Open"), u"view-fullscreen"_s, {});
    addGridAction(ResultAction::Compare, tr("Compare"), u"view-split-left-right"_s, Qt::CTRL | Qt::Key_B);
    addGridAction(ResultAction::OpenTrial, tr("Open the trial"), u"document-open"_s, Qt::CTRL | Qt::Key_T);
    addGridAction(ResultAction::SaveCopy, tr("Save a copy…"), u"document-save-as"_s, QKeySequence::Save);
    addGridAction(ResultAction::SaveWithoutHistory, tr("Save a copy without history…"), u"document-save-as"_s, {});
    addGridAction(ResultAction::ShowInFolder, tr("Show in folder"), u"document-open-folder"_s, {});
    addGridAction(ResultAction::UseAsReference, tr("Use as reference"), u"mail-attachment"_s, Qt::CTRL | Qt::Key_R);
    addGridAction(ResultAction::ShowDifferences, tr("What differs…"), u"vcs-diff"_s, Qt::CTRL | Qt::Key_D);
    addGridAction(ResultAction::Remove, tr("Delete…"), u"edit-delete"_s, QKeySequence::Delete);
    m_actions[std::size_t(ResultAction::SaveCopy)]->setToolTip(
        tr("The copy says how it was made. Dropped on this window, it brings the trial back."));
    m_actions[std::size_t(ResultAction::SaveWithoutHistory)]->setToolTip(tr("Byte by byte as it came from the model."));
    m_ui->grid->setContextMenuPolicy(Qt::ActionsContextMenu);
    describeActions();
}

QAction *ResultsPage::addGridAction(ResultAction action, const QString &text, const QString &icon, const QKeySequence &keys)
{
    auto *made = new QAction(QIcon::fromTheme(icon), text, this);
    made->setShortcut(keys);
    made->setShortcutContext(Qt::WidgetShortcut);
    connect(made, &QAction::triggered, this, [this, action] {
        if (action == ResultAction::Open)
            openCurrent();
        else if (action == ResultAction::Compare)
            compare(m_ui->grid->selectedFiles());
        else
            emit actionChosen(action);
    });
    m_ui->grid->addAction(made);
    m_actions[std::size_t(action)] = made;
    return made;
}

void ResultsPage::addRatingKeys()
{
    for (int rating = 0; rating <= ResultShelf::mostRating; ++rating) {
        auto *key = new QShortcut(QKeySequence(Qt::Key_0 + rating), m_ui->grid, nullptr, nullptr, Qt::WidgetShortcut);
        connect(key, &QShortcut::activated, this, [this, rating] { emit ratingChosen(rating); });
    }
    for (const QKeySequence &keys : {QKeySequence(QKeySequence::Find), QKeySequence(Qt::Key_Slash)})
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
                m_ui->filterBar, &ResultFilterBar::focusSearch);
}

void ResultsPage::connectParts()
{
    connect(m_ui->filterBar, &ResultFilterBar::filterChanged, this, &ResultsPage::filterChanged);
    connect(m_ui->filterBar, &ResultFilterBar::leftDown, m_ui->grid, [this] { m_ui->grid->setFocus(); });
    connect(m_ui->grid, &ResultGrid::selectionMoved, this, [this] {
        describeActions();
        if (m_ui->grid->selectionModel()->selectedIndexes().size() != 1) // facts come of one alone
            showDetail();
        emit selectionMoved();
    });
    connect(m_ui->grid, &ResultGrid::comparisonRequested, this, &ResultsPage::compare);
    connect(m_ui->grid, &QAbstractItemView::activated, this, &ResultsPage::openCurrent);
    connect(m_ui->detail, &ResultDetail::ratingChosen, this, &ResultsPage::ratingChosen);
    connect(m_ui->detail, &ResultDetail::described, this, &ResultsPage::described);
    connect(m_ui->detail, &ResultDetail::openRequested, this, &ResultsPage::openCurrent);
    connect(m_ui->viewer, &ResultViewer::closed, this, &ResultsPage::closeViewer);
    connect(m_ui->viewer, &ResultViewer::referenceRequested, this, [this] { emit actionChosen(ResultAction::UseAsReference); });
    connect(m_ui->viewer, &ResultViewer::copyWithoutHistoryRequested, this,
            [this] { emit actionChosen(ResultAction::SaveWithoutHistory); });
    connect(m_ui->viewer, &ResultViewer::revealRequested, this, [this] { emit actionChosen(ResultAction::ShowInFolder); });
    connect(m_ui->viewer, &ResultViewer::stepRequested, this, &ResultsPage::viewNeighbour);
    connect(m_ui->emptyButton, &QPushButton::clicked, this, [this] {
        if (m_total == 0)
            emit newTrialRequested();
        else
            m_ui->filterBar->clear();
    });
}

/// What cannot be done says why.
void ResultsPage::describeActions()
{
    const QList<MadeFile> files = m_ui->grid->selectedFiles();
    const auto allow = [this](ResultAction action, bool isAllowed, const QString &reason) {
        m_actions[std::size_t(action)]->setEnabled(isAllowed);
        m_actions[std::size_t(action)]->setStatusTip(isAllowed ? QString() : reason);
    };
    const QString nothing = tr("Nothing is selected.");
    const QString one = files.isEmpty() ? nothing : tr("Select one result.");
    for (const ResultAction action : {ResultAction::SaveCopy, ResultAction::SaveWithoutHistory, ResultAction::Remove})
        allow(action, !files.isEmpty(), nothing);
    for (const ResultAction action : {ResultAction::Open, ResultAction::ShowInFolder, ResultAction::UseAsReference})
        allow(action, files.size() == 1, one);
    const bool hasTrial = files.size() == 1 && !files.first().trialId.isEmpty();
    allow(ResultAction::OpenTrial, hasTrial, files.size() == 1 ? tr("It was made without a trial.") : one);
    const QString refusal = comparisonRefusal(files);
    allow(ResultAction::Compare, refusal.isEmpty(), refusal);
    m_actions[std::size_t(ResultAction::Compare)]->setToolTip(
        refusal.isEmpty() ? tr("Beside each other, in the window. Alt and a click on another result compares the selected one with it.") : refusal);
    allow(ResultAction::ShowDifferences, files.size() == 2, tr("Select two results."));
}

void ResultsPage::showStack(int total)
{
    m_total = total;
    const bool isEmpty = m_ui->grid->table().rowCount() == 0;
    m_ui->filterBar->setVisible(total > 0);
    m_ui->stack->setCurrentWidget(isEmpty ? m_ui->emptyPage : m_ui->listPage);
    m_ui->emptyLabel->setText(total == 0 ? tr("Pictures and videos that models make will be kept here.")
                                         : tr("No result is like this."));
    m_ui->emptyButton->setText(total == 0 ? tr("Start a trial") : tr("Show all results"));
    if (isEmpty) {
        closeViewer();
        leaveComparison();
    }
}

void ResultsPage::showDetail()
{
    m_ui->detail->show(m_ui->grid->selectedFiles(), m_facts);
}

void ResultsPage::viewNeighbour(int by)
{
    const int row = m_ui->grid->currentIndex().row() + by;
    if (row < 0 || row >= m_ui->grid->table().rowCount())
        return;
    m_ui->grid->selectFile(m_ui->grid->table().file(row).number);
    m_ui->viewer->show(m_ui->grid->table().file(row));
}

/// A third of the page, and not so much that less than two tiles are left beside it.
void ResultsPage::fitDetail()
{
    constexpr int least = 256;
    constexpr int most = 420;
    m_ui->detail->setFixedWidth(qBound(least, width() / 3, most));
}

} // namespace studio
