#include "CommandLine.h"

#include <QStandardPaths>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_CliGateway : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void printsOneJsonLineWithAddressAndKey()
    {
        CommandLine line;
        GatewayProcess gateway(line);
        QVERIFY(gateway.printed[u"address"_s].toString().startsWith("http://127.0.0.1:"_L1));
        QVERIFY(gateway.key.size() >= 32);
        QCOMPARE(gateway.base("openai"), gateway.printed[u"address"_s].toString() + "/openai/v1"_L1);
        QVERIFY(!gateway.process().waitForReadyRead(200)); // one line and nothing else
        QCOMPARE(gateway.process().readAllStandardOutput(), QByteArray());
        QCOMPARE(gateway.process().readAllStandardError(), QByteArray());
    }

    void endsWell_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("ended") << SIGTERM;
        QTest::newRow("interrupted") << SIGINT;
    }

    void endsWell()
    {
        QFETCH(int, signal);
        CommandLine line;
        GatewayProcess gateway(line);
        QVERIFY(!gateway.key.isEmpty());
        QVERIFY(sendSignal(gateway.process(), signal));
        QCOMPARE(CommandLine::endingOf(gateway.process()).status, 0);
    }

    void refusesWhatItCannotServe_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no number") << QStringList{u"--port"_s, u"many"_s} << "--port"_ba;
        QTest::newRow("too large") << QStringList{u"--port"_s, u"65536"_s} << "--port"_ba;
        QTest::newRow("negative") << QStringList{u"--port=-1"_s} << "--port"_ba;
        QTest::newRow("no such file") << QStringList{u"--faults"_s, u"none.json"_s} << "none.json"_ba;
        QTest::newRow("a folder") << QStringList{u"--faults"_s, u"."_s} << "--faults"_ba;
        QTest::newRow("a device") << QStringList{u"--faults"_s, u"/dev/zero"_s} << "/dev/zero"_ba;
        QTest::newRow("no JSON") << QStringList{u"--faults"_s, u"broken.json"_s} << "broken.json"_ba;
        QTest::newRow("unknown fault")
            << QStringList{u"--faults"_s, u"unknown.json"_s} << "faults[1].fault"_ba;
        QTest::newRow("bad factor") << QStringList{u"--faults"_s, u"factor.json"_s} << "factor"_ba;
        QTest::newRow("a word too many") << QStringList{u"now"_s} << "now"_ba;
    }

    void refusesWhatItCannotServe()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        CommandLine line;
        line.write(u"broken.json"_s, "{");
        line.write(u"unknown.json"_s, R"({"faults": [{"fault": "429"}, {"fault": "rain"}]})");
        line.write(u"factor.json"_s, R"({"factor": "fast"})");
        const Ending ending = line.run(QStringList{u"gateway"_s} + arguments);
        QCOMPARE(ending.status, 2);
        QCOMPARE(ending.out, QByteArray());
        QVERIFY2(ending.err.startsWith("error: ") && ending.err.contains(words), ending.err.constData());
    }

    void saysWhenThePortIsTaken()
    {
        CommandLine line;
        GatewayProcess gateway(line);
        const QString port = gateway.printed[u"address"_s].toString().section(u':', -1);
        const Ending ending = line.run({u"gateway"_s, u"--port"_s, port});
        QCOMPARE(ending.status, 2);
        QVERIFY2(ending.err.contains("--port: port " + port.toLatin1()), ending.err.constData());
        QCOMPARE(ending.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(tst_CliGateway)
#include "tst_CliGateway.moc"
