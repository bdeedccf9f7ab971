#include "core/RunRecord.h"
#include "store/MediaStore.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

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
};

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
    const QDateTime written = QFileInfo(store.path(*first)).lastModified();
    QCOMPARE(*store.keep("same", "video/mp4"), *first);
    QCOMPARE(QFileInfo(store.path(*first)).lastModified(), written);
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

} // namespace studio

QTEST_GUILESS_MAIN(studio::MediaStoreTest)
#include "tst_MediaStore.moc"
