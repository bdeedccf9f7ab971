#include "providers/GeminiParts.h"

#include "providers/MediaReader.h"
#include "providers/ServerWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Gateways write names either way: "inlineData" and "inline_data".
QJsonValue eitherOf(const QJsonValue &object, const QString &name, const QString &otherName)
{
    const QJsonValue value = object[name];
    return value.isUndefined() || value.isNull() ? object[otherName] : value;
}

QByteArray mimeIn(const QJsonValue &data)
{
    return eitherOf(data, u"mimeType"_s, u"mime_type"_s).toString().toLatin1();
}

void addMedia(std::optional<Media> media, bool isDraft, const QString &otherwise, EventWriter &events)
{
    if (media) {
        media->isDraft = isDraft; // thinking picture models show the stages they throw away
        events.add(MediaArrived{*media});
    } else {
        events.add(Oddity{otherwise});
    }
}

bool addCall(const QJsonValue &call, EventWriter &events)
{
    const QString name = cleanName(call[u"name"_s].toString());
    if (name.isEmpty()) {
        events.add(Oddity{u"a function call without a name was left out"_s});
        return false;
    }
    const QJsonValue arguments = call[u"args"_s];
    const QByteArray text = arguments.isObject() ? QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact)
                                                 : QByteArray();
    events.add(ToolCalled{cleanName(call[u"id"_s].toString()), name,
                          withoutLoneSurrogates(QString::fromUtf8(text))});
    return true;
}

void readPart(const QJsonObject &part, EventWriter &events, GeminiContent &content)
{
    const bool isThought = part[u"thought"_s].toBool();
    const QJsonValue inlined = eitherOf(part, u"inlineData"_s, u"inline_data"_s);
    const QJsonValue file = eitherOf(part, u"fileData"_s, u"file_data"_s);
    const QJsonValue call = eitherOf(part, u"functionCall"_s, u"function_call"_s);
    const bool isSignature = part.contains(u"thoughtSignature"_s) || part.contains(u"thought_signature"_s);
    if (part[u"text"_s].isString() && isThought) {
        events.addReasoning(part[u"text"_s].toString());
    } else if (part[u"text"_s].isString()) {
        events.addText(part[u"text"_s].toString());
    } else if (call.isObject()) {
        content.hasCall = addCall(call, events) || content.hasCall;
    } else if (inlined.isObject()) {
        content.hasOther = true;
        addMedia(mediaFromBase64(inlined[u"data"_s].toString(), mimeIn(inlined)), isThought,
                 u"inline data that is no base64 was left out"_s, events);
    } else if (file.isObject()) {
        content.hasOther = true;
        addMedia(mediaFromAddress(eitherOf(file, u"fileUri"_s, u"file_uri"_s).toString(), mimeIn(file)), isThought,
                 u"a file whose address leads nowhere was left out"_s, events);
    } else if (!part.isEmpty() && !isSignature) {
        // Code that the server ran is one of these: to be told from the answer it would need words that are ours.
        content.hasOther = true;
        events.add(Oddity{u"a part without text was left out: %1"_s.arg(cleanName(part.keys().join(u' ')))});
    }
}

} // namespace

GeminiContent readGeminiParts(const QJsonValue &parts, EventWriter &events)
{
    GeminiContent content;
    if (!parts.isArray() && !parts.isNull() && !parts.isUndefined())
        events.add(Oddity{u"parts is no list"_s});
    for (const QJsonValue &part : parts.toArray()) {
        if (part.isObject())
            readPart(part.toObject(), events, content);
        else
            events.add(Oddity{u"a part that is no object was left out"_s});
    }
    return content;
}

} // namespace studio
