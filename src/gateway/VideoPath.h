#pragma once

#include "gateway/PracticeDialect.h"

#include <optional>

namespace studio
{

struct RecordedRequest;

/// How jobs are spoken about.
enum class VideoFormat
{
    OpenAi,     ///< /videos, forms or JSON.
    WisGate,    ///< The same, with the errors of the software behind it.
    OpenRouter, ///< /videos, JSON.
    Tasks       ///< /contents/generations/tasks: Seedance's own.
};

/// What the path of a request asks for, where it is about videos.
struct VideoPath
{
    enum class Place
    {
        Jobs, ///< Where jobs are submitted.
        Job,
        Content,
        Models, ///< OpenRouter: what its video models can do.
        File    ///< A link that needs no key.
    };

    Place place = Place::Jobs;
    VideoFormat format = VideoFormat::OpenAi;
    PracticeDialect dialect = {}; ///< Of errors that are not about videos.
    QString id = {};              ///< Of the job; of the link.
    QByteArray jobs = {};         ///< The path of Jobs.
};

/// Nothing for paths that are not about videos.
std::optional<VideoPath> videoPath(const RecordedRequest &request);

/// Links are files of their own host at the real services.
QByteArray linkPath(const QByteArray &token, const char *ending);

} // namespace studio
