#include "providers/ServerIdentity.h"

#include "core/Json.h"
#include "providers/ModelList.h"
#include "providers/ServerWords.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostVersionChars = 40;
constexpr qsizetype mostHosts = 3;
constexpr qint64 smallContext = 8192;  // tokens; a page of text and a long answer just fit
constexpr auto ollamasContext = "4096"_L1; // what Ollama gives every model unless it is told otherwise

const QString modelsPath = u"/v1/models"_s;

QString cleanText(const QJsonValue &value)
{
    return shortened(withoutControls(value.toString().first(qMin(value.toString().size(), 200))).simplified(),
                     mostVersionChars);
}

/// The answers by their paths.
class Answers
{
public:
    explicit Answers(const QList<PortAnswer> &answers) : m_answers(answers) {}

    const PortAnswer *to(const QString &path) const
    {
        const auto found = std::find_if(m_answers.begin(), m_answers.end(),
                                        [&path](const PortAnswer &each) { return each.path == path; });
        return found == m_answers.end() ? nullptr : &*found;
    }

    /// Of a good answer; empty when it was none, or no JSON object.
    QJsonObject object(const QString &path) const
    {
        const PortAnswer *answer = to(path);
        return answer && answer->status == 200 ? objectOf(*answer) : QJsonObject();
    }

    static QJsonObject objectOf(const PortAnswer &answer)
    {
        const auto object = parseJsonObject(answer.body);
        return object ? *object : QJsonObject();
    }

    bool any(bool (*holds)(const PortAnswer &)) const { return std::any_of(m_answers.begin(), m_answers.end(), holds); }

private:
    const QList<PortAnswer> &m_answers;
};

bool isLoading(const PortAnswer &answer)
{
    const QJsonValue error = Answers::objectOf(answer)[u"error"_s];
    return answer.status == 503
        && (error[u"type"_s] == u"unavailable_error"_s || error[u"message"_s] == u"Loading model"_s);
}

bool isFromLlamaCpp(const PortAnswer &answer)
{
    return answer.server == "llama.cpp" || isLoading(answer);
}

bool isOllama(const Answers &answers)
{
    return answers.object(u"/api/version"_s)[u"version"_s].isString() && answers.object(u"/api/tags"_s)[u"models"_s].isArray();
}

/// Both of its lists say what each model is for, which no other list there does.
bool isLmStudio(const Answers &answers)
{
    const auto hasTypes = [](const QJsonValue &list, const QString &name, const QString &other) {
        const QJsonArray rows = list.toArray();
        return !rows.isEmpty() && std::all_of(rows.begin(), rows.end(), [&](const QJsonValue &row) {
            return row[name].isString() && row[u"type"_s].isString() && !row[other].isUndefined();
        });
    };
    return hasTypes(answers.object(u"/api/v1/models"_s)[u"models"_s], u"key"_s, u"loaded_instances"_s)
        || hasTypes(answers.object(u"/api/v0/models"_s)[u"data"_s], u"id"_s, u"state"_s);
}

bool isOwnedBy(const Answers &answers, const QString &owner)
{
    return answers.object(modelsPath)[u"data"_s][0][u"owned_by"_s] == owner;
}

bool isStableDiffusion(const Answers &answers)
{
    const QJsonObject object = answers.object(u"/sdcpp/v1/capabilities"_s);
    const bool tellsModes = object[u"supported_modes"_s].isArray();
    return tellsModes || (object[u"model"_s].isObject() && object[u"samplers"_s].isArray())
        || (answers.object(modelsPath)[u"data"_s][0][u"id"_s] == u"sd-cpp-local"_s && isOwnedBy(answers, u"local"_s));
}

bool isLiteLlm(const Answers &answers)
{
    const PortAnswer *alive = answers.to(u"/health/liveliness"_s);
    return alive && alive->status == 200 && (alive->body.trimmed() == "\"I'm alive!\"" || alive->body.trimmed() == "I'm alive!");
}

bool wantsKey(const Answers &answers)
{
    const PortAnswer *models = answers.to(modelsPath);
    return models && (models->status == 401 || models->status == 403);
}

/// A version alone is everybody's; its counters have its name.
bool isVllm(const Answers &answers)
{
    const PortAnswer *counters = answers.to(u"/metrics"_s);
    return isOwnedBy(answers, u"vllm"_s)
        || (counters && counters->status == 200 && counters->body.contains("vllm:")
            && answers.object(u"/version"_s)[u"version"_s].isString());
}

bool isLocalAi(const Answers &answers)
{
    const QJsonObject known = answers.object(u"/.well-known/localai.json"_s);
    return known[u"version"_s].isString() && known[u"endpoints"_s].isObject();
}

bool isLlamaCpp(const Answers &answers)
{
    return answers.any(isFromLlamaCpp) || answers.object(u"/props"_s)[u"default_generation_settings"_s].isObject();
}

std::optional<ServerKind> kindOf(const Answers &answers)
{
    if (isLlamaCpp(answers))
        return ServerKind::LlamaCpp;
    if (isLocalAi(answers))
        return ServerKind::LocalAi;
    if (isStableDiffusion(answers))
        return ServerKind::StableDiffusion;
    if (isLmStudio(answers))
        return ServerKind::LmStudio;
    if (isOllama(answers))
        return ServerKind::Ollama;
    if (isLiteLlm(answers))
        return ServerKind::LiteLlm;
    if (isVllm(answers))
        return ServerKind::Vllm;
    return std::nullopt;
}

/// Speaks the OpenAI way and does not say who it is: a list, or an error in that shape that asks for a key.
bool isCompatible(const Answers &answers)
{
    const PortAnswer *models = answers.to(modelsPath);
    if (!models)
        return false;
    const QJsonObject object = Answers::objectOf(*models);
    const bool isList = models->status == 200 && object[u"object"_s] == u"list"_s && object[u"data"_s].isArray();
    return isList || (wantsKey(answers) && object[u"error"_s][u"message"_s].isString());
}

/// What the servers that usually have this port answer.
QStringList firstQuestions(quint16 port)
{
    switch (port) {
    case 1234:
        return {u"/api/v1/models"_s, u"/api/v0/models"_s, u"/sdcpp/v1/capabilities"_s};
    case 8080:
    case 9931:
        return {u"/.well-known/localai.json"_s, u"/props"_s};
    case 8000:
        return {u"/version"_s, modelsPath};
    case 4000:
        return {u"/health/liveliness"_s};
    default:
        return {};
    }
}

QStringList questionsForAll()
{
    return {u"/api/version"_s,    u"/api/tags"_s,
            u"/props"_s,          u"/.well-known/localai.json"_s,
            u"/api/v1/models"_s,  u"/api/v0/models"_s,
            u"/sdcpp/v1/capabilities"_s, u"/health/liveliness"_s,
            u"/version"_s,        modelsPath};
}

QStringList furtherQuestions(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Ollama:
        return {u"/api/ps"_s};
    case ServerKind::LlamaCpp:
        return {u"/props"_s, modelsPath};
    case ServerKind::LiteLlm:
        return {u"/health/readiness"_s, modelsPath}; // never /health, which calls the models
    case ServerKind::Vllm:
        return {u"/version"_s, modelsPath};
    case ServerKind::LmStudio:
    case ServerKind::LocalAi:
    case ServerKind::StableDiffusion:
    case ServerKind::Other:
        return {modelsPath};
    }
    return {};
}

QString versionOf(ServerKind kind, const Answers &answers)
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

std::optional<qsizetype> modelCountOf(ServerKind kind, const Answers &answers)
{
    if (kind == ServerKind::Ollama)
        return answers.object(u"/api/tags"_s)[u"models"_s].toArray().size();
    const PortAnswer *list = answers.to(modelsPath);
    if (!list || list->status != 200)
        return std::nullopt;
    if (const auto models = parseModelList(list->body, {}))
        return models->size();
    return answers.object(modelsPath)[u"data"_s].isArray() ? std::optional<qsizetype>(0) : std::nullopt;
}

/// Hosts that Ollama sends prompts to; their names come from it, so they are shown as short plain text.
QString cloudHosts(const Answers &answers)
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

QList<ServerNote> notesOf(ServerKind kind, const Answers &answers)
{
    QList<ServerNote> notes;
    if (answers.any(isLoading))
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

QLatin1StringView nameOf(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Ollama:
        return "Ollama"_L1;
    case ServerKind::LlamaCpp:
        return "llama.cpp"_L1;
    case ServerKind::LmStudio:
        return "LM Studio"_L1;
    case ServerKind::Vllm:
        return "vLLM"_L1;
    case ServerKind::LiteLlm:
        return "LiteLLM"_L1;
    case ServerKind::LocalAi:
        return "LocalAI"_L1;
    case ServerKind::StableDiffusion:
        return "stable-diffusion.cpp"_L1;
    case ServerKind::Other:
        return "Local server"_L1;
    }
    return {};
}

QLatin1StringView wordFor(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Ollama:
        return "ollama"_L1;
    case ServerKind::LlamaCpp:
        return "llama.cpp"_L1;
    case ServerKind::LmStudio:
        return "lm-studio"_L1;
    case ServerKind::Vllm:
        return "vllm"_L1;
    case ServerKind::LiteLlm:
        return "litellm"_L1;
    case ServerKind::LocalAi:
        return "localai"_L1;
    case ServerKind::StableDiffusion:
        return "stable-diffusion.cpp"_L1;
    case ServerKind::Other:
        return "other"_L1;
    }
    return {};
}

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

QList<quint16> documentedPorts()
{
    return {11434, 8080, 9931, 1234, 8000, 4000};
}

QString nextQuestion(quint16 port, const QList<PortAnswer> &given)
{
    const Answers answers(given);
    const auto kind = kindOf(answers);
    QStringList questions = kind ? furtherQuestions(*kind) : firstQuestions(port) + questionsForAll();
    if (!kind && wantsKey(answers) && answers.object(u"/version"_s)[u"version"_s].isString())
        questions << u"/metrics"_s;
    for (const QString &question : questions) {
        if (!answers.to(question))
            return question;
    }
    return {};
}

std::optional<ServerIdentity> identityFrom(const QList<PortAnswer> &given)
{
    const Answers answers(given);
    const auto kind = kindOf(answers);
    if (!kind && !isCompatible(answers))
        return std::nullopt;
    ServerIdentity identity;
    identity.kind = kind.value_or(ServerKind::Other);
    identity.version = versionOf(identity.kind, answers);
    identity.needsKey = wantsKey(answers);
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
