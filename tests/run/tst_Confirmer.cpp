#include "catalog/Accounts.h"
#include "net/Transport.h"
#include "run/Confirmer.h"
#include "store/Database.h"
#include "store/RunJournal.h"
#include "support/ScriptedServer.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto found = R"({"data": {"total_cost": 0.0015, "provider_name": "Lab", "native_tokens_completion": 9}})";

/// A provider that keeps records, and a run of it that is over and in the journal.
struct Stage
{
    Stage()
    {
        Profile profile = profileForServer(u"Lab"_s, server.base(), true, {});
        profile.generationPath = u"/generation?id={id}"_s;
        accounts.addTemporary(profile);
        accounts.lendSecret(profile.id, "the-key");
        record.id = u"run"_s;
        record.trialId = u"trial"_s;
        record.target = {profile.id, u"m"_s};
        record.recipe.request.base = profile.base;
        record.recipe.request.path = u"/chat/completions"_s;
        record.text = u"Hello"_s;
        record.cost = {CostKind::Reported, *Money::parse(u"0.001")};
        record.generationId = u"gen-1"_s;
        record.attempts = 1;
        std::ignore = journal.begin(record);
        record.state = RunState::Done;
        std::ignore = journal.update(record);
    }

    ScriptedServer server;
    QTemporaryDir folder;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Transport transport;
    Accounts accounts{*secrets, folder.path()};
    std::unique_ptr<Database> database = *Database::open(u":memory:"_s);
    RunJournal journal{*database};
    Confirmer confirmer{transport, accounts, journal};
    RunRecord record;
};

} // namespace

class tst_Confirmer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void putsTheRecordBesideWhatWasReported()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(found));
        QSignalSpy confirmed(&stage.confirmer, &Confirmer::confirmed);
        stage.confirmer.lookUp(stage.record);
        QCOMPARE(confirmed.size(), 0);
        QTRY_COMPARE(confirmed.size(), 1);
        const auto record = confirmed.first().first().value<RunRecord>();
        QCOMPARE(record.confirmed->usage.cost->toString(), u"0.0015"_s);
        QCOMPARE(record.cost, stage.record.cost); // never merged
        QVERIFY(stage.server.requests().first().startsWith("GET /generation?id=gen-1 "));
        QVERIFY(stage.server.requests().first().contains("Bearer the-key"));

        const auto kept = stage.journal.latest(u"trial"_s);
        QCOMPARE(kept->size(), 1);
        QCOMPARE(kept->first(), record);
        QCOMPARE(kept->first().text, u"Hello"_s);
    }

    void asksNobodyWhoHasNoRecordOfIt_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"no id", "masked id", "still going on", "another address", "no provider", "practice"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void asksNobodyWhoHasNoRecordOfIt()
    {
        QFETCH(QString, what);
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(found));
        QSignalSpy contacted(&stage.transport, &Transport::hostContacted);
        RunRecord record = stage.record;
        if (what == u"no id"_s)
            record.generationId.clear();
        else if (what == u"masked id"_s)
            record.generationId = u"gen-\u2022\u2022\u2022\u2022"_s;
        else if (what == u"still going on"_s)
            record.state = RunState::Writing;
        else if (what == u"another address"_s)
            record.recipe.request.base = QUrl(u"http://127.0.0.1:9/v1"_s);
        else if (what == u"no provider"_s)
            record.target.provider = u"nobody"_s;
        else if (what == u"practice"_s)
            record.isPractice = true; // no gateway is listening, and the provider itself is never asked
        stage.confirmer.lookUp(record);
        QSignalSpy confirmed(&stage.confirmer, &Confirmer::confirmed);
        stage.confirmer.lookUp(stage.record); // whatever the first would ask is asked before
        QTRY_COMPARE(confirmed.size(), 1);
        QCOMPARE(confirmed.first().first().value<RunRecord>().id, stage.record.id);
        QCOMPARE(stage.server.requests().size(), 1);
        QVERIFY(stage.server.requests().first().startsWith("GET /generation?id=gen-1 "));
        QCOMPARE(contacted.size(), 1);
    }

    void asksThePracticeGatewayOfAPracticeRun()
    {
        Stage stage;
        stage.accounts.setPracticeGateway(stage.server.base(), "practice-key");
        stage.server.answerWith(ScriptedAnswer::whole(found));
        Profile twin = stage.accounts.practiceTwin(*stage.accounts.profile(stage.record.target.provider));
        RunRecord record = stage.record;
        record.isPractice = true;
        record.recipe.request.base = twin.base;
        QSignalSpy confirmed(&stage.confirmer, &Confirmer::confirmed);
        stage.confirmer.lookUp(record);
        QTRY_COMPARE(confirmed.size(), 1);
        QVERIFY(stage.server.requests().first().startsWith("GET " + twin.base.path().toLatin1() + "/generation?id=gen-1 "));
        QVERIFY(stage.server.requests().first().contains("practice-key"));
        QVERIFY(!stage.server.requests().first().contains("the-key\r"));
    }

    void leavesARunAsItWasWhenTheRecordIsRefused()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole("{\"error\":{\"message\":\"no\"}}", "application/json", 401));
        QSignalSpy confirmed(&stage.confirmer, &Confirmer::confirmed);
        stage.confirmer.lookUp(stage.record);
        QTRY_COMPARE(stage.server.requests().size(), 1);
        QTRY_COMPARE(stage.confirmer.children().size(), 0);
        QCOMPARE(confirmed.size(), 0);
        QCOMPARE(stage.journal.latest(u"trial"_s)->first(), stage.record);
    }

    void saysWhatItFoundOfARunThatIsNotInTheJournalAnyMore()
    {
        Stage stage;
        stage.server.answerWith(ScriptedAnswer::whole(found));
        RunRecord other = stage.record;
        other.id = u"gone"_s;
        QSignalSpy confirmed(&stage.confirmer, &Confirmer::confirmed);
        stage.confirmer.lookUp(other);
        QTRY_COMPARE(confirmed.size(), 1);
        QCOMPARE(stage.journal.latest(u"trial"_s)->first(), stage.record);
    }
};

QTEST_GUILESS_MAIN(tst_Confirmer)
#include "tst_Confirmer.moc"
