#include "gateway/PracticeDialect.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using namespace std::chrono_literals;

const QString requestId = u"req_practice"_s;

QJsonObject openAiError(const ErrorWords &words)
{
    return {{u"message"_s, words.message},
            {u"type"_s, words.type},
            {u"param"_s, QJsonValue::Null},
            {u"code"_s, words.code.isEmpty() ? QJsonValue() : QJsonValue(words.code)}};
}

QJsonObject openRouterError(const ErrorWords &words)
{
    const QJsonObject metadata{{u"error_type"_s, words.routerType}, {u"provider_name"_s, u"Practice"_s}};
    return {{u"code"_s, words.status}, {u"message"_s, words.message}, {u"metadata"_s, metadata}};
}

QJsonObject anthropicError(const PracticeDialect &dialect, const ErrorWords &words)
{
    QJsonObject error{{u"type"_s, anthropicType(words.status)}, {u"message"_s, words.message}};
    if (dialect.isOpenRouter())
        error[u"error_type"_s] = words.routerType;
    return error;
}

QJsonObject googleError(const ErrorWords &words)
{
    QJsonObject error{
        {u"code"_s, words.status}, {u"message"_s, words.message}, {u"status"_s, googleStatus(words.status)}};
    if (words.retryAfter > 0ms) {
        const double seconds = static_cast<double>(words.retryAfter.count()) / 1000;
        error[u"details"_s] =
            QJsonArray{QJsonObject{{u"@type"_s, u"type.googleapis.com/google.rpc.RetryInfo"_s},
                                   {u"retryDelay"_s, u"%1s"_s.arg(seconds)}}};
    }
    return error;
}

} // namespace

QString anthropicType(int status)
{
    switch (status) {
    case 401:
        return u"authentication_error"_s;
    case 402:
        return u"billing_error"_s;
    case 403:
        return u"permission_error"_s;
    case 404:
        return u"not_found_error"_s;
    case 408:
    case 504:
        return u"timeout_error"_s;
    case 413:
        return u"request_too_large"_s;
    case 429:
        return u"rate_limit_error"_s;
    case 503:
    case 529:
        return u"overloaded_error"_s;
    }
    return status < 500 ? u"invalid_request_error"_s : u"api_error"_s;
}

QString googleStatus(int status)
{
    switch (status) {
    case 401:
        return u"UNAUTHENTICATED"_s;
    case 402:
        return u"FAILED_PRECONDITION"_s;
    case 403:
        return u"PERMISSION_DENIED"_s;
    case 404:
        return u"NOT_FOUND"_s;
    case 408:
    case 504:
        return u"DEADLINE_EXCEEDED"_s;
    case 429:
        return u"RESOURCE_EXHAUSTED"_s;
    case 502:
    case 503:
    case 529:
        return u"UNAVAILABLE"_s;
    }
    return status < 500 ? u"INVALID_ARGUMENT"_s : u"INTERNAL"_s;
}

QJsonObject errorObject(const PracticeDialect &dialect, const ErrorWords &words)
{
    switch (dialect.format) {
    case WireFormat::Chat:
    case WireFormat::Responses:
        return dialect.isOpenRouter() ? openRouterError(words) : openAiError(words);
    case WireFormat::Messages:
        return anthropicError(dialect, words);
    case WireFormat::Gemini:
        return googleError(words);
    }
    return {};
}

QJsonObject errorBody(const PracticeDialect &dialect, const ErrorWords &words)
{
    QJsonObject body{{u"error"_s, errorObject(dialect, words)}};
    if (dialect.format == WireFormat::Messages) {
        body[u"type"_s] = u"error"_s;
        body[u"request_id"_s] = dialect.isOpenRouter() ? QJsonValue() : QJsonValue(requestId);
    }
    return body;
}

ServerReply errorReply(const PracticeDialect &dialect, const ErrorWords &words)
{
    ServerReply reply = jsonReply(words.status, errorBody(dialect, words));
    if (dialect.service == PracticeService::Anthropic)
        reply.setHeader("request-id", requestId.toLatin1());
    // Google says it in the body and nowhere else.
    if (words.retryAfter > 0ms && dialect.service != PracticeService::Gemini) {
        // Retry-After has whole seconds only; the second header has the exact wait.
        const double milliseconds = static_cast<double>(words.retryAfter.count());
        reply.setHeader("Retry-After", QByteArray::number(std::ceil(milliseconds / 1000), 'f', 0));
        reply.setHeader("retry-after-ms", QByteArray::number(milliseconds, 'f', 0));
    }
    return reply;
}

ServerReply wrongKeyReply(const PracticeDialect &dialect)
{
    const ErrorWords words{401, u"The key of the practice gateway is missing or wrong"_s,
                           u"authentication_error"_s, u"invalid_api_key"_s, u"authentication"_s};
    if (dialect.service != PracticeService::Gemini)
        return errorReply(dialect, words);
    const QJsonObject reason{{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
                             {u"reason"_s, u"API_KEY_INVALID"_s},
                             {u"domain"_s, u"googleapis.com"_s}};
    QJsonObject error = errorObject(dialect, {400, words.message}); // not 401, as Google does
    error[u"details"_s] = QJsonArray{reason};
    return jsonReply(400, {{u"error"_s, error}});
}

ErrorWords notFoundWords(const QString &model)
{
    return {404, u"The practice gateway has no model \"%1\""_s.arg(model), u"invalid_request_error"_s,
            u"model_not_found"_s, u"not_found"_s};
}

ErrorWords badFieldWords(const QString &field, const QString &expected)
{
    return {400, u"%1: expected %2"_s.arg(field, expected), u"invalid_request_error"_s, u"invalid_format"_s,
            u"invalid_request"_s};
}

} // namespace studio
