#include "providers/ErrorReply.h"

#include <QDateTime>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

class tst_RetryAfter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void readsEveryForm_data()
    {
        QTest::addColumn<QList<Header>>("headers");
        QTest::addColumn<qint64>("ms"); // -1: nothing
        using Headers = QList<Header>;
        const QByteArray reset = "x-ratelimit-reset";
        QTest::newRow("none") << Headers{} << qint64(-1);
        QTest::newRow("seconds") << Headers{{"Retry-After", "20"}} << qint64(20'000);
        QTest::newRow("fraction of a second") << Headers{{"retry-after", " 0.25 "}} << qint64(250);
        QTest::newRow("zero") << Headers{{"retry-after", "0"}} << qint64(-1);
        QTest::newRow("negative") << Headers{{"retry-after", "-5"}} << qint64(-1);
        QTest::newRow("far too long") << Headers{{"retry-after", "3600"}} << qint64(120'000);
        QTest::newRow("endless") << Headers{{"retry-after", "1e308"}} << qint64(120'000);
        QTest::newRow("infinite") << Headers{{"retry-after", "inf"}} << qint64(120'000);
        QTest::newRow("no number") << Headers{{"retry-after", "nan"}} << qint64(-1);
        QTest::newRow("junk") << Headers{{"retry-after", "soon"}} << qint64(-1);
        QTest::newRow("empty") << Headers{{"retry-after", ""}} << qint64(-1);
        QTest::newRow("a date ahead") << Headers{{"retry-after", "Sun, 22 Nov 2026 12:00:30 GMT"}} << qint64(30'000);
        QTest::newRow("a date that is over") << Headers{{"retry-after", "Sun, 22 Nov 2026 11:00:00 GMT"}} << qint64(-1);
        QTest::newRow("a date of 1970") << Headers{{"retry-after", "Thu, 01 Jan 1970 00:00:00 GMT"}} << qint64(-1);
        QTest::newRow("a date of 9999") << Headers{{"retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"}} << qint64(120'000);
        QTest::newRow("a date with the wrong day") << Headers{{"retry-after", "Mon, 22 Nov 2026 12:00:30 GMT"}} << qint64(-1);
        QTest::newRow("a date in an old form") << Headers{{"retry-after", "Sunday, 22-Nov-26 12:00:30 GMT"}} << qint64(30'000);
        QTest::newRow("a date as C writes it") << Headers{{"retry-after", "Sun Nov 22 12:00:30 2026"}} << qint64(30'000);
        QTest::newRow("a number that no date reaches") << Headers{{"retry-after", "99999999999"}} << qint64(120'000);
        QTest::newRow("400 digits") << Headers{{"retry-after", QByteArray(400, '9')}} << qint64(120'000);
        QTest::newRow("less than nothing, endlessly") << Headers{{"retry-after", "-inf"}} << qint64(-1);
        QTest::newRow("a duration") << Headers{{"retry-after", "1m30s"}} << qint64(90'000);
        QTest::newRow("RFC 3339") << Headers{{"retry-after", "2026-11-22T12:00:05Z"}} << qint64(5'000);
        QTest::newRow("two values in one") << Headers{{"retry-after", "5, 9"}} << qint64(-1);
        QTest::newRow("milliseconds that are junk") << Headers{{"retry-after-ms", "x"}, {"retry-after", "3"}} << qint64(3'000);
        QTest::newRow("milliseconds that are negative") << Headers{{"retry-after-ms", "-7"}, {"retry-after", "3"}} << qint64(3'000);
        QTest::newRow("milliseconds without end") << Headers{{"retry-after-ms", "1e99"}} << qint64(120'000);
        QTest::newRow("milliseconds") << Headers{{"retry-after-ms", "1500.4"}} << qint64(1500);
        QTest::newRow("milliseconds beat seconds") << Headers{{"retry-after", "20"}, {"Retry-After-Ms", "700"}} << qint64(700);
        QTest::newRow("reset in seconds") << Headers{{reset, "7"}} << qint64(7'000);
        QTest::newRow("reset in parts of a second") << Headers{{reset, "0.5"}} << qint64(500);
        QTest::newRow("reset of nothing") << Headers{{reset, "0"}} << qint64(-1);
        QTest::newRow("reset below nothing") << Headers{{reset, "-30"}} << qint64(-1);
        QTest::newRow("reset beyond 64 bits") << Headers{{reset, "99999999999999999999"}} << qint64(120'000);
        QTest::newRow("reset as Unix seconds with a fraction") << Headers{{reset, "1795348810.5"}} << qint64(10'500);
        QTest::newRow("reset as Unix seconds") << Headers{{reset, "1795348810"}} << qint64(10'000);
        QTest::newRow("reset as Unix milliseconds") << Headers{{reset, "1795348804500"}} << qint64(4'500);
        QTest::newRow("reset that is over") << Headers{{reset, "1754667660000"}} << qint64(-1);
        QTest::newRow("reset as RFC 3339") << Headers{{reset, "2026-11-22T12:00:05Z"}} << qint64(5'000);
        QTest::newRow("reset as RFC 3339 with an offset") << Headers{{reset, "2026-11-22T14:00:05.250+02:00"}} << qint64(5'250);
        QTest::newRow("reset as RFC 3339 that is over") << Headers{{reset, "2020-01-01T00:00:00Z"}} << qint64(-1);
        QTest::newRow("reset as duration") << Headers{{reset, "1m30s"}} << qint64(90'000);
        QTest::newRow("reset as long duration") << Headers{{reset, "1h30m0s"}} << qint64(120'000);
        QTest::newRow("reset as short duration") << Headers{{reset, "12ms"}} << qint64(12);
        QTest::newRow("reset as duration with a fraction") << Headers{{reset, "7.66s"}} << qint64(7'660);
        QTest::newRow("reset as duration of many digits") << Headers{{reset, QByteArray(400, '9') + 's'}} << qint64(-1);
        QTest::newRow("reset as duration in the wrong order") << Headers{{reset, "1s2m"}} << qint64(-1);
        QTest::newRow("Anthropic's reset")
            << Headers{{"anthropic-ratelimit-requests-remaining", "49"}, {"anthropic-ratelimit-requests-reset", "2026-11-22T12:01:00Z"},
                       {"anthropic-ratelimit-output-tokens-remaining", "0"},
                       {"anthropic-ratelimit-output-tokens-reset", "2026-11-22T12:00:09Z"}} << qint64(9'000);
        QTest::newRow("reset as junk") << Headers{{reset, "1y"}} << qint64(-1);
        QTest::newRow("only limits that are used up")
            << Headers{{"x-ratelimit-remaining-requests", "12"}, {"x-ratelimit-reset-requests", "50s"},
                       {"x-ratelimit-remaining-tokens", "0"}, {"x-ratelimit-reset-tokens", "6s"}} << qint64(6'000);
        QTest::newRow("the longest of those used up")
            << Headers{{"x-ratelimit-reset-requests", "50s"}, {"x-ratelimit-reset-tokens", "6s"}} << qint64(50'000);
        QTest::newRow("retry-after beats reset") << Headers{{reset, "50"}, {"retry-after", "2"}} << qint64(2'000);
    }

    void readsEveryForm()
    {
        QFETCH(QList<Header>, headers);
        QFETCH(qint64, ms);
        const QDateTime now(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
        const auto wait = retryAfterFrom(headers, now);
        QCOMPARE(wait ? qint64(wait->count()) : qint64(-1), ms);
    }
};

QTEST_GUILESS_MAIN(tst_RetryAfter)
#include "tst_RetryAfter.moc"
