#include "CommandLine.h"
#include "support/LocalServers.h"
#include "support/ScriptedServer.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>

using namespace studio;
using namespace Qt::StringLiterals;

/// Everything that is read and listed without asking a server.
class tst_CliWords : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsItsVersion()
    {
        const Ending ending = CommandLine().run({u"--version"_s});
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.out, "signalbox-cli " STUDIO_VERSION "\n"_ba);
        QCOMPARE(ending.err, QByteArray());
    }

    void helpsWithEveryCommand_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("models") << "endpoints P/ID"_ba;
        QTest::newRow("new") << "--prompt"_ba;
        QTest::newRow("run") << "--budget"_ba;
        QTest::newRow("export") << "--prove"_ba;
        QTest::newRow("gateway") << "--faults"_ba;
        QTest::newRow("providers") << "list | test P"_ba;
    }

    void helpsWithEveryCommand()
    {
        QFETCH(QByteArray, words);
        CommandLine line;
        const QString command = QString::fromLatin1(QTest::currentDataTag());
        const Ending ending = line.run({command, u"--help"_s});
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.err, QByteArray());
        QVERIFY2(ending.out.startsWith("usage: signalbox-cli " + command.toLatin1() + ' '),
                 ending.out.constData());
        QVERIFY2(ending.out.contains(words), ending.out.constData());
        QVERIFY(!ending.out.contains("Qt"));
        QVERIFY(line.run({u"--help"_s}).out.contains("\n  " + command.toLatin1()));
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("nothing") << QStringList() << "usage:"_ba;
        QTest::newRow("command") << QStringList{u"sing"_s} << "see signalbox-cli --help"_ba;
        QTest::newRow("option") << QStringList{u"run"_s, u"--loud"_s} << "see signalbox-cli run --help"_ba;
        QTest::newRow("word") << QStringList{u"run"_s, u"loud"_s} << "see signalbox-cli run --help"_ba;
        QTest::newRow("option without its value") << QStringList{u"run"_s, u"--prompt"_s} << "--prompt"_ba;
        QTest::newRow("provider") << QStringList{u"models"_s, u"--provider"_s, u"none"_s} << "--provider"_ba;
        QTest::newRow("model of nobody") << QStringList{u"models"_s, u"endpoints"_s} << "models endpoints P/ID"_ba;
        QTest::newRow("provider to ask")
            << QStringList{u"models"_s, u"endpoints"_s, u"none/m"_s} << "\"none\""_ba;
        QTest::newRow("provider that does not tell")
            << QStringList{u"models"_s, u"endpoints"_s, u"openai/m"_s} << "does not tell"_ba;
        QTest::newRow("provider to test")
            << QStringList{u"providers"_s, u"test"_s, u"none"_s} << "\"none\""_ba;
        QTest::newRow("noun's verb") << QStringList{u"providers"_s, u"sing"_s} << "list | test P"_ba;
        QTest::newRow("format") << QStringList{u"export"_s, u"--prompt"_s, u"Hi"_s, u"--to"_s, u"basic"_s}
                                << "--to"_ba;
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        const Ending ending = CommandLine().run(arguments);
        QCOMPARE(ending.status, 2);
        QCOMPARE(ending.out, QByteArray());
        QVERIFY2(ending.err.contains(words), ending.err.constData());
    }

    void refusesATrialThatMakesNoSense_data()
    {
        QTest::addColumn<QStringList>("what");
        QTest::addColumn<QByteArray>("words");
        const QStringList prompt{u"--prompt"_s, u"A {{product}}"_s};
        const QStringList model{u"--model"_s, u"practice/text-a"_s};
        QStringList seven;
        for (int i = 0; i < 7; ++i)
            seven += model;
        const QStringList at{u"--base-url"_s, u"http://127.0.0.1:9/v1"_s};
        QTest::newRow("no prompt") << model << "--prompt"_ba;
        QTest::newRow("no model") << prompt << "--model"_ba;
        QTest::newRow("bare model") << prompt + QStringList{u"--model"_s, u"text-a"_s} << "--model text-a"_ba;
        QTest::newRow("seven models") << prompt + seven << "--model: at most 6"_ba;
        QTest::newRow("setting out of range") << prompt + model + QStringList{u"--set"_s, u"temperature=9"_s}
                                              << "temperature takes a number from 0 to 2"_ba;
        QTest::newRow("setting that is no number")
            << prompt + model + QStringList{u"--set"_s, u"seed=1.5"_s} << "seed takes a whole number"_ba;
        QTest::newRow("neither setting nor blank")
            << prompt + model + QStringList{u"--set"_s, u"temprature=1"_s} << "--set: temprature"_ba;
        QTest::newRow("set without a value")
            << prompt + model + QStringList{u"--set"_s, u"seed"_s} << "--set"_ba;
        QTest::newRow("file that is not there")
            << prompt + model + QStringList{u"--attach"_s, u"none.png"_s} << "--attach: none.png cannot be read"_ba;
        QTest::newRow("file of no known type")
            << prompt + model + QStringList{u"--attach"_s, u"/bin/true"_s} << "/bin/true is neither picture"_ba;
        QStringList eleven;
        for (int i = 0; i < 11; ++i)
            eleven += {u"--attach"_s, u"/etc/passwd"_s};
        QTest::newRow("eleven files") << prompt + model + eleven << "one too many: at most 10 files"_ba;
        QTest::newRow("key without a server")
            << prompt + model + QStringList{u"--key-env"_s, u"K"_s} << "--key-env"_ba;
        QTest::newRow("key that is not set")
            << prompt + model + at + QStringList{u"--key-env"_s, u"NOT_THERE"_s} << "NOT_THERE is not set"_ba;
        QTest::newRow("dialect") << prompt + model + at + QStringList{u"--dialect"_s, u"latin"_s}
                                 << "--dialect"_ba;
        QTest::newRow("profile") << prompt + model + at + QStringList{u"--profile"_s, u"none"_s}
                                 << "--profile"_ba;
        QTest::newRow("profile and dialect")
            << prompt + model + at +
                   QStringList{u"--profile"_s, u"openai"_s, u"--dialect"_s, u"openai-chat"_s}
            << "--dialect"_ba;
        QTest::newRow("plain http elsewhere")
            << prompt + model + QStringList{u"--base-url"_s, u"http://example.com/v1"_s} << "--base-url"_ba;
        QTest::newRow("file and prompt") << prompt + QStringList{u"--trial"_s, u"t.json"_s} << "--trial"_ba;
        QTest::newRow("file and model") << model + QStringList{u"--trial"_s, u"t.json"_s} << "--model"_ba;
        QTest::newRow("budget") << prompt + model + QStringList{u"--budget"_s, u"much"_s} << "--budget"_ba;
    }

    void refusesATrialThatMakesNoSense()
    {
        QFETCH(QStringList, what);
        QFETCH(QByteArray, words);
        const Ending ending = CommandLine().run(QStringList{u"run"_s, u"--json"_s} + what);
        QCOMPARE(ending.status, 2);
        QCOMPARE(ending.out, QByteArray());
        QVERIFY2(ending.err.contains(words), ending.err.constData());
    }

    void refusesATrialFileThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << "hello"_ba;
        QTest::newRow("a list") << "[]"_ba;
        QTest::newRow("something else") << "{\"a\": 1}"_ba;
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10);
    }

    void refusesATrialFileThatIsNone()
    {
        QFETCH(QByteArray, bytes);
        CommandLine line;
        line.write(u"t.json"_s, bytes);
        const Ending ending = line.run({u"run"_s, u"--trial"_s, u"t.json"_s});
        QCOMPARE(ending.status, 2);
        QVERIFY2(ending.err.startsWith("error: --trial: "), ending.err.constData());
    }

    void refusesATrialFileWithOneBadField_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const QByteArray model = R"("model": "text-a")";
        QTest::newRow("too many models")
            << R"("models": [)"_ba
            << R"("models": [)" + R"({"provider":"practice","model":"text-a"},)"_ba.repeated(6);
        QTest::newRow("a number for a model") << model << R"("model": 7)"_ba;
        QTest::newRow("a model without an id") << model << R"("model": "")"_ba;
        QTest::newRow("a provider that is none") << R"("provider": "practice")"_ba
                                                 << R"("provider": "none")"_ba;
        QTest::newRow("another kind of file") << "signalbox-trial"_ba
                                              << "signalbox-poem"_ba;
        QTest::newRow("a newer program's file") << R"("version": 1)"_ba
                                                << R"("version": 1000)"_ba;
        QTest::newRow("a setting out of range") << R"("settings": {)"_ba
                                                << R"("settings": {"temperature": 9)"_ba;
        QTest::newRow("a setting that is no number") << R"("settings": {)"_ba
                                                     << R"("settings": {"seed": {}})"_ba;
        QTest::newRow("no prompt in it") << R"("text": "Hi")"_ba
                                         << R"("text": "")"_ba;
    }

    void refusesATrialFileWithOneBadField()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        CommandLine line;
        const Ending made = line.run(
            {u"new"_s, u"--prompt"_s, u"Hi"_s, u"--model"_s, u"practice/text-a"_s, u"--out"_s, u"t.json"_s});
        QCOMPARE(made.status, 0);
        QByteArray bytes = line.read(u"t.json"_s);
        QVERIFY2(bytes.contains(from), bytes.constData());
        line.write(u"t.json"_s, bytes.replace(from, to));
        const Ending ending = line.run({u"run"_s, u"--trial"_s, u"t.json"_s});
        QCOMPARE(ending.status, 2);
        QVERIFY2(ending.err.startsWith("error: "), ending.err.constData());
    }

    void writesATrialFileThatItReadsAgain()
    {
        CommandLine line;
        const Ending made = line.run({u"new"_s, u"--prompt"_s, u"A {{product}} for \"{{who}}\" \u5B57"_s,
                                      u"--instructions"_s, u"Be brief."_s, u"--model"_s, u"practice/text-a"_s,
                                      u"--model"_s, u"practice/text-b"_s, u"--set"_s, u"product=mug"_s,
                                      u"--set"_s, u"temperature=0.5"_s, u"--out"_s, u"t.json"_s});
        QCOMPARE(made.status, 0);
        QCOMPARE(made.out, QByteArray());
        const Ending shown =
            line.run({u"run"_s, u"--trial"_s, u"t.json"_s, u"--set"_s, u"who=her"_s, u"--dry-run"_s});
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.out.count("POST "), 2);
        QVERIFY2(shown.out.contains("A mug for \\\"her\\\" \u5B57"), shown.out.constData());
        QVERIFY(shown.out.contains("Be brief.") && shown.out.contains("0.5"));
    }

    void saysWhichSettingsAreNotSent()
    {
        const Ending shown = CommandLine().run(
            {u"run"_s, u"--dry-run"_s, u"--prompt"_s, u"Hi"_s, u"--model"_s, u"m"_s, u"--base-url"_s,
             u"http://127.0.0.1:9/v1"_s, u"--set"_s, u"seconds=5"_s, u"--set"_s, u"seed=7"_s});
        QCOMPARE(shown.status, 0);
        QCOMPARE(shown.err, "note: server/m does not take seconds; it is not sent\n"_ba);
        QVERIFY(shown.out.contains("\"seed\": 7") && !shown.out.contains("seconds"));
    }

    void sendsFilesAlong()
    {
        CommandLine line;
        line.write(u"mug.txt"_s, "\x89PNG\r\n\x1a\nrest"); // the content tells what it is
        const QStringList what{u"--prompt"_s, u"What is this?"_s, u"--attach"_s, u"mug.txt"_s, u"--model"_s, u"m"_s,
                               u"--base-url"_s, u"http://127.0.0.1:9/v1"_s};
        const Ending shown = line.run(QStringList{u"run"_s, u"--dry-run"_s} + what);
        QCOMPARE(shown.status, 0);
        QVERIFY2(shown.out.contains("data:image/png;base64,iVBORw0KGgpyZXN0"), shown.out.constData());

        const QStringList made = QStringList{u"new"_s, u"--out"_s, u"t.json"_s, u"--prompt"_s, u"Hi"_s, u"--model"_s,
                                             u"openai/gpt-5-nano"_s, u"--attach"_s, u"mug.txt"_s};
        QCOMPARE(line.run(made).status, 0);
        const Ending again = line.run({u"run"_s, u"--dry-run"_s, u"--trial"_s, u"t.json"_s});
        QVERIFY2(again.out.contains("data:image/png;base64,iVBORw0KGgpyZXN0"), again.out.constData());
    }

    void saysWhenATrialFileCannotBeWritten()
    {
        const Ending ending = CommandLine().run({u"new"_s, u"--prompt"_s, u"Hi"_s, u"--model"_s,
                                                 u"practice/text-a"_s, u"--out"_s, u"/nonexistent/t.json"_s});
        QCOMPARE(ending.status, 2);
        QVERIFY(ending.err.contains("/nonexistent/t.json"));
    }

    void listsModels_data()
    {
        QTest::addColumn<QStringList>("filter");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("word");
        QTest::newRow("one provider")
            << QStringList{u"--provider"_s, u"wisgate"_s} << u"wisgate"_s << QString() << QString();
        QTest::newRow("pictures") << QStringList{u"--output"_s, u"image"_s} << QString() << u"image"_s
                                  << QString();
        QTest::newRow("searched") << QStringList{u"--search"_s, u"gemini"_s} << QString() << QString()
                                  << u"gemini"_s;
        QTest::newRow("practice") << QStringList{u"--provider"_s, u"practice"_s} << u"practice"_s << QString()
                                  << u"text-"_s;
    }

    void listsModels()
    {
        QFETCH(QStringList, filter);
        QFETCH(QString, provider);
        QFETCH(QString, output);
        QFETCH(QString, word);
        CommandLine line;
        const Ending ending = line.run(QStringList{u"models"_s, u"--json"_s} + filter);
        QCOMPARE(ending.status, 0);
        const QList<QJsonObject> models = objectsIn(ending.out);
        QVERIFY(models.size() >= 3);
        for (const QJsonObject &model : models) {
            QVERIFY(!model[u"model"_s].toString().isEmpty());
            QVERIFY(provider.isEmpty() || model[u"provider"_s].toString() == provider);
            QVERIFY(output.isEmpty() || model[u"outputs"_s].toArray().contains(output));
        }
        QVERIFY(models.first()[u"model"_s].toString().contains(word, Qt::CaseInsensitive));
        const Ending text = line.run(QStringList{u"models"_s} + filter);
        QCOMPARE(text.out.count('\n'), models.size());
    }

    void saysThatAPriceIsNotPublished()
    {
        const Ending ending = CommandLine().run({u"models"_s, u"--provider"_s, u"wisgate"_s});
        QVERIFY(ending.out.contains("price not published"));
        QVERIFY(!ending.out.contains("$0.00 "));
    }

    void listsProviders()
    {
        CommandLine line;
        const Ending ending = line.run({u"providers"_s, u"list"_s, u"--json"_s});
        QCOMPARE(ending.status, 0);
        QStringList ids;
        for (const QJsonObject &provider : objectsIn(ending.out))
            ids << provider[u"id"_s].toString();
        QCOMPARE(ids, QStringList({u"openrouter"_s, u"wisgate"_s, u"openai"_s, u"anthropic"_s, u"gemini"_s, u"practice"_s}));
        QCOMPARE(line.run({u"providers"_s, u"list"_s}).out.count('\n'), ids.size());
    }

    void namesTheProfilesThatCannotBeReadAndListsTheOthers()
    {
        CommandLine line;
        QDir().mkpath(line.path(u"data/servers"_s));
        QFile bad(line.path(u"data/servers/lab.json"_s));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("{\"id\": \"lab\", \"base\": \"https://lab.test/v1\", \"serves\": [{\"pattern\": \"(\"}]}");
        bad.close();
        const Ending ending = line.run({u"providers"_s, u"list"_s});
        QCOMPARE(ending.status, 0);
        QVERIFY2(ending.err.contains("lab.json: serves[0].pattern: expected a regular expression"), ending.err.constData());
        QCOMPARE(ending.out.count('\n'), 6);
        QVERIFY(!ending.out.contains("lab"));
    }

    void asksAServerInTheFormatThatItsProfileListsForTheModel()
    {
        const Ending ending = CommandLine().run(
            {u"run"_s, u"--dry-run"_s, u"--profile"_s, u"openrouter"_s, u"--base-url"_s,
             u"http://127.0.0.1:9/openrouter/api/v1"_s, u"--model"_s, u"google/veo-3.1"_s, u"--prompt"_s, u"a red fox"_s});
        // Where it is not spoken yet, the complaint names it.
        QVERIFY2((ending.out + ending.err).contains("videos"), (ending.out + ending.err).constData());
    }

    void tellsWhereAPriceIsFromThatTheListDoesNotHave()
    {
        CommandLine line;
        const QStringList ask{u"models"_s, u"--provider"_s, u"wisgate"_s, u"--search"_s, u"sora-2-pro"_s};
        const Ending ending = line.run(ask);
        QCOMPARE(ending.err, QByteArray());
        QCOMPARE(ending.out.simplified(), QByteArray("wisgate/sora-2-pro $1.00 per request (15 s, 1080p), "
                                                     "not of the list: 2025-10, certainty D"));
        const QJsonObject told = objectsIn(line.run(ask + QStringList{u"--json"_s}).out).value(0);
        QCOMPARE(told[u"category"_s].toString(), u"video"_s);
        QCOMPARE(told[u"other_prices"_s].toArray().size(), 1);
        QCOMPARE(told[u"corrections"_s].toArray().size(), 3); // category, family and price

        QVERIFY(QDir(line.home.path()).mkpath(u"config"_s));
        line.write(u"config/wisgate-corrections.json"_s, "{\"correction\": []}");
        const Ending other = line.run(ask);
        QCOMPARE(other.out, ending.out);
        QCOMPARE(other.err, QByteArray("note: wisgate-corrections.json: correction: expected no such field; "
                                       "\"corrections\" is near\n"));
        QCOMPARE(other.status, 0);
    }

    void testsTheProviderInsideTheProgram()
    {
        CommandLine line;
        const Ending ending = line.run({u"providers"_s, u"test"_s, u"practice"_s});
        QCOMPARE(ending.status, 0);
        QVERIFY2(ending.out.startsWith("practice: works, "), ending.out.constData());
        const QJsonObject told =
            objectsIn(line.run({u"providers"_s, u"test"_s, u"practice"_s, u"--json"_s}).out).value(0);
        QCOMPARE(told[u"works"_s].toBool(), true);
        QVERIFY(told[u"models"_s].toInt() >= 3);
    }

    void findsServersOnThisComputer()
    {
        CommandLine line;
        ScriptedServer server;
        for (const PortAnswer &answer : vllm().answers)
            server.answerAt(answer.path.toUtf8(), ScriptedAnswer::whole(answer.body));
        server.answerWith(ScriptedAnswer::whole("<html></html>", "text/html", 404));
        const QString port = QString::number(server.port());
        const auto detect = [&line, &port](const QStringList &more) {
            const auto process = line.start(QStringList{u"providers"_s, u"detect"_s, u"--port"_s, port} + more);
            const bool hasEnded = QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 30'000);
            return hasEnded ? CommandLine::endingOf(*process) : Ending{};
        };
        const Ending json = detect({u"--json"_s});
        QCOMPARE(json.status, 0);
        QCOMPARE(objectsIn(json.out).size(), 1);
        const QJsonObject found = objectsIn(json.out).first();
        QCOMPARE(found[u"kind"_s].toString(), u"vllm"_s);
        QCOMPARE(found[u"name"_s].toString(), u"vLLM"_s);
        QCOMPARE(found[u"base"_s].toString(), u"http://127.0.0.1:%1/v1"_s.arg(port));
        QCOMPARE(found[u"version"_s].toString(), u"0.11.0"_s);
        QCOMPARE(found[u"models"_s].toInt(), 1);
        QCOMPARE(found[u"needs_key"_s].toBool(true), false);
        QCOMPARE(found[u"added"_s].toBool(true), false);
        const Ending text = detect({});
        QVERIFY2(text.out.startsWith("vLLM 0.11.0 ") && text.out.contains(port.toUtf8()), text.out.constData());
        QCOMPARE(text.out.count('\n'), 1);
    }

    void saysWhatWasAskedWhenNoServerIsFound()
    {
        quint16 port = 0;
        {
            ScriptedServer gone;
            port = gone.port();
        }
        const Ending ending = CommandLine().run({u"providers"_s, u"detect"_s, u"--port"_s, QString::number(port)});
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.out, QByteArray());
        QVERIFY2(ending.err.contains(QByteArray::number(port)), ending.err.constData());
        QCOMPARE(CommandLine().run({u"providers"_s, u"detect"_s, u"--port"_s, u"0"_s}).status, 2);
        QCOMPARE(CommandLine().run({u"providers"_s, u"list"_s, u"--port"_s, u"80"_s}).status, 2);
    }

    void saysWhichKeyATestNeeds()
    {
        CommandLine line;
        const Ending ending = line.run({u"providers"_s, u"test"_s, u"openrouter"_s});
        QCOMPARE(ending.status, 1);
        QVERIFY2(ending.err.contains("OPENROUTER_API_KEY"), ending.err.constData());
        const QJsonObject told =
            objectsIn(line.run({u"providers"_s, u"test"_s, u"openrouter"_s, u"--json"_s}).out).value(0);
        QCOMPARE(told[u"error"_s].toObject()[u"kind"_s].toString(), u"key_missing"_s);
    }
};

QTEST_GUILESS_MAIN(tst_CliWords)
#include "tst_CliWords.moc"
