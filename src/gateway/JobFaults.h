#pragma once

#include "gateway/Faults.h"

#include <QStringList>

namespace studio
{

/// What goes wrong with a job after it was accepted.
enum class JobFault
{
    None,
    Fails,
    Refused,       ///< For its content.
    Endless,       ///< Works for ever.
    Stuck,         ///< 100 % and never done.
    NoFile,        ///< Done, and there is no file.
    Expired,       ///< Done, but the file is not there any more (404; a link is refused with 403).
    Gone,          ///< The same as 410.
    Late,          ///< The first polls know no such job.
    PollFailsOnce, ///< The second poll is answered with 500.
    PollFails,     ///< Every poll is.
    TooFar,        ///< 250 %.
    TooNear,       ///< -1 %.
    OtherId,       ///< Polls name another id than the one that was given.
    Truncated,     ///< The file ends in the middle, and nothing else says so.
    WrongLength,   ///< More is announced than comes.
    HtmlFile,      ///< A web page in the place of the file.
    SlowFile       ///< The file drips.
};

QStringList jobFaultNames();

/// None for a name that is none.
JobFault jobFaultNamed(QStringView name);

/// What goes wrong with one job or one question about it: on the way, or with the job itself.
struct JobTrouble
{
    const Fault *way = nullptr;
    JobFault job = JobFault::None;

    bool isNone() const { return !way && job == JobFault::None; }
};

/// Names of jobs come first: "refusal" is the job's there.
JobTrouble jobTroubleNamed(QStringView name);

} // namespace studio
