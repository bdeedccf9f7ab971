#include "CommandLine.h"

#include "support/ScriptedServer.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QJsonArray>
#include <QStandardPaths>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray clip = QByteArray("\0\0\0\x20" "ftypisom\0\0\2\0isomiso2mp41", 28) + QByteArray(5000, 'v');
const QByteArray picture = QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(300, 'p');

ScriptedAnswer job(const QByteArray &status)
{
    return ScriptedAnswer::whole("{\"id\":\"job-1\",\"object\":\"video\",\"status\":\"" + status + "\"}");
}

ScriptedAnswer twoPictures()
{
    const QByteArray item = "{\"b64_json\":\"" + picture.toBase64() + "\"}";
    return ScriptedAnswer::whole("{\"created\":1,\"data\":[" + item + "," + item + "]}");
}

QList<QJsonObject> eventsIn(const QByteArray &out)
{
    QList<QJsonObject> events;
    for (const QByteArray &line : out.trimmed().split('\n'))
        events << QJsonDocument::fromJson(line).object();
    return events;
}

QStringList told(const QList<QJsonObject> &events, const QString &event, const QString &field)
{
    QStringList values;
    for (const QJsonObject &each : events) {
        if (each[u"event"_s] == event)
            values << each[field].toString();
    }
    return values;
}

} // namespace

Q_DECLARE_METATYPE(studio::ScriptedAnswer)

/// Pictures and videos from the command line.
class tst_CliMedia : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void putsPicturesOfSeveralModelsWhereTheyAreWanted()
    {
        ScriptedServer server;
        server.answerWith(twoPictures());
        CommandLine line;
        line.set("LAB_API_KEY", u"canary-key"_s);
        const QStringList arguments{u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(), u"--dialect"_s,
                                    u"openai-images"_s, u"--key-env"_s, u"LAB_API_KEY"_s, u"--model"_s, u"a/b"_s, u"--model"_s,
                                    u"c"_s, u"--out"_s, u"out"_s, u"--json"_s};
        for (int round = 1; round <= 2; ++round) {
            const auto process = line.start(arguments);
            QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
            const Ending ending = CommandLine::endingOf(*process);
            QVERIFY2(ending.status == 0, ending.err);
            const QStringList files = told(eventsIn(ending.out), u"media"_s, u"file"_s);
            QCOMPARE(files.size(), 4);
            for (const QString &file : files)
                QCOMPARE(bytesOf(QDir(line.home.path()).filePath(file)), picture);
            QCOMPARE(told(eventsIn(ending.out), u"media"_s, u"kind"_s), QStringList(4, u"image"_s));
            const QDir out(line.home.filePath(u"out"_s));
            const QStringList names = out.entryList(QDir::Files | QDir::Hidden, QDir::Name);
            QCOMPARE(names.size(), 4 * round);
            QCOMPARE(names.first(), u"trial-a-b-1.png"_s);
            QCOMPARE(out.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden), QStringList());
        }
        QCOMPARE(server.requests().size(), 4);
    }

    void tellsOfQueueWorkAndDownload()
    {
        ScriptedServer server;
        server.answerWith(job("queued"));
        server.answerWith(job("in_progress"));
        server.answerWith(job("completed"));
        server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        CommandLine line;
        const auto process = line.start({u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(),
                                         u"--dialect"_s, u"openai-videos"_s, u"--model"_s, u"m"_s, u"--out"_s, u"out"_s, u"--json"_s});
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 40'000); // it asks at its own pace
        const Ending ending = CommandLine::endingOf(*process);
        QVERIFY2(ending.status == 0, ending.err);
        const QList<QJsonObject> events = eventsIn(ending.out);
        QCOMPARE(told(events, u"state"_s, u"state"_s), QStringList({u"queued"_s, u"working"_s, u"downloading"_s}));
        QCOMPARE(told(events, u"state"_s, u"job"_s), QStringList(3, u"job-1"_s));
        QCOMPARE(told(events, u"media"_s, u"file"_s), QStringList{u"out/trial-m-1.mp4"_s});
        QCOMPARE(told(events, u"done"_s, u"job"_s), QStringList{u"job-1"_s});
        QCOMPARE(events.last()[u"media"_s].toArray().size(), 1);
        QCOMPARE(bytesOf(line.home.filePath(u"out/trial-m-1.mp4"_s)), clip);
    }

    void saysWhereFilesAreWithoutAFolder()
    {
        ScriptedServer server;
        server.answerWith(twoPictures());
        CommandLine line;
        const auto process = line.start({u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(),
                                         u"--dialect"_s, u"openai-images"_s, u"--model"_s, u"m"_s});
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
        const Ending ending = CommandLine::endingOf(*process);
        QVERIFY2(ending.status == 0, ending.err);
        QVERIFY2(ending.err.contains("--out"), ending.err);
        const QByteArray path = ending.err.split('\n').first().split(' ').first();
        QVERIFY(path.startsWith(line.home.filePath(u"data/media/"_s).toUtf8()));
        QCOMPARE(bytesOf(QString::fromUtf8(path)), picture);
    }

    void leavesTheFilesOfEarlierRunsAlone()
    {
        ScriptedServer server;
        server.answerWith(twoPictures());
        CommandLine line;
        const QDir store(line.home.filePath(u"data/media"_s));
        QVERIFY(store.mkpath(u"."_s));
        QFile earlier(store.filePath(u"earlier.png"_s));
        QVERIFY(earlier.open(QIODevice::WriteOnly));
        for (const QStringList &more : {QStringList{u"--dry-run"_s, u"--out"_s, u"out"_s}, QStringList{u"--out"_s, u"out"_s},
                                        QStringList{u"--dry-run"_s}, QStringList{}}) {
            const auto process = line.start(QStringList{u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(),
                                                        u"--dialect"_s, u"openai-images"_s, u"--model"_s, u"m"_s} + more);
            QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
            QCOMPARE(CommandLine::endingOf(*process).status, 0);
            QVERIFY(earlier.exists());
        }
    }

    void saysTheJobsIdWhenItIsInterrupted()
    {
        ScriptedServer server;
        server.answerWith(job("queued"));
        CommandLine line;
        const auto process = line.start({u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(),
                                         u"--dialect"_s, u"openai-videos"_s, u"--model"_s, u"m"_s, u"--out"_s, u"out"_s});
        QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 2, 20'000);
        ::kill(pid_t(process->processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 5'000);
        const Ending ending = CommandLine::endingOf(*process);
        QCOMPARE(ending.status, 130);
        QVERIFY2(ending.err.contains("job-1 is at the provider"), ending.err);
        QVERIFY(server.requests().last().startsWith("GET "));
    }

    void waitsForTheIdOfAJobThatIsInterruptedWhileItIsSubmitted_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<QString>("id"); // empty for none
        ScriptedAnswer late = job("queued");
        late.pieces.first().pause = std::chrono::milliseconds(500);
        QTest::newRow("named") << late << u"job-1"_s;
        QTest::newRow("lost") << ScriptedAnswer{{{{}, std::chrono::milliseconds(500)}}, ScriptedAnswer::End::Reset} << QString();
    }
    void waitsForTheIdOfAJobThatIsInterruptedWhileItIsSubmitted()
    {
        QFETCH(ScriptedAnswer, answer);
        QFETCH(QString, id);
        ScriptedServer server;
        server.answerWith(answer);
        CommandLine line;
        line.set("LAB_API_KEY", u"canary-key"_s);
        const auto process = line.start({u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(), u"--dialect"_s,
                                         u"openai-videos"_s, u"--key-env"_s, u"LAB_API_KEY"_s, u"--model"_s, u"m"_s, u"--out"_s,
                                         u"out"_s, u"--json"_s});
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 20'000);
        QVERIFY(sendSignal(*process, SIGINT));
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10'000);
        const Ending ending = CommandLine::endingOf(*process);
        QCOMPARE(ending.status, 130);
        QVERIFY2(ending.err.contains("waiting for the job's id"), ending.err);
        QCOMPARE(ending.err.contains("job-1 is at the provider"), !id.isEmpty());
        QCOMPARE(ending.err.contains("it was sent and may be billed"), id.isEmpty());
        QCOMPARE(eventsIn(ending.out).size(), 1);
        const QJsonObject done = eventsIn(ending.out).first();
        QCOMPARE(done[u"state"_s].toString(), u"stopped"_s);
        QCOMPARE(done[u"job"_s].toString(), id);
        QCOMPARE(done[u"may_be_billed"_s].toBool(), id.isEmpty());
        QCOMPARE(server.requests().size(), 1);
    }

    void endsAtOnceWhenItIsInterruptedTwice()
    {
        ScriptedServer server; // says nothing
        CommandLine line;
        const auto process = line.start({u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(),
                                         u"--dialect"_s, u"openai-videos"_s, u"--model"_s, u"m"_s});
        QByteArray said;
        connect(process.get(), &QProcess::readyReadStandardError, process.get(), [&] { said += process->readAllStandardError(); });
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 20'000);
        QVERIFY(sendSignal(*process, SIGINT));
        QTRY_VERIFY_WITH_TIMEOUT(said.contains("may be billed"), 5'000);
        QCOMPARE(process->state(), QProcess::Running);
        QVERIFY(sendSignal(*process, SIGINT));
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 5'000);
        QCOMPARE(CommandLine::endingOf(*process).status, 130);
    }

    void saysThatAPictureMayBeBilledWhenItIsInterrupted_data()
    {
        QTest::addColumn<bool>("isJson");
        QTest::newRow("text") << false;
        QTest::newRow("json") << true;
    }
    void saysThatAPictureMayBeBilledWhenItIsInterrupted()
    {
        QFETCH(bool, isJson);
        ScriptedServer server; // it is at work
        CommandLine line;
        line.set("LAB_API_KEY", u"canary-key"_s);
        QStringList arguments{u"run"_s, u"--prompt"_s, u"A mug"_s, u"--base-url"_s, server.base().toString(), u"--dialect"_s,
                              u"openai-images"_s, u"--key-env"_s, u"LAB_API_KEY"_s, u"--model"_s, u"m"_s};
        if (isJson)
            arguments << u"--json"_s;
        const auto process = line.start(arguments);
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 20'000);
        QVERIFY(sendSignal(*process, SIGINT));
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 5'000);
        const Ending ending = CommandLine::endingOf(*process);
        QCOMPARE(ending.status, 130);
        QVERIFY2(ending.err.contains("it was sent and may be billed"), ending.err);
        QCOMPARE(ending.out.contains("\"may_be_billed\":true"), isJson);
    }
};

QTEST_GUILESS_MAIN(tst_CliMedia)
#include "tst_CliMedia.moc"
