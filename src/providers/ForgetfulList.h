#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

namespace studio
{

/// The endpoints that keep nothing of what they are sent: for each model their tags, as the list has them. Several of
/// one model may share a tag, which is then there as often.
using ForgetfulTags = QHash<QString, QStringList>;

/// OpenRouter's list of endpoints with zero data retention; an entry without a model or a tag is skipped. A list that
/// names none is ErrorKind::Garbled, as is what is no list: "nobody" is said too seldom to be believed.
Result<ForgetfulTags> parseForgetfulList(const QByteArray &json);

} // namespace studio
