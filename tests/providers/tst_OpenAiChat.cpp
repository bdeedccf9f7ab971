#include "BuiltIn.h"
#include "providers/OpenAiChat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(studio::Prompt)

namespace
{

Prompt promptWith(const QString &text, const QString &instructions = {}, const QJsonObject &settings = {})
{
    return {text, instructions, {}, settings};
}

const Media picture{MediaKind::Picture, "image/png", "\x89PNG", {}, u"cat.png"_s};
const Media sound{MediaKind::Sound, "audio/mpeg", "ID3", {}, u"song.mp3"_s};
const Media clip{MediaKind::Video, "video/mp4", "clip", {}, u"clip.mp4"_s};
const Media paper{MediaKind::Document, "application/pdf", "%PDF", {}, u"paper.pdf"_s};
const Media notes{MediaKind::Document, "text/plain", "notes", {}, u"notes.txt"_s};

Prompt promptWith(const QList<Media> &attachments, const QString &text = u"Hello"_s)
{
    return {text, {}, {}, {}, attachments};
}

/// The content of the last message as JSON text.
QString contentOf(const Result<Recipe> &recipe)
{
    if (!recipe)
        return recipe.error().detail;
    const QJsonValue content = QJsonDocument::fromJson(recipe->request.body)[u"messages"_s].toArray().last()[u"content"_s];
    return content.isArray() ? QString::fromUtf8(QJsonDocument(content.toArray()).toJson(QJsonDocument::Compact))
                             : content.toString();
}

const QString pictureJson = uR"({"image_url":{"url":"data:image/png;base64,iVBORw=="},"type":"image_url"})"_s;
const QString soundJson = uR"({"input_audio":{"data":"SUQz","format":"mp3"},"type":"input_audio"})"_s;
const QString clipJson = uR"({"type":"video_url","video_url":{"url":"data:video/mp4;base64,Y2xpcA=="}})"_s;
const QString paperJson =
    uR"({"file":{"file_data":"data:application/pdf;base64,JVBERg==","filename":"paper.pdf"},"type":"file"})"_s;
const QString notesJson =
    uR"({"file":{"file_data":"data:text/plain;base64,bm90ZXM=","filename":"notes.txt"},"type":"file"})"_s;
const QString textJson = uR"({"text":"Hello","type":"text"})"_s;

QJsonObject objectOf(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

/// What a router's body has besides model and messages, as JSON text.
QString routedBody(const QJsonObject &settings, const QJsonObject &defaults = {})
{
    Profile profile = builtIn(u"openrouter"_s);
    profile.takesRouting = true;
    profile.defaults = defaults;
    const auto recipe = OpenAiChat().encode({u"Hello"_s, {}, {}, settings}, u"a/b"_s, profile, false);
    QJsonObject body = QJsonDocument::fromJson(recipe ? recipe->request.body : QByteArray()).object();
    body.remove(u"model"_s);
    body.remove(u"messages"_s);
    return QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace

class tst_OpenAiChat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead()
    {
        const Prompt prompt = promptWith(u"Hello"_s, u"Be brief."_s, {{u"temperature"_s, 0.7}, {u"seed"_s, 7}});
        const auto recipe = OpenAiChat().encode(prompt, u"a/b:free"_s, builtIn(u"wisgate"_s), true);
        QVERIFY(recipe);
        QCOMPARE(QString::fromUtf8(recipe->request.body), uR"({
    "messages": [
        {
            "content": "Be brief.",
            "role": "system"
        },
        {
            "content": "Hello",
            "role": "user"
        }
    ],
    "model": "a/b:free",
    "seed": 7,
    "stream": true,
    "stream_options": {
        "include_usage": true
    },
    "temperature": 0.7
})"_s);
    }

    void addressesAndSignsTheRequestAsTheProfileSays()
    {
        const auto recipe = OpenAiChat().encode(promptWith(u"Hello"_s), u"a/b"_s, builtIn(u"openrouter"_s), true);
        QVERIFY(recipe);
        const Request &request = recipe->request;
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.url().toString(), u"https://openrouter.ai/api/v1/chat/completions"_s);
        const QList<Header> headers{{"Content-Type", "application/json"},
                                    {"Accept", "text/event-stream"},
                                    {"X-OpenRouter-Title", "Signalbox Studio"},
                                    {"X-OpenRouter-Metadata", "enabled"}};
        QCOMPARE(request.headers, headers);
        QCOMPARE(request.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
        QVERIFY(request.isStreaming);
    }

    void asksForOnePieceWhenNotStreaming()
    {
        const auto recipe = OpenAiChat().encode(promptWith(u"Hello"_s), u"m"_s, builtIn(u"openai"_s), false);
        QVERIFY(recipe);
        const QJsonObject body = QJsonDocument::fromJson(recipe->request.body).object();
        QCOMPARE(body.keys(), QStringList({u"messages"_s, u"model"_s}));
        QVERIFY(recipe->request.headers.contains(Header{"Accept", "application/json"}));
        QVERIFY(!recipe->request.isStreaming);
    }

    void sendsOnlyWhatWasSet_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<QStringList>("keys");
        const QStringList bare{u"messages"_s, u"model"_s, u"stream"_s};
        QTest::newRow("nothing, usage comes by itself") << u"openrouter"_s << QJsonObject{} << bare;
        QTest::newRow("usage is asked for") << u"practice"_s << QJsonObject{} << bare + QStringList{u"stream_options"_s};
        QTest::newRow("longest answer") << u"openrouter"_s << QJsonObject{{u"max_tokens"_s, 5}}
                                        << QStringList{u"max_tokens"_s} + bare;
        QTest::newRow("longest answer by its newer name")
            << u"openai"_s << QJsonObject{{u"max_tokens"_s, 5}}
            << QStringList{u"max_completion_tokens"_s} + bare + QStringList{u"stream_options"_s};
        QTest::newRow("zero is a value") << u"openrouter"_s << QJsonObject{{u"temperature"_s, 0}}
                                         << bare + QStringList{u"temperature"_s};
        QTest::newRow("text and unknown settings are no settings")
            << u"openrouter"_s << QJsonObject{{u"seed"_s, u"7"_s}, {u"best_of"_s, 3}} << bare;
    }

    void sendsOnlyWhatWasSet()
    {
        QFETCH(QString, provider);
        QFETCH(QJsonObject, settings);
        QFETCH(QStringList, keys);
        const auto recipe = OpenAiChat().encode(promptWith(u"Hello"_s, {}, settings), u"m"_s, builtIn(provider), true);
        QVERIFY(recipe);
        if (!builtIn(provider).defaults.isEmpty())
            keys << u"provider"_s;
        keys.sort();
        QCOMPARE(QJsonDocument::fromJson(recipe->request.body).object().keys(), keys);
    }

    void writesEachSettingInItsPlace_data();
    void writesEachSettingInItsPlace();
    void sendsFilesAsContentParts_data();
    void sendsFilesAsContentParts();
    void refusesAFileItCannotSay_data();
    void refusesAFileItCannotSay();
    void decidesAloneHowTheAnswerComes();

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
        const auto recipe = OpenAiChat().encode(promptWith(text, u"Be brief."_s), model, builtIn(u"openai"_s), true);
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
        same("line ends and tabs", u"a\r\nb\tc"_s);
        same("emoji and scripts", u"\U0001F30D 世界 ﷺ e\u0301 \u202E"_s);
        same("control characters", u"a\u0001\u001F\u007F\u2028b"_s);
        QTest::newRow("half a character") << u"a"_s + QChar(0xD83C) + u"b"_s << u"a\uFFFDb"_s;
        QTest::newRow("halves the wrong way round")
            << QString(QChar(0xDF0D)) + QChar(0xD83C) << u"\uFFFD\uFFFD"_s;
    }

    void keepsEveryCharacterOfThePrompt()
    {
        QFETCH(QString, text);
        const auto recipe = OpenAiChat().encode(promptWith(text), u"m"_s, builtIn(u"openai"_s), true);
        QVERIFY(recipe);
        const auto body = QJsonDocument::fromJson(recipe->request.body);
        QVERIFY(body.isObject());
        QTEST(body[u"messages"_s][0][u"content"_s].toString(), "sent");
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const OpenAiChat *>(dialectNamed(u"openai-chat")));
        QVERIFY(!dialectNamed(u"openai"));
        QCOMPARE(dialectNames().first(), u"openai-chat"_s); // what a profile speaks that says nothing
    }
};

void tst_OpenAiChat::writesEachSettingInItsPlace_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("written");
    const auto add = [](const char *name, const char *settings, const char *written) {
        QTest::newRow(name) << objectOf(settings) << QString::fromLatin1(written);
    };
    add("backup models", R"({"models":["c/d","e/f"]})", R"({"models":["c/d","e/f"]})");
    add("companies", R"({"provider.order":["a"],"provider.only":["a","b"],"provider.ignore":["c"],"provider.allow_fallbacks":false})",
        R"({"provider":{"allow_fallbacks":false,"ignore":["c"],"only":["a","b"],"order":["a"]}})");
    add("limits of companies", R"({"provider.max_price.prompt":1.5,"provider.max_price.completion":2,"provider.sort":"price","provider.zdr":true})",
        R"({"provider":{"max_price":{"completion":2,"prompt":1.5},"sort":"price","zdr":true}})");
    add("reasoning effort", R"({"reasoning_effort":"high"})", R"({"reasoning":{"effort":"high"}})");
    add("reasoning tokens", R"({"reasoning_tokens":1000})", R"({"reasoning":{"max_tokens":1000}})");
    add("JSON", R"({"answer_format":"json"})", R"({"response_format":{"type":"json_object"}})");
    add("a schema", R"({"answer_schema":{"type":"object"}})",
        R"({"response_format":{"json_schema":{"name":"answer","schema":{"type":"object"},"strict":true},"type":"json_schema"}})");
    add("one tool", R"({"tools":{"type":"function","function":{"name":"f"}}})",
        R"({"tools":[{"function":{"name":"f"},"type":"function"}]})");
    add("a tool by its name", R"({"tool_choice":"f"})", R"({"tool_choice":{"function":{"name":"f"},"type":"function"}})");
    add("any tool", R"({"tool_choice":"required"})", R"({"tool_choice":"required"})");
    add("stop words", R"({"stop":["a","b"]})", R"({"stop":["a","b"]})");
    add("form of a picture", R"({"aspect_ratio":"16:9","resolution":"2K","quality":"high"})",
        R"({"image_config":{"aspect_ratio":"16:9","image_size":"2K","quality":"high"}})");
    add("what no setting says", R"({"extra":{"modalities":["image","text"],"audio":{"voice":"a"}}})",
        R"({"audio":{"voice":"a"},"modalities":["image","text"]})");
    add("of other formats", R"({"seconds":4,"size":"1024x1024","watermark":true})", "{}");
    add("nothing", "{}", "{}");
}

void tst_OpenAiChat::writesEachSettingInItsPlace()
{
    QFETCH(QJsonObject, settings);
    QFETCH(QString, written);
    QCOMPARE(routedBody(settings), written);
    QCOMPARE(routedBody({}, settings), written); // as the profile's defaults
}

void tst_OpenAiChat::sendsFilesAsContentParts_data()
{
    QTest::addColumn<Prompt>("prompt");
    QTest::addColumn<QString>("content");
    QTest::newRow("none: a plain string") << promptWith(QList<Media>{}) << u"Hello"_s;
    QTest::newRow("picture") << promptWith({picture}) << u"[%1,%2]"_s.arg(textJson, pictureJson);
    QTest::newRow("sound") << promptWith({sound}) << u"[%1,%2]"_s.arg(textJson, soundJson);
    QTest::newRow("clip") << promptWith({clip}) << u"[%1,%2]"_s.arg(textJson, clipJson);
    QTest::newRow("document") << promptWith({paper}) << u"[%1,%2]"_s.arg(textJson, paperJson);
    QTest::newRow("text document") << promptWith({notes}) << u"[%1,%2]"_s.arg(textJson, notesJson);
    QTest::newRow("several, in their order")
        << promptWith({paper, picture, picture, sound})
        << u"[%1,%2,%3,%3,%4]"_s.arg(textJson, paperJson, pictureJson, soundJson);
    QTest::newRow("a file alone") << promptWith({picture}, u" "_s) << u"[%1]"_s.arg(pictureJson);
    Media nameless = paper;
    nameless.name.clear();
    QTest::newRow("without a name") << promptWith({nameless}, {})
                                    << u"[%1]"_s.arg(QString(paperJson).replace(u"paper.pdf"_s, u"application/pdf"_s));
    Media odd = paper;
    odd.name = u"a\"b\n"_s + QChar(0xD83C) + u".pdf"_s;
    QTest::newRow("an odd name") << promptWith({odd}, {})
                                 << u"[%1]"_s.arg(QString(paperJson).replace(u"paper.pdf"_s, u"a\\\"b\\n\uFFFD.pdf"_s));
    Media wav = sound;
    wav.mime = "audio/X-WAV; rate=8000";
    QTest::newRow("sound by another word") << promptWith({wav}, {})
                                           << u"[%1]"_s.arg(QString(soundJson).replace(u"mp3"_s, u"wav"_s));
}

void tst_OpenAiChat::sendsFilesAsContentParts()
{
    QFETCH(Prompt, prompt);
    QFETCH(QString, content);
    for (const bool streaming : {true, false})
        QCOMPARE(contentOf(OpenAiChat().encode(prompt, u"m"_s, builtIn(u"openai"_s), streaming)), content);
}

void tst_OpenAiChat::refusesAFileItCannotSay_data()
{
    QTest::addColumn<Media>("media");
    QTest::addColumn<QString>("words");
    Media media = picture;
    media.bytes.clear();
    QTest::newRow("empty") << media << u"cat.png: the file is empty"_s;
    media = paper;
    media.mime.clear();
    QTest::newRow("no type") << media << u"paper.pdf: its type is unknown"_s;
    media = sound;
    media.mime = "audio/ogg";
    media.name = u"song.ogg"_s;
    QTest::newRow("sound of another type") << media << u"song.ogg: sound can be sent here as wav and mp3 only"_s;
}

void tst_OpenAiChat::refusesAFileItCannotSay()
{
    QFETCH(Media, media);
    QFETCH(QString, words);
    const auto recipe = OpenAiChat().encode(promptWith({picture, media}), u"m"_s, builtIn(u"openai"_s), true);
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
    QCOMPARE(recipe.error().detail, words);

    Profile router = builtIn(u"openrouter"_s);
    router.takesRouting = true;
    QCOMPARE(bool(OpenAiChat().encode(promptWith({media}), u"m"_s, router, true)), media.mime == "audio/ogg");
}

void tst_OpenAiChat::decidesAloneHowTheAnswerComes()
{
    const QJsonObject settings{{u"extra"_s, QJsonObject{{u"stream"_s, true}}}};
    const auto recipe = OpenAiChat().encode({u"Hello"_s, {}, {}, settings}, u"m"_s, builtIn(u"openai"_s), false);
    QVERIFY(recipe);
    QVERIFY(!QJsonDocument::fromJson(recipe->request.body).object().contains(u"stream"_s));
}

QTEST_GUILESS_MAIN(tst_OpenAiChat)
#include "tst_OpenAiChat.moc"
