#include "core/RunRecord.h"
#include "store/IncomingFile.h"
#include "store/MediaStore.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace studio
{

class MediaStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsAFileUnderItsContentsName();
    void keepsTheSameContentOnce();
    void isPrivateToThisUser();
    void refusesAFileThatIsNoLongerWhatItWas();
    void staysInItsFolderWhateverAFileIsSaidToBeCalled();
    void saysWhenItCannotWrite();
    void discardsWhatNobodyWants();
    void leavesWhatSomebodyKeptMeanwhile();
    void losesNothingThatIsKeptWhileItIsDiscarded_data();
    void losesNothingThatIsKeptWhileItIsDiscarded();
};

namespace
{

void makeOld(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-3600), QFileDevice::FileModificationTime);
}

} // namespace

void MediaStoreTest::keepsAFileUnderItsContentsName()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.filePath(u"media"_s));
    const auto kept = store.keep("abc", "image/png");
    QVERIFY(kept);
    // The SHA-256 of "abc" as FIPS 180-2 has it.
    const QByteArray name = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QCOMPARE(*kept, (KeptMedia{MediaKind::Picture, "image/png", name, 3}));
    QCOMPARE(store.path(*kept), folder.filePath(u"media/ba/%1.png"_s.arg(QString::fromLatin1(name))));
    QCOMPARE(*store.read(*kept), QByteArray("abc"));
}

void MediaStoreTest::keepsTheSameContentOnce()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.path());
    const auto first = store.keep("same", "video/mp4");
    struct stat written {};
    QCOMPARE(stat(QFile::encodeName(store.path(*first)).constData(), &written), 0);
    QCOMPARE(*store.keep("same", "video/mp4"), *first);
    struct stat again {};
    QCOMPARE(stat(QFile::encodeName(store.path(*first)).constData(), &again), 0);
    QCOMPARE(again.st_ino, written.st_ino); // the same file
    int files = 0;
    for (QDirIterator each(folder.path(), QDir::Files, QDirIterator::Subdirectories); each.hasNext(); each.next())
        ++files;
    QCOMPARE(files, 1);
}

void MediaStoreTest::isPrivateToThisUser()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.filePath(u"media"_s));
    const QString path = store.path(*store.keep("mine", "image/jpeg"));
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther
                            | QFile::ExeOther;
    QVERIFY(!(QFileInfo(path).permissions() & others));
    QVERIFY(!(QFileInfo(QFileInfo(path).path()).permissions() & others));
}

void MediaStoreTest::refusesAFileThatIsNoLongerWhatItWas()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.path());
    const auto kept = store.keep("first", "image/png");
    QFile file(store.path(*kept));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("other");
    file.close();
    QCOMPARE(store.read(*kept).error().kind, ErrorKind::StorageFailed);
    QVERIFY(file.remove());
    QCOMPARE(store.read(*kept).error().kind, ErrorKind::StorageFailed);
}

void MediaStoreTest::staysInItsFolderWhateverAFileIsSaidToBeCalled()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.filePath(u"media"_s));
    for (const QByteArray &name : {QByteArray("/../../letter"), QByteArray("../letter"), QByteArray("..")}) {
        const QString path = QDir::cleanPath(store.path({MediaKind::Document, "text/plain", name, 3}));
        QVERIFY2(path.startsWith(store.folder() + u'/'), qPrintable(path));
        const KeptMedia read = keptMediaFromJson({QJsonObject{{u"mime"_s, u"text/plain"_s},
                                                              {u"sha256"_s, QString::fromLatin1(name)}}}).value(0);
        QVERIFY(read.sha256.isEmpty());
    }
}

void MediaStoreTest::saysWhenItCannotWrite()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const MediaStore store(file.fileName()); // no folder can be below a file
    const auto kept = store.keep("abc", "image/png");
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::StorageFailed);
}

void MediaStoreTest::discardsWhatNobodyWants()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.filePath(u"media"_s));
    const auto kept = store.keep("old", "image/png");
    const auto other = store.keep("other", "image/png");
    makeOld(store.path(*kept));
    QVERIFY(store.discard(*kept, QDateTime::currentDateTimeUtc().addSecs(-60)));
    QVERIFY(!QFile::exists(store.path(*kept)));
    QVERIFY(QFile::exists(store.path(*other)));
    QVERIFY(store.discard(*kept, QDateTime::currentDateTimeUtc())); // it is gone already
    QCOMPARE(QDir(store.incomingFolder()).entryList(QDir::Files), QStringList());
}

void MediaStoreTest::leavesWhatSomebodyKeptMeanwhile()
{
    const QTemporaryDir folder;
    const MediaStore store(folder.filePath(u"media"_s));
    const auto kept = store.keep("same", "image/png");
    makeOld(store.path(*kept));
    const QDateTime decided = QDateTime::currentDateTimeUtc().addSecs(-2);
    QVERIFY(store.keep("same", "image/png")); // another run made it again
    QVERIFY(!store.discard(*kept, decided));
    QCOMPARE(*store.read(*kept), QByteArray("same"));
    makeOld(store.path(*kept));
    auto incoming = IncomingFile::open(store); // the same by a download
    QVERIFY(incoming && (*incoming)->write("same") && (*incoming)->finish("image/png"));
    QVERIFY(!store.discard(*kept, decided));
    QVERIFY(QFile::remove(store.path(*kept)));
    incoming = IncomingFile::open(store);
    QVERIFY(incoming && (*incoming)->write("same"));
    const QStringList names = QDir(store.incomingFolder()).entryList(QDir::Files);
    makeOld(store.incomingFolder() + u'/' + names.value(0)); // it came long before it was whole
    QVERIFY((*incoming)->finish("image/png"));
    QVERIFY(!store.discard(*kept, decided));
    QCOMPARE(*store.read(*kept), QByteArray("same"));
}

void MediaStoreTest::losesNothingThatIsKeptWhileItIsDiscarded_data()
{
    QTest::addColumn<bool>("byDownload");
    QTest::newRow("bytes") << false;
    QTest::newRow("a download") << true;
}

/// Many times at the same moment, by two threads that know nothing of each other.
void MediaStoreTest::losesNothingThatIsKeptWhileItIsDiscarded()
{
    QFETCH(const bool, byDownload);
    const QTemporaryDir folder;
    const MediaStore store(folder.filePath(u"media"_s));
    int discarded = 0;
    for (int i = 0; i < 400; ++i) {
        const QByteArray bytes = QByteArray::number(i);
        const auto kept = store.keep(bytes, "image/png");
        QVERIFY(kept);
        makeOld(store.path(*kept));
        const QDateTime decided = QDateTime::currentDateTimeUtc().addSecs(-2);
        std::atomic_int ready = 0;
        const auto together = [&ready] {
            ++ready;
            while (ready < 2) { }
        };
        bool isGone = false;
        std::thread discarding([&] {
            together();
            isGone = store.discard(*kept, decided);
        });
        bool isKept = false;
        if (byDownload) {
            auto incoming = IncomingFile::open(store);
            isKept = incoming && (*incoming)->write(bytes);
            together();
            isKept = isKept && (*incoming)->finish("image/png");
        } else {
            together();
            isKept = bool(store.keep(bytes, "image/png"));
        }
        discarding.join();
        QVERIFY(isKept);
        QVERIFY2(QFile::exists(store.path(*kept)), qPrintable(u"%1, %2"_s.arg(i).arg(isGone)));
        discarded += isGone;
    }
    qInfo("discarded first %d times of 400", discarded);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::MediaStoreTest)
#include "tst_MediaStore.moc"
