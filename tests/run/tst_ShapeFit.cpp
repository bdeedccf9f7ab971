#include "run/ShapeFit.h"

#include "providers/Dialect.h"

#include <QJsonDocument>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Profile asked(const QString &dialect)
{
    return forDialect(profileForServer(u"s"_s, QUrl(u"http://127.0.0.1/v1"_s), false, {}), dialect);
}

Model making(const QStringList &outputs)
{
    Model row;
    row.target = {u"s"_s, u"m"_s};
    row.outputs = outputs;
    row.kinds = Model::Kinds::Listed;
    return row;
}

QJsonObject shaped(const QString &dialect, const QString &model, const QJsonObject &settings, const Model *row = nullptr)
{
    return withShape(asked(dialect), model, row, {u"A mug"_s, {}, {}, settings}).settings;
}

/// "aspect_ratio 16:9 > size 1536x1024; seed 7 > -"
QString told(const QString &dialect, const QJsonObject &settings, const Model *row = nullptr)
{
    QStringList parts;
    for (const FilledSetting &each : filledSettings(asked(dialect), {u"s"_s, u"m"_s}, row, {u"A mug"_s, {}, {}, settings}))
        parts << each.setting + u' ' + settingText(each.value) + u" > "_s
                + (each.isRefused() ? u"-"_s : each.place + u' ' + settingText(each.sentValue));
    return parts.join(u"; "_s);
}

} // namespace

class tst_ShapeFit : public QObject
{
    Q_OBJECT

private slots:
    void aShapeBecomesTheNearestSizeThatTheModelMakes_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<QString>("size");
        QTest::newRow("wide picture") << u"openai-images"_s << u"gpt-image-1"_s << u"16:9"_s << u"1536x1024"_s;
        QTest::newRow("tall picture") << u"openai-images"_s << u"gpt-image-1"_s << u"2:3"_s << u"1024x1536"_s;
        QTest::newRow("square picture") << u"openai-images"_s << u"gpt-image-1"_s << u"1:1"_s << u"1024x1024"_s;
        QTest::newRow("a model with sizes of its own") << u"openai-images"_s << u"dall-e-3"_s << u"16:9"_s << u"1792x1024"_s;
        QTest::newRow("a model with one size") << u"openai-images"_s << u"dall-e-2"_s << u"16:9"_s << u"1024x1024"_s;
        QTest::newRow("wide video") << u"openai-videos"_s << u"sora-2"_s << u"16:9"_s << u"1280x720"_s;
        QTest::newRow("tall video") << u"openai-videos"_s << u"sora-2"_s << u"9:16"_s << u"720x1280"_s;
        QTest::newRow("no shape") << u"openai-images"_s << u"gpt-image-1"_s << u"wide"_s << QString();
        QTest::newRow("division by nothing") << u"openai-images"_s << u"gpt-image-1"_s << u"16:0"_s << QString();
    }

    void aShapeBecomesTheNearestSizeThatTheModelMakes()
    {
        QFETCH(QString, dialect);
        QFETCH(QString, model);
        QFETCH(QString, shape);
        QFETCH(QString, size);
        QCOMPARE(shaped(dialect, model, {{u"aspect_ratio"_s, shape}})[u"size"_s].toString(), size);
    }

    void aSizeThatIsSetStays()
    {
        const QJsonObject settings{{u"aspect_ratio"_s, u"16:9"_s}, {u"size"_s, u"1024x1024"_s}};
        QCOMPARE(shaped(u"openai-images"_s, u"m"_s, settings), settings);
        QCOMPARE(told(u"openai-images"_s, settings), u"size 1024x1024 > size 1024x1024; aspect_ratio 16:9 > -"_s);
    }

    void linesAndShapeMakeAVideosSize()
    {
        QCOMPARE(shaped(u"openai-videos"_s, u"m"_s, {{u"resolution"_s, u"1080p"_s}})[u"size"_s].toString(), u"1920x1080"_s);
        QCOMPARE(shaped(u"openai-videos"_s, u"m"_s, {{u"resolution"_s, u"480p"_s}, {u"aspect_ratio"_s, u"9:16"_s}})[u"size"_s]
                     .toString(),
                 u"480x854"_s);
    }

    void aSizeBecomesAShapeWhereItHasAUsualOne()
    {
        QCOMPARE(told(u"seedance"_s, {{u"size"_s, u"1920x1080"_s}}), u"size 1920x1080 > aspect_ratio 16:9"_s);
        const QJsonObject sent = shaped(u"seedance"_s, u"m"_s, {{u"size"_s, u"1920x1080"_s}});
        QCOMPARE(sent[u"resolution"_s].toString(), u"1080p"_s);
        QCOMPARE(told(u"seedance"_s, {{u"size"_s, u"1000x300"_s}}), u"size 1000x300 > -"_s);
    }

    void chatsGetAShapeOnlyWhereTheModelMakesPictures()
    {
        const QJsonObject settings{{u"size"_s, u"1024x1024"_s}};
        const Model text = making({u"text"_s});
        const Model pictures = making({u"image"_s, u"text"_s});
        QCOMPARE(told(u"gemini"_s, settings), u"size 1024x1024 > -"_s);
        QCOMPARE(told(u"gemini"_s, settings, &text), u"size 1024x1024 > -"_s);
        QCOMPARE(told(u"gemini"_s, settings, &pictures), u"size 1024x1024 > aspect_ratio 1:1"_s);
    }

    void saysWhatAModelCannotHonour()
    {
        const QJsonObject settings{{u"aspect_ratio"_s, u"16:9"_s}, {u"seed"_s, 7}, {u"count"_s, 2}};
        QCOMPARE(told(u"openai-images"_s, settings), u"seed 7 > -; aspect_ratio 16:9 > size 1536x1024; count 2 > count 2"_s);
        QCOMPARE(told(u"openrouter-images"_s, settings), u"seed 7 > seed 7; aspect_ratio 16:9 > aspect_ratio 16:9; count 2 > count 2"_s);
    }

    void whatIsToldIsWhatIsSent()
    {
        const Profile profile = asked(u"openai-images"_s);
        const Prompt prompt{u"A mug"_s, {}, {}, {{u"aspect_ratio"_s, u"16:9"_s}, {u"seed"_s, 7}}};
        const auto recipe = dialectNamed(profile.dialect)->encode(withShape(profile, u"m"_s, nullptr, prompt), u"m"_s, profile, false);
        QVERIFY(recipe);
        const QJsonObject body = QJsonDocument::fromJson(recipe->request.body).object();
        QCOMPARE(body[u"size"_s].toString(), u"1536x1024"_s);
        QVERIFY(!body.contains(u"seed"_s) && !body.contains(u"aspect_ratio"_s));
    }
};

QTEST_GUILESS_MAIN(tst_ShapeFit)

#include "tst_ShapeFit.moc"
