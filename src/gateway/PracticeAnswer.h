#pragma once

#include "gateway/PracticeModels.h"
#include "gateway/PromptReading.h"

namespace studio
{

struct PracticeQuestion;

/// A tool that a practice model wants to be used.
struct PracticeCall
{
    QString name;
    QJsonObject arguments;
    QStringList deltas; ///< The arguments as JSON.
};

/// What a practice model says, ready to be put into any wire format.
struct PracticeAnswer
{
    QStringList reasoning = {};            ///< In deltas; one delta counts as one token.
    QStringList text = {};                 ///< In deltas.
    std::optional<PracticeCall> call = {}; ///< Then there is no text.
    QList<PracticePicture> pictures = {};
    QList<PracticePicture> drafts = {};    ///< Stages on the way to the first of them.
    bool isRefusal = false;                ///< The text declines.
    bool isCutByLength = false;            ///< The longest answer was reached.

    qint64 pictureTokens() const { return 1120 * pictures.size(); }
    qint64 tokens() const
    {
        return reasoning.size() + text.size() + (call ? call->deltas.size() : 0) + pictureTokens();
    }
};

/// The line that every answer begins with, so that no copy of it can pass for the work of a model.
QString practiceLine();

/// The same question always gives the same answer, whatever format it came in.
PracticeAnswer practiceAnswer(const PracticeQuestion &question, const PracticeModel &model,
                              const Fault *fault);

/// Cut before white space and after at most twelve characters, never inside one.
QStringList deltasOf(const QString &text);

} // namespace studio
