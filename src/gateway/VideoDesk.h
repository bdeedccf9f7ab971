#pragma once

#include "gateway/FaultScript.h"
#include "gateway/RecordedRequest.h"
#include "gateway/VideoJob.h"

#include <QHash>
#include <QThreadPool>

namespace studio
{

/// Takes jobs for videos, tells how far they are and gives out what was made. Every submit is a job of its
/// own, also when its answer is lost on the way. Keeps the newest 500 jobs, and of the clips not much over
/// 256 MiB: an older one has expired. A job is known at the address alone where it was submitted.
class VideoDesk
{
public:
    /// The owner's thread is the desk's.
    explicit VideoDesk(QObject *owner);
    ~VideoDesk(); ///< Waits for the frame that is being drawn.

    /// Answers what is asked at a path about videos.
    ServerReply answer(const RecordedRequest &request, const VideoPath &path, FaultScript &script);

private:
    ServerReply submit(const RecordedRequest &request, const VideoPath &path, FaultScript &script);
    ServerReply job(const RecordedRequest &request, const VideoPath &path, FaultScript &script);
    ServerReply poll(VideoJob &job, const VideoPath &path, const QByteArray &address, FaultScript &script);
    ServerReply remove(VideoJob &job, const VideoPath &path, double factor);
    ServerReply content(const RecordedRequest &request, const VideoPath &path, FaultScript &script);
    ServerReply link(const RecordedRequest &request, const VideoPath &path, FaultScript &script);

    VideoJob &accept(const VideoPath &path, const AskedVideo &asked, const VideoQuestion &question,
                     JobFault fault);
    VideoJob *find(const VideoPath &path);
    void makeRoom();

    QThreadPool m_pool;
    QHash<QString, VideoJob> m_jobs;
    QStringList m_order; ///< Ids, oldest first.
    int m_submits = 0;
};

} // namespace studio
