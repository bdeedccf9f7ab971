#include "support/Bench.h"
#include "support/ScriptedServer.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto oneModel = R"({"data": [{"id": "only-here"}]})";

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
