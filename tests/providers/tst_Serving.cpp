#include "BuiltIn.h"
#include "providers/Dialect.h"
#include "providers/ModelList.h"
#include "providers/Profile.h"
#include "support/TestFiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QString askedIn(const Profile &profile, const Model &model)
{
    return dialectFor(profile, model.target.model, model.endpointTypes + model.outputs);
}

/// The catalogue's own word for the route of a model, by id.
QMap<QString, QString> catalogueFamilies()
{
    QMap<QString, QString> families;
    for (const QString &line : QString::fromUtf8(testData(u"models/wisgate-families.txt"_s)).split(u'\n', Qt::SkipEmptyParts))
        families[line.section(u'\t', 0, 0)] = line.section(u'\t', 1);
    return families;
}

/// Where a route names two, the first: chat is what every tool of ours reads best.
const QMap<QString, QString> dialectOfFamily{
    {u"chat"_s, u"openai-chat"_s},
    {u"chat / anthropic-messages"_s, u"openai-chat"_s},
    {u"chat / gemini-native"_s, u"openai-chat"_s},
    {u"chat / responses"_s, u"openai-chat"_s},
    {u"chat-image"_s, u"openai-chat"_s},
    {u"chat-video (legacy)"_s, u"openai-chat"_s},
    {u"gemini-native"_s, u"gemini"_s},
    {u"openai-images"_s, u"openai-images"_s},
    {u"openai-video"_s, u"openai-videos"_s},
    {u"openai-video-json"_s, u"openai-videos-json"_s},
    {u"seedance-native"_s, u"seedance"_s},
};

/// What OpenRouter's list says a model makes, read without the program's own reader.
QMap<QString, QStringList> outputsOfOpenRouter()
{
    QMap<QString, QStringList> outputs;
    const QJsonDocument list = QJsonDocument::fromJson(bundledModelList(u"openrouter"_s));
    for (const QJsonValue &row : list[u"data"].toArray()) {
        for (const QJsonValue &word : row[u"architecture"][u"output_modalities"].toArray())
            outputs[row[u"id"].toString()] << word.toString();
    }
    return outputs;
}

} // namespace

/// In which wire format each model is asked.
class tst_Serving : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void asksEveryModelOfWisGateOnItsRoute()
    {
        const Profile wisGate = builtIn(u"wisgate"_s);
        const auto families = catalogueFamilies();
        QVERIFY(families.size() > 80);
        const auto models = parseModelList(bundledModelList(u"wisgate"_s), u"wisgate"_s);
        QVERIFY(models);
        QStringList wrong;
        for (const Model &model : *models) {
            const QString id = model.target.model;
            const QString expected = dialectOfFamily.value(families.value(id));
            QVERIFY2(!expected.isEmpty(), qPrintable(id + u": "_s + families.value(id)));
            if (const QString asked = askedIn(wisGate, model); asked != expected)
                wrong << id + u": "_s + asked + u" instead of "_s + expected;
        }
        QCOMPARE(wrong, QStringList());
    }

    void asksModelsOfWisGateThatAreOnlyTypedAsIfTheyWereListed()
    {
        const Profile wisGate = builtIn(u"wisgate"_s);
        const auto families = catalogueFamilies();
        for (auto each = families.begin(); each != families.end(); ++each)
            QCOMPARE(each.key() + u' ' + dialectFor(wisGate, each.key()),
                     each.key() + u' ' + dialectOfFamily.value(*each));
    }

    void takesWisGatesListAtItsWordWhereItNamesOneRoute()
    {
        const Profile wisGate = builtIn(u"wisgate"_s);
        QCOMPARE(dialectFor(wisGate, u"new"_s, {u"anthropic"_s}), u"anthropic-messages"_s);
        QCOMPARE(dialectFor(wisGate, u"new"_s, {u"openai"_s, u"anthropic"_s}), u"openai-chat"_s);
        QCOMPARE(dialectFor(wisGate, u"new"_s, {u"gemini"_s}), u"gemini"_s);
        QCOMPARE(dialectFor(wisGate, u"new"_s, {u"openai-response"_s}), u"openai-responses"_s);
        QCOMPARE(dialectFor(wisGate, u"new"_s, {u"openai-video"_s}), u"openai-videos"_s);
        QCOMPARE(dialectFor(wisGate, u"o3-pro"_s, {u"openai"_s}), u"openai-responses"_s);
        QCOMPARE(dialectFor(wisGate, u"deepseek-v4-pro"_s, {u"openai"_s}), u"openai-chat"_s);
    }

    void asksEveryModelOfOpenRouterByWhatItMakes()
    {
        const Profile openRouter = builtIn(u"openrouter"_s);
        const auto outputs = outputsOfOpenRouter();
        const auto models = parseModelList(bundledModelList(u"openrouter"_s), u"openrouter"_s);
        QVERIFY(models);
        QCOMPARE(models->size(), outputs.size());
        QMap<QString, int> counts;
        QStringList wrong;
        for (const Model &model : *models) {
            const QStringList made = outputs.value(model.target.model);
            QString expected = u"openai-chat"_s;
            if (made.contains(u"video"_s))
                expected = u"openrouter-videos"_s;
            else if (made == QStringList{u"image"_s})
                expected = u"openrouter-images"_s;
            const QString asked = askedIn(openRouter, model);
            ++counts[asked];
            if (asked != expected)
                wrong << model.target.model + u": "_s + asked + u" instead of "_s + expected;
        }
        QCOMPARE(wrong, QStringList());
        QCOMPARE(counts.value(u"openrouter-videos"_s), 15);
        QCOMPARE(counts.value(u"openrouter-images"_s), 18);
    }

    void asksOpenAisModelsByTheirNames_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("dialect");
        QTest::newRow("text") << u"gpt-5.2"_s << u"openai-chat"_s;
        QTest::newRow("pro") << u"gpt-5.2-pro"_s << u"openai-responses"_s;
        QTest::newRow("dated pro") << u"o3-pro-2025-06-10"_s << u"openai-responses"_s;
        QTest::newRow("pictures") << u"gpt-image-2"_s << u"openai-images"_s;
        QTest::newRow("older pictures") << u"dall-e-3"_s << u"openai-images"_s;
        QTest::newRow("a name that only has it inside") << u"my-gpt-image-2"_s << u"openai-chat"_s;
    }

    void asksOpenAisModelsByTheirNames()
    {
        QFETCH(QString, id);
        QTEST(dialectFor(builtIn(u"openai"_s), id), "dialect");
    }

    void asksPracticeModelsByWhatTheyMakeEvenWithAFault()
    {
        const Profile practice = builtIn(u"practice"_s);
        QCOMPARE(dialectFor(practice, u"text-a:429"_s), u"openai-chat"_s);
        QCOMPARE(dialectFor(practice, u"picture-b:429"_s), u"openai-images"_s);
        QCOMPARE(dialectFor(practice, u"video-a"_s), u"openai-videos"_s);
    }

    void whatTheUserChoseComesFirst()
    {
        Profile wisGate = builtIn(u"wisgate"_s);
        wisGate.chosen[u"sora-2"_s] = u"openai-chat"_s;
        QCOMPARE(dialectFor(wisGate, u"sora-2"_s, {u"openai-video"_s}), u"openai-chat"_s);
        QCOMPARE(dialectFor(wisGate, u"sora-2-pro"_s, {u"openai-video"_s}), u"openai-videos"_s);
    }

    void reachesEachFormatAtItsOwnAddress_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("header");
        const auto row = [](const char *provider, const char *dialect, const QString &base, const QString &header) {
            QTest::addRow("%s %s", provider, dialect) << QString::fromLatin1(provider) << QString::fromLatin1(dialect)
                                                      << base << header;
        };
        row("wisgate", "openai-chat", u"https://api.wisgate.ai/v1"_s, u"Authorization"_s);
        row("wisgate", "anthropic-messages", u"https://api.wisgate.ai/v1"_s, u"Authorization"_s);
        row("wisgate", "gemini", u"https://api.wisgate.ai/v1beta"_s, u"x-goog-api-key"_s);
        row("wisgate", "seedance", u"https://api.wisgate.ai/api/v3"_s, u"Authorization"_s);
        row("openrouter", "openrouter-videos", u"https://openrouter.ai/api/v1"_s, u"Authorization"_s);
        row("anthropic", "anthropic-messages", u"https://api.anthropic.com/v1"_s, u"x-api-key"_s);
        row("gemini", "gemini", u"https://generativelanguage.googleapis.com/v1beta"_s, u"x-goog-api-key"_s);
    }

    void reachesEachFormatAtItsOwnAddress()
    {
        QFETCH(QString, provider);
        QFETCH(QString, dialect);
        const Profile profile = forDialect(builtIn(provider), dialect);
        QTEST(profile.base.toString(), "base");
        QVERIFY(profile.secret);
        QTEST(QString::fromLatin1(profile.secret->name), "header");
    }

    void everyHostOfWisGateHasEveryFormat()
    {
        Profile wisGate = builtIn(u"wisgate"_s);
        QCOMPARE(wisGate.hosts.size(), 3);
        QCOMPARE(wisGate.hosts.first().base, wisGate.base);
        for (const Host &host : std::as_const(wisGate.hosts)) {
            wisGate.base = host.base;
            QCOMPARE(forDialect(wisGate, u"gemini").base.path(), u"/v1beta"_s);
            QCOMPARE(forDialect(wisGate, u"seedance").base.host(), host.base.host());
        }
    }
};

QTEST_GUILESS_MAIN(tst_Serving)
#include "tst_Serving.moc"
