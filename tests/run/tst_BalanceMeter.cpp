#include "catalog/Accounts.h"
#include "catalog/Catalog.h"
#include "net/Transport.h"
#include "run/BalanceMeter.h"
#include "run/RunSet.h"
#include "store/Database.h"
#include "store/RunJournal.h"
#include "support/ScriptedServer.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr QByteArrayView balancePath = "/users/me/balance";
constexpr auto answer = R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})";

/// A provider that tells what is left and nothing of single answers, and two columns that ask it.
struct Stage
{
    explicit Stage(bool isOn = true)
    {
        Profile profile = profileForServer(u"Lab"_s, server.base(), true, {});
        profile.accountPath = QString::fromLatin1(balancePath);
        accounts.addTemporary(profile);
        accounts.lendSecret(profile.id, "the-key");
        meter.setWaits({1ms, 20ms});
        if (isOn)
            meter.setProviders({profile.id});
        runs.setMeter(&meter);
        trial.id = u"trial"_s;
        trial.prompt.text = u"Hi"_s;
        trial.targets = {{profile.id, u"a"_s}, {profile.id, u"b"_s}};
        server.answerWith(ScriptedAnswer::whole(answer));
        left("10.00");
    }

    void left(const QByteArray &dollars)
    {
        server.answerAt(balancePath.toByteArray(), ScriptedAnswer::whole("{\"available_balance\":" + dollars + "}"));
    }

    /// What is left is less from the moment on at which the model is asked.
    void spendWhenAsked(const QByteArray &dollars)
    {
        QObject::connect(&server, &ScriptedServer::requestArrived, &server, [this, dollars](const QByteArray &request) {
            if (request.startsWith("POST "))
                left(dollars);
        });
    }

    QByteArrayList asked() const
    {
        QByteArrayList paths;
        for (const QByteArray &request : server.requests())
            paths << request.left(request.indexOf(" HTTP"));
        return paths;
    }

    ScriptedServer server;
    QTemporaryDir folder;
    std::unique_ptr<SecretStore> secrets = makeMemorySecretStore();
    Transport transport;
    Accounts accounts{*secrets, folder.path()};
    Catalog catalog{transport, accounts, folder.path()};
    std::unique_ptr<Database> database = *Database::open(u":memory:"_s);
    RunJournal journal{*database};
    BalanceMeter meter{transport, accounts, journal};
    RunSet runs{transport, accounts, catalog, &journal};
    Trial trial;
};

} // namespace

class tst_BalanceMeter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsWhatIsMissingAfterARunThatWentAlone()
    {
        Stage stage;
        stage.spendWhenAsked("9.9925");
        QSignalSpy measured(&stage.meter, &BalanceMeter::measured);
        stage.runs.startColumn(stage.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(measured.size(), 1);
        const auto record = measured.first().first().value<RunRecord>();
        QCOMPARE(record.confirmed->usage.cost->toString(), u"0.0075"_s);
        QVERIFY(record.confirmed->isByBalance);
        QCOMPARE(record.cost.kind, CostKind::Unknown); // never merged
        QCOMPARE(stage.journal.latest(u"trial"_s)->first(), record);
        QCOMPARE(stage.asked(), (QByteArrayList{"GET /users/me/balance", "POST /chat/completions", "GET /users/me/balance"}));
    }

    void looksAgainWhenTheProviderIsLate()
    {
        Stage stage;
        QSignalSpy measured(&stage.meter, &BalanceMeter::measured);
        QObject::connect(&stage.server, &ScriptedServer::requestArrived, &stage.server, [&stage] {
            if (stage.server.requests().size() == 3) // the first look after the run finds nothing spent
                QTimer::singleShot(0, &stage.server, [&stage] { stage.left("9"); });
        });
        stage.runs.startColumn(stage.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(measured.size(), 1);
        QCOMPARE(measured.first().first().value<RunRecord>().confirmed->usage.cost->toString(), u"1"_s);
        QCOMPARE(stage.asked().count("GET /users/me/balance"), 3);
    }

    void asksNothingUnlessSwitchedOn()
    {
        Stage stage(false);
        stage.spendWhenAsked("9");
        QSignalSpy finished(&stage.runs, &RunSet::allFinished);
        stage.runs.startColumn(stage.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(stage.asked(), (QByteArrayList{"POST /chat/completions"}));
    }

    void saysNothingWhenTwoRunsGoTogether()
    {
        Stage stage;
        stage.spendWhenAsked("9");
        QSignalSpy finished(&stage.runs, &RunSet::allFinished);
        QSignalSpy measured(&stage.meter, &BalanceMeter::measured);
        stage.runs.start(stage.trial, {.isStreaming = false});
        QTRY_COMPARE(finished.size(), 1);
        // Alone again, and measured: so whatever the two had to say was said by now.
        stage.runs.startColumn(stage.trial, 2, {.isStreaming = false});
        stage.server.disconnect(&stage.server);
        QTRY_COMPARE(stage.runs.run(2)->record().state, RunState::Done);
        QTRY_COMPARE(stage.asked().count("POST /chat/completions"), 3);
        QCOMPARE(measured.size(), 0);
    }

    void measuresNothingWhileSomethingElseIsUnderWay_data()
    {
        QTest::addColumn<bool>("isEarlier");
        QTest::newRow("begun before") << true;
        QTest::newRow("begun while it is measured") << false;
    }
    void measuresNothingWhileSomethingElseIsUnderWay()
    {
        QFETCH(bool, isEarlier);
        Stage stage;
        stage.spendWhenAsked("9");
        QSignalSpy measured(&stage.meter, &BalanceMeter::measured);
        auto other = std::make_unique<QObject>(); // a job that the keeper follows
        bool isNoted = false;
        const auto note = [&] {
            stage.meter.noteOther(stage.trial.targets.first().provider, other.get());
            isNoted = true;
        };
        if (isEarlier)
            note();
        else // it waits for its first look by then
            connect(&stage.runs, &RunSet::finished, &stage.runs, note, Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        QSignalSpy finished(&stage.runs, &RunSet::finished);
        stage.runs.startColumn(stage.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(finished.size(), 1);
        QTRY_VERIFY(isNoted);
        other.reset();
        // A whole measure elsewhere: by then the first had said whatever it had to say.
        Stage elsewhere;
        elsewhere.spendWhenAsked("9");
        QSignalSpy measuredElsewhere(&elsewhere.meter, &BalanceMeter::measured);
        elsewhere.runs.startColumn(elsewhere.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(measuredElsewhere.size(), 1);
        QCOMPARE(measured.size(), 0);
        stage.spendWhenAsked("8"); // alone again
        stage.runs.startColumn(stage.trial, 2, {.isStreaming = false});
        QTRY_COMPARE(measured.size(), 1);
        QCOMPARE(measured.first().first().value<RunRecord>().column, 2);
    }

    void sendsAllTheSameWhenNobodySaysWhatIsLeft()
    {
        Stage stage;
        stage.server.answerAt(balancePath.toByteArray(), ScriptedAnswer::whole("{}", "application/json", 500));
        QSignalSpy finished(&stage.runs, &RunSet::allFinished);
        stage.runs.startColumn(stage.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(stage.runs.run(1)->record().state, RunState::Done);
    }

    void sendsNothingAfterAStopDuringTheFirstLook()
    {
        Stage stage;
        stage.server.answerAt(balancePath.toByteArray(), {{}, ScriptedAnswer::End::KeepOpen});
        stage.runs.startColumn(stage.trial, 1, {.isStreaming = false});
        QTRY_COMPARE(stage.server.requests().size(), 1);
        stage.runs.stopAll();
        QCOMPARE(stage.runs.run(1)->record().state, RunState::Stopped);
        stage.left("10");
        stage.runs.startColumn(stage.trial, 2, {.isStreaming = false});
        QTRY_COMPARE(stage.runs.run(2)->record().state, RunState::Done);
        QCOMPARE(stage.asked().count("POST /chat/completions"), 1);
    }
};

QTEST_GUILESS_MAIN(tst_BalanceMeter)
#include "tst_BalanceMeter.moc"
