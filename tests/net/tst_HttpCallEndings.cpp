#include "CallWatch.h"
#include "support/ScriptedServer.h"
#include "support/TestFiles.h"

#include <QFile>
#include <QNetworkProxy>
#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QByteArray canary = "canary-0001";
using End = ScriptedAnswer::End;

ScriptedAnswer gzipped(const QString &file)
{
    return ScriptedAnswer::whole(testData(u"net/"_s + file), "application/json", 200, "Content-Encoding: gzip\r\n");
}

} // namespace

/// Every way an exchange can end badly, and that each is told apart.
class HttpCallEndingsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sendsAPostOnceToAServerThatCloses_data();
    void sendsAPostOnceToAServerThatCloses();
    void sendsAPostOnceOnAConnectionThatWasKept();
    void tellsThatNothingWasWritten();
    void tellsABodyThatEndedEarly();
    void keepsWhatCameBeforeEachCut();
    void endsOnHostileFraming_data();
    void endsOnHostileFraming();
    void givesTheAnswerThatCameBeforeTheBodyWasSent();
    void refusesADecompressionBomb();
    void takesALongRegularListThatIsCompressed();
    void refusesACompressedAnswerThatIsBroken();
    void refusesAnAnswerBeyondTheLimit();
    void refusesALineBeyondTheLimitAndKeepsTheFramesBefore();
    void refusesAServerThatSpeaksNoTls();
    void refusesACertificateThatNobodySigned();
    void blamesTheProxy();
    void goesToLoopbackWithoutAProxy();
};

void HttpCallEndingsTest::sendsAPostOnceToAServerThatCloses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isReset");
    QTest::addColumn<QByteArray>("method");
    for (const bool isReset : {false, true}) {
        const char *how = isReset ? "reset" : "close";
        QTest::addRow("small, %s", how) << QByteArray("{}") << isReset << QByteArray("POST");
        QTest::addRow("large, %s", how) << QByteArray(300'000, 'x') << isReset << QByteArray("POST");
        QTest::addRow("empty, %s", how) << QByteArray() << isReset << QByteArray("POST");
        QTest::addRow("delete, %s", how) << QByteArray("{}") << isReset << QByteArray("DELETE");
    }
}

void HttpCallEndingsTest::sendsAPostOnceToAServerThatCloses()
{
    QFETCH(const QByteArray, body);
    QFETCH(const bool, isReset);
    QFETCH(const QByteArray, method);
    ScriptedServer server;
    server.answerWith({{}, isReset ? End::Reset : End::Close});
    Transport transport;
    Request request = postTo(server.base(), u"/v1"_s, body);
    request.method = method;
    CallWatch watch(transport, request);
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());

    QCOMPARE(watch.outcome(), u"connection_lost"_s);
    QCOMPARE(watch.said, QStringList({u"written"_s, u"finished"_s}));
    // A second one would have come at once; the loop gets its turns to bring it.
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.connectionCount(), 1);
}

void HttpCallEndingsTest::sendsAPostOnceOnAConnectionThatWasKept()
{
    ScriptedServer server;
    server.answerWith({{{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"}}, End::KeepOpen});
    server.answerWith({{}, End::Close});
    Transport transport;
    CallWatch first(transport, postTo(server.base()));
    first.call->start(canary);
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.outcome(), u"200"_s);
    CallWatch second(transport, postTo(server.base()));
    second.call->start(canary);
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.outcome(), u"connection_lost"_s);
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.connectionCount(), 1);
}

void HttpCallEndingsTest::tellsThatNothingWasWritten()
{
    QTcpServer once;
    QVERIFY(once.listen(QHostAddress::LocalHost));
    const QUrl base(u"http://127.0.0.1:%1"_s.arg(once.serverPort()));
    once.close();
    Transport transport;
    CallWatch watch(transport, postTo(base));
    watch.call->start(canary);
    QVERIFY(!watch.isFinished());
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"not_connected"_s);
    QCOMPARE(watch.said, QStringList({u"finished"_s}));
    QVERIFY(watch.error->detail.contains(base.toString()));
}

void HttpCallEndingsTest::tellsABodyThatEndedEarly()
{
    for (const End end : {End::Close, End::Reset}) {
        ScriptedServer server;
        server.answerWith({{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\""},
                            {"", 50ms}},
                           end});
        Transport transport;
        CallWatch watch(transport, postTo(server.base()));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
        QCOMPARE(watch.outcome(), u"cut_off"_s);
        QCOMPARE(watch.error->status, 200);
        QCOMPARE(server.requests().size(), 1);
    }
}

void HttpCallEndingsTest::keepsWhatCameBeforeEachCut()
{
    const QByteArray event = "data: " + QByteArray(120, 'x') + "\n\n";
    const QByteArray wire = event.repeated(800); // 100 KiB
    for (qsizetype kib = 1; kib <= 100; ++kib) {
        ScriptedServer server;
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
            + QByteArray::number(wire.size()) + "\r\n\r\n";
        const qsizetype cut = qMin(kib * 1024, wire.size() - 1);
        server.answerWith({{{head + wire.first(cut)}}, End::Close});
        Transport transport;
        CallWatch watch(transport, postTo(server.base()));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
        QCOMPARE(watch.outcome(), u"cut_off"_s);
        QCOMPARE(watch.frames.size(), cut / event.size());
        QCOMPARE(server.requests().size(), 1);
    }
}

void HttpCallEndingsTest::endsOnHostileFraming_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char *name, const QByteArray &wire, const QString &outcome) {
        QTest::newRow(name) << wire << outcome;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("no HTTP at all", "hello\r\n\r\n", u"connection_lost"_s);
    row("strange version", "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\n{}", u"200"_s);
    row("strange status", "HTTP/1.1 99 Odd\r\nContent-Length: 2\r\n\r\n{}", u"99"_s);
    row("no content", "HTTP/1.1 204 None\r\n\r\n", u"204"_s);
    row("flood of 100", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(500) + ok + "Content-Length: 2\r\n\r\n{}",
        u"200"_s);
    row("longer than said", ok + "Content-Length: 2\r\n\r\n{}{}{}", u"200"_s);
    row("two lengths", ok + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}", u"200"_s);
    row("length and chunks", ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", u"200"_s);
    row("huge chunk", ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n", u"200"_s);
    row("negative chunk", ok + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n", u"200"_s);
    row("header without colon", ok + "broken\r\nContent-Length: 2\r\n\r\n{}", u"200"_s);
    row("zero byte in a header", ok + QByteArray("X: a\0b\r\n", 8) + "Content-Length: 2\r\n\r\n{}", u"200"_s);
    row("many headers", ok + QByteArray("X: a\r\n").repeated(20'000) + "Content-Length: 2\r\n\r\n{}", u"200"_s);
}

void HttpCallEndingsTest::endsOnHostileFraming()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QString, outcome);
    ScriptedServer server;
    server.answerWith({{{wire}, {"", 50ms}}, End::Close});
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), outcome);
    QVERIFY(watch.reply.body.size() <= 6);
    QCOMPARE(server.requests().size(), 1);
}

void HttpCallEndingsTest::givesTheAnswerThatCameBeforeTheBodyWasSent()
{
    QTcpServer early;
    QVERIFY(early.listen(QHostAddress::LocalHost));
    connect(&early, &QTcpServer::newConnection, &early, [&early] {
        QTcpSocket *socket = early.nextPendingConnection();
        socket->write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
        connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->readAll(); });
    });
    Transport transport;
    CallWatch watch(transport, postTo(QUrl(u"http://127.0.0.1:%1"_s.arg(early.serverPort())), u"/v1"_s,
                                      QByteArray(3'000'000, 'x')));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"413"_s);
    QCOMPARE(watch.reply.body, QByteArray("no"));
}

void HttpCallEndingsTest::refusesADecompressionBomb()
{
    ScriptedServer server;
    server.answerWith(gzipped(u"bomb-100MiB.json.gz"_s));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY_WITH_TIMEOUT(watch.isFinished(), 20'000);
    QCOMPARE(watch.outcome(), u"too_large"_s);
    QCOMPARE(watch.error->status, 200);
    QVERIFY(!watch.error->detail.isEmpty());
}

void HttpCallEndingsTest::takesALongRegularListThatIsCompressed()
{
    ScriptedServer server;
    server.answerWith(gzipped(u"regular-12MiB.json.gz"_s));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY_WITH_TIMEOUT(watch.isFinished(), 20'000);
    QCOMPARE(watch.outcome(), u"200"_s);
    QVERIFY(watch.reply.body.size() > 12 * 1024 * 1024);
    QVERIFY(watch.reply.body.endsWith("]}"));
}

void HttpCallEndingsTest::refusesACompressedAnswerThatIsBroken()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("not compressed", "application/json", 200, "Content-Encoding: gzip\r\n"));
    Transport transport;
    CallWatch watch(transport, getFrom(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"too_large"_s);
}

void HttpCallEndingsTest::refusesAnAnswerBeyondTheLimit()
{
    Limits limits;
    limits.mostBodyBytes = 100'000;
    for (const int status : {200, 500}) {
        for (const qsizetype size : {100'000, 100'001}) {
            ScriptedServer server;
            server.answerWith(ScriptedAnswer::whole("{" + QByteArray(size - 1, ' '), "application/json", status));
            Transport transport;
            CallWatch watch(transport, getFrom(server.base()), limits);
            watch.call->start(canary);
            QTRY_VERIFY(watch.isFinished());
            QCOMPARE(watch.outcome(), size == 100'000 ? QString::number(status) : u"too_large"_s);
        }
    }
}

void HttpCallEndingsTest::refusesALineBeyondTheLimitAndKeepsTheFramesBefore()
{
    Limits limits;
    limits.mostLineBytes = 100'000;
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n\n", "data: " + QByteArray(200'000, 'x')}, 0ms, End::KeepOpen));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()), limits);
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"too_large"_s);
    QCOMPARE(watch.frames, QList<QByteArray>({"a"}));
    QTRY_COMPARE(server.openConnectionCount(), 0);
}

void HttpCallEndingsTest::refusesAServerThatSpeaksNoTls()
{
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, &plain,
            [&plain] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    Transport transport;
    const QUrl base(u"https://127.0.0.1:%1"_s.arg(plain.serverPort()));
    CallWatch watch(transport, postTo(base));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"tls_failed"_s);
    QVERIFY(watch.error->detail.startsWith(base.toString()));
    QCOMPARE(watch.said, QStringList({u"finished"_s}));
}

void HttpCallEndingsTest::refusesACertificateThatNobodySigned()
{
    const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
    if (openssl.isEmpty())
        QSKIP("openssl is needed to make a certificate");
    QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"certificate.pem"_s);
    QCOMPARE(QProcess::execute(openssl, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                         u"-keyout"_s, key, u"-out"_s, certificate, u"-days"_s, u"2"_s,
                                         u"-subj"_s, u"/CN=localhost"_s}),
             0);
    QFile keyFile(key);
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificate));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));

    Transport transport;
    const QUrl base(u"https://localhost:%1"_s.arg(server.serverPort()));
    CallWatch watch(transport, postTo(base));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"tls_failed"_s);
    QVERIFY(watch.error->detail.startsWith(base.toString() + u": "_s));
    QVERIFY2(watch.error->detail.contains(u"self-signed"_s), qPrintable(watch.error->detail));
    QCOMPARE(watch.said, QStringList({u"finished"_s}));
}

void HttpCallEndingsTest::blamesTheProxy()
{
    ScriptedServer proxy;
    proxy.answerWith(ScriptedAnswer::whole("no", "text/plain", 407, "Proxy-Authenticate: Basic realm=\"x\"\r\n"));
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port()});
    Transport transport;
    CallWatch watch(transport, postTo(QUrl(u"https://api.example"_s)));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    QCOMPARE(watch.outcome(), u"proxy_failed"_s);
    for (const QByteArray &wire : proxy.requests())
        QVERIFY(!wire.contains(canary));
}

void HttpCallEndingsTest::goesToLoopbackWithoutAProxy()
{
    ScriptedServer proxy;
    proxy.answerWith(ScriptedAnswer::whole("no", "text/plain", 502));
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{}"));
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port()});
    Transport transport;
    // Qt itself leaves its proxies out for every form of loopback; the program relies on it.
    QUrl mapped = server.base();
    mapped.setHost(u"::ffff:127.0.0.1"_s);
    for (const QUrl &base : {server.base(), mapped}) {
        CallWatch watch(transport, postTo(base));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
        QCOMPARE(watch.outcome(), u"200"_s);
    }
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    QCOMPARE(proxy.connectionCount(), 0);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::HttpCallEndingsTest)
#include "tst_HttpCallEndings.moc"
