#pragma once

#include "providers/Profile.h"
#include "providers/ServerAnswers.h"

namespace studio
{

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

/// Nothing when no server of this kind of program answered.
std::optional<ServerIdentity> identityFrom(const QList<PortAnswer> &answers);

/// The profile of such a server: which formats it speaks besides chat, and what its fields are called.
Profile profileFor(const ServerIdentity &identity, const QUrl &base, const QStringList &taken);

} // namespace studio
