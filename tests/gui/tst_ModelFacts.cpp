#include "gui/ModelFacts.h"

#include "gui/FilterText.h"
#include "gui/ForgetfulText.h"
#include "gui/PriceText.h"

#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Money usd(const char *text)
{
    return *Money::parse(QString::fromLatin1(text));
}

Model model(const QString &id, const QString &category = u"llm"_s)
{
    Model model;
    model.target = {u"p"_s, id};
    model.name = id;
    model.category = category;
    model.inputs = {u"text"_s};
    model.outputs = {category == "llm"_L1 ? u"text"_s : category};
    return model;
}

QString told(const QList<Fact> &facts)
{
    QStringList lines;
    for (const Fact &fact : facts)
        lines << fact.name + u'=' + fact.value;
    return lines.join(u" | "_s);
}

} // namespace

class tst_ModelFacts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void pricesAreToldInTheirUnit_data()
    {
        QTest::addColumn<Model>("row");
        QTest::addColumn<QString>("text");
        Model text = model(u"t"_s);
        QTest::newRow("unknown") << text << u"not published"_s;
        text.price = {usd("0.00000025"), usd("0.000002"), {}};
        QTest::newRow("tokens") << text << u"$0.25 in · $2.00 out"_s;
        text.price = {usd("0"), usd("0"), {}};
        QTest::newRow("free") << text << u"free"_s;
        Model picture = model(u"i"_s, u"image"_s);
        picture.unitPrices = {{usd("0.1"), u"image"_s, u"1K"_s}, {usd("0.24"), u"image"_s, u"4K"_s}};
        QTest::newRow("a range") << picture << u"$0.10 to $0.24 a picture"_s;
        Model video = model(u"v"_s, u"video"_s);
        video.unitPrices = {{usd("0.2"), u"request"_s, u"10 s, 720p"_s}};
        QTest::newRow("a clip") << video << u"$0.20 a clip"_s;
        video.unitPrices = {{usd("0.0896"), u"second"_s}};
        QTest::newRow("a second") << video << u"$0.09 a second"_s;
        video.unitPrices = {{usd("5.6"), u"1M video tokens"_s}};
        QTest::newRow("video tokens") << video << u"$5.60 per 1M video tokens"_s;
        Model odd = model(u"o"_s);
        odd.unitPrices = {{usd("0.5"), u"moon phase"_s}};
        QTest::newRow("the provider's word") << odd << u"$0.50 per moon phase"_s;
    }

    void pricesAreToldInTheirUnit()
    {
        QFETCH(Model, row);
        QTEST(priceText(headPrice(row)), "text");
    }

    void everyPriceHasItsSourceAndAge()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        Model text = model(u"t"_s);
        QCOMPARE(told(priceFacts(text, {u"P"_s, now.addSecs(-2 * 3600 - 5)})),
                 u"Price=price not published | Source=P's list, 2 hour(s) ago"_s);
        text.price = {usd("0.00000025"), usd("0.000002"), {}};
        QCOMPARE(told(priceFacts(text, {u"P"_s, now})),
                 u"What goes in=$0.25 per 1M | What comes out=$2.00 per 1M | Source=P's list, less than an hour ago"_s);
        text.origins = {{Origin::Fact::Price, u"my bill"_s, u"2026-11-20"_s, u'A', {}, true}};
        QVERIFY(told(priceFacts(text, {u"P"_s, now})).contains(u"your own correction, 2026-11-20. my bill"_s));
        QVERIFY((ListAge{u"P"_s, now.addDays(-2)}).isOld());
        QVERIFY(!(ListAge{u"P"_s, now.addSecs(-3600)}).isOld());
        QVERIFY(ageText({u"P"_s, now, true}).contains(u"came with the program"_s));
    }

    void whatIsUnknownIsUnknownInAComparison()
    {
        Model a = model(u"a"_s);
        a.context = 1000;
        a.settings = {u"seed"_s};
        Model b = model(u"b"_s);
        const ModelComparison comparison = comparisonOf({a, b}, {{u"p"_s, u"P"_s}}, {{a.target, 2.0}});
        QStringList different;
        for (const ModelComparison::Row &row : comparison.rows) {
            QCOMPARE(row.values.size(), 2);
            if (row.isDifferent())
                different << row.fact + u'=' + row.values.join(u'/');
        }
        QCOMPARE(different.join(u" | "_s), u"Fits=1,000 tokens/unknown | Usual time=2.0 s/unknown | Repeatable number=yes/unknown"_s);
    }

    void needsAreCountedByProvider()
    {
        Model cheap = model(u"cheap"_s, u"image"_s);
        cheap.unitPrices = {{usd("0.04"), u"image"_s}};
        cheap.inputs << u"image"_s;
        Model other = model(u"other"_s, u"image"_s);
        Model text = model(u"t"_s);
        text.price = {usd("0.00000025"), usd("0.000002"), {}};
        text.outputs << u"audio"_s; // its price of text is none of sound
        text.target.provider = u"q"_s;
        const NeedsTable table = needsOf({{other, cheap}, {text}}, {{u"p"_s, u"P"_s}});
        QCOMPARE(table.providers, QStringList({u"P"_s, u"q"_s}));
        QHash<QString, QString> cells;
        for (const NeedsTable::Row &row : table.rows)
            cells[row.need] = row.cells.join(u" / "_s);
        QCOMPARE(cells[u"Picture"_s], u"2 model(s), from $0.04 a picture / none"_s);
        QCOMPARE(cells[u"Picture from a picture"_s], u"1 model(s), from $0.04 a picture / none"_s);
        QCOMPARE(cells[u"Text"_s], u"none / 1 model(s), from $2.00 per 1M"_s);
        QCOMPARE(cells[u"Sound"_s], u"none / 1 model(s), no such price published"_s);
    }

    void filtersReadAsASentence()
    {
        const FilterText text({{u"openrouter"_s, u"OpenRouter"_s}});
        QCOMPARE(text.sentence({}), QString());
        ModelFilter filter;
        filter.text = u" flash "_s;
        filter.inputs = {u"text"_s, u"image"_s};
        filter.outputs = {u"image"_s, u"video"_s};
        filter.price = ModelFilter::Band{PriceUnit::Picture, usd("0.01"), usd("0.05")};
        filter.context = 128'000;
        filter.providers = {u"openrouter"_s, u"other"_s};
        filter.settings = {u"tools"_s};
        filter.isFree = true;
        filter.dataPolicy = ModelFilter::DataPolicy::Local;
        filter.isFavourite = true;
        QCOMPARE(text.sentence(filter),
                 u"With “flash”, text and picture in, picture or video out, from $0.01 to $0.05 a picture, fits 128K tokens, "
                 "from OpenRouter or other, understands “Tools it may ask for”, free, on this computer, favourites"_s);
        QCOMPARE(alternatives({u"a"_s, u"b"_s, u"c"_s}), u"a, b or c"_s);
    }

    void changesAreToldWithWhatToDo()
    {
        using Kind = ModelChange::Kind;
        const Target target{u"p"_s, u"m"_s};
        const ModelChange dearer{Kind::Dearer, target, u"M"_s, {{u"output token"_s, u"0.000002"_s, u"0.000003"_s}}};
        QCOMPARE(changeText(dearer), u"dearer: $3.00 instead of $2.00 out"_s);
        const ModelChange limits{Kind::Limits, target, u"M"_s, {{u"longest_answer"_s, u"8192"_s, u"4096"_s}}};
        QCOMPARE(changeText(limits), u"longest answer 4,096 instead of 8,192"_s);
        const ModelChange lost{Kind::SettingsLost, target, u"M"_s, {{u"seed"_s, u"seed"_s, {}}}};
        QCOMPARE(changeText(lost), u"no longer understands: Repeatable number"_s);
        QVERIFY(!adviceText(dearer).isEmpty() && !adviceText(limits).isEmpty() && !adviceText(lost).isEmpty());
        QCOMPARE(useText({{u"A"_s, u"B"_s, u"C"_s, u"D"_s}, true}), u"A, B, C, 1 more, a favourite"_s);
        QCOMPARE(useText({.trials = {u"A"_s}, .isExported = true}), u"A, exported code"_s);
    }

    /// The list names tags alone, so one endpoint is only known to keep nothing when all that share its tag are.
    void aCompanyKeepsNothingOnlyWhenItsTagStandsForNobodyElse()
    {
        const QList<Endpoint> endpoints{{u"One"_s, u"one"_s, {}}, {u"Two"_s, u"two"_s, {}}, {u"Two"_s, u"two"_s, {}}, {u"None"_s, {}, {}}};
        const auto told = [&endpoints](const QStringList &forgetful) {
            QStringList words;
            for (const Endpoint &endpoint : endpoints)
                words << endpointDataText(endpoint, endpoints, forgetful);
            return words.join(u", "_s);
        };
        QCOMPARE(told({}), u"unknown, unknown, unknown, unknown"_s);
        QCOMPARE(told({u"one"_s, u"two"_s}), u"keeps nothing, unknown, unknown, unknown"_s);
        QCOMPARE(told({u"two"_s, u"two"_s, u""_s}), u"unknown, keeps nothing, keeps nothing, unknown"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ModelFacts)
#include "tst_ModelFacts.moc"
