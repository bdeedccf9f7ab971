#pragma once

#include "core/Confirmation.h"
#include "core/Result.h"

#include <QByteArrayView>
#include <QJsonObject>

namespace studio
{

/// The name of the header that gives an answer's id before its body.
inline constexpr auto generationHeader = "X-Generation-Id";

/// The id that an answer, or an event of it, gives inside its body, in OpenRouter's formats. Empty when there is
/// none; a job's own id is none.
QString generationIdIn(QByteArrayView json);

/// An id as it may be kept: empty for what is none, such as one with spaces or of more than 200 characters.
QString cleanGenerationId(const QString &id);

/// The record that OpenRouter keeps of an answer. ErrorKind::Garbled when it names no cost: there is nothing to
/// confirm then.
Result<Confirmation> confirmationFrom(const QJsonObject &reply);

} // namespace studio
