#include "cli/What.h"

#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "providers/Dialect.h"
#include "run/Attachments.h"
#include "store/SecretStore.h"
#include "store/TrialFile.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 mostPromptBytes = 64 * 1024 * 1024; // as in a trial file

Error rejected(const QString &detail)
{
    return Error{ErrorKind::Rejected, detail};
}

Result<QString> promptText(const QString &argument)
{
    if (argument != "-"_L1)
        return argument;
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return rejected(u"--prompt -: standard input cannot be read"_s);
    const QByteArray bytes = input.read(mostPromptBytes + 1);
    if (bytes.size() > mostPromptBytes)
        return rejected(u"--prompt -: more than %1 bytes"_s.arg(mostPromptBytes));
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return rejected(u"--prompt -: not UTF-8 text"_s);
    return text;
}

/// The server that --base-url names, with the rules of --profile or the dialect of --dialect.
Result<std::optional<Profile>> namedServer(const QCommandLineParser &parser, const Accounts &accounts)
{
    if (!parser.isSet(u"base-url"_s)) {
        for (const QString &option : {u"profile"_s, u"dialect"_s, u"key-env"_s}) {
            if (parser.isSet(option))
                return rejected(u"--%1 goes with --base-url"_s.arg(option));
        }
        return std::optional<Profile>();
    }
    if (parser.isSet(u"profile"_s) && parser.isSet(u"dialect"_s))
        return rejected(u"--dialect: a profile has its own; name one of them"_s);
    auto base = parseBaseUrl(parser.value(u"base-url"_s));
    if (!base)
        return rejected(u"--base-url: "_s + base.error().detail);
    if (parser.isSet(u"profile"_s)) {
        const auto profile = accounts.profile(parser.value(u"profile"_s));
        if (!profile)
            return rejected(u"--profile: there is no provider \"%1\""_s.arg(parser.value(u"profile"_s)));
        Profile server = atAddress(*profile, *base);
        server.id += u"-at-base-url"_s; // its own id, so that no key of the real one goes there
        if (parser.isSet(u"key-env"_s))
            server.keyVariable = parser.value(u"key-env"_s);
        return std::optional(server);
    }
    QStringList taken;
    for (const Profile &profile : accounts.profiles())
        taken << profile.id;
    const bool hasKey = parser.isSet(u"key-env"_s);
    Profile server = profileForServer(u"server"_s, *base, hasKey, taken);
    if (hasKey)
        server.keyVariable = parser.value(u"key-env"_s);
    server.dialect = parser.isSet(u"dialect"_s) ? parser.value(u"dialect"_s) : u"openai-chat"_s;
    for (const Profile &profile : builtInProfiles()) {
        // Servers that speak like one company expect its headers, and the key where it has it.
        if (profile.dialect != server.dialect || server.dialect == "openai-chat"_L1)
            continue;
        server.headers = profile.headers;
        if (hasKey)
            server.secret = profile.secret;
        break;
    }
    return std::optional(server);
}

Result<void> lendKey(Accounts &accounts, const QString &provider, const QString &variable, bool isRequired)
{
    const QByteArray value = qgetenv(variable.toLocal8Bit().constData());
    if (value.isEmpty())
        return isRequired ? Result<void>(rejected(u"--key-env: %1 is not set"_s.arg(variable))) : Result<void>();
    auto secret = parseSecret(QString::fromUtf8(value));
    if (!secret)
        return rejected(u"%1: %2"_s.arg(variable, secret.error().detail));
    accounts.lendSecret(provider, *secret);
    return {};
}

/// Keys from the environment: the one that --key-env names, or each provider's own.
Result<void> lendKeys(const QCommandLineParser &parser, const std::optional<Profile> &server, const Trial &trial,
                      Accounts &accounts)
{
    if (server && parser.isSet(u"key-env"_s))
        return lendKey(accounts, server->id, parser.value(u"key-env"_s), true);
    if (server) {
        accounts.lendSecret(server->id, {}); // no key was named, and the keychain has none for this address
        return {};
    }
    for (const Target &target : trial.targets) {
        const auto profile = accounts.profile(target.provider);
        if (!profile || profile->keyVariable.isEmpty() || profile->id == "practice"_L1)
            continue;
        if (auto lent = lendKey(accounts, profile->id, profile->keyVariable, false); !lent)
            return lent;
    }
    return {};
}

Result<void> applySettings(const QStringList &assignments, Prompt &prompt)
{
    const QStringList blanks = blankNames(prompt);
    for (const QString &assignment : assignments) {
        const qsizetype equals = assignment.indexOf(u'=');
        if (equals <= 0)
            return rejected(u"--set takes name=value"_s);
        const QString name = assignment.first(equals);
        const QString value = assignment.sliced(equals + 1);
        const bool isSetting = parameterNamed(name) != nullptr;
        if (!isSetting && !blanks.contains(name))
            return rejected(u"--set: %1 is neither a setting nor a blank of this prompt"_s.arg(name));
        if (!isSetting) {
            prompt.blanks[name] = value;
            continue;
        }
        auto set = parseSetting(name, value);
        if (!set)
            return rejected(u"--set: "_s + set.error().detail);
        prompt.settings[name] = *set;
    }
    return {};
}

QString whyNot(AttachmentFault fault)
{
    constexpr qint64 million = 1'000'000;
    switch (fault) {
    case AttachmentFault::Unreadable:
        return u"cannot be read"_s;
    case AttachmentFault::Empty:
        return u"is empty"_s;
    case AttachmentFault::UnknownType:
        return u"is neither picture, video, sound, PDF nor text"_s;
    case AttachmentFault::TooLarge:
        return u"is larger than %1 MB"_s.arg(mostAttachmentBytes / million);
    case AttachmentFault::TooMany:
        return u"is one too many: at most %1 files"_s.arg(mostAttachments);
    case AttachmentFault::TooMuch:
        return u"is too much: at most %1 MB together"_s.arg(mostAttachedBytes / million);
    }
    Q_UNREACHABLE();
}

Result<void> attach(const QStringList &paths, Prompt &prompt)
{
    for (const QString &path : paths) {
        const auto read = attachmentFromFile(path);
        const Media *media = std::get_if<Media>(&read);
        const auto fault = media ? noRoomFor(*media, prompt.attachments) : std::optional(std::get<AttachmentFault>(read));
        if (fault)
            return rejected(u"--attach: %1 %2"_s.arg(path, whyNot(*fault)));
        prompt.attachments << *media;
    }
    return {};
}

Result<Trial> spelledOut(const QCommandLineParser &parser, const std::optional<Profile> &server)
{
    Trial trial = newTrial();
    auto text = promptText(parser.value(u"prompt"_s));
    if (!text)
        return text.error();
    trial.prompt.text = *text;
    trial.prompt.instructions = parser.value(u"instructions"_s);
    for (const QString &model : parser.values(u"model"_s)) {
        auto target = server ? Result<Target>(Target{server->id, model}) : parseTarget(model);
        if (!target)
            return rejected(u"--model %1: %2"_s.arg(model, target.error().detail));
        trial.targets << *target;
    }
    if (trial.targets.isEmpty())
        return rejected(u"--model is needed, at least once"_s);
    if (trial.targets.size() > Trial::mostTargets)
        return rejected(u"--model: at most %1"_s.arg(Trial::mostTargets));
    return trial;
}

/// A server has no list of its own yet: its models are asked as the provider's list says of them.
void askAsListed(const QString &provider, const Trial &trial, const Services &services, Profile &server)
{
    for (const Target &target : trial.targets)
        server.chosen[target.model] = services.catalog.dialectOf(server, {provider, target.model});
}

} // namespace

void What::addOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"trial"_s, u"A trial file."_s, u"file"_s},
        {u"prompt"_s, u"The prompt; - reads standard input."_s, u"text"_s},
        {u"instructions"_s, u"Instructions (system prompt)."_s, u"text"_s},
        {u"model"_s, u"A model as provider/id, or the bare id with --base-url. Repeat for columns."_s, u"model"_s},
        {u"set"_s, u"A setting (temperature, max_tokens, seed ...) or a blank."_s, u"name=value"_s},
        {u"attach"_s, u"A picture or another file to send along. Repeat for more."_s, u"file"_s},
        {u"base-url"_s, u"Ask the server at this address."_s, u"url"_s},
        {u"profile"_s, u"With --base-url: that provider's rules."_s, u"id"_s},
        {u"dialect"_s, u"With --base-url: the wire format, openai-chat if not given."_s, u"name"_s},
        {u"key-env"_s, u"With --base-url: the environment variable that holds the key."_s, u"variable"_s},
    });
}

Result<Trial> What::read(const QCommandLineParser &parser, const Services &services)
{
    auto server = namedServer(parser, services.accounts);
    if (!server)
        return server.error();
    if (parser.isSet(u"dialect"_s) && !dialectNamed((*server)->dialect))
        return rejected(u"--dialect: there is no dialect \"%1\" (there is %2)"_s.arg(
            (*server)->dialect, dialectNames().join(", "_L1)));

    const bool isFile = parser.isSet(u"trial"_s);
    if (isFile == parser.isSet(u"prompt"_s))
        return rejected(u"name either --trial or --prompt"_s);
    for (const QString &option : {u"model"_s, u"instructions"_s}) {
        if (isFile && parser.isSet(option))
            return rejected(u"--%1 goes with --prompt; a trial file has its own"_s.arg(option));
    }
    auto trial = isFile ? readTrialFile(parser.value(u"trial"_s)) : spelledOut(parser, *server);
    if (!trial)
        return isFile ? Error{trial.error().kind, u"--trial: "_s + trial.error().detail} : trial.error();
    if (trial->targets.isEmpty())
        return rejected(u"--trial: it names no model"_s);
    if (isFile && *server) {
        for (Target &target : trial->targets)
            target.provider = (*server)->id;
    }
    if (*server) {
        askAsListed(parser.value(u"profile"_s), *trial, services, **server);
        services.accounts.addTemporary(**server);
    }
    if (auto attached = attach(parser.values(u"attach"_s), trial->prompt); !attached)
        return attached.error();
    if (auto applied = applySettings(parser.values(u"set"_s), trial->prompt); !applied)
        return applied.error();

    if (auto lent = lendKeys(parser, *server, *trial, services.accounts); !lent)
        return lent.error();
    return trial;
}

bool What::needsPractice(const Trial &trial)
{
    return std::any_of(trial.targets.begin(), trial.targets.end(),
                       [](const Target &target) { return target.provider == "practice"_L1; });
}

} // namespace studio
