#include "core/Json.h"
#include "providers/Corrections.h"
#include "providers/Dialect.h"
#include "providers/ModelList.h"
#include "providers/Profile.h"
#include "BuiltIn.h"
#include "Mutations.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr auto everything = R"({"schema": 1, "provider": "lab", "corrections": [
    {"id": "m", "category": "video", "family": "openai-videos", "context": 8000, "longestAnswer": 500,
     "prices": [{"per": "1M input tokens", "usd": "2.40"}, {"per": "1M output tokens", "usd": "12"},
                {"per": "request", "usd": "0.005"}, {"per": "request", "usd": "0.2", "when": "10 s"},
                {"per": "second", "usd": "0.02"}],
     "source": "a page", "date": "2026-11", "certainty": "D", "doubt": "another page says more"}]})";

Model modelNamed(const QString &id)
{
    const auto models = parseModelList("{\"data\":[{\"id\":\"" + id.toUtf8() + "\"}]}", u"lab"_s);
    return models ? models->first() : Model();
}

/// One correction of everything whose id begins with "m".
Result<Corrections> saying(const QByteArray &fields)
{
    return Corrections::parse("{\"corrections\":[{\"pattern\":\"m.*\",\"source\":\"s\"," + fields + "}]}", u"lab"_s);
}

QString complaint(const QByteArray &json)
{
    const auto corrections = Corrections::parse(json, u"lab"_s);
    return corrections ? QString() : corrections.error().detail;
}

} // namespace

class tst_Corrections : public QObject
{
    Q_OBJECT

private slots:
    void addsWhatTheListDoesNotSayAndNotesWhereItIsFrom()
    {
        const auto corrections = Corrections::parse(everything, u"lab"_s);
        QVERIFY2(corrections, qPrintable(complaint(everything)));
        Model model = modelNamed(u"m"_s);
        QCOMPARE(model.category, u"llm"_s);
        corrections->apply(model);
        QCOMPARE(model.category, u"video"_s);
        QCOMPARE(model.outputs, QStringList(u"video"_s));
        QCOMPARE(model.family, u"openai-videos"_s);
        QCOMPARE(model.context, std::optional<qint64>(8000));
        QCOMPARE(model.longestAnswer, std::optional<qint64>(500));
        QCOMPARE(model.price.inputToken->toString(), u"0.0000024"_s);
        QCOMPARE(model.price.outputToken->toString(), u"0.000012"_s);
        QCOMPARE(model.price.request->toString(), u"0.005"_s);
        QCOMPARE(model.unitPrices, QList<UnitPrice>({{*Money::parse(u"0.2"), u"request"_s, u"10 s"_s},
                                                     {*Money::parse(u"0.02"), u"second"_s}}));
        QCOMPARE(model.origins.size(), 5);
        const Origin expected{Origin::Fact::Price, u"a page"_s, u"2026-11"_s, u'D', u"another page says more"_s, false};
        QCOMPARE(*model.originOf(Origin::Fact::Price), expected);

        Model other = modelNamed(u"other"_s);
        const Model before = other;
        corrections->apply(other);
        QCOMPARE(other, before);
    }

    void leavesWhatIsListed()
    {
        const QByteArray list = R"({"data":[{"id":"m","context_length":4096,
            "architecture":{"output_modalities":["text"]},"pricing":{"prompt":"0.1","completion":"0.2"}}]})";
        Model model = parseModelList(list, u"lab"_s)->first();
        const auto corrections = Corrections::parse(everything, u"lab"_s);
        corrections->apply(model);
        QCOMPARE(model.context, std::optional<qint64>(4096));
        QCOMPARE(model.outputs, QStringList(u"text"_s));
        QCOMPARE(model.price.inputToken->toString(), u"0.1"_s);
        QVERIFY(model.unitPrices.isEmpty());
        QVERIFY(!model.originOf(Origin::Fact::Price) && !model.originOf(Origin::Fact::Context));
        QVERIFY(model.originOf(Origin::Fact::Category)); // no list says that
    }

    void takesTheUsersWordBeforeTheListAndBeforeOthers()
    {
        Model model = parseModelList(R"({"data":[{"id":"m","context_length":4096,"pricing":{"prompt":"1"}}]})", u"lab"_s)->first();
        auto own = *saying(R"("category":"image","context":100,"prices":[{"per":"image","usd":"0.5"}])");
        own.setUsers(true);
        own.apply(model);
        Corrections::parse(everything, u"lab"_s)->apply(model);
        QCOMPARE(model.category, u"image"_s);
        QCOMPARE(model.outputs, QStringList(u"image"_s));
        QCOMPARE(model.context, std::optional<qint64>(100));
        QVERIFY(!model.price.isKnown());
        QCOMPARE(model.unitPrices.size(), 1);
        QVERIFY(model.originOf(Origin::Fact::Price)->isUsers);
        QCOMPARE(model.family, u"openai-videos"_s); // the user said nothing of it
        QVERIFY(!model.originOf(Origin::Fact::Family)->isUsers);
    }

    void takesEachFactFromTheFirstThatFits()
    {
        const auto corrections = Corrections::parse(R"({"corrections":[
            {"id":"m-1","context":1,"source":"s"},{"pattern":"m-.*","context":2,"category":"coding","source":"t"},
            {"pattern":".*","category":"image","source":"u"}]})", u"lab"_s);
        QVERIFY(corrections);
        const auto shown = [&corrections](const QString &id) {
            Model model = modelNamed(id);
            corrections->apply(model);
            return u"%1 %2"_s.arg(model.context.value_or(0)).arg(model.category);
        };
        QCOMPARE(shown(u"m-1"_s), u"1 coding"_s);
        QCOMPARE(shown(u"m-2"_s), u"2 coding"_s);
        QCOMPARE(shown(u"m"_s), u"0 image"_s);
    }

    void saysWhatAModelMakesOnlyWhereThatIsAGuess()
    {
        const auto corrections = saying(R"("category":"llm")");
        Model guessed = modelNamed(u"m-image"_s);
        QCOMPARE(guessed.outputs, QStringList(u"image"_s));
        QCOMPARE(guessed.kinds, Model::Kinds::Guessed);
        corrections->apply(guessed);
        QCOMPARE(guessed.outputs, QStringList(u"text"_s));
        Model tagged =
            parseModelList(R"({"data":[{"id":"m","supported_endpoint_types":["openai-video"]}]})", u"lab"_s)->first();
        QCOMPARE(tagged.kinds, Model::Kinds::OutputsListed);
        corrections->apply(tagged);
        QCOMPARE(tagged.outputs, QStringList(u"video"_s));
        QCOMPARE(tagged.category, u"llm"_s);
    }

    void namesThePlaceAndTheCure_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("words");
        QTest::newRow("misspelt") << QByteArray(R"("contxt":5)") << u"\"context\" is near"_s;
        QTest::newRow("no such category") << QByteArray(R"("category":"picture")") << u"corrections[0].category: expected one of: llm"_s;
        QTest::newRow("no such family") << QByteArray(R"("family":"chat")") << u"corrections[0].family: expected one of"_s;
        QTest::newRow("context in words") << QByteArray(R"("context":"256K")") << u"corrections[0].context"_s;
        QTest::newRow("price as a number") << QByteArray(R"("prices":[{"per":"image","usd":0.04}])") << u"corrections[0].prices[0].usd"_s;
        QTest::newRow("price below nothing") << QByteArray(R"("prices":[{"per":"image","usd":"-1"}])") << u"prices[0].usd"_s;
        QTest::newRow("price without its unit") << QByteArray(R"("prices":[{"usd":"1"}])") << u"prices[0].per"_s;
        QTest::newRow("no such unit") << QByteArray(R"("prices":[{"per":"frame","usd":"1"}])") << u"prices[0].per"_s;
        QTest::newRow("date in words") << QByteArray(R"("date":"May 2026")") << u"corrections[0].date"_s;
        QTest::newRow("no such certainty") << QByteArray(R"("certainty":"E")") << u"corrections[0].certainty"_s;
        QTest::newRow("both id and pattern") << QByteArray(R"("id":"m")") << u"corrections[0].id"_s;
        QTest::newRow("control characters") << QByteArray(R"("doubt":"a\nb")") << u"corrections[0].doubt"_s;
    }
    void namesThePlaceAndTheCure()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QString, words);
        const auto corrections = saying(fields);
        QVERIFY(!corrections);
        QCOMPARE(corrections.error().kind, ErrorKind::Rejected);
        QVERIFY2(corrections.error().detail.contains(words), qPrintable(corrections.error().detail));
    }

    void refusesWhatIsNotMeantForIt()
    {
        QVERIFY(complaint(R"({"provider":"wisgate","corrections":[]})").startsWith(u"provider: expected \"lab\""_s));
        QVERIFY(complaint(R"({"schema":2,"corrections":[]})").startsWith(u"schema"_s));
        QVERIFY(complaint(R"({"corrections":[{"id":"m"}]})").contains(u"source"_s));
        QVERIFY(complaint("{\"corrections\":[{\"pattern\":\"[\",\"source\":\"s\"}]}").contains(u"regular expression"_s));
        QVERIFY(!complaint("no json").isEmpty());
        QVERIFY(!complaint("[]").isEmpty());
        QCOMPARE(complaint("{}"), QString()); // says nothing, which is no fault
    }

    void survivesEveryChangedField()
    {
        for (const QJsonValue &changed : mutationsOf(*parseJsonObject(everything))) {
            const auto corrections =
                Corrections::parse(QJsonDocument(changed.toObject()).toJson(QJsonDocument::Compact), u"lab"_s);
            if (!corrections) {
                QVERIFY(!corrections.error().detail.isEmpty());
                continue;
            }
            Model model = modelNamed(u"m"_s);
            corrections->apply(model);
            for (const Origin &origin : std::as_const(model.origins))
                QVERIFY(!origin.source.isEmpty());
        }
    }

    void theBuiltInOnesSayOfEachWisGateModelHowItIsServed()
    {
        const Corrections corrections = bundledCorrections(u"wisgate"_s);
        QVERIFY(!corrections.isEmpty());
        QVERIFY(bundledCorrections(u"openai"_s).isEmpty());
        const Profile wisGate = builtIn(u"wisgate"_s);
        QStringList priced;
        const auto models = parseModelList(bundledModelList(u"wisgate"_s), u"wisgate"_s);
        QVERIFY(models);
        for (Model model : *models) {
            QVERIFY2(!model.price.isKnown() && !model.context, qPrintable(model.target.model)); // its list says neither
            corrections.apply(model);
            QVERIFY2(!model.category.isEmpty(), qPrintable(model.target.model));
            if (model.price.isKnown() || !model.unitPrices.isEmpty())
                priced << model.target.model;
            // The rules of the profile and the corrections were taken from the same facts.
            const QString byRule = dialectFor(wisGate, model.target.model, model.endpointTypes + model.outputs, model.family);
            QVERIFY2(model.family.isEmpty() || model.family == byRule,
                     qPrintable(model.target.model + u' ' + model.family + u' ' + byRule));
        }
        priced.sort();
        QCOMPARE(priced, QStringList({u"MiniMax-M2.7"_s, u"claude-sonnet-4-20250514"_s, u"gemini-2.5-flash-image"_s,
                                      u"gemini-3-pro"_s, u"gemini-3-pro-image-preview"_s,
                                      u"gemini-3.1-flash-image-preview"_s, u"gpt-5"_s, u"sora-2"_s, u"sora-2-hd"_s,
                                      u"sora-2-pro"_s}));
    }

    void asksInTheFamilyWhereNoRuleKnowsBetter()
    {
        Profile profile = profileForServer(u"Lab"_s, QUrl(u"https://lab.example/v1"_s), true, {});
        profile.families = {{u"openai-videos"_s}};
        QCOMPARE(dialectFor(profile, u"m"_s, {}, u"openai-videos"_s), u"openai-videos"_s);
        QCOMPARE(dialectFor(profile, u"m"_s, {}, u"gemini"_s), profile.dialect); // not spoken here
        QCOMPARE(dialectFor(profile, u"m"_s, {}, QString()), profile.dialect);
        profile.serves = {{{}, u"m"_s, profile.dialect}};
        QCOMPARE(dialectFor(profile, u"m"_s, {}, u"openai-videos"_s), profile.dialect);
    }
};

QTEST_GUILESS_MAIN(tst_Corrections)
#include "tst_Corrections.moc"
