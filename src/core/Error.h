#pragma once

#include <QLatin1StringView>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

class QJsonObject;

namespace studio
{

/// What went wrong, as far as some code must branch on it. Windows make sentences of it (gui/ErrorText).
enum class ErrorKind {
    Internal,         ///< A promise inside the program was broken.
    Rejected,         ///< Our own refusal of input: a bad address, a bad file, a missing blank.
    Cancelled,        ///< The user stopped it.
    Interrupted,      ///< The program ended before the answer did.
    KeyMissing,       ///< The server needs a key and none is connected.
    KeychainFailed,   ///< The system's keychain is missing, locked or refused.
    StorageFailed,    ///< Database or file could not be read or written.
    NotConnected,     ///< No connection; not one byte of the request was written.
    TlsFailed,        ///< The server could not prove who it is.
    ProxyFailed,      ///< The proxy in between refused.
    ConnectionLost,   ///< The request was written, then the connection ended before an answer began.
    FirstByteTimeout, ///< The server took the request and stayed silent.
    IdleTimeout,      ///< The answer began and then nothing came for too long.
    TookTooLong,      ///< The answer came on and on, beyond the time for all of it.
    CutOff,           ///< The answer ended without its end mark.
    LinkExpired,      ///< A link to a finished file leads nowhere any more.
    Redirected,       ///< The server pointed elsewhere; nothing was sent there.
    NotAnApi,         ///< A web page or something else that is no API answer.
    Garbled,          ///< An API answer that cannot be read.
    TooLarge,         ///< Ours: something went beyond a limit of HARDENING's table.
    EmptyAnswer,      ///< A finished answer without any content.
    BadRequest,       ///< 400, 409, 412, 422: the server refused a field.
    Unauthorized,     ///< 401.
    NoCredit,         ///< 402, or a quota that needs money.
    Forbidden,        ///< 403.
    NotFound,         ///< 404, 410: model or address unknown.
    PayloadTooLarge,  ///< 413.
    ContextTooLong,   ///< The prompt does not fit the model.
    RateLimited,      ///< 429.
    Overloaded,       ///< 503, 529.
    ServerFault,      ///< 500, 502 and other 5xx.
    ServerTimeout,    ///< 408, 504, 524.
    Unknown,          ///< A status or shape we do not recognise.
};

/// The kind's name in files and on the command line: "rate_limited".
QLatin1StringView nameOf(ErrorKind kind);
std::optional<ErrorKind> errorKindNamed(QStringView name);

/// A failure. Parts fill it in; only gui/ErrorText makes a sentence of it.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail = {};                                      ///< The server's own words, or ours for developers; redacted.
    int status = 0;                                           ///< HTTP status, 0 when there was none.
    std::optional<std::chrono::milliseconds> retryAfter = {}; ///< What the server asked for, never below zero.
    QString requestId = {};                                   ///< The server's id of this exchange, if it gave one.
    bool isFinal = false;                                     ///< The server said that asking again is of no use.

    bool operator==(const Error &) const = default;
};

/// {"kind":"rate_limited","status":429,"detail":"...","retry_after":20}; absent fields are left out.
QJsonObject toJson(const Error &error);
Error errorFromJson(const QJsonObject &object);

} // namespace studio

Q_DECLARE_METATYPE(studio::Error)
