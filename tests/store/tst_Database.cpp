#include "store/Database.h"
#include "store/ResultShelf.h"
#include "store/RunJournal.h"
#include "store/Sql.h"
#include "store/TrialStore.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr auto privateFile = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
constexpr auto privateFolder = privateFile | QFile::ExeOwner | QFile::ExeUser;

RunRecord aRun(const QString &id, const QString &trialId)
{
    RunRecord run;
    run.id = id;
    run.trialId = trialId;
    run.target = {u"practice"_s, u"text-a"_s};
    run.recipe.request.base = QUrl(u"http://127.0.0.1:1/openai/v1"_s);
    run.recipe.request.path = u"/chat/completions"_s;
    run.text = u"word "_s.repeated(2000);
    run.state = RunState::Done;
    return run;
}

/// A database with some pages of content, closed again.
QByteArray sampleBytes(const QString &path)
{
    {
        auto database = Database::open(path);
        TrialStore trials(**database);
        RunJournal journal(**database);
        for (int i = 0; i < 10; ++i) {
            const Trial trial = newTrial(u"Trial %1"_s.arg(i));
            std::ignore = trials.save(trial);
            std::ignore = journal.begin(aRun(u"run-%1"_s.arg(i), trial.id));
        }
    }
    return bytesOf(path);
}

/// As earlier versions of the program wrote it, statement by statement.
void makeVersion(int version, const QString &path, const Trial &trial)
{
    const QString name = u"earlier version"_s;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(path);
        database.open();
        RunRecord run = aRun(u"old"_s, trial.id);
        run.text.clear();
        const auto json = [](const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson()); };
        const std::pair<QString, QVariantList> statements[] = {
            {u"CREATE TABLE trials (id TEXT PRIMARY KEY NOT NULL, pinned INTEGER NOT NULL, changed INTEGER NOT NULL, deleted_at TEXT, document TEXT NOT NULL)"_s, {}},
            {u"CREATE TABLE runs (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, trial_id TEXT NOT NULL, column_number INTEGER NOT NULL, is_over INTEGER NOT NULL, owner TEXT NOT NULL, document TEXT NOT NULL)"_s, {}},
            {u"CREATE TABLE requests (seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE, document TEXT NOT NULL)"_s, {}},
            {u"CREATE TABLE pieces (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE, text BLOB NOT NULL, reasoning BLOB NOT NULL)"_s, {}},
            {u"CREATE INDEX trials_changed ON trials (changed)"_s, {}},
            {u"CREATE INDEX runs_of_trial ON runs (trial_id, column_number, seq)"_s, {}},
            {u"CREATE INDEX runs_not_over ON runs (seq) WHERE is_over = 0"_s, {}},
            {u"CREATE INDEX pieces_of_run ON pieces (seq)"_s, {}},
            {u"PRAGMA application_id = %1"_s.arg(0x53674278), {}},
            {u"PRAGMA user_version = 1"_s, {}},
            {u"INSERT INTO trials VALUES (?, 0, 1, NULL, ?)"_s, {trial.id, json(toJson(trial))}},
            {u"INSERT INTO runs VALUES (1, 'old', ?, 1, 1, 'gone', ?)"_s, {trial.id, json(toJson(run))}},
            {u"INSERT INTO requests VALUES (1, ?)"_s, {json(toJson(run.recipe))}},
            {u"INSERT INTO pieces VALUES (1, 1, ?, ?)"_s, {QByteArray("said then"), QByteArray("")}},
        };
        for (const auto &[statement, values] : statements)
            std::ignore = runSql(database, statement, values);
        const QString second[] = {
            u"CREATE TABLE asked (number INTEGER PRIMARY KEY, trial_id TEXT NOT NULL, changed INTEGER NOT NULL, document TEXT NOT NULL, UNIQUE (trial_id, changed))"_s,
            u"CREATE TABLE asked_by (seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE, asked INTEGER NOT NULL REFERENCES asked (number))"_s,
            u"CREATE TABLE results (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE, place INTEGER NOT NULL, rating INTEGER NOT NULL DEFAULT 0, is_hidden INTEGER NOT NULL DEFAULT 0, kind TEXT NOT NULL, mime TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, made INTEGER NOT NULL, trial_id TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL, is_practice INTEGER NOT NULL, words TEXT NOT NULL, UNIQUE (seq, place))"_s,
            u"CREATE INDEX results_of_file ON results (sha256)"_s,
            u"PRAGMA user_version = 2"_s,
        };
        for (const QString &statement : second) {
            if (version > 1)
                std::ignore = runSql(database, statement);
        }
    }
    QSqlDatabase::removeDatabase(name);
}

QString pragma(const Database &database, const QString &name)
{
    auto row = runSql(database.connection(), u"PRAGMA "_s + name);
    return row && row->next() ? row->value(0).toString() : QString();
}

} // namespace

class tst_Database : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void isPrivateAndDurable()
    {
        const QTemporaryDir home;
        const QString folder = home.filePath(u"a/b"_s);
        const QString path = folder + u"/studio.sqlite"_s;
        auto database = Database::open(path);
        QVERIFY(database);
        QCOMPARE((*database)->setAside(), QString());
        QVERIFY(!(*database)->isReadOnly());
        QVERIFY(TrialStore(**database).save(newTrial()));
        QCOMPARE(QFile::permissions(folder), privateFolder);
        for (const QString &name : QDir(folder).entryList({u"studio.sqlite*"_s}, QDir::Files)) {
            if (!name.endsWith(".lock"_L1))
                QCOMPARE(QFile::permissions(QDir(folder).filePath(name)), privateFile);
        }
        QVERIFY(QFile::exists(path + u"-wal"_s));
        QCOMPARE(pragma(**database, u"journal_mode"_s), u"wal"_s);
        QCOMPARE(pragma(**database, u"synchronous"_s), u"1"_s);
        QCOMPARE(pragma(**database, u"foreign_keys"_s), u"1"_s);
        QCOMPARE(pragma(**database, u"trusted_schema"_s), u"0"_s);
        QVERIFY(pragma(**database, u"busy_timeout"_s).toInt() > 0);
    }

    void makesAnExistingFilePrivate()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        QVERIFY(Database::open(path));
        QFile::setPermissions(path, privateFile | QFile::ReadOther | QFile::ReadGroup);
        QVERIFY(Database::open(path));
        QCOMPARE(QFile::permissions(path), privateFile);
    }

    void opensTwiceAndInMemory()
    {
        const QTemporaryDir home;
        auto one = Database::open(home.filePath(u"db"_s));
        auto two = Database::open(home.filePath(u"db"_s));
        auto three = Database::open(u":memory:"_s);
        QVERIFY(one && two && three);
        QVERIFY(TrialStore(**one).save(newTrial()));
        QCOMPARE(TrialStore(**two).all()->size(), 1);
        QCOMPARE(TrialStore(**three).all()->size(), 0);
    }

    void keepsWhatItHoldsWhenReopened()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        sampleBytes(path);
        auto database = Database::open(path);
        QVERIFY(database);
        QCOMPARE((*database)->setAside(), QString());
        QCOMPARE(TrialStore(**database).all()->size(), 10);
    }

    void setsABrokenFileAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray noise(20'000, Qt::Uninitialized);
        QRandomGenerator(1).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("one byte") << QByteArray("S");
        QTest::newRow("random bytes") << noise;
        QTest::newRow("zeros") << QByteArray(20'000, '\0');
        QTest::newRow("a text") << QByteArray("Dear diary\n");
        QTest::newRow("the right start, then noise") << QByteArray("SQLite format 3\0", 16) + noise;
    }

    void setsABrokenFileAside()
    {
        QFETCH(const QByteArray, bytes);
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        put(path, bytes);
        auto database = Database::open(path);
        QVERIFY2(database, database ? "" : qPrintable(database.error().detail));
        QVERIFY((*database)->setAside().startsWith(path + u".broken-"_s));
        QCOMPARE(bytesOf((*database)->setAside()), bytes);
        QVERIFY(TrialStore(**database).save(newTrial()));
        QCOMPARE(TrialStore(**database).all()->size(), 1);
    }

    void setsTheSidecarsAsideToo()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        put(path, "garbage");
        put(path + u"-wal"_s, "garbage log");
        put(path + u"-shm"_s, "garbage map");
        auto database = Database::open(path);
        QVERIFY(database);
        const QString aside = (*database)->setAside();
        QCOMPARE(bytesOf(aside), QByteArray("garbage"));
        QCOMPARE(bytesOf(aside + u"-wal"_s), QByteArray("garbage log"));
        QCOMPARE(bytesOf(aside + u"-shm"_s), QByteArray("garbage map"));
    }

    void keepsALogThatLostItsDatabase()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        put(path + u"-wal"_s, "a log");
        auto database = Database::open(path);
        QVERIFY(database);
        QCOMPARE(bytesOf((*database)->setAside() + u"-wal"_s), QByteArray("a log"));
    }

    void survivesEveryTruncation()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        const QByteArray whole = sampleBytes(path);
        QVERIFY(whole.size() > 50'000);
        for (qsizetype size = 0; size < whole.size(); size += size < 200 ? 40 : 2048) {
            const QTemporaryDir folder;
            const QString cut = folder.filePath(u"db"_s);
            put(cut, whole.first(size));
            auto database = Database::open(cut);
            QVERIFY2(database, qPrintable(QString::number(size)));
            QVERIFY2(!(*database)->setAside().isEmpty(), qPrintable(QString::number(size)));
            QCOMPARE(bytesOf((*database)->setAside()), whole.first(size));
            QVERIFY(TrialStore(**database).save(newTrial()));
        }
    }

    void survivesFlippedBits()
    {
        const QTemporaryDir home;
        const QByteArray whole = sampleBytes(home.filePath(u"db"_s));
        QRandomGenerator random(7);
        for (int round = 0; round < 300; ++round) {
            const qsizetype place = round < 100 ? round : random.bounded(whole.size());
            QByteArray bytes = whole;
            bytes[place] = char(bytes[place] ^ (1 << random.bounded(8)));
            const QTemporaryDir folder;
            const QString path = folder.filePath(u"db"_s);
            put(path, bytes);
            auto database = Database::open(path);
            QVERIFY2(database, qPrintable(QString::number(place)));
            // A flip may hit text or free space; then everything goes on with what can be read.
            std::ignore = TrialStore(**database).all();
            std::ignore = RunJournal(**database).markInterrupted();
            if (!(*database)->setAside().isEmpty())
                QCOMPARE(bytesOf((*database)->setAside()), bytes);
            if (!(*database)->isReadOnly())
                QVERIFY2(TrialStore(**database).save(newTrial()), qPrintable(QString::number(place)));
        }
    }

    void opensANewerFileForReadingOnly()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        sampleBytes(path);
        {
            auto database = Database::open(path);
            QVERIFY(runSql((*database)->connection(), u"PRAGMA user_version = 99"_s));
            QVERIFY(runSql((*database)->connection(), u"CREATE TABLE novelty (id TEXT)"_s));
        }
        const QByteArray before = bytesOf(path);
        {
            auto database = Database::open(path);
            QVERIFY(database);
            QVERIFY((*database)->isReadOnly());
            QCOMPARE((*database)->setAside(), QString());
            QCOMPARE(TrialStore(**database).all()->size(), 10);
            const auto saved = TrialStore(**database).save(newTrial());
            QVERIFY(!saved);
            QCOMPARE(saved.error().kind, ErrorKind::StorageFailed);
            QVERIFY(!RunJournal(**database).begin(aRun(u"new"_s, {})));
            QVERIFY(RunJournal(**database).markInterrupted());
        }
        QCOMPARE(bytesOf(path), before);
    }

    void bringsAnOlderFileUpToDate_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("the first version") << 1;
        QTest::newRow("the second version") << 2;
    }

    void bringsAnOlderFileUpToDate()
    {
        QFETCH(const int, version);
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        const Trial trial = newTrial(u"Old"_s);
        makeVersion(version, path, trial);
        for (int start = 0; start < 2; ++start) {
            auto database = Database::open(path);
            QVERIFY(database);
            QCOMPARE((*database)->setAside(), QString());
            QVERIFY(!(*database)->isReadOnly());
            QCOMPARE(pragma(**database, u"user_version"_s), u"3"_s);
            QVERIFY(*TrialStore(**database).trial(trial.id) == trial);
            QCOMPARE(RunJournal(**database).runs(trial.id)->size(), 1 + start);
            QCOMPARE(RunJournal(**database).runs(trial.id)->last().text, u"said then"_s);
            RunRecord run = aRun(u"new-%1"_s.arg(start), trial.id);
            run.media = {{MediaKind::Picture, "image/png", QByteArray(64, 'a'), 3}};
            QVERIFY(RunJournal(**database).begin(run));
            QCOMPARE(*ResultShelf(**database).count(), 1 + start);
            QVERIFY(ResultShelf(**database).describe(1, u"A mug"_s));
            QCOMPARE(ResultShelf(**database).find({.words = u"mug"_s})->size(), 1);
        }
    }

    void leavesAnOlderFileAsItIsWhenItCannotBeWritten()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        makeVersion(1, path, newTrial(u"Old"_s));
        QSqlDatabase holder = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"holder"_s);
        holder.setDatabaseName(path);
        QVERIFY(holder.open());
        QVERIFY(runSql(holder, u"BEGIN IMMEDIATE"_s)); // another program writes
        const auto opened = Database::open(path);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::StorageFailed);
        QVERIFY(runSql(holder, u"ROLLBACK"_s));
        holder.close();
        QVERIFY(Database::open(path));
    }

    void setsAsideWhatIsNotOurs_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::newRow("a trigger") << u"CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM trials; END"_s;
        QTest::newRow("a view") << u"CREATE VIEW v AS SELECT * FROM trials"_s;
        QTest::newRow("a missing table") << u"DROP TABLE pieces"_s;
        QTest::newRow("another column") << u"ALTER TABLE trials ADD COLUMN x TEXT"_s;
        QTest::newRow("another program's file") << u"PRAGMA application_id = 7"_s;
        QTest::newRow("no version") << u"PRAGMA user_version = 0"_s;
    }

    void setsAsideWhatIsNotOurs()
    {
        QFETCH(const QString, statement);
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        sampleBytes(path);
        {
            auto database = Database::open(path);
            QVERIFY(runSql((*database)->connection(), statement));
        }
        auto database = Database::open(path);
        QVERIFY(database);
        QVERIFY(QFile::exists((*database)->setAside()));
        QVERIFY(TrialStore(**database).all()->isEmpty());
    }

    void refusesWhatIsNoRegularFile()
    {
        const QTemporaryDir home;
        const QString pipe = home.filePath(u"pipe"_s);
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        QCOMPARE(Database::open(pipe).error().kind, ErrorKind::StorageFailed);
        QCOMPARE(Database::open(home.path()).error().kind, ErrorKind::StorageFailed);
        QCOMPARE(Database::open(u"/dev/null/x/db"_s).error().kind, ErrorKind::StorageFailed);
        QVERIFY(QFile::exists(pipe));
    }

    void waitsOnlyShortlyForALockedFile()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        auto holder = Database::open(path);
        auto other = Database::open(path);
        SqlTransaction held((*holder)->connection());
        QElapsedTimer clock;
        clock.start();
        const auto saved = TrialStore(**other).save(newTrial());
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::StorageFailed);
        QVERIFY(clock.elapsed() < 1000);
    }

    void neverTakesALockedFileForABrokenOne()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"db"_s);
        sampleBytes(path);
        auto holder = Database::open(path);
        QVERIFY(runSql((*holder)->connection(), u"PRAGMA locking_mode = EXCLUSIVE"_s));
        QVERIFY(runSql((*holder)->connection(), u"PRAGMA journal_mode = DELETE"_s));
        SqlTransaction held((*holder)->connection());
        held.run(u"UPDATE trials SET pinned = 1"_s);
        const auto second = Database::open(path);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::StorageFailed);
        QCOMPARE(QDir(home.path()).entryList({u"*.broken-*"_s}).size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_Database)
#include "tst_Database.moc"
