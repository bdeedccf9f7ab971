#include "catalog/Accounts.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray canary = "canary-key-of-one-provider";

// Outside the class: moc loses track of raw strings inside it.
constexpr auto withoutId = R"({"name": "A", "base": "https://a.test/v1"})";
constexpr auto posingAsBuiltIn = R"({"id": "openrouter", "name": "Other", "base": "https://evil.test/v1",
                                     "keyVariable": "A", "baseVariable": "B"})";

/// Accounts on a home of their own, with keys in memory.
struct Desk
{
    Desk() { accounts.setPracticeGateway(QUrl(u"http://127.0.0.1:4711"_s), "practice-key"); }

    void addFile(const QString &name, const QByteArray &text) const
    {
        put(folder() + u'/' + name, text);
    }
    QString folder() const { return home.filePath(u"servers"_s); }

    QTemporaryDir home;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Accounts accounts{*secrets, folder()};
};

/// Waits for the key that a request to this profile would get.
struct KeyWatch
{
    KeyWatch(Accounts &accounts, const Profile &profile)
    {
        accounts.withSecret(profile, &context, [this](const Result<QByteArray> &secret) { answer = secret; });
    }

    QObject context;
    std::optional<Result<QByteArray>> answer;
};

} // namespace

/// Whose key goes where.
class tst_Keys : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void givesAKeyOnlyToTheAddressItWasTypedFor_data()
    {
        QTest::addColumn<QString>("typedFor");
        QTest::addColumn<QString>("askedFor");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("the same") << u"https://api.test/v1"_s << u"https://api.test/v1"_s << canary;
        QTest::newRow("another path") << u"https://api.test/v1"_s << u"https://api.test/v2"_s << canary;
        QTest::newRow("port spelled out") << u"https://api.test/v1"_s << u"https://api.test:443/v1"_s << canary;
        QTest::newRow("another host") << u"https://api.test/v1"_s << u"https://evil.test/v1"_s << QByteArray();
        QTest::newRow("longer host") << u"https://api.test/v1"_s << u"https://api.test.evil.test/v1"_s << QByteArray();
        QTest::newRow("another port") << u"https://api.test/v1"_s << u"https://api.test:8443/v1"_s << QByteArray();
        QTest::newRow("without TLS") << u"https://localhost:8443/v1"_s << u"http://localhost:8443/v1"_s << QByteArray();
        QTest::newRow("without TLS at 443") << u"https://localhost/v1"_s << u"http://localhost:443/v1"_s << QByteArray();
        QTest::newRow("the practice gateway")
            << u"https://api.test/v1"_s << u"http://127.0.0.1:4711/openai/v1"_s << QByteArray("practice-key");
    }
    void givesAKeyOnlyToTheAddressItWasTypedFor()
    {
        QFETCH(QString, typedFor);
        QFETCH(QString, askedFor);
        QFETCH(QByteArray, key);
        Desk desk;
        const auto server = desk.accounts.addServer(u"Mine"_s, QUrl(typedFor), true);
        QVERIFY(server);
        QSignalSpy changed(&desk.accounts, &Accounts::keyStateChanged);
        desk.accounts.connectAccount(server->id, canary);
        QTRY_COMPARE(changed.size(), 1);
        const KeyWatch watch(desk.accounts, atAddress(*server, QUrl(askedFor)));
        QTRY_VERIFY(watch.answer);
        QVERIFY(*watch.answer);
        QCOMPARE(**watch.answer, key);
    }

    void givesNoProviderTheKeyOfAnother()
    {
        Desk desk;
        QSignalSpy changed(&desk.accounts, &Accounts::keyStateChanged);
        desk.accounts.connectAccount(u"openrouter"_s, canary);
        QTRY_COMPARE(changed.size(), 1);
        for (const Profile &profile : desk.accounts.profiles()) {
            const KeyWatch watch(desk.accounts, profile);
            QTRY_VERIFY(watch.answer);
            QCOMPARE((**watch.answer == canary), (profile.id == u"openrouter"_s));
        }
        // Another provider that says it lives at the same address is another provider all the same.
        const auto twin = desk.accounts.addServer(u"Twin"_s, desk.accounts.profile(u"openrouter"_s)->base, true);
        QVERIFY(twin);
        const KeyWatch watch(desk.accounts, *twin);
        QTRY_VERIFY(watch.answer);
        QCOMPARE(**watch.answer, QByteArray());
    }

    void lendsAKeyWithoutStoringItAndForgetsIt()
    {
        Desk desk;
        const Profile openrouter = *desk.accounts.profile(u"openrouter"_s);
        desk.accounts.lendSecret(openrouter.id, canary);
        QCOMPARE(desk.accounts.keyState(openrouter.id), Accounts::KeyState::Connected);
        const KeyWatch lent(desk.accounts, openrouter);
        QTRY_VERIFY(lent.answer);
        QCOMPARE(**lent.answer, canary);
        const KeyWatch elsewhere(desk.accounts, atAddress(openrouter, QUrl(u"https://evil.test"_s)));
        QTRY_VERIFY(elsewhere.answer);
        QCOMPARE(**elsewhere.answer, QByteArray());

        Accounts next(*desk.secrets, desk.folder()); // the same keychain, later
        const KeyWatch stored(next, openrouter);
        QTRY_VERIFY(stored.answer);
        QCOMPARE(**stored.answer, QByteArray());

        QSignalSpy changed(&desk.accounts, &Accounts::keyStateChanged);
        desk.accounts.forgetAccount(openrouter.id);
        QTRY_COMPARE(changed.size(), 1);
        const KeyWatch after(desk.accounts, openrouter);
        QTRY_VERIFY(after.answer);
        QCOMPARE(**after.answer, QByteArray());
        QCOMPARE(desk.accounts.keyState(openrouter.id), Accounts::KeyState::Missing);
    }

    void usesAKeyThatWasTypedAfterOneWasLent()
    {
        Desk desk;
        const Profile openrouter = *desk.accounts.profile(u"openrouter"_s);
        desk.accounts.lendSecret(openrouter.id, "lent-earlier");
        QSignalSpy changed(&desk.accounts, &Accounts::keyStateChanged);
        desk.accounts.connectAccount(openrouter.id, canary);
        QTRY_COMPARE(changed.size(), 1);
        const KeyWatch watch(desk.accounts, openrouter);
        QTRY_VERIFY(watch.answer);
        QCOMPARE(**watch.answer, canary);
    }

    void refusesAKeyWithALineBreakAndSaysSo()
    {
        Desk desk;
        QSignalSpy failed(&desk.accounts, &Accounts::secretFailed);
        desk.accounts.connectAccount(u"openrouter"_s, "key\r\nX-Other: 1");
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(desk.accounts.keyState(u"openrouter"_s) != Accounts::KeyState::Connected);
        QCOMPARE(failed.first().at(0).toString(), u"openrouter"_s);
    }

    void remembersAServerButNotItsKey()
    {
        Desk desk;
        const auto server = desk.accounts.addServer(u"My server"_s, QUrl(u"https://mine.test/v1"_s), true);
        QVERIFY(server);
        desk.accounts.connectAccount(server->id, canary);
        QTRY_COMPARE(desk.accounts.keyState(server->id), Accounts::KeyState::Connected);

        Accounts next(*desk.secrets, desk.folder());
        QVERIFY(next.profile(server->id));
        QCOMPARE(next.profile(server->id)->base, server->base);
        QVERIFY(!next.profile(server->id)->isBuiltIn);
        QCOMPARE(next.problems(), QStringList());
        for (const QFileInfo &info : QDir(desk.folder()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(canary));
        }
    }

    void takesTheKeyAwayWithTheServer()
    {
        Desk desk;
        const QUrl base(u"https://mine.test/v1"_s);
        const QString id = desk.accounts.addServer(u"Mine"_s, base, true)->id;
        desk.accounts.connectAccount(id, canary);
        QTRY_COMPARE(desk.accounts.keyState(id), Accounts::KeyState::Connected);
        QVERIFY(desk.accounts.removeServer(id));
        QVERIFY(!desk.accounts.profile(id));
        QVERIFY(QDir(desk.folder()).entryList(QDir::Files).isEmpty());
        QVERIFY(!desk.accounts.removeServer(u"openrouter"_s)); // comes with the program

        const auto again = desk.accounts.addServer(u"Mine"_s, base, true);
        QCOMPARE(again->id, id);
        const KeyWatch watch(desk.accounts, *again);
        QTRY_VERIFY(watch.answer);
        QCOMPARE(**watch.answer, QByteArray());
        QCOMPARE(desk.accounts.keyState(id), Accounts::KeyState::Missing);
    }

    void namesTheFileThatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("no id") << QByteArray(withoutId);
        QTest::newRow("larger than a profile is") << QByteArray(300 * 1024, ' ');
        QTest::newRow("the id of a built-in provider")
            << QByteArray(posingAsBuiltIn);
    }
    void namesTheFileThatCannotBeRead()
    {
        QFETCH(QByteArray, text);
        Desk desk;
        QVERIFY(desk.accounts.addServer(u"Good"_s, QUrl(u"https://good.test/v1"_s), true));
        desk.addFile(u"broken.json"_s, text);
        const Accounts next(*desk.secrets, desk.folder());
        QCOMPARE(next.problems().size(), 1);
        QVERIFY2(next.problems().first().startsWith(u"broken.json: "_s), qPrintable(next.problems().first()));
        QVERIFY(next.profile(u"good"_s)); // one bad file does not hide the others
        QCOMPARE(next.profile(u"openrouter"_s)->base, QUrl(u"https://openrouter.ai/api/v1"_s));
    }
};

QTEST_GUILESS_MAIN(tst_Keys)
#include "tst_Keys.moc"
