#include "FuzzTarget.h"
#include "StoryRules.h"
#include "WireAnswer.h"
#include "net/AnswerBody.h"
#include "providers/ChatDecoder.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString s_dialect = u"openai-chat"_s;

Profile profile()
{
    Profile profile;
    profile.id = u"p"_s;
    profile.base = QUrl(u"https://api.example/v1"_s);
    profile.dialect = s_dialect;
    profile.job.words = {{u"nsfw"_s, JobForm::Word::Failed}, {u"ready"_s, JobForm::Word::Done}};
    return profile;
}

std::unique_ptr<Decoder> decoder()
{
    return dialectNamed(s_dialect)->decoder(profile());
}

/// An answer as net hands it on.
struct Arrived
{
    bool isStream = false;
    QList<Frame> frames = {};
    QByteArray body = {};
};

Arrived arrived(const WireAnswer &answer)
{
    AnswerBody reader({}, answer.header("Content-Type"), answer.status >= 200 && answer.status < 300);
    QList<Frame> frames = reader.feed(answer.body);
    frames += reader.finish();
    return {reader.isStream(), frames, reader.takeBody()};
}

/// The end, which comes once however often one asks, and after which frames bring nothing.
QList<RunEvent> ended(Decoder &decoder, const QList<RunEvent> &events, const QList<Frame> &late)
{
    const QList<RunEvent> all = events + decoder.end();
    require(decoder.end().isEmpty(), u"the end is told once"_s);
    if (hasEnd(all))
        require(decoder.frames(late).isEmpty() && decoder.end().isEmpty(), u"nothing comes behind the end"_s);
    return all;
}

QList<RunEvent> storyOfStream(const QList<Frame> &frames)
{
    const auto reader = decoder();
    return ended(*reader, reader->frames(frames), frames);
}

QList<RunEvent> storyFrameByFrame(Decoder &reader, const QList<Frame> &frames)
{
    QList<RunEvent> events;
    for (const Frame &frame : frames)
        events += reader.frames({frame});
    return ended(reader, events, frames);
}

QList<RunEvent> storyOfBody(const WireAnswer &answer, const QByteArray &body)
{
    const auto reader = decoder();
    return ended(*reader, reader->body(answer.status, answer.headers, body), {Frame{body}});
}

QList<RunEvent> storyOf(const WireAnswer &answer)
{
    const Arrived came = arrived(answer);
    return came.isStream ? storyOfStream(came.frames) : storyOfBody(answer, came.body);
}

bool makesSense(const QList<RunEvent> &story)
{
    const bool hasFailed = std::any_of(story.begin(), story.end(), [](const RunEvent &event) {
        return std::holds_alternative<Failed>(event) || std::holds_alternative<Oddity>(event);
    });
    return !hasFailed;
}

void checkStream(const QList<Frame> &frames, const QByteArray &input)
{
    const QList<RunEvent> story = storyOfStream(frames);
    requireGoodStory(story, input);
    requireGoodStory(storyOfStream(frames.first(frames.size() / 2)), input); // the connection broke
    requireSame(story, storyFrameByFrame(*decoder(), frames), u"it is the same however frames arrive"_s);
    if (s_dialect == "openai-chat"_L1) {
        ChatDecoder whole(ChatDecoder::Reading::Whole);
        requireSame(story, storyFrameByFrame(whole, frames), u"a quick reading is the same as a whole one"_s);
    }
}

void chooseDialect(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        if (argument.startsWith("--dialect="))
            s_dialect = QString::fromUtf8(argument.sliced(10));
        if (argument == "--dialects") {
            std::puts(qPrintable(dialectNames().join(u'\n')));
            std::exit(0);
        }
    }
    if (!dialectNamed(s_dialect)) {
        std::fprintf(stderr, "no such dialect: %s\n", qPrintable(s_dialect));
        std::exit(2);
    }
}

} // namespace

QList<Seed> fuzzSeeds()
{
    QList<Seed> seeds;
    for (const QByteArray &input : inputsIn(QStringLiteral(STUDIO_TEST_DATA "/fuzz/decoder")))
        seeds << Seed{input, makesSense(storyOf(wireAnswerFrom(input)))};
    for (const WireAnswer &answer : recordedAnswers(QStringLiteral(STUDIO_TEST_DATA)))
        seeds << Seed{toBytes(answer), makesSense(storyOf(answer))};
    return seeds;
}

} // namespace studio

/// --dialect=NAME says whose decoder is tried; --dialects lists the names and does nothing else.
extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    studio::chooseDialect(*argc, *argv);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace studio;
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const WireAnswer answer = wireAnswerFrom(input);
    const Arrived came = arrived(answer);
    if (came.isStream)
        checkStream(came.frames, input);
    else
        requireGoodStory(storyOfBody(answer, came.body), input);
    return 0;
}
