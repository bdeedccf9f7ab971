#include "Turns.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

/// All runs of all ways, in the order in which names were first seen.
struct Table
{
    struct Row
    {
        QString name; ///< "way.figure".
        QString unit;
        QList<double> values;
    };
    QList<Row> rows;

    void add(const QString &name, double value, const QString &unit);
    const Row *find(const QString &name) const;
};

void Table::add(const QString &name, double value, const QString &unit)
{
    for (Row &row : rows) {
        if (row.name == name) {
            row.values << value;
            return;
        }
    }
    rows << Row{name, unit, {value}};
}

const Table::Row *Table::find(const QString &name) const
{
    for (const Row &row : rows) {
        if (row.name == name)
            return &row;
    }
    return nullptr;
}

QString lineOf(const QString &name, double value, const QString &unit)
{
    return u"%1 %2 %3"_s.arg(name, -34).arg(value, 10, 'f', qAbs(value) < 10 ? 3 : 1).arg(unit);
}

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

BenchOptions readOptions(const QStringList &arguments, const QString &description)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addOptions({{u"runs"_s, u"How often each way is measured."_s, u"number"_s},
                       {u"only"_s, u"Ways to measure, with commas between them."_s, u"ways"_s},
                       {u"json"_s, u"Print one JSON object."_s},
                       {u"smoke"_s, u"Tiny, to see that it works; the figures mean nothing."_s},
                       {u"scale"_s, u"Length of the stream, 1 for the full one."_s, u"factor"_s, u"1"_s},
                       {u"rate"_s, u"Deltas a second, where the bench leaves a choice."_s, u"number"_s, u"2000"_s},
                       {u"delta"_s, u"Characters of a delta, where the bench leaves a choice."_s, u"number"_s, u"4"_s},
                       {u"way"_s, u"Measure this way once, in this process."_s, u"way"_s}});
    parser.process(arguments);
    BenchOptions options;
    options.way = parser.value(u"way"_s);
    options.only = parser.value(u"only"_s).split(u',', Qt::SkipEmptyParts);
    options.runs = parser.value(u"runs"_s).toInt();
    options.isJson = parser.isSet(u"json"_s);
    options.isSmoke = parser.isSet(u"smoke"_s);
    options.scale = qMax(0.001, parser.value(u"scale"_s).toDouble());
    options.rate = qMax(1, parser.value(u"rate"_s).toInt());
    options.deltaSize = qMax(1, parser.value(u"delta"_s).toInt());
    return options;
}

/// One run of one way, in a process of its own. False when it failed; it has said why.
bool runOnce(const Way &way, Table &table)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(),
                  QCoreApplication::arguments().sliced(1) << u"--way"_s << way.name);
    const std::chrono::milliseconds patience = way.limit + 10s;
    if (!process.waitForFinished(int(patience.count()))) {
        process.kill();
        process.waitForFinished();
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        const bool wasLate = process.exitStatus() == QProcess::CrashExit && process.exitCode() == SIGALRM;
        std::fprintf(stderr, "%s: %s (%d)\n", qPrintable(way.name), wasLate ? "took too long" : "failed",
                     process.exitCode());
        return false;
    }
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        const QStringList parts = QString::fromUtf8(line).simplified().split(u' ');
        if (parts.size() == 3)
            table.add(way.name + u'.' + parts[0], parts[1].toDouble(), parts[2]);
    }
    return true;
}

void addRatios(Table &table, const QList<Way> &ways)
{
    const Table::Row *ours = table.find(u"product.cpu"_s);
    if (!ours || median(ours->values) <= 0)
        return;
    const double our = median(ours->values);
    for (const Way &way : ways) {
        if (way.name == "product"_L1)
            continue;
        if (const Table::Row *row = table.find(way.name + u".cpu"_s))
            table.add(way.name + u".cpu_ratio"_s, median(row->values) / our, u"x"_s);
    }
}

void print(const Table &table, const BenchOptions &options)
{
    QJsonObject figures;
    for (const Table::Row &row : table.rows) {
        if (!options.isJson)
            say(lineOf(row.name, median(row.values), row.unit));
        QJsonArray all;
        for (const double value : row.values)
            all << value;
        figures[row.name] = QJsonObject{{u"median"_s, median(row.values)}, {u"unit"_s, row.unit}, {u"runs"_s, all}};
    }
    if (options.isJson)
        say(QString::fromUtf8(QJsonDocument(QJsonObject{{u"bench"_s, QCoreApplication::applicationName()},
                                                        {u"platform"_s, qEnvironmentVariable("QT_QPA_PLATFORM")},
                                                        {u"figures"_s, figures}})
                                  .toJson(QJsonDocument::Compact)));
}

int takeTurns(QList<Way> ways, const BenchOptions &options)
{
    ways.removeIf([&](const Way &way) { return !options.only.isEmpty() && !options.only.contains(way.name); });
    if (ways.isEmpty())
        return 2;
    Table table;
    int failures = 0;
    bool isMore = true;
    for (int run = 0; isMore; ++run) {
        isMore = false;
        for (const Way &way : std::as_const(ways)) {
            const int runs = options.isSmoke ? 1 : options.runs > 0 ? options.runs : way.runs;
            if (run < runs)
                failures += runOnce(way, table) ? 0 : 1;
            isMore = isMore || run + 1 < runs;
        }
    }
    addRatios(table, ways);
    print(table, options);
    return failures > 0 ? 1 : 0;
}

/// Remarks of the offscreen platform about itself.
void dropPlatformRemarks(QtMsgType, const QMessageLogContext &, const QString &message)
{
    if (!message.startsWith("This plugin does not support"_L1) && !message.contains("XDG_RUNTIME_DIR"_L1))
        std::fprintf(stderr, "%s\n", qPrintable(message));
}

} // namespace

int runBench(int argc, char *argv[], const QList<Way> &ways, const Measure &measure)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(dropPlatformRemarks);
    QStandardPaths::setTestModeEnabled(true);
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (!arguments.contains(u"--way"_s)) {
        QCoreApplication app(argc, argv);
        QStringList names;
        for (const Way &way : ways)
            names << way.name;
        return takeTurns(ways, readOptions(arguments, u"Ways: "_s + names.join(u", "_s)));
    }
    QApplication app(argc, argv);
    const BenchOptions options = readOptions(arguments, {});
    for (const Way &way : ways) {
        if (way.name != options.way)
            continue;
        const std::chrono::seconds limit = options.isSmoke ? 20s : way.limit;
        ::alarm(unsigned(limit.count())); // ends us even when the event loop no longer turns
        const Outcome outcome = measure(options);
        Figures figures = outcome.figures;
        if (figures.value(0).name != "cpu"_L1)
            figures.prepend({u"cpu_total"_s, cpuSeconds(), u"s"_s});
        for (const Figure &figure : std::as_const(figures))
            say(u"%1 %2 %3"_s.arg(figure.name).arg(figure.value, 0, 'g', 9).arg(figure.unit));
        if (!outcome.problem.isEmpty())
            std::fprintf(stderr, "%s: %s\n", qPrintable(way.name), qPrintable(outcome.problem));
        return outcome.problem.isEmpty() ? 0 : 1;
    }
    return 2;
}

} // namespace studio
