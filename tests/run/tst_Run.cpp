#include "support/RunStage.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/syscall.h>
#include <unistd.h>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

// Stand before those of the C library, so that the waits for the disk can be counted.
namespace
{
int waits = 0;
}

extern "C" int fsync(int fd)
{
    ++waits;
    return int(syscall(SYS_fsync, fd));
}

extern "C" int fdatasync(int fd)
{
    ++waits;
    return int(syscall(SYS_fdatasync, fd));
}

namespace
{

constexpr auto wholeAnswer = R"({"model": "m", "choices": [{"index": 0, "finish_reason": "stop",
    "message": {"role": "assistant", "reasoning": "because", "content": "Hello"}}]})";

constexpr auto bothAtOnce = R"({"reasoning":"because","content":"Hello"})";
constexpr auto isTheLast = R"(,"finish_reason":"stop")";
constexpr auto endMark = "data: [DONE]\n\n";

QByteArray chunk(const QByteArray &delta, const QByteArray &more = {})
{
    return "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + more + "}]}\n\n";
}

} // namespace

class tst_Run : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void saysNothingMoreOnceItIsStoppedFromASignal_data()
    {
        QTest::addColumn<bool>("isStreaming");
        QTest::addColumn<bool>("byReasoning");
        QTest::newRow("whole answer, at its reasoning") << false << true;
        QTest::newRow("whole answer, at its text") << false << false;
        QTest::newRow("stream, at its reasoning") << true << true;
        QTest::newRow("stream, at its text") << true << false;
    }
    void saysNothingMoreOnceItIsStoppedFromASignal()
    {
        QFETCH(bool, isStreaming);
        QFETCH(bool, byReasoning);
        RunStage stage(isStreaming);
        stage.server.answerWith(isStreaming ? ScriptedAnswer::stream({chunk(bothAtOnce, isTheLast) + endMark})
                                            : ScriptedAnswer::whole(wholeAnswer));
        const auto run = stage.run();
        connect(run.get(), byReasoning ? &Run::reasoningArrived : &Run::textArrived, run.get(), &Run::stop);
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE(finished.size(), 1);
        const RunRecord atTheEnd = run->record();
        QCOMPARE(atTheEnd.state, RunState::Stopped);
        QCOMPARE(atTheEnd.text, byReasoning ? QString() : u"Hello"_s);
        QTRY_COMPARE(stage.server.openConnectionCount(), 0);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(run->record(), atTheEnd);
        QCOMPARE(stage.journal.latest(u"trial"_s)->first().state, RunState::Stopped);
    }

    void keepsTheIdThatTheProviderGaveItsAnswer_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("bodyId");
        QTest::addColumn<bool>("isRecorded"); // the provider keeps records that the id leads to
        QTest::addColumn<QString>("id");
        QTest::newRow("header") << QByteArray("X-Generation-Id: gen-1\r\n") << QByteArray("gen-2") << true << u"gen-1"_s;
        QTest::newRow("header, whatever it is for") << QByteArray("x-generation-id: other\r\n") << QByteArray() << false
                                                    << u"other"_s;
        QTest::newRow("body") << QByteArray() << QByteArray("gen-2") << true << u"gen-2"_s;
        QTest::newRow("body that leads nowhere") << QByteArray() << QByteArray("gen-2") << false << QString();
        QTest::newRow("another id") << QByteArray() << QByteArray("chatcmpl-2") << true << QString();
        QTest::newRow("with spaces") << QByteArray("X-Generation-Id: gen 1\r\n") << QByteArray() << true << QString();
        QTest::newRow("the key in it") << QByteArray("X-Generation-Id: gen-canary-key\r\n") << QByteArray() << true
                                       << u"gen-\u2022\u2022\u2022\u2022"_s;
    }
    void keepsTheIdThatTheProviderGaveItsAnswer()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, bodyId);
        QFETCH(bool, isRecorded);
        for (const bool isStreaming : {false, true}) {
            RunStage stage(isStreaming);
            const QByteArray id = bodyId.isEmpty() ? QByteArray() : "\"id\":\"" + bodyId + "\",";
            const QByteArray whole = "{" + id + QByteArray(wholeAnswer).sliced(1);
            const QByteArray streamed = chunk(bothAtOnce, isTheLast).replace("{\"model\"", "{" + id + "\"model\"") + endMark;
            stage.server.answerWith(isStreaming ? ScriptedAnswer::whole(streamed, "text/event-stream", 200, header)
                                                : ScriptedAnswer::whole(whole, "application/json", 200, header));
            const auto run = stage.run({}, isRecorded ? u"/generation?id={id}"_s : QString());
            QSignalSpy finished(run.get(), &Run::finished);
            run->start("canary-key");
            QTRY_COMPARE(finished.size(), 1);
            QCOMPARE(run->record().state, RunState::Done);
            QTEST(run->record().generationId, "id");
            QCOMPARE(stage.journal.latest(u"trial"_s)->first().generationId, run->record().generationId);
            QCOMPARE(stage.server.requests().size(), 1); // a run asks nothing by itself
        }
    }

    void keepsTheIdOfAnAnswerThatBreaksOffAndNoneOfAnEarlierTry()
    {
        RunStage stage(true);
        stage.server.answerWith(ScriptedAnswer::whole("{\"error\":{\"message\":\"busy\"}}", "application/json", 503,
                                                      "X-Generation-Id: gen-1\r\nRetry-After: 0\r\n"));
        stage.server.answerWith(ScriptedAnswer::stream({chunk(R"({"content":"Hel"})")}));
        const auto run = stage.run({}, u"/generation?id={id}"_s);
        QSignalSpy failed(run.get(), &Run::attemptFailed);
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(run->record().generationId, u"gen-1"_s);
        run->tryNow();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Cut);
        QCOMPARE(run->record().generationId, QString());
    }

    void endsAnAnswerThatIsTooLongAndClosesAtOnce_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("text") << QByteArray("content");
        QTest::newRow("reasoning") << QByteArray("reasoning");
    }
    void endsAnAnswerThatIsTooLongAndClosesAtOnce()
    {
        QFETCH(QByteArray, field);
        RunStage stage(true);
        const QByteArray delta = "{\"" + field + "\":\"" + QByteArray(300, 'x') + "\"}";
        stage.server.answerWith(ScriptedAnswer::stream(QList<QByteArray>(20, chunk(delta)), 5ms,
                                                       ScriptedAnswer::End::KeepOpen));
        Limits limits;
        limits.mostTextChars = 1000;
        const auto run = stage.run(limits);
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 2000);
        QCOMPARE(run->record().error->kind, ErrorKind::TooLarge);
        // What was kept: up to the limit and the read that went over it, of 6000 in all.
        QVERIFY(run->record().text.size() + run->record().reasoning.size() <= 3000);
        QTRY_COMPARE_WITH_TIMEOUT(stage.server.openConnectionCount(), 0, 1000);
        QCOMPARE(stage.server.requests().size(), 1);
    }

    void hasEachTryInTheJournalBeforeItIsSent()
    {
        RunStage stage(false);
        stage.server.answerWith(ScriptedAnswer::whole(wholeAnswer));
        QList<RunRecord> atContact;
        // The first that is heard of a connection, before a byte of it.
        connect(&stage.transport, &Transport::hostContacted, this,
                [&] { atContact = *stage.journal.latest(u"trial"_s); });
        const auto run = stage.run();
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("key");
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(atContact.size(), 1);
        QCOMPARE(atContact.first().attempts, 1);
        QCOMPARE(atContact.first().state, RunState::Waiting);
    }

    void hasItsBeginningSafeFromAPowerCutSoon()
    {
        RunStage stage(true);
        stage.server.answerWith(ScriptedAnswer::stream({}, 0ms, ScriptedAnswer::End::KeepOpen));
        const QTemporaryDir home;
        const auto database = Database::open(home.filePath(u"db"_s));
        RunJournal journal(**database);
        Run run(stage.transport, &journal, stage.record, {dialectNamed(u"openai-chat"), {}, {}});
        waits = 0;
        run.start("key");
        QTRY_VERIFY(waits > 0);
        QTRY_COMPARE(stage.server.requests().size(), 1);
    }

    void keepsTheKeyOutOfEverythingAnErrorSays_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("headers");
        const QByteArray key = "a-plain-canary-of-no-known-shape";
        QTest::newRow("in its words") << QByteArray("{\"error\":{\"message\":\"bad key " + key + "\"}}") << QByteArray();
        QTest::newRow("as the id of the request")
            << QByteArray("{\"error\":{\"message\":\"bad key\"}}") << QByteArray("x-request-id: " + key + "\r\n");
        QTest::newRow("cut by the longest detail")
            << QByteArray("{\"error\":{\"message\":\"" + QByteArray("no ").repeated(90) + key + " and more\"}}")
            << QByteArray();
    }
    void keepsTheKeyOutOfEverythingAnErrorSays()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, headers);
        RunStage stage(false);
        stage.server.answerWith(ScriptedAnswer::whole(body, "application/json", 401, headers));
        const auto run = stage.run();
        QSignalSpy finished(run.get(), &Run::finished);
        run->start("a-plain-canary-of-no-known-shape");
        QTRY_COMPARE(finished.size(), 1);
        const Error error = *run->record().error;
        QCOMPARE(error.kind, ErrorKind::Unauthorized);
        QVERIFY2(!error.detail.contains(u"a-plain-canary"_s), qPrintable(error.detail));
        QVERIFY2(!error.requestId.contains(u"a-plain-canary"_s), qPrintable(error.requestId));
    }
};

QTEST_GUILESS_MAIN(tst_Run)
#include "tst_Run.moc"
