#include "gateway/ChatQuestion.h"

#include "gateway/QuestionFields.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

std::optional<ErrorWords> readMessages(const QJsonArray &messages, PracticeQuestion &question)
{
    if (messages.isEmpty())
        return badFieldWords(u"messages"_s, u"at least one message"_s);
    for (const QJsonValue &message : messages) {
        const QString role = message[u"role"_s].toString();
        if (role.isEmpty())
            return badFieldWords(u"messages"_s, u"a role in each message"_s);
        // "developer" is OpenAI's newer word for "system".
        const QString speaker = role == "developer"_L1 ? u"system"_s : role;
        if (const auto words = addMessage(question, speaker, message[u"content"_s]))
            return words;
    }
    return std::nullopt;
}

std::optional<ErrorWords> readTools(const QJsonObject &body, PracticeQuestion &question)
{
    QList<OfferedTool> offered;
    for (const QJsonValue &tool : body[u"tools"_s].toArray()) {
        const QJsonObject function = tool[u"function"_s].toObject();
        if (tool[u"type"_s] == "function"_L1)
            offered.append({function[u"name"_s].toString(), function[u"parameters"_s].toObject()});
    }
    const QJsonValue choice = body[u"tool_choice"_s];
    const QString name = choice[u"function"_s][u"name"_s].toString();
    const bool isForced = choice == "required"_L1 || !name.isEmpty();
    return isForced ? forceTool(offered, name, question) : std::nullopt;
}

/// OpenAI's word for it, and OpenRouter's object.
bool mayReason(const QJsonObject &body)
{
    const QJsonValue object = body[u"reasoning"_s];
    return body[u"reasoning_effort"_s] != "none"_L1 && object[u"effort"_s] != "none"_L1 &&
           object[u"enabled"_s].toBool(true) && !object[u"exclude"_s].toBool();
}

/// OpenRouter's way to ask for pictures, and WisGate's older one.
std::optional<ErrorWords> readPictures(const QJsonObject &body, PracticeQuestion &question)
{
    const QJsonValue config = body[u"image_config"_s];
    const QJsonArray modalities = body[u"modalities"_s].toArray();
    question.wantsPictures = modalities.contains(u"image"_s) || config.isObject();
    question.mayWrite = modalities.isEmpty() || modalities.contains(u"text"_s);
    return takeOrder(question, config[u"aspect_ratio"_s], config[u"image_size"_s]);
}

} // namespace

std::optional<ErrorWords> readChatQuestion(const QJsonObject &body, const PracticeDialect &,
                                           PracticeQuestion &question)
{
    question.isStreaming = body[u"stream"_s].toBool();
    question.wantsUsage = body[u"stream_options"_s][u"include_usage"_s].toBool();
    question.mayReason = mayReason(body);
    question.seed = body[u"seed"_s];
    const QJsonValue form = body[u"response_format"_s];
    readAnswerForm(form, form[u"json_schema"_s][u"schema"_s], question);
    if (const auto words = readMessages(body[u"messages"_s].toArray(), question))
        return words;
    if (const auto words = readPictures(body, question))
        return words;
    if (const auto words = readLongestAnswer(body, {u"max_completion_tokens"_s, u"max_tokens"_s}, question))
        return words;
    if (const auto words = readTemperature(body, 2, question))
        return words;
    return readTools(body, question);
}

} // namespace studio
