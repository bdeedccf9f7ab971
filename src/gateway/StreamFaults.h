#pragma once

#include "gateway/PracticeDialect.h"

namespace studio
{

/// One event whose JSON ends too early, for the middle of that stream.
ServerReply::Piece brokenPiece(const ServerReply &stream, const PracticeDialect &dialect);

/// How the service tells of a failure in the middle of a stream: what comes behind the pieces that are left.
QList<ServerReply::Piece> failurePieces(const ServerReply &stream, const PracticeDialect &dialect,
                                        const ErrorWords &words);

/// How it tells of one with status 200 where no stream was asked for.
ServerReply failedReply(const ServerReply &reply, const PracticeDialect &dialect, const ErrorWords &words);

} // namespace studio
