#include "VideoStage.h"
#include "providers/OpenRouterVideos.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QString dialect = u"openrouter-videos"_s;

QJsonObject part(const QString &type, const QString &address, const QString &frame = {})
{
    QJsonObject object{{u"type"_s, type}, {type, QJsonObject{{u"url"_s, address}}}};
    if (!frame.isEmpty())
        object[u"frame_type"_s] = frame;
    return object;
}

const QByteArray pendingReply = R"({"id":"j","polling_url":"/v1/videos/j","status":"pending"})";

} // namespace

class tst_OpenRouterVideos : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sendsEverySettingByItsName()
    {
        const QJsonObject provider{{u"options"_s, QJsonObject{{u"google-vertex"_s, QJsonObject{{u"negativePrompt"_s, u"rain"_s}}}}}};
        const QJsonObject settings{{u"seconds"_s, 8}, {u"size"_s, u"1280x720"_s}, {u"aspect_ratio"_s, u"16:9"_s},
                                   {u"resolution"_s, u"720p"_s}, {u"seed"_s, 7}, {u"sound"_s, true}, {u"watermark"_s, true},
                                   {u"extra"_s, QJsonObject{{u"provider"_s, provider}}}};
        const QJsonObject body{{u"model"_s, u"m"_s}, {u"prompt"_s, u"A cat"_s}, {u"duration"_s, 8}, {u"size"_s, u"1280x720"_s},
                               {u"aspect_ratio"_s, u"16:9"_s}, {u"resolution"_s, u"720p"_s}, {u"seed"_s, 7},
                               {u"generate_audio"_s, true}, {u"provider"_s, provider}};
        QCOMPARE(jsonBody(encoded(dialect, {u"A cat"_s, {}, {}, settings})), body);
    }

    void followsTheJobUp()
    {
        const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {}});
        QVERIFY(recipe && recipe->job);
        QCOMPARE(lineOf(recipe->request), u"POST https://api.example/v1/videos Content-Type=application/json Accept=application/json X-Title=Studio with key"_s);
        QCOMPARE(lineOf(recipe->job->poll), u"GET https://api.example/v1/videos/{id} Accept=application/json X-Title=Studio with key"_s);
        QCOMPARE(lineOf(recipe->job->download), u"GET https://api.example/v1/videos/{id}/content Accept=*/* X-Title=Studio with key"_s);
        QCOMPARE(lineOf(recipe->job->cancel), u"none"_s);
        QCOMPARE(recipe->job->mostWait, std::chrono::seconds(30));
    }

    void sendsPicturesAsFramesOrReferences_data()
    {
        QTest::addColumn<QStringList>("types");
        QTest::addColumn<QJsonArray>("frames");
        QTest::addColumn<QJsonArray>("references");
        const QString png = u"data:image/png;base64,Ynl0ZXM="_s;
        const QString clip = u"data:video/mp4;base64,Ynl0ZXM="_s;
        const QString sound = u"data:audio/mpeg;base64,Ynl0ZXM="_s;
        const QString image = u"image_url"_s;
        const QString one = u"image/png"_s;
        QTest::newRow("none") << QStringList{} << QJsonArray{} << QJsonArray{};
        QTest::newRow("one") << QStringList{one} << QJsonArray{part(image, png, u"first_frame"_s)} << QJsonArray{};
        QTest::newRow("two") << QStringList{one, one}
                             << QJsonArray{part(image, png, u"first_frame"_s), part(image, png, u"last_frame"_s)} << QJsonArray{};
        QTest::newRow("three") << QStringList{one, one, one} << QJsonArray{}
                               << QJsonArray{part(image, png), part(image, png), part(image, png)};
        QTest::newRow("with a clip and a sound")
            << QStringList{one, u"video/mp4"_s, u"audio/mpeg"_s} << QJsonArray{}
            << QJsonArray{part(image, png), part(u"video_url"_s, clip), part(u"audio_url"_s, sound)};
    }

    void sendsPicturesAsFramesOrReferences()
    {
        QFETCH(QStringList, types);
        Prompt prompt{u"A cat"_s, {}, {}, {}};
        for (const QString &type : types)
            prompt.attachments << attachment(u"file"_s, type.toLatin1());
        const QJsonObject body = jsonBody(encoded(dialect, prompt));
        QTEST(body[u"frame_images"_s].toArray(), "frames");
        QTEST(body[u"input_references"_s].toArray(), "references");
        QVERIFY(!body[u"frame_images"_s].isArray() || !body[u"frame_images"_s].toArray().isEmpty());
        QVERIFY(!body[u"input_references"_s].isArray() || !body[u"input_references"_s].toArray().isEmpty());
    }

    void takesAPictureWithoutAPrompt()
    {
        const Prompt prompt{{}, {}, {}, {}, {attachment(u"a.png"_s, "image/png")}};
        QCOMPARE(jsonBody(encoded(dialect, prompt)).keys(), QStringList({u"frame_images"_s, u"model"_s}));
    }

    void refusesWhatTheFormatCannotSay()
    {
        QVERIFY(!encoded(dialect, {u" "_s, {}, {}, {}}));
        QVERIFY(!encoded(dialect, {u"A cat"_s, u"Be brief."_s, {}, {}}));
        const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {}, {attachment(u"a.pdf"_s, "application/pdf")}});
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
        QVERIFY(recipe.error().detail.contains("\"a.pdf\""_L1));
    }

    void doesAsTheProfileSays()
    {
        JobForm form;
        form.fields = {{u"seconds"_s, u"seconds"_s}};
        form.textFields = {u"seconds"_s};
        form.contentPath = u"/videos/{id}/content?index=0"_s;
        const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {{u"seconds"_s, 4}}}, form);
        QCOMPARE(jsonBody(recipe)[u"seconds"_s], QJsonValue(u"4"_s));
        QCOMPARE(recipe->job->download.path, u"/videos/{id}/content?index=0"_s);
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const OpenRouterVideos *>(dialectNamed(dialect)));
        QVERIFY(dialectNames().contains(dialect));
    }

    void readsWhatTheServerSays()
    {
        const auto decoder = dialectNamed(dialect)->decoder(videoProfile(dialect));
        const QList<RunEvent> events = decoder->body(202, {}, pendingReply);
        QCOMPARE(std::get<JobChanged>(events.first()).pollAddress, QUrl(u"https://api.example/v1/videos/j"_s));
    }
};

QTEST_GUILESS_MAIN(tst_OpenRouterVideos)
#include "tst_OpenRouterVideos.moc"
