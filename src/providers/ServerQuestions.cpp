#include "providers/ServerQuestions.h"

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

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
        return {u"/version"_s, ServerAnswers::modelsPath};
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
            u"/version"_s,        ServerAnswers::modelsPath};
}

QStringList furtherQuestions(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Ollama:
        return {u"/api/ps"_s};
    case ServerKind::LlamaCpp:
        return {u"/props"_s, ServerAnswers::modelsPath};
    case ServerKind::LiteLlm:
        return {u"/health/readiness"_s, ServerAnswers::modelsPath}; // never /health, which calls the models
    case ServerKind::Vllm:
        return {u"/version"_s, ServerAnswers::modelsPath};
    case ServerKind::LmStudio:
    case ServerKind::LocalAi:
    case ServerKind::StableDiffusion:
    case ServerKind::Other:
        return {ServerAnswers::modelsPath};
    }
    return {};
}

} // namespace

QList<quint16> documentedPorts()
{
    return {11434, 8080, 9931, 1234, 8000, 4000};
}

QString nextQuestion(quint16 port, const QList<PortAnswer> &given)
{
    const ServerAnswers answers(given);
    const auto kind = answers.kind();
    QStringList questions = kind ? furtherQuestions(*kind) : firstQuestions(port) + questionsForAll();
    if (!kind && answers.wantsKey() && answers.object(u"/version"_s)[u"version"_s].isString())
        questions << u"/metrics"_s;
    for (const QString &question : questions) {
        if (!answers.to(question))
            return question;
    }
    return {};
}

} // namespace studio
