#pragma once

#include "gateway/PracticeModels.h"
#include "gateway/PromptReading.h"

namespace studio
{

struct ChatQuestion;

/// What a practice model says, ready to be put into any wire format.
struct PracticeAnswer
{
    QStringList reasoning = {}; ///< In deltas; one delta counts as one token.
    QStringList text = {};      ///< In deltas.
    bool isRefusal = false;     ///< The text declines.
    bool isCutByLength = false; ///< The longest answer was reached.

    qint64 tokens() const { return reasoning.size() + text.size(); }
};

/// The line that every answer begins with, so that no copy of it can pass for the work of a model.
QString practiceLine();

/// The same question always gives the same answer.
PracticeAnswer practiceAnswer(const ChatQuestion &question, const PracticeModel &model, const Fault *fault);

/// Cut before white space and after at most twelve characters, never inside one.
QStringList deltasOf(const QString &text);

} // namespace studio
