#include "gui/RunController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/Inspector.h"
#include "gui/RunButtonText.h"
#include "gui/RunColumn.h"
#include "gui/RunMedia.h"
#include "gui/RunSummary.h"
#include "gui/RunText.h"
#include "gui/SettingText.h"
#include "gui/TryPage.h"
#include "gui/WhenDone.h"
#include "run/ColumnMatch.h"
#include "run/JobKeeper.h"
#include "run/RetryRule.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace studio
{

RunController::RunController(const Flows &flows, TryPage &page, Inspector &inspector)
    : QObject(&page)
    , m_flows(flows)
    , m_page(page)
    , m_inspector(inspector)
    , m_copies(flows.media)
    , m_asker(flows.catalog, page)
    , m_runs(flows)
    , m_words(flows, m_runs)
{
    connectPage();
    supplyCopies();
    connectRuns();
    connect(&m_asker, &SpendAsker::askAboveChosen, this, &RunController::askAboveChosen);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showTitles);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showFits);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showRunText);
    connect(&m_flows.accounts, &Accounts::keyStateChanged, this, &RunController::dropStrip);
    connect(&m_flows.accounts, &Accounts::profilesChanged, this, &RunController::showFits);
}

RunController::~RunController() = default;

void RunController::connectPage()
{
    connect(&m_page, &TryPage::runRequested, this, &RunController::run);
    connect(&m_page, &TryPage::stopRequested, this, &RunController::stop);
    connect(&m_page, &TryPage::stopAllRequested, this, [this] {
        for (int column = 1; column <= m_shown.size(); ++column)
            stop(column);
    });
    connect(&m_page, &TryPage::retryRequested, this, &RunController::tryAgain);
    connect(&m_page, &TryPage::sentRequested, this, &RunController::inspect);
    connect(&m_page, &TryPage::removeRequested, this, &RunController::removeColumn);
    connect(&m_page, &TryPage::actionRequested, this, &RunController::act);
    connect(&m_page, &TryPage::stripActionChosen, this, &RunController::actOnStrip);
    connect(&m_page, &TryPage::addModelRequested, this, &RunController::chooseRequested);
    connect(&m_page, &TryPage::referenceRequested, this, &RunController::useAsReference);
    connect(&m_page, &TryPage::linkActivated, this, &RunController::linkActivated);
    connect(&m_page.columns(), &ColumnsView::currentChanged, this, [this](int column) {
        if (m_isInspecting)
            inspect(column);
    });
}

void RunController::connectRuns()
{
    connect(&m_runs, &TrialRuns::started, this, &RunController::follow);
    connect(&m_runs, &TrialRuns::finished, this, [this] {
        showSummary();
        emit columnsChanged();
    });
    connect(&m_runs, &TrialRuns::settled, this, [this](const RunRecord &record) {
        showAgain(record);
        emit columnsChanged();
    });
    connect(&m_runs, &TrialRuns::confirmed, this, &RunController::showAgain);
    connect(&m_runs, &TrialRuns::activityChanged, this, &RunController::activityChanged);
    connect(&m_runs, &TrialRuns::keepFailed, this, &RunController::keepFailed);
    // Runs that another start of the program began, and those that were stopped here.
    connect(&m_flows.jobs, &JobKeeper::started, this, &RunController::followJob);
}

void RunController::open(const Trial &trial)
{
    m_runs.open(trial);
    m_missing.clear();
    m_inspected = 0;
    m_page.setStrip({});
    m_page.setPrompt(trial.prompt);

    const auto kept = m_flows.journal.latest(trial.id);
    m_shown = lastRuns(trial.targets, kept ? *kept : QList<RunRecord>());
    m_page.setColumnCount(int(trial.targets.size()));
    m_page.columns().setMaximised(0);
    m_page.columns().setCurrent(1);
    for (int column = 1; column <= m_shown.size(); ++column)
        m_page.columns().column(column).clear();
    showColumns();
    showFits();
    for (const int column : m_runs.current().columns())
        follow(column, m_runs.current().run(column));
    for (Run *run : m_flows.jobs.runs())
        followJob(run);
    showRunText();
    showSummary();
    m_inspector.clear();
    if (m_isInspecting)
        inspect(m_page.columns().current());
}

void RunController::update(const Trial &trial)
{
    const bool hasOtherColumns = trial.targets != m_runs.trial().targets;
    if (hasOtherColumns)
        moveColumns(trial.targets);
    m_runs.update(trial);
    if (hasOtherColumns) {
        m_page.setColumnCount(int(trial.targets.size()));
        showColumns();
        showFits();
        dropStrip();
        emit optionsChanged();
    }
    m_page.setPrompt(trial.prompt);
    showFilling();
    showRunText();
    showSummary();
    if (m_isInspecting && m_shown.value(m_inspected - 1).id.isEmpty())
        inspect(m_inspected); // what would be sent has changed
}

/// What belongs to a column goes with its model.
void RunController::moveColumns(const QList<Target> &targets)
{
    const QList<int> oldColumns = columnsBefore(trial().targets, targets, m_leaving);
    QList<RunRecord> shown;
    for (const int old : oldColumns)
        shown << m_shown.value(old - 1); // an empty record for a new column
    m_runs.rearrange(oldColumns);
    m_shown = shown;
    for (const int column : m_runs.current().columns())
        m_shown[column - 1] = m_runs.current().run(column)->record(); // text may have come since it was shown
    if (m_inspected > 0) {
        m_inspected = int(oldColumns.indexOf(m_inspected)) + 1;
        if (m_inspected == 0)
            m_inspector.clear();
    }
}

void RunController::removeColumn(int column)
{
    m_leaving = column;
    emit removeRequested(column);
    m_leaving = 0;
}

StepState RunController::tryState() const
{
    const RunSet *set = m_runs.madeSet();
    if (trial().targets.isEmpty() || !set)
        return trial().prompt.text.trimmed().isEmpty() ? StepState::Empty : StepState::Begun;
    bool isDone = true;
    for (int column = 1; column <= m_shown.size(); ++column) {
        const RunRecord &record = m_shown[column - 1];
        isDone = isDone && record.state == RunState::Done;
        if (record.state != RunState::Done)
            continue;
        RunOptions options = m_runs.options();
        options.isStreaming = record.recipe.request.isStreaming;
        const auto now = set->prepare(trial(), column, options);
        // The prompt, a blank or a setting has changed since; or it would be live now, and was not.
        if (!now || now->recipe.request.body != record.recipe.request.body || now->isPractice != record.isPractice)
            return StepState::LookAgain;
    }
    return isDone ? StepState::Done : StepState::Begun;
}

void RunController::showTitles()
{
    for (int column = 1; column <= trial().targets.size(); ++column) {
        const Target &target = trial().targets[column - 1];
        m_page.columns().setTitle(column, m_words.modelName(target), m_words.providerName(target.provider));
    }
}

void RunController::showColumns()
{
    showTitles();
    for (int column = 1; column <= trial().targets.size(); ++column) {
        if (m_shown[column - 1].id.isEmpty())
            m_page.columns().column(column).clear();
        else
            showRecord(column, m_shown[column - 1]);
    }
}

void RunController::showFits()
{
    const QList<ColumnFit> fits =
        trial().targets.isEmpty() ? QList<ColumnFit>() : m_runs.current().columnFits(trial().targets);
    m_page.setFits(fits);
    for (int column = 1; column <= fits.size(); ++column)
        m_page.columns().column(column).setAwaited(fits[column - 1].makes);
    showFilling();
}

void RunController::showFilling()
{
    for (int column = 1; column <= trial().targets.size(); ++column) {
        const QList<FilledSetting> filling = m_runs.current().filling(trial(), column, options());
        m_page.columns().column(column).setFilling(fillingText(filling), fillingFacts(filling));
    }
}

void RunController::supplyCopies()
{
    for (int column = 1; column <= Trial::mostTargets; ++column) {
        m_page.columns().anyColumn(column).media().setSupply([this, column](const KeptMedia &file) {
            const RunRecord record = m_shown.value(column - 1);
            return m_copies.copyOf(record, trialOf(record), file);
        });
    }
}

/// The trial as it was when the run began: this one if it would send the same now. Else only its title is known.
Trial RunController::trialOf(const RunRecord &record)
{
    const qsizetype index = trial().targets.indexOf(record.target);
    RunOptions options = m_runs.options();
    options.isStreaming = record.recipe.request.isStreaming;
    const auto now = m_runs.current().prepare(trial(), int(index) + 1, options);
    if (index >= 0 && now && now->recipe.request.body == record.recipe.request.body)
        return trial();
    Trial unknown;
    unknown.title = trial().title;
    return unknown;
}

/// Read on another thread: it may be large.
void RunController::useAsReference(const KeptMedia &file)
{
    const QString name = tr("Picture from a model") + u'.' + suffixOf(file.mime);
    const auto read = [store = m_flows.media, file] { return store.read(file); };
    whenDone(QtConcurrent::run(read), this, [this, name, file, trial = trial().id](const Result<QByteArray> &bytes) {
        if (trial != m_runs.trial().id)
            return;
        if (bytes)
            m_page.addReference({file.kind, file.mime, *bytes, {}, name});
        else
            emit keepFailed(bytes.error());
    });
}

void RunController::run()
{
    m_missing = m_runs.current().missingAccounts(trial(), options());
    if (!m_missing.isEmpty()) {
        m_page.setStrip({tr("To run this live, connect an account: %1. Nothing was sent.")
                             .arg(m_words.providerName(m_missing.first())),
                         {Action::Connect, Action::UsePractice}});
        return;
    }
    m_page.setStrip({});
    QList<int> all;
    for (int column = 1; column <= trial().targets.size(); ++column)
        all << column;
    sendAfterAsking(all, [this] { m_runs.current().start(trial(), options()); });
}

void RunController::tryAgain(int column)
{
    Run *run = runOf(column);
    if (run && run->record().state == RunState::Pausing)
        run->tryNow();
    else
        sendAfterAsking({column}, [this, column] { m_runs.current().startColumn(trial(), column, options()); });
}

void RunController::stop(int column)
{
    if (Run *run = runOf(column))
        run->stop();
}

void RunController::sendAfterAsking(const QList<int> &columns, const std::function<void()> &send)
{
    m_asker.sendAfterAsking(trial(), m_runs.costs(), columns, send);
}

Run *RunController::runOf(int column)
{
    Run *run = m_runs.current().run(column);
    return run && !isOver(run->record().state) ? run : m_flows.jobs.runOfId(m_shown.value(column - 1).id);
}

int RunController::columnOf(const Run *run)
{
    if (const int column = m_runs.current().columnOf(run))
        return column;
    for (int column = 1; column <= m_shown.size(); ++column) {
        if (m_shown[column - 1].id == run->record().id)
            return column;
    }
    return 0;
}

/// One that was stopped is followed without a word until it is settled.
void RunController::followJob(Run *run)
{
    const int column = columnOf(run);
    if (column == 0 || isOver(run->record().state))
        return;
    run->disconnect(this);
    connect(run, &Run::changed, this, [this, run] {
        if (const int number = columnOf(run))
            showRecord(number, run->record());
    });
    followFiles(run);
    showRecord(column, run->record());
    showUsualTime(column);
}

void RunController::follow(int column, Run *run)
{
    // Columns may move while the run goes on, so each signal asks where its column is now.
    const auto columnOf = [this, run] { return m_runs.current().columnOf(run); };
    const auto show = [this, run, columnOf] {
        if (const int number = columnOf())
            showRecord(number, run->record());
    };
    m_page.columns().column(column).clear();
    show();
    run->disconnect(this); // it was followed before when its trial has been open before
    connect(run, &Run::changed, this, show);
    connect(run, &Run::textArrived, this, [this, columnOf](const QString &delta) {
        if (const int number = columnOf())
            m_page.columns().column(number).appendText(delta);
    });
    connect(run, &Run::reasoningArrived, this, [this, columnOf](const QString &delta) {
        if (const int number = columnOf())
            m_page.columns().column(number).appendReasoning(delta);
    });
    connect(run, &Run::attemptFailed, this,
            [this, columnOf](int attempt, const Error &error, std::chrono::milliseconds pause) {
                if (const int number = columnOf())
                    m_page.columns().column(number).showPause(error, pause, attempt + 1, mostAttempts);
            });
    followFiles(run);
    showUsualTime(column);
    m_page.setRunning(m_runs.current().isRunning());
    emit columnsChanged();
}

void RunController::followFiles(Run *run)
{
    const auto viewOf = [this, run]() -> RunColumn * {
        const int number = columnOf(run);
        return number > 0 ? &m_page.columns().column(number) : nullptr;
    };
    connect(run, &Run::mediaArrived, this, [this, run] {
        if (const int number = columnOf(run))
            showRecord(number, run->record());
    });
    connect(run, &Run::draftArrived, this, [viewOf](const Media &draft) {
        if (RunColumn *column = viewOf())
            column->showDraft(draft);
    });
    connect(run, &Run::downloadProgressed, this, [viewOf](qint64 received, qint64 all) {
        if (RunColumn *column = viewOf())
            column->setReceived(received, all);
    });
    connect(run, &Run::followFailed, this, [this, run, viewOf](const Error &error, std::chrono::milliseconds pause) {
        if (RunColumn *column = viewOf())
            column->setDelay(followText(error, pause, m_words.providerName(run->record().target.provider)));
    });
}

void RunController::showUsualTime(int column)
{
    const auto usual = m_flows.journal.usualTime(trial().targets[column - 1]);
    m_page.columns().column(column).setUsualTime(usual ? *usual : std::nullopt);
}

/// Once nothing is missing any more.
void RunController::dropStrip()
{
    if (m_missing.isEmpty() || !m_runs.current().missingAccounts(trial(), options()).isEmpty())
        return;
    m_missing.clear();
    m_page.setStrip({});
}

void RunController::showRecord(int column, const RunRecord &record)
{
    m_shown[column - 1] = record;
    RunColumn &view = m_page.columns().column(column);
    view.showRecord(record);
    view.setProblem(m_words.messageFor(record));
    view.setAnswered(m_words.answeredFor(record));
    if (m_inspected == column)
        m_inspector.setRecord(record);
    m_page.setRunning(m_runs.current().isRunning());
}

void RunController::showAgain(const RunRecord &record)
{
    for (int column = 1; column <= m_shown.size(); ++column) {
        if (m_shown[column - 1].id == record.id)
            showRecord(column, record);
    }
}

void RunController::showRunText()
{
    m_page.setRunText(runButtonText(m_runs.costs()));
}

void RunController::showSummary()
{
    m_page.setRunning(m_runs.current().isRunning());
    m_page.setSummary(runSummary(m_shown));
}

void RunController::setInspecting(bool isInspecting)
{
    m_isInspecting = isInspecting;
    if (!isInspecting)
        m_inspected = 0;
    else if (m_inspected == 0)
        inspect(m_page.columns().current());
}

void RunController::inspect(int column)
{
    if (column < 1 || column > m_shown.size())
        return;
    m_inspected = column;
    RunRecord record = m_shown[column - 1];
    if (record.id.isEmpty()) {
        // Nothing was sent yet: show what would be.
        auto prepared = m_runs.prepare(column);
        if (prepared)
            record = *std::move(prepared);
    }
    if (record.recipe.request.path.isEmpty())
        m_inspector.clear();
    else
        m_inspector.setRecord(record);
    emit inspectorRequested();
}

void RunController::act(int column, Action action)
{
    const RunRecord record = m_shown.value(column - 1);
    const auto profile = m_flows.accounts.profile(record.target.provider);
    switch (action) {
    case Action::Connect:
    case Action::CheckKey:
        emit connectRequested(record.target.provider);
        return;
    case Action::CheckAddress:
        emit accountsRequested();
        return;
    case Action::UsePractice:
        usePractice(column);
        tryAgain(column);
        return;
    case Action::OpenBilling:
        if (profile)
            emit linkActivated(profile->billingPage);
        return;
    case Action::PickAnother:
        emit chooseRequested();
        return;
    case Action::CopyDetails:
        QGuiApplication::clipboard()->setText(detailsText(record));
        return;
    case Action::TryAgain:
    case Action::GenerateAgain:
        tryAgain(column);
        return;
    case Action::FetchAgain:
        m_flows.jobs.fetchAgain(record);
        return;
    case Action::TryNow:
        if (Run *run = runOf(column))
            run->tryNow();
        return;
    case Action::Stop:
        stop(column);
        return;
    case Action::KeepWaiting:
    case Action::RaiseLimit:
        return; // the column and the page do these themselves
    }
}

void RunController::actOnStrip(Action action)
{
    if (action == Action::Connect) {
        emit connectRequested(m_missing.value(0));
        return;
    }
    if (action != Action::UsePractice)
        return;
    for (int column = 1; column <= trial().targets.size(); ++column) {
        if (m_missing.contains(trial().targets[column - 1].provider))
            usePractice(column);
    }
    run();
}

void RunController::usePractice(int column)
{
    m_runs.usePractice(column);
    showRunText();
    emit optionsChanged();
}

} // namespace studio
