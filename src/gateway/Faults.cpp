#include "gateway/Faults.h"

#include "gateway/StreamFaults.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

constexpr int slowness = 6; ///< Times the usual waits.
constexpr std::chrono::milliseconds slowStart = 3s;

Fault status(const QString &name, int code, const QString &message, const QString &type, const QString &word,
             const QString &routerType, std::chrono::milliseconds retryAfter = 0ms)
{
    return {name, FaultKind::Status, {code, message, type, word, routerType, retryAfter}};
}

const ErrorWords streamErrorWords{502, u"Practice fault: the provider failed in the middle of the answer"_s,
                                  u"server_error"_s, u"upstream_error"_s, u"provider_unavailable"_s};

ServerReply htmlReply()
{
    ServerReply reply;
    reply.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    reply.pieces = {
        {"<!DOCTYPE html>\n<html><head><title>Sign in</title></head>"
         "<body><h1>Sign in to the guest network</h1><p>Practice fault: a web page.</p></body></html>\n"}};
    return reply;
}

ServerReply silentReply(ServerReply::Ending ending)
{
    ServerReply reply;
    reply.status = 0;
    reply.ending = ending;
    return reply;
}

/// How many pieces are half an answer. A single piece is split for it.
qsizetype halveAnswer(ServerReply &reply)
{
    if (reply.isSeries)
        return reply.pieces.size() / 2;
    const ServerReply::Piece whole = reply.pieces.takeLast();
    const qsizetype half = whole.bytes.size() / 2;
    reply.pieces += {whole.bytes.first(half), whole.wait};
    reply.pieces += {whole.bytes.sliced(half)};
    return reply.pieces.size() - 1;
}

ServerReply endingInTheMiddle(ServerReply reply, ServerReply::Ending ending)
{
    reply.lastPiece = halveAnswer(reply);
    reply.ending = ending;
    return reply;
}

ServerReply malformed(ServerReply reply, const PracticeDialect &dialect)
{
    const qsizetype half = halveAnswer(reply);
    if (reply.isSeries)
        reply.pieces.insert(half, brokenPiece(reply, dialect));
    else
        reply.pieces.removeLast();
    return reply;
}

ServerReply withErrorInside(ServerReply reply, const ErrorWords &words, const PracticeDialect &dialect)
{
    if (!reply.isSeries)
        return failedReply(reply, dialect, words);
    reply.pieces.resize(halveAnswer(reply));
    reply.pieces += failurePieces(reply, dialect, words);
    return reply;
}

ServerReply statusReply(ErrorWords words, const PracticeDialect &dialect, double factor)
{
    const double milliseconds = static_cast<double>(words.retryAfter.count()) * factor;
    words.retryAfter = std::chrono::milliseconds(std::llround(std::ceil(milliseconds)));
    return errorReply(dialect, words);
}

ServerReply slowed(ServerReply reply)
{
    reply.wait += slowStart;
    for (ServerReply::Piece &piece : reply.pieces)
        piece.wait *= slowness;
    return reply;
}

/// A piece that never comes counts in Content-Length; a chunked reply lacks its end.
ServerReply announcingMore(ServerReply reply)
{
    constexpr qsizetype missing = 1000;
    reply.lastPiece = reply.pieces.size();
    reply.pieces += {QByteArray(missing, ' ')};
    reply.ending = ServerReply::Ending::Cut;
    return reply;
}

ServerReply faulted(ServerReply reply, const Fault &fault, const PracticeDialect &dialect, double factor)
{
    switch (fault.kind) {
    case FaultKind::Status:
        return statusReply(fault.words, dialect, factor);
    case FaultKind::Silence:
        return silentReply(ServerReply::Ending::Stall);
    case FaultKind::Slow:
        return slowed(std::move(reply));
    case FaultKind::Reset:
        return silentReply(ServerReply::Ending::Reset);
    case FaultKind::Cut:
        return endingInTheMiddle(std::move(reply), ServerReply::Ending::Cut);
    case FaultKind::Stall:
        return endingInTheMiddle(std::move(reply), ServerReply::Ending::Stall);
    case FaultKind::Malformed:
        return malformed(std::move(reply), dialect);
    case FaultKind::StreamError:
        return withErrorInside(std::move(reply), fault.words, dialect);
    case FaultKind::Html:
        return htmlReply();
    case FaultKind::WrongType:
        reply.setHeader("Content-Type", "text/plain");
        return reply;
    case FaultKind::WrongLength:
        return announcingMore(std::move(reply));
    case FaultKind::Empty:
    case FaultKind::Refusal:
    case FaultKind::BrokenPicture:
    case FaultKind::HtmlPicture:
    case FaultKind::OtherType:
    case FaultKind::HugePicture:
    case FaultKind::Link:
    case FaultKind::Expired:
        return reply; // these change the answer, not its way
    }
    return reply;
}

} // namespace

std::span<const Fault> faults()
{
    static const QString invalid = u"invalid_request_error"_s;
    static const QString server = u"server_error"_s;
    static const QString busy = u"Practice fault: too many requests, please wait"_s;
    static const Fault table[] = {
        status(u"400"_s, 400, u"Practice fault: the request was refused"_s, invalid, u"invalid_format"_s,
               u"invalid_request"_s),
        status(u"401"_s, 401, u"Practice fault: the key was refused"_s, u"authentication_error"_s,
               u"invalid_api_key"_s, u"authentication"_s),
        status(u"402"_s, 402, u"Practice fault: insufficient credits"_s, u"insufficient_quota"_s,
               u"insufficient_user_quota"_s, u"payment_required"_s),
        status(u"403"_s, 403, u"Practice fault: this key may not use the model"_s, u"permission_error"_s,
               u"access_denied"_s, u"permission_denied"_s),
        status(u"404"_s, 404, u"Practice fault: the model does not exist"_s, invalid, u"model_not_found"_s,
               u"not_found"_s),
        status(u"408"_s, 408, u"Practice fault: the request timed out"_s, server, u"timeout"_s, u"timeout"_s),
        status(u"413"_s, 413, u"Practice fault: the request is too large"_s, invalid, u"request_too_large"_s,
               u"payload_too_large"_s),
        status(u"429"_s, 429, busy, u"rate_limit_error"_s, u"rate_limit_exceeded"_s, u"rate_limit_exceeded"_s,
               20s),
        status(u"429-plain"_s, 429, busy, u"rate_limit_error"_s, u"rate_limit_exceeded"_s,
               u"rate_limit_exceeded"_s),
        status(u"500"_s, 500, u"Practice fault: internal server error"_s, server, {}, u"server"_s),
        status(u"502"_s, 502, u"Practice fault: the provider behind the gateway is down"_s, server,
               u"bad_response_status_code"_s, u"provider_unavailable"_s),
        status(u"503"_s, 503, u"Practice fault: no channel is free for this model"_s, server,
               u"get_channel_failed"_s, u"provider_overloaded"_s),
        status(u"504"_s, 504, u"Practice fault: the provider did not answer in time"_s, server, u"timeout"_s,
               u"timeout"_s),
        status(u"529"_s, 529, u"Practice fault: the provider is overloaded"_s, server, u"overloaded"_s,
               u"provider_overloaded"_s),
        status(u"context"_s, 400,
               u"This model's maximum context length is 131072 tokens. However, you requested more. "
               "Please reduce the length of the messages. (Practice fault)"_s,
               invalid, u"context_length_exceeded"_s, u"context_length_exceeded"_s),
        {u"silence"_s, FaultKind::Silence},
        {u"slow"_s, FaultKind::Slow},
        {u"reset"_s, FaultKind::Reset},
        {u"cut"_s, FaultKind::Cut},
        {u"stall"_s, FaultKind::Stall},
        {u"malformed"_s, FaultKind::Malformed},
        {u"stream-error"_s, FaultKind::StreamError, streamErrorWords},
        {u"html"_s, FaultKind::Html},
        {u"wrong-type"_s, FaultKind::WrongType},
        {u"empty"_s, FaultKind::Empty},
        {u"refusal"_s, FaultKind::Refusal},
        {u"wrong-length"_s, FaultKind::WrongLength},
        {u"broken-picture"_s, FaultKind::BrokenPicture},
        {u"html-picture"_s, FaultKind::HtmlPicture},
        {u"other-type"_s, FaultKind::OtherType},
        {u"huge-picture"_s, FaultKind::HugePicture},
        {u"link"_s, FaultKind::Link},
        {u"expired"_s, FaultKind::Expired},
    };
    return table;
}

const Fault *faultNamed(QStringView name)
{
    for (const Fault &fault : faults()) {
        if (fault.name == name)
            return &fault;
    }
    return nullptr;
}

ServerReply withFault(ServerReply reply, const Fault *fault, const PracticeDialect &dialect, double factor)
{
    if (fault)
        reply = faulted(std::move(reply), *fault, dialect, factor);
    const auto scaled = [factor](std::chrono::milliseconds wait) {
        return std::chrono::milliseconds(std::llround(static_cast<double>(wait.count()) * factor));
    };
    reply.wait = scaled(reply.wait);
    for (ServerReply::Piece &piece : reply.pieces)
        piece.wait = scaled(piece.wait);
    return reply;
}

} // namespace studio
