#include "gateway/VideoJob.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr double queuedFor = 800; // milliseconds
constexpr double worksFor = 3200;
constexpr double failsAfter = 0.6; // of the work
constexpr int nearlyDone = 99;

/// A part of the work, 0 to 1, which nears its end and never reaches it.
double endless(double part)
{
    return 1 - 1 / (1 + part);
}

bool fails(const VideoJob &job, double part)
{
    const bool isRefused = job.fault == JobFault::Fails || job.fault == JobFault::Refused;
    return (isRefused && part >= failsAfter) ||
           (part >= 1 && job.clip.isFinished() && job.made().file.isEmpty());
}

} // namespace

JobStage VideoJob::stage(double factor) const
{
    using Word = JobStage::Word;
    if (isCancelled)
        return {Word::Cancelled, 0};
    const auto elapsed = static_cast<double>(age.elapsed());
    if (elapsed < queuedFor * factor)
        return {Word::Queued, 0};
    double part = factor > 0 ? (elapsed - queuedFor * factor) / (worksFor * factor) : 1;
    if (fault == JobFault::Endless)
        part = endless(part);
    if (!isFileGone && fails(*this, part))
        return {Word::Failed, 0};
    if (part >= 1 && fault == JobFault::Stuck)
        return {Word::Working, 100};
    if (part >= 1 && clip.isFinished())
        return {Word::Done, 100};
    return {Word::Working, std::min(nearlyDone, static_cast<int>(part * 100))};
}

Clip VideoJob::made() const
{
    return clip.isFinished() && clip.resultCount() > 0 && !isFileGone ? clip.result() : Clip();
}

double VideoJob::dollars() const
{
    return question.seconds * static_cast<double>(maker->nanoDollarsPerSecond) / 1e9;
}

JobFailure failureOf(const VideoJob &job)
{
    if (job.fault == JobFault::Refused)
        return {u"moderation_blocked"_s, u"OutputVideoSensitiveContentDetected"_s,
                u"Practice fault: the request was blocked by the content policy"_s};
    if (job.fault == JobFault::Fails)
        return {u"video_generation_failed"_s, u"InternalServiceError"_s,
                u"Practice fault: the video could not be made"_s};
    return {u"invalid_input_reference"_s, u"InvalidParameter"_s,
            u"A picture of the prompt could not be read"_s};
}

} // namespace studio
