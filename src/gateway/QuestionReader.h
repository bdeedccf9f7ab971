#pragma once

#include "gateway/PracticePath.h"
#include "gateway/PracticeQuestion.h"

#include <variant>

namespace studio
{

/// Reads a question in the format of its path; the words name the field that is wrong.
std::variant<PracticeQuestion, ErrorWords> readQuestion(const PracticePath &path, const QByteArray &body);

} // namespace studio
