#include "providers/OpenAiChat.h"

#include "providers/ChatDecoder.h"
#include "providers/ChatParts.h"
#include "providers/PostRequest.h"
#include "providers/SettingFields.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QJsonObject message(const QString &role, const QJsonValue &content)
{
    return {{u"role"_s, role}, {u"content"_s, content}};
}

/// Text alone is a plain string: several servers reject or garble the form with parts. With files it comes first.
Result<QJsonValue> userContent(const Prompt &prompt, const Profile &profile)
{
    const QString text = withoutLoneSurrogates(prompt.text);
    if (prompt.attachments.isEmpty())
        return QJsonValue(text);
    const auto files = chatPartsOf(prompt.attachments, profile);
    if (!files)
        return files.error();
    QJsonArray parts = *files;
    if (!text.trimmed().isEmpty())
        parts.prepend(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, text}});
    return QJsonValue(parts);
}

QJsonValue shaped(const QString &setting, const QJsonValue &value)
{
    if (setting == "answer_format"_L1)
        return QJsonObject{{u"type"_s, value.toString() == "json"_L1 ? u"json_object"_s : u"text"_s}};
    if (setting == "answer_schema"_L1) {
        const QJsonObject schema{{u"name"_s, u"answer"_s}, {u"strict"_s, true}, {u"schema"_s, value}};
        return QJsonObject{{u"type"_s, u"json_schema"_s}, {u"json_schema"_s, schema}};
    }
    if (setting == "tools"_L1 && value.isObject()) // a single one
        return QJsonArray{value};
    const QString word = value.toString();
    if (setting == "tool_choice"_L1 && word != "auto"_L1 && word != "none"_L1 && word != "required"_L1)
        return QJsonObject{{u"type"_s, u"function"_s}, {u"function"_s, QJsonObject{{u"name"_s, word}}}};
    return value;
}

} // namespace

Result<Recipe> OpenAiChat::encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                  bool streaming) const
{
    if (model.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    if (prompt.text.trimmed().isEmpty() && prompt.attachments.isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};

    const auto content = userContent(prompt, profile);
    if (!content)
        return content.error();
    QJsonArray messages;
    if (!prompt.instructions.trimmed().isEmpty())
        messages << message(u"system"_s, withoutLoneSurrogates(prompt.instructions));
    messages << message(u"user"_s, *content);

    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"messages"_s, messages}};
    addSettings(body, prompt.settings, profile, shaped);
    body.remove(u"stream"_s); // how the answer comes is not for "extra" to say
    if (streaming) {
        body[u"stream"_s] = true;
        if (profile.asksForUsage)
            body[u"stream_options"_s] = QJsonObject{{u"include_usage"_s, true}};
    }

    return Recipe{postRequest(profile, u"/chat/completions"_s, body, streaming)};
}

std::unique_ptr<Decoder> OpenAiChat::decoder(const Profile &) const
{
    return std::make_unique<ChatDecoder>();
}

} // namespace studio
