#pragma once

#include "gateway/JobFaults.h"
#include "gateway/ServerReply.h"

namespace studio
{

/// The file as a reply, in pieces that do not fill the memory of a connection; and as the fault leaves it.
ServerReply clipReply(const QByteArray &file, const QByteArray &mime, JobFault fault);

/// What the store behind a link says when the link is good no more: not in the service's own words.
ServerReply deadLinkReply(int status, const QByteArray &code, const QByteArray &message);

} // namespace studio
