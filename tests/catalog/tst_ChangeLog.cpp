#include "catalog/ChangeLog.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

ModelChange change(const QString &model, ModelChange::Kind kind = ModelChange::Kind::New)
{
    return {kind, {u"p"_s, model}, model, {{u"context"_s, u"1"_s, u"2"_s}}};
}

QString modelsOf(const QList<ModelChange> &changes)
{
    QStringList ids;
    for (const ModelChange &each : changes)
        ids << each.target.model;
    return ids.join(u' ');
}

const QDateTime noon = QDateTime::fromString(u"2026-05-03T12:00:00Z"_s, Qt::ISODate);

} // namespace

class tst_ChangeLog : public QObject
{
    Q_OBJECT

private slots:
    void keepsChangesForTheNextStartTheNewestFirst()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"changes.json"_s);
        ChangeLog log(path);
        log.add({change(u"a"_s), change(u"b"_s)}, noon);
        log.add({change(u"c"_s, ModelChange::Kind::Dearer)}, noon.addDays(1));
        const ChangeLog next(path);
        QCOMPARE(modelsOf(next.changes()), u"c a b"_s);
        QCOMPARE(next.changes(), log.changes());
        QCOMPARE(next.changes().first().seen, noon.addDays(1));
        QCOMPARE(modelsOf(next.changesOf({u"p"_s, u"a"_s})), u"a"_s);
        QCOMPARE(modelsOf(next.unseen()), u"c a b"_s);
    }

    void knowsWhatWasLookedAt()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"changes.json"_s);
        ChangeLog log(path);
        log.add({change(u"a"_s)}, noon);
        log.markSeen();
        QCOMPARE(modelsOf(log.unseen()), QString());
        log.add({change(u"b"_s)}, noon);
        QCOMPARE(modelsOf(ChangeLog(path).unseen()), u"b"_s);
    }

    void forgetsAProviderAndKeepsNoMoreThanAThousand()
    {
        QTemporaryDir folder;
        ChangeLog log(folder.filePath(u"changes.json"_s));
        QList<ModelChange> many;
        for (int i = 0; i < 1500; ++i)
            many << change(QString::number(i));
        ModelChange other = change(u"x"_s);
        other.target.provider = u"other"_s;
        log.add({other}, noon);
        log.add(many, noon);
        QCOMPARE(log.changes().size(), 1001);
        QCOMPARE(log.unseen().size(), 1001);
        log.forget(u"p"_s);
        QCOMPARE(modelsOf(log.changes()), u"x"_s);
        QCOMPARE(modelsOf(log.unseen()), u"x"_s);
    }

    void beginsAnewWhereTheFileIsBroken()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"changes.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"schema\":1,\"unseen\":77,\"changes\":[{\"kind\":\"odd\"},{\"kind\":\"new\",\"model\":\"a\"},3]}");
        file.close();
        QCOMPARE(modelsOf(ChangeLog(path).unseen()), u"a"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no list");
        file.close();
        QCOMPARE(ChangeLog(path).changes().size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ChangeLog)
#include "tst_ChangeLog.moc"
