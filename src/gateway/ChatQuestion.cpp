#include "gateway/ChatQuestion.h"

#include "core/Json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 tokensPerMessage = 4;
constexpr qint64 charsPerToken = 4;

/// Content is a string or a list of parts.
QString textOf(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    QStringList texts;
    for (const QJsonValue &part : content.toArray()) {
        if (part[u"type"_s].toString() == "text"_L1)
            texts += part[u"text"_s].toString();
    }
    return texts.join(u'\n');
}

std::optional<ErrorWords> readMessages(const QJsonArray &messages, ChatQuestion &question)
{
    for (const QJsonValue &message : messages) {
        const QString role = message[u"role"_s].toString();
        if (role.isEmpty())
            return badFieldWords(u"messages"_s, u"a role in each message"_s);
        const QString text = textOf(message[u"content"_s]);
        question.promptTokens += tokensPerMessage + (text.size() + charsPerToken - 1) / charsPerToken;
        if (role == "user"_L1)
            question.prompt = text;
    }
    return std::nullopt;
}

std::optional<ErrorWords> readLongestAnswer(const QJsonObject &body, ChatQuestion &question)
{
    for (const QString &name : {u"max_completion_tokens"_s, u"max_tokens"_s}) {
        const QJsonValue value = body[name];
        if (value.isUndefined() || value.isNull())
            continue;
        question.maxTokens = countFrom(value);
        if (!question.maxTokens || *question.maxTokens < 1)
            return badFieldWords(name, u"a whole number from 1 on"_s);
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::variant<ChatQuestion, ErrorWords> readChatQuestion(const QByteArray &body)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object)
        return badFieldWords(u"body"_s, u"a JSON object (%1)"_s.arg(object.error().detail));
    ChatQuestion question;
    question.model = object->value(u"model"_s).toString();
    if (question.model.isEmpty())
        return badFieldWords(u"model"_s, u"a model id"_s);
    const QJsonArray messages = object->value(u"messages"_s).toArray();
    if (messages.isEmpty())
        return badFieldWords(u"messages"_s, u"at least one message"_s);
    if (const auto words = readMessages(messages, question))
        return *words;
    if (const auto words = readLongestAnswer(*object, question))
        return *words;
    const QJsonValue temperature = object->value(u"temperature"_s);
    if (!temperature.isUndefined() && !(temperature.toDouble(-1) >= 0 && temperature.toDouble() <= 2))
        return badFieldWords(u"temperature"_s, u"a number from 0 to 2"_s);
    question.isStreaming = object->value(u"stream"_s).toBool();
    question.wantsUsage = object->value(u"stream_options"_s)[u"include_usage"_s].toBool();
    question.seed = QJsonDocument(QJsonArray{messages, temperature, object->value(u"seed"_s)}).toJson();
    return question;
}

} // namespace studio
