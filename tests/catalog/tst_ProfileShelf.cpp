#include "catalog/Accounts.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

QByteArray labText(const QByteArray &base = "https://lab.test/v1")
{
    return "{ \"name\" :  \"Lab\",\n\"id\":\"lab\", \"base\": \"" + base
        + "\", \"secret\": {\"header\": \"Authorization\", \"prefix\": \"Bearer \"}}\n";
}

/// A folder of profiles, and Accounts that read it when they are made.
struct Shelf
{
    void write(const QString &name, const QByteArray &text) const
    {
        put(folder() + u'/' + name, text);
    }
    QByteArray read(const QString &name) const
    {
        return bytesOf(folder() + u'/' + name);
    }
    QString folder() const { return home.filePath(u"servers"_s); }

    QTemporaryDir home;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
};

QByteArray keyFor(Accounts &accounts, const QString &id)
{
    std::optional<QByteArray> key;
    QObject context;
    accounts.withSecret(*accounts.profile(id), &context, [&key](const Result<QByteArray> &secret) {
        key = secret ? *secret : QByteArray("refused");
    });
    return QTest::qWaitFor([&key] { return key.has_value(); }) ? *key : QByteArray("never");
}

QString idIn(const QByteArray &text)
{
    return QJsonDocument::fromJson(text)[u"id"].toString();
}

} // namespace

/// Profiles on disk: the user's own, and what was changed of the built-in ones.
class tst_ProfileShelf : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void keepsATextAsItWasTyped()
    {
        Shelf shelf;
        Accounts accounts(*shelf.secrets, shelf.folder());
        QSignalSpy changed(&accounts, &Accounts::profilesChanged);
        const auto saved = accounts.saveProfile(labText(), {});
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        QVERIFY(!saved->isBuiltIn);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(shelf.read(u"lab.json"_s), labText());
        QCOMPARE(*accounts.profileText(u"lab"_s), labText());
        QCOMPARE(accounts.profiles().last().name, u"Lab"_s);

        const Accounts next(*shelf.secrets, shelf.folder());
        QCOMPARE(next.problems(), QStringList());
        QCOMPARE(next.profile(u"lab"_s), std::optional(*saved));
    }

    void refusesABadTextAndKeepsTheGoodFile()
    {
        Shelf shelf;
        Accounts accounts(*shelf.secrets, shelf.folder());
        QVERIFY(accounts.saveProfile(labText(), {}));
        for (const QByteArray &bad : {QByteArray("{"), QByteArray("{\"id\": \"lab\"}"), QByteArray(labText()).replace("base", "bace"),
                                      QByteArray(labText()).replace("\"lab\"", "\"other\"")}) {
            QVERIFY(!accounts.judgeProfile(bad, u"lab"_s));
            QVERIFY(!accounts.saveProfile(bad, u"lab"_s));
        }
        QCOMPARE(shelf.read(u"lab.json"_s), labText());
        QCOMPARE(accounts.judgeProfile(QByteArray(labText()).replace("base", "bace"), u"lab"_s).error().detail,
                 u"bace: expected no such field; \"base\" is near"_s);
    }

    void aBuiltInProviderIsCopiedButNeverReplaced()
    {
        Shelf shelf;
        Accounts accounts(*shelf.secrets, shelf.folder());
        const QByteArray copy = accounts.copyText(u"wisgate"_s);
        QCOMPARE(idIn(copy), u"wisgate-2"_s);
        const auto saved = accounts.saveProfile(copy, {});
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        QCOMPARE(saved->name, u"WisGate 2"_s);
        QCOMPARE(saved->keyVariable, u"WISGATE_2_API_KEY"_s);
        Profile expected = *accounts.profile(u"wisgate"_s);
        expected.id = saved->id;
        expected.name = saved->name;
        expected.keyVariable = saved->keyVariable;
        expected.baseVariable = saved->baseVariable;
        expected.isBuiltIn = false;
        QVERIFY(*saved == expected);
        QCOMPARE(idIn(accounts.copyText(u"wisgate"_s)), u"wisgate-3"_s);

        const QByteArray posing = QByteArray(copy).replace("wisgate-2", "wisgate");
        QVERIFY(!accounts.saveProfile(posing, {}));
        QVERIFY(!accounts.saveProfile(posing, u"wisgate"_s));
        QVERIFY(shelf.read(u"wisgate.json"_s).isEmpty());
    }

    void aCopyReadsInAnOrderForPeople()
    {
        Shelf shelf;
        const Accounts accounts(*shelf.secrets, shelf.folder());
        const QByteArray copy = accounts.copyText(u"wisgate"_s);
        QVERIFY2(copy.startsWith("{\n    \"schema\": 1,\n    \"id\": \"wisgate-2\",\n    \"name\": \"WisGate 2\",\n"
                                 "    \"base\": \"https://api.wisgate.ai/v1\",\n"), copy.constData());
        for (const QByteArray &line : copy.split('\n'))
            QVERIFY2(line.size() <= 120, line.constData());
    }

    void aKeyStaysWithTheAddressItWasGivenFor()
    {
        Shelf shelf;
        Accounts accounts(*shelf.secrets, shelf.folder());
        QVERIFY(accounts.saveProfile(labText(), {}));
        accounts.connectAccount(u"lab"_s, "lab-key");
        QTRY_COMPARE(accounts.keyState(u"lab"_s), Accounts::KeyState::Connected);
        QVERIFY(accounts.saveProfile(labText("https://lab.test/v2"), u"lab"_s));
        QTRY_COMPARE(accounts.keyState(u"lab"_s), Accounts::KeyState::Connected);
        QCOMPARE(keyFor(accounts, u"lab"_s), QByteArray("lab-key"));
        QVERIFY(accounts.saveProfile(labText("https://evil.test/v1"), u"lab"_s));
        QTRY_COMPARE(accounts.keyState(u"lab"_s), Accounts::KeyState::Missing);
        QCOMPARE(keyFor(accounts, u"lab"_s), QByteArray());
        QVERIFY(accounts.saveProfile(labText(), u"lab"_s));
        QTRY_COMPARE(accounts.keyState(u"lab"_s), Accounts::KeyState::Missing);
        QCOMPARE(keyFor(accounts, u"lab"_s), QByteArray()); // it was taken off with the address
    }

    void remembersTheChosenHostAndItsKey()
    {
        Shelf shelf;
        const QUrl web(u"https://wisgate.ai/v1"_s);
        const QUrl usual(u"https://api.wisgate.ai/v1"_s);
        {
            Accounts accounts(*shelf.secrets, shelf.folder());
            accounts.connectAccount(u"wisgate"_s, "usual-key");
            QTRY_COMPARE(accounts.keyState(u"wisgate"_s), Accounts::KeyState::Connected);
            QVERIFY(accounts.chooseHost(u"wisgate"_s, web));
            QTRY_COMPARE(accounts.keyState(u"wisgate"_s), Accounts::KeyState::Missing);
            QVERIFY(!accounts.chooseHost(u"wisgate"_s, QUrl(u"https://evil.test/v1"_s)));
            QVERIFY(!accounts.chooseHost(u"nobody"_s, web));
        }
        Accounts next(*shelf.secrets, shelf.folder());
        QCOMPARE(next.problems(), QStringList());
        QCOMPARE(next.profile(u"wisgate"_s)->base, web);
        QVERIFY(next.profile(u"wisgate"_s)->isBuiltIn);
        QCOMPARE(forDialect(*next.profile(u"wisgate"_s), u"gemini").base, QUrl(u"https://wisgate.ai/v1beta"_s));
        QVERIFY(next.chooseHost(u"wisgate"_s, usual));
        QTRY_COMPARE(next.keyState(u"wisgate"_s), Accounts::KeyState::Connected);
        QCOMPARE(keyFor(next, u"wisgate"_s), QByteArray("usual-key"));
    }

    void readsTheFormatsThatAUserChoseForBuiltInModels()
    {
        Shelf shelf;
        shelf.write(u"built-in/wisgate.json"_s, "{\"chosen\": {\"claude-opus-4-8\": \"anthropic-messages\"}}");
        Accounts accounts(*shelf.secrets, shelf.folder());
        QCOMPARE(accounts.problems(), QStringList());
        QCOMPARE(dialectFor(*accounts.profile(u"wisgate"_s), u"claude-opus-4-8"_s), u"anthropic-messages"_s);
        QVERIFY(accounts.chooseHost(u"wisgate"_s, QUrl(u"https://wisgate.ai/v1"_s)));
        const Accounts next(*shelf.secrets, shelf.folder());
        QCOMPARE(next.profile(u"wisgate"_s)->chosen.size(), 1);
    }

    void namesTheFileThatIsLeftOutAndWhy_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no JSON") << u"bad.json"_s << QByteArray("{\n \"id\": }") << u"bad.json: line 2, column "_s;
        QTest::newRow("wrong field") << u"bad.json"_s
                                     << QByteArray("{\"id\": \"bad\", \"base\": \"https://b.test/v1\", \"families\": [{\"dialect\": \"x\"}]}")
                                     << u"bad.json: families[0].dialect: expected one of: "_s;
        QTest::newRow("another name") << u"bad.json"_s << QByteArray("{\"id\": \"good\", \"base\": \"https://b.test/v1\"}")
                                      << u"bad.json: id: expected \"bad\", the name of the file"_s;
        QTest::newRow("no address") << u"bad.json"_s << QByteArray("{\"id\": \"bad\"}") << u"bad.json: base: expected an address"_s;
        QTest::newRow("choice that is no host") << u"built-in/wisgate.json"_s << QByteArray("{\"base\": \"https://evil.test/v1\"}")
                                                << u"built-in/wisgate.json: base: expected one of: https://api.wisgate.ai/v1, "_s;
        QTest::newRow("choice of a format that is not spoken")
            << u"built-in/openai.json"_s << QByteArray("{\"chosen\": {\"m\": \"gemini\"}}")
            << u"built-in/openai.json: chosen.m: expected one that this profile speaks"_s;
        QTest::newRow("choice of something else") << u"built-in/openai.json"_s << QByteArray("{\"headers\": []}")
                                                  << u"built-in/openai.json: headers: expected one of the fields: "_s;
        QTest::newRow("choices for nobody") << u"built-in/nobody.json"_s << QByteArray("{}")
                                            << u"built-in/nobody.json: there is no built-in provider"_s;
    }

    void namesTheFileThatIsLeftOutAndWhy()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        Shelf shelf;
        shelf.write(u"lab.json"_s, labText());
        shelf.write(name, text);
        const Accounts accounts(*shelf.secrets, shelf.folder());
        QCOMPARE(accounts.problems().size(), 1);
        QVERIFY2(accounts.problems().first().startsWith(problem), qPrintable(accounts.problems().first()));
        QVERIFY(accounts.profile(u"lab"_s)); // nothing else is affected
        QCOMPARE(accounts.profile(u"wisgate"_s)->base, QUrl(u"https://api.wisgate.ai/v1"_s));
        QCOMPARE(accounts.profiles().size(), 7);
    }

    void writesNothingOverAFileThatWasLeftOut()
    {
        Shelf shelf;
        const QByteArray bad = QByteArray(labText()).replace("base", "bace");
        shelf.write(u"lab.json"_s, bad);
        Accounts accounts(*shelf.secrets, shelf.folder());
        QCOMPARE(accounts.problems().size(), 1);
        QVERIFY(!accounts.saveProfile(labText(), {}));
        const auto server = accounts.addServer(u"Lab"_s, QUrl(u"https://lab.test/v1"_s), true);
        QVERIFY(server);
        QCOMPARE(server->id, u"lab-2"_s);
        QCOMPARE(shelf.read(u"lab.json"_s), bad);
    }
};

QTEST_GUILESS_MAIN(tst_ProfileShelf)
#include "tst_ProfileShelf.moc"
