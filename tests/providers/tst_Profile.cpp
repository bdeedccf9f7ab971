#include "providers/Dialect.h"
#include "providers/Profile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QJsonObject goodProfile()
{
    return toJson(profileForServer(u"My Server"_s, QUrl(u"https://llm.example/v1"_s), true, {}));
}

Result<Profile> read(const QJsonObject &object)
{
    return parseProfile(QJsonDocument(object).toJson());
}

Profile builtIn(const QString &id)
{
    for (const Profile &profile : builtInProfiles()) {
        if (profile.id == id)
            return profile;
    }
    return {};
}

} // namespace

class tst_Profile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void bringsFourProviders()
    {
        QStringList ids;
        for (const Profile &profile : builtInProfiles()) {
            ids << profile.id;
            QVERIFY2(dialectNamed(profile.dialect), qPrintable(profile.id));
            QVERIFY2(profile.isBuiltIn, qPrintable(profile.id));
            QVERIFY2(profile.needsKey && profile.secret, qPrintable(profile.id));
            QCOMPARE(profile.keyVariable, profile.id.toUpper() + u"_API_KEY"_s);
            QCOMPARE(profile.baseVariable, profile.id.toUpper() + u"_BASE_URL"_s);
            QCOMPARE(profile.limits.idle, Limits().idle);
        }
        QCOMPARE(ids, QStringList({u"openrouter"_s, u"wisgate"_s, u"openai"_s, u"practice"_s}));
    }

    void knowsWhatIsParticularAboutEach()
    {
        const Profile openRouter = builtIn(u"openrouter"_s);
        QCOMPARE(openRouter.base.toString(), u"https://openrouter.ai/api/v1"_s);
        QCOMPARE(openRouter.modelsPath, u"/models?output_modalities=all"_s);
        QVERIFY(!openRouter.modelsNeedKey);
        QCOMPARE(openRouter.accountPath, u"/key"_s);
        QCOMPARE(openRouter.headers, QList<Header>({{"X-OpenRouter-Title", "Signalbox Studio"}}));
        QCOMPARE(openRouter.practicePath, u"/openrouter/api/v1"_s);

        QCOMPARE(builtIn(u"wisgate"_s).base.toString(), u"https://api.wisgate.ai/v1"_s);
        QVERIFY(builtIn(u"wisgate"_s).modelsNeedKey);
        QCOMPARE(builtIn(u"wisgate"_s).practicePath, u"/wisgate/v1"_s);
        QCOMPARE(builtIn(u"openai"_s).base.toString(), u"https://api.openai.com/v1"_s);
        QCOMPARE(builtIn(u"openai"_s).maxTokensField, u"max_completion_tokens"_s);
        QVERIFY(builtIn(u"practice"_s).base.isEmpty());
        QCOMPARE(builtIn(u"practice"_s).practicePath, u"/openai/v1"_s);
    }

    void survivesARoundTrip()
    {
        QList<Profile> profiles = builtInProfiles();
        profiles << profileForServer(u"Lab"_s, QUrl(u"http://127.0.0.1:8080/v1"_s), false, {});
        for (Profile profile : profiles) {
            profile.limits.idle = std::chrono::milliseconds(1500);
            const auto again = read(toJson(profile));
            QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
            QCOMPARE(toJson(*again), toJson(profile));
            QCOMPARE(again->limits.idle, profile.limits.idle);
            QCOMPARE(again->secret, profile.secret);
            QCOMPARE(again->isBuiltIn, profile.isBuiltIn);
        }
    }

    void namesTheFieldThatIsWrong_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char *name, const QString &field, const QJsonValue &value, const QString &complaint = {}) {
            QTest::newRow(name) << field << value << (complaint.isEmpty() ? field : complaint);
        };
        row("no id", u"id"_s, QJsonValue::Undefined);
        row("id with a slash", u"id"_s, u"a/b"_s);
        row("id as number", u"id"_s, 7);
        row("empty name", u"name"_s, u"  "_s);
        row("name with a line end", u"name"_s, u"a\nb"_s);
        row("base without a host", u"base"_s, u"https://"_s);
        row("base over plain http", u"base"_s, u"http://llm.example/v1"_s);
        row("base with a password", u"base"_s, u"https://me:pw@llm.example/v1"_s);
        row("unknown dialect", u"dialect"_s, u"smoke-signals"_s);
        row("secret as text", u"secret"_s, u"Authorization"_s);
        row("secret header with a line end", u"secret"_s, QJsonObject{{u"header"_s, u"A\r\nB"_s}, {u"prefix"_s, u""_s}});
        row("needsKey as text", u"needsKey"_s, u"yes"_s);
        row("models path without a slash", u"modelsPath"_s, u"models"_s);
        row("models path with a space", u"modelsPath"_s, u"/mod els"_s);
        row("key variable with a hyphen", u"keyVariable"_s, u"MY-KEY"_s);
        row("key variable with shell code", u"keyVariable"_s, u"X;rm"_s);
        row("key page over http", u"keyPage"_s, u"http://example.org"_s);
        row("key page as script", u"keyPage"_s, u"javascript:alert(1)"_s);
        row("unknown longest-answer field", u"maxTokensField"_s, u"max_words"_s);
        row("headers as object", u"headers"_s, QJsonObject{{u"A"_s, u"b"_s}});
        row("header that injects a line", u"headers"_s, QJsonArray{QJsonArray{u"A"_s, u"b\r\nC: d"_s}});
        row("limit of zero", u"limits"_s, QJsonObject{{u"idle"_s, 0}}, u"limits.idle"_s);
        row("limit as text", u"limits"_s, QJsonObject{{u"mostBodyBytes"_s, u"64M"_s}}, u"limits.mostBodyBytes"_s);
    }

    void namesTheFieldThatIsWrong()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, complaint);
        QJsonObject object = goodProfile();
        QVERIFY(read(object));
        if (value.isUndefined())
            object.remove(field);
        else
            object[field] = value;
        const auto profile = read(object);
        QVERIFY(!profile);
        QCOMPARE(profile.error().kind, ErrorKind::Rejected);
        QVERIFY2(profile.error().detail.startsWith(complaint + u": expected "_s), qPrintable(profile.error().detail));
    }

    void refusesWhatIsNoProfile()
    {
        QVERIFY(!parseProfile({}));
        QVERIFY(!parseProfile("[]"));
        QVERIFY(!parseProfile(QByteArray(10'000, '[')));
        QVERIFY(!parseProfile("{}"));
    }

    void makesAnIdAndVariablesFromAName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("taken");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("variable");
        QTest::newRow("plain") << u"My Server"_s << QStringList{} << u"my-server"_s << u"MY_SERVER_API_KEY"_s;
        QTest::newRow("taken") << u"OpenRouter"_s << QStringList{u"openrouter"_s, u"openrouter-2"_s}
                               << u"openrouter-3"_s << u"OPENROUTER_3_API_KEY"_s;
        QTest::newRow("marks") << u" --(Lab) #4!-- "_s << QStringList{} << u"lab-4"_s << u"LAB_4_API_KEY"_s;
        QTest::newRow("digit first") << u"4 lab"_s << QStringList{} << u"4-lab"_s << u"SERVER_4_LAB_API_KEY"_s;
        QTest::newRow("no Latin letter") << u"実験室"_s << QStringList{} << u"server"_s << u"SERVER_API_KEY"_s;
        QTest::newRow("empty") << QString() << QStringList{u"server"_s} << u"server-2"_s << u"SERVER_2_API_KEY"_s;
    }

    void makesAnIdAndVariablesFromAName()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, taken);
        const Profile profile = profileForServer(name, QUrl(u"https://llm.example/v1"_s), true, taken);
        QTEST(profile.id, "id");
        QTEST(profile.keyVariable, "variable");
        QVERIFY(!profile.name.isEmpty());
        QVERIFY(!profile.isBuiltIn);
        const auto again = read(toJson(profile));
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
    }

    void takesNoSecretWhereNoKeyIsNeeded()
    {
        const Profile open = profileForServer(u"Lab"_s, QUrl(u"http://localhost:1234/v1"_s), false, {});
        QVERIFY(!open.secret);
        QVERIFY(!open.needsKey);
        QVERIFY(!open.modelsNeedKey);
        const Profile closed = profileForServer(u"Lab"_s, QUrl(u"http://localhost:1234/v1"_s), true, {});
        QCOMPARE(closed.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
    }

    void movesToAnotherAddressWithAllItsRules()
    {
        const Profile moved = atAddress(builtIn(u"openrouter"_s), QUrl(u"http://127.0.0.1:4711/openrouter/api/v1"_s));
        QCOMPARE(moved.base.port(), 4711);
        QJsonObject expected = toJson(builtIn(u"openrouter"_s));
        expected[u"base"_s] = u"http://127.0.0.1:4711/openrouter/api/v1"_s;
        QCOMPARE(toJson(moved), expected);
    }
};

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_Profile.moc"
