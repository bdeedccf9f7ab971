#pragma once

#include "gateway/PracticeDialect.h"
#include "gateway/PracticeQuestion.h"

namespace studio
{

/// Reads the body of a generateContent request; the words name the field that is wrong.
std::optional<ErrorWords> readGeminiQuestion(const QJsonObject &body, const PracticeDialect &dialect,
                                             PracticeQuestion &question);

} // namespace studio
