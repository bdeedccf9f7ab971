#include "providers/AnthropicMessages.h"

#include "core/Json.h"
#include "providers/MessagesContent.h"
#include "providers/MessagesDecoder.h"
#include "providers/PostRequest.h"
#include "providers/SettingFields.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// The format demands "max_tokens" of every request. Where nobody set one this is sent: enough for a long answer,
/// and not above what any model that is spoken to in this format can write.
constexpr qint64 usualLongestAnswer = 4096;

/// Chat calls a tool's form "parameters" and wraps it; whatever is not a chat's function stays as it is.
QJsonValue toolFrom(const QJsonValue &given)
{
    if (given[u"type"_s].toString() != "function"_L1)
        return given;
    QJsonObject tool = given[u"function"_s].isObject() ? given[u"function"_s].toObject() : given.toObject();
    tool.remove(u"type"_s);
    const QJsonValue form = tool.take(u"parameters"_s);
    tool[u"input_schema"_s] = form.isObject() ? form : QJsonObject{{u"type"_s, u"object"_s}}; // required here
    return tool;
}

QJsonValue toolsFrom(const QJsonValue &given)
{
    if (!given.isArray())
        return given;
    QJsonArray tools;
    for (const QJsonValue &each : given.toArray())
        tools << toolFrom(each);
    return tools;
}

QJsonObject toolChoiceFrom(const QString &word)
{
    if (word == "required"_L1 || word == "any"_L1)
        return {{u"type"_s, u"any"_s}};
    if (word == "auto"_L1 || word == "none"_L1)
        return {{u"type"_s, word}};
    return {{u"type"_s, u"tool"_s}, {u"name"_s, word}};
}

QJsonObject thinkingFrom(const QJsonValue &budget)
{
    if (budget.toInteger() == 0)
        return {{u"type"_s, u"disabled"_s}};
    return {{u"type"_s, u"enabled"_s}, {u"budget_tokens"_s, budget}};
}

QJsonValue shaped(const QString &setting, const QJsonValue &value)
{
    if (setting == "reasoning_tokens"_L1)
        return thinkingFrom(value);
    if (setting == "answer_schema"_L1)
        return QJsonObject{{u"type"_s, u"json_schema"_s}, {u"schema"_s, value}};
    if (setting == "tools"_L1)
        return toolsFrom(value);
    if (setting == "reasoning_effort"_L1 && value.toString() == "none"_L1)
        return QJsonValue::Undefined; // no effort of this format: it is thinking that is off
    return setting == "tool_choice"_L1 ? QJsonValue(toolChoiceFrom(value.toString())) : value;
}

/// Thinking counts as part of the answer here, so the answer must have room behind it.
qint64 longestAnswer(const QJsonObject &body)
{
    return countFrom(body[u"thinking"_s][u"budget_tokens"_s]).value_or(0) + usualLongestAnswer;
}

} // namespace

Result<Recipe> AnthropicMessages::encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                         bool streaming) const
{
    if (model.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    if (prompt.text.trimmed().isEmpty() && prompt.attachments.isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};
    const QString effort = prompt.settings[u"reasoning_effort"_s].toString();
    if (effort == "minimal"_L1)
        return Error{ErrorKind::Rejected, u"reasoning_effort: this format takes none, low, medium, high, xhigh or max"_s};
    const auto content = messagesContent(prompt);
    if (!content)
        return content.error();

    const QJsonObject message{{u"role"_s, u"user"_s}, {u"content"_s, *content}};
    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"messages"_s, QJsonArray{message}}};
    if (!prompt.instructions.trimmed().isEmpty())
        body[u"system"_s] = withoutLoneSurrogates(prompt.instructions);
    if (streaming)
        body[u"stream"_s] = true;
    addSettings(body, prompt.settings, profile, shaped);
    if (effort == "none"_L1)
        body[u"thinking"_s] = thinkingFrom(0);
    if (!body.contains(u"max_tokens"_s))
        body[u"max_tokens"_s] = longestAnswer(body);

    return Recipe{postRequest(profile, u"/messages"_s, body, streaming)};
}

std::unique_ptr<Decoder> AnthropicMessages::decoder(const Profile &) const
{
    return std::make_unique<MessagesDecoder>();
}

} // namespace studio
