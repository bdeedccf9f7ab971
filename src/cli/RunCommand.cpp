#include "cli/RunCommand.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "run/CostGuess.h"
#include "run/LateAnswer.h"
#include "store/FileName.h"
#include "store/Folders.h"
#include "store/TrialFile.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr auto longestNaming = std::chrono::seconds(30); ///< A command that was interrupted waits no longer for a job's id.

/// Files that are still coming lie where they are wanted in the end: the same disk, and room for them.
QString mediaFolder(const RunCommand::Options &options)
{
    if (options.folder.isEmpty())
        return userDataFolder() + "/media"_L1;
    return options.folder + "/.signalbox-"_L1 + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// The words of PRODUCT for scripts; nothing for states that other events tell.
QString stateWord(RunState state)
{
    switch (state) {
    case RunState::JobQueued:
        return u"queued"_s;
    case RunState::Working:
        return u"working"_s;
    case RunState::Downloading:
        return u"downloading"_s;
    case RunState::Queued:
    case RunState::Waiting:
    case RunState::Writing:
    case RunState::Pausing:
    case RunState::Done:
    case RunState::Stopped:
    case RunState::Cut:
    case RunState::Failed:
    case RunState::Interrupted:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

RunCommand::RunCommand(const Services &services, Output &output, const Trial &trial, const Options &options,
                       QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_trial(trial)
    , m_options(options)
    , m_media(mediaFolder(options))
    , m_runs(services.transport, services.accounts, services.catalog, nullptr, &m_media)
    , m_text(output, trial.targets)
{
    connect(&m_runs, &RunSet::started, this, &RunCommand::follow);
    connect(&m_runs, &RunSet::finished, this, &RunCommand::conclude);
    connect(&m_runs, &RunSet::allFinished, this, &RunCommand::endWhenTold);
    m_runs.setAwait([this](std::unique_ptr<LateAnswer> answer) { await(std::move(answer)); });
}

RunCommand::~RunCommand()
{
    m_runs.endNow(); // nothing is written any more
    if (!m_options.folder.isEmpty()) // then it is a folder of our own, never the user's
        QDir(m_media.folder()).removeRecursively();
}

void RunCommand::start()
{
    tellLeftOut();
    if (m_options.isDryRun) {
        QTimer::singleShot(0, this, [this] { emit finished(showRequests()); });
        return;
    }
    if (isBeyondBudget()) {
        QTimer::singleShot(0, this, [this] { emit finished(ExitBudgetReached); });
        return;
    }
    if (const auto checked = checkFolder(); !checked) {
        m_output.error(checked.error());
        QTimer::singleShot(0, this, [this] { emit finished(ExitCouldNotRun); });
        return;
    }
    m_runs.start(m_trial, m_options.run);
}

/// A setting that a column does not take is not sent to it.
void RunCommand::tellLeftOut()
{
    const QList<ColumnFit> fits = m_runs.columnFits(m_trial.targets);
    for (qsizetype column = 0; column < fits.size(); ++column) {
        for (const QString &setting : m_trial.prompt.settings.keys()) {
            if (fits[column].fit(setting) != SettingFit::Taken)
                m_output.note(u"note: %1 does not take %2; it is not sent"_s.arg(m_trial.targets[column].toString(), setting));
        }
    }
}

void RunCommand::interrupt()
{
    m_isInterrupted = true;
    m_runs.stopAll();
}

/// Without its id the job could not be found, and it may be paid for. Whoever presses Ctrl+C again does not wait.
void RunCommand::await(std::unique_ptr<LateAnswer> given)
{
    LateAnswer *answer = given.release();
    answer->setParent(this);
    connect(answer, &LateAnswer::finished, this, [this, answer] {
        answer->deleteLater();
        RunRecord record = answer->record();
        m_awaited.remove(record.column);
        record.goesOn = false; // nobody looks after it here
        tellEnd(record);
        endWhenTold();
    });
    QTimer::singleShot(longestNaming, answer, &LateAnswer::giveUp);
    m_output.note(u"note: %1: waiting for the job's id, because it may be billed; Ctrl+C ends at once"_s.arg(answer->record().target.toString()));
}

void RunCommand::endWhenTold()
{
    if (m_awaited.isEmpty() && !m_runs.isRunning())
        emit finished(exitStatus());
}

int RunCommand::showRequests()
{
    for (int column = 1; column <= m_trial.targets.size(); ++column) {
        const auto record = m_runs.prepare(m_trial, column, m_options.run);
        if (!record) {
            m_output.error(record.error(), m_trial.targets[column - 1].toString());
            return ExitCouldNotRun;
        }
        if (m_output.isJson()) {
            QJsonObject event = columnEvent(u"request"_s, *record);
            event[u"request"_s] = toJson(record->recipe.request);
            m_output.object(event);
        } else {
            m_output.line(QString::fromUtf8(wireText(record->recipe.request)));
        }
    }
    return ExitDone;
}

bool RunCommand::isBeyondBudget()
{
    if (!m_options.budget)
        return false;
    const auto prompt = filled(m_trial.prompt);
    Money sum;
    for (const Target &target : std::as_const(m_trial.targets)) {
        const auto model = m_services.catalog.find(target);
        const Cost cost = prompt && model ? guessedCost(*prompt, *model) : Cost{};
        sum = sum.plus(cost.usd).value_or(sum);
        if (cost.kind == CostKind::Unknown && target.provider != "practice"_L1)
            m_output.note(u"note: the price of %1 is not published, so the budget cannot cover it"_s.arg(
                target.toString()));
    }
    if (sum <= *m_options.budget)
        return false;
    m_output.note(u"budget: about $%1 is more than $%2; nothing was sent"_s.arg(sum.rounded(),
                                                                             m_options.budget->rounded()));
    return true;
}

/// Answers that cannot be kept must not be paid for first.
Result<void> RunCommand::checkFolder() const
{
    if (m_options.folder.isEmpty())
        return {};
    if (!QDir().mkpath(m_options.folder) || !QFileInfo(m_options.folder).isWritable())
        return Error{ErrorKind::StorageFailed,
                     u"--out %1: not a folder that can be written to"_s.arg(m_options.folder)};
    return {};
}

void RunCommand::follow(int column, Run *run)
{
    connect(run, &Run::textArrived, this, [this, run, column](const QString &delta) {
        if (m_output.isJson()) {
            QJsonObject event = columnEvent(u"text"_s, run->record());
            event[u"delta"_s] = delta;
            m_output.object(event);
        } else {
            m_text.append(column, delta);
        }
    });
    connect(run, &Run::reasoningArrived, this, [this, run](const QString &delta) {
        if (!m_output.isJson())
            return;
        QJsonObject event = columnEvent(u"reasoning"_s, run->record());
        event[u"delta"_s] = delta;
        m_output.object(event);
    });
    connect(run, &Run::changed, this, [this, run] { tellState(run->record()); });
    connect(run, &Run::mediaArrived, this, [this, run](const KeptMedia &media) { takeFile(run->record(), media); });
    connect(run, &Run::followFailed, this, [this, run](const Error &error, std::chrono::milliseconds pause) {
        tellFollowing(run->record(), error, pause);
    });
    connect(run, &Run::attemptFailed, this,
            [this, run](int attempt, const Error &error, std::chrono::milliseconds pause) {
                tellAttempt(run->record(), attempt, error, pause);
            });
}

void RunCommand::tellAttempt(const RunRecord &record, int attempt, const Error &error,
                             std::chrono::milliseconds pause)
{
    const double seconds = double(pause.count()) / 1000.0;
    if (!m_output.isJson()) {
        m_output.note(u"%1: %2, next try in %3 s"_s.arg(record.target.toString(), QString(nameOf(error.kind)))
                          .arg(seconds, 0, 'f', 1));
        return;
    }
    QJsonObject event = columnEvent(u"attempt"_s, record);
    event[u"leg"_s] = 1;
    event[u"attempt"_s] = attempt;
    event[u"status"_s] = error.status != 0 ? QJsonValue(error.status) : QJsonValue();
    event[u"reason"_s] = QString(nameOf(error.kind));
    event[u"moved_on"_s] = false;
    event[u"next_in"_s] = seconds;
    event[u"error"_s] = toJson(error);
    m_output.object(event);
}

void RunCommand::tellState(const RunRecord &record)
{
    const QString word = stateWord(record.state);
    if (word.isEmpty() || m_told.value(record.column) == record.state)
        return;
    m_told[record.column] = record.state;
    const QString job = record.job ? record.job->id : QString();
    if (!m_output.isJson()) {
        m_output.note(u"%1: %2%3"_s.arg(record.target.toString(), word, job.isEmpty() ? job : u" (job %1)"_s.arg(job)));
        return;
    }
    QJsonObject event = columnEvent(u"state"_s, record);
    event[u"state"_s] = word;
    if (!job.isEmpty())
        event[u"job"_s] = job;
    m_output.object(event);
}

/// Asking again costs nothing, so this is no attempt.
void RunCommand::tellFollowing(const RunRecord &record, const Error &error, std::chrono::milliseconds pause)
{
    const double seconds = double(pause.count()) / 1000.0;
    if (!m_output.isJson()) {
        m_output.note(u"%1: %2, asking again in %3 s"_s.arg(record.target.toString(), QString(nameOf(error.kind)))
                          .arg(seconds, 0, 'f', 1));
        return;
    }
    QJsonObject event = columnEvent(u"state"_s, record);
    event[u"state"_s] = stateWord(record.state);
    event[u"next_in"_s] = seconds;
    event[u"error"_s] = toJson(error);
    m_output.object(event);
}

/// What was begun and paid for can be got with the id alone.
void RunCommand::tellJob(const RunRecord &record)
{
    if (mayBeBilledUnseen(record))
        m_output.note(u"note: %1: it was sent and may be billed, and nobody said what came of it; it was not sent again"_s
                          .arg(record.target.toString()));
    if (!canBeFetched(record) || record.isPractice) // the practice gateway ends with this program, and bills nobody
        return;
    const QString what = record.job ? u"job %1"_s.arg(record.job->id) : record.links.value(0).link.toString(QUrl::FullyEncoded);
    m_output.note(u"note: %1: %2 is at the provider and may be billed; it was not sent again"_s.arg(record.target.toString(), what));
}

void RunCommand::takeFile(const RunRecord &record, const KeptMedia &media)
{
    const QString path = placeFor(record, media);
    if (path.isEmpty())
        return;
    if (!m_output.isJson()) {
        m_output.note(m_options.folder.isEmpty() ? u"%1 (--out FOLDER puts files where they are wanted)"_s.arg(path) : path);
        return;
    }
    QJsonObject event = columnEvent(u"media"_s, record);
    event[u"kind"_s] = QString(nameOf(media.kind));
    event[u"file"_s] = path;
    event[u"mime"_s] = QString::fromLatin1(media.mime);
    event[u"bytes"_s] = media.size;
    event[u"sha256"_s] = QString::fromLatin1(media.sha256);
    m_output.object(event);
}

/// Where the file lies now; empty when it could not be put there.
QString RunCommand::placeFor(const RunRecord &record, const KeptMedia &media)
{
    const QString kept = m_media.path(media);
    if (m_options.folder.isEmpty())
        return kept;
    QString path;
    QFile file(kept);
    do { // another program may take the free name first
        path = freeFileName(m_options.folder, title(), record.target.model, suffixOf(media.mime));
    } while (!file.copy(path) && QFileInfo::exists(path));
    if (QFileInfo::exists(path))
        return path;
    m_hasFailedToWrite = true;
    m_output.error(Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(path, file.errorString())});
    return {};
}

QString RunCommand::title() const
{
    return m_trial.title.isEmpty() ? u"trial"_s : m_trial.title;
}

void RunCommand::conclude(int column)
{
    const RunRecord &record = m_runs.run(column)->record();
    if (awaitsItsJob(record))
        m_awaited << column; // its end is told when its id is known
    else
        tellEnd(record);
}

void RunCommand::tellEnd(const RunRecord &record)
{
    if (m_output.isJson()) {
        if (record.isPractice)
            m_output.note(u"%1: practice output, not an AI model"_s.arg(record.target.toString()));
        m_output.object(doneEvent(record));
    } else {
        m_text.finish(record);
    }
    const bool lacksKey = record.error
        && (record.error->kind == ErrorKind::KeyMissing || record.error->kind == ErrorKind::KeychainFailed);
    const auto profile = m_services.accounts.profile(record.target.provider);
    if (lacksKey && profile)
        m_output.note(u"note: %1 needs a key: connect the account in the window, set %2, or name a variable with "
                      "--base-url and --key-env"_s.arg(record.target.provider, profile->keyVariable));
    tellJob(record);
    write(record);
}

void RunCommand::write(const RunRecord &record)
{
    if (m_options.folder.isEmpty() || record.text.isEmpty())
        return;
    QString path;
    QFile claim;
    do { // another program may take the free name first
        path = freeFileName(m_options.folder, title(), record.target.model, u"md"_s);
        claim.setFileName(path);
    } while (!claim.open(QIODevice::WriteOnly | QIODevice::NewOnly) && QFileInfo::exists(path));
    claim.close();
    if (auto written = writeTextFile(path, record.text.toUtf8()); !written) {
        m_hasFailedToWrite = true;
        m_output.error(written.error());
    } else {
        m_output.note(path);
    }
}

int RunCommand::exitStatus() const
{
    if (m_isInterrupted)
        return ExitInterrupted;
    for (const int column : m_runs.columns()) {
        if (m_runs.run(column)->record().state != RunState::Done)
            return ExitCouldNotRun;
    }
    return m_hasFailedToWrite ? ExitCouldNotRun : ExitDone;
}

} // namespace studio
