#include "providers/Gemini.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(studio::Prompt)

namespace
{

Profile profile()
{
    Profile profile;
    profile.base = QUrl(u"https://api.example.com/v1beta"_s);
    profile.dialect = u"gemini"_s;
    profile.secret = SecretHeader{"x-goog-api-key", ""};
    profile.headers = {{"X-Title", "Signalbox Studio"}};
    return profile;
}

Prompt promptWith(const QJsonObject &settings, const QString &text = u"Hello"_s)
{
    return {text, {}, {}, settings};
}

Prompt promptWith(const Media &media, const QString &text = u"Hello"_s)
{
    Prompt prompt{text, {}, {}, {}};
    prompt.attachments << media;
    return prompt;
}

QJsonObject bodyOf(const Prompt &prompt, const QString &model = u"gemini-3-pro"_s, const Profile &at = profile())
{
    const auto recipe = Gemini().encode(prompt, model, at, true);
    return recipe ? QJsonDocument::fromJson(recipe->request.body).object() : QJsonObject{{u"refused"_s, recipe.error().detail}};
}

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class tst_Gemini : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead();
    void addressesAndSignsTheRequestAsTheProfileSays();
    void asksForOnePieceWhenNotStreaming();
    void putsTheModelIntoOneSegmentOfThePath_data();
    void putsTheModelIntoOneSegmentOfThePath();
    void sendsOnlyWhatWasSet_data();
    void sendsOnlyWhatWasSet();
    void givesWayToExtraFields();
    void takesTheProfilesDefaults();
    void sendsFilesAsInlineData_data();
    void sendsFilesAsInlineData();
    void sendsAFileWithoutWords();
    void refusesWhatItCannotSay_data();
    void refusesWhatItCannotSay();
    void keepsEveryCharacterOfThePrompt();
    void isFoundByItsName();
};

void tst_Gemini::writesABodyThatPeopleCanRead()
{
    Prompt prompt = promptWith({{u"temperature"_s, 0.7}, {u"max_tokens"_s, 50}});
    prompt.instructions = u"Be brief."_s;
    const auto recipe = Gemini().encode(prompt, u"gemini-3-pro"_s, profile(), true);
    QVERIFY(recipe);
    QCOMPARE(QString::fromUtf8(recipe->request.body), uR"({
    "contents": [
        {
            "parts": [
                {
                    "text": "Hello"
                }
            ],
            "role": "user"
        }
    ],
    "generationConfig": {
        "maxOutputTokens": 50,
        "temperature": 0.7
    },
    "systemInstruction": {
        "parts": [
            {
                "text": "Be brief."
            }
        ]
    }
})"_s);
}

void tst_Gemini::addressesAndSignsTheRequestAsTheProfileSays()
{
    const auto recipe = Gemini().encode(promptWith(QJsonObject{}), u"gemini-3-pro"_s, profile(), true);
    QVERIFY(recipe);
    const Request &request = recipe->request;
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url().toString(),
             u"https://api.example.com/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse"_s);
    const QList<Header> headers{{"Content-Type", "application/json"},
                                {"Accept", "text/event-stream"},
                                {"X-Title", "Signalbox Studio"}};
    QCOMPARE(request.headers, headers);
    QCOMPARE(request.secret, std::optional(SecretHeader{"x-goog-api-key", ""}));
    QVERIFY(request.isStreaming);
    QVERIFY(!recipe->job);
}

void tst_Gemini::asksForOnePieceWhenNotStreaming()
{
    const auto recipe = Gemini().encode(promptWith(QJsonObject{}), u"gemini-3-pro"_s, profile(), false);
    QVERIFY(recipe);
    QCOMPARE(recipe->request.path, u"/models/gemini-3-pro:generateContent"_s);
    QVERIFY(recipe->request.headers.contains(Header{"Accept", "application/json"}));
    QVERIFY(!recipe->request.isStreaming);
}

void tst_Gemini::putsTheModelIntoOneSegmentOfThePath_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << u"gemini-2.5-flash"_s << QByteArray("/models/gemini-2.5-flash:generateContent");
    QTest::newRow("as lists write it") << u"models/gemini-2.5-flash"_s << QByteArray("/models/gemini-2.5-flash:generateContent");
    QTest::newRow("twice") << u"models/models/m"_s << QByteArray("/models/m:generateContent");
    QTest::newRow("slash and colon") << u"google/m:free"_s << QByteArray("/models/google%2Fm%3Afree:generateContent");
    QTest::newRow("out of the folder") << u"../../x"_s << QByteArray("/models/..%2F..%2Fx:generateContent");
    QTest::newRow("query and fragment") << u"m?key=1#x"_s << QByteArray("/models/m%3Fkey%3D1%23x:generateContent");
    QTest::newRow("percent, blank and line end") << u"a%2F b\n"_s << QByteArray("/models/a%252F%20b%0A:generateContent");
    QTest::newRow("other scripts") << u"模"_s << QByteArray("/models/%E6%A8%A1:generateContent");
    QTest::newRow("half a character") << u"a"_s + QChar(0xD83C) << QByteArray("/models/a%EF%BF%BD:generateContent");
}

void tst_Gemini::putsTheModelIntoOneSegmentOfThePath()
{
    QFETCH(QString, model);
    QFETCH(QByteArray, path);
    const auto recipe = Gemini().encode(promptWith(QJsonObject{}), model, profile(), false);
    QVERIFY(recipe);
    const QUrl url = recipe->request.url();
    QVERIFY(url.isValid());
    QCOMPARE(url.host(), u"api.example.com"_s);
    QVERIFY(!url.hasQuery() && !url.hasFragment());
    QCOMPARE(url.path(QUrl::FullyEncoded).toLatin1(), "/v1beta" + path);
}

void tst_Gemini::sendsOnlyWhatWasSet_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QJsonObject>("fields"); // of the body besides contents
    const auto row = [](const char *name, const char *settings, const char *fields, const QString &model = u"m"_s) {
        QTest::newRow(name) << json(settings) << model << json(fields);
    };
    row("nothing", "{}", "{}");
    row("numbers", R"({"temperature":0,"top_p":0.5,"top_k":40,"seed":7,"frequency_penalty":1,"presence_penalty":-1})",
        R"({"generationConfig":{"temperature":0,"topP":0.5,"topK":40,"seed":7,"frequencyPenalty":1,"presencePenalty":-1}})");
    row("stop words", R"({"stop":["END","\n\n"]})", R"({"generationConfig":{"stopSequences":["END","\n\n"]}})");
    row("thinking level", R"({"reasoning_effort":"low"})",
        R"({"generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}}})");
    row("least thinking", R"({"reasoning_effort":"minimal"})",
        R"({"generationConfig":{"thinkingConfig":{"thinkingLevel":"MINIMAL","includeThoughts":true}}})");
    row("thinking budget", R"({"reasoning_tokens":1024})",
        R"({"generationConfig":{"thinkingConfig":{"thinkingBudget":1024,"includeThoughts":true}}})");
    row("no thinking", R"({"reasoning_effort":"none"})", R"({"generationConfig":{"thinkingConfig":{"thinkingBudget":0}}})");
    row("budget of nothing", R"({"reasoning_tokens":0})", R"({"generationConfig":{"thinkingConfig":{"thinkingBudget":0}}})");
    row("JSON", R"({"answer_format":"json"})", R"({"generationConfig":{"responseMimeType":"application/json"}})");
    row("text", R"({"answer_format":"text"})", R"({"generationConfig":{"responseMimeType":"text/plain"}})");
    row("schema", R"({"answer_schema":{"type":"object"}})",
        R"({"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}})");
    row("schema needs JSON", R"({"answer_schema":{"type":"object"},"answer_format":"text"})",
        R"({"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}})");
    row("functions", R"({"tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object"}}},{"type":"function","function":{"name":"g"}}]})",
        R"({"tools":[{"functionDeclarations":[{"name":"f","description":"d","parametersJsonSchema":{"type":"object"}},{"name":"g"}]}]})");
    row("a tool of Gemini's own beside a function", R"({"tools":[{"googleSearch":{}},{"type":"function","function":{"name":"f"}}]})",
        R"({"tools":[{"functionDeclarations":[{"name":"f"}]},{"googleSearch":{}}]})");
    row("tools by themselves", R"({"tool_choice":"auto"})", R"({"toolConfig":{"functionCallingConfig":{"mode":"AUTO"}}})");
    row("no tools", R"({"tool_choice":"none"})", R"({"toolConfig":{"functionCallingConfig":{"mode":"NONE"}}})");
    row("some tool", R"({"tool_choice":"required"})", R"({"toolConfig":{"functionCallingConfig":{"mode":"ANY"}}})");
    row("one tool", R"({"tool_choice":"f"})",
        R"({"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}})");
    row("shape of a picture", R"({"aspect_ratio":"16:9","resolution":"2k"})",
        R"({"generationConfig":{"responseModalities":["TEXT","IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}})");
    row("size without a letter", R"({"resolution":"512"})",
        R"({"generationConfig":{"responseModalities":["TEXT","IMAGE"],"imageConfig":{"imageSize":"512"}}})");
    row("a model that makes pictures", "{}", R"({"generationConfig":{"responseModalities":["TEXT","IMAGE"]}})",
        u"gemini-3.1-flash-image-preview"_s);
    row("settings it has no place for", R"({"min_p":0.5,"verbosity":"low","quality":"high"})", "{}");
    row("values that are none", R"({"seed":"7","aspect_ratio":5,"answer_schema":"x","best_of":3})", "{}");
}

void tst_Gemini::sendsOnlyWhatWasSet()
{
    QFETCH(QJsonObject, settings);
    QFETCH(QString, model);
    QFETCH(QJsonObject, fields);
    QJsonObject body = bodyOf(promptWith(settings), model);
    QCOMPARE(lineOf(body.take(u"contents"_s)[0].toObject()), QByteArray(R"({"parts":[{"text":"Hello"}],"role":"user"})"));
    QCOMPARE(lineOf(body), lineOf(fields));
}

void tst_Gemini::givesWayToExtraFields()
{
    const QJsonObject settings = json(R"({"aspect_ratio":"1:1","reasoning_effort":"high","temperature":1,"extra":{
        "safetySettings":[],"generationConfig":{"temperature":2,"responseModalities":["IMAGE"],"candidateCount":1,
        "thinkingConfig":{"includeThoughts":false}}}})");
    QJsonObject body = bodyOf(promptWith(settings));
    body.remove(u"contents"_s);
    QCOMPARE(lineOf(body), lineOf(json(R"({"safetySettings":[],"generationConfig":{"temperature":1,"candidateCount":1,
        "responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"1:1"},
        "thinkingConfig":{"includeThoughts":false,"thinkingLevel":"HIGH"}}})")));
}

void tst_Gemini::takesTheProfilesDefaults()
{
    Profile own = profile();
    own.defaults = {{u"reasoning_effort"_s, u"low"_s}, {u"temperature"_s, 0.5}};
    own.extraFields = json(R"({"labels":{"a":"b"}})");
    QJsonObject body = bodyOf(promptWith({{u"temperature"_s, 1}}), u"m"_s, own);
    body.remove(u"contents"_s);
    QCOMPARE(lineOf(body), lineOf(json(R"({"labels":{"a":"b"},"generationConfig":{"temperature":1,
        "thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":true}}})")));
    QCOMPARE(bodyOf(promptWith(QJsonObject{{u"reasoning_effort"_s, u"none"_s}}), u"m"_s, own)[u"generationConfig"_s][u"thinkingConfig"_s]
                 .toObject(), QJsonObject({{u"thinkingBudget"_s, 0}}));
}

void tst_Gemini::sendsFilesAsInlineData_data()
{
    QTest::addColumn<QByteArray>("mime");
    for (const char *mime : {"image/png", "image/webp", "audio/wav", "video/mp4", "application/pdf", "text/plain"})
        QTest::newRow(mime) << QByteArray(mime);
}

void tst_Gemini::sendsFilesAsInlineData()
{
    QFETCH(QByteArray, mime);
    const QJsonObject body = bodyOf(promptWith(Media{mediaKindOf(mime), mime, QByteArray("\xff\xfe\xfd", 3), {}, u"a"_s}));
    const QJsonObject data{{u"mimeType"_s, QString::fromLatin1(mime)}, {u"data"_s, u"//79"_s}};
    const QJsonArray parts{QJsonObject{{u"text"_s, u"Hello"_s}}, QJsonObject{{u"inlineData"_s, data}}};
    QCOMPARE(body[u"contents"_s][0][u"parts"_s].toArray(), parts);
}

void tst_Gemini::sendsAFileWithoutWords()
{
    const QJsonObject body = bodyOf(promptWith(Media{MediaKind::Picture, "image/png", "x"}, u" "_s));
    QCOMPARE(body[u"contents"_s][0][u"parts"_s].toArray().size(), 1);
    QVERIFY(body[u"contents"_s][0][u"parts"_s][0][u"inlineData"_s].isObject());
}

void tst_Gemini::refusesWhatItCannotSay_data()
{
    QTest::addColumn<Prompt>("prompt");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("word"); // that the refusal must name
    const auto setting = [](const char *settings) { return promptWith(json(settings)); };
    QTest::newRow("no words") << promptWith(QJsonObject{}, QString()) << u"m"_s << u"prompt"_s;
    QTest::newRow("white space") << promptWith(QJsonObject{}, u" \n\t"_s) << u"m"_s << u"prompt"_s;
    QTest::newRow("no model") << promptWith(QJsonObject{}) << QString() << u"model"_s;
    QTest::newRow("no model behind its folder") << promptWith(QJsonObject{}) << u"models/"_s << u"model"_s;
    QTest::newRow("more thinking than high") << setting(R"({"reasoning_effort":"xhigh"})") << u"m"_s << u"reasoning_effort"_s;
    QTest::newRow("most thinking") << setting(R"({"reasoning_effort":"max"})") << u"m"_s << u"reasoning_effort"_s;
    QTest::newRow("no thinking with a budget") << setting(R"({"reasoning_effort":"none","reasoning_tokens":5})") << u"m"_s
                                               << u"reasoning_tokens"_s;
    QTest::newRow("another company's tool") << setting(R"({"tools":[{"type":"web_search"}]})") << u"m"_s << u"web_search"_s;
    QTest::newRow("a tool that is none") << setting(R"({"tools":[7]})") << u"m"_s << u"tools"_s;
    QTest::newRow("an empty file") << promptWith(Media{MediaKind::Picture, "image/png", {}, {}, u"cat.png"_s}) << u"m"_s << u"cat.png"_s;
    QTest::newRow("a file of unknown type") << promptWith(Media{MediaKind::Document, {}, "x", {}, u"notes"_s}) << u"m"_s << u"notes"_s;
}

void tst_Gemini::refusesWhatItCannotSay()
{
    QFETCH(Prompt, prompt);
    QFETCH(QString, model);
    QFETCH(QString, word);
    const auto recipe = Gemini().encode(prompt, model, profile(), true);
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
    QVERIFY2(recipe.error().detail.contains(word), qPrintable(recipe.error().detail));
}

void tst_Gemini::keepsEveryCharacterOfThePrompt()
{
    const QString text = u"  '\"\\$`!{}\r\n\t\U0001F30D ﷺ\u202E\u0001\u2028 \n"_s;
    QCOMPARE(bodyOf(promptWith(QJsonObject{}, text))[u"contents"_s][0][u"parts"_s][0][u"text"_s].toString(), text);
    QCOMPARE(bodyOf(promptWith(QJsonObject{}, u"a"_s + QChar(0xD83C)))[u"contents"_s][0][u"parts"_s][0][u"text"_s].toString(),
             u"a\uFFFD"_s);
}

void tst_Gemini::isFoundByItsName()
{
    QVERIFY(dynamic_cast<const Gemini *>(dialectNamed(u"gemini")));
    QVERIFY(dialectNames().contains(u"gemini"_s));
}

QTEST_GUILESS_MAIN(tst_Gemini)
#include "tst_Gemini.moc"
