#include "gui/Theme.h"
#include "gui/VideoView.h"
#include "media/ClipPlayer.h"
#include "media/MediaBackend.h"
#include "support/TestClips.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cstdio>
#include <ctime>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int patience = 60'000; ///< Milliseconds; other work may have both processors.

#ifdef QT_NO_DEBUG
constexpr qint64 mostTurn = 100'000; ///< Microseconds of this thread that one turn of the event loop may take.
#else
constexpr qint64 mostTurn = 400'000;
#endif

qint64 threadMicroseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * qint64(1'000'000) + now.tv_nsec / 1000;
}

QByteArray big(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray box(const QByteArray &type, const QByteArray &content)
{
    return big(quint32(content.size() + 8)) + type + content;
}

void changeLast(QByteArray &bytes, const QByteArray &type, qsizetype at, const QByteArray &value)
{
    const qsizetype place = bytes.lastIndexOf(type);
    if (place >= 0)
        bytes.replace(place + 4 + at, value.size(), value);
}

QString written(const QString &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder + u'/' + name);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return file.fileName();
}

/// Whatever a server could send in place of a clip. The lists name the bait and the server.
QStringList hostileFiles(const QString &folder, const QString &clip, const QString &bait, const QByteArray &server)
{
    QFile file(clip);
    std::ignore = file.open(QIODevice::ReadOnly);
    const QByteArray whole = file.readAll();
    const QByteArray kind = box("ftyp", "isom" + big(512) + "isom");
    const QByteArray local = "file://" + bait.toUtf8();
    QByteArray lying = whole;
    changeLast(lying, "mvhd", 16, big(0x7FFFFFFF));
    changeLast(lying, "mdhd", 16, big(0x7FFFFFFF));
    changeLast(lying, "tkhd", 20, big(0x7FFFFFFF));
    QByteArray reference = whole; // "the frames are in another file"
    changeLast(reference, "url ", 0, big(0));
    QByteArray still = whole;
    changeLast(still, "stts", 12, big(0));
    QByteArray huge = whole;
    changeLast(huge, "avc1", 24, big(16384u << 16 | 16384u));
    QByteArray rubbish = whole;
    const qsizetype first = rubbish.indexOf("mdat") + 4;
    for (qsizetype i = first; i < rubbish.lastIndexOf("moov") - 4; i += 3)
        rubbish[i] = char(i * 7);
    return {written(folder, u"zero.mp4"_s, {}),
            written(folder, u"page.mp4"_s, "<html><video src=\"" + local + "\"></html>"),
            written(folder, u"list.mp4"_s, "#EXTM3U\n#EXTINF:3,\n" + local + "\nhttp://" + server + "/a.ts\n#EXT-X-ENDLIST\n"),
            written(folder, u"list.m3u8"_s, "#EXTM3U\n#EXTINF:3,\nhttp://" + server + "/a.ts\n"),
            written(folder, u"local.m3u8"_s, "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n" + bait.toUtf8() + "\n#EXT-X-ENDLIST\n"), // FFmpeg would follow it
            written(folder, u"concat.mp4"_s, "ffconcat version 1.0\nfile '" + bait.toUtf8() + "'\n"),
            written(folder, u"dash.mp4"_s, "<?xml version=\"1.0\"?>\n<MPD><BaseURL>http://" + server + "/</BaseURL></MPD>"),
            written(folder, u"sdp.mp4"_s, "v=0\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n"),
            written(folder, u"half.mp4"_s, whole.first(whole.size() / 2)),
            written(folder, u"tracks.mp4"_s, kind + box("moov", box("trak", {}).repeated(1'000'000))),
            written(folder, u"lying.mp4"_s, lying),
            written(folder, u"reference.mp4"_s, reference),
            written(folder, u"still.mp4"_s, still),
            written(folder, u"huge.mp4"_s, huge),
            written(folder, u"rubbish.mp4"_s, rubbish)};
}

/// The other half of opensNothingElse(): shows the files one after another and says how each ended.
int showAll(const QStringList &files)
{
    for (const QString &file : files) {
        VideoView view;
        view.show();
        view.setSource(file);
        const bool isOver = QTest::qWaitFor([&view] { return view.state() == VideoView::State::Failed || view.state() == VideoView::State::Shown; }, patience);
        view.play();
        std::printf("%s\n", isOver ? "shown" : "stuck");
    }
    return 0;
}

} // namespace

class HostileClipsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsTheWindowAlive_data();
    void keepsTheWindowAlive();
    void opensNothingElse();

private:
    QTemporaryDir m_folder;
    QTemporaryDir m_bait{QDir::tempPath() + u"/signalbox-bait-XXXXXX"_s};
    QTcpServer m_server;
    QString m_clip;
    QStringList m_files;
};

void HostileClipsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QVERIFY(m_folder.isValid());
    QVERIFY(m_bait.isValid());
    QVERIFY(m_server.listen(QHostAddress::LocalHost));
    m_clip = makeClip(m_folder.path(), {.name = u"honest.mp4"_s, .hasSound = true});
    QVERIFY(!m_clip.isEmpty());
    const QString bait = m_bait.filePath(u"bait.ts"_s);
    QCOMPARE(mkfifo(QFile::encodeName(bait).constData(), 0600), 0); // whoever opens it hangs
    m_files = hostileFiles(m_folder.path(), m_clip, bait, "127.0.0.1:" + QByteArray::number(m_server.serverPort()));
    VideoView warm; // libraries are loaded once, by whoever needs them first
    warm.show();
    warm.setSource(m_clip);
    QTRY_COMPARE_WITH_TIMEOUT(warm.state(), VideoView::State::Shown, patience);
}

void HostileClipsTest::keepsTheWindowAlive_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("honest") << m_clip;
    for (const QString &file : std::as_const(m_files))
        QTest::newRow(qPrintable(file.section(u'/', -1))) << file;
}

void HostileClipsTest::keepsTheWindowAlive()
{
    QFETCH(const QString, file);
    VideoView view;
    view.resize(480, 400);
    view.show();
    view.setSource(file);
    QElapsedTimer clock;
    clock.start();
    qint64 longest = 0;
    const auto turn = [&longest] {
        const qint64 before = threadMicroseconds();
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        longest = qMax(longest, threadMicroseconds() - before);
    };
    QTimer beat; // so that every turn ends
    beat.start(16);
    while (view.state() == VideoView::State::Waiting && clock.elapsed() < patience)
        turn();
    QVERIFY(view.state() == VideoView::State::Failed || view.state() == VideoView::State::Shown);
    if (view.state() == VideoView::State::Failed)
        QVERIFY(!view.problem().isEmpty());
    view.play();
    for (int i = 0; i < 40; ++i)
        turn();
    view.player().step(30);
    for (int i = 0; i < 40; ++i)
        turn();
    QVERIFY2(longest < mostTurn, qPrintable(u"%1 ms"_s.arg(longest / 1000)));
    QVERIFY(!m_server.hasPendingConnections());
}

void HostileClipsTest::opensNothingElse()
{
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty())
        QSKIP("strace is not installed: nobody watches what is opened.");
    const QString log = m_folder.filePath(u"calls.log"_s);
    QProcess watcher;
    watcher.setProcessChannelMode(QProcess::MergedChannels);
    watcher.start(u"strace"_s, QStringList{u"-f"_s, u"-qq"_s, u"-s"_s, u"4096"_s, u"-e"_s, u"trace=network,file,process"_s, u"-o"_s, log,
                                           QCoreApplication::applicationFilePath(), u"--show"_s} + m_files);
    QVERIFY(watcher.waitForFinished(240'000));
    const QByteArray said = watcher.readAll();
    if (said.contains("ptrace") || said.contains("PTRACE"))
        QSKIP(qPrintable(u"strace may not watch here: "_s + QString::fromUtf8(said.trimmed())));
    QVERIFY2(said.count("shown\n") == m_files.size(), said.constData());
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray all = file.readAll();
    QVERIFY2(all.contains("rubbish.mp4"), "the watcher saw too little");
    for (const QByteArray &line : all.split('\n')) {
        QVERIFY2(!line.contains(m_bait.path().toUtf8()), line.constData());
        QVERIFY2(!line.contains("AF_INET"), line.constData());
        QVERIFY2(!line.contains("execve(") || line.contains("--show"), line.constData());
    }
    QVERIFY(!m_server.hasPendingConnections());
}

} // namespace studio

int main(int argc, char *argv[])
{
    studio::chooseMediaBackend();
    QApplication application(argc, argv);
    studio::Theme theme(application);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--show"_L1)
        return studio::showAll(arguments.sliced(2));
    studio::HostileClipsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_HostileClips.moc"
