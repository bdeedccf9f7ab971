#include "gui/ModelDetails.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Endpoint endpoint(const QString &company, const QString &outputToken, std::optional<double> firstWord = {})
{
    Endpoint endpoint;
    endpoint.company = company;
    endpoint.tag = company.toLower();
    endpoint.price.outputToken = Money::parse(outputToken);
    endpoint.firstWord.p50 = firstWord;
    return endpoint;
}

/// A gateway that tells companies and takes routing.
struct Shown : ModelDetails
{
    Shown()
    {
        setFacts({.title = u"A model"_s, .areCompaniesTold = true, .takesRouting = true});
        view = findChild<QTreeWidget *>(u"companyView"_s);
    }

    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < view->topLevelItemCount(); ++row)
            texts << view->topLevelItem(row)->text(column);
        return texts;
    }

    int columnOf(const QString &heading) const
    {
        for (int column = 0; column < view->columnCount(); ++column) {
            if (view->headerItem()->text(column) == heading)
                return column;
        }
        return -1;
    }

    QTreeWidget *view;
};

} // namespace

class tst_ModelDetails : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void tellsWhatIsMeasuredAndWhatIsNot()
    {
        Shown details;
        Endpoint fast = endpoint(u"Fast"_s, u"0.000002"_s, 420);
        fast.price.inputToken = Money::parse(u"0.0000005");
        fast.speed.p50 = 87.4;
        fast.uptimeDay = 99.94;
        fast.quantization = u"fp8"_s;
        details.setEndpoints({fast, Endpoint{u"Silent"_s, {}, {}}}, {{u"keeps nothing"_s, u"https://fast.example/privacy"_s}}, {});
        QCOMPARE(details.column(details.columnOf(u"Company"_s)), (QStringList{u"Fast"_s, u"Silent"_s}));
        QCOMPARE(details.column(details.columnOf(u"In / 1M"_s)), (QStringList{u"$0.50"_s, u"not published"_s}));
        QCOMPARE(details.column(details.columnOf(u"Out / 1M"_s)), (QStringList{u"$2.00"_s, u"not published"_s}));
        QCOMPARE(details.column(details.columnOf(u"First word"_s)), (QStringList{u"0.4 s"_s, u"not measured"_s}));
        QCOMPARE(details.column(details.columnOf(u"Tokens per second"_s)), (QStringList{u"87"_s, u"not measured"_s}));
        QCOMPARE(details.column(details.columnOf(u"Up time"_s)), (QStringList{u"99.9 %"_s, u"not measured"_s}));
        QCOMPARE(details.column(details.columnOf(u"Precision"_s)), (QStringList{u"fp8"_s, u"unknown"_s}));
        QCOMPARE(details.column(details.columnOf(u"Your data"_s)), (QStringList{u"keeps nothing"_s, u"unknown"_s}));
        QCOMPARE(details.column(details.columnOf(u"Page on privacy"_s)), (QStringList{u"https://fast.example/privacy"_s, u"unknown"_s}));
    }

    void sortsByTheFigureAndKeepsWhatIsUnknownLast()
    {
        Shown details;
        // By their texts "$10.00" would come before "$9.00", and "9.0 s" behind "10.0 s".
        details.setEndpoints({endpoint(u"Ten"_s, u"0.00001"_s, 9'000), endpoint(u"Unknown"_s, {}), endpoint(u"Nine"_s, u"0.000009"_s, 10'000)},
                             {}, {});
        QCOMPARE(details.column(0), (QStringList{u"Nine"_s, u"Ten"_s, u"Unknown"_s})); // cheapest first by itself
        details.view->sortByColumn(details.columnOf(u"Out / 1M"_s), Qt::DescendingOrder);
        QCOMPARE(details.column(0), (QStringList{u"Ten"_s, u"Nine"_s, u"Unknown"_s}));
        details.view->sortByColumn(details.columnOf(u"First word"_s), Qt::AscendingOrder);
        QCOMPARE(details.column(0), (QStringList{u"Ten"_s, u"Nine"_s, u"Unknown"_s}));
        details.view->sortByColumn(details.columnOf(u"First word"_s), Qt::DescendingOrder);
        QCOMPARE(details.column(0), (QStringList{u"Nine"_s, u"Ten"_s, u"Unknown"_s}));
        details.view->sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(details.column(0), (QStringList{u"Nine"_s, u"Ten"_s, u"Unknown"_s}));
    }

    void prefersAndAvoidsTheCurrentCompanyByItsTag()
    {
        Shown details;
        QSignalSpy preferred(&details, &ModelDetails::preferRequested);
        QSignalSpy avoided(&details, &ModelDetails::avoidRequested);
        auto *prefer = details.findChild<QPushButton *>(u"preferButton"_s);
        auto *avoid = details.findChild<QPushButton *>(u"avoidButton"_s);
        details.setEndpoints({}, {}, u"Nobody."_s);
        QVERIFY(!prefer->isEnabled() && !avoid->isEnabled());
        QVERIFY(!prefer->accessibleDescription().isEmpty());

        Endpoint half = endpoint(u"Half"_s, u"0.000001"_s);
        half.tag = u"half/fp4"_s;
        details.setEndpoints({half, endpoint(u"Whole"_s, u"0.000002"_s)}, {}, {});
        QVERIFY(prefer->isEnabled() && avoid->isEnabled());
        prefer->click();
        QCOMPARE(preferred.last().first().toString(), u"half/fp4"_s);
        details.view->setCurrentItem(details.view->topLevelItem(1));
        avoid->click();
        QCOMPARE(avoided.last().first().toString(), u"whole"_s);

        details.setEndpoints({Endpoint{u"Tagless"_s, {}, {}}}, {}, {});
        QVERIFY(!prefer->isEnabled()); // no setting can name it
    }

    void offersNoRoutingWhereTheProviderTakesNone()
    {
        Shown details;
        details.setFacts({.title = u"A model"_s, .areCompaniesTold = true, .takesRouting = false});
        details.setEndpoints({endpoint(u"One"_s, u"0.000001"_s)}, {}, {});
        QVERIFY(!details.findChild<QPushButton *>(u"preferButton"_s)->isEnabled());
        details.setFacts({.title = u"A model"_s});
        auto *tabs = details.findChild<QTabWidget *>(u"tabs"_s);
        QVERIFY(!tabs->isTabVisible(tabs->indexOf(details.findChild<QWidget *>(u"companyPage"_s))));
    }
};

QTEST_MAIN(tst_ModelDetails)
#include "tst_ModelDetails.moc"
