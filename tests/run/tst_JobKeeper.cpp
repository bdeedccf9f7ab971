#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "run/JobKeeper.h"
#include "store/IncomingFile.h"
#include "run/RunSet.h"
#include "support/MediaStage.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

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
    explicit Program(bool canCancel = false) : MediaStage(u"openai-videos"_s)
    {
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
