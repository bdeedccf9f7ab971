#include "gui/AccountCard.h"
#include "gui/AccountsPage.h"
#include "gui/AnswerSurface.h"
#include "gui/AnswerView.h"
#include "gui/CodeView.h"
#include "gui/ColumnsView.h"
#include "gui/ExportPanel.h"
#include "gui/NoticeStrip.h"
#include "gui/RunColumn.h"
#include "gui/TrialList.h"
#include "gui/TryPage.h"
#include "store/TrialFile.h"
#include "support/WindowBench.h"

#include <QAction>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// The bytes of every question that a gateway got, in the order of the models.
QList<QByteArray> questionsAt(const PracticeGateway &gateway)
{
    QList<QByteArray> questions;
    for (const RecordedRequest &request : gateway.recorded()) {
        if (request.target.endsWith("/chat/completions"))
            questions << request.raw;
    }
    std::sort(questions.begin(), questions.end());
    return questions;
}

QList<RunState> statesOf(RunJournal &journal, const QString &trial)
{
    QList<RunState> states;
    if (const auto records = journal.latest(trial)) {
        for (const RunRecord &record : *records)
            states << record.state;
    }
    return states;
}

} // namespace

class tst_Workbench : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale::c());
    }

    void goesFromTheFirstQuestionToCodeByKeysAlone()
    {
        WindowBench bench;
        MainWindow &window = bench.workbench.window();
        bench.workbench.openLast();
        QCOMPARE(window.currentPage(), std::optional(Page::Welcome));
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bench.find(u"productText"_s)->setFocus();
        QTest::keyClick(bench.find(u"productText"_s), Qt::Key_Space);
        QTRY_COMPARE(window.currentPage(), std::optional(Page::Try));

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        const QString trial = bench.settings.lastTrial();
        const QList<RunState> allDone(3, RunState::Done);
        QTRY_COMPARE(statesOf(bench.journal, trial), allDone);
        QVERIFY(bench.find<TryPage>(u"TryPage"_s)->columns().column(1).answer().text().contains(u"practice output"_s));
        QCOMPARE(window.stepBar().state(Step::Try), StepState::Done);

        QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
        QTRY_COMPARE(window.currentPage(), std::optional(Page::Export));
        QTRY_VERIFY(!bench.find<ExportPanel>(u"ExportPanel"_s)->code().files.isEmpty());
        QVERIFY(bench.find<ExportPanel>(u"ExportPanel"_s)->code().files.first().text.contains(u"ceramic mug"_s));
    }

    void sendsTheSameBytesAsTheCommandLine()
    {
        WindowBench bench;
        Trial trial = trialOn({u"text-a"_s, u"text-b"_s}, u"Sell {{what}}: \"quoted\", Gr\u00fc\u00dfe \U0001F600"_s);
        trial.prompt.instructions = u"Be brief."_s;
        trial.prompt.blanks = {{u"what"_s, u"a mug"_s}};
        trial.prompt.settings = {{u"temperature"_s, 0.7}, {u"max_tokens"_s, 50}};
        const QString file = bench.folder.filePath(u"same.trial.json"_s);
        QVERIFY(writeTrialFile(file, trial));

        bench.workbench.openFile(file);
        bench.find<QPushButton>(u"runButton"_s)->click();
        QTRY_COMPARE(questionsAt(bench.gateway).size(), 2);
        const QList<QByteArray> fromWindow = questionsAt(bench.gateway);

        QProcess cli;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIGNALBOX_HOME"_s, bench.folder.filePath(u"cli"_s));
        environment.insert(u"K"_s, QString::fromLatin1(bench.gateway.key()));
        cli.setProcessEnvironment(environment);
        const QString address = bench.accounts.profile(u"practice"_s)->base.toString();
        QSignalSpy ended(&cli, &QProcess::finished);
        cli.start(QStringLiteral(STUDIO_CLI), {u"run"_s, u"--trial"_s, file, u"--base-url"_s, address, u"--profile"_s,
                                               u"practice"_s, u"--key-env"_s, u"K"_s, u"--json"_s});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 30'000);
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        QList<QByteArray> all = questionsAt(bench.gateway);
        QCOMPARE(all.size(), 4);
        QList<QByteArray> fromBoth = fromWindow + fromWindow;
        std::sort(fromBoth.begin(), fromBoth.end());
        QCOMPARE(all, fromBoth); // every byte, headers included
    }

    void reopensWhereItWas()
    {
        QTemporaryDir home;
        QString id;
        {
            WindowBench bench(home.path());
            bench.workbench.openQuestion(Question::ProductText);
            id = bench.settings.lastTrial();
            bench.find<QPushButton>(u"runButton"_s)->click();
            QTRY_COMPARE(statesOf(bench.journal, id), QList<RunState>(3, RunState::Done));
            auto *prompt = bench.find<QPlainTextEdit>(u"promptBox"_s);
            prompt->setFocus();
            prompt->moveCursor(QTextCursor::End);
            QTest::keyClicks(prompt, u" Please."_s);
            bench.workbench.window().close();
        }
        WindowBench bench(home.path());
        bench.workbench.openLast();
        QCOMPARE(bench.workbench.window().currentPage(), std::optional(Page::Try));
        QVERIFY(bench.find<QPlainTextEdit>(u"promptBox"_s)->toPlainText().endsWith(u"words. Please."_s));
        auto *page = bench.find<TryPage>(u"TryPage"_s);
        QCOMPARE(page->columns().count(), 3);
        for (const int column : {1, 2, 3})
            QVERIFY(page->columns().column(column).answer().text().contains(u"practice output"_s));
        QCOMPARE(bench.workbench.window().stepBar().state(Step::Try), StepState::LookAgain);
        QCOMPARE(chatsAt(bench.gateway), 0);
    }

    void remembersWhoseRunsAreMeasured()
    {
        const QTemporaryDir home;
        const auto measureAction = [](WindowBench &bench) -> QAction * {
            for (auto *card : bench.workbench.window().findChildren<AccountCard *>()) {
                if (card->row().id == "wisgate"_L1)
                    return card->findChild<QAction *>(u"measureAction"_s);
            }
            return nullptr;
        };
        {
            WindowBench bench(home.path());
            QVERIFY(measureAction(bench));
            QVERIFY(!measureAction(bench)->isChecked());
            measureAction(bench)->trigger();
            QCOMPARE(bench.settings.measuredProviders(), QStringList(u"wisgate"_s));
            QVERIFY(measureAction(bench)->isChecked());
        }
        WindowBench bench(home.path());
        QVERIFY(measureAction(bench)->isChecked());
    }

    void arrowKeysWalkTheListOfTrials()
    {
        WindowBench bench;
        MainWindow &window = bench.workbench.window();
        bench.workbench.openQuestion(Question::ProductText);
        for (const QString &title : {u"Two"_s, u"Three"_s}) {
            const QString file = bench.folder.filePath(title + u".trial.json"_s);
            Trial trial = newTrial();
            trial.prompt.text = u"Hello"_s;
            QVERIFY(writeTrialFile(file, trial));
            bench.workbench.openFile(file);
        }
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *trials = bench.find<QListView>(u"trials"_s);
        trials->setFocus();
        QTest::keyClick(trials, Qt::Key_Down);
        QVERIFY(trials->hasFocus());
        QTest::keyClick(trials, Qt::Key_Down);
        QCOMPARE(window.windowTitle(), u"Product text – Signalbox Studio"_s);
        QTest::keyClick(trials, Qt::Key_Up);
        QCOMPARE(window.windowTitle(), u"Two – Signalbox Studio"_s); // a file without a title gives its name

        window.showPage(Page::Accounts);
        QTest::mouseClick(trials->viewport(), Qt::LeftButton, {}, trials->visualRect(trials->currentIndex()).center());
        QCOMPARE(window.currentPage(), std::optional(Page::Try));
        QTest::keyClick(trials, Qt::Key_Return);
        QVERIFY(bench.find<QPlainTextEdit>(u"promptBox"_s)->hasFocus());
        trials->setFocus();
        QCOMPARE(chatsAt(bench.gateway), 0);
        QTest::keyClick(trials, Qt::Key_Up);
        QTest::keyClick(trials, Qt::Key_Down);
        QTest::keyClick(trials, Qt::Key_Down);
        QTest::keyClick(trials, Qt::Key_Return, Qt::ControlModifier); // the button says so, wherever the focus is
        QTRY_COMPARE(statesOf(bench.journal, bench.settings.lastTrial()), QList<RunState>(3, RunState::Done));
    }

    void makesOneNewTrialHoweverItIsAsked()
    {
        WindowBench bench;
        QVERIFY(QTest::qWaitForWindowActive(&bench.workbench.window()));
        bench.find<QPushButton>(u"newTrial"_s)->click();
        QCOMPARE(bench.trials.all()->size(), 1);
        QTest::keyClick(&bench.workbench.window(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(bench.trials.all()->size(), 2);
        QVERIFY(bench.find<QPlainTextEdit>(u"promptBox"_s)->hasFocus());
    }

    void theInspectorFollowsTheColumnWhileItIsOpen()
    {
        WindowBench bench;
        MainWindow &window = bench.workbench.window();
        bench.workbench.openQuestion(Question::ProductText);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F4);
        const auto shown = [&bench] {
            auto *view = bench.find<CodeView>(u"sentView"_s);
            return view ? view->code() : QString();
        };
        QVERIFY2(shown().contains(u"text-a"_s), qPrintable(shown())); // what would be sent, before anything is
        auto &columns = bench.find<TryPage>(u"TryPage"_s)->columns();
        columns.setCurrent(2);
        QVERIFY(shown().contains(u"text-b"_s));
        QTest::keyClicks(bench.find<QPlainTextEdit>(u"promptBox"_s), u" Quickly."_s);
        QVERIFY(shown().contains(u"Quickly."_s));
        QCOMPARE(bench.find<QTabWidget>(u"tabs"_s)->tabText(0), u"What would be sent"_s);
        bench.workbench.openQuestion(Question::ProductText);
        QCOMPARE(columns.current(), 1);
        QVERIFY(shown().contains(u"text-a"_s) && !shown().contains(u"Quickly."_s));
        QTest::keyClick(&window, Qt::Key_F4);
        QVERIFY(bench.find(u"inspectorDock"_s) == nullptr);
        columns.setCurrent(3);
        QVERIFY(bench.find(u"inspectorDock"_s) == nullptr); // closed means closed
        QTest::keyClick(&window, Qt::Key_F4);
        QVERIFY(shown().contains(u"text-c"_s));
    }

    void opensATrialFileThatIsDroppedOnIt()
    {
        WindowBench bench;
        bench.workbench.openQuestion(Question::ProductText);
        const QString file = bench.folder.filePath(u"dropped.trial.json"_s);
        QVERIFY(writeTrialFile(file, newTrial(u"Dropped"_s)));
        auto *prompt = bench.find<QPlainTextEdit>(u"promptBox"_s);
        QMimeData mime;
        mime.setText(u"file:"_s + file);
        mime.setUrls({QUrl::fromLocalFile(file)});

        MainWindow &window = bench.workbench.window();
        const auto drop = [&](QWidget *target) {
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, {});
            QApplication::sendEvent(target, &enter);
            if (enter.isAccepted()) {
                QDropEvent event(QPointF(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, {});
                QApplication::sendEvent(target, &event);
            }
            return enter.isAccepted();
        };
        QVERIFY(drop(prompt->viewport()));
        QCOMPARE(window.windowTitle(), u"Dropped – Signalbox Studio"_s);
        QCOMPARE(prompt->toPlainText(), QString());
        QVERIFY(drop(&window)); // again: a trial of its own
        QCOMPARE(bench.find<QListView>(u"trials"_s)->model()->rowCount(), 3);

        mime.setUrls({QUrl(u"https://example.org/a.trial.json"_s)});
        QVERIFY(!drop(&window));
        mime.setUrls({QUrl::fromLocalFile(u"/tmp/letter.odt"_s)});
        QVERIFY(!drop(&window));
    }

    void remembersHowColumnsStandAndScroll()
    {
        QTemporaryDir home;
        {
            WindowBench bench(home.path());
            bench.workbench.openQuestion(Question::ProductText);
            QVERIFY(!bench.find<TryPage>(u"TryPage"_s)->columns().showsTabs());
            for (QAction *action : bench.find<QPushButton>(u"columnsButton"_s)->menu()->actions()) {
                if (action->text() == u"Tabs, one at a time"_s)
                    action->trigger();
            }
            QVERIFY(!bench.find<TryPage>(u"TryPage"_s)->columns().isScrollingTogether());
            bench.find<QToolButton>(u"scrollButton"_s)->click();
        }
        WindowBench bench(home.path());
        bench.workbench.openLast();
        QVERIFY(bench.find<TryPage>(u"TryPage"_s)->columns().showsTabs());
        QVERIFY(bench.find<TryPage>(u"TryPage"_s)->columns().isScrollingTogether());
        QVERIFY(bench.find<QToolButton>(u"scrollButton"_s)->isChecked());
    }

    void findsAndPrintsInTheColumnThatWasUsedLast()
    {
        WindowBench bench;
        MainWindow &window = bench.workbench.window();
        bench.workbench.openQuestion(Question::ProductText);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier); // there is nothing yet
        QVERIFY(!window.findChild<QPrintDialog *>());
        const QString trial = bench.settings.lastTrial();
        bench.find<QPushButton>(u"runButton"_s)->click();
        QTRY_COMPARE(statesOf(bench.journal, trial), QList<RunState>(3, RunState::Done));
        ColumnsView &columns = bench.find<TryPage>(u"TryPage"_s)->columns();
        columns.goTo(2);
        bench.find<TryPage>(u"TryPage"_s)->focusPrompt();

        QWidget *prompt = QApplication::focusWidget();
        QTest::keyClick(prompt, Qt::Key_F, Qt::ControlModifier);
        auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field);
        QVERIFY(columns.column(2).isAncestorOf(field));
        QTest::keyClicks(field, u"practice"_s);
        AnswerSurface &answer = columns.column(2).answer().surface();
        QTRY_COMPARE(answer.selectedText().toLower(), u"practice"_s);
        const TextPlace first = answer.caret();
        QTest::keyClicks(field, u" output"_s); // it is in each answer
        QTRY_COMPARE(answer.selectedText().toLower(), u"practice output"_s);
        QTest::keyClick(field, Qt::Key_F3);
        QVERIFY(answer.caret() >= first);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), prompt);

        QTest::keyClick(prompt, Qt::Key_P, Qt::ControlModifier);
        auto *dialog = window.findChild<QPrintDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->printer()->docName(), columns.column(2).findChild<QLabel *>(u"titleLabel"_s)->text());
        dialog->reject();
        QTRY_VERIFY(!window.findChild<QPrintDialog *>());

        window.showPage(Page::Choose); // where the key searches models
        QVERIFY(!window.findChild<QAction *>(u"find"_s)->isEnabled());
    }

    void showsWhatAKilledProgramHadUnderWayAndSendsNothing()
    {
        QTemporaryDir home;
        QProcess child;
        QSignalSpy wrote(&child, &QProcess::readyReadStandardOutput); // its sign that text has arrived
        child.start(QStringLiteral(STUDIO_WINDOW_CHILD), {home.path()});
        QTRY_VERIFY_WITH_TIMEOUT(wrote.size() > 0, 30'000);
        QSignalSpy ended(&child, &QProcess::finished);
        child.kill(); // SIGKILL: nothing of the program runs after this
        QTRY_COMPARE(ended.size(), 1);

        WindowBench bench(home.path());
        bench.workbench.openLast();
        const auto trials = bench.trials.all();
        QVERIFY(trials);
        QCOMPARE(trials->size(), 1);
        QCOMPARE(trials->first().prompt.blanks.value(u"product"_s), u"ceramic mug"_s);
        const QList<RunState> states = statesOf(bench.journal, trials->first().id);
        QCOMPARE(states.size(), 3);
        QVERIFY(states.contains(RunState::Interrupted));
        auto *page = bench.find<TryPage>(u"TryPage"_s);
        QVERIFY(page);
        const int column = int(states.indexOf(RunState::Interrupted)) + 1;
        auto *status = page->columns().column(column).findChild<QLabel *>(u"statusLabel"_s);
        QVERIFY2(status->text().startsWith(u"interrupted"_s), qPrintable(status->text()));
        QCOMPARE(chatsAt(bench.gateway), 0);
        QVERIFY(!page->columns().column(column).isRunning());
    }

    void asksForAnAccountInPlaceAndOffersPractice()
    {
        WindowBench bench;
        bench.accounts.readKeys();
        Trial trial = trialOn({});
        trial.targets = {{u"openrouter"_s, u"openai/gpt-5-nano"_s}};
        const QString file = bench.folder.filePath(u"live.trial.json"_s);
        QVERIFY(writeTrialFile(file, trial));
        bench.workbench.openFile(file);
        QTRY_COMPARE(bench.accounts.keyState(u"openrouter"_s), Accounts::KeyState::Missing);
        bench.find<QPushButton>(u"runButton"_s)->click();
        auto *strip = bench.find<NoticeStrip>(u"strip"_s);
        QVERIFY(strip);
        QVERIFY(strip->message().text.contains(u"OpenRouter"_s));
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(bench.transport.contactedHosts(), QStringList());

        strip->button(Action::UsePractice)->click();
        QTRY_COMPARE(statesOf(bench.journal, trial.id), QList<RunState>{RunState::Done});
        QVERIFY(bench.gateway.recorded().last().target.startsWith("/openrouter/api/v1/"));
        QVERIFY(bench.find(u"practiceLabel"_s));
    }

    void picksModelsByKeysAndTriesThem()
    {
        WindowBench bench;
        QSignalSpy refreshed(&bench.catalog, &Catalog::refreshed);
        bench.catalog.refresh(u"practice"_s);
        QTRY_COMPARE(refreshed.size(), 1);
        bench.workbench.openLast();
        bench.find<QPushButton>(u"browse"_s)->click();
        QCOMPARE(bench.workbench.window().currentPage(), std::optional(Page::Choose));
        auto *search = bench.find<QLineEdit>(u"searchField"_s);
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, u"text-a"_s);
        auto *list = bench.find<QTreeView>(u"modelView"_s);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        list->setFocus();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Space);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(bench.workbench.window().currentPage(), std::optional(Page::Try));
        QCOMPARE(bench.trials.all()->first().targets.size(), 0); // not yet written
        QTRY_COMPARE(bench.trials.all()->first().targets.size(), 1);
    }

    void keepsOtherAnswersWhenAColumnIsTakenOut()
    {
        WindowBench bench;
        bench.workbench.openQuestion(Question::ProductText);
        bench.find<QPushButton>(u"runButton"_s)->click();
        const QString trial = bench.settings.lastTrial();
        QTRY_COMPARE(statesOf(bench.journal, trial), QList<RunState>(3, RunState::Done));
        auto *page = bench.find<TryPage>(u"TryPage"_s);
        const QString second = page->columns().column(2).answer().text();
        emit page->removeRequested(1);
        QCOMPARE(page->columns().count(), 2);
        QCOMPARE(page->columns().column(1).answer().text(), second);
        // Running the column again must not disturb the other one.
        const QString third = page->columns().column(2).answer().text();
        emit page->retryRequested(1);
        QTRY_VERIFY(!page->columns().column(1).isRunning());
        QCOMPARE(page->columns().column(1).answer().text(), second);
        QCOMPARE(page->columns().column(2).answer().text(), third);
    }

    void goesOnWithAnAnswerWhileAnotherTrialIsOpen()
    {
        WindowBench bench;
        std::ignore = bench.gateway.setFaults("{\"factor\": 1}");
        bench.workbench.openQuestion(Question::ProductText);
        const QString first = bench.settings.lastTrial();
        bench.find<QPushButton>(u"runButton"_s)->click();
        QTRY_VERIFY(bench.find<TryPage>(u"TryPage"_s)->columns().column(2).isRunning());
        bench.workbench.openQuestion(Question::ProductText);
        QVERIFY(bench.settings.lastTrial() != first);
        QVERIFY(!bench.find<TryPage>(u"TryPage"_s)->columns().column(2).isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(statesOf(bench.journal, first), QList<RunState>(3, RunState::Done), 20'000);
        emit bench.workbench.window().trialList().trialChosen(first);
        QVERIFY(!bench.find<TryPage>(u"TryPage"_s)->columns().column(2).answer().text().isEmpty());
    }

    void survivesClosingWhileAnswersStream()
    {
        WindowBench bench;
        std::ignore = bench.gateway.setFaults("{\"factor\": 1}");
        bench.workbench.openQuestion(Question::ProductText);
        bench.find<QPushButton>(u"runButton"_s)->click();
        QTRY_VERIFY(bench.find<TryPage>(u"TryPage"_s)->columns().column(2).isRunning());
        bench.workbench.window().close();
    }

    void bringsBackWhatWasChosenInTheWindow()
    {
        const QTemporaryDir home;
        QByteArray layout;
        {
            WindowBench bench(home.path());
            bench.workbench.openQuestion(Question::ProductText);
            MainWindow &window = bench.workbench.window();
            window.findChild<QAction *>(u"themeDark"_s)->trigger();
            window.findChild<QAction *>(u"detailed"_s)->trigger();
            window.setInspectorShown(true);
            auto *page = window.findChild<TryPage *>();
            const QList<QAction *> menu = page->actions();
            const auto grid = std::find_if(menu.begin(), menu.end(), [](QAction *each) { return each->text() == u"Grid"_s; });
            QVERIFY(grid != menu.end());
            (*grid)->trigger();
            page->findChild<QToolButton *>(u"scrollButton"_s)->click();
            emit window.findChild<AccountsPage *>()->measureChosen(u"wisgate"_s, true);
            window.close();
            layout = bench.settings.windowState();
            QVERIFY(!layout.isEmpty());
        }
        WindowBench bench(home.path());
        MainWindow &window = bench.workbench.window();
        QCOMPARE(bench.theme.choice(), ThemeChoice::Dark);
        QVERIFY(window.findChild<QAction *>(u"themeDark"_s)->isChecked());
        QVERIFY(window.findChild<QAction *>(u"detailed"_s)->isChecked());
        QVERIFY(window.findChild<QDockWidget *>(u"inspectorDock"_s)->isVisible());
        const auto *page = window.findChild<TryPage *>();
        QCOMPARE(page->columns().arrangement(), Arrangement::Grid);
        QVERIFY(page->findChild<QToolButton *>(u"scrollButton"_s)->isChecked());
        QCOMPARE(bench.settings.measuredProviders(), QStringList{u"wisgate"_s});
        const QList<QAction *> measured = window.findChildren<QAction *>(u"measureAction"_s);
        QCOMPARE(std::count_if(measured.begin(), measured.end(), [](QAction *each) { return each->isChecked(); }), 1);
    }
};

QTEST_MAIN(tst_Workbench)
#include "tst_Workbench.moc"
