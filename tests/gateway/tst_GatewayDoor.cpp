#include "gateway/Doorkeeper.h"
#include "gateway/HttpServer.h"
#include "gateway/PracticeGateway.h"
#include "gateway/RawClient.h"

#include <QNetworkInterface>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace studio;

/// Who may talk to the practice gateway, and what a hostile client can do to it (HARDENING H107, H108, H110,
/// H111).
class tst_GatewayDoor : public QObject
{
    Q_OBJECT

private:
    /// Stands for the port and the key in the wire text of a row.
    QByteArray filledIn(QByteArray wire) const
    {
        return wire.replace("PORT", QByteArray::number(m_url.port())).replace("KEY", m_gateway->key());
    }

    std::unique_ptr<PracticeGateway> m_gateway;
    QUrl m_url;

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_gateway = std::make_unique<PracticeGateway>();
        m_url = *m_gateway->listen();
        QVERIFY(m_gateway->setFaults(R"({"factor": 0})"));
    }

    void letsInWhoHasTheKey_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("bearer") << QByteArray("Host: 127.0.0.1:PORT\r\nAuthorization: Bearer KEY\r\n");
        QTest::newRow("bearer in small letters")
            << QByteArray("Host: 127.0.0.1:PORT\r\nauthorization: bearer KEY\r\n");
        QTest::newRow("x-api-key") << QByteArray("Host: 127.0.0.1:PORT\r\nx-api-key: KEY\r\n");
        QTest::newRow("x-goog-api-key") << QByteArray("Host: localhost:PORT\r\nX-Goog-Api-Key: KEY\r\n");
    }

    void letsInWhoHasTheKey()
    {
        QFETCH(QByteArray, headers);
        RawClient client(
            m_url, filledIn("GET /openai/v1/models HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 200);
    }

    void refusesStrangers_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("status");
        const QByteArray get = "GET /openai/v1/models HTTP/1.1\r\n";
        const QByteArray host = "Host: 127.0.0.1:PORT\r\n";
        const QByteArray key = "Authorization: Bearer KEY\r\n";
        QTest::newRow("other host") << get + "Host: evil.test\r\n" + key << 403;
        QTest::newRow("host that begins like ours")
            << get + "Host: localhost.evil.test:PORT\r\n" + key << 403;
        QTest::newRow("our host without the port") << get + "Host: 127.0.0.1\r\n" + key << 403;
        QTest::newRow("our host with another port") << get + "Host: 127.0.0.1:1\r\n" + key << 403;
        QTest::newRow("no host") << get + key << 400;
        QTest::newRow("two hosts") << get + host + host + key << 400;
        QTest::newRow("origin of a page") << get + host + key + "Origin: https://evil.test\r\n" << 403;
        QTest::newRow("origin null") << get + host + key + "Origin: null\r\n" << 403;
        QTest::newRow("origin of our own address") << get + host + key + "Origin: http://127.0.0.1:PORT\r\n"
                                                   << 403;
        QTest::newRow("preflight")
            << QByteArray("OPTIONS /openai/v1/chat/completions HTTP/1.1\r\n") + host +
                   "Origin: https://evil.test\r\nAccess-Control-Request-Method: POST\r\n"
            << 403;
        QTest::newRow("OPTIONS with the key") << QByteArray("OPTIONS * HTTP/1.1\r\n") + host + key << 403;
        QTest::newRow("no key") << get + host << 401;
        QTest::newRow("wrong key") << get + host +
                                          "Authorization: Bearer 00000000000000000000000000000000\r\n"
                                   << 401;
        QTest::newRow("first half of the key") << get + host + "Authorization: Bearer K\r\n" << 401;
        QTest::newRow("key and more") << get + host + "Authorization: Bearer KEY0\r\n" << 401;
        QTest::newRow("empty key") << get + host + "Authorization: Bearer \r\nx-api-key:\r\n" << 401;
        QTest::newRow("key without the scheme") << get + host + "Authorization: KEY\r\n" << 401;
        QTest::newRow("key in the address")
            << QByteArray("GET /openai/v1/models?key=KEY HTTP/1.1\r\n") + host << 401;
        QTest::newRow("absolute form")
            << QByteArray("GET http://127.0.0.1:PORT/openai/v1/models HTTP/1.1\r\n") + host + key << 400;
        QTest::newRow("asked to be a proxy")
            << QByteArray("GET http://169.254.169.254/ HTTP/1.1\r\n") + host + key << 400;
        QTest::newRow("CONNECT") << QByteArray("CONNECT example.test:443 HTTP/1.1\r\n") + host + key << 400;
        QTest::newRow("form of a page")
            << QByteArray("POST /openai/v1/chat/completions HTTP/1.1\r\n") + host + key +
                   "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n"
            << 415;
        QTest::newRow("simple POST of a page")
            << QByteArray("POST /openai/v1/chat/completions HTTP/1.1\r\n") + host + key +
                   "Content-Type: text/plain\r\nContent-Length: 0\r\n"
            << 415;
        QTest::newRow("POST without a type") << QByteArray("POST /openai/v1/chat/completions HTTP/1.1\r\n") +
                                                    host + key + "Content-Length: 0\r\n"
                                             << 415;
        QTest::newRow("wrong method")
            << QByteArray("DELETE /openai/v1/models HTTP/1.1\r\n") + host + key << 405;
        QTest::newRow("unknown address") << QByteArray("GET /etc/passwd HTTP/1.1\r\n") + host + key << 404;
    }

    void refusesStrangers()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, status);
        RawClient client(m_url, filledIn(wire + "Connection: close\r\n\r\n"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), status);
        QVERIFY(!client.received.toLower().contains("access-control"));
        QVERIFY(client.json().contains(u"error"_s));
        QCOMPARE(m_gateway->recorded().size(), 1);
        QCOMPARE(m_gateway->recorded().first().raw, filledIn(wire + "Connection: close\r\n\r\n"));
    }

    void refusesTheMissingKeyInEachDialect_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("codeAsText");
        QTest::newRow("openrouter") << QByteArray("/openrouter/api/v1/models") << u"401"_s;
        QTest::newRow("wisgate") << QByteArray("/wisgate/v1/models") << u"invalid_api_key"_s;
        QTest::newRow("openai") << QByteArray("/openai/v1/models") << u"invalid_api_key"_s;
    }

    void refusesTheMissingKeyInEachDialect()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, codeAsText);
        RawClient client(m_url, getRequest(m_url, "wrong", path));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 401);
        const QJsonObject error = client.json()[u"error"_s].toObject();
        QVERIFY(error[u"message"_s].toString().contains("key"_L1));
        QCOMPARE(error[u"code"_s].toVariant().toString(), codeAsText);
    }

    void makesAnUnguessableKeyForEachGateway()
    {
        PracticeGateway other;
        QCOMPARE(m_gateway->key().size(), 32);
        QVERIFY(m_gateway->key() != other.key());
        QVERIFY(isSameSecret("abc", "abc"));
        QVERIFY(!isSameSecret("abc", "abd"));
        QVERIFY(!isSameSecret("abc", "ab"));
        QVERIFY(!isSameSecret("", "a"));
    }

    void closesAfterWhatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("status");
        const QByteArray post = "POST /openai/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n";
        QTest::newRow("smuggled")
            << post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x" << 400;
        QTest::newRow("line feeds only") << QByteArray("GET / HTTP/1.1\nHost: 127.0.0.1\n\n") << 400;
        QTest::newRow("TLS hello") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01", 8) << 400;
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 400;
        QTest::newRow("body of 1 GiB")
            << post + "Content-Length: 1073741824\r\n\r\n" + QByteArray(500'000, 'x') << 413;
        QTest::newRow("100000 headers") << post + QByteArray("a:b\r\n").repeated(100'000) << 431;
    }

    void closesAfterWhatCannotBeRead()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, status);
        RawClient client(m_url, filledIn(wire));
        QTRY_COMPARE(client.status(), status);
        QCOMPARE(client.header("Connection"), "close");
        QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 4000);
        QVERIFY(m_gateway->recorded().isEmpty());
    }

    void answersPipelinedRequestsInOrder()
    {
        const QByteArray chat =
            R"({"model":"text-a","stream":true,"messages":[{"role":"user","content":"Hello"}]})";
        const QByteArray keep =
            getRequest(m_url, m_gateway->key(), "/wisgate/v1/models").replace("close", "keep-alive");
        RawClient client(
            m_url, keep + postRequest(m_url, m_gateway->key(), "/openai/v1/chat/completions", chat, "x") +
                       getRequest(m_url, m_gateway->key(), "/openrouter/api/v1/key"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.received.count("HTTP/1.1 200 OK"), 3);
        const qsizetype list = client.received.indexOf("supported_endpoint_types");
        const qsizetype done = client.received.indexOf("[DONE]");
        const qsizetype account = client.received.indexOf("is_free_tier");
        QVERIFY(0 < list && list < done && done < account);
        QCOMPARE(m_gateway->recorded().size(), 3);
    }

    void answersTheClientThatHasClosedItsSide()
    {
        RawClient client(m_url);
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        client.socket.write(
            getRequest(m_url, m_gateway->key(), "/openai/v1/models").replace("close", "keep-alive"));
        client.socket.flush();
        QCOMPARE(shutdown(static_cast<int>(client.socket.socketDescriptor()), SHUT_WR), 0);
        QTRY_VERIFY(client.received.contains("text-c"));
        QTRY_VERIFY(client.isClosed());
    }

    void asksForTheBodyOfTheClientThatWaits()
    {
        const QByteArray body = R"({"model":"text-a","messages":[{"role":"user","content":"Hello"}]})";
        const QByteArray wire = postRequest(m_url, m_gateway->key(), "/openai/v1/chat/completions", body);
        QByteArray head = wire.first(wire.size() - body.size());
        head.replace("Connection", "Expect: 100-continue\r\nConnection");
        RawClient client(m_url, head);
        QTRY_COMPARE(client.received, "HTTP/1.1 100 Continue\r\n\r\n");
        client.socket.write(body);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received.contains("HTTP/1.1 200 OK"));
        QCOMPARE(m_gateway->recorded().first().raw, head + body);
    }

    void speaksHttp10WithoutChunks()
    {
        const QByteArray body =
            R"({"model":"text-a","stream":true,"messages":[{"role":"user","content":"Hello"}]})";
        RawClient client(m_url, postRequest(m_url, m_gateway->key(), "/openai/v1/chat/completions", body)
                                    .replace("HTTP/1.1", "HTTP/1.0"));
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.header("Transfer-Encoding").isEmpty());
        QVERIFY(client.received.endsWith("data: [DONE]\n\n"));
    }

    void survivesClientsThatDropMidStream()
    {
        QVERIFY(m_gateway->setFaults(R"({"factor": 0.2})"));
        const QByteArray body =
            R"({"model":"text-b","stream":true,"messages":[{"role":"user","content":"Hello"}]})";
        for (int round = 0; round < 4;
             ++round) { // more than are served at once: each must give its place back
            std::vector<std::unique_ptr<RawClient>> clients;
            for (int i = 0; i < 40; ++i) {
                clients.push_back(std::make_unique<RawClient>(
                    m_url, postRequest(m_url, m_gateway->key(), "/openai/v1/chat/completions", body)));
            }
            for (const auto &client : clients)
                QTRY_VERIFY(client->received.contains("data: "));
            for (const auto &client : clients)
                client->socket.abort();
            QTRY_VERIFY(m_gateway->findChildren<QTcpSocket *>().isEmpty());
        }
        RawClient client(m_url, getRequest(m_url, m_gateway->key(), "/openai/v1/models"));
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), 200);
    }

    void serves64AtOnceAndTellsTheNextOne()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 64; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_url));
            QTRY_COMPARE(clients.back()->socket.state(), QAbstractSocket::ConnectedState);
        }
        RawClient oneMore(m_url, getRequest(m_url, m_gateway->key(), "/openai/v1/models"));
        QTRY_COMPARE(oneMore.status(), 503);
        for (const auto &client : clients)
            client->socket.write(getRequest(m_url, m_gateway->key(), "/openai/v1/models"));
        for (const auto &client : clients)
            QTRY_COMPARE(client->status(), 200);
        clients.clear();
        QTRY_VERIFY_WITH_TIMEOUT(oneMore.isClosed(), 4000);
        RawClient later(m_url, getRequest(m_url, m_gateway->key(), "/openai/v1/models"));
        QTRY_COMPARE(later.status(), 200);
    }

    void survivesHundredsOfConnections()
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 300; ++i)
            clients.push_back(std::make_unique<RawClient>(m_url, "GET /"));
        QTRY_VERIFY(
            std::count_if(clients.begin(), clients.end(), [](const auto &c) { return c->isClosed(); }) > 100);
        clients.clear();
        QTRY_VERIFY(m_gateway->findChildren<QTcpSocket *>().isEmpty());
        RawClient later(m_url, getRequest(m_url, m_gateway->key(), "/openai/v1/models"));
        QTRY_COMPARE(later.status(), 200);
    }

    void listensOnLoopbackAlone()
    {
        int tried = 0;
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address == QHostAddress(QHostAddress::LocalHost))
                continue;
            QTcpSocket socket;
            socket.connectToHost(address, static_cast<quint16>(m_url.port()));
            QVERIFY2(!socket.waitForConnected(500), qPrintable(address.toString()));
            ++tried;
        }
        if (tried == 0)
            QSKIP("this computer has no other address");
    }

    void saysThatThePortIsTaken()
    {
        PracticeGateway second;
        const auto taken = second.listen(static_cast<quint16>(m_url.port()));
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::Rejected);
        QVERIFY(taken.error().detail.contains(QString::number(m_url.port())));
    }

    void closesOnSlowClients_data()
    {
        QTest::addColumn<QByteArray>("begun");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing sent") << QByteArray() << 0;
        QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost: ") << 408;
        QTest::newRow("half a body") << QByteArray(
                                            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
                                     << 408;
    }

    void closesOnSlowClients()
    {
        QFETCH(QByteArray, begun);
        QFETCH(int, status);
        using namespace std::chrono_literals;
        HttpServer server([](const RecordedRequest &) { return ServerReply(); },
                          {.head = 100ms, .body = 100ms, .idle = 100ms});
        RawClient client(*server.listen(0), begun);
        QTRY_VERIFY(client.isClosed());
        QCOMPARE(client.status(), status);
    }

    void closesOnAByteNowAndThen()
    {
        using namespace std::chrono_literals;
        HttpServer server([](const RecordedRequest &) { return ServerReply(); }, {.head = 300ms});
        RawClient client(*server.listen(0));
        QTimer drip;
        connect(&drip, &QTimer::timeout, &client.socket, [&client] { client.socket.write("a"); });
        drip.start(50);
        QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), 3000);
        QCOMPARE(client.status(), 408);
    }

    void holdsBackForASlowReader()
    {
        ServerReply reply;
        reply.isChunked = true;
        for (int i = 0; i < 64 * 1024; ++i)
            reply.pieces += {QByteArray(1024, 'x')};
        HttpServer server([&reply](const RecordedRequest &) { return reply; });
        QTcpSocket client;
        client.setReadBufferSize(16 * 1024);
        const QUrl url = *server.listen(0);
        client.connectToHost(url.host(), static_cast<quint16>(url.port()));
        client.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QTRY_COMPARE(client.bytesAvailable(), 16 * 1024);
        const auto sockets = server.findChildren<QTcpSocket *>();
        QCOMPARE(sockets.size(), 1);
        QTRY_VERIFY(sockets.first()->bytesToWrite() > 0);
        QVERIFY(sockets.first()->bytesToWrite() < 300 * 1024);
        qint64 received = 0;
        client.setReadBufferSize(0);
        connect(&client, &QTcpSocket::readyRead, &client, [&] { received += client.readAll().size(); });
        received += client.readAll().size();
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::UnconnectedState, 20'000);
        QVERIFY(received > 64 * 1024 * 1024);
    }
};

QTEST_GUILESS_MAIN(tst_GatewayDoor)
#include "tst_GatewayDoor.moc"
