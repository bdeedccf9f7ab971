#include "providers/AnthropicMessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Profile anthropic()
{
    Profile profile;
    profile.base = QUrl(u"https://api.anthropic.com/v1"_s);
    profile.dialect = u"anthropic-messages"_s;
    profile.secret = SecretHeader{"x-api-key", {}};
    profile.headers = {{"anthropic-version", "2023-06-01"}};
    return profile;
}

Prompt promptWith(const QString &text, const QString &instructions = {}, const QJsonObject &settings = {})
{
    return {text, instructions, {}, settings};
}

Media fileWith(MediaKind kind, const QByteArray &mime, const QByteArray &bytes, const QString &name = {})
{
    return {kind, mime, bytes, {}, name};
}

QJsonObject bodyOf(const Result<Recipe> &recipe)
{
    return recipe ? QJsonDocument::fromJson(recipe->request.body).object() : QJsonObject();
}

QJsonObject bodyWith(const QJsonObject &settings, const Profile &profile = anthropic())
{
    return bodyOf(AnthropicMessages().encode(promptWith(u"Hello"_s, {}, settings), u"m"_s, profile, false));
}

QJsonValue jsonOf(const char *text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace

class tst_AnthropicMessages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead();
    void addressesAndSignsTheRequestAsTheProfileSays();
    void saysWhatEverySettingIsCalledHere_data();
    void saysWhatEverySettingIsCalledHere();
    void sendsNothingThatWasNotSet();
    void alwaysSaysHowLongTheAnswerMayBe_data();
    void alwaysSaysHowLongTheAnswerMayBe();
    void takesRoutingWhereTheProfileDoes();
    void sendsFilesBeforeTheText();
    void sendsAFileWithoutText();
    void sendsTextFilesAsText();
    void namesTheFileThatItCannotCarry_data();
    void namesTheFileThatItCannotCarry();
    void refusesAnEmptyPrompt_data();
    void refusesAnEmptyPrompt();
    void keepsEveryCharacterOfThePrompt();
    void isFoundByItsName();
};

void tst_AnthropicMessages::writesABodyThatPeopleCanRead()
{
    const Prompt prompt = promptWith(u"Hello"_s, u"Be brief."_s, {{u"temperature"_s, 0.7}});
    const auto recipe = AnthropicMessages().encode(prompt, u"claude-haiku-4-5"_s, anthropic(), true);
    QVERIFY(recipe);
    const QByteArray expected = R"({
    "max_tokens": 4096,
    "messages": [
        {
            "content": "Hello",
            "role": "user"
        }
    ],
    "model": "claude-haiku-4-5",
    "stream": true,
    "system": "Be brief.",
    "temperature": 0.7
})";
    QCOMPARE(recipe->request.body, expected);
}

void tst_AnthropicMessages::addressesAndSignsTheRequestAsTheProfileSays()
{
    const auto streamed = AnthropicMessages().encode(promptWith(u"Hello"_s), u"m"_s, anthropic(), true);
    QVERIFY(streamed);
    const Request &request = streamed->request;
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url().toString(), u"https://api.anthropic.com/v1/messages"_s);
    const QList<Header> headers{
        {"Content-Type", "application/json"}, {"Accept", "text/event-stream"}, {"anthropic-version", "2023-06-01"}};
    QCOMPARE(request.headers, headers);
    QCOMPARE(request.secret, std::optional(SecretHeader{"x-api-key", {}}));
    QVERIFY(request.isStreaming);
    QVERIFY(!streamed->job);

    const auto whole = AnthropicMessages().encode(promptWith(u"Hello"_s), u"m"_s, anthropic(), false);
    QVERIFY(whole);
    QVERIFY(whole->request.headers.contains(Header{"Accept", "application/json"}));
    QVERIFY(!whole->request.isStreaming);
}

void tst_AnthropicMessages::saysWhatEverySettingIsCalledHere_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("sent");
    const auto row = [](const char *name, const QString &setting, const QJsonValue &value, const QString &field,
                        const QJsonValue &sent) { QTest::newRow(name) << setting << value << field << sent; };

    row("temperature zero", u"temperature"_s, 0, u"temperature"_s, 0);
    row("longest answer", u"max_tokens"_s, 5, u"max_tokens"_s, 5);
    row("top_p", u"top_p"_s, 0.5, u"top_p"_s, 0.5);
    row("top_k", u"top_k"_s, 40, u"top_k"_s, 40);
    row("stop", u"stop"_s, QJsonArray{u"END"_s}, u"stop_sequences"_s, QJsonArray{u"END"_s});
    row("effort", u"reasoning_effort"_s, u"high"_s, u"output_config"_s, jsonOf(R"({"effort":"high"})"));
    row("no effort", u"reasoning_effort"_s, u"none"_s, u"thinking"_s, jsonOf(R"({"type":"disabled"})"));
    row("thinking", u"reasoning_tokens"_s, 2000, u"thinking"_s, jsonOf(R"({"type":"enabled","budget_tokens":2000})"));
    row("no thinking", u"reasoning_tokens"_s, 0, u"thinking"_s, jsonOf(R"({"type":"disabled"})"));
    row("schema", u"answer_schema"_s, jsonOf(R"({"type":"object"})"), u"output_config"_s,
        jsonOf(R"({"format":{"type":"json_schema","schema":{"type":"object"}}})"));
    row("a chat's tool", u"tools"_s,
        jsonOf(R"([{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object","properties":{}}}}])"),
        u"tools"_s, jsonOf(R"([{"name":"f","description":"d","strict":true,"input_schema":{"type":"object","properties":{}}}])"));
    row("a tool that is not wrapped", u"tools"_s,
        jsonOf(R"([{"type":"function","name":"f","parameters":{"type":"object"}}])"), u"tools"_s,
        jsonOf(R"([{"name":"f","input_schema":{"type":"object"}}])"));
    row("a tool without parameters", u"tools"_s, jsonOf(R"([{"type":"function","function":{"name":"f"}}])"), u"tools"_s,
        jsonOf(R"([{"name":"f","input_schema":{"type":"object"}}])"));
    row("this format's own tools", u"tools"_s,
        jsonOf(R"([{"name":"f","input_schema":{}},{"type":"web_search_20250305","name":"web_search"},7])"), u"tools"_s,
        jsonOf(R"([{"name":"f","input_schema":{}},{"type":"web_search_20250305","name":"web_search"},7])"));
    row("tools if it likes", u"tool_choice"_s, u"auto"_s, u"tool_choice"_s, jsonOf(R"({"type":"auto"})"));
    row("no tools", u"tool_choice"_s, u"none"_s, u"tool_choice"_s, jsonOf(R"({"type":"none"})"));
    row("some tool", u"tool_choice"_s, u"required"_s, u"tool_choice"_s, jsonOf(R"({"type":"any"})"));
    row("some tool in this format's word", u"tool_choice"_s, u"any"_s, u"tool_choice"_s, jsonOf(R"({"type":"any"})"));
    row("one tool", u"tool_choice"_s, u"get_weather"_s, u"tool_choice"_s,
        jsonOf(R"({"type":"tool","name":"get_weather"})"));
    row("extra", u"extra"_s, jsonOf(R"({"service_tier":"auto"})"), u"service_tier"_s, u"auto"_s);
}

void tst_AnthropicMessages::saysWhatEverySettingIsCalledHere()
{
    QFETCH(QString, setting);
    QFETCH(QJsonValue, value);
    QFETCH(QString, field);
    QFETCH(QJsonValue, sent);
    const QJsonObject body = bodyWith({{setting, value}});
    QCOMPARE(body[field], sent);
    QStringList keys{u"max_tokens"_s, u"messages"_s, u"model"_s};
    if (!keys.contains(field))
        keys << field;
    keys.sort();
    QCOMPARE(body.keys(), keys);
}

void tst_AnthropicMessages::sendsNothingThatWasNotSet()
{
    const QStringList bare{u"max_tokens"_s, u"messages"_s, u"model"_s};
    QCOMPARE(bodyWith({}).keys(), bare);
    QCOMPARE(bodyWith({{u"seed"_s, 7}, {u"min_p"_s, 0.1}, {u"verbosity"_s, u"low"_s}, {u"models"_s, QJsonArray{u"a"_s}}}).keys(), bare);
    const QJsonObject both = bodyWith({{u"reasoning_effort"_s, u"low"_s}, {u"answer_schema"_s, QJsonObject{}}});
    QCOMPARE(both[u"output_config"_s], jsonOf(R"({"effort":"low","format":{"type":"json_schema","schema":{}}})"));
}

void tst_AnthropicMessages::alwaysSaysHowLongTheAnswerMayBe_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<int>("longest");
    QTest::newRow("nobody set it") << QJsonObject{} << 4096;
    QTest::newRow("set") << QJsonObject{{u"max_tokens"_s, 5}} << 5;
    QTest::newRow("set as extra") << QJsonObject{{u"extra"_s, QJsonObject{{u"max_tokens"_s, 6}}}} << 6;
    QTest::newRow("room behind the thinking") << QJsonObject{{u"reasoning_tokens"_s, 10'000}} << 14'096;
    QTest::newRow("room behind thinking that is set as extra")
        << QJsonObject{{u"extra"_s, jsonOf(R"({"thinking":{"type":"enabled","budget_tokens":2000}})")}} << 6096;
    QTest::newRow("what was set stays, even when it is too short to think")
        << QJsonObject{{u"reasoning_tokens"_s, 10'000}, {u"max_tokens"_s, 5}} << 5;
}

void tst_AnthropicMessages::alwaysSaysHowLongTheAnswerMayBe()
{
    QFETCH(QJsonObject, settings);
    QTEST(bodyWith(settings)[u"max_tokens"_s].toInt(), "longest");
    Profile profile = anthropic();
    profile.defaults = {{u"max_tokens"_s, 77}};
    if (!settings.contains(u"max_tokens"_s))
        QCOMPARE(bodyWith(settings, profile)[u"max_tokens"_s].toInt(), 77);
}

void tst_AnthropicMessages::takesRoutingWhereTheProfileDoes()
{
    Profile router = anthropic();
    router.takesRouting = true;
    const QJsonObject body = bodyWith({{u"models"_s, QJsonArray{u"a/b"_s}},
                                       {u"provider.only"_s, QJsonArray{u"P"_s}},
                                       {u"reasoning_tokens"_s, 2000},
                                       {u"reasoning_effort"_s, u"low"_s}},
                                      router);
    QCOMPARE(body[u"models"_s], jsonOf(R"(["a/b"])"));
    QCOMPARE(body[u"provider"_s], jsonOf(R"({"only":["P"]})"));
    QCOMPARE(body[u"thinking"_s], jsonOf(R"({"type":"enabled","budget_tokens":2000})")); // not as in a router's chat
    QCOMPARE(body[u"output_config"_s], jsonOf(R"({"effort":"low"})"));
}

void tst_AnthropicMessages::sendsFilesBeforeTheText()
{
    Prompt prompt = promptWith(u"What is it?"_s);
    prompt.attachments = {fileWith(MediaKind::Picture, "image/PNG", "\x89PNG", u"fox.png"_s),
                          fileWith(MediaKind::Picture, "image/jpg", "jpeg"),
                          fileWith(MediaKind::Document, "application/pdf", "%PDF", u"a\u20ac.pdf"_s)};
    const QJsonObject body = bodyOf(AnthropicMessages().encode(prompt, u"m"_s, anthropic(), true));
    const QJsonValue expected = jsonOf(R"([
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw=="}},
        {"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"anBlZw=="}},
        {"type":"document","title":"a€.pdf","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg=="}},
        {"type":"text","text":"What is it?"}])");
    QCOMPARE(body[u"messages"_s][0][u"content"_s], expected);
}

void tst_AnthropicMessages::sendsAFileWithoutText()
{
    Prompt prompt = promptWith(u" \n"_s);
    prompt.attachments = {fileWith(MediaKind::Picture, "image/webp", "webp")};
    const QJsonObject body = bodyOf(AnthropicMessages().encode(prompt, u"m"_s, anthropic(), true));
    QCOMPARE(body[u"messages"_s][0][u"content"_s],
             jsonOf(R"([{"type":"image","source":{"type":"base64","media_type":"image/webp","data":"d2VicA=="}}])"));
}

void tst_AnthropicMessages::sendsTextFilesAsText()
{
    Prompt prompt = promptWith(u"Sum it up."_s);
    prompt.attachments = {fileWith(MediaKind::Document, "text/plain; charset=utf-8", "\xEF\xBB\xBFgr\xC3\xBC\xC3\x9F\"e\n", u"a.txt"_s),
                          fileWith(MediaKind::Document, "application/json", "{}")};
    const QJsonObject body = bodyOf(AnthropicMessages().encode(prompt, u"m"_s, anthropic(), true));
    const QJsonValue expected = jsonOf(R"([
        {"type":"document","title":"a.txt","source":{"type":"text","media_type":"text/plain","data":"grüß\"e\n"}},
        {"type":"document","source":{"type":"text","media_type":"text/plain","data":"{}"}},
        {"type":"text","text":"Sum it up."}])");
    QCOMPARE(body[u"messages"_s][0][u"content"_s], expected);
}

void tst_AnthropicMessages::namesTheFileThatItCannotCarry_data()
{
    QTest::addColumn<MediaKind>("kind");
    QTest::addColumn<QByteArray>("mime");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("video") << MediaKind::Video << QByteArray("video/mp4") << QByteArray("x");
    QTest::newRow("sound") << MediaKind::Sound << QByteArray("audio/wav") << QByteArray("x");
    QTest::newRow("another picture") << MediaKind::Picture << QByteArray("image/bmp") << QByteArray("x");
    QTest::newRow("a picture of no type") << MediaKind::Picture << QByteArray() << QByteArray("x");
    QTest::newRow("another document") << MediaKind::Document << QByteArray("application/zip") << QByteArray("x");
    QTest::newRow("text that is not UTF-8") << MediaKind::Document << QByteArray("text/plain") << QByteArray("gr\xFC\xDF");
    QTest::newRow("nothing in it") << MediaKind::Picture << QByteArray("image/png") << QByteArray();
}

void tst_AnthropicMessages::namesTheFileThatItCannotCarry()
{
    QFETCH(MediaKind, kind);
    QFETCH(QByteArray, mime);
    QFETCH(QByteArray, bytes);
    Prompt prompt = promptWith(u"Hello"_s);
    prompt.attachments = {fileWith(MediaKind::Picture, "image/png", "x", u"good.png"_s),
                          fileWith(kind, mime, bytes, u"holiday.bin"_s)};
    const auto recipe = AnthropicMessages().encode(prompt, u"m"_s, anthropic(), true);
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
    QVERIFY2(recipe.error().detail.startsWith("holiday.bin: "_L1), qPrintable(recipe.error().detail));
}

void tst_AnthropicMessages::refusesAnEmptyPrompt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("model");
    QTest::newRow("empty") << QString() << u"m"_s;
    QTest::newRow("white space") << u" \n\t"_s << u"m"_s;
    QTest::newRow("no model") << u"Hello"_s << QString();
}

void tst_AnthropicMessages::refusesAnEmptyPrompt()
{
    QFETCH(QString, text);
    QFETCH(QString, model);
    const auto recipe = AnthropicMessages().encode(promptWith(text, u"Be brief."_s), model, anthropic(), true);
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
}

void tst_AnthropicMessages::keepsEveryCharacterOfThePrompt()
{
    const QString text = u"  '\"\\$`\r\n\t\U0001F30D 世界 \u202E\u0001 "_s;
    const QString half = text + QChar(0xD83C);
    const QJsonObject body = bodyOf(AnthropicMessages().encode(promptWith(half, half), u"m"_s, anthropic(), true));
    QCOMPARE(body[u"messages"_s][0][u"content"_s].toString(), text + u'\uFFFD');
    QCOMPARE(body[u"system"_s].toString(), text + u'\uFFFD');
}

void tst_AnthropicMessages::isFoundByItsName()
{
    QVERIFY(dynamic_cast<const AnthropicMessages *>(dialectNamed(u"anthropic-messages")));
    QVERIFY(!dialectNamed(u"anthropic"));
    QVERIFY(dialectNames().contains(u"anthropic-messages"_s));
}

QTEST_GUILESS_MAIN(tst_AnthropicMessages)
#include "tst_AnthropicMessages.moc"
