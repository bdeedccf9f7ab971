#include "store/Database.h"
#include "store/Sql.h"
#include "store/TrialStore.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Trial fullTrial()
{
    Trial trial = newTrial(u"Gr\u00fc\u00dfe \U0001f600"_s);
    trial.prompt.text = u"Say {{greeting}} 'in' \"SQL\"; DROP TABLE trials; --"_s;
    trial.prompt.instructions = u"Be brief."_s;
    trial.prompt.blanks = {{u"greeting"_s, u"hello"_s}, {u"unused"_s, u"kept"_s}};
    trial.prompt.settings = {{u"temperature"_s, 0.5}};
    trial.targets = {{u"practice"_s, u"text-a"_s}, {u"practice"_s, u"text-a"_s}};
    return trial;
}

QStringList titles(const TrialStore &store)
{
    QStringList found;
    const auto trials = store.all();
    for (const Trial &trial : *trials)
        found << trial.title;
    return found;
}

} // namespace

class tst_TrialStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_database = *Database::open(u":memory:"_s);
        m_store = std::make_unique<TrialStore>(*m_database);
    }

    void cleanup()
    {
        m_store.reset();
        m_database.reset();
    }

    void givesBackWhatWasSaved()
    {
        const Trial trial = fullTrial();
        QSignalSpy saved(m_store.get(), &TrialStore::saved);
        QVERIFY(m_store->save(trial));
        QCOMPARE(saved.size(), 1);
        QVERIFY(saved.first().first().value<Trial>() == trial);
        QVERIFY(*m_store->trial(trial.id) == trial);
        QVERIFY(*m_store->all() == QList<Trial>{trial});
    }

    void listsPinnedFirstThenTheLastChanged()
    {
        Trial one = newTrial(u"one"_s);
        Trial two = newTrial(u"two"_s);
        Trial three = newTrial(u"three"_s);
        for (const Trial &each : {one, two, three})
            QVERIFY(m_store->save(each));
        QCOMPARE(titles(*m_store), QStringList({u"three"_s, u"two"_s, u"one"_s}));
        one.prompt.text = u"changed"_s;
        QVERIFY(m_store->save(one));
        QCOMPARE(titles(*m_store), QStringList({u"one"_s, u"three"_s, u"two"_s}));
        two.isPinned = true;
        QVERIFY(m_store->save(two));
        QVERIFY(m_store->save(three)); // nothing new in it
        QCOMPARE(titles(*m_store), QStringList({u"two"_s, u"one"_s, u"three"_s}));
    }

    void bringsBackWhatWasRemoved()
    {
        const Trial trial = fullTrial();
        QVERIFY(m_store->save(trial));
        QSignalSpy removed(m_store.get(), &TrialStore::removed);
        QSignalSpy saved(m_store.get(), &TrialStore::saved);
        QVERIFY(m_store->remove(trial.id));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().first().toString(), trial.id);
        QVERIFY(m_store->all()->isEmpty());
        QCOMPARE(m_store->trial(trial.id).error().kind, ErrorKind::Rejected);
        QVERIFY(m_store->restore(trial.id));
        QCOMPARE(saved.size(), 1);
        QVERIFY(*m_store->trial(trial.id) == trial);
    }

    void savingARemovedTrialBringsItBack()
    {
        const Trial trial = fullTrial();
        QVERIFY(m_store->save(trial));
        QVERIFY(m_store->remove(trial.id));
        QVERIFY(m_store->save(trial));
        QCOMPARE(m_store->all()->size(), 1);
    }

    void refusesWhatIsNotThere()
    {
        QSignalSpy removed(m_store.get(), &TrialStore::removed);
        QCOMPARE(m_store->trial(u"none"_s).error().kind, ErrorKind::Rejected);
        QCOMPARE(m_store->remove(u"none"_s).error().kind, ErrorKind::Rejected);
        QCOMPARE(m_store->restore(u"none"_s).error().kind, ErrorKind::Rejected);
        const Trial trial = fullTrial();
        QVERIFY(m_store->save(trial));
        QCOMPARE(m_store->restore(trial.id).error().kind, ErrorKind::Rejected); // not removed
        QCOMPARE(removed.size(), 0);
    }

    void oneUnreadableRowDoesNotHideTheOthers()
    {
        const Trial trial = fullTrial();
        QVERIFY(m_store->save(trial));
        QVERIFY(m_store->save(newTrial()));
        QVERIFY(runSql(m_database->connection(), u"UPDATE trials SET document = '{\"format\":' WHERE id <> ?"_s,
                       {trial.id}));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"skipped trial"_s));
        QVERIFY(*m_store->all() == QList<Trial>{trial});
    }

private:
    std::unique_ptr<Database> m_database;
    std::unique_ptr<TrialStore> m_store;
};

QTEST_GUILESS_MAIN(tst_TrialStore)
#include "tst_TrialStore.moc"
