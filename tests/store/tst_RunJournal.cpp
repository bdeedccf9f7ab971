#include "store/Database.h"
#include "store/ProcessName.h"
#include "store/RunJournal.h"
#include "store/Sql.h"

#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSemaphore>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QUuid>

#include <csignal>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace studio;

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

RunRecord newRun(const QString &trialId, int column = 1)
{
    RunRecord run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.trialId = trialId;
    run.column = column;
    run.target = {u"practice"_s, u"text-a"_s};
    run.recipe.request.base = QUrl(u"http://127.0.0.1:1/openai/v1"_s);
    run.recipe.request.path = u"/chat/completions"_s;
    run.recipe.request.headers = {{"Content-Type", "application/json"}};
    run.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
    run.recipe.request.body = R"({"model":"text-a"})";
    run.recipe.request.isStreaming = true;
    run.started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    return run;
}

RunRecord overAndFull(RunRecord run)
{
    run.state = RunState::Cut;
    run.answered = {u"text-a-2"_s, u"Practice"_s};
    run.usage = {12, 34, 5, 6, Money::parse(u"0.000123")};
    run.cost = {CostKind::Reported, *Money::parse(u"0.000123")};
    run.finish = FinishReason::Length;
    run.error = Error{ErrorKind::CutOff, u"no end mark"_s, 200, std::chrono::seconds(3), u"req-1"_s};
    run.attempts = 2;
    run.oddities = 1;
    run.firstWord = std::chrono::milliseconds(350);
    run.duration = std::chrono::milliseconds(4200);
    return run;
}

int count(const Database &database, const QString &table)
{
    auto row = runSql(database.connection(), u"SELECT count(*) FROM "_s + table);
    return row && row->next() ? row->value(0).toInt() : -1;
}

} // namespace

class tst_RunJournal : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_database = *Database::open(u":memory:"_s);
        m_journal = std::make_unique<RunJournal>(*m_database);
    }

    void cleanup()
    {
        m_journal.reset();
        m_database.reset();
    }

    void givesBackARunAsItWasLastUpdated()
    {
        RunRecord run = newRun(u"t"_s);
        QVERIFY(m_journal->begin(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
        run.state = RunState::Writing;
        for (const QString &delta : {u"Gr\u00fc\u00dfe "_s, u""_s, u"\U0001f600"_s, u"\0nul"_s}) {
            run.text += delta;
            run.reasoning += delta.toUpper();
            QVERIFY(m_journal->update(run));
            QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
        }
        run = overAndFull(run);
        QVERIFY(m_journal->update(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
        QVERIFY(*RunJournal(*m_database).latest(u"t"_s) == QList<RunRecord>{run});
    }

    void keepsACharacterWholeThatCameInTwoHalves()
    {
        RunRecord run = newRun(u"t"_s);
        run.state = RunState::Writing;
        QVERIFY(m_journal->begin(run));
        run.text = u"a"_s + QChar(0xd83d);
        QVERIFY(m_journal->update(run));
        QCOMPARE(m_journal->latest(u"t"_s)->first().text, u"a"_s);
        run.text += QChar(0xde00);
        QVERIFY(m_journal->update(run));
        QCOMPARE(m_journal->latest(u"t"_s)->first().text, u"a\U0001f600"_s);
    }

    void writesOnlyWhatWasAdded()
    {
        RunRecord run = newRun(u"t"_s);
        run.state = RunState::Writing;
        QVERIFY(m_journal->begin(run));
        for (int second = 0; second < 100; ++second) {
            run.text += u"x"_s.repeated(1000);
            QVERIFY(m_journal->update(run));
            QVERIFY(m_journal->update(run)); // nothing new
        }
        auto row = runSql(m_database->connection(), u"SELECT sum(length(text)), count(*) FROM pieces"_s);
        QVERIFY(row && row->next());
        QCOMPARE(row->value(0).toInt(), 100'000);
        QCOMPARE(row->value(1).toInt(), 100);
    }

    void replacesATextThatBeganAnew()
    {
        RunRecord run = newRun(u"t"_s);
        run.state = RunState::Writing;
        QVERIFY(m_journal->begin(run));
        run.text = u"first try"_s;
        run.reasoning = u"hm"_s;
        QVERIFY(m_journal->update(run));
        run.text = u"second"_s;
        run.reasoning.clear();
        QVERIFY(m_journal->update(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
        run.text.clear();
        QVERIFY(m_journal->update(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
    }

    void anotherJournalCanGoOn()
    {
        RunRecord run = newRun(u"t"_s);
        run.text = u"one"_s;
        QVERIFY(m_journal->begin(run));
        QCOMPARE(m_journal->latest(u"t"_s)->first().text, u"one"_s);
        run.text = u"one two"_s;
        RunJournal other(*m_database);
        QVERIFY(other.update(run));
        QVERIFY(other.update(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
        run = overAndFull(run);
        QVERIFY(other.update(run));
        run.cost = {CostKind::Reported, *Money::parse(u"1")}; // a bill that came late
        QVERIFY(other.update(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
    }

    void showsTheNewestRunOfEachColumn()
    {
        const RunRecord old = newRun(u"t"_s, 2);
        const RunRecord second = newRun(u"t"_s, 2);
        const RunRecord first = newRun(u"t"_s, 1);
        const RunRecord elsewhere = newRun(u"u"_s, 1);
        const RunRecord loose = newRun({}, 1);
        for (const RunRecord &run : {old, second, first, elsewhere, loose})
            QVERIFY(m_journal->begin(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>({first, second}));
        QVERIFY(*m_journal->runs(u"t"_s) == QList<RunRecord>({first, second, old}));
        QVERIFY(*m_journal->latest(u""_s) == QList<RunRecord>{loose});
        QVERIFY(m_journal->latest(u"none"_s)->isEmpty());
    }

    void confirmsARunThatIsOverAndWritesNothingElse()
    {
        RunRecord run = newRun(u"amended"_s);
        QVERIFY(m_journal->begin(run));
        QVERIFY(!m_journal->confirm(run.id, {})); // it is not over, and update() is still to come
        run = overAndFull(run);
        run.text = u"Hello"_s;
        run.media = {KeptMedia{MediaKind::Picture, "image/png", QByteArray(64, 'a'), 3}};
        QVERIFY(m_journal->update(run));
        run.confirmed = Confirmation{.usage = {.cost = Money::parse(u"0.25")}};
        QVERIFY(m_journal->confirm(run.id, *run.confirmed));
        const auto kept = m_journal->latest(u"amended"_s);
        QVERIFY(kept && kept->size() == 1);
        QCOMPARE(kept->first().confirmed, run.confirmed);
        QCOMPARE(kept->first(), run);
        QVERIFY(!m_journal->confirm(newRun(u"amended"_s).id, {})); // an unknown one
    }

    void refusesTheSameRunTwiceAndAnUnknownOne()
    {
        const RunRecord run = newRun(u"t"_s);
        QVERIFY(m_journal->begin(run));
        QCOMPARE(m_journal->begin(run).error().kind, ErrorKind::StorageFailed);
        QCOMPARE(count(*m_database, u"runs"_s), 1);
        QCOMPARE(count(*m_database, u"requests"_s), 1);
        QCOMPARE(m_journal->update(newRun(u"t"_s)).error().kind, ErrorKind::StorageFailed);
    }

    void failsWhenNothingCanBeWritten()
    {
        const RunRecord run = newRun(u"t"_s);
        QVERIFY(runSql(m_database->connection(), u"PRAGMA query_only = ON"_s));
        QCOMPARE(m_journal->begin(run).error().kind, ErrorKind::StorageFailed);
        QVERIFY(runSql(m_database->connection(), u"PRAGMA query_only = OFF"_s));
        QVERIFY(m_journal->begin(run));
    }

    void catchesUpAfterAFailedUpdate()
    {
        RunRecord run = newRun(u"t"_s);
        run.state = RunState::Writing;
        QVERIFY(m_journal->begin(run));
        run.text = u"one "_s;
        QVERIFY(runSql(m_database->connection(), u"PRAGMA query_only = ON"_s));
        QVERIFY(!m_journal->update(run));
        QVERIFY(runSql(m_database->connection(), u"PRAGMA query_only = OFF"_s));
        run.text += u"two"_s;
        QVERIFY(m_journal->update(run));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{run});
    }

    void waitsForTheDiskOnlyWhenAskedTo()
    {
        const QTemporaryDir home;
        auto database = Database::open(home.filePath(u"db"_s));
        RunJournal journal(**database);
        for (int i = 0; i < 3; ++i) {
            waits = 0;
            RunRecord run = newRun(u"t"_s);
            QVERIFY(journal.begin(run));
            QCOMPARE(waits, 0);
            QVERIFY(journal.flush());
            QVERIFY(waits >= 1);
            waits = 0;
            QVERIFY(journal.flush());
            QCOMPARE(waits, 0); // nothing was begun since
            run.state = RunState::Writing;
            for (int second = 0; second < 60; ++second) {
                run.text += u"x"_s.repeated(1000);
                QVERIFY(journal.update(run));
            }
            QVERIFY(waits <= 2); // now and then the log is moved into the file
        }
    }

    void writesNothingWhenNothingIsNew()
    {
        const QTemporaryDir home;
        auto database = Database::open(home.filePath(u"db"_s));
        RunJournal journal(**database);
        RunRecord run = newRun(u"t"_s);
        run.text = u"text"_s;
        QVERIFY(journal.begin(run));
        const QFileInfo log(home.filePath(u"db-wal"_s));
        const qint64 before = log.size();
        QVERIFY(before > 0);
        QVERIFY(journal.update(run));
        QCOMPARE(QFileInfo(log.filePath()).size(), before);
        run.text += u" and more"_s;
        QVERIFY(journal.update(run));
        QVERIFY(QFileInfo(log.filePath()).size() > before);
    }

    void marksWhatWasNotOverAsInterrupted_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<bool>("isMarked");
        QTest::newRow("queued") << RunState::Queued << true;
        QTest::newRow("waiting") << RunState::Waiting << true;
        QTest::newRow("writing") << RunState::Writing << true;
        QTest::newRow("pausing") << RunState::Pausing << true;
        QTest::newRow("done") << RunState::Done << false;
        QTest::newRow("stopped") << RunState::Stopped << false;
        QTest::newRow("cut") << RunState::Cut << false;
        QTest::newRow("failed") << RunState::Failed << false;
        QTest::newRow("interrupted") << RunState::Interrupted << false;
    }

    void marksWhatWasNotOverAsInterrupted()
    {
        QFETCH(const RunState, state);
        QFETCH(const bool, isMarked);
        RunRecord run = newRun(u"t"_s);
        QVERIFY(m_journal->begin(run));
        run.state = state;
        run.text = u"half an ans"_s;
        QVERIFY(m_journal->update(run));

        RunJournal next(*m_database);
        const auto marked = next.markInterrupted();
        QVERIFY(marked);
        QCOMPARE(*marked, isMarked ? 1 : 0);
        QCOMPARE(*next.markInterrupted(), 0);
        if (isMarked) {
            run.state = RunState::Interrupted;
            run.error = Error{ErrorKind::Interrupted};
        }
        QVERIFY(*next.latest(u"t"_s) == QList<RunRecord>{run});
    }

    void keepsAwaitingJobsAndLinks_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<bool>("hasJob");
        QTest::addColumn<bool>("hasLink");
        QTest::addColumn<bool>("isAwaited");
        QTest::newRow("a job at work") << RunState::Working << true << false << true;
        QTest::newRow("a file on its way") << RunState::Downloading << false << true << true;
        QTest::newRow("sent, and no job known") << RunState::Waiting << false << false << false;
        QTest::newRow("stopped, and it goes on") << RunState::Stopped << true << false << true;
        QTest::newRow("done") << RunState::Done << true << false << false;
    }
    void keepsAwaitingJobsAndLinks()
    {
        QFETCH(const RunState, state);
        QFETCH(const bool, isAwaited);
        RunRecord run = newRun(u"t"_s);
        run.recipe.job = JobRule{};
        run.recipe.job->poll = run.recipe.request;
        run.state = RunState::Waiting;
        QVERIFY(m_journal->begin(run));
        run.state = state;
        QFETCH(const bool, hasJob);
        QFETCH(const bool, hasLink);
        if (hasJob)
            run.job = Job{u"job-1"_s};
        if (hasLink)
            run.links << Media{MediaKind::Picture, {}, {}, QUrl(u"https://example.org/a"_s)};
        run.goesOn = state == RunState::Stopped;
        QVERIFY(m_journal->update(run));

        RunJournal next(*m_database);
        QVERIFY(next.markInterrupted());
        const auto awaited = next.awaited();
        QCOMPARE(awaited->size(), isAwaited ? 1 : 0);
        QCOMPARE(*next.markInterrupted(), 0);
        if (!isAwaited)
            return;
        QVERIFY(awaited->first().goesOn);
        QCOMPARE(awaited->first().state, state == RunState::Stopped ? state : RunState::Interrupted);
        QVERIFY(*next.takeOver(run.id));
        QVERIFY(!*next.takeOver(u"nobody"_s));
    }

    void takesNothingFromALivingProgram()
    {
        QProcess other;
        other.start(u"sleep"_s, {u"60"_s});
        QVERIFY(other.waitForStarted());
        QFile stat(u"/proc/%1/stat"_s.arg(other.processId()));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QString start = QString::fromLatin1(stat.readAll().split(' ').at(21));
        const QString name = u"%1:%2:%3"_s.arg(QString::number(other.processId()), processName().split(u':')[1], start);
        const RunRecord run = newRun(u"t"_s);
        QVERIFY(m_journal->begin(run));
        QVERIFY(runSql(m_database->connection(), u"UPDATE runs SET owner = ?"_s, {name}));
        QVERIFY(!*m_journal->takeOver(run.id));
        other.kill();
        QVERIFY(other.waitForFinished());
        QVERIFY(*m_journal->takeOver(run.id));
    }

    void knowsHowLongAModelUsuallyTakes()
    {
        const auto add = [this](RunState state, const QString &model, std::optional<int> milliseconds) {
            RunRecord run = newRun(u"t"_s);
            run.target.model = model;
            std::ignore = m_journal->begin(run);
            run.state = state;
            if (milliseconds)
                run.duration = std::chrono::milliseconds(*milliseconds);
            std::ignore = m_journal->update(run);
            return run.target;
        };
        const Target target = add(RunState::Waiting, u"v"_s, 5);
        QCOMPARE(*m_journal->usualTime(target), std::nullopt);
        for (const int time : {90'000, 60'000, 70'000})
            add(RunState::Done, u"v"_s, time);
        add(RunState::Done, u"v"_s, std::nullopt); // went on after a restart
        add(RunState::Failed, u"v"_s, 10);
        add(RunState::Stopped, u"v"_s, 10);
        add(RunState::Done, u"other"_s, 10);
        QCOMPARE(**m_journal->usualTime(target), std::chrono::milliseconds(70'000));
    }

    void leavesTheRunsOfALivingProgramAlone()
    {
        QProcess other;
        other.start(u"sleep"_s, {u"60"_s});
        QVERIFY(other.waitForStarted());
        QFile stat(u"/proc/%1/stat"_s.arg(other.processId()));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QString start = QString::fromLatin1(stat.readAll().split(' ').at(21));
        const QString name = u"%1:%2:%3"_s.arg(QString::number(other.processId()), processName().split(u':')[1], start);

        QVERIFY(m_journal->begin(newRun(u"t"_s)));
        QVERIFY(runSql(m_database->connection(), u"UPDATE runs SET owner = ?"_s, {name}));
        QCOMPARE(*m_journal->markInterrupted(), 0);
        other.kill();
        QVERIFY(other.waitForFinished());
        QCOMPARE(*m_journal->markInterrupted(), 1);
    }

    void aKilledProcessThatNobodyHasCollectedIsNotAlive()
    {
        const pid_t child = fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            pause();
            _exit(0);
        }
        QFile stat(u"/proc/%1/stat"_s.arg(child));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QString start = QString::fromLatin1(stat.readAll().split(' ').at(21));
        const QString name = u"%1:%2:%3"_s.arg(QString::number(child), processName().split(u':')[1], start);
        const bool wasAlive = isAlive(name);
        kill(child, SIGKILL);
        siginfo_t info;
        QCOMPARE(waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT), 0); // it stays in the list of processes
        const bool isStillAlive = isAlive(name);
        QCOMPARE(waitid(P_PID, id_t(child), &info, WEXITED), 0);
        QVERIFY(wasAlive);
        QVERIFY(!isStillAlive);
    }

    void aProcessNumberThatCameAgainIsNotTheOwner()
    {
        QVERIFY(isAlive(processName()));
        QVERIFY(!isAlive({}));
        QVERIFY(!isAlive(u"x"_s));
        QStringList parts = processName().split(u':');
        QCOMPARE(parts.size(), 3);
        parts[2] += u'1';
        QVERIFY(!isAlive(parts.join(u':')));
    }

    void knowsHowLongModelsUsuallyTake()
    {
        const auto run = [this](const QString &model, RunState state, int ms) {
            RunRecord record = newRun(u"t"_s);
            record.target.model = model;
            QVERIFY(m_journal->begin(record));
            record.state = state;
            record.duration = std::chrono::milliseconds(ms);
            QVERIFY(m_journal->update(record));
        };
        run(u"a"_s, RunState::Done, 1000);
        run(u"a"_s, RunState::Done, 9000);
        run(u"a"_s, RunState::Done, 2000);
        run(u"a"_s, RunState::Failed, 100);
        run(u"b"_s, RunState::Stopped, 100);
        const QHash<Target, double> expected{{{u"practice"_s, u"a"_s}, 2.0}};
        QCOMPARE(*m_journal->usualTimes(), expected);
    }

    void leavesARunThatAnotherProgramEndsMeanwhile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"studio.db"_s);
        auto database = Database::open(path);
        QVERIFY(database);
        RunJournal journal(**database);
        RunRecord run = newRun(u"t"_s);
        run.state = RunState::Waiting;
        run.attempts = 1;
        QVERIFY(journal.begin(run));
        QSemaphore isWriting, never;
        const std::unique_ptr<QThread> other(QThread::create([&] {
            const auto theirs = Database::open(path);
            SqlTransaction transaction((*theirs)->connection());
            transaction.run(u"UPDATE runs SET is_over = 1, document = json_set(document, '$.state', 'done')"_s);
            isWriting.release();
            std::ignore = never.tryAcquire(1, 200); // by then the other one has looked and waits
            std::ignore = transaction.commit();
        }));
        other->start();
        isWriting.acquire();
        const auto marked = journal.markInterrupted();
        QVERIFY(other->wait());
        QCOMPARE(*marked, 0);
        QCOMPARE(journal.latest(u"t"_s)->first().state, RunState::Done);
    }

    void settlesAStoppedRunWhoseJobNobodyNamed()
    {
        RunRecord run = newRun(u"t"_s);
        run.recipe.job = JobRule{};
        run.recipe.job->poll = run.recipe.request;
        run.state = RunState::Waiting;
        run.attempts = 1;
        QVERIFY(m_journal->begin(run));
        run.state = RunState::Stopped;
        run.error = Error{ErrorKind::Cancelled};
        run.goesOn = true; // somebody waits for the id
        QVERIFY(m_journal->update(run));
        QVERIFY(awaitsItsJob(m_journal->latest(u"t"_s)->first()));
        QCOMPARE(*m_journal->markInterrupted(), 0); // it was over, and stays as it was on the screen
        const RunRecord kept = m_journal->latest(u"t"_s)->first();
        QCOMPARE(kept.state, RunState::Stopped);
        QVERIFY(isSettled(kept));
        QVERIFY(mayBeBilledUnseen(kept));
        QCOMPARE(m_journal->awaited()->size(), 0);
    }

    void oneUnreadableRunDoesNotHideTheOthers()
    {
        const RunRecord good = newRun(u"t"_s, 1);
        const RunRecord bad = newRun(u"t"_s, 2);
        QVERIFY(m_journal->begin(good));
        QVERIFY(m_journal->begin(bad));
        QVERIFY(runSql(m_database->connection(), u"UPDATE runs SET document = '[' WHERE id = ?"_s, {bad.id}));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"skipped run"_s));
        QVERIFY(*m_journal->latest(u"t"_s) == QList<RunRecord>{good});
        QCOMPARE(*m_journal->markInterrupted(), 2);
        QCOMPARE(*m_journal->markInterrupted(), 0);
    }

private:
    std::unique_ptr<Database> m_database;
    std::unique_ptr<RunJournal> m_journal;
};

QTEST_GUILESS_MAIN(tst_RunJournal)
#include "tst_RunJournal.moc"
