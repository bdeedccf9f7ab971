#include "store/Database.h"
#include "store/RunJournal.h"
#include "store/Sql.h"
#include "store/TrialStore.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// What the writer said before it was killed.
struct Promises
{
    QStringList trials;
    QMap<std::pair<QString, int>, qsizetype> letters; ///< By trial and column.
};

Promises runAndKill(const QString &path, int milliseconds)
{
    QProcess writer;
    writer.start(QStringLiteral(STUDIO_JOURNAL_WRITER), {path});
    Promises promises;
    if (!writer.waitForReadyRead(10'000))
        return promises;
    writer.waitForFinished(milliseconds); // it never ends by itself
    writer.kill();
    writer.waitForFinished();
    while (writer.canReadLine()) {
        const QStringList words = QString::fromLatin1(writer.readLine()).trimmed().split(u' ');
        if (words.size() == 2)
            promises.trials << words[1];
        else if (words.size() == 4)
            promises.letters[{words[1], words[2].toInt()}] = words[3].toInt();
    }
    return writer.exitStatus() == QProcess::CrashExit ? promises : Promises();
}

bool isPattern(const QString &text)
{
    return text == u"0123456789"_s.repeated(text.size() / 10);
}

} // namespace

/// The program is killed while six columns stream: what it had promised is there at the next start.
class tst_Kill : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void losesNothingThatWasPromised()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"studio.sqlite"_s);
        QStringList trials;
        qsizetype marked = 0;
        for (int round = 0; round < 20; ++round) {
            const Promises promises = runAndKill(path, 5 + int(QRandomGenerator::global()->bounded(120)));
            QVERIFY(!promises.trials.isEmpty());
            trials += promises.trials;

            auto database = Database::open(path);
            QVERIFY2(database, database ? "" : qPrintable(database.error().detail));
            QCOMPARE((*database)->setAside(), QString());
            auto check = runSql((*database)->connection(), u"PRAGMA integrity_check"_s);
            QVERIFY(check && check->next());
            QCOMPARE(check->value(0).toString(), u"ok"_s);
            check->finish();

            TrialStore store(**database);
            for (const QString &id : std::as_const(trials))
                QVERIFY(store.trial(id));
            RunJournal journal(**database);
            const auto interrupted = journal.markInterrupted();
            QVERIFY(interrupted);
            marked += *interrupted;
            for (auto it = promises.letters.cbegin(); it != promises.letters.cend(); ++it) {
                const auto runs = journal.latest(it.key().first);
                QVERIFY(runs && runs->size() >= it.key().second);
                const RunRecord run = runs->at(it.key().second - 1);
                QCOMPARE(run.column, it.key().second);
                QCOMPARE(run.state, RunState::Interrupted);
                QVERIFY(run.text.size() >= it.value());
                QVERIFY(isPattern(run.text));
            }
            QCOMPARE(*journal.markInterrupted(), 0);
        }
        QVERIFY(marked > 20);
    }

    void programsThatStartAtOnceShareOneFile()
    {
        for (int round = 0; round < 5; ++round) {
            const QTemporaryDir home;
            const QString path = home.filePath(u"studio.sqlite"_s);
            std::array<QProcess, 6> writers;
            for (QProcess &writer : writers)
                writer.start(QStringLiteral(STUDIO_JOURNAL_WRITER), {path, u"once"_s});
            for (QProcess &writer : writers) {
                QVERIFY(writer.waitForFinished(20'000));
                QCOMPARE(writer.exitCode(), 0);
            }
            QCOMPARE(QDir(home.path()).entryList({u"*.broken-*"_s}), QStringList());
            auto database = Database::open(path);
            QVERIFY(database);
            QCOMPARE(TrialStore(**database).all()->size(), qsizetype(writers.size()));
        }
    }

    void leavesTheRunsOfALivingProgramAlone()
    {
        const QTemporaryDir home;
        const QString path = home.filePath(u"studio.sqlite"_s);
        QProcess writer;
        writer.start(QStringLiteral(STUDIO_JOURNAL_WRITER), {path});
        QVERIFY(writer.waitForReadyRead(10'000));
        while (writer.canReadLine() || writer.waitForReadyRead(1000)) {
            if (writer.readLine().startsWith("run "))
                break;
        }
        auto database = Database::open(path);
        QVERIFY(database);
        QCOMPARE(*RunJournal(**database).markInterrupted(), 0);
        writer.kill();
        QVERIFY(writer.waitForFinished());
        QVERIFY(*RunJournal(**database).markInterrupted() > 0);
    }
};

QTEST_GUILESS_MAIN(tst_Kill)
#include "tst_Kill.moc"
