#include "run/Run.h"

#include "net/Transport.h"
#include "providers/ErrorReply.h"
#include "providers/GenerationReply.h"
#include "run/MediaKeeper.h"
#include "run/RetryRule.h"
#include "store/RunJournal.h"

#include <QRandomGenerator>

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
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Run::send);
    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(keepEvery);
    connect(&m_keepTimer, &QTimer::timeout, this, &Run::keep);
    if (!m_setup.media)
        return;
    m_keeper = new MediaKeeper(*m_setup.media, this);
    connect(m_keeper, &MediaKeeper::kept, this, [this](const KeptMedia &media) {
        m_record.media << media;
        keep();
        emit mediaArrived(media);
    });
    connect(m_keeper, &MediaKeeper::failed, this, [this](const Error &error) { m_mediaProblem = error; });
    connect(m_keeper, &MediaKeeper::idle, this, &Run::settle);
}

Run::~Run() = default;

void Run::start(const QByteArray &secret)
{
    m_secret = secret;
    if (m_journal) {
        RunRecord first = m_record; // as it will be once it has left
        first.state = RunState::Waiting;
        first.attempts = 1;
        if (auto begun = m_journal->begin(first); !begun) {
            fail(begun.error());
            return;
        }
        QTimer::singleShot(flushAfter, this, [this] { std::ignore = m_journal->flush(); });
    }
    send();
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
    for (const RunEvent &event : m_decoder->frames(frames))
        take(event);
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
    const QList<RunEvent> events =
        outcome->wasStream ? m_decoder->end() : m_decoder->body(outcome->status, outcome->headers, outcome->body);
    for (const RunEvent &event : events)
        take(event);
    conclude(outcome->status);
}

/// Everything that the server had to say is there.
void Run::conclude(int httpStatus)
{
    m_status = httpStatus;
    settle();
}

/// Ends what is concluded once its files are kept.
void Run::settle()
{
    if (!m_status || (m_keeper && !m_keeper->isIdle()))
        return;
    const int status = *std::exchange(m_status, std::nullopt);
    if (m_problem)
        failAttempt(*m_problem, status);
    else if (m_mediaProblem)
        finish(RunState::Failed, m_mediaProblem);
    else
        finish(RunState::Done, std::nullopt);
}

/// The connection failed. An answer whose end was already said is complete all the same.
void Run::endBroken(const Error &error)
{
    for (const RunEvent &event : m_decoder->end()) {
        if (!std::holds_alternative<Failed>(event))
            take(event);
    }
    if (m_record.finish && hasAnswer())
        m_problem.reset();
    else
        m_problem = error;
    conclude(0);
}

void Run::take(const RunEvent &event)
{
    if (isOver(m_record.state))
        return; // stopped by whoever heard of an earlier one
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
                   [](const JobChanged &) {},
                   [this](const Answered &answered) {
                       m_record.answered = {withoutSecret(answered.model, m_secret),
                                            withoutSecret(answered.company, m_secret)};
                       emit changed();
                   },
                   [this](const UsageReported &reported) { m_record.usage = reported.usage; },
                   [this](const Finished &finished) { m_record.finish = finished.reason; },
                   [this](const Failed &failed) { m_problem = failed.error; },
                   [this](const Oddity &) { ++m_record.oddities; },
               },
               event);
}

void Run::takeMedia(const Media &media)
{
    if (media.isDraft)
        emit draftArrived(media);
    if (media.isDraft || !m_keeper)
        return;
    m_hasMedia = true;
    m_keeper->take(media);
}

/// False when the run has been stopped by whoever heard of its state.
bool Run::noteText()
{
    if (!m_record.firstWord)
        m_record.firstWord = std::chrono::milliseconds(m_clock.elapsed());
    if (m_record.state != RunState::Writing)
        setState(RunState::Writing);
    if (isOver(m_record.state))
        return false;
    if (!m_keepTimer.isActive())
        m_keepTimer.start();
    return true;
}

void Run::failAttempt(const Error &said, int httpStatus)
{
    if (isOver(m_record.state))
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
    if (isOver(m_record.state))
        return;
    closeCall();
    m_pause.stop();
    if (m_keeper)
        m_keeper->finishNow(); // they came and are paid for
    finish(RunState::Stopped, Error{ErrorKind::Cancelled});
}

void Run::tryNow()
{
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    send();
}

void Run::finish(RunState state, const std::optional<Error> &error)
{
    if (isOver(m_record.state))
        return;
    m_secret.clear();
    m_keepTimer.stop();
    m_record.error = error;
    if (m_clock.isValid())
        m_record.duration = std::chrono::milliseconds(m_clock.elapsed());
    settleCost();
    setState(state);
    if (m_keepProblem)
        emit keepFailed(*m_keepProblem);
    emit finished();
}

void Run::settleCost()
{
    if (m_record.usage.cost) {
        m_record.cost = {CostKind::Reported, *m_record.usage.cost};
        return;
    }
    if (!m_setup.findModel || !m_record.usage.output)
        return;
    const auto asked = m_setup.findModel(m_record.target);
    const QString &answered = m_record.answered.model;
    const bool isAsked = isSameModel(m_record.target.model, answered, asked ? &*asked : nullptr);
    const auto model = isAsked ? asked : m_setup.findModel({m_record.target.provider, answered});
    if (model)
        m_record.cost = estimate(model->price, m_record.usage.input, m_record.usage.output);
}

void Run::setState(RunState state)
{
    m_record.state = state;
    if (state != RunState::Writing)
        keep();
    emit changed();
}

void Run::keep()
{
    // A journal that cannot be written to any more must not end an answer that is being paid for.
    if (!m_journal || m_record.attempts == 0)
        return;
    const auto kept = m_journal->update(m_record);
    m_keepProblem = kept ? std::nullopt : std::optional(kept.error());
}

} // namespace studio
