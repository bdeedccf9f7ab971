#include "providers/ProfileParts.h"

#include "core/Parameter.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QString fieldPattern = u"[!-~]{1,100}"_s;

bool isHeaderName(const QString &name)
{
    return matchesWhole(name, u"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"_s);
}

/// No control characters, so that a value can never begin a header line of its own.
bool isHeaderValue(const QString &value)
{
    return value.size() <= 1000
        && std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

bool isOneOf(const QString &name, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(names.begin(), names.end(), [&name](QLatin1StringView each) {
        return name.compare(each, Qt::CaseInsensitive) == 0;
    });
}

bool isForKeys(const QString &name)
{
    return isOneOf(name, {"Authorization"_L1, "Proxy-Authorization"_L1, "Cookie"_L1, "x-api-key"_L1, "api-key"_L1,
                          "x-goog-api-key"_L1});
}

bool isTheTransports(const QString &name)
{
    return isOneOf(name, {"Host"_L1, "Content-Length"_L1, "Content-Type"_L1, "Transfer-Encoding"_L1,
                          "Accept-Encoding"_L1, "Connection"_L1});
}

/// "/videos/{id}": with the job's id somewhere.
QString jobPath(JsonFields &job, const QString &field, bool mayBeNone)
{
    const QString path = job.text(field);
    const bool isNone = path.isEmpty() || (mayBeNone && path == "-"_L1);
    if (!isNone && (!matchesWhole(path, u"/[!-~]{0,200}"_s) || !path.contains("{id}"_L1)))
        job.complain(field, u"a path that begins with '/' and has {id} in it"_s + (mayBeNone ? u", or \"-\""_s : QString()));
    return path;
}

QMap<QString, QString> settingFields(JsonFields &job, const QString &field)
{
    QStringList settings;
    for (const Parameter &parameter : parameters())
        settings << parameter.name;
    QMap<QString, QString> named;
    const QJsonObject object = job.object(field);
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QString near = nearestName(each.key(), settings);
        if (!settings.contains(each.key()))
            job.complain(field, u"names of settings"_s + (near.isEmpty() ? QString() : u" like \"%1\""_s.arg(near)));
        if (!matchesWhole(each->toString(), fieldPattern))
            job.complain(field + u'.' + each.key(), u"the name of a field, or \"-\" for none"_s);
        named[each.key()] = each->toString();
    }
    return named;
}

constexpr std::array allWords{JobForm::Word::Queued, JobForm::Word::Working, JobForm::Word::Done, JobForm::Word::Failed};

QMap<QString, JobForm::Word> statusWords(JsonFields &job, const QString &field)
{
    QMap<QString, JobForm::Word> words;
    const QJsonObject object = job.object(field);
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (each.key().isEmpty() || each.key() != each.key().toLower())
            job.complain(field, u"status words in lower case"_s);
        const auto meaning = std::find_if(allWords.begin(), allWords.end(), [&each](JobForm::Word word) {
            return each->toString() == nameOf(word);
        });
        if (meaning == allWords.end())
            job.complain(field + u'.' + each.key(), u"one of: queued, working, done, failed"_s);
        else
            words[each.key()] = *meaning;
    }
    return words;
}

} // namespace

QList<Header> readHeaders(JsonFields &fields, const QString &field)
{
    const QJsonValue value = fields.value(field);
    if (!value.isUndefined() && !value.isArray())
        fields.complain(field, u"a list of [name, value]"_s);
    QList<Header> headers;
    for (const QJsonValue &each : value.toArray()) {
        const QString place = u"%1[%2]"_s.arg(field).arg(headers.size());
        const QJsonArray pair = each.toArray();
        const QString name = pair.at(0).toString();
        if (pair.size() != 2 || !isHeaderName(name) || !pair.at(1).isString() || !isHeaderValue(pair.at(1).toString()))
            fields.complain(place, u"[name, value] without control characters"_s);
        if (isForKeys(name))
            fields.complain(place, u"no header for keys (keys live in the keychain; \"secret\" names their header)"_s);
        if (isTheTransports(name))
            fields.complain(place, u"no header that the program itself sets"_s);
        headers << Header{name.toLatin1(), pair.at(1).toString().toLatin1()};
    }
    return headers;
}

std::optional<SecretHeader> readSecret(JsonFields &fields, const QString &field)
{
    auto secret = fields.inner(field);
    if (!secret)
        return std::nullopt;
    const QString name = secret->text(u"header"_s);
    const QString prefix = secret->text(u"prefix"_s);
    if (!isHeaderName(name))
        secret->complain(u"header"_s, u"the name of the key's header, like \"Authorization\""_s);
    if (isTheTransports(name))
        secret->complain(u"header"_s, u"no header that the program itself sets"_s);
    if (!isHeaderValue(prefix))
        secret->complain(u"prefix"_s, u"what stands before the key, like \"Bearer \""_s);
    secret->refuseOthers();
    return SecretHeader{name.toLatin1(), prefix.toLatin1()};
}

JobForm readJob(JsonFields &fields, const QString &field)
{
    JobForm form;
    auto job = fields.inner(field);
    if (!job)
        return form;
    const QString body = job->choice(u"body"_s, {u"json"_s, u"multipart"_s});
    if (!body.isEmpty())
        form.body = body == "json"_L1 ? JobForm::Body::Json : JobForm::Body::Multipart;
    form.submitPath = readPath(*job, u"submitPath"_s);
    form.pollPath = jobPath(*job, u"pollPath"_s, false);
    form.contentPath = jobPath(*job, u"contentPath"_s, true);
    form.cancelPath = jobPath(*job, u"cancelPath"_s, true);
    form.fields = settingFields(*job, u"fields"_s);
    form.textFields = job->texts(u"textFields"_s, fieldPattern, u"the name of a field"_s);
    form.words = statusWords(*job, u"words"_s);
    form.firstWait = job->time(u"firstWait"_s, 0.1, 3600.0);
    form.mostWait = job->time(u"mostWait"_s, 0.1, 3600.0);
    form.longest = job->time(u"longest"_s, 1.0, 86400.0);
    if (form.firstWait && form.mostWait && *form.mostWait < *form.firstWait)
        job->complain(u"mostWait"_s, u"no less than firstWait"_s);
    job->refuseOthers();
    return form;
}

Limits readLimits(JsonFields &fields, const QString &field)
{
    constexpr double mostSeconds = 86'400.0;
    constexpr qint64 mostBytes = qint64(1) << 31;
    Limits limits;
    auto given = fields.inner(field);
    if (!given)
        return limits;
    limits.connect = given->time(u"connect"_s, 0.001, mostSeconds).value_or(limits.connect);
    limits.firstByte = given->time(u"firstByte"_s, 0.001, mostSeconds).value_or(limits.firstByte);
    limits.idle = given->time(u"idle"_s, 0.001, mostSeconds).value_or(limits.idle);
    limits.total = given->time(u"total"_s, 0.001, mostSeconds).value_or(limits.total);
    limits.mostLineBytes = given->count(u"mostLineBytes"_s, 1, mostBytes).value_or(limits.mostLineBytes);
    limits.mostEventBytes = given->count(u"mostEventBytes"_s, 1, mostBytes).value_or(limits.mostEventBytes);
    limits.mostBodyBytes = given->count(u"mostBodyBytes"_s, 1, mostBytes).value_or(limits.mostBodyBytes);
    limits.mostTextChars = given->count(u"mostTextChars"_s, 1, mostBytes).value_or(limits.mostTextChars);
    given->refuseOthers();
    return limits;
}

QMap<QString, QString> readChosen(JsonFields &fields, const QString &field, const QStringList &dialects)
{
    QMap<QString, QString> chosen;
    const QJsonObject object = fields.object(field);
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QString &id = each.key();
        const bool isPrintable = std::all_of(id.begin(), id.end(), [](QChar c) { return c.isPrint(); });
        if (id.isEmpty() || id.size() > 300 || !isPrintable)
            fields.complain(field, u"ids of models of 1 to 300 printable characters"_s);
        else if (!dialects.contains(each->toString()))
            fields.complain(field + u'.' + id, u"one that this profile speaks: %1"_s.arg(dialects.join(", "_L1)));
        chosen[id] = each->toString();
    }
    return chosen;
}

QString readPath(JsonFields &fields, const QString &field)
{
    return fields.matching(field, u"(/[!-~]{0,200})?"_s, u"empty, or a path that begins with '/'"_s);
}

QString readBasePath(JsonFields &fields, const QString &field)
{
    return fields.matching(field, u"((/(?!\\.)[A-Za-z0-9._~-]{1,100}){1,10})?"_s,
                           u"empty, or a path like \"/v1beta\" without a '/' at its end"_s);
}

} // namespace studio
