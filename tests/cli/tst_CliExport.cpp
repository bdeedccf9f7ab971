#include "CommandLine.h"

#include <QDir>
#include <QStandardPaths>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_CliExport : public QObject
{
    Q_OBJECT

private:
    static constexpr QStringView trickyPrompt = u"It's \"quoted\", $HOME `id` \\ and 'more'\nGrüße";

    static bool makeTrial(const CommandLine &line, const QStringList &models = {u"practice/text-a"_s})
    {
        QStringList what{u"new"_s, u"--prompt"_s, trickyPrompt.toString(), u"--out"_s, u"t.json"_s};
        for (const QString &model : models)
            what += {u"--model"_s, model};
        return line.run(what).status == 0;
    }

    /// The name of the only file in a folder.
    static QString fileIn(const CommandLine &line, const QString &folder)
    {
        return folder + u'/' + QDir(line.path(folder)).entryList(QDir::Files).value(0);
    }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void provesWhatItExports_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("curl") << QStringList{u"--to"_s, u"curl"_s};
        QTest::newRow("curl, not streamed") << QStringList{u"--to"_s, u"curl"_s, u"--no-stream"_s};
        QTest::newRow("C++") << QStringList{u"--to"_s, u"cpp-qt"_s};
    }

    void provesWhatItExports()
    {
        QFETCH(QStringList, more);
        CommandLine line;
        QVERIFY(makeTrial(line));
        const Ending ending =
            line.run(QStringList{u"export"_s, u"--trial"_s, u"t.json"_s, u"--prove"_s} + more);
        QVERIFY2(ending.status == 0, (ending.out + ending.err).constData());
        QCOMPARE(ending.out,
                 "proven: " + more[1].toLatin1() + " sends exactly the request of practice/text-a\n");
    }

    void provesEveryColumnAsEvents()
    {
        CommandLine line;
        QVERIFY(makeTrial(line, {u"practice/text-a"_s, u"practice/text-b"_s}));
        const Ending ending = line.run(
            {u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"curl"_s, u"--prove"_s, u"--json"_s});
        QCOMPARE(ending.status, 0);
        QCOMPARE(objectsIn(ending.out).size(), 2);
        for (int column = 1; column <= 2; ++column) {
            const QJsonObject proof = eventsIn(ending.out, u"proof"_s, column).value(0);
            QCOMPARE(proof[u"proven"_s].toBool(), true);
            QCOMPARE(proof[u"provider"_s].toString(), u"practice"_s);
            QCOMPARE(proof[u"model"_s].toString(), column == 1 ? u"text-a"_s : u"text-b"_s);
        }
    }

    void printsTheCodeItself()
    {
        CommandLine line;
        QVERIFY(makeTrial(line));
        const QStringList what{u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"curl"_s};
        const Ending text = line.run(what);
        QCOMPARE(text.status, 0);
        QVERIFY(text.out.startsWith("#!/") && text.out.contains("Draft"));
        const Ending events = line.run(what + QStringList{u"--json"_s});
        QCOMPARE(objectsIn(events.out).size(), 1);
        const QJsonObject code = eventsIn(events.out, u"code"_s, 1).value(0);
        QVERIFY(code[u"text"_s].toString().startsWith("#!/"_L1) && !code[u"file"_s].toString().isEmpty());
    }

    void readsTheKeyFromTheVariableThatWasNamed()
    {
        CommandLine line;
        line.set("MY_VERY_OWN", u"made-up-for-this-test"_s);
        const Ending ending =
            line.run({u"export"_s, u"--to"_s, u"curl"_s, u"--prove"_s, u"--out"_s, line.path(u"code"_s),
                      u"--base-url"_s, u"http://127.0.0.1:9/v1"_s, u"--key-env"_s, u"MY_VERY_OWN"_s,
                      u"--model"_s, u"one"_s, u"--prompt"_s, u"Hi"_s});
        QVERIFY2(ending.status == 0, ending.err.constData());
        const QByteArray code = line.read(fileIn(line, u"code"_s));
        QVERIFY2(code.contains("MY_VERY_OWN") && !code.contains("made-up-for-this-test"), code.constData());
        QVERIFY(!(ending.out + ending.err).contains("made-up-for-this-test"));
    }

    void neverOverwritesFilesThatAreNotTheSame()
    {
        CommandLine line;
        QVERIFY(makeTrial(line));
        line.write(u"CMakeLists.txt"_s, "mine");
        const Ending refused =
            line.run({u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"cpp-qt"_s, u"--out"_s, u"."_s});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.err.contains("CMakeLists.txt"), refused.err.constData());
        QCOMPARE(line.read(u"CMakeLists.txt"_s), "mine"_ba);
        QVERIFY(!QFile::exists(line.path(u"main.cpp"_s))); // all or nothing
    }

    void showsTheFirstByteThatDiffers_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("hasDifference");
        // The exported code writes each ' of the prompt as '\''.
        QTest::newRow("a quote without its backslash") << R"(It'\''s)"_ba
                                                       << R"(It'''s)"_ba << false;
        QTest::newRow("a quote that is lost") << R"(It'\''s)"_ba
                                              << R"(It''s)"_ba << true;
        QTest::newRow("one byte of the body") << "quoted"_ba
                                              << "quoteD"_ba << true;
        QTest::newRow("one header") << "Content-Type"_ba
                                    << "Content-Kind"_ba << true;
        QTest::newRow("no script any more") << "curl"_ba
                                            << "exit 7 #"_ba << false;
    }

    void showsTheFirstByteThatDiffers()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(bool, hasDifference);
        CommandLine line;
        QVERIFY(makeTrial(line));
        const QStringList what{u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"curl"_s};
        QCOMPARE(line.run(what + QStringList{u"--out"_s, u"code"_s}).status, 0);
        const QString file = fileIn(line, u"code"_s);
        const QByteArray whole = line.read(file);
        QVERIFY2(whole.contains(from), whole.constData());
        const QStringList proving = what + QStringList{u"--prove"_s, u"--code"_s, u"code"_s};
        QCOMPARE(line.run(proving).status, 0); // as it stands, it is right

        QByteArray damaged = whole;
        line.write(file, damaged.replace(whole.indexOf(from), from.size(), to));
        const Ending ending = line.run(proving);
        QCOMPARE(ending.status, 1);
        QVERIFY2(ending.out.startsWith("not proven: curl for practice/text-a\n"), ending.out.constData());
        QVERIFY2(ending.out.contains("first difference: ") == hasDifference,
                 (ending.out + ending.err).constData());
        QVERIFY(hasDifference == ending.out.contains("\n  expected: "));
        QVERIFY(hasDifference == ending.out.contains("\n  sent:     "));
        const QJsonObject event = objectsIn(line.run(proving + QStringList{u"--json"_s}).out).value(0);
        QCOMPARE(event[u"proven"_s].toBool(true), false);
        QCOMPARE(event.contains(u"offset"_s), hasDifference);
    }

    void saysAtWhichByte()
    {
        CommandLine line;
        QVERIFY(makeTrial(line));
        const QStringList what{u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"curl"_s};
        QCOMPARE(line.run(what + QStringList{u"--out"_s, u"code"_s}).status, 0);
        const QString file = fileIn(line, u"code"_s);
        line.write(file, line.read(file).replace("quoted", "quotEd"));
        const Ending shown = line.run({u"run"_s, u"--trial"_s, u"t.json"_s, u"--dry-run"_s});
        const qsizetype bodyBegins = shown.out.indexOf("\n\n") + 2;
        const qsizetype offset = shown.out.indexOf("quoted") + 4 - bodyBegins;
        const Ending ending = line.run(what + QStringList{u"--prove"_s, u"--code"_s, u"code"_s});
        QVERIFY2(ending.out.contains("first difference: body, byte " + QByteArray::number(offset) + '\n'),
                 ending.out.constData());
        QVERIFY2(ending.out.contains("quoted") && ending.out.contains("quotEd"), ending.out.constData());
    }

    void saysWhenThereIsNoCodeToProve_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no file") << QByteArray();
        QTest::newRow("no text") << "#!/bin/bash\n\xff"_ba;
    }

    void saysWhenThereIsNoCodeToProve()
    {
        QFETCH(QByteArray, bytes);
        CommandLine line;
        QVERIFY(makeTrial(line));
        const QStringList what{u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"curl"_s};
        QCOMPARE(line.run(what + QStringList{u"--out"_s, u"code"_s}).status, 0);
        if (bytes.isEmpty())
            QVERIFY(QFile::remove(line.path(fileIn(line, u"code"_s))));
        else
            line.write(fileIn(line, u"code"_s), bytes);
        const Ending ending = line.run(what + QStringList{u"--prove"_s, u"--code"_s, u"code"_s});
        QCOMPARE(ending.status, 2);
        QVERIFY2(ending.err.contains("code/"), ending.err.constData());
    }

    void endsTheProgramItRunsWhenInterrupted()
    {
        CommandLine line;
        QVERIFY(makeTrial(line));
        const QStringList what{u"export"_s, u"--trial"_s, u"t.json"_s, u"--to"_s, u"curl"_s};
        QCOMPARE(line.run(what + QStringList{u"--out"_s, u"code"_s}).status, 0);
        const QString mark = u"%1"_s.arg(600 + QCoreApplication::applicationPid() % 1000);
        line.write(fileIn(line, u"code"_s),
                   "echo $$ > " + line.path(u"pid"_s).toUtf8() + "; sleep " + mark.toLatin1() + '\n');
        const auto process = line.start(what + QStringList{u"--prove"_s, u"--code"_s, u"code"_s});
        QTRY_VERIFY_WITH_TIMEOUT(line.read(u"pid"_s).endsWith('\n'), 20'000);
        QVERIFY(sendSignal(*process, SIGINT));
        QCOMPARE(CommandLine::endingOf(*process).status, 130);
        const pid_t script = line.read(u"pid"_s).trimmed().toInt();
        QVERIFY(script > 0);
        QTRY_VERIFY(::kill(script, 0) != 0);
    }
};

QTEST_GUILESS_MAIN(tst_CliExport)
#include "tst_CliExport.moc"
