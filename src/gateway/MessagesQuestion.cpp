#include "gateway/MessagesQuestion.h"

#include "gateway/QuestionFields.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 leastThinking = 1024;

/// Anthropic's own; it refuses every other, "seed" among them.
QStringList knownFields()
{
    return {u"cache_control"_s, u"container"_s,      u"context_management"_s,
            u"diagnostics"_s,   u"inference_geo"_s,  u"max_tokens"_s,
            u"mcp_servers"_s,   u"messages"_s,       u"metadata"_s,
            u"model"_s,         u"output_config"_s,  u"service_tier"_s,
            u"speed"_s,         u"stop_sequences"_s, u"stream"_s,
            u"system"_s,        u"temperature"_s,    u"thinking"_s,
            u"tool_choice"_s,   u"tools"_s,          u"top_k"_s,
            u"top_p"_s};
}

std::optional<ErrorWords> readMessages(const QJsonObject &body, PracticeQuestion &question)
{
    const QJsonArray messages = body[u"messages"_s].toArray();
    if (messages.isEmpty())
        return badFieldWords(u"messages"_s, u"at least one message"_s);
    if (const QJsonValue said = body[u"system"_s]; said.isString() || said.isArray())
        addMessage(question, u"system"_s, said);
    for (const QJsonValue &message : messages) {
        const QString role = message[u"role"_s].toString();
        if (role != "user"_L1 && role != "assistant"_L1)
            return badFieldWords(u"messages"_s, u"the role \"user\" or \"assistant\" in each message"_s);
        if (const auto words = addMessage(question, role, message[u"content"_s]))
            return words;
    }
    return std::nullopt;
}

std::optional<ErrorWords> readTools(const QJsonObject &body, PracticeQuestion &question)
{
    QList<OfferedTool> offered;
    for (const QJsonValue &tool : body[u"tools"_s].toArray()) {
        if (tool[u"input_schema"_s].isObject())
            offered.append({tool[u"name"_s].toString(), tool[u"input_schema"_s].toObject()});
    }
    const QJsonValue choice = body[u"tool_choice"_s];
    if (choice.isString())
        return badFieldWords(u"tool_choice"_s, u"an object with a type"_s);
    const bool isForced = choice[u"type"_s] == "any"_L1 || choice[u"type"_s] == "tool"_L1;
    return isForced ? forceTool(offered, choice[u"name"_s].toString(), question) : std::nullopt;
}

std::optional<ErrorWords> readThinking(const QJsonObject &body, PracticeQuestion &question)
{
    const QJsonValue thinking = body[u"thinking"_s];
    question.mayReason = thinking[u"type"_s] != "disabled"_L1;
    if (thinking[u"type"_s] != "enabled"_L1)
        return std::nullopt;
    const qint64 budget = thinking[u"budget_tokens"_s].toInteger();
    if (budget < leastThinking)
        return badFieldWords(u"thinking.budget_tokens"_s, u"at least %1"_s.arg(leastThinking));
    if (budget >= question.maxTokens.value_or(budget + 1))
        return badFieldWords(u"max_tokens"_s, u"more than thinking.budget_tokens"_s);
    return std::nullopt;
}

} // namespace

std::optional<ErrorWords> readMessagesQuestion(const QJsonObject &body, const PracticeDialect &dialect,
                                               PracticeQuestion &question)
{
    question.isStreaming = body[u"stream"_s].toBool();
    const QJsonValue form = body[u"output_config"_s][u"format"_s];
    readAnswerForm(form, form[u"schema"_s], question);
    if (dialect.service == PracticeService::Anthropic) {
        if (const auto words = refuseUnknown(body, knownFields()))
            return words;
    }
    if (const auto words = readMessages(body, question))
        return words;
    if (const auto words = readLongestAnswer(body, {u"max_tokens"_s}, question))
        return words;
    if (!question.maxTokens && !dialect.isOpenRouter())
        return badFieldWords(u"max_tokens"_s, u"the longest answer, always"_s);
    if (const auto words = readTemperature(body, 1, question))
        return words;
    if (const auto words = readThinking(body, question))
        return words;
    return readTools(body, question);
}

} // namespace studio
