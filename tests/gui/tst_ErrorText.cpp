#include "gui/ErrorText.h"

#include "gui/Figures.h"
#include "gui/Language.h"
#include "gui/RunSummary.h"
#include "gui/RunText.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace studio;

namespace
{

RunRecord stoppedRun()
{
    RunRecord record;
    record.id = u"run-1"_s;
    record.target = {u"openrouter"_s, u"maker/model"_s};
    record.recipe.request.base = QUrl(u"https://api.example.com/v1"_s);
    record.recipe.request.path = u"/chat/completions"_s;
    record.recipe.request.secret = SecretHeader{"Authorization", "Bearer "};
    record.recipe.request.body = "{\"prompt\":\"my private prompt\"}";
    record.recipe.request.isStreaming = true;
    record.state = RunState::Stopped;
    record.attempts = 1;
    record.text = u"one two three"_s;
    record.duration = 4200ms;
    return record;
}

} // namespace

class tst_ErrorText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        installLanguage(*qApp);
    }

    void everyKindHasASentenceOfItsOwn()
    {
        QStringList seen;
        for (int i = 0; i <= int(ErrorKind::Unknown); ++i) {
            const auto kind = ErrorKind(i);
            const Message message = errorText({kind, u"detail"_s}, {u"OpenRouter"_s});
            QVERIFY2(message.text.endsWith(u'.') || message.text.endsWith(u'”'), qPrintable(message.text));
            QVERIFY2(!message.text.contains(u'%'), qPrintable(message.text));
            QVERIFY2(!message.text.contains(u"  "_s), qPrintable(message.text));
            QVERIFY2(!seen.contains(message.text), qPrintable(message.text));
            QVERIFY2(kind == ErrorKind::Rejected || !message.actions.isEmpty(), nameOf(kind).data());
            seen += message.text;
        }
    }

    void everyActionHasAText()
    {
        for (int i = 0; i <= int(Action::CopyDetails); ++i)
            QVERIFY(!actionText(Action(i)).isEmpty());
    }

    void saysWhatTheBookOfWordsSays_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<Action>>("actions");
        QTest::newRow("401") << Error{ErrorKind::Unauthorized, {}, 401}
                             << u"The account key was refused. Your prompt is safe."_s
                             << QList{Action::CheckKey, Action::UsePractice};
        QTest::newRow("402") << Error{ErrorKind::NoCredit, {}, 402}
                             << u"The account has no credit left. Nothing was charged for this try."_s
                             << QList{Action::OpenBilling, Action::UsePractice};
        QTest::newRow("404")
            << Error{ErrorKind::NotFound, {}, 404}
            << u"This model no longer exists at OpenRouter. It was last seen on 5/3/26. Nothing was "
               "charged for this try."_s
            << QList{Action::PickAnother, Action::CopyDetails};
        QTest::newRow("429") << Error{ErrorKind::RateLimited, {}, 429, 20s}
                             << u"Too busy right now (429). Try again in 20 s. The others are not affected."_s
                             << QList{Action::TryAgain, Action::UsePractice};
        QTest::newRow("429 for good") << Error{ErrorKind::RateLimited, {}, 429, 20s, {}, true}
                                      << u"Too busy right now (429). The others are not affected."_s
                                      << QList{Action::TryAgain, Action::UsePractice};
        QTest::newRow("beyond a size") << Error{ErrorKind::TooLarge, u"line longer than 8 bytes"_s}
                                       << u"The answer is larger than this program accepts. What arrived is kept. It "
                                          "may still be billed."_s
                                       << QList{Action::PickAnother, Action::CopyDetails};
        QTest::newRow("beyond the time") << Error{ErrorKind::TookTooLong, u"not finished within 1800 s"_s}
                                         << u"The answer went on for longer than this program waits. What arrived is "
                                            "kept. It may still be billed."_s
                                         << QList{Action::TryAgain, Action::CopyDetails};
        QTest::newRow("offline")
            << Error{ErrorKind::NotConnected}
            << u"No connection to OpenRouter. Nothing was sent. Practice, results and export still work."_s
            << QList{Action::TryAgain, Action::UsePractice};
        QTest::newRow("unknown")
            << Error{ErrorKind::Unknown, u"I am\na teapot"_s, 418}
            << u"Something we do not recognise (HTTP 418). Your prompt is safe. It said: “I am a teapot”"_s
            << QList{Action::TryAgain, Action::CopyDetails};
        QTest::newRow("key missing") << Error{ErrorKind::KeyMissing}
                                     << u"To run this live, connect an account. Nothing was sent."_s
                                     << QList{Action::Connect, Action::UsePractice};
    }

    void saysWhatTheBookOfWordsSays()
    {
        QFETCH(Error, error);
        QFETCH(QString, text);
        QFETCH(QList<Action>, actions);
        const Message message = errorText(error, {u"OpenRouter"_s, QDate(2026, 5, 3)});
        QCOMPARE(message.text, text);
        QCOMPARE(message.actions, actions);
    }

    void aLongServerMessageIsShortened()
    {
        const Message message = errorText({ErrorKind::BadRequest, QString(5000, u'x'), 400});
        QVERIFY(message.text.size() < 320);
        QVERIFY(message.text.contains(u'…'));
    }

    void aPercentSignInAServerMessageIsKept()
    {
        QVERIFY(errorText({ErrorKind::BadRequest, u"%1 is 100%2"_s, 400}).text.contains(u"“%1 is 100%2”"_s));
    }

    void stopIsHonestAboutTheBill_data()
    {
        QTest::addColumn<RunRecord>("record");
        QTest::addColumn<QString>("text");
        RunRecord record = stoppedRun();
        QTest::newRow("streaming")
            << record
            << u"Connection closed at 4.2 s. 3 words arrived and are kept. OpenRouter may still bill "
               "what it generated."_s;
        record.answered.company = u"Groq"_s;
        QTest::newRow("a company that goes on")
            << record
            << u"Connection closed at 4.2 s. 3 words arrived and are kept. Groq may still bill the whole answer."_s;
        record = stoppedRun();
        record.recipe.request.isStreaming = false;
        record.text.clear();
        QTest::newRow("not streaming")
            << record
            << u"Connection closed at 4.2 s. No text had arrived. OpenRouter may still bill the whole answer."_s;
        record = stoppedRun();
        record.attempts = 0;
        QTest::newRow("nothing sent") << record << u"Stopped before anything was sent. Nothing is charged."_s;
        record = stoppedRun();
        record.isPractice = true;
        record.text = u"one"_s;
        QTest::newRow("practice")
            << record << u"Connection closed at 4.2 s. 1 word arrived and is kept. Practice costs nothing."_s;
        record = stoppedRun();
        record.cost = {CostKind::Reported, *Money::parse(u"0.0041")};
        QTest::newRow("the bill has come")
            << record
            << u"Connection closed at 4.2 s. 3 words arrived and are kept. Cost so far: "
               "$0.0041 reported."_s;
        record = stoppedRun();
        record.recipe.request.secret = {};
        QTest::newRow("a server without a key")
            << record << u"Connection closed at 4.2 s. 3 words arrived and are kept."_s;
    }

    void stopIsHonestAboutTheBill()
    {
        QFETCH(RunRecord, record);
        QFETCH(QString, text);
        QCOMPARE(stoppedText(record, {u"OpenRouter"_s}), text);
    }

    void aRunSaysHowItEnded_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<int>("finish");
        QTest::addColumn<QString>("text");
        QTest::newRow("going on") << RunState::Writing << -1 << QString();
        QTest::newRow("done") << RunState::Done << int(FinishReason::Stop) << QString();
        QTest::newRow("refused") << RunState::Done << int(FinishReason::Refusal)
                                 << u"The model declined to answer. This is an answer, not a fault."_s;
        QTest::newRow("cut") << RunState::Cut << -1
                             << u"The answer was cut off after 3 words. What arrived is kept."_s;
        QTest::newRow("interrupted")
            << RunState::Interrupted << -1
            << u"The program ended before the answer did. What arrived is kept, and nothing is sent "
               "again by itself. It may still be billed."_s;
    }

    void aRunSaysHowItEnded()
    {
        QFETCH(RunState, state);
        QFETCH(int, finish);
        QFETCH(QString, text);
        RunRecord record = stoppedRun();
        record.state = state;
        if (finish >= 0)
            record.finish = FinishReason(finish);
        QCOMPARE(runText(record).text, text);
    }

    void aFaultInMidAnswerSaysThatTheWordsAreKept()
    {
        RunRecord record = stoppedRun();
        record.state = RunState::Failed;
        record.error = Error{ErrorKind::ServerFault};
        QVERIFY2(runText(record).text.endsWith(u"3 words arrived and are kept."_s), qPrintable(runText(record).text));
        for (const ErrorKind kind : {ErrorKind::IdleTimeout, ErrorKind::TookTooLong, ErrorKind::TooLarge}) {
            record.error = Error{kind};
            QCOMPARE(runText(record).text.count(u"kept"_s), 1);
        }
        record.text.clear();
        record.error = Error{ErrorKind::ServerFault};
        QVERIFY(!runText(record).text.contains(u"arrived"_s));
    }

    void noFailureOfPracticeSpeaksOfABill()
    {
        RunRecord record = stoppedRun();
        for (const RunState state : {RunState::Failed, RunState::Interrupted, RunState::Cut}) {
            for (const ErrorKind kind : {ErrorKind::IdleTimeout, ErrorKind::ConnectionLost, ErrorKind::Garbled}) {
                for (const QString &text : {QString(), u"a word"_s}) {
                    record.state = state;
                    record.error = Error{kind};
                    record.text = text;
                    record.isPractice = true;
                    QVERIFY2(!runText(record).text.contains(u"billed"_s), qPrintable(runText(record).text));
                }
            }
        }
        record.isPractice = false;
        record.state = RunState::Interrupted;
        QVERIFY(runText(record).text.contains(u"billed"_s));
    }

    void whatIsConfirmedStandsBesideWhatWasReported()
    {
        RunRecord record = stoppedRun();
        record.cost = {CostKind::Reported, *Money::parse(u"0.004")};
        QCOMPARE(confirmedText(record), QString());
        record.confirmed = Confirmation{};
        QCOMPARE(confirmedText(record), QString());
        record.confirmed->usage.cost = Money::parse(u"0.0041");
        QCOMPARE(confirmedText(record), u"$0.0041 confirmed"_s);
        record.confirmed->isByBalance = true;
        QCOMPARE(confirmedText(record), u"$0.0041 measured by the balance"_s);
        record.confirmed->isByBalance = false;
        QCOMPARE(costText(record), u"$0.004 reported"_s);
        QVERIFY(stoppedText(record, {}).endsWith(u"Charged: $0.0041 confirmed."_s));
    }

    void practiceCostsNothingWhateverItsAnswerSays()
    {
        RunRecord record = stoppedRun();
        record.state = RunState::Done;
        record.duration = 9000ms;
        record.cost = {CostKind::Reported, *Money::parse(u"0.0002")};
        record.isPractice = true;
        QCOMPARE(costText(record), u"not charged"_s);
        record.confirmed = Confirmation{.usage = {.cost = Money::parse(u"0.0002")}};
        QCOMPARE(confirmedText(record), u"not charged"_s);
        RunRecord dearer = record;
        dearer.cost.usd = *Money::parse(u"0.0003");
        QCOMPARE(runSummary({record, dearer}), QString());
    }

    void whatLooksEquallyFastIsATie()
    {
        RunRecord one = stoppedRun();
        one.state = RunState::Done;
        one.duration = 3210ms;
        RunRecord other = one;
        other.duration = 3240ms;
        QCOMPARE(durationText(*one.duration), durationText(*other.duration));
        QCOMPARE(runSummary({one, other}), QString());
        other.duration = 3260ms;
        QVERIFY(runSummary({one, other}).startsWith(u"Fastest A."_s));
    }

    void aRefusalWinsNothing()
    {
        RunRecord slow = stoppedRun();
        slow.state = RunState::Done;
        slow.duration = 9000ms;
        RunRecord slower = slow;
        slower.duration = 9500ms;
        slower.text += u" and more"_s;
        RunRecord refused = slow;
        refused.duration = 100ms;
        refused.finish = FinishReason::Refusal;
        QCOMPARE(runSummary({slow, slower, refused}), u"Fastest A · longest B. One run each is not a measurement."_s);
        QCOMPARE(runSummary({slow, refused}), QString());
    }

    void waitsAreCountedInWords()
    {
        QCOMPARE(quietText(15s).text, u"Nothing for 15 s."_s);
        QCOMPARE(quietText(15s).actions, QList({Action::KeepWaiting, Action::Stop, Action::TryAgain}));
        QCOMPARE(pausingText({ErrorKind::RateLimited}, 20s, 1, 2).text,
                 u"Too busy. Next try in 20 s (1 of 2)."_s);
    }

    void whoAnsweredIsToldOnlyWhenItDiffers()
    {
        RunRecord record = stoppedRun();
        QCOMPARE(answeredText(record, nullptr), QString());
        record.answered.model = record.target.model;
        QCOMPARE(answeredText(record, nullptr), QString());
        record.answered.model = u"maker/other"_s;
        QCOMPARE(answeredText(record, nullptr), u"Asked maker/model, answered maker/other"_s);
    }

    void detailsHoldNoPromptAndNoAnswer()
    {
        RunRecord record = stoppedRun();
        record.error = Error{ErrorKind::BadRequest, u"bad field"_s, 400, {}, u"req-7"_s};
        const QString details = detailsText(record);
        QVERIFY(!details.contains(u"private prompt"_s));
        QVERIFY(!details.contains(u"one two three"_s));
        QVERIFY(!details.contains(u"Bearer"_s));
        for (const QString &part :
             {u"status: 400"_s, u"req-7"_s, u"bad field"_s, u"bad_request"_s, u"openrouter/maker/model"_s,
              u"POST https://api.example.com/v1/chat/completions"_s})
            QVERIFY2(details.contains(part), qPrintable(details));
    }

    void moneySaysWhereItComesFrom()
    {
        QCOMPARE(costText({CostKind::Reported, *Money::parse(u"0.0041")}), u"$0.0041 reported"_s);
        QCOMPARE(costText({CostKind::Estimate, *Money::parse(u"0.00412")}), u"about $0.0041"_s);
        QCOMPARE(costText(Cost{}), u"price not published"_s);
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(costText({CostKind::Reported, *Money::parse(u"0.0041")}), u"$0,0041 reported"_s);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void timeIsShort()
    {
        QCOMPARE(durationText(3240ms), u"3.2 s"_s);
        QCOMPARE(durationText(0ms), u"0.0 s"_s);
        QCOMPARE(durationText(59'949ms), u"59.9 s"_s);
        QCOMPARE(durationText(59'990ms), u"1 min 0 s"_s);
        QCOMPARE(durationText(125'400ms), u"2 min 5 s"_s);
    }

    void wordsAreCountedAsPeopleDo()
    {
        QCOMPARE(wordCount(u""), 0);
        QCOMPARE(wordCount(u"  one\n two\t"), 2);
        QCOMPARE(wordsText(318), u"318 words"_s);
    }
};

QTEST_MAIN(tst_ErrorText)
#include "tst_ErrorText.moc"
