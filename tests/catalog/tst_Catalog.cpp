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

constexpr auto oneModel = R"({"data": [{"id": "only-here"}]})";

constexpr auto otherModel = R"({"data": [{"id": "another"}]})";

QByteArray listOf(int count)
{
    QByteArrayList rows;
    for (int i = 0; i < count; ++i)
        rows << "{\"id\": \"m" + QByteArray::number(i) + "\"}";
    return "{\"data\": [" + rows.join(", ") + "]}";
}

/// A keychain that never gives anything.
class LockedStore : public SecretStore
{
public:
    void read(const QString &, QObject *context, Answer answer) override
    {
        QMetaObject::invokeMethod(
            context, [answer = std::move(answer)] { answer(Error{ErrorKind::KeychainFailed, u"locked"_s}); },
            Qt::QueuedConnection);
    }
    void write(const QString &, const QByteArray &, QObject *, Done) override {}
    void remove(const QString &, QObject *, Done) override {}
    Place place() const override { return Place::Keychain; }
    QString keychainProblem() const override { return u"locked"_s; }
};

} // namespace

class tst_Catalog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void keepsAFetchedListForTheNextStart()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(id);
        bench.catalog.refresh(id); // once is enough
        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(bench.catalog.find({id, u"only-here"_s}));
        QVERIFY(!bench.catalog.listing(id).isBundled);

        const Catalog next(bench.transport, bench.accounts, bench.home);
        QVERIFY(next.find({id, u"only-here"_s}));
    }

    void forgetsTheListOfAServerThatIsTakenOut()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 1);
        QVERIFY(bench.accounts.removeServer(id));
        QVERIFY(!bench.catalog.find({id, u"only-here"_s}));

        // Another server of that name has models of its own.
        QCOMPARE(bench.accounts.addServer(u"Mine"_s, QUrl(u"https://other.test/v1"_s), false)->id, id);
        QVERIFY(!bench.catalog.find({id, u"only-here"_s}));
        const Catalog next(bench.transport, bench.accounts, bench.home);
        QVERIFY(!next.find({id, u"only-here"_s}));
    }

    void asksOnlyForAnotherListThanTheOneItHas()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel, "application/json", 200,
                                                "ETag: \"v1\"\r\nLast-Modified: Sun, 03 May 2026 10:00:00 GMT\r\n"));
        server.answerWith(ScriptedAnswer::whole({}, "application/json", 304));
        server.answerWith(ScriptedAnswer::whole("oops", "text/plain", 500));
        server.answerWith(ScriptedAnswer::whole(otherModel));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 1);
        QVERIFY(!server.requests().last().contains("If-None-Match"));
        const QDateTime first = bench.catalog.listing(id).asOf;

        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 2);
        QVERIFY(server.requests().last().contains("If-None-Match: \"v1\"\r\n"));
        QVERIFY(server.requests().last().contains("If-Modified-Since: Sun, 03 May 2026 10:00:00 GMT\r\n"));
        QVERIFY(bench.catalog.find({id, u"only-here"_s}));
        QVERIFY(!bench.catalog.listing(id).problem);
        QVERIFY(bench.catalog.listing(id).asOf >= first);
        QCOMPARE(bench.catalog.changes().changes().size(), 0);

        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 3);
        QVERIFY(bench.catalog.listing(id).problem);
        QVERIFY(bench.catalog.find({id, u"only-here"_s}));

        QSignalSpy found(&bench.catalog, &Catalog::changesFound);
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 4);
        QVERIFY(bench.catalog.find({id, u"another"_s}));
        QVERIFY(!bench.catalog.listing(id).problem);
        QCOMPARE(found.size(), 1);
        QCOMPARE(bench.catalog.changes().unseen().size(), 2);
        const Catalog next(bench.transport, bench.accounts, bench.home);
        QCOMPARE(next.changes().changes(), bench.catalog.changes().changes());
    }

    void asksForTheWholeListWhereTheDiskDidNotTakeIt()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel, "application/json", 200, "ETag: \"v1\"\r\n"));
        server.answerWith(ScriptedAnswer::whole(otherModel, "application/json", 200, "ETag: \"v2\"\r\n"));
        server.answerWith(ScriptedAnswer::whole(otherModel));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 1);
        const QString list = bench.home + u"/models-%1.json"_s.arg(id);
        QVERIFY(QFile::rename(list, list + ".old"_L1) && QDir().mkdir(list)); // no file can be put there
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 2);
        QVERIFY(bench.catalog.find({id, u"another"_s}));
        QVERIFY(QDir().rmdir(list) && QFile::rename(list + ".old"_L1, list));

        Catalog next(bench.transport, bench.accounts, bench.home);
        QSignalSpy asked(&next, &Catalog::refreshed);
        next.refresh(id);
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(!server.requests().last().contains("v2")); // else the old list would be confirmed as the new one
        QVERIFY(next.find({id, u"another"_s}));
    }

    void keepsTheListWhenTooManyModelsAreMissingUntilSomebodySaysOtherwise()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(listOf(40)));
        server.answerWith(ScriptedAnswer::whole(listOf(3)));
        server.answerWith(ScriptedAnswer::whole("{\"data\": []}"));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 1);
        bench.catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 2);
        QCOMPARE(bench.catalog.listing(id).models.size(), 40);
        QCOMPARE(bench.catalog.listing(id).missing, std::optional<qsizetype>(37));
        QCOMPARE(bench.catalog.changes().changes().size(), 0);
        {
            const Catalog next(bench.transport, bench.accounts, bench.home);
            QCOMPARE(next.listing(id).models.size(), 40);
        }
        bench.catalog.refresh(id); // an empty list
        QTRY_COMPARE(refreshed.size(), 3);
        QCOMPARE(bench.catalog.listing(id).models.size(), 40);
        QVERIFY(bench.catalog.listing(id).problem);

        bench.catalog.acceptList(id);
        QCOMPARE(bench.catalog.listing(id).models.size(), 3);
        QVERIFY(!bench.catalog.listing(id).missing);
        QCOMPARE(bench.catalog.changes().changes().size(), 37);
        bench.catalog.markChangesSeen();
        QCOMPARE(bench.catalog.changes().unseen().size(), 0);
    }

    void keepsTheUsersCorrectionThroughARefreshUntilItIsTakenBack()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        Catalog catalog(bench.transport, bench.accounts, bench.home, bench.home + "/config"_L1);
        QVERIFY(QDir().mkpath(bench.home + "/config"_L1));
        QSignalSpy refreshed(&catalog, &Catalog::refreshed);
        catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 1);
        const Target target{id, u"only-here"_s};
        QVERIFY(!catalog.find(target)->price.isKnown());

        UserFacts facts;
        facts.category = u"image"_s;
        facts.context = 4096;
        facts.unitPrices = {{*Money::parse(u"0.04"), u"image"_s}};
        facts.source = u"my bill"_s;
        QVERIFY(catalog.correct(target, facts));
        catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 2);
        const auto corrected = catalog.find(target);
        QCOMPARE(corrected->category, u"image"_s);
        QCOMPARE(corrected->context, std::optional<qint64>(4096));
        QCOMPARE(corrected->unitPrices, facts.unitPrices);
        QVERIFY(corrected->originOf(Origin::Fact::Price)->isUsers);
        QCOMPARE(corrected->originOf(Origin::Fact::Price)->date, QDate::currentDate().toString(Qt::ISODate));
        QCOMPARE(userFactsOf(*corrected), facts);

        facts.source = u"x\ty"_s; // control characters are refused
        QVERIFY(!catalog.correct(target, facts));
        QCOMPARE(catalog.find(target)->category, u"image"_s);
        QVERIFY(catalog.correct(target, {}));
        QVERIFY(!catalog.find(target)->price.isKnown());
        QVERIFY(catalog.find(target)->origins.isEmpty());
    }

    void dropsAListThatComesAfterItsServerWasTakenOut()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel));
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id;
        bench.catalog.refresh(id);
        QVERIFY(bench.catalog.listing(id).isRefreshing);
        QVERIFY(bench.accounts.removeServer(id));
        QTRY_COMPARE(server.openConnectionCount(), 0);
        bench.catalog.refresh(u"practice"_s); // comes later than the other answer
        QTRY_VERIFY(bench.catalog.listing(u"practice"_s).asOf.isValid());
        QVERIFY(!bench.catalog.listing(id).asOf.isValid());
        QVERIFY(!QFile::exists(bench.home + u"/models-"_s + id + u".json"_s));
    }

    void correctsEveryListWithWhatIsKnownBesides()
    {
        Bench bench;
        const auto bundled = bench.catalog.find({u"wisgate"_s, u"gpt-5"_s});
        QVERIFY(bundled && bundled->price.isKnown());
        QCOMPARE(bundled->originOf(Origin::Fact::Price)->certainty, QChar(u'D'));
        QCOMPARE(bench.catalog.find({u"wisgate"_s, u"sora-2"_s})->unitPrices.first().when, u"10 s, 720p"_s);
        QCOMPARE(bench.catalog.find({u"wisgate"_s, u"seedream-4.0"_s})->category, u"image"_s);
        QCOMPARE(bench.catalog.problems(), QStringList());
        for (const Model &model : bench.catalog.listing(u"openrouter"_s).models)
            QVERIFY(model.origins.isEmpty());
    }

    void takesTheUsersOwnCorrectionsBeforeTheBuiltInOnes()
    {
        Bench bench;
        const QString folder = bench.folder.filePath(u"config"_s);
        QVERIFY(QDir().mkpath(folder));
        const auto write = [&folder](const QString &name, const QByteArray &bytes) {
            QFile file(folder + u'/' + name);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(write(u"wisgate-corrections.json"_s, R"({"corrections": [
            {"id": "gpt-5", "prices": [{"per": "1M input tokens", "usd": "3"}], "source": "my bill", "certainty": "A"},
            {"pattern": "claude-.*", "family": "anthropic-messages", "source": "tried it"}]})"));
        QVERIFY(write(u"openrouter-corrections.json"_s, R"({"corrections": [{"id": "x", "prise": 1, "source": "s"}]})"));
        Catalog catalog(bench.transport, bench.accounts, bench.home, folder);
        const auto model = catalog.find({u"wisgate"_s, u"gpt-5"_s});
        QCOMPARE(model->price.inputToken->toString(), u"0.000003"_s);
        QVERIFY(!model->price.outputToken); // half of another price would be no price
        QVERIFY(model->originOf(Origin::Fact::Price)->isUsers);
        QCOMPARE(catalog.find({u"wisgate"_s, u"sora-2"_s})->unitPrices.size(), 1);

        const Profile wisGate = *bench.accounts.profile(u"wisgate"_s);
        QCOMPARE(catalog.dialectOf(wisGate, {u"wisgate"_s, u"claude-opus-4-5-20251101"_s}), u"anthropic-messages"_s);
        QCOMPARE(bench.catalog.dialectOf(wisGate, {u"wisgate"_s, u"claude-opus-4-5-20251101"_s}), u"openai-chat"_s);
        Profile chosen = wisGate;
        chosen.chosen[u"claude-opus-4-5-20251101"_s] = u"openai-responses"_s;
        QCOMPARE(catalog.dialectOf(chosen, {u"wisgate"_s, u"claude-opus-4-5-20251101"_s}), u"openai-responses"_s);

        // A bad file says why, and nothing else breaks.
        QCOMPARE(catalog.problems().size(), 1);
        QVERIFY2(catalog.problems().first().startsWith(u"openrouter-corrections.json: corrections[0].prise: "_s),
                 qPrintable(catalog.problems().first()));
        QVERIFY(catalog.listing(u"openrouter"_s).models.size() > 400);
    }

    void correctsWhatIsFetched()
    {
        Bench bench;
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(oneModel));
        const QString folder = bench.folder.filePath(u"config"_s);
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/mine-corrections.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"corrections": [{"id": "only-here", "context": 77, "source": "s"}]})");
        file.close();
        Catalog catalog(bench.transport, bench.accounts, bench.home, folder);
        const QString id = bench.accounts.addServer(u"Mine"_s, server.base(), false)->id; // after the catalogue
        QCOMPARE(id, u"mine"_s);
        QSignalSpy refreshed(&catalog, &Catalog::refreshed);
        catalog.refresh(id);
        QTRY_COMPARE(refreshed.size(), 1);
        QCOMPARE(catalog.find({id, u"only-here"_s})->context, std::optional<qint64>(77));
        // What is kept is the list itself.
        QVERIFY(!Catalog(bench.transport, bench.accounts, bench.home).find({id, u"only-here"_s})->context);
    }

    void saysThatTheKeychainFailedAndAsksNobody()
    {
        LockedStore locked;
        QTemporaryDir home;
        Transport transport;
        Accounts accounts(locked, home.filePath(u"servers"_s));
        Catalog catalog(transport, accounts, home.path());
        QSignalSpy refreshed(&catalog, &Catalog::refreshed);
        catalog.refresh(u"openai"_s);
        QTRY_COMPARE(refreshed.size(), 1);
        QVERIFY(catalog.listing(u"openai"_s).problem);
        QCOMPARE(catalog.listing(u"openai"_s).problem->kind, ErrorKind::KeychainFailed);
        QCOMPARE(transport.contactedHosts(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Catalog)
#include "tst_Catalog.moc"
