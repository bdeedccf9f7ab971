#include "gateway/PracticeAnswer.h"
#include "gateway/PracticeQuestion.h"
#include "gateway/SchemaValue.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

PracticeQuestion asking(const QString &prompt, const QByteArray &seed = {})
{
    PracticeQuestion question;
    question.prompt = prompt;
    question.messages = QJsonArray{prompt};
    question.seed = QString::fromUtf8(seed);
    return question;
}

QString answerTo(const PracticeQuestion &question, int model)
{
    return practiceAnswer(question, practiceModels()[model], nullptr).text.join(QString());
}

const QString mugPrompt = u"Write a friendly product text for a ceramic mug, at most 60 words."_s;

} // namespace

class tst_PracticeAnswer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void findsTheTopic_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("topic");
        QTest::newRow("for") << mugPrompt << u"ceramic mug"_s;
        QTest::newRow("about") << u"A haiku about the old harbour in winter"_s << u"old harbour"_s;
        QTest::newRow("German") << u"Schreibe einen Text für unsere neue Tasse."_s << u"neue Tasse"_s;
        QTest::newRow("no preposition") << u"Three slogans: bakery"_s << QString();
        QTest::newRow("Chinese") << u"写一首诗"_s << QString();
        QTest::newRow("nothing") << u""_s << QString();
        QTest::newRow("markup") << u"Text for <b>\"x\" `y` %1 | z</b>"_s << u"b x y 1 z"_s;
    }

    void findsTheTopic()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, topic);
        QCOMPARE(readPrompt(prompt).topic, topic);
    }

    void keepsTheOtherWords()
    {
        const PromptReading reading =
            readPrompt(u"Write a text about our new mug for young parents in Leipzig"_s);
        QCOMPARE(reading.subject, u"our new mug"_s);
        QCOMPARE(reading.keywords, QStringList({u"young"_s, u"parents"_s, u"Leipzig"_s}));
        QCOMPARE(readPrompt(u"News for a mug"_s).subject, u"the mug"_s);
        QCOMPARE(readPrompt(u"A text for Leipzig"_s).subject, u"Leipzig"_s);
        QCOMPARE(readPrompt(u"Summarize: the meeting moved to Tuesday"_s).keywords,
                 QStringList({u"Summarize"_s, u"meeting"_s, u"moved"_s, u"Tuesday"_s}));
    }

    void findsTheLength_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("words");
        QTest::newRow("at most") << u"A text, at most 60 words."_s << 60;
        QTest::newRow("no more than") << u"Use NO MORE THAN 12 words"_s << 12;
        QTest::newRow("under") << u"under 40 words please"_s << 39;
        QTest::newRow("or fewer") << u"20 words or fewer"_s << 20;
        QTest::newRow("German") << u"höchstens 30 Wörter"_s << 30;
        QTest::newRow("hyphen") << u"Write a 60-word text"_s << 60;
        QTest::newRow("none") << u"Many words, 60 of them"_s << 0;
    }

    void findsTheLength()
    {
        QFETCH(QString, prompt);
        QFETCH(int, words);
        QCOMPARE(readPrompt(prompt).mostWords.value_or(0), words);
    }

    void saysInEveryAnswerThatItIsPractice()
    {
        for (const QString &prompt : {mugPrompt, u"Hello"_s, u"Why is the sky blue?"_s, QString()}) {
            for (int model = 0; model < 3; ++model)
                QVERIFY(
                    answerTo(asking(prompt), model).startsWith("practice output, not an AI model\n\n"_L1));
        }
    }

    void givesTheSameAnswerToTheSameQuestionOnly()
    {
        QSet<QString> answers;
        for (const QByteArray seed : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
            const QString answer = answerTo(asking(mugPrompt, seed), 0);
            QCOMPARE(answerTo(asking(mugPrompt, seed), 0), answer);
            answers += answer;
        }
        QVERIFY(answers.size() >= 4);
    }

    void keepsTheSameAnswerFromRunToRun()
    {
        // Written down once: a hash that changes between two starts of the program would show here.
        QCOMPARE(steadyHash("signalbox"), Q_UINT64_C(5040283060357870417));
    }

    void respectsTheWordLimit_data()
    {
        QTest::addColumn<int>("most");
        for (const int most : {8, 10, 15, 20, 30, 45, 60, 90, 120, 200})
            QTest::addRow("%d words", most) << most;
    }

    void respectsTheWordLimit()
    {
        QFETCH(int, most);
        for (const QString &seed : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            const auto question =
                asking(u"Product text for our mug %1, at most %2 words"_s.arg(seed).arg(most));
            for (int model = 0; model < 3; ++model)
                QVERIFY(wordCount(answerTo(question, model)) <= most);
        }
    }

    void writesInThreeStyles()
    {
        const PracticeQuestion question = asking(u"Write a friendly product text for a ceramic mug"_s);
        const QString shortText = answerTo(question, 0);
        QVERIFY(shortText.contains("ceramic mug"_L1));
        QVERIFY(wordCount(shortText) < 60);
        const QString markdown = answerTo(question, 1);
        for (const QString &mark : {u"\n## Ceramic mug\n"_s, u"\n- **"_s, u"\n| --- |"_s, u"\n```html\n"_s})
            QVERIFY2(markdown.contains(mark), qPrintable(mark));
        const PracticeAnswer reasoned = practiceAnswer(question, practiceModels()[2], nullptr);
        QVERIFY(reasoned.reasoning.join(QString()).contains("ceramic mug"_L1));
        QVERIFY(reasoned.text.join(QString()).contains("**Plain.**"_L1));
    }

    void stopsAtTheLongestAnswer()
    {
        PracticeQuestion question = asking(mugPrompt);
        question.maxTokens = 5;
        const PracticeAnswer cut = practiceAnswer(question, practiceModels()[0], nullptr);
        QCOMPARE(cut.tokens(), 5);
        QVERIFY(cut.isCutByLength);
        question.maxTokens = 5000;
        QVERIFY(!practiceAnswer(question, practiceModels()[0], nullptr).isCutByLength);
        question.maxTokens = 3;
        const PracticeAnswer onlyThought = practiceAnswer(question, practiceModels()[2], nullptr);
        QCOMPARE(onlyThought.reasoning.size(), 3);
        QVERIFY(onlyThought.text.isEmpty());
    }

    void cutsDeltasBetweenCharacters()
    {
        const QString text = u"one  two\n\nx"_s + u"😀"_s.repeated(40) + u" end"_s;
        const QStringList deltas = deltasOf(text);
        QCOMPARE(deltas.join(QString()), text);
        for (const QString &delta : deltas) {
            QVERIFY(delta.size() <= 13);
            QVERIFY(!delta.front().isLowSurrogate() && !delta.back().isHighSurrogate());
        }
        QVERIFY(deltasOf({}).isEmpty());
    }

    void knowsItsModels()
    {
        QCOMPARE(findModel(u"practice/text-b"_s)->model->id, u"text-b"_s);
        QCOMPARE(findModel(u"text-a:429"_s)->fault->name, u"429"_s);
        QCOMPARE(findModel(u"text-a:429"_s)->id, u"text-a"_s);
        QCOMPARE(findModel(u"vendor/model:free"_s)->id, u"vendor/model:free"_s);
        QCOMPARE(findModel(u"vendor/model:free:cut"_s)->fault->name, u"cut"_s);
        QVERIFY(findModel(u"openai/gpt-5-nano"_s)->model == findModel(u"openai/gpt-5-nano"_s)->model);
        for (const QString &id :
             {u"missing-one"_s, u"vendor/missing"_s, u"practice/text-z"_s, u"text-a:nonsense"_s})
            QVERIFY2(!findModel(id), qPrintable(id));
    }

    void readsHugePromptsFast()
    {
        QElapsedTimer timer;
        timer.start();
        answerTo(asking(u"for "_s.repeated(2'000'000)), 1);
        QVERIFY(timer.elapsed() < 1000);
    }

    void makesValuesThatFitASchema_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *name, const QByteArray &schema, const QByteArray &value) {
            QTest::newRow(name) << schema << value;
        };
        row("nothing said", "{}", "\"practice output\"");
        row("const", R"({"const":7,"type":"string"})", "7");
        row("enum", R"({"enum":["b","a"]})", "\"b\"");
        row("default", R"({"type":"number","default":2.5})", "2.5");
        row("integer", R"({"type":"integer","minimum":1.5})", "2");
        row("far too small", R"({"type":"integer","minimum":-1e300})", "-1000000000000000");
        row("number", R"({"type":"number"})", "0");
        row("boolean", R"({"type":"boolean"})", "true");
        row("null", R"({"type":"null"})", "null");
        row("list", R"({"type":"array","items":{"type":"boolean"}})", "[true]");
        row("one of two types", R"({"type":["integer","null"]})", "0");
        row("in Google's capitals", R"({"type":"OBJECT","properties":{"a":{"type":"BOOLEAN"}}})",
            R"({"a":true})");
        row("properties alone",
            R"({"properties":{"b":{},"a":{"anyOf":[{"type":"integer"},{"type":"string"}]}}})",
            R"({"a":0,"b":"practice output"})");
        QByteArray deep = "{}";
        QByteArray within = R"({"a":)";
        for (int i = 0; i < 100; ++i)
            deep = R"({"properties":{"a":)" + deep + "}}";
        row("too deep", deep, within.repeated(15) + "{}" + QByteArray(15, '}'));
    }

    void makesValuesThatFitASchema()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, value);
        const QJsonValue made = practiceValue(QJsonDocument::fromJson(schema).object());
        QCOMPARE(QJsonDocument(QJsonArray{made}).toJson(QJsonDocument::Compact), "[" + value + "]");
    }
};

QTEST_GUILESS_MAIN(tst_PracticeAnswer)
#include "tst_PracticeAnswer.moc"
