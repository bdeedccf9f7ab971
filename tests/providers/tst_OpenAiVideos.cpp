#include "VideoStage.h"
#include "providers/OpenAiVideos.h"
#include "providers/SettingFields.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QString sora = u"openai-videos"_s;
const QString json = u"openai-videos-json"_s;
const Media picture = attachment(u"a \"b\".png"_s, "image/png", "\x89PNG");

using Fields = QMap<QString, QString>;

/// What a server makes of a form: name to text, files as "name|type|bytes".
Fields fieldsOf(const Request &request)
{
    const QByteArray boundary = request.headers.first().value.split('=').last();
    Fields fields;
    const QList<QByteArray> parts = QByteArray("\r\n" + request.body).replace("\r\n--" + boundary, "\1").split('\1');
    for (const QByteArray &part : parts.mid(1)) {
        const qsizetype gap = part.indexOf("\r\n\r\n");
        const QString head = QString::fromUtf8(part.first(std::max<qsizetype>(gap, 0)));
        const QString content = QString::fromUtf8(part.sliced(gap + 4));
        const QString name = head.section(u"name=\""_s, 1, 1).section(u'"', 0, 0);
        if (gap >= 0)
            fields[name] = head.contains("filename="_L1)
                ? head.section(u"filename=\""_s, 1, 1).section(u'"', 0, 0) + u'|' + head.section(u"Content-Type: "_s, 1, 1) + u'|' + content
                : content;
    }
    return fields;
}

const QByteArray queuedReply = R"({"id":"video_1","status":"queued"})";

} // namespace

class tst_OpenAiVideos : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sendsAForm()
    {
        const Prompt prompt{u"A cat\r\nruns \U0001F408"_s, {}, {},
                            {{u"seconds"_s, 4}, {u"size"_s, u"720x1280"_s}, {u"temperature"_s, 1.0},
                             {u"extra"_s, QJsonObject{{u"fps"_s, 24}, {u"loop"_s, true}, {u"camera"_s, QJsonArray{u"pan"_s, 1}}}}},
                            {picture}};
        const auto recipe = encoded(sora, prompt);
        QVERIFY(recipe);
        const Request &request = recipe->request;
        QVERIFY(request.headers.first().value.startsWith("multipart/form-data; boundary="));
        const Fields fields{{u"model"_s, u"m"_s},
                                            {u"prompt"_s, u"A cat\r\nruns \U0001F408"_s},
                                            {u"seconds"_s, u"4"_s},
                                            {u"size"_s, u"720x1280"_s},
                                            {u"fps"_s, u"24"_s},
                                            {u"loop"_s, u"true"_s},
                                            {u"camera"_s, u"[\"pan\",1]"_s},
                                            {u"input_reference"_s, u"a %22b%22.png|image/png|\uFFFDPNG"_s}};
        QCOMPARE(fieldsOf(request), fields);
        QCOMPARE(encoded(sora, prompt)->request.body, request.body); // what is shown is what is sent
    }

    void sendsOnlyWhatWasSet()
    {
        const Fields fields{{u"model"_s, u"m"_s}, {u"prompt"_s, u"A cat"_s}};
        QCOMPARE(fieldsOf(encoded(sora, {u"A cat"_s, {}, {}, {}})->request), fields);
        const QJsonObject body{{u"model"_s, u"m"_s}, {u"prompt"_s, u"A cat"_s}};
        QCOMPARE(jsonBody(encoded(json, {u"A cat"_s, {}, {}, {}})), body);
    }

    void followsTheJobUp()
    {
        const auto recipe = encoded(sora, {u"A cat"_s, {}, {}, {}});
        QVERIFY(recipe && recipe->job);
        QVERIFY(lineOf(recipe->request).startsWith("POST https://api.example/v1/videos Content-Type=multipart"_L1));
        QVERIFY(lineOf(recipe->request).endsWith(" Accept=application/json X-Title=Studio with key"_L1));
        QCOMPARE(lineOf(recipe->job->poll), u"GET https://api.example/v1/videos/{id} Accept=application/json X-Title=Studio with key"_s);
        QCOMPARE(lineOf(recipe->job->download), u"GET https://api.example/v1/videos/{id}/content Accept=*/* X-Title=Studio with key"_s);
        QCOMPARE(lineOf(recipe->job->cancel), u"DELETE https://api.example/v1/videos/{id} Accept=application/json X-Title=Studio with key"_s);
        QCOMPARE(recipe->job->firstWait, std::chrono::seconds(3));
        QCOMPARE(recipe->job->mostWait, std::chrono::seconds(15));
    }

    void survivesBeingStored_data()
    {
        QTest::addColumn<QString>("dialect");
        for (const QString &dialect : {sora, json, u"openrouter-videos"_s, u"seedance"_s})
            QTest::newRow(qPrintable(dialect)) << dialect;
    }

    void survivesBeingStored()
    {
        QFETCH(QString, dialect);
        JobForm form;
        form.contentPath = u"/files/{id}?part=0"_s;
        form.cancelPath = u"/stop/{id}"_s;
        for (const JobForm &job : {JobForm{}, form}) {
            const auto recipe = encoded(dialect, {u"A cat"_s, {}, {}, {}, {picture}}, job);
            QVERIFY(recipe && recipe->job);
            const auto again = recipeFromJson(toJson(*recipe));
            QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
            QVERIFY(*again == *recipe);
            for (const Request &request : {again->job->poll, again->job->download, again->job->cancel}) {
                const auto one = forJob(request, u"a/../b?c"_s);
                QVERIFY(one);
                QVERIFY2(request.path.isEmpty() || (request.path.contains("{id}"_L1) && one->path.contains("a%2F..%2Fb%3Fc"_L1)), qPrintable(request.path));
            }
        }
    }

    void doesAsTheProfileSays()
    {
        JobForm form;
        form.body = JobForm::Body::Json;
        form.submitPath = u"/video"_s;
        form.pollPath = u"/video/{id}"_s;
        form.contentPath = u"-"_s;
        form.cancelPath = u"-"_s;
        form.fields = {{u"seconds"_s, u"length.value"_s}, {u"size"_s, u"-"_s}, {u"aspect_ratio"_s, u"ratio"_s}};
        form.textFields = {u"length.value"_s};
        form.firstWait = std::chrono::seconds(10);
        form.mostWait = std::chrono::seconds(60);
        const Prompt prompt{u"A cat"_s, {}, {}, {{u"seconds"_s, 7.5}, {u"size"_s, u"720x1280"_s}, {u"aspect_ratio"_s, u"16:9"_s}},
                            {picture}};
        const auto recipe = encoded(sora, prompt, form);
        const QJsonObject body{{u"model"_s, u"m"_s},
                               {u"prompt"_s, u"A cat"_s},
                               {u"length"_s, QJsonObject{{u"value"_s, u"7.5"_s}}},
                               {u"ratio"_s, u"16:9"_s},
                               {u"input_reference"_s, QJsonObject{{u"image_url"_s, u"data:image/png;base64,iVBORw=="_s}}}};
        QCOMPARE(jsonBody(recipe), body);
        QVERIFY(lineOf(recipe->request).startsWith("POST https://api.example/v1/video Content-Type=application/json "_L1));
        QVERIFY(lineOf(recipe->job->poll).startsWith("GET https://api.example/v1/video/{id} "_L1));
        QCOMPARE(lineOf(recipe->job->download), u"none"_s);
        QCOMPARE(lineOf(recipe->job->cancel), u"none"_s);
        QCOMPARE(recipe->job->firstWait, std::chrono::seconds(10));
        QCOMPARE(recipe->job->mostWait, std::chrono::seconds(60));
    }

    void writesSecondsAsTheServerWantsThem_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Fields>("fields");
        QTest::addColumn<QStringList>("textFields");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("a text, as OpenAI does") << sora << Fields{} << QStringList{} << u"seconds"_s << QJsonValue(u"4"_s);
        QTest::newRow("a number") << sora << Fields{} << QStringList{u"-"_s} << u"seconds"_s << QJsonValue(4);
        QTest::newRow("by another name") << sora << Fields{{u"seconds"_s, u"duration"_s}} << QStringList{} << u"duration"_s << QJsonValue(4);
        QTest::newRow("as Seedance does") << json << Fields{} << QStringList{} << u"duration"_s << QJsonValue(4);
        QTest::newRow("its text") << json << Fields{} << QStringList{u"duration"_s} << u"duration"_s << QJsonValue(u"4"_s);
    }

    void writesSecondsAsTheServerWantsThem()
    {
        QFETCH(QString, dialect);
        QFETCH(Fields, fields);
        QFETCH(QStringList, textFields);
        QFETCH(QString, field);
        JobForm form;
        form.body = JobForm::Body::Json;
        form.fields = fields;
        form.textFields = textFields;
        const QJsonObject body = jsonBody(encoded(dialect, {u"A cat"_s, {}, {}, {{u"seconds"_s, 4}}}, form));
        QTEST(body[field], "value");
        QCOMPARE(body.size(), 3);
    }

    void givesSeedanceItsPicturesInAList()
    {
        const QString address = u"data:image/png;base64,iVBORw=="_s;
        Prompt prompt{u"A cat"_s, {}, {}, {{u"seconds"_s, 5}, {u"size"_s, u"1280x720"_s}}, {picture, picture}};
        const QJsonObject body{{u"model"_s, u"m"_s}, {u"prompt"_s, u"A cat"_s}, {u"duration"_s, 5}, {u"size"_s, u"1280x720"_s},
                               {u"mode"_s, u"i2v"_s}, {u"images"_s, QJsonArray{address, address}}};
        QCOMPARE(jsonBody(encoded(json, prompt)), body);
        prompt.attachments << picture;
        QCOMPARE(jsonBody(encoded(json, prompt))[u"mode"_s], u"r2v"_s);
        prompt.settings[u"extra"_s] = QJsonObject{{u"mode"_s, u"i2v"_s}};
        QCOMPARE(jsonBody(encoded(json, prompt))[u"mode"_s], u"i2v"_s);
    }

    void isRefusedWhereTheFormatCannotSayIt_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("instructions");
        QTest::addColumn<QStringList>("types");
        QTest::addColumn<QString>("words");
        const QString cat = u"A cat"_s;
        for (const QString &dialect : {sora, json}) {
            const auto row = [&dialect](const char *name) -> QTestData & {
                return QTest::newRow(qPrintable(dialect + u": "_s + QLatin1StringView(name))) << dialect;
            };
            row("no prompt") << u" \n"_s << QString() << QStringList{} << u"the prompt is empty"_s;
            row("a picture without a prompt") << QString() << QString() << QStringList{u"image/png"_s} << u"the prompt is empty"_s;
            row("instructions") << cat << u"Be brief."_s << QStringList{} << u"takes no instructions"_s;
            row("a sound") << cat << QString() << QStringList{u"image/png"_s, u"audio/mpeg"_s} << u"\"file1\" cannot be sent"_s;
            row("a clip") << cat << QString() << QStringList{u"video/mp4"_s} << u"\"file0\" cannot be sent"_s;
            row("a document") << cat << QString() << QStringList{u"application/pdf"_s} << u"\"file0\" cannot be sent"_s;
        }
        QTest::newRow("two pictures") << sora << cat << QString() << QStringList{u"image/png"_s, u"image/png"_s}
                                      << u"\"file1\" cannot be sent: this format takes one picture"_s;
    }

    void isRefusedWhereTheFormatCannotSayIt()
    {
        QFETCH(QString, dialect);
        QFETCH(QString, text);
        QFETCH(QString, instructions);
        QFETCH(QStringList, types);
        QFETCH(QString, words);
        Prompt prompt{text, instructions, {}, {}};
        for (const QString &type : types)
            prompt.attachments << attachment(u"file%1"_s.arg(prompt.attachments.size()), type.toLatin1());
        const auto recipe = encoded(dialect, prompt);
        QVERIFY(!recipe);
        QCOMPARE(recipe.error().kind, ErrorKind::Rejected);
        QVERIFY2(recipe.error().detail.contains(words), qPrintable(recipe.error().detail));
        QVERIFY(!OpenAiVideos().encode({u"A cat"_s, {}, {}, {}}, {}, videoProfile(sora), true)); // no model
    }

    void isFoundByItsNames()
    {
        QVERIFY(dynamic_cast<const OpenAiVideos *>(dialectNamed(sora)));
        QVERIFY(dynamic_cast<const OpenAiVideos *>(dialectNamed(json)));
        QVERIFY(dialectNames().contains(sora) && dialectNames().contains(json));
        QVERIFY(settingsTaken(videoProfile(json)).contains(u"seconds"_s));
        QVERIFY(!settingsTaken(videoProfile(json)).contains(u"temperature"_s));
    }

    void readsWhatTheServerSays()
    {
        const auto decoder = dialectNamed(sora)->decoder(videoProfile(sora));
        const QList<RunEvent> events = decoder->body(200, {}, queuedReply);
        QCOMPARE(events.size(), 1);
        QCOMPARE(std::get<JobChanged>(events.first()).id, u"video_1"_s);
    }
};

QTEST_GUILESS_MAIN(tst_OpenAiVideos)
#include "tst_OpenAiVideos.moc"
