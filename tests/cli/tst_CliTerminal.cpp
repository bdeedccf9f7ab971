#include "CommandLine.h"

#include <QStandardPaths>

#include <cstdlib>

#include <fcntl.h>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// A terminal nobody sits at.
class Terminal
{
public:
    Terminal()
        : m_master(::posix_openpt(O_RDWR | O_NOCTTY))
    {
        ::grantpt(m_master);
        ::unlockpt(m_master);
        m_slave = ::open(::ptsname(m_master),
                         O_RDWR | O_NOCTTY); // keeps what was written when the program has gone
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
    }

    ~Terminal()
    {
        ::close(m_slave);
        ::close(m_master);
    }

    QString path() const { return QString::fromLocal8Bit(::ptsname(m_master)); }

    /// What was written so far; the terminal itself makes \r\n of \n.
    QByteArray written() const
    {
        QByteArray all;
        char piece[4096];
        for (ssize_t size = 0; (size = ::read(m_master, piece, sizeof piece)) > 0;)
            all.append(piece, size);
        return all.replace("\r\n", "\n");
    }

private:
    int m_master;
    int m_slave = -1;
};

} // namespace

/// What people see: terminals, pipes that close, Ctrl+C.
class tst_CliTerminal : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void showsEscapesAsSymbolsOnATerminal()
    {
        OtherServer server;
        CommandLine line;
        Terminal terminal;
        QProcess process;
        process.setProcessEnvironment(line.environment());
        process.setStandardOutputFile(terminal.path());
        process.start(QStringLiteral(SIGNALBOX_CLI), {u"run"_s, u"--base-url"_s, server.base, u"--model"_s,
                                                      u"escapes"_s, u"--prompt"_s, u"Hi"_s});
        QCOMPARE(CommandLine::endingOf(process).status, 0);
        const QByteArray shown = terminal.written();
        QCOMPARE(QString::fromUtf8(shown),
                 u"red ␛[31m clip ␛]52;c;aGk=␇ csi [U+009B]2J back␈ turn [U+202E] return␍end\n"_s);
    }

    void leavesTheBytesInAPipe()
    {
        OtherServer server;
        const QStringList what{u"run"_s,     u"--base-url"_s, server.base, u"--model"_s,
                               u"escapes"_s, u"--prompt"_s,   u"Hi"_s};
        const Ending ending = CommandLine().run(what);
        QCOMPARE(ending.status, 0);
        QCOMPARE(ending.out,
                 "red \x1b[31m clip \x1b]52;c;aGk=\x07 csi \u009b2J back\x08 turn \u202e return\rend\n"_ba);
    }

    void keepsJsonTrueOnATerminal()
    {
        OtherServer server;
        CommandLine line;
        Terminal terminal;
        QProcess process;
        process.setProcessEnvironment(line.environment());
        process.setStandardOutputFile(terminal.path());
        process.start(QStringLiteral(SIGNALBOX_CLI), {u"run"_s, u"--base-url"_s, server.base, u"--model"_s,
                                                      u"escapes"_s, u"--prompt"_s, u"Hi"_s, u"--json"_s});
        QCOMPARE(CommandLine::endingOf(process).status, 0);
        const QByteArray shown = terminal.written();
        QVERIFY2(!shown.contains('\x1b') && !shown.contains("\u009b") && !shown.contains("\u202e"),
                 shown.constData());
        QCOMPARE(
            eventsIn(shown, u"done"_s, 1).value(0)[u"text"_s].toString(),
            u"red \u001b[31m clip \u001b]52;c;aGk=\u0007 csi \u009b2J back\u0008 turn \u202e return\rend"_s);
    }

    void tellsSeveralColumnsInOrder()
    {
        CommandLine line;
        const Ending ending =
            line.run({u"run"_s, u"--model"_s, u"practice/text-b"_s, u"--model"_s, u"practice/text-a:401"_s,
                      u"--model"_s, u"practice/text-a"_s, u"--prompt"_s, u"Hi"_s});
        QCOMPARE(ending.status, 2);
        const qsizetype first = ending.out.indexOf("== practice/text-b ==\npractice output");
        const qsizetype second = ending.out.indexOf("\n\n== practice/text-a:401 ==\n");
        const qsizetype third = ending.out.indexOf("\n\n== practice/text-a ==\npractice output");
        QCOMPARE(first, 0);
        QVERIFY2(second > first && third > second, ending.out.constData());
        QVERIFY(ending.out.endsWith('\n') && !ending.out.endsWith("\n\n"));
        QVERIFY2(ending.err.contains("error: practice/text-a:401: "), ending.err.constData());
        QVERIFY(ending.err.contains("(HTTP 401)"));
    }

    void endsWhenNobodyReads_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("text") << QStringList();
        QTest::newRow("events") << QStringList{u"--json"_s};
    }

    void endsWhenNobodyReads()
    {
        QFETCH(QStringList, more);
        OtherServer server;
        CommandLine line;
        QProcess shell;
        shell.setProcessEnvironment(line.environment());
        shell.start(u"bash"_s,
                    QStringList{u"-c"_s, u"\"$@\" | head -c 20; exit ${PIPESTATUS[0]}"_s, u"bash"_s,
                                QStringLiteral(SIGNALBOX_CLI), u"run"_s, u"--base-url"_s, server.base,
                                u"--model"_s, u"endless"_s, u"--prompt"_s, u"Hi"_s} +
                        more);
        const Ending ending = CommandLine::endingOf(shell);
        QCOMPARE(ending.status, 2);
        QCOMPARE(ending.out.size(), 20);
        QCOMPARE(ending.err, QByteArray());
    }

    void saysWhenTheDiskIsFull()
    {
        CommandLine line;
        QProcess process;
        process.setProcessEnvironment(line.environment());
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(QStringLiteral(SIGNALBOX_CLI), {u"providers"_s, u"list"_s});
        const Ending ending = CommandLine::endingOf(process);
        QCOMPARE(ending.status, 2);
        QVERIFY2(ending.err.startsWith("error: standard output: No space left"), ending.err.constData());
    }

    void endsAtCtrlCWhileThePromptIsTyped()
    {
        CommandLine line;
        const auto process =
            line.start({u"run"_s, u"--model"_s, u"practice/text-a"_s, u"--prompt"_s, u"-"_s});
        QVERIFY(process->waitForStarted());
        QTest::qSleep(300);
        QVERIFY(sendSignal(*process, SIGINT));
        QVERIFY(process->waitForFinished(5'000));
        QCOMPARE(process->exitStatus(), QProcess::CrashExit); // as any program that a signal ends
    }

    void endsAtOnceAtTheSecondCtrlC()
    {
        CommandLine line;
        GatewayProcess gateway(line);
        // Both arrive while the program cannot run its event loop.
        QVERIFY(sendSignal(gateway.process(), SIGSTOP));
        QVERIFY(sendSignal(gateway.process(), SIGINT));
        QVERIFY(sendSignal(gateway.process(), SIGTERM));
        QVERIFY(sendSignal(gateway.process(), SIGCONT));
        const int status = CommandLine::endingOf(gateway.process()).status;
        QVERIFY2(status == 128 + SIGINT || status == 128 + SIGTERM, qPrintable(QString::number(status)));
    }
};

QTEST_GUILESS_MAIN(tst_CliTerminal)
#include "tst_CliTerminal.moc"
