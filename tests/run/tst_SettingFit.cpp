#include "run/SettingFit.h"

#include "providers/Dialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Profile chatServer()
{
    return profileForServer(u"s"_s, QUrl(u"http://127.0.0.1/v1"_s), false, {});
}

Profile router()
{
    Profile profile = chatServer();
    profile.takesRouting = true;
    return profile;
}

Model listed(const QStringList &settings)
{
    Model row;
    row.target = {u"s"_s, u"m"_s};
    row.inputs = {u"text"_s, u"image"_s};
    row.outputs = {u"text"_s};
    row.settings = settings;
    row.kinds = Model::Kinds::Listed;
    return row;
}

SettingFit fitOf(const QString &setting, const Profile &profile, const Model *row)
{
    return settingFit(*parameterNamed(setting), profile, row);
}

QJsonObject bodyOf(const Prompt &prompt, const Profile &profile)
{
    const auto recipe = dialectNamed(profile.dialect)->encode(prompt, u"m"_s, profile, false);
    return QJsonDocument::fromJson(recipe ? recipe->request.body : QByteArray()).object();
}

} // namespace

class tst_SettingFit : public QObject
{
    Q_OBJECT

private slots:
    void aSettingWithoutAFieldHasNoPlace()
    {
        QCOMPARE(fitOf(u"seconds"_s, chatServer(), nullptr), SettingFit::NoPlace);
        QCOMPARE(fitOf(u"provider.sort"_s, chatServer(), nullptr), SettingFit::NoPlace);
        QCOMPARE(fitOf(u"seed"_s, forDialect(chatServer(), u"anthropic-messages"_s), nullptr), SettingFit::NoPlace);
    }

    void aSettingThatTheListLeavesOutIsNotTaken()
    {
        const Model row = listed({u"max_tokens"_s, u"seed"_s});
        QCOMPARE(fitOf(u"temperature"_s, chatServer(), &row), SettingFit::NotListed);
        QCOMPARE(fitOf(u"seed"_s, chatServer(), &row), SettingFit::Taken);
        QCOMPARE(fitOf(u"seconds"_s, chatServer(), &row), SettingFit::NoPlace); // the more certain reason
    }

    void whatIsUnknownIsAllowed()
    {
        const Model row = listed({});
        QCOMPARE(fitOf(u"temperature"_s, chatServer(), &row), SettingFit::Taken);
        QCOMPARE(fitOf(u"temperature"_s, chatServer(), nullptr), SettingFit::Taken);
        QCOMPARE(fittedTo(row, chatServer(), {u"Hi"_s, {}, {}, {{u"temperature"_s, 1.0}}}).settings,
                 QJsonObject({{u"temperature"_s, 1.0}}));
    }

    void listsTellNothingOfRoutingAndExtras()
    {
        const Model row = listed({u"max_tokens"_s});
        for (const QString &setting : {u"provider.sort"_s, u"models"_s, u"extra"_s})
            QCOMPARE(fitOf(setting, router(), &row), SettingFit::Taken);
    }

    void settingsOfPicturesAreForModelsThatMakeThem()
    {
        Model row = listed({u"max_tokens"_s});
        QCOMPARE(fitOf(u"aspect_ratio"_s, router(), nullptr), SettingFit::Taken);
        QCOMPARE(fitOf(u"aspect_ratio"_s, router(), &row), SettingFit::NotListed);
        row.outputs << u"image"_s;
        QCOMPARE(fitOf(u"aspect_ratio"_s, router(), &row), SettingFit::Taken);
        Profile videos = chatServer();
        videos.dialect = u"openrouter-videos"_s;
        QCOMPARE(fitOf(u"seconds"_s, videos, &row), SettingFit::NotListed);
        row.outputs = {u"video"_s};
        QCOMPARE(fitOf(u"seconds"_s, videos, &row), SettingFit::Taken);
        QCOMPARE(fitOf(u"aspect_ratio"_s, videos, &row), SettingFit::Taken);
        row.outputs = {u"text"_s};
        row.kinds = Model::Kinds::Guessed;
        QCOMPARE(fitOf(u"seconds"_s, videos, &row), SettingFit::Taken);
    }

    void whatTheListLeavesOutIsNotSent()
    {
        const Model row = listed({u"max_tokens"_s});
        const QJsonObject settings{{u"temperature"_s, 0.5},
                                   {u"max_tokens"_s, 9},
                                   {u"provider.sort"_s, u"price"_s},
                                   {u"extra"_s, QJsonObject{{u"user"_s, u"u"_s}}}};
        const QJsonObject body = bodyOf(fittedTo(row, router(), {u"Hi"_s, {}, {}, settings}), router());
        QVERIFY(!body.contains(u"temperature"_s));
        QCOMPARE(body[u"provider"_s][u"sort"_s].toString(), u"price"_s);
        QCOMPARE(body[u"user"_s].toString(), u"u"_s);
        QCOMPARE(body.contains(u"max_tokens"_s) || body.contains(u"max_completion_tokens"_s), true);
    }

    void aModelThatMakesPicturesIsAskedForThem()
    {
        Model row = listed({});
        row.outputs = {u"image"_s, u"text"_s};
        const Prompt prompt{u"A mug"_s, {}, {}, {}};
        QCOMPARE(bodyOf(fittedTo(row, chatServer(), prompt), chatServer())[u"modalities"_s],
                 QJsonValue(QJsonArray{u"image"_s, u"text"_s}));

        for (const QStringList &outputs : {QStringList{u"text"_s}, QStringList{u"text"_s, u"image"_s}}) {
            row.outputs = outputs;
            QVERIFY(!bodyOf(fittedTo(row, chatServer(), prompt), chatServer()).contains(u"modalities"_s));
        }
        row.outputs = {u"image"_s};
        QCOMPARE(bodyOf(fittedTo(row, chatServer(), prompt), chatServer())[u"modalities"_s],
                 QJsonValue(QJsonArray{u"image"_s}));
        row.kinds = Model::Kinds::Guessed; // a guess is not sent
        QVERIFY(!bodyOf(fittedTo(row, chatServer(), prompt), chatServer()).contains(u"modalities"_s));
    }

    void onlyChatsSayWhatAnswersAreMadeOf()
    {
        Model row = listed({});
        row.outputs = {u"image"_s};
        Profile pictures = chatServer();
        pictures.dialect = u"openai-images"_s;
        QVERIFY(fittedTo(row, pictures, {u"A mug"_s, {}, {}, {}}).settings.isEmpty());
    }

    void whatTheUserSaysOfModalitiesStays()
    {
        Model row = listed({});
        row.outputs = {u"image"_s, u"text"_s};
        const QJsonObject extra{{u"modalities"_s, QJsonArray{u"text"_s}}};
        const Prompt prompt{u"A mug"_s, {}, {}, {{u"extra"_s, extra}}};
        QCOMPARE(bodyOf(fittedTo(row, chatServer(), prompt), chatServer())[u"modalities"_s],
                 QJsonValue(QJsonArray{u"text"_s}));
    }

    void namesTheFirstFileThatAModelDoesNotRead()
    {
        const Media picture{MediaKind::Picture, "image/png", "x", {}, u"mug.png"_s};
        const Media clip{MediaKind::Video, "video/mp4", "x", {}, u"mug.mp4"_s};
        Model row = listed({});
        QVERIFY(!firstNotTaken({picture}, &row));
        QCOMPARE(firstNotTaken({picture, clip}, &row)->name, u"mug.mp4"_s);
        QVERIFY(!firstNotTaken({clip}, nullptr));
        row.kinds = Model::Kinds::Guessed;
        QVERIFY(!firstNotTaken({clip}, &row));
        QVERIFY(columnFit(chatServer(), &row).takes(MediaKind::Video));
        row.kinds = Model::Kinds::Listed;
        QVERIFY(!columnFit(chatServer(), &row).takes(MediaKind::Video));
    }
};

QTEST_MAIN(tst_SettingFit)
#include "tst_SettingFit.moc"
