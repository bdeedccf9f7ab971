#pragma once

#include "core/Limits.h"
#include "core/Request.h"

#include <QStringList>

namespace studio
{

/// What is particular about one provider, as data: resources/providers/*.json, or made from an address
/// that a user typed.
struct Profile
{
    QString id;          ///< "openrouter"; first half of every Target.
    QString name;        ///< "OpenRouter": a proper name, not translated.
    QUrl base;           ///< Empty for the practice provider until its gateway listens.
    QString dialect;     ///< "openai-chat".
    std::optional<SecretHeader> secret = {};
    bool needsKey = true;            ///< False: a missing key does not block a request.
    QString modelsPath = {};         ///< "/models", with its query; empty when there is no list.
    bool modelsNeedKey = true;       ///< Whether the list is refused without a key.
    QString accountPath = {};        ///< A free GET that proves the key ("/key"); empty: the model list does.
    QString practicePath = {};       ///< This provider's dialect at the practice gateway: "/openrouter/api/v1".
    QString keyVariable = {};        ///< Environment variable of exported code: "OPENROUTER_API_KEY".
    QString baseVariable = {};       ///< "OPENROUTER_BASE_URL".
    QUrl keyPage = {};               ///< Where a person makes a key.
    QUrl billingPage = {};
    QString maxTokensField = {};     ///< "max_tokens" or "max_completion_tokens".
    bool asksForUsage = true;        ///< Send stream_options.include_usage with streams.
    QList<Header> headers = {};      ///< Sent with every request.
    Limits limits = {};
    bool isBuiltIn = true;           ///< False: added by the user.

    bool operator==(const Profile &other) const { return id == other.id && base == other.base && name == other.name; }
};

/// Reads one profile; ErrorKind::Rejected names the field and what it must be.
Result<Profile> parseProfile(const QByteArray &json);

/// The profiles that come with the program, in the order they are shown.
QList<Profile> builtInProfiles();

/// An OpenAI-compatible server at that address. The id is made from the name and is not in taken.
Profile profileForServer(const QString &name, const QUrl &base, bool needsKey, const QStringList &taken);

QJsonObject toJson(const Profile &profile);

/// The same provider's rules at another address with another key: the practice gateway, or a recorder.
Profile atAddress(const Profile &profile, const QUrl &base);

} // namespace studio
