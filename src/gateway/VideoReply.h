#pragma once

#include "gateway/VideoJob.h"

namespace studio
{

/// What each service says of a job: to who submits it, and to who polls. The address is the gateway's own,
/// without a path.
ServerReply submitReply(const VideoJob &job);
ServerReply pollReply(const VideoJob &job, const JobStage &stage, const QByteArray &address);

/// To who deletes it.
ServerReply deletedReply(const VideoJob &job);

/// An error where that service says it about videos.
ServerReply videoError(const VideoPath &path, const ErrorWords &words);

/// The same where a fault has made the reply already: status and headers stay.
ServerReply inWordsOf(const VideoPath &path, ServerReply reply, const ErrorWords &words);

} // namespace studio
