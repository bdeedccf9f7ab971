#include "NamelessInputs.h"
#include "gui/CompareStage.h"
#include "gui/MediaTools.h"
#include "gui/Theme.h"
#include "gui/VideoCompare.h"
#include "gui/VerdictLine.h"
#include "gui/VideoPane.h"
#include "gui/VideoSurface.h"
#include "media/ClipClock.h"
#include "media/ClipPlayer.h"
#include "media/MediaBackend.h"
#include "media/PictureDecoder.h"
#include "media/ThumbnailLoader.h"
#include "store/MediaStore.h"
#include "support/TestClips.h"

#include <QApplication>
#include <QLabel>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int patience = 30'000; ///< Milliseconds; other work may have both processors.

/// The numbers in what is painted, from the left.
QList<int> numbersOnScreen(const VideoCompare &compare)
{
    QList<int> all;
    for (VideoPane *pane : compare.panes()) {
        auto *surface = pane->findChild<VideoSurface *>(u"videoSurface"_s);
        all << numberIn(surface->grab(surface->frameRect()).toImage());
    }
    return all;
}

bool isReady(const VideoCompare &compare)
{
    const QList<VideoPane *> panes = compare.panes();
    return compare.clock().isSettled()
           && std::all_of(panes.begin(), panes.end(), [](VideoPane *pane) { return pane->player().state() == ClipState::Paused; });
}

} // namespace

class VideoCompareTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void stepsAllByKeys_data();
    void stepsAllByKeys();
    void shiftsOneClip();
    void playsInStepAndStops();
    void swapsSides();
    void marksAMoment();
    void handsOverTheFrames();
    void comparesNoFramesOfClipsThatAreGone();
    void saysWhatHoldsAndWhatCannotPlay();
    void findsRoomForEverybody();
    void takesOtherClips();
    void namesEverything();

private:
    QTemporaryDir m_folder;
    QString m_a;
    QString m_b;
    QString m_short;
};

void VideoCompareTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QVERIFY(m_folder.isValid());
    m_a = makeClip(m_folder.path(), {.name = u"a.mp4"_s, .hasSound = true});
    m_b = makeClip(m_folder.path(), {.name = u"b.mp4"_s, .size = {180, 320}, .codec = u"-c:v mjpeg -q:v 3"_s});
    m_short = makeClip(m_folder.path(), {.name = u"short.mp4"_s, .frames = 30});
    for (const QString &path : {m_a, m_b, m_short})
        QVERIFY(!path.isEmpty());
}

void VideoCompareTest::stepsAllByKeys_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("two") << 2;
    QTest::newRow("four") << 4;
}

void VideoCompareTest::stepsAllByKeys()
{
    QFETCH(const int, count);
    VideoCompare compare;
    compare.resize(1024, 640);
    compare.show();
    compare.setClips(QList<ComparedClip>{{m_a, u"a"_s}, {m_b, u"b"_s}, {m_b, u"c"_s}, {m_a, u"d"_s}}.first(count));
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    const auto all = [count](int number) { return QList<int>(count, number); };
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), all(0), patience);
    QWidget *line = compare.findChild<QWidget *>(u"scrubSlider"_s);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(line, Qt::Key_Period);
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), all(5), patience);
    QTest::keyClick(line, Qt::Key_Comma);
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), all(4), patience);
    QTest::keyClick(line, Qt::Key_End);
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), all(74), patience);
    QTest::keyClick(line, Qt::Key_Home);
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), all(0), patience);
}

void VideoCompareTest::shiftsOneClip()
{
    VideoCompare compare;
    compare.resize(1024, 640);
    compare.show();
    compare.setClips({{m_a, u"a"_s}, {m_b, u"b"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    compare.clock().seekTo(20);
    auto *box = compare.panes()[1]->findChild<QSpinBox *>(u"offsetBox"_s);
    QTRY_VERIFY_WITH_TIMEOUT(box->isEnabled(), patience);
    QTest::keyClick(box, Qt::Key_Up);
    QTest::keyClick(box, Qt::Key_Up);
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), QList<int>({20, 22}), patience);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    QTRY_COMPARE_WITH_TIMEOUT(numbersOnScreen(compare), QList<int>({20, 17}), patience);
}

void VideoCompareTest::playsInStepAndStops()
{
    VideoCompare compare;
    compare.resize(1024, 640);
    compare.show();
    compare.setClips({{m_a, u"a"_s}, {m_b, u"b"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    QWidget *line = compare.findChild<QWidget *>(u"scrubSlider"_s);
    auto *said = compare.findChild<VerdictLine *>(u"stepLine"_s);
    QTest::keyClick(line, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(compare.clock().isPlaying(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(said->text().contains(u" ms apart"_s), patience);
    QTest::keyClick(line, Qt::Key_Space);
    QVERIFY(!compare.clock().isPlaying());
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    const QList<int> numbers = numbersOnScreen(compare);
    QCOMPARE(numbers[0], numbers[1]);
    QVERIFY(numbers[0] > 5);
    QCOMPARE(said->text(), u"Stopped, exact to the frame"_s);
}

void VideoCompareTest::swapsSides()
{
    VideoCompare compare;
    compare.resize(1024, 640);
    compare.show();
    compare.setClips({{m_a, u"a"_s}, {m_b, u"b"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    QCOMPARE(compare.names(), QStringList({u"A · a"_s, u"B · b"_s}));
    const QImage first = compare.currentFrames().first();
    compare.findChild<QToolButton *>(u"swapButton"_s)->click();
    QCOMPARE(compare.names(), QStringList({u"B · b"_s, u"A · a"_s}));
    QCOMPARE(compare.currentFrames().last(), first);
    QTRY_VERIFY_WITH_TIMEOUT(compare.panes()[0]->x() < compare.panes()[1]->x(), patience);
}

void VideoCompareTest::marksAMoment()
{
    VideoCompare compare;
    compare.show();
    auto *button = compare.findChild<QToolButton *>(u"markButton"_s);
    QVERIFY(!button->isVisible());
    QList<int> saved;
    qint64 moment = -1;
    bool fails = false;
    compare.setMomentSaver([&](const QList<QImage> &frames, const QStringList &names, qint64 frame) -> Result<QString> {
        if (fails)
            return Error{ErrorKind::StorageFailed, u"disk full"_s};
        saved.clear();
        for (const QImage &image : frames)
            saved << numberIn(image);
        moment = names.size() == frames.size() ? frame : -2;
        return u"/pictures/moment"_s;
    });
    compare.setClips({{m_a, u"a"_s}, {m_b, u"b"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    QVERIFY(button->isVisible());
    QSignalSpy marked(&compare, &VideoCompare::momentMarked);
    compare.play();
    QTRY_VERIFY_WITH_TIMEOUT(compare.clock().frame() > 10, patience);
    button->click(); // stops first
    QTRY_COMPARE_WITH_TIMEOUT(marked.size(), 1, patience);
    QCOMPARE(saved, QList<int>({int(moment), int(moment)}));
    QVERIFY(moment > 5);
    fails = true;
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(compare.findChild<VerdictLine *>(u"stepLine"_s)->verdict(), Verdict::Failed, patience);
    QCOMPARE(marked.size(), 1);
}

void VideoCompareTest::handsOverTheFrames()
{
    VideoCompare compare;
    compare.show();
    compare.setCanCompareFrames(true);
    compare.setClips({{m_a, u"a"_s}, {m_b, u"b"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    compare.clock().seekTo(33);
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    QSignalSpy asked(&compare, &VideoCompare::comparisonRequested);
    compare.findChild<QToolButton *>(u"framesButton"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, patience);
    const auto frames = asked.first().first().value<QList<QImage>>();
    QCOMPARE(frames.size(), 2);
    QCOMPARE(numberIn(frames[0]), 33);
    QCOMPARE(numberIn(frames[1]), 33);
    QCOMPARE(frames[1].size(), QSize(180, 320));
}

void VideoCompareTest::comparesNoFramesOfClipsThatAreGone()
{
    const MediaStore store(m_folder.filePath(u"media"_s));
    PictureDecoder decoder;
    ThumbnailLoader thumbnails(m_folder.filePath(u"thumbnails"_s));
    const MediaTools tools{store, decoder, thumbnails};
    QList<ColumnFile> clips;
    for (const QString &path : {m_a, m_b}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        clips << ColumnFile{QChar(char16_t(u'A' + clips.size())), u"video"_s, *store.keep(file.readAll(), "video/mp4")};
    }
    CompareStage stage(tools);
    stage.resize(900, 600);
    stage.setVisible(true);
    const auto title = [&stage] { return stage.findChild<QLabel *>(u"compareTitle"_s)->text(); };
    const auto askForFrames = [&stage] { stage.clips()->findChild<QToolButton *>(u"framesButton"_s)->click(); };
    // All threads are taken until this lets go of them, so that packing waits.
    QSemaphore gate;
    const auto holdUp = [&gate] {
        for (int i = 0; i < QThreadPool::globalInstance()->maxThreadCount(); ++i)
            QThreadPool::globalInstance()->start([&gate] { gate.acquire(); });
    };
    const auto letGo = [&gate] {
        gate.release(QThreadPool::globalInstance()->maxThreadCount());
        QThreadPool::globalInstance()->waitForDone();
    };
    stage.playTogether(clips);
    QTRY_VERIFY_WITH_TIMEOUT(isReady(*stage.clips()), patience);
    holdUp();
    askForFrames();
    stage.goBack(); // to the columns, and then to other clips
    stage.playTogether({clips[1], clips[0]});
    letGo();
    QTRY_VERIFY_WITH_TIMEOUT(isReady(*stage.clips()), patience); // what was packed has come by then
    QCOMPARE(title(), u"Playing together"_s);
    askForFrames();
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"Comparing this moment"_s, patience);
}

void VideoCompareTest::saysWhatHoldsAndWhatCannotPlay()
{
    const QString page = m_folder.filePath(u"page.mp4"_s);
    QFile file(page);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<html>");
    file.close();
    VideoCompare compare;
    compare.show();
    compare.setClips({{m_a, u"a"_s}, {m_short, u"b"_s}, {page, u"c"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(compare.panes()[2]->player().state(), ClipState::CannotPlay, patience);
    QTRY_VERIFY_WITH_TIMEOUT(compare.panes()[1]->player().state() == ClipState::Paused, patience);
    QTRY_VERIFY_WITH_TIMEOUT(compare.panes()[0]->player().state() == ClipState::Paused, patience);
    const auto place = [&compare](int pane) { return compare.panes()[pane]->findChild<QLabel *>(u"placeLabel"_s)->text(); };
    compare.clock().seekTo(50);
    QTRY_COMPARE_WITH_TIMEOUT(place(0), u"0:02.00 · frame 51 of 75"_s, patience);
    QTRY_COMPARE_WITH_TIMEOUT(place(1), u"Over, holds its last frame · 0:01.16 · frame 30 of 30"_s, patience);
    const QString spoken = compare.panes()[2]->findChild<VideoSurface *>(u"videoSurface"_s)->accessibleName();
    QVERIFY2(spoken.contains(u"no video"_s), qPrintable(spoken));
}

void VideoCompareTest::findsRoomForEverybody()
{
    VideoCompare compare;
    compare.setClips({{m_a, {}}, {m_b, {}}, {m_a, {}}, {m_b, {}}});
    const auto columns = [&compare](int width) {
        compare.resize(width, 700);
        compare.show();
        QCoreApplication::processEvents();
        QSet<int> places;
        for (VideoPane *pane : compare.panes())
            places << pane->x();
        return places.size();
    };
    QCOMPARE(columns(400), 1);
    QCOMPARE(columns(800), 2);
    QCOMPARE(columns(1024), 2); // not three and one
    QCOMPARE(columns(1400), 4);
}

void VideoCompareTest::takesOtherClips()
{
    VideoCompare compare;
    compare.show();
    compare.setClips({{m_a, {}}, {m_b, {}}});
    compare.setClips({{m_b, {}}, {m_short, {}}, {m_a, {}}, {m_a, {}}, {m_a, {}}});
    QCOMPARE(compare.count(), 4);
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    compare.play();
    QTRY_VERIFY_WITH_TIMEOUT(compare.clock().frame() > 3, patience);
    compare.setClips({});
    QCOMPARE(compare.count(), 0);
    QVERIFY(!compare.clock().isPlaying());
    QVERIFY(compare.currentFrames().isEmpty());
}

void VideoCompareTest::namesEverything()
{
    VideoCompare compare;
    compare.resize(1024, 640);
    compare.setMomentSaver([](const auto &, const auto &, qint64) { return Result<QString>(QString()); });
    compare.setCanCompareFrames(true);
    compare.show();
    compare.setClips({{m_a, u"a"_s}, {m_b, u"b"_s}});
    QTRY_VERIFY_WITH_TIMEOUT(isReady(compare), patience);
    QCOMPARE(namelessInputs(compare), QStringList());
}

} // namespace studio

int main(int argc, char *argv[])
{
    studio::chooseMediaBackend();
    QApplication application(argc, argv);
    studio::Theme theme(application);
    studio::VideoCompareTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_VideoCompare.moc"
