#include "gateway/RequestReader.h"

#include <QStandardPaths>
#include <QTest>

using namespace studio;

namespace
{

QByteArray exactPost()
{
    return QByteArray("POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\nX-Odd:  two words \r\n\r\n") +
           QByteArray("ab\r\n\0cd", 7);
}

const QByteArray chunkedPost = "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "4\r\nab\r\n\r\n00b\r\n{\"a\":1}\r\ncd\r\n0\r\n\r\n";

} // namespace

class tst_RequestReader : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void readsTwoPipelinedRequestsHoweverTheyAreCut()
    {
        const QByteArray wire = exactPost() + chunkedPost;
        for (qsizetype cut = 0; cut <= wire.size(); ++cut) {
            RequestReader reader;
            QList<RecordedRequest> requests;
            for (const QByteArray &part : {wire.first(cut), wire.sliced(cut)}) {
                reader.feed(part);
                while (const auto request = reader.take())
                    requests += *request;
            }
            QVERIFY2(!reader.refusal(), qPrintable(QString::number(cut)));
            QCOMPARE(requests.size(), 2);
            QCOMPARE(requests[0].raw, exactPost());
            QCOMPARE(requests[0].body, QByteArray("ab\r\n\0cd", 7));
            QCOMPARE(requests[1].raw, chunkedPost);
            QCOMPARE(requests[1].body, "ab\r\n{\"a\":1}\r\ncd");
            QCOMPARE(reader.place(), RequestReader::Place::Between);
        }
    }

    void readsByteByByte()
    {
        RequestReader reader;
        QList<RecordedRequest> requests;
        for (const char c : exactPost() + chunkedPost) {
            reader.feed(QByteArrayView(&c, 1));
            while (const auto request = reader.take())
                requests += *request;
        }
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0].method, "POST");
        QCOMPARE(requests[0].target, "/a?b=c");
        QCOMPARE(requests[0].path(), "/a");
        QCOMPARE(requests[0].header("x-ODD"), "two words");
        QCOMPARE(requests[0].headers.size(), 3);
        QCOMPARE(requests[1].raw, chunkedPost);
    }

    void refusesWhatTwoServersCouldReadInTwoWays_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("status");
        const QByteArray post = "POST / HTTP/1.1\r\nHost: x\r\n";
        const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
        QTest::newRow("length and chunks") << post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                           << 400;
        QTest::newRow("two lengths") << post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n" << 400;
        QTest::newRow("two equal lengths") << post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n" << 400;
        QTest::newRow("list of lengths") << post + "Content-Length: 1, 1\r\n\r\n" << 400;
        QTest::newRow("negative length") << post + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("signed length") << post + "Content-Length: +1\r\n\r\n" << 400;
        QTest::newRow("hexadecimal length") << post + "Content-Length: 0x1\r\n\r\n" << 400;
        QTest::newRow("empty length") << post + "Content-Length:\r\n\r\n" << 400;
        QTest::newRow("length of 30 digits")
            << post + "Content-Length: 999999999999999999999999999999\r\n\r\n"
            << 413;
        QTest::newRow("length of 1 GiB") << post + "Content-Length: 1073741824\r\n\r\n" << 413;
        QTest::newRow("folded header") << post + "A: b\r\n c\r\n\r\n" << 400;
        QTest::newRow("header without colon") << post + "Bad\r\n\r\n" << 400;
        QTest::newRow("space before the colon") << post + "Content-Length : 1\r\n\r\n" << 400;
        QTest::newRow("bare line feed") << QByteArray("GET / HTTP/1.1\nHost: x\n\n") << 400;
        QTest::newRow("bare carriage return") << post + "A: b\rC: d\r\n\r\n" << 400;
        QTest::newRow("NUL in a header") << post + QByteArray("A: \0b\r\n\r\n", 9) << 400;
        QTest::newRow("HTTP/0.9") << QByteArray("GET /\r\n") << 400;
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 400;
        QTest::newRow("TLS hello") << QByteArray("\x16\x03\x01\x02\x00\x01\x00", 7) << 400;
        QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\n") << 400;
        QTest::newRow("raw bytes in the target") << QByteArray("GET /\xC3\xBC HTTP/1.1\r\n") << 400;
        QTest::newRow("unknown transfer encoding") << post + "Transfer-Encoding: gzip, chunked\r\n\r\n"
                                                   << 400;
        QTest::newRow("chunks in HTTP/1.0")
            << QByteArray("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
        QTest::newRow("chunk extension") << chunked + "1;a=b\r\nx\r\n0\r\n\r\n" << 400;
        QTest::newRow("chunk size negative") << chunked + "-1\r\n" << 400;
        QTest::newRow("chunk size with a space") << chunked + "1 \r\n" << 400;
        QTest::newRow("chunk size of 16 digits") << chunked + "FFFFFFFFFFFFFFFF\r\n" << 400;
        QTest::newRow("chunk of 4 GiB") << chunked + "FFFFFFFF\r\n" << 413;
        QTest::newRow("chunk longer than it says") << chunked + "1\r\nxy\r\n" << 400;
        QTest::newRow("trailer") << chunked + "0\r\nA: b\r\n\r\n" << 400;
        QTest::newRow("unknown expectation") << post + "Expect: coffee\r\nContent-Length: 1\r\n\r\n" << 417;
        QTest::newRow("head of 70 KB") << post + "A: " + QByteArray(70'000, 'a') << 431;
        QTest::newRow("10000 headers") << post + QByteArray("a:b\r\n").repeated(10'000) << 431;
    }

    void refusesWhatTwoServersCouldReadInTwoWays()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, status);
        for (const qsizetype step : {wire.size(), qsizetype(1)}) {
            RequestReader reader;
            int taken = 0;
            for (qsizetype at = 0; at < wire.size(); at += step) {
                reader.feed(QByteArrayView(wire).sliced(at, std::min(step, wire.size() - at)));
                taken += reader.take().has_value() ? 1 : 0;
            }
            QCOMPARE(taken, 0);
            QVERIFY(reader.refusal());
            QCOMPARE(reader.refusal()->status, status);
        }
    }

    void readsNothingAfterARefusal()
    {
        RequestReader reader;
        reader.feed("BAD\r\n");
        QVERIFY(!reader.take());
        reader.feed(exactPost());
        QVERIFY(!reader.take());
        QVERIFY(reader.refusal());
    }

    void saysOnceThatTheClientWaits()
    {
        RequestReader reader;
        reader.feed("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QVERIFY(!reader.take());
        QVERIFY(reader.takeContinue());
        QVERIFY(!reader.takeContinue());
        reader.feed("ab");
        QCOMPARE(reader.take()->body, "ab");
    }

    void knowsWhereItStands()
    {
        RequestReader reader;
        QCOMPARE(reader.place(), RequestReader::Place::Between);
        reader.feed("POST / HTTP/1.1\r\nContent-Le");
        QVERIFY(!reader.take());
        QCOMPARE(reader.place(), RequestReader::Place::Head);
        reader.feed("ngth: 2\r\n\r\na");
        QVERIFY(!reader.take());
        QCOMPARE(reader.place(), RequestReader::Place::Body);
    }

    void takesBodiesUpToTheLimitAndNotOneByteMore()
    {
        const ReaderLimits limits{.mostBodyBytes = 1000};
        RequestReader fits(limits);
        fits.feed("POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n" + QByteArray(1000, 'x'));
        QCOMPARE(fits.take()->body.size(), 1000);
        RequestReader tooLong(limits);
        tooLong.feed("POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n");
        QVERIFY(!tooLong.take());
        QCOMPARE(tooLong.refusal()->status, 413);
        RequestReader manyChunks(limits);
        manyChunks.feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" +
                        QByteArray("1\r\nx\r\n").repeated(500));
        QVERIFY(!manyChunks.take());
        QCOMPARE(manyChunks.refusal()->status, 413); // the framing counts too
    }
};

QTEST_GUILESS_MAIN(tst_RequestReader)
#include "tst_RequestReader.moc"
