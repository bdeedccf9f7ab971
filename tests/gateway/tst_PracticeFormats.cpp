#include "gateway/Asking.h"

#include <QSet>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray stockSchema =
    R"({"type":"object","properties":{"count":{"type":"integer","minimum":3},"name":{"type":"string"}}})";

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QStringList namesOf(const QByteArray &stream)
{
    QStringList names;
    for (const QByteArray &line : stream.split('\n')) {
        const QString name = QString::fromLatin1(line.mid(7));
        if (line.startsWith("event: ") && (names.isEmpty() || names.last() != name))
            names += name;
    }
    return names;
}

QStringList typesOf(const QByteArray &stream)
{
    QStringList types;
    for (const QByteArray &event : eventsOf(stream)) {
        const QString type = objectOf(event)[u"type"_s].toString();
        if (types.isEmpty() || types.last() != type)
            types += type;
    }
    return types;
}

/// A tool that must be called, as the format says it.
QByteArray forcedTool(Asking::Format format)
{
    switch (format) {
    case Asking::Chat:
        return R"(,"tool_choice":"required","tools":[{"type":"function","function":{"name":"stock","parameters":)" +
               stockSchema + "}}]";
    case Asking::Responses:
        return R"(,"tool_choice":"required","tools":[{"type":"function","name":"stock","parameters":)" +
               stockSchema + "}]";
    case Asking::Messages:
        return R"(,"tool_choice":{"type":"any"},"tools":[{"name":"stock","input_schema":)" + stockSchema +
               "}]";
    case Asking::Gemini:
        return R"(,"toolConfig":{"functionCallingConfig":{"mode":"ANY"}},)"
               R"("tools":[{"functionDeclarations":[{"name":"stock","parameters":)" +
               stockSchema + "}]}]";
    }
    return {};
}

const QByteArray noWaits = R"({"factor": 0})";
const QByteArray longWaits = R"({"factor": 100})";
const QByteArray stockArguments = R"({"count":3,"name":"practice output"})";
const QByteArray picture = "iVBORw0KGgo=";

/// The same picture with the same words.
QList<std::pair<QByteArray, QByteArray>> pictureQuestions()
{
    return {{"/openai/v1/chat/completions",
             R"({"model":"text-a","messages":[{"role":"user","content":[{"type":"text","text":"Look"},)"
             R"({"type":"image_url","image_url":{"url":"data:image/png;base64,)" +
                 picture + R"("}}]}]})"},
            {"/openai/v1/responses",
             R"({"model":"text-a","input":[{"role":"user","content":[{"type":"input_text","text":"Look"},)"
             R"({"type":"input_image","detail":"auto","image_url":"data:image/png;base64,)" +
                 picture + R"("}]}]})"},
            {"/wisgate/v1/messages",
             R"({"model":"text-a","max_tokens":99,"messages":[{"role":"user","content":[{"type":"text",)"
             R"("text":"Look"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":")" +
                 picture + R"("}}]}]})"},
            {"/gemini/v1beta/models/text-a:generateContent",
             R"({"contents":[{"parts":[{"text":"Look"},{"inline_data":{"mime_type":"image/png","data":")" +
                 picture + R"("}}]}]})"}};
}

/// An answer that must fit the schema.
QList<std::pair<Asking, QByteArray>> givenForms()
{
    const QByteArray format = R"({"type":"json_schema","name":"a","schema":)" + stockSchema + "}";
    return {{{"/openai/v1", Asking::Chat},
             R"(,"response_format":{"type":"json_schema","json_schema":)" + format + "}"},
            {{"/openai/v1", Asking::Responses}, R"(,"text":{"format":)" + format + "}"},
            {{"/anthropic/v1", Asking::Messages}, R"(,"output_config":{"format":)" + format + "}"},
            {{"/gemini/v1beta", Asking::Gemini},
             R"(,"generationConfig":{"responseMimeType":"application/json","responseSchema":)" + stockSchema +
                 "}"}};
}

QList<std::pair<Asking, QByteArray>> withoutReasoning()
{
    return {{{"/openai/v1", Asking::Chat}, R"(,"reasoning_effort":"none")"},
            {{"/openrouter/api/v1", Asking::Chat}, R"(,"reasoning":{"enabled":false})"},
            {{"/openai/v1", Asking::Responses}, R"(,"reasoning":{"effort":"none"})"},
            {{"/anthropic/v1", Asking::Messages}, R"(,"thinking":{"type":"disabled"})"},
            {{"/gemini/v1beta", Asking::Gemini},
             R"(,"generationConfig":{"thinkingConfig":{"thinkingBudget":0}})"}};
}

const QByteArray cutResponse = R"("incomplete_details":{"reason":"max_output_tokens"})";
const QByteArray cutMessage = R"("stop_reason":"max_tokens")";
const QByteArray cutCandidate = R"("finishReason":"MAX_TOKENS")";
const QByteArray longestResponse = R"(,"max_output_tokens":20)";
const QByteArray longestCandidate = R"(,"generationConfig":{"maxOutputTokens":20})";

} // namespace

/// What the practice gateway answers in each wire format, seen by a client that shares no code with the
/// program.
class tst_PracticeFormats : public QObject
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
        QVERIFY(m_gateway->setFaults(noWaits));
    }

    void saysTheSameInEveryFormat()
    {
        for (const QByteArray model : {"text-a", "text-b", "text-c"}) {
            QSet<QString> texts;
            QSet<QString> reasonings;
            for (const auto &[name, asking] : everyAsking()) {
                const auto whole = ask(asking, model, false);
                const auto stream = ask(asking, model, true);
                QTRY_VERIFY(whole->isClosed() && stream->isClosed());
                QVERIFY2(whole->status() == 200 && stream->status() == 200, name);
                QCOMPARE(stream->header("Content-Type"), "text/event-stream");
                texts += asking.words(whole->json(), u"text"_s);
                texts += asking.streamedWords(stream->body(), u"text"_s);
                reasonings += asking.words(whole->json(), u"reasoning"_s);
                reasonings += asking.streamedWords(stream->body(), u"reasoning"_s);
            }
            QVERIFY2(texts.size() == 1, qPrintable(texts.values().join(u"\n---\n"_s)));
            QVERIFY(texts.values().first().startsWith("practice output, not an AI model"_L1));
            QCOMPARE(reasonings.size(), 1);
            QCOMPARE(reasonings.values().first().isEmpty(), model != "text-c");
        }
    }

    void callsTheToolItMust()
    {
        for (const auto &[name, asking] : everyAsking()) {
            const QByteArray tool = forcedTool(asking.format);
            const auto whole = ask(asking, "text-c", false, tool);
            const auto stream = ask(asking, "text-c", true, tool);
            QTRY_VERIFY(whole->isClosed() && stream->isClosed());
            const QString arguments = QString::fromUtf8(stockArguments);
            QCOMPARE(asking.words(whole->json(), u"call"_s), arguments);
            QCOMPARE(asking.streamedWords(stream->body(), u"call"_s), arguments);
            QCOMPARE(asking.words(whole->json(), u"text"_s), QString());
            QVERIFY2(stream->body().contains("stock"), name);
        }
    }

    void takesPicturesInEveryForm()
    {
        QSet<QByteArray> counts;
        for (const auto &[path, body] : pictureQuestions()) {
            RawClient client(m_url, postRequest(m_url, m_gateway->key(), path, body));
            RawClient garbled(
                m_url, postRequest(m_url, m_gateway->key(), path, QByteArray(body).replace(picture, "***")));
            QTRY_VERIFY(client.isClosed() && garbled.isClosed());
            QCOMPARE(client.status(), 200);
            QCOMPARE(garbled.status(), 400);
            const qsizetype text = client.body().indexOf("practice output");
            counts += client.body().mid(text, 60);
        }
        QCOMPARE(counts.size(), 1);
    }

    void numbersTheEventsOfResponses()
    {
        const Asking asking{"/openai/v1", Asking::Responses};
        const auto client = ask(asking, "text-c", true);
        QTRY_VERIFY(client->isClosed());
        const QStringList types{u"response.created"_s,
                                u"response.in_progress"_s,
                                u"response.output_item.added"_s,
                                u"response.reasoning_summary_part.added"_s,
                                u"response.reasoning_summary_text.delta"_s,
                                u"response.reasoning_summary_text.done"_s,
                                u"response.reasoning_summary_part.done"_s,
                                u"response.output_item.done"_s,
                                u"response.output_item.added"_s,
                                u"response.content_part.added"_s,
                                u"response.output_text.delta"_s,
                                u"response.output_text.done"_s,
                                u"response.content_part.done"_s,
                                u"response.output_item.done"_s,
                                u"response.completed"_s};
        QCOMPARE(typesOf(client->body()), types);
        QCOMPARE(namesOf(client->body()), types);
        qint64 number = 0;
        const QList<QByteArray> events = eventsOf(client->body());
        for (const QByteArray &event : events)
            QCOMPARE(objectOf(event)[u"sequence_number"_s].toInteger(-1), number++);
        const QJsonObject last = objectOf(events.last())[u"response"_s].toObject();
        QCOMPARE(last[u"status"_s].toString(), u"completed"_s);
        QCOMPARE(last[u"output"_s].toArray().size(), 2);
        QCOMPARE(last[u"instructions"_s].toString(), u"Be kind."_s);
        const QJsonValue usage = last[u"usage"_s];
        QCOMPARE(usage[u"total_tokens"_s].toInt(),
                 usage[u"input_tokens"_s].toInt() + usage[u"output_tokens"_s].toInt());
        QVERIFY(usage[u"output_tokens_details"_s][u"reasoning_tokens"_s].toInt() > 10);
        QVERIFY(!usage.toObject().contains(u"cost"_s));
    }

    void streamsResponsesAsOpenRouterDoes()
    {
        const Asking asking{"/openrouter/api/v1", Asking::Responses};
        const auto client = ask(asking, "text-c", true);
        QTRY_VERIFY(client->isClosed());
        QVERIFY(client->body().startsWith(": OPENROUTER PROCESSING\n\ndata: "));
        QVERIFY(namesOf(client->body()).isEmpty());
        QVERIFY(typesOf(client->body()).contains(u"response.reasoning_text.delta"_s));
        const QList<QByteArray> events = eventsOf(client->body());
        QCOMPARE(events.last(), "[DONE]");
        const QJsonObject response = objectOf(events.at(events.size() - 2))[u"response"_s].toObject();
        QCOMPARE(response[u"id"_s].toString(), QString::fromLatin1(client->header("X-Generation-Id")));
        QVERIFY(response[u"usage"_s][u"cost"_s].toDouble() > 0);
    }

    void streamsMessagesBlockByBlock()
    {
        const auto client = ask({"/anthropic/v1", Asking::Messages}, "text-c", true);
        QTRY_VERIFY(client->isClosed());
        const QStringList names{u"message_start"_s,       u"content_block_start"_s, u"ping"_s,
                                u"content_block_delta"_s, u"content_block_stop"_s,  u"content_block_start"_s,
                                u"content_block_delta"_s, u"content_block_stop"_s,  u"message_delta"_s,
                                u"message_stop"_s};
        QCOMPARE(namesOf(client->body()), names);
        QCOMPARE(typesOf(client->body()), names);
        QVERIFY(client->header("request-id").startsWith("req_"));
        QVERIFY(client->body().contains("signature_delta"));
        const QList<QByteArray> events = eventsOf(client->body());
        const QJsonObject start = objectOf(events.first())[u"message"_s].toObject();
        QCOMPARE(start[u"content"_s].toArray().size(), 0);
        QVERIFY(start[u"stop_reason"_s].isNull());
        const QJsonObject delta = objectOf(events.at(events.size() - 2));
        QCOMPARE(delta[u"delta"_s][u"stop_reason"_s].toString(), u"end_turn"_s);
        QVERIFY(delta[u"usage"_s][u"output_tokens"_s].toInt() > 20);
    }

    void streamsGeminiWithItsLineEnds()
    {
        const auto client = ask({"/gemini/v1beta", Asking::Gemini}, "text-c", true);
        QTRY_VERIFY(client->isClosed());
        QVERIFY(client->body().endsWith("}\r\n\r\n"));
        QCOMPARE(client->body().count("data: "), client->body().count("\r\n\r\n"));
        const QList<QByteArray> events = eventsOf(client->body());
        qint64 total = 0;
        for (const QByteArray &event : events) {
            const QJsonValue usage = objectOf(event)[u"usageMetadata"_s];
            QVERIFY(usage[u"totalTokenCount"_s].toInteger() >= total);
            total = usage[u"totalTokenCount"_s].toInteger();
        }
        const QJsonObject last = objectOf(events.last());
        QCOMPARE(last[u"candidates"_s][0][u"finishReason"_s].toString(), u"STOP"_s);
        const QJsonValue usage = last[u"usageMetadata"_s];
        QVERIFY(usage[u"thoughtsTokenCount"_s].toInt() > 10);
        QCOMPARE(usage[u"totalTokenCount"_s].toInt(), usage[u"promptTokenCount"_s].toInt() +
                                                          usage[u"thoughtsTokenCount"_s].toInt() +
                                                          usage[u"candidatesTokenCount"_s].toInt());
    }

    void growsAnArrayWithoutAltSse()
    {
        const Asking asking{"/gemini/v1beta", Asking::Gemini};
        const QByteArray wire = asking.request(m_url, m_gateway->key(), "text-c", true);
        RawClient client(m_url, QByteArray(wire).replace("?alt=sse", ""));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.header("Content-Type"), "application/json");
        QVERIFY(client.body().contains("\n,\r\n{"));
        const QJsonArray chunks = QJsonDocument::fromJson(client.body()).array();
        QString text;
        for (const QJsonValue &chunk : chunks)
            text += asking.words(chunk.toObject(), u"text"_s);
        const auto stream = ask(asking, "text-c", true);
        QTRY_VERIFY(stream->isClosed());
        QCOMPARE(text, asking.streamedWords(stream->body(), u"text"_s));
        QCOMPARE(chunks.size(), eventsOf(stream->body()).size());
    }

    void stopsAtTheLongestAnswer_data()
    {
        QTest::addColumn<Asking>("asking");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("responses") << Asking{"/wisgate/v1", Asking::Responses} << longestResponse
                                   << cutResponse;
        QTest::newRow("gemini") << Asking{"/wisgate/v1beta", Asking::Gemini} << longestCandidate
                                << cutCandidate;
    }

    void stopsAtTheLongestAnswer()
    {
        QFETCH(Asking, asking);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, word);
        const auto whole = ask(asking, "text-b", false, field);
        const auto stream = ask(asking, "text-b", true, field);
        QTRY_VERIFY(whole->isClosed() && stream->isClosed());
        QVERIFY2(whole->body().contains(word), whole->body().constData());
        QVERIFY(stream->body().contains(word));
        QCOMPARE(asking.words(whole->json(), u"text"_s), asking.streamedWords(stream->body(), u"text"_s));
    }

    void stopsMessagesAtTheLongestAnswer()
    {
        const Asking asking{"/anthropic/v1", Asking::Messages};
        const QByteArray wire = asking.request(m_url, m_gateway->key(), "text-b", true);
        RawClient client(m_url, QByteArray(wire).replace("4096", "  20"));
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.body().contains(cutMessage));
    }

    void answersInTheFormThatIsAskedFor()
    {
        for (const auto &[asking, more] : givenForms()) {
            const auto client = ask(asking, "text-b", false, more);
            QTRY_VERIFY(client->isClosed());
            QCOMPARE(asking.words(client->json(), u"text"_s), QString::fromUtf8(stockArguments));
        }
    }

    void thinksOnlyWhenItMay()
    {
        for (const auto &[asking, more] : withoutReasoning()) {
            const auto client = ask(asking, "text-c", true, more);
            QTRY_VERIFY(client->isClosed());
            QCOMPARE(asking.streamedWords(client->body(), u"reasoning"_s), QString());
            QVERIFY(!asking.streamedWords(client->body(), u"text"_s).isEmpty());
        }
    }

    void findsModelsInGeminisPath()
    {
        const Asking asking{"/gemini/v1beta", Asking::Gemini};
        for (const QByteArray model : {"practice/text-a", "practice%2Ftext-a", "text-a"}) {
            const auto client = ask(asking, model, false);
            QTRY_VERIFY(client->isClosed());
            QCOMPARE(client->status(), 200);
            QCOMPARE(client->json()[u"modelVersion"_s].toString(),
                     QString::fromLatin1(QByteArray::fromPercentEncoding(model)));
        }
        RawClient strange(m_url,
                          postRequest(m_url, m_gateway->key(), "/gemini/v1beta/models/text-a:fly", "{}"));
        QTRY_VERIFY(strange.isClosed());
        QCOMPARE(strange.status(), 404);
    }

    void listsModelsAsAnthropicAndGoogleDo()
    {
        RawClient anthropic(m_url, getRequest(m_url, m_gateway->key(), "/anthropic/v1/models?limit=1000"));
        RawClient google(m_url, getRequest(m_url, m_gateway->key(), "/gemini/v1beta/models"));
        RawClient wis(m_url, getRequest(m_url, m_gateway->key(), "/wisgate/v1beta/models"));
        QTRY_VERIFY(anthropic.isClosed() && google.isClosed() && wis.isClosed());
        QCOMPARE(anthropic.json()[u"data"_s][0][u"type"_s].toString(), u"model"_s);
        QCOMPARE(anthropic.json()[u"last_id"_s].toString(), u"text-c"_s);
        QCOMPARE(anthropic.json()[u"has_more"_s].toBool(true), false);
        QCOMPARE(google.json()[u"models"_s][2][u"name"_s].toString(), u"models/text-c"_s);
        QCOMPARE(google.json()[u"models"_s][0][u"supportedGenerationMethods"_s][0].toString(),
                 u"generateContent"_s);
        QCOMPARE(wis.json(), google.json());
    }

    void tellsWhatOpenRouterTells()
    {
        RawClient endpoints(m_url, getRequest(m_url, m_gateway->key(),
                                              "/openrouter/api/v1/models/practice/text-b/endpoints"));
        RawClient real(m_url, getRequest(m_url, m_gateway->key(),
                                         "/openrouter/api/v1/models/openai/gpt-5%3Afree/endpoints"));
        RawClient missing(m_url, getRequest(m_url, m_gateway->key(),
                                            "/openrouter/api/v1/models/practice/text-z/endpoints"));
        RawClient providers(m_url, getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/providers"));
        RawClient forgetful(m_url, getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/endpoints/zdr"));
        RawClient credits(m_url, getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/credits"));
        RawClient elsewhere(m_url, getRequest(m_url, m_gateway->key(), "/wisgate/v1/credits"));
        QTRY_VERIFY(endpoints.isClosed() && real.isClosed() && missing.isClosed() && providers.isClosed() &&
                    forgetful.isClosed() && credits.isClosed() && elsewhere.isClosed());
        const QJsonValue endpoint = endpoints.json()[u"data"_s][u"endpoints"_s][1];
        QCOMPARE(endpoint[u"tag"_s].toString(), u"practice/fast"_s);
        QCOMPARE(endpoint[u"pricing"_s][u"prompt"_s].toString(), u"0.000001000"_s);
        QCOMPARE(real.json()[u"data"_s][u"id"_s].toString(), u"openai/gpt-5:free"_s);
        QCOMPARE(missing.status(), 404);
        QCOMPARE(providers.json()[u"data"_s][0][u"slug"_s].toString(), u"practice"_s);
        QStringList keeping;
        for (const QJsonValue &each : forgetful.json()[u"data"_s].toArray())
            keeping << each[u"model_id"_s].toString() + u' ' + each[u"tag"_s].toString();
        QCOMPARE(keeping, QStringList({u"text-a practice"_s, u"text-b practice"_s, u"text-c practice"_s}));
        QCOMPARE(credits.json()[u"data"_s][u"total_credits"_s].toDouble(-1), 0.0);
        QCOMPARE(elsewhere.status(), 404);
    }

    void remembersGenerations_data()
    {
        QTest::addColumn<Asking::Format>("format");
        QTest::newRow("chat") << Asking::Chat;
        QTest::newRow("responses") << Asking::Responses;
        QTest::newRow("messages") << Asking::Messages;
    }

    void remembersGenerations()
    {
        QFETCH(Asking::Format, format);
        const auto client = ask({"/openrouter/api/v1", format}, "text-c", true);
        QTRY_VERIFY(client->isClosed());
        const QByteArray id = client->header("X-Generation-Id");
        const QByteArray path = "/openrouter/api/v1/generation?id=";
        RawClient known(m_url, getRequest(m_url, m_gateway->key(), path + id));
        RawClient unknown(m_url, getRequest(m_url, m_gateway->key(), path + "gen-1"));
        QTRY_VERIFY(known.isClosed() && unknown.isClosed());
        QCOMPARE(unknown.status(), 404);
        const QJsonValue data = known.json()[u"data"_s];
        QCOMPARE(data[u"id"_s].toString(), QString::fromLatin1(id));
        QCOMPARE(data[u"streamed"_s].toBool(), true);
        QVERIFY(data[u"native_tokens_reasoning"_s].toInt() > 10);
        const QByteArray cost = QByteArray::number(data[u"total_cost"_s].toDouble(), 'g', 6);
        QVERIFY2(client->body().contains("\"cost\":" + cost), cost.constData());
        QVERIFY(m_gateway->setFaults(longWaits));
        RawClient early(m_url, getRequest(m_url, m_gateway->key(), path + id)); // 100 s have not passed
        QTRY_VERIFY(early.isClosed());
        QCOMPARE(early.status(), 404);
    }
};

QTEST_GUILESS_MAIN(tst_PracticeFormats)
#include "tst_PracticeFormats.moc"
