#include "FuzzTarget.h"
#include "WireAnswer.h"
#include "net/AnswerBody.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// What a reader made of some bytes.
struct Reading
{
    QList<Frame> frames = {};
    qint64 count = 0; ///< Of comments or blank lines.
    bool hasFailed = false;

    bool operator==(const Reading &) const = default;
};

/// How bytes may arrive: cuts of one size, or of sizes that follow from the bytes.
class Cuts
{
public:
    explicit Cuts(qsizetype size) : m_size(size) {}
    explicit Cuts(const QByteArray &bytes) : m_state(quint32(qHash(bytes, 1)) | 1) {}

    qsizetype next()
    {
        if (m_size > 0)
            return m_size;
        m_state = m_state * 1664525u + 1013904223u;
        return qsizetype(m_state >> 24) % 40;
    }

private:
    qsizetype m_size = 0;
    quint32 m_state = 0;
};

/// Each piece is a copy that is spoilt afterwards, so that a view kept beyond it is seen.
template <typename Feed>
void feedInPieces(const QByteArray &bytes, Cuts cuts, Feed feed)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype size = std::min(cuts.next(), bytes.size() - at);
        QByteArray piece(bytes.constData() + at, size);
        feed(piece);
        piece.fill('#');
        at += size;
    }
}

template <typename Parser>
Reading readBy(Parser &parser, const QByteArray &bytes, const Cuts &cuts)
{
    Reading reading;
    feedInPieces(bytes, cuts, [&](const QByteArray &piece) { reading.frames += parser.feed(piece); });
    reading.frames += parser.finish();
    reading.hasFailed = parser.failure().has_value();
    require(parser.finish().isEmpty(), u"the end brings its frames once"_s);
    return reading;
}

Reading readEvents(const QByteArray &bytes, const Cuts &cuts, const Limits &limits = {})
{
    SseParser parser(limits);
    Reading reading = readBy(parser, bytes, cuts);
    reading.count = reading.hasFailed ? 0 : parser.commentCount();
    return reading;
}

Reading readLines(const QByteArray &bytes, const Cuts &cuts, const Limits &limits = {})
{
    NdjsonParser parser(limits);
    Reading reading = readBy(parser, bytes, cuts);
    reading.count = reading.hasFailed ? 0 : parser.blankCount();
    return reading;
}

/// The rules of the standard, followed plainly and slowly.
QList<Frame> plainlyRead(QByteArray bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    bytes.replace("\r\n", "\n").replace('\r', '\n');
    if (!bytes.endsWith('\n'))
        bytes += '\n';
    QList<Frame> frames;
    QByteArrayList data;
    QByteArray event;
    for (const QByteArray &line : (bytes + '\n').split('\n')) { // the end of the stream ends an event too
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = colon < 0 ? line : line.first(colon);
        QByteArray value = colon < 0 ? QByteArray() : line.sliced(colon + 1);
        if (value.startsWith(' '))
            value.remove(0, 1);
        if (line.isEmpty()) {
            if (!data.isEmpty())
                frames << Frame{data.join('\n'), event};
            data.clear();
            event.clear();
        } else if (name == "data") {
            data << value;
        } else if (name == "event") {
            event = value;
        }
    }
    return frames;
}

QList<Cuts> cutsOf(const QByteArray &bytes)
{
    return {Cuts(1), Cuts(2), Cuts(3), Cuts(bytes)};
}

void checkParsers(const QByteArray &bytes)
{
    Limits small;
    small.mostLineBytes = 40;
    small.mostEventBytes = 60;
    const Cuts none(std::max<qsizetype>(1, bytes.size()));
    const Reading events = readEvents(bytes, none);
    const Reading lines = readLines(bytes, none);
    require(events.frames == plainlyRead(bytes), u"events are read by the standard"_s);
    for (const Cuts &cuts : cutsOf(bytes)) {
        require(readEvents(bytes, cuts) == events, u"every cut gives the same events"_s);
        require(readLines(bytes, cuts) == lines, u"every cut gives the same lines"_s);
        require(readEvents(bytes, cuts, small) == readEvents(bytes, none, small), u"every cut meets a limit alike"_s);
        require(readLines(bytes, cuts, small) == readLines(bytes, none, small), u"every cut meets a line's limit alike"_s);
    }
}

/// What net hands on of an answer.
struct Arrived
{
    QList<Frame> frames = {};
    QByteArray body = {};
    bool isStream = false;
    bool hasFailed = false;

    bool operator==(const Arrived &) const = default;
};

Arrived arrived(const QByteArray &bytes, const QByteArray &type, bool mayBeStream, const Cuts &cuts)
{
    Limits limits;
    limits.mostBodyBytes = 200;
    AnswerBody answer(limits, type, mayBeStream);
    Arrived came;
    feedInPieces(bytes, cuts, [&](const QByteArray &piece) {
        if (!answer.failure())
            came.frames += answer.feed(piece);
    });
    if (!answer.failure())
        came.frames += answer.finish();
    came.isStream = answer.isStream();
    came.hasFailed = answer.failure().has_value();
    came.body = came.hasFailed ? QByteArray() : answer.takeBody();
    return came;
}

void checkAnswers(const QByteArray &bytes)
{
    const Cuts none(std::max<qsizetype>(1, bytes.size()));
    for (const QByteArray &type : QByteArrayList{"text/event-stream", "application/json", "application/x-ndjson", ""}) {
        const Arrived whole = arrived(bytes, type, true, none);
        require(whole.isStream || whole.frames.isEmpty(), u"a body has no frames"_s);
        for (const Cuts &cuts : {Cuts(1), Cuts(bytes)}) {
            require(arrived(bytes, type, true, cuts) == whole,
                    u"every cut of an answer gives the same as \"%1\""_s.arg(QString::fromLatin1(type)));
        }
    }
    const Arrived error = arrived(bytes, "text/event-stream", false, none);
    require(!error.isStream && error.frames.isEmpty(), u"an error answer is no stream"_s);
    require(arrived(bytes, "text/event-stream", false, Cuts(bytes)) == error, u"every cut of an error answer gives the same"_s);
}

} // namespace

QList<Seed> fuzzSeeds()
{
    QList<Seed> seeds;
    for (const QByteArray &input : inputsIn(QStringLiteral(STUDIO_TEST_DATA "/fuzz/sse")))
        seeds << Seed{input};
    for (const WireAnswer &answer : recordedAnswers(QStringLiteral(STUDIO_TEST_DATA))) {
        const bool isStream = answer.header("Content-Type").startsWith("text/event-stream");
        seeds << Seed{answer.body.first(std::min<qsizetype>(answer.body.size(), 600)), isStream};
    }
    for (const QByteArrayView input : {"data: a\r\n\r\n: b\r\revent: c\n\ndata\ndata: d", "\xEF\xBB\xBF" "data: a\n\n",
                                       "{\"a\":1}\n{\"b\":2}\r\n\n", "  \n{\"a\":\n1}", "<p>", "id: 1\nretry: 2\n"})
        seeds << Seed{input.toByteArray()};
    return seeds;
}

} // namespace studio

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    studio::checkParsers(bytes);
    studio::checkAnswers(bytes);
    return 0;
}
