#pragma once

#include "providers/ServerKind.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace studio
{

/// What a port said to one question.
struct PortAnswer
{
    QString path;
    int status = 0;
    QByteArray server = {}; ///< The header of that name.
    QByteArray body = {};
};

/// What a port said to all questions so far, by their paths, and whose words these are. They outlive it.
class ServerAnswers
{
public:
    static const QString modelsPath; ///< The list that everyone who speaks the OpenAI way has.

    explicit ServerAnswers(const QList<PortAnswer> &answers) : m_answers(answers) {}

    const PortAnswer *to(const QString &path) const; ///< Null when that was not asked.
    QJsonObject object(const QString &path) const;   ///< Of a good answer; empty when it was none, or no JSON object.

    std::optional<ServerKind> kind() const; ///< Never Other.
    bool isCompatible() const; ///< Speaks the OpenAI way and does not say who it is.
    bool wantsKey() const;
    bool isLoading() const; ///< Its model, so it answers later.

private:
    bool any(bool (*holds)(const PortAnswer &)) const;
    bool isOwnedBy(const QString &owner) const;
    bool isOllama() const;
    bool isLlamaCpp() const;
    bool isLmStudio() const;
    bool isVllm() const;
    bool isLiteLlm() const;
    bool isLocalAi() const;
    bool isStableDiffusion() const;

    const QList<PortAnswer> &m_answers;
};

} // namespace studio
