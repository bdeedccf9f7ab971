#include "CallWatch.h"
#include "support/ScriptedServer.h"

#include <QStandardPaths>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QByteArray canary = "canary-0001";

ScriptedAnswer redirect(int status, const QByteArray &location)
{
    return ScriptedAnswer::whole("moved", "text/plain", status, "Location: " + location + "\r\n");
}

} // namespace

/// Where a redirect may lead and who gets to see the key.
class RedirectsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void showsTheSecretToItsOriginAlone_data();
    void showsTheSecretToItsOriginAlone();
    void followsAGetInsideItsOrigin();
    void neverSendsAPostAgain();
    void stopsAfterFiveRedirects();
    void refusesOtherTargets_data();
    void refusesOtherTargets();
    void doesNotWaitForTheBodyOfARedirect();
    void takesAnAnswerWithoutATargetAsAnAnswer_data();
    void takesAnAnswerWithoutATargetAsAnAnswer();
    void namesAHostWithoutPathAndQuery();
};

void RedirectsTest::showsTheSecretToItsOriginAlone_data()
{
    QTest::addColumn<QString>("target"); // %1 is the origin's port, %2 another server's
    QTest::addColumn<bool>("isSame");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");

    const std::array targets{std::pair{"same origin", u"http://127.0.0.1:%1/v2"_s},
                             std::pair{"path alone", u"/v2"_s},
                             std::pair{"other scheme", u"https://127.0.0.1:%1/v2"_s},
                             std::pair{"other host", u"http://localhost:%1/v2"_s},
                             std::pair{"other host in short", u"//localhost:%1/v2"_s},
                             std::pair{"other port", u"http://127.0.0.1:%2/v2"_s}};
    for (const auto &[name, target] : targets) {
        for (const int status : {301, 302, 303, 307, 308}) {
            for (const QByteArray &method : {QByteArray("GET"), QByteArray("POST")}) {
                const bool isSame = target == u"http://127.0.0.1:%1/v2"_s || target == u"/v2"_s;
                QTest::addRow("%s, %d, %s", name, status, method.constData())
                    << target << isSame << status << method;
            }
        }
    }
}

void RedirectsTest::showsTheSecretToItsOriginAlone()
{
    QFETCH(const QString, target);
    QFETCH(const bool, isSame);
    QFETCH(const int, status);
    QFETCH(const QByteArray, method);
    ScriptedServer origin;
    ScriptedServer other;
    QString location = target;
    location.replace(u"%1"_s, QString::number(origin.port())).replace(u"%2"_s, QString::number(other.port()));
    origin.answerWith(redirect(status, location.toLatin1()));
    origin.answerWith(ScriptedAnswer::whole("{}"));
    other.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    const bool isGet = method == "GET";
    CallWatch watch(transport, isGet ? getFrom(origin.base()) : postTo(origin.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());

    const bool isFollowed = isGet && isSame;
    QCOMPARE(watch.outcome(), isFollowed ? u"200"_s : u"redirected"_s);
    QCOMPARE(origin.requests().size(), isFollowed ? 2 : 1);
    QCOMPARE(other.connectionCount(), 0);
    for (const QByteArray &wire : origin.requests())
        QVERIFY(wire.contains("Authorization: Bearer " + canary));
    if (!isFollowed) {
        QCOMPARE(watch.error->status, status);
        const QUrl pointedTo = origin.base().resolved(QUrl(location));
        QVERIFY(watch.error->detail.contains(u"%1:%2"_s.arg(pointedTo.host()).arg(pointedTo.port())));
    }
}

void RedirectsTest::followsAGetInsideItsOrigin()
{
    ScriptedServer server;
    server.answerWith(redirect(302, "/b"));
    server.answerWith(redirect(307, "/c?x=1"));
    server.answerWith(ScriptedAnswer::whole("{\"at\":\"c\"}"));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base(), u"/a"_s));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.reply.body, QByteArray("{\"at\":\"c\"}"));
    QCOMPARE(watch.said, QStringList({u"written"_s, u"began 200"_s, u"finished"_s}));
    QVERIFY(server.requests().at(1).startsWith("GET /b HTTP"));
    QVERIFY(server.requests().at(2).startsWith("GET /c?x=1 HTTP"));
}

void RedirectsTest::neverSendsAPostAgain()
{
    ScriptedServer server;
    server.answerWith(redirect(307, "/v1/chat/completions/"));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"redirected"_s);
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.connectionCount(), 1);
}

void RedirectsTest::stopsAfterFiveRedirects()
{
    ScriptedServer server;
    server.answerWith(redirect(302, "/again"));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"redirected"_s);
    QCOMPARE(server.requests().size(), 6);
}

void RedirectsTest::refusesOtherTargets_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("detail");
    QTest::newRow("file") << QByteArray("file:///etc/passwd") << u"file:"_s;
    QTest::newRow("data") << QByteArray("data:text/plain,a") << u"data:"_s;
    QTest::newRow("ftp") << QByteArray("ftp://files.example/a") << u"ftp://files.example"_s;
    QTest::newRow("sign-in page") << QByteArray("http://login.portal.example:8080/in?from=a")
                                  << u"http://login.portal.example:8080"_s;
    QTest::newRow("unreadable") << QByteArray("http://[::bad") << u"an unreadable address"_s;
}

void RedirectsTest::refusesOtherTargets()
{
    QFETCH(const QByteArray, location);
    QFETCH(const QString, detail);
    ScriptedServer server;
    server.answerWith(redirect(302, location));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"redirected"_s);
    QCOMPARE(watch.error->detail, detail);
    QCOMPARE(transport.contactedHosts().size(), 1);
}

void RedirectsTest::doesNotWaitForTheBodyOfARedirect()
{
    ScriptedServer server;
    server.answerWith({{{"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 10\r\n\r\nabc"}},
                       ScriptedAnswer::End::KeepOpen});
    server.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY_WITH_TIMEOUT(watch.isFinished(), 2000);
    QCOMPARE(watch.outcome(), u"200"_s);
}

void RedirectsTest::takesAnAnswerWithoutATargetAsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("no target") << 302 << QByteArray();
    QTest::newRow("not modified") << 304 << QByteArray("Location: /b\r\n");
    QTest::newRow("made") << 201 << QByteArray("Location: /b\r\n");
}

void RedirectsTest::takesAnAnswerWithoutATargetAsAnAnswer()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, location);
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("", "text/plain", status, location));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), QString::number(status));
    QCOMPARE(server.requests().size(), 1);
}

void RedirectsTest::namesAHostWithoutPathAndQuery()
{
    ScriptedServer server;
    server.answerWith(redirect(302, "https://user:word@other.example/path?key=" + canary));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.error->detail, u"https://other.example"_s);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::RedirectsTest)
#include "tst_Redirects.moc"
