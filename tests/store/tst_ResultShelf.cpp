#include "store/ResultShelf.h"

#include "core/FileHistory.h"
#include "store/Database.h"
#include "store/RunJournal.h"
#include "store/Sql.h"
#include "store/TrialStore.h"

#include <QCryptographicHash>
#include <QStandardPaths>
#include <QTest>
#include <QUuid>

#include <ctime>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

KeptMedia aFile(const QByteArray &content, const QByteArray &mime = "image/png")
{
    return {mediaKindOf(mime), mime, QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex(), content.size()};
}

RunRecord aRun(const QString &trialId, const QString &model, const QList<KeptMedia> &media)
{
    RunRecord run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.trialId = trialId;
    run.target = {u"practice"_s, model};
    run.recipe.request.base = QUrl(u"http://127.0.0.1:1/openai/v1"_s);
    run.recipe.request.path = u"/images/generations"_s;
    run.started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    run.media = media;
    return run;
}

Trial aTrial(const QString &text)
{
    Trial trial = newTrial(u"Spring"_s);
    trial.prompt.text = text;
    return trial;
}

double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

/// A database with the stores on it, in memory.
struct Shelf
{
    std::unique_ptr<Database> database = *Database::open(u":memory:"_s);
    TrialStore trials{*database};
    RunJournal journal{*database};
    ResultShelf results{*database};

    QStringList found(const ResultFilter &filter) const
    {
        QStringList models;
        const auto files = results.find(filter);
        for (const MadeFile &file : files.value())
            models << file.target.model;
        return models;
    }
};

} // namespace

class ResultShelfTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void hasEveryFileOnceAsItArrives();
    void keepsTheTrialAsTheRunFoundIt();
    void keepsATrialOnceForAllColumns();
    void findsByEveryCondition_data();
    void findsByEveryCondition();
    void takesAnyTextForWords_data();
    void takesAnyTextForWords();
    void rates();
    void keepsWhatIsWrittenAboutAFile();
    void describesWhatNobodyDescribed();
    void removesAFileAndSaysWhatNobodyElseHas();
    void isFastWithTenThousandFiles();
};

void ResultShelfTest::hasEveryFileOnceAsItArrives()
{
    Shelf shelf;
    RunRecord run = aRun({}, u"picture-a"_s, {});
    QVERIFY(shelf.journal.begin(run));
    QCOMPARE(*shelf.results.count(), 0);
    run.media << aFile("one");
    QVERIFY(shelf.journal.update(run));
    run.media << aFile("two", "video/mp4");
    run.state = RunState::Done;
    QVERIFY(shelf.journal.update(run));
    QVERIFY(shelf.journal.confirm(run.id, {}));
    const auto found = shelf.results.find({});
    QVERIFY(found);
    QCOMPARE(found->size(), 2);
    QCOMPARE((*found)[0].media, aFile("two", "video/mp4"));
    QCOMPARE((*found)[1].media, aFile("one"));
    QCOMPARE((*found)[1].runId, run.id);
    QCOMPARE((*found)[1].made, run.started);
    QCOMPARE((*found)[1].target, run.target);
    QCOMPARE(shelf.journal.runs(u""_s)->first().media, run.media);
    QCOMPARE(shelf.results.asked((*found)[0].number).error().kind, ErrorKind::Rejected);
}

void ResultShelfTest::keepsTheTrialAsTheRunFoundIt()
{
    Shelf shelf;
    Trial trial = aTrial(u"Draw a mug"_s);
    QVERIFY(shelf.trials.save(trial));
    trial.prompt.attachments = {Media{MediaKind::Picture, "image/png", "reference", {}, u"ref.png"_s}};
    QVERIFY(shelf.trials.save(trial));
    RunRecord run = aRun(trial.id, u"video-a"_s, {});
    run.answered.model = u"video-a-2026"_s;
    run.cost = {CostKind::Reported, *Money::parse(u"0.04")};
    QVERIFY(shelf.journal.begin(run));
    const Trial before = trial;
    trial.prompt.text = u"Draw a teapot"_s; // while the job goes on
    QVERIFY(shelf.trials.save(trial));
    run.media << aFile("clip", "video/mp4");
    QVERIFY(shelf.journal.update(run));
    QVERIFY(shelf.trials.remove(trial.id));
    const qint64 number = shelf.results.find({})->first().number;
    QVERIFY(*shelf.results.asked(number) == before);
    QCOMPARE(shelf.results.prompt(number)->text, before.prompt.text);
    QVERIFY(shelf.results.prompt(number)->attachments.isEmpty());
    run.error.reset();
    QCOMPARE(shelf.results.summary(number)->answered, run.answered);
    QCOMPARE(shelf.results.summary(number)->cost, run.cost);
    QCOMPARE(*historyOf(*shelf.results.how(number), run.media.first()), fileHistory(run, before, run.media.first()));
    QCOMPARE(shelf.results.how(99).error().kind, ErrorKind::Rejected);
    QCOMPARE(shelf.found({.words = u"MUG"_s}).size(), 1);
    QCOMPARE(shelf.found({.words = u"teapot"_s}).size(), 0);
}

void ResultShelfTest::keepsATrialOnceForAllColumns()
{
    Shelf shelf;
    const auto documents = [&shelf] {
        auto row = runSql(shelf.database->connection(), u"SELECT count(*) FROM asked"_s);
        return row && row->next() ? row->value(0).toInt() : -1;
    };
    Trial trial = aTrial(u"Draw"_s);
    QVERIFY(shelf.trials.save(trial));
    for (int column = 0; column < 3; ++column)
        QVERIFY(shelf.journal.begin(aRun(trial.id, u"picture-a"_s, {})));
    QCOMPARE(documents(), 1);
    trial.prompt.text = u"Draw more"_s;
    QVERIFY(shelf.trials.save(trial));
    QVERIFY(shelf.journal.begin(aRun(trial.id, u"picture-a"_s, {})));
    QCOMPARE(documents(), 2);
}

void ResultShelfTest::findsByEveryCondition_data()
{
    QTest::addColumn<ResultFilter>("filter");
    QTest::addColumn<QStringList>("models");
    const QDate day = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123).date();
    QTest::newRow("all, the newest first") << ResultFilter{} << QStringList{u"video-a"_s, u"picture-b"_s, u"picture-a"_s};
    QTest::newRow("the oldest first") << ResultFilter{.isOldestFirst = true}
                                      << QStringList{u"picture-a"_s, u"picture-b"_s, u"video-a"_s};
    QTest::newRow("kind") << ResultFilter{.kind = MediaKind::Video} << QStringList{u"video-a"_s};
    QTest::newRow("model") << ResultFilter{.target = Target{u"practice"_s, u"picture-b"_s}} << QStringList{u"picture-b"_s};
    QTest::newRow("another provider's model") << ResultFilter{.target = Target{u"x"_s, u"picture-b"_s}} << QStringList{};
    QTest::newRow("trial") << ResultFilter{.trialId = u"t2"_s} << QStringList{u"video-a"_s};
    QTest::newRow("rating") << ResultFilter{.leastRating = 3} << QStringList{u"picture-b"_s};
    QTest::newRow("that day") << ResultFilter{.from = day, .to = day} << QStringList{u"picture-b"_s, u"picture-a"_s};
    QTest::newRow("later") << ResultFilter{.from = day.addDays(1)} << QStringList{u"video-a"_s};
    QTest::newRow("words, any case") << ResultFilter{.words = u" grüne  BECHER "_s} << QStringList{u"picture-b"_s, u"picture-a"_s};
    QTest::newRow("a word of a blank") << ResultFilter{.words = u"keramik"_s} << QStringList{u"picture-b"_s, u"picture-a"_s};
    QTest::newRow("a word of the model") << ResultFilter{.words = u"picture-b"_s} << QStringList{u"picture-b"_s};
    QTest::newRow("together") << ResultFilter{.kind = MediaKind::Picture, .leastRating = 5} << QStringList{};
}

void ResultShelfTest::findsByEveryCondition()
{
    QFETCH(const ResultFilter, filter);
    QFETCH(const QStringList, models);
    Shelf shelf;
    Trial one = aTrial(u"Grüne {{what}} Becher"_s);
    one.prompt.blanks = {{u"what"_s, u"Keramik"_s}};
    QVERIFY(shelf.trials.save(one));
    QVERIFY(shelf.journal.begin(aRun(one.id, u"picture-a"_s, {aFile("a")})));
    QVERIFY(shelf.journal.begin(aRun(one.id, u"picture-b"_s, {aFile("b", "image/webp")})));
    RunRecord clip = aRun(u"t2"_s, u"video-a"_s, {aFile("c", "video/mp4")});
    clip.started = clip.started.addDays(2);
    QVERIFY(shelf.journal.begin(clip));
    QVERIFY(shelf.results.rate({2}, 4));
    QCOMPARE(shelf.found(filter), models);
    QCOMPARE(*shelf.results.count(), 3);
    QCOMPARE(*shelf.results.trialIds(), (QStringList{u"t2"_s, one.id}));
    QCOMPARE(shelf.results.targets()->size(), 3);
}

void ResultShelfTest::takesAnyTextForWords_data()
{
    QTest::addColumn<QString>("words");
    for (const QString &words : {u"\""_s, u"*"_s, u"%"_s, u"_"_s, u"NEAR("_s, u"col:"_s, u"-"_s, u"'; DROP TABLE results"_s,
                                 QString(10'000, u'x'), u"👍"_s, u"北京"_s, u"   "_s, u"a\nb"_s})
        QTest::newRow(qPrintable(words.left(20))) << words;
    QTest::newRow("ten thousand words") << u"w "_s.repeated(10'000);
}

void ResultShelfTest::takesAnyTextForWords()
{
    QFETCH(const QString, words);
    Shelf shelf;
    const Trial trial = aTrial(u"before "_s + words + u" after"_s);
    QVERIFY(shelf.trials.save(trial));
    QVERIFY(shelf.journal.begin(aRun(trial.id, u"m"_s, {aFile("a")})));
    QVERIFY(shelf.journal.begin(aRun({}, u"n"_s, {aFile("b")})));
    QCOMPARE(shelf.found({.words = words}), words.trimmed().isEmpty() ? QStringList({u"n"_s, u"m"_s}) : QStringList{u"m"_s});
}

void ResultShelfTest::rates()
{
    Shelf shelf;
    QVERIFY(shelf.journal.begin(aRun({}, u"m"_s, {aFile("a"), aFile("b")})));
    QVERIFY(shelf.results.rate({1, 2}, 3));
    QVERIFY(shelf.results.rate({2}, 99));
    QCOMPARE(shelf.results.find({})->first().rating, ResultShelf::mostRating);
    QCOMPARE(shelf.results.find({})->last().rating, 3);
    QVERIFY(!shelf.results.rate({1, 7}, 1));
    QCOMPARE(shelf.results.find({})->last().rating, 3); // all or none
}

void ResultShelfTest::keepsWhatIsWrittenAboutAFile()
{
    Shelf shelf;
    const Trial trial = aTrial(u"Draw a jug"_s);
    QVERIFY(shelf.trials.save(trial));
    QVERIFY(shelf.journal.begin(aRun(trial.id, u"m"_s, {aFile("a")})));
    QVERIFY(shelf.journal.begin(aRun({}, u"n"_s, {aFile("b")})));
    QVERIFY(shelf.results.describe(1, u"  Größe: a blue\nMUG "_s));
    QCOMPARE(shelf.results.find({})->last().description, u"Größe: a blue MUG"_s);
    QCOMPARE(shelf.results.find({})->first().description, QString());
    QCOMPARE(shelf.found({.words = u"GRÖßE jug mug"_s}), QStringList{u"m"_s}); // of both, in any case
    const auto how = shelf.results.how(1);
    QCOMPARE(descriptionIn(*historyOf(*how, aFile("a"))), (FileDescription{aFile("a").sha256, u"Größe: a blue MUG"_s}));
    QVERIFY(shelf.results.describe(1, QString(5000, u'x')));
    QCOMPARE(shelf.results.find({})->last().description.size(), FileDescription::mostLetters);
    QVERIFY(shelf.results.describe(1, u" "_s));
    QCOMPARE(shelf.results.find({})->last().description, QString());
    QCOMPARE(shelf.found({.words = u"blue"_s}), QStringList());
    QVERIFY(!historyOf(*shelf.results.how(1), aFile("a"))->contains(u"description"_s));
    QVERIFY(!shelf.results.describe(7, u"nothing"_s));
    QVERIFY(shelf.results.describe(2, u"gone with it"_s));
    QVERIFY(shelf.results.remove({2}));
    auto left = runSql(shelf.database->connection(), u"SELECT count(*) FROM descriptions"_s);
    QVERIFY(left && left->next());
    QCOMPARE(left->value(0).toInt(), 0);
}

void ResultShelfTest::describesWhatNobodyDescribed()
{
    Shelf shelf;
    for (int i = 0; i < 2; ++i)
        QVERIFY(shelf.journal.begin(aRun({}, u"m"_s, {aFile("a"), aFile("b")})));
    QVERIFY(shelf.results.describe(1, u"mine"_s));
    QVERIFY(shelf.results.describe({aFile("a").sha256, u"theirs"_s}));
    QStringList all;
    const auto files = shelf.results.find({.isOldestFirst = true});
    for (const MadeFile &file : *files)
        all << file.description;
    QCOMPARE(all, (QStringList{u"mine"_s, {}, u"theirs"_s, {}}));
}

void ResultShelfTest::removesAFileAndSaysWhatNobodyElseHas()
{
    Shelf shelf;
    QVERIFY(shelf.journal.begin(aRun({}, u"m"_s, {aFile("same"), aFile("own")})));
    QVERIFY(shelf.journal.begin(aRun({}, u"n"_s, {aFile("same")})));
    QCOMPARE(*shelf.results.remove({1}), QList<KeptMedia>());
    QCOMPARE(*shelf.results.remove({2}), QList<KeptMedia>{aFile("own")});
    QCOMPARE(*shelf.results.remove({3}), QList<KeptMedia>{aFile("same")});
    QCOMPARE(*shelf.results.count(), 0);
    QCOMPARE(shelf.results.removed()->size(), 2);
    QVERIFY(shelf.results.contents()->isEmpty());
    QVERIFY(shelf.results.find({})->isEmpty());
    QVERIFY(shelf.results.targets()->isEmpty());

    QVERIFY(shelf.journal.begin(aRun({}, u"o"_s, {aFile("twice"), aFile("twice")})));
    QCOMPARE(*shelf.results.remove({4, 5}), QList<KeptMedia>{aFile("twice")});
    QVERIFY(shelf.journal.begin(aRun({}, u"p"_s, {aFile("own")}))); // made once more
    QVERIFY(!shelf.results.removed()->contains(aFile("own")));
    QCOMPARE(*shelf.results.contents(), QSet<QByteArray>{aFile("own").sha256});
}

void ResultShelfTest::isFastWithTenThousandFiles()
{
    Shelf shelf;
    const Trial trial = aTrial(u"Draw a ceramic mug on a table, in the morning light. "_s.repeated(10));
    QVERIFY(shelf.trials.save(trial));
    for (int i = 0; i < 1000; ++i) {
        QList<KeptMedia> files;
        for (int place = 0; place < 10; ++place)
            files << aFile(QByteArray::number(i * 10 + place));
        QVERIFY(shelf.journal.begin(aRun(trial.id, u"picture-%1"_s.arg(i % 20), files)));
    }
    const double before = threadSeconds();
    QCOMPARE(shelf.found({}).size(), 10'000);
    QCOMPARE(shelf.found({.words = u"teapot"_s}).size(), 0);
    QCOMPARE(shelf.results.targets()->size(), 20);
    QCOMPARE(shelf.results.trialIds()->size(), 1);
    const double seconds = threadSeconds() - before;
    qInfo("%.1f ms", seconds * 1000);
    QVERIFY2(seconds < 0.4, qPrintable(QString::number(seconds)));
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::ResultShelfTest)
#include "tst_ResultShelf.moc"
