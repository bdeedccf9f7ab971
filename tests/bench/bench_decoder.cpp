// P1: 50 MB of an event stream through the parser and the decoder that a run uses, in reads of 16 KiB and in reads of
// one event; forms of events that other servers send; the same stream with a JSON document of each event; and, where
// STUDIO_BENCH_PEERS names a folder with their packages, what programs for Node need for the same file. No socket.

#include "DecoderStream.h"
#include "Meter.h"
#include "Turns.h"

#include "net/SseParser.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryFile>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr qsizetype wholeSize = 50'000'000;
constexpr auto patience = 300s; ///< For a peer.

qsizetype sizeOf(const QList<RunEvent> &events)
{
    qsizetype size = 0;
    for (const RunEvent &each : events) {
        if (const auto *text = std::get_if<TextDelta>(&each))
            size += text->text.size();
        if (const auto *reasoning = std::get_if<ReasoningDelta>(&each))
            size += reasoning->text.size();
    }
    return size;
}

/// What a program does that makes a document of each event.
qsizetype documentSize(const QList<Frame> &frames)
{
    qsizetype size = 0;
    for (const Frame &frame : frames) {
        const QJsonObject chunk = QJsonDocument::fromJson(frame.data).object();
        size += chunk[u"choices"_s][0][u"delta"_s][u"content"_s].toString().size();
    }
    return size;
}

struct Reading
{
    double cpu = 0; ///< Milliseconds.
    qsizetype letters = 0;
};

Reading read(const DecoderStream &stream, bool isControl)
{
    SseParser parser;
    Reading reading;
    qsizetype from = 0;
    const auto take = [&](qsizetype to) {
        const QList<Frame> frames = parser.feed(QByteArrayView(stream.bytes).sliced(from, to - from));
        reading.letters += isControl ? documentSize(frames) : sizeOf(stream.decoder->frames(frames));
        from = to;
    };
    const double before = threadCpuMs();
    for (const qsizetype end : stream.ends)
        take(end);
    while (from < stream.bytes.size())
        take(qMin(from + stream.readSize, stream.bytes.size()));
    reading.cpu = threadCpuMs() - before;
    return reading;
}

Reading readByPeer(const DecoderStream &stream, const QString &way, QString &problem)
{
    QTemporaryFile file;
    if (!file.open() || file.write(stream.bytes) != stream.bytes.size() || !file.flush()) {
        problem = file.errorString();
        return {};
    }
    QProcess node;
    const QString script = QStringLiteral(STUDIO_BENCH_FOLDER "/peers/") + way + u".mjs"_s;
    node.start(u"node"_s, {script, file.fileName(), QString::number(stream.readSize)});
    node.waitForFinished(int(std::chrono::milliseconds(patience).count()));
    const QJsonObject said = QJsonDocument::fromJson(node.readAllStandardOutput()).object();
    if (said.isEmpty())
        problem = QString::fromUtf8(node.readAllStandardError().left(300));
    return {said[u"cpu_ms"_s].toDouble(), qsizetype(said[u"letters"_s].toInteger())};
}

Outcome measure(const BenchOptions &options)
{
    const bool isSlow = options.way == "bytes"_L1;
    const double scale = (options.isSmoke ? 0.01 : options.scale) * (isSlow ? 0.1 : 1);
    const bool isPeer = options.way == "parser"_L1 || options.way == "openai"_L1;
    const DecoderStream stream = decoderStream(options.way, qsizetype(double(wholeSize) * scale), options.deltaSize);
    Outcome outcome;
    const Reading reading =
        isPeer ? readByPeer(stream, options.way, outcome.problem) : read(stream, options.way == "document"_L1);
    outcome.figures = {{u"cpu"_s, reading.cpu, u"ms"_s},
                       {u"rate"_s, double(stream.bytes.size()) / 1000 / reading.cpu, u"MB/s"_s},
                       {u"event"_s, reading.cpu * 1000 / double(stream.events), u"us"_s}};
    if (!isPeer && options.way != "document"_L1) { // a stream of half the length takes half the time
        const DecoderStream half = decoderStream(options.way, stream.bytes.size() / 2, options.deltaSize);
        outcome.figures << Figure{u"doubling"_s, reading.cpu / read(half, false).cpu, u"x"_s};
    }
    // Half a character may wait for its other half, and a cut event counts for nothing.
    if (outcome.problem.isEmpty() && (reading.letters < stream.letters * 99 / 100 || reading.letters > stream.letters))
        outcome.problem = u"read %1 of %2 letters"_s.arg(reading.letters).arg(stream.letters);
    return outcome;
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    QList<Way> ways{{u"product"_s}, {u"single"_s}, {u"padded"_s}, {u"reasoning"_s}, {u"numbered"_s}, {u"changing"_s},
                    {u"parsed"_s}, {u"document"_s}, {u"bytes"_s}, {u"long"_s}, {u"crlf"_s}, {u"responses"_s},
                    {u"messages"_s}, {u"gemini"_s}};
    if (qEnvironmentVariableIsSet("STUDIO_BENCH_PEERS"))
        ways << Way{u"parser"_s, 5, 300s} << Way{u"openai"_s, 3, 300s};
    return runBench(argc, argv, ways, measure);
}
