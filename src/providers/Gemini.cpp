#include "providers/Gemini.h"

#include "providers/GeminiDecoder.h"
#include "providers/GeminiTools.h"
#include "providers/ModelKinds.h"
#include "providers/PostRequest.h"
#include "providers/SettingFields.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QJsonObject textPart(const QString &text)
{
    return {{u"text"_s, withoutLoneSurrogates(text)}};
}

Result<QJsonArray> partsOf(const Prompt &prompt)
{
    QJsonArray parts;
    if (!prompt.text.trimmed().isEmpty())
        parts << textPart(prompt.text);
    for (const Media &media : prompt.attachments) {
        const QString name = media.name.isEmpty() ? QString(nameOf(media.kind)) : media.name;
        if (media.bytes.isEmpty())
            return Error{ErrorKind::Rejected, u"\"%1\" is empty"_s.arg(name)};
        if (media.mime.isEmpty())
            return Error{ErrorKind::Rejected, u"what kind of file \"%1\" is must be said, and is unknown"_s.arg(name)};
        const QJsonObject data{{u"mimeType"_s, QString::fromLatin1(media.mime)},
                               {u"data"_s, QString::fromLatin1(media.bytes.toBase64())}};
        parts << QJsonObject{{u"inlineData"_s, data}};
    }
    if (parts.isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};
    return parts;
}

/// What the settings say, the profile's defaults among them.
QJsonObject settingsOf(const Prompt &prompt, const Profile &profile)
{
    QJsonObject settings;
    for (const QJsonObject &some : {profile.defaults, prompt.settings}) {
        for (auto each = some.begin(); each != some.end(); ++each) {
            if (checkSettings({{each.key(), *each}}))
                settings[each.key()] = *each;
        }
    }
    return settings;
}

/// To send HIGH for more than high, or nothing, would be another question than the one that was set.
Result<void> checkThinking(const QJsonObject &settings)
{
    const QString effort = settings[u"reasoning_effort"_s].toString();
    if (effort == "xhigh"_L1 || effort == "max"_L1)
        return Error{ErrorKind::Rejected, u"reasoning_effort: Gemini has no thinking level above \"high\""_s};
    if (effort == "none"_L1 && settings[u"reasoning_tokens"_s].toDouble() > 0.0)
        return Error{ErrorKind::Rejected, u"reasoning_effort \"none\" contradicts reasoning_tokens"_s};
    return {};
}

QJsonValue shaped(const QString &setting, const QJsonValue &value, const QJsonObject &settings)
{
    const QString word = value.toString();
    if (setting == "reasoning_effort"_L1)
        return word == "none"_L1 ? QJsonValue(QJsonValue::Undefined) : word.toUpper();
    if (setting == "answer_format"_L1) // a schema is refused with any other type than JSON
        return word == "json"_L1 || settings.contains(u"answer_schema"_s) ? u"application/json"_s : u"text/plain"_s;
    if (setting == "tool_choice"_L1)
        return geminiToolChoice(word);
    if (setting == "resolution"_L1 && word.endsWith(u'k')) // "1k" is refused
        return QString(word.chopped(1) + u'K');
    return value;
}

/// Fields that go with what was set. Like the profile's own they give way to those that "extra" has.
QJsonObject companionsOf(const QJsonObject &settings, const QString &model)
{
    QJsonObject fields;
    const QString effort = settings[u"reasoning_effort"_s].toString();
    const QJsonValue budget = settings[u"reasoning_tokens"_s];
    if (effort == "none"_L1)
        putAt(fields, u"generationConfig.thinkingConfig.thinkingBudget", 0); // the levels have no word for it
    else if (!effort.isEmpty() || budget.toDouble() > 0.0) // asking for thoughts without thinking is refused
        putAt(fields, u"generationConfig.thinkingConfig.includeThoughts", true);
    if (settings.contains(u"answer_schema"_s))
        putAt(fields, u"generationConfig.responseMimeType", u"application/json"_s);
    // A model that makes pictures makes none unless it is told to, and one that makes none refuses to be told: the
    // model's row is not known here, but only of the former a shape or size of pictures is asked.
    if (settings.contains(u"aspect_ratio"_s) || settings.contains(u"resolution"_s)
        || outputsFromId(model).contains("image"_L1))
        putAt(fields, u"generationConfig.responseModalities", QJsonArray{u"TEXT"_s, u"IMAGE"_s});
    return fields;
}

Result<QJsonObject> bodyOf(const Prompt &prompt, const QString &model, const Profile &profile)
{
    const QJsonObject settings = settingsOf(prompt, profile);
    const auto parts = partsOf(prompt);
    const auto thinking = checkThinking(settings);
    const auto tools = geminiToolsFrom(settings[u"tools"_s]);
    if (!parts)
        return parts.error();
    if (!thinking)
        return thinking.error();
    if (!tools)
        return tools.error();

    QJsonObject body{{u"contents"_s, QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"parts"_s, *parts}}}}};
    if (!prompt.instructions.trimmed().isEmpty())
        body[u"systemInstruction"_s] = QJsonObject{{u"parts"_s, QJsonArray{textPart(prompt.instructions)}}};
    addSettings(body, settings, profile, [&](const QString &setting, const QJsonValue &value) {
        return setting == "tools"_L1 ? QJsonValue(*tools) : shaped(setting, value, settings);
    });
    Profile companions;
    companions.extraFields = companionsOf(settings, model);
    addSettings(body, {}, companions);
    return body;
}

/// The model's id as one segment of the path, whatever is in it. Lists name models with "models/" before the id.
QString segmentOf(QString model)
{
    while (model.startsWith("models/"_L1))
        model.remove(0, 7);
    return QString::fromLatin1(QUrl::toPercentEncoding(withoutLoneSurrogates(model)));
}

} // namespace

Result<Recipe> Gemini::encode(const Prompt &prompt, const QString &model, const Profile &profile, bool streaming) const
{
    const QString segment = segmentOf(model);
    if (segment.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    const auto body = bodyOf(prompt, model, profile);
    if (!body)
        return body.error();

    // Without "alt=sse" the stream is one list of JSON that is complete only at its end.
    const QString path = u"/models/"_s + segment + (streaming ? u":streamGenerateContent?alt=sse"_s : u":generateContent"_s);
    return Recipe{postRequest(profile, path, *body, streaming)};
}

std::unique_ptr<Decoder> Gemini::decoder(const Profile &) const
{
    return std::make_unique<GeminiDecoder>();
}

} // namespace studio
