#pragma once

#include "gateway/PracticeAnswer.h"
#include "gateway/PracticeQuestion.h"

namespace studio
{

/// What is wrong where a model cannot make what is asked of it.
std::optional<ErrorWords> mismatch(const PracticeQuestion &question, const PracticeModel &model,
                                   const PracticeDialect &dialect);

/// What the model answers: words, or pictures with the practice line before them where words are wanted.
PracticeAnswer answerTo(const PracticeQuestion &question, const PracticeModel &model, const Fault *fault);

ErrorWords wrongKindWords(const QString &model, const QString &nothing);

} // namespace studio
