#pragma once

#include "core/Error.h"
#include "providers/ResponsesItem.h"

namespace studio
{

// What the events of a streamed response have in common.

/// True for the response itself, which a body is and some events hold.
bool isResponse(const QJsonObject &object);

/// The response that an event is about, or the event where a server put the response in its place.
QJsonObject responseOf(const QJsonObject &event);

/// What an event calls the item that it is about: by its index, else by its id.
QString itemKeyOf(const QJsonObject &event);

ResponsesPlace placeOf(ResponsesPlace::Kind kind, const QJsonObject &event);

bool hasError(const QJsonObject &response);

/// What failed, of an event or a whole response of any shape.
Error errorOf(const QJsonObject &event);

/// True for the codes that a router turns into an answer that is as long as it may be.
bool isLengthCode(const QString &code);

} // namespace studio
