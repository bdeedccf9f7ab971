#include "run/LateAnswer.h"

#include "providers/ErrorReply.h"
#include "run/JobNote.h"

#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

LateAnswer::LateAnswer(HttpCall *call, std::unique_ptr<Decoder> decoder, const Profile &profile, const QByteArray &secret)
    : m_call(call)
    , m_decoder(std::move(decoder))
    , m_profile(profile)
    , m_secret(secret)
{
    m_call->setParent(this);
    connect(m_call, &HttpCall::framesArrived, this, &LateAnswer::readFrames);
    connect(m_call, &HttpCall::finished, this, &LateAnswer::readOutcome);
}

LateAnswer::~LateAnswer() = default;

void LateAnswer::start(const RunRecord &record)
{
    RunRecord heard = std::exchange(m_record, record);
    if (heard.job)
        m_record.job = std::move(heard.job);
    m_record.links += heard.links;
    if (heard.usage != Usage())
        m_record.usage = heard.usage;
    m_isStarted = true;
    if (!m_call)
        tell();
}

void LateAnswer::giveUp()
{
    if (m_call)
        m_call->cancel();
}

void LateAnswer::readFrames(const QList<Frame> &frames)
{
    take(m_decoder->frames(frames));
    if (m_decoder->isComplete() || m_record.job || m_problem)
        conclude(m_problem);
}

void LateAnswer::readOutcome(const Result<Reply> &outcome)
{
    if (!m_call)
        return;
    if (!outcome)
        return conclude(outcome.error());
    take(outcome->wasStream ? m_decoder->end() : m_decoder->body(outcome->status, outcome->headers, outcome->body));
    conclude(m_problem);
}

void LateAnswer::take(const QList<RunEvent> &events)
{
    for (const RunEvent &event : events) {
        if (const auto *said = std::get_if<JobChanged>(&event))
            noteJob(m_record.job, *said, m_profile, m_secret);
        else if (const auto *arrived = std::get_if<MediaArrived>(&event))
            take(arrived->media);
        else if (const auto *reported = std::get_if<UsageReported>(&event))
            m_record.usage = reported->usage;
        else if (const auto *failed = std::get_if<Failed>(&event))
            m_problem = failed->error;
    }
}

/// A server may be so quick that the file is there with its first answer.
void LateAnswer::take(const Media &media)
{
    if (media.isDraft || media.link.isEmpty())
        return;
    Media link = media;
    link.link = QUrl(withoutSecret(media.link.toString(QUrl::FullyEncoded), m_secret));
    m_record.links << link;
}

/// The run may not be over yet.
void LateAnswer::conclude(const std::optional<Error> &problem)
{
    HttpCall *call = std::exchange(m_call, nullptr);
    if (!call)
        return;
    call->disconnect(this);
    call->deleteLater();
    m_problem = problem;
    if (m_isStarted)
        tell();
}

void LateAnswer::tell()
{
    if (!m_record.job && m_record.links.isEmpty())
        m_record.error = withoutSecret(m_problem.value_or(Error{ErrorKind::Garbled, u"the server named no job"_s}), m_secret);
    QTimer::singleShot(0, this, &LateAnswer::finished);
}

} // namespace studio
