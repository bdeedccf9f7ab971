#include "gui/TrialController.h"
#include "gui/TrialList.h"
#include "store/Database.h"
#include "store/TrialFile.h"
#include "store/TrialStore.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

struct Desk
{
    Desk()
    {
        Trial trial = newTrial(u"First"_s);
        id = trial.id;
        controller->create(trial);
    }

    void type(const QString &text)
    {
        Prompt prompt = controller->trial().prompt;
        prompt.text = text;
        controller->setPrompt(prompt);
    }
    QString saved() const { return store.trial(id)->prompt.text; }
    void breakTheDisk() const { database->connection().exec(u"PRAGMA query_only = ON"_s); }
    void mendTheDisk() const { database->connection().exec(u"PRAGMA query_only = OFF"_s); }

    QTemporaryDir home;
    std::unique_ptr<Database> database = *Database::open(home.filePath(u"studio.db"_s));
    TrialStore store{*database};
    QWidget window;
    TrialList *list = new TrialList(&window);
    TrialController *controller = new TrialController(store, *list, window);
    QString id;
};

} // namespace

class tst_TrialController : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void savesEachEditWithinHalfASecond()
    {
        Desk desk;
        desk.type(u"Hello"_s);
        QCOMPARE(desk.saved(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(desk.saved(), u"Hello"_s, 500);
    }

    void savesWhileSomebodyTypesWithoutAPause()
    {
        Desk desk;
        QElapsedTimer clock;
        clock.start();
        QTimer typing;
        int letters = 0;
        connect(&typing, &QTimer::timeout, this, [&] { desk.type(QString(++letters, u'x')); });
        typing.start(50);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.saved().isEmpty(), 2000);
        QVERIFY2(clock.elapsed() < 800, qPrintable(QString::number(clock.elapsed())));
    }

    void savesAtOnceBeforeAnythingElseHappens()
    {
        Desk desk;
        desk.type(u"by flush"_s);
        desk.controller->flush();
        QCOMPARE(desk.saved(), u"by flush"_s);
        desk.type(u"by another trial"_s);
        desk.controller->create(newTrial());
        QCOMPARE(desk.saved(), u"by another trial"_s);
        QVERIFY(desk.controller->open(desk.id));
        QCOMPARE(desk.controller->trial().prompt.text, u"by another trial"_s);
        desk.type(u"by removing"_s);
        emit desk.list->removeRequested(desk.id);
        QVERIFY(!desk.controller->hasTrial());
        emit desk.list->restoreRequested(desk.id);
        QCOMPARE(desk.controller->trial().prompt.text, u"by removing"_s);
    }

    void losesNothingWhenItCannotBeSaved()
    {
        Desk desk;
        QSignalSpy failed(desk.controller, &TrialController::failed);
        desk.breakTheDisk();
        desk.type(u"only in memory"_s);
        emit desk.list->renameRequested(desk.id, u"Another title"_s);
        emit desk.list->pinRequested(desk.id, true);
        QVERIFY(failed.size() > 0);
        QCOMPARE(desk.controller->trial().prompt.text, u"only in memory"_s);
        QCOMPARE(desk.controller->trial().title, u"Another title"_s);
        desk.controller->open(desk.id); // the list was clicked
        QCOMPARE(desk.controller->trial().prompt.text, u"only in memory"_s);
        desk.mendTheDisk();
        desk.controller->flush();
        QCOMPARE(desk.saved(), u"only in memory"_s);
        QVERIFY(desk.store.trial(desk.id)->isPinned);
    }

    void givesAFileWithAKnownIdAnIdOfItsOwn()
    {
        Desk desk;
        desk.type(u"mine"_s);
        Trial copy = desk.controller->trial();
        copy.prompt.text = u"theirs"_s;
        const QString file = desk.home.filePath(u"copy.trial.json"_s);
        QVERIFY(writeTrialFile(file, copy));
        desk.controller->importFile(file);
        QVERIFY(desk.controller->trial().id != desk.id);
        QCOMPARE(desk.controller->trial().prompt.text, u"theirs"_s);
        QCOMPARE(desk.saved(), u"mine"_s);
        QCOMPARE(desk.store.all()->size(), 2);
    }

    void keepsTheIdOfAFileThatIsNew()
    {
        Desk desk;
        const Trial other = newTrial(u"Other"_s);
        const QString file = desk.home.filePath(u"other.trial.json"_s);
        QVERIFY(writeTrialFile(file, other));
        desk.controller->importFile(file);
        QCOMPARE(desk.controller->trial().id, other.id);
    }

    void readsALargeFileWhileTheWindowGoesOn()
    {
        Desk desk;
        Trial large = newTrial(u"Large"_s);
        QByteArray photo(30'000'000, 'p');
        for (qsizetype i = 0; i < photo.size(); i += 5)
            photo[i] = char(i * 7 % 251);
        large.prompt.attachments << Media{MediaKind::Picture, "image/png", photo, {}, u"photo.png"_s};
        const QString file = desk.home.filePath(u"large.trial.json"_s);
        QVERIFY(writeTrialFile(file, large));
        const double before = threadMs();
        desk.controller->importFile(file);
        QVERIFY2(threadMs() - before < 50, qPrintable(QString::number(threadMs() - before)));
        QCOMPARE(desk.controller->trial().id, desk.id); // not yet
        desk.type(u"meanwhile"_s);
        QTRY_COMPARE_WITH_TIMEOUT(desk.controller->trial().id, large.id, 30'000);
        QCOMPARE(desk.controller->trial(), large);
        QCOMPARE(desk.saved(), u"meanwhile"_s);
        QCOMPARE(*desk.store.trial(large.id), large);
    }

    void givesTheSecondOfTwoLargeFilesWithOneIdAnIdOfItsOwn()
    {
        Desk desk;
        Trial first = newTrial(u"One"_s);
        first.prompt.text = QString(300'000, u'a');
        Trial second = first;
        second.prompt.text = QString(300'000, u'b');
        QVERIFY(writeTrialFile(desk.home.filePath(u"a.trial.json"_s), first));
        QVERIFY(writeTrialFile(desk.home.filePath(u"b.trial.json"_s), second));
        QSignalSpy opened(desk.controller, &TrialController::opened);
        desk.controller->importFile(desk.home.filePath(u"a.trial.json"_s));
        desk.controller->importFile(desk.home.filePath(u"b.trial.json"_s)); // read before the other one is kept
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, 30'000);
        const QString one = opened.first().first().value<Trial>().id;
        const QString other = opened.last().first().value<Trial>().id;
        QVERIFY(one != other);
        const QSet<QString> kept{desk.store.trial(one)->prompt.text, desk.store.trial(other)->prompt.text};
        QCOMPARE(kept, QSet({first.prompt.text, second.prompt.text}));
    }

    void saysWhyAFileCannotBeOpened()
    {
        Desk desk;
        QSignalSpy failed(desk.controller, &TrialController::failed);
        desk.controller->importFile(desk.home.filePath(u"missing.trial.json"_s));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(desk.controller->trial().id, desk.id);
    }
};

QTEST_MAIN(tst_TrialController)
#include "tst_TrialController.moc"
