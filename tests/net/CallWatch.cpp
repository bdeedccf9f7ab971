#include "CallWatch.h"

using namespace Qt::StringLiterals;

namespace studio
{

CallWatch::CallWatch(Transport &transport, const Request &request, const Limits &limits)
    : call(std::make_unique<HttpCall>(transport, request, limits))
{
    connect(call.get(), &HttpCall::requestWritten, this, [this] { said << u"written"_s; });
    connect(call.get(), &HttpCall::answerBegan, this,
            [this](int status) { said << u"began %1"_s.arg(status); });
    connect(call.get(), &HttpCall::framesArrived, this, [this](const QList<Frame> &arrived) {
        if (frames.isEmpty())
            said << u"first frame"_s;
        for (const Frame &frame : arrived)
            frames << frame.data;
    });
    connect(call.get(), &HttpCall::aliveWithoutData, this, [this] { ++aliveCount; });
    connect(call.get(), &HttpCall::finished, this, [this](const Result<Reply> &result) {
        ++finishedCount;
        said << u"finished"_s;
        if (result)
            reply = *result;
        else
            error = result.error();
    });
}

QString CallWatch::outcome() const
{
    if (finishedCount != 1)
        return u"finished %1 times"_s.arg(finishedCount);
    return error ? QString(nameOf(error->kind)) : QString::number(reply.status);
}

Request postTo(const QUrl &base, const QString &path, const QByteArray &body)
{
    Request request{"POST", base, path};
    request.headers = {{"Content-Type", "application/json"}};
    request.secret = SecretHeader{"Authorization", "Bearer "};
    request.body = body;
    request.isStreaming = true;
    return request;
}

Request getFrom(const QUrl &base, const QString &path)
{
    Request request{"GET", base, path};
    request.secret = SecretHeader{"Authorization", "Bearer "};
    return request;
}

} // namespace studio
