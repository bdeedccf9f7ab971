#include "run/RunSet.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "run/BalanceMeter.h"
#include "run/JobKeeper.h"
#include "run/LateAnswer.h"
#include "run/ShapeFit.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

RunSet::RunSet(Transport &transport, Accounts &accounts, Catalog &catalog, RunJournal *journal,
               const MediaStore *media, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_accounts(accounts)
    , m_catalog(catalog)
    , m_journal(journal)
    , m_media(media)
{
}

RunSet::~RunSet()
{
    endNow(); // while there is a set: runs ask it for prices at their end
}

void RunSet::setJobKeeper(JobKeeper &keeper)
{
    m_keeper = &keeper;
    const auto tell = [this](const RunRecord &record) {
        if (Run *run = runOfId(record.id))
            run->takeSequel(record);
    };
    connect(m_keeper, &JobKeeper::settled, this, tell);
    connect(m_keeper, &JobKeeper::jobNamed, this, tell);
}

Result<Profile> RunSet::profileFor(const Target &target, bool onPractice) const
{
    auto profile = m_accounts.profile(target.provider);
    if (!profile)
        return Error{ErrorKind::Rejected, u"there is no provider \"%1\""_s.arg(target.provider)};
    const QString dialect = m_catalog.dialectOf(*profile, target);
    if (onPractice)
        profile = m_accounts.practiceTwin(*profile);
    if (profile->base.host().isEmpty())
        return Error{ErrorKind::NotConnected, u"the practice gateway is not running"_s};
    if (!dialectNamed(dialect))
        return Error{ErrorKind::Rejected, u"there is no dialect \"%1\""_s.arg(dialect)};
    return forDialect(*profile, dialect);
}

Result<RunRecord> RunSet::prepare(const Trial &trial, int column, const RunOptions &options) const
{
    if (column < 1 || column > trial.targets.size())
        return Error{ErrorKind::Rejected, u"there is no column %1"_s.arg(column)};
    const Target &target = trial.targets[column - 1];
    const bool onPractice = options.onPractice.contains(column);
    auto profile = profileFor(target, onPractice);
    if (!profile)
        return profile.error();
    auto prompt = filled(trial.prompt);
    if (!prompt)
        return prompt.error();
    const auto row = m_catalog.describing(target);
    if (const auto refused = firstNotTaken(prompt->attachments, row ? &*row : nullptr))
        return Error{ErrorKind::Rejected,
                     u"%1 does not take %2 (%3)"_s.arg(target.model, refused->name, nameOf(refused->kind))};
    const Prompt fitted = withShape(*profile, target.model, row ? &*row : nullptr,
                                    row ? fittedTo(*row, *profile, *prompt) : *prompt);
    auto recipe = dialectNamed(profile->dialect)->encode(fitted, target.model, *profile, options.isStreaming);
    if (!recipe)
        return recipe.error();

    RunRecord record;
    record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    record.trialId = trial.id;
    record.column = column;
    record.target = target;
    record.recipe = *std::move(recipe);
    record.isPractice = onPractice || target.provider == "practice"_L1;
    record.started = QDateTime::currentDateTimeUtc();
    return record;
}

QList<ColumnFit> RunSet::columnFits(const QList<Target> &targets) const
{
    QList<ColumnFit> fits;
    for (const Target &target : targets) {
        const auto profile = m_accounts.profile(target.provider);
        const auto row = m_catalog.describing(target);
        if (profile)
            fits << columnFit(forDialect(*profile, m_catalog.dialectOf(*profile, target)),
                              row ? &*row : nullptr);
        else
            fits << ColumnFit{};
    }
    return fits;
}

QList<FilledSetting> RunSet::filling(const Trial &trial, int column, const RunOptions &options) const
{
    const Target target = trial.targets.value(column - 1);
    const auto profile = profileFor(target, options.onPractice.contains(column));
    if (!profile)
        return {};
    const auto row = m_catalog.describing(target);
    return filledSettings(*profile, target, row ? &*row : nullptr, trial.prompt);
}

QList<ColumnCost> RunSet::costs(const Trial &trial, const RunOptions &options) const
{
    const qint64 tokens = guessedTokens(trial.prompt);
    QList<ColumnCost> costs;
    for (int column = 1; column <= trial.targets.size(); ++column)
        costs << costOfColumn(tokens, trial, column, options);
    return costs;
}

ColumnCost RunSet::costOfColumn(qint64 promptTokens, const Trial &trial, int column, const RunOptions &options) const
{
    const Target &target = trial.targets[column - 1];
    const auto row = m_catalog.describing(target);
    const auto profile = m_accounts.profile(target.provider);
    const Dialect *dialect = profile ? dialectNamed(m_catalog.dialectOf(*profile, target)) : nullptr;
    ColumnCost cost;
    cost.isPractice = options.onPractice.contains(column) || target.provider == "practice"_L1;
    if (dialect && !dialect->answersInText())
        cost.makes = dialect->makesVideos() ? MediaKind::Video : MediaKind::Picture;
    if (row && madeKind(*row))
        cost.makes = madeKind(*row);
    if (row)
        cost.cost = guessedCost(promptTokens, trial.prompt.settings, *row);
    if (cost.makes)
        cost.count = int(std::clamp<qint64>(trial.prompt.settings[u"count"_s].toInteger(1), 1, 1000));
    return cost;
}

QStringList RunSet::missingAccounts(const Trial &trial, const RunOptions &options) const
{
    QStringList missing;
    for (int column = 1; column <= trial.targets.size(); ++column) {
        const QString &provider = trial.targets[column - 1].provider;
        if (!options.onPractice.contains(column) && !missing.contains(provider)
            && m_accounts.keyState(provider) == Accounts::KeyState::Missing)
            missing << provider;
    }
    return missing;
}

void RunSet::start(const Trial &trial, const RunOptions &options)
{
    rearrange({});
    for (int column = 1; column <= trial.targets.size(); ++column)
        begin(trial, column, options);
}

void RunSet::startColumn(const Trial &trial, int column, const RunOptions &options)
{
    if (Run *earlier = m_runs.take(column))
        dismiss(earlier);
    begin(trial, column, options);
}

void RunSet::begin(const Trial &trial, int column, const RunOptions &options)
{
    auto record = prepare(trial, column, options);
    const bool onPractice = options.onPractice.contains(column);
    const auto profile = profileFor(trial.targets.value(column - 1), onPractice);
    RunRecord blank; // of a run that cannot be sent; it has an id, because its column shows why
    blank.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    blank.column = column;
    blank.trialId = trial.id;
    blank.target = trial.targets.value(column - 1);
    blank.isPractice = onPractice;
    const ColumnCost expected = record ? costOfColumn(0, trial, column, options) : ColumnCost{};
    const Cost guess = expected.makes && !expected.isPractice ? expected.cost : Cost{}; // texts are counted afterwards
    auto *run = new Run(m_transport, m_journal, record ? *record : blank,
                        profile ? setupFor(blank.target, *profile, guess) : Run::Setup{}, this);
    m_runs[column] = run;
    connect(run, &Run::keepFailed, this, &RunSet::keepFailed);
    connect(run, &Run::finished, this, [this, run] {
        emit finished(columnOf(run));
        if (!isRunning())
            emit allFinished();
    });
    emit started(column, run);
    if (!record) {
        run->fail(record.error());
        return;
    }
    if (!m_media && makesFiles(blank.target, *profile)) { // no money for what would not be kept
        run->fail(Error{ErrorKind::Rejected, u"there is no place for the files that this model makes"_s});
        return;
    }
    m_accounts.withSecret(*profile, run, [this, run, profile = *profile](const Result<QByteArray> &secret) {
        if (isOver(run->record().state))
            return; // stopped while the keychain was asked
        if (!secret)
            run->fail(secret.error());
        else if (secret->isEmpty() && profile.needsKey)
            run->fail(Error{ErrorKind::KeyMissing});
        else
            send(run, profile, *secret);
    });
}

void RunSet::send(Run *run, const Profile &profile, const QByteArray &secret)
{
    if (!m_meter)
        return run->start(secret);
    m_meter->watch(run, profile, secret, [run, secret] {
        if (!isOver(run->record().state)) // stopped while the balance was asked
            run->start(secret);
    });
}

Run::Setup RunSet::setupFor(const Target &target, const Profile &profile, const Cost &guess) const
{
    Run::Setup setup{.dialect = dialectNamed(profile.dialect),
                     .profile = profile,
                     .findModel = [this](const Target &each) { return m_catalog.find(each); },
                     .media = m_media,
                     .isSentOnce = makesFiles(target, profile),
                     .guess = guess};
    if (JobKeeper *keeper = m_keeper) {
        setup.leave = [keeper](const RunRecord &record, const QByteArray &secret) { keeper->leave(record, secret); };
        setup.await = [keeper](std::unique_ptr<LateAnswer> answer) { keeper->await(std::move(answer)); };
    } else {
        setup.await = m_await;
    }
    return setup;
}

bool RunSet::makesFiles(const Target &target, const Profile &profile) const
{
    const auto row = m_catalog.describing(target);
    const bool isListed = row && row->kinds == Model::Kinds::Listed && row->outputs.value(0) != "text"_L1;
    return isListed || (row && madeKind(*row)) || !dialectNamed(profile.dialect)->answersInText();
}

void RunSet::rearrange(const QList<int> &oldColumns)
{
    QMap<int, Run *> moved;
    for (qsizetype i = 0; i < oldColumns.size(); ++i) {
        if (Run *run = m_runs.take(oldColumns[i]))
            moved[int(i) + 1] = run;
    }
    const QMap<int, Run *> rest = std::exchange(m_runs, moved);
    for (Run *run : rest)
        dismiss(run);
}

/// It goes when what it brought is on the disk.
void RunSet::dismiss(Run *run)
{
    run->disconnect(this);
    run->stop();
    if (run->isStopping())
        connect(run, &Run::finished, run, &QObject::deleteLater);
    else
        run->deleteLater();
}

void RunSet::stop(int column)
{
    if (Run *run = m_runs.value(column))
        run->stop();
}

void RunSet::stopAll()
{
    const QMap<int, Run *> runs = m_runs; // whoever hears of a stop may start another one
    for (Run *run : runs)
        run->stop();
}

/// Those too that have no column any more and are still being stopped.
void RunSet::endNow()
{
    m_runs.clear();
    for (Run *run : findChildren<Run *>(Qt::FindDirectChildrenOnly)) {
        run->disconnect(this);
        delete run;
    }
}

int RunSet::columnOf(const Run *run) const
{
    for (auto it = m_runs.cbegin(); it != m_runs.cend(); ++it) {
        if (it.value() == run)
            return it.key();
    }
    return 0;
}

Run *RunSet::runOfId(const QString &id) const
{
    for (Run *run : m_runs) {
        if (run->record().id == id)
            return run;
    }
    return nullptr;
}

bool RunSet::isRunning() const
{
    return std::any_of(m_runs.cbegin(), m_runs.cend(),
                       [](const Run *run) { return !isOver(run->record().state); });
}

bool RunSet::isAtWork() const
{
    const QList<Run *> runs = findChildren<Run *>(Qt::FindDirectChildrenOnly);
    return std::any_of(runs.begin(), runs.end(), [](const Run *run) { return !isOver(run->record().state); });
}

bool RunSet::isSubmitting() const
{
    return std::any_of(m_runs.cbegin(), m_runs.cend(), [](const Run *run) { return run->isSubmitting(); });
}

} // namespace studio
