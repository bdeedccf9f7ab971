#include "core/Model.h"
#include "core/Money.h"

#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_Money : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWritesDecimalsExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("price of a token") << u"0.0000025"_s << u"0.0000025"_s;
        QTest::newRow("whole dollars") << u"12"_s << u"12"_s;
        QTest::newRow("zeros behind are dropped") << u"1.500"_s << u"1.5"_s;
        QTest::newRow("exponent") << u"1.5e-05"_s << u"0.000015"_s;
        QTest::newRow("capital exponent") << u"2E3"_s << u"2000"_s;
        QTest::newRow("negative") << u"-1"_s << u"-1"_s;
        QTest::newRow("no digit before the point") << u".5"_s << u"0.5"_s;
        QTest::newRow("last step") << u"0.000000000000000001"_s << u"0.000000000000000001"_s;
        QTest::newRow("zeros too fine to matter") << u"0.1000000000000000000000"_s << u"0.1"_s;
        QTest::newRow("white space around") << u" 3 "_s << u"3"_s;
    }
    void readsAndWritesDecimalsExactly()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto money = Money::parse(text);
        QVERIFY(money.has_value());
        QCOMPARE(money->toString(), expected);
    }

    void refusesWhatIsNoAmount_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", " ", "free", "1,5", "1.2.3", "0x10", "NaN", "inf", "1e999", "1e-30", "--1",
                                 "1e", "$1", "99999999999999999999999999999999999999999"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusesWhatIsNoAmount()
    {
        QFETCH(QString, text);
        QVERIFY(!Money::parse(text).has_value());
    }

    void takesTheShortestDecimalOfAJsonNumber()
    {
        QCOMPARE(Money::fromJsonNumber(1.5e-05)->toString(), u"0.000015"_s);
        QCOMPARE(Money::fromJsonNumber(0.00524)->toString(), u"0.00524"_s);
        QCOMPARE(Money::fromJsonNumber(0.1 + 0.2)->toString(), u"0.30000000000000004"_s);
        QVERIFY(!Money::fromJsonNumber(qInf()).has_value());
        QVERIFY(!Money::fromJsonNumber(qQNaN()).has_value());
    }

    void addsWithoutTheErrorsOfDoubles()
    {
        const Money tenth = *Money::parse(u"0.1");
        Money sum;
        for (int i = 0; i < 10; ++i)
            sum = *sum.plus(tenth);
        QCOMPARE(sum, *Money::parse(u"1"));
        QCOMPARE(tenth.times(3)->toString(), u"0.3"_s);
        QCOMPARE(tenth.minus(*Money::parse(u"0.3"))->toString(), u"-0.2"_s);
    }

    void saysNothingInsteadOfOverflowing()
    {
        const Money large = *Money::parse(u"100000000000000000000");
        QVERIFY(!large.times(1'000'000'000'000).has_value());
        QVERIFY(!large.plus(large).has_value());
        QVERIFY(!Money::parse(u"-100000000000000000000")->minus(large).has_value());
    }

    void roundsForShowing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("small") << u"0.004123"_s << u"0.0041"_s;
        QTest::newRow("tiny") << u"0.0000025"_s << u"0.0000025"_s;
        QTest::newRow("cents") << u"0.5"_s << u"0.50"_s;
        QTest::newRow("dollars") << u"12.345"_s << u"12.35"_s;
        QTest::newRow("whole") << u"3"_s << u"3.00"_s;
        QTest::newRow("carries over") << u"0.999"_s << u"1.00"_s;
        QTest::newRow("zero") << u"0"_s << u"0.00"_s;
        QTest::newRow("negative") << u"-0.004123"_s << u"-0.0041"_s;
    }
    void roundsForShowing()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(Money::parse(text)->rounded(), expected);
    }

    void estimatesFromListedPrices()
    {
        const Price price{Money::parse(u"0.0000025"), Money::parse(u"0.00001"), {}};
        const Cost cost = estimate(price, 1000, 200);
        QCOMPARE(cost.kind, CostKind::Estimate);
        QCOMPARE(cost.usd.toString(), u"0.0045"_s);
    }

    void doesNotEstimateWhatIsNotPublished()
    {
        QCOMPARE(estimate({}, 10, 10).kind, CostKind::Unknown);
        const Price onlyInput{Money::parse(u"1"), {}, {}};
        QCOMPARE(estimate(onlyInput, 10, 10).kind, CostKind::Unknown);
        const Price full{Money::parse(u"1"), Money::parse(u"1"), {}};
        QCOMPARE(estimate(full, 10, std::nullopt).kind, CostKind::Unknown);
        const Price perRequest{{}, {}, Money::parse(u"0.2")};
        QCOMPARE(estimate(perRequest, {}, {}).usd.toString(), u"0.2"_s);
    }
};

QTEST_APPLESS_MAIN(tst_Money)
#include "tst_Money.moc"
