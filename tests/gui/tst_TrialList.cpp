#include "gui/TrialList.h"

#include "gui/Language.h"
#include "gui/TrialTable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimer>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

Trial trialNamed(const QString &id, const QString &title, bool isPinned = false)
{
    Trial trial;
    trial.id = id;
    trial.title = title;
    trial.isPinned = isPinned;
    return trial;
}

QString textOf(const QAbstractItemModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        rows += (index.data(TrialTable::PinnedRole).toBool() ? u"*"_s : QString()) + index.data().toString();
    }
    return rows.join(u" | "_s);
}

QAction *actionWith(const TrialList &list, const QString &text)
{
    for (QAction *action : list.findChild<QListView *>(u"trials"_s)->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

class tst_TrialList : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        installLanguage(*qApp);
    }

    void pinnedTrialsComeFirst()
    {
        TrialTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setTrials({trialNamed(u"a"_s, u"Mug"_s), trialNamed(u"b"_s, u"Poster"_s, true),
                         trialNamed(u"c"_s, QString()), trialNamed(u"d"_s, u"Bot"_s, true)});
        QCOMPARE(textOf(table), u"*Poster | *Bot | Mug | Untitled trial"_s);
    }

    void changesMoveOnlyWhatIsPinned()
    {
        TrialTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setTrials({trialNamed(u"a"_s, u"A"_s), trialNamed(u"b"_s, u"B"_s), trialNamed(u"c"_s, u"C"_s)});

        table.put(trialNamed(u"c"_s, u"C2"_s));
        QCOMPARE(textOf(table), u"A | B | C2"_s);
        table.put(trialNamed(u"b"_s, u"B"_s, true));
        QCOMPARE(textOf(table), u"*B | A | C2"_s);
        table.put(trialNamed(u"c"_s, u"C2"_s, true));
        QCOMPARE(textOf(table), u"*C2 | *B | A"_s);
        table.put(trialNamed(u"c"_s, u"C2"_s, false));
        QCOMPARE(textOf(table), u"*B | C2 | A"_s);
        table.put(trialNamed(u"b"_s, u"B"_s, false));
        QCOMPARE(textOf(table), u"B | C2 | A"_s);
        table.put(trialNamed(u"d"_s, u"New"_s));
        QCOMPARE(textOf(table), u"New | B | C2 | A"_s);
        table.remove(u"b"_s);
        table.remove(u"not there"_s);
        QCOMPARE(textOf(table), u"New | C2 | A"_s);
        table.setTrials({trialNamed(u"a"_s, u"A"_s)});
        QCOMPARE(textOf(table), u"A"_s);
    }

    void aThousandTrialsAreQuick()
    {
        QList<Trial> trials;
        for (int i = 0; i < 1000; ++i)
            trials += trialNamed(QString::number(i), u"Trial %1"_s.arg(i), i % 100 == 0);
        TrialTable table;
        QElapsedTimer timer;
        timer.start();
        table.setTrials(trials);
        table.setTrials(trials);
        QCOMPARE(table.rowCount(), 1000);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

    void aTrialIsChosenByHandOnly()
    {
        TrialList list;
        QSignalSpy chosen(&list, &TrialList::trialChosen);
        list.setTrials({trialNamed(u"a"_s, u"A"_s), trialNamed(u"b"_s, u"B"_s)});
        list.setCurrentTrial(u"b"_s);
        list.putTrial(trialNamed(u"c"_s, u"C"_s));
        QCOMPARE(list.currentTrial(), u"b"_s);
        QCOMPARE(chosen.count(), 0);

        QTest::keyClick(list.findChild<QListView *>(u"trials"_s), Qt::Key_Up);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), u"a"_s);
        list.removeTrial(u"a"_s);
        QCOMPARE(chosen.count(), 1);
    }

    void theOpenTrialCanBeGoneBackTo()
    {
        TrialList list;
        list.setTrials({trialNamed(u"a"_s, u"A"_s), trialNamed(u"b"_s, u"B"_s)});
        list.setCurrentTrial(u"a"_s);
        list.show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        auto *view = list.findChild<QListView *>(u"trials"_s);
        QSignalSpy chosen(&list, &TrialList::trialChosen);
        QSignalSpy clicked(&list, &TrialList::currentClicked);
        QSignalSpy entered(&list, &TrialList::currentEntered);
        const auto clickFirst = [view] {
            const QPoint place = view->visualRect(view->model()->index(0, 0)).center();
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place);
        };
        clickFirst();
        clickFirst();
        QCOMPARE(clicked.count(), 2);
        QVERIFY(view->findChild<QLineEdit *>() == nullptr); // and does not become an editor under the hand
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(entered.count(), 1);
        QCOMPARE(chosen.count(), 0);

        list.removeTrial(u"a"_s);
        QSignalSpy removed(&list, &TrialList::removeRequested);
        QTest::keyClick(view, Qt::Key_Delete); // pressed once too often
        QCOMPARE(removed.count(), 0);
        clickFirst();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), u"b"_s);
    }

    void aTrialWithoutATitleIsCalledAsItBegins_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("title");
        QTest::newRow("no prompt") << u" \n "_s << u"Untitled trial"_s;
        QTest::newRow("short") << u"\n Describe  a mug.\nIn blue."_s << u"Describe a mug."_s;
        QTest::newRow("long") << u"Write a friendly product text for a mug, at most 60 words."_s
                              << u"Write a friendly product text for a mug,…"_s;
        QTest::newRow("no spaces") << QString(100, u'x') << QString(40, u'x') + u'…';
        QTest::newRow("half a character") << QString(39, u'x') + u"\U0001F600 and more words after it"_s
                                          << QString(39, u'x') + u'…';
    }

    void aTrialWithoutATitleIsCalledAsItBegins()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, title);
        Trial trial = trialNamed(u"a"_s, QString());
        trial.prompt.text = prompt;
        TrialTable table;
        table.put(trial);
        QCOMPARE(textOf(table), title);
        trial.title = u"Mug"_s;
        table.put(trial);
        QCOMPARE(textOf(table), u"Mug"_s);
    }

    void searchShowsTheTitlesThatMatch()
    {
        TrialList list;
        list.setTrials({trialNamed(u"a"_s, u"Spring mug"_s), trialNamed(u"b"_s, u"Poster"_s)});
        auto *view = list.findChild<QListView *>(u"trials"_s);
        auto *search = list.findChild<QLineEdit *>(u"search"_s);
        auto *empty = list.findChild<QLabel *>(u"emptyText"_s);

        QTest::keyClicks(search, u"MUG"_s);
        QCOMPARE(textOf(*view->model()), u"Spring mug"_s);
        QVERIFY(empty->isHidden());
        QTest::keyClicks(search, u"x"_s);
        QVERIFY(!empty->isHidden());
        QCOMPARE(empty->text(), u"No trial has this in its title."_s);
        search->clear();
        QCOMPARE(textOf(*view->model()), u"Spring mug | Poster"_s);
    }

    void anEmptyListSaysWhatToDo()
    {
        const TrialList list;
        QCOMPARE(list.findChild<QLabel *>(u"emptyText"_s)->text(), u"No trials yet. Start one above."_s);
        QVERIFY(!list.findChild<QLabel *>(u"emptyText"_s)->isHidden());
    }

    void f2RenamesInPlace()
    {
        TrialList list;
        list.setTrials({trialNamed(u"a"_s, u"Old"_s)});
        list.setCurrentTrial(u"a"_s);
        list.show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        auto *view = list.findChild<QListView *>(u"trials"_s);
        view->setFocus();
        QSignalSpy renamed(&list, &TrialList::renameRequested);

        QTest::keyClick(view, Qt::Key_F2);
        auto *editor = view->findChild<QLineEdit *>();
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->text(), u"Old"_s);
        editor->selectAll();
        QTest::keyClicks(editor, u"  New   name "_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(renamed.count(), 1);
        QCOMPARE(renamed.first(), QVariantList({u"a"_s, u"New name"_s}));
        QCOMPARE(textOf(*view->model()), u"New name"_s);
    }

    void deleteAsksAndCanBeUndone()
    {
        TrialList list;
        list.setTrials({trialNamed(u"a"_s, u"Mug"_s), trialNamed(u"b"_s, u"Poster"_s)});
        list.setCurrentTrial(u"a"_s);
        list.show();
        QVERIFY(QTest::qWaitForWindowActive(&list));
        auto *view = list.findChild<QListView *>(u"trials"_s);
        view->setFocus();
        QSignalSpy asked(&list, &TrialList::removeRequested);
        QSignalSpy restored(&list, &TrialList::restoreRequested);

        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toString(), u"a"_s);
        QCOMPARE(textOf(*view->model()), u"Mug | Poster"_s);

        list.removeTrial(u"a"_s);
        auto *notice = list.findChild<QWidget *>(u"removedNotice"_s);
        QVERIFY(notice->isVisible());
        QCOMPARE(list.findChild<QLabel *>(u"removedText"_s)->text(), u"“Mug” was deleted."_s);
        QTest::mouseClick(list.findChild<QWidget *>(u"undoRemove"_s), Qt::LeftButton);
        QCOMPARE(restored.count(), 1);
        QCOMPARE(restored.first().first().toString(), u"a"_s);
        QVERIFY(!notice->isVisible());
    }

    void theNoticeGoesByItself()
    {
        TrialList list;
        list.setTrials({trialNamed(u"a"_s, u"Mug"_s)});
        auto *timer = list.findChild<QTimer *>();
        QCOMPARE(timer->interval(), 10'000);
        timer->setInterval(1);
        list.removeTrial(u"a"_s);
        QTRY_VERIFY(list.findChild<QWidget *>(u"removedNotice"_s)->isHidden());
    }

    void theContextMenuStandsForTheCurrentRow()
    {
        TrialList list;
        list.setTrials({trialNamed(u"a"_s, u"Mug"_s), trialNamed(u"b"_s, u"Poster"_s, true)});
        QVERIFY(!actionWith(list, u"&Pin"_s)->isEnabled());
        list.setCurrentTrial(u"b"_s);
        QSignalSpy pinned(&list, &TrialList::pinRequested);
        QSignalSpy saved(&list, &TrialList::saveCopyRequested);

        actionWith(list, u"Un&pin"_s)->trigger();
        QCOMPARE(pinned.first(), QVariantList({u"b"_s, false}));
        list.setCurrentTrial(u"a"_s);
        actionWith(list, u"&Pin"_s)->trigger();
        QCOMPARE(pinned.last(), QVariantList({u"a"_s, true}));
        actionWith(list, u"Save as &file…"_s)->trigger();
        QCOMPARE(saved.first().first().toString(), u"a"_s);
    }

    void pinningIsToldInWords()
    {
        TrialTable table;
        table.setTrials({trialNamed(u"a"_s, u"Mug"_s, true)});
        QCOMPARE(table.index(0).data(Qt::AccessibleTextRole).toString(), u"Mug, pinned"_s);
    }
};

QTEST_MAIN(tst_TrialList)
#include "tst_TrialList.moc"
