#include "catalog/ModelIndex.h"

#include <QTest>

#include <random>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Model row(const QString &provider, const QString &id, const QString &name, const QString &category = u"llm"_s)
{
    Model model;
    model.target = {provider, id};
    model.name = name;
    model.inputs = {u"text"_s};
    model.category = category;
    model.outputs = {category == "llm"_L1 || category == "coding"_L1 ? u"text"_s : category};
    return model;
}

Money usd(const char *text)
{
    return *Money::parse(QString::fromLatin1(text));
}

/// Two providers with one model of each kind.
QList<QList<Model>> sample()
{
    QList<Model> first{row(u"openrouter"_s, u"openai/gpt-5-nano"_s, u"OpenAI: GPT-5 Nano"_s),
                       row(u"openrouter"_s, u"google/banana-image"_s, u"Google: Banana Image"_s, u"image"_s),
                       row(u"openrouter"_s, u"big/coder"_s, u"Big Coder"_s, u"coding"_s)};
    first[0].price = {usd("0.00000005"), usd("0.0000004"), {}};
    first[0].context = 400'000;
    first[0].settings = {u"temperature"_s, u"tools"_s};
    first[1].inputs << u"image"_s;
    first[1].unitPrices = {{usd("0.06"), u"image"_s, {}}};
    first[2].context = 1'000'000;
    first[2].price = {usd("0"), usd("0"), {}};
    QList<Model> second{row(u"wisgate"_s, u"gpt-image-1"_s, u"gpt-image-1"_s, u"image"_s),
                        row(u"wisgate"_s, u"sora-2"_s, u"sora-2"_s, u"video"_s)};
    second[0].unitPrices = {{usd("0.04"), u"image"_s, {}}};
    second[1].unitPrices = {{usd("0.2"), u"request"_s, u"10 s, 720p"_s}};
    return {first, second};
}

QString shownBy(ModelIndex &index, const ModelFilter &filter)
{
    index.setFilter(filter);
    QStringList ids;
    for (qsizetype i = 0; i < index.count(); ++i)
        ids << index.shown(i).target.model;
    return ids.join(u' ');
}

QString relaxed(const ModelIndex &index)
{
    QStringList words;
    for (const Relaxation &each : index.relaxations())
        words << u"%1:%2"_s.arg(int(each.part)).arg(each.count);
    return words.join(u' ');
}

} // namespace

class tst_ModelIndex : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void fits_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("title");
        QTest::addColumn<TextFit>("fit");
        const QString nano = u"OpenAI: GPT-5 Nano\nopenai/gpt-5-nano\nOpenAI"_s;
        QTest::newRow("nothing typed") << QString() << nano << TextFit::Whole;
        QTest::newRow("the name") << u"gpt-5 nano"_s << nano << TextFit::Whole;
        QTest::newRow("the id's end") << u"GPT-5-nano"_s << nano << TextFit::Whole;
        QTest::newRow("a beginning") << u"gpt"_s << nano << TextFit::Beginning;
        QTest::newRow("the maker") << u"open"_s << nano << TextFit::Beginning;
        QTest::newRow("words") << u"nano gpt"_s << nano << TextFit::Words;
        QTest::newRow("inside a word") << u"ano"_s << nano << TextFit::Inside;
        QTest::newRow("of the description") << u"thrifty"_s << nano << TextFit::Inside;
        QTest::newRow("letters") << u"gpt5"_s << nano << TextFit::Letters;
        QTest::newRow("letters of several words") << u"gptnan"_s << nano << TextFit::Letters;
        QTest::newRow("letters with gaps") << u"opnai"_s << nano << TextFit::Letters;
        QTest::newRow("far apart") << u"oxq"_s << nano << TextFit::None;
        QTest::newRow("two letters are no puzzle") << u"gn"_s << nano << TextFit::None;
        QTest::newRow("one word of two") << u"gpt haiku"_s << nano << TextFit::None;
        QTest::newRow("umlauts") << u"GRÜ"_s << u"Grüner Wald"_s << TextFit::Beginning;
    }

    void fits()
    {
        QFETCH(QString, typed);
        QFETCH(QString, title);
        const QByteArray key = searchKey(title);
        const QByteArray rest = searchKey(u"quick and thrifty"_s);
        const SearchText text(typed);
        QTEST(text.fit({key.constData(), std::size_t(key.size())}, {rest.constData(), std::size_t(rest.size())}), "fit");
    }

    void filtersByEachFact()
    {
        ModelIndex index;
        index.setLists(sample());
        QCOMPARE(shownBy(index, {}), u"openai/gpt-5-nano google/banana-image big/coder gpt-image-1 sora-2"_s);
        QCOMPARE(shownBy(index, {.inputs = {u"image"_s}}), u"google/banana-image"_s);
        QCOMPARE(shownBy(index, {.inputs = {u"smell"_s}}), QString());
        QCOMPARE(shownBy(index, {.outputs = {u"image"_s, u"video"_s}}), u"google/banana-image gpt-image-1 sora-2"_s);
        QCOMPARE(shownBy(index, {.outputs = {u"smell"_s}}), QString());
        QCOMPARE(shownBy(index, {.categories = {u"coding"_s}}), u"big/coder"_s);
        QCOMPARE(shownBy(index, {.providers = {u"wisgate"_s}}), u"gpt-image-1 sora-2"_s);
        QCOMPARE(shownBy(index, {.settings = {u"tools"_s}}), u"openai/gpt-5-nano"_s);
        QCOMPARE(shownBy(index, {.settings = {u"magic"_s}}), QString());
        QCOMPARE(shownBy(index, {.context = 500'000}), u"big/coder"_s);
        QCOMPARE(shownBy(index, {.isFree = true}), u"big/coder"_s);
        QCOMPARE(shownBy(index, {.isFavourite = true}), QString());
        QCOMPARE(shownBy(index, {.price = ModelFilter::Band{PriceUnit::Picture, {}, usd("0.05")}}), u"gpt-image-1"_s);
        QCOMPARE(shownBy(index, {.price = ModelFilter::Band{PriceUnit::Picture, usd("0.05"), {}}}), u"google/banana-image"_s);
        QCOMPARE(shownBy(index, {.price = ModelFilter::Band{PriceUnit::Second, {}, usd("0.02")}}), u"sora-2"_s);
        QCOMPARE(shownBy(index, {.text = u"image"_s, .providers = {u"openrouter"_s}}), u"google/banana-image"_s);
    }

    void favouritesComeFirstAndHiddenModelsNotAtAll()
    {
        ModelIndex index;
        index.setLists(sample());
        ModelMarks marks;
        marks.favourites = {{u"wisgate"_s, u"sora-2"_s}};
        marks.hidden = {{u"openrouter"_s, u"big/coder"_s}};
        marks.tags[{u"openrouter"_s, u"openai/gpt-5-nano"_s}] = {u"Spring campaign"_s};
        marks.localProviders = {u"wisgate"_s};
        index.setMarks(marks);
        QCOMPARE(shownBy(index, {}), u"sora-2 openai/gpt-5-nano google/banana-image gpt-image-1"_s);
        QCOMPARE(index.hiddenCount(), 1);
        QCOMPARE(shownBy(index, {.isFavourite = true}), u"sora-2"_s);
        QVERIFY(!index.hasTimes());
        QCOMPARE(shownBy(index, {.isTried = true}), QString());
        index.setTimes({{{u"wisgate"_s, u"gpt-image-1"_s}, 4.0}}); // answers come while the filter is on
        QVERIFY(index.hasTimes() && index.count() == 1);
        QCOMPARE(shownBy(index, {.outputs = {u"image"_s}, .isTried = true}), u"gpt-image-1"_s);
        index.setTimes({});
        QCOMPARE(shownBy(index, {.text = u"coder"_s}), QString());
        QCOMPARE(shownBy(index, {.text = u"coder"_s, .hasHidden = true}), u"big/coder"_s);
        QCOMPARE(shownBy(index, {.text = u"campaign"_s}), u"openai/gpt-5-nano"_s);
        QCOMPARE(shownBy(index, {.dataPolicy = ModelFilter::DataPolicy::Local}), u"sora-2 gpt-image-1"_s);
    }

    void findsOnlyThoseWhoAreKnownToKeepNothing()
    {
        ModelIndex index;
        index.setLists(sample());
        ModelMarks marks;
        marks.localProviders = {u"wisgate"_s}; // what runs on this computer may send everything on
        marks.forgetful = {{u"openrouter"_s, u"big/coder"_s}, {u"openrouter"_s, u"gone/model"_s}};
        index.setMarks(marks);
        ModelFilter filter{.dataPolicy = ModelFilter::DataPolicy::Forgetful};
        QCOMPARE(shownBy(index, filter), u"big/coder"_s);
        filter.outputs = {u"image"_s};
        QCOMPARE(shownBy(index, filter), QString());
        const std::vector<Relaxation> relaxations = index.relaxations();
        QCOMPARE(relaxations.size(), 2U);
        QCOMPARE(relaxations[0], (Relaxation{ModelFilter::Part::DataPolicy, 2}));
        QCOMPARE(relaxations[1], (Relaxation{ModelFilter::Part::Outputs, 1}));
    }

    void knowsWhichWordsFindSomething()
    {
        ModelIndex index;
        QVERIFY(!index.knows(&ModelFilter::outputs, u"text"_s));
        index.setLists(sample());
        QVERIFY(index.knows(&ModelFilter::outputs, u"video"_s));
        QVERIFY(!index.knows(&ModelFilter::inputs, u"video"_s)); // it is made, not taken
        QVERIFY(!index.knows(&ModelFilter::outputs, u"audio"_s));
        QVERIFY(index.knows(&ModelFilter::providers, u"wisgate"_s));
        QVERIFY(!index.knows(&ModelFilter::providers, u"nobody"_s));
        QVERIFY(index.knows(&ModelFilter::categories, u"video"_s));
        QVERIFY(!index.knows(&ModelFilter::categories, u"music"_s));
    }

    void sortsWithUnknownFactsLastEitherWay()
    {
        ModelIndex index;
        index.setLists(sample());
        index.sort(ModelIndex::Order::Context, Qt::DescendingOrder);
        QCOMPARE(shownBy(index, {}), u"big/coder openai/gpt-5-nano google/banana-image gpt-image-1 sora-2"_s);
        index.sort(ModelIndex::Order::Context, Qt::AscendingOrder);
        QCOMPARE(shownBy(index, {}), u"openai/gpt-5-nano big/coder google/banana-image gpt-image-1 sora-2"_s);
        index.sort(ModelIndex::Order::Price, Qt::AscendingOrder);
        QCOMPARE(shownBy(index, {.outputs = {u"image"_s}}), u"gpt-image-1 google/banana-image"_s);
        index.sort(ModelIndex::Order::Name, Qt::AscendingOrder);
        QCOMPARE(shownBy(index, {}), u"big/coder google/banana-image gpt-image-1 openai/gpt-5-nano sora-2"_s);
        index.setTimes({{{u"wisgate"_s, u"sora-2"_s}, 40.0}, {{u"openrouter"_s, u"big/coder"_s}, 2.5}});
        index.sort(ModelIndex::Order::Time, Qt::AscendingOrder);
        QCOMPARE(shownBy(index, {}), u"big/coder sora-2 openai/gpt-5-nano google/banana-image gpt-image-1"_s);
    }

    void saysWhichSinglePartToGiveUp()
    {
        ModelIndex index;
        index.setLists(sample());
        using Part = ModelFilter::Part;
        QCOMPARE(shownBy(index, {.text = u"gpt"_s, .outputs = {u"image"_s}, .providers = {u"openrouter"_s}}), QString());
        QCOMPARE(relaxed(index), u"%1:1 %2:1 %3:1"_s.arg(int(Part::Text)).arg(int(Part::Outputs)).arg(int(Part::Provider)));
        QCOMPARE(shownBy(index, index.filter().without(Part::Provider)), u"gpt-image-1"_s);
        QCOMPARE(shownBy(index, {.outputs = {u"video"_s}, .isFree = true, .isFavourite = true}), QString());
        QCOMPARE(relaxed(index), QString()); // no single one helps
    }

    void countsWhatGivingUpAPartWouldShow()
    {
        const QStringList texts{{}, u"gpt"_s, u"nano"_s, u"gpt image"_s, u"nobody"_s};
        const QList<QStringList> providers{{}, {u"openrouter"_s}, {u"wisgate"_s}};
        const QList<QStringList> outputs{{}, {u"text"_s}, {u"image"_s}, {u"video"_s}};
        ModelIndex index;
        ModelIndex other;
        index.setLists(sample());
        other.setLists(sample());
        int empty = 0;
        for (int i = 0; i < 5 * 3 * 4 * 4; ++i) {
            const ModelFilter filter{.text = texts[i % 5], .outputs = outputs[i / 15 % 4], .providers = providers[i / 5 % 3],
                                     .isFree = (i / 60 & 1) != 0, .isFavourite = (i / 60 & 2) != 0};
            index.setFilter(filter);
            for (const Relaxation &each : index.relaxations()) {
                other.setFilter(filter.without(each.part));
                QCOMPARE(each.count, other.count() - index.count());
            }
            for (const ModelFilter::Part part : filter.parts()) {
                other.setFilter(filter.without(part));
                const auto all = index.relaxations();
                const bool isTold = std::any_of(all.begin(), all.end(), [&](const Relaxation &each) { return each.part == part; });
                QCOMPARE(isTold, other.count() > index.count());
            }
            empty += index.count() == 0 ? 1 : 0;
        }
        QVERIFY(empty > 100);
    }

    void narrowingFindsWhatAFreshSearchFinds()
    {
        std::mt19937 random(7); // NOLINT: the same every time
        const QStringList parts{u"gpt"_s, u"coder"_s, u"mini"_s, u"image"_s, u"4.5"_s, u"flash"_s, u"x-ai"_s, u"r1"_s};
        QList<Model> models;
        for (int i = 0; i < 400; ++i)
            models << row(u"p"_s, u"%1-%2-%3"_s.arg(parts[random() % 8], parts[random() % 8]).arg(i), u"%1 %2"_s.arg(parts[random() % 8]).arg(i));
        ModelIndex index;
        index.setLists({models});
        for (const QString &typed : {u"coder 31"_s, u"gptmini"_s, u"flsh im"_s, u"x-ai r1"_s, u"4.5 g 12"_s}) {
            for (qsizetype length = 0; length <= typed.size(); ++length) {
                ModelIndex fresh;
                fresh.setLists({models});
                const QString wanted = shownBy(fresh, {.text = typed.first(length)});
                QCOMPARE(shownBy(index, {.text = typed.first(length)}), wanted);
            }
        }
    }

    void noticesThatOneListWasExchanged()
    {
        ModelIndex index;
        auto lists = sample();
        index.setLists(lists);
        QCOMPARE(shownBy(index, {.text = u"gpt"_s}), u"openai/gpt-5-nano gpt-image-1"_s);
        lists[0].removeFirst();
        index.setLists(lists);
        QCOMPARE(shownBy(index, {.text = u"gpt"_s}), u"gpt-image-1"_s);
        QCOMPARE(index.size(), 4);
        QVERIFY(!index.find({u"openrouter"_s, u"openai/gpt-5-nano"_s}));
        QCOMPARE(index.find({u"wisgate"_s, u"sora-2"_s})->name, u"sora-2"_s);
        QCOMPARE(index.placeOf({u"wisgate"_s, u"gpt-image-1"_s}), 0);
        QCOMPARE(index.placeOf({u"wisgate"_s, u"sora-2"_s}), -1);
    }
};

QTEST_GUILESS_MAIN(tst_ModelIndex)
#include "tst_ModelIndex.moc"
