#include "gui/RunController.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "gui/Figures.h"
#include "gui/Inspector.h"
#include "gui/PriceText.h"
#include "gui/RunActivity.h"
#include "gui/RunColumn.h"
#include "gui/RunMedia.h"
#include "gui/RunSummary.h"
#include "gui/RunText.h"
#include "gui/SettingText.h"
#include "gui/SpendSheet.h"
#include "gui/TrialNotice.h"
#include "gui/TryPage.h"
#include "gui/WhenDone.h"
#include "run/ColumnMatch.h"
#include "run/CostGuess.h"
#include "run/RetryRule.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

RunController::RunController(const Flows &flows, TryPage &page, Inspector &inspector)
    : QObject(&page)
    , m_flows(flows)
    , m_confirmer(flows.transport, flows.accounts, flows.journal)
    , m_meter(flows.transport, flows.accounts, flows.journal)
    , m_page(page)
    , m_inspector(inspector)
    , m_copies(flows.media)
{
    connectPage();
    supplyCopies();
    connectJobs();
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showTitles);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showNotice);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showFits);
    connect(&m_flows.catalog, &Catalog::changed, this, &RunController::showRunText);
    connect(&m_flows.accounts, &Accounts::keyStateChanged, this, &RunController::dropStrip);
    connect(&m_flows.accounts, &Accounts::profilesChanged, this, &RunController::showFits);
    connect(&m_confirmer, &Confirmer::confirmed, this, &RunController::showConfirmed);
    connect(&m_meter, &BalanceMeter::measured, this, &RunController::showConfirmed);
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

/// Runs that another start of the program began, and those that were stopped here.
void RunController::connectJobs()
{
    m_clock.setInterval(std::chrono::seconds(1));
    connect(&m_clock, &QTimer::timeout, this, &RunController::showActivity);
    connect(&m_flows.jobs, &JobKeeper::started, this, &RunController::followJob);
    connect(&m_flows.jobs, &JobKeeper::runsChanged, this, &RunController::showActivity);
    connect(&m_flows.jobs, &JobKeeper::settled, this, [this](const RunRecord &record) {
        for (int column = 1; column <= m_shown.size(); ++column) {
            if (m_shown[column - 1].id == record.id)
                showRecord(column, record);
        }
        showActivity();
        emit columnsChanged();
    });
}

std::unique_ptr<RunSet> RunController::makeSet()
{
    auto set =
        std::make_unique<RunSet>(m_flows.transport, m_flows.accounts, m_flows.catalog, &m_flows.journal, &m_flows.media);
    RunSet *made = set.get();
    made->setJobKeeper(m_flows.jobs);
    made->setMeter(&m_meter);
    connect(made, &RunSet::started, this, [this, made](int column, Run *run) {
        if (made == &current())
            follow(column, run);
        showActivity();
    });
    connect(made, &RunSet::keepFailed, this, &RunController::keepFailed);
    connect(made, &RunSet::finished, this, [this, made](int column) {
        if (const Run *run = made->run(column))
            m_confirmer.lookUp(run->record());
        showSummary();
        showActivity();
        emit columnsChanged();
    });
    return set;
}

RunSet &RunController::current()
{
    auto &set = m_sets[m_trial.id];
    if (!set)
        set = makeSet();
    return *set;
}

void RunController::dropFinishedSets()
{
    std::erase_if(m_sets, [this](const auto &entry) {
        return entry.first != m_trial.id && (!entry.second || !entry.second->isRunning());
    });
}

bool RunController::isRunning() const
{
    return std::any_of(m_sets.begin(), m_sets.end(),
                       [](const auto &entry) { return entry.second && entry.second->isRunning(); });
}

void RunController::open(const Trial &trial)
{
    m_trial = trial;
    m_options = {};
    m_missing.clear();
    m_inspected = 0;
    dropFinishedSets();
    showNotice();
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
    for (const int column : current().columns())
        follow(column, current().run(column));
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
    const bool hasOtherColumns = trial.targets != m_trial.targets;
    if (hasOtherColumns)
        moveColumns(trial.targets);
    m_trial = trial;
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
    const QList<int> oldColumns = columnsBefore(m_trial.targets, targets, m_leaving);
    QList<RunRecord> shown;
    QSet<int> onPractice;
    for (const int old : oldColumns) {
        shown << m_shown.value(old - 1); // an empty record for a new column
        if (m_options.onPractice.contains(old))
            onPractice << int(shown.size());
    }
    current().rearrange(oldColumns);
    m_shown = shown;
    m_options.onPractice = onPractice;
    for (const int column : current().columns())
        m_shown[column - 1] = current().run(column)->record(); // text may have come since it was shown
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
    const auto set = m_sets.find(m_trial.id);
    if (m_trial.targets.isEmpty() || set == m_sets.end())
        return m_trial.prompt.text.trimmed().isEmpty() ? StepState::Empty : StepState::Begun;
    bool isDone = true;
    for (int column = 1; column <= m_shown.size(); ++column) {
        const RunRecord &record = m_shown[column - 1];
        isDone = isDone && record.state == RunState::Done;
        if (record.state != RunState::Done)
            continue;
        RunOptions options = m_options;
        options.isStreaming = record.recipe.request.isStreaming;
        const auto now = set->second->prepare(m_trial, column, options);
        // The prompt, a blank or a setting has changed since; or it would be live now, and was not.
        if (!now || now->recipe.request.body != record.recipe.request.body || now->isPractice != record.isPractice)
            return StepState::LookAgain;
    }
    return isDone ? StepState::Done : StepState::Begun;
}

void RunController::showTitles()
{
    for (int column = 1; column <= m_trial.targets.size(); ++column) {
        const Target &target = m_trial.targets[column - 1];
        const auto model = m_flows.catalog.find(target);
        m_page.columns().setTitle(column, model ? model->name : target.model, providerName(target.provider));
    }
}

void RunController::showColumns()
{
    showTitles();
    for (int column = 1; column <= m_trial.targets.size(); ++column) {
        if (m_shown[column - 1].id.isEmpty())
            m_page.columns().column(column).clear();
        else
            showRecord(column, m_shown[column - 1]);
    }
}

void RunController::showFits()
{
    const QList<ColumnFit> fits =
        m_trial.targets.isEmpty() ? QList<ColumnFit>() : current().columnFits(m_trial.targets);
    m_page.setFits(fits);
    for (int column = 1; column <= fits.size(); ++column)
        m_page.columns().column(column).setAwaited(fits[column - 1].makes);
    showFilling();
}

void RunController::showFilling()
{
    for (int column = 1; column <= m_trial.targets.size(); ++column) {
        const QList<FilledSetting> filling = current().filling(m_trial, column, m_options);
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
    const qsizetype index = m_trial.targets.indexOf(record.target);
    RunOptions options = m_options;
    options.isStreaming = record.recipe.request.isStreaming;
    const auto now = current().prepare(m_trial, int(index) + 1, options);
    if (index >= 0 && now && now->recipe.request.body == record.recipe.request.body)
        return m_trial;
    Trial unknown;
    unknown.title = m_trial.title;
    return unknown;
}

/// Read on another thread: it may be large.
void RunController::useAsReference(const KeptMedia &file)
{
    const QString name = tr("Picture from a model") + u'.' + suffixOf(file.mime);
    const auto read = [store = m_flows.media, file] { return store.read(file); };
    whenDone(QtConcurrent::run(read), this, [this, name, file, trial = m_trial.id](const Result<QByteArray> &bytes) {
        if (trial != m_trial.id)
            return;
        if (bytes)
            m_page.addReference({file.kind, file.mime, *bytes, {}, name});
        else
            emit keepFailed(bytes.error());
    });
}

void RunController::run()
{
    m_missing = current().missingAccounts(m_trial, m_options);
    if (!m_missing.isEmpty()) {
        m_page.setStrip({tr("To run this live, connect an account: %1. Nothing was sent.")
                             .arg(providerName(m_missing.first())),
                         {Action::Connect, Action::UsePractice}});
        return;
    }
    showNotice();
    QList<int> all;
    for (int column = 1; column <= m_trial.targets.size(); ++column)
        all << column;
    sendAfterAsking(all, [this] { current().start(m_trial, m_options); });
}

void RunController::tryAgain(int column)
{
    Run *run = runOf(column);
    if (run && run->record().state == RunState::Pausing)
        run->tryNow();
    else
        sendAfterAsking({column}, [this, column] { current().startColumn(m_trial, column, m_options); });
}

void RunController::stop(int column)
{
    if (Run *run = runOf(column))
        run->stop();
}

/// Videos, and what may cost more than the user has said, are asked about. The sheet is in front of the window until
/// it is answered, so that the trial stays as it was told.
void RunController::sendAfterAsking(const QList<int> &columns, const std::function<void()> &send)
{
    const QList<ColumnCost> all = current().costs(m_trial, m_options);
    QList<ColumnCost> costs;
    QList<SpendLine> lines;
    for (const int column : columns) {
        const ColumnCost &cost = all[column - 1];
        const Target &target = m_trial.targets[column - 1];
        const auto model = m_flows.catalog.find(target);
        costs << cost;
        lines << SpendLine{QChar(char16_t(u'A' + column - 1)), model ? model->name : target.model, cost.makes, cost.count,
                           model ? priceText(headPrice(*model)) : QString(), cost.cost, cost.isPractice};
    }
    if (!mustAskFirst(costs, m_askAbove)) {
        send();
        return;
    }
    delete m_sheet;
    m_sheet = new SpendSheet(lines, m_askAbove, m_page.window());
    m_sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_sheet, &QDialog::accepted, this, send);
    connect(m_sheet, &SpendSheet::limitChosen, this, [this](Money limit) {
        m_askAbove = limit;
        emit askAboveChosen(limit);
    });
    m_sheet->open();
}

Run *RunController::runOf(int column)
{
    Run *run = current().run(column);
    return run && !isOver(run->record().state) ? run : m_flows.jobs.runOfId(m_shown.value(column - 1).id);
}

int RunController::columnOf(const Run *run)
{
    if (const int column = current().columnOf(run))
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
    const auto columnOf = [this, run] { return current().columnOf(run); };
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
    m_page.setRunning(current().isRunning());
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
            column->setDelay(followText(error, pause, providerName(run->record().target.provider)));
    });
}

void RunController::showUsualTime(int column)
{
    const auto usual = m_flows.journal.usualTime(m_trial.targets[column - 1]);
    m_page.columns().column(column).setUsualTime(usual ? *usual : std::nullopt);
}

/// Once nothing is missing any more.
void RunController::dropStrip()
{
    if (!m_missing.isEmpty() && !current().missingAccounts(m_trial, m_options).isEmpty())
        return;
    m_missing.clear();
    showNotice();
}

/// Models that end or are gone. What a run lacks is more important.
void RunController::showNotice()
{
    if (m_missing.isEmpty())
        m_page.setStrip(trialNotice(m_trial, m_flows.catalog, m_flows.accounts, QDate::currentDate()));
}

void RunController::showRecord(int column, const RunRecord &record)
{
    m_shown[column - 1] = record;
    RunColumn &view = m_page.columns().column(column);
    view.showRecord(record);
    view.setProblem(messageFor(record));
    const auto row = m_flows.catalog.find(record.target);
    view.setAnswered(answeredText(record, row ? &*row : nullptr));
    if (m_inspected == column)
        m_inspector.setRecord(record);
    m_page.setRunning(current().isRunning());
}

void RunController::showConfirmed(const RunRecord &record)
{
    for (const auto &[trial, set] : m_sets) {
        if (Run *run = set ? set->runOfId(record.id) : nullptr)
            run->setConfirmed(*record.confirmed);
    }
    for (int column = 1; column <= m_shown.size(); ++column) {
        if (m_shown[column - 1].id == record.id)
            showRecord(column, record);
    }
}

void RunController::showRunText()
{
    const QList<ColumnCost> costs = current().costs(m_trial, m_options);
    const bool hasUnknown = std::any_of(costs.begin(), costs.end(), [](const ColumnCost &each) {
        return !each.isPractice && each.cost.kind == CostKind::Unknown;
    });
    const Cost sum = sumOf(costs);
    const int count = int(m_trial.targets.size());
    QString text = count > 1 ? tr("Run %1").arg(count) : tr("Run");
    if (hasUnknown)
        text += u" · "_s + tr("price not published");
    else if (sum.kind != CostKind::Unknown && !sum.usd.isZero())
        text += u" · "_s + costText(sum);
    m_page.setRunText(text);
}

void RunController::showSummary()
{
    m_page.setRunning(current().isRunning());
    m_page.setSummary(runSummary(m_shown));
}

QList<Run *> RunController::runsUnderWay() const
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

void RunController::showActivity()
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
QString RunController::workingTrial() const
{
    QString trial;
    for (const Run *run : runsUnderWay()) {
        if (trial.isEmpty() || run->record().trialId != m_trial.id)
            trial = run->record().trialId;
    }
    return trial;
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
        auto prepared = current().prepare(m_trial, column, m_options);
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
    if (action == Action::PickAnother)
        emit chooseRequested();
    if (action != Action::UsePractice)
        return;
    for (int column = 1; column <= m_trial.targets.size(); ++column) {
        if (m_missing.contains(m_trial.targets[column - 1].provider))
            usePractice(column);
    }
    run();
}

void RunController::usePractice(int column)
{
    m_options.onPractice << column;
    showRunText();
    emit optionsChanged();
}

Message RunController::messageFor(const RunRecord &record)
{
    Message message = runText(record, contextFor(record));
    if (record.isPractice) {
        // There is no account to look at, and this is the practice gateway already.
        for (const Action action : {Action::CheckKey, Action::Connect, Action::OpenBilling, Action::UsePractice})
            message.actions.removeAll(action);
    }
    return message;
}

QString RunController::providerName(const QString &id) const
{
    const auto profile = m_flows.accounts.profile(id);
    return profile ? profile->name : id;
}

MessageContext RunController::contextFor(const RunRecord &record)
{
    MessageContext context{providerName(record.target.provider)};
    const Catalog::Listing listing = m_flows.catalog.listing(record.target.provider);
    if (m_flows.catalog.find(record.target))
        context.lastSeen = listing.asOf.date();
    const QList<ColumnFit> fits = m_trial.targets.contains(record.target) && isOver(record.state)
        ? current().columnFits({record.target})
        : QList<ColumnFit>();
    context.makes = fits.isEmpty() ? std::nullopt : fits.first().makes;
    const int column = int(m_trial.targets.indexOf(record.target)) + 1;
    if (context.makes && !record.isPractice && column > 0) {
        const Cost cost = current().costs(m_trial, m_options).value(column - 1).cost;
        context.price = cost.kind == CostKind::Unknown ? QString() : costText(cost);
    }
    return context;
}

} // namespace studio
