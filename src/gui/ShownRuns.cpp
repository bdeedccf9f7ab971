#include "gui/ShownRuns.h"

#include "catalog/Catalog.h"
#include "gui/ColumnsView.h"
#include "gui/ColumnWords.h"
#include "gui/RunColumn.h"
#include "gui/RunText.h"
#include "gui/TrialRuns.h"
#include "run/ColumnMatch.h"
#include "run/JobKeeper.h"
#include "run/RetryRule.h"
#include "store/RunJournal.h"

namespace studio
{

ShownRuns::ShownRuns(const RunFlows &flows, TrialRuns &runs, const ColumnWords &words, ColumnsView &columns,
                     QObject *parent)
    : QObject(parent)
    , m_flows(flows)
    , m_runs(runs)
    , m_words(words)
    , m_columns(columns)
{
    connect(&m_flows.catalog, &Catalog::changed, this, &ShownRuns::showTitles);
    connect(&m_runs, &TrialRuns::started, this, &ShownRuns::follow);
    connect(&m_runs, &TrialRuns::settled, this, &ShownRuns::showAgain);
    connect(&m_runs, &TrialRuns::confirmed, this, &ShownRuns::showAgain);
    connect(&m_flows.jobs, &JobKeeper::jobNamed, this, &ShownRuns::showAgain);
    // Runs that another start of the program began, and those that were stopped here.
    connect(&m_flows.jobs, &JobKeeper::started, this, &ShownRuns::followJob);
}

void ShownRuns::load()
{
    const Trial &trial = m_runs.trial();
    const auto kept = m_flows.journal.latest(trial.id);
    m_shown = lastRuns(trial.targets, kept ? *kept : QList<RunRecord>());
}

void ShownRuns::followAll()
{
    for (const int column : m_runs.current().columns())
        follow(column, m_runs.current().run(column));
    for (Run *run : m_flows.jobs.runs())
        followJob(run);
}

void ShownRuns::move(const QList<int> &oldColumns)
{
    QList<RunRecord> shown;
    for (const int old : oldColumns)
        shown << m_shown.value(old - 1); // an empty record for a new column
    m_runs.rearrange(oldColumns);
    m_shown = shown;
    for (const int column : m_runs.current().columns())
        m_shown[column - 1] = m_runs.current().run(column)->record(); // text may have come since it was shown
}

void ShownRuns::showTitles()
{
    for (int column = 1; column <= m_runs.trial().targets.size(); ++column) {
        const Target &target = m_runs.trial().targets[column - 1];
        m_columns.setTitle(column, m_words.modelName(target), m_words.providerName(target.provider));
    }
}

void ShownRuns::showAll()
{
    showTitles();
    for (int column = 1; column <= m_runs.trial().targets.size(); ++column) {
        if (m_shown[column - 1].id.isEmpty())
            m_columns.column(column).clear();
        else
            showRecord(column, m_shown[column - 1]);
    }
}

void ShownRuns::showRecord(int column, const RunRecord &record)
{
    m_shown[column - 1] = record;
    RunColumn &view = m_columns.column(column);
    view.showRecord(record);
    view.setProblem(m_words.messageFor(record));
    view.setAnswered(m_words.answeredFor(record));
    emit shown(column, record);
}

void ShownRuns::showAgain(const RunRecord &record)
{
    for (int column = 1; column <= m_shown.size(); ++column) {
        if (m_shown[column - 1].id == record.id)
            showRecord(column, record);
    }
}

Run *ShownRuns::runOf(int column)
{
    Run *run = m_runs.current().run(column);
    return run && !isOver(run->record().state) ? run : m_flows.jobs.runOfId(m_shown.value(column - 1).id);
}

int ShownRuns::columnOf(const Run *run)
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
void ShownRuns::followJob(Run *run)
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

void ShownRuns::follow(int column, Run *run)
{
    // Columns may move while the run goes on, so each signal asks where its column is now.
    const auto columnOf = [this, run] { return m_runs.current().columnOf(run); };
    const auto show = [this, run, columnOf] {
        if (const int number = columnOf())
            showRecord(number, run->record());
    };
    m_columns.column(column).clear();
    show();
    run->disconnect(this); // it was followed before when its trial has been open before
    connect(run, &Run::changed, this, show);
    connect(run, &Run::textArrived, this, [this, columnOf](const QString &delta) {
        if (const int number = columnOf())
            m_columns.column(number).appendText(delta);
    });
    connect(run, &Run::reasoningArrived, this, [this, columnOf](const QString &delta) {
        if (const int number = columnOf())
            m_columns.column(number).appendReasoning(delta);
    });
    connect(run, &Run::attemptFailed, this,
            [this, columnOf](int attempt, const Error &error, std::chrono::milliseconds pause) {
                if (const int number = columnOf())
                    m_columns.column(number).showPause(error, pause, attempt + 1, mostAttempts);
            });
    followFiles(run);
    showUsualTime(column);
    emit followed();
}

void ShownRuns::followFiles(Run *run)
{
    const auto viewOf = [this, run]() -> RunColumn * {
        const int number = columnOf(run);
        return number > 0 ? &m_columns.column(number) : nullptr;
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

void ShownRuns::showUsualTime(int column)
{
    const auto usual = m_flows.journal.usualTime(m_runs.trial().targets[column - 1]);
    m_columns.column(column).setUsualTime(usual ? *usual : std::nullopt);
}

} // namespace studio
