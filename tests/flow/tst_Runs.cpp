#include "support/Bench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

// Outside the class: moc loses track of raw strings inside it.
constexpr auto twoRefusals = R"({"factor": 0.01, "faults": [{"model": "text-a", "fault": "429", "times": 2}]})";
constexpr auto brokenLists = R"({"faults": [{"route": "models", "fault": "500"}]})";

Limits shortLimits()
{
    Limits limits;
    limits.connect = 2s;
    limits.firstByte = 400ms;
    limits.idle = 400ms;
    return limits;
}

} // namespace

class tst_Runs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void streamsSeveralModelsSideBySide()
    {
        Bench bench;
        QSignalSpy allFinished(&bench.runs, &RunSet::allFinished);
        bench.runs.start(trialOn({u"text-a"_s, u"text-b"_s, u"text-c"_s}));
        QTRY_COMPARE(allFinished.size(), 1);
        for (int column = 1; column <= 3; ++column) {
            const RunRecord &record = bench.runs.run(column)->record();
            QVERIFY2(record.state == RunState::Done, qPrintable(record.error ? record.error->detail + QString::fromUtf8(bench.gateway.recorded().first().raw) : QString()));
            QVERIFY(record.text.contains(u"practice output, not an AI model"_s));
            QVERIFY(record.isPractice);
            QVERIFY(record.usage.input && record.usage.output);
            QVERIFY(record.firstWord && record.duration && *record.firstWord <= *record.duration);
            QCOMPARE(record.attempts, 1);
        }
        QVERIFY(!bench.runs.run(3)->record().reasoning.isEmpty());
        QCOMPARE(chatsAt(bench.gateway), 3);
    }

    void givesTheSameAnswerStreamedAndWhole()
    {
        Bench bench;
        QSignalSpy allFinished(&bench.runs, &RunSet::allFinished);
        const Trial trial = trialOn({u"text-a"_s, u"text-b"_s, u"text-c"_s});
        bench.runs.start(trial);
        QTRY_COMPARE(allFinished.size(), 1);
        QList<RunRecord> streamed;
        for (const int column : bench.runs.columns())
            streamed << bench.runs.run(column)->record();
        RunOptions whole;
        whole.isStreaming = false;
        bench.runs.start(trial, whole);
        QTRY_VERIFY(allFinished.size() >= 2 && !bench.runs.isRunning());
        for (int column = 1; column <= 3; ++column) {
            const RunRecord &record = bench.runs.run(column)->record();
            QCOMPARE(record.text, streamed[column - 1].text);
            QCOMPARE(record.reasoning, streamed[column - 1].reasoning);
            QCOMPARE(record.usage, streamed[column - 1].usage);
        }
    }

    void spendsNothingOnWhatItCouldNotKeep()
    {
        Bench bench;
        RunSet runs(bench.transport, bench.accounts, bench.catalog, nullptr);
        QSignalSpy allFinished(&runs, &RunSet::allFinished);
        runs.start(trialOn({u"picture-a"_s, u"video-a"_s}));
        QTRY_COMPARE(allFinished.size(), 1);
        for (const int column : {1, 2}) {
            const RunRecord &record = runs.run(column)->record();
            QCOMPARE(record.state, RunState::Failed);
            QCOMPARE(record.error->kind, ErrorKind::Rejected);
            QCOMPARE(record.attempts, 0);
        }
        QVERIFY(bench.transport.contactedHosts().isEmpty());
    }

    void sendsWhatTheModelIsListedToTake()
    {
        Bench bench;
        Trial trial = newTrial();
        trial.prompt.text = u"A mug"_s;
        trial.prompt.settings = {{u"temperature"_s, 0.5}, {u"max_tokens"_s, 9}, {u"provider.sort"_s, u"price"_s}};
        trial.targets = {{u"openrouter"_s, u"openai/gpt-5.4-image-2"_s}, {u"openrouter"_s, u"not/listed"_s}};
        const auto bodyOf = [&](int column) {
            const auto record = bench.runs.prepare(trial, column);
            return QJsonDocument::fromJson(record ? record->recipe.request.body : QByteArray()).object();
        };
        const QJsonObject listed = bodyOf(1);
        QVERIFY(!listed.contains(u"temperature"_s));
        QCOMPARE(listed[u"max_tokens"_s].toInt(), 9);
        QCOMPARE(listed[u"provider"_s][u"sort"_s].toString(), u"price"_s);
        QCOMPARE(listed[u"modalities"_s].toArray().size(), 2);
        QCOMPARE(bench.runs.columnFits(trial.targets).first().fit(u"temperature"_s), SettingFit::NotListed);

        const QJsonObject unknown = bodyOf(2);
        QCOMPARE(unknown[u"temperature"_s].toDouble(), 0.5);
        QVERIFY(!unknown.contains(u"modalities"_s));

        trial.prompt.attachments << Media{MediaKind::Video, "video/mp4", "x", {}, u"mug.mp4"_s};
        const auto refused = bench.runs.prepare(trial, 1);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Rejected);
        QVERIFY2(refused.error().detail.contains(u"mug.mp4"_s), qPrintable(refused.error().detail));
    }

    void endsEachFaultAsItShould_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<RunState>("state");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("requests");
        const auto row = [](const char *fault, RunState state, const QString &error, int requests = 1) {
            QTest::newRow(fault) << QString::fromLatin1(fault) << state << error << requests;
        };
        row("400", RunState::Failed, u"bad_request"_s);
        row("401", RunState::Failed, u"unauthorized"_s);
        row("402", RunState::Failed, u"no_credit"_s);
        row("403", RunState::Failed, u"forbidden"_s);
        row("404", RunState::Failed, u"not_found"_s);
        row("408", RunState::Failed, u"server_timeout"_s);
        row("413", RunState::Failed, u"payload_too_large"_s);
        row("429", RunState::Failed, u"rate_limited"_s, 3);
        row("429-plain", RunState::Failed, u"rate_limited"_s, 3);
        row("500", RunState::Failed, u"server_fault"_s);
        row("502", RunState::Failed, u"server_fault"_s);
        row("503", RunState::Failed, u"overloaded"_s, 3);
        row("504", RunState::Failed, u"server_timeout"_s);
        row("529", RunState::Failed, u"overloaded"_s);
        row("silence", RunState::Failed, u"first_byte_timeout"_s);
        row("slow", RunState::Done, {});
        row("reset", RunState::Failed, u"connection_lost"_s);
        row("cut", RunState::Cut, u"cut_off"_s);
        row("stall", RunState::Failed, u"idle_timeout"_s);
        row("malformed", RunState::Done, {});
        row("stream-error", RunState::Failed, u"server_fault"_s);
        row("html", RunState::Failed, u"not_an_api"_s);
        row("wrong-type", RunState::Done, {});
        row("empty", RunState::Failed, u"empty_answer"_s);
        row("refusal", RunState::Done, {});
        row("context", RunState::Failed, u"context_too_long"_s);
    }
    void endsEachFaultAsItShould()
    {
        QFETCH(QString, fault);
        QFETCH(RunState, state);
        QFETCH(QString, error);
        QFETCH(int, requests);
        Bench bench;
        const Trial trial = trialOn({u"text-b:"_s + fault});
        auto record = bench.runs.prepare(trial, 1);
        QVERIFY(record);
        Profile profile;
        profile.limits = shortLimits();
        Run run(bench.transport, &bench.journal, *record, {dialectNamed(u"openai-chat"), profile, {}});
        QSignalSpy finished(&run, &Run::finished);
        run.start(bench.gateway.key());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
        QCOMPARE(QString(nameOf(run.record().state)), QString(nameOf(state)));
        QCOMPARE(run.record().error ? QString(nameOf(run.record().error->kind)) : QString(), error);
        QCOMPARE(chatsAt(bench.gateway), requests);
        QCOMPARE(run.record().attempts, requests);
        if (fault == "cut"_L1 || fault == "stall"_L1 || fault == "stream-error"_L1)
            QVERIFY(!run.record().text.isEmpty()); // what arrived is kept
        if (fault == "malformed"_L1)
            QVERIFY(run.record().oddities > 0);
        if (fault == "refusal"_L1)
            QCOMPARE(run.record().finish, std::optional(FinishReason::Refusal));
    }

    void coversEveryFaultOfTheGateway()
    {
        // A fault that later work adds needs a row above.
        QStringList rows;
        for (const char *name : {"400", "401", "402", "403", "404", "408", "413", "429", "429-plain", "500", "502",
                                 "503", "504", "529", "silence", "slow", "reset", "cut", "stall", "malformed",
                                 "stream-error", "html", "wrong-type", "empty", "refusal", "context"})
            rows << QString::fromLatin1(name);
        QStringList names = PracticeGateway::faultNames();
        rows.sort();
        names.sort();
        QCOMPARE(rows, names);
    }

    void triesAgainVisiblyAndThenSucceeds()
    {
        Bench bench;
        QVERIFY(bench.gateway.setFaults(twoRefusals));
        auto record = bench.runs.prepare(trialOn({u"text-a"_s}), 1);
        Run run(bench.transport, &bench.journal, *record, {dialectNamed(u"openai-chat"), {}, {}});
        QSignalSpy failed(&run, &Run::attemptFailed);
        QSignalSpy finished(&run, &Run::finished);
        run.start(bench.gateway.key());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(failed.size(), 2);
        QCOMPARE(run.record().state, RunState::Done);
        QCOMPARE(run.record().attempts, 3);
        QVERIFY(!run.record().error.has_value());
    }

    void sendsOnceWhenTheServerClosesWithoutAnAnswer()
    {
        Bench bench;
        bench.runs.start(trialOn({u"text-a:reset"_s}));
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(chatsAt(bench.gateway), 1);
    }

    void journalsBeforeAnythingIsSent()
    {
        Bench bench;
        const Trial trial = trialOn({u"text-b"_s});
        QList<RunRecord> atFirstRequest;
        connect(&bench.gateway, &PracticeGateway::requestRecorded, &bench.gateway, [&] {
            if (atFirstRequest.isEmpty())
                atFirstRequest = *bench.journal.latest(trial.id);
        });
        bench.runs.start(trial);
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(atFirstRequest.size(), 1);
        const auto after = bench.journal.latest(trial.id);
        QVERIFY(after);
        QCOMPARE(after->first().state, RunState::Done);
        QCOMPARE(after->first().text, bench.runs.run(1)->record().text);
    }

    void stopsOneColumnAndKeepsWhatArrived()
    {
        Bench bench;
        QVERIFY(bench.gateway.setFaults("{\"factor\": 1}"));
        bench.runs.start(trialOn({u"text-b"_s, u"text-a"_s}));
        QTRY_VERIFY(!bench.runs.run(1)->record().text.isEmpty());
        bench.runs.stop(1);
        const RunRecord stopped = bench.runs.run(1)->record();
        QCOMPARE(stopped.state, RunState::Stopped);
        QCOMPARE(stopped.error->kind, ErrorKind::Cancelled);
        QVERIFY(!stopped.text.isEmpty());
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(2)->record().state, RunState::Done);
        QCOMPARE(bench.runs.run(1)->record().text, stopped.text);
    }

    void stopInsideASignalIsSafe()
    {
        Bench bench;
        connect(&bench.runs, &RunSet::started, &bench.runs, [&bench](int column, Run *run) {
            connect(run, &Run::textArrived, run, [&bench, column] { bench.runs.stop(column); });
        });
        bench.runs.start(trialOn({u"text-a"_s}));
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(1)->record().state, RunState::Stopped);
    }

    void canBeDeletedWhileSixAnswersStream()
    {
        Bench bench;
        QVERIFY(bench.gateway.setFaults("{\"factor\": 1}"));
        for (int round = 0; round < 10; ++round) {
            auto runs = std::make_unique<RunSet>(bench.transport, bench.accounts, bench.catalog, &bench.journal);
            int pieces = 0;
            connect(runs.get(), &RunSet::started, this, [this, &pieces](int, Run *run) {
                connect(run, &Run::textArrived, this, [&pieces] { ++pieces; });
            });
            runs->start(trialOn({u"text-a"_s, u"text-b"_s, u"text-c"_s, u"text-a"_s, u"text-b:slow"_s, u"text-c:cut"_s}));
            QTRY_VERIFY(pieces > round * 5); // each time a little later
            runs.reset();
            pieces = 0;
            bench.runs.start(trialOn({u"text-a:refusal"_s}));
            QTRY_VERIFY(!bench.runs.isRunning());
            QCOMPARE(pieces, 0);
        }
    }

    void goesOnWhenWhoeverHearsOfAStopStartsAgain()
    {
        Bench bench;
        const Trial trial = trialOn({u"text-b"_s, u"text-b"_s, u"text-b"_s});
        bool isAgain = false;
        connect(&bench.runs, &RunSet::finished, this, [&](int column) {
            if (!std::exchange(isAgain, true))
                bench.runs.startColumn(trial, column);
        });
        bench.runs.start(trial);
        bench.runs.stopAll();
        QVERIFY(bench.runs.isRunning());
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(1)->record().state, RunState::Done);
        QCOMPARE(bench.runs.run(2)->record().state, RunState::Stopped);
    }

    void sendsNothingThatCannotBeJournaled()
    {
        Bench bench;
        bench.database->connection().exec(u"PRAGMA query_only = ON"_s);
        bench.runs.start(trialOn({u"text-a"_s}));
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(1)->record().state, RunState::Failed);
        QCOMPARE(bench.runs.run(1)->record().error->kind, ErrorKind::StorageFailed);
        QCOMPARE(chatsAt(bench.gateway), 0);
    }

    void keepsAnAnswerThatCannotBeSavedAndSaysSo()
    {
        Bench bench;
        QVERIFY(bench.gateway.setFaults("{\"factor\": 0.5}"));
        QSignalSpy keepFailed(&bench.runs, &RunSet::keepFailed);
        bench.runs.start(trialOn({u"text-b"_s}));
        QTRY_VERIFY(!bench.runs.run(1)->record().text.isEmpty());
        QVERIFY(bench.runs.isRunning());
        bench.database->connection().exec(u"PRAGMA query_only = ON"_s);
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(1)->record().state, RunState::Done);
        QCOMPARE(keepFailed.size(), 1);
        QCOMPARE(keepFailed.first().first().value<Error>().kind, ErrorKind::StorageFailed);
    }

    void saysThatThePracticeGatewayIsNotThere()
    {
        QTemporaryDir home;
        const auto secrets = makeMemorySecretStore();
        Transport transport;
        Accounts accounts(*secrets, home.path());
        Catalog catalog(transport, accounts, home.path());
        RunSet runs(transport, accounts, catalog, nullptr);
        Trial trial = trialOn({u"text-a"_s});
        trial.targets << Target{u"openrouter"_s, u"openai/gpt-5-nano"_s};
        RunOptions options;
        options.onPractice = {2};
        runs.start(trial, options);
        QTRY_VERIFY(!runs.isRunning());
        for (const int column : {1, 2}) {
            QCOMPARE(runs.run(column)->record().error->kind, ErrorKind::NotConnected);
            QVERIFY(!runs.run(column)->record().id.isEmpty()); // its column keeps showing it
        }
        QCOMPARE(transport.contactedHosts(), QStringList());
    }

    void startsMoreThanSixStreamsAtOnce()
    {
        Bench bench;
        RunSet second(bench.transport, bench.accounts, bench.catalog, nullptr);
        const Trial six = trialOn(QStringList(6, u"text-b:slow"_s));
        bench.runs.start(six);
        second.start(six);
        QTRY_COMPARE(chatsAt(bench.gateway), 12);
        QVERIFY(bench.runs.isRunning() && second.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!bench.runs.isRunning() && !second.isRunning(), 20'000);
    }

    void speaksARealProvidersDialectToTheGateway()
    {
        Bench bench;
        Trial trial = trialOn({});
        trial.targets = {{u"openrouter"_s, u"openai/gpt-5-nano"_s}, {u"wisgate"_s, u"gpt-5-nano"_s}};
        RunOptions options;
        options.onPractice = {1, 2};
        bench.runs.start(trial, options);
        QTRY_VERIFY(!bench.runs.isRunning());
        for (const int column : {1, 2}) {
            QCOMPARE(bench.runs.run(column)->record().state, RunState::Done);
            QVERIFY(bench.runs.run(column)->record().isPractice);
        }
        QVERIFY(bench.gateway.recorded().first().target.startsWith("/openrouter/api/v1/"));
        QVERIFY(bench.gateway.recorded().last().target.startsWith("/wisgate/v1/"));
        QCOMPARE(bench.runs.run(1)->record().cost.kind, CostKind::Reported);
    }

    void asksForAnAccountBeforeSendingAnything()
    {
        Bench bench;
        bench.accounts.readKeys();
        Trial trial = trialOn({u"text-a"_s});
        trial.targets << Target{u"openrouter"_s, u"openai/gpt-5-nano"_s};
        QTRY_COMPARE(bench.runs.missingAccounts(trial), QStringList{u"openrouter"_s});
        bench.runs.startColumn(trial, 2);
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(2)->record().error->kind, ErrorKind::KeyMissing);
        QCOMPARE(bench.transport.contactedHosts(), QStringList());
    }

    void refusesAMissingBlankInItsColumn()
    {
        Bench bench;
        const Trial trial = trialOn({u"text-a"_s}, u"Sell {{what}}"_s);
        bench.runs.start(trial);
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.runs.run(1)->record().error->kind, ErrorKind::Rejected);
        QVERIFY(bench.runs.run(1)->record().error->detail.contains(u"what"_s));
        QCOMPARE(bench.gateway.recorded().size(), 0);
    }

    void sendsExactlyTheBytesItShows()
    {
        Bench bench;
        const Trial trial = trialOn({u"text-a"_s}, u"Grüße \"quoted\" \\ 漢字 \U0001F600\nnext"_s);
        const auto prepared = bench.runs.prepare(trial, 1);
        bench.runs.start(trial);
        QTRY_VERIFY(!bench.runs.isRunning());
        QCOMPARE(bench.gateway.recorded().first().body, prepared->recipe.request.body);
        const auto sent = QJsonDocument::fromJson(bench.gateway.recorded().first().body).object();
        QCOMPARE(sent[u"model"_s].toString(), u"text-a"_s);
    }

    void keepsTheKeyOutOfJournalAndErrors()
    {
        Bench bench;
        const QByteArray key = bench.gateway.key();
        bench.runs.start(trialOn({u"text-a"_s, u"text-a:401"_s, u"text-b:cut"_s}));
        QTRY_VERIFY(!bench.runs.isRunning());
        bench.database.reset();
        QDir folder(bench.folder.path());
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(key), qPrintable(name));
        }
    }

    void keepsTheOldListWhenARefreshFails()
    {
        Bench bench;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(u"practice"_s);
        QTRY_COMPARE(refreshed.size(), 1);
        const qsizetype count = bench.catalog.listing(u"practice"_s).models.size();
        QVERIFY(count >= 3);
        QVERIFY(bench.gateway.setFaults(brokenLists));
        bench.catalog.refresh(u"practice"_s);
        QTRY_COMPARE(refreshed.size(), 2);
        QCOMPARE(bench.catalog.listing(u"practice"_s).models.size(), count);
        QCOMPARE(bench.catalog.listing(u"practice"_s).problem->kind, ErrorKind::ServerFault);
    }

    void browsesBundledListsWithoutAnAccount()
    {
        Bench bench;
        const Catalog::Listing openrouter = bench.catalog.listing(u"openrouter"_s);
        QVERIFY(openrouter.isBundled);
        QVERIFY(openrouter.models.size() > 300);
        QVERIFY(bench.catalog.listing(u"wisgate"_s).models.size() > 60);
        QCOMPARE(bench.transport.contactedHosts(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Runs)
#include "tst_Runs.moc"
