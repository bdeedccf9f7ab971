#include "CallWatch.h"
#include "support/ScriptedServer.h"

#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTemporaryDir>
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
    void initTestCase();

    void showsTheSecretToItsOriginAlone_data();
    void showsTheSecretToItsOriginAlone();
    void leavesTheOriginAtNoLaterStep_data();
    void leavesTheOriginAtNoLaterStep();
    void neverGoesFromHttpsToHttp_data();
    void neverGoesFromHttpsToHttp();
    void goesNowhereForOtherHints_data();
    void goesNowhereForOtherHints();
    void followsAGetInsideItsOrigin();
    void neverSendsAPostAgain();
    void stopsAfterFiveRedirects();
    void refusesOtherTargets_data();
    void refusesOtherTargets();
    void doesNotWaitForTheBodyOfARedirect();
    void takesAnAnswerWithoutATargetAsAnAnswer_data();
    void takesAnAnswerWithoutATargetAsAnAnswer();
    void namesAHostWithoutPathAndQuery();

private:
    std::optional<QSslConfiguration> m_tls; ///< Of a server that is 127.0.0.1.
};

void RedirectsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
    if (openssl.isEmpty())
        return;
    const QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"cert.pem"_s);
    QCOMPARE(QProcess::execute(openssl, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                         u"-keyout"_s, key, u"-out"_s, certificate, u"-days"_s, u"2"_s,
                                         u"-subj"_s, u"/CN=127.0.0.1"_s, u"-addext"_s,
                                         u"subjectAltName=IP:127.0.0.1"_s}), 0);
    QFile keyFile(key);
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls->setLocalCertificateChain(QSslCertificate::fromPath(certificate));
    m_tls->setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
}

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
                             std::pair{"other host behind a user", u"http://127.0.0.1:%1@localhost:%2/v2"_s},
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

void RedirectsTest::leavesTheOriginAtNoLaterStep_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void RedirectsTest::leavesTheOriginAtNoLaterStep()
{
    QFETCH(const int, status);
    ScriptedServer other;
    other.answerWith(ScriptedAnswer::whole("{}"));
    ScriptedServer origin;
    origin.answerWith(redirect(status, "/b"));
    origin.answerWith(redirect(status, other.base().toEncoded() + "/v1/models"));
    Transport transport;
    CallWatch watch(transport, getFrom(origin.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"redirected"_s);
    QCOMPARE(origin.requests().size(), 2);
    QCOMPARE(other.connectionCount(), 0);
}

void RedirectsTest::neverGoesFromHttpsToHttp_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isGet");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d, GET", status) << status << true;
        QTest::addRow("%d, POST", status) << status << false;
    }
}

void RedirectsTest::neverGoesFromHttpsToHttp()
{
    QFETCH(const int, status);
    QFETCH(const bool, isGet);
    if (!m_tls)
        QSKIP("openssl is needed to make a certificate");
    const auto restore = qScopeGuard([before = QSslConfiguration::defaultConfiguration()] {
        QSslConfiguration::setDefaultConfiguration(before);
    });
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates(m_tls->localCertificateChain());
    QSslConfiguration::setDefaultConfiguration(trusting);

    ScriptedServer plain;
    plain.answerWith(ScriptedAnswer::whole("{}"));
    QSslServer server;
    server.setSslConfiguration(*m_tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray received;
    connect(&server, &QSslServer::pendingConnectionAvailable, this, [&] {
        auto socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            received += socket->readAll();
            socket->write("HTTP/1.1 " + QByteArray::number(status) + " Moved\r\nLocation: " + plain.base().toEncoded()
                          + "/v1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    const QUrl base(u"https://127.0.0.1:%1"_s.arg(server.serverPort()));
    Transport transport;
    CallWatch watch(transport, isGet ? getFrom(base) : postTo(base));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"redirected"_s);
    QCOMPARE(watch.error->status, status);
    QVERIFY(received.contains(canary));
    QCOMPARE(plain.connectionCount(), 0);
}

void RedirectsTest::goesNowhereForOtherHints_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers"); // %1 is the other server
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("outcome");
    const QByteArray meta = "<html><head><meta http-equiv=\"refresh\" content=\"0; url=%1/v1\"></head></html>";
    QTest::newRow("refresh header") << 200 << QByteArray("Refresh: 0; url=%1/v1\r\n") << QByteArray("{}") << u"200"_s;
    QTest::newRow("meta refresh") << 200 << QByteArray() << meta << u"200"_s;
    QTest::newRow("other places") << 200
                                  << QByteArray("Location: %1/v1\r\nContent-Location: %1/v1\r\n"
                                                "Link: <%1/v1>; rel=canonical\r\nURI: <%1/v1>\r\n")
                                  << QByteArray("{}") << u"200"_s;
    QTest::newRow("refresh without a target") << 302 << QByteArray("Refresh: 0; url=%1/v1\r\n") << meta << u"302"_s;
    QTest::newRow("choices") << 300 << QByteArray("Location: %1/v1\r\n") << QByteArray("{}") << u"redirected"_s;
    QTest::newRow("use a proxy") << 305 << QByteArray("Location: %1/\r\n") << QByteArray() << u"redirected"_s;
    QTest::newRow("switch proxy") << 306 << QByteArray("Location: %1/\r\n") << QByteArray() << u"redirected"_s;
    QTest::newRow("sign in") << 401 << QByteArray("Location: %1/v1\r\nWWW-Authenticate: Basic realm=\"%1\"\r\n")
                             << QByteArray("{}") << u"401"_s;
    QTest::newRow("proxy sign-in") << 407 << QByteArray("Proxy-Authenticate: Basic realm=\"%1\"\r\n")
                                   << QByteArray("{}") << QString();
}

void RedirectsTest::goesNowhereForOtherHints()
{
    QFETCH(const int, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    QFETCH(const QString, outcome);
    for (const bool isGet : {true, false}) {
        ScriptedServer other;
        other.answerWith(ScriptedAnswer::whole("{}"));
        const QByteArray there = other.base().toEncoded();
        ScriptedServer origin;
        origin.answerWith(ScriptedAnswer::whole(QByteArray(body).replace("%1", there), "text/html", status,
                                                QByteArray(headers).replace("%1", there)));
        Transport transport;
        CallWatch watch(transport, isGet ? getFrom(origin.base()) : postTo(origin.base()));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
        if (!outcome.isEmpty())
            QCOMPARE(watch.outcome(), outcome);
        QCOMPARE(transport.contactedHosts().size(), 1);
        CallWatch after(transport, getFrom(other.base())); // whoever went astray is there before it
        after.call->start(canary);
        QTRY_VERIFY(after.isFinished());
        QCOMPARE(origin.requests().size(), 1);
        QCOMPARE(other.connectionCount(), 1);
        QCOMPARE(other.requests().size(), 1);
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
