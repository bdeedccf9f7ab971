#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray routerPath = "/openrouter/api/v1/chat/completions";
const QByteArray openAiPath = "/openai/v1/chat/completions";

QByteArray question(const QByteArray &model, bool isStreaming)
{
    return R"({"model":")" + model + R"(","stream":)" + (isStreaming ? "true" : "false") +
           R"(,"messages":[{"role":"user","content":"Write a friendly product text for a mug"}]})";
}

} // namespace

/// Every fault of the table, by model id and by script.
class tst_GatewayFaults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RawClient> ask(const QByteArray &path, const QByteArray &model,
                                   bool isStreaming = true) const
    {
        return std::make_unique<RawClient>(
            m_url, postRequest(m_url, m_gateway->key(), path, question(model, isStreaming)));
    }

    std::unique_ptr<PracticeGateway> m_gateway;
    QUrl m_url;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_gateway = std::make_unique<PracticeGateway>();
        m_url = *m_gateway->listen();
        QVERIFY(m_gateway->setFaults(R"({"factor": 0.01})"));
    }

    void knowsEveryFault()
    {
        const QStringList names{u"400"_s,       u"401"_s,          u"402"_s,   u"403"_s,        u"404"_s,
                                u"408"_s,       u"413"_s,          u"429"_s,   u"429-plain"_s,  u"500"_s,
                                u"502"_s,       u"503"_s,          u"504"_s,   u"529"_s,        u"context"_s,
                                u"silence"_s,   u"slow"_s,         u"reset"_s, u"cut"_s,        u"stall"_s,
                                u"malformed"_s, u"stream-error"_s, u"html"_s,  u"wrong-type"_s, u"empty"_s,
                                u"refusal"_s,   u"wrong-length"_s, u"broken-picture"_s,
                                u"html-picture"_s, u"other-type"_s, u"huge-picture"_s, u"link"_s,
                                u"expired"_s};
        QCOMPARE(PracticeGateway::faultNames(), names);
    }

    void answersWithAStatus_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("routerType");
        QTest::addColumn<QString>("code");
        QTest::newRow("400") << QByteArray("400") << 400 << u"invalid_request"_s << u"invalid_format"_s;
        QTest::newRow("401") << QByteArray("401") << 401 << u"authentication"_s << u"invalid_api_key"_s;
        QTest::newRow("402") << QByteArray("402") << 402 << u"payment_required"_s
                             << u"insufficient_user_quota"_s;
        QTest::newRow("403") << QByteArray("403") << 403 << u"permission_denied"_s << u"access_denied"_s;
        QTest::newRow("404") << QByteArray("404") << 404 << u"not_found"_s << u"model_not_found"_s;
        QTest::newRow("408") << QByteArray("408") << 408 << u"timeout"_s << u"timeout"_s;
        QTest::newRow("413") << QByteArray("413") << 413 << u"payload_too_large"_s << u"request_too_large"_s;
        QTest::newRow("429") << QByteArray("429") << 429 << u"rate_limit_exceeded"_s
                             << u"rate_limit_exceeded"_s;
        QTest::newRow("429-plain") << QByteArray("429-plain") << 429 << u"rate_limit_exceeded"_s
                                   << u"rate_limit_exceeded"_s;
        QTest::newRow("500") << QByteArray("500") << 500 << u"server"_s << QString();
        QTest::newRow("502") << QByteArray("502") << 502 << u"provider_unavailable"_s
                             << u"bad_response_status_code"_s;
        QTest::newRow("503") << QByteArray("503") << 503 << u"provider_overloaded"_s
                             << u"get_channel_failed"_s;
        QTest::newRow("504") << QByteArray("504") << 504 << u"timeout"_s << u"timeout"_s;
        QTest::newRow("529") << QByteArray("529") << 529 << u"provider_overloaded"_s << u"overloaded"_s;
        QTest::newRow("context") << QByteArray("context") << 400 << u"context_length_exceeded"_s
                                 << u"context_length_exceeded"_s;
    }

    void answersWithAStatus()
    {
        QFETCH(QByteArray, fault);
        QFETCH(int, status);
        QFETCH(QString, routerType);
        QFETCH(QString, code);
        const auto router = ask(routerPath, "text-a:" + fault);
        QTRY_VERIFY(router->isClosed());
        QCOMPARE(router->status(), status);
        QCOMPARE(router->header("Content-Type"), "application/json");
        const QJsonObject routerError = router->json()[u"error"_s].toObject();
        QCOMPARE(routerError[u"code"_s].toInt(), status);
        QCOMPARE(routerError[u"metadata"_s][u"error_type"_s].toString(), routerType);
        const auto plain = ask(openAiPath, "practice/text-a:" + fault, false);
        QTRY_VERIFY(plain->isClosed());
        QCOMPARE(plain->status(), status);
        QCOMPARE(plain->json()[u"error"_s][u"code"_s].toString(), code);
        QVERIFY(!plain->json()[u"error"_s][u"message"_s].toString().isEmpty());
        QCOMPARE(plain->header("retry-after").isEmpty(), fault != "429");
    }

    void hintsHowLongToWait_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("seconds");
        QTest::addColumn<QByteArray>("milliseconds");
        QTest::newRow("in real time") << QByteArray("{}") << QByteArray("20") << QByteArray("20000");
        QTest::newRow("scaled") << QByteArray(R"({"factor": 0.01})") << QByteArray("1") << QByteArray("200");
    }

    void hintsHowLongToWait()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, seconds);
        QFETCH(QByteArray, milliseconds);
        QVERIFY(m_gateway->setFaults(script));
        const auto client = ask(openAiPath, "text-a:429");
        QTRY_VERIFY(client->isClosed());
        QCOMPARE(client->header("Retry-After"), seconds);
        QCOMPARE(client->header("retry-after-ms"), milliseconds);
    }

    void staysSilent()
    {
        const auto client = ask(openAiPath, "text-a:silence");
        QTRY_COMPARE(m_gateway->recorded().size(), 1);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(timer.elapsed() > 150);
        QVERIFY(client->received.isEmpty());
        QVERIFY(!client->isClosed());
    }

    void resetsBeforeTheFirstByte()
    {
        // A bare socket: Qt's does not tell a reset from a close.
        const int bare = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<quint16>(m_url.port()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::connect(bare, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        const QByteArray wire =
            postRequest(m_url, m_gateway->key(), openAiPath, question("text-a:reset", true));
        QCOMPARE(send(bare, wire.constData(), static_cast<size_t>(wire.size()), 0), wire.size());
        int error = EAGAIN;
        const auto isOver = [&] {
            char byte = 0;
            if (error == EAGAIN) // the system tells a reset once
                error = recv(bare, &byte, 1, MSG_DONTWAIT) < 0 ? errno : 0;
            return error != EAGAIN;
        };
        QTRY_VERIFY(isOver());
        close(bare);
        QCOMPARE(error, ECONNRESET);
        QCOMPARE(m_gateway->recorded().size(), 1);
    }

    void cutsInTheMiddle()
    {
        const auto stream = ask(routerPath, "text-b:cut");
        QTRY_VERIFY(stream->isClosed());
        QCOMPARE(stream->status(), 200);
        QVERIFY(!textOf(stream->body()).isEmpty());
        QVERIFY(!stream->received.contains("[DONE]"));
        QVERIFY(!stream->received.contains("\"finish_reason\":\"stop\""));
        QVERIFY(!stream->hasLastChunk());
        const auto whole = ask(openAiPath, "text-b:cut", false);
        QTRY_VERIFY(whole->isClosed());
        QVERIFY(whole->body().size() > 10);
        QVERIFY(whole->body().size() < whole->header("Content-Length").toInt());
    }

    void stallsInTheMiddle_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("isStreaming");
        QTest::newRow("stream") << routerPath << true;
        QTest::newRow("whole") << openAiPath << false;
        QTest::newRow("whole behind padding") << routerPath << false;
    }

    void stallsInTheMiddle()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, isStreaming);
        const auto client = ask(path, "text-a:stall", isStreaming);
        QTRY_VERIFY(client->body().size() > 60);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY(timer.elapsed() > 150);
        QVERIFY(!client->isClosed());
        QVERIFY(!client->received.contains("[DONE]"));
        QVERIFY(client->json().isEmpty());
    }

    void slipsOneBadEventAmongGoodOnes()
    {
        const auto good = ask(openAiPath, "text-a");
        const auto bad = ask(openAiPath, "text-a:malformed");
        QTRY_VERIFY(good->isClosed() && bad->isClosed());
        QList<QByteArray> events = eventsOf(bad->body());
        int unreadable = 0;
        for (const QByteArray &event : events)
            unreadable += QJsonDocument::fromJson(event).isNull() && event != "[DONE]" ? 1 : 0;
        QCOMPARE(unreadable, 1);
        QCOMPARE(events.size(), eventsOf(good->body()).size() + 1);
        QCOMPARE(textOf(bad->body()), textOf(good->body()));
        const auto whole = ask(openAiPath, "text-a:malformed", false);
        QTRY_VERIFY(whole->isClosed());
        QCOMPARE(whole->body().size(), whole->header("Content-Length").toInt());
        QVERIFY(whole->json().isEmpty());
    }

    void putsAnErrorIntoTheStream_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("openrouter") << routerPath;
        QTest::newRow("wisgate") << QByteArray("/wisgate/v1/chat/completions");
        QTest::newRow("openai") << openAiPath;
    }

    void putsAnErrorIntoTheStream()
    {
        QFETCH(QByteArray, path);
        const auto stream = ask(path, "text-a:stream-error");
        QTRY_VERIFY(stream->isClosed());
        QCOMPARE(stream->status(), 200);
        QVERIFY(stream->hasLastChunk());
        QVERIFY(!textOf(stream->body()).isEmpty());
        const QJsonObject last = QJsonDocument::fromJson(eventsOf(stream->body()).constLast()).object();
        QVERIFY(last[u"error"_s][u"message"_s].toString().contains("middle"_L1));
        const auto whole = ask(path, "text-a:stream-error", false);
        QTRY_VERIFY(whole->isClosed());
        QCOMPARE(whole->status(), 200);
        QVERIFY(whole->json().contains(u"error"_s));
    }

    void sendsAWebPage()
    {
        const auto client = ask(openAiPath, "text-a:html");
        QTRY_VERIFY(client->isClosed());
        QCOMPARE(client->status(), 200);
        QVERIFY(client->header("Content-Type").startsWith("text/html"));
        QVERIFY(client->body().startsWith("<!DOCTYPE html>"));
    }

    void labelsTheRightAnswerWrong()
    {
        const auto good = ask(openAiPath, "text-a");
        const auto bad = ask(openAiPath, "text-a:wrong-type");
        QTRY_VERIFY(good->isClosed() && bad->isClosed());
        QCOMPARE(bad->header("Content-Type"), "text/plain");
        QCOMPARE(textOf(bad->body()), textOf(good->body()));
    }

    void answersNothing()
    {
        const auto stream = ask(openAiPath, "text-c:empty");
        QTRY_VERIFY(stream->isClosed());
        QCOMPARE(textOf(stream->body()), QString());
        QCOMPARE(textOf(stream->body(), u"reasoning_content"_s), QString());
        QVERIFY(stream->body().contains("\"finish_reason\":\"stop\""));
        QVERIFY(stream->body().endsWith("data: [DONE]\n\n"));
        const auto whole = ask(openAiPath, "text-a:empty", false);
        QTRY_VERIFY(whole->isClosed());
        QCOMPARE(whole->json()[u"choices"_s][0][u"message"_s][u"content"_s], QJsonValue(QString()));
        QCOMPARE(whole->json()[u"usage"_s][u"completion_tokens"_s].toInt(-1), 0);
    }

    void declines()
    {
        const auto stream = ask(openAiPath, "text-c:refusal");
        QTRY_VERIFY(stream->isClosed());
        QCOMPARE(textOf(stream->body()), QString());
        QVERIFY(textOf(stream->body(), u"refusal"_s).contains("can't help"_L1));
        QVERIFY(stream->body().endsWith("data: [DONE]\n\n"));
        const auto whole = ask(openAiPath, "text-a:refusal", false);
        QTRY_VERIFY(whole->isClosed());
        const QJsonValue message = whole->json()[u"choices"_s][0][u"message"_s];
        QVERIFY(message[u"content"_s].isNull());
        QVERIFY(message[u"refusal"_s].toString().startsWith("practice output"_L1));
    }

    void isSlow()
    {
        QVERIFY(m_gateway->setFaults(R"({"factor": 0.1})"));
        QElapsedTimer timer;
        timer.start();
        const auto client = ask(openAiPath, "text-a:slow");
        QTRY_VERIFY_WITH_TIMEOUT(!client->received.isEmpty(), 5000);
        QVERIFY(timer.elapsed() >= 290);
        QTRY_VERIFY_WITH_TIMEOUT(client->isClosed(), 5000);
        QVERIFY(client->body().endsWith("data: [DONE]\n\n"));
    }

    void scalesEveryWait()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(m_gateway->setFaults(R"({"factor": 0})"));
        const auto fast = ask(openAiPath, "text-b");
        QTRY_VERIFY(fast->isClosed());
        const qint64 none = timer.restart();
        QVERIFY(m_gateway->setFaults(R"({"factor": 0.2})"));
        const auto paced = ask(openAiPath, "text-b");
        QTRY_VERIFY(paced->isClosed());
        QVERIFY2(timer.elapsed() > none + 300, qPrintable(QString::number(none)));
        QCOMPARE(fast->body(), paced->body());
    }

    void followsTheScript()
    {
        QFile file(QStringLiteral(STUDIO_TEST_DATA) + u"/gateway/busy-then-cut.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(m_gateway->setFaults(file.readAll()));
        QList<int> statuses;
        QList<bool> areWhole;
        for (const QByteArray model : {"text-a", "text-a", "text-b", "text-a"}) {
            const auto client = ask(openAiPath, model);
            QTRY_VERIFY(client->isClosed());
            statuses += client->status();
            areWhole += client->body().contains("[DONE]");
        }
        QCOMPARE(statuses, QList<int>({429, 200, 200, 200}));
        QCOMPARE(areWhole, QList<bool>({false, true, false, true}));
        for (const int status : {503, 200}) {
            RawClient list(m_url, getRequest(m_url, m_gateway->key(), "/wisgate/v1/models"));
            QTRY_VERIFY(list.isClosed());
            QCOMPARE(list.status(), status);
        }
    }

    void startsCountingAnewWithANewScript()
    {
        for (int round = 0; round < 2; ++round) {
            QVERIFY(m_gateway->setFaults(
                R"({"factor": 0, "faults": [{"model": "practice/text-a", "fault": "500", "times": 1}]})"));
            const auto other = ask(openAiPath, "text-b");
            QTRY_VERIFY(other->isClosed());
            QCOMPARE(other->status(), 200);
            const auto first = ask(openAiPath, "text-a");
            QTRY_VERIFY(first->isClosed());
            QCOMPARE(first->status(), 500);
            const auto second = ask(openAiPath, "text-a");
            QTRY_VERIFY(second->isClosed());
            QCOMPARE(second->status(), 200);
        }
    }

    void refusesABadScript_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QString>("field");
        QTest::newRow("no JSON") << QByteArray("factor: 1") << QString();
        QTest::newRow("a list") << QByteArray("[]") << u"object"_s;
        QTest::newRow("unknown field") << QByteArray(R"({"fault": []})") << u"fault:"_s;
        QTest::newRow("factor as text") << QByteArray(R"({"factor": "1"})") << u"factor:"_s;
        QTest::newRow("factor below zero") << QByteArray(R"({"factor": -1})") << u"factor:"_s;
        QTest::newRow("factor too large") << QByteArray(R"({"factor": 1e9})") << u"factor:"_s;
        QTest::newRow("faults no list") << QByteArray(R"({"faults": {}})") << u"faults:"_s;
        QTest::newRow("rule no object") << QByteArray(R"({"faults": ["429"]})") << u"faults[0]:"_s;
        QTest::newRow("fault missing") << QByteArray(R"({"faults": [{}]})") << u"faults[0].fault:"_s;
        QTest::newRow("fault unknown")
            << QByteArray(R"({"faults": [{"fault": "429"}, {"fault": "418"}]})") << u"faults[1].fault:"_s;
        QTest::newRow("fault as number")
            << QByteArray(R"({"faults": [{"fault": 429}]})") << u"faults[0].fault:"_s;
        QTest::newRow("rule with unknown field")
            << QByteArray(R"({"faults": [{"fault": "429", "time": 1}]})") << u"faults[0].time:"_s;
        QTest::newRow("times zero") << QByteArray(R"({"faults": [{"fault": "429", "times": 0}]})")
                                    << u"faults[0].times:"_s;
        QTest::newRow("nth fraction")
            << QByteArray(R"({"faults": [{"fault": "429", "nth": 1.5}]})") << u"faults[0].nth:"_s;
        QTest::newRow("model empty") << QByteArray(R"({"faults": [{"fault": "429", "model": ""}]})")
                                     << u"faults[0].model:"_s;
        QTest::newRow("route unknown")
            << QByteArray(R"({"faults": [{"fault": "429", "route": "x"}]})") << u"faults[0].route:"_s;
    }

    void refusesABadScript()
    {
        QFETCH(QByteArray, script);
        QFETCH(QString, field);
        const auto result = m_gateway->setFaults(script);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Rejected);
        QVERIFY2(result.error().detail.contains(field), qPrintable(result.error().detail));
    }
};

QTEST_GUILESS_MAIN(tst_GatewayFaults)
#include "tst_GatewayFaults.moc"
