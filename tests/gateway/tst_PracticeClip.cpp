#include "gateway/ClipMaker.h"
#include "gateway/PathLetters.h"
#include "gateway/VideoEyes.h"

#include <QBuffer>
#include <QStandardPaths>
#include <QTest>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

ClipOrder shortOrder(ClipStyle style = ClipStyle::Hills)
{
    ClipOrder order;
    order.style = style;
    order.variety = 7;
    order.title = u"CERAMIC MUG"_s;
    order.size = {320, 180};
    order.frameRate = 12;
    order.frames = 18;
    order.comment = u"Practice output, not an AI model. Größe"_s;
    return order;
}

QByteArray plainPicture(const QColor &color, const QSize &size = {90, 60})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return buffer.data();
}

bool isNear(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) < 16 && std::abs(a.green() - b.green()) < 16 &&
           std::abs(a.blue() - b.blue()) < 16;
}

} // namespace

/// The clips of the practice gateway, looked at with FFmpeg. There is no QGuiApplication here, as in the
/// gateway.
class tst_PracticeClip : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void hasTheAskedSizeRateAndLength_data()
    {
        QTest::addColumn<ClipStyle>("style");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("frames");
        QTest::newRow("hills, 4 s") << ClipStyle::Hills << QSize(640, 360) << 24 << 96;
        QTest::newRow("orbits, upright") << ClipStyle::Orbits << QSize(360, 640) << 30 << 75;
        QTest::newRow("odd size") << ClipStyle::Hills << QSize(333, 201) << 25 << 10;
        QTest::newRow("tiny") << ClipStyle::Orbits << QSize(16, 16) << 1 << 2;
        QTest::newRow("one frame") << ClipStyle::Hills << QSize(64, 48) << 120 << 1;
        QTest::newRow("flat") << ClipStyle::Hills << QSize(1600, 100) << 60 << 6;
    }

    void hasTheAskedSizeRateAndLength()
    {
        QFETCH(ClipStyle, style);
        QFETCH(QSize, size);
        QFETCH(int, rate);
        QFETCH(int, frames);
        ClipOrder order = shortOrder(style);
        order.size = size;
        order.frameRate = rate;
        order.frames = frames;
        const VideoEyes eyes(makeClip(order).file);
        QCOMPARE(eyes.stream()[u"codec_name"_s].toString(), u"mjpeg"_s);
        QCOMPARE(eyes.stream()[u"codec_tag_string"_s].toString(), u"mp4v"_s);
        QCOMPARE(eyes.size(), size);
        QCOMPARE(eyes.rate(), u"%1/1"_s.arg(rate));
        QCOMPARE(eyes.stream()[u"r_frame_rate"_s].toString(), u"%1/1"_s.arg(rate));
        QCOMPARE(eyes.frames(), frames);
        QVERIFY(std::abs(eyes.seconds() - double(frames) / rate) < 1e-5);
        QCOMPARE(eyes.comment(), order.comment);
    }

    void showsAnotherFrameEachTime()
    {
        for (const ClipStyle style : {ClipStyle::Hills, ClipStyle::Orbits}) {
            ClipOrder order = shortOrder(style);
            order.frames = 120;
            QCOMPARE(VideoEyes(makeClip(order).file).differentFrames(), 120);
            order.pictures = {plainPicture(Qt::green)};
            QCOMPARE(VideoEyes(makeClip(order).file).differentFrames(), 120);
        }
    }

    void givesTheSameBytesForTheSameOrder()
    {
        const QByteArray file = makeClip(shortOrder()).file;
        QCOMPARE(makeClip(shortOrder()).file, file);
        ClipOrder other = shortOrder();
        other.variety = 8;
        QVERIFY(makeClip(other).file != file);
        QVERIFY(makeClip(shortOrder(ClipStyle::Orbits)).file != file);

        QCOMPARE(startClip(*QThreadPool::globalInstance(), shortOrder()).result().file, file);
    }

    /// FFmpeg counts from 0, the clip from 1.
    void countsItsFramesWhereTheyCanBeRead()
    {
        ClipOrder order = shortOrder();
        order.size = {640, 360};
        const VideoEyes eyes(makeClip(order).file);
        const QRect digits(20, 260, 120, 70);
        QImage last = eyes.frame(8).copy(digits);
        int white = 0;
        for (int y = 0; y < last.height(); ++y) {
            for (int x = 0; x < last.width(); ++x)
                white += qGray(last.pixel(x, y)) > 220 ? 1 : 0;
        }
        QVERIFY2(white > 500, qPrintable(QString::number(white)));
        QVERIFY(eyes.frame(9).copy(digits) != last);
    }

    void showsThePicturesOfThePrompt()
    {
        ClipOrder order = shortOrder();
        order.pictures = {plainPicture(Qt::green), plainPicture(Qt::blue, {40, 200})};
        for (const ClipStyle style : {ClipStyle::Hills, ClipStyle::Orbits}) {
            order.style = style;
            const VideoEyes eyes(makeClip(order).file);
            const QPoint middle(160, 80);
            QVERIFY(isNear(eyes.frame(0).pixelColor(middle), Qt::green));
            QVERIFY(isNear(eyes.frame(17).pixelColor(middle), Qt::blue));
            QVERIFY(!isNear(eyes.frame(8).pixelColor(middle), Qt::green));
        }
    }

    void givesItsLastFrameAlone()
    {
        const Clip clip = makeClip(shortOrder());
        const QImage alone = QImage::fromData(clip.lastFrame);
        QCOMPARE(alone.size(), QSize(320, 180));
        QVERIFY(clip.file.endsWith(clip.lastFrame));
    }

    void makesNothingOfWhatIsNoPicture()
    {
        ClipOrder order = shortOrder();
        order.pictures = {"no picture"};
        QCOMPARE(makeClip(order).file, QByteArray());
        QVERIFY(!isPicture("no picture"));
        QVERIFY(!isPicture({}));
        QVERIFY(isPicture(plainPicture(Qt::red)));
        QVERIFY(!makeClip(shortOrder()).file.isEmpty());
    }

    void stopsWhenNobodyWantsItAnyMore()
    {
        int asked = 0;
        QCOMPARE(makeClip(shortOrder(), [&asked] { return ++asked == 3; }).file, QByteArray());
        QCOMPARE(asked, 3);
    }

    void writesEveryLetterAnotherWay()
    {
        const QString all = u"ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789,.:/'-"_s; // O is 0
        for (qsizetype a = 0; a < all.size(); ++a) {
            QVERIFY2(!letterPath(all.mid(a, 1), 60).isEmpty(), qPrintable(all.mid(a, 1)));
            for (qsizetype b = 0; b < a; ++b)
                QVERIFY(letterPath(all.mid(a, 1), 60) != letterPath(all.mid(b, 1), 60));
        }
        QCOMPARE(letterPath(u"ab"_s, 60), letterPath(u"AB"_s, 60));
        QVERIFY(letterPath(u"猫 "_s, 60).isEmpty());
        QCOMPARE(drawable(u"  Übergröße: 猫 café\n2 "_s), u"UBERGROSSE: CAFE 2"_s);
    }
};

QTEST_GUILESS_MAIN(tst_PracticeClip)
#include "tst_PracticeClip.moc"
