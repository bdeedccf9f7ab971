#include "net/AnswerBody.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// "events: a | b" or "body: ...", so that a failure shows the whole outcome.
QByteArray taken(const QByteArray &wire, const QByteArray &contentType, qsizetype pieceSize, bool mayBeStream = true)
{
    AnswerBody body({}, contentType, mayBeStream);
    QList<Frame> frames;
    for (qsizetype at = 0; at < wire.size(); at += pieceSize)
        frames += body.feed(wire.mid(at, pieceSize));
    frames += body.finish();
    if (!body.isStream())
        return "body: " + body.takeBody();
    QByteArrayList parts;
    for (const Frame &frame : frames)
        parts << frame.data;
    return "frames: " + parts.join(" | ");
}

} // namespace

class AnswerBodyTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void decidesByTheBytesNotTheLabel_data();
    void decidesByTheBytesNotTheLabel();
    void collectsAnErrorAnswerWhateverItLooksLike();
    void refusesABodyBeyondTheLimit();
    void keepsNoPadding_data();
    void keepsNoPadding();
    void countsSignsOfLife();
    void refusesALineBeyondTheLimitInEitherStream_data();
    void refusesALineBeyondTheLimitInEitherStream();
};

void AnswerBodyTest::decidesByTheBytesNotTheLabel_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *name, const QByteArray &wire, const QByteArray &label, const QByteArray &outcome) {
        QTest::newRow(name) << wire << label << outcome;
    };
    const QByteArray sse = "text/event-stream";
    const QByteArray json = "application/json";
    row("events", "data: a\n\n", sse, "frames: a");
    row("events of another charset", "data: \xC3\xBC\n\n", "text/event-stream;charset=utf-16", "frames: \xC3\xBC");
    row("events labelled JSON", "data: a\n\n", json, "frames: a");
    row("events labelled text", "event: x\ndata: a\n\n", "text/plain", "frames: a");
    row("events without a label", "retry: 5\n\nid: 1\ndata: a\n\n", "", "frames: a");
    row("events after blanks", "\n\n  data: x\n\n", sse, "frames: x");
    row("events after a mark", "\xEF\xBB\xBF" "data: a\n\n", sse, "frames: a");
    row("a comment first", ": wait\n\ndata: a\n\n", json, "frames: a");
    row("a field without colon first", "data\ndata: a\n\n", json, "frames: \na");
    row("an unknown field first", "foo: 1\ndata: a\n\n", sse, "frames: a");
    row("an unknown field without label", "foo: 1\ndata: a\n\n", json, "body: foo: 1\ndata: a\n\n");
    row("JSON labelled events", "{\"error\":1}", sse, "body: {\"error\":1}");
    row("JSON after blanks", "\n \r\n[1]", json, "body: [1]");
    row("JSON over lines", "{\n \"a\": {}\n}\n", json, "body: {\n \"a\": {}\n}\n");
    row("page", "<!DOCTYPE html><p>", sse, "body: <!DOCTYPE html><p>");
    row("page labelled JSON", " <html>", json, "body: <html>");
    row("lines", "{\"a\":1}\n{\"a\":2}\n", "application/x-ndjson", "frames: {\"a\":1} | {\"a\":2}");
    row("lines without the last end", "{\"a\":1}\r\n\r\n{\"a\":2}", "application/x-ndjson; charset=utf-8",
        "frames: {\"a\":1} | {\"a\":2}");
    row("lines without a label", "{\"a\":1}\n{\"a\":2}\n", json, "frames: {\"a\":1} | {\"a\":2}");
    row("one line without a label", "{\"a\":1}\n", json, "body: {\"a\":1}\n");
    row("text", "upstream down", "text/plain", "body: upstream down");
    row("a word that begins like a field", "database down", "text/plain", "body: database down");
    row("only the beginning of a field", "dat", sse, "body: dat");
    row("nothing", "", sse, "body: ");
    row("blanks alone", "\n\n \n", json, "body: ");
}

void AnswerBodyTest::decidesByTheBytesNotTheLabel()
{
    QFETCH(const QByteArray, wire);
    QFETCH(const QByteArray, label);
    QFETCH(const QByteArray, outcome);
    for (const qsizetype size : {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(5), wire.size() + 1})
        QCOMPARE(taken(wire, label, size), outcome);
}

void AnswerBodyTest::collectsAnErrorAnswerWhateverItLooksLike()
{
    for (const qsizetype size : {1, 1000})
        QCOMPARE(taken("\ndata: a\n\n", "text/event-stream", size, false), QByteArray("body: \ndata: a\n\n"));
}

void AnswerBodyTest::refusesABodyBeyondTheLimit()
{
    Limits limits;
    limits.mostBodyBytes = 1000;
    for (const bool mayBeStream : {true, false}) {
        AnswerBody body(limits, "application/json", mayBeStream);
        (void)body.feed("{" + QByteArray(999, 'x'));
        QVERIFY(!body.failure());
        (void)body.feed("x");
        QVERIFY(body.failure());
        QCOMPARE(body.failure()->kind, ErrorKind::TooLarge);
        QCOMPARE(body.takeBody(), QByteArray());
    }
}

void AnswerBodyTest::keepsNoPadding_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("blanks") << QByteArray();
    QTest::newRow("a mark and blanks") << QByteArray("\xEF\xBB\xBF");
}

void AnswerBodyTest::keepsNoPadding()
{
    QFETCH(const QByteArray, start);
    Limits limits;
    limits.mostBodyBytes = 1000;
    const QByteArray wire = start + QByteArray(10'000, '\n') + "{}";
    for (const qsizetype size : {qsizetype(1), qsizetype(100), wire.size()}) {
        AnswerBody body(limits, "application/json", true);
        for (qsizetype at = 0; at < wire.size(); at += size)
            (void)body.feed(wire.mid(at, size));
        QVERIFY(!body.failure());
        QCOMPARE(body.takeBody(), QByteArray("{}"));
    }
}

void AnswerBodyTest::countsSignsOfLife()
{
    AnswerBody body({}, "text/event-stream", true);
    (void)body.feed("\n");
    QCOMPARE(body.signsOfLife(), 1);
    (void)body.feed(": one\n\n: two\n\n");
    QCOMPARE(body.signsOfLife(), 3);
    (void)body.feed("data: a\n\n");
    QCOMPARE(body.signsOfLife(), 3);
}

void AnswerBodyTest::refusesALineBeyondTheLimitInEitherStream_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("label");
    QTest::newRow("events") << QByteArray("data: a\n\ndata: ") << QByteArray("text/event-stream");
    QTest::newRow("lines") << QByteArray("{\"a\":1}\n{\"a\":") << QByteArray("application/x-ndjson");
}

void AnswerBodyTest::refusesALineBeyondTheLimitInEitherStream()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, label);
    Limits limits;
    limits.mostLineBytes = 1000;
    AnswerBody body(limits, label, true);
    qsizetype frames = body.feed(start).size();
    for (int i = 0; i < 20; ++i)
        frames += body.feed(QByteArray(100, '1')).size();
    QCOMPARE(frames, 1);
    QVERIFY(body.failure());
    QCOMPARE(body.failure()->kind, ErrorKind::TooLarge);
}

} // namespace studio

QTEST_GUILESS_MAIN(studio::AnswerBodyTest)
#include "tst_AnswerBody.moc"
