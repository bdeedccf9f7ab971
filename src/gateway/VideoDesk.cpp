#include "gateway/VideoDesk.h"

#include "gateway/ClipMaker.h"
#include "gateway/ClipReply.h"
#include "gateway/PathLetters.h"
#include "gateway/PracticeModels.h"
#include "gateway/PromptReading.h"
#include "gateway/VideoReply.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QUrlQuery>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostJobs = 500;
constexpr qint64 mostBytes = 256LL * 1024 * 1024;
constexpr qsizetype mostTitle = 24;
constexpr qsizetype mostComment = 500;
constexpr int latePolls = 2;

QByteArray freshToken()
{
    std::array<quint32, 5> words;
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

/// A few words of the prompt that can be drawn, in whole words where that is possible.
QString titleOf(const QString &prompt)
{
    const QString topic = drawable(readPrompt(prompt).topic);
    const QString words = topic.isEmpty() ? drawable(prompt.left(200)) : topic;
    if (words.size() <= mostTitle)
        return words;
    const qsizetype end = words.lastIndexOf(u' ', mostTitle);
    return words.first(end > 0 ? end : mostTitle);
}

ClipOrder orderOf(const VideoModel &model, const VideoQuestion &question)
{
    const QString seed = question.seed ? QString::number(*question.seed) : u"none"_s;
    ClipOrder order;
    order.style = model.style;
    order.variety = steadyHash((model.id + u'\n' + question.prompt + u'\n' + seed).toUtf8());
    order.title = titleOf(question.prompt);
    order.size = question.size;
    order.frameRate = question.frameRate;
    order.frames = question.frames();
    order.pictures = question.pictures;
    order.comment = u"Practice output, not an AI model. Model: %1. Seed: %2. Prompt: %3"_s.arg(
        model.id, seed, question.prompt.left(mostComment));
    return order;
}

QString idOf(const VideoPath &path, int number)
{
    // Unlike any that another gateway gave: jobs outlive the program that watches them.
    const QString rest = u"practice%1%2"_s.arg(QString::fromLatin1(freshToken().first(12))).arg(number);
    switch (path.format) {
    case VideoFormat::OpenAi:
    case VideoFormat::WisGate:
        return u"video_"_s + rest;
    case VideoFormat::OpenRouter:
        return u"job-"_s + rest;
    case VideoFormat::Tasks:
        break;
    }
    return u"cgt-"_s + rest;
}

ErrorWords words(int status, const QString &message, const QString &code, const QString &routerType)
{
    return {status, message, status < 500 ? u"invalid_request_error"_s : u"server_error"_s, code, routerType};
}

ErrorWords unknownJob(const QString &id)
{
    return words(404, u"There is no video with the id \"%1\""_s.arg(id), u"not_found"_s, u"not_found"_s);
}

ServerReply wrongMethod(const VideoPath &path, const QByteArray &allowed)
{
    ServerReply reply =
        videoError(path, words(405, u"This address takes %1 only"_s.arg(QLatin1StringView(allowed)),
                               u"method_not_allowed"_s, u"invalid_request"_s));
    reply.setHeader("Allow", allowed);
    return reply;
}

/// The reply as a fault on its way leaves it.
ServerReply onItsWay(ServerReply reply, const Fault *fault, const VideoPath &path, double factor)
{
    reply = withFault(std::move(reply), fault, path.dialect, factor);
    const bool isError = fault && (fault->kind == FaultKind::Status || fault->kind == FaultKind::StreamError);
    return isError ? inWordsOf(path, std::move(reply), fault->words) : reply;
}

/// "http://127.0.0.1:1234": the host is one of ours, the door has seen to that.
QByteArray addressIn(const RecordedRequest &request)
{
    return "http://" + request.header("Host");
}

bool isReachable(const VideoPath &path, JobFault fault)
{
    return fault != JobFault::NoFile || path.format == VideoFormat::Tasks;
}

} // namespace

VideoDesk::VideoDesk(QObject *owner)
    : m_pool(owner)
{
    m_pool.setMaxThreadCount(2);
    m_pool.setThreadPriority(QThread::LowPriority);
}

VideoDesk::~VideoDesk()
{
    for (VideoJob &job : m_jobs)
        job.clip.cancel();
    m_pool.waitForDone();
}

ServerReply VideoDesk::answer(const RecordedRequest &request, const VideoPath &path, FaultScript &script)
{
    switch (path.place) {
    case VideoPath::Place::Jobs:
        return submit(request, path, script);
    case VideoPath::Place::Job:
        return job(request, path, script);
    case VideoPath::Place::Content:
        return content(request, path, script);
    case VideoPath::Place::Models:
        return onItsWay(jsonReply(200, videoModelList()), script.next(FaultRoute::Models), path,
                        script.factor());
    case VideoPath::Place::File:
        return link(request, path, script);
    }
    return {};
}

ServerReply VideoDesk::submit(const RecordedRequest &request, const VideoPath &path, FaultScript &script)
{
    if (request.method != "POST")
        return wrongMethod(path, "POST");
    const auto read = readVideoQuestion(path, request);
    if (const auto *wrong = std::get_if<ErrorWords>(&read))
        return videoError(path, *wrong);
    const auto &question = std::get<VideoQuestion>(read);
    const auto asked = findVideoModel(question.model);
    if (!asked)
        return videoError(path, notFoundWords(question.model));
    const JobTrouble trouble =
        asked->trouble.isNone() ? script.nextForJob(FaultRoute::Chat, asked->id) : asked->trouble;
    if (trouble.way && trouble.way->kind == FaultKind::Status)
        return onItsWay({}, trouble.way, path, script.factor());
    return onItsWay(submitReply(accept(path, *asked, question, trouble.job)), trouble.way, path,
                    script.factor());
}

ServerReply VideoDesk::job(const RecordedRequest &request, const VideoPath &path, FaultScript &script)
{
    const bool mayDelete = path.format == VideoFormat::OpenAi || path.format == VideoFormat::Tasks;
    if (request.method != "GET" && !(mayDelete && request.method == "DELETE"))
        return wrongMethod(path, mayDelete ? "GET, DELETE" : "GET");
    VideoJob *found = find(path);
    if (!found)
        return videoError(path, unknownJob(path.id));
    return request.method == "GET" ? poll(*found, path, addressIn(request), script)
                                   : remove(*found, path, script.factor());
}

ServerReply VideoDesk::poll(VideoJob &job, const VideoPath &path, const QByteArray &address,
                            FaultScript &script)
{
    ++job.polls;
    const JobTrouble trouble = script.nextForJob(FaultRoute::Jobs, job.model);
    const JobFault fault = trouble.job == JobFault::None ? job.fault : trouble.job;
    if (fault == JobFault::Late && job.polls <= latePolls)
        return videoError(path, unknownJob(path.id));
    if (fault == JobFault::PollFails || (fault == JobFault::PollFailsOnce && job.polls == 2))
        return videoError(path, words(500, u"Practice fault: internal server error"_s, {}, u"server"_s));
    return onItsWay(pollReply(job, job.stage(script.factor()), address), trouble.way, path, script.factor());
}

/// Seedance cancels what waits and forgets what is over; what it works on stays.
ServerReply VideoDesk::remove(VideoJob &job, const VideoPath &path, double factor)
{
    const JobStage::Word word = job.stage(factor).word;
    if (path.format == VideoFormat::Tasks && word == JobStage::Word::Working)
        return videoError(path, words(409, u"A task that is running cannot be cancelled"_s, {}, {}));
    const ServerReply reply = deletedReply(job);
    job.clip.cancel();
    if (path.format == VideoFormat::Tasks && word == JobStage::Word::Queued) {
        job.isCancelled = true;
        return reply;
    }
    m_order.removeOne(job.id);
    m_jobs.remove(QString(job.id));
    return reply;
}

ServerReply VideoDesk::content(const RecordedRequest &request, const VideoPath &path, FaultScript &script)
{
    if (request.method != "GET")
        return wrongMethod(path, "GET");
    const VideoJob *found = find(path);
    if (!found)
        return videoError(path, unknownJob(path.id));
    if (found->stage(script.factor()).word != JobStage::Word::Done)
        return videoError(path,
                          words(path.format == VideoFormat::OpenAi ? 404 : 400,
                                u"The video is not ready yet"_s, u"invalid_request"_s, u"invalid_request"_s));
    const JobTrouble trouble = script.nextForJob(FaultRoute::Files, found->model);
    const JobFault fault = trouble.job == JobFault::None ? found->fault : trouble.job;
    if (fault == JobFault::Gone)
        return videoError(path,
                          words(410, u"Practice fault: the video is gone"_s, u"expired"_s, u"not_found"_s));
    const QByteArray file = found->made().file;
    if (fault == JobFault::Expired || !isReachable(path, fault) || file.isEmpty())
        return videoError(path, words(404, u"The video has expired"_s, u"not_found"_s, u"not_found"_s));
    return onItsWay(clipReply(file, "video/mp4", fault), trouble.way, path, script.factor());
}

ServerReply VideoDesk::link(const RecordedRequest &request, const VideoPath &path, FaultScript &script)
{
    if (request.method != "GET")
        return wrongMethod(path, "GET");
    const QByteArray token = path.id.section(u'.', 0, 0).toLatin1();
    const bool isPicture = path.id.endsWith(".jpg"_L1);
    const auto found =
        std::find_if(m_jobs.cbegin(), m_jobs.cend(), [&](const VideoJob &job) { return job.token == token; });
    if (found == m_jobs.cend())
        return deadLinkReply(404, "NoSuchKey", "The specified key does not exist.");
    const JobTrouble trouble = script.nextForJob(FaultRoute::Files, found->model);
    const JobFault fault = trouble.job == JobFault::None ? found->fault : trouble.job;
    const Clip clip = found->made();
    if (fault == JobFault::Gone)
        return deadLinkReply(410, "Gone", "The file was removed.");
    if (fault == JobFault::Expired || clip.file.isEmpty())
        return deadLinkReply(403, "AccessDenied", "Request has expired");
    const ServerReply file = isPicture ? clipReply(clip.lastFrame, "image/jpeg", JobFault::None)
                                       : clipReply(clip.file, "video/mp4", fault);
    return onItsWay(file, trouble.way, path, script.factor());
}

VideoJob &VideoDesk::accept(const VideoPath &path, const AskedVideo &asked, const VideoQuestion &question,
                            JobFault fault)
{
    const QString id = idOf(path, ++m_submits);
    VideoJob &job = m_jobs[id];
    job.id = id;
    job.path = path;
    job.model = asked.id;
    job.maker = asked.model;
    job.question = question;
    job.question.pictures.clear(); // the clip has them
    job.fault = fault;
    job.token = freshToken();
    job.createdAt = QDateTime::currentSecsSinceEpoch();
    job.clip = startClip(m_pool, orderOf(*asked.model, question));
    job.age.start();
    m_order += id;
    makeRoom();
    return m_jobs[id];
}

VideoJob *VideoDesk::find(const VideoPath &path)
{
    const auto found = m_jobs.find(path.id);
    return found != m_jobs.end() && found->path.format == path.format ? &*found : nullptr;
}

void VideoDesk::makeRoom()
{
    while (m_order.size() > mostJobs)
        m_jobs.take(m_order.takeFirst()).clip.cancel();
    qint64 bytes = 0;
    for (qsizetype i = m_order.size() - 1; i >= 0; --i) {
        VideoJob &job = m_jobs[m_order[i]];
        bytes += job.made().file.size();
        if (bytes <= mostBytes || !job.clip.isFinished() || job.isFileGone)
            continue;
        job.clip = {};
        job.isFileGone = true;
    }
}

} // namespace studio
