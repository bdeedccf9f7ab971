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

    void guessesTheCostOfPicturesAndVideos_data()
    {
        QTest::addColumn<QList<UnitPrice>>("prices");
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<QString>("usd"); // empty: unknown
        const auto price = [](QStringView usd, const QString &per, const QString &when = {}) {
            return UnitPrice{*Money::parse(usd), per, when};
        };
        const auto row = [](const char *name, const QList<UnitPrice> &prices, const QJsonObject &settings, const QString &usd) {
            QTest::newRow(name) << prices << settings << usd;
        };
        const QList<UnitPrice> sizes{price(u"0.1", u"image"_s, u"1K"_s), price(u"0.24", u"image"_s, u"4K"_s)};
        const QList<UnitPrice> clips{price(u"0.2", u"request"_s, u"10 s, 720p"_s)};
        row("no price", {}, {}, {});
        row("one picture", {price(u"0.04", u"image"_s)}, {}, u"0.04"_s);
        row("four pictures", {price(u"0.04", u"image"_s)}, {{u"count"_s, 4}}, u"0.16"_s);
        row("of that size", sizes, {{u"resolution"_s, u"1k"_s}}, u"0.1"_s);
        row("of any size, so the dearest", sizes, {}, u"0.24"_s);
        row("of a size without a price", sizes, {{u"resolution"_s, u"2K"_s}}, {});
        row("by the second", {price(u"0.1", u"second"_s)}, {{u"seconds"_s, 7.5}}, u"0.8"_s);
        row("of more than there will ever be", {price(u"0.1", u"second"_s)},
            {{u"seconds"_s, 7.5}, {u"count"_s, qint64(4) << 60}}, u"800"_s);
        row("of more seconds than there are numbers", {price(u"0.1", u"second"_s)}, {{u"seconds"_s, 1e300}}, u"10000"_s);
        row("by a second that nobody told", {price(u"0.1", u"second"_s)}, {}, {});
        row("by the megapixel", {price(u"0.03", u"megapixel"_s)}, {{u"size"_s, u"1024x1536"_s}, {u"count"_s, 2}}, u"0.12"_s);
        row("by a megapixel that nobody told", {price(u"0.03", u"megapixel"_s)}, {{u"size"_s, u"auto"_s}}, {});
        row("a clip as listed", clips, {{u"seconds"_s, 10}, {u"resolution"_s, u"720p"_s}}, u"0.2"_s);
        row("a clip of another length", clips, {{u"seconds"_s, 5}}, {});
        const QList<UnitPrice> loud{price(u"0.1", u"second"_s, u"with audio, 720p"_s), price(u"0.08", u"second"_s, u"without audio, 720p"_s)};
        row("without sound", loud, {{u"seconds"_s, 6}, {u"sound"_s, false}}, u"0.48"_s);
        row("with sound or without, so the dearer", loud, {{u"seconds"_s, 6}}, u"0.6"_s);
        row("by a unit nobody knows", {price(u"1", u"moon"_s)}, {}, {});
    }
    void guessesTheCostOfPicturesAndVideos()
    {
        QFETCH(QList<UnitPrice>, prices);
        QFETCH(QJsonObject, settings);
        QFETCH(QString, usd);
        Model model;
        model.outputs = {u"image"_s};
        model.kinds = Model::Kinds::Listed;
        model.unitPrices = prices;
        const Cost cost = guessedCost(Prompt{u"A mug"_s, {}, {}, settings}, model);
        QCOMPARE(cost.kind, usd.isEmpty() ? CostKind::Unknown : CostKind::Estimate);
        if (!usd.isEmpty())
            QCOMPARE(cost.usd.toString(), usd);
    }

    void asksFirstForVideosAndForMuchMoney()
    {
        const Money dollar = *Money::parse(u"1");
        const auto column = [](QStringView usd, std::optional<MediaKind> makes, bool isPractice = false) {
            return ColumnCost{usd.isEmpty() ? Cost{} : Cost{CostKind::Estimate, *Money::parse(usd)}, makes, 1, isPractice};
        };
        QVERIFY(!mustAskFirst({}, dollar));
        QVERIFY(!mustAskFirst({column(u"0.5", MediaKind::Picture), column(u"0.5", {})}, dollar));
        QVERIFY(mustAskFirst({column(u"0.5", MediaKind::Picture), column(u"0.51", {})}, dollar));
        QVERIFY(!mustAskFirst({column({}, MediaKind::Picture)}, dollar));
        QVERIFY(mustAskFirst({column({}, MediaKind::Video)}, dollar));
        QVERIFY(!mustAskFirst({column(u"5", MediaKind::Video, true)}, dollar)); // practice costs nothing
        QCOMPARE(sumOf({column({}, {})}).kind, CostKind::Unknown);
        QCOMPARE(sumOf({column(u"0.5", {}), column({}, {}), column(u"9", {}, true)}).usd.toString(), u"0.5"_s);
    }
};

QTEST_APPLESS_MAIN(tst_RetryRule)
#include "tst_RetryRule.moc"
