#include "catalog/RefreshRule.h"

#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

class tst_RefreshRule : public QObject
{
    Q_OBJECT

private slots:
    void asksWhenTheScheduleSaysSo_data()
    {
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("minutesOld"); ///< -1: there is no list.
        QTest::addColumn<bool>("isBundled");
        QTest::addColumn<int>("minutesSinceTried"); ///< -1: not tried.
        QTest::addColumn<bool>("isDue");
        constexpr int day = 24 * 60;
        QTest::newRow("only on request, a year old") << 0 << 365 * day << false << -1 << false;
        QTest::newRow("only on request, no list") << 0 << -1 << false << -1 << false;
        QTest::newRow("a nonsensical schedule") << -5 << 365 * day << false << -1 << false;
        QTest::newRow("daily, a minute too young") << 24 << day - 1 << false << -1 << false;
        QTest::newRow("daily, a day old") << 24 << day << false << -1 << true;
        QTest::newRow("weekly, six days old") << 168 << 6 * day << false << -1 << false;
        QTest::newRow("weekly, a week old") << 168 << 7 * day << false << -1 << true;
        QTest::newRow("no list") << 168 << -1 << false << -1 << true;
        QTest::newRow("the list that came with the program") << 168 << 1 << true << -1 << true;
        QTest::newRow("from the future: a clock that was set back") << 24 << -60 << false << -1 << false;
        QTest::newRow("tried in vain just now") << 24 << 2 * day << false << 59 << false;
        QTest::newRow("tried in vain an hour ago") << 24 << 2 * day << false << 60 << true;
        QTest::newRow("bundled, tried in vain just now") << 24 << 1 << true << 5 << false;
    }

    void asksWhenTheScheduleSaysSo()
    {
        QFETCH(const int, hours);
        QFETCH(const int, minutesOld);
        QFETCH(const bool, isBundled);
        QFETCH(const int, minutesSinceTried);
        const QDateTime now({2026, 11, 28}, {12, 0}, Qt::UTC);
        Catalog::Listing listing{.isBundled = isBundled};
        if (minutesOld != -1)
            listing.asOf = now.addSecs(-60 * qint64(minutesOld));
        const QDateTime tried = minutesSinceTried < 0 ? QDateTime() : now.addSecs(-60 * qint64(minutesSinceTried));
        QTEST(isRefreshDue(listing, hours, tried, now), "isDue");
    }

    void doesNotAskTwiceAtOnce()
    {
        const QDateTime now({2026, 11, 28}, {12, 0}, Qt::UTC);
        Catalog::Listing listing;
        QVERIFY(isRefreshDue(listing, 24, {}, now));
        listing.isRefreshing = true;
        QVERIFY(!isRefreshDue(listing, 24, {}, now));
    }
};

QTEST_GUILESS_MAIN(tst_RefreshRule)
#include "tst_RefreshRule.moc"
