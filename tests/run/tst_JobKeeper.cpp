#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "run/JobKeeper.h"
#include "store/IncomingFile.h"
#include "run/RunSet.h"
#include "support/MediaStage.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QThreadPool>
#include <QtConcurrentRun>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray clip = QByteArray("\0\0\0\x20" "ftypisom\0\0\2\0isomiso2mp41", 28) + QByteArray(5000, 'v');

ScriptedAnswer job(const QByteArray &status)
{
    return ScriptedAnswer::whole("{\"id\":\"job-1\",\"object\":\"video\",\"status\":\"" + status + "\"}");
}

/// A stage with everything that a program has.
struct Program : MediaStage
{
    explicit Program(bool canCancel = false, std::chrono::milliseconds firstByte = 20s) : MediaStage(u"openai-videos"_s)
    {
        profile.limits.firstByte = firstByte;
        profile.job.cancelPath = canCancel ? u"/videos/{id}"_s : u"-"_s;
        accounts.addTemporary(profile);
        accounts.lendSecret(profile.id, "canary-key");
        runs.setJobKeeper(keeper);
        trial.id = u"trial"_s;
        trial.prompt.text = u"A mug"_s;
        trial.targets << Target{profile.id, u"m"_s};
    }

    /// A run that an ended program has left.
    RunRecord leftRun(const QString &id, const QString &jobId)
    {
        RunRecord left = *runs.prepare(trial, 1);
        left.id = id;
        left.state = RunState::Working;
        left.attempts = 1;
        left.guess = {CostKind::Estimate, *Money::parse(u"0.8")};
        if (!jobId.isEmpty())
            left.job = Job{jobId};
        std::ignore = journal.begin(left);
        return left;
    }

    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Accounts accounts{*secrets, folder.filePath(u"servers"_s)};
    Catalog catalog{transport, accounts, folder.path()};
    JobKeeper keeper{transport, accounts, catalog, &journal, store};
    RunSet runs{transport, accounts, catalog, &journal, &store};
    Trial trial;
};

} // namespace

Q_DECLARE_METATYPE(studio::ScriptedAnswer)

class tst_JobKeeper : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void goesOnWithWhatAProgramHasLeft()
    {
        Program program;
        program.leftRun(u"with a job"_s, u"job-1"_s);
        program.leftRun(u"without"_s, {});
        QCOMPARE(*program.journal.markInterrupted(), 2);
        program.server.answerWith(job("in_progress"));
        program.server.answerWith(job("completed"));
        program.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        QSignalSpy started(&program.keeper, &JobKeeper::started);
        QSignalSpy settled(&program.keeper, &JobKeeper::settled);
        program.keeper.resumeAll();
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(program.keeper.runs().size(), 1);
        QCOMPARE(program.keeper.runOfId(u"with a job"_s), program.keeper.runs().first());
        QTRY_COMPARE(settled.size(), 1);
        const auto record = settled.first().first().value<RunRecord>();
        QCOMPARE(record.state, RunState::Done);
        QCOMPARE(record.media.size(), 1);
        QCOMPARE(record.cost, record.guess); // what was told before it was sent, by the program that ended
        QCOMPARE(record.cost.usd.toString(), u"0.8"_s);
        QCOMPARE(program.keeper.runs().size(), 0);
        QCOMPARE(program.journal.awaited()->size(), 0);
        for (const QByteArray &request : program.server.requests())
            QVERIFY(!request.startsWith("POST"));
        QVERIFY(program.server.requests().first().contains("canary-key"));
    }

    void waitsForTheAccount()
    {
        Program program;
        program.accounts.forgetAccount(program.profile.id);
        program.leftRun(u"left"_s, u"job-1"_s);
        QCOMPARE(*program.journal.markInterrupted(), 1);
        program.server.answerWith(job("completed"));
        program.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        QSignalSpy settled(&program.keeper, &JobKeeper::settled);
        program.keeper.resumeAll();
        QTRY_COMPARE(program.keeper.withoutKey().size(), 1);
        QCOMPARE(program.server.connectionCount(), 0);
        program.accounts.lendSecret(program.profile.id, "canary-key");
        program.accounts.connectAccount(program.profile.id, "canary-key");
        QTRY_COMPARE(settled.size(), 1);
        QCOMPARE(program.keeper.withoutKey().size(), 0);
    }

    void saysThatAFileCannotBeHadWithoutTheKey()
    {
        Program program;
        program.accounts.forgetAccount(program.profile.id);
        RunRecord failed = program.leftRun(u"left"_s, u"job-1"_s);
        failed.state = RunState::Failed;
        failed.error = Error{ErrorKind::StorageFailed};
        QVERIFY(program.journal.update(failed));
        QSignalSpy refused(&program.keeper, &JobKeeper::refused);
        program.keeper.fetchAgain(failed);
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().value<RunRecord>().id, failed.id);
        QCOMPARE(refused.first().last().value<Error>().kind, ErrorKind::KeyMissing);
        QCOMPARE(program.keeper.withoutKey().size(), 1); // and is got once there is one
        QCOMPARE(program.server.connectionCount(), 0);
    }

    void keepsTheFileOfAStoppedJobThatCannotBeCancelled()
    {
        Program program;
        program.server.answerWith(job("queued"));
        program.server.answerWith(job("in_progress"));
        program.runs.start(program.trial);
        QTRY_VERIFY(program.runs.run(1)->record().job);
        program.runs.stop(1);
        QCOMPARE(program.runs.run(1)->record().state, RunState::Stopped);
        QVERIFY(program.runs.run(1)->record().goesOn);
        QTRY_VERIFY(program.keeper.runOfId(program.runs.run(1)->record().id));
        QCOMPARE(program.keeper.runs().size(), 0); // nobody is told to wait for it
        QCOMPARE(program.kept().state, RunState::Stopped);
        program.server.answerWith(job("completed"));
        program.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        QTRY_COMPARE(program.runs.run(1)->record().state, RunState::Done);
        QCOMPARE(program.runs.run(1)->record().media.size(), 1);
        QCOMPARE(program.kept(), program.runs.run(1)->record());
        QVERIFY(isSettled(program.kept()));
    }

    void leavesAStoppedJobThatFailsAsItWasStopped()
    {
        Program program;
        program.server.answerWith(job("queued"));
        program.runs.start(program.trial);
        QTRY_VERIFY(program.runs.run(1)->record().job);
        program.server.answerWith(job("failed"));
        program.runs.stop(1);
        QTRY_VERIFY(!program.runs.run(1)->record().goesOn);
        QCOMPARE(program.runs.run(1)->record().state, RunState::Stopped);
        QVERIFY(isSettled(program.kept()));
    }

    void cancelsAStoppedJobAtTheProvider()
    {
        Program program(true);
        program.server.answerWith(job("queued"));
        program.runs.start(program.trial);
        QTRY_VERIFY(program.runs.run(1)->record().job);
        const qsizetype before = program.server.requests().size();
        program.server.answerWith(ScriptedAnswer::whole("{\"deleted\":true}"));
        program.runs.stop(1);
        QTRY_VERIFY(!program.runs.run(1)->record().goesOn);
        QCOMPARE(program.runs.run(1)->record().state, RunState::Stopped);
        QVERIFY(program.server.requests().last().startsWith("DELETE /videos/job-1 "));
        QVERIFY(program.server.requests().last().contains("canary-key"));
        QVERIFY(program.server.requests().size() <= before + 2);
        QVERIFY(isSettled(program.kept()));
        QCOMPARE(program.kept().job->word, u"cancelled"_s);
    }

    void followsAJobThatTheProviderDoesNotCancel()
    {
        Program program(true);
        program.server.answerWith(job("queued"));
        program.server.answerAt("/videos/job-1", ScriptedAnswer::whole("{\"error\":{\"message\":\"too late\"}}", "application/json", 409));
        program.runs.start(program.trial);
        QTRY_VERIFY(program.runs.run(1)->record().job);
        program.runs.stop(1);
        QTRY_VERIFY(program.keeper.runOfId(program.runs.run(1)->record().id));
        program.server.answerAt("/videos/job-1", job("completed"));
        program.server.answerAt("/videos/job-1/content", ScriptedAnswer::whole(clip, "video/mp4"));
        QTRY_COMPARE(program.runs.run(1)->record().state, RunState::Done);
    }

    void doesNotCallAJobCancelledThatTheProviderDidNotCancel()
    {
        Program program(true);
        program.server.answerWith(job("queued"));
        program.server.answerAt("/videos/job-1", ScriptedAnswer::whole("{\"error\":{\"message\":\"too late\"}}", "application/json", 409));
        program.runs.start(program.trial);
        QTRY_VERIFY(program.runs.run(1)->record().job);
        program.runs.stop(1);
        QTRY_VERIFY(program.keeper.runOfId(program.runs.run(1)->record().id));
        program.server.answerAt("/videos/job-1", job("failed"));
        QTRY_VERIFY(!program.runs.run(1)->record().goesOn);
        QCOMPARE(program.runs.run(1)->record().state, RunState::Stopped);
        QVERIFY2(program.kept().job->word != u"cancelled"_s, qPrintable(program.kept().job->word));
    }

    void goesOnWithAJobThatWasStoppedBeforeItHadAnId_data()
    {
        QTest::addColumn<bool>("canCancel");
        QTest::addColumn<QString>("how");
        for (const auto &how : {u"stop"_s, u"column removed"_s, u"run again"_s}) {
            QTest::addRow("%s, no cancel", qPrintable(how)) << false << how;
            QTest::addRow("%s, cancelled", qPrintable(how)) << true << how;
        }
    }
    void goesOnWithAJobThatWasStoppedBeforeItHadAnId()
    {
        QFETCH(bool, canCancel);
        QFETCH(QString, how);
        Program program(canCancel);
        ScriptedAnswer late = job("queued");
        late.pieces.first().pause = 200ms;
        program.server.answerAt("/videos", late);
        program.server.answerAt("/videos/job-1", canCancel ? ScriptedAnswer::whole("{\"deleted\":true}") : job("completed"));
        program.server.answerAt("/videos/job-1/content", ScriptedAnswer::whole(clip, "video/mp4"));
        QSignalSpy named(&program.keeper, &JobKeeper::jobNamed);
        QSignalSpy settled(&program.keeper, &JobKeeper::settled);
        QSignalSpy work(&program.keeper, &JobKeeper::workBegan);
        program.runs.start(program.trial);
        const QString id = program.runs.run(1)->record().id;
        QVERIFY(!program.runs.isSubmitting()); // nothing has left yet
        QTRY_COMPARE(program.server.requests().size(), 1);
        QVERIFY(program.runs.isSubmitting());
        QVERIFY(!program.keeper.isAwaiting());
        if (how == u"stop"_s) {
            program.runs.stop(1);
            QCOMPARE(program.runs.run(1)->record().state, RunState::Stopped);
            QVERIFY(awaitsItsJob(program.runs.run(1)->record()));
        } else if (how == u"column removed"_s) {
            program.runs.rearrange({});
        } else {
            program.server.answerAt("/videos", ScriptedAnswer{{}, ScriptedAnswer::End::KeepOpen});
            program.runs.startColumn(program.trial, 1);
        }
        QCOMPARE(program.keeper.runs().size(), 0);
        QVERIFY(program.keeper.isAwaiting());
        QVERIFY(!program.runs.isSubmitting());
        QTRY_COMPARE(named.size(), 1);
        QVERIFY(!program.keeper.isAwaiting());
        QCOMPARE(named.first().first().value<RunRecord>().job->id, u"job-1"_s);
        QTRY_COMPARE(settled.size(), 1);
        const auto record = settled.first().first().value<RunRecord>();
        QCOMPARE(record.id, id);
        QCOMPARE(record.state, canCancel ? RunState::Stopped : RunState::Done);
        QCOMPARE(record.media.size(), canCancel ? 0 : 1);
        QVERIFY(isSettled(record));
        const auto kept = program.journal.runs(u"trial"_s);
        QCOMPARE(kept->last(), record);
        if (how == u"stop"_s)
            QCOMPARE(program.runs.run(1)->record(), record);
        QByteArrayList methods;
        for (const QByteArray &request : program.server.requests())
            methods << request.first(request.indexOf(' '));
        QCOMPARE(methods.count("POST"), how == u"run again"_s ? 2 : 1); // only what somebody asked for
        QCOMPARE(methods.count("DELETE"), canCancel ? 1 : 0);
        QCOMPARE(work.size(), 2); // the answer, then the cancel or the run
        QCOMPARE(work.first().first().toString(), program.profile.id);
    }

    void aSetIsAtWorkUntilWhatIsStoppedIsOnTheDisk()
    {
        Program program;
        Profile pictures = program.profile;
        pictures.id = u"pictures"_s;
        pictures.dialect = u"openai-images"_s;
        program.accounts.addTemporary(pictures);
        program.accounts.lendSecret(pictures.id, "canary-key");
        program.trial.targets = {Target{pictures.id, u"m"_s}};
        const QByteArray event = "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\""
            + QByteArray("\x89PNG\r\n\x1a\n" "a picture").toBase64() + "\"}\n\n";
        program.server.answerWith(ScriptedAnswer::stream({event}, 0ms, ScriptedAnswer::End::KeepOpen));
        QSemaphore mayWrite;
        const int threads = QThreadPool::globalInstance()->maxThreadCount();
        for (int i = 0; i < threads; ++i)
            std::ignore = QtConcurrent::run([&mayWrite] { mayWrite.acquire(); });
        program.runs.start(program.trial);
        QPointer<Run> run = program.runs.run(1);
        QTRY_VERIFY(run->findChild<HttpCall *>());
        QSignalSpy arrived(run->findChild<HttpCall *>(), &HttpCall::framesArrived);
        QTRY_COMPARE(arrived.size(), 1);
        program.runs.rearrange({});
        const bool isAtWork = run && run->isStopping() && program.runs.isAtWork();
        mayWrite.release(threads);
        QVERIFY(isAtWork);
        QVERIFY(!program.runs.isRunning()); // nothing that anybody sees
        QTRY_VERIFY(!run);
        QVERIFY(!program.runs.isAtWork());
        QCOMPARE(program.kept().state, RunState::Stopped);
        QCOMPARE(program.kept().media.size(), 1);
    }

    void saysThatAJobWithoutAnIdMayBeBilled_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<bool>("mayBeBilled");
        ScriptedAnswer refusal = ScriptedAnswer::whole("{\"error\":{\"message\":\"no\"}}", "application/json", 400);
        refusal.pieces.first().pause = 100ms;
        QTest::newRow("silence") << ScriptedAnswer{{}, ScriptedAnswer::End::KeepOpen} << true;
        QTest::newRow("connection lost") << ScriptedAnswer{{{{}, 100ms}}, ScriptedAnswer::End::Reset} << true;
        QTest::newRow("refused") << refusal << false;
    }
    void saysThatAJobWithoutAnIdMayBeBilled()
    {
        QFETCH(ScriptedAnswer, answer);
        QFETCH(bool, mayBeBilled);
        Program program(true, 300ms);
        program.server.answerWith(answer);
        program.runs.start(program.trial);
        QTRY_COMPARE(program.server.requests().size(), 1);
        program.runs.stop(1);
        QTRY_VERIFY(!program.runs.run(1)->record().goesOn);
        QCOMPARE(program.runs.run(1)->record().state, RunState::Stopped);
        QCOMPARE(mayBeBilledUnseen(program.runs.run(1)->record()), mayBeBilled);
        QCOMPARE(program.kept(), program.runs.run(1)->record());
        QVERIFY(isSettled(program.kept()));
        QCOMPARE(program.server.requests().size(), 1);
    }

    void goesOnWithAJobWhoseRunIsGone()
    {
        Program program;
        ScriptedAnswer late = job("queued");
        late.pieces.first().pause = 200ms;
        program.server.answerAt("/videos", late);
        program.server.answerAt("/videos/job-1", job("completed"));
        program.server.answerAt("/videos/job-1/content", ScriptedAnswer::whole(clip, "video/mp4"));
        auto runs = std::make_unique<RunSet>(program.transport, program.accounts, program.catalog, &program.journal, &program.store);
        runs->setJobKeeper(program.keeper);
        QSignalSpy started(&program.keeper, &JobKeeper::started);
        QSignalSpy settled(&program.keeper, &JobKeeper::settled);
        runs->start(program.trial);
        QTRY_COMPARE(program.server.requests().size(), 1);
        runs.reset(); // nobody has stopped it
        QTRY_COMPARE(started.size(), 1);
        QCOMPARE(program.keeper.runs().size(), 1); // so it is shown
        QTRY_COMPARE(settled.size(), 1);
        QCOMPARE(program.kept().state, RunState::Done);
        QCOMPARE(program.kept().media.size(), 1);
    }

    void keepsWhatWasFetchedWhenACancelIsAnsweredLate()
    {
        Program program(true);
        ScriptedAnswer cancelled = ScriptedAnswer::whole("{\"deleted\":true}");
        cancelled.pieces.first().pause = 500ms;
        program.server.answerWith(job("queued"));
        program.server.answerWith(cancelled);
        program.server.answerWith(job("completed"));
        program.server.answerWith(ScriptedAnswer::whole(clip, "video/mp4"));
        program.runs.start(program.trial);
        Run *run = program.runs.run(1);
        connect(run, &Run::changed, run, [run] {
            if (run->record().job && !isOver(run->record().state))
                run->stop();
        });
        QTRY_COMPARE(program.server.requests().size(), 2);
        QVERIFY(program.server.requests().last().startsWith("DELETE"));
        QSignalSpy answered(program.keeper.findChild<HttpCall *>(), &QObject::destroyed);
        program.keeper.fetchAgain(run->record());
        QTRY_COMPARE(run->record().state, RunState::Done);
        const RunRecord done = program.kept();
        QCOMPARE(done.media.size(), 1);
        QCOMPARE(answered.size(), 0);
        QTRY_COMPARE(answered.size(), 1); // the cancel
        QCOMPARE(program.kept(), done);
        QCOMPARE(run->record().state, RunState::Done);
    }

    void cancelsOnceThoughAllIsTakenUp()
    {
        Program program(true);
        ScriptedAnswer cancelled = ScriptedAnswer::whole("{\"deleted\":true}");
        cancelled.pieces.first().pause = 200ms;
        program.server.answerWith(job("queued"));
        program.server.answerWith(cancelled);
        program.runs.start(program.trial);
        Run *run = program.runs.run(1);
        connect(run, &Run::changed, run, [run] {
            if (run->record().job && !isOver(run->record().state))
                run->stop();
        });
        QTRY_COMPARE(program.server.requests().size(), 2);
        QSignalSpy started(&program.keeper, &JobKeeper::started);
        program.keeper.resumeAll(); // as when the practice gateway is there late
        QTRY_VERIFY(!run->record().goesOn);
        QCOMPARE(started.size(), 0);
        QCOMPARE(program.server.requests().size(), 2);
    }

    void tellsThatAPracticeJobEndedWithItsGateway()
    {
        Program program;
        RunRecord left = program.leftRun(u"left"_s, u"job-1"_s);
        QCOMPARE(*program.journal.markInterrupted(), 1);
        left = program.journal.awaited()->first();
        left.isPractice = true;
        left.recipe.request.base = QUrl(u"http://127.0.0.1:1/openai/v1"_s);
        QSignalSpy settled(&program.keeper, &JobKeeper::settled);
        program.accounts.setPracticeGateway(QUrl(u"http://127.0.0.1:2"_s), "practice-key");
        program.keeper.leave(left, {});
        QTRY_COMPARE(settled.size(), 1);
        const auto record = settled.first().first().value<RunRecord>();
        QCOMPARE(record.state, RunState::Interrupted);
        QCOMPARE(record.error->kind, ErrorKind::LinkExpired); // nobody can be asked for it
        QVERIFY(isSettled(record));
        QVERIFY(!mayBeBilledUnseen(record));
        QCOMPARE(program.server.connectionCount(), 0);
    }

    void getsAFileAgainThatTheDiskDidNotTake()
    {
        Program program;
        QFile inTheWay(program.folder.filePath(u"media"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        program.server.answerAt("/videos", job("queued"));
        program.server.answerAt("/videos/job-1", job("completed"));
        program.server.answerAt("/videos/job-1/content", ScriptedAnswer::whole(clip, "video/mp4"));
        program.runs.start(program.trial);
        QTRY_COMPARE(program.runs.run(1)->record().state, RunState::Failed);
        QVERIFY(inTheWay.remove());
        QSignalSpy started(&program.keeper, &JobKeeper::started);
        program.keeper.fetchAgain(program.runs.run(1)->record());
        QTRY_COMPARE(started.size(), 1);
        QTRY_COMPARE(program.runs.run(1)->record().state, RunState::Done);
        QCOMPARE(program.runs.run(1)->record().media.size(), 1);
        qsizetype submits = 0;
        for (const QByteArray &request : program.server.requests())
            submits += request.startsWith("POST") ? 1 : 0;
        QCOMPARE(submits, 1);
    }

    void dropsWhatEndedProgramsHadHalfDownloaded()
    {
        Program program;
        const QString incoming = program.store.folder() + u"/incoming"_s;
        QVERIFY(QDir().mkpath(incoming));
        QFile left(incoming + u"/1:boot-of-old:1.abc"_s);
        QVERIFY(left.open(QIODevice::WriteOnly));
        auto ours = IncomingFile::open(program.store);
        QVERIFY(ours);
        program.keeper.resumeAll();
        QVERIFY(!QFile::exists(left.fileName()));
        QCOMPARE(QDir(incoming).entryList(QDir::Files).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_JobKeeper)
#include "tst_JobKeeper.moc"
