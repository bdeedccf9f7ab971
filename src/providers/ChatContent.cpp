#include "providers/ChatContent.h"

#include "providers/MediaReader.h"

#include <QJsonArray>

#include <array>
#include <utility>

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

/// An entry of "images" or a content part: {"image_url":{"url":...}}, {"image_url":...}, {"url":...},
/// {"b64_json":...}, or the address itself.
void readMedia(const QJsonValue &entry, QLatin1StringView field, MediaKind kind, ChatContent &content)
{
    const QJsonValue outer = entry[field].isUndefined() ? entry : entry[field];
    const QString address = outer.isString() ? outer.toString() : outer[u"url"_s].toString();
    auto media = address.isEmpty() ? mediaFromBase64(outer[u"b64_json"_s].toString()) : mediaFromAddress(address);
    if (!media || (media->bytes.isEmpty() && media->link.isEmpty())) {
        content.oddities << u"a file that cannot be read was left out"_s;
        return;
    }
    if (media->mime.isEmpty() || mediaKindOf(media->mime) == MediaKind::Document)
        media->kind = kind;
    content.media << *media;
}

/// True when the part's type says that it holds a file.
bool readMediaPart(const QJsonValue &part, const QString &type, ChatContent &content)
{
    static constexpr std::array<std::pair<QLatin1StringView, MediaKind>, 3> kinds{{
        {"image_url"_L1, MediaKind::Picture},
        {"video_url"_L1, MediaKind::Video},
        {"audio_url"_L1, MediaKind::Sound},
    }};
    for (const auto &[name, kind] : kinds) {
        if (type != name)
            continue;
        readMedia(part, name, kind, content);
        return true;
    }
    return false;
}

void readCall(const QJsonValue &entry, ChatContent &content)
{
    if (const auto piece = toolPieceFrom(entry))
        content.calls << *piece;
    else
        content.oddities << u"a tool call that is no object was left out"_s;
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
    else if (type == "tool_use"_L1)
        readCall(part, content);
    else if (readMediaPart(part, type, content))
        return;
    else if (part[u"text"_s].isString())
        content.text += part[u"text"_s].toString();
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

/// Spoken words come beside the sound, as text they are the answer.
void readSound(const QJsonValue &audio, ChatContent &content)
{
    content.sound = audio[u"data"_s].toString();
    if (content.text.isEmpty())
        content.text = audio[u"transcript"_s].toString();
}

void readCalls(const QJsonObject &message, ChatContent &content)
{
    const QJsonArray calls = message[u"tool_calls"_s].toArray();
    for (const QJsonValue &call : calls)
        readCall(call, content);
    if (calls.isEmpty() && message[u"function_call"_s].isObject()) // the older name
        readCall(message[u"function_call"_s], content);
}

} // namespace

bool ChatContent::isPlain() const
{
    return refusal.isEmpty() && media.isEmpty() && sound.isEmpty() && calls.isEmpty() && oddities.isEmpty();
}

ChatContent chatContentOf(const QJsonObject &message)
{
    ChatContent content;
    readContent(message[u"content"_s], content);
    content.reasoning = reasoningText(message) + content.reasoning;
    content.refusal += message[u"refusal"_s].toString();
    for (const QJsonValue &image : message[u"images"_s].toArray())
        readMedia(image, "image_url"_L1, MediaKind::Picture, content);
    readSound(message[u"audio"_s], content);
    readCalls(message, content);
    return content;
}

} // namespace studio
