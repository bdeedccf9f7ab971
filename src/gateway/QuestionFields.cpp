#include "gateway/QuestionFields.h"

#include "core/Json.h"
#include "gateway/PictureSize.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 tokensPerMessage = 4;
constexpr qint64 charsPerToken = 4;
constexpr qint64 tokensPerAttachment = 258;

/// Where the formats keep the bytes or the address of what is not text, behind the part's own name for it.
QString attachedData(const QJsonObject &part)
{
    for (const QString &holder :
         {u"image_url"_s, u"file"_s, u"input_audio"_s, u"video_url"_s, u"source"_s, u"inlineData"_s,
          u"inline_data"_s, u"fileData"_s, u"file_data"_s, u"file_url"_s}) {
        const QJsonValue held = part[holder];
        if (held.isString())
            return held.toString();
        for (const QString &name : {u"url"_s, u"file_data"_s, u"data"_s, u"fileUri"_s, u"file_uri"_s}) {
            if (held[name].isString())
                return held[name].toString();
        }
    }
    return {};
}

bool isAddress(const QString &data)
{
    return data.startsWith("https://"_L1) || data.startsWith("http://"_L1) || data.startsWith("gs://"_L1);
}

/// The same for the same bytes, however they are wrapped, and for the same address; empty when they cannot be read.
QString digestOf(const QString &data, const std::optional<QByteArray> &bytes)
{
    if (!bytes && !isAddress(data))
        return {};
    const QByteArray known = bytes.value_or(data.toUtf8());
    return QString::fromLatin1(QCryptographicHash::hash(known, QCryptographicHash::Sha256).toHex());
}

bool isText(const QJsonObject &part)
{
    const QString type = part[u"type"_s].toString(u"text"_s);
    return part[u"text"_s].isString() && (type == "text"_L1 || type.endsWith("put_text"_L1)) &&
           !part[u"thought"_s].toBool();
}

} // namespace

std::optional<QByteArray> attachedBytes(const QString &data)
{
    if (isAddress(data))
        return std::nullopt;
    const QByteArray text = data.toUtf8();
    const qsizetype comma = data.startsWith("data:"_L1) ? text.indexOf(',') : -1;
    const auto decoded =
        QByteArray::fromBase64Encoding(text.sliced(comma + 1), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && !decoded.decoded.isEmpty() ? std::optional(decoded.decoded) : std::nullopt;
}

std::optional<ErrorWords> addMessage(PracticeQuestion &question, const QString &role,
                                     const QJsonValue &content)
{
    QStringList texts;
    QJsonArray attached;
    QList<QByteArray> files;
    if (content.isString())
        texts += content.toString();
    for (const QJsonValue &each : content.toArray()) {
        const QJsonObject part = each.toObject();
        if (isText(part))
            texts += part[u"text"_s].toString();
        const QString data = attachedData(part);
        if (data.isEmpty())
            continue;
        const auto bytes = attachedBytes(data);
        const QString digest = digestOf(data, bytes);
        if (digest.isEmpty())
            return badFieldWords(u"content"_s, u"base64 or an address in each picture and file"_s);
        attached += digest;
        if (bytes)
            files += *bytes;
    }
    const QString text = texts.join(u'\n');
    QJsonObject message{{u"role"_s, role}, {u"content"_s, text}};
    if (!attached.isEmpty())
        message[u"attached"_s] = attached;
    question.messages += message;
    question.promptTokens += tokensPerMessage + (text.size() + charsPerToken - 1) / charsPerToken;
    question.promptTokens += attached.size() * tokensPerAttachment;
    if (role == "user"_L1) {
        question.prompt = text;
        question.order.references = files;
    }
    return std::nullopt;
}

std::optional<ErrorWords> takeOrder(PracticeQuestion &question, const QJsonValue &ratio, const QJsonValue &tier)
{
    const auto size = pictureSizeFrom(ratio.toString(), tier.toString());
    if (!size)
        return badFieldWords(u"aspect_ratio and size"_s, u"a ratio such as 16:9, and 512, 1K, 2K or 4K"_s);
    question.order.size = *size;
    question.order.prompt = question.prompt;
    question.order.seed = question.seed.toInteger();
    return std::nullopt;
}

std::optional<ErrorWords> readLongestAnswer(const QJsonObject &fields, const QStringList &names,
                                            PracticeQuestion &question)
{
    for (const QString &name : names) {
        const QJsonValue value = fields[name];
        if (value.isUndefined() || value.isNull())
            continue;
        question.maxTokens = countFrom(value);
        if (!question.maxTokens || *question.maxTokens < 1)
            return badFieldWords(name, u"a whole number from 1 on"_s);
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<ErrorWords> readTemperature(const QJsonObject &fields, double most, PracticeQuestion &question)
{
    const QJsonValue value = fields[u"temperature"_s];
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    if (!(value.toDouble(-1) >= 0 && value.toDouble() <= most))
        return badFieldWords(u"temperature"_s, u"a number from 0 to %1"_s.arg(most));
    question.temperature = value;
    return std::nullopt;
}

std::optional<ErrorWords> forceTool(const QList<OfferedTool> &offered, const QString &name,
                                    PracticeQuestion &question)
{
    const auto found = std::find_if(offered.begin(), offered.end(), [&name](const OfferedTool &tool) {
        return name.isEmpty() || tool.name == name;
    });
    if (found != offered.end())
        question.forcedTool = *found;
    else if (!name.isEmpty())
        return badFieldWords(u"tool_choice"_s, u"the name of a tool in \"tools\""_s);
    return std::nullopt;
}

void readAnswerForm(const QJsonValue &form, const QJsonValue &schema, PracticeQuestion &question)
{
    question.wantsJson = form[u"type"_s] == "json_object"_L1;
    if (form[u"type"_s] == "json_schema"_L1)
        question.answerSchema = schema.toObject();
}

std::optional<ErrorWords> refuseUnknown(const QJsonObject &fields, const QStringList &known)
{
    for (const QString &name : fields.keys()) {
        if (!known.contains(name)) {
            return ErrorWords{400, u"Unknown field: %1"_s.arg(name), u"invalid_request_error"_s,
                              u"unknown_parameter"_s, u"invalid_request"_s};
        }
    }
    return std::nullopt;
}

} // namespace studio
