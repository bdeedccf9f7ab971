#include "gui/RunColumn.h"

#include "gui/Announcer.h"
#include "gui/AnswerSurface.h"
#include "gui/AnswerView.h"
#include "gui/Language.h"
#include "gui/NoticeStrip.h"
#include "gui/VerdictLine.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace studio;

namespace
{

RunRecord recordIn(RunState state)
{
    RunRecord record;
    record.id = u"11111111-2222-3333-4444-555555555555"_s;
    record.target = {u"openrouter"_s, u"openai/gpt-5-nano"_s};
    record.state = state;
    record.attempts = 1;
    return record;
}

RunRecord doneRecord()
{
    RunRecord record = recordIn(RunState::Done);
    record.text = u"A **fine** mug."_s;
    record.usage.input = 12;
    record.usage.output = 34;
    record.firstWord = 800ms;
    record.duration = 3200ms;
    record.finish = FinishReason::Stop;
    return record;
}

template <typename Widget>
Widget &child(const QWidget &parent, const QString &name)
{
    auto *found = parent.findChild<Widget *>(name);
    Q_ASSERT(found != nullptr);
    return *found;
}

QString statusOf(const RunColumn &column)
{
    return child<QLabel>(column, u"statusLabel"_s).text();
}

QString answerOf(const RunColumn &column)
{
    return child<AnswerSurface>(column, u"answer"_s).wholeText();
}

} // namespace

class tst_RunColumn : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        installLanguage(*qApp);
    }

    void tellsWhatItCost_data()
    {
        QTest::addColumn<Cost>("cost");
        QTest::addColumn<QString>("status");
        const auto usd = [](const QString &amount) {
            return *Money::parse(amount);
        };
        QTest::newRow("reported")
            << Cost{CostKind::Reported, usd(u"0.004"_s)}
            << u"done · 3.2 s · $0.004 reported"_s;
        QTest::newRow("estimate")
            << Cost{CostKind::Estimate, usd(u"0.004"_s)}
            << u"done · 3.2 s · about $0.004"_s;
        QTest::newRow("unknown")
            << Cost{}
            << u"done · 3.2 s · price not published"_s;
    }

    void tellsWhatItCost()
    {
        QFETCH(Cost, cost);
        QFETCH(QString, status);
        RunColumn column;
        RunRecord record = doneRecord();
        record.cost = cost;
        column.showRecord(record);
        QCOMPARE(statusOf(column), status);
    }

    void showsAllFiguresWhileTheLineHasTheFocus()
    {
        RunColumn column;
        column.setLetter(u'B');
        column.resize(400, 400);
        column.show();
        auto &line = child<QLabel>(column, u"statusLabel"_s);
        column.showRecord(recordIn(RunState::Writing));
        QCOMPARE(line.focusPolicy(), Qt::NoFocus); // nothing to tell yet
        RunRecord record = doneRecord();
        record.cost = {CostKind::Reported, *Money::parse(u"0.004")};
        record.answered = {u"gpt-5-nano"_s, u"A <b>company</b>"_s};
        column.showRecord(record);
        QCOMPARE(line.accessibleName(), u"Result B: done · 3.2 s · $0.004 reported"_s);
        const QString told = line.accessibleDescription();
        QCOMPARE(told.split(u'\n'),
                 QStringList({u"First word after: 0.8 s"_s, u"Time in all: 3.2 s"_s,
                              u"Speed of this run: 14 tokens a second"_s, u"Tokens in: 12"_s, u"Tokens out: 34"_s,
                              u"Cost: $0.004 reported"_s, u"Who answered: gpt-5-nano"_s,
                              u"Company running it: A <b>company</b>"_s}));
        QVERIFY(QTest::qWaitForWindowActive(&column));
        line.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(QToolTip::isVisible());
        QVERIFY2(QToolTip::text().contains(u"14 tokens a second"_s), qPrintable(QToolTip::text()));
        QVERIFY(!QToolTip::text().contains(u"<b>"_s)); // a server's words are no markup
        column.setFocus();
        line.clearFocus();
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    void aStoppedRunTellsACostOnlyWhenItIsKnown()
    {
        RunColumn column;
        RunRecord record = doneRecord();
        record.state = RunState::Stopped;
        column.showRecord(record);
        QVERIFY2(!statusOf(column).contains(u"price"_s), qPrintable(statusOf(column)));
        record.cost = {CostKind::Reported, *Money::parse(u"0.004")};
        column.showRecord(record);
        QVERIFY2(statusOf(column).contains(u"$0.004 reported"_s), qPrintable(statusOf(column)));
    }

    void streamsIntoTheRecordThatIsShown()
    {
        RunColumn column;
        column.resize(400, 400);
        column.show();
        column.showRecord(recordIn(RunState::Waiting));
        column.appendText(u"A **fi"_s);
        RunRecord writing = recordIn(RunState::Writing);
        writing.text = u"A **fi"_s;
        column.showRecord(writing);
        column.appendText(u"ne** mug."_s);
        column.showRecord(doneRecord());
        QTRY_COMPARE(answerOf(column), u"A fine mug."_s);

        RunRecord next = recordIn(RunState::Waiting);
        next.id = u"other"_s;
        column.showRecord(next);
        QTRY_COMPARE(answerOf(column), QString());
    }

    void offersWhatTheStateAllows_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<bool>("isRunning");
        QTest::newRow("queued") << RunState::Queued << true;
        QTest::newRow("waiting") << RunState::Waiting << true;
        QTest::newRow("writing") << RunState::Writing << true;
        QTest::newRow("pausing") << RunState::Pausing << true;
        QTest::newRow("done") << RunState::Done << false;
        QTest::newRow("stopped") << RunState::Stopped << false;
        QTest::newRow("cut") << RunState::Cut << false;
        QTest::newRow("failed") << RunState::Failed << false;
        QTest::newRow("interrupted") << RunState::Interrupted << false;
    }

    void offersWhatTheStateAllows()
    {
        QFETCH(RunState, state);
        QFETCH(bool, isRunning);
        RunColumn column;
        column.show();
        QSignalSpy changes(&column, &RunColumn::stateChanged);
        column.showRecord(recordIn(state));
        QCOMPARE(column.isRunning(), isRunning);
        QCOMPARE(changes.size(), 1);
        column.showRecord(recordIn(state));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(child<QToolButton>(column, u"stopButton"_s).isVisible(), isRunning);
        QCOMPARE(child<QToolButton>(column, u"retryButton"_s).isVisible(), !isRunning);
        QVERIFY(child<QToolButton>(column, u"sentButton"_s).isEnabled());
        QVERIFY(!statusOf(column).contains(u'$'));
    }

    void asksForWhatItsButtonsSay()
    {
        RunColumn column;
        column.show();
        QVERIFY(!child<QToolButton>(column, u"sentButton"_s).isEnabled());
        QSignalSpy stop(&column, &RunColumn::stopRequested);
        QSignalSpy retry(&column, &RunColumn::retryRequested);
        QSignalSpy sent(&column, &RunColumn::sentRequested);
        QSignalSpy removal(&column, &RunColumn::removeRequested);
        QSignalSpy maximise(&column, &RunColumn::maximiseRequested);
        column.showRecord(recordIn(RunState::Writing));
        child<QToolButton>(column, u"stopButton"_s).click();
        QCOMPARE(stop.size(), 1);
        column.showRecord(doneRecord());
        child<QToolButton>(column, u"retryButton"_s).click();
        child<QToolButton>(column, u"sentButton"_s).click();
        child<QToolButton>(column, u"removeButton"_s).click();
        child<QToolButton>(column, u"maximiseButton"_s).click();
        QCOMPARE(retry.size(), 1);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(removal.size(), 1);
        QCOMPARE(maximise.size(), 1);
        QCOMPARE(maximise.first().first().toBool(), true);
        child<QToolButton>(column, u"copyButton"_s).click();
        QCOMPARE(QApplication::clipboard()->text(), u"A **fine** mug."_s);
    }

    void keepsAProblemInItsColumnWithANextStep()
    {
        RunColumn column;
        column.show();
        column.showRecord(recordIn(RunState::Failed));
        column.setProblem({u"The account key was refused."_s, {Action::CheckKey, Action::TryAgain}});
        auto &strip = child<NoticeStrip>(column, u"problemStrip"_s);
        QVERIFY(strip.isVisible());
        QSignalSpy actions(&column, &RunColumn::actionRequested);
        QSignalSpy retry(&column, &RunColumn::retryRequested);
        QVERIFY(strip.button(Action::CheckKey));
        strip.button(Action::CheckKey)->click();
        QCOMPARE(actions.size(), 1);
        QCOMPARE(actions.first().first().value<Action>(), Action::CheckKey);
        strip.button(Action::TryAgain)->click();
        QCOMPARE(retry.size(), 1);

        column.showRecord(recordIn(RunState::Waiting));
        QVERIFY(strip.isHidden());
    }

    void saysWhoAnsweredAndThatItIsPractice()
    {
        RunColumn column;
        column.show();
        auto &practice = child<QLabel>(column, u"practiceLabel"_s);
        auto &answered = child<VerdictLine>(column, u"answeredLine"_s);
        column.showRecord(doneRecord());
        QVERIFY(practice.isHidden());
        QVERIFY(answered.isHidden());
        RunRecord record = doneRecord();
        record.isPractice = true;
        column.showRecord(record);
        column.setAnswered(u"Asked a, answered b"_s);
        QVERIFY(practice.isVisible());
        QVERIFY(answered.isVisible());
        QVERIFY(column.accessibleName().contains(u"practice output, not an AI model"_s));
        QVERIFY(child<AnswerSurface>(column, u"answer"_s).accessibleName().contains(u"practice output"_s));
    }

    void countsFromTheSendingThoughShownLater()
    {
        RunColumn column;
        RunRecord record = recordIn(RunState::Writing);
        record.started = QDateTime::currentDateTimeUtc().addSecs(-70);
        column.showRecord(record);
        const QString status = child<QLabel>(column, u"statusLabel"_s).text();
        QVERIFY2(status.startsWith(u"writing · 1 min 1"_s), qPrintable(status));
    }

    void noticesSilence()
    {
        RunColumn column;
        column.show();
        column.setQuietAfter(50ms);
        auto &strip = child<NoticeStrip>(column, u"waitStrip"_s);
        column.showRecord(recordIn(RunState::Waiting));
        QTRY_VERIFY(strip.isVisible());
        QSignalSpy stop(&column, &RunColumn::stopRequested);
        QVERIFY(strip.button(Action::Stop));
        strip.button(Action::Stop)->click();
        QCOMPARE(stop.size(), 1);
        strip.button(Action::KeepWaiting)->click();
        QVERIFY(strip.isHidden());
        QTRY_VERIFY(strip.isVisible());
        column.appendText(u"word"_s);
        QVERIFY(strip.isHidden());
        column.showRecord(doneRecord());
        RunColumn other; // waits for as long, from later on
        other.show();
        other.setQuietAfter(50ms);
        other.showRecord(recordIn(RunState::Waiting));
        QTRY_VERIFY(child<NoticeStrip>(other, u"waitStrip"_s).isVisible());
        QVERIFY(strip.isHidden());
    }

    void countsDownToASecondTry()
    {
        RunColumn column;
        column.show();
        auto &strip = child<NoticeStrip>(column, u"waitStrip"_s);
        column.showRecord(recordIn(RunState::Pausing));
        column.showPause({ErrorKind::RateLimited}, 2s, 1, 2);
        QVERIFY(strip.isVisible());
        QVERIFY2(strip.message().text.contains(u"2 s"_s), qPrintable(strip.message().text));
        QVERIFY(strip.button(Action::TryNow));
        strip.button(Action::TryNow)->setFocus();
        QTRY_VERIFY(strip.message().text.contains(u"1 s"_s));
        QSignalSpy actions(&column, &RunColumn::actionRequested);
        strip.button(Action::TryNow)->click();
        QCOMPARE(actions.size(), 1);
        column.showRecord(recordIn(RunState::Waiting));
        QVERIFY(strip.isHidden());
    }

    void isAnnouncedInWholeSentencesAndNotTooOften()
    {
        QWidget listener;
        Announcer announcer(listener);
        announcer.setPace(300ms);
        announcer.begin(u"writing"_s);
        QCOMPARE(listener.accessibleDescription(), u"writing"_s);
        announcer.add(u"One. Two. Thr"_s);
        QCOMPARE(listener.accessibleDescription(), u"writing"_s);
        QTRY_COMPARE(listener.accessibleDescription(), u"One. Two."_s);
        announcer.add(u"ee. Four"_s);
        QCOMPARE(listener.accessibleDescription(), u"One. Two."_s);
        QTRY_COMPARE(listener.accessibleDescription(), u"Three."_s);
        announcer.end(u"done"_s);
        QCOMPARE(listener.accessibleDescription(), u"Four done"_s);
    }

    void givesEveryButtonAName()
    {
        RunColumn column;
        column.setLetter(u'C');
        column.setTitle(u"text-a"_s, u"built in"_s);
        column.showRecord(doneRecord());
        for (const QAbstractButton *button : column.findChildren<QAbstractButton *>())
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     qPrintable(button->objectName()));
        QCOMPARE(column.accessibleName(), u"Column C: text-a · built in"_s);
    }
};

QTEST_MAIN(tst_RunColumn)
#include "tst_RunColumn.moc"
