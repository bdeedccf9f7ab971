#include "providers/ProfileReader.h"

#include "core/Json.h"
#include "providers/Dialect.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

bool isHeaderName(const QString &name)
{
    return matches(name, u"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"_s);
}

/// No control characters, so that a value can never begin a header line of its own.
bool isHeaderValue(const QString &value)
{
    return value.size() <= 1000
        && std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

bool isPrintable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

} // namespace

Result<Profile> ProfileReader::read()
{
    Profile profile;
    profile.id = text(u"id"_s);
    if (!matches(profile.id, u"[a-z0-9][a-z0-9_.-]{0,59}"_s))
        complain(u"id"_s, u"1 to 60 of a-z, 0-9, '-', '_', '.'"_s);
    profile.name = text(u"name"_s);
    if (profile.name.trimmed().isEmpty() || profile.name.size() > 100 || !isPrintable(profile.name))
        complain(u"name"_s, u"1 to 100 printable characters"_s);
    profile.base = base();
    profile.basePath = m_object.contains(u"basePath"_s) ? path(u"basePath"_s) : profile.base.path(QUrl::FullyEncoded);
    profile.dialect = choice(u"dialect"_s, dialectNames());
    profile.secret = secret();
    profile.needsKey = flag(u"needsKey"_s, true);
    profile.modelsPath = path(u"modelsPath"_s);
    profile.modelsNeedKey = flag(u"modelsNeedKey"_s, true);
    profile.accountPath = path(u"accountPath"_s);
    profile.practicePath = path(u"practicePath"_s);
    profile.keyVariable = variable(u"keyVariable"_s);
    profile.baseVariable = variable(u"baseVariable"_s);
    profile.keyPage = page(u"keyPage"_s);
    profile.billingPage = page(u"billingPage"_s);
    profile.maxTokensField = choice(u"maxTokensField"_s, {u"max_tokens"_s, u"max_completion_tokens"_s});
    profile.asksForUsage = flag(u"asksForUsage"_s, true);
    profile.headers = headers();
    profile.limits = limits();
    profile.isBuiltIn = flag(u"builtIn"_s, true);
    if (m_complaint)
        return *m_complaint;
    return profile;
}

QString ProfileReader::text(const QString &field, const QString &fallback)
{
    const QJsonValue value = m_object[field];
    if (value.isUndefined())
        return fallback;
    if (!value.isString())
        complain(field, u"a text"_s);
    return value.toString();
}

QString ProfileReader::path(const QString &field)
{
    const QString path = text(field);
    if (!path.isEmpty() && !matches(path, u"/[!-~]{0,200}"_s))
        complain(field, u"empty, or a path that begins with '/'"_s);
    return path;
}

QString ProfileReader::variable(const QString &field)
{
    const QString name = text(field);
    if (!matches(name, u"[A-Z_][A-Z0-9_]{0,99}"_s))
        complain(field, u"a name of A-Z, 0-9 and '_' that does not begin with a digit"_s);
    return name;
}

QString ProfileReader::choice(const QString &field, const QStringList &allowed)
{
    const QString value = text(field, allowed.first());
    if (!allowed.contains(value))
        complain(field, u"one of: %1"_s.arg(allowed.join(u", "_s)));
    return value;
}

QUrl ProfileReader::page(const QString &field)
{
    const QUrl url(text(field), QUrl::StrictMode);
    if (!url.isEmpty() && (!url.isValid() || url.scheme() != "https"_L1 || url.host().isEmpty()))
        complain(field, u"empty, or an address that begins with https://"_s);
    return url;
}

QUrl ProfileReader::base()
{
    const QString address = text(u"base"_s);
    if (address.isEmpty()) // the practice gateway has no address before it listens
        return {};
    const auto url = parseBaseUrl(address);
    if (!url)
        complain(u"base"_s, u"an address of a server (%1)"_s.arg(url.error().detail));
    return url ? *url : QUrl();
}

bool ProfileReader::flag(const QString &field, bool fallback)
{
    const QJsonValue value = m_object[field];
    if (!value.isUndefined() && !value.isBool())
        complain(field, u"true or false"_s);
    return value.toBool(fallback);
}

QList<Header> ProfileReader::headers()
{
    const QJsonValue value = m_object[u"headers"_s];
    if (!value.isUndefined() && !value.isArray())
        complain(u"headers"_s, u"a list of [name, value]"_s);
    QList<Header> headers;
    for (const QJsonValue &each : value.toArray()) {
        const QJsonArray pair = each.toArray();
        const QString name = pair.at(0).toString();
        if (pair.size() != 2 || !isHeaderName(name) || !isHeaderValue(pair.at(1).toString()))
            complain(u"headers"_s, u"a list of [name, value] without control characters"_s);
        headers << Header{name.toLatin1(), pair.at(1).toString().toLatin1()};
    }
    return headers;
}

std::optional<SecretHeader> ProfileReader::secret()
{
    const QJsonValue value = m_object[u"secret"_s];
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const QString name = value[u"header"_s].toString();
    const QString prefix = value[u"prefix"_s].toString();
    if (!isHeaderName(name) || !isHeaderValue(prefix))
        complain(u"secret"_s, u"{\"header\": a header's name, \"prefix\": what stands before the key}"_s);
    return SecretHeader{name.toLatin1(), prefix.toLatin1()};
}

Limits ProfileReader::limits()
{
    const QJsonValue value = m_object[u"limits"_s];
    if (!value.isUndefined() && !value.isObject())
        complain(u"limits"_s, u"an object"_s);
    const QJsonObject object = value.toObject();
    Limits limits;
    readTime(object, u"connect"_s, limits.connect);
    readTime(object, u"firstByte"_s, limits.firstByte);
    readTime(object, u"idle"_s, limits.idle);
    readTime(object, u"total"_s, limits.total);
    readBytes(object, u"mostLineBytes"_s, limits.mostLineBytes);
    readBytes(object, u"mostEventBytes"_s, limits.mostEventBytes);
    readBytes(object, u"mostBodyBytes"_s, limits.mostBodyBytes);
    readBytes(object, u"mostTextChars"_s, limits.mostTextChars);
    return limits;
}

void ProfileReader::readTime(const QJsonObject &object, const QString &field, std::chrono::milliseconds &time)
{
    if (!object.contains(field))
        return;
    const double seconds = object[field].toDouble(-1.0);
    if (seconds >= 0.001 && seconds <= 86'400.0)
        time = std::chrono::milliseconds(qint64(seconds * 1000.0 + 0.5));
    else
        complain(u"limits."_s + field, u"seconds, more than 0 and at most 86400"_s);
}

void ProfileReader::readBytes(const QJsonObject &object, const QString &field, qint64 &bytes)
{
    if (!object.contains(field))
        return;
    const auto count = countFrom(object[field]);
    if (count && *count > 0 && *count <= (qint64(1) << 31))
        bytes = *count;
    else
        complain(u"limits."_s + field, u"a whole number from 1 to 2147483648"_s);
}

void ProfileReader::complain(const QString &field, const QString &whatItMustBe)
{
    if (!m_complaint)
        m_complaint = Error{ErrorKind::Rejected, u"%1: expected %2"_s.arg(field, whatItMustBe)};
}

} // namespace studio
