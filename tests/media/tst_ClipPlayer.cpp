#include "media/ClipPlayer.h"
#include "media/MediaBackend.h"
#include "support/TestClips.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

Q_DECLARE_METATYPE(studio::ClipTrouble)

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int patience = 30'000; ///< Milliseconds; other work may have both processors.

bool settles(ClipPlayer &player)
{
    return player.isSettled() || QSignalSpy(&player, &ClipPlayer::settled).wait(patience);
}

} // namespace

class ClipPlayerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsTheFirstFrame_data();
    void showsTheFirstFrame();
    void findsEveryFrame_data();
    void findsEveryFrame();
    void stepsFrameByFrame_data();
    void stepsFrameByFrame();
    void goesWhereItWasSentLast();
    void playsToTheEndAndAgain();
    void pausesAndStepsFromThere();
    void loops();
    void playsFasterAndSlower();
    void playsWhatItCannotSeek_data();
    void playsWhatItCannotSeek();
    void staysAtTheLastFrameOfAShortFile();
    void dropsTheClipBefore();
    void diesQuietly();
    void saysWhyItCannotPlay_data();
    void saysWhyItCannotPlay();

private:
    QTemporaryDir m_folder;
    QString m_mp4;
    QString m_webm;
};

void ClipPlayerTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_mp4 = makeClip(m_folder.path(), {.name = u"h264.mp4"_s, .hasSound = true});
    m_webm = makeClip(m_folder.path(), {.name = u"vp9.webm"_s, .frames = 20, .codec = u"-c:v libvpx-vp9 -deadline realtime -cpu-used 8"_s});
    QVERIFY(!m_mp4.isEmpty());
    QVERIFY(!m_webm.isEmpty());
}

void ClipPlayerTest::showsTheFirstFrame_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("MP4") << m_mp4;
    QTest::newRow("WebM") << m_webm;
    QTest::newRow("GIF") << makeClip(m_folder.path(), {.name = u"gif.gif"_s, .rate = u"10"_s, .frames = 5, .codec = u"-c:v gif"_s});
    QTest::newRow("one frame") << makeClip(m_folder.path(), {.name = u"one.mp4"_s, .frames = 1});
    QTest::newRow("in fragments") << makeClip(m_folder.path(), {.name = u"fragments.mp4"_s, .codec = u"-c:v libx264 -movflags frag_keyframe+empty_moov"_s});
}

void ClipPlayerTest::showsTheFirstFrame()
{
    QFETCH(const QString, path);
    ClipPlayer player;
    QSignalSpy loaded(&player, &ClipPlayer::loaded);
    player.load(path);
    QCOMPARE(player.state(), ClipState::Loading);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
    QCOMPARE(player.state(), ClipState::Paused);
    QCOMPARE(player.frame(), 0);
    QCOMPARE(numberIn(player.image()), 0);
    QVERIFY(player.facts().framesPerSecond > 0);
}

void ClipPlayerTest::findsEveryFrame_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("H.264, B-frames, sound") << m_mp4;
    QTest::newRow("29.97 frames a second") << makeClip(m_folder.path(), {.name = u"odd.mp4"_s, .rate = u"30000/1001"_s, .frames = 91});
    QTest::newRow("60 frames a second") << makeClip(m_folder.path(), {.name = u"sixty.mp4"_s, .rate = u"60"_s, .frames = 90});
    QTest::newRow("Motion JPEG") << makeClip(m_folder.path(), {.name = u"mjpeg.mp4"_s, .codec = u"-c:v mjpeg -q:v 3"_s});
    QTest::newRow("AVI") << makeClip(m_folder.path(), {.name = u"mjpeg.avi"_s, .rate = u"12"_s, .frames = 40, .codec = u"-c:v mjpeg -q:v 3"_s});
    const QString av1 = makeClip(m_folder.path(), {.name = u"av1.mp4"_s, .frames = 50, .codec = u"-c:v libsvtav1 -preset 12"_s});
    if (!av1.isEmpty())
        QTest::newRow("AV1") << av1;
}

void ClipPlayerTest::findsEveryFrame()
{
    QFETCH(const QString, path);
    QVERIFY(!path.isEmpty());
    ClipPlayer player;
    player.load(path);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    QVERIFY(player.canBeSought());
    const qint64 last = player.lastFrame();
    QVERIFY(last > 20);
    quint32 seed = 3;
    for (int i = 0; i < 40; ++i) {
        seed = seed * 1664525 + 1013904223;
        const qint64 frame = i == 0 ? last : i == 1 ? last - 1 : i == 2 ? 0 : (seed >> 8) % (last + 1);
        player.seekTo(frame);
        QVERIFY(settles(player));
        QCOMPARE(player.frame(), frame);
        QCOMPARE(numberIn(player.image()), frame);
    }
}

void ClipPlayerTest::stepsFrameByFrame_data()
{
    findsEveryFrame_data();
}

void ClipPlayerTest::stepsFrameByFrame()
{
    QFETCH(const QString, path);
    ClipPlayer player;
    player.load(path);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    for (qint64 frame = 1; frame <= player.lastFrame(); ++frame) {
        player.step(1);
        QVERIFY(settles(player));
        QCOMPARE(numberIn(player.image()), frame);
    }
    QVERIFY(player.isAtEnd());
    player.step(1);
    QVERIFY(settles(player));
    QCOMPARE(numberIn(player.image()), player.lastFrame());
    for (qint64 frame = player.lastFrame() - 1; frame >= player.lastFrame() - 25; --frame) {
        player.step(-1);
        QVERIFY(settles(player));
        QCOMPARE(numberIn(player.image()), frame);
    }
}

void ClipPlayerTest::goesWhereItWasSentLast()
{
    ClipPlayer player;
    player.load(m_mp4);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    QSignalSpy settled(&player, &ClipPlayer::settled);
    for (qint64 frame = 1; frame <= 70; ++frame)
        player.seekTo(frame);
    QVERIFY(settles(player));
    QCOMPARE(numberIn(player.image()), 70);
    QCOMPARE(settled.size(), 1); // what lay between was left out
    for (int i = 0; i < 5; ++i)
        player.step(-3);
    QVERIFY(settles(player));
    QCOMPARE(numberIn(player.image()), 55);
}

void ClipPlayerTest::playsToTheEndAndAgain()
{
    ClipPlayer player;
    player.load(m_mp4);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    player.setRate(2);
    for (int round = 0; round < 2; ++round) {
        QSignalSpy ended(&player, &ClipPlayer::ended);
        QSignalSpy frames(&player, &ClipPlayer::frameShown);
        player.play();
        QCOMPARE(player.state(), ClipState::Playing);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
        QCOMPARE(player.state(), ClipState::Paused);
        QVERIFY(player.isAtEnd());
        QCOMPARE(numberIn(player.image()), 74);
        QVERIFY(frames.size() > 30);
        QVERIFY(frames.first().first().toLongLong() < 20);
    }
    player.step(-1); // the decoder has met the file's end
    QVERIFY(settles(player));
    QCOMPARE(numberIn(player.image()), 73);
}

void ClipPlayerTest::pausesAndStepsFromThere()
{
    ClipPlayer player;
    player.load(m_mp4);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    player.seekTo(40);
    player.play();
    QTRY_VERIFY_WITH_TIMEOUT(player.frame() > 42, patience);
    player.step(1);
    QCOMPARE(player.state(), ClipState::Paused);
    const qint64 frame = player.frame() + 1;
    QVERIFY(settles(player));
    QCOMPARE(player.frame(), frame);
    QCOMPARE(numberIn(player.image()), frame);
}

void ClipPlayerTest::loops()
{
    ClipPlayer player;
    player.load(m_mp4);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    player.setLooping(true);
    player.setRate(2);
    QSignalSpy ended(&player, &ClipPlayer::ended);
    int rounds = 0;
    qint64 before = 0;
    connect(&player, &ClipPlayer::frameShown, &player, [&](qint64 frame) {
        rounds += frame < before ? 1 : 0;
        before = frame;
    });
    player.play();
    QTRY_VERIFY_WITH_TIMEOUT(rounds >= 2, patience);
    QCOMPARE(player.state(), ClipState::Playing);
    QCOMPARE(ended.size(), 0);
    player.setLooping(false);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
}

void ClipPlayerTest::playsFasterAndSlower()
{
    ClipPlayer player;
    player.load(m_mp4);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    // From frame 0 to 40 takes 1.6 s as it is. Busy machines are slower and never faster.
    const auto timeAt = [&player](double rate) {
        player.pause();
        player.seekTo(0);
        player.setRate(rate);
        if (!settles(player))
            return qint64(0);
        player.play();
        QElapsedTimer clock;
        clock.start();
        return QTest::qWaitFor([&player] { return player.frame() >= 40; }, patience) ? clock.elapsed() : qint64(0);
    };
    const qint64 slow = timeAt(0.5);
    const qint64 fast = timeAt(2);
    QVERIFY2(slow >= 2'800, qPrintable(QString::number(slow)));
    QVERIFY2(fast >= 600, qPrintable(QString::number(fast)));
    QVERIFY2(fast < slow, qPrintable(QString::number(fast)));
    player.setRate(99);
    QCOMPARE(player.rate(), 2.0);
    player.setRate(0);
    QCOMPARE(player.rate(), 0.25);
}

void ClipPlayerTest::playsWhatItCannotSeek_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("WebM") << m_webm;
    QTest::newRow("MP4 in fragments") << makeClip(m_folder.path(), {.name = u"fragments.mp4"_s, .frames = 20, .codec = u"-c:v libx264 -g 5 -movflags frag_keyframe+empty_moov"_s});
}

void ClipPlayerTest::playsWhatItCannotSeek()
{
    QFETCH(const QString, path);
    ClipPlayer player;
    player.load(path);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    QVERIFY(!player.canBeSought());
    player.seekTo(10);
    QVERIFY(player.isSettled());
    QCOMPARE(player.frame(), 0);
    QSignalSpy ended(&player, &ClipPlayer::ended);
    player.play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, patience);
    QCOMPARE(numberIn(player.image()), 19);
    player.seekTo(0);
    QVERIFY(settles(player));
    QCOMPARE(numberIn(player.image()), 0);
    player.play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, patience);
}

/// A file whose tables are in order and whose last frames are not there.
void ClipPlayerTest::staysAtTheLastFrameOfAShortFile()
{
    const QString path = makeClip(m_folder.path(), {.name = u"hollow.mp4"_s, .codec = u"-c:v libx264 -g 15 -movflags +faststart"_s});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 hole = file.size() / 2;
    file.seek(file.size() - hole);
    file.write(QByteArray(hole, '\0'));
    file.close();
    ClipPlayer player;
    player.load(path);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
    player.seekTo(74);
    QVERIFY(settles(player));
    player.seekTo(2);
    QVERIFY(settles(player));
    QCOMPARE(numberIn(player.image()), 2);
}

void ClipPlayerTest::dropsTheClipBefore()
{
    const QString other = makeClip(m_folder.path(), {.name = u"other.mp4"_s, .frames = 30, .firstNumber = 500});
    const QString page = m_folder.filePath(u"page.mp4"_s);
    QFile file(page);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<html>");
    file.close();
    ClipPlayer player;
    for (int i = 0; i < 6; ++i) {
        player.load(m_mp4);
        player.load(page);
        player.load(other);
        QSignalSpy frames(&player, &ClipPlayer::frameShown);
        QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::Paused, patience);
        QCOMPARE(numberIn(player.image()), 500);
        player.play();
        QTRY_VERIFY_WITH_TIMEOUT(player.frame() > 3, patience);
        QVERIFY(numberIn(player.image()) > 500);
    }
    player.unload();
    QCOMPARE(player.state(), ClipState::Empty);
    QVERIFY(player.image().isNull());
}

void ClipPlayerTest::diesQuietly()
{
    for (int i = 0; i < 12; ++i) {
        auto player = std::make_unique<ClipPlayer>();
        player->load(m_mp4);
        if (i % 4 == 0)
            continue;
        QTRY_COMPARE_WITH_TIMEOUT(player->state(), ClipState::Paused, patience);
        if (i % 4 == 1)
            continue;
        player->seekTo(70);
        if (i % 4 == 2)
            continue;
        player->play();
        QTRY_COMPARE_WITH_TIMEOUT(player->state(), ClipState::Playing, patience);
    }
    QCoreApplication::processEvents();
}

void ClipPlayerTest::saysWhyItCannotPlay_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ClipTrouble>("trouble");
    QFile file(m_mp4);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    QTest::newRow("no bytes") << QByteArray() << ClipTrouble::Empty;
    QTest::newRow("a web page") << QByteArray("<html></html>") << ClipTrouble::NotAClip;
    QTest::newRow("a list of files") << QByteArray("#EXTM3U\nfile:///etc/passwd\n") << ClipTrouble::Playlist;
    QTest::newRow("cut off") << whole.first(whole.size() / 2) << ClipTrouble::Damaged;
    QByteArray other = whole;
    other.replace(other.lastIndexOf("avc1"), 4, "zzzz");
    other.replace("avcC", "zzzC");
    QTest::newRow("a codec of nobody's") << other << ClipTrouble::NoDecoder;
    QByteArray rubbish = whole;
    const qsizetype frames = rubbish.indexOf("mdat") + 4;
    const qsizetype index = rubbish.lastIndexOf("moov") - 4;
    for (qsizetype i = frames; i < index; ++i)
        rubbish[i] = '\xAA';
    QTest::newRow("frames of rubbish") << rubbish << ClipTrouble::NothingDecoded;
}

void ClipPlayerTest::saysWhyItCannotPlay()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ClipTrouble, trouble);
    const QString path = m_folder.filePath(u"bad.mp4"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    ClipPlayer player;
    player.load(path);
    QTRY_COMPARE_WITH_TIMEOUT(player.state(), ClipState::CannotPlay, patience);
    QCOMPARE(player.trouble(), trouble);
    player.play();
    player.step(1);
    player.seekTo(3);
    QCOMPARE(player.state(), ClipState::CannotPlay);
}

} // namespace studio

int main(int argc, char *argv[])
{
    studio::chooseMediaBackend();
    QGuiApplication application(argc, argv);
    studio::ClipPlayerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ClipPlayer.moc"
