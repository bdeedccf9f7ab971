#include "core/Limits.h"
#include "media/ClipFacts.h"
#include "support/TestClips.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <limits>

#include <sys/stat.h>

Q_DECLARE_METATYPE(studio::ClipFacts)
Q_DECLARE_METATYPE(studio::ClipTrouble)

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

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

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    std::ignore = file.open(QIODevice::ReadOnly);
    return file.readAll();
}

ClipReading readingOf(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return readClip(buffer);
}

/// Has those bytes and gives away fewer: its disk fails, or somebody cuts the file.
class ShortDevice : public QIODevice
{
public:
    ShortDevice(const QByteArray &bytes, qint64 most) : m_bytes(bytes), m_most(most) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    qint64 size() const override { return m_bytes.size(); }
    bool seek(qint64 place) override { return QIODevice::seek(place); }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const qint64 here = std::clamp<qint64>(std::min(m_most, size64()) - pos(), 0, size);
        std::copy_n(m_bytes.constData() + pos(), here, data);
        return here;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 size64() const { return m_bytes.size(); }

    QByteArray m_bytes;
    qint64 m_most;
};

/// A clip of nothing but tables: each of its frames is one byte and lasts so many units.
QByteArray clipOfTables(quint32 frames, quint32 units, quint32 unitsPerFrame, const QByteArray &edits = {}, quint32 movieUnits = 1000)
{
    const QByteArray entry = QByteArray(32, '\0') + QByteArray::fromHex("014000b4") + QByteArray(50, '\0');
    const QByteArray tables = box("stsd", big(0) + big(1) + big(quint32(entry.size())) + "avc1" + entry.sliced(8))
        + box("stts", big(0) + big(1) + big(frames) + big(unitsPerFrame)) + box("stsz", big(0) + big(1) + big(frames));
    const QByteArray media = box("mdhd", big(0) + big(0) + big(0) + big(units) + big(0))
        + box("hdlr", big(0) + big(0) + "vide" + QByteArray(12, '\0')) + box("minf", box("stbl", tables));
    const QByteArray track = box("trak", (edits.isEmpty() ? QByteArray() : box("edts", box("elst", edits))) + box("mdia", media));
    const QByteArray movie = box("mvhd", big(0) + big(0) + big(0) + big(movieUnits) + QByteArray(80, '\0')) + track;
    return box("ftyp", "isom" + big(512) + "isom") + box("moov", movie) + box("mdat", QByteArray(frames, 'x'));
}

QByteArray big64(quint64 value)
{
    return big(quint32(value >> 32)) + big(quint32(value));
}

/// What another program says about the frames: when each is shown, in microseconds.
QList<qint64> probedTimes(const QString &path)
{
    QProcess probe;
    probe.start(u"ffprobe"_s, {u"-v"_s, u"error"_s, u"-select_streams"_s, u"v:0"_s, u"-show_entries"_s, u"frame=pts_time"_s,
                               u"-of"_s, u"csv=p=0"_s, path});
    probe.waitForFinished(30'000);
    QList<qint64> times;
    for (const QByteArray &line : probe.readAllStandardOutput().split('\n')) {
        if (!line.trimmed().isEmpty())
            times << qRound64(line.split(',').first().trimmed().toDouble() * 1e6);
    }
    return times;
}

/// One number somewhere inside a box of an MP4, made another one.
QByteArray changed(QByteArray bytes, const QByteArray &type, qsizetype at, quint32 value, bool isLast = false)
{
    const qsizetype place = isLast ? bytes.lastIndexOf(type) : bytes.indexOf(type);
    if (place < 0)
        return {};
    return bytes.replace(place + 4 + at, 4, big(value));
}

} // namespace

class ClipFactsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsWhatIsInAClip_data();
    void readsWhatIsInAClip();
    void findsTheFrameOfATime();
    void believesNoLengthOfAHeader();
    void refusesWhatIsNoClip_data();
    void refusesWhatIsNoClip();
    void refusesAClipThatIsCutAnywhere_data();
    void refusesAClipThatIsCutAnywhere();
    void endsOnAnyBytes_data();
    void endsOnAnyBytes();
    void countsTimesThatHardlyFit_data();
    void countsTimesThatHardlyFit();
    void survivesADiskThatGivesLess_data();
    void survivesADiskThatGivesLess();
    void opensNoPipe();

private:
    QTemporaryDir m_folder;
    QString m_mp4;
    QString m_webm;
    QString m_avi;
    QString m_gif;
};

void ClipFactsTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_mp4 = makeClip(m_folder.path(), {.name = u"h264.mp4"_s, .hasSound = true});
    m_webm = makeClip(m_folder.path(), {.name = u"vp9.webm"_s, .rate = u"30000/1001"_s, .frames = 40,
                                        .codec = u"-c:v libvpx-vp9 -deadline realtime -cpu-used 8"_s});
    m_avi = makeClip(m_folder.path(), {.name = u"mjpeg.avi"_s, .rate = u"12"_s, .frames = 20, .codec = u"-c:v mjpeg"_s});
    m_gif = makeClip(m_folder.path(), {.name = u"gif.gif"_s, .rate = u"10"_s, .frames = 20, .codec = u"-c:v gif"_s});
    for (const QString &path : {m_mp4, m_webm, m_avi, m_gif})
        QVERIFY(!path.isEmpty());
}

void ClipFactsTest::readsWhatIsInAClip_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<ClipFacts>("expected");
    const QString mjpeg = makeClip(m_folder.path(), {.name = u"mjpeg.mp4"_s, .frames = 30, .codec = u"-c:v mjpeg"_s});
    const QString odd = makeClip(m_folder.path(), {.name = u"odd.mp4"_s, .rate = u"30000/1001"_s, .frames = 91});
    const QString av1 = makeClip(m_folder.path(), {.name = u"av1.mp4"_s, .frames = 25, .codec = u"-c:v libsvtav1 -preset 12"_s});
    const QString mov = makeClip(m_folder.path(), {.name = u"hevc.mov"_s, .frames = 25,
                                                   .codec = u"-c:v libx265 -preset ultrafast -tag:v hvc1 -pix_fmt yuv420p -x265-params log-level=none"_s});
    const QSize size(320, 180);
    using namespace std::chrono_literals;
    QTest::newRow("H.264 with B-frames and sound") << m_mp4 << ClipFacts{ClipFormat::Mp4, u"H.264"_s, size, 25, 3s, 0, true};
    QTest::newRow("29.97 frames a second") << odd << ClipFacts{ClipFormat::Mp4, u"H.264"_s, size, 30000 / 1001.0, 3036367us};
    QTest::newRow("Motion JPEG in MP4") << mjpeg << ClipFacts{ClipFormat::Mp4, u"Motion JPEG"_s, size, 25, 1200ms};
    QTest::newRow("VP9 in WebM") << m_webm << ClipFacts{ClipFormat::WebM, u"VP9"_s, size, 30000 / 1001.0, 1334367us};
    QTest::newRow("Motion JPEG in AVI") << m_avi << ClipFacts{ClipFormat::Avi, u"Motion JPEG"_s, size, 12, 1666666us};
    QTest::newRow("GIF") << m_gif << ClipFacts{ClipFormat::Gif, u"GIF"_s, size, 10, 2s};
    if (!av1.isEmpty())
        QTest::newRow("AV1 in MP4") << av1 << ClipFacts{ClipFormat::Mp4, u"AV1"_s, size, 25, 1s};
    if (!mov.isEmpty())
        QTest::newRow("H.265 in QuickTime") << mov << ClipFacts{ClipFormat::Mp4, u"H.265"_s, size, 25, 1s};
}

void ClipFactsTest::readsWhatIsInAClip()
{
    QFETCH(const QString, path);
    QFETCH(const ClipFacts, expected);
    const ClipReading reading = readClipFile(path);
    QVERIFY2(!reading.trouble, reading.trouble ? QByteArray::number(int(*reading.trouble)) : QByteArray());
    QCOMPARE(reading.facts.format, expected.format);
    QCOMPARE(reading.facts.codec, expected.codec);
    QCOMPARE(reading.facts.size, expected.size);
    QCOMPARE(reading.facts.hasSound, expected.hasSound);
    QCOMPARE(reading.facts.bytes, QFile(path).size());
    QVERIFY2(qAbs(reading.facts.framesPerSecond - expected.framesPerSecond) < 0.01, qPrintable(QString::number(reading.facts.framesPerSecond)));
    QVERIFY(reading.facts.length);
    QVERIFY2(qAbs((*reading.facts.length - *expected.length).count()) < 2000, qPrintable(QString::number(reading.facts.length->count())));
    const QList<qint64> probed = probedTimes(path);
    QCOMPARE(reading.facts.frameTimes.size(), probed.size());
    for (qsizetype i = 0; i < probed.size(); ++i) // some count in milliseconds
        QVERIFY2(qAbs(reading.facts.frameTimes[i] - probed[i]) <= 2, qPrintable(u"frame %1: %2, not %3"_s.arg(i).arg(reading.facts.frameTimes[i]).arg(probed[i])));
}

void ClipFactsTest::findsTheFrameOfATime()
{
    using namespace std::chrono_literals;
    const ClipFacts even{.framesPerSecond = 30000 / 1001.0, .length = 3003ms};
    QCOMPARE(frameCount(even), 90);
    for (qint64 frame = 0; frame < 90; ++frame) {
        QCOMPARE(frameAt(even, timeOf(even, frame)), frame);
        QCOMPARE(frameAt(even, timeOf(even, frame) + 30ms), frame);
    }
    QCOMPARE(frameAt(even, 99s), 89);
    const ClipFacts uneven{.framesPerSecond = 10, .frameTimes = {0, 500'000, 520'000}};
    QCOMPARE(frameAt(uneven, 499ms), 0);
    QCOMPARE(frameAt(uneven, 500ms), 1);
    QCOMPARE(frameAt(uneven, 499'900us), 1);
    QCOMPARE(frameAt(uneven, 9s), 2);
    QCOMPARE(timeOf(uneven, 7), 520ms);
}

void ClipFactsTest::believesNoLengthOfAHeader()
{
    const QByteArray bytes = bytesOf(m_mp4);
    const ClipReading honest = readingOf(bytes);
    for (const quint32 lie : {0u, 1u, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
        QCOMPARE(readingOf(changed(bytes, "mvhd", 16, lie)), honest);
        QCOMPARE(readingOf(changed(bytes, "tkhd", 20, lie)), honest);
        QCOMPARE(readingOf(changed(bytes, "mdhd", 16, lie)), honest);
    }
    QByteArray webm = bytesOf(m_webm);
    const ClipReading honestWebM = readingOf(webm);
    const qsizetype duration = webm.indexOf("\x44\x89\x88");
    QVERIFY(duration > 0);
    webm.replace(duration + 3, 8, QByteArray::fromHex("7e37e43c8800759c")); // 1e300
    QCOMPARE(readingOf(webm), honestWebM);
}

void ClipFactsTest::refusesWhatIsNoClip_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ClipTrouble>("trouble");
    const QByteArray mp4 = bytesOf(m_mp4);
    const QByteArray avi = bytesOf(m_avi);
    const QByteArray kind = box("ftyp", "isom" + big(512) + "isom");
    QTest::newRow("no bytes") << QByteArray() << ClipTrouble::Empty;
    QTest::newRow("three bytes") << QByteArray("abc") << ClipTrouble::NotAClip;
    QTest::newRow("zeros") << QByteArray(100'000, '\0') << ClipTrouble::NotAClip;
    QTest::newRow("a web page") << QByteArray("<!DOCTYPE html><html><body>not found</body></html>") << ClipTrouble::NotAClip;
    QTest::newRow("JSON") << QByteArray("{\"error\":{\"message\":\"expired\"}}") << ClipTrouble::NotAClip;
    QTest::newRow("a list of files") << QByteArray("#EXTM3U\n#EXTINF:3,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n") << ClipTrouble::Playlist;
    QTest::newRow("a list after blanks") << QByteArray("\xEF\xBB\xBF\n #EXTM3U\nhttp://127.0.0.1:9/\n") << ClipTrouble::Playlist;
    QTest::newRow("a list of ffmpeg's") << QByteArray("ffconcat version 1.0\nfile '/etc/passwd'\n") << ClipTrouble::Playlist;
    QTest::newRow("a list for DASH") << QByteArray("<?xml version=\"1.0\"?><MPD><BaseURL>http://127.0.0.1/</BaseURL></MPD>") << ClipTrouble::Playlist;
    QTest::newRow("sound alone") << QByteArray("RIFF\x24\x00\x00\x00WAVEfmt ", 16) << ClipTrouble::NotAClip;
    QTest::newRow("no index") << kind + box("mdat", QByteArray(1000, 'x')) << ClipTrouble::Damaged;
    QTest::newRow("an index of nothing") << kind + box("moov", {}) << ClipTrouble::NoPicture;
    QTest::newRow("a million tracks") << kind + box("moov", box("trak", {}).repeated(1'000'000)) << ClipTrouble::TooManyParts;
    QTest::newRow("an index of 20 MB") << kind + box("moov", box("free", QByteArray(20'000'000, 'x'))) << ClipTrouble::TooManyParts;
    QByteArray nested;
    for (int i = 0; i < 2000; ++i)
        nested = box("mdia", nested);
    QTest::newRow("boxes in boxes") << kind + box("moov", box("trak", nested)) << ClipTrouble::Damaged;
    QTest::newRow("frames of no duration") << changed(mp4, "stts", 12, 0) << ClipTrouble::NoFrameRate;
    QTest::newRow("seconds of no units") << changed(mp4, "mdhd", 12, 0) << ClipTrouble::NoFrameRate;
    QTest::newRow("a frame a day") << changed(mp4, "stts", 12, 0x7FFFFFFF) << ClipTrouble::NoFrameRate;
    QTest::newRow("more frames than bytes") << changed(changed(changed(mp4, "stts", 8, 300'000), "stsz", 8, 300'000), "stsz", 4, 1) << ClipTrouble::Damaged;
    QTest::newRow("a frame larger than the file") << changed(mp4, "stsz", 12, 0x00FFFFFF) << ClipTrouble::Damaged;
    QTest::newRow("four thousand million frames") << changed(changed(mp4, "stts", 8, 0xFFFFFFFF), "stsz", 8, 0xFFFFFFFF) << ClipTrouble::TooManyParts;
    QTest::newRow("tables that differ") << changed(mp4, "stts", 8, 70) << ClipTrouble::Damaged;
    QTest::newRow("8K") << changed(mp4, "avc1", 24, 7680u << 16 | 4320u, true) << ClipTrouble::TooLarge;
    const auto aviWith = [avi](qsizetype at, quint32 value) {
        QByteArray bytes = avi;
        qToLittleEndian(value, bytes.data() + bytes.indexOf("strh") + at);
        return bytes;
    };
    QTest::newRow("AVI of no rate") << aviWith(32, 0) << ClipTrouble::NoFrameRate;
    QTest::newRow("AVI of no scale") << aviWith(28, 0) << ClipTrouble::NoFrameRate;
    QTest::newRow("AVI of too many frames") << aviWith(40, 0xFFFFFFFF) << ClipTrouble::TooManyParts;
    QTest::newRow("AVI of frames of centuries") << aviWith(28, 0xFFFFFFFF) << ClipTrouble::NoFrameRate;
    QTest::newRow("AVI of more frames than bytes") << aviWith(40, 390'000) << ClipTrouble::Damaged;
}

void ClipFactsTest::refusesWhatIsNoClip()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ClipTrouble, trouble);
    QElapsedTimer clock;
    clock.start();
    const ClipReading reading = readingOf(bytes);
    QVERIFY(reading.trouble);
    QCOMPARE(*reading.trouble, trouble);
    QVERIFY(clock.elapsed() < 5000);
}

void ClipFactsTest::refusesAClipThatIsCutAnywhere_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("MP4") << m_mp4;
    QTest::newRow("MP4 with the index first") << makeClip(m_folder.path(), {.name = u"fast.mp4"_s, .codec = u"-c:v libx264 -movflags +faststart"_s});
    QTest::newRow("WebM") << m_webm;
    QTest::newRow("AVI") << m_avi;
    QTest::newRow("GIF") << m_gif;
}

void ClipFactsTest::refusesAClipThatIsCutAnywhere()
{
    QFETCH(const QString, path);
    const QByteArray whole = bytesOf(path);
    QVERIFY(whole.size() > 1000);
    for (qsizetype cut = 0; cut < whole.size() - 1; cut += cut < 2000 ? 1 : whole.size() / 97) {
        const ClipReading reading = readingOf(whole.first(cut));
        QVERIFY2(reading.trouble, qPrintable(u"cut at %1 of %2"_s.arg(cut).arg(whole.size())));
    }
}

void ClipFactsTest::endsOnAnyBytes_data()
{
    refusesAClipThatIsCutAnywhere_data();
}

void ClipFactsTest::endsOnAnyBytes()
{
    QFETCH(const QString, path);
    const QByteArray whole = bytesOf(path);
    quint32 seed = 11;
    const auto random = [&seed] { return (seed = seed * 1664525 + 1013904223) >> 8; };
    for (int round = 0; round < 300; ++round) {
        QByteArray bytes = whole;
        for (int i = 0; i < 8; ++i) {
            const qsizetype headers = round % 2 == 0 ? qMin<qsizetype>(bytes.size(), 1500) : bytes.size();
            const qsizetype place = round % 4 == 1 ? bytes.size() - 1 - random() % qMin<qsizetype>(2500, bytes.size()) : random() % headers;
            bytes[place] = char(i % 3 == 0 ? 0xFF : random());
        }
        const ClipReading reading = readingOf(bytes);
        QVERIFY(reading.facts.frameTimes.size() <= mostClipFrames + 1);
        if (!reading.trouble)
            QVERIFY(qint64(reading.facts.size.width()) * reading.facts.size.height() <= mostClipPixels);
    }
}

void ClipFactsTest::countsTimesThatHardlyFit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("frames"); // whose time is known
    QTest::addColumn<qint64>("last");
    const auto edit = [](quint64 length, qint64 begin) { return QByteArray("\1\0\0\0", 4) + big(1) + big64(length) + big64(quint64(begin)) + big(1 << 16); };
    QTest::newRow("the largest units") << clipOfTables(400'000, 0xFFFFFFFF, 0xFFFFFFFF) << 400'000 << qint64(399'999'000'000);
    QTest::newRow("frames of a century") << clipOfTables(30, 1, 0xFFFFFFFF) << 0 << qint64(0);
    QTest::newRow("years") << clipOfTables(300'000, 1, 0xFFFFFFFF) << 0 << qint64(0);
    QTest::newRow("an edit of years") << clipOfTables(25, 25, 1, edit(quint64(1) << 40, 0)) << 0 << qint64(0);
    QTest::newRow("an edit of ages") << clipOfTables(25, 25, 1, edit(~quint64(0), 0), 1) << 0 << qint64(0);
    QTest::newRow("from the end of time on") << clipOfTables(25, 25, 1, edit(1000, std::numeric_limits<qint64>::max())) << 0 << qint64(0);
    QTest::newRow("nothing, for ages") << clipOfTables(25, 25, 1, edit(~quint64(0), -1)) << 0 << qint64(0);
    QTest::newRow("a second of it") << clipOfTables(50, 25, 1, edit(1000, 0)) << 25 << qint64(960'000);
}

void ClipFactsTest::countsTimesThatHardlyFit()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, frames);
    QFETCH(const qint64, last);
    const ClipReading reading = readingOf(bytes);
    QCOMPARE(reading.facts.frameTimes.size(), frames);
    QCOMPARE(reading.facts.frameTimes.isEmpty() ? 0 : reading.facts.frameTimes.last(), last);
    QVERIFY(std::is_sorted(reading.facts.frameTimes.begin(), reading.facts.frameTimes.end()));
    QVERIFY(reading.facts.size == QSize(320, 180));
}

void ClipFactsTest::survivesADiskThatGivesLess_data()
{
    refusesAClipThatIsCutAnywhere_data();
}

void ClipFactsTest::survivesADiskThatGivesLess()
{
    QFETCH(const QString, path);
    const QByteArray whole = bytesOf(path);
    for (qint64 most = 0; most < whole.size(); most += most < 3000 ? 1 : whole.size() / 97) {
        ShortDevice device(whole, most);
        const ClipReading reading = readClip(device);
        QVERIFY(reading.facts.frameTimes.size() <= mostClipFrames);
    }
    ShortDevice device(whole, whole.size());
    QVERIFY(!readClip(device).trouble);
}

void ClipFactsTest::opensNoPipe()
{
    const QString pipe = m_folder.filePath(u"pipe.mp4"_s);
    QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(readClipFile(pipe).trouble, std::optional(ClipTrouble::Missing));
    QCOMPARE(readClipFile(m_folder.path()).trouble, std::optional(ClipTrouble::Missing));
    QCOMPARE(readClipFile(m_folder.filePath(u"nowhere.mp4"_s)).trouble, std::optional(ClipTrouble::Missing));
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::ClipFactsTest)
#include "tst_ClipFacts.moc"
