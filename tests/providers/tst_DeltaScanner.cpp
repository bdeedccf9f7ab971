#include "EventFiles.h"
#include "Mutations.h"
#include "Story.h"

#include "core/Json.h"
#include "providers/ChatDecoder.h"
#include "support/TestFiles.h"

#include <QDir>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray withText = R"({"id":"g","object":"chat.completion.chunk","created":17,"model":"a/b","provider":"P",)"
                            R"("choices":[{"index":0,"delta":{"role":"assistant","content":"Hello","reasoning":null},)"
                            R"("finish_reason":null,"native_finish_reason":null,"logprobs":null}]})";
const QByteArray withReasoning =
    R"({"id":"g","model":"a/b","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Hello",)"
    R"("reasoning_details":[{"type":"reasoning.text","text":"Hello","index":0}]},"finish_reason":null}]})";
const QByteArray withPadding =
    R"({"model":"m","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}],"usage":null,"obfuscation":"Hello"})";
const QByteArray withAll =
    R"({"id":"g","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello","reasoning":null,)"
    R"("tool_calls":[{"index":0,"id":"c","function":{"name":"Hello","arguments":"Hello"}}],)"
    R"("images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,Hello"}}],)"
    R"("audio":{"id":"a","data":"Hello","transcript":"Hello"}},"message":{"content":"Hello"},"finish_reason":null}]})";

QByteArray saying(QByteArray event, const QByteArray &words)
{
    return event.replace("Hello", words);
}

/// Of one kind of reading: an event at a time, so that nothing is joined.
QList<RunEvent> told(const QList<QByteArray> &events, ChatDecoder::Reading reading)
{
    ChatDecoder decoder(reading);
    return streamed(decoder, events);
}

/// Whether both ways of reading say the same, event by event.
bool agree(const QList<QByteArray> &events)
{
    return told(events, ChatDecoder::Reading::Quick) == told(events, ChatDecoder::Reading::Whole);
}

/// How many of the events are read without the parser.
int quickCount(const QList<QByteArray> &events)
{
    DeltaScanner scanner;
    int count = 0;
    for (const QByteArray &event : events) {
        if (scanner.read(event))
            ++count;
        else if (const auto chunk = parseJsonObject(event))
            scanner.learn(event, *chunk);
    }
    return count;
}

/// The event with each one string of it that says Hello saying something else, and with all of them.
QList<QByteArray> variantsOf(const QByteArray &event)
{
    QList<QByteArray> variants{saying(event, "a\\u00e9\\n"), saying(event, "")};
    for (qsizetype at = event.indexOf("Hello"); at >= 0; at = event.indexOf("Hello", at + 1))
        variants << QByteArray(event).replace(at, 5, "other");
    return variants;
}

} // namespace

/// That reading without a parser is reading the same.
class tst_DeltaScanner : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void agreesOnRecordedAnswers_data();
    void agreesOnRecordedAnswers();
    void readsTheUsualFormsQuickly_data();
    void readsTheUsualFormsQuickly();
    void agreesOnEveryText_data();
    void agreesOnEveryText();
    void agreesOnAPieceOfEveryLength();
    void agreesOnEveryMutationOfAField_data();
    void agreesOnEveryMutationOfAField();
    void agreesOnEveryMutationOfAByte_data();
    void agreesOnEveryMutationOfAByte();
    void agreesOnOddForms_data();
    void agreesOnOddForms();
    void agreesWhenTheAnswererChangesInBetween();
    void readsTextQuicklyBesideOtherThings();
    void joinsTheTextsOfOneRead();
    void triesEverMoreRarelyWhatIsOfNoUse();
};

void tst_DeltaScanner::agreesOnRecordedAnswers_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(STUDIO_TEST_DATA "/transcripts"));
    for (const QString &name : folder.entryList({u"*.sse"_s}))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void tst_DeltaScanner::agreesOnRecordedAnswers()
{
    QFETCH(QString, path);
    const QList<QByteArray> events = dataOf(bytesOf(path));
    QVERIFY(!events.isEmpty());
    QCOMPARE(told(events, ChatDecoder::Reading::Quick), told(events, ChatDecoder::Reading::Whole));
    // The same with each of its events met a second time, with other words.
    QList<QByteArray> twice;
    for (const QByteArray &event : events) {
        if (event != "[DONE]")
            twice << event << event << QByteArray(event).replace("The", "caf\\u00e9") << event;
    }
    QVERIFY(agree(twice));
}

void tst_DeltaScanner::readsTheUsualFormsQuickly_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("text") << withText;
    QTest::newRow("reasoning and its details") << withReasoning;
    QTest::newRow("padding") << withPadding;
    QTest::newRow("an id of its own") << QByteArray(R"({"id":"Hello","choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("reasoning_content") << QByteArray(R"({"choices":[{"delta":{"content":null,"reasoning_content":"Hello"}}]})");
    QTest::newRow("with spaces") << QByteArray(R"({"choices": [{"index": 0, "delta": {"content": "Hello"}, "finish_reason": null}]})");
    QTest::newRow("content as a name before") << QByteArray(R"({"id":"content","choices":[{"delta":{"role":"content","content":"Hello"}}]})");
}

void tst_DeltaScanner::readsTheUsualFormsQuickly()
{
    QFETCH(QByteArray, event);
    QList<QByteArray> events;
    for (int i = 0; i < 20; ++i)
        events << saying(event, QByteArray::number(i * 1000));
    QCOMPARE(quickCount(events), 19);
    QVERIFY(agree(events));
}

void tst_DeltaScanner::agreesOnEveryText_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("isQuick");
    QTest::newRow("letters") << QByteArray("word") << true;
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("short escapes") << QByteArray(R"(\"\\\/\b\f\n\r\t)") << true;
    QTest::newRow("an escape between letters") << QByteArray(R"(a\nb\tc)") << true;
    QTest::newRow("code points") << QByteArray(R"(\u0041\u00e9\u4E2D\uABCD\uabcd)") << true;
    QTest::newRow("NUL") << QByteArray(R"(a\u0000b)") << true;
    QTest::newRow("a surrogate pair") << QByteArray(R"(\ud83c\udf0d)") << true;
    QTest::newRow("halves of one") << QByteArray(R"(\udf0d \ud83c)") << true;
    QTest::newRow("UTF-8") << QByteArray("gr\xC3\xBC\xC3\x9F \xE4\xB8\xAD \xF0\x9F\x8C\x8D") << true;
    QTest::newRow("UTF-8 and escapes") << QByteArray("\xC3\xBC\\n\xF0\x9F\x8C\x8D\\\"\xE4\xB8\xAD") << true;
    QTest::newRow("no characters") << QByteArray("\xEF\xBF\xBF \xEF\xBF\xBE \xF4\x8F\xBF\xBF") << true;
    QTest::newRow("delete") << QByteArray("a\x7F") << true;
    QTest::newRow("what ends an event") << QByteArray(R"(\"},\"finish_reason\":\"stop\"}]})") << true;
    QTest::newRow("a tag") << QByteArray("<think>") << true;
    QTest::newRow("unknown escape") << QByteArray(R"(\x41)") << false;
    QTest::newRow("half a code point") << QByteArray(R"(\u00)") << false;
    QTest::newRow("code point of other letters") << QByteArray(R"(\u00g0)") << false;
    QTest::newRow("signed code point") << QByteArray(R"(\u+123)") << false;
    QTest::newRow("backslash at the end") << QByteArray("a\\") << false;
    QTest::newRow("quote in the middle") << QByteArray("a\"b") << false;
    QTest::newRow("another field behind") << QByteArray(R"(a","refusal":"no)") << false;
    QTest::newRow("control character") << QByteArray("a\x01") << false;
    QTest::newRow("line end") << QByteArray("a\nb") << false;
    QTest::newRow("byte-order mark") << QByteArray("\xEF\xBB\xBF" "a") << false;
    QTest::newRow("byte-order mark behind an escape") << QByteArray("\\n\xEF\xBB\xBF" "a") << false;
    QTest::newRow("cut UTF-8") << QByteArray("a\xE4\xB8") << false;
    QTest::newRow("UTF-8 cut by an escape") << QByteArray("a\xE4\\n\xB8\xAD") << false;
    QTest::newRow("overlong UTF-8") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("surrogates in UTF-8") << QByteArray("\xED\xA0\xBC\xED\xBC\x8D") << false;
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << false;
    QTest::newRow("lone continuation") << QByteArray("\x80") << false;
}

void tst_DeltaScanner::agreesOnEveryText()
{
    QFETCH(QByteArray, words);
    QFETCH(bool, isQuick);
    const QByteArray event = saying(withText, words);
    QCOMPARE(quickCount({withText, event}), isQuick ? 1 : 0);
    for (const QByteArray &form : {withText, withReasoning, withPadding}) {
        const QByteArray odd = saying(form, words);
        QVERIFY(agree({form, odd, odd, form, odd}));
        QVERIFY(agree({odd, odd, form, odd, form}));
    }
}

void tst_DeltaScanner::agreesOnAPieceOfEveryLength()
{
    const QByteArray words = "\\ud83c\\udf0d <think>\\n\xE4\xB8\xAD</think>\\ud83c";
    for (qsizetype size = 0; size <= words.size(); ++size) {
        const QList<QByteArray> events{withText, saying(withText, words.first(size)), saying(withText, words.sliced(size))};
        QVERIFY2(agree(events), qPrintable(QString::number(size)));
        QVERIFY2(agree(events.sliced(1) + events), qPrintable(QString::number(size)));
    }
}

void tst_DeltaScanner::agreesOnEveryMutationOfAField_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("text") << withText;
    QTest::newRow("reasoning") << withReasoning;
    QTest::newRow("padding") << withPadding;
    QTest::newRow("everything") << fullChunk;
    QTest::newRow("calls, pictures and sound") << withAll;
}

/// As news between events of the usual form, and as the form that is learnt.
void tst_DeltaScanner::agreesOnEveryMutationOfAField()
{
    QFETCH(QByteArray, event);
    const QJsonObject chunk = QJsonDocument::fromJson(event).object();
    QVERIFY(!chunk.isEmpty());
    const QByteArray usual = QJsonDocument(chunk).toJson(QJsonDocument::Compact);
    for (const QJsonValue &mutation : mutationsOf(chunk)) {
        const QByteArray odd = QJsonDocument(mutation.toObject()).toJson(QJsonDocument::Compact);
        QVERIFY2(agree({usual, usual, odd, usual, odd, odd, usual}), odd.constData());
        QVERIFY2(agree(QList<QByteArray>{odd, odd} + variantsOf(odd) + QList<QByteArray>{odd}), odd.constData());
    }
}

void tst_DeltaScanner::agreesOnEveryMutationOfAByte_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("text") << withText;
    QTest::newRow("reasoning") << withReasoning;
    QTest::newRow("padding") << withPadding;
}

void tst_DeltaScanner::agreesOnEveryMutationOfAByte()
{
    QFETCH(QByteArray, event);
    const QByteArray strangers("\"\\,:{}[]n0 \xC3\x01", 13);
    for (qsizetype at = 0; at < event.size(); ++at) {
        QList<QByteArray> all{QByteArray(event).remove(at, 1), QByteArray(event).insert(at, event[at])};
        for (const char stranger : strangers)
            all << QByteArray(event).replace(at, 1, QByteArray(1, stranger));
        for (const QByteArray &odd : std::as_const(all)) {
            QVERIFY2(agree({event, odd, event}), odd.constData());
            QVERIFY2(agree(QList<QByteArray>{odd} + variantsOf(odd)), odd.constData());
        }
    }
}

void tst_DeltaScanner::agreesOnOddForms_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::newRow("content twice") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","content":"Hello"}}]})");
    QTest::newRow("content twice, then null") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","content":null}}]})");
    QTest::newRow("delta twice") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"},"delta":{"content":"Hello"}}]})");
    QTest::newRow("delta twice, the second empty") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"},"delta":{}}]})");
    QTest::newRow("choices twice") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"}}],"choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("content deeper down first") << QByteArray(R"({"choices":[{"delta":{"x":{"content":"Hello"},"content":"Hello"}}]})");
    QTest::newRow("content deeper down last") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","x":{"content":"Hello"}}}]})");
    QTest::newRow("delta elsewhere first") << QByteArray(R"({"delta":{"content":"Hello"},"choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("delta elsewhere only") << QByteArray(R"({"delta":{"content":"Hello"},"choices":[{"index":0}]})");
    QTest::newRow("a name in escapes") << QByteArray(R"({"choices":[{"delta":{"c\u006fntent":"Hello"}}]})");
    QTest::newRow("a name twice, once in escapes") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","c\u006fntent":"Hello"}}]})");
    QTest::newRow("JSON in the text") << QByteArray(R"({"choices":[{"delta":{"content":"{\"content\":\"Hello\"}"}}]})");
    QTest::newRow("JSON in a text before") << QByteArray(R"({"id":"\"delta\":{\"content\":\"Hello","choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("names as texts") << QByteArray(R"({"id":"delta","choices":[{"delta":{"role":"content","content":"Hello"}}]})");
    QTest::newRow("an id only deeper down") << QByteArray(R"({"choices":[{"id":"Hello","delta":{"id":"Hello","content":"Hello"}}]})");
    QTest::newRow("an id deeper down first") << QByteArray(R"({"choices":[{"id":"Hello","delta":{"content":"Hello"}}],"id":"Hello"})");
    QTest::newRow("the text is a name") << QByteArray(R"({"choices":[{"delta":{"content":"p"}}],"p":"Hello"})");
    QTest::newRow("padding before the text") << QByteArray(R"({"obfuscation":"Hello","choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("padding inside delta") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","obfuscation":"Hello"}}]})");
    QTest::newRow("padding twice") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"}}],"p":"Hello","p":"Hello"})");
    QTest::newRow("two details") << QByteArray(R"({"choices":[{"delta":{"reasoning":"Hello","reasoning_details":[{"text":"Hello"},{"text":"Hello"}]}}]})");
    QTest::newRow("details only") << QByteArray(R"({"choices":[{"delta":{"reasoning_details":[{"text":"Hello"}]}}]})");
    QTest::newRow("summary in the details") << QByteArray(R"({"choices":[{"delta":{"reasoning":"Hello","reasoning_details":[{"summary":"Hello"}]}}]})");
    QTest::newRow("reasoning as a list") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","reasoning":[{"text":"Hello"}]}}]})");
    QTest::newRow("both names of reasoning") << QByteArray(R"({"choices":[{"delta":{"reasoning":"Hello","reasoning_content":"Hello"}}]})");
    QTest::newRow("a list of one chunk") << QByteArray(R"([{"choices":[{"delta":{"content":"Hello"}}]}])");
    QTest::newRow("two lines") << QByteArray("{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}");
    QTest::newRow("one text over two lines") << QByteArray("{\"choices\":\n[{\"delta\":{\"content\":\"Hello\"}}]}");
    QTest::newRow("a tab behind the colon") << QByteArray("{\"choices\":[{\"delta\":{\"content\":\t\"Hello\"}}]}");
    QTest::newRow("usage in each event") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"}}],"usage":{"prompt_tokens":3}})");
    QTest::newRow("usage of nothing") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"}}],"usage":{"prompt_tokens":0}})");
    QTest::newRow("a choice that is not ours") << QByteArray(R"({"choices":[{"index":1,"delta":{"content":"Hello"}}]})");
    QTest::newRow("two choices") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"}},{"index":1,"delta":{"content":"Hello"}}]})");
    QTest::newRow("message beside delta") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"},"message":{"content":"Hello"}}]})");
    QTest::newRow("a tool call") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"Hello"}}]}}]})");
    QTest::newRow("arguments alone") << QByteArray(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"Hello"}}]}}]})");
    QTest::newRow("no tool calls") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","tool_calls":[],"images":null,"audio":null}}]})");
    QTest::newRow("an older call") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","function_call":{"arguments":"Hello"}}}]})");
    QTest::newRow("a picture") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","images":[{"image_url":{"url":"data:image/png;base64,Hello"}}]}}]})");
    QTest::newRow("a picture in the content") << QByteArray(R"({"choices":[{"delta":{"content":[{"type":"image_url","image_url":{"url":"https://h/Hello"}}]}}]})");
    QTest::newRow("sound") << QByteArray(R"({"choices":[{"delta":{"content":"Hello","audio":{"data":"Hello"}}}]})");
    QTest::newRow("a transcript") << QByteArray(R"({"choices":[{"delta":{"audio":{"transcript":"Hello"}}}]})");
    QTest::newRow("a transcript that stays, with an id") << QByteArray(R"({"id":"Hello","choices":[{"delta":{"audio":{"transcript":"same"}}}]})");
    QTest::newRow("a message that stays, with an id") << QByteArray(R"({"id":"Hello","choices":[{"delta":{},"message":{"images":[{"url":"https://h/a"}]}}]})");
    QTest::newRow("model is the text") << QByteArray(R"({"model":"Hello","choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("an error beside") << QByteArray(R"({"error":{"message":"Hello"},"choices":[{"delta":{"content":"Hello"}}]})");
    QTest::newRow("finish reason in each") << QByteArray(R"({"choices":[{"delta":{"content":"Hello"},"finish_reason":"stop"}]})");
}

void tst_DeltaScanner::agreesOnOddForms()
{
    QFETCH(QByteArray, event);
    const QList<QByteArray> odd = QList<QByteArray>{event, event} + variantsOf(event) + QList<QByteArray>{event};
    QVERIFY(agree(odd));
    QVERIFY(agree(QList<QByteArray>{withText, withText} + odd + QList<QByteArray>{withText}));
    QVERIFY(agree(QList<QByteArray>{event, event, withText, event, withText, event} + odd));
}

void tst_DeltaScanner::agreesWhenTheAnswererChangesInBetween()
{
    const QByteArray other = QByteArray(withText).replace("a/b", "c/d");
    const QByteArray unnamed = R"({"choices":[{"delta":{"content":"Hello"}}]})";
    const QList<QByteArray> events{withText, withText, other, withText, withText, unnamed, unnamed, other, other};
    QVERIFY(agree(events));
    // A form stays learnt while events that are no text pass by; who answered may be news in them.
    const QByteArray usage = R"({"model":"c/d","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}})";
    QList<QByteArray> mixed;
    for (int i = 0; i < 12; ++i)
        mixed << withText << withText << (i % 2 ? usage : QByteArray(R"({"model":"c/d"})")) << withText << other;
    QVERIFY(agree(mixed));
}

void tst_DeltaScanner::readsTextQuicklyBesideOtherThings()
{
    QList<QByteArray> events;
    for (int i = 0; i < 20; ++i)
        events << withText << (i % 2 ? withAll : withReasoning) << withText << withText << withText << withText << withText;
    QVERIFY2(quickCount(events) > 60, qPrintable(QString::number(quickCount(events))));
    QVERIFY(agree(events));
}

void tst_DeltaScanner::joinsTheTextsOfOneRead()
{
    ChatDecoder decoder;
    QList<Frame> frames(5, Frame{withText});
    frames << Frame{withReasoning} << Frame{withReasoning} << Frame{"{bad"} << Frame{withText} << Frame{withText}
           << Frame{"[DONE]"} << Frame{withText};
    const QList<RunEvent> events = decoder.frames(frames);
    QCOMPARE(events.size(), 6);
    QCOMPARE(std::get<Answered>(events[0]).model, u"a/b"_s);
    QCOMPARE(std::get<TextDelta>(events[1]).text, u"Hello"_s.repeated(5));
    QCOMPARE(std::get<ReasoningDelta>(events[2]).text, u"Hello"_s.repeated(2));
    QVERIFY(std::holds_alternative<Oddity>(events[3]));
    QCOMPARE(std::get<TextDelta>(events[4]).text, u"Hello"_s.repeated(2));
    QVERIFY(std::holds_alternative<Finished>(events[5]));
}

void tst_DeltaScanner::triesEverMoreRarelyWhatIsOfNoUse()
{
    DeltaScanner scanner;
    int learnt = 0;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray event = QByteArray(withText).replace("17", QByteArray::number(i + 1000));
        QVERIFY(!scanner.read(event));
        scanner.learn(event, *parseJsonObject(event));
        DeltaScanner copy = scanner;
        learnt += copy.read(event) ? 1 : 0; // only what was learnt just now
    }
    QVERIFY2(learnt > 5 && learnt < 30, qPrintable(QString::number(learnt)));
    // It is back at once when the form stays the same.
    int quick = 0;
    for (int i = 0; i < 200; ++i) {
        if (scanner.read(withText))
            ++quick;
        else
            scanner.learn(withText, *parseJsonObject(withText));
    }
    QVERIFY2(quick > 130, qPrintable(QString::number(quick)));
}

QTEST_GUILESS_MAIN(tst_DeltaScanner)
#include "tst_DeltaScanner.moc"
