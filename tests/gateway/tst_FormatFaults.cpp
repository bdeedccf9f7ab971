#include "gateway/Asking.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QJsonObject lastEventOf(const QByteArray &stream)
{
    return QJsonDocument::fromJson(eventsOf(stream).constLast()).object();
}

/// What ends a good stream in each format.
bool hasEndMark(const QByteArray &stream)
{
    for (const char *mark : {"[DONE]", "response.completed", "message_stop", "finishReason"}) {
        if (stream.contains(mark))
            return true;
    }
    return false;
}

const QByteArray shortWaits = R"({"factor": 0.01})";
const QByteArray onceBusy = R"({"factor": 0, "faults": [{"model": "text-a", "fault": "503", "times": 1}]})";
const QByteArray fieldsOfChat = R"({"model":"text-a","input":"x","seed":1,"top_k":3})";

void addBadRequests()
{
    const auto row = [](const char *name, const QByteArray &path, const QByteArray &body,
                        const QString &word) {
        QTest::newRow(name) << path << body << word;
    };
    const QByteArray responses = "/openai/v1/responses";
    row("responses: no input", responses, R"({"model":"text-a"})", u"input"_s);
    row("responses: unknown role", responses, R"({"model":"text-a","input":[{"role":"tool","content":"x"}]})",
        u"role"_s);
    row("responses: a field of chat", responses, R"({"model":"text-a","input":"x","seed":1})", u"seed"_s);
    row("responses: a tool of chat", responses,
        R"({"model":"text-a","input":"x","tools":[{"type":"function","function":{"name":"a"}}]})",
        u"tools"_s);
    row("responses: memory", responses, R"({"model":"text-a","input":"x","previous_response_id":"r"})",
        u"previous_response_id"_s);
    row("responses: kept at openrouter", "/openrouter/api/v1/responses",
        R"({"model":"text-a","input":"x","store":true})", u"store"_s);
    const QByteArray messages = "/wisgate/v1/messages";
    row("messages: no longest answer", messages,
        R"({"model":"text-a","messages":[{"role":"user","content":"x"}]})", u"max_tokens"_s);
    row("messages: a system message", messages,
        R"({"model":"text-a","max_tokens":9,"messages":[{"role":"system","content":"x"}]})", u"role"_s);
    row("messages: too adventurous", messages,
        R"({"model":"text-a","max_tokens":9,"temperature":1.5,"messages":[{"role":"user","content":"x"}]})",
        u"temperature"_s);
    row("messages: too little thinking", messages,
        R"({"model":"text-a","max_tokens":9,"thinking":{"type":"enabled","budget_tokens":8},)"
        R"("messages":[{"role":"user","content":"x"}]})",
        u"budget_tokens"_s);
    row("messages: a choice of chat", messages,
        R"({"model":"text-a","max_tokens":9,"tool_choice":"auto","messages":[{"role":"user","content":"x"}]})",
        u"tool_choice"_s);
    const QByteArray gemini = "/gemini/v1beta/models/text-a:generateContent";
    row("gemini: no contents", gemini, R"({"messages":[]})", u"messages"_s);
    row("gemini: no parts", gemini, R"({"contents":[{"role":"user"}]})", u"part"_s);
    row("gemini: a role of chat", gemini, R"({"contents":[{"role":"assistant","parts":[{"text":"x"}]}]})",
        u"role"_s);
    row("gemini: a field of chat", gemini,
        R"({"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"max_tokens":5}})", u"maxTokens"_s);
    row("gemini: an unknown tool", gemini,
        R"({"contents":[{"parts":[{"text":"x"}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY",)"
        R"("allowedFunctionNames":["b"]}},"tools":[{"functionDeclarations":[{"name":"a"}]}]})",
        u"tool"_s);
}

} // namespace

/// Faults in every wire format: each service's own shape of errors, and its own way to break in the middle.
class tst_FormatFaults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RawClient> ask(const Asking &asking, const QByteArray &model, bool isStreaming,
                                   const QByteArray &more = {}) const
    {
        return asking.ask(*m_gateway, m_url, model, isStreaming, more);
    }

    std::unique_ptr<PracticeGateway> m_gateway;
    QUrl m_url;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_gateway = std::make_unique<PracticeGateway>();
        m_url = *m_gateway->listen();
        QVERIFY(m_gateway->setFaults(shortWaits));
    }

    void namesErrorsAsEachServiceDoes_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("anthropic");
        QTest::addColumn<QString>("google");
        const auto row = [](const char *fault, int status, const QString &anthropic, const QString &google) {
            QTest::newRow(fault) << QByteArray(fault) << status << anthropic << google;
        };
        row("400", 400, u"invalid_request_error"_s, u"INVALID_ARGUMENT"_s);
        row("401", 401, u"authentication_error"_s, u"UNAUTHENTICATED"_s);
        row("402", 402, u"billing_error"_s, u"FAILED_PRECONDITION"_s);
        row("403", 403, u"permission_error"_s, u"PERMISSION_DENIED"_s);
        row("404", 404, u"not_found_error"_s, u"NOT_FOUND"_s);
        row("408", 408, u"timeout_error"_s, u"DEADLINE_EXCEEDED"_s);
        row("413", 413, u"request_too_large"_s, u"INVALID_ARGUMENT"_s);
        row("429", 429, u"rate_limit_error"_s, u"RESOURCE_EXHAUSTED"_s);
        row("500", 500, u"api_error"_s, u"INTERNAL"_s);
        row("502", 502, u"api_error"_s, u"UNAVAILABLE"_s);
        row("503", 503, u"overloaded_error"_s, u"UNAVAILABLE"_s);
        row("504", 504, u"timeout_error"_s, u"DEADLINE_EXCEEDED"_s);
        row("529", 529, u"overloaded_error"_s, u"UNAVAILABLE"_s);
        row("context", 400, u"invalid_request_error"_s, u"INVALID_ARGUMENT"_s);
    }

    void namesErrorsAsEachServiceDoes()
    {
        QFETCH(QByteArray, fault);
        QFETCH(int, status);
        QFETCH(QString, anthropic);
        QFETCH(QString, google);
        for (const auto &[name, asking] : everyAsking()) {
            const auto client = ask(asking, "text-a:" + fault, true);
            QTRY_VERIFY(client->isClosed());
            QVERIFY2(client->status() == status, name);
            QCOMPARE(client->header("Content-Type"), "application/json");
            const QJsonObject body = client->json();
            const QJsonValue error = body[u"error"_s];
            QVERIFY2(!error[u"message"_s].toString().isEmpty(), name);
            if (asking.format == Asking::Messages) {
                QCOMPARE(body[u"type"_s].toString(), u"error"_s);
                QCOMPARE(error[u"type"_s].toString(), anthropic);
                QVERIFY(body.contains(u"request_id"_s));
            } else if (asking.format == Asking::Gemini) {
                QCOMPARE(error[u"status"_s].toString(), google);
                QCOMPARE(error[u"code"_s].toInt(), status);
            } else {
                const bool isRouter = asking.prefix.contains("openrouter");
                QCOMPARE(error[u"code"_s].isDouble(), isRouter);
                QCOMPARE(error[u"type"_s].isString(), !isRouter);
            }
        }
    }

    void hintsHowLongToWait()
    {
        for (const auto &[name, asking] : everyAsking()) {
            const auto client = ask(asking, "text-a:429", false);
            QTRY_VERIFY(client->isClosed());
            const bool isGoogle = asking.prefix.contains("/gemini/");
            QVERIFY2(client->header("retry-after-ms") == (isGoogle ? "" : "200"), name);
            const QJsonValue details = client->json()[u"error"_s][u"details"_s][0];
            if (asking.format == Asking::Gemini)
                QCOMPARE(details[u"retryDelay"_s].toString(), u"0.2s"_s);
        }
    }

    void followsTheScriptInEveryFormat()
    {
        const QByteArray script = onceBusy;
        for (const auto &[name, asking] : everyAsking()) {
            QVERIFY(m_gateway->setFaults(script));
            for (const int status : {503, 200}) {
                const auto client = ask(asking, "text-a", true);
                QTRY_VERIFY(client->isClosed());
                QVERIFY2(client->status() == status, name);
            }
        }
    }

    void cutsInTheMiddle()
    {
        for (const auto &[name, asking] : everyAsking()) {
            const auto stream = ask(asking, "text-b:cut", true);
            const auto whole = ask(asking, "text-b:cut", false);
            QTRY_VERIFY(stream->isClosed() && whole->isClosed());
            QVERIFY2(!asking.streamedWords(stream->body(), u"text"_s).isEmpty(), name);
            QVERIFY2(!hasEndMark(stream->received) && !stream->hasLastChunk(), name);
            QVERIFY2(whole->json().isEmpty(), name);
        }
    }

    void slipsOneBadEventAmongGoodOnes()
    {
        for (const auto &[name, asking] : everyAsking()) {
            const auto good = ask(asking, "text-a", true);
            const auto bad = ask(asking, "text-a:malformed", true);
            QTRY_VERIFY(good->isClosed() && bad->isClosed());
            int unreadable = 0;
            for (const QByteArray &event : eventsOf(bad->body()))
                unreadable += QJsonDocument::fromJson(event).isNull() && event != "[DONE]" ? 1 : 0;
            QVERIFY2(unreadable == 1, name);
            QCOMPARE(asking.streamedWords(bad->body(), u"text"_s),
                     asking.streamedWords(good->body(), u"text"_s));
        }
    }

    void tellsOfAFailureInTheMiddle()
    {
        const QString message = u"Practice fault: the provider failed in the middle of the answer"_s;
        for (const auto &[name, asking] : everyAsking()) {
            const auto stream = ask(asking, "text-b:stream-error", true);
            QTRY_VERIFY(stream->isClosed());
            QCOMPARE(stream->status(), 200);
            QVERIFY(stream->hasLastChunk());
            QVERIFY2(!asking.streamedWords(stream->body(), u"text"_s).isEmpty(), name);
            QVERIFY2(!hasEndMark(stream->body()), name);
            const QJsonObject last = lastEventOf(stream->body());
            QStringList messages;
            for (const QJsonValue &place :
                 {QJsonValue(last), last[u"error"_s], last[u"response"_s][u"error"_s]})
                messages += place[u"message"_s].toString();
            QVERIFY2(messages.contains(message), name);
            const auto whole = ask(asking, "text-b:stream-error", false);
            QTRY_VERIFY(whole->isClosed());
            QCOMPARE(whole->status(), 200);
            QCOMPARE(whole->json()[u"error"_s][u"message"_s].toString(), message);
        }
    }

    void failsResponsesAsEachServiceDoes()
    {
        const auto openAi = ask({"/openai/v1", Asking::Responses}, "text-a:stream-error", true);
        const auto wis = ask({"/wisgate/v1", Asking::Responses}, "text-a:stream-error", true);
        const auto router = ask({"/openrouter/api/v1", Asking::Responses}, "text-a:stream-error", true);
        const auto whole = ask({"/openai/v1", Asking::Responses}, "text-a:stream-error", false);
        QTRY_VERIFY(openAi->isClosed() && wis->isClosed() && router->isClosed() && whole->isClosed());
        QVERIFY(openAi->body().contains("event: error\n"));
        QCOMPARE(lastEventOf(openAi->body())[u"response"_s][u"status"_s].toString(), u"failed"_s);
        qint64 number = 0;
        for (const QByteArray &event : eventsOf(openAi->body()))
            QCOMPARE(QJsonDocument::fromJson(event)[u"sequence_number"_s].toInteger(-1), number++);
        QCOMPARE(lastEventOf(wis->body())[u"type"_s].toString(), u"error"_s);
        QCOMPARE(lastEventOf(router->body())[u"response"_s][u"error_type"_s].toString(),
                 u"provider_unavailable"_s);
        QCOMPARE(whole->json()[u"status"_s].toString(), u"failed"_s);
        QVERIFY(whole->json()[u"output"_s].toArray().isEmpty());
    }

    void failsAnArrayInTheMiddle()
    {
        const Asking asking{"/gemini/v1beta", Asking::Gemini};
        const auto array = [&](const QByteArray &model) {
            const QByteArray wire = asking.request(m_url, m_gateway->key(), model, true);
            return std::make_unique<RawClient>(m_url, QByteArray(wire).replace("?alt=sse", ""));
        };
        const auto failed = array("text-a:stream-error");
        const auto bad = array("text-a:malformed");
        const auto cut = array("text-a:cut");
        QTRY_VERIFY(failed->isClosed() && bad->isClosed() && cut->isClosed());
        const QJsonArray chunks = QJsonDocument::fromJson(failed->body()).array();
        QVERIFY(chunks.size() > 2);
        QCOMPARE(chunks.last()[u"error"_s][u"status"_s].toString(), u"UNAVAILABLE"_s);
        QVERIFY(bad->body().endsWith("]\n") && QJsonDocument::fromJson(bad->body()).isNull());
        QVERIFY(cut->body().startsWith('[') && !cut->body().endsWith("]\n"));
    }

    void answersNothing()
    {
        for (const auto &[name, asking] : everyAsking()) {
            const auto stream = ask(asking, "text-c:empty", true);
            const auto whole = ask(asking, "text-c:empty", false);
            QTRY_VERIFY(stream->isClosed() && whole->isClosed());
            QVERIFY2(hasEndMark(stream->body()), name);
            for (const QString &kind : {u"text"_s, u"reasoning"_s, u"call"_s}) {
                QCOMPARE(asking.streamedWords(stream->body(), kind), QString());
                QCOMPARE(asking.words(whole->json(), kind), QString());
            }
        }
    }

    void declinesAsEachServiceDoes_data()
    {
        QTest::addColumn<Asking>("asking");
        QTest::addColumn<QByteArray>("sign");
        QTest::newRow("responses") << Asking{"/openai/v1", Asking::Responses}
                                   << "\"refusal\":\"practice output"_ba;
        QTest::newRow("messages") << Asking{"/anthropic/v1", Asking::Messages}
                                  << "\"stop_reason\":\"refusal\""_ba;
        QTest::newRow("gemini") << Asking{"/gemini/v1beta", Asking::Gemini}
                                << "\"blockReason\":\"PROHIBITED_CONTENT\""_ba;
        QTest::newRow("gemini at wisgate")
            << Asking{"/wisgate/v1beta", Asking::Gemini} << "\"finishReason\":\"SAFETY\""_ba;
    }

    void declinesAsEachServiceDoes()
    {
        QFETCH(Asking, asking);
        QFETCH(QByteArray, sign);
        for (const bool isStreaming : {false, true}) {
            const auto client = ask(asking, "text-c:refusal", isStreaming);
            QTRY_VERIFY(client->isClosed());
            QCOMPARE(client->status(), 200);
            QVERIFY2(client->body().contains(sign), client->body().constData());
        }
    }

    void opensForEachServicesOwnKeyHeader()
    {
        for (const auto &[name, asking] : everyAsking()) {
            const QByteArray wire = asking.request(m_url, m_gateway->key(), "text-a", false);
            for (const char *header : {"Authorization: Bearer ", "x-api-key: ", "x-goog-api-key: "}) {
                RawClient client(m_url, QByteArray(wire).replace("Authorization: Bearer ", header));
                QTRY_VERIFY(client.isClosed());
                QVERIFY2(client.status() == 200, name);
            }
            RawClient wrong(m_url, QByteArray(wire).replace(m_gateway->key(), "wrong"));
            QTRY_VERIFY(wrong.isClosed());
            const bool isGoogle = asking.prefix.contains("/gemini/");
            QVERIFY2(wrong.status() == (isGoogle ? 400 : 401), name);
            QCOMPARE(wrong.body().contains("API_KEY_INVALID"), isGoogle);
            QVERIFY(wrong.json()[u"error"_s][u"message"_s].toString().contains("key"_L1));
        }
    }

    void wantsAnthropicsVersionAtAnthropicAlone()
    {
        for (const QByteArray prefix : {"/anthropic/v1", "/wisgate/v1", "/openrouter/api/v1"}) {
            const Asking asking{prefix, Asking::Messages};
            QByteArray wire = asking.request(m_url, m_gateway->key(), "text-a", false);
            RawClient client(m_url, wire.replace("anthropic-version: 2023-06-01\r\n", ""));
            QTRY_VERIFY(client.isClosed());
            QCOMPARE(client.status(), prefix.startsWith("/anthropic") ? 400 : 200);
        }
    }

    void saysWhatIsWrongWithARequest_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("word");
        addBadRequests();
    }

    void saysWhatIsWrongWithARequest()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, word);
        RawClient client(m_url, postRequest(m_url, m_gateway->key(), path, body));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 400);
        const QString message = client.json()[u"error"_s][u"message"_s].toString();
        QVERIFY2(message.contains(word), qPrintable(message));
    }

    void takesWhatGatewaysPassOn()
    {
        const QByteArray body = fieldsOfChat;
        RawClient router(m_url, postRequest(m_url, m_gateway->key(), "/openrouter/api/v1/responses", body));
        RawClient wis(m_url, postRequest(m_url, m_gateway->key(), "/wisgate/v1/responses", body));
        QTRY_VERIFY(router.isClosed() && wis.isClosed());
        QCOMPARE(router.status(), 200);
        QCOMPARE(wis.status(), 200);
    }
};

QTEST_GUILESS_MAIN(tst_FormatFaults)
#include "tst_FormatFaults.moc"
