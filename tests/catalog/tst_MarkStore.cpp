#include "catalog/MarkStore.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_MarkStore : public QObject
{
    Q_OBJECT

private slots:
    void keepsMarksForTheNextStart()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"marks.json"_s);
        const Target nano{u"openrouter"_s, u"openai/gpt-5-nano"_s};
        const Target sora{u"wisgate"_s, u"sora-2"_s};
        MarkStore store(path);
        QSignalSpy changed(&store, &MarkStore::changed);
        store.setFavourite(nano, true);
        store.setFavourite(nano, true);
        store.setHidden(sora, true);
        store.setTags(sora, {u" spring  campaign "_s, u""_s, u"Spring campaign"_s, u"slow"_s});
        QCOMPARE(changed.size(), 3);
        QCOMPARE(store.marks().tags.value(sora), QStringList({u"spring campaign"_s, u"slow"_s}));
        QCOMPARE(MarkStore(path).marks(), store.marks());

        store.setFavourite(nano, false);
        store.setTags(sora, {});
        const MarkStore next(path);
        QVERIFY(next.marks().favourites.isEmpty() && next.marks().tags.isEmpty());
        QCOMPARE(next.marks().hidden, QSet<Target>{sora});
    }

    void setsABrokenFileAside()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"marks.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"schema\": 9}");
        file.close();
        MarkStore store(path);
        QCOMPARE(store.marks(), ModelMarks());
        QVERIFY(QFile::exists(path + ".broken"_L1));
        store.setHidden({u"p"_s, u"m"_s}, true);
        QCOMPARE(MarkStore(path).marks().hidden.size(), 1);
    }

    void saysThatMarksCouldNotBeKept()
    {
        MarkStore store(u"/proc/no/such/folder/marks.json"_s);
        QSignalSpy failed(&store, &MarkStore::failed);
        store.setFavourite({u"p"_s, u"m"_s}, true);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(store.marks().favourites.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_MarkStore)
#include "tst_MarkStore.moc"
