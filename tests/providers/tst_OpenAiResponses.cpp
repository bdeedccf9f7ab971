#include "providers/OpenAiResponses.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Profile plain()
{
    Profile profile;
    profile.dialect = u"openai-responses"_s;
    profile.base = QUrl(u"https://api.example.org/v1"_s);
    profile.secret = SecretHeader{"Authorization", "Bearer "};
    return profile;
}

Profile router()
{
    Profile profile = plain();
    profile.takesRouting = true;
    return profile;
}

QJsonObject bodyOf(const Prompt &prompt, const Profile &profile = plain(), bool streaming = false)
{
    const auto recipe = OpenAiResponses().encode(prompt, u"m"_s, profile, streaming);
    return recipe ? QJsonDocument::fromJson(recipe->request.body).object() : QJsonObject();
}

QJsonObject objectOf(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

QJsonObject withSettings(const char *json, const Profile &profile = plain())
{
    QJsonObject body = bodyOf({u"Hello"_s, {}, {}, objectOf(json)}, profile);
    body.remove(u"model"_s);
    body.remove(u"input"_s);
    return body;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

const char *const chatTools = R"({"tools":[
    {"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}},
    {"type":"function","name":"g","parameters":{}},
    {"type":"web_search"}, 7]})";

const char *const flatTools = R"({"tools":[
    {"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},
    {"type":"function","name":"g","parameters":{}},
    {"type":"web_search"}, 7]})";

} // namespace

class tst_OpenAiResponses : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead()
    {
        const Prompt prompt{u"Hello"_s, u"Be brief."_s, {}, {{u"temperature"_s, 0.7}, {u"max_tokens"_s, 5}}};
        const auto recipe = OpenAiResponses().encode(prompt, u"a/b:free"_s, plain(), true);
        QVERIFY(recipe);
        QCOMPARE(QString::fromUtf8(recipe->request.body), uR"({
    "input": "Hello",
    "instructions": "Be brief.",
    "max_output_tokens": 5,
    "model": "a/b:free",
    "stream": true,
    "temperature": 0.7
})"_s);
    }

    void addressesAndSignsTheRequestAsTheProfileSays()
    {
        Profile profile = plain();
        profile.headers << Header{"X-Title", "Studio"};
        const auto recipe = OpenAiResponses().encode({u"Hello"_s, {}, {}, {}}, u"m"_s, profile, true);
        QVERIFY(recipe);
        const Request &request = recipe->request;
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.url().toString(), u"https://api.example.org/v1/responses"_s);
        const QList<Header> headers{
            {"Content-Type", "application/json"}, {"Accept", "text/event-stream"}, {"X-Title", "Studio"}};
        QCOMPARE(request.headers, headers);
        QCOMPARE(request.secret, profile.secret);
        QVERIFY(request.isStreaming);
        QVERIFY(!recipe->job);
    }

    void asksForOnePieceWhenNotStreaming()
    {
        const auto recipe = OpenAiResponses().encode({u"Hello"_s, {}, {}, {}}, u"m"_s, plain(), false);
        QVERIFY(recipe);
        QCOMPARE(QJsonDocument::fromJson(recipe->request.body).object().keys(), QStringList({u"input"_s, u"model"_s}));
        QVERIFY(recipe->request.headers.contains(Header{"Accept", "application/json"}));
        QVERIFY(!recipe->request.isStreaming);
    }

    void writesEachSettingInItsPlace_data();
    void writesEachSettingInItsPlace();

    void sendsEachFileAsAPartOfTheMessage()
    {
        Prompt prompt{u"What is this?"_s, {}, {}, {}};
        prompt.attachments = {{MediaKind::Picture, "image/png", "1234", {}, u"a.png"_s},
                              {MediaKind::Document, "application/pdf", "%PDF", {}, u"b.pdf"_s},
                              {MediaKind::Sound, "audio/mpeg", "ID3", {}, u"c.mp3"_s},
                              {MediaKind::Sound, "audio/x-wav", "RIFF", {}, u"d.wav"_s},
                              {MediaKind::Video, "video/mp4", "ftyp", {}, u"e.mp4"_s}};
        const QJsonObject expected = objectOf(R"({"input":[{"role":"user","content":[
            {"type":"input_text","text":"What is this?"},
            {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,MTIzNA=="},
            {"type":"input_file","filename":"b.pdf","file_data":"data:application/pdf;base64,JVBERg=="},
            {"type":"input_audio","input_audio":{"data":"SUQz","format":"mp3"}},
            {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}},
            {"type":"input_video","video_url":"data:video/mp4;base64,ZnR5cA=="}]}],"model":"m"})");
        QCOMPARE(compact(bodyOf(prompt)), compact(expected));
    }

    void tellsTheTypeOfAFileThatHasNone()
    {
        Prompt prompt{{}, {}, {}, {}};
        prompt.attachments = {{MediaKind::Picture, {}, "GIF89a", {}, u"a"_s}, {MediaKind::Document, {}, "?", {}, {}}};
        const QJsonValue content = bodyOf(prompt)[u"input"_s][0][u"content"_s];
        QCOMPARE(content.toArray().size(), 2); // no empty text
        QCOMPARE(content[0][u"image_url"_s].toString(), u"data:image/gif;base64,R0lGODlh"_s);
        QCOMPARE(content[1][u"file_data"_s].toString(), u"data:application/octet-stream;base64,Pw=="_s);
        QCOMPARE(content[1][u"filename"_s].toString(), u"file"_s);
    }

    void refusesAFileThatItCannotSay_data()
    {
        QTest::addColumn<Media>("media");
        QTest::newRow("a sound of another type") << Media{MediaKind::Sound, "audio/ogg", "OggS", {}, u"song"_s};
        QTest::newRow("nothing in it") << Media{MediaKind::Picture, "image/png", {}, {}, u"song"_s};
    }

    void refusesAFileThatItCannotSay()
    {
        QFETCH(Media, media);
        Prompt prompt{u"Hello"_s, {}, {}, {}};
        prompt.attachments << media;
        const auto recipe = OpenAiResponses().encode(prompt, u"m"_s, plain(), true);
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
        QVERIFY(recipe.error().detail.contains(u"\"song\""_s));
    }

    void refusesAnEmptyPrompt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("model");
        QTest::newRow("empty") << QString() << u"m"_s;
        QTest::newRow("white space") << u" \n\t"_s << u"m"_s;
        QTest::newRow("no model") << u"Hello"_s << QString();
    }

    void refusesAnEmptyPrompt()
    {
        QFETCH(QString, text);
        QFETCH(QString, model);
        const auto recipe = OpenAiResponses().encode({text, u"Be brief."_s, {}, {}}, model, plain(), true);
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
    }

    void keepsEveryCharacterOfThePrompt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sent");
        const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
        same("quotes and marks", u"'\"\\$`!{}[]<>&|;#~"_s);
        same("white space around", u"  Hello \n"_s);
        same("emoji and scripts", u"\U0001F30D 世界 ﷺ e\u0301 \u202E"_s);
        same("control characters", u"a\u0001\u001F\u007F\u2028b"_s);
        QTest::newRow("half a character") << u"a"_s + QChar(0xD83C) + u"b"_s << u"a\uFFFDb"_s;
    }

    void keepsEveryCharacterOfThePrompt()
    {
        QFETCH(QString, text);
        const QJsonObject body = bodyOf({text, text, {}, {}});
        QTEST(body[u"input"_s].toString(), "sent");
        QTEST(body[u"instructions"_s].toString(), "sent");
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const OpenAiResponses *>(dialectNamed(u"openai-responses")));
        QVERIFY(dialectNames().contains(u"openai-responses"_s));
    }
};

void tst_OpenAiResponses::writesEachSettingInItsPlace_data()
{
    QTest::addColumn<QJsonObject>("sent");
    QTest::addColumn<QJsonObject>("expected");
    const auto row = [](const char *name, const QJsonObject &sent, const char *expected) {
        QTest::newRow(name) << sent << objectOf(expected);
    };
    row("nothing", withSettings("{}"), "{}");
    row("sampling", withSettings(R"({"temperature":0,"top_p":0.5})"), R"({"temperature":0,"top_p":0.5})");
    row("effort and words", withSettings(R"({"reasoning_effort":"low","verbosity":"high"})"),
        R"({"reasoning":{"effort":"low"},"text":{"verbosity":"high"}})");
    row("plain text", withSettings(R"({"answer_format":"text"})"), R"({"text":{"format":{"type":"text"}}})");
    row("any JSON", withSettings(R"({"answer_format":"json"})"), R"({"text":{"format":{"type":"json_object"}}})");
    row("JSON of a schema, which says more than the format",
        withSettings(R"({"answer_format":"json","answer_schema":{"type":"object"},"verbosity":"low"})"),
        R"({"text":{"format":{"type":"json_schema","name":"answer","strict":true,"schema":{"type":"object"}},"verbosity":"low"}})");
    row("tools of a chat", withSettings(chatTools), flatTools);
    row("a choice by word", withSettings(R"({"tool_choice":"required"})"), R"({"tool_choice":"required"})");
    row("a choice by name", withSettings(R"({"tool_choice":"f"})"), R"({"tool_choice":{"type":"function","name":"f"}})");
    row("what has no place is not sent", withSettings(R"({"seed":7,"stop":["x"],"top_k":3,"reasoning_tokens":9,"models":["x"]})"),
        "{}");
    row("what a router takes",
        withSettings(R"({"top_k":3,"frequency_penalty":1,"presence_penalty":-1,"reasoning_tokens":9,"reasoning_effort":"low",
                         "models":["x","y"],"provider.order":["z"],"aspect_ratio":"1:1","resolution":"2K"})", router()),
        R"({"top_k":3,"frequency_penalty":1,"presence_penalty":-1,"reasoning":{"effort":"low","max_tokens":9},
            "models":["x","y"],"provider":{"order":["z"]},"image_config":{"aspect_ratio":"1:1","image_size":"2K"}})");
    row("anything else", withSettings(R"({"extra":{"store":false,"model":"other"}})"), R"({"store":false})");
}

void tst_OpenAiResponses::writesEachSettingInItsPlace()
{
    QFETCH(QJsonObject, sent);
    QFETCH(QJsonObject, expected);
    QCOMPARE(compact(sent), compact(expected));
}

QTEST_GUILESS_MAIN(tst_OpenAiResponses)
#include "tst_OpenAiResponses.moc"
