#include "gateway/ResponsesQuestion.h"

#include "gateway/PictureQuestion.h"
#include "gateway/QuestionFields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// OpenAI's own; it refuses every other, "seed" among them.
QStringList knownFields()
{
    return {u"background"_s,
            u"context_management"_s,
            u"conversation"_s,
            u"include"_s,
            u"input"_s,
            u"instructions"_s,
            u"max_output_tokens"_s,
            u"max_tool_calls"_s,
            u"metadata"_s,
            u"model"_s,
            u"moderation"_s,
            u"parallel_tool_calls"_s,
            u"previous_response_id"_s,
            u"prompt"_s,
            u"prompt_cache_key"_s,
            u"prompt_cache_options"_s,
            u"prompt_cache_retention"_s,
            u"reasoning"_s,
            u"safety_identifier"_s,
            u"service_tier"_s,
            u"store"_s,
            u"stream"_s,
            u"stream_options"_s,
            u"temperature"_s,
            u"text"_s,
            u"tool_choice"_s,
            u"tools"_s,
            u"top_logprobs"_s,
            u"top_p"_s,
            u"truncation"_s,
            u"user"_s};
}

/// The input is a text, or a list of messages and of items such as earlier calls and their results.
std::optional<ErrorWords> readInput(const QJsonObject &body, PracticeQuestion &question)
{
    const QJsonValue input = body[u"input"_s];
    if (const QJsonValue said = body[u"instructions"_s]; said.isString())
        addMessage(question, u"system"_s, said);
    if (input.isString())
        return addMessage(question, u"user"_s, input);
    if (input.toArray().isEmpty())
        return badFieldWords(u"input"_s, u"a text or a list with at least one message"_s);
    for (const QJsonValue &item : input.toArray()) {
        const QString type = item[u"type"_s].toString(u"message"_s);
        if (type != "message"_L1)
            continue;
        const QString role = item[u"role"_s].toString();
        if (!QStringList{u"user"_s, u"assistant"_s, u"system"_s, u"developer"_s}.contains(role))
            return badFieldWords(u"input"_s, u"a known role in each message"_s);
        const QString speaker = role == "developer"_L1 ? u"system"_s : role;
        if (const auto words = addMessage(question, speaker, item[u"content"_s]))
            return words;
    }
    return std::nullopt;
}

std::optional<ErrorWords> readTools(const QJsonObject &body, PracticeQuestion &question)
{
    QList<OfferedTool> offered;
    for (const QJsonValue &tool : body[u"tools"_s].toArray()) {
        if (tool[u"function"_s].isObject()) // the shape of chat completions
            return badFieldWords(u"tools[0].name"_s, u"the name of a function"_s);
        if (tool[u"type"_s] == "function"_L1)
            offered.append({tool[u"name"_s].toString(), tool[u"parameters"_s].toObject()});
    }
    const QJsonValue choice = body[u"tool_choice"_s];
    const QString name = choice[u"name"_s].toString();
    const bool isForced = choice == "required"_L1 || !name.isEmpty();
    return isForced ? forceTool(offered, name, question) : std::nullopt;
}

/// OpenAI makes pictures with a tool, OpenRouter as models of chats do.
std::optional<ErrorWords> readPictures(const QJsonObject &body, PracticeQuestion &question)
{
    const QJsonValue config = body[u"image_config"_s];
    const QJsonArray modalities = body[u"modalities"_s].toArray();
    question.wantsPictures = modalities.contains(u"image"_s) || config.isObject();
    question.mayWrite = modalities.isEmpty() || modalities.contains(u"text"_s);
    if (const auto words = takeOrder(question, config[u"aspect_ratio"_s], config[u"image_size"_s]))
        return words;
    for (const QJsonValue &tool : body[u"tools"_s].toArray()) {
        if (tool[u"type"_s] != "image_generation"_L1)
            continue;
        question.wantsPictures = true;
        question.order.stages = int(std::clamp<qint64>(tool[u"partial_images"_s].toInteger(), 0, 3));
        return readPictureSettings(tool.toObject(), question.order);
    }
    return std::nullopt;
}

/// Nothing is kept here from one request to the next; OpenRouter's is the same.
std::optional<ErrorWords> refuseMemory(const QJsonObject &body, const PracticeDialect &dialect)
{
    if (body[u"previous_response_id"_s].isString()) {
        return ErrorWords{400, u"previous_response_id: there is no response of that id"_s,
                          u"invalid_request_error"_s, u"previous_response_not_found"_s, u"invalid_request"_s};
    }
    if (dialect.isOpenRouter() && body[u"store"_s].toBool())
        return badFieldWords(u"store"_s, u"false: responses are not kept"_s);
    return std::nullopt;
}

} // namespace

std::optional<ErrorWords> readResponsesQuestion(const QJsonObject &body, const PracticeDialect &dialect,
                                                PracticeQuestion &question)
{
    question.isStreaming = body[u"stream"_s].toBool();
    question.mayReason = body[u"reasoning"_s][u"effort"_s] != "none"_L1;
    question.seed = body[u"seed"_s];
    const QJsonValue form = body[u"text"_s][u"format"_s];
    readAnswerForm(form, form[u"schema"_s], question);
    if (dialect.service == PracticeService::OpenAi) {
        if (const auto words = refuseUnknown(body, knownFields()))
            return words;
    }
    if (const auto words = refuseMemory(body, dialect))
        return words;
    if (const auto words = readInput(body, question))
        return words;
    if (const auto words = readPictures(body, question))
        return words;
    if (const auto words = readLongestAnswer(body, {u"max_output_tokens"_s}, question))
        return words;
    if (const auto words = readTemperature(body, 2, question))
        return words;
    return readTools(body, question);
}

} // namespace studio
