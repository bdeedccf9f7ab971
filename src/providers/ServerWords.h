#pragma once

#include "core/Json.h"

namespace studio
{

/// One JSON object out of a reply; a list of exactly one object counts as that object.
Result<QJsonObject> parseReplyObject(QByteArrayView text);

/// True when the reply says that something failed, whatever its status was. A reply with choices is one only
/// when it has an "error" as well.
bool isErrorReply(const QJsonObject &reply);

/// The sentence that a person should read, from wherever the vendor put it. Not shortened, not redacted.
QString serverWords(const QJsonObject &error);

/// True for HTML and XML.
bool looksLikeMarkup(QByteArrayView body);

/// A page as plain text: no tags, no scripts, no line ends. Other text loses its control characters only.
QString plainText(QByteArrayView body);

/// At most that many characters, the last one "…" when something is missing.
QString shortened(const QString &text, qsizetype most);

/// Control, line-end and text-direction characters become spaces: for names that a server gives.
QString withoutControls(const QString &text);

/// A name or a single word of a server, however it was written: that, and at most 200 characters.
QString cleanName(const QString &name);

} // namespace studio
