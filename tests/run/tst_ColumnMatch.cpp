#include "run/ColumnMatch.h"

#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

QList<Target> models(const QStringList &names)
{
    QList<Target> targets;
    for (const QString &name : names)
        targets << Target{u"practice"_s, name};
    return targets;
}

RunRecord record(const QString &id, const QString &model, int column)
{
    RunRecord made;
    made.id = id;
    made.target = {u"practice"_s, model};
    made.column = column;
    return made;
}

QString idsOf(const QList<RunRecord> &records)
{
    QStringList ids;
    for (const RunRecord &each : records)
        ids << (each.id.isEmpty() ? u"-"_s : each.id);
    return ids.join(u' ');
}

} // namespace

class tst_ColumnMatch : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatEachColumnRanLast()
    {
        const QList<RunRecord> kept{record(u"r1"_s, u"a"_s, 1), record(u"r2"_s, u"b"_s, 2), record(u"r3"_s, u"c"_s, 3)};
        QCOMPARE(idsOf(lastRuns(models({u"a"_s, u"b"_s, u"c"_s}), kept)), u"r1 r2 r3"_s);
        QCOMPARE(idsOf(lastRuns(models({u"c"_s, u"new"_s, u"a"_s}), kept)), u"r3 - r1"_s);
        QCOMPARE(idsOf(lastRuns({}, kept)), QString());
    }

    void leavesARecordToItsOwnColumn()
    {
        // The first column never ran; it must not take what the second one did.
        QCOMPARE(idsOf(lastRuns(models({u"a"_s, u"a"_s}), {record(u"r2"_s, u"a"_s, 2)})), u"- r2"_s);
    }

    void followsColumnsThatMove()
    {
        const QList<Target> before = models({u"a"_s, u"b"_s, u"c"_s});
        QCOMPARE(columnsBefore(before, models({u"b"_s, u"c"_s})), QList<int>({2, 3}));
        QCOMPARE(columnsBefore(before, models({u"c"_s, u"new"_s, u"a"_s})), QList<int>({3, 0, 1}));
        QCOMPARE(columnsBefore(before, models({u"a"_s, u"a"_s})), QList<int>({1, 0}));
    }

    void takesOutTheColumnThatWasMeant()
    {
        const QList<Target> twice = models({u"a"_s, u"a"_s});
        QCOMPARE(columnsBefore(twice, models({u"a"_s}), 1), QList<int>({2}));
        QCOMPARE(columnsBefore(twice, models({u"a"_s}), 2), QList<int>({1}));
    }
};

QTEST_APPLESS_MAIN(tst_ColumnMatch)
#include "tst_ColumnMatch.moc"
