#include "run/CostGuess.h"
#include "run/RetryRule.h"

#include <QTest>

using namespace studio;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_RetryRule : public QObject
{
    Q_OBJECT

private slots:
    void sendsAgainOnlyWhatCannotHaveBeenBilled_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("httpStatus");
        QTest::addColumn<bool>("isSentAgain");
        QTest::newRow("not a byte was written") << ErrorKind::NotConnected << 0 << true;
        QTest::newRow("429") << ErrorKind::RateLimited << 429 << true;
        QTest::newRow("503") << ErrorKind::Overloaded << 503 << true;
        QTest::newRow("429 that means no credit") << ErrorKind::NoCredit << 429 << false;
        QTest::newRow("busy inside a 200 stream") << ErrorKind::RateLimited << 200 << false;
        QTest::newRow("529") << ErrorKind::Overloaded << 529 << false;
        for (int kind = 0; kind <= int(ErrorKind::Unknown); ++kind) {
            if (ErrorKind(kind) == ErrorKind::NotConnected)
                continue;
            const QByteArray name = QByteArray("after a written request: ") + nameOf(ErrorKind(kind)).data();
            QTest::newRow(name.constData()) << ErrorKind(kind) << 0 << false;
        }
        for (const int status : {200, 307, 400, 401, 402, 403, 404, 408, 409, 413, 500, 502, 504, 524})
            QTest::addRow("status %d", status) << ErrorKind::ServerFault << status << false;
    }
    void sendsAgainOnlyWhatCannotHaveBeenBilled()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(int, httpStatus);
        QFETCH(bool, isSentAgain);
        QCOMPARE(waitBeforeNextTry(Error{kind}, httpStatus, 1, false, 0.5).has_value(), isSentAgain);
    }

    void triesThreeTimesAtMost()
    {
        const Error busy{ErrorKind::RateLimited};
        QVERIFY(waitBeforeNextTry(busy, 429, 1, false, 0.5).has_value());
        QVERIFY(waitBeforeNextTry(busy, 429, 2, false, 0.5).has_value());
        QVERIFY(!waitBeforeNextTry(busy, 429, 3, false, 0.5).has_value());
    }

    void neverSendsAgainWhatTheServerCallsFinal()
    {
        Error busy{ErrorKind::RateLimited};
        busy.isFinal = true;
        QVERIFY(!waitBeforeNextTry(busy, 429, 1, false, 0.5).has_value());
        busy.kind = ErrorKind::Overloaded;
        QVERIFY(!waitBeforeNextTry(busy, 503, 1, false, 0.5).has_value());
    }

    void neverSendsAgainOnceTextCame()
    {
        QVERIFY(!waitBeforeNextTry(Error{ErrorKind::RateLimited}, 429, 1, true, 0.5).has_value());
        QVERIFY(!waitBeforeNextTry(Error{ErrorKind::NotConnected}, 0, 1, true, 0.5).has_value());
    }

    void honoursTheServersWaitUpToTwoMinutes()
    {
        Error busy{ErrorKind::RateLimited};
        busy.retryAfter = 20s;
        QCOMPARE(waitBeforeNextTry(busy, 429, 1, false, 0.5), std::optional<std::chrono::milliseconds>(20s));
        busy.retryAfter = 1h;
        QCOMPARE(waitBeforeNextTry(busy, 429, 1, false, 0.5), std::optional<std::chrono::milliseconds>(120s));
    }

    void waitsLongerEachTimeAndNotAllAtOnce()
    {
        const Error busy{ErrorKind::Overloaded};
        const auto first = waitBeforeNextTry(busy, 503, 1, false, 0.0);
        const auto second = waitBeforeNextTry(busy, 503, 2, false, 0.0);
        QVERIFY(*second > *first);
        QVERIFY(waitBeforeNextTry(busy, 503, 1, false, 1.0) < first);
    }

    void guessesTheCostFromListedPrices()
    {
        Model model;
        Prompt prompt{QString(400, u'a'), {}, {}, {}};
        QCOMPARE(guessedCost(prompt, model).kind, CostKind::Unknown);
        model.price = {Money::parse(u"0.01"), Money::parse(u"0.1"), {}};
        const Cost ordinary = guessedCost(prompt, model);
        QCOMPARE(ordinary.kind, CostKind::Estimate);
        prompt.settings[u"max_tokens"_s] = 10;
        QVERIFY(guessedCost(prompt, model).usd < ordinary.usd);
    }
};

QTEST_APPLESS_MAIN(tst_RetryRule)
#include "tst_RetryRule.moc"
