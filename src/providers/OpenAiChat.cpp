#include "providers/OpenAiChat.h"

#include "providers/ChatDecoder.h"
#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Text-only messages are plain strings: several servers reject or garble the form with parts.
QJsonObject message(const QString &role, const QString &text)
{
    return {{u"role"_s, role}, {u"content"_s, withoutLoneSurrogates(text)}};
}

/// Only what the user set: every field that is sent by itself is refused by some server.
void addSettings(QJsonObject &body, const QJsonObject &settings, const Profile &profile)
{
    for (const Parameter &parameter : parameters()) {
        const QJsonValue value = settings[parameter.name];
        if (!value.isDouble())
            continue;
        const bool hasOtherName = parameter.name == "max_tokens"_L1 && !profile.maxTokensField.isEmpty();
        body[hasOtherName ? profile.maxTokensField : parameter.name] = value;
    }
}

} // namespace

Result<Recipe> OpenAiChat::encode(const Prompt &prompt, const QString &model, const Profile &profile,
                                  bool streaming) const
{
    if (model.isEmpty())
        return Error{ErrorKind::Rejected, u"no model is chosen"_s};
    if (prompt.text.trimmed().isEmpty())
        return Error{ErrorKind::Rejected, u"the prompt is empty"_s};

    QJsonArray messages;
    if (!prompt.instructions.trimmed().isEmpty())
        messages << message(u"system"_s, prompt.instructions);
    messages << message(u"user"_s, prompt.text);

    QJsonObject body{{u"model"_s, withoutLoneSurrogates(model)}, {u"messages"_s, messages}};
    addSettings(body, prompt.settings, profile);
    if (streaming) {
        body[u"stream"_s] = true;
        if (profile.asksForUsage)
            body[u"stream_options"_s] = QJsonObject{{u"include_usage"_s, true}};
    }

    Request request;
    request.base = profile.base;
    request.path = u"/chat/completions"_s;
    request.headers << Header{"Content-Type", "application/json"}
                    << Header{"Accept", streaming ? "text/event-stream" : "application/json"};
    request.headers += profile.headers;
    request.secret = profile.secret;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Indented).trimmed(); // people read it in "What was sent"
    request.isStreaming = streaming;
    return Recipe{request};
}

std::unique_ptr<Decoder> OpenAiChat::decoder() const
{
    return std::make_unique<ChatDecoder>();
}

} // namespace studio
