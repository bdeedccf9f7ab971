#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"
#include "gateway/Recorder.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSet>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QThread>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray mug = R"("messages":[{"role":"system","content":"Be kind."},)"
                       R"({"role":"user","content":"Write a friendly product text for a ceramic mug"}])";

QByteArray chatPath(const QByteArray &prefix)
{
    return prefix + "/chat/completions";
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

/// What the practice gateway and the recorder answer, seen by clients that share no code with the program.
class tst_PracticeGateway : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RawClient> post(const QByteArray &path, const QByteArray &fields) const
    {
        return std::make_unique<RawClient>(
            m_url, postRequest(m_url, m_gateway->key(), path, "{" + fields + "," + mug + "}"));
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

    void listsItsModelsAsEachServiceDoes()
    {
        RawClient router(
            m_url, getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/models?output_modalities=all"));
        RawClient wis(m_url, getRequest(m_url, m_gateway->key(), "/wisgate/v1/models"));
        RawClient plain(m_url, getRequest(m_url, m_gateway->key(), "/openai/v1/models"));
        RawClient writing(m_url, getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/models"));
        QTRY_VERIFY(router.isClosed() && wis.isClosed() && plain.isClosed() && writing.isClosed());
        for (const RawClient *client : {&router, &wis, &plain}) {
            QStringList ids;
            for (const QJsonValue &row : client->json()[u"data"_s].toArray())
                ids += row[u"id"_s].toString();
            QCOMPARE(ids, QStringList({u"text-a"_s, u"text-b"_s, u"text-c"_s, u"picture-a"_s, u"picture-b"_s, u"video-a"_s,
                                       u"video-b"_s}));
        }
        const QJsonValue row = router.json()[u"data"_s][0];
        QCOMPARE(row[u"pricing"_s][u"prompt"_s].toString(), u"0.000000100"_s);
        QCOMPARE(row[u"architecture"_s][u"output_modalities"_s][0].toString(), u"text"_s);
        QCOMPARE(router.json()[u"total_count"_s].toInt(), 7);
        const QJsonArray kinds = router.json()[u"data"_s][3][u"architecture"_s][u"output_modalities"_s].toArray();
        QCOMPARE(kinds, QJsonArray{u"image"_s});
        QCOMPARE(plain.json()[u"data"_s][4][u"architecture"_s][u"output_modalities"_s][0].toString(), u"image"_s);
        QCOMPARE(writing.json()[u"data"_s].toArray().size(), 4); // what writes nothing is only there when asked for
        QCOMPARE(wis.json()[u"success"_s].toBool(), true);
        QCOMPARE(wis.json()[u"data"_s][0][u"supported_endpoint_types"_s][0].toString(), u"openai"_s);
        QCOMPARE(wis.json()[u"data"_s][0].toObject().size(), 5);
        QCOMPARE(wis.json()[u"data"_s][3][u"supported_endpoint_types"_s][0].toString(), u"image-generation"_s);
        QCOMPARE(plain.json()[u"object"_s].toString(), u"list"_s);
        QCOMPARE(plain.json()[u"data"_s][0].toObject().size(), 4);
    }

    void tellsAboutTheAccount()
    {
        RawClient router(m_url, getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/key"));
        RawClient wis(m_url, getRequest(m_url, m_gateway->key(), "/wisgate/v1/users/me/balance"));
        RawClient plain(m_url, getRequest(m_url, m_gateway->key(), "/openai/v1/key"));
        QTRY_VERIFY(router.isClosed() && wis.isClosed() && plain.isClosed());
        QCOMPARE(router.json()[u"data"_s][u"label"_s].toString(), u"practice gateway"_s);
        QVERIFY(wis.json().contains(u"available_balance"_s));
        QCOMPARE(plain.status(), 404);
    }

    void streamsAsOpenRouterDoes()
    {
        const auto client = post(chatPath("/openrouter/api/v1"), R"("model":"text-c","stream":true)");
        QTRY_VERIFY(client->isClosed());
        QCOMPARE(client->header("Content-Type"), "text/event-stream");
        QVERIFY(client->header("X-Generation-Id").startsWith("gen-"));
        QVERIFY(client->hasLastChunk());
        const QByteArray stream = client->body();
        QVERIFY(stream.startsWith(": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\ndata: "));
        const QList<QByteArray> events = eventsOf(stream);
        const QJsonObject first = objectOf(events.first());
        QCOMPARE(first[u"provider"_s].toString(), u"Practice"_s);
        QCOMPARE(first[u"model"_s].toString(), u"text-c"_s);
        QCOMPARE(first[u"choices"_s][0][u"delta"_s][u"role"_s].toString(), u"assistant"_s);
        QCOMPARE(first[u"choices"_s][0][u"delta"_s][u"content"_s].toString(), QString());
        QVERIFY(first[u"choices"_s][0].toObject().contains(u"native_finish_reason"_s));
        QVERIFY(textOf(stream, u"reasoning"_s).contains("ceramic mug"_L1));
        QVERIFY(textOf(stream).contains("ceramic mug"_L1));
        const qsizetype lastReasoning = stream.lastIndexOf("reasoning.text");
        QVERIFY(stream.indexOf(": OPENROUTER", 100) > lastReasoning);
        QVERIFY(stream.indexOf("\"content\":\"practice\"") > lastReasoning);
        QCOMPARE(objectOf(events.at(events.size() - 3))[u"choices"_s][0][u"finish_reason"_s].toString(),
                 u"stop"_s);
        const QJsonValue usage = objectOf(events.at(events.size() - 2))[u"usage"_s];
        QCOMPARE(usage[u"total_tokens"_s].toInt(),
                 usage[u"prompt_tokens"_s].toInt() + usage[u"completion_tokens"_s].toInt());
        QVERIFY(usage[u"completion_tokens_details"_s][u"reasoning_tokens"_s].toInt() > 10);
        QCOMPARE(usage[u"cost"_s].toDouble(),
                 (usage[u"prompt_tokens"_s].toInt() * 1000 + usage[u"completion_tokens"_s].toInt() * 4000) /
                     1e9);
        QCOMPARE(events.last(), "[DONE]");
        QCOMPARE(stream.count("\"usage\""), 1);
    }

    void streamsAsOpenAiDoes_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::newRow("openai") << QByteArray("/openai/v1");
        QTest::newRow("wisgate") << QByteArray("/wisgate/v1");
    }

    void streamsAsOpenAiDoes()
    {
        QFETCH(QByteArray, prefix);
        const auto bare = post(chatPath(prefix), R"("model":"text-c","stream":true)");
        const auto counted = post(
            chatPath(prefix), R"("model":"text-c","stream":true,"stream_options":{"include_usage":true})");
        QTRY_VERIFY(bare->isClosed() && counted->isClosed());
        QVERIFY(!bare->body().contains("usage"));
        QVERIFY(!bare->body().contains("provider"));
        QVERIFY(bare->body().startsWith("data: "));
        QVERIFY(textOf(bare->body(), u"reasoning_content"_s).contains("ceramic mug"_L1));
        QCOMPARE(textOf(bare->body()), textOf(counted->body()));
        const QList<QByteArray> events = eventsOf(counted->body());
        QVERIFY(objectOf(events.first())[u"usage"_s].isNull());
        const QJsonObject last = objectOf(events.at(events.size() - 2));
        QVERIFY(last[u"choices"_s].toArray().isEmpty());
        QVERIFY(last[u"usage"_s][u"completion_tokens"_s].toInt() > 20);
        QVERIFY(!last[u"usage"_s].toObject().contains(u"cost"_s));
        QCOMPARE(events.last(), "[DONE]");
    }

    void answersWholeAsEachServiceDoes_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QString>("reasoningField");
        QTest::newRow("openrouter") << QByteArray("/openrouter/api/v1") << u"reasoning"_s;
        QTest::newRow("wisgate") << QByteArray("/wisgate/v1") << u"reasoning_content"_s;
        QTest::newRow("openai") << QByteArray("/openai/v1") << u"reasoning_content"_s;
    }

    void answersWholeAsEachServiceDoes()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(QString, reasoningField);
        const auto whole = post(chatPath(prefix), R"("model":"text-c")");
        const auto stream = post(chatPath(prefix), R"("model":"text-c","stream":true)");
        QTRY_VERIFY(whole->isClosed() && stream->isClosed());
        QCOMPARE(whole->header("Content-Type"), "application/json");
        QCOMPARE(whole->body().startsWith("\n         \n"), prefix.contains("openrouter"));
        const QJsonValue choice = whole->json()[u"choices"_s][0];
        QCOMPARE(choice[u"message"_s][u"content"_s].toString(), textOf(stream->body()));
        QCOMPARE(choice[u"message"_s][reasoningField].toString(), textOf(stream->body(), reasoningField));
        QCOMPARE(choice[u"finish_reason"_s].toString(), u"stop"_s);
        QVERIFY(whole->json()[u"usage"_s][u"completion_tokens"_s].toInt() > 20);
        QCOMPARE(whole->json()[u"usage"_s].toObject().contains(u"cost"_s), prefix.contains("openrouter"));
    }

    void stopsAtTheLongestAnswer_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("max_tokens") << QByteArray("\"max_tokens\":7");
        QTest::newRow("max_completion_tokens") << QByteArray("\"max_completion_tokens\":7");
        QTest::newRow("both") << QByteArray("\"max_tokens\":100,\"max_completion_tokens\":7");
    }

    void stopsAtTheLongestAnswer()
    {
        QFETCH(QByteArray, field);
        const auto client = post(chatPath("/openai/v1"), R"("model":"text-b",)" + field);
        QTRY_VERIFY(client->isClosed());
        QCOMPARE(client->json()[u"choices"_s][0][u"finish_reason"_s].toString(), u"length"_s);
        QCOMPARE(client->json()[u"usage"_s][u"completion_tokens"_s].toInt(), 7);
    }

    void answersTheSameToTheSameRequest()
    {
        const QByteArray fields = R"("model":"text-b","stream":true,"temperature":0.7,"seed":4)";
        const auto first = post(chatPath("/openrouter/api/v1"), fields);
        QTRY_VERIFY(first->isClosed());
        PracticeGateway other;
        const QUrl otherUrl = *other.listen();
        QVERIFY(other.setFaults(R"({"factor": 0})"));
        RawClient second(otherUrl, postRequest(otherUrl, other.key(), chatPath("/openrouter/api/v1"),
                                               "{" + fields + "," + mug + "}"));
        QTRY_VERIFY(second.isClosed());
        QCOMPARE(second.body(), first->body());
        QSet<QString> texts;
        for (const QByteArray seed : {"1", "2", "3", "4", "5", "6"}) {
            const auto varied = post(chatPath("/openai/v1"), R"("model":"text-a","seed":)" + seed);
            QTRY_VERIFY(varied->isClosed());
            texts += varied->json()[u"choices"_s][0][u"message"_s][u"content"_s].toString();
        }
        QVERIFY(texts.size() > 1);
    }

    void answersInThePlaceOfRealModels()
    {
        const auto real = post(chatPath("/openrouter/api/v1"), R"("model":"openai/gpt-5-nano")");
        const auto prefixed = post(chatPath("/openai/v1"), R"("model":"practice/text-a")");
        QTRY_VERIFY(real->isClosed() && prefixed->isClosed());
        QCOMPARE(real->status(), 200);
        QCOMPARE(real->json()[u"model"_s].toString(), u"openai/gpt-5-nano"_s);
        QVERIFY(real->json()[u"choices"_s][0][u"message"_s][u"content"_s].toString().startsWith(
            "practice output"_L1));
        QCOMPARE(prefixed->status(), 200);
    }

    void saysWhatIsWrongWithARequest_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::newRow("no JSON") << QByteArray("hello") << 400 << u"body"_s;
        QTest::newRow("a list") << QByteArray("[]") << 400 << u"body"_s;
        QTest::newRow("no model") << QByteArray(R"({"messages":[{"role":"user","content":"x"}]})") << 400
                                  << u"model"_s;
        QTest::newRow("no messages") << QByteArray(R"({"model":"text-a"})") << 400 << u"messages"_s;
        QTest::newRow("empty messages")
            << QByteArray(R"({"model":"text-a","messages":[]})") << 400 << u"messages"_s;
        QTest::newRow("message without a role")
            << QByteArray(R"({"model":"text-a","messages":[{"content":"x"}]})") << 400 << u"role"_s;
        QTest::newRow("longest answer zero")
            << QByteArray(R"({"model":"text-a","max_tokens":0,"messages":[{"role":"user","content":"x"}]})")
            << 400 << u"max_tokens"_s;
        QTest::newRow("too adventurous")
            << QByteArray(R"({"model":"text-a","temperature":3,"messages":[{"role":"user","content":"x"}]})")
            << 400 << u"temperature"_s;
        QTest::newRow("missing model")
            << QByteArray(R"({"model":"missing-one","messages":[{"role":"user","content":"x"}]})") << 404
            << u"missing-one"_s;
        QTest::newRow("unknown practice model")
            << QByteArray(R"({"model":"practice/text-z","messages":[{"role":"user","content":"x"}]})") << 404
            << u"text-z"_s;
    }

    void saysWhatIsWrongWithARequest()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, word);
        RawClient client(m_url, postRequest(m_url, m_gateway->key(), chatPath("/openrouter/api/v1"), body));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), status);
        QCOMPARE(client.json()[u"error"_s][u"code"_s].toInt(), status);
        QVERIFY(client.json()[u"error"_s][u"message"_s].toString().contains(word));
    }

    void recordsEveryByteInTheOrderOfArrival()
    {
        QSignalSpy spy(m_gateway.get(), &PracticeGateway::requestRecorded);
        const QByteArray chunked = "POST /openai/v1/chat/completions HTTP/1.1\r\n" + hostLine(m_url) +
                                   "x-ODD:   \xC3\xBC\t \r\nX-Api-Key: " + m_gateway->key() +
                                   "\r\nContent-Type: application/json; charset=utf-8\r\n"
                                   "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                   "1\r\n{\r\n0001\r\n}\r\n0\r\n\r\n";
        RawClient client(m_url, chunked);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(spy.size(), 1);
        const RecordedRequest request = m_gateway->recorded().constFirst();
        QCOMPARE(request.raw, chunked);
        QCOMPARE(request.body, "{}");
        QCOMPARE(request.header("X-Odd"), "\xC3\xBC");
        for (int i = 0; i < 1005; ++i) {
            RawClient next(m_url, "GET /" + QByteArray::number(i) + " HTTP/1.1\r\nConnection: close\r\n\r\n");
            QTRY_VERIFY(next.isClosed());
        }
        QCOMPARE(m_gateway->recorded().size(), 1000);
        QCOMPARE(m_gateway->recorded().constFirst().target, "/5");
        QCOMPARE(m_gateway->recorded().constLast().target, "/1004");
    }

    void streamsTo64ClientsAtOnce()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 64; ++i)
            clients.push_back(post(chatPath("/openai/v1"), R"("model":"text-b","stream":true)"));
        for (const auto &client : clients)
            QTRY_VERIFY(client->isClosed());
        for (const auto &client : clients)
            QCOMPARE(client->body(), clients.front()->body());
        QVERIFY(clients.front()->body().endsWith("data: [DONE]\n\n"));
    }

    void keepsTheConnectionBetweenAnswers()
    {
        const QByteArray body = R"({"model":"text-a","stream":true,)" + mug + "}";
        const QByteArray wire =
            postRequest(m_url, m_gateway->key(), chatPath("/openai/v1"), body, "keep-alive");
        RawClient client(m_url, wire);
        QTRY_VERIFY(client.hasLastChunk());
        const QByteArray answer = std::exchange(client.received, {});
        client.socket.write(wire);
        QTRY_COMPARE(client.received, answer);
        QVERIFY(!client.isClosed());
    }

    void keepsConnectionsForQtsOwnClient()
    {
        QNetworkAccessManager network;
        for (int i = 0; i < 20; ++i) {
            QNetworkRequest request(m_url.resolved(QUrl(u"/openai/v1/chat/completions"_s)));
            request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
            request.setRawHeader("Authorization", "Bearer " + m_gateway->key());
            std::unique_ptr<QNetworkReply> reply(
                network.post(request, R"({"model":"text-a","stream":true,)" + mug + "}"));
            QTRY_VERIFY(reply->isFinished());
            QCOMPARE(reply->error(), QNetworkReply::NoError);
            QVERIFY(reply->readAll().endsWith("data: [DONE]\n\n"));
        }
        QCOMPARE(m_gateway->recorded().size(), 20);
    }

    void answersCurl_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString body = QString::fromUtf8(R"({"model":"text-a","stream":true,)" + mug + "}");
        QTest::newRow("plain") << QStringList{u"--data-binary"_s, body};
        QTest::newRow("waiting for 100 Continue")
            << QStringList{u"--data-binary"_s, body, u"-H"_s, u"Expect: 100-continue"_s};
        QTest::newRow("chunked") << QStringList{u"--data-binary"_s, body, u"-H"_s,
                                                u"Transfer-Encoding: chunked"_s};
        QTest::newRow("HTTP/1.0") << QStringList{u"--data-binary"_s, body, u"--http1.0"_s};
    }

    void answersCurl()
    {
        QFETCH(QStringList, arguments);
        if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
            QSKIP("curl is not installed");
        QProcess curl;
        curl.start(u"curl"_s, QStringList{u"-sS"_s, u"-N"_s, u"--noproxy"_s, u"*"_s, u"--max-time"_s, u"10"_s,
                                          u"-H"_s, u"Content-Type: application/json"_s, u"-H"_s,
                                          u"Authorization: Bearer "_s + QString::fromLatin1(m_gateway->key()),
                                          m_url.toString() + u"/openai/v1/chat/completions"_s} +
                                  arguments);
        QTRY_COMPARE_WITH_TIMEOUT(curl.state(), QProcess::NotRunning, 15'000);
        QCOMPARE(curl.exitCode(), 0);
        QVERIFY(textOf(curl.readAllStandardOutput()).contains("ceramic mug"_L1));
        QCOMPARE(m_gateway->recorded().size(), 1);
        QCOMPARE(m_gateway->recorded().first().body, arguments.at(1).toUtf8());
    }

    /// This program has no QGuiApplication and so no fonts: the words are left out, and nothing else.
    void drawsPicturesWithoutFonts()
    {
        QVERIFY(!qobject_cast<QGuiApplication *>(QCoreApplication::instance()));
        RawClient client(m_url, postRequest(m_url, m_gateway->key(), "/openai/v1/images/generations",
                                            R"({"model":"picture-b","prompt":"a red fox","size":"256x256"})"));
        QTRY_VERIFY(client.isClosed());
        const QByteArray file = QByteArray::fromBase64(client.json()[u"data"_s][0][u"b64_json"_s].toString().toLatin1());
        QVERIFY(file.startsWith("\x89PNG"));
        QVERIFY(file.contains("practice output, not an AI model"));
    }

    void livesOnAThreadOfItsOwn()
    {
        QThread thread;
        auto *gateway = new PracticeGateway;
        gateway->moveToThread(&thread);
        connect(&thread, &QThread::finished, gateway, &QObject::deleteLater);
        thread.start();
        QUrl url;
        QByteArray key;
        QMetaObject::invokeMethod(
            gateway,
            [&] {
                url = *gateway->listen();
                key = gateway->key();
            },
            Qt::BlockingQueuedConnection);
        RawClient client(url, getRequest(url, key, "/openai/v1/models"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 200);
        thread.quit();
        QVERIFY(thread.wait(5000));
        QTcpSocket late;
        late.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QVERIFY(!late.waitForConnected(1000)); // nothing keeps listening
    }

    void recorderAnswersWhoeverAsks()
    {
        Recorder recorder;
        const QUrl url = *recorder.listen();
        QSignalSpy spy(&recorder, &Recorder::requestRecorded);
        const QByteArray wire = "POST /any/path?x=%20 HTTP/1.1\r\nHost: other.test\r\nContent-Length: 3\r\n"
                                "Connection: close\r\n\r\nabc";
        RawClient whole(url, wire);
        QTRY_VERIFY(whole.isClosed());
        QCOMPARE(whole.status(), 200);
        QCOMPARE(whole.json()[u"choices"_s][0][u"message"_s][u"content"_s].toString(), u"recorded"_s);
        recorder.setStreaming(true);
        RawClient stream(url, wire);
        QTRY_VERIFY(stream.isClosed());
        QCOMPARE(textOf(stream.body()), u"recorded"_s);
        QVERIFY(stream.body().endsWith("data: [DONE]\n\n"));
        QCOMPARE(spy.size(), 2);
        QCOMPARE(recorder.recorded().constFirst().raw, wire);
        QCOMPARE(recorder.recorded().constFirst().target, "/any/path?x=%20");
    }
};

QTEST_GUILESS_MAIN(tst_PracticeGateway)
#include "tst_PracticeGateway.moc"
