#include "providers/Profile.h"

#include "core/Json.h"
#include "providers/Bundled.h"
#include "providers/JsonFields.h"
#include "providers/ProfileParts.h"
#include "providers/ProfileReader.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostMatchedChars = 300; // of an id; rules come from anywhere

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

/// "line 3, column 7: " where the text stops to be JSON; empty when that is not what is wrong.
QString placeOfFault(const QByteArray &json)
{
    QJsonParseError problem;
    QJsonDocument::fromJson(json, &problem);
    if (problem.error == QJsonParseError::NoError)
        return {};
    const QByteArray before = json.first(std::clamp<qsizetype>(problem.offset, 0, json.size()));
    const QByteArray line = before.sliced(before.lastIndexOf('\n') + 1);
    return u"line %1, column %2: "_s.arg(before.count('\n') + 1).arg(QString::fromUtf8(line).size() + 1);
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

QString dialectFor(const Profile &profile, const QString &model, const QStringList &listed, const QString &family)
{
    if (const QString chosen = profile.chosen.value(model); !chosen.isEmpty())
        return chosen;
    for (const ServingRule &rule : profile.serves) {
        const bool fitsList = rule.listed.isEmpty() || listed.contains(rule.listed);
        const bool fitsPattern = rule.pattern.isEmpty()
            || (model.size() <= mostMatchedChars && matchesWhole(model, rule.pattern));
        if (fitsList && fitsPattern)
            return rule.dialect;
    }
    return dialectsOf(profile).contains(family) ? family : profile.dialect;
}

Result<Profile> parseProfile(const QByteArray &json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return Error{ErrorKind::Rejected, placeOfFault(json) + object.error().detail};
    return ProfileReader(*object).read();
}

Result<Profile> withChoices(const Profile &profile, const QByteArray &json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return Error{ErrorKind::Rejected, placeOfFault(json) + object.error().detail};
    JsonFindings findings;
    JsonFields fields(*object, findings);
    fields.count(u"schema"_s, 1, Profile::newestSchema);
    Profile changed = profile;
    QStringList bases{profile.base.toString()};
    for (const Host &host : profile.hosts)
        bases << host.base.toString();
    bases.removeDuplicates();
    changed.base = QUrl(fields.choice(u"base"_s, bases, bases.first()));
    changed.chosen = readChosen(fields, u"chosen"_s, dialectsOf(profile));
    fields.refuseOthers();
    if (const auto &problem = findings.problem())
        return *problem;
    return changed;
}

Profile renamed(const Profile &profile, const QStringList &taken)
{
    Profile copy = profile;
    copy.id = freeId(profile.name, taken);
    copy.name = profile.name + copy.id.sliced(slugOf(profile.name).size()).replace(u'-', u' ');
    copy.keyVariable = variableStem(copy.id) + "_API_KEY"_L1;
    copy.baseVariable = variableStem(copy.id) + "_BASE_URL"_L1;
    copy.isBuiltIn = false;
    return copy;
}

QList<Profile> builtInProfiles()
{
    QList<Profile> profiles;
    for (const QStringView id : {u"openrouter", u"wisgate", u"openai", u"anthropic", u"gemini", u"practice"}) {
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

QString variableStem(const QString &id)
{
    QString stem = id.toUpper();
    for (QChar &c : stem) {
        if (!((c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')))
            c = u'_';
    }
    return !stem.isEmpty() && stem.front().isDigit() ? u"SERVER_"_s + stem : stem;
}

Profile atAddress(const Profile &profile, const QUrl &base)
{
    Profile moved = profile;
    moved.base = base;
    return moved;
}

} // namespace studio
