#include "gui/TryPage.h"

#include "gui/AnswerView.h"
#include "gui/BlanksForm.h"
#include "gui/NoticeStrip.h"
#include "gui/PromptBox.h"
#include "gui/RunColumn.h"
#include "gui/SettingsForm.h"
#include "gui/VerdictLine.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

template <typename Widget>
Widget &child(const QWidget &parent, const QString &name)
{
    auto *found = parent.findChild<Widget *>(name);
    Q_ASSERT(found != nullptr);
    return *found;
}

PromptBox &promptOf(const TryPage &page)
{
    return child<PromptBox>(page, u"promptBox"_s);
}

/// A page on screen with three columns and a prompt.
void present(TryPage &page, int width = 1280)
{
    page.resize(width, 700);
    page.setColumnCount(3);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.focusPrompt();
}

RunRecord runningRecord()
{
    RunRecord record;
    record.id = u"run"_s;
    record.state = RunState::Writing;
    return record;
}

RunRecord stoppedRecord()
{
    RunRecord record = runningRecord();
    record.state = RunState::Stopped;
    return record;
}

} // namespace

class tst_TryPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void runsByKeyAndByButton()
    {
        TryPage page;
        QSignalSpy runs(&page, &TryPage::runRequested);
        present(page);
        QTest::keyClick(&promptOf(page), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 0); // nothing written yet
        QVERIFY(!child<QPushButton>(page, u"runButton"_s).accessibleDescription().isEmpty());

        QTest::keyClicks(&promptOf(page), u"Hello"_s);
        QTest::keyClick(&promptOf(page), Qt::Key_Return);
        QTest::keyClicks(&promptOf(page), u"you"_s);
        QTest::keyClick(&promptOf(page), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(page.prompt().text, u"Hello\nyou"_s);
        QTest::mouseClick(&child<QPushButton>(page, u"runButton"_s), Qt::LeftButton);
        QCOMPARE(runs.size(), 2);
        page.setRunning(true);
        QTest::keyClick(&promptOf(page), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 2);
    }

    void aButtonOutOfUseKeepsItsFocusForLater()
    {
        TryPage page;
        present(page);
        QTest::keyClicks(&promptOf(page), u"Hello"_s);
        auto &run = child<QPushButton>(page, u"runButton"_s);
        run.setFocus();
        page.columns().column(1).showRecord(runningRecord());
        page.setRunning(true);
        QVERIFY(!run.isEnabled());
        QVERIFY(!child<QPushButton>(page, u"stopButton"_s).hasFocus()); // a second Space must not stop it
        RunRecord done = runningRecord();
        done.state = RunState::Done;
        page.columns().column(1).showRecord(done);
        page.setRunning(false);
        QVERIFY(run.hasFocus());

        page.setRunning(true);
        page.focusPrompt();
        page.setRunning(false);
        QVERIFY(promptOf(page).hasFocus()); // whoever has gone elsewhere stays there
    }

    void makesFieldsOfBlanksAsTheyAreTyped()
    {
        TryPage page;
        present(page);
        auto &form = child<BlanksForm>(page, u"blanksForm"_s);
        QTest::keyClicks(&promptOf(page), u"Text for {{product"_s);
        QVERIFY(form.isHidden());
        QTest::keyClicks(&promptOf(page), u"}} and \\{{no}}"_s);
        QVERIFY(form.isVisible());
        QVERIFY(form.field(u"product"_s));
        QVERIFY(!form.field(u"no"_s));

        const QTextBlock line = promptOf(page).document()->begin();
        QCOMPARE(line.layout()->formats().size(), 1);
        QCOMPARE(line.layout()->formats().first().start, 9);
        QCOMPARE(line.layout()->formats().first().length, 11);

        QSignalSpy edits(&page, &TryPage::promptEdited);
        QTest::keyClicks(form.field(u"product"_s), u"mug"_s);
        QCOMPARE(edits.size(), 3);
        QCOMPARE(page.prompt().blanks.value(u"product"_s), u"mug"_s);
    }

    void aMissingValueMarksOnlyItsFieldAndBlocksRun()
    {
        TryPage page;
        QSignalSpy runs(&page, &TryPage::runRequested);
        present(page);
        page.setPrompt({u"{{a}} {{b}} {{c}}"_s, {}, {{u"a"_s, u"1"_s}, {u"c"_s, u"3"_s}}, {}});
        auto &form = child<BlanksForm>(page, u"blanksForm"_s);
        QTest::keyClick(&promptOf(page), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 0);
        QVERIFY(child<VerdictLine>(page, u"messageLine"_s).text().contains(u"b"_s));
        QVERIFY(form.field(u"b"_s)->hasFocus());
        QVERIFY(!form.field(u"b"_s)->accessibleDescription().isEmpty());
        QVERIFY(form.field(u"a"_s)->accessibleDescription().isEmpty());
        QCOMPARE(form.field(u"a"_s)->text(), u"1"_s);
        QCOMPARE(form.field(u"c"_s)->text(), u"3"_s);

        QTest::keyClicks(form.field(u"b"_s), u"2"_s);
        QVERIFY(form.field(u"b"_s)->accessibleDescription().isEmpty());
        QTest::keyClick(form.field(u"b"_s), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(runs.size(), 1);
    }

    void keepsTheValueOfABlankThatIsTypedAgain()
    {
        TryPage page;
        present(page);
        page.setPrompt({u"{{a}} {{b}}"_s, {}, {{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}}, {}});
        auto &form = child<BlanksForm>(page, u"blanksForm"_s);
        promptOf(page).moveCursor(QTextCursor::End);
        QTest::keyClick(&promptOf(page), Qt::Key_Backspace);
        QVERIFY(!form.field(u"b"_s));
        QCOMPARE(page.prompt().blanks.value(u"b"_s), u"2"_s);
        QTest::keyClicks(&promptOf(page), u"}"_s);
        QVERIFY(form.field(u"b"_s));
        QCOMPARE(form.field(u"b"_s)->text(), u"2"_s);
    }

    void keepsUndoWhenGivenWhatItHas()
    {
        TryPage page;
        present(page);
        QTest::keyClicks(&promptOf(page), u"Hello"_s);
        page.setPrompt(page.prompt());
        QVERIFY(promptOf(page).document()->isUndoAvailable());
        Prompt other = page.prompt();
        other.settings[u"seed"_s] = 7;
        page.setPrompt(other);
        QVERIFY(promptOf(page).document()->isUndoAvailable());
        QTest::keyClick(&promptOf(page), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(page.prompt().text != u"Hello"_s);
    }

    void givesBackExactlyWhatItWasGiven()
    {
        TryPage page;
        QSignalSpy edits(&page, &TryPage::promptEdited);
        const Prompt prompt{u"no\u00a0break\r\nand \u2028 line {{x}}"_s,
                            u"Be brief.\n"_s,
                            {{u"gone"_s, u"kept"_s}},
                            {{u"temperature"_s, 0.7}, {u"unknown"_s, 3}}};
        page.setPrompt(prompt);
        QCOMPARE(page.prompt(), prompt);
        QCOMPARE(edits.size(), 0);
    }

    void revealsInstructions()
    {
        TryPage page;
        present(page);
        auto &box = child<PromptBox>(page, u"instructionsBox"_s);
        QVERIFY(!box.isVisible());
        QTest::mouseClick(&child<QToolButton>(page, u"addInstructionsButton"_s), Qt::LeftButton);
        QVERIFY(box.isVisible());
        QVERIFY(box.hasFocus());
        page.setPrompt(page.prompt()); // as a saved edit comes back
        QVERIFY(box.isVisible());
        QTest::keyClicks(&box, u"Be brief."_s);
        QCOMPARE(page.prompt().instructions, u"Be brief."_s);
        QTest::mouseClick(&child<QToolButton>(page, u"removeInstructionsButton"_s), Qt::LeftButton);
        QVERIFY(!box.isVisible());
        QCOMPARE(page.prompt().instructions, QString()); // what is not seen is not sent
    }

    void settingsTakeOnlyWhatTheyAllow()
    {
        TryPage page;
        present(page);
        child<QToolButton>(page, u"settingsButton"_s).click();
        auto &temperature = child<QLineEdit>(page, u"temperatureEdit"_s);
        auto &hint = child<QLabel>(page, u"temperatureNote"_s);
        QVERIFY(temperature.isVisible());
        QVERIFY(!page.prompt().settings.contains(u"temperature"_s));
        QTest::keyClicks(&temperature, u"0,7"_s);
        QCOMPARE(page.prompt().settings[u"temperature"_s].toDouble(), 0.7);
        QVERIFY(hint.text().isEmpty());
        temperature.clear();
        QTest::keyClicks(&temperature, u"3"_s);
        QCOMPARE(temperature.text(), QString());
        QVERIFY2(hint.text().contains(u"from 0 to 2"_s), qPrintable(hint.text()));

        auto &longest = child<QLineEdit>(page, u"max_tokensEdit"_s);
        QTest::keyClicks(&longest, u"5.00"_s);
        QCOMPARE(longest.text(), u"500"_s);
        QCOMPARE(page.prompt().settings[u"max_tokens"_s].toInteger(), 500);
        child<QToolButton>(page, u"max_tokensReset"_s).click();
        QVERIFY(!page.prompt().settings.contains(u"max_tokens"_s));
    }

    void foldedSettingsAreStillTold()
    {
        TryPage page;
        page.setPrompt({u"x"_s, {}, {}, {{u"temperature"_s, 0.7}}});
        QCOMPARE(child<QToolButton>(page, u"settingsButton"_s).text(), u"Settings: How adventurous 0.7"_s);
    }

    void showsAllOfAShortPromptAndTheBeginningOfALongOne()
    {
        TryPage page;
        present(page);
        for (const int lines : {1, 2, 3, 5, 8}) {
            page.setPrompt({QStringList(lines, u"A line with a {{blank}} in it"_s).join(u'\n'), {}, {}, {}});
            QTRY_COMPARE(promptOf(page).verticalScrollBar()->maximum(), 0);
        }
        page.setPrompt({QStringList(100, u"Another line"_s).join(u'\n'), {}, {}, {}});
        QTRY_VERIFY(promptOf(page).verticalScrollBar()->maximum() > 50);
        QCOMPARE(promptOf(page).verticalScrollBar()->value(), 0);
        QVERIFY(promptOf(page).textCursor().atEnd());
    }

    void growsWithItsLinesUpToALimit()
    {
        TryPage page;
        present(page);
        const int small = promptOf(page).height();
        QTest::keyClicks(&promptOf(page), u"a"_s);
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(&promptOf(page), Qt::Key_Return);
        QTRY_VERIFY(promptOf(page).height() > small);
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(&promptOf(page), Qt::Key_Return);
        QVERIFY(promptOf(page).height() < 300);
    }

    void takesALongPasteAtOnceAndAsPlainText()
    {
        TryPage page;
        present(page);
        auto *clip = new QMimeData;
        QString lines;
        for (int i = 0; i < 20'000; ++i)
            lines += u"line %1 with some {{words}} in it\n"_s.arg(i);
        clip->setText(lines);
        clip->setHtml(u"<b>bold</b>"_s);
        QGuiApplication::clipboard()->setMimeData(clip);
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(&promptOf(page), Qt::Key_V, Qt::ControlModifier);
        const qint64 pasted = timer.restart();
        QTest::keyClicks(&promptOf(page), u"x"_s);
        const qint64 typed = timer.elapsed();
        QCOMPARE(page.prompt().text, lines + u'x');
        QVERIFY2(pasted < 1500, qPrintable(QString::number(pasted)));
        QVERIFY2(typed < 200, qPrintable(QString::number(typed)));
        QTRY_VERIFY(child<BlanksForm>(page, u"blanksForm"_s).isVisible());
        QTest::keyClick(&promptOf(page), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&promptOf(page), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(page.prompt().text, QString());
    }

    void escapeStopsTheBigColumnThenLeavesIt()
    {
        TryPage page;
        present(page);
        ColumnsView &columns = page.columns();
        QSignalSpy stops(&page, &TryPage::stopRequested);
        QSignalSpy stopsAll(&page, &TryPage::stopAllRequested);
        columns.column(2).showRecord(runningRecord());
        columns.column(3).showRecord(runningRecord());
        page.setRunning(true);
        child<QToolButton>(columns.column(3), u"maximiseButton"_s).click();
        QCOMPARE(columns.maximised(), 3);
        QVERIFY(!columns.column(1).isVisible());
        auto &stopButton = child<QPushButton>(page, u"stopButton"_s);
        QCOMPARE(stopButton.text(), u"Stop C  Esc"_s);
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(stops.size(), 1);
        QCOMPARE(stops.first().first().toInt(), 3);
        QCOMPARE(columns.maximised(), 3);

        columns.column(3).showRecord(stoppedRecord());
        QCOMPARE(stopButton.text(), u"Stop B"_s); // the key means something else now
        QTest::keyClick(&page, Qt::Key_Escape);
        QCOMPARE(stops.size(), 1);
        QCOMPARE(columns.maximised(), 0);
        QVERIFY(columns.column(1).isVisible());

        QTest::keyClick(&promptOf(page), Qt::Key_Escape);
        QCOMPARE(stops.size(), 2);
        QCOMPARE(stops.last().first().toInt(), 2); // the first that runs
        QTest::keyClick(&page, Qt::Key_Escape, Qt::ShiftModifier);
        QCOMPARE(stopsAll.size(), 1);
        QCOMPARE(stops.size(), 2);
    }

    void keysLeadFromColumnToColumn()
    {
        TryPage page;
        present(page);
        ColumnsView &columns = page.columns();
        const auto hasFocus = [&columns](int number) {
            return columns.column(number).isAncestorOf(QApplication::focusWidget());
        };
        QTest::keyClick(&promptOf(page), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(columns.current(), 2);
        QVERIFY(hasFocus(2));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(hasFocus(1));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageUp, Qt::ControlModifier);
        QVERIFY(hasFocus(3)); // round

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(columns.maximised(), 3);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(columns.maximised(), 1);
        QVERIFY(hasFocus(1));
        QVERIFY(!columns.column(3).isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(columns.maximised(), 0);
        QVERIFY(hasFocus(1));
    }

    void aLetterScrollsTogetherWhereNothingIsTyped()
    {
        TryPage page;
        present(page);
        auto &button = child<QToolButton>(page, u"scrollButton"_s);
        QSignalSpy choices(&page, &TryPage::scrollingTogetherChosen);
        QTest::keyClick(&promptOf(page), Qt::Key_S);
        QCOMPARE(page.prompt().text, u"s"_s);
        QVERIFY(!page.columns().isScrollingTogether());
        page.setPrompt({u"{{a}}"_s, {}, {}, {}});
        QTest::keyClick(child<BlanksForm>(page, u"blanksForm"_s).field(u"a"_s), Qt::Key_S);
        QCOMPARE(page.prompt().blanks.value(u"a"_s), u"s"_s);
        QCOMPARE(choices.size(), 0);

        page.columns().goTo(1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_S);
        QVERIFY(page.columns().isScrollingTogether());
        QVERIFY(button.isChecked());
        button.setFocus();
        QTest::keyClick(&button, Qt::Key_S);
        QVERIFY(!page.columns().isScrollingTogether());
        QCOMPARE(choices.size(), 2);
        page.setScrollingTogether(true); // as remembered
        QVERIFY(button.isChecked());
        QCOMPARE(choices.size(), 2);
        page.setColumnCount(1);
        QVERIFY(!button.isVisible());
    }

    void theMenuOffersEveryArrangement()
    {
        TryPage page;
        present(page);
        QSignalSpy chosen(&page, &TryPage::arrangementChosen);
        QMenu *menu = child<QPushButton>(page, u"columnsButton"_s).menu();
        const auto texts = [menu](bool areChecked) {
            QStringList found;
            emit menu->aboutToShow();
            for (const QAction *action : menu->actions().first(4)) {
                if (action->isChecked() || !areChecked)
                    found << action->text();
            }
            return found;
        };
        QCOMPARE(texts(false), QStringList({u"Automatic"_s, u"Side by side"_s, u"Grid"_s, u"Tabs, one at a time"_s}));
        QCOMPARE(texts(true), QStringList(u"Automatic"_s));
        menu->actions().at(2)->trigger();
        QCOMPARE(page.columns().arrangement(), Arrangement::Grid);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(texts(true), QStringList(u"Grid"_s));
        page.columns().setArrangement(Arrangement::Tabs);
        QCOMPARE(texts(true), QStringList(u"Tabs, one at a time"_s));
        QCOMPARE(chosen.size(), 1);
    }

    void columnsAskThroughThePage()
    {
        TryPage page;
        present(page);
        QSignalSpy removals(&page, &TryPage::removeRequested);
        QSignalSpy retries(&page, &TryPage::retryRequested);
        QSignalSpy actions(&page, &TryPage::actionRequested);
        RunRecord cut = runningRecord();
        cut.state = RunState::Done;
        page.columns().column(2).showRecord(cut);
        page.columns().column(2).setProblem({u"Too short."_s, {Action::RaiseLimit, Action::PickAnother}});
        auto &strip = child<NoticeStrip>(page.columns().column(2), u"problemStrip"_s);
        strip.button(Action::PickAnother)->click();
        QCOMPARE(actions.size(), 1);
        QCOMPARE(actions.first().first().toInt(), 2);
        strip.button(Action::RaiseLimit)->click();
        QCOMPARE(actions.size(), 1);
        QVERIFY(child<QLineEdit>(page, u"max_tokensEdit"_s).hasFocus());
        child<QToolButton>(page.columns().column(2), u"retryButton"_s).click();
        QCOMPARE(retries.size(), 1);
        QCOMPARE(retries.first().first().toInt(), 2);
        child<QToolButton>(page.columns().column(2), u"removeButton"_s).click();
        QCOMPARE(removals.size(), 1);
        QCOMPARE(removals.first().first().toInt(), 2);
    }

    void anEmptyTrialSaysWhatToDo()
    {
        TryPage page;
        page.resize(1024, 640);
        page.show();
        QSignalSpy choose(&page, &TryPage::addModelRequested);
        auto &button = child<QPushButton>(page, u"chooseButton"_s);
        QVERIFY(button.isVisible());
        button.click();
        QCOMPARE(choose.size(), 1);
        page.setColumnCount(1);
        QVERIFY(!button.isVisible());
        QVERIFY(page.columns().column(1).isVisible());
    }

    void offersWhatIsMissingInAStrip()
    {
        TryPage page;
        present(page);
        QSignalSpy chosen(&page, &TryPage::stripActionChosen);
        page.setStrip({u"To run this live, connect an account."_s, {Action::Connect, Action::UsePractice}});
        auto &strip = child<NoticeStrip>(page, u"strip"_s);
        QVERIFY(strip.isVisible());
        strip.button(Action::UsePractice)->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Action>(), Action::UsePractice);
        page.setStrip({});
        QVERIFY(strip.isHidden());
    }

    void everyTabStopHasAName()
    {
        TryPage page;
        present(page);
        page.setPrompt({u"{{product}}"_s, u"Be brief."_s, {}, {}});
        child<QToolButton>(page, u"settingsButton"_s).click();
        page.columns().column(1).showRecord(runningRecord());
        page.focusPrompt();
        QStringList names;
        QSet<QWidget *> seen;
        for (QWidget *stop = QApplication::focusWidget(); stop != nullptr && !seen.contains(stop);
             stop = QApplication::focusWidget()) {
            seen << stop;
            const auto *button = qobject_cast<QAbstractButton *>(stop);
            const QString name = !stop->accessibleName().isEmpty() || button == nullptr
                                     ? stop->accessibleName()
                                     : button->text();
            QVERIFY2(!name.isEmpty(), qPrintable(stop->objectName()));
            names << name;
            QTest::keyClick(stop, Qt::Key_Tab);
        }
        const qsizetype prompt = names.indexOf(u"What do you want?"_s);
        const qsizetype blank = names.indexOf(u"Blank product"_s);
        const qsizetype stop = names.indexOf(u"Stop column A"_s);
        const qsizetype run = names.indexOf(u"Run"_s);
        QVERIFY2(prompt == 0 && prompt < blank && blank < stop && stop < run,
                 qPrintable(names.join(u", "_s)));
    }
};

QTEST_MAIN(tst_TryPage)
#include "tst_TryPage.moc"
