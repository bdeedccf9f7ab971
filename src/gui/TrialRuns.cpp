#include "gui/TrialRuns.h"

#include "gui/RunActivity.h"
#include "run/JobKeeper.h"

#include <algorithm>

namespace studio
{

TrialRuns::TrialRuns(const RunFlows &flows, QObject *parent)
    : QObject(parent)
    , m_flows(flows)
    , m_confirmer(flows.transport, flows.accounts, flows.journal)
    , m_meter(flows.transport, flows.accounts, flows.journal)
{
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, this, &TrialRuns::tellActivity);
    connect(&m_flows.jobs, &JobKeeper::runsChanged, this, &TrialRuns::tellActivity);
    connect(&m_flows.jobs, &JobKeeper::settled, this, [this](const RunRecord &record) {
        tellActivity();
        emit settled(record);
    });
    connect(&m_flows.jobs, &JobKeeper::workBegan, &m_meter, &BalanceMeter::noteOther);
    connect(&m_confirmer, &Confirmer::confirmed, this, &TrialRuns::takeConfirmed);
    connect(&m_meter, &BalanceMeter::measured, this, &TrialRuns::takeConfirmed);
}

TrialRuns::~TrialRuns() = default;

void TrialRuns::open(const Trial &trial)
{
    m_trial = trial;
    m_options = {};
    dropFinishedSets();
}

void TrialRuns::update(const Trial &trial)
{
    m_trial = trial;
}

void TrialRuns::rearrange(const QList<int> &oldColumns)
{
    QSet<int> onPractice;
    for (int column = 1; column <= oldColumns.size(); ++column) {
        if (m_options.onPractice.contains(oldColumns[column - 1]))
            onPractice << column;
    }
    current().rearrange(oldColumns);
    m_options.onPractice = onPractice;
}

std::unique_ptr<RunSet> TrialRuns::makeSet()
{
    auto set =
        std::make_unique<RunSet>(m_flows.transport, m_flows.accounts, m_flows.catalog, &m_flows.journal, &m_flows.media);
    RunSet *made = set.get();
    made->setJobKeeper(m_flows.jobs);
    made->setMeter(&m_meter);
    connect(made, &RunSet::started, this, [this, made](int column, Run *run) {
        if (made == &current())
            emit started(column, run);
        tellActivity();
    });
    connect(made, &RunSet::keepFailed, this, &TrialRuns::keepFailed);
    connect(made, &RunSet::finished, this, [this, made](int column) {
        if (const Run *run = made->run(column))
            m_confirmer.lookUp(run->record());
        tellActivity();
        emit finished();
    });
    return set;
}

RunSet &TrialRuns::current()
{
    auto &set = m_sets[m_trial.id];
    if (!set)
        set = makeSet();
    return *set;
}

const RunSet *TrialRuns::madeSet() const
{
    const auto set = m_sets.find(m_trial.id);
    return set == m_sets.end() ? nullptr : set->second.get();
}

void TrialRuns::dropFinishedSets()
{
    std::erase_if(m_sets, [this](const auto &entry) {
        return entry.first != m_trial.id && (!entry.second || !entry.second->isAtWork());
    });
}

bool TrialRuns::isRunning() const
{
    return std::any_of(m_sets.begin(), m_sets.end(),
                       [](const auto &entry) { return entry.second && entry.second->isRunning(); });
}

bool TrialRuns::isSubmitting() const
{
    return m_flows.jobs.isAwaiting()
        || std::any_of(m_sets.begin(), m_sets.end(),
                       [](const auto &entry) { return entry.second && entry.second->isSubmitting(); });
}

QList<Run *> TrialRuns::runsUnderWay() const
{
    QList<Run *> running;
    for (const auto &[id, set] : m_sets) {
        for (const int column : set->columns()) {
            if (!isOver(set->run(column)->record().state))
                running << set->run(column);
        }
    }
    return running + m_flows.jobs.runs();
}

void TrialRuns::tellActivity()
{
    QList<RunRecord> records;
    bool isElsewhere = false;
    bool isLong = false;
    for (const Run *run : runsUnderWay()) {
        records << run->record();
        isElsewhere = isElsewhere || run->record().trialId != m_trial.id;
        isLong = isLong || takesLong(run->record());
    }
    if (isLong && !m_clock.isActive())
        m_clock.start();
    else if (!isLong)
        m_clock.stop();
    emit activityChanged(activityText(records, QDateTime::currentDateTimeUtc()), isElsewhere || isLong);
}

/// One of another trial first: what is on the page can be seen.
QString TrialRuns::workingTrial() const
{
    QString trial;
    for (const Run *run : runsUnderWay()) {
        if (trial.isEmpty() || run->record().trialId != m_trial.id)
            trial = run->record().trialId;
    }
    return trial;
}

void TrialRuns::takeConfirmed(const RunRecord &record)
{
    for (const auto &[trial, set] : m_sets) {
        if (Run *run = set ? set->runOfId(record.id) : nullptr)
            run->setConfirmed(*record.confirmed);
    }
    emit confirmed(record);
}

} // namespace studio
