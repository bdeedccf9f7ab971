#pragma once

#include "core/Error.h"
#include "core/Request.h"

class QDateTime;
class QJsonObject;

namespace studio
{

/// What an HTTP status, its headers and a body of any shape mean. The server's words are kept, shortened to
/// 300 characters and rid of everything that looks like a key.
Error errorFromReply(int status, const QList<Header> &headers, const QByteArray &body);

/// Why a body under a good status that is no JSON object is no answer at all.
Error errorFromUnreadable(int status, const QByteArray &body);

/// An error object inside an answer that began with 200. The status is taken from the object when it has one.
Error errorFromObject(const QJsonObject &errorObject, int status = 0);

/// A whole reply that is an error, of any vendor's shape (ServerWords.h, isErrorReply).
Error errorFromWhole(const QJsonObject &reply, int status = 0);

/// Retry-After, retry-after-ms and x-ratelimit-reset in all their forms; nothing for junk and for the past,
/// at most 120 s.
std::optional<std::chrono::milliseconds> retryAfterFrom(const QList<Header> &headers, const QDateTime &now);

/// The text without anything that looks like a key or a bearer value, and without the given secrets.
QString redacted(const QString &text, const QList<QByteArray> &secrets = {});

/// The same text without this one secret, nor its beginning where the text was cut short.
QString withoutSecret(const QString &text, const QByteArray &secret);

/// What may be shown and kept of an error of a server that was given this secret: at most 300 characters of its words.
Error withoutSecret(Error error, const QByteArray &secret);

} // namespace studio
