#include "providers/ChatContent.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// "thinking" is a text, or a list of parts with a text each.
QString thinkingText(const QJsonValue &thinking)
{
    if (thinking.isString())
        return thinking.toString();
    QString text;
    for (const QJsonValue &part : thinking.toArray())
        text += part[u"text"_s].toString();
    return text;
}

void readPart(const QJsonValue &part, ChatContent &content)
{
    const QString type = part[u"type"_s].toString();
    if (part.isString())
        content.text += part.toString();
    else if (type == "thinking"_L1 || type == "reasoning"_L1)
        content.reasoning += thinkingText(part[u"thinking"_s].isUndefined() ? part[u"text"_s] : part[u"thinking"_s]);
    else if (type == "refusal"_L1)
        content.refusal += part[u"refusal"_s].toString();
    else if (part[u"text"_s].isString())
        content.text += part[u"text"_s].toString();
    else if (type == "image_url"_L1 || type == "tool_use"_L1)
        content.hasOther = true;
    else
        content.oddities << u"a content part without text was left out"_s;
}

void readContent(const QJsonValue &value, ChatContent &content)
{
    if (value.isArray()) {
        for (const QJsonValue &part : value.toArray())
            readPart(part, content);
    } else if (value.isString() || value.isObject()) {
        readPart(value, content);
    } else if (!value.isNull() && !value.isUndefined()) {
        content.oddities << u"content that is neither text nor a list was left out"_s;
    }
}

QString detailsText(const QJsonArray &details)
{
    QString text;
    for (const QJsonValue &detail : details) {
        const QString part = detail[u"text"_s].toString();
        text += part.isEmpty() ? detail[u"summary"_s].toString() : part;
    }
    return text;
}

/// Servers repeat the same reasoning under several names; the first that holds text is shown.
QString reasoningText(const QJsonObject &message)
{
    for (const QString &name : {u"reasoning"_s, u"reasoning_content"_s}) {
        const QString text = thinkingText(message[name]);
        if (!text.isEmpty())
            return text;
    }
    return detailsText(message[u"reasoning_details"_s].toArray());
}

} // namespace

ChatContent chatContentOf(const QJsonObject &message)
{
    ChatContent content;
    readContent(message[u"content"_s], content);
    content.reasoning = reasoningText(message) + content.reasoning;
    content.refusal += message[u"refusal"_s].toString();
    const bool hasTools = !message[u"tool_calls"_s].toArray().isEmpty() || message[u"function_call"_s].isObject();
    const bool hasMedia = !message[u"images"_s].toArray().isEmpty() || message[u"audio"_s].isObject();
    content.hasOther = content.hasOther || hasTools || hasMedia;
    return content;
}

} // namespace studio
