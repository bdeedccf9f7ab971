#include "providers/ErrorReply.h"

#include "providers/ServerWords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Meaning = std::pair<QLatin1StringView, ErrorKind>;

constexpr qsizetype mostWords = 300;
constexpr qsizetype mostWordsRead = 4096; // a message may be as long as a body
constexpr qsizetype mostCodeChars = 100;

/// Codes that say more than the status they come with.
constexpr std::array<Meaning, 25> strongCodes{{
    {"insufficient_quota"_L1, ErrorKind::NoCredit},
    {"insufficient_user_quota"_L1, ErrorKind::NoCredit},
    {"pre_consume_token_quota_failed"_L1, ErrorKind::NoCredit},
    {"credit_balance_exhausted"_L1, ErrorKind::NoCredit},
    {"billing_hard_limit_reached"_L1, ErrorKind::NoCredit},
    {"billing_error"_L1, ErrorKind::NoCredit},
    {"insufficient_balance"_L1, ErrorKind::NoCredit},
    {"insufficient_credits"_L1, ErrorKind::NoCredit},
    {"payment_required"_L1, ErrorKind::NoCredit},
    {"context_length_exceeded"_L1, ErrorKind::ContextTooLong},
    {"token_limit_exceeded"_L1, ErrorKind::ContextTooLong},
    {"string_too_long"_L1, ErrorKind::ContextTooLong},
    {"exceed_context_size_error"_L1, ErrorKind::ContextTooLong},
    {"invalid_api_key"_L1, ErrorKind::Unauthorized},
    {"api_key_invalid"_L1, ErrorKind::Unauthorized}, // Gemini, under a 400
    {"get_channel_failed"_L1, ErrorKind::Overloaded},
    {"server_is_overloaded"_L1, ErrorKind::Overloaded},
    {"slow_down"_L1, ErrorKind::Overloaded},
    {"overloaded_error"_L1, ErrorKind::Overloaded},
    {"provider_overloaded"_L1, ErrorKind::Overloaded},
    // OpenRouter's, under a 404: the model is there, and the account's rules or the request exclude it.
    {"privacy_restricted"_L1, ErrorKind::Forbidden},
    {"region_restricted"_L1, ErrorKind::Forbidden},
    {"constraint_filtered"_L1, ErrorKind::BadRequest},
    {"wrong_endpoint"_L1, ErrorKind::BadRequest},
    {"image_not_found"_L1, ErrorKind::BadRequest},
}};

/// Codes that count when there is no status, as inside a stream.
constexpr auto weakCodes = std::to_array<Meaning>({
    {"rate_limit_exceeded"_L1, ErrorKind::RateLimited},
    {"rate_limit_error"_L1, ErrorKind::RateLimited},
    {"resource_exhausted"_L1, ErrorKind::RateLimited},
    {"capacity_exhausted"_L1, ErrorKind::RateLimited},
    {"unavailable"_L1, ErrorKind::Overloaded},
    {"unavailable_error"_L1, ErrorKind::Overloaded},
    {"service_unavailable_error"_L1, ErrorKind::Overloaded},
    {"temporarily_unavailable"_L1, ErrorKind::Overloaded},
    {"authentication"_L1, ErrorKind::Unauthorized},
    {"authentication_error"_L1, ErrorKind::Unauthorized},
    {"unauthenticated"_L1, ErrorKind::Unauthorized},
    {"permission_denied"_L1, ErrorKind::Forbidden},
    {"permission_error"_L1, ErrorKind::Forbidden},
    {"access_denied"_L1, ErrorKind::Forbidden},
    {"model_not_found"_L1, ErrorKind::NotFound},
    {"model_deprecated"_L1, ErrorKind::NotFound},
    {"not_found"_L1, ErrorKind::NotFound},
    {"not_found_error"_L1, ErrorKind::NotFound},
    {"no_endpoints"_L1, ErrorKind::NotFound},
    {"model_unavailable_upstream"_L1, ErrorKind::NotFound},
    {"free_variant_ended"_L1, ErrorKind::NotFound},
    {"payload_too_large"_L1, ErrorKind::PayloadTooLarge},
    {"request_too_large"_L1, ErrorKind::PayloadTooLarge},
    {"timeout"_L1, ErrorKind::ServerTimeout},
    {"timeout_error"_L1, ErrorKind::ServerTimeout},
    {"vector_store_timeout"_L1, ErrorKind::ServerTimeout},
    {"deadline_exceeded"_L1, ErrorKind::ServerTimeout},
    {"server"_L1, ErrorKind::ServerFault},
    {"server_error"_L1, ErrorKind::ServerFault},
    {"api_error"_L1, ErrorKind::ServerFault},
    {"internal_error"_L1, ErrorKind::ServerFault},
    {"internal"_L1, ErrorKind::ServerFault},
    {"do_request_failed"_L1, ErrorKind::ServerFault},
    {"bad_response_status_code"_L1, ErrorKind::ServerFault},
    {"bad_response_body"_L1, ErrorKind::ServerFault},
    {"empty_response"_L1, ErrorKind::ServerFault},
    {"unmapped"_L1, ErrorKind::ServerFault},
    {"provider_unavailable"_L1, ErrorKind::ServerFault},
    {"invalid_request"_L1, ErrorKind::BadRequest},
    {"invalid_request_error"_L1, ErrorKind::BadRequest},
    {"invalid_argument"_L1, ErrorKind::BadRequest},
    {"invalid_prompt"_L1, ErrorKind::BadRequest},
    {"max_tokens_exceeded"_L1, ErrorKind::BadRequest},
    {"content_policy_violation"_L1, ErrorKind::BadRequest},
    {"unprocessable"_L1, ErrorKind::BadRequest},
    {"failed_precondition"_L1, ErrorKind::BadRequest},
    {"precondition_failed"_L1, ErrorKind::BadRequest},
    {"out_of_range"_L1, ErrorKind::BadRequest},
    {"refusal"_L1, ErrorKind::BadRequest},
    {"invalid_image"_L1, ErrorKind::BadRequest},
    {"image_too_large"_L1, ErrorKind::BadRequest},
    {"image_too_small"_L1, ErrorKind::BadRequest},
    {"unsupported_image_format"_L1, ErrorKind::BadRequest},
    {"image_download_failed"_L1, ErrorKind::BadRequest},
    {"sensitive_words_detected"_L1, ErrorKind::BadRequest},
    {"prompt_blocked"_L1, ErrorKind::BadRequest},
    {"convert_request_failed"_L1, ErrorKind::BadRequest},
    {"read_request_body_failed"_L1, ErrorKind::BadRequest},
});

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 400: case 409: case 412: case 422: return ErrorKind::BadRequest;
    case 401: return ErrorKind::Unauthorized;
    case 402: return ErrorKind::NoCredit;
    case 403: return ErrorKind::Forbidden;
    case 404: case 405: case 410: return ErrorKind::NotFound;
    case 408: case 504: case 524: return ErrorKind::ServerTimeout;
    case 413: return ErrorKind::PayloadTooLarge;
    case 429: return ErrorKind::RateLimited;
    case 503: case 529: return ErrorKind::Overloaded;
    default: break;
    }
    if (status >= 300 && status < 400)
        return ErrorKind::Redirected;
    return status >= 500 && status < 600 ? ErrorKind::ServerFault : ErrorKind::Unknown;
}

std::optional<ErrorKind> kindOfCodes(const QStringList &codes, std::span<const Meaning> table)
{
    for (const auto &[code, kind] : table) {
        if (codes.contains(code))
            return kind;
    }
    return std::nullopt;
}

QStringList codesIn(const QJsonObject &error)
{
    QStringList codes;
    const QJsonValue metadata = error[u"metadata"_s];
    for (const QJsonValue &value :
         {error[u"code"_s], error[u"type"_s], error[u"error_type"_s], error[u"status"_s],
          error[u"availability"_s][u"code"_s], metadata[u"error_type"_s], metadata[u"provider_code"_s]}) {
        if (const QString code = value.toString(); !code.isEmpty() && code.size() <= mostCodeChars)
            codes << code.toLower();
    }
    for (const QJsonValue &detail : error[u"details"_s].toArray()) { // Google
        if (const QString reason = detail[u"reason"_s].toString().toLower(); !reason.isEmpty())
            codes << reason;
    }
    return codes;
}

/// The HTTP status inside an error object, 0 when there is none. It may be written as text.
int statusIn(const QJsonObject &error)
{
    for (const QJsonValue &value : {error[u"code"_s], error[u"http_status"_s], error[u"status"_s]}) {
        const int status = value.isString() ? value.toString().toInt() : value.toInt();
        if (status >= 400 && status < 600)
            return status;
    }
    return 0;
}

/// Most servers have no code for this; these are the sentences of those that are in use.
bool saysContextTooLong(const QString &words)
{
    for (const QLatin1StringView part :
         {"maximum context length"_L1, "context length exceeded"_L1, "exceeds the context"_L1, "context window"_L1,
          "exceed context size"_L1, "exceeds the available context"_L1, "prompt is too long"_L1,
          "exceeds the maximum number of tokens"_L1}) {
        if (words.contains(part, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

/// Google says 400 and "invalid argument" of a wrong key, and a gateway may pass on no more than the words.
bool saysWrongKey(const QString &words)
{
    return words.contains("API key not valid"_L1, Qt::CaseInsensitive)
        || words.contains("API key expired"_L1, Qt::CaseInsensitive);
}

ErrorKind kindOf(int status, const QStringList &codes, const QString &words)
{
    if (const auto kind = kindOfCodes(codes, strongCodes))
        return *kind;
    ErrorKind kind = kindOfStatus(status);
    if (status == 0 || kind == ErrorKind::Unknown)
        kind = kindOfCodes(codes, weakCodes).value_or(kind);
    if (kind == ErrorKind::BadRequest && codes.contains("model_not_found"_L1))
        return ErrorKind::NotFound;
    if (kind == ErrorKind::BadRequest && saysWrongKey(words))
        return ErrorKind::Unauthorized;
    const bool mayBeLength = kind == ErrorKind::BadRequest || kind == ErrorKind::PayloadTooLarge
        || kind == ErrorKind::Unknown;
    return mayBeLength && saysContextTooLong(words) ? ErrorKind::ContextTooLong : kind;
}

bool waitingMayHelp(ErrorKind kind)
{
    return kind == ErrorKind::RateLimited || kind == ErrorKind::Overloaded || kind == ErrorKind::ServerFault
        || kind == ErrorKind::ServerTimeout;
}

/// Some servers repeat their waiting hint inside the error object.
std::optional<std::chrono::milliseconds> retryAfterIn(const QJsonObject &error)
{
    QList<Header> hints;
    const QJsonObject repeated = error[u"metadata"_s][u"headers"_s].toObject();
    for (auto it = repeated.begin(); it != repeated.end(); ++it)
        hints << Header{it.key().toLatin1(), it.value().toVariant().toString().toLatin1()};
    const QJsonValue seconds = error[u"availability"_s][u"retry_after"_s];
    if (seconds.isDouble() || seconds.isString())
        hints << Header{"retry-after", seconds.toVariant().toString().toLatin1()};
    for (const QJsonValue &detail : error[u"details"_s].toArray()) {
        if (const QString delay = detail[u"retryDelay"_s].toString(); !delay.isEmpty())
            hints << Header{"x-ratelimit-reset", delay.toLatin1()};
    }
    return retryAfterFrom(hints, QDateTime::currentDateTimeUtc());
}

/// A server may say that patience will not help; that it will is ours to decide.
bool saysItIsFinal(const QList<Header> &headers)
{
    return std::any_of(headers.begin(), headers.end(), [](const Header &header) {
        return header.name.compare("x-should-retry", Qt::CaseInsensitive) == 0
            && header.value.trimmed().compare("false", Qt::CaseInsensitive) == 0;
    });
}

QString requestIdFrom(const QList<Header> &headers)
{
    for (const QByteArrayView name : {"x-request-id", "request-id", "x-generation-id"}) {
        for (const Header &header : headers) {
            if (header.name.compare(name, Qt::CaseInsensitive) == 0)
                return shortened(withoutControls(QString::fromLatin1(header.value)), 100);
        }
    }
    return {};
}

Error errorFromText(int status, const QByteArray &body)
{
    const bool isPage = looksLikeMarkup(body);
    const QString words = redacted(plainText(body));
    if (status < 400) {
        const ErrorKind kind = isPage ? ErrorKind::NotAnApi : kindOfStatus(status);
        return {kind, shortened(words, isPage ? 200 : mostWords), status};
    }
    return {kindOf(status, {}, isPage ? QString() : words), shortened(words, mostWords), status};
}

} // namespace

Error errorFromUnreadable(int status, const QByteArray &body)
{
    const QByteArray trimmed = body.trimmed();
    const bool isJson = trimmed.startsWith('{') || trimmed.startsWith('[');
    const ErrorKind otherwise = trimmed.isEmpty() ? ErrorKind::EmptyAnswer : ErrorKind::NotAnApi;
    return {isJson ? ErrorKind::Garbled : otherwise, shortened(redacted(plainText(trimmed)), 200), status};
}

Error errorFromReply(int status, const QList<Header> &headers, const QByteArray &body)
{
    const auto object = parseReplyObject(body);
    Error error = object ? errorFromWhole(*object, status) : errorFromText(status, body);
    if (const QString id = requestIdFrom(headers); !id.isEmpty())
        error.requestId = id;
    error.isFinal = error.isFinal || saysItIsFinal(headers);
    if (waitingMayHelp(error.kind)) {
        if (const auto wait = retryAfterFrom(headers, QDateTime::currentDateTimeUtc()))
            error.retryAfter = wait;
    }
    return error;
}

Error errorFromWhole(const QJsonObject &reply, int status)
{
    const QJsonObject inner = reply[u"error"_s].toObject();
    Error error = errorFromObject(inner.isEmpty() ? reply : inner, status);
    error.requestId = shortened(withoutControls(reply[u"request_id"_s].toString()), 100);
    return error;
}

Error errorFromObject(const QJsonObject &errorObject, int status)
{
    const int own = statusIn(errorObject);
    Error error;
    error.status = own > 0 ? own : status;
    const QString words = withoutControls(serverWords(errorObject).left(mostWordsRead)).simplified();
    error.kind = kindOf(error.status >= 300 ? error.status : 0, codesIn(errorObject), words);
    error.detail = shortened(redacted(words), mostWords);
    error.isFinal = !errorObject[u"availability"_s][u"retryable"_s].toBool(true);
    if (waitingMayHelp(error.kind))
        error.retryAfter = retryAfterIn(errorObject);
    return error;
}

} // namespace studio
