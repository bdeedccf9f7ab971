#include "providers/ProfileReader.h"

#include "core/Parameter.h"
#include "providers/Dialect.h"
#include "providers/ProfileParts.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostPatternChars = 200;

bool isPrintable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

bool isName(const QString &text)
{
    return !text.trimmed().isEmpty() && text.size() <= 100 && isPrintable(text);
}

QString variable(JsonFields &fields, const QString &field, const QString &fallback)
{
    return fields.matching(field, u"[A-Z_][A-Z0-9_]{0,99}"_s,
                           u"a name of A-Z, 0-9 and '_' that does not begin with a digit"_s, fallback);
}

QUrl page(JsonFields &fields, const QString &field)
{
    const QUrl url(fields.text(field), QUrl::StrictMode);
    if (!url.isEmpty() && (!url.isValid() || url.scheme() != "https"_L1 || url.host().isEmpty()))
        fields.complain(field, u"empty, or an address that begins with https://"_s);
    return url;
}

/// Empty, or a path with a place for a name.
QString pathWith(JsonFields &fields, const QString &field, const QString &place)
{
    const QString path = readPath(fields, field);
    if (!path.isEmpty() && !path.contains(place))
        fields.complain(field, u"empty, or a path with %1 in it"_s.arg(place));
    return path;
}

/// Rules are matched with every id; the limit keeps what somebody else wrote from taking long.
void checkPattern(JsonFields &rule, const QString &field, const QString &pattern)
{
    const QRegularExpression expression(QRegularExpression::anchoredPattern(pattern));
    if (pattern.size() > mostPatternChars)
        rule.complain(field, u"a regular expression of at most %1 characters"_s.arg(mostPatternChars));
    else if (!expression.isValid())
        rule.complain(field, u"a regular expression (%1)"_s.arg(expression.errorString()));
}

} // namespace

Result<Profile> ProfileReader::read()
{
    const auto schema = m_fields.count(u"schema"_s, 1, Profile::newestSchema);
    if (m_fields.has(u"schema"_s) && !schema)
        return *m_findings.complaint; // fields of a newer program mean what nobody here knows
    Profile profile;
    readName(profile);
    readAddress(profile);
    readPages(profile);
    readFormats(profile);
    readPaths(profile);
    readSettings(profile);
    m_fields.refuseOthers();
    if (const auto &problem = m_findings.problem())
        return *problem;
    return profile;
}

void ProfileReader::readName(Profile &profile)
{
    profile.id = m_fields.matching(u"id"_s, u"[a-z0-9][a-z0-9_.-]{0,59}"_s, u"1 to 60 of a-z, 0-9, '-', '_', '.'"_s);
    profile.name = m_fields.text(u"name"_s, profile.id);
    if (!isName(profile.name))
        m_fields.complain(u"name"_s, u"1 to 100 printable characters"_s);
    const QString stem = variableStem(profile.id);
    profile.keyVariable = variable(m_fields, u"keyVariable"_s, stem + "_API_KEY"_L1);
    profile.baseVariable = variable(m_fields, u"baseVariable"_s, stem + "_BASE_URL"_L1);
    profile.isBuiltIn = m_fields.flag(u"builtIn"_s, false);
}

void ProfileReader::readAddress(Profile &profile)
{
    profile.base = base(m_fields, u"base"_s);
    const QString path = profile.base.path(QUrl::FullyEncoded);
    profile.basePath = m_fields.has(u"basePath"_s) ? readBasePath(m_fields, u"basePath"_s) : path;
    if (!profile.base.isEmpty() && !path.endsWith(profile.basePath))
        m_fields.complain(u"basePath"_s, u"the end of the base's path, \"%1\""_s.arg(path));
    profile.hosts = hosts(profile.basePath);
    profile.secret = readSecret(m_fields, u"secret"_s);
    profile.needsKey = m_fields.flag(u"needsKey"_s, true);
    profile.headers = readHeaders(m_fields, u"headers"_s);
}

void ProfileReader::readPages(Profile &profile)
{
    profile.keyPage = page(m_fields, u"keyPage"_s);
    profile.billingPage = page(m_fields, u"billingPage"_s);
    auto place = m_fields.inner(u"signIn"_s);
    if (!place)
        return;
    profile.signIn = SignInPlace{page(*place, u"page"_s), readPath(*place, u"path"_s)};
    if (profile.signIn->page.isEmpty() || profile.signIn->page.hasQuery() || profile.signIn->page.hasFragment())
        place->complain(u"page"_s, u"an address that begins with https://, without ? and #"_s);
    if (profile.signIn->path.isEmpty())
        place->complain(u"path"_s, u"a path that begins with '/'"_s);
    place->refuseOthers();
}

void ProfileReader::readFormats(Profile &profile)
{
    profile.dialect = m_fields.choice(u"dialect"_s, dialectNames(), u"openai-chat"_s);
    profile.families = families();
    profile.serves = serves(dialectsOf(profile));
    profile.chosen = readChosen(m_fields, u"chosen"_s, dialectsOf(profile));
    profile.job = readJob(m_fields, u"job"_s);
}

void ProfileReader::readPaths(Profile &profile)
{
    profile.modelsPath = readPath(m_fields, u"modelsPath"_s);
    profile.modelsNeedKey = m_fields.flag(u"modelsNeedKey"_s, true);
    profile.accountPath = readPath(m_fields, u"accountPath"_s);
    profile.creditPath = readPath(m_fields, u"creditPath"_s);
    profile.generationPath = pathWith(m_fields, u"generationPath"_s, u"{id}"_s);
    profile.endpointsPath = pathWith(m_fields, u"endpointsPath"_s, u"{model}"_s);
    profile.companiesPath = readPath(m_fields, u"companiesPath"_s);
    profile.forgetfulPath = readPath(m_fields, u"forgetfulPath"_s);
    profile.practicePath = readPath(m_fields, u"practicePath"_s);
}

void ProfileReader::readSettings(Profile &profile)
{
    profile.maxTokensField = m_fields.choice(u"maxTokensField"_s, {u"max_tokens"_s, u"max_completion_tokens"_s});
    profile.asksForUsage = m_fields.flag(u"asksForUsage"_s, true);
    profile.takesRouting = m_fields.flag(u"takesRouting"_s, false);
    profile.extraFields = m_fields.object(u"extraFields"_s);
    profile.defaults = defaults();
    profile.limits = readLimits(m_fields, u"limits"_s);
}

QUrl ProfileReader::base(JsonFields &fields, const QString &field)
{
    const QString address = fields.text(field);
    if (address.isEmpty()) // the practice gateway has no address before it listens
        return {};
    const auto url = parseBaseUrl(address);
    if (!url)
        fields.complain(field, u"an address of a server (%1)"_s.arg(url.error().detail));
    return url ? *url : QUrl();
}

QList<Host> ProfileReader::hosts(const QString &basePath)
{
    QList<Host> hosts;
    for (JsonFields &fields : m_fields.list(u"hosts"_s)) {
        Host host{fields.text(u"name"_s), base(fields, u"base"_s)};
        if (!isName(host.name))
            fields.complain(u"name"_s, u"1 to 100 printable characters"_s);
        if (host.base.isEmpty() || !host.base.path(QUrl::FullyEncoded).endsWith(basePath))
            fields.complain(u"base"_s, u"an address of a server that ends with \"%1\""_s.arg(basePath));
        fields.refuseOthers();
        hosts << host;
    }
    return hosts;
}

QList<Family> ProfileReader::families()
{
    QList<Family> families;
    QSet<QString> dialects;
    for (JsonFields &fields : m_fields.list(u"families"_s)) {
        Family family;
        family.dialect = fields.choice(u"dialect"_s, dialectNames());
        if (family.dialect.isEmpty())
            fields.complain(u"dialect"_s, u"one of: %1"_s.arg(dialectNames().join(", "_L1)));
        if (dialects.contains(family.dialect))
            fields.complain(u"dialect"_s, u"another one than the families before it"_s);
        dialects << family.dialect;
        family.basePath = readBasePath(fields, u"basePath"_s);
        family.secret = readSecret(fields, u"secret"_s);
        family.headers = readHeaders(fields, u"headers"_s);
        family.job = readJob(fields, u"job"_s);
        fields.refuseOthers();
        families << family;
    }
    return families;
}

QList<ServingRule> ProfileReader::serves(const QStringList &dialects)
{
    QList<ServingRule> rules;
    for (JsonFields &fields : m_fields.list(u"serves"_s)) {
        ServingRule rule{fields.text(u"listed"_s), fields.text(u"pattern"_s), fields.text(u"dialect"_s)};
        if (rule.listed.size() > 100 || !isPrintable(rule.listed))
            fields.complain(u"listed"_s, u"at most 100 printable characters"_s);
        checkPattern(fields, u"pattern"_s, rule.pattern);
        if (rule.listed.isEmpty() && rule.pattern.isEmpty())
            fields.complain(u"pattern"_s, u"a regular expression, or a word in \"listed\""_s);
        if (!dialects.contains(rule.dialect))
            fields.complain(u"dialect"_s, u"one that this profile speaks: %1"_s.arg(dialects.join(", "_L1)));
        fields.refuseOthers();
        rules << rule;
    }
    return rules;
}

QJsonObject ProfileReader::defaults()
{
    const QJsonObject settings = m_fields.object(u"defaults"_s);
    for (auto each = settings.begin(); each != settings.end(); ++each) {
        if (auto checked = checkSettings({{each.key(), *each}}); !checked)
            m_fields.complain(u"defaults"_s, u"settings of the program (%1)"_s.arg(checked.error().detail));
    }
    return settings;
}

} // namespace studio
