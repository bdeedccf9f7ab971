#pragma once

#include "core/Error.h"

#include <QUrl>

class QNetworkReply;

namespace studio
{

/// Why Qt's finished reply is no answer; nothing when it is one. A status of 400 and more is an answer.
/// What Qt says of TLS comes as text, because the reply itself forgets it.
std::optional<Error> failureOf(const QNetworkReply &reply, bool wasWritten, const QString &tlsReasons);

/// The address that a redirecting answer points to, completed; nothing when it does not redirect.
std::optional<QUrl> redirectTarget(const QNetworkReply &reply);

/// An address as people may see it: scheme, host and port, never path, query or user.
QString hostText(const QUrl &url);

} // namespace studio
