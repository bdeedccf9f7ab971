#pragma once

#include "core/RunRecord.h"
#include "providers/Profile.h"

namespace studio
{

/// An address that the server named for polls, if it is of the provider's own origin; else nothing.
QUrl usablePollAddress(const QUrl &address, const Profile &profile);

/// Writes down what a server said of a job, without the key. The first id counts. False when there is nothing to
/// write: a job without a name is none.
bool noteJob(std::optional<Job> &job, const JobChanged &said, const Profile &profile, const QByteArray &secret);

} // namespace studio
