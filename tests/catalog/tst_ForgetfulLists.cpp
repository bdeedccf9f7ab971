#include "support/Bench.h"
#include "support/ScriptedServer.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto models = R"({"data": [{"id": "maker/one"}, {"id": "maker/two"}]})";

constexpr auto oneKeeps = R"({"data": [{"model_id": "maker/one", "tag": "calm"}]})";

constexpr auto twoKeep = R"({"data": [{"model_id": "maker/one", "tag": "calm"}, {"model_id": "maker/two", "tag": "calm/fp8"}]})";

const QByteArray path = "/endpoints/zdr";

/// A gateway that tells who keeps nothing.
struct GatewayBench : Bench
{
    GatewayBench()
    {
        profile = profileForServer(u"Gate"_s, server.base(), true, {});
        profile.modelsNeedKey = false;
        profile.forgetfulPath = QString::fromLatin1(path);
        accounts.addTemporary(profile);
        server.answerAt("/models", ScriptedAnswer::whole(models));
    }

    /// What a refresh leaves when the list is answered like that.
    ForgetfulLists::Listing fetched(const ScriptedAnswer &answer)
    {
        server.answerAt(path, answer);
        catalog.refresh(profile.id);
        std::ignore = QTest::qWaitFor([this] {
            return !catalog.listing(profile.id).isRefreshing && !catalog.forgetful().listing(profile.id).isRefreshing;
        });
        return catalog.forgetful().listing(profile.id);
    }

    QByteArray lastQuestion() const
    {
        QByteArray last;
        for (const QByteArray &request : server.requests()) {
            if (request.startsWith("GET " + path + ' '))
                last = request;
        }
        return last;
    }

    ScriptedServer server;
    Profile profile;
};

} // namespace

/// Who keeps nothing: asked only on request, kept for the next start, and never lost to a fault.
class tst_ForgetfulLists : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void asksNobodyByItself()
    {
        const GatewayBench bench;
        QVERIFY(!bench.catalog.forgetful().listing(bench.profile.id).isKnown());
        QVERIFY(bench.catalog.forgetful().models().isEmpty());
        QVERIFY(bench.server.requests().isEmpty());
    }

    void isAskedWithTheModelsAndKeptForTheNextStart()
    {
        GatewayBench bench;
        QSignalSpy changed(&bench.catalog.forgetful(), &ForgetfulLists::changed);
        const auto listing = bench.fetched(ScriptedAnswer::whole(twoKeep));
        QVERIFY(!listing.problem);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(listing.tags.value(u"maker/two"_s), QStringList(u"calm/fp8"_s));
        const QSet<Target> both{{bench.profile.id, u"maker/one"_s}, {bench.profile.id, u"maker/two"_s}};
        QCOMPARE(bench.catalog.forgetful().models(), both);
        QVERIFY(listing.stamp.checked.isValid());

        const Catalog next(bench.transport, bench.accounts, bench.home);
        QCOMPARE(next.forgetful().models(), both);
        QCOMPARE(next.forgetful().listing(bench.profile.id).stamp.checked.toSecsSinceEpoch(),
                 listing.stamp.checked.toSecsSinceEpoch());
    }

    void asksOnlyForAnotherListThanTheOneItHas()
    {
        GatewayBench bench;
        bench.fetched(ScriptedAnswer::whole(oneKeeps, "application/json", 200, "ETag: \"v1\"\r\n"));
        QVERIFY(!bench.lastQuestion().contains("If-None-Match"));
        const auto listing = bench.fetched(ScriptedAnswer::whole({}, "application/json", 304));
        QVERIFY(bench.lastQuestion().contains("If-None-Match: \"v1\"\r\n"));
        QVERIFY(!listing.problem);
        QVERIFY(listing.tags.contains(u"maker/one"_s));
    }

    void asksForTheWholeListWhereTheDiskDidNotTakeIt()
    {
        GatewayBench bench;
        bench.fetched(ScriptedAnswer::whole(oneKeeps, "application/json", 200, "ETag: \"v1\"\r\n"));
        const QString list = bench.home + u"/forgetful-%1.json"_s.arg(bench.profile.id);
        const QString stamp = bench.home + u"/forgetful-%1.stamp"_s.arg(bench.profile.id);
        QCOMPARE(readListStamp(stamp).etag, QByteArray("\"v1\""));
        QVERIFY(QFile::rename(list, list + ".old"_L1) && QDir().mkdir(list)); // no file can be put there
        bench.fetched(ScriptedAnswer::whole(twoKeep, "application/json", 200, "ETag: \"v2\"\r\n"));
        QVERIFY(QDir().rmdir(list) && QFile::rename(list + ".old"_L1, list));
        QCOMPARE(readListStamp(stamp).etag, QByteArray("\"v1\"")); // else the old list would be confirmed as the new one
        QCOMPARE(bench.catalog.forgetful().models().size(), 2);
    }

    void keepsTheListThroughEveryFault_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("a broken server") << QByteArray("oops") << 500;
        QTest::newRow("too busy") << QByteArray("{\"error\":{\"message\":\"wait\"}}") << 429;
        QTest::newRow("not there any more") << QByteArray("{}") << 404;
        QTest::newRow("a page") << QByteArray("<html>Sign in</html>") << 200;
        QTest::newRow("cut") << QByteArray("{\"data\": [{\"model_id\"") << 200;
        QTest::newRow("nobody") << QByteArray("{\"data\": []}") << 200;
        QTest::newRow("unchanged, which was not asked") << QByteArray() << 304;
    }
    void keepsTheListThroughEveryFault()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        GatewayBench bench;
        const auto before = bench.fetched(ScriptedAnswer::whole(oneKeeps));
        const auto after = bench.fetched(ScriptedAnswer::whole(body, "application/json", status));
        QVERIFY(after.problem);
        QCOMPARE(after.tags, before.tags);
        QCOMPARE(after.stamp, before.stamp);
        const Catalog next(bench.transport, bench.accounts, bench.home);
        QCOMPARE(next.forgetful().models().size(), 1);
        QVERIFY(!bench.fetched(ScriptedAnswer::whole(twoKeep)).problem);
    }

    void nobodyIsKnownWhereTheFirstListIsBroken()
    {
        GatewayBench bench;
        const auto listing = bench.fetched(ScriptedAnswer::whole("{\"data\": []}"));
        QVERIFY(listing.problem);
        QVERIFY(!listing.isKnown());
    }

    /// A list that claims less is believed: the other way round somebody might be promised what nobody keeps.
    void believesAShorterList()
    {
        GatewayBench bench;
        bench.fetched(ScriptedAnswer::whole(twoKeep));
        QCOMPARE(bench.fetched(ScriptedAnswer::whole(oneKeeps)).tags.keys(), QStringList(u"maker/one"_s));
    }

    void hasNoKeyInWhatItKeepsAndSays()
    {
        GatewayBench bench;
        const QByteArray key = "a-plain-canary-of-no-known-shape";
        bench.accounts.connectAccount(bench.profile.id, key);
        bench.fetched(ScriptedAnswer::whole(R"({"data": [{"model_id": "maker/one", "tag": ")" + key + R"("}]})"));
        QVERIFY(bench.lastQuestion().contains(key));
        QFile kept(bench.home + u"/forgetful-"_s + bench.profile.id + u".json"_s);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(!kept.readAll().contains(key));
        const auto listing = bench.fetched(ScriptedAnswer::whole(R"({"error": {"message": "no )" + key + R"("}})", "application/json", 403));
        QVERIFY(listing.problem && !listing.problem->detail.contains(QString::fromLatin1(key)));
    }

    void aListFromAnotherAddressIsNotItsList()
    {
        GatewayBench bench;
        bench.fetched(ScriptedAnswer::whole(oneKeeps));
        Profile moved = bench.profile;
        moved.base = QUrl(u"https://other.test/v1"_s);
        bench.accounts.addTemporary(moved);
        QVERIFY(!bench.catalog.forgetful().listing(moved.id).isKnown());
        const Catalog next(bench.transport, bench.accounts, bench.home);
        QVERIFY(!next.forgetful().listing(moved.id).isKnown());
    }

    void theMainServicesSayWhetherTheyTell()
    {
        for (const Profile &profile : builtInProfiles())
            QCOMPARE(!profile.forgetfulPath.isEmpty(), profile.id == "openrouter"_L1);
    }

    void practiceGatewayTells()
    {
        Bench bench;
        Profile router = *bench.accounts.profile(u"openrouter"_s);
        router.base = bench.accounts.profile(u"practice"_s)->base;
        router.base.setPath(router.practicePath);
        bench.accounts.addTemporary(router);
        bench.accounts.connectAccount(router.id, bench.gateway.key());
        bench.catalog.refresh(router.id);
        QTRY_COMPARE(bench.catalog.forgetful().models().size(), 3);
        QVERIFY(bench.catalog.forgetful().models().contains({router.id, u"text-a"_s}));
    }
};

QTEST_GUILESS_MAIN(tst_ForgetfulLists)
#include "tst_ForgetfulLists.moc"
