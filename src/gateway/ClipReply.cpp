#include "gateway/ClipReply.h"

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr qsizetype pieceBytes = 64 * 1024;
constexpr qsizetype slowPieces = 40;
constexpr qsizetype missingBytes = 1000;

ServerReply inPieces(const QByteArray &file, const QByteArray &mime, qsizetype bytes,
                     std::chrono::milliseconds wait)
{
    ServerReply reply;
    reply.headers = {{"Content-Type", mime}};
    for (qsizetype at = 0; at < file.size(); at += bytes)
        reply.pieces += ServerReply::Piece{file.mid(at, bytes), wait};
    return reply;
}

/// The piece that never comes counts in Content-Length.
ServerReply announcingMore(ServerReply reply)
{
    reply.lastPiece = reply.pieces.size();
    reply.pieces += ServerReply::Piece{QByteArray(missingBytes, ' ')};
    reply.ending = ServerReply::Ending::Cut;
    return reply;
}

const QByteArray webPage =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to the guest "
    "network</h1><p>Practice fault: a web page in the place of a video.</p></body></html>\n";

} // namespace

ServerReply clipReply(const QByteArray &file, const QByteArray &mime, JobFault fault)
{
    const ServerReply whole = inPieces(file, mime, pieceBytes, 0ms);
    switch (fault) {
    case JobFault::Truncated:
        return inPieces(file.first(file.size() / 2), mime, pieceBytes, 0ms);
    case JobFault::WrongLength:
        return announcingMore(whole);
    case JobFault::HtmlFile:
        return inPieces(webPage, "text/html; charset=utf-8", pieceBytes, 0ms);
    case JobFault::SlowFile:
        return inPieces(file, mime, file.size() / slowPieces + 1, 250ms);
    case JobFault::None:
    case JobFault::Fails:
    case JobFault::Refused:
    case JobFault::Endless:
    case JobFault::Stuck:
    case JobFault::NoFile:
    case JobFault::Expired:
    case JobFault::Gone:
    case JobFault::Late:
    case JobFault::PollFailsOnce:
    case JobFault::PollFails:
    case JobFault::TooFar:
    case JobFault::TooNear:
    case JobFault::OtherId:
        break;
    }
    return whole;
}

ServerReply deadLinkReply(int status, const QByteArray &code, const QByteArray &message)
{
    ServerReply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", "application/xml"}};
    reply.pieces = {{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" +
                     message + "</Message></Error>"}};
    return reply;
}

} // namespace studio
