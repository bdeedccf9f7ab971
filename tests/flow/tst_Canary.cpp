#include "export/Exporter.h"
#include "store/Settings.h"
#include "store/TrialFile.h"
#include "support/Bench.h"
#include "support/FilesWith.h"
#include "support/ScriptedServer.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <sys/resource.h>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

// Of no shape that a pattern would know.
const QByteArray canary = "canary.of.a.plain.shape";

QByteArray logged;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    logged += message.toUtf8() + '\n';
}

const QByteArray goodAnswer = "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},"
                              "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
const QByteArray echo = "{\"error\":{\"message\":\"the key " + canary + " is not known\",\"code\":\"" + canary + "\"}}";
const QByteArray echoedId = "x-request-id: " + canary + "\r\n";

const QByteArray echoedList = "{\"data\":[{\"id\":\"" + canary + "\",\"name\":\"of " + canary + "\"},{\"id\":\"m\"}]}";

constexpr auto crashHome = "CANARY_CRASH_HOME";
constexpr auto crashServer = "CANARY_CRASH_SERVER";

QStringList filesWithTheKey(const QString &folder)
{
    return filesWith(folder, canary);
}

/// Ends the process in the middle of an answer.
void crashWithTheKeyInUse(const QString &home, const QUrl &server)
{
    Bench bench(home);
    const auto mine = bench.accounts.addServer(u"Mine"_s, server, true);
    bench.accounts.connectAccount(mine->id, canary);
    QTRY_COMPARE(bench.accounts.keyState(mine->id), Accounts::KeyState::Connected);
    Trial trial = trialOn({});
    trial.targets = {{mine->id, u"m"_s}};
    bench.runs.start(trial);
    QTRY_VERIFY(!bench.runs.run(1)->record().text.isEmpty());
    qFatal("breaks while a key is in use");
}

/// Everything that can be shown or saved of a run.
QByteArray everythingIn(const RunRecord &record)
{
    return QJsonDocument(toJson(record)).toJson() + wireText(record.recipe.request);
}

} // namespace

/// A key that can be recognised goes through every flow; then it is looked for where it must not be.
class tst_Canary : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLoggingCategory::setFilterRules(u"*=true"_s); // Qt's own, too
        if (const QString home = qEnvironmentVariable(crashHome); !home.isEmpty())
            crashWithTheKeyInUse(home, QUrl(qEnvironmentVariable(crashServer)));
    }

    void isSeenByItsOwnServerAlone()
    {
        const QtMessageHandler before = qInstallMessageHandler(keepLog);
        Bench bench;
        ScriptedServer other;
        other.answerWith(ScriptedAnswer::whole("{}"));
        ScriptedServer server;
        const QByteArray elsewhere = "Location: " + other.base().toEncoded() + "/v1/chat/completions\r\n";
        const auto mine = bench.accounts.addServer(u"Mine"_s, server.base(), true);
        QVERIFY(mine);
        bench.accounts.connectAccount(mine->id, canary);
        QTRY_COMPARE(bench.accounts.keyState(mine->id), Accounts::KeyState::Connected);
        Trial trial = trialOn({});
        trial.targets = {{mine->id, u"m"_s}};

        const QList<ScriptedAnswer> answers{
            ScriptedAnswer::stream({goodAnswer}),
            ScriptedAnswer::whole(echo, "application/json", 401, echoedId),
            ScriptedAnswer::whole("<html>no " + canary + "</html>", "text/html", 403, echoedId),
            ScriptedAnswer::stream({"data: " + echo + "\n\n"}),
            ScriptedAnswer::stream({"data: {" + canary + "\n\n" + goodAnswer}), // a bad event among good ones
            ScriptedAnswer::stream({"data: {\"model\":\"" + canary + "\"}\n\n" + goodAnswer}),
            ScriptedAnswer::whole({}, "text/plain", 307, elsewhere),
            ScriptedAnswer::whole({}, "text/plain", 308, elsewhere),
            ScriptedAnswer::whole({}, "text/plain", 302, elsewhere),
        };
        QSignalSpy allFinished(&bench.runs, &RunSet::allFinished);
        QList<RunState> ends;
        for (const ScriptedAnswer &answer : answers)
            server.answerWith(answer);
        server.answerWith(ScriptedAnswer::whole(echo, "application/json", 401, echoedId)); // for the list of models
        server.answerWith(ScriptedAnswer::whole(echoedList));
        for (qsizetype i = 0; i < answers.size(); ++i) {
            bench.runs.start(trial);
            QTRY_COMPARE(allFinished.size(), ends.size() + 1);
            ends << bench.runs.run(1)->record().state;
            QVERIFY(!everythingIn(bench.runs.run(1)->record()).contains(canary));
        }
        const RunState failed = RunState::Failed;
        QCOMPARE(ends, QList<RunState>({RunState::Done, failed, failed, failed, RunState::Done, RunState::Done, failed,
                                        failed, failed}));
        QCOMPARE(server.requests().size(), answers.size()); // each once, and to that server with the key
        for (const QByteArray &request : server.requests())
            QVERIFY(request.contains("authorization: bearer " + canary)
                    || request.contains("Authorization: Bearer " + canary));

        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(mine->id);
        QTRY_COMPARE(refreshed.size(), 1);
        QVERIFY(!QJsonDocument(toJson(*bench.catalog.listing(mine->id).problem)).toJson().contains(canary));

        bench.catalog.refresh(mine->id); // this one is kept in a file
        QTRY_COMPARE(refreshed.size(), 2);
        QCOMPARE(bench.catalog.listing(mine->id).models.size(), 2);
        for (const Model &model : bench.catalog.listing(mine->id).models)
            QVERIFY(!model.target.model.toUtf8().contains(canary) && !model.name.toUtf8().contains(canary));

        const ExportSubject subject{bench.runs.run(1)->record().recipe, u"mine/m"_s, mine->keyVariable,
                                    mine->baseVariable, false};
        for (const Format format : {Format::Curl, Format::CppQt}) {
            const auto code = exportCode(subject, format);
            QVERIFY(code);
            for (const CodeFile &file : code->files)
                QVERIFY(writeTextFile(bench.home + u'/' + file.name, file.text.toUtf8()));
        }
        QVERIFY(writeTrialFile(bench.home + u"/a.trial.json"_s, trial));
        Settings(bench.home + u"/settings.ini"_s).setLastTrial(trial.id);
        RunOptions practised;
        practised.onPractice = {1};
        bench.runs.start(trial, practised);
        QTRY_VERIFY(!bench.runs.isRunning());
        for (const RecordedRequest &request : bench.gateway.recorded())
            QVERIFY(!request.raw.contains(canary));
        QVERIFY(chatsAt(bench.gateway) > 0);

        qInstallMessageHandler(before);
        QCOMPARE(other.connectionCount(), 0);
        QCOMPARE(filesWithTheKey(bench.home), QStringList()); // while it runs, WAL and all
        QVERIFY(!logged.contains(canary));
        QVERIFY(logged.contains("chat/completions")); // there was something to look at
        bench.database.reset();
        QCOMPARE(filesWithTheKey(bench.home), QStringList());
        QVERIFY(!qgetenv("MINE_API_KEY").contains(canary));
    }

    void isNotInWhatACrashLeavesBehind()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::stream({goodAnswer.left(goodAnswer.indexOf("data: [DONE]"))}, {},
                                                 ScriptedAnswer::End::KeepOpen));
        const QTemporaryDir home;
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(crashHome), home.path());
        environment.insert(QString::fromLatin1(crashServer), server.base().toString());
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(home.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        // forbidCoreDumps() is what the programs do about it.
        process.setChildProcessModifier([] {
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_CORE, &none);
        });
        process.start(QCoreApplication::applicationFilePath(), {});
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
        const QByteArray output = process.readAll();
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().first().contains(canary));
        QVERIFY2(output.contains("breaks while a key is in use"), output.constData());
        QVERIFY(!output.contains(canary));
        QCOMPARE(filesWith(home.path(), canary), QStringList());
        QVERIFY(!filesWith(home.path(), "ceramic mug").isEmpty());
    }

    void wouldBeFoundIfItWereInAFile()
    {
        QTemporaryDir home;
        put(home.filePath(u"leak"_s), "a " + canary);
        QCOMPARE(filesWithTheKey(home.path()).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_Canary)
#include "tst_Canary.moc"
