#include "BuiltIn.h"
#include "providers/Dialect.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QDir folder()
{
    return QDir(QStringLiteral(STUDIO_TEST_DATA "/sdk-requests"));
}

Prompt promptOf(const QJsonObject &given)
{
    Prompt prompt{given[u"prompt"_s].toString(), given[u"instructions"_s].toString(), {}, given[u"settings"_s].toObject()};
    for (const QJsonValue &each : given[u"attachments"_s].toArray()) {
        Media media;
        media.name = each[u"name"_s].toString();
        media.mime = each[u"mime"_s].toString().toLatin1();
        media.kind = mediaKindOf(media.mime);
        media.bytes = QByteArray::fromBase64(each[u"bytes"_s].toString().toLatin1());
        prompt.attachments << media;
    }
    return prompt;
}

/// Parts of a message in an order of their own: text, pictures and files mean the same in any.
QJsonValue sorted(const QJsonArray &parts)
{
    QList<QByteArray> texts;
    for (const QJsonValue &part : parts)
        texts << QJsonDocument(QJsonArray{part}).toJson(QJsonDocument::Compact);
    std::sort(texts.begin(), texts.end());
    QJsonArray all;
    for (const QByteArray &text : std::as_const(texts))
        all << QJsonDocument::fromJson(text).array().first();
    return all;
}

/// The same meaning in one shape. What is taken out here is what an encoder may write or leave out as it likes:
/// each line says why.
QJsonValue plain(const QJsonValue &value, const QString &key = {})
{
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue &each : value.toArray())
            list << plain(each);
        return key == "content"_L1 || key == "parts"_L1 ? sorted(list) : QJsonValue(list);
    }
    if (!value.isObject())
        return value;
    QJsonObject object;
    const QJsonObject given = value.toObject();
    for (auto each = given.begin(); each != given.end(); ++each)
        object[each.key()] = plain(*each, each.key());
    const auto is = [&object](const QString &name, const QJsonValue &meaning) { return object.value(name) == meaning; };
    if (is(u"stream"_s, false))
        object.remove(u"stream"_s); // false is what a missing one means
    if (is(u"generationConfig"_s, QJsonObject()))
        object.remove(u"generationConfig"_s); // an empty one says nothing
    if (object.contains(u"parts"_s) && object.value(u"role"_s).toString(u"user"_s) == "user"_L1)
        object.remove(u"role"_s); // who asks in a single message
    if (object.contains(u"schema"_s)) { // how a schema is called is up to whoever asks
        object.remove(u"name"_s);
        object.remove(u"strict"_s);
    }
    if (is(u"detail"_s, u"auto"_s))
        object.remove(u"detail"_s); // of a picture; what a missing one means
    if (is(u"type"_s, u"document"_s))
        object.remove(u"title"_s); // we tell the file's name, which is up to whoever asks
    return object;
}

void compare(const QJsonValue &ours, const QJsonValue &theirs, const QString &path, QStringList &differences)
{
    if (ours.isObject() && theirs.isObject()) {
        QStringList keys = ours.toObject().keys() + theirs.toObject().keys();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys))
            compare(ours[key], theirs[key], path.isEmpty() ? key : path + u'.' + key, differences);
    } else if (ours.isArray() && theirs.isArray() && ours.toArray().size() == theirs.toArray().size()) {
        for (qsizetype i = 0; i < ours.toArray().size(); ++i)
            compare(ours.toArray()[i], theirs.toArray()[i], u"%1[%2]"_s.arg(path).arg(i), differences);
    } else if (ours != theirs) {
        const auto shown = [](const QJsonValue &value) {
            return value.isUndefined() ? u"nothing"_s
                                       : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).left(160);
        };
        differences << u"%1: %2 instead of %3"_s.arg(path, shown(ours), shown(theirs));
    }
}

QByteArray headerOf(const Request &request, QByteArrayView name)
{
    for (const Header &header : request.headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

/// Where one side says more than the other, on purpose. Applied to both.
QJsonObject withoutOwn(QJsonObject body, const QString &service)
{
    if (service == "openrouter"_L1) { // only companies that take every setting are asked: the profile's default
        QJsonObject provider = body.value(u"provider"_s).toObject();
        provider.remove(u"require_parameters"_s);
        body[u"provider"_s] = provider;
        if (provider.isEmpty())
            body.remove(u"provider"_s);
        body.remove(u"verbosity"_s);    // in OpenRouter's manual, and not in its SDK's chat
        body.remove(u"service_tier"_s); // its SDK writes its own defaults into Responses; we send what was set
        body.remove(u"store"_s);
    }
    if (body.value(u"stream_options"_s) == QJsonValue(QJsonObject{{u"include_usage"_s, true}}))
        body.remove(u"stream_options"_s); // without it a stream has no usage; the SDKs leave that to whoever asks
    return body;
}

} // namespace

/// What we send means what the vendors' own SDKs send for the same question.
class tst_SdkRequests : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void meanWhatOursMean_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QJsonObject>("given");
        const QStringList files = folder().entryList({u"*.json"_s}, QDir::Files, QDir::Name);
        QVERIFY(files.size() >= 7);
        for (const QString &name : files) {
            const QJsonArray cases = testObject(u"sdk-requests/"_s + name)[u"cases"_s].toArray();
            QVERIFY2(cases.size() > 3, qPrintable(name));
            for (const QJsonValue &each : cases)
                QTest::newRow(qPrintable(name.chopped(5) + u": "_s + each[u"name"_s].toString())) << name << each.toObject();
        }
    }
    void meanWhatOursMean()
    {
        QFETCH(QString, file);
        QFETCH(QJsonObject, given);
        const QJsonObject source = testObject(u"sdk-requests/"_s + file);
        const QString dialect = source[u"dialect"_s].toString();
        const QString service = source[u"service"_s].toString();
        const Profile profile = forDialect(builtIn(service), dialect);
        QVERIFY2(!profile.id.isEmpty() && dialectNamed(dialect), qPrintable(service + u' ' + dialect));
        const auto recipe = dialectNamed(dialect)->encode(promptOf(given), given[u"model"_s].toString(), profile,
                                                          given[u"streaming"_s].toBool());
        QVERIFY2(recipe, qPrintable(recipe ? QString() : recipe.error().detail));
        const Request &ours = recipe->request;
        const QJsonObject theirs = given[u"request"_s].toObject();

        QCOMPARE(QString::fromLatin1(ours.method), theirs[u"method"_s].toString());
        const QString query = theirs[u"query"_s].toString();
        QCOMPARE(ours.path, theirs[u"path"_s].toString() + (query.isEmpty() ? QString() : u'?' + query));
        QVERIFY(headerOf(ours, "content-type").startsWith("application/json"));
        QVERIFY(ours.secret);
        const QJsonArray secrets = theirs[u"secret"_s].toArray();
        const bool isSamePlace = std::any_of(secrets.begin(), secrets.end(), [&](const QJsonValue &secret) {
            return secret[u"header"_s].toString() == QString::fromLatin1(ours.secret->name).toLower()
                && secret[u"prefix"_s].toString() == QString::fromLatin1(ours.secret->prefix);
        });
        // Anthropic's SDK of version 1 sends its key as a bearer; the service takes both, and its manual names x-api-key.
        const bool isNewAnthropic = service == "anthropic"_L1 && theirs[u"headers"_s][u"anthropic-version"_s] != u"2023-06-01"_s;
        QVERIFY2(isSamePlace || isNewAnthropic, ours.secret->name.constData());

        const QJsonObject body = QJsonDocument::fromJson(ours.body).object();
        QVERIFY(!body.isEmpty());
        QStringList differences;
        compare(plain(withoutOwn(body, service)), plain(withoutOwn(theirs[u"body"_s].toObject(), service)), {}, differences);
        QCOMPARE(differences.join(u'\n'), QString());
    }
};

QTEST_GUILESS_MAIN(tst_SdkRequests)
#include "tst_SdkRequests.moc"
