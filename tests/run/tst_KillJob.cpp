#include "store/Database.h"
#include "store/MediaStore.h"
#include "store/RunJournal.h"
#include "support/ScriptedServer.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace studio;

namespace
{

const QByteArray clip = QByteArray("\0\0\0\x20" "ftypisom\0\0\2\0isomiso2mp41", 28) + QByteArray(400'000, 'v');

ScriptedAnswer job(const QByteArray &status)
{
    return ScriptedAnswer::whole("{\"id\":\"job-1\",\"object\":\"video\",\"status\":\"" + status + "\"}");
}

ScriptedAnswer video()
{
    return ScriptedAnswer::whole(clip, "video/mp4");
}

/// The first part of an answer, and then nothing more.
ScriptedAnswer half(ScriptedAnswer answer)
{
    answer.pieces.first().bytes.truncate(answer.pieces.first().bytes.size() / 2);
    answer.end = ScriptedAnswer::End::KeepOpen;
    return answer;
}

const ScriptedAnswer silence{{}, ScriptedAnswer::End::KeepOpen};

} // namespace

Q_DECLARE_METATYPE(studio::ScriptedAnswer)

/// The program is killed while it submits, asks and downloads. Nothing is submitted twice, and no video is lost whose
/// job was known.
class tst_KillJob : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void losesAndRepeatsNothing_data()
    {
        QTest::addColumn<QByteArray>("path"); // the request at which it is killed
        QTest::addColumn<ScriptedAnswer>("answer"); // what is answered to it before
        QTest::addColumn<int>("pause"); // milliseconds
        QTest::addColumn<bool>("isKnown"); // the job must be known by then
        const QByteArray submit("/videos"), poll("/videos/job-1"), download("/videos/job-1/content");
        QTest::newRow("submitting, at once") << submit << silence << 0 << false;
        QTest::newRow("submitting, half answered") << submit << half(job("queued")) << 30 << false;
        QTest::newRow("submitted, perhaps not yet read") << submit << job("queued") << 0 << false;
        QTest::newRow("asking, not answered") << poll << silence << 0 << true;
        QTest::newRow("asking, answered") << poll << job("in_progress") << 10 << true;
        QTest::newRow("asking, done") << poll << job("completed") << 0 << true;
        QTest::newRow("downloading, nothing there") << download << silence << 0 << true;
        QTest::newRow("downloading, half there") << download << half(video()) << 40 << true;
        QTest::newRow("downloading, all there") << download << video() << 0 << true;
        QTest::newRow("downloading, being kept") << download << video() << 8 << true;
    }
    void losesAndRepeatsNothing()
    {
        QFETCH(QByteArray, path);
        QFETCH(ScriptedAnswer, answer);
        QFETCH(int, pause);
        QFETCH(bool, isKnown);
        for (int round = 0; round < 3; ++round) {
            const QTemporaryDir home;
            ScriptedServer server;
            server.answerAt("/videos", job("queued"));
            server.answerAt("/videos/job-1", job("completed"));
            server.answerAt("/videos/job-1/content", video());
            server.answerAt(path, answer);
            const QStringList arguments{home.path(), server.base().toString()};
            QProcess first;
            const auto killer = connect(&server, &ScriptedServer::requestArrived, &first, [&](const QByteArray &request) {
                if (request.split(' ').value(1) == path)
                    QTimer::singleShot(pause, &first, &QProcess::kill);
            });
            first.start(QStringLiteral(STUDIO_JOB_RUNNER), arguments);
            QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, 20'000);
            disconnect(killer);

            server.answerAt("/videos", job("queued"));
            server.answerAt("/videos/job-1", job("completed"));
            server.answerAt("/videos/job-1/content", video());
            QProcess second;
            second.start(QStringLiteral(STUDIO_JOB_RUNNER), arguments + QStringList{u"resume"_s});
            QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
            QCOMPARE(second.exitStatus(), QProcess::NormalExit);

            qsizetype submits = 0;
            for (const QByteArray &request : server.requests())
                submits += request.startsWith("POST ") ? 1 : 0;
            QCOMPARE(submits, 1);
            auto database = Database::open(home.filePath(u"studio.db"_s));
            QVERIFY(database);
            const auto runs = RunJournal(**database).runs(u"trial"_s);
            QCOMPARE(runs->size(), 1);
            const RunRecord run = runs->first();
            QVERIFY2(isSettled(run), nameOf(run.state).data());
            if (run.job) {
                QCOMPARE(run.state, RunState::Done);
                QCOMPARE(run.media.size(), 1);
                QCOMPARE(*MediaStore(home.filePath(u"media"_s)).read(run.media.first()), clip);
            } else {
                QVERIFY(!isKnown);
                QCOMPARE(run.state, RunState::Interrupted);
                QVERIFY(mayBeBilledUnseen(run));
            }
            QCOMPARE(QDir(home.filePath(u"media/incoming"_s)).entryList(QDir::Files), QStringList());
        }
    }

    void isFollowedByOneProgramOnly()
    {
        const QTemporaryDir home;
        ScriptedServer server;
        server.answerAt("/videos", job("queued"));
        server.answerAt("/videos/job-1", job("in_progress"));
        server.answerAt("/videos/job-1/content", video());
        const QStringList arguments{home.path(), server.base().toString()};
        QProcess first, second;
        first.start(QStringLiteral(STUDIO_JOB_RUNNER), arguments);
        QTRY_VERIFY(server.requests().size() > 2);
        second.start(QStringLiteral(STUDIO_JOB_RUNNER), arguments + QStringList{u"resume"_s});
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000); // there is nothing for it to do
        QCOMPARE(first.state(), QProcess::Running);
        server.answerAt("/videos/job-1", job("completed"));
        QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(first.exitStatus(), QProcess::NormalExit);
    }
};

QTEST_GUILESS_MAIN(tst_KillJob)
#include "tst_KillJob.moc"
