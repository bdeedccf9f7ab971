#include "GeminiEvents.h"
#include "Mutations.h"
#include "Story.h"

#include "providers/GeminiDecoder.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;
using namespace studio::gemini;

Q_DECLARE_METATYPE(studio::Usage)
Q_DECLARE_METATYPE(studio::FinishReason)

namespace
{

using Events = QList<QByteArray>;
using Reading = GeminiDecoder::Reading;

QList<RunEvent> read(const Events &events, Reading reading = Reading::Quick)
{
    GeminiDecoder decoder(reading);
    return streamed(decoder, events);
}

QString storyOfBody(const QByteArray &body, int status = 200, const QList<Header> &headers = {})
{
    GeminiDecoder decoder;
    QList<RunEvent> events = decoder.body(status, headers, body);
    return storyOf(events + decoder.end());
}

Usage lastUsageOf(const QList<RunEvent> &events)
{
    Usage usage;
    for (const RunEvent &event : events) {
        if (const auto *report = std::get_if<UsageReported>(&event))
            usage = report->usage;
    }
    return usage;
}

} // namespace

/// What servers send on Gemini's routes, as events in and a story out.
class tst_GeminiDecoder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsTheStoryOfAStream_data();
    void tellsTheStoryOfAStream();
    void tellsTheStoryOfAWholeBody_data();
    void tellsTheStoryOfAWholeBody();
    void knowsWhatEachFinishReasonMeans_data();
    void knowsWhatEachFinishReasonMeans();
    void countsWhatWasUsed_data();
    void countsWhatWasUsed();
    void keepsTheWordAndTheCall();
    void isCompleteOnlyAtTheEnd();
    void takesAnErrorEventAndItsWait();
    void readsAStreamAsItIsSent();
    void isCutWhereverTheStreamEnds();
    void readsTheSameQuickly_data();
    void readsTheSameQuickly();
    void joinsAnEmojiHoweverItIsCut();
    void staysQuietAfterAFailure();
    void survivesEveryMutationOfAChunk();
    void survivesEveryCutOfAChunk();
    void refusesDeepNestingQuickly();
};

void tst_GeminiDecoder::tellsTheStoryOfAStream_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    const QString hello = u"text Hello | finished stop"_s;

    QTest::newRow("plain") << Events{text("Hel"), text("lo"), stop} << hello;
    QTest::newRow("a reason with the last text") << Events{text("Hel"), parts(R"({"text":"lo"})").replace("},\"index\"", "},\"finishReason\":\"STOP\",\"index\"")} << hello;
    QTest::newRow("no reason means cut off") << Events{text("Hel")} << u"text Hel | failed cut_off"_s;
    QTest::newRow("no event at all") << Events{} << u"failed cut_off"_s;
    QTest::newRow("a reason that says nothing") << Events{text("Hel"), finished("FINISH_REASON_UNSPECIFIED")} << u"text Hel | failed cut_off"_s;
    QTest::newRow("a reason with every chunk: the last one counts")
        << Events{text("Hel"), stop, text("lo"), stop, finished("MAX_TOKENS")} << u"text Hello | finished length"_s;
    QTest::newRow("a gateway's end mark") << Events{text("Hello"), stop, "[DONE]", text("more")} << hello;
    QTest::newRow("a gateway's end mark alone") << Events{text("Hello"), "[DONE]"} << hello;
    QTest::newRow("comments and empty data") << Events{": keep-alive", "", text("Hello"), stop} << hello;
    QTest::newRow("several parts in one chunk") << Events{parts(R"({"text":"Hel"},{"text":"lo"},{"text":""})"), stop} << hello;
    QTest::newRow("no content at the end")
        << Events{text("Hello"), R"({"candidates":[{"content":{"role":"model"},"finishReason":"STOP"}]})"} << hello;
    QTest::newRow("null is absent")
        << Events{R"({"candidates":null,"promptFeedback":null,"usageMetadata":null,"modelVersion":null,"error":null})",
                  R"({"candidates":[{"content":null,"finishReason":null,"index":null}]})", text("Hello"), stop} << hello;

    QTest::newRow("thoughts") << Events{thought("H"), thought("m"), text("Hello"), stop} << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("thoughts between texts") << Events{text("a"), thought("Hm"), text("b"), text("c"), stop}
                                            << u"text a | reasoning Hm | text bc | finished stop"_s;
    QTest::newRow("thoughts alone are an answer") << Events{thought("Hm"), stop} << u"reasoning Hm | finished stop"_s;
    QTest::newRow("thought is no flag") << Events{parts(R"({"text":"Hello","thought":"yes"})"), stop} << hello;
    QTest::newRow("a signature alone") << Events{text("Hello"), parts(R"({"thoughtSignature":"AAAA"})"), stop} << hello;

    const QByteArray data = R"({"mimeType":"image/png","data":")" + png + "\"}";
    QTest::newRow("a picture") << Events{parts(R"({"inlineData":)" + data + '}'), stop} << u"image image/png 70 bytes | finished stop"_s;
    QTest::newRow("text before a picture and behind it")
        << Events{parts(R"({"text":"a"},{"inlineData":)" + data + R"(},{"text":"b"})"), stop}
        << u"text a | image image/png 70 bytes | text b | finished stop"_s;
    QTest::newRow("drafts and the picture")
        << Events{parts(R"({"inlineData":)" + data + R"(,"thought":true})"), parts(R"({"inlineData":)" + data + '}'), stop}
        << u"draft image image/png 70 bytes | image image/png 70 bytes | finished stop"_s;
    QTest::newRow("names with underscores")
        << Events{parts(R"({"inline_data":{"mime_type":"audio/wav","data":"AAAA"}})"), stop} << u"audio audio/wav 3 bytes | finished stop"_s;
    QTest::newRow("no base64") << Events{parts(R"({"inlineData":{"mimeType":"image/png","data":"%%%"}})"), stop}
                               << u"oddity | finished stop"_s;
    QTest::newRow("a link") << Events{parts(R"({"fileData":{"mimeType":"video/mp4","fileUri":"https://example.com/a"}})"), stop}
                            << u"video https://example.com/a | finished stop"_s;
    QTest::newRow("links that lead nowhere")
        << Events{parts(R"({"fileData":{"fileUri":"gs://bucket/a"}},{"fileData":{"fileUri":"file:///etc/passwd"}},{"file_data":{}})"), text("Hello"), stop}
        << u"oddity | oddity | oddity | text Hello | finished stop"_s;

    QTest::newRow("a call") << Events{parts(R"({"functionCall":{"name":"f","args":{"b":[1],"a":"ü"}}})"), stop}
                            << u"tool f({\"a\":\"ü\",\"b\":[1]}) | finished tool_calls"_s;
    QTest::newRow("two calls and text") << Events{parts(R"({"text":"Hello"},{"functionCall":{"name":"f"}},{"functionCall":{"name":"g","args":{}}})"), stop}
                                        << u"text Hello | tool f() | tool g({}) | finished tool_calls"_s;
    QTest::newRow("a call without a name") << Events{parts(R"({"functionCall":{"args":{}}})"), text("Hello"), stop}
                                           << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("code that the server ran is left out")
        << Events{parts(R"({"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK"}})"), stop}
        << u"oddity | oddity | finished stop"_s;

    QTest::newRow("who answered is told once, and again when it changes")
        << Events{R"({"modelVersion":"a","candidates":[]})", R"({"modelVersion":"a"})", R"({"modelVersion":"b\u202e","candidates":[]})", text("Hello"), stop}
        << u"answered a | answered b  | text Hello | finished stop"_s;
    QTest::newRow("counts once a call, behind the text")
        << Events{counted(text("Hel"), R"("promptTokenCount":3,"candidatesTokenCount":1)"),
                  counted(text("lo"), R"("promptTokenCount":3,"candidatesTokenCount":2)"),
                  counted(stop, R"("promptTokenCount":3,"candidatesTokenCount":2)")}
        << u"text Hel | usage 3/1 | text lo | usage 3/2 | finished stop"_s;
    QTest::newRow("counts of a cut") << Events{counted(text("Hel"), R"("promptTokenCount":3)")} << u"text Hel | usage 3/? | failed cut_off"_s;

    QTest::newRow("blocked prompt") << Events{R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":8,"totalTokenCount":8}})"}
                                    << u"usage 8/? | finished content_filter"_s;
    QTest::newRow("feedback that blocks nothing") << Events{R"({"promptFeedback":{"safetyRatings":[]}})", text("Hello"), stop} << hello;
    QTest::newRow("safety without text") << Events{finished("SAFETY")} << u"finished content_filter"_s;
    QTest::newRow("safety behind text") << Events{text("Hel"), finished("SAFETY")} << u"text Hel | finished content_filter"_s;
    QTest::newRow("nothing but an end") << Events{stop} << u"failed empty_answer: finishReason: STOP"_s;
    QTest::newRow("all tokens thought away") << Events{counted(finished("MAX_TOKENS"), R"("promptTokenCount":3,"thoughtsTokenCount":7,"totalTokenCount":10)")}
                                             << u"usage 3/7 | failed empty_answer: finishReason: MAX_TOKENS"_s;
    QTest::newRow("no picture, and why") << Events{finished("NO_IMAGE", R"(,"finishMessage":"Try\nagain")")}
                                         << u"failed empty_answer: finishReason: NO_IMAGE (Try again)"_s;
    QTest::newRow("a call that the model garbled") << Events{finished("MALFORMED_FUNCTION_CALL", R"(,"finishMessage":"f(")")}
                                                   << u"failed empty_answer: finishReason: MALFORMED_FUNCTION_CALL (f()"_s;
    QTest::newRow("a call garbled behind text") << Events{text("Hello"), finished("MALFORMED_FUNCTION_CALL")} << u"text Hello | finished other"_s;

    QTest::newRow("error first") << Events{R"({"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}})"} << u"failed overloaded 503: busy"_s;
    QTest::newRow("error in a list behind text")
        << Events{text("Hel"), R"([{"error":{"code":429,"message":"busy","status":"RESOURCE_EXHAUSTED"}}])", stop}
        << u"text Hel | failed rate_limited 429: busy"_s;
    QTest::newRow("error behind the finish reason") << Events{text("Hel"), stop, R"({"error":{"code":500,"message":"x"}})"}
                                                    << u"text Hel | failed server_fault 500: x"_s;
    QTest::newRow("half a character before an error") << Events{text("a\\ud83c"), R"({"error":{"code":500,"message":"x"}})"}
                                                      << u"text a\uFFFD | failed server_fault 500: x"_s;
    QTest::newRow("counts beside an error") << Events{R"({"error":{"code":500,"message":"x"},"usageMetadata":{"promptTokenCount":3}})"}
                                            << u"usage 3/? | failed server_fault 500: x"_s;
    QTest::newRow("error beside text") << Events{R"({"candidates":[{"content":{"parts":[{"text":"Hel"}]}}],"error":{"status":"INTERNAL","code":500,"message":"x"}})"}
                                       << u"text Hel | failed server_fault 500: x"_s;

    QTest::newRow("a list of one chunk") << Events{'[' + text("Hello") + ']', stop} << hello;
    QTest::newRow("a list of chunks and junk") << Events{'[' + text("Hel") + ",7,null," + text("lo") + ',' + stop + ']'}
                                               << u"text Hel | oddity | oddity | text lo | finished stop"_s;
    QTest::newRow("a chunk on each line") << Events{text("Hel") + '\n' + text("lo") + "\n\n" + stop} << hello;
    QTest::newRow("one chunk over lines") << Events{"{\"candidates\":\n[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}]}", stop} << hello;
    QTest::newRow("bad event among good ones") << Events{text("Hel"), "{bad", "7", text("lo"), stop}
                                               << u"text Hel | oddity | oddity | text lo | finished stop"_s;
    QTest::newRow("bad event, then cut") << Events{"upstream exploded"} << u"oddity | failed cut_off: upstream exploded"_s;
    QTest::newRow("only bad events") << Events{"oops", stop} << u"oddity | failed garbled: oops"_s;
    QTest::newRow("two documents") << Events{"{}{}", text("Hello"), stop} << u"oddity | text Hello | finished stop"_s;

    QTest::newRow("other candidates are left out once")
        << Events{R"({"candidates":[{"index":1,"content":{"parts":[{"text":"x"}]}},{"index":0,"content":{"parts":[{"text":"Hello"}]}}]})",
                  R"({"candidates":[{"index":-1,"content":{"parts":[{"text":"x"}]},"finishReason":"SAFETY"}]})", stop}
        << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("candidates and parts of odd shapes")
        << Events{R"({"candidates":"no"})", R"({"candidates":[{"content":"no"}]})", R"({"candidates":[{"content":{"parts":{"text":"x"}}}]})",
                  parts(R"(7,"x",null,{},{"text":7},{"hologram":{}})"), text("Hello"), stop}
        << u"oddity | oddity | oddity | oddity | oddity | oddity | oddity | text Hello | finished stop"_s;
    QTest::newRow("lone halves become one mark each") << Events{text("a\\udf0db"), text("c\\ud83c"), stop}
                                                      << u"text a\uFFFDbc\uFFFD | finished stop"_s;
    QTest::newRow("NUL becomes visible") << Events{text("a\\u0000b"), stop} << u"text a\u2400b | finished stop"_s;
}

void tst_GeminiDecoder::tellsTheStoryOfAStream()
{
    QFETCH(QList<QByteArray>, events);
    QFETCH(QString, story);
    QCOMPARE(storyOf(read(events)), story);
}

void tst_GeminiDecoder::tellsTheStoryOfAWholeBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");
    const auto row = [](const char *name, int status, const QByteArray &body, const QString &story) {
        QTest::newRow(name) << status << body << story;
    };
    row("WisGate's documented picture", 200,
        R"({"candidates":[{"index":0,"finishReason":"STOP","content":{"role":"model","parts":[{"text":"done"},{"inlineData":{"mimeType":"image/png","data":")"
            + png + R"("}}]}}],"usageMetadata":{"promptTokenCount":25,"candidatesTokenCount":1290,"totalTokenCount":1315}})",
        u"text done | image image/png 70 bytes | usage 25/1290 | finished stop"_s);
    row("WisGate's documented refusal", 200,
        R"({"candidates":[{"index":0,"finishReason":"SAFETY","content":{"role":"model","parts":[]}}],"promptFeedback":{"safetyRatings":[]}})",
        u"finished content_filter"_s);
    row("blocked prompt", 200, R"({"promptFeedback":{"blockReason":"SAFETY"},"modelVersion":"m"})", u"answered m | finished content_filter"_s);
    row("padded", 200, "\n  \n" + text("Hello") + '\n', u"text Hello | finished stop"_s);
    row("no candidates", 200, R"({"usageMetadata":{"promptTokenCount":3}})", u"usage 3/? | failed empty_answer"_s);
    row("empty candidates", 200, R"({"candidates":[]})", u"failed empty_answer"_s);
    row("a stream without alt=sse", 200,
        "[{\n  \"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hel\"}]}}]\n}\n,\r\n" + text("lo") + ",\n" + stop + "\n]\n",
        u"text Hello | finished stop"_s);
    row("such a stream of one chunk", 200, '[' + text("Hello") + ']', u"text Hello | failed cut_off"_s);
    row("such a stream without an end", 200, '[' + text("Hel") + ',' + text("lo") + ']', u"text Hello | failed cut_off"_s);
    row("such a stream with an error", 200, '[' + text("Hel") + R"(,{"error":{"code":503,"message":"busy"}}])",
        u"text Hel | failed overloaded 503: busy"_s);
    row("such a stream, cut", 200, '[' + text("Hello") + ",\n{\"candidates\"", u"failed garbled 200: "_s
        + QString::fromUtf8('[' + text("Hello") + ", {\"candidates\""));
    row("an empty list", 200, "[]", u"failed garbled 200: []"_s);
    row("error in a 200", 200, R"({"error":{"code":429,"message":"busy"}})", u"failed rate_limited 429: busy"_s);
    row("error with counts", 503, R"({"error":{"code":503,"message":"busy"},"usageMetadata":{"promptTokenCount":3}})", u"usage 3/? | failed overloaded 503: busy"_s);
    row("error in a list", 429, R"([{"error":{"code":429,"message":"busy","status":"RESOURCE_EXHAUSTED"}}])", u"failed rate_limited 429: busy"_s);
    row("wrong key", 400, R"([{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}])",
        u"failed unauthorized 400: API key not valid. Please pass a valid API key."_s);
    row("unknown model", 404, R"({"error":{"code":404,"message":"models/x is not found","status":"NOT_FOUND"}})", u"failed not_found 404: models/x is not found"_s);
    row("a gateway's own error", 403, R"({"error":{"message":"x","type":"new_api_error","code":"insufficient_user_quota"}})", u"failed no_credit 403: x"_s);
    row("an answer of another format", 200, R"({"choices":[{"message":{"content":"Hello"}}]})",
        u"failed garbled 200: no candidates in: {\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}"_s);
    row("a web page", 200, "<!doctype html><html><body><p>Sign in</p></body></html>", u"failed not_an_api 200: Sign in"_s);
    row("plain words", 200, "It works", u"failed not_an_api 200: It works"_s);
    row("half a JSON text", 200, R"({"candidates":[{"cont)", u"failed garbled 200: {\"candidates\":[{\"cont"_s);
    row("nothing", 200, "", u"failed empty_answer 200"_s);
    row("a gateway's page", 502, "<html><title>502 Bad Gateway</title></html>", u"failed server_fault 502: 502 Bad Gateway"_s);
    row("redirect", 302, "", u"failed redirected 302"_s);
}

void tst_GeminiDecoder::tellsTheStoryOfAWholeBody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOfBody(body, status), story);
}

void tst_GeminiDecoder::knowsWhatEachFinishReasonMeans_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<FinishReason>("reason");
    const auto rows = [](FinishReason reason, const QList<QByteArray> &words) {
        for (const QByteArray &word : words)
            QTest::newRow(word) << word << reason;
    };
    rows(FinishReason::Stop, {"STOP"});
    rows(FinishReason::Length, {"MAX_TOKENS"});
    rows(FinishReason::Filter, {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
                                "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "MODEL_ARMOR"});
    rows(FinishReason::Other, {"LANGUAGE", "OTHER", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL",
                               "TOO_MANY_TOOL_CALLS", "NO_IMAGE", "IMAGE_OTHER", "A_WORD_OF_TOMORROW"});
}

void tst_GeminiDecoder::knowsWhatEachFinishReasonMeans()
{
    QFETCH(QByteArray, word);
    QFETCH(FinishReason, reason);
    const QList<RunEvent> events = read({text("Hello"), finished(word)});
    QCOMPARE(events.size(), 2);
    QVERIFY(events.last() == RunEvent(Finished{reason, QString::fromLatin1(word)}));
}

void tst_GeminiDecoder::countsWhatWasUsed_data()
{
    QTest::addColumn<QByteArray>("counts");
    QTest::addColumn<Usage>("usage");
    QTest::newRow("thoughts are told apart and belong to the output")
        << QByteArray(R"("promptTokenCount":10,"candidatesTokenCount":20,"thoughtsTokenCount":30,"totalTokenCount":60,"cachedContentTokenCount":4)")
        << Usage{10, 50, 30, 4};
    QTest::newRow("no total") << QByteArray(R"("promptTokenCount":10,"candidatesTokenCount":20,"thoughtsTokenCount":30)") << Usage{10, 50, 30};
    QTest::newRow("a gateway that counts the thoughts twice")
        << QByteArray(R"("promptTokenCount":10,"candidatesTokenCount":20,"thoughtsTokenCount":15,"totalTokenCount":30)") << Usage{10, 20, 15};
    QTest::newRow("only thoughts so far") << QByteArray(R"("promptTokenCount":10,"thoughtsTokenCount":30,"totalTokenCount":40)")
                                          << Usage{10, 30, 30};
    QTest::newRow("thoughts, and more that is not said") << QByteArray(R"("promptTokenCount":10,"thoughtsTokenCount":30,"totalTokenCount":50)")
                                                         << Usage{10, {}, 30};
    QTest::newRow("output unknown is not zero") << QByteArray(R"("promptTokenCount":10,"totalTokenCount":10)") << Usage{10};
    QTest::newRow("pictures") << QByteArray(R"("promptTokenCount":1,"candidatesTokenCount":1300,"candidatesTokensDetails":[{"modality":"TEXT","tokenCount":10},{"modality":"IMAGE","tokenCount":1290}])")
                              << Usage{1, 1300, {}, {}, {}, {}, {}, 1290};
    QTest::newRow("counts that are none") << QByteArray(R"("promptTokenCount":-1,"candidatesTokenCount":5,"thoughtsTokenCount":"3","totalTokenCount":1.5)")
                                          << Usage{{}, 5};
    QTest::newRow("zeros say nothing") << QByteArray(R"("promptTokenCount":0,"candidatesTokenCount":0,"totalTokenCount":0)") << Usage{};
}

void tst_GeminiDecoder::countsWhatWasUsed()
{
    QFETCH(QByteArray, counts);
    QFETCH(Usage, usage);
    QVERIFY(lastUsageOf(read({counted(text("Hello"), counts), stop})) == usage);
    // The last counts that say something are kept, and a form that is known reads them alike.
    const Events events{counted(text("a"), counts), counted(text("b"), counts), counted(stop, R"("promptTokenCount":0)")};
    QVERIFY(lastUsageOf(read(events)) == usage);
    GeminiDecoder decoder;
    QVERIFY(lastUsageOf(decoder.frames({Frame{events[0]}, Frame{events[1]}, Frame{events[2]}})) == usage);
}

void tst_GeminiDecoder::keepsTheWordAndTheCall()
{
    const QList<RunEvent> blocked = read({R"({"promptFeedback":{"blockReason":"JAILBREAK"}})"});
    QVERIFY(blocked == QList<RunEvent>({Finished{FinishReason::Filter, u"JAILBREAK"_s}}));
    const QList<RunEvent> called = read({parts(R"({"functionCall":{"id":"c1","name":"f\u0007","args":{"a":"\ud83c"}}})"), stop});
    QVERIFY(called.first() == RunEvent(ToolCalled{u"c1"_s, u"f "_s, u"{\"a\":\"\\ud83c\"}"_s}));
}

void tst_GeminiDecoder::isCompleteOnlyAtTheEnd()
{
    GeminiDecoder decoder;
    decoder.frames({Frame{text("Hello")}});
    QVERIFY(decoder.frames({Frame{stop}}).isEmpty()); // more may come
    QVERIFY(!decoder.isComplete());
    QCOMPARE(storyOf(decoder.end()), u"finished stop"_s);
    QVERIFY(decoder.isComplete());
    QVERIFY(decoder.end().isEmpty());
}

void tst_GeminiDecoder::takesAnErrorEventAndItsWait()
{
    GeminiDecoder decoder;
    const QList<RunEvent> events = decoder.frames({Frame{R"({"error":{"code":429,"message":"busy","status":"RESOURCE_EXHAUSTED","details":[
        {"@type":"type.googleapis.com/google.rpc.QuotaFailure"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"13s"}]}})", "error"}});
    QCOMPARE(storyOf(events), u"failed rate_limited 429: busy"_s);
    QCOMPARE(std::get<Failed>(events.last()).error.retryAfter, std::optional(std::chrono::milliseconds(13'000)));
}

void tst_GeminiDecoder::readsAStreamAsItIsSent()
{
    GeminiDecoder decoder;
    QList<Frame> all;
    for (const QByteArray &event : recorded())
        all << Frame{event};
    QVERIFY(!all.isEmpty());
    QList<RunEvent> events = decoder.frames(all);
    events += decoder.end();
    QCOMPARE(storyOf(events), u"answered gemini-2.5-flash | reasoning Let me see. | text Hello, \"wörld\"\nand \U0001F30D! | usage 9/183 | finished stop"_s);
    QVERIFY(lastUsageOf(events) == (Usage{9, 183, 70}));
    for (qsizetype cut = 0; cut <= all.size(); ++cut) {
        GeminiDecoder other;
        QList<RunEvent> pieces = other.frames(all.first(cut));
        pieces += other.frames(all.sliced(cut));
        pieces += other.end();
        pieces.removeIf([](const RunEvent &event) { return std::holds_alternative<UsageReported>(event); });
        QCOMPARE(storyOf(pieces), u"answered gemini-2.5-flash | reasoning Let me see. | text Hello, \"wörld\"\nand \U0001F30D! | finished stop"_s);
    }
}

void tst_GeminiDecoder::isCutWhereverTheStreamEnds()
{
    const Events events = recorded();
    QVERIFY(!events.isEmpty());
    for (qsizetype size = 0; size < events.size(); ++size) {
        const QString story = storyOf(read(events.first(size)));
        QVERIFY2(story.endsWith("failed cut_off"_L1), qPrintable(story));
        QVERIFY2(!story.contains("finished"_L1), qPrintable(story));
    }
}

void tst_GeminiDecoder::readsTheSameQuickly_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::newRow("as recorded") << recorded();
    QTest::newRow("twice") << recorded() + recorded();
    Events compact;
    for (const QByteArray &event : recorded())
        compact << QJsonDocument::fromJson(event).toJson(QJsonDocument::Compact);
    QTest::newRow("compact") << compact;
    QTest::newRow("compact and not") << recorded() + compact + recorded();
    Events indented;
    for (const QByteArray &event : recorded())
        indented << QJsonDocument::fromJson(event).toJson();
    QTest::newRow("indented") << indented;
    QTest::newRow("thought and text by turns") << Events{text("a"), thought("b"), text("c"), text("d"), thought("e"), thought("f"), stop};
    QTest::newRow("who answers changes")
        << Events{R"({"candidates":[{"content":{"parts":[{"text":"a"}]}}],"modelVersion":"m"})",
                  R"({"candidates":[{"content":{"parts":[{"text":"b"}]}}],"modelVersion":"m"})",
                  R"({"candidates":[{"content":{"parts":[{"text":"c"}]}}],"modelVersion":"n"})",
                  R"({"candidates":[{"content":{"parts":[{"text":"d"}]}}],"modelVersion":"m"})", stop};
    QTest::newRow("counts that go and come")
        << Events{text("a"), counted(text("b"), R"("promptTokenCount":3,"candidatesTokenCount":1)"),
                  counted(text("c"), R"("promptTokenCount":3,"candidatesTokenCount":22)"), text("d"), text("e"),
                  counted(text("f"), R"("promptTokenCount":3,"candidatesTokenCount":null)"),
                  counted(text("g"), R"("promptTokenCount":3,"candidatesTokenCount":30.0)"), stop};
    QTest::newRow("texts with names and quotes in them")
        << Events{text(R"(\"text\":\"x\")"), text(R"(\"usageMetadata\":{\"promptTokenCount\":5})"), text(R"(\\)"), stop};
    QTest::newRow("a reason with every text")
        << Events{text("a").replace("\"index\"", "\"finishReason\":\"STOP\",\"index\""),
                  text("b").replace("\"index\"", "\"finishReason\":\"STOP\",\"index\""), text("c")};
    QTest::newRow("a reason in between")
        << Events{text("a").replace("\"index\"", "\"finishReason\":\"STOP\",\"index\""), finished("MAX_TOKENS"),
                  text("b").replace("\"index\"", "\"finishReason\":\"STOP\",\"index\"")};
    QTest::newRow("two texts at once") << Events{parts(R"({"text":"a"},{"text":"x"})"), parts(R"({"text":"b"},{"text":"x"})"), stop};
    QTest::newRow("an error with every text")
        << Events{text("a"), text("b").chopped(1) + R"(,"error":{"message":"x"}})", text("c")};
}

void tst_GeminiDecoder::readsTheSameQuickly()
{
    QFETCH(QList<QByteArray>, events);
    QVERIFY(read(events, Reading::Quick) == read(events, Reading::Whole));
    // Each event once more in every place, so that all meet a form that was learnt from all others.
    for (const QByteArray &event : QList<QByteArray>(events)) {
        Events mixed;
        for (const QByteArray &each : events)
            mixed << each << event;
        QVERIFY(read(mixed, Reading::Quick) == read(mixed, Reading::Whole));
    }
}

void tst_GeminiDecoder::joinsAnEmojiHoweverItIsCut()
{
    const QString expected = u"text Hi \U0001F30D! | finished stop"_s;
    QCOMPARE(storyOf(read({text("Hi \\ud83c"), text("\\udf0d!"), stop})), expected);
    QCOMPARE(storyOf(read({text("Hi \\ud83c"), text(""), text("\\udf0d!"), stop})), expected);
    QCOMPARE(storyOf(read({thought("\\ud83c"), thought("\\udf0d"), text("x"), stop})), u"reasoning \U0001F30D | text x | finished stop"_s);
}

void tst_GeminiDecoder::staysQuietAfterAFailure()
{
    GeminiDecoder decoder;
    decoder.frames({Frame{R"({"error":{"message":"x"}})"}});
    QVERIFY(decoder.isComplete());
    QVERIFY(decoder.frames({Frame{counted(text("more"), R"("promptTokenCount":3)")}}).isEmpty());
    QVERIFY(decoder.body(200, {}, text("more")).isEmpty());
    QVERIFY(decoder.end().isEmpty());
}

void tst_GeminiDecoder::survivesEveryMutationOfAChunk()
{
    const QJsonObject chunk = QJsonDocument::fromJson(wholeChunk).object();
    QCOMPARE(storyOf(read({wholeChunk})),
             u"answered m | reasoning Hm | text Hello | draft image image/png 8 bytes | image image/png 8 bytes | "
             "video https://example.com/a.mp4 | tool f({\"a\":1}) | usage 3/7 | finished tool_calls"_s);
    const QList<QJsonValue> mutations = mutationsOf(chunk);
    QVERIFY(mutations.size() > 600);
    for (const QJsonValue &mutation : mutations) {
        const QByteArray data = QJsonDocument(mutation.toObject()).toJson(QJsonDocument::Compact);
        for (const QList<RunEvent> &events : {read({data}), read({'[' + data + ']'}), GeminiDecoder().body(200, {}, data)}) {
            QString words;
            int ends = 0;
            for (const RunEvent &event : events) {
                if (const auto *delta = std::get_if<TextDelta>(&event))
                    words += delta->text;
                ends += std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event) ? 1 : 0;
            }
            QVERIFY2(ends == 1, data.constData());
            // Text comes only from the places that hold text; a thought that is none any more is text as well.
            const bool isKnown = QStringList{u""_s, u"Hello"_s, u"ZZZ"_s, u"HmHello"_s, u"HelloZZZ"_s, u"ZZZHello"_s}.contains(words);
            QVERIFY2(isKnown, data.constData());
        }
    }
}

void tst_GeminiDecoder::survivesEveryCutOfAChunk()
{
    const QByteArray chunk = QJsonDocument::fromJson(wholeChunk).toJson(QJsonDocument::Compact);
    for (qsizetype size = 0; size < chunk.size(); ++size) {
        const QString story = storyOf(read({chunk.first(size)}));
        QVERIFY2(story.contains("failed cut_off"_L1), qPrintable(story));
        QVERIFY2(!story.contains("text "_L1), qPrintable(story));
        QVERIFY(storyOfBody(chunk.first(size)).startsWith("failed "_L1));
    }
}

void tst_GeminiDecoder::refusesDeepNestingQuickly()
{
    QElapsedTimer clock;
    clock.start();
    const QByteArray deep(1'000'000, '[');
    QCOMPARE(storyOf(read({deep, text("Hello"), stop})), u"oddity | text Hello | finished stop"_s);
    QVERIFY(storyOfBody(deep + ',').startsWith("failed garbled"_L1));
    QVERIFY2(clock.elapsed() < 5'000, "the depth limit must stop the reader early");
}

QTEST_GUILESS_MAIN(tst_GeminiDecoder)
#include "tst_GeminiDecoder.moc"
