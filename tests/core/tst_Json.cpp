#include "core/Json.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QByteArray withManyKeys(int count)
{
    QByteArray json = "{";
    for (int i = 0; i < count; ++i)
        json += "\"k" + QByteArray::number(i) + "\":1,";
    return json + "\"\":2}";
}

} // namespace

class tst_Json : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void refusesWhatIsNotJson_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const QByteArray number : {"1e999", "-1e999", "1e-999", "01", "+1", "NaN", "Infinity", "-", "0x10"})
            QTest::newRow(number.constData()) << "{\"a\":" + number + '}';
        QTest::newRow("comma at the end") << QByteArray("{\"a\":1,}");
        QTest::newRow("comment") << QByteArray("{\"a\":1 /* one */}");
        QTest::newRow("two documents") << QByteArray("{\"a\":1}{\"b\":2}");
        QTest::newRow("single quotes") << QByteArray("{'a':1}");
        QTest::newRow("cut in a text") << QByteArray("{\"a\":\"b");
        QTest::newRow("cut in an escape") << QByteArray("{\"a\":\"\\u00");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("deeper than 256") << "{\"a\":" + QByteArray(256, '[') + QByteArray(256, ']') + '}';
        QTest::newRow("a million brackets") << "{\"a\":" + QByteArray(1'000'000, '[');
        QTest::newRow("depth behind a text of brackets") << "{\"[{\\\"\":" + QByteArray(256, '[') + QByteArray(256, ']') + '}';
    }
    void refusesWhatIsNotJson()
    {
        QFETCH(QByteArray, json);
        QElapsedTimer clock;
        clock.start();
        const auto object = parseJsonObject(json);
        QVERIFY2(clock.elapsed() < 5'000, "took too long");
        QVERIFY(!object);
        QCOMPARE(object.error().kind, ErrorKind::Garbled);
        QVERIFY(!object.error().detail.isEmpty());
    }

    void readsWhatIsOddAndAllowed()
    {
        QCOMPARE(parseJsonObject("\xEF\xBB\xBF {\"a\":1}")->value(u"a"_s).toInt(), 1);
        QCOMPARE(parseJsonObject(R"({"a":1,"a":2})")->value(u"a"_s).toInt(), 2);
        QCOMPARE(parseJsonObject(R"({"\u0061":3})")->value(u"a"_s).toInt(), 3);
        QCOMPARE(parseJsonObject(R"({"a":"\ud800"})")->value(u"a"_s).toString().size(), 1);
        QCOMPARE(parseJsonObject(R"({"a":"x\u0000y"})")->value(u"a"_s).toString().size(), 3);
        QCOMPARE(parseJsonObject(R"({"a":.5})")->value(u"a"_s).toDouble(), 0.5);
    }

    void readsAMillionKeysAndAHugeOne()
    {
        QElapsedTimer clock;
        clock.start();
        const auto many = parseJsonObject(withManyKeys(1'000'000));
        QVERIFY(many);
        QCOMPARE(many->size(), 1'000'001);
        QCOMPARE(many->value(u""_s).toInt(), 2);
        QVERIFY(parseJsonObject("{\"" + QByteArray(10'000'000, 'k') + "\":1}"));
        QVERIFY2(clock.elapsed() < 30'000, qPrintable(u"%1 ms"_s.arg(clock.elapsed())));
    }

    void countsWhatIsACount_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<qint64>("count"); // -1: nothing
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("beyond a double") << QByteArray("9007199254740993") << qint64(9007199254740993);
        QTest::newRow("the largest") << QByteArray("9223372036854775807") << std::numeric_limits<qint64>::max();
        QTest::newRow("2^63") << QByteArray("9223372036854775808") << qint64(-1);
        QTest::newRow("2^64") << QByteArray("18446744073709551616") << qint64(-1);
        QTest::newRow("300 digits") << QByteArray(300, '9') << qint64(-1);
        QTest::newRow("negative") << QByteArray("-1") << qint64(-1);
        QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("whole, as a fraction") << QByteArray("3.0") << qint64(3);
        QTest::newRow("text") << QByteArray("\"7\"") << qint64(-1);
        QTest::newRow("null") << QByteArray("null") << qint64(-1);
        QTest::newRow("object") << QByteArray("{}") << qint64(-1);
    }
    void countsWhatIsACount()
    {
        QFETCH(QByteArray, number);
        QFETCH(qint64, count);
        const auto object = parseJsonObject("{\"a\":" + number + '}');
        QVERIFY(object);
        QCOMPARE(countFrom(object->value(u"a"_s)).value_or(-1), count);
    }
};

QTEST_APPLESS_MAIN(tst_Json)
#include "tst_Json.moc"
