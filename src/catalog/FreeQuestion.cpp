#include "catalog/FreeQuestion.h"

#include "providers/ErrorReply.h"
#include "providers/ServerWords.h"

namespace studio
{

Request getRequest(const Profile &profile, const QString &path)
{
    Request request;
    request.method = "GET";
    request.base = profile.base;
    request.path = path;
    request.headers = profile.headers;
    request.headers.prepend({"Accept", "application/json"});
    request.secret = profile.secret;
    return request;
}

FreeQuestion::FreeQuestion(Transport &transport, const Request &request, const Limits &limits, QObject *parent)
    : QObject(parent), m_call(new HttpCall(transport, request, limits, this))
{
    connect(m_call, &HttpCall::finished, this, &FreeQuestion::read);
}

void FreeQuestion::start(const QByteArray &secret)
{
    m_secret = secret;
    m_call->start(secret);
}

void FreeQuestion::read(const Result<Reply> &outcome)
{
    const QByteArray secret = std::exchange(m_secret, {});
    if (!outcome) {
        emit finished(withoutSecret(outcome.error(), secret));
        return;
    }
    const auto object = parseReplyObject(outcome->body);
    if (outcome->status < 300 && object && !isErrorReply(*object)) {
        emit finished(*object);
        return;
    }
    Error error = errorFromReply(outcome->status, outcome->headers, outcome->body);
    if (outcome->status < 300 && !object)
        error.kind = ErrorKind::NotAnApi;
    emit finished(withoutSecret(error, secret));
}

} // namespace studio
