#include "run/JobKeeper.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "run/LateAnswer.h"
#include "store/IncomingFile.h"
#include "store/RunJournal.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

JobKeeper::JobKeeper(Transport &transport, Accounts &accounts, Catalog &catalog, RunJournal *journal,
                     const MediaStore &media, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_accounts(accounts)
    , m_catalog(catalog)
    , m_journal(journal)
    , m_media(media)
{
    connect(&m_accounts, &Accounts::keyStateChanged, this, [this](const QString &provider) {
        if (m_accounts.keyState(provider) != Accounts::KeyState::Connected)
            return;
        for (const RunRecord &record : withoutKey()) {
            if (record.target.provider == provider)
                takeUp(record);
        }
    });
}

JobKeeper::~JobKeeper()
{
    qDeleteAll(std::exchange(m_runs, {})); // while there is a keeper: runs ask it for prices at their end
}

void JobKeeper::resumeAll()
{
    dropLeftIncomingFiles(m_media);
    if (!m_journal)
        return;
    const auto left = m_journal->awaited();
    if (!left)
        return; // the runs stay where they are, for another start
    for (const RunRecord &record : *left) {
        if (!m_runs.contains(record.id) && !m_cancels.contains(record.id))
            takeUp(record);
    }
}

void JobKeeper::leave(const RunRecord &record, const QByteArray &secret)
{
    const bool canCancel = record.job && record.recipe.job && !record.job->isDone
        && !record.recipe.job->cancel.path.isEmpty();
    if (canCancel)
        cancelJob(record, secret);
    else
        takeUp(record);
}

void JobKeeper::await(std::unique_ptr<LateAnswer> given)
{
    LateAnswer *answer = given.release();
    answer->setParent(this);
    ++m_awaited;
    connect(answer, &LateAnswer::finished, this, [this, answer] {
        answer->deleteLater();
        --m_awaited;
        takeNamed(answer->record(), answer->secret());
    });
    emit workBegan(answer->record().target.provider, answer);
}

void JobKeeper::takeNamed(RunRecord record, const QByteArray &secret)
{
    const bool wasStopped = isOver(record.state);
    if (!wasStopped) { // its run is gone, and nobody took it back
        record.state = RunState::Interrupted;
        record.error = Error{ErrorKind::Interrupted};
    }
    record.goesOn = canBeFetched(record);
    if (!record.goesOn)
        return settle(record);
    if (m_journal) {
        std::ignore = m_journal->update(record);
        std::ignore = m_journal->flush(); // without its id the job would be lost, and paid for
    }
    emit jobNamed(record);
    if (wasStopped)
        leave(record, secret);
    else
        takeUp(record);
}

void JobKeeper::fetchAgain(const RunRecord &record)
{
    if (!canBeFetched(record) || m_runs.contains(record.id))
        return;
    m_cancels.remove(record.id); // its answer counts no more
    RunRecord wanted = record;
    wanted.goesOn = false; // on the screen it is under way again
    takeUp(wanted);
}

/// Those that were stopped are followed without a word.
QList<Run *> JobKeeper::runs() const
{
    QList<Run *> loud;
    for (Run *run : m_runs) {
        if (!isOver(run->record().state))
            loud << run;
    }
    std::sort(loud.begin(), loud.end(),
              [](const Run *a, const Run *b) { return a->record().started < b->record().started; });
    return loud;
}

/// Where the run was sent. Only who took a job knows its id, so another address of the provider is of no use.
Result<Profile> JobKeeper::profileOf(const RunRecord &record) const
{
    auto profile = m_accounts.profile(record.target.provider);
    if (!profile)
        return Error{ErrorKind::Rejected, u"there is no provider \"%1\""_s.arg(record.target.provider)};
    const QString dialect = m_catalog.dialectOf(*profile, record.target);
    if (record.isPractice)
        profile = m_accounts.practiceTwin(*profile);
    Profile spoken = forDialect(*profile, dialect);
    if (isSameOrigin(spoken.base, record.recipe.request.base))
        return spoken;
    if (record.isPractice)
        return Error{ErrorKind::NotFound, u"the practice gateway that took it has ended"_s};
    return atAddress(spoken, record.recipe.request.base);
}

void JobKeeper::takeUp(const RunRecord &record)
{
    const auto profile = profileOf(record);
    if (!profile || !dialectNamed(profile->dialect))
        return refuse(record, profile ? Error{ErrorKind::Rejected, u"there is no dialect"_s} : profile.error());
    m_withoutKey.insert(record.id, record);
    const Profile asked = *profile;
    m_accounts.withSecret(asked, this, [this, record, asked](const Result<QByteArray> &secret) {
        if (m_runs.contains(record.id) || !m_withoutKey.contains(record.id))
            return;
        const bool isMissing = !secret || (secret->isEmpty() && asked.needsKey);
        if (isMissing)
            emit refused(record, secret ? Error{ErrorKind::KeyMissing} : secret.error());
        else
            begin(record, asked, *secret);
        emit runsChanged();
    });
}

void JobKeeper::begin(const RunRecord &record, const Profile &profile, const QByteArray &secret)
{
    m_withoutKey.remove(record.id);
    const Result<bool> taken = m_journal ? m_journal->takeOver(record.id) : Result<bool>(true);
    if (!taken || !*taken)
        return refuse(record, taken ? Error{ErrorKind::Rejected, u"another window goes on with it"_s} : taken.error());
    const auto find = [this](const Target &target) { return m_catalog.find(target); };
    auto *run = new Run(m_transport, m_journal, record,
                        {.dialect = dialectNamed(profile.dialect), .profile = profile, .findModel = find, .media = &m_media,
                         .isSentOnce = true, .guess = record.guess,
                         .leave = [this](const RunRecord &left, const QByteArray &key) { leave(left, key); }},
                        this);
    m_runs.insert(record.id, run);
    emit workBegan(record.target.provider, run);
    connect(run, &Run::finished, this, [this, run] {
        m_runs.remove(run->record().id);
        run->deleteLater();
        emit settled(run->record());
        emit runsChanged();
    });
    run->resume(secret);
    emit started(run);
}

void JobKeeper::cancelJob(const RunRecord &record, const QByteArray &secret)
{
    const auto request = forJob(record.recipe.job->cancel, record.job->id);
    if (!request)
        return settle(record);
    Limits limits;
    limits.total = std::chrono::seconds(60);
    auto *call = new HttpCall(m_transport, *request, limits, this);
    m_cancels[record.id] = call;
    emit workBegan(record.target.provider, call);
    connect(call, &HttpCall::finished, this, [this, call, record](const Result<Reply> &outcome) {
        call->deleteLater();
        if (m_cancels.value(record.id) != call)
            return; // somebody wants the file after all, and has begun to get it
        m_cancels.remove(record.id);
        if (outcome && outcome->status >= 200 && outcome->status < 300)
            settleCancelled(record);
        else
            takeUp(record); // nobody knows whether it goes on, so somebody looks
    });
    call->start(secret);
}

/// The servers' own word for it: whoever reads the record tells it from a job that ended otherwise.
void JobKeeper::settleCancelled(RunRecord record)
{
    record.job->word = u"cancelled"_s;
    settle(record);
}

void JobKeeper::settle(RunRecord record)
{
    record.goesOn = false;
    if (m_journal)
        std::ignore = m_journal->update(record); // it is looked after again at the next start
    emit settled(record);
}

void JobKeeper::refuse(const RunRecord &record, const Error &error)
{
    if (error.kind == ErrorKind::NotFound) { // there is nobody any more who could be asked
        RunRecord gone = record;
        gone.error = Error{ErrorKind::LinkExpired, error.detail};
        settle(gone);
    }
    emit refused(record, error);
}

} // namespace studio
