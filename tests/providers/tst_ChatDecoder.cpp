#include "Mutations.h"
#include "Story.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray stop = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";

QByteArray text(const char *content)
{
    return QByteArray(R"({"choices":[{"index":0,"delta":{"content":")") + content + R"("},"finish_reason":null}]})";
}

const QByteArray stopForTools = R"({"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]})";

/// A chunk with one entry of "tool_calls", or more with commas between them.
QByteArray tool(const QByteArray &json)
{
    return R"({"choices":[{"index":0,"delta":{"tool_calls":[)" + json + "]}}]}";
}

QByteArray message(const QByteArray &json)
{
    return R"({"choices":[{"index":0,"message":)" + json + R"(,"finish_reason":"stop"}]})";
}

/// The beginning of a PNG file.
const QByteArray png = "\x89PNG\r\n\x1a\n";

QByteArray picture(const QByteArray &bytes = png)
{
    return R"({"type":"image_url","image_url":{"url":"data:image/png;base64,)" + bytes.toBase64() + R"("}})";
}

QByteArray images(const QByteArray &json)
{
    return R"({"choices":[{"index":0,"delta":{"images":[)" + json + "]}}]}";
}

QByteArray audio(const QByteArray &json)
{
    return R"({"choices":[{"index":0,"delta":{"audio":)" + json + "}}]}";
}

QByteArray delta(const char *json)
{
    return QByteArray(R"({"choices":[{"index":0,"delta":)") + json + "}]}";
}

} // namespace

/// Every quirk of streams that happened to somebody's client, as events in and a story out.
class tst_ChatDecoder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void tellsTheStoryOfAStream_data();
    void tellsTheStoryOfAStream();
    void tellsOfToolCalls_data();
    void tellsOfToolCalls();
    void tellsOfFiles_data();
    void tellsOfFiles();
    void joinsSoundHoweverItIsCut();
    void keepsNamesOfCallsPlain();
    void stopsAtTooManyCalls();
    void tellsTheStoryOfAWholeBody_data();
    void tellsTheStoryOfAWholeBody();
    void takesAnErrorEventWhateverItsShape_data();
    void takesAnErrorEventWhateverItsShape();
    void isCompleteOnlyAfterTheEndMark();
    void joinsAnEmojiHoweverItIsCut();
    void keepsTheCostExact();
    void readsEveryCountOfTheUsage_data();
    void readsEveryCountOfTheUsage();
    void takesNoCountForZero();
    void staysQuietAfterAFailure();
    void survivesEveryMutationOfAChunk();
    void survivesEveryCutOfAChunk();
    void refusesDeepNestingQuickly();
};

void tst_ChatDecoder::tellsTheStoryOfAStream_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    using Events = QList<QByteArray>;
    const QByteArray done = "[DONE]";
    const QString hello = u"text Hello | finished stop"_s;

    QTest::newRow("plain") << Events{text("Hel"), text("lo"), stop, done} << hello;
    QTest::newRow("done without a finish reason") << Events{text("Hello"), done} << hello;
    QTest::newRow("finish reason without done") << Events{text("Hello"), stop} << hello;
    QTest::newRow("neither means cut off") << Events{text("Hel")} << u"text Hel | failed cut_off"_s;
    QTest::newRow("no event at all") << Events{} << u"failed cut_off"_s;
    QTest::newRow("done with spaces") << Events{text("Hello"), stop, " [DONE] "} << hello;
    QTest::newRow("done in quotes") << Events{text("Hello"), stop, "\"[DONE]\""} << hello;
    QTest::newRow("two dones and text behind") << Events{text("Hello"), stop, done, text("more"), done} << hello;
    QTest::newRow("finish twice") << Events{text("Hello"), stop, stop, done} << hello;
    QTest::newRow("the first finish reason counts")
        << Events{text("Hello"), R"({"choices":[{"delta":{},"finish_reason":"length"}]})", stop, done}
        << u"text Hello | finished length"_s;
    QTest::newRow("empty finish reason is none")
        << Events{R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":""}]})", text("!")}
        << u"text Hello! | failed cut_off"_s;
    QTest::newRow("text and finish reason in one chunk")
        << Events{R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]})"} << hello;
    QTest::newRow("text behind the finish reason still counts") << Events{text("Hel"), stop, text("lo"), done} << hello;
    QTest::newRow("length") << Events{text("Hello"), R"({"choices":[{"delta":{},"finish_reason":"length"}]})"}
                            << u"text Hello | finished length"_s;
    QTest::newRow("a company's own word") << Events{text("Hello"), R"({"choices":[{"delta":{},"finish_reason":"END_TURN"}]})"}
                                          << hello;
    QTest::newRow("an unknown word") << Events{text("Hello"), R"({"choices":[{"delta":{},"finish_reason":"abort"}]})"}
                                     << u"text Hello | finished other"_s;
    QTest::newRow("content filter without text") << Events{R"({"choices":[{"delta":{},"finish_reason":"content_filter"}]})"}
                                                 << u"finished content_filter"_s;

    QTest::newRow("role only, null and empty chunks bring no text")
        << Events{delta(R"({"role":"assistant","content":""})"), delta(R"({"content":null})"), text("Hello"), stop} << hello;
    QTest::newRow("empty choices first") << Events{R"({"choices":[],"prompt_filter_results":[]})", text("Hello"), stop}
                                         << hello;
    QTest::newRow("choices null and absent") << Events{R"({"choices":null})", R"({"id":"x"})", text("Hello"), stop}
                                             << hello;
    QTest::newRow("delta null and absent")
        << Events{R"({"choices":[{"index":0,"delta":null}]})", R"({"choices":[{"index":0}]})", text("Hello"), stop} << hello;
    QTest::newRow("comment handed on as data") << Events{": keep-alive", text("Hello"), stop} << hello;
    QTest::newRow("empty data") << Events{"", text("Hello"), stop} << hello;
    QTest::newRow("message instead of delta")
        << Events{R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})"} << hello;
    QTest::newRow("delta and message that grows")
        << Events{R"({"choices":[{"delta":{"content":"Hel"},"message":{"content":"Hel"}}]})",
                  R"({"choices":[{"delta":{"content":"lo"},"message":{"content":"Hello"}}]})",
                  R"({"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]})"} << hello;

    QTest::newRow("bad event among good ones") << Events{text("Hel"), "{bad", text("lo"), stop}
                                               << u"text Hel | oddity | text lo | finished stop"_s;
    QTest::newRow("only bad events") << Events{"oops", done} << u"oddity | failed garbled: oops"_s;
    QTest::newRow("bad event, then cut") << Events{"upstream exploded"} << u"oddity | failed cut_off: upstream exploded"_s;
    QTest::newRow("several JSON lines in one event") << Events{text("Hel") + '\n' + text("lo"), stop + "\n[DONE]"} << hello;
    QTest::newRow("one JSON text over two lines") << Events{"{\"choices\":\n[{\"delta\":{\"content\":\"Hello\"}}]}", stop} << hello;
    QTest::newRow("JSON lines and junk") << Events{text("x") + "\njunk", text("Hello"), stop}
                                         << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("byte-order mark") << Events{"\xEF\xBB\xBF" + text("Hello"), stop} << hello;
    QTest::newRow("two documents") << Events{"{}{}", text("Hello"), stop} << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("a list of one chunk") << Events{'[' + text("Hello") + ']', stop} << hello;

    QTest::newRow("other choices are left out once")
        << Events{R"({"choices":[{"index":1,"delta":{"content":"x"}},{"index":0,"delta":{"content":"Hello"}}]})",
                  R"({"choices":[{"index":4294967295,"delta":{"content":"x"}},{"index":-1,"delta":{"content":"x"}}]})", stop}
        << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("choices of odd shapes")
        << Events{R"({"choices":"no"})", R"({"choices":{"delta":{}}})", R"({"choices":[null,7,"x"]})", text("Hello"), stop}
        << u"oddity | oddity | oddity | text Hello | finished stop"_s;
    QTest::newRow("delta is a text") << Events{R"({"choices":[{"index":0,"delta":"x"}]})", text("Hello"), stop}
                                     << u"oddity | text Hello | finished stop"_s;

    QTest::newRow("content as parts")
        << Events{delta(R"({"content":[{"type":"text","text":"Hel"},"lo"]})"), stop} << hello;
    QTest::newRow("content as one part") << Events{delta(R"({"content":{"type":"text","text":"Hello"}})"), stop} << hello;
    QTest::newRow("content as a number") << Events{delta(R"({"content":7})"), text("Hello"), stop}
                                         << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("content with an unknown part")
        << Events{delta(R"({"content":[{"type":"hologram"},{"type":"text","text":"Hello"}]})"), stop}
        << u"text Hello | oddity | finished stop"_s;
    QTest::newRow("thinking parts")
        << Events{delta(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"Hello"}]})"), stop}
        << u"reasoning Hm | text Hello | finished stop"_s;

    QTest::newRow("reasoning") << Events{delta(R"({"reasoning":"Hm"})"), text("Hello"), stop}
                               << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("reasoning_content") << Events{delta(R"({"reasoning_content":"Hm","content":null})"), text("Hello"), stop}
                                       << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("reasoning under three names is shown once")
        << Events{delta(R"({"reasoning":"Hm","reasoning_content":"Hm","reasoning_details":[{"type":"reasoning.text","text":"Hm"}]})"),
                  text("Hello"), stop} << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("reasoning only in details")
        << Events{delta(R"({"reasoning_details":[{"type":"reasoning.summary","summary":"Hm"},{"type":"reasoning.encrypted","data":"AAAA"}]})"),
                  text("Hello"), stop} << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("reasoning alone is an answer") << Events{delta(R"({"reasoning":"Hm"})"), stop}
                                                  << u"reasoning Hm | finished stop"_s;
    QTest::newRow("think tag over four chunks") << Events{text("<th"), text("ink>Hm</thi"), text("nk>\\n\\nHel"), text("lo"), stop}
                                                << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("think tag in the answer is text") << Events{text("a <think>b</think>"), stop}
                                                     << u"text a <think>b</think> | finished stop"_s;
    QTest::newRow("half a tag at the end is text") << Events{text("<thi"), stop} << u"text <thi | finished stop"_s;

    QTest::newRow("refusal") << Events{delta(R"({"refusal":"No"})"), delta(R"({"refusal":", sorry"})"), stop}
                             << u"text No, sorry | finished refusal"_s;
    QTest::newRow("a call without text")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}})"), stopForTools}
        << u"tool f({}) | finished tool_calls"_s;
    QTest::newRow("finished without content") << Events{delta(R"({"role":"assistant","content":""})"), stop, done}
                                              << u"failed empty_answer: finish_reason: stop"_s;
    QTest::newRow("done without anything") << Events{done} << u"failed empty_answer"_s;
    QTest::newRow("empty, and the company says error")
        << Events{R"({"choices":[{"delta":{},"finish_reason":"stop","native_finish_reason":"network_error"}]})"}
        << u"failed server_fault: native_finish_reason: network_error"_s;

    QTest::newRow("usage with empty choices")
        << Events{text("Hello"), stop, R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}})", done}
        << u"text Hello | usage 3/5 | finished stop"_s;
    QTest::newRow("usage with choices null")
        << Events{text("Hello"), stop, R"({"choices":null,"usage":{"prompt_tokens":3,"completion_tokens":5}})", done}
        << u"text Hello | usage 3/5 | finished stop"_s;
    QTest::newRow("usage null, zero, twice, zero again")
        << Events{R"({"choices":[{"delta":{"content":"Hello"}}],"usage":null})",
                  R"({"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}})",
                  R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}})",
                  R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}})",
                  R"({"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}})", stop}
        << u"text Hello | usage 3/5 | finished stop"_s;
    QTest::newRow("usage that grows with each chunk")
        << Events{R"({"choices":[{"delta":{"content":"Hel"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}})",
                  R"({"choices":[{"delta":{"content":"lo"}}],"usage":{"prompt_tokens":3,"completion_tokens":2}})", stop}
        << u"usage 3/1 | text Hel | usage 3/2 | text lo | finished stop"_s;
    QTest::newRow("no usage is no zero") << Events{text("Hello"), stop} << hello;
    QTest::newRow("counts that are none are unknown")
        << Events{text("Hello"), R"({"choices":[],"usage":{"prompt_tokens":-3,"completion_tokens":"5","cost":0.5}})",
                  R"({"choices":[],"usage":{"prompt_tokens":1.5,"completion_tokens":5,"cost":-1}})", stop}
        << u"text Hello | usage ?/? $0.5 | usage ?/5 | finished stop"_s;
    QTest::newRow("own vendor key: both bills")
        << Events{text("Hello"), R"({"usage":{"prompt_tokens":3,"completion_tokens":5,"cost":0,"is_byok":true,"cost_details":{"upstream_inference_cost":0.25}}})", stop}
        << u"text Hello | usage 3/5 $0.25 | finished stop"_s;
    QTest::newRow("own vendor key: bill unknown")
        << Events{text("Hello"), R"({"usage":{"prompt_tokens":3,"completion_tokens":5,"cost":0,"is_byok":true}})", stop}
        << u"text Hello | usage 3/5 | finished stop"_s;
    QTest::newRow("free is zero")
        << Events{text("Hello"), R"({"usage":{"prompt_tokens":3,"completion_tokens":5,"cost":0}})", stop}
        << u"text Hello | usage 3/5 $0 | finished stop"_s;

    QTest::newRow("who answered is told once, and again when it changes")
        << Events{R"({"model":"a/b","provider":"P","choices":[]})", R"({"model":"a/b","provider":"P","choices":[{"delta":{"content":"Hello"}}]})",
                  R"({"model":"","provider":null,"choices":[]})", R"({"model":"a/c","choices":[]})", stop}
        << u"answered a/b at P | text Hello | answered a/c at P | finished stop"_s;

    QTest::newRow("error first") << Events{R"({"error":{"code":502,"message":"down"},"choices":[]})"}
                                 << u"failed server_fault 502: down"_s;
    QTest::newRow("error after text, with an end that looks normal")
        << Events{text("Hel"), R"({"error":{"code":502,"message":"down"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]})", done}
        << u"text Hel | failed server_fault 502: down"_s;
    QTest::newRow("error behind the finish reason")
        << Events{text("Hel"), stop, R"({"error":{"code":429,"message":"busy"},"usage":{"prompt_tokens":3,"completion_tokens":5}})", done}
        << u"text Hel | usage 3/5 | failed rate_limited 429: busy"_s;
    QTest::newRow("error as text") << Events{text("Hel"), R"({"error":"model crashed"})"}
                                   << u"text Hel | failed unknown: model crashed"_s;
    QTest::newRow("error null is none") << Events{R"({"error":null,"choices":[{"delta":{"content":"Hello"}}]})", stop} << hello;
    QTest::newRow("error inside the choice")
        << Events{R"({"choices":[{"delta":{"content":"Hel"},"finish_reason":"error","error":{"code":503,"message":"full"}}]})"}
        << u"text Hel | failed overloaded 503: full"_s;
    QTest::newRow("finish reason error alone") << Events{text("Hel"), R"({"choices":[{"delta":{},"finish_reason":"error"}]})"}
                                               << u"text Hel | failed server_fault: finish_reason: error"_s;
    QTest::newRow("held tag is kept at an error") << Events{text("<thi"), R"({"error":{"message":"x","type":"server_error"}})"}
                                                  << u"text <thi | failed server_fault: x"_s;
    QTest::newRow("lone halves become one mark each") << Events{text("a\\udf0db"), text("c\\ud83c"), stop}
                                                      << u"text a\uFFFDbc\uFFFD | finished stop"_s;
    QTest::newRow("NUL becomes visible") << Events{text("a\\u0000b"), stop} << u"text a\u2400b | finished stop"_s;
    QTest::newRow("duplicate keys: the last counts")
        << Events{R"({"choices":[],"choices":[{"delta":{"content":"x","content":"Hello"}}]})", stop} << hello;
}

void tst_ChatDecoder::tellsTheStoryOfAStream()
{
    QFETCH(QList<QByteArray>, events);
    QFETCH(QString, story);
    QCOMPARE(storyOf(streamed(events)), story);
}

void tst_ChatDecoder::tellsOfToolCalls_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    using Events = QList<QByteArray>;
    const QString one = u"tool f({\"a\":1}) | finished tool_calls"_s;
    const QString two = u"tool f({\"a\":1}) | tool g({}) | finished tool_calls"_s;

    QTest::newRow("in pieces")
        << Events{tool(R"({"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}})"),
                  tool(R"({"index":0,"function":{"arguments":"{\"a\""}})"),
                  tool(R"({"index":0,"type":"function","function":{"name":null,"arguments":":1}"}})"), stopForTools} << one;
    QTest::newRow("id and name in each piece")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}})"),
                  tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":":1}"}})"), stopForTools} << one;
    QTest::newRow("name before id") << Events{tool(R"({"index":0,"function":{"name":"f"}})"),
                                              tool(R"({"index":0,"id":"c1","function":{"arguments":"{\"a\":1}"}})"), stopForTools}
                                    << one;
    QTest::newRow("two at once")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":"}},{"index":1,"id":"c2","function":{"name":"g","arguments":"{"}})"),
                  tool(R"({"index":1,"function":{"arguments":"}"}},{"index":0,"function":{"arguments":"1}"}})"), stopForTools} << two;
    QTest::newRow("indexes with gaps, in the order of their beginnings")
        << Events{tool(R"({"index":7,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"),
                  tool(R"({"index":2,"id":"c2","function":{"name":"g","arguments":"{}"}})"), stopForTools} << two;
    QTest::newRow("no index, by id")
        << Events{tool(R"({"id":"c1","function":{"name":"f","arguments":"{\"a\":"}})"), tool(R"({"id":"c2","function":{"name":"g","arguments":"{"}})"),
                  tool(R"({"id":"c1","function":{"arguments":"1}"}})"), tool(R"({"id":"c2","function":{"arguments":"}"}})"), stopForTools} << two;
    QTest::newRow("no index, no id, to the last one")
        << Events{tool(R"({"id":"c1","function":{"name":"f","arguments":"{\"a\":"}})"), tool(R"({"function":{"arguments":"1}"}})"),
                  tool(R"({"function":{"name":"g","arguments":"{"}})"), tool(R"({"function":{"arguments":"}"}})"), stopForTools} << two;
    QTest::newRow("all under index 0, new ids")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"),
                  tool(R"({"index":0,"id":"c2","function":{"name":"g","arguments":"{"}})"), tool(R"({"index":0,"function":{"arguments":"}"}})"), stopForTools} << two;
    QTest::newRow("all under index 0, no ids")
        << Events{tool(R"({"index":0,"id":"","function":{"name":"f","arguments":"{\"a\":1}"}})"),
                  tool(R"({"index":0,"id":"","function":{"name":"f","arguments":"{\"a\":2}"}})"),
                  tool(R"({"index":0,"function":{"name":"g","arguments":"{}"}})"), stopForTools}
        << u"tool f({\"a\":1}) | tool f({\"a\":2}) | tool g({}) | finished tool_calls"_s;
    QTest::newRow("arguments repeated at the end")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":"}})"), tool(R"({"index":0,"function":{"arguments":"1}"}})"),
                  tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"), stopForTools} << one;
    QTest::newRow("arguments as an object") << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":{"a":1}}})"), stopForTools} << one;
    QTest::newRow("the older field")
        << Events{delta(R"({"function_call":{"name":"f","arguments":""}})"), delta(R"({"function_call":{"arguments":"{\"a\":1}"}})"),
                  R"({"choices":[{"delta":{},"finish_reason":"function_call"}]})"} << one;
    QTest::newRow("both fields say the same")
        << Events{delta(R"({"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}],"function_call":{"name":"f","arguments":"{\"a\":1}"}})"), stopForTools} << one;
    QTest::newRow("a tool of another kind") << Events{tool(R"({"index":0,"id":"c1","type":"custom","custom":{"name":"f","input":"a b"}})"), stopForTools}
                                            << u"tool f(a b) | finished tool_calls"_s;
    QTest::newRow("a content part") << Events{delta(R"({"content":[{"type":"tool_use","id":"c1","name":"f","input":{"a":1}}]})"), stopForTools} << one;
    QTest::newRow("broken arguments stay as they are")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}})"), R"({"choices":[{"delta":{},"finish_reason":"length"}]})"}
        << u"tool f({\"a\") | finished length"_s;
    QTest::newRow("text before") << Events{text("Hello"), tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"), stopForTools}
                                 << u"text Hello | "_s + one;
    QTest::newRow("text behind") << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"), text("Hello"), stopForTools}
                                 << u"text Hello | "_s + one;
    QTest::newRow("repeated by the last message")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"),
                  message(R"({"content":null,"tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}]})"), stopForTools}
        << u"tool f({\"a\":1}) | finished stop"_s;
    QTest::newRow("in a message that grows")
        << Events{message(R"({"tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{\"a"}}]})"),
                  message(R"({"tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}]})")}
        << u"tool f({\"a\":1}) | finished stop"_s;
    QTest::newRow("calls of a message without index and id")
        << Events{message(R"({"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{"}},{"index":0,"function":{"name":"f","arguments":"}"}}]})")}
        << u"tool f({) | tool f(}) | finished stop"_s;
    QTest::newRow("cut off: no call is told")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}})")} << u"failed cut_off"_s;
    QTest::newRow("an error in between: no call is told")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}})"), R"({"error":{"code":502,"message":"down"}})"}
        << u"failed server_fault 502: down"_s;
    QTest::newRow("an error behind the finish reason")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}})"), stopForTools, R"({"error":{"code":502,"message":"down"}})"}
        << u"tool f({\"a\":1}) | failed server_fault 502: down"_s;
    QTest::newRow("no name") << Events{tool(R"({"index":0,"id":"c1","function":{"arguments":"{}"}})"), stopForTools}
                             << u"oddity | failed garbled: a tool call without a name was left out"_s;
    QTest::newRow("no name, but text") << Events{text("Hello"), tool(R"({"index":0})"), stop} << u"text Hello | oddity | finished stop"_s;
    QTest::newRow("entries that are none") << Events{tool(R"(7,null,"x",[])"), text("Hello"), stop}
                                           << u"oddity | oddity | oddity | oddity | text Hello | finished stop"_s;
    QTest::newRow("no list") << Events{delta(R"({"tool_calls":7})"), text("Hello"), stop} << u"text Hello | finished stop"_s;
    QTest::newRow("an emoji over two pieces")
        << Events{tool(R"({"index":0,"id":"c1","function":{"name":"f","arguments":"\ud83c"}})"), tool(R"({"index":0,"function":{"arguments":"\udf0d\udf0d"}})"), stopForTools}
        << u"tool f(\U0001F30D\uFFFD) | finished tool_calls"_s;
}

void tst_ChatDecoder::tellsOfToolCalls()
{
    QFETCH(QList<QByteArray>, events);
    QFETCH(QString, story);
    QCOMPARE(storyOf(streamed(events)), story);
}

void tst_ChatDecoder::tellsOfFiles_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    using Events = QList<QByteArray>;
    const QString one = u"image image/png 8 bytes | finished stop"_s;

    QTest::newRow("picture") << Events{images(picture()), stop} << one;
    QTest::newRow("picture and text") << Events{text("Look"), images(picture()), text("here"), stop}
                                      << u"text Look | image image/png 8 bytes | text here | finished stop"_s;
    QTest::newRow("two pictures") << Events{images(picture() + ',' + picture(png + "2")), images(picture(png + "34")), stop}
                                  << u"image image/png 8 bytes | image image/png 9 bytes | image image/png 10 bytes | finished stop"_s;
    QTest::newRow("repeated by the last message") << Events{images(picture()), message(R"({"content":"","images":[)" + picture() + "]}")} << one;
    QTest::newRow("repeated in each delta") << Events{images(picture()), images(picture()), stop} << one;
    QTest::newRow("beside a delta")
        << Events{R"({"choices":[{"delta":{"content":"Hello"},"message":{"content":"Hello","images":[)" + picture() + R"(]},"finish_reason":"stop"}]})"}
        << u"text Hello | "_s + one;
    QTest::newRow("in a message behind text") << Events{text("Hello"), message(R"({"content":"Hello","images":[)" + picture() + "]}")}
                                              << u"text Hello | "_s + one;
    QTest::newRow("without a type") << Events{images(R"({"image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}})"), stop} << one;
    QTest::newRow("address in the open") << Events{images(R"({"type":"image_url","image_url":"data:image/png;base64,iVBORw0KGgo"})"), stop} << one;
    QTest::newRow("url alone") << Events{images(R"({"url":"data:image/png;base64,iVBORw0KGgo="},"data:image/png;base64,iVBORw0KGgo")"), stop} << one;
    QTest::newRow("base64 alone") << Events{images(R"({"b64_json":"iVBORw0KGgo="})"), stop} << one;
    QTest::newRow("a content part") << Events{delta(R"({"content":[{"type":"text","text":"Hello"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]})"), stop}
                                    << u"text Hello | "_s + one;
    QTest::newRow("link") << Events{images(R"({"image_url":{"url":"https://host.test/a.png?x=1"}})"), stop}
                          << u"image https://host.test/a.png?x=1 | finished stop"_s;
    QTest::newRow("links to a clip and to sound")
        << Events{delta(R"({"content":[{"type":"video_url","video_url":{"url":"https://host.test/a.mp4"}},{"type":"audio_url","audio_url":{"url":"https://host.test/a.mp3"}}]})"), stop}
        << u"video https://host.test/a.mp4 | audio https://host.test/a.mp3 | finished stop"_s;
    QTest::newRow("type unknown") << Events{images(R"({"image_url":{"url":"data:;base64,AAAA"}})"), stop} << u"image  3 bytes | finished stop"_s;
    QTest::newRow("other addresses")
        << Events{images(R"({"image_url":{"url":"file:///etc/passwd"}},{"image_url":{"url":"javascript:a"}},{"image_url":{"url":"//host/a"}})"), text("Hello"), stop}
        << u"oddity | oddity | oddity | text Hello | finished stop"_s;
    QTest::newRow("nothing else, and unreadable") << Events{images(R"({"image_url":{"url":"data:image/png;base64,%%%"}})"), stop}
                                                  << u"oddity | failed garbled: a file that cannot be read was left out"_s;
    QTest::newRow("empty") << Events{images(R"({"image_url":{"url":"data:,"}},{},null,7)"), text("Hello"), stop}
                           << u"oddity | oddity | oddity | oddity | text Hello | finished stop"_s;
    QTest::newRow("images null, empty and no list")
        << Events{delta(R"({"images":null})"), delta(R"({"images":[]})"), delta(R"({"images":7})"), text("Hello"), stop} << u"text Hello | finished stop"_s;
    QTest::newRow("cut off behind a picture") << Events{images(picture())} << u"image image/png 8 bytes | failed cut_off"_s;

    QTest::newRow("samples in pieces")
        << Events{audio(R"({"id":"a","transcript":"Hel"})"), audio(R"({"data":"AAAB","transcript":"lo"})"), audio(R"({"data":"AgM="})"),
                  audio(R"({"expires_at":1})"), stop}
        << u"text Hello | audio audio/pcm 5 bytes | finished stop"_s;
    QTest::newRow("sound whole") << Events{message(R"({"content":null,"audio":{"id":"a","data":"UklGRgAAAABXQVZF","transcript":"Hello"}})")}
                                 << u"text Hello | audio audio/wav 12 bytes | finished stop"_s;
    QTest::newRow("sound whole, of no known type") << Events{message(R"({"audio":{"data":"AAAA","transcript":null}})")}
                                                   << u"audio  3 bytes | finished stop"_s;
    QTest::newRow("sound, repeated by the last message") << Events{audio(R"({"data":"AAAB"})"), audio(R"({"data":"AgME"})"), message(R"({"audio":{"data":"AAABAgME"}})")}
                                                         << u"audio audio/pcm 6 bytes | finished stop"_s;
    QTest::newRow("transcript and the same content") << Events{message(R"({"content":"Hello","audio":{"data":"AAAA","transcript":"Hello"}})")}
                                                     << u"text Hello | audio  3 bytes | finished stop"_s;
    QTest::newRow("transcript alone") << Events{audio(R"({"transcript":"Hello"})"), stop} << u"text Hello | finished stop"_s;
    QTest::newRow("sound that is no base64") << Events{audio(R"({"data":"????"})"), stop}
                                             << u"oddity | failed garbled: sound that cannot be read was left out"_s;
    QTest::newRow("cut off: the sound so far stays") << Events{audio(R"({"data":"AAAB"})"), audio(R"({"data":"Ag"})")}
                                                     << u"audio audio/pcm 4 bytes | failed cut_off"_s;
}

void tst_ChatDecoder::tellsOfFiles()
{
    QFETCH(QList<QByteArray>, events);
    QFETCH(QString, story);
    QCOMPARE(storyOf(streamed(events)), story);
}

void tst_ChatDecoder::joinsSoundHoweverItIsCut()
{
    const QByteArray base64 = "AAECAwQFBgcICQ==";
    for (qsizetype first = 0; first <= base64.size(); ++first) {
        for (qsizetype second = first; second <= base64.size(); ++second) {
            const QList<RunEvent> events = streamed({audio(R"({"data":")" + base64.first(first) + "\"}"),
                                                     audio(R"({"data":")" + base64.sliced(first, second - first) + "\"}"),
                                                     audio(R"({"data":")" + base64.sliced(second) + "\"}"), stop});
            const auto *arrived = std::get_if<MediaArrived>(&events.first());
            QVERIFY2(arrived, qPrintable(storyOf(events)));
            QCOMPARE(arrived->media.bytes, QByteArray("\0\1\2\3\4\5\6\7\10\11", 10));
        }
    }
}

void tst_ChatDecoder::keepsNamesOfCallsPlain()
{
    const QList<RunEvent> events = streamed({tool(R"({"index":0,"id":"c\u202e\n1","function":{"name":"f\n\u202eg","arguments":"a\u0000b"}})"), stopForTools});
    const ToolCalled expected{u"c  1"_s, u"f  g"_s, u"a\u2400b"_s};
    QCOMPARE(std::get<ToolCalled>(events.first()), expected);
}

void tst_ChatDecoder::stopsAtTooManyCalls()
{
    QByteArray many;
    for (int i = 0; i < 200'000; ++i)
        many += R"({"index":)" + QByteArray::number(i) + R"(,"function":{"name":"f"}},)";
    many.chop(1);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(storyOf(streamed({tool(many), text("more"), stopForTools})),
             u"failed too_large: more tool calls than one answer may bring"_s);
    QVERIFY(clock.elapsed() < 5'000);
}

void tst_ChatDecoder::tellsTheStoryOfAWholeBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");

    QTest::newRow("plain") << 200 << QByteArray(R"({"model":"m","provider":"P","choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":5,"cost":1.5e-05}})")
                           << u"answered m at P | usage 3/5 $0.000015 | text Hello | finished stop"_s;
    QTest::newRow("padded with blank lines") << 200 << QByteArray("\n   \n\n   \n{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}\n")
                                             << u"text Hello | finished stop"_s;
    QTest::newRow("reasoning and answer") << 200 << QByteArray(R"({"choices":[{"message":{"content":"Hello","reasoning":"Hm","refusal":null},"finish_reason":"stop"}]})")
                                          << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("think tag") << 200 << QByteArray(R"({"choices":[{"message":{"content":"<think>Hm</think>\nHello"},"finish_reason":"stop"}]})")
                               << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("refusal") << 200 << QByteArray(R"({"choices":[{"message":{"content":null,"refusal":"No"},"finish_reason":"stop"}]})")
                             << u"text No | finished refusal"_s;
    QTest::newRow("tool calls") << 200 << QByteArray(R"({"choices":[{"message":{"content":"Hm","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"2","function":{"name":"g","arguments":{"a":[1]}}}]},"finish_reason":"tool_calls"}]})")
                                << u"text Hm | tool f({}) | tool g({\"a\":[1]}) | finished tool_calls"_s;
    QTest::newRow("picture") << 200 << QByteArray(R"({"choices":[{"message":{"content":"","images":[{"image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},"finish_reason":"stop"}]})")
                             << u"image image/png 8 bytes | finished stop"_s;
    QTest::newRow("empty content") << 200 << QByteArray(R"({"choices":[{"message":{"content":""},"finish_reason":null}]})")
                                   << u"failed empty_answer"_s;
    QTest::newRow("no choice") << 200 << QByteArray(R"({"choices":[]})") << u"failed empty_answer"_s;
    QTest::newRow("error in a 200") << 200 << QByteArray(R"({"error":{"code":429,"message":"busy"}})")
                                    << u"failed rate_limited 429: busy"_s;
    QTest::newRow("error in a 200 with choices") << 200 << QByteArray(R"({"choices":[],"error":{"message":"busy","code":503}})")
                                                 << u"failed overloaded 503: busy"_s;
    QTest::newRow("success false in a 200") << 200 << QByteArray(R"({"success":false,"message":"no such token"})")
                                            << u"failed unknown 200: no such token"_s;
    QTest::newRow("partial answer with an error") << 200 << QByteArray(R"({"choices":[{"message":{"content":"Hel"},"finish_reason":"error","error":{"code":502,"message":"gone"}}]})")
                                                  << u"text Hel | failed server_fault 502: gone"_s;
    QTest::newRow("error in a list") << 429 << QByteArray(R"([{"error":{"code":429,"message":"busy","status":"RESOURCE_EXHAUSTED"}}])")
                                     << u"failed rate_limited 429: busy"_s;
    QTest::newRow("a web page") << 200 << QByteArray("<!doctype html><html><head><title>Sign in</title><style>p{}</style></head><body><p>Please&nbsp;log in</p></body></html>")
                                << u"failed not_an_api 200: Sign in Please log in"_s;
    QTest::newRow("plain words") << 200 << QByteArray("Ollama is running") << u"failed not_an_api 200: Ollama is running"_s;
    QTest::newRow("other JSON") << 200 << QByteArray(R"({"status":"ok"})") << u"failed garbled 200: no choices in: {\"status\":\"ok\"}"_s;
    QTest::newRow("half a JSON text") << 200 << QByteArray(R"({"choices":[{"mess)") << u"failed garbled 200: {\"choices\":[{\"mess"_s;
    QTest::newRow("nothing") << 200 << QByteArray() << u"failed empty_answer 200"_s;
    QTest::newRow("gateway page") << 502 << QByteArray("<html><title>502 Bad Gateway</title><script>x()</script></html>")
                                  << u"failed server_fault 502: 502 Bad Gateway"_s;
    QTest::newRow("401") << 401 << QByteArray(R"({"error":{"message":"Missing Authentication header","code":401}})")
                         << u"failed unauthorized 401: Missing Authentication header"_s;
    QTest::newRow("redirect") << 302 << QByteArray() << u"failed redirected 302"_s;
}

void tst_ChatDecoder::tellsTheStoryOfAWholeBody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOf(whole(body, status)), story);
}

void tst_ChatDecoder::takesAnErrorEventWhateverItsShape_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("story");
    QTest::newRow("Anthropic") << QByteArray(R"({"type":"error","error":{"type":"overloaded_error","message":"busy"}})")
                               << u"failed overloaded: busy"_s;
    QTest::newRow("LM Studio") << QByteArray(R"({"error":{"message":"no model"}})") << u"failed unknown: no model"_s;
    QTest::newRow("message only") << QByteArray(R"({"message":"no model"})") << u"failed unknown: no model"_s;
    QTest::newRow("plain words") << QByteArray("it broke") << u"failed unknown: it broke"_s;
}

void tst_ChatDecoder::takesAnErrorEventWhateverItsShape()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, story);
    const auto decoder = OpenAiChat().decoder({});
    QCOMPARE(storyOf(decoder->frames({Frame{data, "error"}})), story);
    QVERIFY(decoder->isComplete());
}

void tst_ChatDecoder::isCompleteOnlyAfterTheEndMark()
{
    const auto decoder = OpenAiChat().decoder({});
    decoder->frames({Frame{text("Hello")}});
    QVERIFY(!decoder->isComplete());
    const QList<RunEvent> atReason = decoder->frames({Frame{stop}});
    QVERIFY(atReason.isEmpty()); // an error may still come
    QVERIFY(!decoder->isComplete());
    QCOMPARE(storyOf(decoder->frames({Frame{"[DONE]"}})), u"finished stop"_s);
    QVERIFY(decoder->isComplete());
    QVERIFY(decoder->end().isEmpty());
}

void tst_ChatDecoder::joinsAnEmojiHoweverItIsCut()
{
    const QString expected = u"text Hi \U0001F30D! | finished stop"_s;
    QCOMPARE(storyOf(streamed({text("Hi \\ud83c"), text("\\udf0d!"), stop})), expected);
    QCOMPARE(storyOf(streamed({text("Hi \\ud83c"), delta(R"({"content":""})"), text("\\udf0d!"), stop})), expected);
    const QList<RunEvent> first = OpenAiChat().decoder({})->frames({Frame{text("Hi \\ud83c")}});
    QCOMPARE(storyOf(first), u"text Hi "_s); // the half character waits
    QCOMPARE(storyOf(streamed({delta(R"({"reasoning":"\ud83c"})"), delta(R"({"reasoning":"\udf0d"})"), text("x"), stop})),
             u"reasoning \U0001F30D | text x | finished stop"_s);
}

void tst_ChatDecoder::keepsTheCostExact()
{
    const QList<RunEvent> events = whole(R"({"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":9007199254740993,"completion_tokens":2,"cost":0.0133176,"completion_tokens_details":{"reasoning_tokens":1},"prompt_tokens_details":{"cached_tokens":7}}})");
    const auto *report = std::get_if<UsageReported>(&events.first());
    QVERIFY(report);
    const Usage expected{9007199254740993, 2, 1, 7, Money::parse(u"0.0133176")};
    QCOMPARE(report->usage.cost->toString(), u"0.0133176"_s);
    QVERIFY(report->usage == expected);
}

void tst_ChatDecoder::readsEveryCountOfTheUsage_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::newRow("usual words") << QByteArray(R"({"prompt_tokens":30,"completion_tokens":20,"cost":0.5,"is_byok":false,
        "prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":4,"audio_tokens":0},
        "completion_tokens_details":{"reasoning_tokens":2,"image_tokens":7},
        "cost_details":{"upstream_inference_cost":0.25,"upstream_inference_prompt_cost":0.1}})");
    QTest::newRow("newer words") << QByteArray(R"({"input_tokens":30,"output_tokens":20,"cost":0.5,
        "input_tokens_details":{"cached_tokens":3,"cache_write_tokens":4},
        "output_tokens_details":{"reasoning_tokens":2,"image_tokens":7},
        "cost_details":{"upstream_inference_cost":null,"upstream_inference_input_cost":0.05,"upstream_inference_output_cost":0.2}})");
    QTest::newRow("own vendor key") << QByteArray(R"({"prompt_tokens":30,"completion_tokens":20,"cost":0.25,"is_byok":true,
        "prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":4},
        "completion_tokens_details":{"reasoning_tokens":2,"image_tokens":7},"cost_details":{"upstream_inference_cost":"0.25"}})");
}

void tst_ChatDecoder::readsEveryCountOfTheUsage()
{
    QFETCH(QByteArray, usage);
    const QList<RunEvent> events = whole(R"({"choices":[{"message":{"content":"x"}}],"usage":)" + usage + '}');
    const auto *report = std::get_if<UsageReported>(&events.first());
    QVERIFY(report);
    const Usage expected{30, 20, 2, 3, Money::parse(u"0.5"), Money::parse(u"0.25"), 4, 7};
    QVERIFY(report->usage == expected);
}

void tst_ChatDecoder::takesNoCountForZero()
{
    const QList<RunEvent> events = whole(R"({"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":3,"completion_tokens":5,
        "prompt_tokens_details":null,"completion_tokens_details":{"image_tokens":null},"cost_details":{"upstream_inference_cost":null}}})");
    const auto *report = std::get_if<UsageReported>(&events.first());
    QVERIFY(report);
    const Usage expected{3, 5};
    QVERIFY(report->usage == expected);
}

void tst_ChatDecoder::staysQuietAfterAFailure()
{
    const auto decoder = OpenAiChat().decoder({});
    decoder->frames({Frame{R"({"error":"x"})"}});
    QVERIFY(decoder->frames({Frame{text("more")}}).isEmpty());
    QVERIFY(decoder->frames({Frame{"[DONE]"}}).isEmpty());
    QVERIFY(decoder->body(200, {}, "{}").isEmpty());
    QVERIFY(decoder->end().isEmpty());
}

void tst_ChatDecoder::survivesEveryMutationOfAChunk()
{
    const QJsonObject chunk = QJsonDocument::fromJson(fullChunk).object();
    QVERIFY(!chunk.isEmpty());
    const QList<QJsonValue> mutations = mutationsOf(chunk);
    QVERIFY(mutations.size() > 400);
    for (const QJsonValue &mutation : mutations) {
        const QByteArray data = QJsonDocument(mutation.toObject()).toJson(QJsonDocument::Compact);
        QString words;
        int ends = 0;
        for (const RunEvent &event : streamed({data})) {
            if (const auto *delta = std::get_if<TextDelta>(&event))
                words += delta->text;
            ends += std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event) ? 1 : 0;
        }
        QVERIFY2(ends == 1, data.constData());
        // Text comes only from the places that hold text; "ZZZ" is allowed where it took such a place.
        const bool isKnown = words.isEmpty() || words == "Hello"_L1 || words == "ZZZ"_L1 || words == "HelloZZZ"_L1;
        QVERIFY2(isKnown, data.constData());
    }
}

void tst_ChatDecoder::survivesEveryCutOfAChunk()
{
    const QByteArray chunk = QJsonDocument::fromJson(fullChunk).toJson(QJsonDocument::Compact);
    for (qsizetype size = 0; size < chunk.size(); ++size) {
        const QString story = storyOf(streamed({chunk.first(size)}));
        QVERIFY2(story.contains("failed cut_off"_L1), qPrintable(story));
        QVERIFY2(!story.contains("text "_L1), qPrintable(story));
    }
}

void tst_ChatDecoder::refusesDeepNestingQuickly()
{
    QElapsedTimer clock;
    clock.start();
    const QString story = storyOf(streamed({QByteArray(1'000'000, '['), text("Hello"), stop}));
    QCOMPARE(story, u"oddity | text Hello | finished stop"_s);
    QVERIFY2(clock.elapsed() < 5'000, "the depth limit must stop the reader early");
}

QTEST_GUILESS_MAIN(tst_ChatDecoder)
#include "tst_ChatDecoder.moc"
