#include "core/Json.h"
#include "providers/GenerationReply.h"
#include "support/TestFiles.h"
#include "Mutations.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;
using namespace std::chrono_literals;

namespace
{

} // namespace

class tst_GenerationReply : public QObject
{
    Q_OBJECT

private slots:
    void readsTheRecordOfAnAnswer()
    {
        const auto record = confirmationFrom(testObject(u"account/generation.json"_s));
        QVERIFY(record);
        QCOMPARE(record->usage.cost->toString(), u"0.0015"_s);
        QCOMPARE(record->usage.upstreamCost->toString(), u"0.0012"_s);
        QCOMPARE(record->usage.input, std::optional<qint64>(12));
        QCOMPARE(record->usage.output, std::optional<qint64>(27));
        QCOMPARE(record->usage.reasoning, std::optional<qint64>(5));
        QCOMPARE(record->usage.cached, std::optional<qint64>(3));
        QCOMPARE(record->model, u"author/slug-20260101"_s);
        QCOMPARE(record->company, u"Some Company"_s);
        QCOMPARE(record->word, u"end_turn"_s);
        QCOMPARE(record->firstWord, std::optional(1250ms));
        QCOMPARE(record->duration, std::optional(1200ms));
        QCOMPARE(record->isCancelled, std::optional(false));
        QCOMPARE(record->isOnOwnKey, std::optional(false));
    }

    void fallsBackToTheCountsThatEveryRecordHas()
    {
        const auto record = confirmationFrom(
            *parseJsonObject(R"({"data":{"total_cost":0,"tokens_prompt":4,"tokens_completion":5,"finish_reason":"stop"}})"));
        QVERIFY(record);
        QVERIFY(record->usage.cost->isZero());
        QCOMPARE(record->usage.input, std::optional<qint64>(4));
        QCOMPARE(record->usage.output, std::optional<qint64>(5));
        QCOMPARE(record->word, u"stop"_s);
        QVERIFY(!record->firstWord && !record->isCancelled && !record->usage.upstreamCost);
    }

    void confirmsNothingWithoutACost_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("none") << QByteArray(R"({"data":{"id":"gen-1","usage":0.5}})");
        QTest::newRow("null") << QByteArray(R"({"data":{"total_cost":null}})");
        QTest::newRow("negative") << QByteArray(R"({"data":{"total_cost":-0.1}})");
        QTest::newRow("words") << QByteArray(R"({"data":{"total_cost":"free"}})");
        QTest::newRow("another answer") << QByteArray(R"({"message":"hello"})");
    }
    void confirmsNothingWithoutACost()
    {
        QFETCH(QByteArray, json);
        const auto record = confirmationFrom(*parseJsonObject(json));
        QVERIFY(!record);
        QCOMPARE(record.error().kind, ErrorKind::Garbled);
    }

    void findsTheIdInsideAnAnswer_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("id");
        QTest::newRow("chat") << QByteArray(R"({"id":"gen-1","choices":[]})") << u"gen-1"_s;
        QTest::newRow("an event of responses")
            << QByteArray(R"({"type":"response.created","response":{"id":"gen-2"}})") << u"gen-2"_s;
        QTest::newRow("an event of messages")
            << QByteArray(R"({"type":"message_start","message":{"id":"gen-3"}})") << u"gen-3"_s;
        QTest::newRow("a job that is over") << QByteArray(R"({"id":"job-1","generation_id":"gen-4"})") << u"gen-4"_s;
        QTest::newRow("a job's own id") << QByteArray(R"({"id":"job-1","status":"pending"})") << QString();
        QTest::newRow("another server's") << QByteArray(R"({"id":"chatcmpl-1"})") << QString();
        QTest::newRow("with a line end") << QByteArray(R"({"id":"gen-1\r\nX: y"})") << QString();
        QTest::newRow("very long") << "{\"id\":\"gen-" + QByteArray(300, 'x') + "\"}" << QString();
        QTest::newRow("the end mark") << QByteArray("[DONE]") << QString();
        QTest::newRow("a message of words") << QByteArray(R"({"message":"no"})") << QString();
    }
    void findsTheIdInsideAnAnswer()
    {
        QFETCH(QByteArray, json);
        QTEST(generationIdIn(json), "id");
    }

    void survivesEveryChangedField()
    {
        for (const QJsonValue &changed : mutationsOf(testObject(u"account/generation.json"_s))) {
            const auto record = confirmationFrom(changed.toObject());
            QVERIFY(!record || (record->usage.cost && !record->usage.cost->isNegative()));
        }
    }
};

QTEST_GUILESS_MAIN(tst_GenerationReply)
#include "tst_GenerationReply.moc"
