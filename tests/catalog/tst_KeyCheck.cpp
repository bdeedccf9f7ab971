#include "catalog/KeyCheck.h"
#include "support/Bench.h"
#include "support/ScriptedServer.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray canary = "a-plain-canary-of-no-known-shape";

/// What came of one question; fails the test by its emptiness when nothing came.
struct CheckWatch
{
    CheckWatch(Transport &transport, const Profile &profile, const QByteArray &key) : check(transport, profile)
    {
        QObject::connect(&check, &KeyCheck::finished, &check, [this](const auto &outcome) {
            ++count;
            answer = outcome;
        });
        check.start(key);
        startedSilently = count == 0;
    }

    bool isGood() const { return answer && answer->has_value(); }
    Error error() const { return answer && !answer->has_value() ? answer->error() : Error{}; }

    KeyCheck check;
    int count = 0;
    bool startedSilently = false;
    std::optional<Result<KeyFacts>> answer;
};

} // namespace

class tst_KeyCheck : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void findsAGoodKeyByTheCheapestQuestion_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<bool>("namesModels");
        QTest::newRow("OpenRouter") << u"openrouter"_s << QStringList({u"/openrouter/api/v1/key"_s, u"/openrouter/api/v1/credits"_s}) << false;
        QTest::newRow("WisGate") << u"wisgate"_s << QStringList(u"/wisgate/v1/users/me/balance"_s) << false;
        QTest::newRow("OpenAI") << u"openai"_s << QStringList(u"/openai/v1/models"_s) << true;
    }
    void findsAGoodKeyByTheCheapestQuestion()
    {
        QFETCH(QString, provider);
        QFETCH(QStringList, paths);
        QFETCH(bool, namesModels);
        Bench bench;
        const Profile profile = bench.accounts.practiceTwin(*bench.accounts.profile(provider));
        CheckWatch watch(bench.transport, profile, bench.gateway.key());
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.startedSilently);
        QVERIFY(watch.isGood());
        QCOMPARE((**watch.answer).models.has_value(), namesModels);
        QCOMPARE((**watch.answer).credit.has_value(), !namesModels);
        QStringList asked;
        for (const RecordedRequest &request : bench.gateway.recorded())
            asked << QString::fromLatin1(request.target);
        QCOMPARE(asked, paths);
        QCOMPARE(chatsAt(bench.gateway), 0); // nothing that may cost money
    }

    void saysThatAKeyIsRefused_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::newRow("OpenRouter") << u"openrouter"_s;
        QTest::newRow("WisGate") << u"wisgate"_s;
        QTest::newRow("OpenAI") << u"openai"_s;
    }
    void saysThatAKeyIsRefused()
    {
        QFETCH(QString, provider);
        Bench bench;
        const Profile profile = bench.accounts.practiceTwin(*bench.accounts.profile(provider));
        CheckWatch watch(bench.transport, profile, "another-key");
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.startedSilently);
        QCOMPARE(watch.error().kind, ErrorKind::Unauthorized);
        QCOMPARE(watch.error().status, 401);
    }

    void neverCallsAnAnswerGoodThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("login page") << QByteArray("<html><body>Log in to the network</body></html>") << 200
                                    << ErrorKind::NotAnApi;
        QTest::newRow("plain words") << QByteArray("It works!") << 200 << ErrorKind::NotAnApi;
        QTest::newRow("nothing") << QByteArray() << 204 << ErrorKind::NotAnApi;
        QTest::newRow("a failure that says 200")
            << QByteArray(R"({"success": false, "message": "invalid token"})") << 200 << ErrorKind::Unknown;
        QTest::newRow("an error object that says 200")
            << QByteArray(R"({"error": {"message": "no such user", "code": 401}})") << 200 << ErrorKind::Unauthorized;
    }
    void neverCallsAnAnswerGoodThatIsNone()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(body, "text/html", status));
        Transport transport;
        for (const QString &path : {u"/balance"_s, QString()}) { // the account, and the list of models
            Profile profile = profileForServer(u"s"_s, server.base(), true, {});
            profile.accountPath = path;
            CheckWatch watch(transport, profile, canary);
            QTRY_COMPARE(watch.count, 1);
            QVERIFY2(!watch.isGood(), qPrintable(path));
            QCOMPARE(QString(nameOf(watch.error().kind)), QString(nameOf(kind)));
        }
    }

    void keepsTheKeyOutOfWhatItSays()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole("{\"error\":{\"message\":\"no " + canary + " here\"}}",
                                                "application/json", 401, "x-request-id: " + canary + "\r\n"));
        Transport transport;
        for (const QString &path : {u"/balance"_s, QString()}) {
            Profile profile = profileForServer(u"s"_s, server.base(), true, {});
            profile.accountPath = path;
            CheckWatch watch(transport, profile, canary);
            QTRY_COMPARE(watch.count, 1);
            QCOMPARE(watch.error().kind, ErrorKind::Unauthorized);
            QVERIFY2(!watch.error().detail.contains(u"canary"_s), qPrintable(watch.error().detail));
            QVERIFY(!watch.error().requestId.contains(u"canary"_s));
        }
    }

    void takesTheKeyNowhereElse()
    {
        ScriptedServer other;
        other.answerWith(ScriptedAnswer::whole("{}"));
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole("{}", "application/json", 302,
                                                "Location: " + other.base().toEncoded() + "/balance\r\n"));
        Transport transport;
        for (const QString &path : {u"/balance"_s, QString()}) {
            Profile profile = profileForServer(u"s"_s, server.base(), true, {});
            profile.accountPath = path;
            CheckWatch watch(transport, profile, canary);
            QTRY_COMPARE(watch.count, 1);
            QCOMPARE(watch.error().kind, ErrorKind::Redirected);
        }
        QVERIFY(server.requests().first().contains(canary));
        QCOMPARE(other.connectionCount(), 0);
    }

    void canBeDeletedWhileItAsks()
    {
        Bench bench;
        const Profile profile = bench.accounts.practiceTwin(*bench.accounts.profile(u"openrouter"_s));
        {
            CheckWatch watch(bench.transport, profile, bench.gateway.key());
        }
        CheckWatch next(bench.transport, profile, bench.gateway.key());
        QTRY_COMPARE(next.count, 1);
        QVERIFY(next.isGood());
    }
};

QTEST_GUILESS_MAIN(tst_KeyCheck)
#include "tst_KeyCheck.moc"
