#include "CallWatch.h"
#include "net/OutgoingRequest.h"
#include "support/ScriptedServer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QByteArray canary = "canary-0001";

} // namespace

/// What a call sends and what it makes of good answers.
class HttpCallTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sendsOneRequestAsItWasBuilt();
    void deliversFramesAsTheyCome();
    void tellsWhatHappensInOrder();
    void takesAWholeAnswerInsteadOfAStream();
    void keepsAnErrorAnswerWhole();
    void tellsThatTheServerIsAliveWithoutData();
    void skipsPaddingBeforeAWholeAnswer();
    void startsTwentyFourStreamsAtOnce();
    void leavesNoConnectionBehind();
    void leavesAServerBeforeItHangsUp();
    void refusesWhatCannotBeAHeader_data();
    void refusesWhatCannotBeAHeader();
    void refusesAnAddressThatIsNotSafe_data();
    void refusesAnAddressThatIsNotSafe();
    void sendsNoSecretWhenThereIsNone();
    void namesTheHostsItContacted();
    void keepsNoCookies();
    void sendsALargeBodyWhole();
    void knowsWhatHasLeft();
};

void HttpCallTest::sendsOneRequestAsItWasBuilt()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    Request request = postTo(server.base(), u"/v1/chat/completions?a=1"_s, "{\"q\":\"gr\xC3\xBC\"}");
    request.headers << Header{"X-Title", "Signalbox"};
    CallWatch watch(transport, request);
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());

    QCOMPARE(watch.outcome(), u"200"_s);
    QCOMPARE(watch.reply.body, QByteArray("{}"));
    QCOMPARE(server.requests().size(), 1);
    const QByteArray wire = server.requests().first();
    QVERIFY(wire.startsWith("POST /v1/chat/completions?a=1 HTTP/1.1\r\n"));
    QVERIFY(wire.endsWith("\r\n\r\n{\"q\":\"gr\xC3\xBC\"}"));
    const QList<QByteArray> expected{"Content-Length: 12", "Content-Type: application/json", "X-Title: Signalbox",
                                     "Authorization: Bearer " + canary, "Accept-Language: en",
                                     "User-Agent: SignalboxStudio/" STUDIO_VERSION};
    for (const QByteArray &line : expected)
        QCOMPARE(wire.count("\r\n" + line + "\r\n"), 1);
    QCOMPARE(wire.toLower().count("accept-encoding:"), 1); // Qt's own, which keeps decompression on
    QCOMPARE(wire.toLower().count("user-agent:"), 1);
}

void HttpCallTest::leavesAServerBeforeItHangsUp()
{
    const Request request = postTo(QUrl(u"http://127.0.0.1:1"_s));
    const auto out = outgoingRequest(request, request.url(), {});
    QVERIFY(out);
    const int rest = out->attribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, 120).toInt();
    QVERIFY2(rest > 0 && rest < 60, qPrintable(QString::number(rest))); // 60 s is what most servers wait at least
}

void HttpCallTest::deliversFramesAsTheyCome()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n", "\ndata: b\r\n\r\nda", "ta: c\n\ndata: [DONE]"}, 60ms));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_COMPARE(watch.frames.size(), 2);
    QVERIFY(!watch.isFinished());
    QTRY_VERIFY(watch.isFinished());

    QCOMPARE(watch.outcome(), u"200"_s);
    QVERIFY(watch.reply.wasStream);
    QCOMPARE(watch.reply.body, QByteArray());
    QCOMPARE(watch.frames, QList<QByteArray>({"a", "b", "c", "[DONE]"}));
    QCOMPARE(watch.reply.header("content-TYPE"), QByteArray("text/event-stream"));
}

void HttpCallTest::tellsWhatHappensInOrder()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n\n", "data: b\n\n"}, 20ms));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QCOMPARE(watch.said, QStringList());
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.said, QStringList({u"written"_s, u"began 200"_s, u"first frame"_s, u"finished"_s}));
}

void HttpCallTest::takesAWholeAnswerInsteadOfAStream()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{\"choices\":[]}", "text/event-stream"));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"200"_s);
    QVERIFY(!watch.reply.wasStream);
    QCOMPARE(watch.frames.size(), 0);
    QCOMPARE(watch.reply.body, QByteArray("{\"choices\":[]}"));
}

void HttpCallTest::keepsAnErrorAnswerWhole()
{
    for (const int status : {400, 401, 402, 403, 404, 408, 418, 429, 500, 502, 503, 504, 529, 599}) {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole("data: {\"error\":1}\n\n", "text/event-stream", status,
                                                "Retry-After: 20\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"));
        Transport transport;
        CallWatch watch(transport, postTo(server.base()));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
        QCOMPARE(watch.outcome(), QString::number(status));
        QCOMPARE(watch.reply.body, QByteArray("data: {\"error\":1}\n\n"));
        QCOMPARE(watch.reply.header("retry-after"), QByteArray("20"));
        QCOMPARE(watch.frames.size(), 0);
        QCOMPARE(server.requests().size(), 1);
    }
}

void HttpCallTest::tellsThatTheServerIsAliveWithoutData()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({": wait\n\n", ": wait\n\n", "data: a\n\n"}, 50ms));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_COMPARE(watch.aliveCount, 2);
    QCOMPARE(watch.frames.size(), 0);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.frames, QList<QByteArray>({"a"}));
}

void HttpCallTest::skipsPaddingBeforeAWholeAnswer()
{
    ScriptedServer server;
    ScriptedAnswer answer{{{"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"}}};
    answer.pieces << ScriptedPiece{" \n \n", 30ms} << ScriptedPiece{"\n", 30ms} << ScriptedPiece{"{\"a\":1}", 30ms};
    server.answerWith(answer);
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.reply.body, QByteArray("{\"a\":1}"));
    QCOMPARE(watch.aliveCount, 2);
}

void HttpCallTest::startsTwentyFourStreamsAtOnce()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n\n"}, 0ms, ScriptedAnswer::End::KeepOpen));
    Transport transport;
    std::vector<std::unique_ptr<CallWatch>> watches;
    for (int i = 0; i < 24; ++i) {
        watches.push_back(std::make_unique<CallWatch>(transport, postTo(server.base())));
        watches.back()->call->start(canary);
    }
    const auto streaming = [&watches] {
        return std::count_if(watches.begin(), watches.end(),
                             [](const auto &each) { return each->frames.size() == 1; });
    };
    QTRY_COMPARE(streaming(), 24);
    QCOMPARE(server.openConnectionCount(), 24);
    QCOMPARE(transport.contactedHosts().size(), 1);
}

void HttpCallTest::leavesNoConnectionBehind()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n\n"}, 0ms, ScriptedAnswer::End::KeepOpen));
    Transport transport;
    for (int i = 0; i < 20; ++i) {
        CallWatch watch(transport, postTo(server.base()));
        watch.call->start(canary);
        QTRY_COMPARE(watch.frames.size(), 1);
        if (i % 2 == 0)
            watch.call->cancel();
    }
    QTRY_COMPARE(server.openConnectionCount(), 0);
}

void HttpCallTest::refusesWhatCannotBeAHeader_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("secret");
    const auto row = [](const char *title, const QByteArray &name, const QByteArray &value, const QByteArray &secret) {
        QTest::newRow(title) << name << value << secret;
    };
    row("line end in a value", "X-A", "a\r\nX-B: c", canary);
    row("line feed in a value", "X-A", "a\nX-B: c", canary);
    row("zero byte in a value", "X-A", QByteArray("a\0b", 3), canary);
    row("delete in a value", "X-A", "a\x7f", canary);
    row("tab in a value", "X-A", "a\tb", canary);
    row("line end in a name", "X-A: b\r\nX-B", "c", canary);
    row("colon in a name", "X-A:", "c", canary);
    row("empty name", "", "c", canary);
    row("line end in the key", "X-A", "b", "key\r\nX-B: c");
    row("line end after the key", "X-A", "b", "key\n");
    row("letter beyond ASCII in the key", "X-A", "b", "k\xC3\xA9y");
    row("encoding", "Accept-Encoding", "gzip", canary);
    row("second length", "content-length", "1", canary);
    row("second host", "Host", "other.example", canary);
    row("chunks", "Transfer-Encoding", "chunked", canary);
}

void HttpCallTest::refusesWhatCannotBeAHeader()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, secret);
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    Request request = postTo(server.base());
    request.headers << Header{name, value};
    CallWatch watch(transport, request);
    watch.call->start(secret);
    QVERIFY(!watch.isFinished());
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"rejected"_s);
    QVERIFY(!watch.error->detail.contains(QString::fromLatin1(secret)));
    QCOMPARE(server.connectionCount(), 0);
    QCOMPARE(transport.contactedHosts(), QStringList());
}

void HttpCallTest::refusesAnAddressThatIsNotSafe_data()
{
    QTest::addColumn<QUrl>("base");
    QTest::newRow("plain http elsewhere") << QUrl(u"http://192.0.2.1"_s);
    QTest::newRow("file") << QUrl(u"file:///tmp"_s);
    QTest::newRow("ftp") << QUrl(u"ftp://127.0.0.1"_s);
    QTest::newRow("user name") << QUrl(u"http://user:word@127.0.0.1:1"_s);
    QTest::newRow("nothing") << QUrl();
}

void HttpCallTest::refusesAnAddressThatIsNotSafe()
{
    QFETCH(const QUrl, base);
    Transport transport;
    CallWatch watch(transport, postTo(base));
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"rejected"_s);
    QCOMPARE(transport.contactedHosts(), QStringList());
}

void HttpCallTest::sendsNoSecretWhenThereIsNone()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    Request request = getFrom(server.base());
    request.secret = {};
    CallWatch withoutHeader(transport, request);
    withoutHeader.call->start(canary);
    QTRY_VERIFY(withoutHeader.isFinished());
    CallWatch withoutKey(transport, getFrom(server.base()));
    withoutKey.call->start({});
    QTRY_VERIFY(withoutKey.isFinished());
    QCOMPARE(server.requests().size(), 2);
    for (const QByteArray &wire : server.requests()) {
        QVERIFY(!wire.contains(canary));
        QVERIFY(!wire.toLower().contains("authorization"));
    }
}

void HttpCallTest::namesTheHostsItContacted()
{
    ScriptedServer one;
    one.answerWith(ScriptedAnswer::whole("{}"));
    ScriptedServer two;
    two.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    QSignalSpy contacted(&transport, &Transport::hostContacted);
    for (const ScriptedServer *server : {&one, &two, &one}) {
        CallWatch watch(transport, getFrom(server->base()));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
    }
    QCOMPARE(transport.contactedHosts(), QStringList({u"127.0.0.1:%1"_s.arg(one.port()),
                                                      u"127.0.0.1:%1"_s.arg(two.port())}));
    QCOMPARE(contacted.size(), 2);
}

void HttpCallTest::keepsNoCookies()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{}", "application/json", 200, "Set-Cookie: session=1; Path=/\r\n"));
    Transport transport;
    for (int i = 0; i < 2; ++i) {
        CallWatch watch(transport, getFrom(server.base()));
        watch.call->start(canary);
        QTRY_VERIFY(watch.isFinished());
    }
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(!server.requests().last().toLower().contains("cookie"));
}

void HttpCallTest::sendsALargeBodyWhole()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::whole("{}"));
    Transport transport;
    QByteArray body(20 * 1024 * 1024, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char('a' + i % 23);
    CallWatch watch(transport, postTo(server.base(), u"/v1"_s, body));
    watch.call->start(canary);
    QTRY_VERIFY_WITH_TIMEOUT(watch.isFinished(), 30'000);
    QCOMPARE(watch.outcome(), u"200"_s);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().first().endsWith("\r\n\r\n" + body));
}

void HttpCallTest::knowsWhatHasLeft()
{
    ScriptedServer server; // says nothing
    Transport transport;
    CallWatch small(transport, postTo(server.base(), u"/v1"_s, "{}"));
    QCOMPARE(small.call->sent(), HttpCall::Sent::Nothing);
    small.call->start(canary);
    QCOMPARE(small.call->sent(), HttpCall::Sent::Nothing);
    QTRY_COMPARE(server.requests().size(), 1);
    QCOMPARE(small.call->sent(), HttpCall::Sent::All); // whether or not Qt has said so

    QUrl secure = server.base();
    secure.setScheme(u"https"_s);
    CallWatch waiting(transport, postTo(secure, u"/v1"_s, "{}"));
    waiting.call->start(canary);
    QTRY_VERIFY(!server.unfinishedBytes().isEmpty()); // a handshake that is never answered
    QCOMPARE(waiting.call->sent(), HttpCall::Sent::Nothing);

    QTcpServer deaf;
    QVERIFY(deaf.listen(QHostAddress::LocalHost));
    connect(&deaf, &QTcpServer::newConnection, &deaf, [&deaf] { deaf.nextPendingConnection()->setReadBufferSize(1); });
    CallWatch large(transport, postTo(QUrl(u"http://127.0.0.1:%1"_s.arg(deaf.serverPort())), u"/v1"_s,
                                      QByteArray(64 * 1024 * 1024, 'a')));
    QSignalSpy written(large.call.get(), &HttpCall::requestWritten);
    large.call->start(canary);
    QTRY_COMPARE(written.size(), 1);
    QCOMPARE(large.call->sent(), HttpCall::Sent::Part);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::HttpCallTest)
#include "tst_HttpCall.moc"
