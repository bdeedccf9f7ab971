#include "run/JobFollower.h"

#include "net/Transport.h"
#include "providers/ErrorReply.h"
#include "run/JobNote.h"
#include "run/PassingError.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

using std::chrono::milliseconds;

constexpr int mostRefusals = 5;
constexpr milliseconds mostSilence = 24h; ///< Of the network or the server, on top of the job's own time.
constexpr milliseconds longestWait = 1h; ///< As profiles may say.
constexpr milliseconds longestJob = 24h; ///< The same.
constexpr int mostMissing = 3; ///< 404 in a row, once the job is not new any more.

/// The server could not be asked, or has no time. A job lives for hours, in which a certificate may be mended as well.
bool saysNothing(const Error &error)
{
    return isPassing(error.kind) || error.kind == ErrorKind::TlsFailed || error.kind == ErrorKind::TookTooLong;
}

/// The rule may come from a database that somebody else has written: no wait is nothing, and none is the last.
JobRule sane(const JobRule &rule)
{
    const JobRule usual;
    JobRule sane = rule;
    if (rule.firstWait <= 0ms || rule.firstWait > longestWait)
        sane.firstWait = usual.firstWait;
    if (rule.mostWait <= 0ms || rule.mostWait > longestWait)
        sane.mostWait = usual.mostWait;
    sane.mostWait = std::max(sane.firstWait, sane.mostWait);
    if (rule.longest <= 0ms || rule.longest > longestJob)
        sane.longest = usual.longest;
    return sane;
}

/// A good status with something unreadable behind it is no word about the job either.
bool isAboutTheJob(const Error &error, int status)
{
    const bool isUnreadable = error.kind == ErrorKind::Garbled || error.kind == ErrorKind::NotAnApi
        || error.kind == ErrorKind::EmptyAnswer || error.kind == ErrorKind::CutOff;
    return status >= 200 && status < 300 && !isUnreadable;
}

/// How long the server wants to be left alone.
std::optional<milliseconds> hintIn(const Reply &reply)
{
    bool isNumber = false;
    const qint64 wanted = reply.header("openai-poll-after-ms").toLongLong(&isNumber);
    if (isNumber && wanted > 0)
        return std::min(milliseconds(wanted), milliseconds(longestServerWait));
    return retryAfterFrom(reply.headers, QDateTime::currentDateTimeUtc());
}

} // namespace

JobFollower::JobFollower(Transport &transport, const Dialect &dialect, const Profile &profile, const JobRule &rule,
                         const Job &job, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_dialect(dialect)
    , m_profile(profile)
    , m_rule(sane(rule))
    , m_job(job)
    , m_wait(m_rule.firstWait)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &JobFollower::poll);
}

JobFollower::~JobFollower() = default;

void JobFollower::start(const QByteArray &secret)
{
    m_secret = secret;
    m_clock.start();
    wait(m_wait);
}

void JobFollower::askNow()
{
    if (m_pause.isActive())
        m_pause.start(0);
}

Result<Request> JobFollower::nextRequest() const
{
    const QUrl address = usablePollAddress(m_job.pollAddress, m_profile);
    if (address.isEmpty())
        return forJob(m_rule.poll, m_job.id);
    Request request = m_rule.poll;
    request.base = address.adjusted(QUrl::RemovePath | QUrl::RemoveQuery);
    request.path = address.path(QUrl::FullyEncoded);
    if (address.hasQuery())
        request.path += u'?' + address.query(QUrl::FullyEncoded);
    return request;
}

void JobFollower::poll()
{
    if (m_isOver)
        return;
    // Who could not ask for an hour does not know what became of the job meanwhile.
    const milliseconds longest = m_failures > 0 ? m_rule.longest + mostSilence : m_rule.longest;
    if (milliseconds(m_clock.elapsed()) >= longest) {
        const double seconds = double(m_rule.longest.count()) / 1000.0;
        return conclude(Error{ErrorKind::TookTooLong, u"not finished within %1 s"_s.arg(seconds)});
    }
    const auto request = nextRequest();
    if (!request)
        return conclude(request.error());
    Limits limits = m_profile.limits;
    limits.firstByte = std::min(limits.firstByte, milliseconds(60s));
    limits.total = 120s;
    m_events.clear();
    m_decoder = m_dialect.decoder(m_profile);
    m_call = new HttpCall(m_transport, *request, limits, this);
    connect(m_call, &HttpCall::framesArrived, this, [this](const QList<Frame> &frames) { m_events += m_decoder->frames(frames); });
    connect(m_call, &HttpCall::finished, this, &JobFollower::readOutcome);
    m_call->start(m_secret);
}

void JobFollower::readOutcome(const Result<Reply> &outcome)
{
    m_call->deleteLater();
    m_call = nullptr;
    if (!outcome)
        return goOnAfter(outcome.error());
    const QList<RunEvent> rest = outcome->wasStream ? m_decoder->end()
                                                    : m_decoder->body(outcome->status, outcome->headers, outcome->body);
    read(std::exchange(m_events, {}) + rest, *outcome);
}

void JobFollower::read(const QList<RunEvent> &events, const Reply &reply)
{
    bool isDone = false;
    for (const RunEvent &event : events) {
        isDone = isDone || std::holds_alternative<Finished>(event);
        const auto *failed = std::get_if<Failed>(&event);
        if (!failed)
            continue;
        const Error error = withoutSecret(failed->error, m_secret);
        return isAboutTheJob(error, reply.status) ? conclude(error) : goOnAfter(error);
    }
    m_failures = 0;
    m_refusals = 0;
    emit told(cleaned(events));
    if (m_isOver)
        return;
    if (isDone)
        conclude({});
    else
        waitAfter(reply);
}

QList<RunEvent> JobFollower::cleaned(const QList<RunEvent> &events)
{
    QList<RunEvent> cleaned;
    for (RunEvent event : events) {
        if (auto *state = std::get_if<JobChanged>(&event)) {
            if (!state->id.isEmpty() && state->id != m_job.id)
                cleaned << Oddity{u"the job's id has changed"_s};
            state->id = m_job.id;
            if (const QUrl address = usablePollAddress(state->pollAddress, m_profile); !address.isEmpty())
                m_job.pollAddress = address;
        }
        cleaned << event;
    }
    return cleaned;
}

void JobFollower::waitAfter(const Reply &reply)
{
    const auto hint = hintIn(reply);
    wait(hint ? *hint : m_wait);
    m_wait = std::min(m_rule.mostWait, m_wait + m_wait / 4);
}

void JobFollower::goOnAfter(const Error &said)
{
    const Error error = withoutSecret(said, m_secret);
    ++m_failures;
    if (isHopeless(error))
        return conclude(error);
    const milliseconds longer = m_wait * (1 << std::min(m_failures - 1, 6));
    const milliseconds pause = error.retryAfter.value_or(std::min(m_rule.mostWait, longer));
    wait(pause);
    emit pollFailed(error, pause);
}

bool JobFollower::isHopeless(const Error &error)
{
    if (saysNothing(error))
        return false;
    ++m_refusals;
    if (error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden)
        return true;
    if (error.kind != ErrorKind::NotFound)
        return m_refusals >= mostRefusals;
    // Some servers know a job only seconds after they named it.
    return m_refusals >= mostMissing && milliseconds(m_clock.elapsed()) > 10 * m_rule.firstWait;
}

void JobFollower::wait(milliseconds pause)
{
    m_pause.start(std::clamp(pause, 0ms, milliseconds(longestServerWait)));
}

void JobFollower::conclude(const Result<void> &outcome)
{
    if (std::exchange(m_isOver, true))
        return;
    m_pause.stop();
    m_secret.clear();
    QTimer::singleShot(0, this, [this, outcome] { emit finished(outcome); });
}

} // namespace studio
