#include "gui/PictureView.h"

#include "gui/PictureSurface.h"
#include "gui/RevealFile.h"
#include "NamelessInputs.h"
#include "support/PictureStock.h"

#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <ctime>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// How long the window's thread was away, at most: a timer of 16 ms, its gaps and the processor time spent in a gap.
class Heartbeat : public QObject
{
    Q_OBJECT

public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
        m_since.start();
        m_spent = spent();
        m_timer.start(16);
    }

    int beats() const { return m_beats; }
    qint64 longestGap() const { return m_longestGap; }         ///< Milliseconds, whoever had the processor.
    qint64 longestTurn() const { return m_longestTurn / 1000; } ///< Milliseconds of this thread's own work in one gap.

private:
    static qint64 spent()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000 + time.tv_nsec / 1000;
    }

    void beat()
    {
        ++m_beats;
        m_longestGap = std::max(m_longestGap, m_since.restart());
        const qint64 now = spent();
        m_longestTurn = std::max(m_longestTurn, now - m_spent);
        m_spent = now;
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    int m_beats = 0;
    qint64 m_spent = 0;
    qint64 m_longestGap = 0;
    qint64 m_longestTurn = 0;
};

QColor colourAt(QWidget &widget, QPointF place)
{
    const QImage image = widget.grab().toImage();
    return image.pixelColor((place * image.devicePixelRatio()).toPoint());
}

void turnWheel(QWidget &widget, QPointF place, int notches)
{
    QWheelEvent event(place, widget.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class PictureViewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_view.reset(); }

    void showsAPictureAndItsFacts();
    void showsAFile();
    void zoomsByKeys();
    void zoomsAtTheCursor();
    void staysBetweenItsLimits();
    void pansByMouseAndKeys();
    void leavesNoGapAtItsEdges();
    void fitsAgainWhenTheWindowChanges();
    void showsPixelsAsTheyAre();
    void showsPixelsAsSquaresWhenTheyAreLarge();
    void showsAPatternBehindWhatIsTransparent();
    void saysWhyThereIsNone_data();
    void saysWhyThereIsNone();
    void showsWhatArrivedOfACutFile();
    void forgetsWhatCameTooLate();
    void copiesThePicture();
    void dragsTheFileThatIsSupplied();
    void savesTheFileThatIsSupplied();
    void savesWhatItCannotShow();
    void tellsWhatItCannotDo();
    void hasANameForEveryInput();
    void keepsTheWindowAlive_data();
    void keepsTheWindowAlive();

private:
    void show(const QByteArray &bytes);
    PictureSurface &surface() { return m_view->surface(); }
    QString facts() const { return m_view->findChild<QLabel *>(u"pictureFacts"_s)->text(); }

    PictureDecoder m_decoder;
    std::unique_ptr<PictureView> m_view;
};

void PictureViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void PictureViewTest::init()
{
    m_view = std::make_unique<PictureView>(m_decoder);
    m_view->resize(600, 440);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void PictureViewTest::show(const QByteArray &bytes)
{
    m_view->setSource({{}, bytes});
    QTRY_VERIFY(m_view->state() != PictureView::State::Waiting);
}

void PictureViewTest::showsAPictureAndItsFacts()
{
    QCOMPARE(m_view->state(), PictureView::State::Empty);
    m_view->setName(u"Picture A"_s);
    m_view->setSource({{}, encoded(paintedPicture({1024, 768}, true), "png")});
    QCOMPARE(m_view->state(), PictureView::State::Waiting);
    QVERIFY(surface().accessibleName().contains(u"Reading"_s));
    QTRY_COMPARE(m_view->state(), PictureView::State::Shown);
    QVERIFY2(facts().startsWith(u"1024 × 768 · PNG · "_s), qPrintable(facts()));
    QVERIFY2(facts().endsWith(u"kB · see-through"_s), qPrintable(facts()));
    QVERIFY(surface().accessibleName().startsWith(u"Picture A, 1024 by 768 pixels, PNG, "_s));
    QVERIFY(m_view->findChild<QToolButton *>(u"zoomButton"_s)->text().endsWith(u" %"_s));
}

void PictureViewTest::showsAFile()
{
    const QTemporaryDir folder;
    QVERIFY(paintedPicture({64, 48}).save(folder.filePath(u"named.html"_s), "jpeg"));
    m_view->setSource({folder.filePath(u"named.html"_s), {}});
    QTRY_COMPARE(m_view->state(), PictureView::State::Shown);
    QVERIFY(facts().startsWith(u"64 × 48 · JPEG"_s));
    m_view->clear();
    QCOMPARE(m_view->state(), PictureView::State::Empty);
    m_view->setSource({folder.filePath(u"none.png"_s), {}});
    QTRY_COMPARE(m_view->state(), PictureView::State::Failed);
    QCOMPARE(m_view->problem(), u"The file is gone or cannot be read."_s);
}

void PictureViewTest::zoomsByKeys()
{
    show(encoded(paintedPicture({1200, 1200}), "png"));
    const qreal fitted = surface().zoom();
    QVERIFY(fitted < 0.5);
    QTest::keyClick(&surface(), Qt::Key_1);
    QCOMPARE(surface().zoom(), 1.0);
    QCOMPARE(m_view->findChild<QToolButton *>(u"zoomButton"_s)->text(), u"100 %"_s);
    QTest::keyClick(&surface(), Qt::Key_Plus);
    QCOMPARE(surface().zoom(), 1.5);
    QTest::keyClick(&surface(), Qt::Key_Minus);
    QTest::keyClick(&surface(), Qt::Key_Minus);
    QCOMPARE(surface().zoom(), 0.75);
    QTest::keyClick(&surface(), Qt::Key_0);
    QCOMPARE(surface().zoom(), fitted);
    QVERIFY(surface().camera().isFitted);
}

void PictureViewTest::zoomsAtTheCursor()
{
    show(encoded(paintedPicture(surface().size() * 3), "png"));
    const QPointF place(350, 150);
    const QPointF under = surface().unmapped(place);
    for (int i = 0; i < 6; ++i) {
        turnWheel(surface(), place, 1);
        const QPointF now = surface().unmapped(place);
        QVERIFY2(std::abs(now.x() - under.x()) < 3 && std::abs(now.y() - under.y()) < 3, qPrintable(QString::number(now.x())));
    }
    QVERIFY(surface().zoom() > 1);
}

void PictureViewTest::staysBetweenItsLimits()
{
    show(encoded(paintedPicture({1200, 1200}), "png"));
    turnWheel(surface(), {300, 200}, 60);
    QCOMPARE(surface().zoom(), PictureCanvas::mostZoom);
    QTest::keyClick(&surface(), Qt::Key_Plus);
    QCOMPARE(surface().zoom(), PictureCanvas::mostZoom);
    turnWheel(surface(), {300, 200}, -90);
    QCOMPARE(surface().zoom(), PictureCanvas::leastZoom);
}

void PictureViewTest::pansByMouseAndKeys()
{
    show(encoded(paintedPicture({1200, 1200}), "png"));
    surface().showActualSize();
    const QPointF before = surface().camera().centre;
    QSignalSpy changed(&surface(), &PictureCanvas::cameraChanged);
    QTest::mousePress(&surface(), Qt::LeftButton, {}, {300, 200});
    QCOMPARE(surface().cursor().shape(), Qt::ClosedHandCursor);
    QTest::mouseMove(&surface(), {250, 170});
    QTest::mouseRelease(&surface(), Qt::LeftButton, {}, {250, 170});
    QCOMPARE(surface().camera().centre, before + QPointF(50, 30) * surface().devicePixelRatioF());
    QCOMPARE(changed.count(), 1);
    QTest::keyClick(&surface(), Qt::Key_Left);
    QVERIFY(surface().camera().centre.x() < before.x() + 50);
}

void PictureViewTest::leavesNoGapAtItsEdges()
{
    show(encoded(paintedPicture({1200, 1200}), "png"));
    surface().showActualSize();
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(&surface(), Qt::Key_Left);
    QCOMPARE(surface().frameRect().left(), 0.0);
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(&surface(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(surface().frameRect().bottom(), qreal(surface().height()));
}

void PictureViewTest::fitsAgainWhenTheWindowChanges()
{
    show(encoded(paintedPicture({1200, 1200}), "png"));
    m_view->resize(300, 240);
    QTRY_VERIFY(surface().width() <= 300);
    const QRectF whole = surface().frameRect();
    QVERIFY(QRectF(surface().rect()).adjusted(-1, -1, 1, 1).contains(whole));
    QVERIFY(whole.height() > surface().height() - 2);
    show(encoded(paintedPicture({20, 20}), "png")); // small ones are not blown up
    QCOMPARE(surface().zoom(), 1.0);
}

void PictureViewTest::showsPixelsAsTheyAre()
{
    QImage stripes(301, 201, QImage::Format_RGB32);
    for (int y = 0; y < stripes.height(); ++y) {
        for (int x = 0; x < stripes.width(); ++x)
            stripes.setPixel(x, y, (x + y) % 2 ? qRgb(255, 0, 0) : qRgb(0, 0, 255));
    }
    show(encoded(stripes, "png"));
    QCOMPARE(surface().zoom(), 1.0);
    surface().clearFocus();
    const QImage seen = surface().grab().toImage().convertToFormat(QImage::Format_RGB32);
    const QPoint corner = (surface().frameRect().topLeft() * seen.devicePixelRatio()).toPoint();
    QImage part = seen.copy(QRect(corner, stripes.size()));
    part.setDevicePixelRatio(1);
    QCOMPARE(part, stripes);
}

void PictureViewTest::showsPixelsAsSquaresWhenTheyAreLarge()
{
    QImage two(2, 1, QImage::Format_RGB32);
    two.setPixel(0, 0, qRgb(255, 0, 0));
    two.setPixel(1, 0, qRgb(0, 0, 255));
    show(encoded(two, "png"));
    surface().zoomTo(32);
    const QPointF middle = surface().mapped({0, 0, 2, 1}).center();
    QCOMPARE(colourAt(surface(), middle - QPointF(2, 0)), QColor(255, 0, 0));
    QCOMPARE(colourAt(surface(), middle + QPointF(2, 0)), QColor(0, 0, 255));
}

void PictureViewTest::showsAPatternBehindWhatIsTransparent()
{
    QImage clear(64, 64, QImage::Format_ARGB32);
    clear.fill(Qt::transparent);
    show(encoded(clear, "png"));
    const QPointF corner = surface().frameRect().topLeft();
    const QColor first = colourAt(surface(), corner + QPointF(4, 4));
    const QColor second = colourAt(surface(), corner + QPointF(12, 4));
    QVERIFY(first != second);
    QCOMPARE(colourAt(surface(), corner + QPointF(12, 12)), first);
}

void PictureViewTest::saysWhyThereIsNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isShown");
    QTest::addColumn<QString>("reason");
    for (const HostilePicture &hostile : hostilePictures()) {
        QString reason = QString::fromLatin1(hostile.detail);
        if (reason.contains(u'x'))
            reason.replace(u'x', u" × "_s);
        if (*hostile.error && QByteArrayView(hostile.error) == "garbled")
            reason = u"."_s;
        QTest::newRow(hostile.name) << hostile.bytes << !*hostile.error << reason;
    }
}

void PictureViewTest::saysWhyThereIsNone()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isShown);
    QFETCH(const QString, reason);
    if (bytes.isEmpty())
        return;
    show(bytes);
    QTRY_COMPARE(m_view->state(), isShown ? PictureView::State::Shown : PictureView::State::Failed);
    QVERIFY2(m_view->problem().contains(reason), qPrintable(m_view->problem()));
    QCOMPARE(m_view->problem().isEmpty(), isShown);
    QVERIFY(surface().accessibleName().contains(m_view->problem()));
    QVERIFY(!surface().grab().isNull());
}

void PictureViewTest::showsWhatArrivedOfACutFile()
{
    const QByteArray whole = encoded(paintedPicture({400, 300}), "png");
    show(whole.first(whole.size() / 2));
    QCOMPARE(m_view->state(), PictureView::State::Shown);
    QVERIFY(facts().contains(u"cut off"_s));
}

void PictureViewTest::forgetsWhatCameTooLate()
{
    m_view->setSource({{}, plainPng(4000, 4000, 2)});
    m_view->setSource({{}, encoded(paintedPicture({30, 20}), "png")});
    QTRY_COMPARE(m_view->state(), PictureView::State::Shown);
    QCOMPARE(m_view->picture().size(), QSize(30, 20));
    m_view->setSource({{}, plainPng(4000, 4000, 2)});
    m_view->clear();
    QSignalSpy changed(m_view.get(), &PictureView::stateChanged);
    QTRY_COMPARE(m_decoder.pool().activeThreadCount(), 0);
    QCOMPARE(m_view->state(), PictureView::State::Empty);
    m_view->setSource({{}, plainPng(4000, 4000, 2)});
    m_view.reset(); // nothing is called in a view that is gone
    QTRY_COMPARE(m_decoder.pool().activeThreadCount(), 0);
}

void PictureViewTest::copiesThePicture()
{
    show(encoded(paintedPicture({50, 40}), "png"));
    surface().setFocus();
    QTest::keyClick(&surface(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(50, 40));
    QGuiApplication::clipboard()->clear();
    QVERIFY(surface().metaObject()->indexOfSlot("copy()") >= 0); // what the Edit menu looks for
    QVERIFY(QMetaObject::invokeMethod(&surface(), "copy"));
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(50, 40));
}

void PictureViewTest::dragsTheFileThatIsSupplied()
{
    const QByteArray bytes = encoded(paintedPicture({50, 40}), "png");
    show(bytes);
    std::unique_ptr<QMimeData> dragged;
    OutgoingFile &outgoing = m_view->files().outgoing();
    outgoing.setDragger([&dragged](std::unique_ptr<QMimeData> data, const QImage &) { dragged = std::move(data); });
    m_view->files().drag();
    QTRY_VERIFY(dragged);
    QFile file(dragged->urls().value(0).toLocalFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
    QCOMPARE(dragged->imageData().value<QImage>().size(), QSize(50, 40));

    dragged.reset();
    outgoing.forget();
    outgoing.setSupply([] {
        return OfferedFile{u"mug.png"_s, [](const QString &) -> Result<QString> { return QString(); }};
    });
    m_view->files().drag();
    QTRY_VERIFY(dragged);
    QCOMPARE(dragged->urls().value(0).fileName(), u"mug.png"_s);

    QSignalSpy wanted(&surface(), &PictureCanvas::dragOutRequested);
    disconnect(&surface(), &PictureCanvas::dragOutRequested, nullptr, nullptr); // a drag waits for a real mouse
    QSignalSpy again(&surface(), &PictureCanvas::dragOutRequested);
    QTest::mousePress(&surface(), Qt::LeftButton, {}, {100, 100});
    QTest::mouseMove(&surface(), {180, 140});
    QCOMPARE(again.count(), 1);
}

void PictureViewTest::savesTheFileThatIsSupplied()
{
    const QTemporaryDir folder;
    const QByteArray bytes = encoded(paintedPicture({50, 40}), "webp");
    show(bytes);
    QString suggested;
    m_view->files().outgoing().setChooser([&](const QString &path, const std::function<void(const QString &)> &chosen) {
        suggested = QFileInfo(path).fileName();
        chosen(folder.filePath(u"saved.webp"_s));
    });
    QSignalSpy saved(&m_view->files().outgoing(), &OutgoingFile::saved);
    m_view->findChild<QAction *>(u"savePictureAction"_s)->trigger();
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(suggested, u"picture.webp"_s);
    QFile file(folder.filePath(u"saved.webp"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

void PictureViewTest::savesWhatItCannotShow()
{
    show(pngOf(65535, 65535, 8, 2, {}));
    QCOMPARE(m_view->state(), PictureView::State::Failed);
    QVERIFY(m_view->findChild<QAction *>(u"savePictureAction"_s)->isEnabled());
    QVERIFY(!m_view->findChild<QAction *>(u"copyPictureAction"_s)->isEnabled());
}

void PictureViewTest::tellsWhatItCannotDo()
{
    show(encoded(paintedPicture({50, 40}), "png"));
    m_view->files().outgoing().setSupply([] { return Error{ErrorKind::StorageFailed}; });
    QSignalSpy failed(&m_view->files(), &PictureFiles::failed);
    m_view->files().drag();
    QCOMPARE(failed.count(), 1);
    QVERIFY(m_view->findChild<QWidget *>(u"pictureNotice"_s)->isVisible());
    QSignalSpy wanted(m_view.get(), &PictureView::referenceRequested);
    m_view->referenceAction()->trigger();
    QCOMPARE(wanted.count(), 1);
    QSignalSpy plain(m_view.get(), &PictureView::copyWithoutHistoryRequested);
    m_view->plainCopyAction()->trigger();
    QCOMPARE(plain.count(), 1);
}

void PictureViewTest::hasANameForEveryInput()
{
    show(encoded(paintedPicture({50, 40}), "png"));
    QCOMPARE(namelessInputs(*m_view), QStringList());
}

void PictureViewTest::keepsTheWindowAlive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<PictureView::State>("outcome");
    QTest::newRow("png of 64 megapixels") << plainPng(8000, 8000, 2) << PictureView::State::Shown;
    QTest::newRow("jpeg of 64 megapixels") << encoded(QImage(8000, 8000, QImage::Format_RGB32), "jpeg") << PictureView::State::Shown;
    QTest::newRow("png of 100 megapixels") << plainPng(10000, 10000, 0) << PictureView::State::Failed;
}

void PictureViewTest::keepsTheWindowAlive()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const PictureView::State, outcome);
    Heartbeat heart;
    m_view->setSource({{}, bytes});
    QTRY_COMPARE_WITH_TIMEOUT(m_view->state(), outcome, 60'000);
    if (outcome == PictureView::State::Failed)
        QVERIFY(m_view->problem().contains(u"(10000 × 10000 pixels)"_s));
    surface().showActualSize();
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(&surface(), i % 2 ? Qt::Key_Right : Qt::Key_Down);
        if (i == 15)
            surface().fit();
        if (i > 15)
            turnWheel(surface(), {300, 200}, 1);
        const int beats = heart.beats();
        QTRY_VERIFY(heart.beats() > beats + 1);
    }
    const qint64 turn = heart.longestTurn();
    qInfo("longest gap %lld ms, longest turn %lld ms", heart.longestGap(), turn);
#ifdef QT_NO_DEBUG
    QVERIFY(turn < 100);
#else
    QVERIFY(turn < 400);
#endif
}

} // namespace studio

QTEST_MAIN(studio::PictureViewTest)
#include "tst_PictureView.moc"
