#include "media/Picture.h"

#include "support/PictureStock.h"

#include <QColorSpace>
#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// What ImageMagick says about bytes: independent eyes.
QString identified(const QByteArray &bytes, const QString &format)
{
    QProcess identify;
    identify.start(u"identify"_s, {u"-format"_s, format, u"-[0]"_s});
    identify.write(bytes);
    identify.closeWriteChannel();
    identify.waitForFinished();
    return QString::fromUtf8(identify.readAllStandardOutput()).trimmed();
}

/// The same picture, changed by ImageMagick on the way.
QByteArray converted(const QByteArray &bytes, const QStringList &changes, const QString &target)
{
    QProcess convert;
    convert.start(u"convert"_s, QStringList{u"-"_s} + changes + QStringList{target});
    convert.write(bytes);
    convert.closeWriteChannel();
    convert.waitForFinished();
    return convert.readAllStandardOutput();
}

/// A JPEG that asks to be turned, as Exif says it.
QByteArray turnedJpeg(const QByteArray &jpeg, int orientation)
{
    QByteArray exif("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
    exif += char(orientation) + QByteArray("\0\0\0\0\0\0", 6);
    return jpeg.first(2) + QByteArray("\xff\xe1\0", 3) + char(exif.size() + 2) + exif + jpeg.sliced(2);
}

qint64 peakKibibytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class PictureReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void halvesEachPixelFromFour_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("even") << QSize(64, 512);
        QTest::newRow("odd") << QSize(301, 517); // more than one band of rows
        QTest::newRow("one column") << QSize(1, 300);
        QTest::newRow("one row") << QSize(300, 1);
    }

    void halvesEachPixelFromFour()
    {
        QFETCH(QSize, size);
        QImage picture(size, QImage::Format_ARGB32_Premultiplied);
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x)
                reinterpret_cast<QRgb *>(picture.scanLine(y))[x] = qRgba(x * 7 % 200, y * 5 % 190, (x + y) % 180, 200 + (x ^ y) % 56);
        }
        const QImage half = halved(picture);
        QCOMPARE(half.size(), QSize((size.width() + 1) / 2, (size.height() + 1) / 2));
        const auto at = [&](int x, int y) { return reinterpret_cast<const QRgb *>(picture.constScanLine(y))[x]; };
        const auto channel = [](QRgb pixel, int n) { return int(pixel >> 8 * n & 0xff); };
        for (int y = 0; y < half.height(); ++y) {
            for (int x = 0; x < half.width(); ++x) {
                const int right = std::min(2 * x + 1, size.width() - 1);
                const int below = std::min(2 * y + 1, size.height() - 1);
                for (int n = 0; n < 4; ++n) {
                    const int sum = channel(at(2 * x, 2 * y), n) + channel(at(right, 2 * y), n)
                        + channel(at(2 * x, below), n) + channel(at(right, below), n);
                    QCOMPARE(channel(reinterpret_cast<const QRgb *>(half.constScanLine(y))[x], n), (sum + 2) / 4);
                }
            }
        }
    }

    void initTestCase();
    void readsWhatModelsAnswerIn_data();
    void readsWhatModelsAnswerIn();
    void knowsFactsAsOthersDo_data();
    void knowsFactsAsOthersDo();
    void turnsPhotographs_data();
    void turnsPhotographs();
    void showsColoursOfOtherSpacesInSrgb();
    void withstandsHostileFiles_data();
    void withstandsHostileFiles();
    void showsACutFileAsFarAsItGoes_data();
    void showsACutFileAsFarAsItGoes();
    void readsWhateverIsCutOrChanged();
    void readsTheLargestAndRefusesLarger();
    void stopsWhenNobodyWaits();
    void makesSmallPictures_data();
    void makesSmallPictures();
    void readsPlainFilesAlone();
};

void PictureReaderTest::initTestCase()
{
    QLoggingCategory::setFilterRules(u"qt.gui.imageio*=false"_s); // thousands, about files that are damaged on purpose
}

void PictureReaderTest::readsWhatModelsAnswerIn_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<bool>("hasAlpha");
    for (const char *format : {"png", "jpeg", "webp"}) {
        for (const bool hasAlpha : {false, true})
            QTest::addRow("%s %s", format, hasAlpha ? "with alpha" : "without alpha") << QByteArray(format) << hasAlpha;
    }
}

void PictureReaderTest::readsWhatModelsAnswerIn()
{
    QFETCH(const QByteArray, format);
    QFETCH(const bool, hasAlpha);
    const QImage picture = paintedPicture({40, 30}, hasAlpha);
    const auto read = readPicture(encoded(picture, format.constData(), 100));
    QVERIFY(read);
    QVERIFY(read->isWhole);
    QCOMPARE(read->image.size(), QSize(40, 30));
    const bool keepsAlpha = hasAlpha && format != "jpeg";
    QCOMPARE(read->facts.hasAlpha, keepsAlpha);
    QCOMPARE(read->image.format(), keepsAlpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    if (format == "png")
        QCOMPARE(read->image, picture.convertToFormat(read->image.format()));
}

void PictureReaderTest::knowsFactsAsOthersDo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isAnimated");
    const QByteArray plain = encoded(paintedPicture({61, 47}), "png");
    const QByteArray clear = encoded(paintedPicture({61, 47}, true), "png");
    const QStringList twice{u"("_s, u"+clone"_s, u"-negate"_s, u")"_s};
    QTest::newRow("png") << plain << false;
    QTest::newRow("png with alpha") << clear << false;
    QTest::newRow("png of 16 bits") << converted(plain, {u"-depth"_s, u"16"_s}, u"png48:-"_s) << false;
    QTest::newRow("png of two colours") << converted(plain, {u"-monochrome"_s}, u"png:-"_s) << false;
    QTest::newRow("png with a palette") << converted(plain, {u"-colors"_s, u"16"_s}, u"png8:-"_s) << false;
    QTest::newRow("png in passes") << converted(plain, {u"-interlace"_s, u"plane"_s}, u"png:-"_s) << false;
    QTest::newRow("jpeg") << converted(plain, {}, u"jpeg:-"_s) << false;
    QTest::newRow("jpeg in passes") << converted(plain, {u"-interlace"_s, u"plane"_s}, u"jpeg:-"_s) << false;
    QTest::newRow("jpeg for printers") << converted(plain, {u"-colorspace"_s, u"cmyk"_s}, u"jpeg:-"_s) << false;
    QTest::newRow("jpeg in grey") << converted(plain, {u"-colorspace"_s, u"gray"_s}, u"jpeg:-"_s) << false;
    QTest::newRow("webp") << converted(plain, {}, u"webp:-"_s) << false;
    QTest::newRow("webp with alpha") << converted(clear, {}, u"webp:-"_s) << false;
    QTest::newRow("webp without loss") << converted(plain, {u"-define"_s, u"webp:lossless=true"_s}, u"webp:-"_s) << false;
    QTest::newRow("webp with alpha and without loss") << converted(clear, {u"-define"_s, u"webp:lossless=true"_s}, u"webp:-"_s) << false;
    QTest::newRow("webp that moves") << converted(plain, twice, u"webp:-"_s) << true;
    QTest::newRow("gif") << converted(plain, {}, u"gif:-"_s) << false;
    QTest::newRow("gif with alpha") << converted(clear, {}, u"gif:-"_s) << false;
    QTest::newRow("gif that moves") << converted(plain, twice, u"gif:-"_s) << true;
}

void PictureReaderTest::knowsFactsAsOthersDo()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isAnimated);
    const auto facts = readPictureFacts(bytes);
    QVERIFY(facts);
    const QStringList seen = identified(bytes, u"%m %w %h %A"_s).split(u' ');
    QCOMPARE(QString(nameOf(facts->format)).toUpper(), seen[0]);
    QCOMPARE(facts->size, QSize(seen[1].toInt(), seen[2].toInt()));
    QCOMPARE(facts->hasAlpha, seen[3] == "Blend"_L1 || seen[3] == "True"_L1);
    QCOMPARE(facts->isAnimated, isAnimated);
    QCOMPARE(facts->bytes, bytes.size());
    QVERIFY(!facts->isCut);
    const auto read = readPicture(bytes);
    QVERIFY(read);
    QVERIFY(read->isWhole);
    QCOMPARE(read->image.size(), QSize(61, 47));
}

void PictureReaderTest::turnsPhotographs_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<bool>("isTurned");
    for (int orientation = 0; orientation <= 9; ++orientation)
        QTest::addRow("orientation %d", orientation) << orientation << (orientation >= 5 && orientation <= 8);
}

void PictureReaderTest::turnsPhotographs()
{
    QFETCH(const int, orientation);
    QFETCH(const bool, isTurned);
    const QByteArray photo = turnedJpeg(encoded(paintedPicture({120, 80}), "jpeg", 95), orientation);
    const auto read = readPicture(photo);
    QVERIFY(read);
    QCOMPARE(read->facts.orientation, orientation >= 1 && orientation <= 8 ? orientation : 1);
    QCOMPARE(read->facts.stored, QSize(120, 80));
    QCOMPARE(read->facts.size, isTurned ? QSize(80, 120) : QSize(120, 80));
    QCOMPARE(read->image.size(), read->facts.size);
    if (orientation < 1 || orientation > 8)
        return;
    const QImage turned = QImage::fromData(converted(photo, {u"-auto-orient"_s}, u"png:-"_s)).convertToFormat(QImage::Format_RGB32);
    QCOMPARE(turned.size(), read->image.size());
    for (const QPoint place : {QPoint(5, 5), QPoint(70, 10), QPoint(10, 70), QPoint(40, 40)}) {
        const QColor seen = turned.pixelColor(place);
        const QColor ours = read->image.pixelColor(place);
        QVERIFY(std::abs(seen.red() - ours.red()) + std::abs(seen.green() - ours.green()) + std::abs(seen.blue() - ours.blue()) < 24);
    }
}

void PictureReaderTest::showsColoursOfOtherSpacesInSrgb()
{
    QImage wide(8, 8, QImage::Format_RGB32);
    wide.fill(QColor(200, 100, 50));
    wide.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    const auto read = readPicture(encoded(wide, "png"));
    QVERIFY(read);
    const QColor expected = QColor(wide.convertedToColorSpace(QColorSpace::SRgb).pixel(3, 3));
    QVERIFY(expected != QColor(200, 100, 50));
    QCOMPARE(read->image.pixelColor(3, 3), expected);
}

void PictureReaderTest::withstandsHostileFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("detail");
    for (const HostilePicture &hostile : hostilePictures())
        QTest::newRow(hostile.name) << hostile.bytes << QByteArray(hostile.error) << QString::fromLatin1(hostile.detail);
}

void PictureReaderTest::withstandsHostileFiles()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, error);
    QFETCH(const QString, detail);
    const qint64 before = peakKibibytes();
    QElapsedTimer timer;
    timer.start();
    const auto read = readPicture(bytes);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(peakKibibytes() - before < 300 * 1024);
    QCOMPARE(read ? QByteArray() : QByteArray(nameOf(read.error().kind).data()), error);
    if (!read)
        QCOMPARE(read.error().detail, detail);
    const auto small = readSmallPicture(bytes, 16);
    QCOMPARE(small.has_value(), read.has_value());
}

void PictureReaderTest::showsACutFileAsFarAsItGoes_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("png") << QByteArray("png");
    QTest::newRow("jpeg") << QByteArray("jpeg");
}

void PictureReaderTest::showsACutFileAsFarAsItGoes()
{
    QFETCH(const QByteArray, format);
    const QImage picture = paintedPicture({600, 400});
    const QByteArray whole = encoded(picture, format.constData(), 95);
    const auto read = readPicture(whole.first(whole.size() * 2 / 3));
    QVERIFY(read);
    QVERIFY(!read->isWhole);
    QCOMPARE(read->image.size(), picture.size());
    QCOMPARE(read->image.pixelColor(300, 40), readPicture(whole)->image.pixelColor(300, 40));
    if (format == "png")
        QCOMPARE(read->image.pixelColor(300, 395).alpha(), 0);
}

void PictureReaderTest::readsWhateverIsCutOrChanged()
{
    const QImage picture = paintedPicture({90, 70}, true);
    for (const char *format : {"png", "jpeg", "webp"}) {
        const QByteArray whole = encoded(picture, format);
        for (qsizetype cut = 0; cut < whole.size(); cut += std::max<qsizetype>(1, whole.size() / 60)) {
            const auto read = readPicture(whole.first(cut));
            QVERIFY(!read || !read->isWhole);
            QByteArray changed = whole;
            for (int i = 0; i < 8; ++i)
                changed[(cut * 31 + i * 7919) % whole.size()] = char(cut * 13 + i * 101);
            std::ignore = readPicture(changed); // must come back
        }
    }
}

void PictureReaderTest::readsTheLargestAndRefusesLarger()
{
    const auto largest = readPicture(plainPng(8000, 8000, 2));
    QVERIFY(largest);
    QCOMPARE(largest->image.size(), QSize(8000, 8000));
    const auto larger = readPicture(plainPng(10000, 10000, 0));
    QVERIFY(!larger);
    QCOMPARE(larger.error().kind, ErrorKind::TooLarge);
    QCOMPARE(larger.error().detail, u"10000x10000"_s);
}

void PictureReaderTest::stopsWhenNobodyWaits()
{
    const CancelFlag flag;
    flag.cancel();
    const auto read = readPicture(encoded(paintedPicture({640, 480}), "png"), flag);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Cancelled);
}

void PictureReaderTest::makesSmallPictures_data()
{
    readsWhatModelsAnswerIn_data();
}

void PictureReaderTest::makesSmallPictures()
{
    QFETCH(const QByteArray, format);
    QFETCH(const bool, hasAlpha);
    const QImage picture = paintedPicture({1200, 800}, hasAlpha);
    const auto read = readSmallPicture(encoded(picture, format.constData(), 95), 256);
    QVERIFY(read);
    QCOMPARE(read->image.size(), QSize(256, 170));
    QCOMPARE(read->facts.size, QSize(1200, 800));
    const QColor seen = read->image.pixelColor(128, 85);
    const QColor ours = picture.scaled(256, 170, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(128, 85);
    QVERIFY(std::abs(seen.red() - ours.red()) + std::abs(seen.green() - ours.green()) < 24);
}

void PictureReaderTest::readsPlainFilesAlone()
{
    const QTemporaryDir folder;
    QCOMPARE(readPictureFile(folder.path()).error().kind, ErrorKind::StorageFailed);
    QCOMPARE(readPictureFile(folder.filePath(u"none.png"_s)).error().kind, ErrorKind::StorageFailed);
    const QString pipe = folder.filePath(u"pipe.png"_s);
    QCOMPARE(mkfifo(pipe.toUtf8().constData(), 0600), 0);
    QCOMPARE(readPictureFile(pipe).error().kind, ErrorKind::StorageFailed);
    QFile large(folder.filePath(u"large.png"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(65 * 1024 * 1024));
    QCOMPARE(readPictureFile(large.fileName()).error().kind, ErrorKind::TooLarge);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::PictureReaderTest)
#include "tst_PictureReader.moc"
