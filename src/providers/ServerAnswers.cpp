#include "providers/ServerAnswers.h"

#include "core/Json.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QJsonObject objectOf(const PortAnswer &answer)
{
    const auto object = parseJsonObject(answer.body);
    return object ? *object : QJsonObject();
}

bool tellsOfLoading(const PortAnswer &answer)
{
    const QJsonValue error = objectOf(answer)[u"error"_s];
    return answer.status == 503
        && (error[u"type"_s] == u"unavailable_error"_s || error[u"message"_s] == u"Loading model"_s);
}

bool isFromLlamaCpp(const PortAnswer &answer)
{
    return answer.server == "llama.cpp" || tellsOfLoading(answer);
}

} // namespace

const QString ServerAnswers::modelsPath = u"/v1/models"_s;

const PortAnswer *ServerAnswers::to(const QString &path) const
{
    const auto found = std::find_if(m_answers.begin(), m_answers.end(),
                                    [&path](const PortAnswer &each) { return each.path == path; });
    return found == m_answers.end() ? nullptr : &*found;
}

QJsonObject ServerAnswers::object(const QString &path) const
{
    const PortAnswer *answer = to(path);
    return answer && answer->status == 200 ? objectOf(*answer) : QJsonObject();
}

std::optional<ServerKind> ServerAnswers::kind() const
{
    if (isLlamaCpp())
        return ServerKind::LlamaCpp;
    if (isLocalAi())
        return ServerKind::LocalAi;
    if (isStableDiffusion())
        return ServerKind::StableDiffusion;
    if (isLmStudio())
        return ServerKind::LmStudio;
    if (isOllama())
        return ServerKind::Ollama;
    if (isLiteLlm())
        return ServerKind::LiteLlm;
    if (isVllm())
        return ServerKind::Vllm;
    return std::nullopt;
}

/// A list, or an error in that shape that asks for a key.
bool ServerAnswers::isCompatible() const
{
    const PortAnswer *models = to(modelsPath);
    if (!models)
        return false;
    const QJsonObject object = objectOf(*models);
    const bool isList = models->status == 200 && object[u"object"_s] == u"list"_s && object[u"data"_s].isArray();
    return isList || (wantsKey() && object[u"error"_s][u"message"_s].isString());
}

bool ServerAnswers::wantsKey() const
{
    const PortAnswer *models = to(modelsPath);
    return models && (models->status == 401 || models->status == 403);
}

bool ServerAnswers::isLoading() const
{
    return any(tellsOfLoading);
}

bool ServerAnswers::any(bool (*holds)(const PortAnswer &)) const
{
    return std::any_of(m_answers.begin(), m_answers.end(), holds);
}

bool ServerAnswers::isOwnedBy(const QString &owner) const
{
    return object(modelsPath)[u"data"_s][0][u"owned_by"_s] == owner;
}

bool ServerAnswers::isOllama() const
{
    return object(u"/api/version"_s)[u"version"_s].isString() && object(u"/api/tags"_s)[u"models"_s].isArray();
}

bool ServerAnswers::isLlamaCpp() const
{
    return any(isFromLlamaCpp) || object(u"/props"_s)[u"default_generation_settings"_s].isObject();
}

/// Both of its lists say what each model is for, which no other list there does.
bool ServerAnswers::isLmStudio() const
{
    const auto hasTypes = [](const QJsonValue &list, const QString &name, const QString &other) {
        const QJsonArray rows = list.toArray();
        return !rows.isEmpty() && std::all_of(rows.begin(), rows.end(), [&](const QJsonValue &row) {
            return row[name].isString() && row[u"type"_s].isString() && !row[other].isUndefined();
        });
    };
    return hasTypes(object(u"/api/v1/models"_s)[u"models"_s], u"key"_s, u"loaded_instances"_s)
        || hasTypes(object(u"/api/v0/models"_s)[u"data"_s], u"id"_s, u"state"_s);
}

/// A version alone is everybody's; its counters have its name.
bool ServerAnswers::isVllm() const
{
    const PortAnswer *counters = to(u"/metrics"_s);
    return isOwnedBy(u"vllm"_s)
        || (counters && counters->status == 200 && counters->body.contains("vllm:")
            && object(u"/version"_s)[u"version"_s].isString());
}

bool ServerAnswers::isLiteLlm() const
{
    const PortAnswer *alive = to(u"/health/liveliness"_s);
    return alive && alive->status == 200 && (alive->body.trimmed() == "\"I'm alive!\"" || alive->body.trimmed() == "I'm alive!");
}

bool ServerAnswers::isLocalAi() const
{
    const QJsonObject known = object(u"/.well-known/localai.json"_s);
    return known[u"version"_s].isString() && known[u"endpoints"_s].isObject();
}

bool ServerAnswers::isStableDiffusion() const
{
    const QJsonObject capabilities = object(u"/sdcpp/v1/capabilities"_s);
    const bool tellsModes = capabilities[u"supported_modes"_s].isArray();
    return tellsModes || (capabilities[u"model"_s].isObject() && capabilities[u"samplers"_s].isArray())
        || (object(modelsPath)[u"data"_s][0][u"id"_s] == u"sd-cpp-local"_s && isOwnedBy(u"local"_s));
}

} // namespace studio
