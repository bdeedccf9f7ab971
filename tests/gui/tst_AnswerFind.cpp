#include "gui/AnswerView.h"

#include "gui/AnswerSearch.h"
#include "gui/AnswerSurface.h"
#include "gui/FindBar.h"

#include "gui/NamelessInputs.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace studio;

Q_DECLARE_METATYPE(Qt::CaseSensitivity)

namespace
{

/// A window with an answer in it, and a field that can have the focus.
struct Stage
{
    Stage()
    {
        auto *column = new QVBoxLayout(&window);
        column->addWidget(&other);
        column->addWidget(&view);
        window.resize(360, 500);
        window.show();
        window.activateWindow();
    }

    QLineEdit &field() { return *view.findChild<QLineEdit *>(u"findField"_s); }
    QString status() { return view.findChild<QLabel *>(u"findStatus"_s)->text(); }
    void show(const QString &text)
    {
        view.setText(text);
        view.surface().refresh();
    }

    QWidget window;
    QLineEdit other;
    AnswerView view;
};

QString textOf(const AnswerFlow &flow, const QList<TextMatch> &matches)
{
    QStringList all;
    for (const TextMatch &match : matches)
        all << u"%1:"_s.arg(match.block) + flow.plainText(match.block).sliced(match.from, match.to - match.from);
    return all.join(u'|');
}

} // namespace

class tst_AnswerFind : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
    }

    void findsWhatIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<Qt::CaseSensitivity>("caseSensitivity");
        QTest::addColumn<QString>("found");
        const auto any = Qt::CaseInsensitive;
        QTest::newRow("bold inside a word") << u"A **mug**ful of tea"_s << u"mugful"_s << any << u"0:mugful"_s;
        QTest::newRow("a link's words, not its address") << u"[the shop](https://example.org/shop)"_s << u"shop"_s << any << u"0:shop"_s;
        QTest::newRow("marks of Markdown are not there") << u"**bold**"_s << u"*"_s << any << QString();
        QTest::newRow("any letters") << u"Mug, MUG, mug"_s << u"mUg"_s << any << u"0:Mug|0:MUG|0:mug"_s;
        QTest::newRow("exact letters") << u"Mug, MUG, mug"_s << u"MUG"_s << Qt::CaseSensitive << u"0:MUG"_s;
        QTest::newRow("cyrillic") << u"ВЕСЬ МИР"_s << u"мир"_s << any << u"0:МИР"_s;
        QTest::newRow("sigma at the end") << u"ΟΔΟΣ"_s << u"οδος"_s << any << u"0:ΟΔΟΣ"_s;
        QTest::newRow("beyond the first plane") << u"𐐀 𐐨"_s << u"𐐨"_s << any << u"0:𐐀|0:𐐨"_s;
        QTest::newRow("accents count") << u"resume résumé"_s << u"resume"_s << any << u"0:resume"_s;
        QTest::newRow("accents of their own count") << u"cafe cafe\u0301"_s << u"cafe"_s << any << u"0:cafe"_s;
        QTest::newRow("one after the other") << u"aaaa"_s << u"aa"_s << any << u"0:aa|0:aa"_s;
        QTest::newRow("any blank") << u"10\u00a0kg and 10 kg"_s << u"10 kg"_s << any << u"0:10\u00a0kg|0:10 kg"_s;
        QTest::newRow("across a line that was wrapped") << u"one\ntwo"_s << u"one two"_s << any << u"0:one two"_s;
        QTest::newRow("not across blocks") << u"one\n\ntwo"_s << u"one two"_s << any << QString();
        QTest::newRow("code and cells") << u"```\nint mug;\n```\n\n| mug | pot |\n|---|---|\n| 1 | mug |\n"_s << u"mug"_s << any
                                        << u"0:mug|1:mug|1:mug"_s;
        QTest::newRow("right to left") << u"שלום עולם"_s << u"עולם"_s << any << u"0:עולם"_s;
    }

    void findsWhatIsRead()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, phrase);
        QFETCH(const Qt::CaseSensitivity, caseSensitivity);
        QFETCH(const QString, found);
        AnswerFlow flow;
        flow.setText(text);
        do
            flow.update();
        while (flow.isBehind()); // a new font took its time
        AnswerSearch search(flow);
        search.start(phrase, caseSensitivity);
        QTRY_VERIFY(search.isComplete());
        QString shown = textOf(flow, search.matches());
        QCOMPARE(shown.replace(u'\n', u' '), found);
    }

    void findsTheSameHoweverTheAnswerCame()
    {
        const QString text = u"# A mug\n\n**mug** and mug\n\n- mug\n- no\n\n```\nmug\n\nmug\n```\n\nThe m**ug** ends."_s.repeated(20);
        AnswerFlow whole;
        whole.setText(text);
        whole.update();
        AnswerSearch expected(whole);
        expected.start(u"mug"_s, Qt::CaseInsensitive);
        QTRY_VERIFY(expected.isComplete());
        QVERIFY(expected.matches().size() >= 120);

        AnswerFlow flow;
        AnswerSearch search(flow);
        search.start(u"mug"_s, Qt::CaseInsensitive);
        for (qsizetype at = 0; at < text.size(); at += 3) {
            flow.append(text.sliced(at, qMin<qsizetype>(3, text.size() - at)));
            flow.update();
            search.refresh();
            if (at % 60 == 0) {
                QSignalSpy changed(&search, &AnswerSearch::changed);
                QVERIFY(changed.wait());
            }
        }
        QTRY_COMPARE(search.matches(), expected.matches());

        flow.setRaw(true); // another edition of the same text
        flow.update();
        search.refresh();
        QTRY_COMPARE(search.matches().size(), text.count(u"mug"_s));
    }

    void searchesALongAnswerInTurns()
    {
        AnswerFlow flow;
        flow.setText(u"A line with a mug in it, and some more words.\n\n"_s.repeated(40'000));
        do
            flow.update();
        while (flow.isBehind());
        AnswerSearch search(flow);
        int turns = 0;
        QTimer other; // what else wants to happen meanwhile
        connect(&other, &QTimer::timeout, &other, [&turns] { ++turns; });
        other.start(0);
        search.start(u"mug"_s, Qt::CaseInsensitive);
        QVERIFY(search.matches().isEmpty()); // nothing is done in the key press itself
        QTRY_VERIFY(!search.matches().isEmpty());
        QVERIFY(search.matches().size() < 40'000);
        QVERIFY(!search.isComplete());
        QTRY_VERIFY_WITH_TIMEOUT(search.isComplete(), 60'000);
        QCOMPARE(search.matches().size(), 40'000);
        QVERIFY2(turns > 5, qPrintable(QString::number(turns)));
        QCOMPARE(int(search.matchesIn(123).size()), 1);
        QCOMPARE(search.matchesIn(123).front(), search.matches()[123]);
    }

    void countsToALimit()
    {
        AnswerFlow flow;
        flow.setText((u"e "_s.repeated(1000) + u"\n\n"_s).repeated(120));
        flow.update();
        AnswerSearch search(flow);
        search.start(u"e"_s, Qt::CaseInsensitive);
        QTRY_VERIFY(search.isComplete());
        QVERIFY(search.isFull());
        QCOMPARE(search.matches().size(), AnswerSearch::mostMatches);
    }

    void walksFromPlaceToPlaceAndRound()
    {
        Stage stage;
        stage.show(u"A mug.\n\n"_s + u"Words.\n\n"_s.repeated(200) + u"A mug and a mug.\n\n"_s);
        stage.view.find();
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QVERIFY(stage.field().hasFocus());
        QTest::keyClicks(&stage.field(), u"mug"_s);
        QTRY_COMPARE(stage.status(), u"1 of 3"_s);
        QCOMPARE(stage.view.surface().selectedText(), u"mug"_s);
        QCOMPARE(stage.view.surface().verticalScrollBar()->value(), 0);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QCOMPARE(stage.status(), u"2 of 3"_s);
        QVERIFY(stage.view.surface().verticalScrollBar()->value() > 1000); // it is on screen
        stage.view.findNext();
        QCOMPARE(stage.status(), u"3 of 3"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QCOMPARE(stage.status(), u"1 of 3"_s);
        QVERIFY(stage.view.surface().verticalScrollBar()->value() < 20);
        QTest::keyClick(&stage.field(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(stage.status(), u"3 of 3"_s);
        stage.view.findPrevious();
        QCOMPARE(stage.status(), u"2 of 3"_s);
        QTest::mouseClick(stage.view.findChild<QToolButton *>(u"findNextButton"_s), Qt::LeftButton);
        QCOMPARE(stage.status(), u"3 of 3"_s);
        stage.view.surface().select({0, 0}, {0, 0}); // a click: from there it goes on
        QCOMPARE(stage.status(), u"3 found"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Return);
        QCOMPARE(stage.status(), u"1 of 3"_s);
    }

    void aLongerPhraseStaysWhereTheReaderIs()
    {
        Stage stage;
        stage.show(u"mud\n\n"_s + u"Words.\n\n"_s.repeated(200) + u"mug and mud\n\n"_s);
        stage.view.find();
        stage.view.surface().verticalScrollBar()->setValue(stage.view.surface().verticalScrollBar()->maximum() / 2);
        stage.view.find();
        QTest::keyClicks(&stage.field(), u"mu"_s);
        QTRY_COMPARE(stage.status(), u"2 of 3"_s); // the first below the upper edge
        QTest::keyClicks(&stage.field(), u"d"_s);
        QTRY_COMPARE(stage.status(), u"2 of 2"_s);
        QTest::keyClick(&stage.field(), Qt::Key_Backspace);
        QTest::keyClicks(&stage.field(), u"gx"_s);
        QTRY_COMPARE(stage.status(), u"Nothing found"_s);
        QCOMPARE(stage.field().accessibleDescription(), u"Nothing found"_s);
        QVERIFY(!stage.view.surface().hasSelection());
        stage.field().clear();
        QTRY_COMPARE(stage.status(), QString());
    }

    void tellsCapitalsApartWhenAsked()
    {
        Stage stage;
        stage.show(u"Mug and mug"_s);
        stage.view.find();
        stage.field().setText(u"mug"_s);
        QTRY_COMPARE(stage.status(), u"1 of 2"_s);
        QTest::mouseClick(stage.view.findChild<QToolButton *>(u"findCaseButton"_s), Qt::LeftButton);
        QTRY_COMPARE(stage.status(), u"1 of 1"_s);
        QCOMPARE(stage.view.surface().caret(), (TextPlace{0, 11}));
    }

    void takesWhatIsSelected()
    {
        Stage stage;
        stage.show(u"A mug, a **pot**, a mug and a pot.\n\nAnother pot."_s);
        stage.view.surface().select({0, 9}, {0, 12});
        stage.view.find();
        QCOMPARE(stage.field().text(), u"pot"_s);
        QCOMPARE(stage.field().selectedText(), u"pot"_s);
        QTRY_COMPARE(stage.status(), u"1 of 3"_s);
        stage.view.surface().select({0, 0}, {1, 3}); // nobody searches for that
        stage.view.find();
        QCOMPARE(stage.field().text(), u"pot"_s);
    }

    void escapeGivesTheFocusBack()
    {
        Stage stage;
        stage.show(u"A mug"_s);
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.other.setFocus();
        stage.view.find();
        stage.field().setText(u"mug"_s);
        QTRY_COMPARE(stage.status(), u"1 of 1"_s);
        const QImage marked = stage.view.grab().toImage();
        QTest::keyClick(&stage.field(), Qt::Key_Escape);
        QVERIFY(!stage.field().isVisible());
        QCOMPARE(QApplication::focusWidget(), &stage.other);
        QVERIFY(stage.view.surface().hasSelection()); // to copy it, or to go on from there

        stage.view.surface().setFocus();
        stage.view.findNext(); // opens it again
        QVERIFY(stage.field().hasFocus());
        QCOMPARE(stage.field().text(), u"mug"_s);
        stage.view.surface().setFocus();
        QTest::keyClick(&stage.view.surface(), Qt::Key_Escape);
        QVERIFY(!stage.field().isVisible());
        QVERIFY(stage.view.surface().hasFocus());
    }

    void escapeInTheBarBelongsToTheBar()
    {
        Stage stage;
        stage.show(u"A mug"_s);
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        QAction stop; // as the page has it while an answer is written
        stop.setShortcut(Qt::Key_Escape);
        stage.window.addAction(&stop);
        QSignalSpy stopped(&stop, &QAction::triggered);
        stage.view.surface().setFocus();
        stage.view.find();
        QTest::keyClick(&stage.field(), Qt::Key_Escape);
        QVERIFY(!stage.field().isVisible());
        QCOMPARE(stopped.count(), 0);
        QTest::keyClick(&stage.view.surface(), Qt::Key_Escape);
        QCOMPARE(stopped.count(), 1);
    }

    void marksEveryPlaceThatIsSeen()
    {
        Stage stage;
        stage.show(u"mug mug\n\nmug"_s);
        AnswerSurface &surface = stage.view.surface();
        stage.view.find();
        stage.field().setText(u"nothing"_s);
        QTRY_COMPARE(stage.status(), u"Nothing found"_s);
        const QImage plain = surface.grab().toImage();
        stage.field().setText(u"mug"_s);
        QTRY_COMPARE(stage.status(), u"1 of 3"_s);
        surface.select({0, 0}, {0, 0});
        const QImage marked = surface.grab().toImage();
        QVERIFY(marked != plain);
        const QImage lower = marked.copy(0, 30, marked.width(), marked.height() - 30);
        QVERIFY(lower != plain.copy(0, 30, plain.width(), plain.height() - 30)); // the second block too
        QTest::keyClick(&stage.field(), Qt::Key_Escape);
        stage.other.setFocus();
        QCOMPARE(surface.grab().toImage().copy(0, 0, 200, 60), plain.copy(0, 0, 200, 60));
    }

    void newPlacesComeInWhileItIsWritten()
    {
        Stage stage;
        stage.show(u"A mug. "_s);
        stage.view.find();
        stage.field().setText(u"mug"_s);
        QTRY_COMPARE(stage.status(), u"1 of 1"_s);
        stage.view.appendText(u"Another m"_s);
        stage.view.appendText(u"ug.\n\n"_s + u"Words.\n\n"_s.repeated(100) + u"The last **mug"_s);
        QTRY_COMPARE(stage.status(), u"1 of 3"_s);
        QCOMPARE(stage.view.surface().verticalScrollBar()->value(), 0); // the reader stays at what was found
        stage.view.appendText(u"s**"_s);
        stage.view.findPrevious();
        QTRY_COMPARE(stage.status(), u"3 of 3"_s);

        stage.view.clear();
        QTRY_COMPARE(stage.status(), u"Nothing found"_s);
    }

    void everyInputHasANameAndTabWalksThem()
    {
        Stage stage;
        stage.show(u"A mug"_s);
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        stage.other.setFocus();
        stage.view.find();
        QCOMPARE(namelessInputs(stage.view), QStringList());
        QStringList stops;
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            stops << QApplication::focusWidget()->objectName();
        }
        QCOMPARE(stops.join(u' '), u"findPreviousButton findNextButton findCaseButton findCloseButton answer"_s);
        QVERIFY(stage.view.minimumSizeHint().width() <= 360);
    }

    void itsMenuIsThereForTheKeyboardToo()
    {
        Stage stage;
        stage.show(u"A [link](https://example.org/) and **more**"_s);
        QVERIFY(QTest::qWaitForWindowActive(&stage.window));
        AnswerSurface &surface = stage.view.surface();
        surface.setFocus();
        QTest::keyClick(&surface, Qt::Key_Tab); // to the link
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {0, 0}, {0, 0});
        QApplication::sendEvent(&surface, &byKey);
        auto *menu = surface.findChild<QMenu *>();
        QVERIFY(menu);
        QVERIFY(surface.rect().contains(surface.mapFromGlobal(menu->pos())));
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts << (action->isSeparator() ? u"-"_s : action->text().section(u'\t', 0, 0));
        QCOMPARE(texts.join(u' '), u"Copy Copy as Markdown Copy link address Select all - Find… Show as it came Print…"_s);
        menu->close();

        QTest::keyClick(&surface, Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
    }

    void copiesTheWholeSourceWhenNothingIsSelected()
    {
        Stage stage;
        stage.show(u"A **bold** word.\n\n- one"_s);
        AnswerSurface &surface = stage.view.surface();
        QGuiApplication::clipboard()->setText(u"before"_s);
        surface.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
        surface.copySource();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"A **bold** word.\n\n- one"_s);
        surface.select({0, 2}, {0, 4});
        surface.copySource();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"A **bold** word."_s);
    }

    void showsOneColumnAsItCame()
    {
        Stage stage;
        stage.show(u"A **bold** word"_s);
        auto *raw = stage.view.findChild<QAction *>(u"rawAction"_s);
        QVERIFY(!raw->isChecked());
        raw->trigger();
        QVERIFY(stage.view.isPlain());
        QTRY_COMPARE(stage.view.surface().wholeText(), u"A **bold** word"_s);
        stage.view.setPlain(false); // from the menu of all columns
        QVERIFY(!raw->isChecked());
        QTRY_COMPARE(stage.view.surface().wholeText(), u"A bold word"_s);
    }

    void onlyAnAnswerCanBePrinted()
    {
        Stage stage;
        auto *print = stage.view.findChild<QAction *>(u"printAction"_s);
        QVERIFY(!print->isEnabled());
        stage.view.appendText(u"A word"_s);
        QTRY_VERIFY(print->isEnabled());
        QSignalSpy requested(&stage.view, &AnswerView::printRequested);
        print->trigger();
        QCOMPARE(requested.count(), 1);
        stage.view.clear();
        QVERIFY(!print->isEnabled());
    }
};

QTEST_MAIN(tst_AnswerFind)
#include "tst_AnswerFind.moc"
