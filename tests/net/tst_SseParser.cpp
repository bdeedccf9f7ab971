#include "net/SseParser.h"

#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <limits>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// Frames as one line, so that a failure shows all of them.
QString textOf(const QList<Frame> &frames)
{
    QStringList parts;
    for (const Frame &frame : frames) {
        const QString data = QString::fromLatin1(frame.data.toPercentEncoding(" {}\":,[]"));
        parts << (frame.event.isEmpty() ? data : QString::fromLatin1(frame.event) + u'=' + data);
    }
    return parts.join(u" | "_s);
}

QList<Frame> parsedInPieces(const QByteArray &wire, qsizetype size)
{
    SseParser parser;
    QList<Frame> frames;
    for (qsizetype at = 0; at < wire.size(); at += size)
        frames += parser.feed(QByteArrayView(wire).sliced(at, qMin(size, wire.size() - at)));
    return frames + parser.finish();
}

QList<Frame> parsedInTwo(const QByteArray &wire, qsizetype cut)
{
    // Copies, so that a view kept beyond its piece is seen by the sanitizer.
    SseParser parser;
    QList<Frame> frames;
    for (const QByteArray &half : {wire.first(cut), wire.sliced(cut)}) {
        QByteArray piece(half.constData(), half.size());
        frames += parser.feed(piece);
        piece.fill('#');
    }
    return frames + parser.finish();
}

/// Processor time of this thread: a busy machine must not turn the test red.
qint64 processorNanoseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

qint64 nanosecondsToParse(const QByteArray &wire, qsizetype size)
{
    qint64 best = std::numeric_limits<qint64>::max();
    for (int round = 0; round < 5; ++round) {
        SseParser parser;
        const qint64 began = processorNanoseconds();
        for (qsizetype at = 0; at < wire.size(); at += size)
            (void)parser.feed(QByteArrayView(wire).sliced(at, qMin(size, wire.size() - at)));
        best = std::min(best, processorNanoseconds() - began);
    }
    return best;
}

} // namespace

class SseParserTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void readsTheStandardHoweverItIsCut_data();
    void readsTheStandardHoweverItIsCut();
    void endsALineAtCarriageReturnWithoutWaiting();
    void countsComments();
    void yieldsTheEventThatTheEndLeftOpen();
    void keepsInvalidUtf8AsItCame();
    void refusesALineBeyondTheLimit();
    void takesALineOfExactlyTheLimit();
    void refusesAnEventBeyondTheLimit();
    void staysSilentAfterALimit();
    void takesLinearTimeForALongLineByteByByte();
    void takesLinearTimeForManyShortLines_data();
    void takesLinearTimeForManyShortLines();
};

void SseParserTest::readsTheStandardHoweverItIsCut_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QString>("frames");

    const auto row = [](const char *name, const QByteArray &wire, const QString &frames) {
        QTest::newRow(name) << wire << frames;
    };
    row("line feeds", "data: a\n\ndata: b\n\n", u"a | b"_s);
    row("carriage returns", "data: a\r\rdata: b\r\r", u"a | b"_s);
    row("both", "data: a\r\n\r\ndata: b\r\n\r\n", u"a | b"_s);
    row("mixed ends", "data: a\r\n\ndata: b\n\r\ndata: c\r\r\ndata: d\n\r", u"a | b | c | d"_s);
    row("mark at the start", "\xEF\xBB\xBF" "data: a\n\n", u"a"_s);
    row("two marks", "\xEF\xBB\xBF\xEF\xBB\xBF" "data: a\n\ndata: b\n\n", u"b"_s);
    row("half a mark", "\xEF\xBB" "data: a\n\ndata: b\n\n", u"b"_s);
    row("a mark later", "data: a\n\n\xEF\xBB\xBF" "data: b\n\ndata: c\n\n", u"a | c"_s);
    row("only a mark", "\xEF\xBB\xBF", QString());
    row("comments", ": hello\n:\ndata: a\n:data: no\n\n", u"a"_s);
    row("several data lines", "data: a\ndata: b\ndata:\ndata: c\n\n", u"a%0Ab%0A%0Ac"_s);
    row("several data lines, both ends", "event: x\r\ndata: a\r\ndata: b\r\n\r\n", u"x=a%0Ab"_s);
    row("one space only", "data:a\n\ndata:  b\n\ndata:\tc\n\n", u"a |  b | %09c"_s);
    row("name without colon", "data\n\ndata\ndata\n\n", u" | %0A"_s);
    row("empty data", "data:\n\ndata: \n\n", u" | "_s);
    row("no data", "event: x\n\nid: 1\n\ndata: a\n\n", u"a"_s);
    row("names are exact", " data: a\nData: b\ndatax: c\ndata : d\ndata: e\n\n", u"e"_s);
    row("event's type", "event: add\nevent: put\ndata: a\n\ndata: b\n\n", u"put=a | b"_s);
    row("event's type after data", "data: a\nevent: put\n\n", u"put=a"_s);
    row("empty type", "event: add\nevent\ndata: a\n\n", u"a"_s);
    row("id and retry", "id: 1\nid: a\\0b\nretry: 10\nretry: x\nid\ndata: a\n\n", u"a"_s);
    row("zero byte", QByteArray("id: a\0b\ndata: c\0d\n\n", 20), u"c%00d"_s);
    row("colon in the value", "data: {\"a\":1}\n\ndata::\n\n", u"{\"a\":1} | :"_s);
    row("other separators are text", "data: a\x0B\x0C\xC2\x85\xE2\x80\xA8" "b\n\n", u"a%0B%0C%C2%85%E2%80%A8b"_s);
    row("many blank lines", "\n\n\n\r\r\ndata: a\n\n\n\n", u"a"_s);
    row("four-byte letter", "data: \xF0\x9F\x98\x80\n\n", u"%F0%9F%98%80"_s);
    row("end inside an event", "data: a\n\ndata: b\ndata: c", u"a | b%0Ac"_s);
    row("end after one line end", "data: [DONE]\n", u"[DONE]"_s);
    row("end inside a name", "data: a\n\ndat", u"a"_s);
}

void SseParserTest::readsTheStandardHoweverItIsCut()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QString, frames);

    QCOMPARE(textOf(parsedInPieces(wire, wire.size())), frames);
    for (qsizetype size = 1; size <= 3; ++size)
        QCOMPARE(textOf(parsedInPieces(wire, size)), frames);
    for (qsizetype cut = 0; cut <= wire.size(); ++cut)
        QCOMPARE(textOf(parsedInTwo(wire, cut)), frames);
}

void SseParserTest::endsALineAtCarriageReturnWithoutWaiting()
{
    SseParser parser;
    QCOMPARE(textOf(parser.feed("data: a\r")), QString());
    QCOMPARE(textOf(parser.feed("\r")), u"a"_s);
    QCOMPARE(textOf(parser.feed("\ndata: b\n")), QString());
    QCOMPARE(textOf(parser.feed("\n")), u"b"_s);
}

void SseParserTest::countsComments()
{
    SseParser parser;
    (void)parser.feed(": one\n\n:two\r\n");
    QCOMPARE(parser.commentCount(), 2);
    (void)parser.feed(": thr");
    QCOMPARE(parser.commentCount(), 2);
    (void)parser.feed("ee\n");
    QCOMPARE(parser.commentCount(), 3);
}

void SseParserTest::yieldsTheEventThatTheEndLeftOpen()
{
    SseParser parser;
    QCOMPARE(textOf(parser.feed("data: a\n\nevent: last\ndata: b")), u"a"_s);
    QCOMPARE(textOf(parser.finish()), u"last=b"_s);
    QCOMPARE(textOf(parser.finish()), QString());
}

void SseParserTest::keepsInvalidUtf8AsItCame()
{
    const QByteArray bad = "\xFF\xC0\xAF\xED\xA0\x80\xF5\x80";
    QCOMPARE(parsedInPieces("data: " + bad + "\n\n", 1), QList<Frame>{Frame{bad}});
}

void SseParserTest::refusesALineBeyondTheLimit()
{
    for (const qsizetype size : {1, 7, 1000}) {
        Limits limits;
        limits.mostLineBytes = 100;
        SseParser parser(limits);
        const QByteArray wire = "data: good\n\ndata: " + QByteArray(1000, 'x') + "\n\n";
        QList<Frame> frames;
        for (qsizetype at = 0; at < wire.size(); at += size)
            frames += parser.feed(QByteArrayView(wire).sliced(at, qMin(size, wire.size() - at)));
        QCOMPARE(textOf(frames), u"good"_s);
        QVERIFY(parser.failure());
        QCOMPARE(parser.failure()->kind, ErrorKind::TooLarge);
        QVERIFY(parser.failure()->detail.contains(u"line"_s));
    }
}

void SseParserTest::takesALineOfExactlyTheLimit()
{
    Limits limits;
    limits.mostLineBytes = 100;
    for (const int more : {0, 1}) {
        const QByteArray wire = "data:" + QByteArray(95 + more, 'x') + "\n\n";
        SseParser whole(limits);
        QCOMPARE(whole.feed(wire).size(), 1 - more);
        QCOMPARE(whole.failure().has_value(), more == 1);
        SseParser cut(limits);
        QList<Frame> frames = cut.feed(QByteArrayView(wire).first(60));
        frames += cut.feed(QByteArrayView(wire).sliced(60));
        QCOMPARE(frames.size(), 1 - more);
        QCOMPARE(cut.failure().has_value(), more == 1);
    }
}

void SseParserTest::refusesAnEventBeyondTheLimit()
{
    Limits limits;
    limits.mostEventBytes = 1000;
    SseParser parser(limits);
    const QByteArray line = "data: " + QByteArray(99, 'x') + "\n";
    QCOMPARE(parser.feed(line.repeated(10) + "\n").size(), 1);
    QVERIFY(!parser.failure());
    QCOMPARE(parser.feed(line.repeated(12) + "\n").size(), 0);
    QVERIFY(parser.failure());
    QCOMPARE(parser.failure()->kind, ErrorKind::TooLarge);
    QVERIFY(parser.failure()->detail.contains(u"event"_s));
}

void SseParserTest::staysSilentAfterALimit()
{
    Limits limits;
    limits.mostLineBytes = 10;
    SseParser parser(limits);
    (void)parser.feed("data: too long\n");
    QVERIFY(parser.failure());
    QCOMPARE(parser.feed("\n\ndata: b\n\n").size(), 0);
    QCOMPARE(parser.finish().size(), 0);
}

void SseParserTest::takesLinearTimeForALongLineByteByByte()
{
    const auto wire = [](qsizetype size) { return "data: " + QByteArray(size, 'x') + "\n\n"; };
    const qint64 small = nanosecondsToParse(wire(512 * 1024), 1);
    const qint64 large = nanosecondsToParse(wire(4 * 512 * 1024), 1);
    const double ratio = double(large) / double(small);
    QVERIFY2(ratio < 8, qPrintable(u"four times the bytes took %1 times as long"_s.arg(ratio)));
}

void SseParserTest::takesLinearTimeForManyShortLines_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("line feeds") << QByteArray("data: x\n\n");
    QTest::newRow("carriage returns") << QByteArray("data: x\r\r");
    QTest::newRow("comments") << QByteArray(":\n\n");
    QTest::newRow("many lines of one event") << QByteArray("data:\n");
}

void SseParserTest::takesLinearTimeForManyShortLines()
{
    QFETCH(const QByteArray, event);
    const qint64 small = nanosecondsToParse(event.repeated(80'000), event.size() * 80'000);
    const qint64 large = nanosecondsToParse(event.repeated(320'000), event.size() * 320'000);
    const double ratio = double(large) / double(small);
    QVERIFY2(ratio < 8, qPrintable(u"four times the events took %1 times as long"_s.arg(ratio)));
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::SseParserTest)
#include "tst_SseParser.moc"
