#pragma once

#include "core/Model.h"
#include "core/Prompt.h"

namespace studio
{

/// About how many tokens a text has; a rule of thumb, each tokenizer differs.
qint64 guessedTokens(QStringView text);
qint64 guessedTokens(const Prompt &prompt);

/// What one run may cost before it is sent: the prompt's tokens, and the longest answer or an ordinary one.
/// Unknown when the model has no listed price.
Cost guessedCost(const Prompt &prompt, const Model &model);
Cost guessedCost(qint64 promptTokens, const QJsonObject &settings, const Model &model);

} // namespace studio
