#include "providers/OpenAiResponses.h"

#include "providers/MediaReader.h"
#include "providers/PostRequest.h"
#include "providers/ResponsesDecoder.h"
#include "providers/SettingFields.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray mimeOf(const Media &media)
{
    if (!media.mime.isEmpty())
        return media.mime;
    const QByteArray seen = mimeOfBytes(media.bytes);
    return seen.isEmpty() ? "application/octet-stream" : seen;
}

QString dataAddress(const Media &media)
{
    return QString::fromLatin1("data:" + mimeOf(media) + ";base64," + media.bytes.toBase64());
}

/// The format's word for a sound of that type; empty when it takes none such.
QString soundFormat(const QByteArray &mime)
{
    if (mime == "audio/mpeg" || mime == "audio/mp3")
        return u"mp3"_s;
    const QList<QByteArray> wave{"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"};
    return wave.contains(mime) ? u"wav"_s : QString();
}

Result<QJsonObject> soundPart(const Media &media)
{
    const QString format = soundFormat(mimeOf(media));
    if (format.isEmpty())
        return Error{ErrorKind::Rejected, u"\"%1\" is neither an MP3 nor a WAV file"_s.arg(media.name)};
    const QJsonObject sound{{u"data"_s, QString::fromLatin1(media.bytes.toBase64())}, {u"format"_s, format}};
    return QJsonObject{{u"type"_s, u"input_audio"_s}, {u"input_audio"_s, sound}};
}

Result<QJsonObject> partOf(const Media &media)
{
    if (media.bytes.isEmpty())
        return Error{ErrorKind::Rejected, u"\"%1\" is empty"_s.arg(media.name)};
    switch (media.kind) {
    case MediaKind::Picture: // "detail" is not optional
        return QJsonObject{
            {u"type"_s, u"input_image"_s}, {u"detail"_s, u"auto"_s}, {u"image_url"_s, dataAddress(media)}};
    case MediaKind::Video:
        return QJsonObject{{u"type"_s, u"input_video"_s}, {u"video_url"_s, dataAddress(media)}};
    case MediaKind::Sound:
        return soundPart(media);
    case MediaKind::Document: {
        const QString name = media.name.isEmpty() ? u"file"_s : withoutLoneSurrogates(media.name);
        return QJsonObject{{u"type"_s, u"input_file"_s}, {u"filename"_s, name}, {u"file_data"_s, dataAddress(media)}};
    }
    }
    Q_UNREACHABLE();
}

/// Text alone is a plain string, which every server takes.
Result<QJsonValue> inputOf(const Prompt &prompt)
{
    const QString text = withoutLoneSurrogates(prompt.text);
    if (prompt.attachments.isEmpty())
        return QJsonValue(text);
    QJsonArray parts;
    if (!text.trimmed().isEmpty())
        parts << QJsonObject{{u"type"_s, u"input_text"_s}, {u"text"_s, text}};
    for (const Media &media : prompt.attachments) {
        const auto part = partOf(media);
        if (!part)
            return part.error();
        parts << *part;
    }
    return QJsonValue(QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, parts}}});
}

/// Tools are written as for a chat, with what the function is in an object of its own; here it stands one level up.
QJsonValue flattened(const QJsonValue &tools)
{
    if (!tools.isArray())
        return tools;
    QJsonArray flat;
    for (const QJsonValue &each : tools.toArray()) {
        QJsonObject tool = each.toObject();
        const QJsonObject function = tool.take(u"function"_s).toObject();
        for (auto field = function.begin(); field != function.end(); ++field)
            tool[field.key()] = *field;
        flat << (each.isObject() ? QJsonValue(tool) : each);
    }
    return flat;
}

QJsonValue shaped(const QString &setting, const QJsonValue &value)
{
    if (setting == "answer_format"_L1)
        return QJsonObject{{u"type"_s, value.toString() == "json"_L1 ? u"json_object"_s : u"text"_s}};
    if (setting == "answer_schema"_L1)
        return QJsonObject{
            {u"type"_s, u"json_schema"_s}, {u"name"_s, u"answer"_s}, {u"strict"_s, true}, {u"schema"_s, value}};
    if (setting == "tools"_L1)
        return flattened(value);
    const QString word = value.toString();
    if (setting == "tool_choice"_L1 && word != "auto"_L1 && word != "none"_L1 && word != "required"_L1)
        return QJsonObject{{u"type"_s, u"function"_s}, {u"name"_s, word}};
    return value;
}

} // namespace

Result<Recipe> OpenAiResponses::encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                       bool streaming) const
{
    if (model.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    if (prompt.text.trimmed().isEmpty() && prompt.attachments.isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};
    const auto input = inputOf(prompt);
    if (!input)
        return input.error();

    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"input"_s, *input}};
    if (!prompt.instructions.trimmed().isEmpty())
        body[u"instructions"_s] = withoutLoneSurrogates(prompt.instructions);
    if (streaming)
        body[u"stream"_s] = true;
    addSettings(body, prompt.settings, profile, shaped);
    return Recipe{postRequest(profile, u"/responses"_s, body, streaming)};
}

std::unique_ptr<Decoder> OpenAiResponses::decoder(const Profile &) const
{
    return std::make_unique<ResponsesDecoder>();
}

} // namespace studio
