#include "EventFiles.h"
#include "Mutations.h"
#include "Story.h"

#include "providers/ResponsesDecoder.h"
#include "providers/ResponsesForm.h"
#include "support/TestFiles.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

using Events = QList<QByteArray>;

QList<RunEvent> told(const QList<Frame> &frames)
{
    ResponsesDecoder decoder;
    QList<RunEvent> events;
    for (const Frame &frame : frames)
        events += decoder.frames({frame});
    return events + decoder.end();
}

QList<RunEvent> told(const Events &data)
{
    ResponsesDecoder decoder;
    return streamed(decoder, data);
}

QList<RunEvent> toldOfBody(const QByteArray &body, int status = 200)
{
    ResponsesDecoder decoder;
    const QList<RunEvent> events = decoder.body(status, {}, body);
    return events + decoder.end();
}

void put(QJsonObject &object, const QString &name, std::optional<qint64> count)
{
    if (count)
        object[name] = *count;
}

/// The events in the form of expected.json.
QJsonObject summaryOf(const QList<RunEvent> &events)
{
    QString text;
    QString reasoning;
    QJsonArray tools;
    QJsonArray pictures;
    int drafts = 0;
    QJsonObject summary;
    for (const RunEvent &event : events) {
        if (const auto *delta = std::get_if<TextDelta>(&event))
            text += delta->text;
        if (const auto *delta = std::get_if<ReasoningDelta>(&event))
            reasoning += delta->text;
        if (const auto *called = std::get_if<ToolCalled>(&event))
            tools << QJsonArray{called->id, called->name, called->arguments};
        if (const auto *arrived = std::get_if<MediaArrived>(&event)) {
            drafts += arrived->media.isDraft ? 1 : 0;
            if (!arrived->media.isDraft)
                pictures << arrived->media.bytes.size();
        }
        if (const auto *answered = std::get_if<Answered>(&event))
            summary[u"model"_s] = answered->model;
        if (const auto *report = std::get_if<UsageReported>(&event)) {
            put(summary, u"input"_s, report->usage.input);
            put(summary, u"output"_s, report->usage.output);
            put(summary, u"reasoning_tokens"_s, report->usage.reasoning);
            put(summary, u"cached"_s, report->usage.cached);
            if (report->usage.cost)
                summary[u"cost"_s] = report->usage.cost->toString();
        }
        if (const auto *finished = std::get_if<Finished>(&event))
            summary[u"finish"_s] = finished->word;
        if (const auto *failed = std::get_if<Failed>(&event))
            summary[u"error"_s] = QJsonObject{{u"kind"_s, QString(nameOf(failed->error.kind))},
                                              {u"words"_s, failed->error.detail}};
        if (const auto *oddity = std::get_if<Oddity>(&event))
            summary[u"oddity"_s] = oddity->detail;
    }
    summary[u"text"_s] = text;
    summary[u"reasoning"_s] = reasoning;
    summary[u"tools"_s] = tools;
    summary[u"pictures"_s] = pictures;
    summary[u"drafts"_s] = drafts;
    return summary;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

qsizetype endsIn(const QList<RunEvent> &events)
{
    return std::count_if(events.begin(), events.end(), [](const RunEvent &event) {
        return std::holds_alternative<Finished>(event) || std::holds_alternative<Failed>(event);
    });
}

QByteArray piece(const char *type, const char *delta, int item = 0, int part = 0)
{
    return QByteArray(R"({"type":"response.)") + type + R"(.delta","output_index":)" + QByteArray::number(item)
        + R"(,"content_index":)" + QByteArray::number(part) + R"(,"delta":")" + delta + R"("})";
}

QByteArray text(const char *delta, int item = 0)
{
    return piece("output_text", delta, item);
}

QByteArray completed(const QByteArray &output, const char *more = "")
{
    return QByteArray(R"({"type":"response.completed","response":{"status":"completed","output":[)") + output + "]" + more
        + "}}";
}

QByteArray itemDone(const char *item, int index = 0)
{
    return QByteArray(R"({"type":"response.output_item.done","output_index":)") + QByteArray::number(index)
        + R"(,"item":)" + item + "}";
}

QByteArray failed(const char *response)
{
    return QByteArray(R"({"type":"response.failed","response":)") + response + "}";
}

const char *const helloItem = R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello"}]})";
const QByteArray done = "[DONE]";

QByteArray many(int count, const QByteArray &each, const QByteArray &between = ",")
{
    QByteArrayList all;
    for (int number = 0; number < count; ++number)
        all << QByteArray(each).replace("{n}", QByteArray::number(number));
    return all.join(between);
}

/// An event of each kind that brings something, with all that servers put in.
const QByteArray fullStream = R"([
{"type":"response.created","response":{"object":"response","status":"in_progress","model":"a/b","output":[],"error":null}},
{"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"item_id":"r","delta":"Hm"},
{"type":"response.output_item.added","output_index":1,"item":{"type":"message","id":"m","role":"assistant","content":[]}},
{"type":"response.output_text.delta","output_index":1,"content_index":0,"item_id":"m","delta":"Hel","logprobs":[]},
{"type":"response.output_text.delta","output_index":1,"content_index":0,"item_id":"m","delta":"lo","logprobs":[]},
{"type":"response.output_text.done","output_index":1,"content_index":0,"item_id":"m","text":"Hello"},
{"type":"response.content_part.done","output_index":1,"content_index":0,"part":{"type":"output_text","text":"Hello"}},
{"type":"response.output_item.done","output_index":1,"item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello"}]}},
{"type":"response.image_generation_call.partial_image","output_index":2,"item_id":"i","partial_image_b64":"iVBORw0KGgoA"},
{"type":"response.output_item.done","output_index":2,"item":{"type":"image_generation_call","id":"i","status":"completed","result":"iVBORw0KGgoA"}},
{"type":"response.output_item.added","output_index":3,"item":{"type":"function_call","id":"f","call_id":"c","name":"f","arguments":""}},
{"type":"response.function_call_arguments.delta","output_index":3,"item_id":"f","delta":"{}"},
{"type":"response.function_call_arguments.done","output_index":3,"item_id":"f","name":"f","arguments":"{}"},
{"type":"response.output_item.done","output_index":3,"item":{"type":"function_call","id":"f","call_id":"c","name":"f","arguments":"{}"}},
{"type":"response.completed","response":{"object":"response","status":"completed","model":"a/b","error":null,"error_type":null,"incomplete_details":null,
 "output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}],"content":[{"type":"reasoning_text","text":"Hm"}]},
  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello"}]},
  {"type":"image_generation_call","id":"j","status":"completed","result":"iVBORw0KGgoA"},
  {"type":"function_call","id":"g","call_id":"c","name":"f","arguments":"{}"}],
 "usage":{"input_tokens":3,"output_tokens":5,"input_tokens_details":{"cached_tokens":1},"output_tokens_details":{"reasoning_tokens":2},
  "cost":0.25,"is_byok":false,"cost_details":{"upstream_inference_input_cost":0.1,"upstream_inference_output_cost":0.15}}}}])";

} // namespace

/// Streams and bodies of the Responses format, and recorded ones against what a reading by other means expects.
class tst_ResponsesDecoder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void givesWhatAnotherReaderExpects_data();
    void givesWhatAnotherReaderExpects();
    void saysTheSameOfTheWholeAnswer();
    void keepsWhatCameBeforeACut();
    void tellsTheStoryOfAStream_data();
    void tellsTheStoryOfAStream();
    void tellsTheStoryOfAWholeBody_data();
    void tellsTheStoryOfAWholeBody();
    void takesTheTypeFromTheEventLine();
    void takesAnErrorEventWhateverItsShape_data();
    void takesAnErrorEventWhateverItsShape();
    void isCompleteWithTheLastEvent();
    void keepsTheWholeOfTheUsage();
    void keepsTheBytesOfAPicture();
    void readsLikeEventsAsItReadsTheFirst();
    void survivesEveryMutationOfAStream();
    void survivesEveryCutOfAnEvent();
    void refusesDeepNestingQuickly();
    void readsManyItemsQuickly();
    void readsPiecesWithoutParsingThoughTheirIdsChange();

private:
    QJsonArray m_index;
    QJsonObject m_expected;
};

void tst_ResponsesDecoder::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_index = QJsonDocument::fromJson(testData(u"responses/index.json"_s)).array();
    m_expected = QJsonDocument::fromJson(testData(u"responses/expected.json"_s)).object();
    QCOMPARE(m_index.size(), 9);
    QCOMPARE(m_expected.size(), 9);
}

void tst_ResponsesDecoder::givesWhatAnotherReaderExpects_data()
{
    QTest::addColumn<QString>("file");
    for (const QJsonValue &entry : std::as_const(m_index))
        QTest::newRow(qPrintable(entry[u"file"_s].toString())) << entry[u"file"_s].toString();
}

void tst_ResponsesDecoder::givesWhatAnotherReaderExpects()
{
    QFETCH(QString, file);
    const QByteArray body = testData(u"responses/"_s + file);
    QVERIFY(!body.isEmpty());
    const QList<RunEvent> events = file.endsWith(".sse"_L1) ? told(framesOf(body)) : toldOfBody(body);
    QCOMPARE(compact(summaryOf(events)), compact(m_expected[file].toObject()));
}

/// The last event of a stream has the answer that a server gives in one piece.
void tst_ResponsesDecoder::saysTheSameOfTheWholeAnswer()
{
    for (const QJsonValue &entry : std::as_const(m_index)) {
        const QString file = entry[u"file"_s].toString();
        if (!file.endsWith(".sse"_L1))
            continue;
        QList<Frame> frames = framesOf(testData(u"responses/"_s + file));
        frames.removeIf([](const Frame &frame) { return frame.data == done; });
        const QJsonObject last = QJsonDocument::fromJson(frames.last().data).object();
        QJsonObject expected = m_expected[file].toObject();
        expected[u"drafts"_s] = 0;
        QCOMPARE(compact(summaryOf(toldOfBody(compact(last[u"response"_s].toObject())))), compact(expected));
        QCOMPARE(compact(summaryOf(told(QList<Frame>{frames.last()}))), compact(expected));
    }
}

void tst_ResponsesDecoder::keepsWhatCameBeforeACut()
{
    for (const QJsonValue &entry : std::as_const(m_index)) {
        const QString file = entry[u"file"_s].toString();
        const QList<Frame> frames = framesOf(testData(u"responses/"_s + file));
        const QString text = m_expected[file][u"text"_s].toString();
        qsizetype longest = 0;
        for (qsizetype size = 0; size < frames.size(); ++size) {
            const bool sawEnd = std::any_of(frames.begin(), frames.begin() + size, [](const Frame &frame) {
                return frame.data.contains("\"status\":\"completed\"") && frame.data.startsWith("{\"type\":\"response.comp");
            });
            const QJsonObject summary = summaryOf(told(frames.first(size)));
            QCOMPARE(summary[u"error"_s][u"kind"_s].toString() == "cut_off"_L1, !sawEnd);
            const QString soFar = summary[u"text"_s].toString();
            QVERIFY(text.startsWith(soFar) || soFar.endsWith(QChar::ReplacementCharacter));
            QVERIFY(soFar.size() >= longest);
            longest = soFar.size();
        }
    }
}

void tst_ResponsesDecoder::tellsTheStoryOfAStream_data()
{
    QTest::addColumn<QList<QByteArray>>("events");
    QTest::addColumn<QString>("story");
    const QString hello = u"text Hello | finished stop"_s;

    QTest::newRow("plain") << Events{text("Hel"), text("lo"), completed("")} << hello;
    QTest::newRow("with an end mark behind") << Events{text("Hello"), completed(""), done, text("more"), done} << hello;
    QTest::newRow("an end mark in place of the last event") << Events{text("Hello"), done} << hello;
    QTest::newRow("an end mark in quotes") << Events{text("Hello"), " \"[DONE]\" "} << hello;
    QTest::newRow("neither means cut off") << Events{text("Hel")} << u"text Hel | failed cut_off"_s;
    QTest::newRow("no event at all") << Events{} << u"failed cut_off"_s;
    QTest::newRow("comments handed on as data") << Events{": x", text("Hello"), "", completed("")} << hello;
    QTest::newRow("several events in one") << Events{text("Hel") + "\n" + text("lo") + "\n" + completed("")} << hello;
    QTest::newRow("a bad event among good ones") << Events{text("Hello"), "{oops", completed("")}
                                                 << u"text Hello | oddity | finished stop"_s;
    QTest::newRow("nothing but a bad event") << Events{"{oops", done} << u"oddity | failed garbled: {oops"_s;
    QTest::newRow("unknown events and items")
        << Events{R"({"type":"response.new.thing","delta":"x","text":"y"})", R"({"type":"keepalive"})", text("Hello"),
                  R"({"type":"response.fusion_call.panel.failed","error":"one of several","item_id":"x"})",
                  itemDone(R"({"type":"web_search_call","text":"x","content":[{"type":"output_text","text":"y"}]})", 1),
                  completed(R"({"type":"code_interpreter_call","code":"x"})")}
        << hello;
    QTest::newRow("a piece that is no text") << Events{R"({"type":"response.output_text.delta","delta":{"text":"x"}})", text("Hello"), done}
                                             << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("a piece that is null") << Events{R"({"type":"response.output_text.delta","delta":null})", text("Hello"), done} << hello;

    QTest::newRow("pieces, then the whole four times")
        << Events{text("Hel"), text("lo"), R"({"type":"response.output_text.done","output_index":0,"content_index":0,"text":"Hello"})",
                  R"({"type":"response.content_part.done","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hello"}})",
                  itemDone(helloItem), completed(helloItem)}
        << hello;
    QTest::newRow("only the text when done") << Events{R"({"type":"response.output_text.done","output_index":0,"content_index":0,"text":"Hello"})", completed("")} << hello;
    QTest::newRow("only the part when done") << Events{R"({"type":"response.content_part.done","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hello"}})", completed("")} << hello;
    QTest::newRow("only the item when done") << Events{itemDone(helloItem), completed(helloItem)} << hello;
    QTest::newRow("only the last event") << Events{completed(helloItem)} << hello;
    QTest::newRow("only the last event, with the text beside") << Events{completed("", R"(,"output_text":"Hello")")} << hello;
    QTest::newRow("the text beside repeats") << Events{completed(helloItem, R"(,"output_text":"Hello")")} << hello;
    QTest::newRow("a response without an event's type") << Events{R"({"object":"response","output":[)" + QByteArray(helloItem) + "]}"} << hello;
    QTest::newRow("the last event has the response in its place")
        << Events{R"({"type":"response.completed","output":[)" + QByteArray(helloItem) + "]}"} << hello;
    QTest::newRow("pieces without places, wholes with them")
        << Events{R"({"type":"response.output_text.delta","delta":"Hello"})",
                  R"({"type":"response.output_text.done","output_index":1,"content_index":0,"text":"Hello"})", itemDone(helloItem, 1),
                  completed(helloItem)}
        << hello;
    QTest::newRow("pieces with places, wholes without them")
        << Events{text("Hello", 1), R"({"type":"response.output_text.done","text":"Hello"})", completed(helloItem)} << hello;
    QTest::newRow("a content that is plain text") << Events{completed(R"({"role":"assistant","content":"Hello"})")} << hello;
    QTest::newRow("what a user said is no answer")
        << Events{completed(R"({"type":"message","role":"user","content":"Hi"},)" + QByteArray(helloItem))} << hello;
    QTest::newRow("two parts of one message") << Events{text("Hel"), piece("output_text", "lo", 0, 1), completed("")} << hello;
    QTest::newRow("two messages") << Events{text("One moment."), text("Hello", 2), text("!", 2), completed("")}
                                  << u"text One moment.\n\nHello! | finished stop"_s;
    QTest::newRow("a part without text") << Events{completed(R"({"type":"message","content":[{"type":"new"},{"type":"new"},{"type":"output_text","text":"Hello"}]})")}
                                         << u"text Hello | oddity | finished stop"_s;
    QTest::newRow("an empty text and a null one")
        << Events{completed(R"({"type":"message","content":[{"type":"output_text","text":""},{"type":"output_text","text":null},{"type":"output_text","text":"Hello"}]})")} << hello;

    QTest::newRow("reasoning") << Events{piece("reasoning_text", "H"), piece("reasoning_text", "m"), text("Hello", 1), completed("")}
                               << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("reasoning told after the answer began")
        << Events{piece("reasoning_text", "Hm"), text("Hello", 1), R"({"type":"response.reasoning_text.done","output_index":0,"content_index":0,"text":"Hm"})",
                  completed(R"({"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"Hm"}]})")}
        << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("a summary in two parts")
        << Events{R"({"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"A"})",
                  R"({"type":"response.reasoning_summary_text.done","output_index":0,"summary_index":0,"text":"A"})",
                  R"({"type":"response.reasoning_summary_part.done","output_index":0,"summary_index":1,"part":{"type":"summary_text","text":"B"}})",
                  text("Hello", 1), done}
        << u"reasoning A\n\nB | text Hello | finished stop"_s;
    QTest::newRow("a summary that repeats the reasoning")
        << Events{itemDone(R"({"type":"reasoning","summary":[{"text":"Hm"}],"content":[{"type":"reasoning_text","text":"Hm"}]})"), text("Hello", 1), done}
        << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("nothing but reasoning") << Events{piece("reasoning_text", "Hm"), completed("")} << u"reasoning Hm | finished stop"_s;
    QTest::newRow("a think tag") << Events{text("<thi"), text("nk>Hm</think>\\nHel"), text("lo"), completed(helloItem)}
                                 << u"reasoning Hm | text Hello | finished stop"_s;
    QTest::newRow("half a think tag, held back at the end") << Events{text("<thi"), completed(R"({"type":"message","content":"<thi"})")}
                                                            << u"text <thi | finished stop"_s;
    QTest::newRow("an emoji in two pieces") << Events{text("\\ud83c"), text("\\udf0d"), done} << u"text \U0001F30D | finished stop"_s;
    QTest::newRow("halves that stand alone, and NUL") << Events{text("a\\udf0db"), text("c\\u0000\\ud83c"), done}
                                                      << u"text a\uFFFDbc\u2400\uFFFD | finished stop"_s;

    QTest::newRow("a refusal")
        << Events{piece("refusal", "I can"), piece("refusal", "not."), R"({"type":"response.refusal.done","output_index":0,"content_index":0,"refusal":"I cannot."})",
                  completed(R"({"type":"message","content":[{"type":"refusal","refusal":"I cannot."}]})")}
        << u"text I cannot. | finished refusal"_s;
    QTest::newRow("a refusal when done") << Events{R"({"type":"response.refusal.done","refusal":"No."})", completed("")}
                                         << u"text No. | finished refusal"_s;

    QTest::newRow("as long as it may be") << Events{text("Hel"), R"({"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}})"}
                                          << u"text Hel | finished length"_s;
    QTest::newRow("stopped by a filter") << Events{R"({"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"content_filter"}}})"}
                                         << u"finished content_filter"_s;
    QTest::newRow("incomplete for another reason, or none")
        << Events{text("Hel"), R"({"type":"response.incomplete","response":{"incomplete_details":null}})"} << u"text Hel | finished other"_s;
    QTest::newRow("nothing came of the length")
        << Events{R"({"type":"response.incomplete","response":{"incomplete_details":{"reason":"max_output_tokens"}}})"}
        << u"failed empty_answer: status: max_output_tokens"_s;
    QTest::newRow("a length code that a router made an end of")
        << Events{text("Hel"), completed("", R"(,"error":null,"error_type":"max_tokens_exceeded")")} << u"text Hel | finished length"_s;
    QTest::newRow("nothing at all") << Events{completed("")} << u"failed empty_answer: status: completed"_s;
    QTest::newRow("cancelled") << Events{text("Hel"), R"({"type":"response.completed","response":{"status":"cancelled"}})"}
                               << u"text Hel | failed cut_off: status: cancelled"_s;

    QTest::newRow("failed") << Events{text("Hel"), failed(R"({"status":"failed","error":{"code":"server_error","message":"It broke."}})"), text("x")}
                            << u"text Hel | failed server_fault: It broke."_s;
    QTest::newRow("failed, and all of the text comes only now")
        << Events{failed(R"({"error":{"code":"server_error","message":"It broke."},"output":[)" + QByteArray(helloItem) + "]}")}
        << u"text Hello | failed server_fault: It broke."_s;
    QTest::newRow("failed with a router's word") << Events{failed(R"({"error":{"code":"server_error","message":"Full."},"error_type":"provider_overloaded"})")}
                                                 << u"failed overloaded: Full."_s;
    QTest::newRow("failed with nothing but a router's word") << Events{failed(R"({"error":null,"error_type":"timeout"})")}
                                                             << u"failed server_timeout: timeout"_s;
    QTest::newRow("failed for the length of the prompt") << Events{failed(R"({"error":{"code":"invalid_prompt","message":"Too much."},"error_type":"context_length_exceeded"})")}
                                                         << u"failed context_too_long: Too much."_s;
    QTest::newRow("failed for what was asked") << Events{failed(R"({"error":{"code":"invalid_prompt","message":"No."}})")} << u"failed bad_request: No."_s;
    QTest::newRow("failed without a word") << Events{failed(R"({"status":"failed","error":null})")} << u"failed server_fault: status: failed"_s;
    QTest::newRow("failed with a number") << Events{failed(R"({"error":{"code":502,"message":"Gone."}})")} << u"failed server_fault 502: Gone."_s;
    QTest::newRow("failed with a text") << Events{failed(R"({"error":"It broke."})")} << u"failed unknown: It broke."_s;
    QTest::newRow("completed with an error in it") << Events{text("Hel"), completed("", R"(,"error":{"code":429,"message":"busy"})")}
                                                   << u"text Hel | failed rate_limited 429: busy"_s;
    QTest::newRow("an error without a type") << Events{text("Hel"), R"({"error":{"code":502,"message":"down"}})", done}
                                             << u"text Hel | failed server_fault 502: down"_s;
    QTest::newRow("an error of another type") << Events{R"({"type":"server_error","error":{"message":"down","code":503}})"}
                                              << u"failed overloaded 503: down"_s;
    QTest::newRow("a held tag is kept at an error") << Events{text("<thi"), R"({"type":"error","message":"x","code":"server_error"})"}
                                                    << u"text <thi | failed server_fault: x"_s;

    QTest::newRow("who answered is told once, and again when it changes")
        << Events{R"({"type":"response.created","response":{"model":"a/b","provider":"P"}})", R"({"type":"response.in_progress","response":{"model":"a/b"}})",
                  text("Hello"), R"({"type":"response.completed","response":{"model":"a/c\n","output":[]}})"}
        << u"answered a/b at P | text Hello | answered a/c  at P | finished stop"_s;
    QTest::newRow("usage") << Events{text("Hello"), completed("", R"(,"usage":{"input_tokens":3,"output_tokens":5,"cost":1.5e-05})")}
                           << u"text Hello | usage 3/5 $0.000015 | finished stop"_s;
    QTest::newRow("no usage, or nothing in it, is no zero")
        << Events{R"({"type":"response.created","response":{"usage":{"input_tokens":0,"output_tokens":0}}})", text("Hello"), completed("", R"(,"usage":null)")} << hello;
    QTest::newRow("own vendor key: both bills, the one in two halves")
        << Events{text("Hello"), completed("", R"(,"usage":{"input_tokens":3,"output_tokens":5,"cost":0,"is_byok":true,"cost_details":{"upstream_inference_cost":null,"upstream_inference_input_cost":0.25,"upstream_inference_output_cost":0.5}})")}
        << u"text Hello | usage 3/5 $0.75 | finished stop"_s;

    QTest::newRow("items that are named by their parts alone")
        << Events{R"({"type":"response.output_text.done","content_index":0,"text":"Hel"})", R"({"type":"response.output_text.done","content_index":1,"text":"lo"})",
                  R"({"type":"response.output_text.done","output_index":3,"content_index":1,"text":"lo"})", completed(helloItem)}
        << hello;
    const QByteArray opened = R"({"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","id":"i","call_id":"c","name":"f","arguments":""}})";
    const QByteArray grown = R"({"type":"response.function_call_arguments.delta","output_index":0,"item_id":"i","delta":"{}"})";
    const char *const call = R"({"type":"function_call","id":"i","call_id":"c","name":"f","arguments":"{}"})";
    const QString called = u"tool f({}) | finished tool_calls"_s;
    QTest::newRow("a call") << Events{opened, grown, R"({"type":"response.function_call_arguments.done","output_index":0,"arguments":"{}"})", itemDone(call), completed(call)} << called;
    QTest::newRow("a call in its item alone") << Events{itemDone(call), completed(call)} << called;
    QTest::newRow("a call in the last event alone") << Events{completed(call)} << called;
    QTest::newRow("a call whose item is never done") << Events{opened, grown, completed("")} << called;
    QTest::newRow("a call whose item is done in the last event") << Events{opened, grown, completed(call)} << called;
    QTest::newRow("a call known by its id") << Events{R"({"type":"response.output_item.added","item":{"type":"function_call","id":"i","call_id":"c","name":"f"}})",
                                                      R"({"type":"response.function_call_arguments.delta","item_id":"i","delta":"{}"})", completed("")} << called;
    QTest::newRow("a call without the beginning of its item")
        << Events{grown, R"({"type":"response.function_call_arguments.done","output_index":0,"name":"f","arguments":"{}"})", completed("")} << called;
    QTest::newRow("a call whose name is half a character")
        << Events{grown, R"({"type":"response.function_call_arguments.done","output_index":0,"name":"\ude00x","arguments":"{}"})", completed("")}
        << u"tool \uFFFDx({}) | finished tool_calls"_s;
    QTest::newRow("no answer, and a status with a control character")
        << Events{R"({"type":"response.completed","response":{"output":[],"status":"a\u0000b"}})"} << u"failed empty_answer: status: a b"_s;
    QTest::newRow("a call that was not done when the stream was cut") << Events{opened, grown} << u"failed cut_off"_s;
    QTest::newRow("a call that failed") << Events{opened, grown, failed(R"({"error":{"message":"x","code":"server_error"}})")} << u"failed server_fault: x"_s;
    QTest::newRow("a call without a name is none") << Events{grown, text("Hello"), completed("")} << hello;
    QTest::newRow("calls without ids") << Events{itemDone(R"({"type":"function_call","name":"f","arguments":"1"})"), itemDone(R"({"type":"function_call","name":"f","arguments":"2"})", 1),
                                                 completed(R"({"type":"function_call","name":"f","arguments":"1"},{"type":"function_call","name":"f","arguments":"2"})")}
                                       << u"tool f(1) | tool f(2) | finished tool_calls"_s;
    QTest::newRow("a call that gets its id at last") << Events{itemDone(R"({"type":"function_call","name":"f","arguments":"{}"})"), completed(call)} << called;
    QTest::newRow("a call that loses its id") << Events{itemDone(call), completed(R"({"type":"function_call","name":"f","arguments":"{}"})")} << called;
    QTest::newRow("a tool that takes plain text")
        << Events{R"({"type":"response.output_item.added","output_index":0,"item":{"type":"custom_tool_call","call_id":"c","name":"patch","input":""}})",
                  R"({"type":"response.custom_tool_call_input.delta","output_index":0,"delta":"***"})", R"({"type":"response.custom_tool_call_input.done","output_index":0,"input":"***"})",
                  itemDone(R"({"type":"custom_tool_call","call_id":"c","name":"patch","input":"***"})"), completed("")}
        << u"tool patch(***) | finished tool_calls"_s;

    QTest::newRow("a picture and its drafts")
        << Events{R"({"type":"response.image_generation_call.partial_image","output_index":0,"partial_image_b64":"iVBORw0KGgoA"})",
                  itemDone(R"({"type":"image_generation_call","result":"iVBORw0KGgoAAAAN"})"), completed(R"({"type":"image_generation_call","result":"iVBORw0KGgoAAAAN"})")}
        << u"draft image image/png 9 bytes | image image/png 12 bytes | finished stop"_s;
    QTest::newRow("a picture of any base64, and of a data address")
        << Events{itemDone(R"({"type":"image_generation_call","result":"_9j_4A\n"})"), itemDone(R"({"type":"image_generation_call","result":"data:image/webp;base64,MTIzNA=="})", 1), completed("")}
        << u"image image/jpeg 4 bytes | image image/webp 4 bytes | finished stop"_s;
    QTest::newRow("a picture by its address")
        << Events{itemDone(R"({"type":"openrouter:image_generation","status":"completed","result":"https://example.org/i.png","imageUrl":"https://example.org/i.png"})"), completed("")}
        << u"image https://example.org/i.png | finished stop"_s;
    QTest::newRow("a picture in a router's place") << Events{itemDone(R"({"type":"openrouter:image_generation","imageB64":"iVBORw0KGgoA"})"), completed("")}
                                                   << u"image image/png 9 bytes | finished stop"_s;
    QTest::newRow("a picture of the type that was said") << Events{itemDone(R"({"type":"image_generation_call","result":"MTIzNA==","output_format":"webp"})"), completed("")}
                                                         << u"image image/webp 4 bytes | finished stop"_s;
    QTest::newRow("no picture came of it")
        << Events{itemDone(R"({"type":"image_generation_call","status":"failed","result":null})"), text("Hello", 1), completed(R"({"type":"image_generation_call","status":"failed","result":null})")}
        << u"oddity | text Hello | finished stop"_s;
    QTest::newRow("a picture that is none")
        << Events{R"({"type":"response.image_generation_call.partial_image","partial_image_b64":"?"})", itemDone(R"({"type":"image_generation_call","result":"file:///etc/passwd"})"), completed("")}
        << u"oddity | oddity | failed empty_answer: status: completed"_s;
}

void tst_ResponsesDecoder::tellsTheStoryOfAStream()
{
    QFETCH(QList<QByteArray>, events);
    QFETCH(QString, story);
    QCOMPARE(storyOf(told(events)), story);
    QCOMPARE(endsIn(told(events)), 1);
    QCOMPARE(endsIn(told(events + events + Events{done, done})), 1);
}

void tst_ResponsesDecoder::tellsTheStoryOfAWholeBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("story");
    const QByteArray item = helloItem;

    QTest::newRow("plain") << 200 << R"({"object":"response","status":"completed","model":"m","output":[)" + item + R"(],"usage":{"input_tokens":3,"output_tokens":5}})"
                           << u"answered m | usage 3/5 | text Hello | finished stop"_s;
    QTest::newRow("padded with blank lines") << 200 << "\n   \n{\"output\":[" + item + "]}\n" << u"text Hello | finished stop"_s;
    QTest::newRow("inside an event") << 200 << completed(helloItem) << u"text Hello | finished stop"_s;
    QTest::newRow("only its text") << 200 << QByteArray(R"({"output_text":"Hello"})") << u"text Hello | finished stop"_s;
    QTest::newRow("a shape of its own") << 200 << QByteArray(R"({"model":"m","response":"Hello"})") << u"answered m | text Hello | finished stop"_s;
    QTest::newRow("incomplete") << 200 << R"({"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[)" + item + "]}"
                                << u"text Hello | finished length"_s;
    QTest::newRow("failed, with a part of the text") << 200 << R"({"status":"failed","error":{"code":"rate_limit_exceeded","message":"busy"},"output":[)" + item + "]}"
                                                     << u"text Hello | failed rate_limited: busy"_s;
    QTest::newRow("still at work") << 200 << QByteArray(R"({"object":"response","status":"queued","output":[]})") << u"failed cut_off: status: queued"_s;
    QTest::newRow("nothing in it") << 200 << QByteArray(R"({"object":"response","status":"completed","output":[]})") << u"failed empty_answer: status: completed"_s;
    QTest::newRow("items that are none") << 200 << QByteArray(R"({"output":[null,7,"x",[],{}]})") << u"failed empty_answer: status: completed"_s;
    QTest::newRow("error in a 200") << 200 << QByteArray(R"({"error":{"code":429,"message":"busy"}})") << u"failed rate_limited 429: busy"_s;
    QTest::newRow("error as a text") << 200 << QByteArray(R"({"error":"no such model"})") << u"failed unknown 200: no such model"_s;
    QTest::newRow("400") << 400 << QByteArray(R"({"error":{"code":400,"message":"Unknown parameter: 'seed'.","type":"invalid_request_error"}})")
                         << u"failed bad_request 400: Unknown parameter: 'seed'."_s;
    QTest::newRow("401") << 401 << QByteArray(R"({"error":{"message":"Missing Authentication header","code":401}})")
                         << u"failed unauthorized 401: Missing Authentication header"_s;
    QTest::newRow("404 as plain words") << 404 << QByteArray("404 page not found") << u"failed not_found 404: 404 page not found"_s;
    QTest::newRow("a web page") << 200 << QByteArray("<html><title>Sign in</title></html>") << u"failed not_an_api 200: Sign in"_s;
    QTest::newRow("other JSON") << 200 << QByteArray(R"({"status":"ok"})") << u"failed garbled 200: no output in: {\"status\":\"ok\"}"_s;
    QTest::newRow("half a JSON text") << 200 << QByteArray(R"({"output":[{"ty)") << u"failed garbled 200: {\"output\":[{\"ty"_s;
    QTest::newRow("nothing") << 200 << QByteArray() << u"failed empty_answer 200"_s;
}

void tst_ResponsesDecoder::tellsTheStoryOfAWholeBody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, story);
    QCOMPARE(storyOf(toldOfBody(body, status)), story);
}

void tst_ResponsesDecoder::takesTheTypeFromTheEventLine()
{
    const QList<Frame> frames{{R"({"delta":"Hel"})", "response.output_text.delta"},
                              {R"({"delta":"lo"})", "response.output_text.delta"},
                              {R"({"response":{"output":[]}})", "response.completed"}};
    QCOMPARE(storyOf(told(frames)), u"text Hello | finished stop"_s);
}

void tst_ResponsesDecoder::takesAnErrorEventWhateverItsShape_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("story");
    QTest::newRow("flat") << QByteArray(R"({"type":"error","code":"rate_limit_exceeded","message":"busy","param":null,"sequence_number":2})")
                          << u"failed rate_limited: busy"_s;
    QTest::newRow("flat, with a code that is null") << QByteArray(R"({"type":"error","code":null,"message":"busy"})") << u"failed unknown: busy"_s;
    QTest::newRow("flat, with a number") << QByteArray(R"({"type":"error","code":503,"message":"full"})") << u"failed overloaded 503: full"_s;
    QTest::newRow("an object inside") << QByteArray(R"({"type":"error","error":{"type":"server_error","code":"x","message":"broke"}})")
                                      << u"failed server_fault: broke"_s;
    QTest::newRow("a text inside") << QByteArray(R"({"type":"error","error":"broke"})") << u"failed unknown: broke"_s;
    QTest::newRow("of a response") << QByteArray(R"({"type":"response.error","error":{"code":"context_length_exceeded","message":"long"}})")
                                   << u"failed context_too_long: long"_s;
    QTest::newRow("of a response, inside it") << QByteArray(R"({"type":"response.error","response":{"error":{"code":"server_error","message":"x"}}})")
                                              << u"failed server_fault: x"_s;
    QTest::newRow("failed, with the error beside the response")
        << QByteArray(R"({"type":"response.failed","response":{"status":"failed"},"error":{"code":401,"message":"no"},"error_type":"authentication"})")
        << u"failed unauthorized 401: no"_s;
    QTest::newRow("nothing inside") << QByteArray(R"({"type":"error"})") << u"failed unknown"_s;
}

void tst_ResponsesDecoder::takesAnErrorEventWhateverItsShape()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, story);
    QCOMPARE(storyOf(told(Events{data, text("more")})), story);
    ResponsesDecoder named;
    QCOMPARE(storyOf(named.frames({Frame{"it broke", "error"}})), u"failed unknown: it broke"_s);
    QVERIFY(named.isComplete());
}

void tst_ResponsesDecoder::isCompleteWithTheLastEvent()
{
    ResponsesDecoder decoder;
    decoder.frames({Frame{text("Hello")}, Frame{itemDone(helloItem)}});
    QVERIFY(!decoder.isComplete());
    QCOMPARE(storyOf(decoder.frames({Frame{completed(helloItem)}})), u"finished stop"_s);
    QVERIFY(decoder.isComplete());
    QVERIFY(decoder.frames({Frame{text("more")}, Frame{done}}).isEmpty());
    QVERIFY(decoder.body(200, {}, completed(helloItem)).isEmpty());
    QVERIFY(decoder.end().isEmpty());
}

void tst_ResponsesDecoder::keepsTheWholeOfTheUsage()
{
    const QList<RunEvent> events = told(Events{text("x"), completed("", R"(,"usage":{"input_tokens":9007199254740993,"output_tokens":9,
        "input_tokens_details":{"cached_tokens":7,"cache_write_tokens":2},"output_tokens_details":{"reasoning_tokens":3},
        "cost":0.0133176,"cost_details":{"upstream_inference_cost":0.01}})")});
    const auto *report = std::get_if<UsageReported>(&events.at(1));
    QVERIFY(report);
    const Usage expected{9007199254740993, 9, 3, 7, Money::parse(u"0.0133176"), Money::parse(u"0.01"), 2};
    QVERIFY(report->usage == expected);
}

void tst_ResponsesDecoder::keepsTheBytesOfAPicture()
{
    const QList<RunEvent> events = told(Events{completed(R"({"type":"image_generation_call","result":"iVBORw0KGgoAAAAN"})")});
    const auto *arrived = std::get_if<MediaArrived>(&events.first());
    QVERIFY(arrived);
    const Media expected{MediaKind::Picture, "image/png", QByteArray("\x89PNG\r\n\x1a\n\0\0\0\r", 12)};
    QVERIFY(arrived->media == expected);
}

/// Events that differ in nothing but text and number are read without a parser; with a field that changes they
/// are all parsed. Both must come to the same.
void tst_ResponsesDecoder::readsLikeEventsAsItReadsTheFirst()
{
    const QStringList texts{u"a"_s, u"\\u00e4\\n"_s, u"\\ud83c"_s, u"\\udf0d"_s, u""_s, u"\\\"}"_s, u"<think>"_s, u"z\\u0000"_s};
    Events alike;
    Events changing;
    for (int number = 0; number < 400; ++number) {
        const bool isReasoning = number % 40 > 30;
        const QByteArray start = QByteArray(R"({"type":"response.)") + (isReasoning ? "reasoning" : "output") + R"(_text.delta","output_index":)"
            + QByteArray::number(number / 200) + R"(,"content_index":0,"delta":")" + texts[number % texts.size()].toLatin1() + '"';
        const QByteArray end = R"(,"logprobs":[],"obfuscation":")" + QByteArray(number % 7, 'x') + R"(","sequence_number":)" + QByteArray::number(number);
        alike << start + end + '}';
        changing << start + R"(,"n":)" + QByteArray::number(number) + end + '}';
    }
    QCOMPARE(storyOf(told(alike + Events{done})), storyOf(told(changing + Events{done})));
    QVERIFY(storyOf(told(alike)).contains(u"\U0001F30D"_s));
}

void tst_ResponsesDecoder::survivesEveryMutationOfAStream()
{
    const QJsonArray events = QJsonDocument::fromJson(fullStream).array();
    QCOMPARE(events.size(), 15);
    const QStringList fine{QString(), u"Hello"_s, u"Hel"_s, u"lo"_s, u"ZZZ"_s, u"HelZZZ"_s, u"ZZZlo"_s, u"HelloZZZ"_s, u"Hel\n\nlo"_s};
    int count = 0;
    for (qsizetype at = 0; at < events.size(); ++at) {
        for (const QJsonValue &mutation : mutationsOf(events[at])) {
            Events data;
            for (qsizetype i = 0; i < events.size(); ++i)
                data << compact((i == at ? mutation : events[i]).toObject());
            QString words;
            int calls = 0;
            const QList<RunEvent> all = told(data);
            for (const RunEvent &event : all) {
                if (const auto *delta = std::get_if<TextDelta>(&event))
                    words += delta->text;
                calls += std::holds_alternative<ToolCalled>(event) ? 1 : 0;
            }
            QVERIFY2(endsIn(all) == 1, data[at].constData());
            QVERIFY2(calls <= 2, data[at].constData());
            QVERIFY2(fine.contains(words), qPrintable(words + u" of "_s + QString::fromUtf8(data[at])));
            ++count;
        }
    }
    QVERIFY2(count > 1500, qPrintable(QString::number(count)));
}

void tst_ResponsesDecoder::survivesEveryCutOfAnEvent()
{
    const QByteArray last = compact(QJsonDocument::fromJson(fullStream).array().last().toObject());
    for (qsizetype size = 0; size < last.size(); ++size) {
        const QString story = storyOf(told(Events{last.first(size)}));
        QVERIFY2(story.contains(u"failed cut_off"_s), qPrintable(story));
        QVERIFY2(!story.contains(u"text "_s), qPrintable(story));
    }
}

void tst_ResponsesDecoder::refusesDeepNestingQuickly()
{
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(storyOf(told(Events{QByteArray(1'000'000, '['), text("Hello"), done})), u"oddity | text Hello | finished stop"_s);
    QVERIFY2(clock.elapsed() < 5'000, "the depth limit must stop the reader early");
}

void tst_ResponsesDecoder::readsManyItemsQuickly()
{
    constexpr int count = 20'000;
    const QByteArray parts = many(count, R"({"type":"output_text","text":"x"})");
    const QByteArray calls = many(count, R"({"type":"function_call","call_id":"{n}","name":"f","arguments":""})");
    const QByteArray last = completed(R"({"type":"message","content":[)" + parts + "]}," + calls);
    const QByteArray vague = many(count, R"({"type":"response.output_text.done","content_index":{n},"text":"x"})", "\n");
    QElapsedTimer clock;
    clock.start();
    const QList<RunEvent> events = told(Events{vague, last});
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(events.size(), count + 2);
}

void tst_ResponsesDecoder::readsPiecesWithoutParsingThoughTheirIdsChange()
{
    const auto piece = [](const QByteArray &id, const QByteArray &index) {
        return R"({"type":"response.output_text.delta","item_id":")" + id + R"(","output_index":)" + index
            + R"(,"content_index":0,"delta":"Hel"})";
    };
    ResponsesForm form;
    const QByteArray first = piece("m1", "0");
    form.learn(first, QJsonDocument::fromJson(first).object());
    QVERIFY(form.read(piece("another", "0")));
    QCOMPARE(form.piece().toString(), u"Hel"_s);
    QVERIFY(!form.read(piece("m1", "1"))); // another place is news
}

QTEST_GUILESS_MAIN(tst_ResponsesDecoder)
#include "tst_ResponsesDecoder.moc"
