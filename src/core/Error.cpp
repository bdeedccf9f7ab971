#include "core/Error.h"

#include <QJsonObject>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr std::array<std::pair<ErrorKind, QLatin1StringView>, 33> kindNames{{
    {ErrorKind::Internal, "internal"_L1},
    {ErrorKind::Rejected, "rejected"_L1},
    {ErrorKind::Cancelled, "cancelled"_L1},
    {ErrorKind::Interrupted, "interrupted"_L1},
    {ErrorKind::KeyMissing, "key_missing"_L1},
    {ErrorKind::KeychainFailed, "keychain_failed"_L1},
    {ErrorKind::StorageFailed, "storage_failed"_L1},
    {ErrorKind::NotConnected, "not_connected"_L1},
    {ErrorKind::TlsFailed, "tls_failed"_L1},
    {ErrorKind::ProxyFailed, "proxy_failed"_L1},
    {ErrorKind::ConnectionLost, "connection_lost"_L1},
    {ErrorKind::FirstByteTimeout, "first_byte_timeout"_L1},
    {ErrorKind::IdleTimeout, "idle_timeout"_L1},
    {ErrorKind::TookTooLong, "took_too_long"_L1},
    {ErrorKind::CutOff, "cut_off"_L1},
    {ErrorKind::LinkExpired, "link_expired"_L1},
    {ErrorKind::Redirected, "redirected"_L1},
    {ErrorKind::NotAnApi, "not_an_api"_L1},
    {ErrorKind::Garbled, "garbled"_L1},
    {ErrorKind::TooLarge, "too_large"_L1},
    {ErrorKind::EmptyAnswer, "empty_answer"_L1},
    {ErrorKind::BadRequest, "bad_request"_L1},
    {ErrorKind::Unauthorized, "unauthorized"_L1},
    {ErrorKind::NoCredit, "no_credit"_L1},
    {ErrorKind::Forbidden, "forbidden"_L1},
    {ErrorKind::NotFound, "not_found"_L1},
    {ErrorKind::PayloadTooLarge, "payload_too_large"_L1},
    {ErrorKind::ContextTooLong, "context_too_long"_L1},
    {ErrorKind::RateLimited, "rate_limited"_L1},
    {ErrorKind::Overloaded, "overloaded"_L1},
    {ErrorKind::ServerFault, "server_fault"_L1},
    {ErrorKind::ServerTimeout, "server_timeout"_L1},
    {ErrorKind::Unknown, "unknown"_L1},
}};

} // namespace

QLatin1StringView nameOf(ErrorKind kind)
{
    for (const auto &[each, name] : kindNames) {
        if (each == kind)
            return name;
    }
    return "unknown"_L1;
}

std::optional<ErrorKind> errorKindNamed(QStringView name)
{
    for (const auto &[kind, each] : kindNames) {
        if (name == each)
            return kind;
    }
    return std::nullopt;
}

QJsonObject toJson(const Error &error)
{
    QJsonObject object{{u"kind"_s, QString(nameOf(error.kind))}};
    if (error.status != 0)
        object[u"status"_s] = error.status;
    if (!error.detail.isEmpty())
        object[u"detail"_s] = error.detail;
    if (error.retryAfter)
        object[u"retry_after"_s] = double(error.retryAfter->count()) / 1000.0;
    if (!error.requestId.isEmpty())
        object[u"request_id"_s] = error.requestId;
    if (error.isFinal)
        object[u"final"_s] = true;
    return object;
}

Error errorFromJson(const QJsonObject &object)
{
    Error error{errorKindNamed(object[u"kind"_s].toString()).value_or(ErrorKind::Unknown)};
    error.detail = object[u"detail"_s].toString();
    error.status = object[u"status"_s].toInt();
    if (object.contains(u"retry_after"_s))
        error.retryAfter = std::chrono::milliseconds(qint64(object[u"retry_after"_s].toDouble() * 1000.0));
    error.requestId = object[u"request_id"_s].toString();
    error.isFinal = object[u"final"_s].toBool();
    return error;
}

} // namespace studio
