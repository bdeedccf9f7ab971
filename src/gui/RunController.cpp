#include "gui/RunController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/ErrorText.h"
#include "gui/RunButtonText.h"
#include "gui/RunColumn.h"
#include "gui/RunSummary.h"
#include "gui/RunText.h"
#include "gui/SettingText.h"
#include "gui/TrialNotice.h"
#include "gui/TryPage.h"
#include "run/ColumnMatch.h"
#include "run/JobKeeper.h"

#include <QClipboard>
#include <QGuiApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

RunController::RunController(const Flows &flows, TryPage &page, Inspector &inspector)
    : QObject(&page)
    , m_flows(flows)
    , m_page(page)
    , m_asker(flows.catalog, page)
    , m_runs(flows)
    , m_words(flows, m_runs)
    , m_shown(flows, m_runs, m_words, page.columns())
    , m_files(flows, m_runs, m_shown, page)
    , m_inspection(m_runs, m_shown, page.columns(), inspector)
{
    connectPage();
    connectRuns();
    connect(&m_asker, &SpendAsker::askAboveChosen, this, &RunController::askAboveChosen);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showNotice);
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
        for (int column = 1; column <= m_shown.count(); ++column)
            stop(column);
    });
    connect(&m_page, &TryPage::retryRequested, this, &RunController::tryAgain);
    connect(&m_page, &TryPage::sentRequested, &m_inspection, &SentInspection::inspect);
    connect(&m_inspection, &SentInspection::inspectorRequested, this, &RunController::inspectorRequested);
    connect(&m_page, &TryPage::removeRequested, this, &RunController::removeColumn);
    connect(&m_page, &TryPage::actionRequested, this, &RunController::act);
    connect(&m_page, &TryPage::stripActionChosen, this, &RunController::actOnStrip);
    connect(&m_page, &TryPage::addModelRequested, this, &RunController::chooseRequested);
    connect(&m_page, &TryPage::linkActivated, this, &RunController::linkActivated);
}

void RunController::connectRuns()
{
    connect(&m_shown, &ShownRuns::shown, this, [this] { m_page.setRunning(m_runs.current().isRunning()); });
    connect(&m_shown, &ShownRuns::followed, this, [this] {
        m_page.setRunning(m_runs.current().isRunning());
        emit columnsChanged();
    });
    connect(&m_runs, &TrialRuns::finished, this, [this] {
        showSummary();
        emit columnsChanged();
    });
    connect(&m_runs, &TrialRuns::settled, this, &RunController::columnsChanged);
    connect(&m_runs, &TrialRuns::activityChanged, this, &RunController::activityChanged);
    connect(&m_runs, &TrialRuns::keepFailed, this, &RunController::keepFailed);
    connect(&m_flows.jobs, &JobKeeper::refused, this, &RunController::sayRefusal);
    connect(&m_files, &RunFiles::readFailed, this, &RunController::keepFailed);
}

void RunController::open(const Trial &trial)
{
    m_asker.takeBack();
    m_runs.open(trial);
    m_missing.clear();
    m_inspection.forget();
    showNotice();
    m_page.setPrompt(trial.prompt);

    m_shown.load();
    m_page.setColumnCount(int(trial.targets.size()));
    m_page.columns().setMaximised(0);
    m_page.columns().setCurrent(1);
    for (int column = 1; column <= m_shown.count(); ++column)
        m_page.columns().column(column).clear();
    m_shown.showAll();
    showFits();
    m_shown.followAll();
    showRunText();
    showSummary();
    m_inspection.beginAgain();
}

void RunController::update(const Trial &trial)
{
    const bool hasOtherColumns = trial.targets != m_runs.trial().targets;
    if (hasOtherColumns || trial.prompt != m_runs.trial().prompt)
        m_asker.takeBack();
    if (hasOtherColumns)
        moveColumns(trial.targets);
    m_runs.update(trial);
    if (hasOtherColumns) {
        m_page.setColumnCount(int(trial.targets.size()));
        m_shown.showAll();
        showFits();
        dropStrip();
        emit optionsChanged();
    }
    m_page.setPrompt(trial.prompt);
    showFilling();
    showRunText();
    showSummary();
    m_inspection.refresh();
}

/// What belongs to a column goes with its model.
void RunController::moveColumns(const QList<Target> &targets)
{
    const QList<int> oldColumns = columnsBefore(trial().targets, targets, m_leaving);
    m_shown.move(oldColumns);
    m_inspection.move(oldColumns);
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
    for (int column = 1; column <= m_shown.count(); ++column) {
        const RunRecord &record = m_shown.records()[column - 1];
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

void RunController::run()
{
    m_missing = m_runs.current().missingAccounts(trial(), options());
    if (!m_missing.isEmpty()) {
        m_page.setStrip({tr("To run this live, connect an account: %1. Nothing was sent.")
                             .arg(m_words.providerName(m_missing.first())),
                         {Action::Connect, Action::UsePractice}});
        return;
    }
    showNotice();
    QList<int> all;
    for (int column = 1; column <= trial().targets.size(); ++column)
        all << column;
    sendAfterAsking(all, [this] { m_runs.current().start(trial(), options()); });
}

void RunController::tryAgain(int column)
{
    Run *run = m_shown.runOf(column);
    if (run && run->record().state == RunState::Pausing)
        run->tryNow();
    else
        sendAfterAsking({column}, [this, column] { m_runs.current().startColumn(trial(), column, options()); });
}

void RunController::stop(int column)
{
    if (Run *run = m_shown.runOf(column))
        run->stop();
}

void RunController::sendAfterAsking(const QList<int> &columns, const std::function<void()> &send)
{
    m_asker.sendAfterAsking(trial(), m_runs.costs(), columns, send);
}

/// Once nothing is missing any more.
void RunController::dropStrip()
{
    if (!m_missing.isEmpty() && !m_runs.current().missingAccounts(trial(), options()).isEmpty())
        return;
    m_missing.clear();
    showNotice();
}

/// Models that end or are gone. What a run lacks is more important.
void RunController::showNotice()
{
    if (m_missing.isEmpty())
        m_page.setStrip(trialNotice(trial(), m_flows.catalog, m_flows.accounts, QDate::currentDate()));
}

void RunController::showRunText()
{
    m_page.setRunText(runButtonText(m_runs.costs()));
}

void RunController::showSummary()
{
    m_page.setRunning(m_runs.current().isRunning());
    m_page.setSummary(runSummary(m_shown.records()));
}

void RunController::fetchAgain(const RunRecord &record)
{
    m_fetchedAgain = record.id;
    m_flows.jobs.fetchAgain(record);
}

/// What the program takes up by itself is refused without a word.
void RunController::sayRefusal(const RunRecord &record, const Error &error)
{
    if (record.id != std::exchange(m_fetchedAgain, {}))
        return;
    if (error.kind == ErrorKind::Rejected)
        emit refused(tr("The file is not fetched here: another window goes on with it already, or its service is not set up any more."));
    else if (error.kind != ErrorKind::NotFound) // which its column says
        emit refused(errorText(error).text);
}

void RunController::act(int column, Action action)
{
    const RunRecord record = m_shown.record(column);
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
        fetchAgain(record);
        return;
    case Action::TryNow:
        if (Run *run = m_shown.runOf(column))
            run->tryNow();
        return;
    case Action::Stop:
        stop(column);
        return;
    case Action::KeepWaiting:
    case Action::RaiseLimit:
    case Action::Replace:
    case Action::SeeChanges:
        return; // the column and the page do these themselves, or offer none
    }
}

void RunController::actOnStrip(Action action)
{
    if (action == Action::Connect) {
        emit connectRequested(m_missing.value(0));
        return;
    }
    if (action == Action::PickAnother)
        emit chooseRequested();
    if (action == Action::Replace)
        emit replaceRequested();
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
