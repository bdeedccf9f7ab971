#include "providers/ResponsesItem.h"

#include "providers/MediaReader.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Kind = ResponsesPlace::Kind;

void readContent(const QJsonValue &content, int index, ResponsesItem &read)
{
    const QJsonArray parts = content.toArray();
    if (content.isString())
        read.texts << ResponsesText{{Kind::Text, index, 0}, content.toString()};
    for (int number = 0; number < int(parts.size()); ++number) {
        if (const auto text = responsesTextOf(parts[number].toObject(), index, number))
            read.texts << *text;
        else
            read.oddities << u"a content part without text was left out"_s;
    }
}

QString joined(const QList<ResponsesText> &texts)
{
    QString all;
    for (const ResponsesText &each : texts)
        all += each.text;
    return all;
}

/// Some servers repeat the reasoning itself as its summary.
void readReasoning(const QJsonObject &item, int index, ResponsesItem &read)
{
    const QJsonArray summary = item[u"summary"_s].toArray();
    QList<ResponsesText> summaries;
    for (int number = 0; number < int(summary.size()); ++number)
        summaries << ResponsesText{{Kind::Summary, index, number}, summary[number][u"text"_s].toString()};
    readContent(item[u"content"_s], index, read);
    for (ResponsesText &each : read.texts)
        each.place.kind = Kind::Reasoning;
    if (joined(summaries) != joined(read.texts))
        read.texts = summaries + read.texts;
}

void readPicture(const QJsonObject &item, ResponsesItem &read)
{
    for (const QString &name : {u"result"_s, u"imageB64"_s, u"imageUrl"_s}) {
        const QString text = item[name].toString();
        if (!text.isEmpty() && !read.picture)
            read.picture = responsesPictureOf(text, item[u"output_format"_s].toString());
    }
    if (!read.picture)
        read.oddities << u"a picture item without a picture was left out"_s;
}

ToolCalled callIn(const QJsonObject &item, const QString &argumentsName)
{
    return {cleanName(item[u"call_id"_s].toString()), cleanName(item[u"name"_s].toString()),
            item[argumentsName].toString()};
}

} // namespace

ResponsesItem responsesItemOf(const QJsonObject &item, int index)
{
    ResponsesItem read;
    const QString type = item[u"type"_s].toString();
    const QString role = item[u"role"_s].toString();
    const bool isMessage = type == "message"_L1 || (type.isEmpty() && item.contains(u"content"_s));
    if (isMessage && (role.isEmpty() || role == "assistant"_L1))
        readContent(item[u"content"_s], index, read);
    else if (type == "reasoning"_L1)
        readReasoning(item, index, read);
    else if (type == "function_call"_L1)
        read.call = callIn(item, u"arguments"_s);
    else if (type == "custom_tool_call"_L1)
        read.call = callIn(item, u"input"_s);
    else if (type == "image_generation_call"_L1 || type == "openrouter:image_generation"_L1)
        readPicture(item, read);
    return read;
}

std::optional<ResponsesText> responsesTextOf(const QJsonObject &part, int item, int number)
{
    const QString type = part[u"type"_s].toString();
    if (type == "refusal"_L1)
        return ResponsesText{{Kind::Refusal, item, number}, part[u"refusal"_s].toString()};
    if (!part[u"text"_s].isString() && !part[u"text"_s].isNull())
        return std::nullopt;
    const Kind kind = type == "reasoning_text"_L1 ? Kind::Reasoning
        : type == "summary_text"_L1               ? Kind::Summary
                                                  : Kind::Text;
    return ResponsesText{{kind, item, number}, part[u"text"_s].toString()};
}

std::optional<Media> responsesPictureOf(const QString &text, const QString &format)
{
    static constexpr std::array formats{"png"_L1, "jpeg"_L1, "webp"_L1};
    const bool isKnown = std::find(formats.begin(), formats.end(), format) != formats.end();
    const QByteArray mime = isKnown ? "image/" + format.toLatin1() : QByteArray();
    if (text.startsWith("http:"_L1, Qt::CaseInsensitive) || text.startsWith("https:"_L1, Qt::CaseInsensitive))
        return mediaFromAddress(text, mime);
    return mediaFromBase64(text, mime);
}

} // namespace studio
