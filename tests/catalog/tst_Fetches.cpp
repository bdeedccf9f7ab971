#include "catalog/AccountFetch.h"
#include "catalog/CompanyFetch.h"
#include "catalog/EndpointFetch.h"
#include "catalog/GenerationFetch.h"
#include "catalog/ModelFetch.h"
#include "net/Transport.h"
#include "support/ScriptedServer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QByteArray canary = "a-plain-canary-of-no-known-shape";
const QByteArray missing = R"({"error": {"code": 404, "message": "Resource not found"}})";
const QByteArray record = R"({"data": {"total_cost": 0.0015, "model": "m", "provider_name": "Lab"}})";

constexpr auto escapedCanary = R"(a\/plain\/canary)";

/// A provider that answers every free question.
Profile profileAt(const ScriptedServer &server)
{
    Profile profile = profileForServer(u"s"_s, server.base(), true, {});
    profile.accountPath = u"/key"_s;
    profile.creditPath = u"/credits"_s;
    profile.generationPath = u"/generation?id={id}"_s;
    profile.endpointsPath = u"/models/{model}/endpoints"_s;
    profile.companiesPath = u"/providers"_s;
    return profile;
}

/// Starts a fetch with the canary for a key and keeps what came of it.
template <typename Fetch, typename Value>
struct Watch
{
    template <typename... Arguments>
    explicit Watch(Arguments &&...arguments) : fetch(arguments...)
    {
        QObject::connect(&fetch, &Fetch::finished, &fetch, [this](const Result<Value> &outcome) {
            ++count;
            answer = outcome;
        });
    }

    void start()
    {
        fetch.start(canary);
        wasSilent = count == 0;
    }

    bool isGood() const { return wasSilent && answer && answer->has_value(); }
    Error error() const { return answer && !answer->has_value() ? answer->error() : Error{}; }

    Fetch fetch;
    int count = 0;
    bool wasSilent = false;
    std::optional<Result<Value>> answer;
};

using AccountWatch = Watch<AccountFetch, Credit>;
using EndpointWatch = Watch<EndpointFetch, QList<Endpoint>>;
using CompanyWatch = Watch<CompanyFetch, QList<Company>>;
using GenerationWatch = Watch<GenerationFetch, Confirmation>;

QStringList pathsOf(const ScriptedServer &server)
{
    QStringList paths;
    for (const QByteArray &request : server.requests())
        paths << QString::fromLatin1(request.split(' ').value(1));
    return paths;
}

} // namespace

class tst_Fetches : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void putsBothAnswersOfAnAccountTogether()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"data":{"usage":25.5,"limit":100,"limit_remaining":74.5}})"));
        server.answerWith(ScriptedAnswer::whole(R"({"data":{"total_credits":10,"total_usage":5.8}})"));
        Transport transport;
        AccountWatch watch(transport, profileAt(server));
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.isGood());
        QCOMPARE(pathsOf(server), QStringList({u"/key"_s, u"/credits"_s}));
        QCOMPARE((**watch.answer).left->toString(), u"4.2"_s);
        QCOMPARE((**watch.answer).limitLeft->toString(), u"74.5"_s);
        QVERIFY(!(**watch.answer).isForOtherKeys);
        QVERIFY(server.requests().last().contains("Bearer " + canary));
    }

    void takesARefusedSecondQuestionForNoFault_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isForOtherKeys");
        QTest::newRow("not for this key")
            << 403 << QByteArray(R"({"error":{"code":403,"message":"Only management keys can fetch credits"}})") << true;
        QTest::newRow("not there") << 404 << missing << false;
        QTest::newRow("a page") << 200 << QByteArray("<html>Welcome</html>") << false;
        QTest::newRow("a broken server") << 500 << QByteArray() << false;
    }
    void takesARefusedSecondQuestionForNoFault()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"data":{"usage":25.5}})"));
        server.answerWith(ScriptedAnswer::whole(body, "application/json", status));
        Transport transport;
        AccountWatch watch(transport, profileAt(server));
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.isGood());
        QCOMPARE((**watch.answer).used->toString(), u"25.5"_s);
        QVERIFY(!(**watch.answer).left);
        QTEST((**watch.answer).isForOtherKeys, "isForOtherKeys");
    }

    void asksNothingMoreOfAKeyThatIsRefused()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"error":{"code":401,"message":"no )" + canary + R"("}})",
                                                "application/json", 401));
        Transport transport;
        AccountWatch watch(transport, profileAt(server));
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QCOMPARE(watch.error().kind, ErrorKind::Unauthorized);
        QVERIFY(!watch.error().detail.contains(u"canary"_s));
        QCOMPARE(server.requests().size(), 1);
    }

    void keepsNoKeyThatAListTellsBack_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("as it is") << QByteArray("a/plain/canary");
        QTest::newRow("with escaped slashes") << QByteArray(escapedCanary);
    }
    void keepsNoKeyThatAListTellsBack()
    {
        QFETCH(QByteArray, told);
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole("{\"data\":[{\"id\":\"m\",\"name\":\"" + told + "\"}]}"));
        Transport transport;
        ModelFetch fetch(transport, profileAt(server));
        QSignalSpy finished(&fetch, &ModelFetch::finished);
        fetch.start("a/plain/canary");
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(fetch.body().contains("\"m\""));
        QVERIFY2(!fetch.body().contains("canary"), fetch.body().constData());
    }

    void asksForTheEndpointsOfOneModel_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("path");
        QTest::newRow("plain") << u"author/slug"_s << u"/models/author/slug/endpoints"_s;
        QTest::newRow("variant") << u"author/slug:free"_s << u"/models/author/slug%3Afree/endpoints"_s;
        QTest::newRow("query and fragment") << u"a/b?c=d#e"_s << u"/models/a/b%3Fc%3Dd%23e/endpoints"_s;
        QTest::newRow("up") << u"../key"_s << QString();
        QTest::newRow("empty part") << u"a//b"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void asksForTheEndpointsOfOneModel()
    {
        QFETCH(QString, model);
        QFETCH(QString, path);
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"data":{"endpoints":[{"provider_name":"Lab"}]}})"));
        Transport transport;
        EndpointWatch watch(transport, profileAt(server), model);
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QCOMPARE(watch.isGood(), !path.isEmpty());
        QCOMPARE(pathsOf(server), path.isEmpty() ? QStringList() : QStringList(path));
        if (!path.isEmpty())
            QCOMPARE((**watch.answer).first().company, u"Lab"_s);
    }

    void asksForTheCompaniesBehindAGateway()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"data":[{"name":"Lab","slug":"lab"}]})"));
        Transport transport;
        CompanyWatch watch(transport, profileAt(server));
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.isGood());
        QCOMPARE((**watch.answer).first().slug, u"lab"_s);
        QCOMPARE(pathsOf(server), QStringList(u"/providers"_s));
    }

    void asksNobodyWhatAProviderDoesNotTell()
    {
        ScriptedServer server;
        const Profile plain = profileForServer(u"s"_s, server.base(), true, {});
        Transport transport;
        EndpointWatch endpoints(transport, plain, u"a/b"_s);
        CompanyWatch companies(transport, plain);
        GenerationWatch generation(transport, plain, u"gen-1"_s);
        GenerationWatch noId(transport, profileAt(server), u".."_s);
        endpoints.start();
        companies.start();
        generation.start();
        noId.start();
        QTRY_COMPARE(endpoints.count + companies.count + generation.count + noId.count, 4);
        QVERIFY(endpoints.wasSilent && companies.wasSilent && generation.wasSilent && noId.wasSilent);
        QCOMPARE(endpoints.error().kind, ErrorKind::Rejected);
        QCOMPARE(companies.error().kind, ErrorKind::Rejected);
        QCOMPARE(generation.error().kind, ErrorKind::Rejected);
        QCOMPARE(server.connectionCount(), 0);
    }

    void asksAgainUntilTheRecordIsThere()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(missing, "application/json", 404));
        server.answerWith(ScriptedAnswer::whole(missing, "application/json", 404));
        server.answerWith(ScriptedAnswer::whole(record));
        Transport transport;
        GenerationWatch watch(transport, profileAt(server), u"gen-1"_s);
        watch.fetch.setWaits({20ms, 40ms, 80ms});
        QElapsedTimer clock;
        clock.start();
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.isGood());
        QVERIFY(clock.elapsed() >= 60);
        QCOMPARE((**watch.answer).usage.cost->toString(), u"0.0015"_s);
        QCOMPARE(pathsOf(server), QStringList(3, u"/generation?id=gen-1"_s));
    }

    void givesUpOnARecordThatNeverComes()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(missing, "application/json", 404));
        Transport transport;
        GenerationWatch watch(transport, profileAt(server), u"gen-1"_s);
        QCOMPARE(GenerationFetch::usualWaits(), GenerationFetch::Waits({500ms, 1000ms, 2000ms, 4000ms}));
        watch.fetch.setWaits({1ms, 1ms, 1ms, 1ms});
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QCOMPARE(watch.error().kind, ErrorKind::NotFound);
        QCOMPARE(server.requests().size(), 5);
    }

    void asksOnceWhereTheAnswerIsAnotherThanNotYet_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("refused") << 401 << QByteArray(R"({"error":{"code":401,"message":"no"}})");
        QTest::newRow("too often") << 429 << QByteArray(R"({"error":{"code":429,"message":"slow down"}})");
        QTest::newRow("no cost in it") << 200 << QByteArray(R"({"data":{"id":"gen-1"}})");
        QTest::newRow("a page") << 200 << QByteArray("<html></html>");
    }
    void asksOnceWhereTheAnswerIsAnotherThanNotYet()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(body, "application/json", status));
        Transport transport;
        GenerationWatch watch(transport, profileAt(server), u"gen-1"_s);
        watch.fetch.setWaits({1ms, 1ms});
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(!watch.answer->has_value());
        QCOMPARE(server.requests().size(), 1);
    }

    void keepsTheKeyOutOfARecord()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"data":{"total_cost":1,"model":")" + canary + R"(","provider_name":")"
                                                + canary + R"(","finish_reason":")" + canary + R"("}})"));
        Transport transport;
        GenerationWatch watch(transport, profileAt(server), u"gen-1"_s);
        watch.start();
        QTRY_COMPARE(watch.count, 1);
        QVERIFY(watch.isGood());
        const Confirmation &said = **watch.answer;
        QVERIFY(!QString(said.model + said.company + said.word).contains(u"canary"_s));
    }

    void canBeDeletedBetweenTwoQuestions()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(missing, "application/json", 404));
        Transport transport;
        {
            GenerationWatch watch(transport, profileAt(server), u"gen-1"_s);
            watch.fetch.setWaits({300ms, 300ms});
            watch.start();
            QTRY_COMPARE(server.requests().size(), 1);
            QTRY_COMPARE(server.openConnectionCount(), 0);
        }
        GenerationWatch next(transport, profileAt(server), u"gen-2"_s);
        next.fetch.setWaits({400ms});
        next.start();
        QTRY_COMPARE(next.count, 1);
        QCOMPARE(pathsOf(server), QStringList({u"/generation?id=gen-1"_s, u"/generation?id=gen-2"_s,
                                               u"/generation?id=gen-2"_s}));
    }
};

QTEST_GUILESS_MAIN(tst_Fetches)
#include "tst_Fetches.moc"
