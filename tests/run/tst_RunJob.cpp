#include "run/LateAnswer.h"
#include "store/Sql.h"
#include "support/MediaStage.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <limits>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray clip = QByteArray("\0\0\0\x20" "ftypisom\0\0\2\0isomiso2mp41", 28) + QByteArray(5000, 'v');

ScriptedAnswer job(const QByteArray &status, const QByteArray &more = {}, const QByteArray &id = "job-1")
{
    return ScriptedAnswer::whole("{\"id\":\"" + id + "\",\"object\":\"video\",\"status\":\"" + status + "\"" + more + "}");
}

ScriptedAnswer failure(int status, const QByteArray &headers = {})
{
    return ScriptedAnswer::whole("{\"error\":{\"message\":\"no\"}}", "application/json", status, headers);
}

QByteArrayList pathsOf(const ScriptedServer &server)
{
    QByteArrayList paths;
    for (const QByteArray &request : server.requests())
        paths << request.first(request.indexOf(" HTTP"));
    return paths;
}

qsizetype postsAt(const ScriptedServer &server)
{
    const QByteArrayList paths = pathsOf(server);
    return std::count_if(paths.begin(), paths.end(), [](const QByteArray &path) { return path.startsWith("POST"); });
}

qsizetype submitsAt(const ScriptedServer &server)
{
    return pathsOf(server).count("POST /videos");
}

struct Watch
{
    explicit Watch(Run &run) : finished(&run, &Run::finished)
    {
        QObject::connect(&run, &Run::changed, &run, [this, &run] {
            if (states.isEmpty() || states.last() != run.record().state)
                states << run.record().state;
        });
    }

    QSignalSpy finished;
    QList<RunState> states;
};

} // namespace

Q_DECLARE_METATYPE(studio::ScriptedAnswer)

/// Jobs that a server works on after its answer.
class tst_RunJob : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesDownWhatItMayCostBeforeItIsSent()
    {
        MediaStage stage(u"openai-videos"_s);
        Run::Setup setup = stage.setup();
        setup.guess = {CostKind::Estimate, *Money::parse(u"0.8")};
        Run run(stage.transport, &stage.journal, stage.record, setup);
        run.start("canary-key");
        QCOMPARE(stage.kept().guess, setup.guess); // so that whoever goes on with the job knows it
        QCOMPARE(stage.kept().cost.kind, CostKind::Unknown);
    }

    void bringsAVideoHome_data()
    {
        QTest::addColumn<QString>("dialect");
        for (const auto &name : {u"openai-videos"_s, u"openrouter-videos"_s, u"seedance"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void bringsAVideoHome()
    {
        QFETCH(QString, dialect);
        MediaStage stage(dialect);
        ScriptedServer files;
        files.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const QByteArray link = files.base().toEncoded() + "/clip.mp4";
        const QByteArray links = dialect == "seedance"_L1
            ? ",\"content\":{\"video_url\":\"" + link + "\"}"
            : dialect == "openrouter-videos"_L1 ? ",\"unsigned_urls\":[\"" + link + "\"]" : QByteArray();
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(job("in_progress", ",\"progress\":40"));
        stage.server.answerWith(job(dialect == "seedance"_L1 ? "succeeded" : "completed", links));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QVERIFY2(run->record().state == RunState::Done, qPrintable(run->record().error.value_or(Error{}).detail));
        QCOMPARE(watch.states, QList<RunState>({RunState::Waiting, RunState::JobQueued, RunState::Working,
                                                RunState::Downloading, RunState::Done}));
        QCOMPARE(run->record().media.size(), 1);
        QCOMPARE(*stage.store.read(run->record().media.first()), clip);
        QCOMPARE(run->record().links, QList<Media>());
        QCOMPARE(run->record().job->id, u"job-1"_s);
        QCOMPARE(stage.kept(), run->record());
        QCOMPARE(stage.server.requests().size(), dialect == "openai-videos"_L1 ? 5 : 4);
        QCOMPARE(postsAt(stage.server), 1);
    }

    void hasTheSubmissionAndTheIdInTheJournalFirst()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(job("completed"));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        QList<RunRecord> atRequests;
        connect(&stage.server, &ScriptedServer::requestArrived, this, [&] { atRequests << stage.kept(); });
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(atRequests.size(), 3);
        QCOMPARE(atRequests[0].state, RunState::Waiting);
        QCOMPARE(atRequests[0].attempts, 1);
        QVERIFY(!atRequests[0].job);
        QCOMPARE(atRequests[1].job->id, u"job-1"_s);
        QVERIFY(atRequests[2].job->isDone);
        QCOMPARE(atRequests[2].state, RunState::Downloading);
    }

    void goesOnWhenPollsFail()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(failure(404));
        stage.server.answerWith(failure(503));
        stage.server.answerWith({{}, ScriptedAnswer::End::Reset});
        stage.server.answerWith(ScriptedAnswer::whole("<html>busy</html>", "text/html"));
        stage.server.answerWith(job("in_progress", ",\"progress\":250"));
        stage.server.answerWith(job("completed", {}, "another-id"));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const auto run = stage.run();
        Watch watch(*run);
        QSignalSpy failed(run.get(), &Run::followFailed);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QVERIFY2(run->record().state == RunState::Done, qPrintable(run->record().error.value_or(Error{}).detail));
        QVERIFY(failed.size() >= 3); // Qt itself asks again where a connection was reset
        QCOMPARE(run->record().error, std::nullopt);
        QCOMPARE(run->record().job->id, u"job-1"_s);
        QCOMPARE(run->record().job->percent, std::nullopt);
        QVERIFY(run->record().oddities > 0);
        QCOMPARE(pathsOf(stage.server).last(), QByteArray("GET /videos/job-1/content"));
        QCOMPARE(submitsAt(stage.server), 1);
    }

    void endsWhenTheJobIsUnknownForLong()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(failure(404));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Failed);
        QCOMPARE(run->record().error->kind, ErrorKind::NotFound);
        QVERIFY(stage.server.requests().size() > 4);
        QVERIFY(canBeFetched(run->record()));
    }

    void endsAJobWithoutEnd()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.record.recipe.job->longest = 300ms;
        stage.server.answerWith(job("in_progress"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().error->kind, ErrorKind::TookTooLong);
        QVERIFY(canBeFetched(run->record())); // it may end after all
        QCOMPARE(submitsAt(stage.server), 1);
        // 20 ms and more between two, growing up to 60.
        QVERIFY2(stage.server.requests().size() >= 5 && stage.server.requests().size() <= 14,
                 qPrintable(QString::number(stage.server.requests().size())));
    }

    void looksOnceMoreWhenTheNetworkComesBackLate()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.record.recipe.job->longest = 100ms;
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(failure(502));
        const auto run = stage.run();
        Watch watch(*run);
        QElapsedTimer clock;
        clock.start();
        QSignalSpy failed(run.get(), &Run::followFailed);
        run->start("key");
        QTRY_VERIFY(clock.elapsed() > 400 && failed.size() > 3);
        QCOMPARE(run->record().state, RunState::JobQueued);
        QCOMPARE(run->record().error->kind, ErrorKind::ServerFault); // to be seen while it goes on
        stage.server.answerAt("/videos/job-1", job("completed"));
        stage.server.answerAt("/videos/job-1/content", ScriptedAnswer::whole(clip, "video/mp4"));
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Done);
    }

    void stopsFromASignalWithoutFollowing_data()
    {
        QTest::addColumn<RunState>("at");
        QTest::newRow("as the job is named") << RunState::JobQueued;
        QTest::newRow("at work") << RunState::Working;
        QTest::newRow("downloading") << RunState::Downloading;
    }
    void stopsFromASignalWithoutFollowing()
    {
        QFETCH(RunState, at);
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(job("in_progress"));
        stage.server.answerWith(job("completed"));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const auto run = stage.run();
        Watch watch(*run);
        connect(run.get(), &Run::changed, run.get(), [&] {
            if (run->record().state == at)
                run->stop();
        });
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        if (at != RunState::Downloading) // Qt 6.4 keeps a connection that it was about to open; nothing is sent on it
            QTRY_COMPARE(stage.server.openConnectionCount(), 0);
        const qsizetype requests = stage.server.requests().size();
        const RunRecord atTheEnd = run->record();
        QCOMPARE(atTheEnd.state, RunState::Stopped);
        QCOMPARE(atTheEnd.job->id, u"job-1"_s);
        // A whole other run: by then a poll or a download would have come.
        MediaStage other(u"openai-images"_s);
        other.server.answerWith(failure(500));
        const auto next = other.run();
        Watch nextWatch(*next);
        next->start("key");
        QTRY_COMPARE(nextWatch.finished.size(), 1);
        QCOMPARE(stage.server.requests().size(), requests);
        QCOMPARE(run->record(), atTheEnd);
    }

    void keepsTheKeyOutOfWhatItIsTold()
    {
        MediaStage stage(u"openrouter-videos"_s);
        const QByteArray base = stage.server.base().toEncoded();
        stage.server.answerWith(job("pending", ",\"polling_url\":\"" + base + "/p?k=canary-key\"", "job-canary-key"));
        stage.server.answerWith(job("completed", ",\"unsigned_urls\":[\"" + base + "/clip.mp4?k=canary-key\"]"));
        stage.server.answerWith(failure(410));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("canary-key");
        QTRY_COMPARE(watch.finished.size(), 1);
        const QByteArray kept = QJsonDocument(toJson(stage.kept())).toJson();
        QVERIFY2(!kept.contains("canary-key"), kept);
    }

    void saysWhyAJobFailed()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(job("failed", ",\"error\":{\"code\":\"moderation_blocked\",\"message\":\"Not this.\"}"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Failed);
        QCOMPARE(run->record().error->detail, u"Not this."_s);
        QCOMPARE(stage.server.requests().size(), 2);
    }

    void waitsAsLongAsTheServerWants()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        ScriptedAnswer patient = job("queued");
        patient.pieces.first().bytes.replace("Connection: close", "openai-poll-after-ms: 400\r\nConnection: close");
        stage.server.answerWith(patient);
        stage.server.answerWith(job("completed"));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const auto run = stage.run();
        Watch watch(*run);
        QElapsedTimer clock;
        clock.start();
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QVERIFY(clock.elapsed() >= 400);
        QCOMPARE(run->record().state, RunState::Done);
    }

    void isAskedOnlyAtItsOwnOrigin_data()
    {
        QTest::addColumn<bool>("isOwn");
        QTest::newRow("of the provider") << true;
        QTest::newRow("elsewhere") << false;
    }
    void isAskedOnlyAtItsOwnOrigin()
    {
        QFETCH(bool, isOwn);
        MediaStage stage(u"openrouter-videos"_s);
        ScriptedServer other;
        const QByteArray address = (isOwn ? stage.server : other).base().toEncoded() + "/own/way?job=1";
        const QByteArray link = stage.server.base().toEncoded() + "/clip.mp4";
        stage.server.answerWith(job("pending", ",\"polling_url\":\"" + address + "\""));
        stage.server.answerWith(job("completed", ",\"unsigned_urls\":[\"" + link + "\"]"));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("canary-key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Done);
        QCOMPARE(pathsOf(stage.server).value(1).startsWith("GET /own/way?job=1"), isOwn);
        QCOMPARE(other.connectionCount(), 0);
    }

    void asksOnceForNewLinksWhenTheyHaveExpired_data()
    {
        QTest::addColumn<bool>("areNewOnesGood");
        QTest::newRow("new ones are good") << true;
        QTest::newRow("expired for good") << false;
    }
    void asksOnceForNewLinksWhenTheyHaveExpired()
    {
        QFETCH(bool, areNewOnesGood);
        MediaStage stage(u"openrouter-videos"_s);
        ScriptedServer files;
        files.answerWith(failure(403));
        if (areNewOnesGood)
            files.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const QByteArray link = files.base().toEncoded() + "/clip.mp4";
        stage.server.answerWith(job("pending"));
        stage.server.answerWith(job("completed", ",\"usage\":{\"cost\":0.4},\"unsigned_urls\":[\"" + link + "\"]"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().state, areNewOnesGood ? RunState::Done : RunState::Failed);
        if (!areNewOnesGood)
            QCOMPARE(run->record().error->kind, ErrorKind::LinkExpired);
        QCOMPARE(run->record().cost.kind, CostKind::Reported); // it is paid for either way
        QCOMPARE(run->record().media.size(), areNewOnesGood ? 1 : 0);
        QCOMPARE(files.requests().size(), 2);
        QCOMPARE(postsAt(stage.server), 1);
    }

    void keepsIdAndLinkWhenTheDiskDoesNotTakeTheFile()
    {
        MediaStage stage(u"openrouter-videos"_s);
        QFile inTheWay(stage.folder.filePath(u"media"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const QByteArray link = stage.server.base().toEncoded() + "/clip.mp4";
        stage.server.answerWith(job("pending"));
        stage.server.answerWith(job("completed", ",\"unsigned_urls\":[\"" + link + "\"]"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().error->kind, ErrorKind::StorageFailed);
        const RunRecord kept = stage.kept();
        QCOMPARE(kept.job->id, u"job-1"_s);
        QCOMPARE(kept.links.size(), 1);
        QVERIFY(canBeFetched(kept));
        QVERIFY(isSettled(kept));
    }

    void isNotSubmittedAgainWhenTheAnswerIsLost_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::newRow("reset") << ScriptedAnswer{{}, ScriptedAnswer::End::Reset};
        QTest::newRow("cut") << ScriptedAnswer{{{"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\""}}};
        QTest::newRow("gateway timeout") << failure(504);
        QTest::newRow("no id") << ScriptedAnswer::whole("{\"status\":\"queued\"}");
    }
    void isNotSubmittedAgainWhenTheAnswerIsLost()
    {
        QFETCH(ScriptedAnswer, answer);
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(answer);
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QVERIFY(run->record().state != RunState::Done);
        QCOMPARE(stage.server.requests().size(), 1);
        QVERIFY(!canBeFetched(run->record()));
    }

    void stopsAtOnceInEveryPhase_data()
    {
        QTest::addColumn<int>("requests"); // that came when it is stopped
        QTest::addColumn<bool>("hasKeeper");
        for (const bool hasKeeper : {false, true}) {
            for (const int requests : {1, 2, 3})
                QTest::addRow("%d requests, %s", requests, hasKeeper ? "somebody goes on" : "alone") << requests << hasKeeper;
        }
    }
    void stopsAtOnceInEveryPhase()
    {
        QFETCH(int, requests);
        QFETCH(bool, hasKeeper);
        MediaStage stage(u"openai-videos"_s);
        const ScriptedAnswer answers[] = {job("queued"), job("completed"), ScriptedAnswer::whole(clip, "video/mp4")};
        for (int i = 0; i < 3; ++i)
            stage.server.answerWith(i + 1 < requests ? answers[i] : ScriptedAnswer{{}, ScriptedAnswer::End::KeepOpen});
        Run::Setup setup = stage.setup();
        QList<RunRecord> left;
        if (hasKeeper)
            setup.leave = [&left](const RunRecord &record, const QByteArray &) { left << record; };
        Run run(stage.transport, &stage.journal, stage.record, setup);
        Watch watch(run);
        run.start("key");
        QTRY_COMPARE(stage.server.requests().size(), requests);
        run.stop();
        QCOMPARE(watch.finished.size(), 1);
        QCOMPARE(run.record().state, RunState::Stopped);
        const bool goesOn = hasKeeper && requests > 1;
        QCOMPARE(left.size(), goesOn ? 1 : 0);
        QCOMPARE(stage.kept().goesOn, goesOn);
        QCOMPARE(isSettled(stage.kept()), !goesOn);
        QTRY_COMPARE(stage.server.openConnectionCount(), 0);
        QCOMPARE(watch.finished.size(), 1);
        QCOMPARE(stage.server.requests().size(), requests);
    }

    void handsOnTheAnswerThatNamesTheJobWhenItIsStopped_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<QString>("id"); // of the job; empty for none
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("mayBeBilled");
        const auto late = [](ScriptedAnswer answer) {
            if (answer.pieces.isEmpty())
                answer.pieces << ScriptedPiece{};
            answer.pieces.first().pause = 100ms;
            return answer;
        };
        const auto row = [&](const char *name, const ScriptedAnswer &answer, const QString &id, ErrorKind error, bool may) {
            QTest::newRow(name) << late(answer) << id << int(error) << may;
        };
        row("named", job("queued"), u"job-1"_s, ErrorKind::Cancelled, false);
        row("named in a stream", ScriptedAnswer::stream({"data: {\"id\":\"job-1\",\"status\":\"queued\"}\n\n"}, 0ms, ScriptedAnswer::End::KeepOpen),
            u"job-1"_s, ErrorKind::Cancelled, false);
        row("refused", failure(400), {}, ErrorKind::BadRequest, false);
        row("gateway timeout", failure(504), {}, ErrorKind::ServerTimeout, true);
        row("no id", ScriptedAnswer::whole("{\"status\":\"queued\"}"), {}, ErrorKind::Garbled, true);
        row("reset", {{}, ScriptedAnswer::End::Reset}, {}, ErrorKind::ConnectionLost, true);
        row("silence", {{}, ScriptedAnswer::End::KeepOpen}, {}, ErrorKind::FirstByteTimeout, true);
        row("cut", {{{"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\""}}}, {}, ErrorKind::CutOff, true);
    }
    void handsOnTheAnswerThatNamesTheJobWhenItIsStopped()
    {
        QFETCH(ScriptedAnswer, answer);
        QFETCH(QString, id);
        QFETCH(int, error);
        QFETCH(bool, mayBeBilled);
        MediaStage stage(u"openai-videos"_s);
        stage.profile.limits.firstByte = 400ms;
        stage.server.answerWith(answer);
        std::unique_ptr<LateAnswer> late;
        Run::Setup setup = stage.setup();
        setup.await = [&late](std::unique_ptr<LateAnswer> given) { late = std::move(given); };
        auto run = std::make_unique<Run>(stage.transport, &stage.journal, stage.record, setup);
        Watch watch(*run);
        run->start("canary-key");
        QTRY_COMPARE(stage.server.requests().size(), 1);
        run->stop();
        QCOMPARE(watch.finished.size(), 1); // for whoever pressed Stop it is over at once
        QCOMPARE(run->record().state, RunState::Stopped);
        QVERIFY(awaitsItsJob(run->record()));
        QVERIFY(awaitsItsJob(stage.kept()));
        QVERIFY(!isSettled(stage.kept()));
        QVERIFY(late);
        run.reset();

        QSignalSpy named(late.get(), &LateAnswer::finished);
        QTRY_COMPARE(named.size(), 1);
        QCOMPARE(late->record().job.value_or(Job{}).id, id);
        QCOMPARE(int(late->record().error->kind), error);
        QCOMPARE(late->secret(), QByteArray("canary-key"));
        RunRecord settled = late->record();
        settled.goesOn = false;
        QCOMPARE(mayBeBilledUnseen(settled), mayBeBilled);
        QTRY_COMPARE(stage.server.openConnectionCount(), 0);
        QCOMPARE(named.size(), 1);
        QCOMPARE(stage.server.requests().size(), 1);
    }

    void knowsTheJobThatWasNamedBeforeItsRunWasOver()
    {
        MediaStage stage(u"openai-videos"_s); // the run may still be writing what came
        stage.server.answerWith(job("queued"));
        QPointer<HttpCall> call = new HttpCall(stage.transport, stage.record.recipe.request, Limits());
        LateAnswer late(call, stage.setup().dialect->decoder(stage.profile), stage.profile, "key");
        QSignalSpy finished(&late, &LateAnswer::finished);
        call->start("key");
        QTRY_VERIFY(!call);
        stage.record.state = RunState::Stopped;
        late.start(stage.record);
        QCOMPARE(finished.size(), 0); // whoever waits for it has not heard of it yet
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(late.record().id, stage.record.id);
        QCOMPARE(late.record().job.value_or(Job{}).id, u"job-1"_s);
        QCOMPARE(late.record().state, RunState::Stopped);
    }

    void givesUpOnAnAnswerThatNobodyWaitsFor()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith({{}, ScriptedAnswer::End::KeepOpen});
        std::unique_ptr<LateAnswer> late;
        Run::Setup setup = stage.setup();
        setup.await = [&late](std::unique_ptr<LateAnswer> given) { late = std::move(given); };
        Run run(stage.transport, &stage.journal, stage.record, setup);
        run.start("key");
        QTRY_COMPARE(stage.server.requests().size(), 1);
        run.stop();
        QSignalSpy ended(late.get(), &LateAnswer::finished);
        late->giveUp();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(late->record().error->kind, ErrorKind::Cancelled);
        QTRY_COMPARE(stage.server.openConnectionCount(), 0);
    }

    void knowsTheJobWhenItIsStoppedByWhoHearsOfTheModel()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued", ",\"model\":\"m-2\""));
        QList<RunRecord> left;
        Run::Setup setup = stage.setup();
        setup.leave = [&left](const RunRecord &record, const QByteArray &) { left << record; };
        setup.await = [](std::unique_ptr<LateAnswer>) { QFAIL("the id is there"); };
        Run run(stage.transport, &stage.journal, stage.record, setup);
        Watch watch(run);
        connect(&run, &Run::changed, &run, [&run] {
            if (!run.record().answered.model.isEmpty())
                run.stop();
        });
        run.start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().job->id, u"job-1"_s);
        QCOMPARE(run.record().answered.model, u"m-2"_s);
    }

    void takesBackWhatHasNotLeftWhole_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("isConnected");
        QTest::newRow("nothing") << qsizetype(10) << false;
        QTest::newRow("a part") << qsizetype(64 * 1024 * 1024) << true;
    }
    void takesBackWhatHasNotLeftWhole()
    {
        QFETCH(qsizetype, size);
        QFETCH(bool, isConnected);
        MediaStage stage(u"openai-videos"_s);
        QTcpServer deaf; // takes what fits into the system's buffers, and reads nothing
        QVERIFY(deaf.listen(QHostAddress::LocalHost));
        connect(&deaf, &QTcpServer::newConnection, &deaf, [&deaf] { deaf.nextPendingConnection()->setReadBufferSize(1); });
        JobRule &rule = *stage.record.recipe.job;
        for (Request *request : {&stage.record.recipe.request, &rule.poll, &rule.download, &rule.cancel})
            request->base = QUrl(u"http://127.0.0.1:%1"_s.arg(deaf.serverPort()));
        stage.record.recipe.request.body = QByteArray(size, 'a');
        Run::Setup setup = stage.setup();
        setup.await = [](std::unique_ptr<LateAnswer>) { QFAIL("it would go on with the upload"); };
        Run run(stage.transport, &stage.journal, stage.record, setup);
        run.start("key");
        QSignalSpy written(run.findChild<HttpCall *>(), &HttpCall::requestWritten);
        if (isConnected)
            QTRY_COMPARE(written.size(), 1);
        run.stop();
        QCOMPARE(run.record().state, RunState::Stopped);
        QVERIFY(isSettled(run.record()));
        QCOMPARE(run.record().attempts, isConnected ? 1 : 0);
        QCOMPARE(mayBeBilledUnseen(run.record()), isConnected);
        QCOMPARE(stage.kept(), run.record());
    }

    void sendsNothingThatTheDiskDidNotTake()
    {
        MediaStage stage(u"openai-videos"_s);
        // The row is written, and what makes it survive a power cut fails: it is the one write that changes nothing.
        QVERIFY(runSql(stage.database->connection(),
                       u"CREATE TRIGGER no_flush BEFORE UPDATE ON runs WHEN NEW.document = OLD.document "
                       "BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END"_s));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(run->record().state, RunState::Failed);
        QCOMPARE(run->record().error->kind, ErrorKind::StorageFailed);
        QCOMPARE(stage.server.connectionCount(), 0);
        QCOMPARE(stage.kept(), run->record()); // not one that may have left
        QVERIFY(isSettled(stage.kept()));
        QVERIFY(!mayBeBilledUnseen(stage.kept()));
        QCOMPARE(*stage.journal.markInterrupted(), 0);
    }

    void isNotHurriedByADatabase_data()
    {
        QTest::addColumn<int>("wait");
        QTest::addColumn<int>("longest");
        QTest::newRow("no wait") << 0 << 0;
        QTest::newRow("less than none") << -5 << -5;
        QTest::newRow("a wait without end") << std::numeric_limits<int>::max() << 1000;
    }
    void isNotHurriedByADatabase()
    {
        QFETCH(int, wait);
        QFETCH(int, longest);
        MediaStage stage(u"openai-videos"_s);
        JobRule &rule = *stage.record.recipe.job;
        rule.firstWait = rule.mostWait = std::chrono::milliseconds(wait);
        rule.longest = std::chrono::milliseconds(longest);
        stage.server.answerWith(job("queued"));
        const auto run = stage.run();
        Watch watch(*run);
        run->start("key");
        QTRY_VERIFY(run->record().job);
        // Another run from its beginning to its end: by then many polls would have come.
        MediaStage other(u"openai-videos"_s);
        other.server.answerWith(job("queued"));
        other.server.answerWith(job("in_progress"));
        other.server.answerWith(job("completed"));
        other.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        const auto next = other.run();
        Watch nextWatch(*next);
        next->start("key");
        QTRY_COMPARE(nextWatch.finished.size(), 1);
        QCOMPARE(stage.server.requests().size(), 1);
        QCOMPARE(watch.finished.size(), 0);
        if (wait <= 0) // two seconds, as where nobody says anything
            QTRY_VERIFY_WITH_TIMEOUT(stage.server.requests().size() > 1, 5'000);
    }

    void resumesWhereAProgramEnded()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(job("queued"));
        stage.server.answerWith(ScriptedAnswer{{}, ScriptedAnswer::End::KeepOpen});
        stage.server.answerWith(job("completed"));
        stage.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        auto first = stage.run();
        first->start("key");
        QTRY_COMPARE(stage.server.requests().size(), 2);
        first.reset(); // as a program ends
        QCOMPARE(*stage.journal.markInterrupted(), 1);
        QCOMPARE(*stage.journal.markInterrupted(), 0);
        const auto awaited = stage.journal.awaited();
        QCOMPARE(awaited->size(), 1);
        QCOMPARE(awaited->first().state, RunState::Interrupted);
        stage.record = awaited->first();
        const auto second = stage.run();
        Watch watch(*second);
        QVERIFY(*stage.journal.takeOver(stage.record.id));
        second->resume("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(watch.states, QList<RunState>({RunState::Working, RunState::Downloading, RunState::Done}));
        QCOMPARE(second->record().media.size(), 1);
        QCOMPARE(second->record().error, std::nullopt);
        QCOMPARE(stage.kept(), second->record());
        QCOMPARE(stage.journal.awaited()->size(), 0);
        QCOMPARE(submitsAt(stage.server), 1);
    }

    void marksWhatMayHaveBeenBilledWithoutAnId()
    {
        MediaStage stage(u"openai-videos"_s);
        stage.server.answerWith(ScriptedAnswer{{}, ScriptedAnswer::End::KeepOpen});
        auto run = stage.run();
        run->start("key");
        QTRY_COMPARE(stage.server.requests().size(), 1);
        run.reset();
        QCOMPARE(*stage.journal.markInterrupted(), 1);
        QCOMPARE(stage.journal.awaited()->size(), 0);
        QVERIFY(mayBeBilledUnseen(stage.kept()));
    }

    void resumesTheLinksOfAPicture()
    {
        MediaStage stage(u"openai-images"_s);
        ScriptedServer files;
        files.answerAt("/b.png", ScriptedAnswer{{}, ScriptedAnswer::End::KeepOpen});
        files.answerAt("/a.png", ScriptedAnswer::whole("\x89PNG\r\n\x1a\n aaaa", "image/png"));
        const QByteArray base = files.base().toEncoded();
        stage.server.answerWith(ScriptedAnswer::whole("{\"data\":[{\"url\":\"" + base + "/a.png\"},{\"url\":\"" + base + "/b.png\"}]}"));
        auto first = stage.run();
        first->start("key");
        QTRY_COMPARE(files.requests().size(), 2);
        QCOMPARE(first->record().state, RunState::Downloading);
        first.reset();
        QCOMPARE(*stage.journal.markInterrupted(), 1);
        stage.record = stage.journal.awaited()->first();
        QCOMPARE(stage.record.media.size(), 1);
        QCOMPARE(stage.record.links.size(), 1);
        files.answerAt("/b.png", ScriptedAnswer::whole("\x89PNG\r\n\x1a\n bbbb", "image/png"));
        const auto second = stage.run();
        Watch watch(*second);
        second->resume("key");
        QTRY_COMPARE(watch.finished.size(), 1);
        QCOMPARE(second->record().state, RunState::Done);
        QCOMPARE(second->record().media.size(), 2);
        QCOMPARE(stage.server.requests().size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_RunJob)
#include "tst_RunJob.moc"
