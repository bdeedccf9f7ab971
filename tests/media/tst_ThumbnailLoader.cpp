#include "media/ThumbnailLoader.h"

#include "support/PictureStock.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace studio
{

class ThumbnailLoaderTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesASmallPictureAndKeepsIt();
    void makesTheNewestFirst();
    void isSilentAboutWhatIsCancelled();
    void failsOnceAndThenAtOnce();
    void makesADamagedOneAgain();
    void takesAPictureOfAVideo();
    void asksForFewSides();
    void dropsWhatIsGone();
    void dropsWhatNothingIsLeftOf();
    void endsWhileItWorks();

private:
    QString written(const QString &name, const QByteArray &bytes);
    QStringList savedFiles() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_photo = encoded(paintedPicture({1600, 1200}), "jpeg");
};

void ThumbnailLoaderTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString ThumbnailLoaderTest::written(const QString &name, const QByteArray &bytes)
{
    QFile file(m_folder->filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return file.fileName();
}

QStringList ThumbnailLoaderTest::savedFiles() const
{
    QStringList files;
    for (QDirIterator it(m_folder->filePath(u"Thumbnails"_s), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << it.next();
    return files;
}

void ThumbnailLoaderTest::makesASmallPictureAndKeepsIt()
{
    const QString path = written(u"photo"_s, m_photo);
    const ThumbnailKey key{"abcd", 256};
    {
        ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
        QSignalSpy ready(&loader, &ThumbnailLoader::ready);
        QVERIFY(loader.find(key).isNull());
        loader.request(key, path);
        loader.request(key, path);
        QCOMPARE(ready.count(), 0);
        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(ready[0][1].value<QImage>().size(), QSize(256, 192));
        QCOMPARE(loader.find(key).size(), QSize(256, 192));
        QCOMPARE(loader.waiting(), 0);
    }
    QCOMPARE(savedFiles().size(), 1);
    QCOMPARE(QFileInfo(savedFiles()[0]).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(QFileInfo(m_folder->filePath(u"Thumbnails"_s)).permissions() & QFile::ReadOther, QFile::Permissions());
    QVERIFY(QFile::remove(path)); // what was saved is enough
    ThumbnailLoader again(m_folder->filePath(u"Thumbnails"_s));
    QSignalSpy ready(&again, &ThumbnailLoader::ready);
    again.request(key, path);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(ready[0][1].value<QImage>().size(), QSize(256, 192));
}

void ThumbnailLoaderTest::makesTheNewestFirst()
{
    const QString path = written(u"photo"_s, m_photo);
    ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
    QByteArrayList order;
    connect(&loader, &ThumbnailLoader::ready, &loader, [&order](const ThumbnailKey &key) { order << key.sha256; });
    for (int i = 0; i < 20; ++i)
        loader.request({"file" + QByteArray::number(i), 128}, path);
    QTRY_COMPARE(order.size(), 20);
    QVERIFY(order.indexOf("file19") < 3);
    QVERIFY(order.indexOf("file0") > 16);
}

void ThumbnailLoaderTest::isSilentAboutWhatIsCancelled()
{
    const QString path = written(u"photo"_s, m_photo);
    ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
    QByteArrayList order;
    connect(&loader, &ThumbnailLoader::ready, &loader, [&order, &loader](const ThumbnailKey &key) {
        order << key.sha256;
        if (order.size() == 1) // by now another is on its way
            loader.cancelAll();
    });
    for (int i = 0; i < 10; ++i)
        loader.request({"file" + QByteArray::number(i), 128}, path);
    loader.cancel({"file9", 128});
    QTRY_COMPARE(order.size(), 1);
    QCOMPARE(loader.waiting(), 0);
    loader.request({"last", 128}, path);
    QTRY_COMPARE(order.size(), 2);
    QCOMPARE(order[1], "last");
    QVERIFY(!order.contains("file9"));
    loader.request({"file9", 128}, path);
    QTRY_VERIFY(order.contains("file9"));
}

void ThumbnailLoaderTest::failsOnceAndThenAtOnce()
{
    const QString path = written(u"page"_s, "<html>");
    ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
    QSignalSpy failed(&loader, &ThumbnailLoader::failed);
    loader.request({"page", 256}, path);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<Error>().kind, ErrorKind::Garbled);
    QVERIFY(QFile::remove(path));
    loader.request({"page", 256}, path);
    QTRY_COMPARE(failed.count(), 2);
    QCOMPARE(failed[1][1].value<Error>().kind, ErrorKind::Garbled);
    QVERIFY(savedFiles().isEmpty());
}

void ThumbnailLoaderTest::makesADamagedOneAgain()
{
    const QString path = written(u"photo"_s, m_photo);
    QImage made = *thumbnailOfFile(path, m_folder->filePath(u"Thumbnails/ab/small"_s), 256, {});
    QFile saved(m_folder->filePath(u"Thumbnails/ab/small"_s));
    QVERIFY(saved.open(QIODevice::ReadWrite));
    QVERIFY(saved.resize(saved.size() / 2));
    saved.close();
    const auto again = thumbnailOfFile(path, saved.fileName(), 256, {});
    QVERIFY(again);
    QCOMPARE(*again, made);
}

void ThumbnailLoaderTest::takesAPictureOfAVideo()
{
    const ThumbnailKey key{"clip", 256};
    {
        ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
        loader.keep(key, paintedPicture({640, 360}));
        QCOMPARE(loader.find(key).size(), QSize(256, 144));
    }
    ThumbnailLoader again(m_folder->filePath(u"Thumbnails"_s));
    QSignalSpy ready(&again, &ThumbnailLoader::ready);
    again.request(key, u"/nowhere"_s);
    QTRY_COMPARE(ready.count(), 1);
}

void ThumbnailLoaderTest::asksForFewSides()
{
    QCOMPARE(thumbnailSide(100, 1), 128);
    QCOMPARE(thumbnailSide(128, 2), 256);
    QCOMPARE(thumbnailSide(200, 1.25), 256);
    QCOMPARE(thumbnailSide(400, 2), 512);
}

void ThumbnailLoaderTest::dropsWhatIsGone()
{
    const QString path = written(u"photo"_s, m_photo);
    ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
    QSignalSpy ready(&loader, &ThumbnailLoader::ready);
    for (const QByteArray &name : {QByteArray("gone"), QByteArray("kept")}) {
        for (const int side : {128, 256})
            loader.request({name, side}, path);
    }
    QTRY_COMPARE(ready.count(), 4);
    QCOMPARE(savedFiles().size(), 4);
    loader.drop("gone");
    QVERIFY(loader.find({"gone", 256}).isNull());
    QVERIFY(!loader.find({"kept", 256}).isNull());
    QTRY_COMPARE(savedFiles().size(), 2);
    QVERIFY(savedFiles().first().contains(u"/kept-"_s));

    QSignalSpy failed(&loader, &ThumbnailLoader::failed);
    loader.request({"lost", 128}, m_folder->filePath(u"nothing"_s));
    QTRY_COMPARE(failed.count(), 1);
    loader.drop("lost");
    loader.request({"lost", 128}, path); // it was made again
    QTRY_COMPARE(ready.count(), 5);
}

void ThumbnailLoaderTest::dropsWhatNothingIsLeftOf()
{
    const QString path = written(u"photo"_s, m_photo);
    ThumbnailLoader loader(m_folder->filePath(u"Thumbnails"_s));
    loader.dropAllBut({}); // nothing is there
    QSignalSpy ready(&loader, &ThumbnailLoader::ready);
    for (const QByteArray &name : {QByteArray("abcd"), QByteArray("abce"), QByteArray("cdef")})
        loader.request({name, 128}, path);
    QTRY_COMPARE(ready.count(), 3);
    QFile half(m_folder->filePath(u"Thumbnails/ab/abcd-256.XyZ123"_s)); // of a program that was killed
    QVERIFY(half.open(QIODevice::WriteOnly));
    half.close();
    loader.dropAllBut({"abcd"});
    QTRY_COMPARE(savedFiles(), QStringList{m_folder->filePath(u"Thumbnails/ab/abcd-128"_s)});
}

void ThumbnailLoaderTest::endsWhileItWorks()
{
    const QString path = written(u"large"_s, plainPng(6000, 6000, 2));
    auto loader = std::make_unique<ThumbnailLoader>(m_folder->filePath(u"Thumbnails"_s));
    QSignalSpy ready(loader.get(), &ThumbnailLoader::ready);
    loader->request({"a", 256}, path);
    loader->request({"b", 256}, path);
    QTRY_COMPARE(loader->waiting(), 2);
    QMetaObject::invokeMethod(this, [&loader] { loader.reset(); }, Qt::QueuedConnection);
    QTRY_VERIFY(!loader);
    QCOMPARE(ready.count(), 0);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::ThumbnailLoaderTest)
#include "tst_ThumbnailLoader.moc"
