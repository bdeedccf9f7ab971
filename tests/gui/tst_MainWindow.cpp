#include "gui/MainWindow.h"

#include "gui/Language.h"
#include "gui/TrialList.h"
#include "gui/WelcomePage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QAction *actionOf(const MainWindow &window, const QString &name)
{
    return window.findChild<QAction *>(name);
}

/// A page with one field, so that there is something for the focus to land on.
QPlainTextEdit *newField(const QString &name)
{
    auto *field = new QPlainTextEdit;
    field->setObjectName(name);
    field->setTabChangesFocus(true);
    return field;
}

void fill(MainWindow &window)
{
    window.setPage(Page::Choose, newField(u"choosePage"_s));
    window.setPage(Page::Try, newField(u"tryPage"_s));
    window.setPage(Page::Export, newField(u"exportPage"_s));
    window.setPage(Page::Accounts, newField(u"accountsPage"_s));
    window.setPage(Page::Network, newField(u"networkPage"_s));
}

} // namespace

class tst_MainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        installLanguage(*qApp);
    }

    void ctrlAndAFigureJumpToAStep()
    {
        MainWindow window;
        fill(window);
        window.showPage(Page::Choose);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QSignalSpy shown(&window, &MainWindow::pageShown);

        QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), Page::Export);
        QCOMPARE(window.stepBar().current(), Step::Export);
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window.currentPage(), Page::Try);
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier); // not in this version
        QCOMPARE(window.currentPage(), Page::Try);
        QCOMPARE(shown.count(), 2);
        QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window.currentPage(), Page::Export);
    }

    void theFocusFollowsThePage()
    {
        MainWindow window;
        fill(window);
        window.show();
        window.showPage(Page::Choose);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.findChild<QWidget *>(u"choosePage"_s)->setFocus();
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"tryPage"_s);

        window.findChild<QWidget *>(u"step2"_s)->setFocus();
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"step2"_s);
    }

    void theListLeadsToAccountsAndNetwork()
    {
        MainWindow window;
        fill(window);
        window.showPage(Page::Try);
        window.show();
        QTest::mouseClick(window.findChild<QWidget *>(u"accounts"_s), Qt::LeftButton);
        QCOMPARE(window.currentPage(), Page::Accounts);
        QVERIFY(!window.stepBar().current());
        QTest::mouseClick(window.findChild<QWidget *>(u"network"_s), Qt::LeftButton);
        QCOMPARE(window.currentPage(), Page::Network);
        QTest::mouseClick(window.findChild<QWidget *>(u"step2"_s), Qt::LeftButton);
        QCOMPARE(window.currentPage(), Page::Try);
    }

    void aPageThatIsNotThereIsNotShown()
    {
        MainWindow window;
        fill(window);
        window.showPage(Page::Try);
        window.showPage(Page::BackUp);
        QCOMPARE(window.currentPage(), Page::Try);
        auto *better = newField(u"betterTryPage"_s);
        window.setPage(Page::Try, better);
        window.show();
        QVERIFY(better->isVisible());
    }

    void f6WalksThePanesAndRemembersThePlace()
    {
        MainWindow window;
        fill(window);
        auto *code = newField(u"codeField"_s);
        window.setCodePanel(code);
        window.setCodePanelShown(true);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.showPage(Page::Try);
        window.trialList().findChild<QWidget *>(u"search"_s)->setFocus();

        QStringList stops;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(&window, Qt::Key_F6);
            stops += QApplication::focusWidget()->objectName();
        }
        QCOMPARE(stops, QStringList({u"step2"_s, u"tryPage"_s, u"codeField"_s, u"search"_s}));
        QTest::keyClick(&window, Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"codeField"_s);
    }

    void theEditMenuServesTheFocusedField()
    {
        MainWindow window;
        fill(window);
        window.show();
        window.showPage(Page::Try);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *field = window.findChild<QPlainTextEdit *>(u"tryPage"_s);
        field->setFocus();
        QVERIFY(actionOf(window, u"paste"_s)->isEnabled());

        field->setPlainText(u"hello"_s);
        actionOf(window, u"selectAll"_s)->trigger();
        actionOf(window, u"cut"_s)->trigger();
        QCOMPARE(field->toPlainText(), QString());
        QCOMPARE(QApplication::clipboard()->text(), u"hello"_s);
        actionOf(window, u"undo"_s)->trigger();
        QCOMPARE(field->toPlainText(), u"hello"_s);

        window.findChild<QWidget *>(u"step2"_s)->setFocus();
        QVERIFY(!actionOf(window, u"paste"_s)->isEnabled());
    }

    void menusPassIntentionsOn()
    {
        MainWindow window;
        window.show();
        QSignalSpy newTrial(&window, &MainWindow::newTrialRequested);
        QSignalSpy open(&window, &MainWindow::openFileRequested);
        QSignalSpy save(&window, &MainWindow::saveCopyRequested);
        QSignalSpy theme(&window, &MainWindow::themeChosen);
        QSignalSpy detailed(&window, &MainWindow::detailedChosen);

        actionOf(window, u"newTrial"_s)->trigger();
        QTest::mouseClick(window.trialList().findChild<QWidget *>(u"newTrial"_s), Qt::LeftButton);
        QCOMPARE(newTrial.count(), 2);
        actionOf(window, u"openFile"_s)->trigger();
        QCOMPARE(open.count(), 1);
        actionOf(window, u"saveCopy"_s)->trigger();
        QCOMPARE(save.count(), 0); // no trial is open
        window.setTrialTitle(u"Mug"_s);
        actionOf(window, u"saveCopy"_s)->trigger();
        QCOMPARE(save.count(), 1);
        actionOf(window, u"themeDark"_s)->trigger();
        QCOMPARE(theme.first().first().value<ThemeChoice>(), ThemeChoice::Dark);
        window.setThemeChoice(ThemeChoice::Light);
        QCOMPARE(theme.count(), 1);
        actionOf(window, u"detailed"_s)->trigger();
        QCOMPARE(detailed.first().first().toBool(), true);
    }

    void theCodeButtonAndItsDockAgree()
    {
        MainWindow window;
        window.setCodePanel(newField(u"codeField"_s));
        window.show();
        QSignalSpy shown(&window, &MainWindow::codePanelShown);
        auto *button = window.findChild<QToolButton *>(u"code"_s);
        auto *dock = window.findChild<QDockWidget *>(u"codeDock"_s);
        QVERIFY(!dock->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(dock->isVisible());
        QVERIFY(button->isChecked());
        dock->close();
        QVERIFY(!button->isChecked());
        QCOMPARE(shown.count(), 2);
    }

    void aMirroredWindowHasItsListOnTheRight()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto restore = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        MainWindow window;
        window.setCodePanelShown(true);
        window.show();
        const auto placeOf = [&window](const QString &name) {
            return window.findChild<QDockWidget *>(name)->geometry().center().x();
        };
        QVERIFY(placeOf(u"trialDock"_s) > window.width() / 2);
        QVERIFY(placeOf(u"codeDock"_s) < window.width() / 2);
    }

    void theLayoutComesBack()
    {
        QByteArray state;
        {
            MainWindow window;
            window.setCodePanel(newField(u"codeField"_s));
            window.resize(900, 650);
            window.show();
            window.setCodePanelShown(true);
            QSignalSpy closing(&window, &MainWindow::aboutToClose);
            window.close();
            QCOMPARE(closing.count(), 1);
            window.show();
            state = window.layoutState();
        }
        MainWindow window;
        window.setCodePanel(newField(u"codeField"_s));
        QVERIFY(window.restoreLayout(state));
        window.show();
        QCOMPARE(window.size(), QSize(900, 650));
        QVERIFY(window.findChild<QDockWidget *>(u"codeDock"_s)->isVisible());
    }

    void aBrokenLayoutChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("not a layout");
        QTest::newRow("only the mark") << QByteArray::fromHex("53425731");
        QTest::newRow("a length beyond the end") << QByteArray::fromHex("534257317fffffff00");
    }

    void aBrokenLayoutChangesNothing()
    {
        QFETCH(QByteArray, state);
        MainWindow window;
        const QSize before = window.size();
        QVERIFY(!window.restoreLayout(state));
        QCOMPARE(window.size(), before);
    }

    void theTitleAndTheStatusBarSayWhatTheyAreGiven()
    {
        MainWindow window;
        QCOMPARE(window.windowTitle(), u"Signalbox Studio"_s);
        window.setTrialTitle(u"Mug <b>text</b>"_s);
        QCOMPARE(window.windowTitle(), u"Mug <b>text</b> – Signalbox Studio"_s);
        window.setConnections({{u"OpenRouter"_s, true}, {u"WisGate"_s, false}});
        QCOMPARE(window.findChild<QLabel *>(u"connections"_s)->text(),
                 u"OpenRouter: connected   WisGate: no account"_s);
        window.setActivity(u"2 answers"_s);
        QCOMPARE(window.findChild<QLabel *>(u"activity"_s)->text(), u"2 answers"_s);
    }

    void theFirstQuestionsCanBeReachedAgain()
    {
        MainWindow window;
        window.setPage(Page::Welcome, new QWidget);
        window.setPage(Page::Try, new QWidget);
        window.showPage(Page::Try);
        actionOf(window, u"welcome"_s)->trigger();
        QCOMPARE(window.currentPage(), Page::Welcome);
    }

    void helpListsTheKeysOfTheMenus()
    {
        MainWindow window;
        window.show();
        actionOf(window, u"shortcuts"_s)->trigger();
        const auto *keys = window.findChild<QTreeWidget *>(u"keys"_s);
        QVERIFY(keys != nullptr);
        QStringList rows;
        for (int i = 0; i < keys->topLevelItemCount(); ++i)
            rows += keys->topLevelItem(i)->text(0) + u": "_s + keys->topLevelItem(i)->text(1);
        for (const QString &row :
             {u"Ctrl+N: New trial"_s, u"Ctrl+2: 2 Try"_s, u"F4: Inspector"_s, u"F6: Next pane"_s})
            QVERIFY2(rows.contains(row), qPrintable(rows.join(u'\n')));
        actionOf(window, u"about"_s)->trigger();
        QVERIFY(window.findChild<QMessageBox *>(u"about"_s)->text().contains(u"Signalbox Studio "_s));
    }

    void noTwoActionsShareAKey()
    {
        const MainWindow window;
        QStringList seen;
        for (const QAction *action : window.findChildren<QAction *>()) {
            if (action->shortcut().isEmpty() || action->shortcutContext() != Qt::WindowShortcut)
                continue;
            const QString key = action->shortcut().toString();
            QVERIFY2(!seen.contains(key), qPrintable(key + u' ' + action->objectName()));
            seen += key;
        }
        QVERIFY(seen.size() > 15);
    }

    void everyStopHasAName()
    {
        MainWindow window;
        window.setPage(Page::Welcome, new WelcomePage);
        window.showPage(Page::Welcome);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.trialList().findChild<QWidget *>(u"search"_s)->setFocus();
        const QWidget *first = QApplication::focusWidget();
        int stops = 0;
        do {
            const QWidget *stop = QApplication::focusWidget();
            QVERIFY2(!stop->accessibleName().isEmpty(), qPrintable(stop->objectName()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            ++stops;
        } while (QApplication::focusWidget() != first && stops < 50);
        QVERIFY2(stops > 8 && stops < 50, qPrintable(QString::number(stops)));
    }

    void smallWindowsStillHoldEverything()
    {
        MainWindow window; // 1280 x 800 at 200 %
        window.setPage(Page::Welcome, new WelcomePage);
        window.showPage(Page::Welcome);
        window.resize(640, 400);
        window.show();
        QCOMPARE(window.size(), QSize(640, 400));
        const auto *code = window.findChild<QWidget *>(u"code"_s);
        QVERIFY(window.rect().contains(QRect(code->mapTo(&window, QPoint()), code->size())));
        const auto *last = window.findChild<QWidget *>(u"step5"_s);
        QVERIFY(last->mapTo(&window, QPoint(last->width(), 0)).x() < code->mapTo(&window, QPoint()).x());
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_MainWindow.moc"
