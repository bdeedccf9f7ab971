#pragma once

#include "gateway/ClipOrder.h"
#include "gateway/JobFaults.h"
#include "gateway/VideoModels.h"
#include "gateway/VideoQuestion.h"

#include <QElapsedTimer>
#include <QFuture>

namespace studio
{

/// How far a job is.
struct JobStage
{
    enum class Word
    {
        Queued,
        Working,
        Done,
        Failed,
        Cancelled
    };

    Word word = Word::Queued;
    int percent = 0;
};

/// One job, from its submit on. The clip is drawn meanwhile on a thread of a pool, and a job is not done
/// before its clip is.
struct VideoJob
{
    QString id;
    VideoPath path; ///< Where it was submitted.
    QString model;  ///< As asked.
    const VideoModel *maker = nullptr;
    VideoQuestion question;
    JobFault fault = JobFault::None;
    QByteArray token; ///< Of its links.
    qint64 createdAt = 0;
    QFuture<Clip> clip;
    QElapsedTimer age;
    int polls = 0;
    bool isCancelled = false;
    bool isFileGone = false; ///< Newer clips needed its room.

    /// Waits are scaled by the factor.
    JobStage stage(double factor) const;

    /// Empty while it is being made, when it could not be made, and when it is gone.
    Clip made() const;

    double dollars() const;
};

/// Why a job failed, in words that all services share.
struct JobFailure
{
    QString code; ///< OpenAI's.
    QString task; ///< Seedance's.
    QString message;
};

JobFailure failureOf(const VideoJob &job);

} // namespace studio
