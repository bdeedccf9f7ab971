#include "providers/Profile.h"

#include "core/Json.h"
#include "providers/Bundled.h"
#include "providers/ProfileReader.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Lower-case ASCII letters and digits of the name, its other parts joined by single hyphens.
QString slugOf(const QString &name)
{
    QString slug;
    for (const QChar c : name.toLower()) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            slug += c;
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    slug.truncate(40);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    return slug.isEmpty() ? u"server"_s : slug;
}

QString freeId(const QString &name, const QStringList &taken)
{
    const QString slug = slugOf(name);
    QString id = slug;
    for (int number = 2; taken.contains(id); ++number)
        id = u"%1-%2"_s.arg(slug).arg(number);
    return id;
}

/// "my-server" becomes "MY_SERVER", which is a name that every shell takes.
QString variableStem(const QString &id)
{
    QString stem = id.toUpper().replace(u'-', u'_');
    return stem.front().isDigit() ? u"SERVER_"_s + stem : stem;
}

bool matchesWhole(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

QJsonObject toJson(const Limits &limits)
{
    const auto seconds = [](std::chrono::milliseconds time) { return double(time.count()) / 1000.0; };
    return {{u"connect"_s, seconds(limits.connect)},       {u"firstByte"_s, seconds(limits.firstByte)},
            {u"idle"_s, seconds(limits.idle)},             {u"total"_s, seconds(limits.total)},
            {u"mostLineBytes"_s, limits.mostLineBytes},    {u"mostEventBytes"_s, limits.mostEventBytes},
            {u"mostBodyBytes"_s, limits.mostBodyBytes},    {u"mostTextChars"_s, limits.mostTextChars}};
}

} // namespace

Profile forDialect(const Profile &profile, QStringView dialect)
{
    Profile one = profile;
    one.dialect = dialect.toString();
    const auto family = std::find_if(profile.families.begin(), profile.families.end(),
                                     [dialect](const Family &each) { return each.dialect == dialect; });
    if (family == profile.families.end())
        return one;
    if (!family->basePath.isEmpty()) {
        QString path = profile.base.path(QUrl::FullyEncoded);
        if (path.endsWith(profile.basePath))
            path.chop(profile.basePath.size());
        one.base.setPath(path + family->basePath, QUrl::StrictMode);
        one.basePath = family->basePath;
    }
    if (family->secret && profile.secret) // a server that takes no key takes none in this format either
        one.secret = family->secret;
    one.headers += family->headers;
    one.job = family->job;
    return one;
}

QStringList dialectsOf(const Profile &profile)
{
    QStringList dialects{profile.dialect};
    for (const Family &family : profile.families) {
        if (!dialects.contains(family.dialect))
            dialects << family.dialect;
    }
    return dialects;
}

QString dialectFor(const Profile &profile, const QString &model, const QStringList &listed)
{
    if (const QString chosen = profile.chosen.value(model); !chosen.isEmpty())
        return chosen;
    for (const ServingRule &rule : profile.serves) {
        const bool fitsList = rule.listed.isEmpty() || listed.contains(rule.listed);
        if (fitsList && (rule.pattern.isEmpty() || matchesWhole(model, rule.pattern)))
            return rule.dialect;
    }
    return profile.dialect;
}

Result<Profile> parseProfile(const QByteArray &json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return Error{ErrorKind::Rejected, u"profile: %1"_s.arg(object.error().detail)};
    return ProfileReader(*object).read();
}

QList<Profile> builtInProfiles()
{
    QList<Profile> profiles;
    for (const QStringView id : {u"openrouter", u"wisgate", u"openai", u"practice"}) {
        auto profile = parseProfile(bundledFile(u"providers/%1.json"_s.arg(id)));
        Q_ASSERT_X(profile, "builtInProfiles", qPrintable(profile ? QString() : profile.error().detail));
        if (profile)
            profiles << *std::move(profile);
    }
    return profiles;
}

Profile profileForServer(const QString &name, const QUrl &base, bool needsKey, const QStringList &taken)
{
    Profile profile;
    profile.id = freeId(name, taken);
    profile.name = name.simplified().isEmpty() ? profile.id : name.simplified();
    profile.base = base;
    profile.basePath = base.path(QUrl::FullyEncoded);
    profile.dialect = u"openai-chat"_s;
    profile.needsKey = needsKey;
    if (needsKey)
        profile.secret = SecretHeader{"Authorization", "Bearer "};
    profile.modelsPath = u"/models"_s;
    profile.modelsNeedKey = needsKey;
    profile.practicePath = u"/openai/v1"_s;
    profile.keyVariable = variableStem(profile.id) + "_API_KEY"_L1;
    profile.baseVariable = variableStem(profile.id) + "_BASE_URL"_L1;
    profile.maxTokensField = u"max_tokens"_s;
    profile.isBuiltIn = false;
    return profile;
}

QJsonObject toJson(const Profile &profile)
{
    QJsonArray headers;
    for (const Header &header : profile.headers)
        headers << QJsonArray{QString::fromLatin1(header.name), QString::fromLatin1(header.value)};
    QJsonObject object{{u"id"_s, profile.id},
                       {u"name"_s, profile.name},
                       {u"base"_s, profile.base.toString(QUrl::FullyEncoded)},
                       {u"dialect"_s, profile.dialect},
                       {u"needsKey"_s, profile.needsKey},
                       {u"modelsPath"_s, profile.modelsPath},
                       {u"modelsNeedKey"_s, profile.modelsNeedKey},
                       {u"accountPath"_s, profile.accountPath},
                       {u"practicePath"_s, profile.practicePath},
                       {u"keyVariable"_s, profile.keyVariable},
                       {u"baseVariable"_s, profile.baseVariable},
                       {u"keyPage"_s, profile.keyPage.toString(QUrl::FullyEncoded)},
                       {u"billingPage"_s, profile.billingPage.toString(QUrl::FullyEncoded)},
                       {u"maxTokensField"_s, profile.maxTokensField},
                       {u"asksForUsage"_s, profile.asksForUsage},
                       {u"headers"_s, headers},
                       {u"limits"_s, toJson(profile.limits)},
                       {u"builtIn"_s, profile.isBuiltIn}};
    if (profile.secret) {
        object[u"secret"_s] = QJsonObject{{u"header"_s, QString::fromLatin1(profile.secret->name)},
                                          {u"prefix"_s, QString::fromLatin1(profile.secret->prefix)}};
    }
    return object;
}

Profile atAddress(const Profile &profile, const QUrl &base)
{
    Profile moved = profile;
    moved.base = base;
    return moved;
}

} // namespace studio
