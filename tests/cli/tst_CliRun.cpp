#include "CommandLine.h"

#include <QDir>
#include <QJsonArray>
#include <QStandardPaths>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

QString done(const Ending &ending, int column, const QString &member)
{
    return eventsIn(ending.out, u"done"_s, column).value(0)[member].toString();
}

} // namespace

/// `run` against servers in other processes.
class tst_CliRun : public QObject
{
    Q_OBJECT

private:
    /// WHAT for a server of the practice gateway, with its key in the variable K.
    static QStringList at(const GatewayProcess &gateway, CommandLine &line, const QStringList &models)
    {
        line.set("K", gateway.key);
        QStringList what{u"run"_s,       u"--json"_s,      u"--base-url"_s, gateway.base("openai"),
                         u"--dialect"_s, u"openai-chat"_s, u"--key-env"_s,  u"K"_s,
                         u"--prompt"_s,  u"Hello"_s};
        for (const QString &model : models)
            what += {u"--model"_s, model};
        return what;
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void streamsTheEventsOfEveryColumn_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("streamed") << QStringList();
        QTest::newRow("not streamed") << QStringList{u"--no-stream"_s};
    }

    void streamsTheEventsOfEveryColumn()
    {
        QFETCH(QStringList, more);
        CommandLine line;
        GatewayProcess gateway(line, "{\"factor\": 1}"); // what comes at once is told as one
        const Ending ending = line.run(at(gateway, line, {u"text-a"_s, u"text-b"_s}) + more);
        QCOMPARE(ending.status, 0);
        QVERIFY(!objectsIn(ending.out).contains(QJsonObject()));
        QCOMPARE(objectsIn(ending.out).last()[u"event"_s].toString(), u"done"_s);
        for (int column = 1; column <= 2; ++column) {
            const QList<QJsonObject> texts = eventsIn(ending.out, u"text"_s, column);
            QCOMPARE(texts.size() > 3, more.isEmpty());
            QVERIFY(!texts.isEmpty());
            QCOMPARE(texts[0][u"model"_s].toString(), column == 1 ? u"text-a"_s : u"text-b"_s);
            QVERIFY(!texts[0][u"provider"_s].toString().isEmpty());
            const QList<QJsonObject> ends = eventsIn(ending.out, u"done"_s, column);
            QCOMPARE(ends.size(), 1);
            QCOMPARE(ends[0][u"text"_s].toString(), joinedText(ending.out, column));
            QVERIFY(ends[0][u"text"_s].toString().startsWith("practice output, not an AI model"_L1));
            QVERIFY(ends[0][u"usage"_s][u"input"_s].toInt() > 0 &&
                    ends[0][u"usage"_s][u"output"_s].toInt() > 0);
            QCOMPARE(ends[0][u"cost"_s][u"kind"_s].toString(), u"unknown"_s);
            QVERIFY(ends[0][u"seconds"_s].toDouble() > 0);
            QVERIFY(ends[0].contains(u"error"_s) && ends[0][u"error"_s].isNull());
            QCOMPARE(ends[0][u"state"_s].toString(), u"done"_s);
        }
    }

    void asksAnyOtherServerTheSameWay_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("with a key") << u"made-up-for-this-test"_s << QStringList{u"--key-env"_s, u"K"_s};
        QTest::newRow("without a key") << QString() << QStringList();
        QTest::newRow("not streamed") << QString() << QStringList{u"--no-stream"_s};
    }

    void asksAnyOtherServerTheSameWay()
    {
        QFETCH(QString, key);
        QFETCH(QStringList, more);
        OtherServer server(key);
        CommandLine line;
        line.set("K", key);
        const Ending ending = line.run(QStringList{u"run"_s, u"--base-url"_s, server.base, u"--dialect"_s,
                                                   u"openai-chat"_s, u"--model"_s, u"one"_s, u"--model"_s,
                                                   u"two"_s, u"--prompt"_s, u"Hello"_s, u"--json"_s} +
                                       more);
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.err, QByteArray());
        for (int column = 1; column <= 2; ++column) {
            QCOMPARE(done(ending, column, u"text"_s), u"Grüße from another server \U0001F375."_s);
            QCOMPARE(joinedText(ending.out, column), done(ending, column, u"text"_s));
            QCOMPARE(done(ending, column, u"answered"_s), column == 1 ? u"one-2026"_s : u"two-2026"_s);
            const QJsonObject usage = eventsIn(ending.out, u"done"_s, column)[0][u"usage"_s].toObject();
            QCOMPARE(usage[u"input"_s].toInt(), 3);
            QCOMPARE(usage[u"output"_s].toInt(), 6);
        }
    }

    void tellsWhyAColumnFailed_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("attempts");
        QTest::newRow("401") << u"unauthorized"_s << 401 << 0;
        QTest::newRow("cut") << u"cut_off"_s << 200 << 0;
        QTest::newRow("429") << u"rate_limited"_s << 429 << 2;
        QTest::newRow("503") << u"overloaded"_s << 503 << 2;
        QTest::newRow("500") << u"server_fault"_s << 500 << 0;
        QTest::newRow("html") << u"not_an_api"_s << 200 << 0;
    }

    void tellsWhyAColumnFailed()
    {
        QFETCH(QString, kind);
        QFETCH(int, status);
        QFETCH(int, attempts);
        CommandLine line;
        GatewayProcess gateway(line);
        const QString model = u"text-a:"_s + QString::fromLatin1(QTest::currentDataTag());
        const Ending ending = line.run(at(gateway, line, {model, u"text-a"_s}));
        QCOMPARE(ending.status, 2);
        const QJsonObject end = eventsIn(ending.out, u"done"_s, 1).value(0);
        const QJsonObject error = end[u"error"_s].toObject();
        QCOMPARE(error[u"kind"_s].toString(), kind);
        QCOMPARE(error[u"status"_s].toInt(), status);
        QCOMPARE(error[u"detail"_s].toString().isEmpty(), false);
        QCOMPARE(error.contains(u"retry_after"_s), kind == u"rate_limited"_s);
        QCOMPARE(end[u"text"_s].toString(), joinedText(ending.out, 1)); // what arrived is kept
        QCOMPARE(end[u"text"_s].toString().isEmpty(), kind != u"cut_off"_s);
        const QList<QJsonObject> tries = eventsIn(ending.out, u"attempt"_s, 1);
        QCOMPARE(tries.size(), attempts);
        for (const QJsonObject &attempt : tries) {
            QCOMPARE(attempt[u"status"_s].toInt(), status);
            QCOMPARE(attempt[u"reason"_s].toString(), kind);
        }
        QVERIFY(
            eventsIn(ending.out, u"done"_s, 2).value(0)[u"error"_s].isNull()); // the others are not affected
    }

    void tellsOfABlankThatHasNoValue()
    {
        const Ending ending = CommandLine().run(
            {u"run"_s, u"--json"_s, u"--model"_s, u"practice/text-a"_s, u"--prompt"_s, u"A {{thing}}"_s});
        QCOMPARE(ending.status, 2);
        const QJsonObject error = eventsIn(ending.out, u"done"_s, 1).value(0)[u"error"_s].toObject();
        QCOMPARE(error[u"kind"_s].toString(), u"rejected"_s);
        QVERIFY(error[u"detail"_s].toString().contains("thing"_L1));
    }

    void keepsWhatArrivedWhenInterrupted()
    {
        CommandLine line;
        GatewayProcess gateway(line, R"({"factor": 0.2})");
        const auto process = line.start(at(gateway, line, {u"text-b:slow"_s, u"text-a"_s}));
        QByteArray seen;
        while (eventsIn(seen, u"text"_s, 1).size() < 3) {
            QVERIFY(process->waitForReadyRead(20'000));
            seen += process->readAllStandardOutput();
        }
        QVERIFY(sendSignal(*process, SIGINT));
        Ending ending = CommandLine::endingOf(*process);
        ending.out.prepend(seen);
        QCOMPARE(ending.status, 130);
        QCOMPARE(done(ending, 1, u"state"_s), u"stopped"_s);
        QCOMPARE(eventsIn(ending.out, u"done"_s, 1)[0][u"error"_s][u"kind"_s].toString(), u"cancelled"_s);
        QCOMPARE(done(ending, 1, u"text"_s), joinedText(ending.out, 1));
        QVERIFY(!joinedText(ending.out, 1).isEmpty());
        QCOMPARE(eventsIn(ending.out, u"done"_s, 2).size(), 1);
    }

    void neverTellsTheKey_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("an answer") << u"one"_s << QStringList();
        QTest::newRow("events") << u"one"_s << QStringList{u"--json"_s};
        QTest::newRow("what would be sent") << u"one"_s << QStringList{u"--dry-run"_s};
        QTest::newRow("what would be sent, as an object")
            << u"one"_s << QStringList{u"--dry-run"_s, u"--json"_s};
        QTest::newRow("a server that repeats it") << u"telltale"_s << QStringList();
        QTest::newRow("a server that repeats it, as events") << u"telltale"_s << QStringList{u"--json"_s};
    }

    void neverTellsTheKey()
    {
        QFETCH(QString, model);
        QFETCH(QStringList, more);
        const QString key = u"made-up-for-this-test"_s;
        OtherServer server(key);
        CommandLine line;
        line.set("K", key);
        const Ending ending = line.run(QStringList{u"run"_s, u"--base-url"_s, server.base, u"--key-env"_s,
                                                   u"K"_s, u"--model"_s, model, u"--prompt"_s, u"Hello"_s} +
                                       more);
        QCOMPARE(ending.status, model == u"telltale"_s ? 2 : 0);
        QVERIFY2(!ending.out.contains(key.toLatin1()), ending.out.constData());
        QVERIFY2(!ending.err.contains(key.toLatin1()), ending.err.constData());
    }

    void tellsWhatStandsBehindAKey()
    {
        const QString key = u"made-up-for-this-test"_s;
        OtherServer server(key);
        CommandLine line;
        line.set("LAB_API_KEY", key);
        line.writeProfile(u"lab"_s, server.base);
        const Ending ending = line.run({u"providers"_s, u"test"_s, u"lab"_s});
        QCOMPARE(ending.err, QByteArray());
        QCOMPARE(ending.out, QByteArray("lab: works\n"
                                        "  left on the account: told to management keys only\n"
                                        "  used by this key: $25.50\n"
                                        "  limit of this key: $100.00 monthly, $74.50 left\n"));
        QCOMPARE(ending.status, 0);
        const Ending json = line.run({u"providers"_s, u"test"_s, u"lab"_s, u"--json"_s});
        const QJsonObject told = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(told[u"works"_s].toBool(), true);
        QCOMPARE(told[u"credit"_s].toObject(),
                 QJsonObject({{u"left_is_for_other_keys"_s, true}, {u"limit_every"_s, u"monthly"_s},
                              {u"limit_left_usd"_s, u"74.5"_s}, {u"limit_usd"_s, u"100"_s}, {u"limited"_s, true},
                              {u"used_usd"_s, u"25.5"_s}}));
    }

    void namesTheCompaniesThatRunAModel()
    {
        OtherServer server;
        CommandLine line;
        line.writeProfile(u"lab"_s, server.base);
        const Ending ending = line.run({u"models"_s, u"endpoints"_s, u"lab/a/b"_s});
        QCOMPARE(ending.err, QByteArray());
        QCOMPARE(ending.out.simplified(), QByteArray("Lab (NL) $2.00 in, $10.00 out per million tokens, "
                                                     "first word 800.0 ms, not measured, up 99.5 %"));
        QCOMPARE(ending.status, 0);
        const Ending json = line.run({u"models"_s, u"endpoints"_s, u"lab/a/b"_s, u"--json"_s});
        const QJsonObject told = QJsonDocument::fromJson(json.out).object();
        QCOMPARE(told[u"input_usd_per_token"_s].toString(), u"0.000002"_s);
        QCOMPARE(told[u"headquarters"_s].toString(), u"NL"_s);
        QCOMPARE(told[u"first_word_ms"_s].toObject(), QJsonObject({{u"p50"_s, 800}}));
        QVERIFY(!told.contains(u"tokens_per_second"_s));
    }

    void keepsTheKeyOutOfTheProcessList()
    {
        CommandLine line;
        GatewayProcess gateway(line, R"({"factor": 5})");
        const auto process = line.start(at(gateway, line, {u"text-a:silence"_s}));
        QVERIFY(process->waitForStarted());
        const auto listed = [&process] {
            QFile list(u"/proc/%1/cmdline"_s.arg(process->processId()));
            return list.open(QIODevice::ReadOnly) ? list.readAll() : QByteArray();
        };
        QTRY_VERIFY(!listed().isEmpty()); // a program that is just being loaded has none
        const QByteArray shown = listed();
        QVERIFY(shown.contains("--key-env") && !shown.contains(gateway.key.toLatin1()));
        QTest::qSleep(300);
        QVERIFY(sendSignal(*process, SIGINT));
        QCOMPARE(CommandLine::endingOf(*process).status, 130);
    }

    void usesAProvidersRulesAtAnotherAddress()
    {
        CommandLine line;
        GatewayProcess gateway(line);
        line.set("K", gateway.key);
        const QStringList what{u"run"_s,        u"--json"_s,
                               u"--profile"_s,  u"openrouter"_s,
                               u"--base-url"_s, gateway.base("openrouter"),
                               u"--model"_s,    u"openai/gpt-5-nano"_s,
                               u"--prompt"_s,   u"Hello"_s};
        const Ending ending = line.run(what + QStringList{u"--key-env"_s, u"K"_s});
        QCOMPARE(ending.status, 0);
        const QJsonObject cost = eventsIn(ending.out, u"done"_s, 1).value(0)[u"cost"_s].toObject();
        QCOMPARE(cost[u"kind"_s].toString(), u"reported"_s);
        QVERIFY(cost[u"usd"_s].toString().startsWith("0.000"_L1));

        line.set("OPENROUTER_API_KEY", gateway.key); // the provider's own variable is for its own address
        const Ending unnamed = line.run(what);
        QCOMPARE(unnamed.status, 2);
        QCOMPARE(eventsIn(unnamed.out, u"done"_s, 1).value(0)[u"error"_s][u"kind"_s].toString(),
                 u"key_missing"_s);
        QVERIFY2(unnamed.err.contains("--key-env"), unnamed.err.constData());
    }

    void sendsNothingWhenItOnlyShows()
    {
        OtherServer server(u"made-up-for-this-test"_s);
        CommandLine line;
        line.set("K", u"made-up-for-this-test"_s);
        const Ending ending =
            line.run({u"run"_s, u"--dry-run"_s, u"--base-url"_s, server.base, u"--key-env"_s, u"K"_s,
                      u"--model"_s, u"one"_s, u"--prompt"_s, u"-"_s, u"--set"_s, u"product=mug"_s},
                     "A {{product}}\nin two lines");
        QCOMPARE(ending.status, 0);
        QVERIFY2(ending.out.startsWith("POST /v1/chat/completions HTTP/1.1\n"), ending.out.constData());
        QVERIFY(ending.out.contains("\nAuthorization: Bearer \u2022\u2022\u2022\u2022\n"));
        QVERIFY(ending.out.contains("A mug\\nin two lines"));

        QProcess asked;
        asked.start(u"python3"_s, {u"-c"_s,
                                   u"import sys, urllib.request; "
                                   "print(urllib.request.urlopen(sys.argv[1]).read().decode())"_s,
                                   server.base});
        QVERIFY(asked.waitForFinished());
        QCOMPARE(asked.readAllStandardOutput().trimmed(), "[]"_ba);
    }

    void speaksADialectWithTheHeadersThatItsServersExpect()
    {
        CommandLine line;
        line.set("K", u"made-up-for-this-test"_s);
        const auto shown = [&line](const QString &dialect) {
            return line.run({u"run"_s, u"--dry-run"_s, u"--base-url"_s, u"http://127.0.0.1:9/v1"_s, u"--dialect"_s, dialect,
                             u"--key-env"_s, u"K"_s, u"--model"_s, u"one"_s, u"--prompt"_s, u"Hi"_s}).out;
        };
        const QByteArray messages = shown(u"anthropic-messages"_s);
        QVERIFY2(messages.contains("\nanthropic-version: ") && messages.contains("\nx-api-key: \u2022"), messages);
        const QByteArray gemini = shown(u"gemini"_s);
        QVERIFY2(gemini.contains("\nx-goog-api-key: \u2022"), gemini);
        const QByteArray responses = shown(u"openai-responses"_s);
        QVERIFY2(responses.contains("\nAuthorization: Bearer \u2022") && !responses.contains("anthropic"), responses);
    }

    void refusesAPromptThatIsNoText()
    {
        const Ending ending = CommandLine().run(
            {u"run"_s, u"--model"_s, u"practice/text-a"_s, u"--prompt"_s, u"-"_s}, "a\xff\xfe");
        QCOMPARE(ending.status, 2);
        QVERIFY(ending.err.contains("UTF-8"));
    }

    void sendsNothingBeyondTheBudget()
    {
        CommandLine line;
        const QStringList what{u"run"_s,      u"--model"_s, u"openrouter/openai/gpt-4o"_s,
                               u"--prompt"_s, u"Hello"_s,   u"--json"_s};
        line.set("OPENROUTER_API_KEY", u"made-up-for-this-test"_s);
        line.set("https_proxy", u"http://127.0.0.1:9"_s); // whatever was sent would be told as a failure
        const Ending beyond = line.run(what + QStringList{u"--budget"_s, u"0.000001"_s});
        QCOMPARE(beyond.status, 3);
        QCOMPARE(beyond.out, QByteArray());
        QVERIFY2(beyond.err.contains("nothing was sent"), beyond.err.constData());
    }

    void writesAnswersThatNeverOverwrite()
    {
        CommandLine line;
        GatewayProcess gateway(line);
        const QStringList what =
            at(gateway, line, {u"text-a"_s, u"text-a"_s}) + QStringList{u"--out"_s, line.path(u"new/out"_s)};
        const Ending first = line.run(what);
        QCOMPARE(first.status, 0);
        QCOMPARE(QDir(line.path(u"new/out"_s)).entryList(QDir::Files),
                 QStringList({u"trial-text-a-1.md"_s, u"trial-text-a-2.md"_s}));
        line.write(u"new/out/trial-text-a-1.md"_s, "mine");
        QCOMPARE(line.run(what).status, 0);
        QCOMPARE(QDir(line.path(u"new/out"_s)).entryList(QDir::Files).size(), 4);
        QCOMPARE(line.read(u"new/out/trial-text-a-1.md"_s), "mine"_ba);
        QCOMPARE(QString::fromUtf8(line.read(u"new/out/trial-text-a-2.md"_s)), done(first, 1, u"text"_s));
    }

    void asksNobodyWhenTheAnswerCannotBeKept()
    {
        CommandLine line;
        line.write(u"file"_s, "mine");
        const Ending ending = line.run({u"run"_s, u"--json"_s, u"--model"_s, u"practice/text-a"_s,
                                        u"--prompt"_s, u"Hi"_s, u"--out"_s, line.path(u"file"_s)});
        QCOMPARE(ending.status, 2);
        QCOMPARE(ending.out, QByteArray());
        QVERIFY(ending.err.contains("--out"));
        QCOMPARE(line.read(u"file"_s), "mine"_ba);
    }

    void practisesInsideTheProgram()
    {
        CommandLine line;
        const Ending ending =
            line.run({u"run"_s, u"--model"_s, u"practice/text-a"_s, u"--prompt"_s, u"Hi"_s});
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.err, "practice output, not an AI model\n"_ba);
        QVERIFY(ending.out.startsWith("practice output, not an AI model\n") && ending.out.endsWith('\n'));
        const Ending events =
            line.run({u"run"_s, u"--model"_s, u"practice/text-a"_s, u"--prompt"_s, u"Hi"_s, u"--json"_s});
        QVERIFY(events.err.contains("practice output, not an AI model"));
        QCOMPARE(eventsIn(events.out, u"done"_s, 1).value(0)[u"practice"_s].toBool(), true);
    }

    void runsATrialFileOnAnotherServer()
    {
        OtherServer server;
        CommandLine line;
        QCOMPARE(line.run({u"new"_s, u"--prompt"_s, u"Hi"_s, u"--model"_s, u"openai/one"_s, u"--out"_s,
                           u"t.json"_s})
                     .status,
                 0);
        const Ending ending = line.run({u"run"_s, u"--trial"_s, u"t.json"_s, u"--base-url"_s, server.base});
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.out, "Grüße from another server \U0001F375.\n"_ba);
        QCOMPARE(ending.err, QByteArray());
    }
};

QTEST_GUILESS_MAIN(tst_CliRun)
#include "tst_CliRun.moc"
