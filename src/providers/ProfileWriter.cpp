#include "providers/Profile.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Builds an object that has only what differs from the fallback.
class Sparse
{
public:
    template <typename T>
    void add(const QString &field, const T &value, const T &fallback)
    {
        if (!(value == fallback))
            m_object[field] = value;
    }

    void add(const QString &field, const QJsonValue &value)
    {
        const bool isEmpty = value.isNull() || value.isUndefined() || (value.isArray() && value.toArray().isEmpty())
            || (value.isObject() && value.toObject().isEmpty()) || (value.isString() && value.toString().isEmpty());
        if (!isEmpty)
            m_object[field] = value;
    }

    void addTime(const QString &field, std::optional<std::chrono::milliseconds> time)
    {
        if (time)
            m_object[field] = double(time->count()) / 1000.0;
    }

    const QJsonObject &object() const { return m_object; }

private:
    QJsonObject m_object;
};

/// The order that people read in: who and where, which formats, what is sent, the rest.
const QStringList readingOrder{
    u"schema"_s,     u"id"_s,            u"name"_s,           u"base"_s,         u"basePath"_s,       u"hosts"_s,
    u"secret"_s,     u"needsKey"_s,      u"headers"_s,        u"dialect"_s,      u"families"_s,       u"serves"_s,
    u"chosen"_s,     u"job"_s,           u"maxTokensField"_s, u"asksForUsage"_s, u"takesRouting"_s,   u"extraFields"_s,
    u"defaults"_s,   u"modelsPath"_s,    u"modelsNeedKey"_s,  u"accountPath"_s,  u"creditPath"_s,     u"generationPath"_s,
    u"endpointsPath"_s, u"companiesPath"_s, u"forgetfulPath"_s, u"practicePath"_s, u"keyVariable"_s,  u"baseVariable"_s,
    u"keyPage"_s,    u"billingPage"_s,   u"signIn"_s,         u"limits"_s,       u"builtIn"_s,
};

constexpr qsizetype mostLineChars = 80;

/// JSON of any value; what is short stays on one line.
QByteArray written(const QJsonValue &value, const QByteArray &indent)
{
    QByteArray line = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    line = line.sliced(1, line.size() - 2);
    const bool isLong = indent.size() + line.size() > mostLineChars;
    const QByteArray deeper = indent + "    ";
    QByteArrayList parts;
    if (value.isArray() && (isLong || value[0].isObject())) {
        for (const QJsonValue &each : value.toArray())
            parts << deeper + written(each, deeper);
        return "[\n" + parts.join(",\n") + '\n' + indent + ']';
    }
    if (value.isObject() && isLong) {
        const QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            parts << deeper + written(each.key(), {}) + ": " + written(*each, deeper);
        return "{\n" + parts.join(",\n") + '\n' + indent + '}';
    }
    return line;
}

QString addressOf(const QUrl &url)
{
    return url.toString(QUrl::FullyEncoded);
}

QJsonArray headersOf(const QList<Header> &headers)
{
    QJsonArray list;
    for (const Header &header : headers)
        list << QJsonArray{QString::fromLatin1(header.name), QString::fromLatin1(header.value)};
    return list;
}

QJsonObject secretOf(const std::optional<SecretHeader> &secret)
{
    if (!secret)
        return {};
    return {{u"header"_s, QString::fromLatin1(secret->name)}, {u"prefix"_s, QString::fromLatin1(secret->prefix)}};
}

QJsonObject namesOf(const QMap<QString, QString> &names)
{
    QJsonObject object;
    for (auto each = names.begin(); each != names.end(); ++each)
        object[each.key()] = *each;
    return object;
}

QJsonObject jobOf(const JobForm &job)
{
    QJsonObject words;
    for (auto each = job.words.begin(); each != job.words.end(); ++each)
        words[each.key()] = QString(nameOf(*each));
    Sparse sparse;
    if (job.body)
        sparse.add(u"body"_s, QString(nameOf(*job.body)));
    sparse.add(u"submitPath"_s, job.submitPath);
    sparse.add(u"pollPath"_s, job.pollPath);
    sparse.add(u"contentPath"_s, job.contentPath);
    sparse.add(u"cancelPath"_s, job.cancelPath);
    sparse.add(u"fields"_s, namesOf(job.fields));
    sparse.add(u"textFields"_s, QJsonArray::fromStringList(job.textFields));
    sparse.add(u"words"_s, words);
    sparse.addTime(u"firstWait"_s, job.firstWait);
    sparse.addTime(u"mostWait"_s, job.mostWait);
    sparse.addTime(u"longest"_s, job.longest);
    return sparse.object();
}

QJsonArray familiesOf(const QList<Family> &families)
{
    QJsonArray list;
    for (const Family &family : families) {
        Sparse sparse;
        sparse.add(u"dialect"_s, family.dialect);
        sparse.add(u"basePath"_s, family.basePath);
        sparse.add(u"secret"_s, secretOf(family.secret));
        sparse.add(u"headers"_s, headersOf(family.headers));
        sparse.add(u"job"_s, jobOf(family.job));
        list << sparse.object();
    }
    return list;
}

QJsonArray rulesOf(const QList<ServingRule> &rules)
{
    QJsonArray list;
    for (const ServingRule &rule : rules) {
        Sparse sparse;
        sparse.add(u"listed"_s, rule.listed);
        sparse.add(u"pattern"_s, rule.pattern);
        sparse.add(u"dialect"_s, rule.dialect);
        list << sparse.object();
    }
    return list;
}

QJsonArray hostsOf(const QList<Host> &hosts)
{
    QJsonArray list;
    for (const Host &host : hosts)
        list << QJsonObject{{u"name"_s, host.name}, {u"base"_s, addressOf(host.base)}};
    return list;
}

QJsonObject limitsOf(const Limits &limits)
{
    const Limits usual;
    const auto different = [](auto value, auto fallback) { return value == fallback ? std::nullopt : std::optional(value); };
    Sparse sparse;
    sparse.addTime(u"connect"_s, different(limits.connect, usual.connect));
    sparse.addTime(u"firstByte"_s, different(limits.firstByte, usual.firstByte));
    sparse.addTime(u"idle"_s, different(limits.idle, usual.idle));
    sparse.addTime(u"total"_s, different(limits.total, usual.total));
    sparse.add(u"mostLineBytes"_s, limits.mostLineBytes, usual.mostLineBytes);
    sparse.add(u"mostEventBytes"_s, limits.mostEventBytes, usual.mostEventBytes);
    sparse.add(u"mostBodyBytes"_s, limits.mostBodyBytes, usual.mostBodyBytes);
    sparse.add(u"mostTextChars"_s, limits.mostTextChars, usual.mostTextChars);
    return sparse.object();
}

} // namespace

QLatin1StringView nameOf(JobForm::Body body)
{
    switch (body) {
    case JobForm::Body::Json:
        return "json"_L1;
    case JobForm::Body::Multipart:
        return "multipart"_L1;
    }
    return {};
}

QLatin1StringView nameOf(JobForm::Word word)
{
    switch (word) {
    case JobForm::Word::Queued:
        return "queued"_L1;
    case JobForm::Word::Working:
        return "working"_L1;
    case JobForm::Word::Done:
        return "done"_L1;
    case JobForm::Word::Failed:
        return "failed"_L1;
    }
    return {};
}

QByteArray textOf(const Profile &profile)
{
    const QByteArray indent = "    ";
    const QJsonObject object = toJson(profile);
    QByteArrayList lines;
    for (const QString &field : readingOrder) {
        if (object.contains(field))
            lines << indent + written(field, {}) + ": " + written(object[field], indent);
    }
    Q_ASSERT(lines.size() == object.size());
    return "{\n" + lines.join(",\n") + "\n}\n";
}

QByteArray choicesText(const Profile &profile)
{
    Sparse sparse;
    sparse.add(u"schema"_s, QJsonValue(Profile::newestSchema));
    sparse.add(u"base"_s, addressOf(profile.base));
    sparse.add(u"chosen"_s, namesOf(profile.chosen));
    return QJsonDocument(sparse.object()).toJson();
}

QJsonObject toJson(const Profile &profile)
{
    Sparse sparse;
    sparse.add(u"schema"_s, QJsonValue(Profile::newestSchema));
    sparse.add(u"id"_s, profile.id);
    sparse.add(u"name"_s, profile.name);
    sparse.add(u"base"_s, addressOf(profile.base));
    sparse.add(u"basePath"_s, profile.basePath, profile.base.path(QUrl::FullyEncoded));
    sparse.add(u"hosts"_s, hostsOf(profile.hosts));
    sparse.add(u"dialect"_s, profile.dialect);
    sparse.add(u"families"_s, familiesOf(profile.families));
    sparse.add(u"serves"_s, rulesOf(profile.serves));
    sparse.add(u"chosen"_s, namesOf(profile.chosen));
    sparse.add(u"job"_s, jobOf(profile.job));
    sparse.add(u"secret"_s, secretOf(profile.secret));
    sparse.add(u"needsKey"_s, profile.needsKey, true);
    sparse.add(u"headers"_s, headersOf(profile.headers));
    sparse.add(u"modelsPath"_s, profile.modelsPath);
    sparse.add(u"modelsNeedKey"_s, profile.modelsNeedKey, true);
    sparse.add(u"accountPath"_s, profile.accountPath);
    sparse.add(u"creditPath"_s, profile.creditPath);
    sparse.add(u"generationPath"_s, profile.generationPath);
    sparse.add(u"endpointsPath"_s, profile.endpointsPath);
    sparse.add(u"companiesPath"_s, profile.companiesPath);
    sparse.add(u"forgetfulPath"_s, profile.forgetfulPath);
    sparse.add(u"practicePath"_s, profile.practicePath);
    sparse.add(u"keyVariable"_s, profile.keyVariable);
    sparse.add(u"baseVariable"_s, profile.baseVariable);
    sparse.add(u"keyPage"_s, addressOf(profile.keyPage));
    sparse.add(u"billingPage"_s, addressOf(profile.billingPage));
    if (profile.signIn)
        sparse.add(u"signIn"_s, QJsonObject{{u"page"_s, addressOf(profile.signIn->page)}, {u"path"_s, profile.signIn->path}});
    sparse.add(u"maxTokensField"_s, profile.maxTokensField);
    sparse.add(u"asksForUsage"_s, profile.asksForUsage, true);
    sparse.add(u"takesRouting"_s, profile.takesRouting, false);
    sparse.add(u"extraFields"_s, profile.extraFields);
    sparse.add(u"defaults"_s, profile.defaults);
    sparse.add(u"limits"_s, limitsOf(profile.limits));
    sparse.add(u"builtIn"_s, profile.isBuiltIn, false);
    return sparse.object();
}

} // namespace studio
