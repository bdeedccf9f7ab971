#include "export/Exporter.h"

#include "export/Subjects.h"
#include "support/ScriptedServer.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr char wholeBody[] = R"({"choices":[{"index":0,"message":{"content":"Gr\u00fc\u00df dich"},"finish_reason":"stop"}]})";

QByteArray chunk(const QByteArray &text, const QByteArray &finish = "null")
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + R"("},"finish_reason":)" + finish + "}]}\n\n";
}

ScriptedAnswer redirect()
{
    return ScriptedAnswer::whole("{}", "application/json", 303, "Location: /elsewhere\r\n");
}

/// The two parts of an event end up in different packets.
QList<QByteArray> cutIntoPieces(const QByteArray &text)
{
    return {text.first(text.size() / 3), text.mid(text.size() / 3, 5), text.sliced(text.size() / 3 + 5)};
}

const QStringList streamPaths{u"/responses"_s, u"/messages"_s, u"/models/m:streamGenerateContent?alt=sse"_s,
                              u"/images/generations"_s};

QString outputOf(QProcess &process)
{
    return u"%1: %2|%3"_s.arg(process.exitCode()).arg(QString::fromUtf8(process.readAllStandardOutput()),
                                                     QString::fromUtf8(process.readAllStandardError()));
}

/// Here and not in the class, whose moc does not read such texts.
void addStreamRows()
{
    const auto row = [](const char *name, qsizetype form, const QByteArray &events, bool isWhole, const char *text = "") {
        QTest::newRow(name) << streamPaths[form] << events << isWhole << QString::fromUtf8(text);
    };
    const QByteArray said = R"(data: {"type":"response.output_text.delta","delta":"\"type\":\"error\" Hi"})" "\n\n";
    row("responses", 0, R"(data: {"type":"response.created","response":{"error":null}})" "\n\n" + said
        + R"(data: {"type":"response.completed","response":{"error":null}})" "\n\n", true, "\"type\":\"error\" Hi\n");
    row("responses, cut", 0, said, false);
    row("responses, failed", 0, said + R"(data: {"type":"response.failed","response":{"error":{"message":"busy"}}})" "\n\n", false);
    row("responses, error", 0, said + R"(data: {"type":"error","message":"busy"})" "\n\n"
        + R"(data: {"type":"response.completed"})" "\n\n", false);
    const QByteArray block = "event: content_block_delta\n" R"(data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}})" "\n\n";
    row("messages", 1, block + R"(data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}})" "\n\n"
        + "event: message_stop\n" R"(data: {"type":"message_stop"})" "\n\n", true, "Hi\n");
    row("messages, cut", 1, block, false);
    row("messages, error", 1, block + R"(data: {"type":"error","error":{"type":"overloaded_error"}})" "\n\n", false);
    const QByteArray candidate = R"(data: {"candidates":[{"content":{"parts":[{"text":"hm","thought":true},{"text":"Hi"}]}}]})" "\n\n";
    row("gemini", 2, candidate + R"(data: {"candidates":[{"content":{"parts":[{"text":" you"}]},"finishReason":"STOP"}]})" "\n\n", true, "Hi you\n");
    row("gemini, cut", 2, candidate, false);
    row("gemini, declined", 2, R"(data: {"promptFeedback":{"blockReason":"SAFETY"}})" "\n\n", true, "\n");
    row("gemini, error", 2, candidate + R"(data: {"error":{"code":503}})" "\n\n", false);
    row("picture", 3, R"(data: {"type":"image_generation.completed","b64_json":"iVBO"})" "\n\n", true,
        R"({"type":"image_generation.completed","b64_json":"iVBO"})" "\n\n");
    row("picture, a draft alone", 3, R"(data: {"type":"image_generation.partial_image","b64_json":"iVBO"})" "\n\n", false);
}

} // namespace

/// What exported programs make of answers: they show whole ones, and fail on every other, having sent once.
class tst_ExportedAnswers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        ExportSubject picture = subjectFor(u"Hello"_s);
        picture.recipe.request.path = u"/images/generations"_s;
        for (const Format format : allFormats()) {
            for (const bool streaming : {false, true})
                build(format, folderOf(format, streaming), subjectFor(u"Hello"_s, streaming));
            build(format, pictureFolderOf(format), picture);
            for (const QString &path : streamPaths) {
                ExportSubject subject = subjectFor(u"Hello"_s, true);
                subject.recipe.request.path = path;
                build(format, streamFolderOf(format, path), subject);
            }
        }
    }

    void takesWholeAnswersAlone_data()
    {
        QTest::addColumn<bool>("streaming");
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<QString>("said"); ///< Stands somewhere in what either program prints.
        const QByteArray good = ": comment\n\n" + chunk("Gr\xc3\xbc\xc3\x9f") + chunk(" dich") + chunk("", "\"stop\"");
        using End = ScriptedAnswer::End;
        const auto row = [](const char *name, bool streaming, const ScriptedAnswer &answer, bool isWhole, const char *said) {
            QTest::newRow(name) << streaming << answer << isWhole << QString::fromUtf8(said);
        };
        row("whole", false, ScriptedAnswer::whole(wholeBody), true, "dich");
        row("error text", false, ScriptedAnswer::whole(R"({"error":{"message":"no credit"}})", "application/json", 402), false, "no credit");
        row("error inside a 200", false, ScriptedAnswer::whole(R"({"error":{"message":"no credit"}})"), false, "no credit");
        row("web page", false, ScriptedAnswer::whole("<html>login</html>", "text/html"), false, "login");
        row("cut body", false, {{{"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\": [{\"mess"}}}, false, "No complete answer");
        row("redirect", false, redirect(), false, "No complete answer");
        row("lost connection", false, {{}, End::Close}, false, "No complete answer");
        row("reset connection", false, {{}, End::Reset}, false, "No complete answer");
        row("stream", true, ScriptedAnswer::stream(cutIntoPieces(good + "data: [DONE]\n\n"), std::chrono::milliseconds(20)), true, "dich");
        row("stream with CRLF", true, ScriptedAnswer::stream({QByteArray(good + "data: [DONE]\n\n").replace("\n", "\r\n")}), true, "dich");
        row("stream without [DONE]", true, ScriptedAnswer::stream({good}), true, "dich");
        row("stream without a reason", true, ScriptedAnswer::stream({chunk("dich") + "data: [DONE]\n\n"}), true, "dich");
        row("cut stream", true, ScriptedAnswer::stream({chunk("Gr") + chunk(" dich")}), false, "dich");
        row("stream reset", true, ScriptedAnswer::stream({chunk("Gr")}, {}, End::Reset), false, "No complete answer");
        row("error in the stream", true, ScriptedAnswer::stream({chunk("Gr") + "data: {\"error\":{\"message\":\"busy\"}}\n\ndata: [DONE]\n\n"}), false, "busy");
        row("stream refused", true, ScriptedAnswer::whole(R"({"error":{"message":"slow down"}})", "application/json", 429), false, "slow down");
        row("stream redirected", true, redirect(), false, "No complete answer");
        row("stream lost at once", true, {{}, End::Close}, false, "No complete answer");
        row("empty stream", true, ScriptedAnswer::stream({}), false, "No complete answer");
    }

    void takesWholeAnswersAlone()
    {
        QFETCH(bool, streaming);
        QFETCH(ScriptedAnswer, answer);
        QFETCH(bool, isWhole);
        QFETCH(QString, said);
        for (const Format format : allFormats()) {
            ScriptedServer server;
            server.answerWith(answer);
            QProcess process;
            start(process, format, streaming, server.base());
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
            const QString output = outputOf(process);
            QVERIFY2(process.exitCode() == (isWhole ? 0 : 1), qPrintable(output));
            QVERIFY2(output.contains(said), qPrintable(output));
            QVERIFY2(isWhole || output.contains(u"No complete answer"), qPrintable(output));
            QCOMPARE(server.requests().size(), 1);
        }
    }

    void takesPicturesAndJobs_data()
    {
        QTest::addColumn<ScriptedAnswer>("answer");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("picture") << ScriptedAnswer::whole(R"({"created":1,"data":[{"b64_json":"iVBO"}]})") << true;
        QTest::newRow("job") << ScriptedAnswer::whole(R"({"error":null,"id":"video_1","status":"queued"})", "application/json", 202) << true;
        QTest::newRow("error") << ScriptedAnswer::whole(R"({"error":{"message":"no credit"}})", "application/json", 402) << false;
        QTest::newRow("error inside a 200") << ScriptedAnswer::whole(R"({"error":{"message":"busy"},"id":"1"})") << false;
        QTest::newRow("web page") << ScriptedAnswer::whole("<html>login</html>", "text/html") << false;
        QTest::newRow("redirect") << redirect() << false;
        QTest::newRow("cut body") << ScriptedAnswer{{{"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"data\": [{\"b64"}}} << false;
        QTest::newRow("lost connection") << ScriptedAnswer{{}, ScriptedAnswer::End::Close} << false;
    }

    void takesPicturesAndJobs()
    {
        QFETCH(ScriptedAnswer, answer);
        QFETCH(bool, isWhole);
        for (const Format format : allFormats()) {
            ScriptedServer server;
            server.answerWith(answer);
            QProcess process;
            startIn(pictureFolderOf(format), process, format, server.base());
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
            const QString output = outputOf(process);
            QVERIFY2(process.exitCode() == (isWhole ? 0 : 1), qPrintable(output));
            QVERIFY2(isWhole != output.contains(u"No complete answer"), qPrintable(output));
            QCOMPARE(server.requests().size(), 1);
        }
    }

    void takesWholeStreamsOfEveryFormat_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<QString>("text"); ///< What the C++ program prints of a whole answer.
        addStreamRows();
    }

    void takesWholeStreamsOfEveryFormat()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, events);
        QFETCH(bool, isWhole);
        QFETCH(QString, text);
        for (const Format format : allFormats()) {
            ScriptedServer server;
            server.answerWith(ScriptedAnswer::stream({events}));
            QProcess process;
            startIn(streamFolderOf(format, path), process, format, server.base());
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
            const QString output = outputOf(process);
            QVERIFY2(process.exitCode() == (isWhole ? 0 : 1), qPrintable(output));
            QVERIFY2(isWhole != output.contains(u"No complete answer"), qPrintable(output));
            if (isWhole && format == Format::CppQt)
                QCOMPARE(output, u"0: %1|"_s.arg(text));
            QCOMPARE(server.requests().size(), 1);
        }
    }

    void printsTheTextAlone_data()
    {
        QTest::addColumn<bool>("streaming");
        QTest::newRow("whole") << false;
        QTest::newRow("streaming") << true;
    }

    void printsTheTextAlone()
    {
        QFETCH(bool, streaming);
        ScriptedServer server;
        server.answerWith(streaming ? ScriptedAnswer::stream({chunk("Gr\xc3\xbc\xc3\x9f") + chunk(" dich", "\"stop\"")})
                                    : ScriptedAnswer::whole(wholeBody));
        QProcess process;
        start(process, Format::CppQt, streaming, server.base());
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(outputOf(process), u"0: Gr\u00FC\u00DF dich\n|"_s);
    }

    void showsTextBeforeTheAnswerIsWhole()
    {
        for (const Format format : allFormats()) {
            ScriptedServer server;
            server.answerWith(ScriptedAnswer::stream({chunk("first")}, {}, ScriptedAnswer::End::KeepOpen));
            QProcess process;
            start(process, format, true, server.base());
            QByteArray output;
            QTRY_VERIFY((output += process.readAllStandardOutput()).contains("first"));
            QCOMPARE(process.state(), QProcess::Running);
            process.kill();
            QTRY_COMPARE(process.state(), QProcess::NotRunning);
        }
    }

    void keepsTheKeyOutOfTheListOfProcesses()
    {
        ScriptedServer server;
        server.answerWith({{}, ScriptedAnswer::End::KeepOpen});
        QProcess process;
        start(process, Format::Curl, false, server.base());
        QTRY_COMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().first().contains("Authorization: Bearer dummy-key"));
        int curls = 0;
        for (const QString &id : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
            QFile file(u"/proc/%1/cmdline"_s.arg(id));
            const QByteArray arguments = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            QVERIFY(!arguments.contains("dummy-key"));
            curls += arguments.startsWith("curl") && arguments.contains(server.base().toEncoded()) ? 1 : 0;
        }
        QCOMPARE(curls, 1);
        process.terminate();
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
    }

    void stopsWithoutAKey()
    {
        for (const Format format : allFormats()) {
            ScriptedServer server;
            QProcess process;
            start(process, format, false, server.base(), {});
            QTRY_COMPARE(process.state(), QProcess::NotRunning);
            const QString output = outputOf(process);
            QVERIFY2(output.contains(u"EXAMPLE_API_KEY") && output.contains(u"is not set"), qPrintable(output));
            QVERIFY(process.exitCode() != 0);
            QCOMPARE(server.connectionCount(), 0);
        }
    }

private:
    QString folderOf(Format format, bool streaming) const
    {
        return m_folder.filePath(QString(nameOf(format)) + (streaming ? u"-stream"_s : u"-whole"_s));
    }

    QString pictureFolderOf(Format format) const { return m_folder.filePath(nameOf(format) + "-picture"_L1); }

    QString streamFolderOf(Format format, const QString &path) const
    {
        return m_folder.filePath(u"%1-stream-%2"_s.arg(nameOf(format)).arg(streamPaths.indexOf(path)));
    }

    void build(Format format, const QString &folder, const ExportSubject &subject)
    {
        QVERIFY(QDir().mkpath(folder));
        const Result<ExportedCode> code = exportCode(subject, format);
        for (const CodeFile &each : code->files) {
            QFile file(folder + u'/' + each.name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(each.text.toUtf8());
        }
        if (format != Format::CppQt)
            return;
        QCOMPARE(QProcess::execute(u"cmake"_s, {u"-S"_s, folder, u"-B"_s, folder + u"/build"_s, u"-G"_s, u"Ninja"_s,
                                               u"-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wshadow -Werror"_s}), 0);
        QCOMPARE(QProcess::execute(u"cmake"_s, {u"--build"_s, folder + u"/build"_s}), 0);
    }

    void start(QProcess &process, Format format, bool streaming, const QUrl &base, const QString &key = u"dummy-key"_s)
    {
        startIn(folderOf(format, streaming), process, format, base, key);
    }

    void startIn(const QString &folder, QProcess &process, Format format, const QUrl &base,
                 const QString &key = u"dummy-key"_s)
    {
        QProcessEnvironment environment;
        environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
        environment.insert(u"LANG"_s, u"C.UTF-8"_s);
        environment.insert(u"EXAMPLE_BASE_URL"_s, base.toString());
        environment.insert(u"EXAMPLE_API_KEY"_s, key);
        process.setProcessEnvironment(environment);
        if (format == Format::Curl)
            process.start(u"bash"_s, {folder + u"/main.sh"_s});
        else
            process.start(folder + u"/build/"_s + exportedProgram, QStringList());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_ExportedAnswers)
#include "tst_ExportedAnswers.moc"
