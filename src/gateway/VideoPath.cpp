#include "gateway/VideoPath.h"

#include "gateway/RecordedRequest.h"

#include <span>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QByteArray linkFolder = "/clips/";

struct Counter
{
    QByteArray path;
    VideoFormat format;
    PracticeService service;
};

std::span<const Counter> counters()
{
    static const Counter all[] = {
        {"/openai/v1/videos", VideoFormat::OpenAi, PracticeService::OpenAi},
        {"/wisgate/v1/videos", VideoFormat::WisGate, PracticeService::WisGate},
        {"/openrouter/api/v1/videos", VideoFormat::OpenRouter, PracticeService::OpenRouter},
        {"/wisgate/api/v3/contents/generations/tasks", VideoFormat::Tasks, PracticeService::WisGate},
    };
    return all;
}

std::optional<VideoPath> behind(const Counter &counter, const QByteArray &rest)
{
    using Place = VideoPath::Place;
    VideoPath path{Place::Jobs, counter.format, {counter.service, WireFormat::Chat}, {}, counter.path};
    if (rest.isEmpty())
        return path;
    const QList<QByteArray> steps = rest.sliced(1).split('/');
    path.id = QString::fromUtf8(steps.first());
    path.place = Place::Job;
    if (steps.size() == 1 && path.id == "models"_L1 && counter.format == VideoFormat::OpenRouter)
        path.place = Place::Models;
    if (steps.size() == 2 && steps.last() == "content" && counter.format != VideoFormat::Tasks)
        path.place = Place::Content;
    const bool isKnown = steps.size() == 1 || path.place == Place::Content;
    return isKnown && !path.id.isEmpty() ? std::optional(path) : std::nullopt;
}

} // namespace

std::optional<VideoPath> videoPath(const RecordedRequest &request)
{
    const QByteArray path = QByteArray::fromPercentEncoding(request.path());
    if (path.startsWith(linkFolder))
        return VideoPath{VideoPath::Place::File,
                         VideoFormat::Tasks,
                         {},
                         QString::fromUtf8(path.sliced(linkFolder.size()))};
    for (const Counter &counter : counters()) {
        if (path == counter.path || path.startsWith(counter.path + '/'))
            return behind(counter, path.sliced(counter.path.size()));
    }
    return std::nullopt;
}

QByteArray linkPath(const QByteArray &token, const char *ending)
{
    return linkFolder + token + ending;
}

} // namespace studio
