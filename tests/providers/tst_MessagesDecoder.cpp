#include "EventFiles.h"
#include "Mutations.h"
#include "Story.h"

#include "providers/AnthropicMessages.h"
#include "providers/MessagesDecoder.h"
#include "support/TestFiles.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

Q_DECLARE_METATYPE(studio::Usage)

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray stop = R"({"type":"message_stop"})";
const QByteArray done = "[DONE]";

QByteArray start(const char *usage = "{}")
{
    return QByteArray(R"({"type":"message_start","message":{"type":"message","model":"m","content":[],"stop_reason":null,"usage":)")
        + usage + "}}";
}

QByteArray delta(const char *json, int index = 0)
{
    return R"({"type":"content_block_delta","index":)" + QByteArray::number(index) + R"(,"delta":)" + json + '}';
}

QByteArray text(const char *words)
{
    return delta(QByteArray(R"({"type":"text_delta","text":")" + QByteArray(words) + R"("})").constData());
}

QByteArray thinking(const char *words)
{
    return delta(QByteArray(R"({"type":"thinking_delta","thinking":")" + QByteArray(words) + R"("})").constData());
}

QByteArray block(const char *json, int index = 0)
{
    return R"({"type":"content_block_start","index":)" + QByteArray::number(index) + R"(,"content_block":)" + json + '}';
}

QByteArray blockStop(int index = 0)
{
    return R"({"type":"content_block_stop","index":)" + QByteArray::number(index) + '}';
}

QByteArray reason(const char *word, const char *usage = "{}")
{
    return QByteArray(R"({"type":"message_delta","delta":{"stop_reason":")") + word + R"("},"usage":)" + usage + '}';
}

QList<RunEvent> read(const QList<QByteArray> &data)
{
    return streamed(*AnthropicMessages().decoder({}), data);
}

QList<RunEvent> readWhole(const QByteArray &body, int status = 200, const QList<Header> &headers = {})
{
    const auto decoder = AnthropicMessages().decoder({});
    const QList<RunEvent> events = decoder->body(status, headers, body);
    return events + decoder->end();
}

QList<RunEvent> readFrames(const QList<Frame> &frames)
{
    const auto decoder = AnthropicMessages().decoder({});
    const QList<RunEvent> events = decoder->frames(frames);
    return events + decoder->end();
}

/// Text, reasoning and the rest apart: in which pieces they come between is a matter of the way they came.
QString essenceOf(const QList<RunEvent> &events)
{
    QString words;
    QString thoughts;
    QList<RunEvent> others;
    std::optional<UsageReported> usage;
    for (const RunEvent &event : events) {
        if (const auto *piece = std::get_if<TextDelta>(&event))
            words += piece->text;
        else if (const auto *thought = std::get_if<ReasoningDelta>(&event))
            thoughts += thought->text;
        else if (const auto *report = std::get_if<UsageReported>(&event))
            usage = *report;
        else
            others << event;
    }
    if (usage)
        others << *usage;
    return u"%1 / %2 / %3"_s.arg(thoughts, words, storyOf(others));
}

int endsIn(const QList<RunEvent> &events)
{
    return int(std::count_if(events.begin(), events.end(), [](const RunEvent &event) {
        return std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event);
    }));
}

std::optional<Usage> usageIn(const QList<RunEvent> &events)
{
    std::optional<Usage> usage;
    for (const RunEvent &event : events) {
        if (const auto *report = std::get_if<UsageReported>(&event))
            usage = report->usage;
    }
    return usage;
}

/// An answer with everything that a server may put in.
const QByteArray fullMessage = R"({"type":"message","model":"m","provider":"P","content":[
    {"type":"thinking","thinking":"Hm","signature":"s"},{"type":"redacted_thinking","data":"AA"},
    {"type":"text","text":"Hello","citations":[{"type":"char_location","cited_text":"CITED"}]},
    {"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"QUERY"}},
    {"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","title":"TITLE"}]},
    {"type":"tool_use","id":"t","name":"f","input":{"a":1}}],
    "stop_reason":"tool_use","stop_sequence":null,"stop_details":{"type":"refusal","category":"c","explanation":"WHY"},
    "usage":{"input_tokens":3,"cache_creation_input_tokens":1,"cache_read_input_tokens":2,"output_tokens":5,
        "output_tokens_details":{"thinking_tokens":4},"cost":0.25,"is_byok":true,
        "cost_details":{"upstream_inference_cost":0.25}}})";

} // namespace

/// Answers in Anthropic's format and the ways in which they go wrong, as events in and a story out.
class tst_MessagesDecoder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsTheSameStreamedAndWhole_data();
    void tellsTheSameStreamedAndWhole();
    void tellsTheStoryOfAStream_data();
    void tellsTheStoryOfAStream();
    void tellsTheStoryOfAWholeBody_data();
    void tellsTheStoryOfAWholeBody();
    void goesByTheEventsNameWhereTheDataHasNoType();
    void takesAnErrorEventWhateverItsShape_data();
    void takesAnErrorEventWhateverItsShape();
    void keepsTheIdOfTheExchange();
    void countsWhatTheServerSays_data();
    void countsWhatTheServerSays();
    void isCompleteOnlyAfterTheEndMark();
    void staysQuietAfterAFailure();
    void holdsNoEndlessToolCall();
    void readsTheSameWithAndWithoutAParser_data();
    void readsTheSameWithAndWithoutAParser();
    void needsNoParserForTheNextText();
    void neverTakesACutForAnEnd_data();
    void neverTakesACutForAnEnd();
    void survivesEveryMutationOfAStream_data();
    void survivesEveryMutationOfAStream();
    void survivesEveryMutationOfAWholeBody();
    void survivesEveryCutOfAWholeBody();
    void refusesDeepNestingQuickly();
};

void tst_MessagesDecoder::tellsTheSameStreamedAndWhole_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("essence");
    QTest::newRow("plain") << u"plain"_s
                           << u" / Good day, \"wide\" \U0001F30D!\n / answered claude-sonnet-4-5-20250929 | finished stop | usage 132/15"_s;
    QTest::newRow("thinking") << u"thinking"_s
                              << u"Seven times six. / It is 42. / answered anthropic/claude-sonnet-4.5 at Amazon Bedrock | finished stop | usage 31/57 $0.000948"_s;
    QTest::newRow("tools") << u"tools"_s
                           << u" / I look it up. / answered claude-haiku-4-5-20251001 | tool get_weather({\"place\":\"Ulm\"}) | tool get_time({}) | finished tool_calls | usage 472/89"_s;
}

void tst_MessagesDecoder::tellsTheSameStreamedAndWhole()
{
    QFETCH(QString, name);
    QFETCH(QString, essence);
    const auto decoder = AnthropicMessages().decoder({});
    QCOMPARE(essenceOf(decoder->frames(framesOf(testData(u"messages/"_s + name + u".sse"_s)))), essence);
    QVERIFY(decoder->isComplete());
    QCOMPARE(essenceOf(readWhole(testData(u"messages/"_s + name + u".json"_s))), essence);
}

void tst_MessagesDecoder::tellsTheStoryOfAStream_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    using Events = QList<QByteArray>;
    const QString hello = u"text Hello | finished stop"_s;
    const QByteArray end = reason("end_turn");
    const QByteArray tool = block(R"({"type":"tool_use","id":"t","name":"f","input":{}})", 1);
    const auto input = [](const char *json, int index = 1) {
        return delta(QByteArray(R"({"type":"input_json_delta","partial_json":")" + QByteArray(json) + R"("})").constData(), index);
    };

    QTest::newRow("plain") << Events{start(), block(R"({"type":"text","text":""})"), text("Hel"), text("lo"), blockStop(), end, stop}
                           << u"answered m | text Hello | finished stop"_s;
    QTest::newRow("end mark without a stop reason") << Events{text("Hello"), stop} << hello;
    QTest::newRow("stop reason without the end mark") << Events{text("Hello"), end} << hello;
    QTest::newRow("neither means cut off") << Events{text("Hel"), blockStop()} << u"text Hel | failed cut_off"_s;
    QTest::newRow("no event at all") << Events{} << u"failed cut_off"_s;
    QTest::newRow("done ends what has its stop reason") << Events{text("Hello"), end, done, text("more")} << hello;
    QTest::newRow("done alone is no end") << Events{text("Hel"), done, text("lo")} << u"text Hello | failed cut_off"_s;
    QTest::newRow("done behind the end") << Events{text("Hello"), end, stop, done} << hello;
    QTest::newRow("text behind the end") << Events{text("Hello"), end, stop, text("more"), stop} << hello;
    QTest::newRow("text behind the stop reason still counts") << Events{text("Hel"), end, text("lo"), stop} << hello;
    QTest::newRow("the first stop reason counts") << Events{text("Hello"), reason("max_tokens"), end, stop}
                                                  << u"text Hello | finished length"_s;
    QTest::newRow("null stop reason is none") << Events{text("Hel"), R"({"type":"message_delta","delta":{"stop_reason":null}})"}
                                              << u"text Hel | failed cut_off"_s;
    QTest::newRow("text in the block's start") << Events{block(R"({"type":"text","text":"Hel"})"), text("lo"), stop} << hello;
    QTest::newRow("text in the message's start")
        << Events{R"({"type":"message_start","message":{"content":[{"type":"text","text":"Hel"}]}})", text("lo"), stop} << hello;
    QTest::newRow("a stop reason at the start is none")
        << Events{R"({"type":"message_start","message":{"content":[],"stop_reason":"end_turn"}})", text("Hel")}
        << u"text Hel | failed cut_off"_s;
    QTest::newRow("the whole message in one event")
        << Events{R"({"type":"message","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":5}})"}
        << u"answered m | usage 3/5 | text Hello | finished stop"_s;
    QTest::newRow("the whole message behind its pieces")
        << Events{text("Hello"), R"({"type":"message","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn"})"} << hello;

    for (const auto &[word, told] : std::initializer_list<std::pair<const char *, const char *>>{
             {"end_turn", "stop"}, {"stop_sequence", "stop"}, {"max_tokens", "length"},
             {"model_context_window_exceeded", "length"}, {"tool_use", "tool_calls"}, {"refusal", "refusal"},
             {"pause_turn", "other"}, {"compaction", "other"}, {"tired", "other"}})
        QTest::newRow(word) << Events{text("Hello"), reason(word), stop} << u"text Hello | finished %1"_s.arg(QLatin1StringView(told));
    QTest::newRow("refusal without text") << Events{reason("refusal"), stop} << u"finished refusal"_s;
    QTest::newRow("stop reason error") << Events{text("Hel"), reason("error"), stop}
                                       << u"text Hel | failed server_fault: stop_reason: error"_s;

    QTest::newRow("unknown events, pings and odd shapes are skipped")
        << Events{R"({"type":"ping"})", R"({"type":"content_block_sparkle","index":0,"text":"x"})", R"({"type":"message_start"})",
                  R"({"type":"message_start","message":7})", R"({"type":"content_block_delta"})", delta("null"), delta("7"),
                  R"({"type":"content_block_start","index":"x"})", blockStop(9), "{}", "", ": keep-alive", text("Hello"), stop}
        << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("deltas that bring no text")
        << Events{delta(R"({"type":"signature_delta","signature":"S"})"), delta(R"({"type":"citations_delta","citation":{"cited_text":"C"}})"),
                  delta(R"({"type":"compaction_delta","content":"C"})"), delta(R"({"type":"sparkle_delta","text":"S"})"),
                  delta(R"({"type":"text_delta","text":null})"), delta(R"({"type":"text_delta","text":7})"), text("Hello"), stop}
        << hello;
    QTest::newRow("blocks that bring no text")
        << Events{block(R"({"type":"redacted_thinking","data":"AA"})"), block(R"({"type":"compaction","content":"C"})"),
                  block(R"({"type":"mcp_tool_use","name":"n","input":{}})"), block(R"({"type":"container_upload","file_id":"f"})"),
                  block(R"({"type":"code_execution_tool_result","content":{"stdout":"S"}})"), text("Hello"), stop}
        << hello;
    QTest::newRow("blocks of unknown types are told of once")
        << Events{block(R"({"type":"hologram","text":"x"})"), block(R"({"type":"smell"})"), text("Hello"), stop}
        << u"oddity | text Hello | finished stop"_s;

    QTest::newRow("thinking") << Events{thinking("H"), thinking("m"), text("Hello"), stop} << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("thinking in the block's start") << Events{block(R"({"type":"thinking","thinking":"H","signature":""})"), thinking("m"), text("Hello"), stop}
                                                   << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("thinking alone is an answer") << Events{thinking("Hm"), reason("max_tokens"), stop} << u"reasoning Hm | finished length"_s;
    QTest::newRow("thinking between texts") << Events{text("Hel"), thinking("Hm"), text("lo"), stop}
                                            << u"text Hel | reasoning Hm | text lo | finished stop"_s;

    QTest::newRow("tool") << Events{tool, input(R"({\"a\")"), input(":1}"), blockStop(1), reason("tool_use"), stop}
                          << u"tool f({\"a\":1}) | finished tool_calls"_s;
    QTest::newRow("tool whose input comes at once") << Events{block(R"({"type":"tool_use","id":"t","name":"f","input":{"a":1}})"), blockStop(), stop}
                                                    << u"tool f({\"a\":1}) | finished stop"_s;
    QTest::newRow("tool whose input comes at once and in pieces")
        << Events{block(R"({"type":"tool_use","id":"t","name":"f","input":{"a":1}})", 1), input(R"({\"a\":1})"), blockStop(1), stop}
        << u"tool f({\"a\":1}) | finished stop"_s;
    QTest::newRow("tool without input") << Events{block(R"({"type":"tool_use","id":"t","name":"f"})"), blockStop(), stop}
                                        << u"tool f() | finished stop"_s;
    QTest::newRow("tool with broken input") << Events{tool, input(R"({\"a)"), blockStop(1), reason("max_tokens"), stop}
                                            << u"tool f({\"a) | finished length"_s;
    QTest::newRow("two tools at a time")
        << Events{tool, block(R"({"type":"tool_use","id":"u","name":"g","input":{}})", 2), input("[2]", 2), input("[1]"), blockStop(2), blockStop(1), stop}
        << u"tool g([2]) | tool f([1]) | finished stop"_s;
    QTest::newRow("tools that are not numbered")
        << Events{R"({"type":"content_block_start","content_block":{"type":"tool_use","name":"f"}})",
                  R"({"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"[1]"}})",
                  R"({"type":"content_block_start","content_block":{"type":"tool_use","name":"g"}})",
                  R"({"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"[2]"}})", stop}
        << u"tool f([1]) | tool g([2]) | finished stop"_s;
    QTest::newRow("tool whose block does not end") << Events{tool, input("[1]"), stop} << u"tool f([1]) | finished stop"_s;
    QTest::newRow("tool that is cut off is none") << Events{tool, input("[1")} << u"failed cut_off"_s;
    QTest::newRow("input of the server's own tool")
        << Events{block(R"({"type":"server_tool_use","name":"web_search","input":{}})", 1), input("[1]"), blockStop(1), text("Hello"), stop} << hello;
    QTest::newRow("a tool's name and input lose what does harm")
        << Events{block(R"({"type":"tool_use","name":"f\u202e\n","input":{}})", 1), input(R"(\ud83c)"), input(R"(\udf0d\ud83c\u0000)"), blockStop(1), stop}
        << u"tool f  (\U0001F30D\uFFFD\u2400) | finished stop"_s;

    QTest::newRow("ended without content") << Events{start(), end, stop} << u"answered m | failed empty_answer: stop_reason: end_turn"_s;
    QTest::newRow("the server's own tools are no content")
        << Events{block(R"({"type":"server_tool_use","name":"web_search"})"), reason("pause_turn"), stop}
        << u"failed empty_answer: stop_reason: pause_turn"_s;
    QTest::newRow("end mark alone") << Events{stop} << u"failed empty_answer"_s;

    QTest::newRow("bad event among good ones") << Events{text("Hel"), "{bad", text("lo"), stop}
                                               << u"text Hel | oddity | text lo | finished stop"_s;
    QTest::newRow("only bad events") << Events{"oops", end, stop} << u"oddity | failed garbled: oops"_s;
    QTest::newRow("bad event, then cut") << Events{"upstream exploded"} << u"oddity | failed cut_off: upstream exploded"_s;
    QTest::newRow("several JSON lines in one event") << Events{text("Hel") + '\n' + text("lo"), end + '\n' + stop + "\n[DONE]"} << hello;
    QTest::newRow("byte-order mark") << Events{"\xEF\xBB\xBF" + text("Hello"), stop} << hello;
    QTest::newRow("a list of one event") << Events{'[' + text("Hello") + ']', stop} << hello;

    QTest::newRow("error after text") << Events{text("Hel"), R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", stop}
                                      << u"text Hel | failed overloaded: Overloaded"_s;
    QTest::newRow("error behind the stop reason") << Events{text("Hel"), end, R"({"type":"error","error":{"type":"api_error","message":"down"}})"}
                                                  << u"text Hel | failed server_fault: down"_s;
    QTest::newRow("a router's error") << Events{R"({"type":"error","error":{"type":"api_error","message":"full","error_type":"provider_overloaded"}})"}
                                      << u"failed overloaded: full"_s;
    QTest::newRow("a chat's error") << Events{R"({"error":{"code":502,"message":"down"}})"} << u"failed server_fault 502: down"_s;
    QTest::newRow("error null is none") << Events{R"({"type":"content_block_delta","error":null,"delta":{"type":"text_delta","text":"Hello"}})", stop} << hello;
    QTest::newRow("a half is kept at an error") << Events{text("a\\ud83c"), R"({"type":"error"})"} << u"text a\uFFFD | failed unknown"_s;

    QTest::newRow("an emoji cut in two") << Events{text("Hi \\ud83c"), text(""), text("\\udf0d!"), stop}
                                         << u"text Hi \U0001F30D! | finished stop"_s;
    QTest::newRow("lone halves become one mark each") << Events{text("a\\udf0db"), text("c\\ud83c"), stop}
                                                      << u"text a\uFFFDbc\uFFFD | finished stop"_s;
    QTest::newRow("NUL becomes visible") << Events{text("a\\u0000b"), stop} << u"text a\u2400b | finished stop"_s;
    QTest::newRow("who answered is told again when it changes")
        << Events{R"({"type":"message_start","message":{"model":"a/b","provider":"P"}})", R"({"type":"message_start","message":{"model":"a/b"}})",
                  R"({"type":"message_start","message":{"model":"a/c\u202e"}})", text("Hello"), stop}
        << u"answered a/b at P | answered a/c  at P | text Hello | finished stop"_s;
}

void tst_MessagesDecoder::tellsTheStoryOfAStream()
{
    QFETCH(QList<QByteArray>, events);
    QFETCH(QString, story);
    QCOMPARE(storyOf(read(events)), story);
}

void tst_MessagesDecoder::tellsTheStoryOfAWholeBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");

    QTest::newRow("everything") << 200 << fullMessage
                                << u"answered m at P | usage 6/5 $0.5 | reasoning Hm | text Hello | tool f({\"a\":1}) | finished tool_calls"_s;
    QTest::newRow("padded with blank lines") << 200 << QByteArray("\n  \n{\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}\n")
                                             << u"text Hello | finished stop"_s;
    QTest::newRow("content as a text") << 200 << QByteArray(R"({"content":"Hello","stop_reason":"max_tokens"})")
                                       << u"text Hello | finished length"_s;
    QTest::newRow("content as a number") << 200 << QByteArray(R"({"content":7})") << u"oddity | failed empty_answer"_s;
    QTest::newRow("content null") << 200 << QByteArray(R"({"content":null,"stop_reason":"end_turn"})")
                                  << u"failed empty_answer: stop_reason: end_turn"_s;
    QTest::newRow("refusal") << 200 << QByteArray(R"({"content":[],"stop_reason":"refusal"})") << u"finished refusal"_s;
    QTest::newRow("error in a 200") << 200 << QByteArray(R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})")
                                    << u"failed overloaded 200: Overloaded"_s;
    QTest::newRow("a web page") << 200 << QByteArray("<html><body>Please log in</body></html>") << u"failed not_an_api 200: Please log in"_s;
    QTest::newRow("plain words") << 200 << QByteArray("Ollama is running") << u"failed not_an_api 200: Ollama is running"_s;
    QTest::newRow("another format") << 200 << QByteArray(R"({"choices":[]})") << u"failed garbled 200: no content in: {\"choices\":[]}"_s;
    QTest::newRow("half a JSON text") << 200 << QByteArray(R"({"content":[)") << u"failed garbled 200: {\"content\":["_s;
    QTest::newRow("nothing") << 200 << QByteArray() << u"failed empty_answer 200"_s;
    const auto error = [](const char *type, const char *words) {
        return QByteArray(R"({"type":"error","error":{"type":")") + type + R"(","message":")" + words + R"("},"request_id":null})";
    };
    QTest::newRow("400") << 400 << error("invalid_request_error", "max_tokens: Field required")
                         << u"failed bad_request 400: max_tokens: Field required"_s;
    QTest::newRow("too long") << 400 << error("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum")
                              << u"failed context_too_long 400: prompt is too long: 9 tokens > 8 maximum"_s;
    QTest::newRow("401") << 401 << error("authentication_error", "invalid x-api-key") << u"failed unauthorized 401: invalid x-api-key"_s;
    QTest::newRow("402") << 402 << error("billing_error", "no money") << u"failed no_credit 402: no money"_s;
    QTest::newRow("404") << 404 << error("not_found_error", "model: x") << u"failed not_found 404: model: x"_s;
    QTest::newRow("413") << 413 << error("request_too_large", "too big") << u"failed payload_too_large 413: too big"_s;
    QTest::newRow("429") << 429 << error("rate_limit_error", "slower") << u"failed rate_limited 429: slower"_s;
    QTest::newRow("500") << 500 << error("api_error", "oh") << u"failed server_fault 500: oh"_s;
    QTest::newRow("504") << 504 << error("timeout_error", "late") << u"failed server_timeout 504: late"_s;
    QTest::newRow("529") << 529 << error("overloaded_error", "Overloaded") << u"failed overloaded 529: Overloaded"_s;
    QTest::newRow("gateway page") << 502 << QByteArray("<html><title>502 Bad Gateway</title></html>")
                                  << u"failed server_fault 502: 502 Bad Gateway"_s;
}

void tst_MessagesDecoder::tellsTheStoryOfAWholeBody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOf(readWhole(body, status)), story);
}

void tst_MessagesDecoder::goesByTheEventsNameWhereTheDataHasNoType()
{
    const auto decoder = AnthropicMessages().decoder({});
    const QList<RunEvent> events = decoder->frames(
        {Frame{R"({"delta":{"type":"text_delta","text":"Hel"}})", "content_block_delta"},
         Frame{text("lo"), "message_stop"}, // the data knows better
         Frame{"{}", "message_stop"}});
    QCOMPARE(storyOf(events), u"text Hello | finished stop"_s);
}

void tst_MessagesDecoder::takesAnErrorEventWhateverItsShape_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("story");
    QTest::newRow("Anthropic") << QByteArray(R"({"type":"error","error":{"type":"rate_limit_error","message":"busy"}})")
                               << u"failed rate_limited: busy"_s;
    QTest::newRow("no type") << QByteArray(R"({"error":{"message":"no model"}})") << u"failed unknown: no model"_s;
    QTest::newRow("message only") << QByteArray(R"({"message":"no model"})") << u"failed unknown: no model"_s;
    QTest::newRow("plain words") << QByteArray("it broke") << u"failed unknown: it broke"_s;
}

void tst_MessagesDecoder::takesAnErrorEventWhateverItsShape()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, story);
    const auto decoder = AnthropicMessages().decoder({});
    QCOMPARE(storyOf(decoder->frames({Frame{data, "error"}})), story);
    QVERIFY(decoder->isComplete());
    QCOMPARE(storyOf(AnthropicMessages().decoder({})->frames(framesOf(testData(u"messages/overloaded.sse"_s)))),
             u"answered claude-haiku-4-5-20251001 | usage 9/? | text Half an | failed overloaded: Overloaded"_s);
}

void tst_MessagesDecoder::keepsTheIdOfTheExchange()
{
    const QByteArray body = R"({"type":"error","error":{"type":"overloaded_error","message":"x"},"request_id":"req_body"})";
    const auto idIn = [](const QList<RunEvent> &events) { return std::get<Failed>(events.last()).error.requestId; };
    QCOMPARE(idIn(readWhole(body, 529)), u"req_body"_s);
    QCOMPARE(idIn(readWhole(body, 529, {{"Request-Id", "req_header"}})), u"req_header"_s);
    QCOMPARE(idIn(read({body})), u"req_body"_s);
}

void tst_MessagesDecoder::countsWhatTheServerSays_data()
{
    QTest::addColumn<QByteArray>("atStart");
    QTest::addColumn<QByteArray>("atEnd");
    QTest::addColumn<Usage>("usage");
    const auto money = [](QStringView text) { return Money::parse(text); };
    QTest::newRow("only the output at the end") << QByteArray(R"({"input_tokens":3,"output_tokens":1})")
                                                << QByteArray(R"({"output_tokens":5})") << Usage{3, 5};
    QTest::newRow("totals replace each other") << QByteArray(R"({"input_tokens":3,"output_tokens":1})")
                                               << QByteArray(R"({"input_tokens":4,"output_tokens":5})") << Usage{4, 5};
    QTest::newRow("null and zero replace nothing")
        << QByteArray(R"({"input_tokens":3,"cache_read_input_tokens":2,"cache_creation_input_tokens":4})")
        << QByteArray(R"({"input_tokens":0,"cache_read_input_tokens":null,"cache_creation_input_tokens":0,"output_tokens":5})")
        << Usage{.input = 9, .output = 5, .cached = 2, .cacheWrites = 4};
    QTest::newRow("known only at the end") << QByteArray(R"({"input_tokens":0,"output_tokens":0})")
                                           << QByteArray(R"({"input_tokens":3,"output_tokens":5,"output_tokens_details":{"thinking_tokens":4}})")
                                           << Usage{.input = 3, .output = 5, .reasoning = 4};
    QTest::newRow("all from the cache") << QByteArray(R"({"input_tokens":0,"cache_read_input_tokens":7})")
                                        << QByteArray(R"({"output_tokens":5})") << Usage{.input = 7, .output = 5, .cached = 7};
    QTest::newRow("cut off: the output is unknown") << QByteArray(R"({"input_tokens":3,"output_tokens":1})") << QByteArray() << Usage{3};
    QTest::newRow("counts that are none") << QByteArray(R"({"input_tokens":-3,"cache_read_input_tokens":2})")
                                          << QByteArray(R"({"output_tokens":5})") << Usage{.output = 5, .cached = 2};
    QTest::newRow("more than a number holds") << QByteArray(R"({"input_tokens":9223372036854775807,"cache_read_input_tokens":1})")
                                              << QByteArray(R"({"output_tokens":5})") << Usage{.output = 5, .cached = 1};
    QTest::newRow("cost") << QByteArray(R"({"input_tokens":3})") << QByteArray(R"({"output_tokens":5,"cost":0.0133176})")
                          << Usage{.input = 3, .output = 5, .cost = money(u"0.0133176")};
    QTest::newRow("nothing said") << QByteArray("{}") << QByteArray(R"({"output_tokens":0})") << Usage{};
}

void tst_MessagesDecoder::countsWhatTheServerSays()
{
    QFETCH(QByteArray, atStart);
    QFETCH(QByteArray, atEnd);
    QFETCH(Usage, usage);
    QList<QByteArray> events{start(atStart.constData()), text("Hello")};
    if (!atEnd.isEmpty())
        events << reason("end_turn", atEnd.constData());
    QVERIFY(usageIn(read(events)).value_or(Usage{}) == usage);
}

void tst_MessagesDecoder::isCompleteOnlyAfterTheEndMark()
{
    const auto decoder = AnthropicMessages().decoder({});
    decoder->frames({Frame{text("Hello")}});
    QVERIFY(decoder->frames({Frame{reason("end_turn")}}).isEmpty()); // an error may still come
    QVERIFY(!decoder->isComplete());
    QCOMPARE(storyOf(decoder->frames({Frame{stop}})), u"finished stop"_s);
    QVERIFY(decoder->isComplete());
    QVERIFY(decoder->end().isEmpty());
    const QList<RunEvent> why = read({R"({"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"category":"bio","explanation":"Not\nthis."}}})", stop});
    QCOMPARE(std::get<Finished>(why.last()).word, u"refusal (bio): Not this."_s);
}

void tst_MessagesDecoder::staysQuietAfterAFailure()
{
    const auto decoder = AnthropicMessages().decoder({});
    decoder->frames({Frame{R"({"type":"error"})"}});
    QVERIFY(decoder->frames({Frame{text("more")}, Frame{stop}}).isEmpty());
    QVERIFY(decoder->body(200, {}, R"({"content":"x"})").isEmpty());
    QVERIFY(decoder->end().isEmpty());
}

void tst_MessagesDecoder::holdsNoEndlessToolCall()
{
    const auto decoder = AnthropicMessages().decoder({});
    decoder->frames({Frame{block(R"({"type":"tool_use","name":"f","input":{}})")}});
    const Frame much{delta((R"({"type":"input_json_delta","partial_json":")" + QByteArray(4'000'000, 'x') + R"("})").constData())};
    QList<RunEvent> events;
    for (int i = 0; i < 12; ++i)
        events += decoder->frames({much});
    QCOMPARE(storyOf(events), u"failed too_large: the arguments of tool calls are too long"_s);
}

void tst_MessagesDecoder::readsTheSameWithAndWithoutAParser_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    using Events = QList<QByteArray>;
    const QByteArray twice = R"({"type":"content_block_delta","delta":{"type":"text_delta","text":"a","text":"b"}})";
    QTest::newRow("texts") << Events{text("a"), text("b"), text("\\u00fc\\n\\\"{}"), text("\xC3\xBC"), text(""), text("e")};
    QTest::newRow("padding") << Events{text("a"), text("b"), text("c").chopped(1) + "  }", text("d").chopped(1) + "    }", text("e").chopped(2) + " } }", text("f }  ")};
    QTest::newRow("thinking and text in turns") << Events{thinking("a"), thinking("b"), text("c"), text("d"), thinking("e"), text("f"), thinking("g"), thinking("h")};
    QTest::newRow("another index") << Events{text("a"), text("b"), delta(R"({"type":"text_delta","text":"c"})", 1), delta(R"({"type":"text_delta","text":"d"})", 1), text("e")};
    QTest::newRow("another order") << Events{text("a"), R"({"delta":{"text":"b","type":"text_delta"},"index":0,"type":"content_block_delta"})",
                                             R"({"delta":{"text":"c","type":"text_delta"},"index":0,"type":"content_block_delta"})",
                                             R"({"delta":{"text":"d","type":"text_delta"},"index":0,"type":"content_block_stop"})", text("e")};
    QTest::newRow("the same name twice") << Events{twice, twice, twice};
    QTest::newRow("more that is said") << Events{text("a"), text("b"), text("c").chopped(1) + R"(,"error":{"message":"x"}})"};
    QTest::newRow("broken") << Events{text("a"), text("b"), text("c").chopped(1), text("d"), text("e") + '}', text("f\\x"), text("g")};
    QTest::newRow("strange halves") << Events{text("a"), text("\\ud83c"), text("\\udf0d"), text("\xFF"), text("\xEF\xBB\xBFz"), text("\\u0000")};
    QTest::newRow("both texts in one") << Events{delta(R"({"type":"text_delta","text":"a","thinking":"b"})"), delta(R"({"type":"text_delta","text":"c","thinking":"d"})"),
                                                 delta(R"({"type":"thinking_delta","text":"e","thinking":"f"})")};
}

void tst_MessagesDecoder::readsTheSameWithAndWithoutAParser()
{
    QFETCH(QList<QByteArray>, events);
    events << reason("end_turn") << stop;
    MessagesDecoder quick;
    MessagesDecoder parsing(MessagesDecoder::Reading::Whole);
    for (const QByteArray &event : events)
        QCOMPARE(storyOf(quick.frames({Frame{event}})), storyOf(parsing.frames({Frame{event}})));
    QVERIFY(quick.isComplete() && parsing.isComplete());
}

void tst_MessagesDecoder::needsNoParserForTheNextText()
{
    MessagesForm form;
    QVERIFY(!form.read(text("a")));
    form.learn(text("a"), QJsonDocument::fromJson(text("a")).object());
    QVERIFY(form.read(text("Hello")));
    QCOMPARE(form.text().toString(), u"Hello"_s);
    QVERIFY(form.reasoning().isEmpty());
    QVERIFY(form.read(text("padded").chopped(1) + "    }"));
    QCOMPARE(form.text().toString(), u"padded"_s);
    QVERIFY(!form.read(thinking("Hm")));
    QVERIFY(!form.read(stop));
}

void tst_MessagesDecoder::neverTakesACutForAnEnd_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"plain", "thinking", "tools", "overloaded"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_MessagesDecoder::neverTakesACutForAnEnd()
{
    QFETCH(QString, name);
    const QList<Frame> frames = framesOf(testData(u"messages/"_s + name + u".sse"_s));
    QVERIFY(frames.size() > 3);
    const QString all = essenceOf(AnthropicMessages().decoder({})->frames(frames)).section(u" / "_s, 1, 1);
    bool hasReason = false;
    for (qsizetype count = 0; count < frames.size(); ++count) {
        const QList<RunEvent> events = readFrames(frames.first(count));
        const QString story = storyOf(events);
        hasReason = hasReason || (count > 0 && frames[count - 1].event == "message_delta");
        QCOMPARE(endsIn(events), 1);
        QVERIFY2(story.contains("finished"_L1) == hasReason, qPrintable(story));
        QVERIFY2(hasReason || story.contains("failed cut_off"_L1), qPrintable(story));
        const QString words = essenceOf(events).section(u" / "_s, 1, 1).remove(QChar::ReplacementCharacter);
        QVERIFY2(all.startsWith(words), qPrintable(story));
        for (qsizetype size = 0; size < frames[count].data.size(); ++size) { // the last event broke off
            const Frame half{frames[count].data.first(size), frames[count].event};
            const QList<RunEvent> cut = readFrames(frames.first(count) << half);
            QCOMPARE(endsIn(cut), 1);
            QVERIFY2(essenceOf(cut).section(u" / "_s, 1, 1).remove(QChar::ReplacementCharacter) == words, qPrintable(storyOf(cut)));
        }
    }
}

void tst_MessagesDecoder::survivesEveryMutationOfAStream_data()
{
    neverTakesACutForAnEnd_data();
}

void tst_MessagesDecoder::survivesEveryMutationOfAStream()
{
    QFETCH(QString, name);
    const QList<Frame> frames = framesOf(testData(u"messages/"_s + name + u".sse"_s));
    QString allowed;
    for (const QString &part : {u"Good day, \"wide\" "_s, u"It is 42."_s, u"I look it up."_s, u"Half an"_s, u"Seven times six."_s, u"ZZZ"_s})
        allowed += part;
    int mutationCount = 0;
    for (qsizetype at = 0; at < frames.size(); ++at) {
        for (const QJsonValue &mutation : mutationsOf(QJsonDocument::fromJson(frames[at].data).object())) {
            QList<Frame> mutated = frames;
            mutated[at].data = QJsonDocument(mutation.toObject()).toJson(QJsonDocument::Compact);
            const QList<RunEvent> events = readFrames(mutated);
            ++mutationCount;
            QVERIFY2(endsIn(events) == 1, mutated[at].data.constData());
            for (const RunEvent &event : events) {
                const auto *words = std::get_if<TextDelta>(&event);
                for (const QString &word : words ? words->text.split(u' ') : QStringList()) {
                    QString known = word;
                    known.remove(u"ZZZ"_s).remove(u'\n').remove(u'!').remove(QChar::ReplacementCharacter).remove(u"\U0001F30D"_s);
                    QVERIFY2(allowed.contains(known), qPrintable(words->text + u" of "_s + QString::fromUtf8(mutated[at].data)));
                }
            }
        }
    }
    QVERIFY(mutationCount > 200);
}

void tst_MessagesDecoder::survivesEveryMutationOfAWholeBody()
{
    const QJsonObject message = QJsonDocument::fromJson(fullMessage).object();
    QVERIFY(!message.isEmpty());
    for (const QJsonValue &mutation : mutationsOf(message)) {
        const QByteArray body = QJsonDocument(mutation.toObject()).toJson(QJsonDocument::Compact);
        const QList<RunEvent> events = readWhole(body);
        QVERIFY2(endsIn(events) == 1, body.constData());
        const QString story = essenceOf(events);
        const QString words = story.section(u" / "_s, 1, 1);
        QVERIFY2(words.isEmpty() || words == "Hello"_L1 || words == "ZZZ"_L1, qPrintable(story));
        QVERIFY2(!story.contains("TITLE"_L1) && !story.contains("QUERY"_L1) && !story.contains("CITED"_L1), qPrintable(story));
    }
}

void tst_MessagesDecoder::survivesEveryCutOfAWholeBody()
{
    const QByteArray body = QJsonDocument::fromJson(fullMessage).toJson(QJsonDocument::Compact);
    for (qsizetype size = 1; size < body.size(); ++size)
        QVERIFY(storyOf(readWhole(body.first(size))).startsWith("failed garbled"_L1));
}

void tst_MessagesDecoder::refusesDeepNestingQuickly()
{
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(storyOf(read({QByteArray(1'000'000, '['), text("Hello"), stop})), u"oddity | text Hello | finished stop"_s);
    QVERIFY2(clock.elapsed() < 5'000, "the depth limit must stop the reader early");
}

QTEST_GUILESS_MAIN(tst_MessagesDecoder)
#include "tst_MessagesDecoder.moc"
