#include "gateway/JobFaults.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::array<std::pair<QLatin1StringView, JobFault>, 17> names{{
    {"failed"_L1, JobFault::Fails},
    {"refusal"_L1, JobFault::Refused},
    {"endless"_L1, JobFault::Endless},
    {"stuck"_L1, JobFault::Stuck},
    {"empty"_L1, JobFault::NoFile},
    {"expired"_L1, JobFault::Expired},
    {"gone"_L1, JobFault::Gone},
    {"late"_L1, JobFault::Late},
    {"poll-500-once"_L1, JobFault::PollFailsOnce},
    {"poll-500"_L1, JobFault::PollFails},
    {"progress-250"_L1, JobFault::TooFar},
    {"progress-minus"_L1, JobFault::TooNear},
    {"other-id"_L1, JobFault::OtherId},
    {"truncated"_L1, JobFault::Truncated},
    {"wrong-length"_L1, JobFault::WrongLength},
    {"html-file"_L1, JobFault::HtmlFile},
    {"slow-file"_L1, JobFault::SlowFile},
}};

} // namespace

QStringList jobFaultNames()
{
    QStringList all;
    for (const auto &[name, fault] : names)
        all += name;
    return all;
}

JobFault jobFaultNamed(QStringView name)
{
    for (const auto &[each, fault] : names) {
        if (each == name)
            return fault;
    }
    return JobFault::None;
}

JobTrouble jobTroubleNamed(QStringView name)
{
    const JobFault job = jobFaultNamed(name);
    return {job == JobFault::None ? faultNamed(name) : nullptr, job};
}

} // namespace studio
