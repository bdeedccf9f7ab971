#pragma once

#include "gateway/PictureOrder.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace studio
{

/// A function that the one who asks has and offers.
struct OfferedTool
{
    QString name;
    QJsonObject schema; ///< Of its arguments, as JSON Schema.
};

/// What a request asks, as far as the practice gateway minds it, whatever wire format it came in.
struct PracticeQuestion
{
    QString model;
    QString prompt; ///< Text of the last user message.
    qint64 promptTokens = 0;
    bool isStreaming = false;
    bool wantsUsage = false; ///< Chat streams count only when asked: stream_options.include_usage
    bool mayReason = true;   ///< False where reasoning is switched off.
    std::optional<qint64> maxTokens = {};
    std::optional<OfferedTool> forcedTool = {};   ///< The answer must be a call of it.
    std::optional<QJsonObject> answerSchema = {}; ///< The answer must be JSON of that form.
    bool wantsJson = false;                       ///< The answer must be JSON.

    /// Who said what, the same for the same words in every format. Pictures and files stand there by digest.
    QJsonArray messages = {};
    QJsonValue temperature = QJsonValue::Undefined;
    QJsonValue seed = QJsonValue::Undefined;
    PictureOrder order = {};      ///< What pictures are to be like, if there are to be any.
    bool wantsPictures = false;   ///< Says so itself, whatever the model is.
    bool mayWrite = true;         ///< False where pictures alone are asked for.
    QJsonObject body = {}; ///< As sent, for what a format repeats in its answer.
};

/// Everything that may vary the answer.
QByteArray varietyOf(const PracticeQuestion &question);

} // namespace studio
