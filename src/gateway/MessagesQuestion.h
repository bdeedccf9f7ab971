#pragma once

#include "gateway/PracticeDialect.h"
#include "gateway/PracticeQuestion.h"

namespace studio
{

/// Reads the body of a request to Anthropic's Messages; the words name the field that is wrong.
std::optional<ErrorWords> readMessagesQuestion(const QJsonObject &body, const PracticeDialect &dialect,
                                               PracticeQuestion &question);

} // namespace studio
