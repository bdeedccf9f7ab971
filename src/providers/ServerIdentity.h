#pragma once

#include "providers/Profile.h"

namespace studio
{

/// The servers for one's own computer that are told apart.
enum class ServerKind { Ollama, LlamaCpp, LmStudio, Vllm, LiteLlm, LocalAi, StableDiffusion, Other };

QLatin1StringView nameOf(ServerKind kind);  ///< "LM Studio": a proper name, not translated.
QLatin1StringView wordFor(ServerKind kind); ///< "lm-studio": for files and the command line.

/// What somebody should know of a server before using it.
struct ServerNote
{
    enum class Kind {
        CloudModels,    ///< Some models run elsewhere; detail: on which hosts.
        SmallContext,   ///< Long prompts do not fit; detail: tokens.
        AssumedContext, ///< The same, from its documentation: no model is loaded that would tell.
        StillLoading,   ///< It answers later.
    };

    Kind kind;
    QString detail = {};

    bool operator==(const ServerNote &) const = default;
};

QLatin1StringView wordFor(ServerNote::Kind kind); ///< "cloud_models"

/// What a port said to one question.
struct PortAnswer
{
    QString path;
    int status = 0;
    QByteArray server = {}; ///< The header of that name.
    QByteArray body = {};
};

/// Which server answered, from what it said and never from its port.
struct ServerIdentity
{
    ServerKind kind = ServerKind::Other;
    QString version = {};                 ///< Empty when it does not say.
    bool needsKey = false;
    std::optional<qsizetype> models = {}; ///< Nothing when it does not list them without a key.
    QList<ServerNote> notes = {};

    bool operator==(const ServerIdentity &) const = default;
};

/// The ports that the documentations of these servers name.
QList<quint16> documentedPorts();

/// The path of the GET to ask next, none of which costs anything; empty when enough is known. What that port's
/// usual servers answer comes first.
QString nextQuestion(quint16 port, const QList<PortAnswer> &answers);

/// Nothing when no server of this kind of program answered.
std::optional<ServerIdentity> identityFrom(const QList<PortAnswer> &answers);

/// The profile of such a server: which formats it speaks besides chat, and what its fields are called.
Profile profileFor(const ServerIdentity &identity, const QUrl &base, const QStringList &taken);

} // namespace studio
