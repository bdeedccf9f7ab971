#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QUrl>

namespace studio
{

struct Header
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Header &) const = default;
};

/// Where the key goes when the request is sent: "Authorization" and "Bearer ".
struct SecretHeader
{
    QByteArray name;
    QByteArray prefix;

    bool operator==(const SecretHeader &) const = default;
};

/// One HTTP request without the secret in it. What is sent, shown, stored and exported is this value.
struct Request
{
    QByteArray method = "POST";
    QUrl base;                                ///< http(s), host, port, path prefix; no query, user or fragment.
    QString path;                             ///< Starts with '/', goes behind the base's path; may carry a query.
    QList<Header> headers = {};               ///< Those we set ourselves, in order; never the secret.
    std::optional<SecretHeader> secret = {};  ///< Nothing when the server takes no key.
    QByteArray body = {};
    bool isStreaming = false;                 ///< The answer was asked for event by event.

    bool operator==(const Request &) const = default;
    QUrl url() const;
};

/// The value of the secret's header as people may see it: "Bearer ••••".
QByteArray maskedSecret(const SecretHeader &header);

/// Request line, headers and body, byte for byte, with the secret masked: "What was sent".
QByteArray wireText(const Request &request);

/// An address that a user may type as a server's base: http or https, a host, no user, query or fragment;
/// plain http only for this computer. A known endpoint tail and trailing slashes are taken off.
/// ErrorKind::Rejected says what is wrong.
Result<QUrl> parseBaseUrl(QStringView text);

/// True for 127.0.0.0/8, ::1, v4-mapped loopback and "localhost".
bool isLoopback(const QUrl &url);

/// Same scheme, host and port: the only place a secret may go.
bool isSameOrigin(const QUrl &a, const QUrl &b);

QJsonObject toJson(const Request &request);
Result<Request> requestFromJson(const QJsonObject &object);

} // namespace studio

Q_DECLARE_METATYPE(studio::Request)
