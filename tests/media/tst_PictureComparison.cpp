#include "media/PictureComparison.h"

#include "media/Similarity.h"
#include "support/PictureStock.h"

#include <QFile>
#include <QPainter>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

struct Pair
{
    Lab one;
    Lab other;
    double difference;
};

QList<Pair> publishedPairs()
{
    QFile file(QStringLiteral(STUDIO_TEST_DATA "/colour/ciede2000.txt"));
    std::ignore = file.open(QIODevice::ReadOnly);
    QList<Pair> pairs;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList parts = line.simplified().split(' ');
        if (line.startsWith('#') || parts.size() != 7)
            continue;
        const auto number = [&parts](int at) { return parts[at].toDouble(); };
        pairs << Pair{{number(0), number(1), number(2)}, {number(3), number(4), number(5)}, number(6)};
    }
    return pairs;
}

/// sRGB to L*a*b* by the book, without tables.
Lab slowLab(QRgb colour)
{
    const auto linear = [](int value) {
        const double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    const auto root = [](double part) { return part > 216.0 / 24389 ? std::cbrt(part) : (24389.0 / 27 * part + 16) / 116; };
    const double r = linear(qRed(colour));
    const double g = linear(qGreen(colour));
    const double b = linear(qBlue(colour));
    const double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const double y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// The formula as it is printed, by angles; the program's own avoids them.
double slowDifference(const Lab &one, const Lab &other)
{
    const double rad = std::acos(-1.0) / 180;
    const auto seventh = [](double value) { return std::pow(value, 7); };
    const double meanChroma = (std::hypot(one.a, one.b) + std::hypot(other.a, other.b)) / 2;
    const double g = 0.5 * (1 - std::sqrt(seventh(meanChroma) / (seventh(meanChroma) + seventh(25))));
    const double a1 = (1 + g) * one.a;
    const double a2 = (1 + g) * other.a;
    const double c1 = std::hypot(a1, one.b);
    const double c2 = std::hypot(a2, other.b);
    const auto hue = [rad](double b, double a) { return a == 0 && b == 0 ? 0 : std::fmod(std::atan2(b, a) / rad + 360, 360); };
    const double h1 = hue(one.b, a1);
    const double h2 = hue(other.b, a2);
    double turn = h2 - h1;
    if (c1 * c2 == 0)
        turn = 0;
    else if (turn > 180)
        turn -= 360;
    else if (turn < -180)
        turn += 360;
    const double dH = 2 * std::sqrt(c1 * c2) * std::sin(turn / 2 * rad);
    double h = h1 + h2;
    if (c1 * c2 != 0) {
        if (std::abs(h1 - h2) <= 180)
            h /= 2;
        else
            h = h < 360 ? (h + 360) / 2 : (h - 360) / 2;
    }
    const double l = (one.l + other.l) / 2;
    const double c = (c1 + c2) / 2;
    const double t = 1 - 0.17 * std::cos((h - 30) * rad) + 0.24 * std::cos(2 * h * rad) + 0.32 * std::cos((3 * h + 6) * rad)
        - 0.20 * std::cos((4 * h - 63) * rad);
    const double theta = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double rc = 2 * std::sqrt(seventh(c) / (seventh(c) + seventh(25)));
    const double sl = 1 + 0.015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2));
    const double sc = 1 + 0.045 * c;
    const double sh = 1 + 0.015 * c * t;
    const double rt = -std::sin(2 * theta * rad) * rc;
    const double dl = (other.l - one.l) / sl;
    const double dc = (c2 - c1) / sc;
    return std::sqrt(dl * dl + dc * dc + dH / sh * dH / sh + rt * dc * dH / sh);
}

/// What ImageMagick's compare says.
double magick(const QString &metric, const QImage &one, const QImage &other)
{
    const QTemporaryDir folder;
    one.save(folder.filePath(u"one.png"_s));
    other.save(folder.filePath(u"other.png"_s));
    QProcess compare;
    compare.start(u"compare"_s, {u"-metric"_s, metric, folder.filePath(u"one.png"_s), folder.filePath(u"other.png"_s), u"null:"_s});
    compare.waitForFinished();
    return QString::fromUtf8(compare.readAllStandardError()).section(u' ', 0, 0).toDouble();
}

/// SSIM by an independent program.
double slowSimilarity(const QImage &one, const QImage &other)
{
    const QTemporaryDir folder;
    one.convertToFormat(QImage::Format_Grayscale8).save(folder.filePath(u"one.pgm"_s));
    other.convertToFormat(QImage::Format_Grayscale8).save(folder.filePath(u"other.pgm"_s));
    QProcess python;
    python.start(u"python3"_s, {QStringLiteral(STUDIO_SIMILARITY), folder.filePath(u"one.pgm"_s), folder.filePath(u"other.pgm"_s)});
    python.waitForFinished();
    return python.readAllStandardOutput().trimmed().toDouble();
}

QImage greyNoise(QSize size, int strength, quint32 seed)
{
    QImage image = paintedPicture(size).convertToFormat(QImage::Format_Grayscale8).convertToFormat(QImage::Format_RGB32);
    QRandomGenerator random(seed);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const int grey = std::clamp(qRed(image.pixel(x, y)) + int(random.bounded(2 * strength + 1)) - strength, 0, 255);
            image.setPixel(x, y, qRgb(grey, grey, grey));
        }
    }
    return image;
}

} // namespace

class PictureComparisonTest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithThePublishedPairs();
    void agreesWithTheFormulaAsPrinted();
    void knowsColoursAsTheBookHasThem();
    void countsChangedPixelsAsOthersDo();
    void looksBehindWhatIsTransparent();
    void measuresSimilarityAsOthersDo_data();
    void measuresSimilarityAsOthersDo();
    void knowsSimilarityOfEvenPictures();
    void findsWhatChangedLargestFirst();
    void joinsWhatIsClose();
    void placesPicturesWithoutStretching_data();
    void placesPicturesWithoutStretching();
    void comparesWhereBothHavePixels();
    void heatsWhatChanged();
    void stopsWhenNobodyWaits();
};

void PictureComparisonTest::agreesWithThePublishedPairs()
{
    const QList<Pair> pairs = publishedPairs();
    QCOMPARE(pairs.size(), 34);
    for (const Pair &pair : pairs) {
        QCOMPARE(std::round(colourDifference(pair.one, pair.other) * 10'000), std::round(pair.difference * 10'000));
        QCOMPARE(std::round(colourDifference(pair.other, pair.one) * 10'000), std::round(pair.difference * 10'000));
    }
}

void PictureComparisonTest::agreesWithTheFormulaAsPrinted()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 100'000; ++i) {
        const double reach = i % 2 ? 100 : 3;
        const auto number = [&] { return (random.generateDouble() * 2 - 1) * reach; };
        const Lab one{random.generateDouble() * 100, number(), number()};
        const Lab other{random.generateDouble() * 100, number(), i % 7 ? number() : one.b};
        const double ours = colourDifference(one, other);
        QVERIFY2(std::abs(ours - slowDifference(one, other)) < 1e-5, qPrintable(QString::number(ours)));
    }
}

void PictureComparisonTest::knowsColoursAsTheBookHasThem()
{
    for (int i = 0; i < 64 * 64 * 64; i += 5) {
        const QRgb colour = qRgb((i & 63) * 4, (i >> 6 & 63) * 4 + 1, (i >> 12) * 4 + 3);
        const Lab ours = labOf(colour);
        const Lab slow = slowLab(colour);
        QVERIFY(std::abs(ours.l - slow.l) < 1e-3 && std::abs(ours.a - slow.a) < 2e-3 && std::abs(ours.b - slow.b) < 2e-3);
    }
    const Lab white = labOf(qRgb(255, 255, 255));
    QVERIFY(std::abs(white.l - 100) < 1e-9 && std::abs(white.a) < 1e-9 && std::abs(white.b) < 1e-9);
}

void PictureComparisonTest::countsChangedPixelsAsOthersDo()
{
    const QImage one = paintedPicture({200, 150});
    QImage other = one;
    QPainter painter(&other);
    painter.fillRect(20, 30, 40, 25, Qt::black);
    painter.fillRect(150, 100, 3, 3, Qt::white);
    painter.end();
    const auto map = differenceMap(one, other);
    QVERIFY(map);
    QCOMPARE(double(changedPixels(*map, 0.01)), magick(u"AE"_s, one, other));
    double sum = 0;
    double largest = 0;
    for (int y = 0; y < 150; ++y) {
        for (int x = 0; x < 200; ++x) {
            const double difference = slowDifference(slowLab(one.pixel(x, y)), slowLab(other.pixel(x, y)));
            sum += difference;
            largest = std::max(largest, difference);
        }
    }
    QVERIFY(std::abs(map->mean - sum / (200 * 150)) < 1e-3);
    QVERIFY(std::abs(map->largest - largest) < 1e-3);
}

void PictureComparisonTest::looksBehindWhatIsTransparent()
{
    QImage white(4, 4, QImage::Format_ARGB32_Premultiplied);
    white.fill(Qt::white);
    QImage clear = white;
    clear.fill(Qt::transparent);
    QCOMPARE(differenceMap(white, clear)->largest, 100.0); // before white there is none, before black there is
    QCOMPARE(differenceMap(clear, clear)->largest, 0.0);
}

void PictureComparisonTest::measuresSimilarityAsOthersDo_data()
{
    QTest::addColumn<QImage>("one");
    QTest::addColumn<QImage>("other");
    const QImage plain = greyNoise({96, 64}, 0, 1);
    QTest::newRow("noise") << plain << greyNoise({96, 64}, 20, 2);
    QTest::newRow("much noise") << plain << greyNoise({96, 64}, 90, 3);
    QTest::newRow("moved") << plain << plain.copy(QRect(3, 2, 96, 64)).convertToFormat(QImage::Format_RGB32);
    QTest::newRow("same") << plain << plain;
}

void PictureComparisonTest::measuresSimilarityAsOthersDo()
{
    QFETCH(const QImage, one);
    QFETCH(const QImage, other);
    const auto ours = structuralSimilarity(one, other);
    QVERIFY(ours);
    const double theirs = slowSimilarity(one, other);
    QVERIFY2(std::abs(*ours - theirs) < 1e-4, qPrintable(u"%1 and %2"_s.arg(*ours).arg(theirs)));
}

void PictureComparisonTest::knowsSimilarityOfEvenPictures()
{
    QImage one(40, 30, QImage::Format_RGB32);
    one.fill(QColor(100, 100, 100));
    QImage other = one;
    other.fill(QColor(150, 150, 150));
    const double c1 = 0.01 * 255 * 0.01 * 255;
    const double expected = (2 * 100 * 150 + c1) / (100 * 100 + 150 * 150 + c1);
    QVERIFY(std::abs(*structuralSimilarity(one, other) - expected) < 1e-3);
    QVERIFY(structuralSimilarity(one.copy(0, 0, 1, 1), other.copy(0, 0, 1, 1)));
}

void PictureComparisonTest::findsWhatChangedLargestFirst()
{
    const QImage one = paintedPicture({400, 300});
    QImage other = one;
    QPainter painter(&other);
    painter.fillRect(300, 200, 10, 10, Qt::black);
    painter.fillRect(40, 50, 60, 40, Qt::black);
    painter.fillRect(200, 20, 20, 30, Qt::magenta);
    painter.end();
    const QList<ChangedRegion> regions = changedRegions(*differenceMap(one, other), 2);
    QCOMPARE(regions.size(), 3);
    QCOMPARE(regions[0].rect, QRect(40, 50, 60, 40));
    QCOMPARE(regions[0].pixels, 60 * 40);
    QCOMPARE(regions[1].rect, QRect(200, 20, 20, 30));
    QCOMPARE(regions[2].rect, QRect(300, 200, 10, 10));
    QVERIFY(changedRegions(*differenceMap(one, other), 200).isEmpty());
    QVERIFY(changedRegions(*differenceMap(one, one), 0).isEmpty());
}

void PictureComparisonTest::joinsWhatIsClose()
{
    QImage one(200, 100, QImage::Format_RGB32);
    one.fill(Qt::white);
    QImage other = one;
    for (int x = 20; x < 120; x += 4)
        other.setPixel(x, 50, qRgb(0, 0, 0));
    const QList<ChangedRegion> regions = changedRegions(*differenceMap(one, other), 2);
    QCOMPARE(regions.size(), 1);
    QCOMPARE(regions[0].rect, QRect(QPoint(20, 50), QPoint(116, 50)));
    QCOMPARE(regions[0].pixels, 25);
}

void PictureComparisonTest::placesPicturesWithoutStretching_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<Filling>("filling");
    QTest::addColumn<QRect>("place");
    QTest::newRow("the same") << QSize(100, 80) << Filling::Fit << QRect(0, 0, 100, 80);
    QTest::newRow("half the size") << QSize(50, 40) << Filling::Fit << QRect(0, 0, 100, 80);
    QTest::newRow("square, fitted") << QSize(40, 40) << Filling::Fit << QRect(10, 0, 80, 80);
    QTest::newRow("square, filling") << QSize(40, 40) << Filling::Fill << QRect(0, -10, 100, 100);
}

void PictureComparisonTest::placesPicturesWithoutStretching()
{
    QFETCH(const QSize, picture);
    QFETCH(const Filling, filling);
    QFETCH(const QRect, place);
    QCOMPARE(placeInFrame(picture, {100, 80}, filling), place);
}

void PictureComparisonTest::comparesWhereBothHavePixels()
{
    const QImage wide = paintedPicture({400, 200});
    const QImage square = wide.copy(100, 0, 200, 200);
    const auto fitted = comparePictures(wide, square, Filling::Fit, {});
    QVERIFY(fitted);
    QCOMPARE(fitted->compared, QRect(100, 0, 200, 200));
    QCOMPARE(fitted->map.largest, 0.0);
    QVERIFY(std::abs(fitted->similarity - 1) < 1e-4);
    const auto filled = comparePictures(wide, square, Filling::Fill, {});
    QCOMPARE(filled->compared, QRect(0, 0, 400, 200));
    QVERIFY(filled->map.largest > 10);
    QVERIFY(filled->similarity < 0.9);
}

void PictureComparisonTest::heatsWhatChanged()
{
    const QImage one = paintedPicture({300, 200});
    QImage other = one;
    QPainter painter(&other);
    painter.fillRect(100, 60, 40, 20, Qt::black);
    painter.end();
    const auto comparison = comparePictures(one, other, Filling::Fit, {});
    const auto changes = changesOf(one, *comparison, 2, {});
    QVERIFY(changes);
    QCOMPARE(changes->share, 40 * 20 / (300.0 * 200));
    QCOMPARE(changes->regions.size(), 1);
    QCOMPARE(changes->further, 0);
    const QImage heat = changes->heat.levels.first();
    const QColor changed = heat.pixelColor(110, 70);
    QVERIFY(changed.saturation() > 100);
    QCOMPARE(heat.pixelColor(10, 190).saturation(), 0);
    QCOMPARE(QColor(heatColour(200)), QColor(heatColour(50)));
}

void PictureComparisonTest::stopsWhenNobodyWaits()
{
    const QImage one = paintedPicture({300, 200});
    const CancelFlag flag;
    flag.cancel();
    QCOMPARE(comparePictures(one, one, Filling::Fit, flag).error().kind, ErrorKind::Cancelled);
    QCOMPARE(changesOf(one, *comparePictures(one, one, Filling::Fit, {}), 2, flag).error().kind, ErrorKind::Cancelled);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::PictureComparisonTest)
#include "tst_PictureComparison.moc"
