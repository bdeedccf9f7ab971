#pragma once

#include "gateway/PracticeDialect.h"
#include "gateway/PracticeQuestion.h"

namespace studio
{

/// Reads the body of a chat completion request; the words name the field that is wrong.
std::optional<ErrorWords> readChatQuestion(const QJsonObject &body, const PracticeDialect &dialect,
                                           PracticeQuestion &question);

} // namespace studio
