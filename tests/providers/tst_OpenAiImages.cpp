#include "BuiltIn.h"
#include "providers/ImagesDecoder.h"
#include "providers/OpenAiImages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QByteArray png("\x89PNG\r\n\x1a\n\0\xFF", 10);

Profile openAi()
{
    return forDialect(builtIn(u"openai"_s), u"openai-images");
}

Media picture(const QString &name = u"a.png"_s, const QByteArray &mime = "image/png")
{
    return {MediaKind::Picture, mime, png, {}, name};
}

Prompt promptWith(const QJsonObject &settings, const QList<Media> &attachments = {})
{
    return {u"a cat"_s, {}, {}, settings, attachments};
}

Request requestFor(const Prompt &prompt, const QString &model = u"gpt-image-2"_s, bool streaming = false)
{
    const auto recipe = OpenAiImages().encode(prompt, model, openAi(), streaming);
    return recipe && !recipe->job ? recipe->request : Request();
}

QJsonObject bodyFor(const Prompt &prompt, const QString &model = u"gpt-image-2"_s, bool streaming = false)
{
    return QJsonDocument::fromJson(requestFor(prompt, model, streaming).body).object();
}

/// The form with "B" where the boundary stands.
QByteArray formFor(const Prompt &prompt, const QString &model = u"gpt-image-2"_s, bool streaming = false)
{
    const Request request = requestFor(prompt, model, streaming);
    const QByteArray type = request.headers.value(0).value;
    return type.startsWith("multipart/form-data; boundary=")
        ? QByteArray(request.body).replace(type.sliced(type.indexOf('=') + 1), "B")
        : QByteArray();
}

QByteArray textPart(const QByteArray &name, const QByteArray &text)
{
    return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
}

QByteArray filePart(const QByteArray &name, const QByteArray &fileName)
{
    return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
        + "\"\r\nContent-Type: image/png\r\n\r\n" + png + "\r\n";
}

const QJsonObject everySetting{{u"size"_s, u"1536x1024"_s},        {u"count"_s, 2},
                               {u"quality"_s, u"high"_s},          {u"background"_s, u"transparent"_s},
                               {u"output_format"_s, u"webp"_s},    {u"output_compression"_s, 80},
                               {u"style"_s, u"vivid"_s},           {u"input_fidelity"_s, u"high"_s},
                               {u"moderation"_s, u"low"_s},        {u"temperature"_s, 0.5},
                               {u"aspect_ratio"_s, u"16:9"_s},     {u"seconds"_s, 4}};

} // namespace

class tst_OpenAiImages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead()
    {
        QCOMPARE(QString::fromUtf8(requestFor(promptWith({{u"count"_s, 2}})).body), uR"({
    "model": "gpt-image-2",
    "n": 2,
    "prompt": "a cat"
})"_s);
    }

    void addressesAndSignsTheRequestAsTheProfileSays()
    {
        Profile profile = openAi();
        profile.headers << Header{"X-Own", "1"};
        const auto recipe = OpenAiImages().encode(promptWith({}), u"gpt-image-2"_s, profile, false);
        QVERIFY(recipe);
        QVERIFY(!recipe->job);
        const Request &request = recipe->request;
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.url().toString(), u"https://api.openai.com/v1/images/generations"_s);
        const QList<Header> headers{{"Content-Type", "application/json"}, {"Accept", "application/json"}, {"X-Own", "1"}};
        QCOMPARE(request.headers, headers);
        QCOMPARE(request.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
        QVERIFY(!request.isStreaming);
    }

    void putsEverySettingInItsField()
    {
        const QJsonObject expected{{u"model"_s, u"gpt-image-2"_s},   {u"prompt"_s, u"a cat"_s},
                                   {u"size"_s, u"1536x1024"_s},      {u"n"_s, 2},
                                   {u"quality"_s, u"high"_s},        {u"background"_s, u"transparent"_s},
                                   {u"output_format"_s, u"webp"_s},  {u"output_compression"_s, 80},
                                   {u"style"_s, u"vivid"_s},         {u"moderation"_s, u"low"_s}};
        QCOMPARE(bodyFor(promptWith(everySetting)), expected); // fidelity to nothing is no setting
    }

    void asksForBytesOnlyWhereThatIsUnderstood_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<QString>("format");
        QTest::newRow("GPT image") << u"gpt-image-1"_s << QJsonObject{} << QString();
        QTest::newRow("another maker's") << u"stable-diffusion"_s << QJsonObject{} << QString();
        QTest::newRow("DALL-E") << u"dall-e-3"_s << QJsonObject{} << u"b64_json"_s;
        QTest::newRow("DALL-E behind a gateway") << u"openai/DALL-E-2"_s << QJsonObject{} << u"b64_json"_s;
        QTest::newRow("what the user wants comes first")
            << u"dall-e-3"_s << QJsonObject{{u"extra"_s, QJsonObject{{u"response_format"_s, u"url"_s}}}} << u"url"_s;
    }

    void asksForBytesOnlyWhereThatIsUnderstood()
    {
        QFETCH(QString, model);
        QFETCH(QJsonObject, settings);
        QTEST(bodyFor(promptWith(settings), model)[u"response_format"_s].toString(), "format");
    }

    void streamsOnlyWhatCanBeStreamed_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("streaming");
        QTest::addColumn<bool>("streams");
        QTest::newRow("GPT image") << u"gpt-image-2"_s << true << true;
        QTest::newRow("ChatGPT's") << u"openai/chatgpt-image-latest"_s << true << true;
        QTest::newRow("not asked for") << u"gpt-image-2"_s << false << false;
        QTest::newRow("DALL-E") << u"dall-e-3"_s << true << false;
        QTest::newRow("another maker's") << u"stable-diffusion"_s << true << false;
    }

    void streamsOnlyWhatCanBeStreamed()
    {
        QFETCH(QString, model);
        QFETCH(bool, streaming);
        QFETCH(bool, streams);
        const Request request = requestFor(promptWith({}), model, streaming);
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body[u"stream"_s], streams ? QJsonValue(true) : QJsonValue(QJsonValue::Undefined));
        QCOMPARE(body[u"partial_images"_s], streams ? QJsonValue(1) : QJsonValue(QJsonValue::Undefined));
        QCOMPARE(request.isStreaming, streams);
        QCOMPARE(request.headers.value(1), (Header{"Accept", streams ? "text/event-stream" : "application/json"}));
    }

    void leavesTheNumberOfDraftsToTheUser()
    {
        const QJsonObject settings{{u"extra"_s, QJsonObject{{u"partial_images"_s, 3}}}};
        QCOMPARE(bodyFor(promptWith(settings), u"gpt-image-2"_s, true)[u"partial_images"_s].toInt(), 3);
    }

    void sendsOnePictureAsAForm()
    {
        const Prompt prompt = promptWith({}, {picture()});
        QCOMPARE(requestFor(prompt).url().toString(), u"https://api.openai.com/v1/images/edits"_s);
        QCOMPARE(formFor(prompt),
                 textPart("model", "gpt-image-2") + textPart("prompt", "a cat") + filePart("image", "a.png") + "--B--\r\n");
    }

    void sendsSeveralPicturesUnderTheNameOfAList()
    {
        QCOMPARE(formFor(promptWith({}, {picture(), picture(u"b\".png"_s), picture({}, {})})),
                 textPart("model", "gpt-image-2") + textPart("prompt", "a cat") + filePart("image[]", "a.png")
                     + filePart("image[]", "b%22.png") + filePart("image[]", "image-3.png") + "--B--\r\n");
    }

    void writesSettingsOfAFormAsTexts()
    {
        QJsonObject settings = everySetting;
        settings[u"extra"_s] = QJsonObject{{u"big"_s, 10000000},    {u"flag"_s, true}, {u"list"_s, QJsonArray{u"a, b"_s, 1}},
                                           {u"none"_s, QJsonValue()}, {u"object"_s, QJsonObject{{u"a"_s, 0.5}}}};
        QCOMPARE(formFor(promptWith(settings, {picture()}), u"gpt-image-2"_s, true),
                 textPart("background", "transparent") + textPart("big", "10000000") + textPart("flag", "true")
                     + textPart("input_fidelity", "high") + textPart("list", "[\"a, b\",1]") + textPart("model", "gpt-image-2")
                     + textPart("moderation", "low") + textPart("n", "2") + textPart("object", "{\"a\":0.5}")
                     + textPart("output_compression", "80") + textPart("output_format", "webp")
                     + textPart("partial_images", "1") + textPart("prompt", "a cat") + textPart("quality", "high")
                     + textPart("size", "1536x1024") + textPart("stream", "true") + textPart("style", "vivid")
                     + filePart("image", "a.png") + "--B--\r\n");
    }

    void givesTheSameBytesForTheSamePrompt()
    {
        const Prompt prompt = promptWith(everySetting, {picture(), picture()});
        QVERIFY(!requestFor(prompt).body.isEmpty());
        QCOMPARE(requestFor(prompt), requestFor(prompt));
    }

    void refusesWhatTheFormatCannotSay_data()
    {
        QTest::addColumn<Prompt>("prompt");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("words");
        const QString model = u"gpt-image-2"_s;
        QTest::newRow("no model") << promptWith({}) << QString() << u"no model"_s;
        QTest::newRow("no text") << Prompt{u" \n"_s, {}, {}, {}, {picture()}} << model << u"prompt is empty"_s;
        QTest::newRow("instructions") << Prompt{u"a cat"_s, u"Be brief."_s, {}, {}} << model << u"no instructions"_s;
        QTest::newRow("a sound") << promptWith({}, {picture(), {MediaKind::Sound, "audio/wav", "x", {}, u"a.wav"_s}}) << model
                                 << u"\"a.wav\" cannot"_s;
        QTest::newRow("an empty picture") << promptWith({}, {{MediaKind::Picture, "image/png", {}, {}, u"b.png"_s}}) << model
                                          << u"\"b.png\" cannot"_s;
    }

    void refusesWhatTheFormatCannotSay()
    {
        QFETCH(Prompt, prompt);
        QFETCH(QString, model);
        QFETCH(QString, words);
        const auto recipe = OpenAiImages().encode(prompt, model, openAi(), true);
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
        QVERIFY2(recipe.error().detail.contains(words), qPrintable(recipe.error().detail));
    }

    void keepsEveryCharacterOfThePrompt()
    {
        const QString text = u"  '\"\\$`\r\n\u2028 \U0001F30D 世界 \u0001"_s;
        QCOMPARE(bodyFor({text, {}, {}, {}})[u"prompt"_s].toString(), text);
        QVERIFY(formFor({text, {}, {}, {}, {picture()}}).contains(textPart("prompt", text.toUtf8())));
        QCOMPARE(bodyFor({u"a"_s + QChar(0xD83C), {}, {}, {}})[u"prompt"_s].toString(), u"a\uFFFD"_s);
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const OpenAiImages *>(dialectNamed(u"openai-images")));
        QVERIFY(dialectNames().contains(u"openai-images"_s));
        QVERIFY(dynamic_cast<ImagesDecoder *>(OpenAiImages().decoder({}).get()));
    }
};

QTEST_GUILESS_MAIN(tst_OpenAiImages)
#include "tst_OpenAiImages.moc"
