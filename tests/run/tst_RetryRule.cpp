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

    void guessesTheCostOfPicturesAndClipsByTheirUnit()
    {
        const auto usd = [](QStringView text) { return *Money::parse(text); };
        Model picture;
        picture.category = u"image"_s;
        picture.price = {usd(u"0.000001"), usd(u"0.000002"), {}}; // of tokens, which say nothing of a picture
        picture.unitPrices = {{usd(u"0.1"), u"image"_s, u"1K"_s}, {usd(u"0.24"), u"image"_s, u"4K"_s}};
        Prompt prompt{u"a fox"_s, {}, {}, {}};
        QCOMPARE(guessedCost(prompt, picture).usd.toString(), u"0.24"_s); // nobody said which size
        prompt.settings = {{u"resolution"_s, u"1K"_s}, {u"count"_s, 3}};
        QCOMPARE(guessedCost(prompt, picture).usd.toString(), u"0.3"_s);

        Model video;
        video.category = u"video"_s;
        video.unitPrices = {{usd(u"0.1"), u"second"_s, u"with audio, 720p"_s}, {usd(u"0.08"), u"second"_s, u"without audio, 720p"_s}};
        prompt.settings = {{u"seconds"_s, 6}, {u"sound"_s, false}};
        QCOMPARE(guessedCost(prompt, video).usd.toString(), u"0.48"_s);
        video.unitPrices = {{usd(u"0.2"), u"request"_s, u"10 s, 720p"_s}, {usd(u"0.5"), u"request"_s, u"15 s, 720p"_s}};
        prompt.settings = {{u"seconds"_s, 10}};
        QCOMPARE(guessedCost(prompt, video).usd.toString(), u"0.2"_s);
        video.unitPrices = {{usd(u"7"), u"1M video tokens"_s}};
        QCOMPARE(guessedCost(prompt, video).kind, CostKind::Unknown);
    }
};

QTEST_APPLESS_MAIN(tst_RetryRule)
#include "tst_RetryRule.moc"
