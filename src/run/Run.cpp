#include "run/Run.h"

#include "net/Transport.h"
#include "providers/ErrorReply.h"
#include "providers/GenerationReply.h"
#include "run/Harvest.h"
#include "run/LateAnswer.h"
#include "run/RetryRule.h"
#include "store/RunJournal.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr auto keepEvery = 1s;   // what a kill may lose
constexpr auto flushAfter = 100ms; // by then the request has left, and few answers have begun
constexpr auto afterEndMark = 2s; // how long a server may take to close after its end mark

template <typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};

} // namespace

Run::Run(Transport &transport, RunJournal *journal, RunRecord record, Setup setup, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_journal(journal)
    , m_record(std::move(record))
    , m_setup(std::move(setup))
{
    if (m_setup.guess.kind != CostKind::Unknown)
        m_record.guess = m_setup.guess;
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Run::send);
    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(keepEvery);
    connect(&m_keepTimer, &QTimer::timeout, this, &Run::keep);
    makeHarvest();
}

Run::~Run()
{
    if (m_isOver || !m_harvest)
        return;
    const QSignalBlocker silence(this);
    m_harvest->finishNow(); // pictures that came are paid for
    if (m_isStopping) { // nobody is left to go on with its job; the next program finds it
        m_record.goesOn = m_late || goesOnElsewhere();
        finish(RunState::Stopped, Error{ErrorKind::Cancelled});
    } else {
        m_late = takeLateAnswer();
    }
    if (m_late) {
        m_late->start(m_record);
        m_setup.await(std::move(m_late));
    }
}

void Run::makeHarvest()
{
    if (!m_setup.media || !m_setup.dialect)
        return;
    m_harvest = new Harvest(m_transport, *m_setup.dialect, m_setup.profile, *m_setup.media, m_record, this);
    connect(m_harvest, &Harvest::reached, this, &Run::setState);
    connect(m_harvest, &Harvest::recordChanged, this, &Run::keep);
    connect(m_harvest, &Harvest::jobNamed, this, [this] {
        if (m_journal)
            std::ignore = m_journal->flush(); // without its id the job would be lost, and paid for
    });
    connect(m_harvest, &Harvest::told, this, [this](const QList<RunEvent> &events) {
        if (!m_isQuiet)
            m_record.error.reset();
        for (const RunEvent &event : events)
            take(event);
    });
    connect(m_harvest, &Harvest::kept, this, &Run::mediaArrived);
    connect(m_harvest, &Harvest::progressed, this, &Run::downloadProgressed);
    connect(m_harvest, &Harvest::paused, this, &Run::goOnAfter);
    connect(m_harvest, &Harvest::gathered, this, &Run::end);
}

void Run::start(const QByteArray &secret)
{
    m_secret = secret;
    if (m_harvest)
        m_harvest->setSecret(secret);
    else if (m_record.recipe.job)
        return fail(Error{ErrorKind::Rejected, u"there is no place for the files of this run"_s});
    if (const auto begun = journalBeginning(); !begun)
        fail(begun.error());
    else
        send();
}

/// What may not be sent twice has to survive a power cut before it is sent once.
Result<void> Run::journalBeginning()
{
    if (!m_journal)
        return {};
    RunRecord first = m_record; // as it will be once it has left
    first.state = RunState::Waiting;
    first.attempts = 1;
    if (auto begun = m_journal->begin(first); !begun)
        return begun;
    m_isJournaled = true;
    if (m_setup.isSentOnce)
        return m_journal->flush();
    QTimer::singleShot(flushAfter, this, [this] { std::ignore = m_journal->flush(); });
    return {};
}

void Run::resume(const QByteArray &secret)
{
    m_isQuiet = m_record.state == RunState::Stopped && m_record.goesOn;
    m_record.goesOn = m_isQuiet;
    if (!m_isQuiet)
        m_record.error.reset();
    if (!m_harvest)
        return fail(Error{ErrorKind::Rejected, u"there is no place for the files of this run"_s});
    m_isJournaled = true;
    m_secret = secret;
    m_harvest->setSecret(secret);
    m_harvest->resume();
}

void Run::fail(const Error &error)
{
    m_record.error = error;
    QTimer::singleShot(0, this, [this, error] { finish(RunState::Failed, error); });
}

void Run::send()
{
    ++m_record.attempts;
    m_problem.reset();
    m_record.finish.reset();
    m_record.generationId.clear();
    m_decoder = m_setup.dialect->decoder(m_setup.profile);
    m_call = new HttpCall(m_transport, m_record.recipe.request, m_setup.profile.limits, this);
    connect(m_call, &HttpCall::answerBegan, this, [this](int, const QList<Header> &headers) {
        // Read before the body: it stays known when the answer breaks off.
        noteGenerationId(QString::fromUtf8(Reply{.headers = headers}.header(generationHeader)));
    });
    connect(m_call, &HttpCall::framesArrived, this, &Run::readFrames);
    connect(m_call, &HttpCall::finished, this, &Run::readOutcome);
    m_record.state = RunState::Waiting;
    keep(); // the journal knows of this try before it leaves
    m_clock.start();
    m_call->start(m_secret);
    emit changed(); // now that it has left: whoever shows it takes its time
}

/// For answers without the header; a provider that keeps no records has no ids to look for.
bool Run::seeksGenerationId() const
{
    return m_record.generationId.isEmpty() && !m_setup.profile.generationPath.isEmpty();
}

void Run::noteGenerationId(const QString &id)
{
    if (m_record.generationId.isEmpty())
        m_record.generationId = withoutSecret(cleanGenerationId(id), m_secret);
}

void Run::readFrames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (m_record.firstWord || !seeksGenerationId()) // it comes before the text if at all
            break;
        noteGenerationId(generationIdIn(frame.data));
    }
    takeAll(m_decoder->frames(frames));
    if (m_isOver || m_isStopping)
        return; // and the decoder may have gone with the call
    if (answerSize() > m_setup.profile.limits.mostTextChars) {
        m_problem = Error{ErrorKind::TooLarge, u"the answer is longer than this program keeps"_s};
        closeCall();
    } else if (m_decoder->isComplete()) {
        for (const RunEvent &event : m_decoder->end())
            take(event);
        leaveCall();
    } else if (m_problem) {
        leaveCall();
    } else {
        return;
    }
    conclude(200);
}

/// Closes the connection now.
void Run::closeCall()
{
    if (HttpCall *call = std::exchange(m_call, nullptr)) {
        call->disconnect(this);
        call->cancel();
        call->deleteLater();
    }
}

bool Run::isSubmitting() const
{
    const bool isNameless = m_record.recipe.job && !m_record.job && m_record.links.isEmpty();
    return m_late || (isNameless && m_call && m_call->sent() == HttpCall::Sent::All);
}

/// The rest of the answer, if it may name a job that was asked for and nobody could find without its id. Null else.
std::unique_ptr<LateAnswer> Run::takeLateAnswer()
{
    if (!m_setup.await || !m_call || !isSubmitting())
        return nullptr;
    HttpCall *call = std::exchange(m_call, nullptr);
    call->disconnect(this);
    return std::make_unique<LateAnswer>(call, std::move(m_decoder), m_setup.profile, m_secret);
}

/// The end is known. The connection may be used again if the server ends the stream properly, soon.
void Run::leaveCall()
{
    if (HttpCall *call = std::exchange(m_call, nullptr)) {
        call->disconnect(this);
        QTimer::singleShot(afterEndMark, call, &QObject::deleteLater);
        connect(call, &HttpCall::finished, call, &QObject::deleteLater);
    }
}

void Run::readOutcome(const Result<Reply> &outcome)
{
    m_call->deleteLater();
    m_call = nullptr;
    if (!outcome) {
        endBroken(outcome.error());
        return;
    }
    if (!outcome->wasStream && seeksGenerationId())
        noteGenerationId(generationIdIn(outcome->body));
    takeAll(outcome->wasStream ? m_decoder->end() : m_decoder->body(outcome->status, outcome->headers, outcome->body));
    conclude(outcome->status);
}

/// The id of a job comes first: who hears of the others may stop the run.
void Run::takeAll(QList<RunEvent> events)
{
    const auto isOfTheJob = [](const RunEvent &event) { return std::holds_alternative<JobChanged>(event); };
    if (m_record.recipe.job)
        std::stable_partition(events.begin(), events.end(), isOfTheJob);
    for (const RunEvent &event : std::as_const(events))
        take(event);
}

/// Everything that the server had to say is there; its files may not be.
void Run::conclude(int httpStatus)
{
    if (m_isOver || m_isStopping)
        return;
    m_status = httpStatus;
    if (m_harvest)
        m_harvest->gather(m_problem ? Harvest::Scope::Here : Harvest::Scope::Everything);
    else
        end({});
}

void Run::end(const Result<void> &gathered)
{
    if (m_isStopping)
        finishStopped();
    else if (m_problem)
        failAttempt(*m_problem, m_status);
    else if (!gathered)
        finish(RunState::Failed, gathered.error());
    else
        finish(RunState::Done, std::nullopt);
}

bool Run::hasAnswer() const
{
    return answerSize() > 0 || (m_harvest && m_harvest->hasFiles());
}

void Run::goOnAfter(const Error &error, std::chrono::milliseconds pause)
{
    if (m_isOver || m_isStopping)
        return;
    if (!m_isQuiet)
        m_record.error = error;
    emit changed();
    emit followFailed(error, pause);
}

/// The connection failed. An answer whose end was already said is complete all the same.
void Run::endBroken(const Error &error)
{
    for (const RunEvent &event : m_decoder->end()) {
        if (!std::holds_alternative<Failed>(event))
            take(event);
    }
    const bool hasJob = m_harvest && m_record.job && m_record.recipe.job; // which goes on without this connection
    if (hasJob || (m_record.finish && hasAnswer()))
        m_problem.reset();
    else
        m_problem = error;
    conclude(0);
}

void Run::take(const RunEvent &event)
{
    if (m_isOver || m_isStopping)
        return; // by whoever heard of an earlier one
    std::visit(Overloaded{
                   [this](const TextDelta &delta) {
                       if (!noteText())
                           return;
                       m_record.text += delta.text;
                       emit textArrived(delta.text);
                   },
                   [this](const ReasoningDelta &delta) {
                       if (!noteText())
                           return;
                       m_record.reasoning += delta.text;
                       emit reasoningArrived(delta.text);
                   },
                   [this](const MediaArrived &arrived) { takeMedia(arrived.media); },
                   [](const ToolCalled &) {},
                   [this](const JobChanged &job) {
                       if (m_harvest)
                           m_harvest->take(job);
                   },
                   [this](const Answered &answered) {
                       m_record.answered = {withoutSecret(answered.model, m_secret),
                                            withoutSecret(answered.company, m_secret)};
                       emit changed();
                   },
                   [this](const UsageReported &reported) { m_record.usage = reported.usage; },
                   [this](const Finished &finished) {
                       m_record.finish = finished.reason;
                       if (m_record.job)
                           m_record.job->isDone = true;
                   },
                   [this](const Failed &failed) { m_problem = failed.error; },
                   [this](const Oddity &) { ++m_record.oddities; },
               },
               event);
}

void Run::takeMedia(const Media &media)
{
    if (media.isDraft)
        emit draftArrived(media);
    else if (m_harvest)
        m_harvest->take(media);
}

/// False when the run has been stopped by whoever heard of its state.
bool Run::noteText()
{
    if (!m_record.firstWord)
        m_record.firstWord = std::chrono::milliseconds(m_clock.elapsed());
    if (m_record.state != RunState::Writing)
        setState(RunState::Writing);
    if (m_isOver || m_isStopping)
        return false;
    if (!m_keepTimer.isActive())
        m_keepTimer.start();
    return true;
}

void Run::failAttempt(const Error &said, int httpStatus)
{
    if (m_isOver)
        return;
    const Error error = withoutSecret(said, m_secret);
    const auto pause = m_setup.isSentOnce ? std::nullopt
                                          : waitBeforeNextTry(error, httpStatus, m_record.attempts, hasAnswer(),
                                                              QRandomGenerator::global()->generateDouble());
    if (!pause) {
        finish(error.kind == ErrorKind::CutOff ? RunState::Cut : RunState::Failed, error);
        return;
    }
    m_record.error = error;
    m_pause.start(*pause);
    setState(RunState::Pausing);
    emit attemptFailed(m_record.attempts, error, *pause);
}

void Run::stop()
{
    if (m_isOver || m_isStopping)
        return;
    m_isStopping = true;
    m_late = takeLateAnswer();
    if (m_call && m_call->sent() == HttpCall::Sent::Nothing)
        --m_record.attempts; // this one never was on the wire, and is not now
    closeCall();
    m_pause.stop();
    if (m_harvest)
        m_harvest->stop(); // what came is paid for, and kept
    else
        finishStopped();
}

void Run::finishStopped()
{
    const QByteArray secret = m_secret;
    m_record.goesOn = m_late || goesOnElsewhere();
    finish(RunState::Stopped, Error{ErrorKind::Cancelled});
    if (m_late) {
        m_late->start(m_record);
        m_setup.await(std::move(m_late));
    } else if (m_record.goesOn) {
        m_setup.leave(m_record, secret);
    }
}

/// A job cannot be stopped by hanging up, and what it makes is paid for.
bool Run::goesOnElsewhere() const
{
    const bool hasMore = (m_record.job && m_record.recipe.job) || !m_record.links.isEmpty();
    return hasMore && m_setup.leave && !m_isQuiet;
}

void Run::takeSequel(const RunRecord &record)
{
    if (!m_isOver || record.id != m_record.id)
        return;
    m_record = record;
    emit changed();
}

void Run::tryNow()
{
    if (m_harvest)
        m_harvest->askNow();
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    send();
}

void Run::finish(RunState state, const std::optional<Error> &error)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_secret.clear();
    m_keepTimer.stop();
    const bool isDone = state == RunState::Done;
    if (m_isQuiet)
        m_record.goesOn = false;
    if (!m_isQuiet || isDone)
        m_record.error = error;
    if (m_clock.isValid())
        m_record.duration = std::chrono::milliseconds(m_clock.elapsed());
    m_record.cost = costOf(m_record, m_setup.findModel, m_setup.guess);
    setState(m_isQuiet && !isDone ? RunState::Stopped : state);
    if (m_keepProblem)
        emit keepFailed(*m_keepProblem);
    emit finished();
}

void Run::setState(RunState state)
{
    if (m_isQuiet && !m_isOver)
        return keep();
    m_record.state = state;
    if (state != RunState::Writing)
        keep();
    emit changed();
}

void Run::keep()
{
    // A journal that cannot be written to any more must not end an answer that is being paid for.
    if (!m_journal || !m_isJournaled)
        return;
    const auto kept = m_journal->update(m_record);
    m_keepProblem = kept ? std::nullopt : std::optional(kept.error());
}

} // namespace studio
