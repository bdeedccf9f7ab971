#include "BuiltIn.h"
#include "providers/ImagesDecoder.h"
#include "providers/OpenRouterImages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Profile openRouter()
{
    return forDialect(builtIn(u"openrouter"_s), u"openrouter-images");
}

Media picture(const QByteArray &mime, const QByteArray &bytes)
{
    return {MediaKind::Picture, mime, bytes, {}, u"a.png"_s};
}

Request requestFor(const Prompt &prompt, const Profile &profile = openRouter(), bool streaming = false)
{
    const auto recipe = OpenRouterImages().encode(prompt, u"a/b"_s, profile, streaming);
    return recipe && !recipe->job ? recipe->request : Request();
}

QJsonObject bodyFor(const Prompt &prompt, const Profile &profile = openRouter(), bool streaming = false)
{
    return QJsonDocument::fromJson(requestFor(prompt, profile, streaming).body).object();
}

} // namespace

class tst_OpenRouterImages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void writesABodyThatPeopleCanRead()
    {
        QCOMPARE(QString::fromUtf8(requestFor({u"a cat"_s, {}, {}, {{u"seed"_s, 7}}}).body), uR"({
    "model": "a/b",
    "prompt": "a cat",
    "seed": 7
})"_s);
    }

    void addressesAndSignsTheRequestAsTheProfileSays()
    {
        const Request request = requestFor({u"a cat"_s, {}, {}, {}}, openRouter(), true);
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.url().toString(), u"https://openrouter.ai/api/v1/images"_s);
        const QList<Header> headers{{"Content-Type", "application/json"},
                                    {"Accept", "text/event-stream"},
                                    {"X-OpenRouter-Title", "Signalbox Studio"}};
        QCOMPARE(request.headers.first(3), headers);
        QCOMPARE(request.secret, std::optional(SecretHeader{"Authorization", "Bearer "}));
        QVERIFY(request.isStreaming);
    }

    void streamsOnlyWhenAsked()
    {
        const Prompt prompt{u"a cat"_s, {}, {}, {}};
        QCOMPARE(bodyFor(prompt, openRouter(), true).keys(), QStringList({u"model"_s, u"prompt"_s, u"stream"_s}));
        QCOMPARE(bodyFor(prompt, openRouter(), false).keys(), QStringList({u"model"_s, u"prompt"_s}));
        QVERIFY(requestFor(prompt).headers.contains(Header{"Accept", "application/json"}));
        QVERIFY(!requestFor(prompt).isStreaming);
    }

    void putsEverySettingInItsField()
    {
        const QJsonObject settings{{u"size"_s, u"2048x2048"_s},        {u"aspect_ratio"_s, u"9:19.5"_s},
                                   {u"resolution"_s, u"2K"_s},         {u"count"_s, 2},
                                   {u"quality"_s, u"high"_s},          {u"background"_s, u"opaque"_s},
                                   {u"output_format"_s, u"svg"_s},     {u"output_compression"_s, 0},
                                   {u"seed"_s, 7},                     {u"style"_s, u"vivid"_s},
                                   {u"provider.only"_s, QJsonArray{u"google"_s}},
                                   {u"provider.allow_fallbacks"_s, false},
                                   {u"provider.sort"_s, u"price"_s},   {u"provider.zdr"_s, true},
                                   {u"models"_s, QJsonArray{u"c/d"_s}}, {u"temperature"_s, 0.5},
                                   {u"extra"_s, QJsonObject{{u"provider"_s, QJsonObject{{u"options"_s, QJsonObject{{u"x"_s, 1}}}}}}}};
        Profile profile = openRouter();
        profile.takesRouting = true;
        profile.defaults = {{u"provider.require_parameters"_s, true}}; // of chats only
        const QJsonObject provider{{u"only"_s, QJsonArray{u"google"_s}}, {u"allow_fallbacks"_s, false},
                                   {u"sort"_s, u"price"_s}, {u"options"_s, QJsonObject{{u"x"_s, 1}}}};
        const QJsonObject expected{{u"model"_s, u"a/b"_s},             {u"prompt"_s, u"a cat"_s},
                                   {u"size"_s, u"2048x2048"_s},        {u"aspect_ratio"_s, u"9:19.5"_s},
                                   {u"resolution"_s, u"2K"_s},         {u"n"_s, 2},
                                   {u"quality"_s, u"high"_s},          {u"background"_s, u"opaque"_s},
                                   {u"output_format"_s, u"svg"_s},     {u"output_compression"_s, 0},
                                   {u"seed"_s, 7},                     {u"provider"_s, provider}};
        QCOMPARE(bodyFor({u"a cat"_s, {}, {}, settings}, profile), expected);
    }

    void sendsPicturesAsReferences()
    {
        const QByteArray png("\x89PNG\r\n\x1a\n", 8);
        const QJsonArray references = bodyFor({u"a cat"_s, {}, {}, {}, {picture("image/jpeg", "\xff\xd8"), picture({}, png)}})
            [u"input_references"_s].toArray();
        const QJsonArray expected{
            QJsonObject{{u"type"_s, u"image_url"_s}, {u"image_url"_s, QJsonObject{{u"url"_s, u"data:image/jpeg;base64,/9g="_s}}}},
            QJsonObject{{u"type"_s, u"image_url"_s},
                        {u"image_url"_s, QJsonObject{{u"url"_s, u"data:image/png;base64,iVBORw0KGgo="_s}}}}};
        QCOMPARE(references, expected);
    }

    void refusesWhatTheFormatCannotSay_data()
    {
        QTest::addColumn<Prompt>("prompt");
        QTest::newRow("no text") << Prompt{u" \n"_s, {}, {}, {}};
        QTest::newRow("instructions") << Prompt{u"a cat"_s, u"Be brief."_s, {}, {}};
        QTest::newRow("a document") << Prompt{u"a cat"_s, {}, {}, {}, {{MediaKind::Document, "application/pdf", "x", {}, u"a.pdf"_s}}};
    }

    void refusesWhatTheFormatCannotSay()
    {
        QFETCH(Prompt, prompt);
        const auto recipe = OpenRouterImages().encode(prompt, u"a/b"_s, openRouter(), false);
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const OpenRouterImages *>(dialectNamed(u"openrouter-images")));
        QVERIFY(dialectNames().contains(u"openrouter-images"_s));
        QVERIFY(dynamic_cast<ImagesDecoder *>(OpenRouterImages().decoder({}).get()));
    }
};

QTEST_GUILESS_MAIN(tst_OpenRouterImages)
#include "tst_OpenRouterImages.moc"
