#include "cli/RunCommand.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "run/CostGuess.h"
#include "store/FileName.h"
#include "store/TrialFile.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace studio
{

RunCommand::RunCommand(const Services &services, Output &output, const Trial &trial, const Options &options,
                       QObject *parent)
    : Command(parent)
    , m_services(services)
    , m_output(output)
    , m_trial(trial)
    , m_options(options)
    , m_runs(services.transport, services.accounts, services.catalog, nullptr)
    , m_text(output, trial.targets)
{
    connect(&m_runs, &RunSet::started, this, &RunCommand::follow);
    connect(&m_runs, &RunSet::finished, this, &RunCommand::conclude);
    connect(&m_runs, &RunSet::allFinished, this, [this] { emit finished(exitStatus()); });
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

void RunCommand::conclude(int column)
{
    const RunRecord &record = m_runs.run(column)->record();
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
    write(record);
}

void RunCommand::write(const RunRecord &record)
{
    if (m_options.folder.isEmpty() || record.text.isEmpty())
        return;
    const QString title = m_trial.title.isEmpty() ? u"trial"_s : m_trial.title;
    QString path;
    QFile claim;
    do { // another program may take the free name first
        path = freeFileName(m_options.folder, title, record.target.model, u"md"_s);
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
