#include "VideoStage.h"
#include "providers/Seedance.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QString dialect = u"seedance"_s;

QJsonObject picturePart(const QString &role)
{
    return {{u"type"_s, u"image_url"_s},
            {u"image_url"_s, QJsonObject{{u"url"_s, u"data:image/png;base64,Ynl0ZXM="_s}}},
            {u"role"_s, role}};
}

} // namespace

class tst_Seedance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sendsEverySettingByItsName()
    {
        const QJsonObject settings{{u"seconds"_s, 5}, {u"aspect_ratio"_s, u"16:9"_s}, {u"resolution"_s, u"720p"_s},
                                   {u"frame_rate"_s, 24}, {u"seed"_s, 7}, {u"sound"_s, true}, {u"watermark"_s, false},
                                   {u"fixed_camera"_s, true}, {u"size"_s, u"1280x720"_s},
                                   {u"extra"_s, QJsonObject{{u"return_last_frame"_s, true}}}};
        const QJsonObject body{{u"model"_s, u"m"_s},
                               {u"content"_s, QJsonArray{QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, u"A cat\uFFFD"_s}}}},
                               {u"duration"_s, 5}, {u"ratio"_s, u"16:9"_s}, {u"resolution"_s, u"720p"_s},
                               {u"framespersecond"_s, 24}, {u"seed"_s, 7}, {u"generate_audio"_s, true},
                               {u"watermark"_s, false}, {u"camera_fixed"_s, true}, {u"return_last_frame"_s, true}};
        QCOMPARE(jsonBody(encoded(dialect, {u"A cat"_s + QChar(0xD83C), {}, {}, settings})), body);
    }

    void followsTheJobUp()
    {
        const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {}});
        QVERIFY(recipe && recipe->job);
        const QString tasks = u"https://api.example/v1/contents/generations/tasks"_s;
        QCOMPARE(lineOf(recipe->request), u"POST %1 Content-Type=application/json Accept=application/json X-Title=Studio with key"_s.arg(tasks));
        QCOMPARE(lineOf(recipe->job->poll), u"GET %1/{id} Accept=application/json X-Title=Studio with key"_s.arg(tasks));
        QCOMPARE(lineOf(recipe->job->download), u"none"_s);
        QCOMPARE(lineOf(recipe->job->cancel), u"DELETE %1/{id} Accept=application/json X-Title=Studio with key"_s.arg(tasks));
    }

    void isReachedUnderItsOwnPath()
    {
        Profile profile = videoProfile(u"openai-chat"_s);
        profile.basePath = u"/v1"_s;
        profile.families << Family{dialect, u"/api/v3"_s};
        const auto recipe = Seedance().encode({u"A cat"_s, {}, {}, {}}, u"m"_s, forDialect(profile, dialect), false);
        QCOMPARE(recipe->request.url(), QUrl(u"https://api.example/api/v3/contents/generations/tasks"_s));
        QCOMPARE(recipe->job->poll.base, QUrl(u"https://api.example/api/v3"_s));
    }

    void givesPicturesTheirRoles()
    {
        Prompt prompt{{}, {}, {}, {}, {attachment(u"a.png"_s, "image/png")}};
        const auto content = [&prompt] { return jsonBody(encoded(dialect, prompt))[u"content"_s].toArray(); };
        QCOMPARE(content(), QJsonArray({picturePart(u"first_frame"_s)}));
        prompt.attachments << prompt.attachments.first();
        QCOMPARE(content(), QJsonArray({picturePart(u"first_frame"_s), picturePart(u"last_frame"_s)}));
        prompt.attachments << prompt.attachments.first();
        prompt.text = u"A cat"_s;
        QCOMPARE(content().size(), 4);
        QCOMPARE(content()[0][u"text"_s], u"A cat"_s);
        QCOMPARE(content()[3].toObject(), picturePart(u"reference_image"_s));
    }

    void refusesWhatTheFormatCannotSay()
    {
        QVERIFY(!encoded(dialect, {u" "_s, {}, {}, {}}));
        QVERIFY(!encoded(dialect, {u"A cat"_s, u"Be brief."_s, {}, {}}));
        for (const char *type : {"video/mp4", "audio/mpeg", "application/pdf"}) {
            const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {}, {attachment(u"a file"_s, type)}});
            QVERIFY(!recipe);
            QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
            QVERIFY(recipe.error().detail.contains("\"a file\""_L1));
        }
    }

    void doesAsTheProfileSays()
    {
        JobForm form;
        form.submitPath = u"/v3/tasks"_s;
        form.pollPath = u"/v3/tasks/{id}"_s;
        form.contentPath = u"/v3/tasks/{id}/file"_s;
        form.cancelPath = u"-"_s;
        form.fields = {{u"seconds"_s, u"frames"_s}, {u"watermark"_s, u"-"_s}};
        const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {{u"seconds"_s, 4}, {u"watermark"_s, true}}}, form);
        QCOMPARE(jsonBody(recipe).keys(), QStringList({u"content"_s, u"frames"_s, u"model"_s}));
        QCOMPARE(recipe->request.path, u"/v3/tasks"_s);
        QCOMPARE(recipe->job->poll.path, u"/v3/tasks/{id}"_s);
        QCOMPARE(recipe->job->download.path, u"/v3/tasks/{id}/file"_s);
        QCOMPARE(lineOf(recipe->job->cancel), u"none"_s);
    }

    void isFoundByItsName()
    {
        QVERIFY(dynamic_cast<const Seedance *>(dialectNamed(dialect)));
        QVERIFY(dialectNames().contains(dialect));
    }
};

QTEST_GUILESS_MAIN(tst_Seedance)
#include "tst_Seedance.moc"
