#include "EventFiles.h"
#include "Mutations.h"
#include "Story.h"

#include "providers/ImagesDecoder.h"
#include "support/TestFiles.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray done = "[DONE]";
const QByteArray partial = R"({"type":"image_generation.partial_image","b64_json":"iVBORw0KGgoA","partial_image_index":0})";
const QByteArray completed = R"({"type":"image_generation.completed","b64_json":"iVBORw0KGgo="})";

/// Answers with everything that a server may put in. Two plain slashes in a raw string of several lines hide what
/// follows from moc.
const QByteArray fullBody = R"({"created":1,"model":"a/b","provider":"P","output_format":"png","size":"1x1",
    "data":[{"b64_json":"iVBORw0KGgo=","url":"https:\/\/files.example/a.png","media_type":"image/png","revised_prompt":"a cat"},
            {"b64_json":null,"url":"https:\/\/files.example/b.png"}],
    "usage":{"input_tokens":3,"output_tokens":5,"cost":0.25,"is_byok":false,"input_tokens_details":{"image_tokens":1},
        "output_tokens_details":{"image_tokens":5},"cost_details":{"upstream_inference_cost":0.25}}})";
const QByteArray fullEvent = R"({"type":"image_edit.completed","b64_json":"iVBORw0KGgo=","url":null,"media_type":"image/png",
    "model":"a/b","output_format":"png","created":1,"usage":{"prompt_tokens":3,"completion_tokens":5,"cost":0.25}})";

QList<RunEvent> streamedPictures(const QList<QByteArray> &data)
{
    ImagesDecoder decoder;
    return streamed(decoder, data);
}

QList<RunEvent> wholePictures(const QByteArray &body, int status = 200, const QList<Header> &headers = {})
{
    ImagesDecoder decoder;
    const QList<RunEvent> events = decoder.body(status, headers, body);
    return events + decoder.end();
}

/// One end, at the end; no text; files from the places of files only.
bool isSound(const QList<RunEvent> &events)
{
    qsizetype ends = 0;
    for (const RunEvent &event : events) {
        ends += std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event) ? 1 : 0;
        if (std::holds_alternative<TextDelta>(event) || std::holds_alternative<ReasoningDelta>(event))
            return false;
        const auto *arrived = std::get_if<MediaArrived>(&event);
        const bool isKnown = !arrived || arrived->media.link.host() == "files.example"_L1
            || arrived->media.bytes == QByteArray::fromBase64("iVBORw0KGgo=") || arrived->media.bytes == QByteArray::fromBase64("ZZZ");
        if (!isKnown)
            return false;
    }
    return ends == 1 && (std::holds_alternative<Finished>(events.last()) || std::holds_alternative<Failed>(events.last()));
}

double secondsToRead(qsizetype chars)
{
    const QByteArray body = R"({"data":[{"b64_json":")" + QByteArray(chars, 'A') + R"("}]})";
    const std::clock_t start = std::clock(); // the processor's time: the machine may be busy
    const QList<RunEvent> events = wholePictures(body);
    return events.size() == 2 ? double(std::clock() - start) / CLOCKS_PER_SEC : 1e9;
}

} // namespace

/// What servers for pictures answer, as bodies or events in and a story out.
class tst_ImagesDecoder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsTheStoryOfAWholeBody_data();
    void tellsTheStoryOfAWholeBody();
    void tellsTheStoryOfAStream_data();
    void tellsTheStoryOfAStream();
    void readsARecordedAnswer();
    void readsTheStreamsOfTheDescriptions_data();
    void readsTheStreamsOfTheDescriptions();
    void keepsWhatCameBeforeEachCut();
    void tellsWhoRanTheModelByTheHeaders();
    void takesAnErrorEventWhateverItsShape_data();
    void takesAnErrorEventWhateverItsShape();
    void isCompleteOnlyAfterTheEndMark();
    void staysQuietAfterAFailure();
    void keepsTheBytesAndTheType();
    void survivesEveryMutation_data();
    void survivesEveryMutation();
    void survivesEveryCutOfAnEvent();
    void readsALargeBodyInLinearTime();
};

void tst_ImagesDecoder::tellsTheStoryOfAWholeBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");
    const auto row = [](const char *name, const QByteArray &body, const QString &story, int status = 200) {
        QTest::newRow(name) << status << body << story;
    };
    const QString one = u"image image/png 8 bytes | finished stop"_s;

    row("bytes", R"({"created":1770000000,"data":[{"b64_json":"iVBORw0KGgo="}],"usage":{"input_tokens":10,"output_tokens":1000,"total_tokens":1010}})",
        u"usage 10/1000 | "_s + one);
    row("a link", R"({"created":1770000000,"data":[{"url":"https://files.example/c.png","revised_prompt":"a cat"}]})",
        u"image https://files.example/c.png | finished stop"_s);
    row("who answered", R"({"model":"gpt-image-2","data":[{"b64_json":"iVBORw0KGgo="}]})", u"answered gpt-image-2 | "_s + one);
    row("several, fewer than asked for or not", R"({"data":[{"b64_json":"iVBORw0KGgo="},{"url":"http://files.example/a"}]})",
        u"image image/png 8 bytes | image http://files.example/a | finished stop"_s);
    row("both forms of one picture", R"({"data":[{"b64_json":"iVBORw0KGgo=","url":"https://files.example/c.png"}]})", one);
    row("nulls", R"({"data":[{"b64_json":null,"url":"https://files.example/c.png","revised_prompt":null}],"usage":null,"error":null})",
        u"image https://files.example/c.png | finished stop"_s);
    row("a data address in the link", R"({"data":[{"url":"data:image/png;base64,iVBORw0KGgo="}]})", one);
    row("a data prefix before base64", R"({"data":[{"b64_json":"data:image/png;base64,iVBORw0KGgo="}]})", one);
    row("URL-safe base64 with line breaks", R"({"data":[{"b64_json":"_9j_\n4A\n"}]})", u"image image/jpeg 4 bytes | finished stop"_s);
    row("a link where base64 belongs", R"({"data":[{"b64_json":"https://files.example/c.png"}]})",
        u"image https://files.example/c.png | finished stop"_s);
    row("JPEG where PNG was asked for", R"({"output_format":"png","data":[{"b64_json":"/9j/4A=="}]})",
        u"image image/jpeg 4 bytes | finished stop"_s);
    row("a type that the bytes do not tell", R"({"data":[{"b64_json":"Pz8/","media_type":"image/x-own"}]})",
        u"image image/x-own 3 bytes | finished stop"_s);
    row("a format that the bytes do not tell", R"({"output_format":"jxl","data":[{"b64_json":"Pz8/"}]})",
        u"image image/jxl 3 bytes | finished stop"_s);
    row("a format by its short name", R"({"output_format":"svg","data":[{"b64_json":"Pz8/"}]})",
        u"image image/svg+xml 3 bytes | finished stop"_s);
    row("one object for a list", R"({"data":{"b64_json":"iVBORw0KGgo="}})", one);
    row("a picture without a list", R"({"created":1,"b64_json":"iVBORw0KGgo="})", one);

    row("moderated away", R"({"created":1,"data":[],"usage":{"input_tokens":3,"output_tokens":0}})",
        u"usage 3/0 | failed empty_answer"_s);
    row("no list", R"({"created":1,"data":null})", u"failed empty_answer"_s);
    row("an entry without a picture", R"({"data":[{},{"b64_json":"iVBORw0KGgo="}]})", u"oddity | "_s + one);
    row("none with a picture", R"({"data":[{"revised_prompt":"a cat"},7,null]})", u"oddity | oddity | oddity | failed empty_answer"_s);
    row("broken base64", R"({"data":[{"b64_json":"iVB*"}]})", u"oddity | failed empty_answer"_s);
    row("an address that is none of ours", R"({"data":[{"url":"file:///etc/passwd"},{"url":"javascript:go"},{"url":"/a.png"}]})",
        u"oddity | oddity | oddity | failed empty_answer"_s);

    row("error in a 200", R"({"error":{"code":429,"message":"busy"}})", u"failed rate_limited 429: busy"_s);
    row("error beside a list", R"({"data":[],"error":{"message":"down","type":"server_error"}})", u"failed server_fault 200: down"_s);
    row("success false", R"({"success":false,"message":"no such token"})", u"failed unknown 200: no such token"_s);
    row("task style", R"({"code":"invalid_request","message":"prompt is required","data":null})",
        u"failed bad_request 400: prompt is required"_s, 400);
    row("moderation refuses", R"({"error":{"message":"blocked","type":"image_generation_user_error","param":null,"code":"moderation_blocked"}})",
        u"failed bad_request 400: blocked"_s, 400);
    row("usage beside an error", R"({"error":{"message":"down"},"usage":{"prompt_tokens":3,"completion_tokens":0,"cost":0.5}})",
        u"usage 3/0 $0.5 | failed server_fault 502: down"_s, 502);
    row("error as text", R"({"error":"model not loaded"})", u"failed server_fault 500: model not loaded"_s, 500);
    row("a list of details", R"({"detail":[{"loc":["body","n"],"msg":"too many"}]})", u"failed bad_request 422: n: too many"_s, 422);
    row("a web page", "<!doctype html><title>Sign in</title>", u"failed not_an_api 200: Sign in"_s);
    row("plain words", "It works", u"failed not_an_api 200: It works"_s);
    row("other JSON", R"({"status":"ok"})", u"failed garbled 200: no data in: {\"status\":\"ok\"}"_s);
    row("half a JSON text", R"({"data":[{"b64)", u"failed garbled 200: {\"data\":[{\"b64"_s);
    row("nothing", "", u"failed empty_answer 200"_s);
    row("redirect", "", u"failed redirected 302"_s, 302);
}

void tst_ImagesDecoder::tellsTheStoryOfAWholeBody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOf(wholePictures(body, status)), story);
}

void tst_ImagesDecoder::tellsTheStoryOfAStream_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    using Events = QList<QByteArray>;
    const QString one = u"image image/png 8 bytes | finished stop"_s;
    const QString draft = u"draft image image/png 9 bytes"_s;

    QTest::newRow("drafts and the picture") << Events{partial, partial, completed} << draft + " | "_L1 + draft + " | "_L1 + one;
    QTest::newRow("the picture at once") << Events{completed} << one;
    QTest::newRow("with an end mark") << Events{completed, done} << one;
    QTest::newRow("several pictures") << Events{completed, completed, done}
                                      << u"image image/png 8 bytes | image image/png 8 bytes | finished stop"_s;
    QTest::newRow("nothing behind the end mark") << Events{completed, done, completed, done} << one;
    QTest::newRow("a whole answer as one event") << Events{R"({"created":1,"data":[{"b64_json":"iVBORw0KGgo="}]})"} << one;
    QTest::newRow("unknown events") << Events{R"({"type":"ping"})", R"({"type":"image_generation.queued","data":{}})",
                                              R"({"type":"image_generation.text_chunk","phase":"content","text":"<svg>"})", completed}
                                    << one;
    QTest::newRow("comments and empty data") << Events{": waiting", "", " ", completed} << one;
    QTest::newRow("usage and cost") << Events{R"({"type":"image_generation.completed","b64_json":"iVBORw0KGgo=","usage":{"prompt_tokens":0,"completion_tokens":4175,"total_tokens":4175,"cost":0.04}})"}
                                    << u"usage 0/4175 $0.04 | "_s + one;
    QTest::newRow("no JSON among the events") << Events{"{\"type", completed} << u"oddity | "_s + one;

    QTest::newRow("no event at all") << Events{} << u"failed cut_off"_s;
    QTest::newRow("drafts alone are no end") << Events{partial} << draft + " | failed cut_off"_L1;
    QTest::newRow("drafts alone are no answer") << Events{partial, done} << draft + " | failed empty_answer"_L1;
    QTest::newRow("end mark alone") << Events{done} << u"failed empty_answer"_s;
    QTest::newRow("completed without a picture") << Events{R"({"type":"image_generation.completed","b64_json":null})"}
                                                 << u"oddity | failed empty_answer"_s;
    QTest::newRow("only rubbish") << Events{"{\"type", done} << u"oddity | failed garbled: {\"type"_s;
    QTest::newRow("cut in an event") << Events{"{\"type"} << u"oddity | failed cut_off: {\"type"_s;
    QTest::newRow("error behind a draft")
        << Events{partial, R"({"type":"error","error":{"code":"upstream_error","message":"gone","param":null,"type":"provider_error"}})", done}
        << draft + " | failed unknown: gone"_L1;
    QTest::newRow("error behind the picture") << Events{completed, R"({"error":{"code":502,"message":"down"}})"}
                                              << u"image image/png 8 bytes | failed server_fault 502: down"_s;
}

void tst_ImagesDecoder::tellsTheStoryOfAStream()
{
    QFETCH(QList<QByteArray>, events);
    QTEST(storyOf(streamedPictures(events)), "story");
}

void tst_ImagesDecoder::readsARecordedAnswer()
{
    const QList<Header> headers{{"x-generation-id", "gen-img-1"}, {"x-provider-name", "Google"}};
    QCOMPARE(storyOf(wholePictures(testData(u"images/openrouter-edit.json"_s), 200, headers)),
             u"answered  at Google | usage 1125/1120 $0.03388125 | image image/jpeg 24 bytes | finished stop"_s);
}

void tst_ImagesDecoder::readsTheStreamsOfTheDescriptions_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("story");
    QTest::newRow("OpenAI") << u"openai-stream.sse"_s
                            << u"draft image image/png 9 bytes | draft image image/png 12 bytes | usage 50/50 | image image/png 16 bytes | finished stop"_s;
    QTest::newRow("OpenRouter") << u"openrouter-stream.sse"_s
                                << u"draft image image/png 9 bytes | usage 0/4175 $0.04 | image image/svg+xml 6 bytes | finished stop"_s;
}

void tst_ImagesDecoder::readsTheStreamsOfTheDescriptions()
{
    QFETCH(QString, file);
    QFETCH(QString, story);
    const QList<Frame> frames = framesOf(testData(u"images/"_s + file));
    QVERIFY(frames.size() >= 3);
    ImagesDecoder atOnce;
    const QList<RunEvent> events = atOnce.frames(frames);
    QCOMPARE(storyOf(events + atOnce.end()), story);
    ImagesDecoder byAndBy;
    QList<RunEvent> same;
    for (const Frame &frame : frames)
        same += byAndBy.frames({frame});
    QCOMPARE(storyOf(same + byAndBy.end()), story);

    for (Frame frame : frames) { // a type that is told by the event's name alone
        QJsonObject object = QJsonDocument::fromJson(frame.data).object();
        if (frame.event.isEmpty() || object.take("type"_L1).isUndefined())
            return;
        frame.data = QJsonDocument(object).toJson();
        ImagesDecoder decoder;
        const QString told = storyOf(decoder.frames({frame}));
        QVERIFY2(told.startsWith("draft"_L1) == frame.event.endsWith("partial_image"), qPrintable(told));
    }
}

void tst_ImagesDecoder::keepsWhatCameBeforeEachCut()
{
    const QList<Frame> frames = framesOf(testData(u"images/openai-stream.sse"_s));
    for (qsizetype count = 0; count < frames.size(); ++count) {
        for (qsizetype size = 0; size < frames[count].data.size(); ++size) {
            ImagesDecoder decoder;
            QList<RunEvent> events = decoder.frames(frames.first(count) + QList{Frame{frames[count].data.first(size)}});
            events += decoder.end();
            const QString story = storyOf(events);
            QCOMPARE(story.count("draft image"_L1), count);
            QVERIFY2(story.contains("failed cut_off"_L1), qPrintable(story));
        }
    }
}

void tst_ImagesDecoder::tellsWhoRanTheModelByTheHeaders()
{
    const QList<Header> headers{{"X-Provider-Name", "Goo\ngle"}};
    QCOMPARE(storyOf(wholePictures(R"({"model":"a/b","data":[{"b64_json":"iVBORw0KGgo="}]})", 200, headers)),
             u"answered a/b at Goo gle | image image/png 8 bytes | finished stop"_s);
    QCOMPARE(storyOf(wholePictures(R"({"model":"a\u202Eb","provider":"P","data":[{"b64_json":"iVBORw0KGgo="}]})", 200, headers)),
             u"answered a b at P | image image/png 8 bytes | finished stop"_s);
}

void tst_ImagesDecoder::takesAnErrorEventWhateverItsShape_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("story");
    QTest::newRow("OpenAI") << QByteArray(R"({"type":"error","error":{"type":"rate_limit_error","message":"busy"}})")
                            << u"failed rate_limited: busy"_s;
    QTest::newRow("message only") << QByteArray(R"({"message":"no model"})") << u"failed unknown: no model"_s;
    QTest::newRow("plain words") << QByteArray("it broke") << u"failed unknown: it broke"_s;
}

void tst_ImagesDecoder::takesAnErrorEventWhateverItsShape()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, story);
    ImagesDecoder decoder;
    QCOMPARE(storyOf(decoder.frames({Frame{data, "error"}})), story);
    QVERIFY(decoder.isComplete());
}

void tst_ImagesDecoder::isCompleteOnlyAfterTheEndMark()
{
    ImagesDecoder decoder;
    QCOMPARE(storyOf(decoder.frames({Frame{completed}})), u"image image/png 8 bytes"_s); // another may follow
    QVERIFY(!decoder.isComplete());
    QCOMPARE(storyOf(decoder.frames({Frame{" [DONE] "}})), u"finished stop"_s);
    QVERIFY(decoder.isComplete());
    QVERIFY(decoder.end().isEmpty());
}

void tst_ImagesDecoder::staysQuietAfterAFailure()
{
    ImagesDecoder decoder;
    decoder.frames({Frame{R"({"error":"x"})"}});
    QVERIFY(decoder.frames({Frame{completed}, Frame{done}}).isEmpty());
    QVERIFY(decoder.body(200, {}, R"({"data":[]})").isEmpty());
    QVERIFY(decoder.end().isEmpty());
}

void tst_ImagesDecoder::keepsTheBytesAndTheType()
{
    const QList<RunEvent> events = wholePictures(R"({"data":[{"b64_json":"iVBORw0KGgo="}]})");
    const auto *arrived = std::get_if<MediaArrived>(&events.first());
    QVERIFY(arrived);
    QCOMPARE(arrived->media, (Media{MediaKind::Picture, "image/png", QByteArray("\x89PNG\r\n\x1a\n", 8)}));
}

void tst_ImagesDecoder::survivesEveryMutation_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("least");
    QTest::newRow("body") << fullBody << 200;
    QTest::newRow("event") << fullEvent << 100;
}

void tst_ImagesDecoder::survivesEveryMutation()
{
    QFETCH(QByteArray, json);
    QFETCH(int, least);
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QVERIFY(!object.isEmpty());
    const QList<QJsonValue> mutations = mutationsOf(object);
    QVERIFY(mutations.size() > least);
    for (const QJsonValue &mutation : mutations) {
        const QByteArray data = QJsonDocument(mutation.toObject()).toJson(QJsonDocument::Compact);
        QVERIFY2(isSound(streamedPictures({data})), data.constData());
        QVERIFY2(isSound(wholePictures(data)), data.constData());
    }
}

void tst_ImagesDecoder::survivesEveryCutOfAnEvent()
{
    const QByteArray event = QJsonDocument::fromJson(fullBody).toJson(QJsonDocument::Compact);
    for (qsizetype size = 0; size < event.size(); ++size) {
        const QString story = storyOf(streamedPictures({event.first(size)}));
        QVERIFY2(story.contains("failed cut_off"_L1) && !story.contains("image "_L1), qPrintable(story));
        const QString whole = storyOf(wholePictures(event.first(size)));
        QVERIFY2(whole.startsWith("failed "_L1), qPrintable(whole));
    }
}

void tst_ImagesDecoder::readsALargeBodyInLinearTime()
{
    const double few = secondsToRead(2'000'000);
    const double many = secondsToRead(20'000'000);
    QVERIFY2(many < 30.0 * few + 0.05, qPrintable(u"%1 s, then %2 s"_s.arg(few).arg(many)));
}

QTEST_GUILESS_MAIN(tst_ImagesDecoder)
#include "tst_ImagesDecoder.moc"
