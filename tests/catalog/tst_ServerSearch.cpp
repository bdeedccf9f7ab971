#include "catalog/Accounts.h"
#include "catalog/ServerSearch.h"
#include "net/Transport.h"
#include "support/LocalServers.h"
#include "support/ScriptedServer.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

Q_DECLARE_METATYPE(studio::ScriptedAnswer)

using namespace studio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Makes a server say what such a server says.
void play(ScriptedServer &server, const LocalServer &role, const QByteArray &contentType = "application/json")
{
    bool isForAll = false;
    for (const PortAnswer &answer : role.answers) {
        if (answer.path == u"*"_s)
            isForAll = true;
        const QByteArray header = answer.server.isEmpty() ? QByteArray() : "Server: " + answer.server + "\r\n";
        const ScriptedAnswer whole = ScriptedAnswer::whole(answer.body, contentType, answer.status, header);
        if (isForAll)
            server.answerWith(whole);
        else
            server.answerAt(answer.path.toUtf8(), whole);
    }
    if (!isForAll)
        server.answerWith(ScriptedAnswer::whole("{\"error\":{\"message\":\"File Not Found\"}}", "application/json", 404));
}

/// One search, and what came of it.
struct SearchWatch
{
    explicit SearchWatch(const QList<quint16> &ports) : search(transport, ports)
    {
        QObject::connect(&search, &ServerSearch::serverFound, &search, [this](const FoundServer &server) { found << server; });
        QObject::connect(&search, &ServerSearch::finished, &search, [this](const Result<qsizetype> &outcome) {
            ++ends;
            count = outcome ? *outcome : -1;
            error = outcome ? ErrorKind::Internal : outcome.error().kind;
        });
        search.start();
        startedSilently = ends == 0 && found.isEmpty();
    }

    Transport transport;
    ServerSearch search;
    QList<FoundServer> found;
    int ends = 0;
    qsizetype count = -1;
    ErrorKind error = ErrorKind::Internal;
    bool startedSilently = false;
};

} // namespace

class tst_ServerSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void findsEveryServerByWhatItSays()
    {
        const QList<LocalServer> roles{ollama(),      llamaCpp(), llamaCppWithKey(), llamaCppLoading(),
                                       lmStudio(),    olderLmStudio(), vllm(),       vllmWithKey(),
                                       liteLlm(),     localAi(),  stableDiffusion(), someCompatible()};
        std::vector<std::unique_ptr<ScriptedServer>> servers;
        QList<quint16> ports;
        for (const LocalServer &role : roles) {
            servers.push_back(std::make_unique<ScriptedServer>());
            play(*servers.back(), role);
            ports << servers.back()->port();
        }
        SearchWatch watch(ports);
        QVERIFY(watch.startedSilently);
        QTRY_COMPARE_WITH_TIMEOUT(watch.ends, 1, 10'000);
        QCOMPARE(watch.count, roles.size());
        for (const FoundServer &server : watch.found) {
            const qsizetype which = ports.indexOf(quint16(server.base.port()));
            QCOMPARE(QString(nameOf(server.identity.kind)), QString(nameOf(roles[which].kind)));
            QCOMPARE(server.identity.needsKey, roles[which].needsKey);
            QCOMPARE(server.base, QUrl(servers[size_t(which)]->base().toString() + u"/v1"_s));
            for (const QByteArray &request : servers[size_t(which)]->requests()) {
                QVERIFY(request.startsWith("GET /"));
                QVERIFY(!request.toLower().contains("authorization") && !request.toLower().contains("api-key"));
                QVERIFY(!request.startsWith("GET /health "));
            }
        }
        SearchWatch after(ports); // whatever the first still had to say came meanwhile
        QTRY_COMPARE_WITH_TIMEOUT(after.ends, 1, 10'000);
        QCOMPARE(watch.ends, 1);
        QCOMPARE(watch.found.size(), roles.size());
    }

    void believesTheBodyAndNotItsLabel()
    {
        ScriptedServer server;
        play(server, ollama(), "text/plain");
        SearchWatch watch({server.port()});
        QTRY_COMPARE(watch.ends, 1);
        QCOMPARE(watch.found.size(), 1);
        QCOMPARE(watch.found.first().identity.kind, ServerKind::Ollama);
    }

    void passesByWhatIsNoModelServer_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::newRow("a web page") << ScriptedAnswer::whole("<!doctype html><html>my site</html>", "text/html");
        QTest::newRow("a huge reply") << ScriptedAnswer::whole("{\"version\":\"" + QByteArray(300'000, 'x') + "\"}");
        QTest::newRow("no HTTP") << ScriptedAnswer{{{"SSH-2.0-OpenSSH_9.2\r\n"}}};
        QTest::newRow("garbage") << ScriptedAnswer{{{QByteArray("\x16\x03\x01\x00\xff\x00\x01", 7)}}};
        QTest::newRow("a reset") << ScriptedAnswer{{}, ScriptedAnswer::End::Reset};
        QTest::newRow("an endless stream") << ScriptedAnswer::stream({"data: {}\n\n"}, 1ms, ScriptedAnswer::End::KeepOpen);
        QTest::newRow("another place") << ScriptedAnswer::whole({}, "text/plain", 302, "Location: https://elsewhere.test/\r\n");
    }

    void passesByWhatIsNoModelServer()
    {
        QFETCH(ScriptedAnswer, answer);
        ScriptedServer server;
        server.answerWith(answer);
        SearchWatch watch({server.port()});
        QTRY_COMPARE_WITH_TIMEOUT(watch.ends, 1, 15'000);
        QCOMPARE(watch.count, 0);
        QVERIFY(watch.found.isEmpty());
    }

    void waitsForNobodyLong()
    {
        ScriptedServer silent; // takes the question and says nothing
        ScriptedServer good;
        play(good, vllm());
        QElapsedTimer clock;
        clock.start();
        SearchWatch watch({silent.port(), good.port()});
        QTRY_COMPARE_WITH_TIMEOUT(watch.found.size(), 1, 1'500); // not held up by the other
        QTRY_COMPARE_WITH_TIMEOUT(watch.ends, 1, 5'000);
        QVERIFY(clock.elapsed() < 4'000);
        QCOMPARE(silent.requests().size(), 1);
    }

    void endsAlsoWithAServerThatIsSlowEachTime()
    {
        ScriptedServer slow;
        slow.answerWith({{{ScriptedAnswer::whole("{}").pieces.first().bytes, 1'800ms}}});
        SearchWatch watch({slow.port()});
        QTRY_COMPARE_WITH_TIMEOUT(watch.ends, 1, 14'000);
        QCOMPARE(watch.count, 0);
    }

    void findsNobodyWhereNobodyListens()
    {
        quint16 port = 0;
        {
            ScriptedServer gone;
            port = gone.port();
        }
        SearchWatch watch({port});
        QVERIFY(watch.startedSilently);
        QTRY_COMPARE(watch.ends, 1);
        QCOMPARE(watch.count, 0);
        SearchWatch nothing({});
        QVERIFY(nothing.startedSilently);
        QTRY_COMPARE(nothing.ends, 1);
    }

    void asksTheOtherLoopbackAddressWhenTheFirstIsClosed()
    {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHostIPv6))
            QSKIP("this computer has no IPv6");
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write(ScriptedAnswer::whole(vllm().answerTo(u"/v1/models"_s).body).pieces.first().bytes);
                socket->disconnectFromHost();
            });
        });
        SearchWatch watch({server.serverPort()});
        QTRY_COMPARE(watch.ends, 1);
        QCOMPARE(watch.found.size(), 1);
        QCOMPARE(watch.found.first().base, QUrl(u"http://[::1]:%1/v1"_s.arg(server.serverPort())));
    }

    void endsOnceWhenCancelled()
    {
        ScriptedServer silent;
        SearchWatch watch({silent.port()});
        QTRY_COMPARE(silent.requests().size(), 1);
        watch.search.cancel();
        watch.search.cancel();
        QCOMPARE(watch.ends, 0);
        QTRY_COMPARE(watch.ends, 1);
        QCOMPARE(watch.error, ErrorKind::Cancelled);
        QTRY_COMPARE(silent.openConnectionCount(), 0);
        ScriptedServer good;
        play(good, vllm());
        SearchWatch after({good.port()}); // whatever the first still had to say came meanwhile
        QTRY_COMPARE(after.ends, 1);
        QCOMPARE(watch.ends, 1);
    }

    void mayBeEndedByWhoeverHearsOfAServer()
    {
        ScriptedServer good;
        ScriptedServer silent;
        play(good, vllm());
        SearchWatch watch({good.port(), silent.port()});
        connect(&watch.search, &ServerSearch::serverFound, &watch.search, [&watch] { watch.search.cancel(); });
        QTRY_COMPARE(watch.ends, 1);
        QCOMPARE(watch.error, ErrorKind::Cancelled);

        Transport transport;
        auto *doomed = new ServerSearch(transport, {good.port()});
        QPointer<ServerSearch> alive(doomed);
        connect(doomed, &ServerSearch::serverFound, this, [doomed] { delete doomed; });
        doomed->start();
        QTRY_VERIFY(!alive);
    }

    void isAddedAsWhatItIsAndKnownAfterwards()
    {
        QTemporaryDir home;
        const auto secrets = makeMemorySecretStore();
        Accounts accounts(*secrets, home.path());
        const FoundServer server{{.kind = ServerKind::LocalAi, .version = u"v2"_s}, QUrl(u"http://127.0.0.1:8080/v1"_s)};
        QVERIFY(!accounts.hasServer(server.base));
        const auto added = accounts.addServer(server);
        QVERIFY(added);
        QCOMPARE(dialectsOf(*added), QStringList({u"openai-chat"_s, u"openai-images"_s}));
        QCOMPARE(accounts.keyState(added->id), Accounts::KeyState::NotNeeded);
        QVERIFY(accounts.hasServer(server.base));
        QVERIFY(accounts.hasServer(QUrl(u"http://localhost:8080/v1"_s)));
        QVERIFY(!accounts.hasServer(QUrl(u"http://127.0.0.1:8081/v1"_s)));
        QVERIFY(!accounts.hasServer(QUrl(u"https://lab.test:8080/v1"_s)));
        Accounts again(*secrets, home.path());
        QCOMPARE(again.profile(added->id)->families, added->families);
    }
};

QTEST_GUILESS_MAIN(tst_ServerSearch)
#include "tst_ServerSearch.moc"
