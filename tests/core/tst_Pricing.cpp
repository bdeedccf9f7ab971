#include "core/Pricing.h"

#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Money usd(const char *text)
{
    return *Money::parse(QString::fromLatin1(text));
}

Model model(const QString &category, const QList<UnitPrice> &prices = {}, const Price &price = {})
{
    Model model;
    model.target = {u"p"_s, u"m"_s};
    model.category = category;
    model.outputs = {category == "image"_L1 || category == "video"_L1 ? category : u"text"_s};
    model.price = price;
    model.unitPrices = prices;
    return model;
}

} // namespace

class tst_Pricing : public QObject
{
    Q_OBJECT

private slots:
    void textIsTokens()
    {
        const Model text = model(u"llm"_s, {}, {usd("0.00000025"), usd("0.000002"), {}});
        const auto price = headPrice(text);
        QVERIFY(price);
        QCOMPARE(price->unit, PriceUnit::MillionTokens);
        QCOMPARE(price->input->toString(), u"0.25"_s);
        QCOMPARE(price->lowest.toString(), u"2"_s);
        QCOMPARE(comparablePrice(text)->toString(), u"2"_s);
        QVERIFY(!isFree(text));
    }

    void picturesAreARangeOfSizes()
    {
        const Model picture = model(u"image"_s, {{usd("0.13"), u"image"_s, u"2K"_s}, {usd("0.1"), u"image"_s, u"1K"_s},
                                                 {usd("0.24"), u"image"_s, u"4K"_s}});
        const auto price = headPrice(picture);
        QCOMPARE(price->unit, PriceUnit::Picture);
        QCOMPARE(price->lowest.toString(), u"0.1"_s);
        QCOMPARE(price->when, u"1K"_s);
        QCOMPARE(price->highest.toString(), u"0.24"_s);
        QCOMPARE(comparablePrice(picture)->toString(), u"0.1"_s);
    }

    void aRequestMakesOnePictureOrOneClip()
    {
        QCOMPARE(headPrice(model(u"image"_s, {}, {{}, {}, usd("0.058")}))->unit, PriceUnit::Picture);
        const Model clip = model(u"video"_s, {{usd("0.2"), u"request"_s, u"10 s, 720p"_s}});
        QCOMPARE(headPrice(clip)->unit, PriceUnit::Clip);
        QCOMPARE(comparablePrice(clip)->toString(), u"0.02"_s); // a second, which the list gives exactly
        QVERIFY(!comparablePrice(model(u"video"_s, {{usd("0.2"), u"request"_s, {}}})));
        QCOMPARE(headPrice(model(u"llm"_s, {}, {{}, {}, usd("0.01")}))->unit, PriceUnit::Request);
    }

    void tokensOfPicturesAreNoPriceOfAPicture()
    {
        const Model picture = model(u"image"_s, {{usd("30"), u"1M image tokens"_s, {}}}, {usd("0.000001"), usd("0.000002"), {}});
        QCOMPARE(headPrice(picture)->unit, PriceUnit::MillionPictureTokens);
        QCOMPARE(unitOf(picture), PriceUnit::Picture);
        QVERIFY(!comparablePrice(picture));
    }

    void secondsComeBeforeClips()
    {
        const Model video = model(u"video"_s, {{usd("1"), u"request"_s, u"10 s"_s}, {usd("0.4"), u"second"_s, u"with audio"_s},
                                               {usd("0.2"), u"second"_s, u"without audio"_s}});
        const auto price = headPrice(video);
        QCOMPARE(price->unit, PriceUnit::Second);
        QCOMPARE(price->lowest.toString(), u"0.2"_s);
        QCOMPARE(price->when, u"without audio"_s);
    }

    void unknownIsNothingAndNeverFree()
    {
        QVERIFY(!headPrice(model(u"llm"_s)));
        QVERIFY(!comparablePrice(model(u"image"_s)));
        QVERIFY(!isFree(model(u"llm"_s)));
        QVERIFY(isFree(model(u"llm"_s, {}, {usd("0"), usd("0"), {}})));
        QVERIFY(!isFree(model(u"llm"_s, {{usd("0.1"), u"second"_s, {}}}, {usd("0"), usd("0"), {}})));
    }

    void wordsOfOthersStayTheirs()
    {
        const auto price = headPrice(model(u"llm"_s, {{usd("0.5"), u"moon phase"_s, {}}}));
        QCOMPARE(price->unit, PriceUnit::Other);
        QCOMPARE(price->word, u"moon phase"_s);
    }

    void partsOfMoneyAreRoundedToTheNearestStep()
    {
        QCOMPARE(usd("1").dividedBy(3)->toString(), u"0.333333333333333333"_s);
        QCOMPARE(usd("2").dividedBy(3)->toString(), u"0.666666666666666667"_s);
        QCOMPARE(usd("-2").dividedBy(3)->toString(), u"-0.666666666666666667"_s);
        QVERIFY(!usd("2").dividedBy(0));
    }
};

QTEST_GUILESS_MAIN(tst_Pricing)
#include "tst_Pricing.moc"
