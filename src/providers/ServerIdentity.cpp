#include "providers/ServerIdentity.h"

#include "core/Json.h"
#include "providers/ModelList.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostVersionChars = 40;
constexpr qsizetype mostHosts = 3;
constexpr qint64 smallContext = 8192;  // tokens; a page of text and a long answer just fit
constexpr auto ollamasContext = "4096"_L1; // what Ollama gives every model unless it is told otherwise

QString cleanText(const QJsonValue &value)
{
    return shortened(withoutControls(value.toString().first(qMin(value.toString().size(), 200))).simplified(),
                     mostVersionChars);
}

QString versionOf(ServerKind kind, const ServerAnswers &answers)
{
    switch (kind) {
    case ServerKind::Ollama:
        return cleanText(answers.object(u"/api/version"_s)[u"version"_s]);
    case ServerKind::LlamaCpp:
        return cleanText(answers.object(u"/props"_s)[u"build_info"_s]);
    case ServerKind::Vllm:
        return cleanText(answers.object(u"/version"_s)[u"version"_s]);
    case ServerKind::LiteLlm:
        return cleanText(answers.object(u"/health/readiness"_s)[u"litellm_version"_s]);
    case ServerKind::LocalAi:
        return cleanText(answers.object(u"/.well-known/localai.json"_s)[u"version"_s]);
    case ServerKind::LmStudio:
    case ServerKind::StableDiffusion:
    case ServerKind::Other:
        break;
    }
    return {};
}

std::optional<qsizetype> modelCountOf(ServerKind kind, const ServerAnswers &answers)
{
    if (kind == ServerKind::Ollama)
        return answers.object(u"/api/tags"_s)[u"models"_s].toArray().size();
    const PortAnswer *list = answers.to(ServerAnswers::modelsPath);
    if (!list || list->status != 200)
        return std::nullopt;
    if (const auto models = parseModelList(list->body, {}))
        return models->size();
    return answers.object(ServerAnswers::modelsPath)[u"data"_s].isArray() ? std::optional<qsizetype>(0) : std::nullopt;
}

/// Hosts that Ollama sends prompts to; their names come from it, so they are shown as short plain text.
QString cloudHosts(const ServerAnswers &answers)
{
    QStringList hosts;
    for (const QJsonValue &model : answers.object(u"/api/tags"_s)[u"models"_s].toArray()) {
        const QString named = cleanText(model[u"remote_host"_s]);
        const QString host = QUrl(named).host().isEmpty() ? named : QUrl(named).host();
        if (!host.isEmpty() && !hosts.contains(host))
            hosts << host;
    }
    return hosts.first(qMin(hosts.size(), mostHosts)).join(", "_L1);
}

QList<ServerNote> notesOf(ServerKind kind, const ServerAnswers &answers)
{
    QList<ServerNote> notes;
    if (answers.isLoading())
        notes << ServerNote{ServerNote::Kind::StillLoading};
    std::optional<qint64> context;
    if (kind == ServerKind::LlamaCpp)
        context = countFrom(answers.object(u"/props"_s)[u"default_generation_settings"_s][u"n_ctx"_s]);
    if (kind == ServerKind::Ollama) {
        if (const QString hosts = cloudHosts(answers); !hosts.isEmpty())
            notes << ServerNote{ServerNote::Kind::CloudModels, hosts};
        for (const QJsonValue &loaded : answers.object(u"/api/ps"_s)[u"models"_s].toArray()) {
            const auto tokens = countFrom(loaded[u"context_length"_s]);
            if (tokens && *tokens > 0)
                context = qMin(context.value_or(*tokens), *tokens);
        }
        if (!context)
            notes << ServerNote{ServerNote::Kind::AssumedContext, ollamasContext};
    }
    if (context && *context > 0 && *context <= smallContext)
        notes << ServerNote{ServerNote::Kind::SmallContext, QString::number(*context)};
    return notes;
}

} // namespace

QLatin1StringView wordFor(ServerNote::Kind kind)
{
    switch (kind) {
    case ServerNote::Kind::CloudModels:
        return "cloud_models"_L1;
    case ServerNote::Kind::SmallContext:
        return "small_context"_L1;
    case ServerNote::Kind::AssumedContext:
        return "assumed_context"_L1;
    case ServerNote::Kind::StillLoading:
        return "still_loading"_L1;
    }
    return {};
}

std::optional<ServerIdentity> identityFrom(const QList<PortAnswer> &given)
{
    const ServerAnswers answers(given);
    const auto kind = answers.kind();
    if (!kind && !answers.isCompatible())
        return std::nullopt;
    ServerIdentity identity;
    identity.kind = kind.value_or(ServerKind::Other);
    identity.version = versionOf(identity.kind, answers);
    identity.needsKey = answers.wantsKey();
    identity.models = modelCountOf(identity.kind, answers);
    identity.notes = notesOf(identity.kind, answers);
    return identity;
}

Profile profileFor(const ServerIdentity &identity, const QUrl &base, const QStringList &taken)
{
    Profile profile = renamed(profileForServer(nameOf(identity.kind), base, identity.needsKey, {}), taken);
    switch (identity.kind) {
    case ServerKind::Ollama:
    case ServerKind::LlamaCpp:
    case ServerKind::LmStudio:
        profile.families = {{u"openai-responses"_s}, {u"anthropic-messages"_s}};
        break;
    case ServerKind::LocalAi:
        profile.families = {{u"openai-images"_s}};
        profile.serves = {{.listed = u"image"_s, .dialect = u"openai-images"_s}};
        break;
    case ServerKind::StableDiffusion:
        profile.dialect = u"openai-images"_s;
        break;
    case ServerKind::Vllm:
    case ServerKind::LiteLlm:
    case ServerKind::Other:
        break;
    }
    return profile;
}

} // namespace studio
