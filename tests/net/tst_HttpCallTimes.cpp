#include "CallWatch.h"
#include "support/ScriptedServer.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QThread>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

const QByteArray canary = "canary-0001";
using End = ScriptedAnswer::End;

QByteArray streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
}

} // namespace

/// Running out of time, being stopped and being deleted, at every moment of a call.
class HttpCallTimesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void runsOutOfEachTime_data();
    void runsOutOfEachTime();
    void staysWhileAnythingComes();
    void doesNotBlameTheServerForOurSlowness();
    void cancelsInEachPhase_data();
    void cancelsInEachPhase();
    void cancelsOnceHoweverOften();
    void cancelsBeforeTheStart();
    void cancelsInsideASignal();
    void isSilentAfterBeingDeleted_data();
    void isSilentAfterBeingDeleted();
    void survivesItsDeletionInsideASignal_data();
    void survivesItsDeletionInsideASignal();
};

void HttpCallTimesTest::runsOutOfEachTime_data()
{
    QTest::addColumn<QString>("base"); // empty: the scripted server
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Limits>("limits");
    QTest::addColumn<QString>("outcome");

    Limits limits;
    limits.connect = 200ms;
    QTest::newRow("connect") << u"https://127.0.0.1"_s << ScriptedAnswer{} << limits << u"not_connected"_s;
    limits = {};
    limits.firstByte = 200ms;
    QTest::newRow("silence") << QString() << ScriptedAnswer{{}, End::KeepOpen} << limits << u"first_byte_timeout"_s;
    ScriptedAnswer slow{{}, End::KeepOpen};
    for (const char c : streamHead())
        slow.pieces << ScriptedPiece{QByteArray(1, c), 30ms};
    QTest::newRow("headers byte by byte") << QString() << slow << limits << u"first_byte_timeout"_s;
    limits = {};
    limits.idle = 200ms;
    QTest::newRow("stall after the headers") << QString() << ScriptedAnswer::stream({}, 0ms, End::KeepOpen) << limits
                                             << u"idle_timeout"_s;
    QTest::newRow("stall in an event") << QString() << ScriptedAnswer::stream({"data: a\n\ndata: b"}, 0ms, End::KeepOpen)
                                       << limits << u"idle_timeout"_s;
    limits = {};
    limits.total = 300ms;
    QTest::newRow("total, silent") << QString() << ScriptedAnswer{{}, End::KeepOpen} << limits
                                   << u"first_byte_timeout"_s;
    QTest::newRow("total, talking") << QString()
                                    << ScriptedAnswer::stream(QList<QByteArray>(100, "data: a\n\n"), 20ms)
                                    << limits << u"took_too_long"_s;
}

void HttpCallTimesTest::runsOutOfEachTime()
{
    QFETCH(QString, base);
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const Limits, limits);
    QFETCH(const QString, outcome);
    ScriptedServer server;
    server.answerWith(answer);
    // A TLS greeting that nobody answers is a connection that never comes about.
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    Transport transport;
    CallWatch watch(transport,
                    postTo(base.isEmpty() ? server.base() : QUrl(base + u":%1"_s.arg(mute.serverPort()))), limits);
    QElapsedTimer timer;
    timer.start();
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());

    QCOMPARE(watch.outcome(), outcome);
    QVERIFY2(timer.elapsed() >= 180 && timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE(server.openConnectionCount(), 0);
}

void HttpCallTimesTest::staysWhileAnythingComes()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream(QList<QByteArray>(12, ": alive\n\n") << "data: a\n\n", 60ms));
    Limits limits;
    limits.idle = 250ms;
    limits.firstByte = 250ms;
    limits.connect = 250ms;
    Transport transport;
    CallWatch watch(transport, postTo(server.base()), limits);
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"200"_s);
    QCOMPARE(watch.frames, QList<QByteArray>({"a"}));
}

void HttpCallTimesTest::doesNotBlameTheServerForOurSlowness()
{
    ScriptedServer server;
    const QByteArray wire = QByteArray("data: " + QByteArray(1000, 'x') + "\n\n").repeated(800);
    // With an end mark of its own: a close that overtakes unread bytes is another matter.
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    const QByteArray chunk = QByteArray::number(wire.size(), 16) + "\r\n" + wire + "\r\n0\r\n\r\n";
    server.answerWith(ScriptedAnswer{{{head + chunk}}, ScriptedAnswer::End::KeepOpen});
    Limits limits;
    limits.idle = 100ms;
    Transport transport;
    CallWatch watch(transport, postTo(server.base()), limits);
    bool hasSlept = false;
    connect(watch.call.get(), &HttpCall::framesArrived, this, [&hasSlept] {
        if (!std::exchange(hasSlept, true))
            QThread::msleep(300); // a window busy with something else
    });
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"200"_s);
    QCOMPARE(watch.frames.size(), 800);
}

void HttpCallTimesTest::cancelsInEachPhase_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<QString>("when");
    QTest::newRow("at once") << ScriptedAnswer{{}, End::KeepOpen} << QString();
    QTest::newRow("waiting for headers") << ScriptedAnswer{{}, End::KeepOpen} << u"written"_s;
    QTest::newRow("after the headers") << ScriptedAnswer::stream({}, 0ms, End::KeepOpen) << u"began 200"_s;
    QTest::newRow("in the body") << ScriptedAnswer::stream({"data: a\n\n"}, 0ms, End::KeepOpen) << u"first frame"_s;
}

void HttpCallTimesTest::cancelsInEachPhase()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const QString, when);
    ScriptedServer server;
    server.answerWith(answer);
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    if (!when.isEmpty()) {
        QTRY_VERIFY(watch.said.contains(when));
        QTRY_COMPARE(server.requests().size(), 1);
    }
    QElapsedTimer timer;
    qint64 closedAfter = 0;
    connect(&server, &ScriptedServer::connectionClosed, &server, [&] { closedAfter = timer.elapsed(); });
    timer.start();
    watch.call->cancel();
    QCOMPARE(watch.finishedCount, 0);
    QTRY_VERIFY(watch.isFinished());
    QTRY_COMPARE(server.openConnectionCount(), 0);

    QVERIFY2(closedAfter <= 50, qPrintable(QString::number(closedAfter)));
    QCOMPARE(watch.outcome(), u"cancelled"_s);
    QCOMPARE(watch.said.last(), u"finished"_s);
}

void HttpCallTimesTest::cancelsOnceHoweverOften()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n\n"}, 0ms, End::KeepOpen));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    QTRY_COMPARE(watch.frames.size(), 1);
    for (int i = 0; i < 100; ++i)
        watch.call->cancel();
    QTRY_VERIFY(watch.isFinished());
    watch.call->cancel();
    watch.call->start(canary);
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QCOMPARE(watch.finishedCount, 1);
    QCOMPARE(server.requests().size(), 1);
}

void HttpCallTimesTest::cancelsBeforeTheStart()
{
    ScriptedServer server;
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->cancel();
    watch.call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.outcome(), u"cancelled"_s);
    QCOMPARE(server.connectionCount(), 0);
}

void HttpCallTimesTest::cancelsInsideASignal()
{
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({"data: a\n\n", "data: b\n\n"}, 20ms, End::KeepOpen));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    HttpCall *call = watch.call.get();
    connect(call, &HttpCall::framesArrived, call, [call] { call->cancel(); });
    call->start(canary);
    QTRY_VERIFY(watch.isFinished());
    QCOMPARE(watch.frames, QList<QByteArray>({"a"}));
    QCOMPARE(watch.outcome(), u"cancelled"_s);
}

void HttpCallTimesTest::isSilentAfterBeingDeleted_data()
{
    QTest::addColumn<QString>("when");
    QTest::newRow("before the start returns to the loop") << QString();
    QTest::newRow("waiting for headers") << u"written"_s;
    QTest::newRow("in the body") << u"first frame"_s;
}

void HttpCallTimesTest::isSilentAfterBeingDeleted()
{
    QFETCH(const QString, when);
    ScriptedServer server;
    server.answerWith(when == u"written"_s ? ScriptedAnswer{{}, End::KeepOpen}
                                           : ScriptedAnswer::stream({"data: a\n\n"}, 0ms, End::KeepOpen));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    watch.call->start(canary);
    if (!when.isEmpty())
        QTRY_VERIFY(watch.said.contains(when));
    const QStringList saidBefore = watch.said;
    watch.call.reset();
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QCOMPARE(watch.said, saidBefore);
    QCOMPARE(watch.finishedCount, 0);
}

void HttpCallTimesTest::survivesItsDeletionInsideASignal_data()
{
    QTest::addColumn<QString>("when");
    for (const char *when : {"written", "began 200", "first frame", "alive", "finished"})
        QTest::newRow(when) << QString::fromLatin1(when);
}

void HttpCallTimesTest::survivesItsDeletionInsideASignal()
{
    QFETCH(const QString, when);
    ScriptedServer server;
    server.answerWith(ScriptedAnswer::stream({": hi\n\ndata: a\n\n", "data: b\n\n"}, 20ms));
    Transport transport;
    CallWatch watch(transport, postTo(server.base()));
    const auto deleteAt = [&watch, when](const QString &what) {
        if (what == when)
            watch.call.reset();
    };
    HttpCall *call = watch.call.get();
    connect(call, &HttpCall::requestWritten, this, [deleteAt] { deleteAt(u"written"_s); });
    connect(call, &HttpCall::answerBegan, this, [deleteAt] { deleteAt(u"began 200"_s); });
    connect(call, &HttpCall::framesArrived, this, [deleteAt] { deleteAt(u"first frame"_s); });
    connect(call, &HttpCall::aliveWithoutData, this, [deleteAt] { deleteAt(u"alive"_s); });
    connect(call, &HttpCall::finished, this, [deleteAt] { deleteAt(u"finished"_s); });
    call->start(canary);
    QTRY_VERIFY(!watch.call);
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QCOMPARE(watch.finishedCount, when == u"finished"_s ? 1 : 0);
    QVERIFY(watch.frames.size() <= (when == u"finished"_s ? 2 : 1));
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::HttpCallTimesTest)
#include "tst_HttpCallTimes.moc"
