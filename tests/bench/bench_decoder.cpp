// P1: 50 MB of an event stream through the parser and the decoder that a run uses, in reads of 16 KiB and in reads of
// one event; forms of events that other servers send; and the same stream with a JSON document of each event. No socket.

#include "AnswerText.h"
#include "Meter.h"
#include "Turns.h"

#include "net/SseParser.h"
#include "providers/ChatDecoder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype wholeSize = 50'000'000;
constexpr qsizetype readSize = 16 * 1024;

/// The text as it stands between two quotes.
QByteArray quoted(std::string_view text)
{
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromUtf8(text.data(), qsizetype(text.size()))})
                                .toJson(QJsonDocument::Compact);
    return list.sliced(2, list.size() - 4);
}

/// One event; in some ways more of it changes than its text.
QByteArray event(const QString &way, const QByteArray &words, int number)
{
    QByteArray json = R"({"id":"gen-1780944558-O2fI07WXeyJ2LTlGlXdy","object":"chat.completion.chunk","created":1780944558,)"
                      R"("model":"company/model-4.5-20251001","provider":"A Company","choices":[{"index":0,"delta":)"
                      R"({"content":"{text}","role":"assistant"},"finish_reason":null,"native_finish_reason":null}]})";
    if (way == "padded"_L1)
        json.insert(json.size() - 1, R"(,"obfuscation":")" + QByteArray(number % 16, 'x') + '"');
    if (way == "reasoning"_L1)
        json.replace(R"("content":"{text}")", R"("content":"","reasoning":"{text}","reasoning_details":)"
                                              R"([{"type":"reasoning.text","text":"{text}","index":0}])");
    if (way == "numbered"_L1)
        json.replace("1780944558-", QByteArray::number(number) + '-');
    if (way == "changing"_L1)
        json.replace("1780944558,", QByteArray::number(number + 1) + ',');
    return "data: " + json.replace("{text}", words) + "\n\n";
}

/// Reads of the stream, one after the other.
QList<QByteArray> reads(const BenchOptions &options)
{
    const auto size = qsizetype(double(wholeSize) * (options.isSmoke ? 0.01 : options.scale));
    const std::string text = answerText(200'000);
    QList<QByteArray> all;
    QByteArray stream;
    qsizetype total = 0;
    std::size_t at = 0;
    for (int number = 0; total < size; ++number) {
        const std::size_t bytes = bytesOf(text, at, std::size_t(options.deltaSize));
        const QByteArray next = event(options.way, quoted(std::string_view(text).substr(at, bytes)), number);
        at = at + bytes < text.size() ? at + bytes : 0;
        total += next.size();
        if (options.way == "single"_L1)
            all << next;
        else
            stream += next;
    }
    for (qsizetype from = 0; from < stream.size(); from += readSize)
        all << stream.mid(from, readSize);
    return all;
}

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

Outcome measure(const BenchOptions &options)
{
    const QList<QByteArray> pieces = reads(options);
    qsizetype bytes = 0;
    for (const QByteArray &piece : pieces)
        bytes += piece.size();
    const auto reading = options.way == "parsed"_L1 ? ChatDecoder::Reading::Whole : ChatDecoder::Reading::Quick;
    const bool isControl = options.way == "document"_L1;
    SseParser parser;
    ChatDecoder decoder(reading);
    qsizetype size = 0;
    qsizetype events = 0;
    const double before = threadCpuMs();
    for (const QByteArray &piece : pieces) {
        const QList<Frame> frames = parser.feed(piece);
        events += frames.size();
        size += isControl ? documentSize(frames) : sizeOf(decoder.frames(frames));
    }
    const double cpu = threadCpuMs() - before;
    Outcome outcome{{{u"cpu"_s, cpu, u"ms"_s},
                     {u"rate"_s, double(bytes) / 1000 / cpu, u"MB/s"_s},
                     {u"event"_s, cpu * 1000 / double(events), u"us"_s}}};
    if (size < events * options.deltaSize * 9 / 10)
        outcome.problem = u"read %1 characters of %2 events"_s.arg(size).arg(events);
    return outcome;
}

} // namespace

} // namespace studio

int main(int argc, char *argv[])
{
    using namespace studio;
    const QList<Way> ways{{u"product"_s}, {u"single"_s}, {u"padded"_s}, {u"reasoning"_s}, {u"numbered"_s},
                          {u"changing"_s}, {u"parsed"_s}, {u"document"_s}};
    return runBench(argc, argv, ways, measure);
}
