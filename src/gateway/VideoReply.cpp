#include "gateway/VideoReply.h"

#include "gateway/StreamWriter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Word = JobStage::Word;

constexpr qint64 lifetime = 24 * 3600; // seconds
constexpr qint64 tokensPerSecond = 21'780;

QString plainWord(Word word)
{
    switch (word) {
    case Word::Queued:
        return u"queued"_s;
    case Word::Working:
        return u"in_progress"_s;
    case Word::Done:
        return u"completed"_s;
    case Word::Failed:
    case Word::Cancelled:
        break;
    }
    return u"failed"_s;
}

QString routerWord(Word word)
{
    return word == Word::Queued ? u"pending"_s : plainWord(word);
}

QString taskWord(Word word)
{
    switch (word) {
    case Word::Queued:
        return u"queued"_s;
    case Word::Working:
        return u"running"_s;
    case Word::Done:
        return u"succeeded"_s;
    case Word::Failed:
        return u"failed"_s;
    case Word::Cancelled:
        break;
    }
    return u"cancelled"_s;
}

QString toldId(const VideoJob &job, bool isPoll)
{
    return isPoll && job.fault == JobFault::OtherId ? job.id + u"x"_s : job.id;
}

int toldPercent(const VideoJob &job, const JobStage &stage)
{
    if (stage.word != Word::Working)
        return stage.percent;
    if (job.fault == JobFault::TooFar)
        return 250;
    return job.fault == JobFault::TooNear ? -1 : stage.percent;
}

QJsonValue momentOf(bool isThere, qint64 seconds)
{
    return isThere ? QJsonValue(seconds) : QJsonValue();
}

QJsonObject resource(const VideoJob &job, const JobStage &stage, bool isPoll)
{
    const bool isDone = stage.word == Word::Done;
    const JobFailure failure = failureOf(job);
    const QJsonObject error{{u"code"_s, failure.code}, {u"message"_s, failure.message}};
    const QSize size = job.question.size;
    return {{u"id"_s, toldId(job, isPoll)},
            {u"object"_s, u"video"_s},
            {u"model"_s, job.model},
            {u"status"_s, plainWord(stage.word)},
            {u"progress"_s, toldPercent(job, stage)},
            {u"created_at"_s, job.createdAt},
            {u"completed_at"_s, momentOf(isDone, job.createdAt + job.age.elapsed() / 1000)},
            {u"expires_at"_s, momentOf(isDone, job.createdAt + lifetime)},
            {u"prompt"_s, job.question.prompt},
            {u"seconds"_s, QString::number(job.question.seconds)},
            {u"size"_s, u"%1x%2"_s.arg(size.width()).arg(size.height())},
            {u"remixed_from_video_id"_s, QJsonValue::Null},
            {u"error"_s, stage.word == Word::Failed ? QJsonValue(error) : QJsonValue()}};
}

QString generationOf(const VideoJob &job)
{
    return u"gen-"_s + job.id;
}

QString pathOf(const VideoJob &job, bool isPoll)
{
    return QString::fromLatin1(job.path.jobs) + u'/' + toldId(job, isPoll);
}

/// The address to poll is a path in the first answer and whole in the others: both are seen at OpenRouter.
QJsonObject routerJob(const VideoJob &job, const JobStage &stage, const QString &address)
{
    QJsonObject body{{u"id"_s, toldId(job, true)},
                     {u"polling_url"_s, address + pathOf(job, true)},
                     {u"status"_s, routerWord(stage.word)}};
    if (stage.word == Word::Failed)
        body[u"error"_s] = failureOf(job).message;
    if (stage.word != Word::Done)
        return body;
    QJsonArray links;
    if (job.fault != JobFault::NoFile)
        links += address + pathOf(job, false) + u"/content?index=0"_s;
    body[u"generation_id"_s] = generationOf(job);
    body[u"unsigned_urls"_s] = links;
    body[u"usage"_s] = QJsonObject{{u"cost"_s, job.dollars()}, {u"is_byok"_s, false}};
    return body;
}

QJsonObject taskContent(const VideoJob &job, const QString &address)
{
    if (job.fault == JobFault::NoFile)
        return {};
    QJsonObject content{{u"video_url"_s, address + QString::fromLatin1(linkPath(job.token, ".mp4"))}};
    if (job.question.wantsLastFrame)
        content[u"last_frame_url"_s] = address + QString::fromLatin1(linkPath(job.token, ".jpg"));
    return content;
}

QJsonObject task(const VideoJob &job, const JobStage &stage, const QString &address)
{
    QJsonObject body{
        {u"id"_s, toldId(job, true)},        {u"model"_s, job.model},
        {u"status"_s, taskWord(stage.word)}, {u"error"_s, QJsonValue::Null},
        {u"created_at"_s, job.createdAt},    {u"updated_at"_s, job.createdAt + job.age.elapsed() / 1000}};
    const JobFailure failure = failureOf(job);
    if (stage.word == Word::Failed)
        body[u"error"_s] = QJsonObject{{u"code"_s, failure.task}, {u"message"_s, failure.message}};
    if (stage.word != Word::Done)
        return body;
    const auto tokens = static_cast<qint64>(job.question.seconds * tokensPerSecond);
    body[u"content"_s] = taskContent(job, address);
    body[u"usage"_s] = QJsonObject{{u"completion_tokens"_s, tokens}, {u"total_tokens"_s, tokens}};
    body[u"seed"_s] = job.question.seed.value_or(0);
    body[u"resolution"_s] = job.question.resolution;
    body[u"ratio"_s] = job.question.ratio;
    body[u"duration"_s] = job.question.seconds;
    body[u"framespersecond"_s] = job.question.frameRate;
    return body;
}

/// Ark's words for what went wrong.
QString taskCode(int status)
{
    switch (status) {
    case 401:
        return u"AuthenticationError"_s;
    case 402:
        return u"AccountOverdueError"_s;
    case 403:
        return u"AccessDenied"_s;
    case 404:
        return u"NotFound"_s;
    case 409:
        return u"Conflict"_s;
    case 429:
        return u"RateLimitExceeded"_s;
    case 503:
    case 529:
        return u"ServerOverloaded"_s;
    }
    return status < 500 ? u"InvalidParameter"_s : u"InternalServiceError"_s;
}

QString taskType(int status)
{
    switch (status) {
    case 401:
        return u"Unauthorized"_s;
    case 403:
        return u"Forbidden"_s;
    case 404:
        return u"NotFound"_s;
    case 429:
        return u"TooManyRequests"_s;
    }
    return status < 500 ? u"BadRequest"_s : u"InternalServerError"_s;
}

/// At WisGate the address of the file has an error of its own shape, and the others have no error object.
QJsonObject wisGateError(const VideoPath &path, const ErrorWords &words)
{
    if (path.place == VideoPath::Place::Content)
        return {{u"error"_s, QJsonObject{{u"message"_s, words.message}, {u"type"_s, words.type}}}};
    const QString code = words.code.isEmpty() ? words.type : words.code;
    return {{u"code"_s, code}, {u"message"_s, words.message}, {u"data"_s, QJsonValue::Null}};
}

QJsonObject errorOf(const VideoPath &path, const ErrorWords &words)
{
    switch (path.format) {
    case VideoFormat::OpenAi:
    case VideoFormat::OpenRouter:
        return errorBody(path.dialect, words);
    case VideoFormat::WisGate:
        return wisGateError(path, words);
    case VideoFormat::Tasks:
        break;
    }
    return {{u"error"_s, QJsonObject{{u"code"_s, taskCode(words.status)},
                                     {u"message"_s, words.message},
                                     {u"param"_s, QString()},
                                     {u"type"_s, taskType(words.status)}}}};
}

} // namespace

ServerReply submitReply(const VideoJob &job)
{
    switch (job.path.format) {
    case VideoFormat::OpenAi:
    case VideoFormat::WisGate:
        return jsonReply(200, resource(job, {}, false));
    case VideoFormat::OpenRouter:
        return jsonReply(
            202, {{u"id"_s, job.id}, {u"polling_url"_s, pathOf(job, false)}, {u"status"_s, u"pending"_s}});
    case VideoFormat::Tasks:
        break;
    }
    return jsonReply(200, {{u"id"_s, job.id}});
}

ServerReply pollReply(const VideoJob &job, const JobStage &stage, const QByteArray &address)
{
    const QString whole = QString::fromLatin1(address);
    switch (job.path.format) {
    case VideoFormat::OpenAi:
    case VideoFormat::WisGate:
        return jsonReply(200, resource(job, stage, true));
    case VideoFormat::OpenRouter:
        return jsonReply(200, routerJob(job, stage, whole));
    case VideoFormat::Tasks:
        break;
    }
    return jsonReply(200, task(job, stage, whole));
}

ServerReply deletedReply(const VideoJob &job)
{
    if (job.path.format == VideoFormat::Tasks)
        return jsonReply(200, {});
    return jsonReply(200, {{u"id"_s, job.id}, {u"object"_s, u"video.deleted"_s}, {u"deleted"_s, true}});
}

ServerReply videoError(const VideoPath &path, const ErrorWords &words)
{
    return inWordsOf(path, errorReply(path.dialect, words), words);
}

ServerReply inWordsOf(const VideoPath &path, ServerReply reply, const ErrorWords &words)
{
    reply.pieces = {{compact(errorOf(path, words))}};
    return reply;
}

} // namespace studio
