#include "NamelessInputs.h"
#include "gui/Loudness.h"
#include "gui/Theme.h"
#include "gui/TransportBar.h"
#include "gui/VideoSurface.h"
#include "gui/VideoView.h"
#include "media/ClipPlayer.h"
#include "media/MediaBackend.h"
#include "support/TestClips.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int patience = 30'000; ///< Milliseconds; other work may have both processors.

QAction *actionNamed(const VideoView &view, const QString &name)
{
    for (QAction *action : view.fileActions()) {
        if (action->objectName() == name)
            return action;
    }
    return nullptr;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The number in what is painted where the frame should be.
int numberOnScreen(VideoView &view)
{
    auto *surface = view.findChild<VideoSurface *>(u"videoSurface"_s);
    return numberIn(surface->grab(surface->frameRect()).toImage());
}

} // namespace

class VideoViewTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsAClipAndItsFacts();
    void obeysKeys();
    void goesWhereTheLineIsClicked();
    void playsByClickAndShowsThePlace();
    void neverStretches_data();
    void neverStretches();
    void setsHowLoudClipsAre();
    void handsOutFrames();
    void saysWhyNothingIsShown_data();
    void saysWhyNothingIsShown();
    void showsAPosterOfWhatCannotBePlayed();
    void saysThatSomeClipsCannotBeSought();
    void namesEverything();

private:
    QTemporaryDir m_folder;
    QString m_clip;
};

void VideoViewTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QVERIFY(m_folder.isValid());
    m_clip = makeClip(m_folder.path(), {.name = u"clip.mp4"_s, .hasSound = true});
    QVERIFY(!m_clip.isEmpty());
}

void VideoViewTest::showsAClipAndItsFacts()
{
    VideoView view;
    view.show();
    QSignalSpy changed(&view, &VideoView::stateChanged);
    view.setSource(m_clip);
    QCOMPARE(view.state(), VideoView::State::Waiting);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(numberOnScreen(view), 0);
    const QString facts = view.findChild<QLabel *>(u"videoFacts"_s)->text();
    QVERIFY2(facts.startsWith(u"H.264 · 320 × 180 · 25 fps · 0:03.00 · "_s), qPrintable(facts));
    QCOMPARE(view.findChild<QLabel *>(u"placeLabel"_s)->text(), u"0:00.00 · frame 1 of 75"_s);
    QVERIFY(!view.findChild<QWidget *>(u"problemRow"_s)->isVisible());
    view.clear();
    QCOMPARE(view.state(), VideoView::State::Empty);
    QVERIFY(view.currentFrame().isNull());
    QVERIFY(!view.findChild<QToolButton *>(u"playButton"_s)->isEnabled());
}

void VideoViewTest::obeysKeys()
{
    VideoView view;
    view.show();
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    auto *surface = view.findChild<VideoSurface *>(u"videoSurface"_s);
    const auto press = [surface](int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(surface, Qt::Key(key), modifiers); };
    for (int i = 0; i < 3; ++i)
        press(Qt::Key_Period);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), 3, patience);
    press(Qt::Key_Comma);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), 2, patience);
    press(Qt::Key_End);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), 74, patience);
    press(Qt::Key_Home);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), 0, patience);
    for (const int key : {Qt::Key_Space, Qt::Key_K}) {
        press(key);
        QCOMPARE(view.player().state(), ClipState::Playing);
        press(key);
        QCOMPARE(view.player().state(), ClipState::Paused);
    }
    press(Qt::Key_L);
    QCOMPARE(view.player().rate(), 1.25);
    press(Qt::Key_J);
    press(Qt::Key_J);
    QCOMPARE(view.player().rate(), 0.75);
    QCOMPARE(view.findChild<QToolButton *>(u"speedButton"_s)->text(), u"0.75×"_s);
    for (int i = 0; i < 9; ++i)
        press(Qt::Key_J);
    QCOMPARE(view.player().rate(), 0.25);
    press(Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(view.player().isLooping());
    press(Qt::Key_L, Qt::ShiftModifier);
    QVERIFY(!view.player().isLooping());
    QSignalSpy copied(&view, &VideoView::frameCopied);
    view.activateWindow();
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied.size(), 1);
}

void VideoViewTest::goesWhereTheLineIsClicked()
{
    VideoView view;
    view.resize(600, 400);
    view.show();
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    auto *line = view.findChild<QSlider *>(u"scrubSlider"_s);
    QTest::mouseClick(line, Qt::LeftButton, {}, line->rect().center());
    QCOMPARE(line->value(), 37);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), 37, patience);
    QTest::keyClick(line, Qt::Key_Right);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), 38, patience);
    QTest::keyClick(line, Qt::Key_Space); // not the line's, so the player's
    QCOMPARE(view.player().state(), ClipState::Playing);
}

void VideoViewTest::playsByClickAndShowsThePlace()
{
    VideoView view;
    view.show();
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    auto *surface = view.findChild<VideoSurface *>(u"videoSurface"_s);
    QTest::mouseClick(surface, Qt::LeftButton);
    QCOMPARE(view.player().state(), ClipState::Playing);
    QCOMPARE(view.findChild<QToolButton *>(u"playButton"_s)->accessibleName(), u"Pause"_s);
    QTRY_VERIFY_WITH_TIMEOUT(view.findChild<QSlider *>(u"scrubSlider"_s)->value() > 5, patience);
    QTest::mouseClick(surface, Qt::LeftButton);
    QCOMPARE(view.player().state(), ClipState::Paused);
    QTRY_COMPARE_WITH_TIMEOUT(numberOnScreen(view), view.player().frame(), patience);
    QCOMPARE(view.findChild<QToolButton *>(u"playButton"_s)->accessibleName(), u"Play"_s);
}

void VideoViewTest::neverStretches_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("narrow") << QSize(300, 700);
    QTest::newRow("wide") << QSize(1200, 300);
    QTest::newRow("large") << QSize(1000, 800);
}

void VideoViewTest::neverStretches()
{
    QFETCH(const QSize, size);
    VideoView view;
    view.resize(size);
    view.show();
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    auto *surface = view.findChild<VideoSurface *>(u"videoSurface"_s);
    const QRect place = surface->frameRect();
    QVERIFY(surface->rect().contains(place));
    QVERIFY(place.width() == surface->width() || place.height() == surface->height());
    QVERIFY2(qAbs(place.width() * 180 - place.height() * 320) <= 320, qPrintable(u"%1x%2"_s.arg(place.width()).arg(place.height())));
    QCOMPARE(numberOnScreen(view), 0);
}

void VideoViewTest::setsHowLoudClipsAre()
{
    Loudness loudness;
    VideoView view;
    VideoView other;
    view.setLoudness(&loudness);
    other.setLoudness(&loudness);
    const auto slider = [](const VideoView &each) { return each.findChild<QSlider *>(u"volumeSlider"_s); };
    auto *bar = view.findChild<TransportBar *>(u"transport"_s);
    bar->setReady(true);
    bar->setSound(false, u"This video has no sound."_s);
    QVERIFY(!slider(view)->isEnabled());
    QCOMPARE(slider(view)->toolTip(), u"This video has no sound."_s);
    QVERIFY(!bar->takeKey(Qt::Key_Down, {}));
    bar->setSound(true);
    QVERIFY(slider(view)->isEnabled());
    QVERIFY(bar->takeKey(Qt::Key_Down, {}));
    QCOMPARE(loudness.percent(), 95);
    QCOMPARE(slider(other)->value(), 95);
    QVERIFY(slider(view)->toolTip().contains(u"95"_s));
    bar->setMuted(true);
    QSignalSpy muted(bar, &TransportBar::muteRequested);
    QTest::keyClick(slider(view), Qt::Key_Home);
    QCOMPARE(loudness.percent(), 0);
    QCOMPARE(loudness.amplitude(), 0.0);
    QCOMPARE(muted.value(0).value(0).toBool(), false); // and so it can be heard again
    QVERIFY(bar->takeKey(Qt::Key_Up, {}));
    QVERIFY(loudness.amplitude() > 0 && loudness.amplitude() < 0.05); // ears count otherwise than players
    loudness.setPercent(100);
    QCOMPARE(loudness.amplitude(), 1.0);
    VideoView alone;
    QCOMPARE(slider(alone)->value(), 100);
    alone.show();
    alone.resize(360, 320); // where a column is narrow the place in the clip needs the room
    QTRY_VERIFY(slider(alone)->isHidden());
    alone.resize(640, 480);
    QTRY_VERIFY(slider(alone)->isVisible());
}

void VideoViewTest::handsOutFrames()
{
    VideoView view;
    view.show();
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    view.player().seekTo(21);
    QTRY_VERIFY_WITH_TIMEOUT(view.player().isSettled(), patience);
    actionNamed(view, u"copyFrameAction"_s)->trigger();
    QCOMPARE(numberIn(QGuiApplication::clipboard()->image()), 21);
    QSignalSpy reference(&view, &VideoView::referenceRequested);
    view.referenceAction()->trigger();
    QCOMPARE(numberIn(reference.first().first().value<QImage>()), 21);
    const QTemporaryDir folder;
    QString suggested;
    view.outgoing().setChooser([&](const QString &path, const std::function<void(const QString &)> &chosen) {
        suggested = QFileInfo(path).fileName();
        chosen(folder.filePath(suggested));
    });
    QSignalSpy saved(&view.outgoing(), &OutgoingFile::saved);
    actionNamed(view, u"saveFrameAction"_s)->trigger();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(suggested, QFileInfo(m_clip).completeBaseName() + u"-frame-22.png"_s);
    QCOMPARE(numberIn(QImage(folder.filePath(suggested))), 21);
    actionNamed(view, u"saveVideoAction"_s)->trigger();
    QTRY_COMPARE(saved.size(), 2);
    QCOMPARE(suggested, QFileInfo(m_clip).fileName());
    QCOMPARE(bytesOf(folder.filePath(suggested)), bytesOf(m_clip));
    QSignalSpy revealed(&view, &VideoView::revealRequested);
    actionNamed(view, u"revealVideoAction"_s)->trigger();
    QCOMPARE(revealed.first().first().toString(), m_clip);
    std::unique_ptr<QMimeData> dragged;
    view.outgoing().setDragger([&dragged](std::unique_ptr<QMimeData> data, const QImage &) { dragged = std::move(data); });
    view.outgoing().drag(view.currentFrame());
    QTRY_VERIFY(dragged);
    const QString copy = dragged->urls().value(0).toLocalFile();
    QVERIFY(copy != m_clip); // nobody else gets a hand on what is kept
    QCOMPARE(QFileInfo(copy).fileName(), QFileInfo(m_clip).fileName());
    QCOMPARE(bytesOf(copy), bytesOf(m_clip));
    QCOMPARE(numberIn(dragged->imageData().value<QImage>()), 21);
}

void VideoViewTest::saysWhyNothingIsShown_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("canOpen");
    QFile file(m_clip);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    QByteArray strange = whole;
    strange.replace(strange.lastIndexOf("avc1"), 4, "zz77");
    strange.replace("avcC", "zzzC");
    QTest::newRow("a web page") << QByteArray("<html><body>404</body></html>") << u"no video"_s << false;
    QTest::newRow("a list of files") << QByteArray("#EXTM3U\nfile:///etc/passwd\n") << u"not followed"_s << false;
    QTest::newRow("nothing") << QByteArray() << u"empty"_s << false;
    QTest::newRow("half of it") << whole.first(whole.size() / 2) << u"cut off"_s << true;
    QTest::newRow("a codec of nobody's") << strange << u"cannot play zz77 here. The file is fine."_s << true;
}

void VideoViewTest::saysWhyNothingIsShown()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, sentence);
    QFETCH(const bool, canOpen);
    const QString path = m_folder.filePath(u"bad.mp4"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    VideoView view;
    view.show();
    view.setSource(path);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Failed, patience);
    QVERIFY2(view.problem().contains(sentence), qPrintable(view.problem()));
    QVERIFY(view.findChild<QWidget *>(u"problemRow"_s)->isVisible());
    QVERIFY(!view.findChild<QWidget *>(u"transport"_s)->isVisible());
    auto *open = view.findChild<QPushButton *>(u"openButton"_s);
    QCOMPARE(open->isVisible(), canOpen);
    QCOMPARE(actionNamed(view, u"openVideoAction"_s)->isEnabled(), canOpen);
    QVERIFY(actionNamed(view, u"saveVideoAction"_s)->isEnabled()); // it can be kept all the same
    QVERIFY(!actionNamed(view, u"copyFrameAction"_s)->isEnabled());
    QSignalSpy opened(&view, &VideoView::openRequested);
    open->click();
    QCOMPARE(opened.first().first().toString(), path);
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    QVERIFY(view.findChild<QWidget *>(u"transport"_s)->isVisible());
}

void VideoViewTest::showsAPosterOfWhatCannotBePlayed()
{
    QImage poster(160, 90, QImage::Format_RGB32);
    poster.fill(Qt::darkCyan);
    VideoView view;
    view.show();
    view.setPoster(poster);
    view.setSource(m_folder.filePath(u"nowhere.mp4"_s));
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Failed, patience);
    auto *surface = view.findChild<VideoSurface *>(u"videoSurface"_s);
    QCOMPARE(surface->grab().toImage().pixelColor(surface->rect().center()), QColor(Qt::darkCyan));
}

void VideoViewTest::saysThatSomeClipsCannotBeSought()
{
    const QString webm = makeClip(m_folder.path(), {.name = u"v.webm"_s, .frames = 20, .codec = u"-c:v libvpx-vp9 -deadline realtime -cpu-used 8"_s});
    VideoView view;
    view.show();
    view.setSource(webm);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    for (const char *name : {"scrubSlider", "backButton", "forwardButton"}) {
        auto *widget = view.findChild<QWidget *>(QString::fromLatin1(name));
        QVERIFY(!widget->isEnabled());
        QVERIFY(widget->toolTip().contains(u"beginning"_s));
    }
    QVERIFY(view.findChild<QToolButton *>(u"playButton"_s)->isEnabled());
    auto *sound = view.findChild<QToolButton *>(u"muteButton"_s);
    QVERIFY(!sound->isEnabled());
    QCOMPARE(sound->accessibleDescription(), u"This video has no sound."_s);
}

void VideoViewTest::namesEverything()
{
    VideoView view;
    view.setName(u"Video A, video-a"_s);
    view.show();
    view.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(view.state(), VideoView::State::Shown, patience);
    QCOMPARE(namelessInputs(view), QStringList());
    const QString name = view.findChild<VideoSurface *>(u"videoSurface"_s)->accessibleName();
    QVERIFY2(name.startsWith(u"Video A, video-a, H.264, 320 by 180 pixels, 25 frames per second, 3 seconds"_s), qPrintable(name));
}

} // namespace studio

int main(int argc, char *argv[])
{
    studio::chooseMediaBackend();
    QApplication application(argc, argv);
    studio::Theme theme(application);
    studio::VideoViewTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_VideoView.moc"
