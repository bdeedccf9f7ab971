#include "providers/JobDecoder.h"

#include "providers/ErrorReply.h"
#include "providers/MediaReader.h"
#include "providers/ServerWords.h"
#include "providers/UsageReader.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Word = JobForm::Word;

constexpr qsizetype mostVideos = 16;
constexpr qsizetype mostAddressChars = 16 * 1024;

} // namespace

QList<RunEvent> JobDecoder::frames(const QList<Frame> &frames)
{
    for (const Frame &frame : frames) {
        if (!m_isComplete)
            readFrame(frame);
    }
    return std::exchange(m_events, {});
}

QList<RunEvent> JobDecoder::body(int status, const QList<Header> &headers, const QByteArray &body)
{
    if (m_isComplete)
        return {};
    const auto object = parseReplyObject(body);
    if (status >= 300 || looksLikeMarkup(body)) {
        if (object)
            noteUsage(*object);
        fail(errorFromReply(status, headers, body));
    } else if (!object) {
        fail(errorFromUnreadable(status, body));
    } else {
        readReply(*object, status, headers);
    }
    return std::exchange(m_events, {});
}

QList<RunEvent> JobDecoder::end()
{
    if (m_isComplete || m_state)
        return {};
    fail({ErrorKind::CutOff, m_firstBadEvent});
    return std::exchange(m_events, {});
}

void JobDecoder::readFrame(const Frame &frame)
{
    const QByteArray data = frame.data.trimmed();
    if (frame.event == "error") {
        fail(errorFromReply(0, {}, data));
        return;
    }
    if (data.isEmpty() || data.startsWith(':') || data == "[DONE]")
        return;
    if (const auto object = parseReplyObject(data)) {
        readReply(*object, 0, {});
        return;
    }
    if (m_firstBadEvent.isEmpty())
        m_firstBadEvent = shortened(redacted(plainText(data)), 200);
    m_events << Oddity{u"an event that is no JSON was left out"_s};
}

void JobDecoder::readReply(const QJsonObject &reply, int status, const QList<Header> &headers)
{
    const JobReply read = jobReplyFrom(reply);
    const bool isLink = read.word.isEmpty() && read.id.isEmpty() && !read.videos.isEmpty(); // the video, and no job
    Word meaning = read.word.isEmpty() ? Word::Queued : jobWordFrom(read.word, m_words);
    if (isLink)
        meaning = Word::Done;
    noteAnswered(read.job);
    noteUsage(read.job);
    noteUsage(reply);
    if (read.saysError || meaning == Word::Failed) {
        fail(jobErrorFrom(reply, status, headers));
        return;
    }
    if (!isLink)
        noteState(read, meaning);
    if (m_isComplete || meaning != Word::Done)
        return;
    takeMedia(read);
    m_events << Finished{FinishReason::Stop, read.word};
    m_isComplete = true;
}

void JobDecoder::noteAnswered(const QJsonObject &job)
{
    const Answered answered{cleanName(job[u"model"_s].toString()), {}};
    if (answered.model.isEmpty() || answered == m_answered)
        return;
    m_answered = answered;
    m_events << m_answered;
}

void JobDecoder::noteUsage(const QJsonObject &job)
{
    const auto usage = usageFrom(job[u"usage"_s].toObject());
    if (!usage || *usage == m_usage)
        return;
    m_usage = *usage;
    m_events << UsageReported{m_usage};
}

void JobDecoder::noteState(const JobReply &reply, Word meaning)
{
    if (reply.id.isEmpty() && reply.word.isEmpty()) {
        const QString words = plainText(QJsonDocument(reply.job).toJson(QJsonDocument::Compact));
        fail({ErrorKind::Garbled, u"no job in: %1"_s.arg(shortened(redacted(words), 200))});
        return;
    }
    if (const auto usable = forJob({}, reply.id); !reply.id.isEmpty() && !usable) {
        fail(usable.error());
        return;
    }
    JobChanged state;
    state.id = reply.id;
    state.state = meaning == Word::Queued ? JobChanged::State::Queued : JobChanged::State::Working;
    state.word = reply.word;
    state.percent = reply.percent;
    state.pollAddress = pollAddress(reply.pollAddress);
    if (m_state != state)
        m_events << state;
    m_state = state;
}

void JobDecoder::takeMedia(const JobReply &reply)
{
    bool found = false;
    for (const QStringList &addresses : reply.videos) {
        for (const QString &address : addresses.first(std::min(addresses.size(), mostVideos)))
            found = takeAddress(address, MediaKind::Video) || found;
        if (addresses.size() > mostVideos)
            m_events << Oddity{u"more than %1 videos"_s.arg(mostVideos)};
        if (found)
            break;
    }
    if (!reply.lastFrame.trimmed().isEmpty())
        takeAddress(reply.lastFrame, MediaKind::Picture);
}

/// True when the address leads to a file. A path is one at the provider.
bool JobDecoder::takeAddress(const QString &address, MediaKind kind)
{
    const QString trimmed = address.trimmed();
    const bool isPath = trimmed.startsWith(u'/') && trimmed.size() <= mostAddressChars;
    auto media = mediaFromAddress(isPath ? m_base.resolved(QUrl(trimmed)).toString(QUrl::FullyEncoded) : trimmed);
    if (!media) {
        m_events << Oddity{u"a link that leads to no file: %1"_s.arg(shortened(withoutControls(trimmed), 100))};
        return false;
    }
    if (media->bytes.isEmpty() || media->kind == MediaKind::Document)
        media->kind = kind;
    m_events << MediaArrived{*media};
    return true;
}

/// OpenRouter names a path, others a whole address.
QUrl JobDecoder::pollAddress(const QString &address)
{
    const QString trimmed = address.trimmed();
    if (trimmed.isEmpty())
        return {};
    QUrl base = m_base;
    base.setPath(base.path() + u'/');
    const QUrl url = trimmed.size() <= mostAddressChars ? base.resolved(QUrl(trimmed)) : QUrl();
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (url.isValid() && isWeb && !url.host().isEmpty())
        return url;
    m_events << Oddity{u"polling_url is no address: %1"_s.arg(shortened(withoutControls(trimmed), 100))};
    return {};
}

void JobDecoder::fail(const Error &error)
{
    m_events << Failed{error};
    m_isComplete = true;
}

} // namespace studio
