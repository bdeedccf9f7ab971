#include "gui/PictureCompare.h"

#include "gui/DifferencePanel.h"
#include "gui/Loupe.h"
#include "gui/PictureSurface.h"
#include "NamelessInputs.h"
#include "support/PictureStock.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QImage changed(QImage picture)
{
    QPainter painter(&picture);
    painter.fillRect(100, 80, 60, 40, Qt::black);
    painter.fillRect(300, 200, 20, 20, Qt::white);
    return picture;
}

} // namespace

class PictureCompareTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_compare.reset(); }

    void showsTwoSideBySide();
    void sharesZoomAndPlaceAmongAllWays();
    void movesTheLineByMouse();
    void movesTheLineByKeys();
    void showsEachPictureOnItsSideOfTheLine();
    void blinksNoFasterThanTwiceASecond();
    void blinksByKey();
    void showsWhatDiffers();
    void looksAgainWithAnotherThreshold();
    void jumpsToARegion();
    void saysHowOtherSizesLie();
    void choosesTwoOfMany();
    void saysWhatCannotBeShown();
    void enlargesTheSamePlaceOfBoth_data();
    void enlargesTheSamePlaceOfBoth();
    void movesTheMagnifierByKeys();
    void enlargesOtherSizesWhereTheyLie();
    void hasANameForEveryInput();
    void endsWhileItWorks();

private:
    QWidget &together() { return m_compare->together(); }
    template <typename Widget>
    Widget &child(const char *name)
    {
        return *m_compare->findChild<Widget *>(QString::fromLatin1(name));
    }
    void show(const QList<QImage> &pictures);

    PictureDecoder m_decoder;
    std::unique_ptr<PictureCompare> m_compare;
    const QImage m_one = paintedPicture({400, 300});
};

void PictureCompareTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void PictureCompareTest::init()
{
    m_compare = std::make_unique<PictureCompare>(m_decoder);
    m_compare->resize(1000, 600);
    m_compare->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_compare.get()));
}

void PictureCompareTest::show(const QList<QImage> &pictures)
{
    QList<ComparedPicture> compared;
    for (int i = 0; i < pictures.size(); ++i)
        compared << ComparedPicture{u"picture-%1"_s.arg(i), {{}, encoded(pictures[i], "png")}};
    m_compare->setPictures(compared);
    QTRY_VERIFY(m_compare->isReady());
}

void PictureCompareTest::showsTwoSideBySide()
{
    show({m_one, changed(m_one)});
    QVERIFY(m_compare->surface(0).isVisible());
    QVERIFY(m_compare->surface(1).isVisible());
    QVERIFY(!together().isVisible());
    QVERIFY(m_compare->surface(0).accessibleName().startsWith(u"A  picture-0, 400 by 300 pixels"_s));
    QCOMPARE(child<QLabel>("note").text(), u"Both 400 × 300"_s);
}

void PictureCompareTest::sharesZoomAndPlaceAmongAllWays()
{
    show({m_one, changed(m_one)});
    m_compare->surface(0).setFocus();
    QTest::keyClick(&m_compare->surface(0), Qt::Key_Plus);
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&m_compare->surface(0), Qt::Key_Plus);
    QTest::keyClick(&m_compare->surface(0), Qt::Key_Right);
    const PictureCamera camera = m_compare->surface(0).camera();
    QVERIFY(camera.zoom > 2);
    QCOMPARE(m_compare->surface(1).camera(), camera);
    for (const auto mode : {PictureCompare::Mode::Slider, PictureCompare::Mode::Blink, PictureCompare::Mode::Difference}) {
        m_compare->setMode(mode);
        QCOMPARE(m_compare->together().camera(), camera);
    }
    QTest::keyClick(&together(), Qt::Key_0);
    QVERIFY(m_compare->surface(1).camera().isFitted);
}

void PictureCompareTest::movesTheLineByMouse()
{
    show({m_one, changed(m_one)});
    QTest::mouseClick(&child<QPushButton>("sliderButton"), Qt::LeftButton);
    QCOMPARE(m_compare->mode(), PictureCompare::Mode::Slider);
    const QRectF frame = m_compare->together().frameRect();
    const QPoint middle = frame.center().toPoint();
    QTest::mousePress(&together(), Qt::LeftButton, {}, middle);
    QTest::mouseMove(&together(), QPoint(int(frame.left() + frame.width() / 4), middle.y()));
    QTest::mouseRelease(&together(), Qt::LeftButton, {}, middle);
    QVERIFY(std::abs(m_compare->together().divider() - 0.25) < 0.01);
    QVERIFY2(together().accessibleName().contains(u"up to 25 %"_s), qPrintable(together().accessibleName()));
}

void PictureCompareTest::movesTheLineByKeys()
{
    show({m_one, changed(m_one)});
    m_compare->setMode(PictureCompare::Mode::Slider);
    QTest::keyClick(&together(), Qt::Key_Left);
    QCOMPARE(m_compare->together().divider(), 0.48);
    QTest::keyClick(&together(), Qt::Key_PageDown);
    QCOMPARE(m_compare->together().divider(), 0.58);
    QTest::keyClick(&together(), Qt::Key_Home);
    QTest::keyClick(&together(), Qt::Key_Left);
    QCOMPARE(m_compare->together().divider(), 0.0);
    QTest::keyClick(&together(), Qt::Key_End);
    QCOMPARE(m_compare->together().divider(), 1.0);
}

void PictureCompareTest::showsEachPictureOnItsSideOfTheLine()
{
    QImage red(200, 200, QImage::Format_RGB32);
    red.fill(Qt::red);
    QImage blue = red;
    blue.fill(Qt::blue);
    show({red, blue});
    m_compare->setMode(PictureCompare::Mode::Slider);
    QTest::keyClick(&together(), Qt::Key_PageDown);
    const QImage seen = together().grab().toImage();
    const auto at = [&](qreal x) {
        return seen.pixelColor((m_compare->together().mapped({x, 150, 1, 1}).topLeft() * seen.devicePixelRatio()).toPoint());
    };
    QCOMPARE(at(20), QColor(Qt::red));
    QCOMPARE(at(110), QColor(Qt::red));
    QCOMPARE(at(130), QColor(Qt::blue));
    QCOMPARE(at(190), QColor(Qt::blue));
}

void PictureCompareTest::blinksNoFasterThanTwiceASecond()
{
    show({m_one, changed(m_one)});
    m_compare->setMode(PictureCompare::Mode::Blink);
    if (!m_compare->isBlinking()) // where the desktop wants nothing to move
        child<QPushButton>("pauseButton").click();
    QVERIFY(m_compare->isBlinking());
    auto &interval = child<QDoubleSpinBox>("interval");
    interval.setValue(0.01);
    QCOMPARE(interval.value(), 0.5);
    QCOMPARE(m_compare->together().look(), CompareSurface::Look::First);
    QTRY_COMPARE(m_compare->together().look(), CompareSurface::Look::Second);
    QTRY_COMPARE(m_compare->together().look(), CompareSurface::Look::First);
    m_compare->hide();
    QVERIFY(!m_compare->isBlinking());
    m_compare->show();
    QVERIFY(m_compare->isBlinking());
    m_compare->setMode(PictureCompare::Mode::Slider);
    QVERIFY(!m_compare->isBlinking());
}

void PictureCompareTest::blinksByKey()
{
    show({m_one, changed(m_one)});
    m_compare->setMode(PictureCompare::Mode::Blink);
    if (m_compare->isBlinking())
        QTest::keyClick(&together(), Qt::Key_P);
    QVERIFY(!m_compare->isBlinking());
    QCOMPARE(child<QPushButton>("pauseButton").text(), u"Go on"_s);
    QCOMPARE(m_compare->together().look(), CompareSurface::Look::First);
    QTest::keyClick(&together(), Qt::Key_B);
    QCOMPARE(m_compare->together().look(), CompareSurface::Look::Second);
    QCOMPARE(together().accessibleName(), u"B  picture-1"_s);
}

void PictureCompareTest::showsWhatDiffers()
{
    show({m_one, changed(m_one)});
    QSignalSpy compared(m_compare.get(), &PictureCompare::compared);
    QTest::mouseClick(&child<QPushButton>("differenceButton"), Qt::LeftButton);
    QTRY_COMPARE(compared.count(), 1);
    QVERIFY(child<QWidget>("differencePanel").isVisible());
    const auto &regions = child<QListWidget>("regions");
    QCOMPARE(regions.count(), 2);
    QCOMPARE(regions.item(0)->text(), u"60 × 40 at 100, 80"_s);
    QCOMPARE(regions.item(1)->text(), u"20 × 20 at 300, 200"_s);
    QVERIFY(child<QLabel>("share").text().endsWith(u" %"_s));
    QVERIFY(child<QLabel>("similarity").text().startsWith(u"0.9"_s));
    QVERIFY(together().accessibleName().contains(u"2 region"_s));
}

void PictureCompareTest::looksAgainWithAnotherThreshold()
{
    show({m_one, changed(m_one)});
    m_compare->setMode(PictureCompare::Mode::Difference);
    QTRY_VERIFY(m_compare->changes());
    const double share = m_compare->changes()->share;
    auto &threshold = child<QDoubleSpinBox>("threshold");
    threshold.setFocus();
    threshold.setValue(50);
    QTRY_COMPARE(m_compare->changes()->threshold, 50.0);
    QVERIFY(m_compare->changes()->share < share);
    m_compare->choose(0, 0);
    m_compare->setMode(PictureCompare::Mode::Difference);
    QTRY_VERIFY(m_compare->changes());
    QCOMPARE(m_compare->changes()->share, 0.0);
    QCOMPARE(child<QLabel>("regionsLabel").text(), u"Nothing differs by that much."_s);
}

void PictureCompareTest::jumpsToARegion()
{
    show({m_one, changed(m_one)});
    m_compare->setMode(PictureCompare::Mode::Difference);
    QTRY_VERIFY(m_compare->changes());
    auto &regions = child<QListWidget>("regions");
    regions.setFocus();
    QTest::keyClick(&regions, Qt::Key_Down);
    QTest::keyClick(&regions, Qt::Key_Down);
    const QRectF seen = m_compare->together().mapped(QRectF(300, 200, 20, 20));
    QVERIFY(QRectF(together().rect()).contains(seen));
    QVERIFY(m_compare->together().zoom() > 1);
    QCOMPARE(m_compare->surface(0).camera(), m_compare->together().camera());
}

void PictureCompareTest::saysHowOtherSizesLie()
{
    show({m_one, paintedPicture({200, 200})});
    QVERIFY(child<QLabel>("note").text().contains(u"200 × 200"_s));
    QVERIFY(child<QLabel>("note").text().contains(u"whole"_s));
    m_compare->setMode(PictureCompare::Mode::Difference);
    QTRY_VERIFY(m_compare->changes());
    auto &fill = child<QCheckBox>("fillBox");
    QVERIFY(fill.isVisible());
    QTest::keyClick(&fill, Qt::Key_Space);
    QVERIFY(child<QLabel>("note").text().contains(u"cut"_s));
    QVERIFY(!m_compare->changes());
    QTRY_VERIFY(m_compare->changes());
    m_compare->together().zoomTo(3);
    m_compare->setFilling(Filling::Fit);
    QCOMPARE(m_compare->surface(1).camera(), m_compare->together().camera());
    QTRY_VERIFY(m_compare->changes());
    m_compare->choose(1, 0); // now the other sets the frame
    QTRY_VERIFY(m_compare->isReady());
    QVERIFY(child<QLabel>("note").text().startsWith(u"Frame 200 × 200"_s));
    QCOMPARE(m_compare->together().frame(), QSize(200, 200));
}

void PictureCompareTest::choosesTwoOfMany()
{
    show({m_one, changed(m_one), paintedPicture({300, 300}), m_one, m_one, m_one, m_one});
    auto &second = child<QComboBox>("secondBox");
    QCOMPARE(second.count(), 6);
    second.setFocus();
    QTest::keyClick(&second, Qt::Key_Down);
    QTRY_COMPARE(m_compare->surface(1).picture().size(), QSize(300, 300));
    QCOMPARE(m_compare->second(), 2);
    QTRY_VERIFY(m_compare->isReady());
    QTest::mouseClick(&child<QToolButton>("swapButton"), Qt::LeftButton);
    QCOMPARE(m_compare->first(), 2);
    QCOMPARE(m_compare->second(), 0);
    QCOMPARE(m_compare->surface(0).picture().size(), QSize(300, 300));
}

void PictureCompareTest::saysWhatCannotBeShown()
{
    m_compare->setMode(PictureCompare::Mode::Difference);
    m_compare->setPictures({{u"one"_s, {{}, encoded(m_one, "png")}}, {u"page"_s, {{}, "<html>"}}});
    QTRY_VERIFY(m_compare->surface(1).accessibleName().contains(u"web page"_s));
    QVERIFY(m_compare->surface(1).isVisible());
    QVERIFY(!m_compare->isReady());
    m_compare->setPictures({{u"one"_s, {{}, encoded(m_one, "png")}}});
    QCOMPARE(child<QLabel>("note").text(), u"There is only one picture yet."_s);
    m_compare->setPictures({});
    QVERIFY(!m_compare->isReady());
}

void PictureCompareTest::enlargesTheSamePlaceOfBoth_data()
{
    QTest::addColumn<PictureCompare::Mode>("mode");
    QTest::newRow("side by side") << PictureCompare::Mode::SideBySide;
    QTest::newRow("slider") << PictureCompare::Mode::Slider;
    QTest::newRow("blink") << PictureCompare::Mode::Blink;
    QTest::newRow("difference") << PictureCompare::Mode::Difference;
}

void PictureCompareTest::enlargesTheSamePlaceOfBoth()
{
    QFETCH(const PictureCompare::Mode, mode);
    const QImage other = changed(m_one);
    show({m_one, other});
    m_compare->setMode(mode);
    Loupe &loupe = m_compare->loupe();
    QVERIFY(!loupe.isVisible());
    PictureCanvas &canvas = mode == PictureCompare::Mode::SideBySide ? static_cast<PictureCanvas &>(m_compare->surface(1))
                                                                     : m_compare->together();
    QTest::keyClick(&canvas, Qt::Key_M);
    QVERIFY(loupe.isVisible());
    QVERIFY(child<QToolButton>("loupeButton").isChecked());
    const QPoint inside(150, 110); // near a corner of the black square of the second
    const QPoint pointed = canvas.mapped(QRectF(inside, QSizeF(1, 1))).topLeft().toPoint();
    QTest::mouseMove(&canvas, pointed);
    QCOMPARE(loupe.place(), inside + QPointF(0.5, 0.5));
    QCOMPARE(loupe.colourAt(0), m_one.pixelColor(inside));
    QCOMPARE(loupe.colourAt(1), other.pixelColor(inside));
    QVERIFY(!loupe.geometry().contains(canvas.mapTo(loupe.parentWidget(), pointed)));
    const QString words = u"Magnifier at 150, 110: A  picture-0  %1, B  picture-1  #000000"_s.arg(m_one.pixelColor(inside).name());
    QCOMPARE(loupe.accessibleName(), words);
    const QImage seen = loupe.grab().toImage(); // the black ends 10 pixels to the right, which is 40 in it
    const int half = loupe.width() / 2;
    const QPoint middle((half + loupe.width() - 4) / 2 + 1, 4 + 84);
    QCOMPARE(seen.pixelColor(middle + QPoint(30, 20)), QColor(Qt::black));
    QVERIFY(seen.pixelColor(middle + QPoint(60, 20)) != QColor(Qt::black));
    QVERIFY(seen.pixelColor(middle + QPoint(30 - half, 20)) != QColor(Qt::black));
    QTest::keyClick(&canvas, Qt::Key_M);
    QVERIFY(!loupe.isVisible());
}

void PictureCompareTest::movesTheMagnifierByKeys()
{
    show({m_one, changed(m_one)});
    m_compare->setMode(PictureCompare::Mode::Slider);
    QTest::keyClick(&together(), Qt::Key_M);
    const Loupe &loupe = m_compare->loupe();
    const QPointF middle = loupe.place();
    QVERIFY((middle - QPointF(200, 150)).manhattanLength() <= 2);
    QTest::keyClick(&together(), Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(&together(), Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(loupe.place(), middle + QPointF(8, -48));
    QCOMPARE(m_compare->together().divider(), 0.5);
    for (int i = 0; i < 60; ++i)
        QTest::keyClick(&together(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(loupe.place(), QPointF(0.5, middle.y() - 48));
    QVERIFY(loupe.parentWidget()->rect().contains(loupe.geometry()));
    QTest::mouseMove(&together(), QPoint(2, 2)); // outside the frame: the nearest of it
    QCOMPARE(loupe.place(), QPointF(0.5, 0.5));
    QVERIFY(loupe.parentWidget()->rect().contains(loupe.geometry()));
}

void PictureCompareTest::enlargesOtherSizesWhereTheyLie()
{
    QImage twice = m_one.scaled(800, 600);
    twice.fill(Qt::red);
    twice.setPixelColor(401, 301, Qt::blue);
    show({m_one, twice});
    QTest::mouseClick(&child<QToolButton>("loupeButton"), Qt::LeftButton);
    m_compare->loupe().lookAt({200, 150});
    QCOMPARE(m_compare->loupe().colourAt(1), QColor(Qt::blue));
    show({twice, m_one});
    m_compare->loupe().lookAt({401, 301});
    QCOMPARE(m_compare->loupe().colourAt(1), m_one.pixelColor(200, 150));
}

void PictureCompareTest::hasANameForEveryInput()
{
    show({m_one, paintedPicture({200, 200})});
    for (const auto mode : {PictureCompare::Mode::SideBySide, PictureCompare::Mode::Slider, PictureCompare::Mode::Blink,
                            PictureCompare::Mode::Difference}) {
        m_compare->setMode(mode);
        QCOMPARE(namelessInputs(*m_compare).join(u", "_s), QString());
    }
}

void PictureCompareTest::endsWhileItWorks()
{
    const QImage large = paintedPicture({3000, 2000});
    show({large, changed(large)});
    m_compare->setMode(PictureCompare::Mode::Difference);
    m_compare.reset(); // what it asked for ends soon and calls nobody
    QTRY_COMPARE(m_decoder.pool().activeThreadCount(), 0);
}

} // namespace studio

QTEST_MAIN(studio::PictureCompareTest)
#include "tst_PictureCompare.moc"
