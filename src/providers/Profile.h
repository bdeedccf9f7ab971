#pragma once

#include "core/Limits.h"
#include "core/Request.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace studio
{

/// How a provider takes jobs, where it differs from the wire format's own ways.
struct JobForm
{
    enum class Body { Json, Multipart };

    /// What a status word means; a word nobody listed means that the job goes on.
    enum class Word { Queued, Working, Done, Failed };

    std::optional<Body> body = {};         ///< Nothing: the format's own.
    QString submitPath = {};               ///< "/videos"; empty: the format's own, as with the other paths.
    QString pollPath = {};                 ///< "/videos/{id}"
    QString contentPath = {};              ///< "/videos/{id}/content"; "-" where only links lead to the file.
    QString cancelPath = {};               ///< "-" where there is no way to cancel.
    QMap<QString, QString> fields = {};    ///< Setting to field: "seconds" to "duration"; "-" for none.
    QStringList textFields = {};           ///< Fields whose numbers are written as texts: "seconds".
    QMap<QString, Word> words = {};        ///< In lower case; these come before the common ones.
    std::optional<std::chrono::milliseconds> firstWait = {};
    std::optional<std::chrono::milliseconds> mostWait = {};
    std::optional<std::chrono::milliseconds> longest = {}; ///< How long a job is asked about.

    bool operator==(const JobForm &) const = default;
};

QLatin1StringView nameOf(JobForm::Body body); ///< "json", "multipart": as profiles say it.
QLatin1StringView nameOf(JobForm::Word word); ///< "queued", "working", "done", "failed".

/// How one wire format is reached at a provider, where it differs from the profile's own.
struct Family
{
    QString dialect;                         ///< "gemini".
    QString basePath = {};                   ///< "/v1beta" instead of the end of the base; empty: the profile's.
    std::optional<SecretHeader> secret = {}; ///< Nothing: the profile's.
    QList<Header> headers = {};              ///< On top of the profile's.
    JobForm job = {};

    bool operator==(const Family &) const = default;
};

/// Which models speak which wire format. The first rule that fits counts.
struct ServingRule
{
    QString listed = {};  ///< A word in the list's "supported_endpoint_types" or output modalities; empty: any.
    QString pattern = {}; ///< A regular expression that the whole id must match; empty: any.
    QString dialect;

    bool operator==(const ServingRule &) const = default;
};

/// Another address of the same provider.
struct Host
{
    QString name; ///< "Current address": shown, not translated.
    QUrl base;

    bool operator==(const Host &) const = default;
};

/// Where a person signs in so that the provider makes a key: OAuth with PKCE.
struct SignInPlace
{
    QUrl page;    ///< Opened in the browser.
    QString path; ///< Below the base: takes the code, gives the key.

    bool operator==(const SignInPlace &) const = default;
};

/// What is particular about one provider, as data: resources/providers/*.json, or made from an address
/// that a user typed. resources/providers/README.md explains every field.
struct Profile
{
    static constexpr int newestSchema = 1; ///< Of the files that this program reads and writes.

    QString id;          ///< "openrouter"; first half of every Target.
    QString name;        ///< "OpenRouter": a proper name, not translated.
    QUrl base;           ///< Empty for the practice provider until its gateway listens.
    QString dialect;     ///< "openai-chat": of every model that no rule says otherwise of.
    QString basePath = {};           ///< The end of the base that a family's basePath stands in for: "/v1".
    QList<Host> hosts = {};          ///< Presets for the base.
    QList<Family> families = {};     ///< The wire formats it speaks besides the one of dialect.
    QList<ServingRule> serves = {};
    QMap<QString, QString> chosen = {}; ///< Model id to dialect: what the user said, before all rules.
    JobForm job = {};                ///< Of the family that forDialect() took.
    std::optional<SecretHeader> secret = {};
    bool needsKey = true;            ///< False: a missing key does not block a request.
    QString modelsPath = {};         ///< "/models", with its query; empty when there is no list.
    bool modelsNeedKey = true;       ///< Whether the list is refused without a key.
    QString accountPath = {};        ///< A free GET that proves the key ("/key"); empty: the model list does.
    QString creditPath = {};         ///< A free GET of the account's money, which may be refused to most keys ("/credits").
    QString generationPath = {};     ///< A free GET of the record of one answer ("/generation?id={id}"); empty: none is kept.
    QString endpointsPath = {};      ///< A free GET of who runs a model ("/models/{model}/endpoints"); empty: not told.
    QString companiesPath = {};      ///< A free GET of the companies behind a gateway ("/providers"); empty: not told.
    QString forgetfulPath = {};      ///< A free GET of the endpoints that keep nothing ("/endpoints/zdr"); empty: not told.
    QString practicePath = {};       ///< This provider's dialect at the practice gateway: "/openrouter/api/v1".
    QString keyVariable = {};        ///< Environment variable of exported code: "OPENROUTER_API_KEY".
    QString baseVariable = {};       ///< "OPENROUTER_BASE_URL".
    QUrl keyPage = {};               ///< Where a person makes a key.
    QUrl billingPage = {};
    std::optional<SignInPlace> signIn = {}; ///< Nothing: keys are only typed.
    QString maxTokensField = {};     ///< "max_tokens" or "max_completion_tokens".
    bool asksForUsage = true;        ///< Send stream_options.include_usage with streams.
    bool takesRouting = false;       ///< Understands the settings of Parameter::Group::Routing.
    QList<Header> headers = {};      ///< Sent with every request.
    QJsonObject extraFields = {};    ///< Put into every JSON body that does not have them.
    QJsonObject defaults = {};       ///< Settings (core/Parameter.h) that are sent where the prompt says nothing.
    Limits limits = {};
    bool isBuiltIn = true;           ///< False: added by the user.

    bool operator==(const Profile &) const = default;
};

/// Reads one profile; ErrorKind::Rejected names the field and what it must be, or line and column of what is no JSON.
Result<Profile> parseProfile(const QByteArray &json);

/// The profiles that come with the program, in the order they are shown.
QList<Profile> builtInProfiles();

/// An OpenAI-compatible server at that address. The id is made from the name and is not in taken.
Profile profileForServer(const QString &name, const QUrl &base, bool needsKey, const QStringList &taken);

/// What parseProfile() reads; fields that say nothing new are left out.
QJsonObject toJson(const Profile &profile);

/// The same as a text that people like to read and edit.
QByteArray textOf(const Profile &profile);

/// A built-in profile with what the user's document changes of it: "base", which must be one of its hosts, and
/// "chosen".
Result<Profile> withChoices(const Profile &profile, const QByteArray &json);

/// What withChoices() reads.
QByteArray choicesText(const Profile &profile);

/// Another id that is not in taken, with the name and the variables that go with it: for a copy.
Profile renamed(const Profile &profile, const QStringList &taken);

/// "my-server" becomes "MY_SERVER", which is a name that every shell takes.
QString variableStem(const QString &id);

/// What the profile is for one wire format: base, secret, headers and job are that family's.
Profile forDialect(const Profile &profile, QStringView dialect);

/// The wire formats that a model may be asked in here, the profile's own first.
QStringList dialectsOf(const Profile &profile);

/// The wire format of a model: what the user chose, else the first rule that fits, else the family that is known of
/// it besides, where the profile speaks it, else the profile's own.
/// listed: what the provider's list says of it (core/Model.h, endpointTypes and outputs).
QString dialectFor(const Profile &profile, const QString &model, const QStringList &listed = {},
                   const QString &family = {});

/// The same provider's rules at another address with another key: the practice gateway, or a recorder.
Profile atAddress(const Profile &profile, const QUrl &base);

} // namespace studio
