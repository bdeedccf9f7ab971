#include "gui/ColumnsView.h"

#include "gui/AnswerSurface.h"
#include "gui/AnswerView.h"
#include "gui/MainWindow.h"
#include "gui/RunColumn.h"
#include "gui/TryPage.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr int spacing = 8;
constexpr int two = 2 * 360 + spacing;
constexpr int three = 3 * 360 + 2 * spacing;

template <typename Widget>
Widget &child(const QWidget &parent, const QString &name)
{
    auto *found = parent.findChild<Widget *>(name);
    Q_ASSERT(found != nullptr);
    return *found;
}

void present(ColumnsView &view, int count, QSize size)
{
    view.setCount(count);
    view.resize(size);
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
}

/// The letters of the columns in sight, a slash between rows.
QString shown(const ColumnsView &view)
{
    QString letters;
    int lastTop = -1;
    for (int number = 1; number <= view.count(); ++number) {
        const RunColumn &column = view.column(number);
        if (!column.isVisible())
            continue;
        if (lastTop >= 0 && column.y() > lastTop)
            letters += u'/';
        lastTop = column.y();
        letters += QChar(u'A' + char16_t(number - 1));
    }
    return letters;
}

QString noteOf(const ColumnsView &view)
{
    const auto &label = child<QLabel>(view, u"noteLabel"_s);
    return label.isVisible() ? label.text() : QString();
}

bool hasTabs(const ColumnsView &view)
{
    return child<QTabBar>(view, u"tabs"_s).isVisible();
}

/// What is wrong with the columns in sight; empty when nothing is.
QStringList faultsOf(const ColumnsView &view)
{
    QStringList faults;
    QList<const RunColumn *> columns;
    for (int number = 1; number <= view.count(); ++number) {
        if (view.column(number).isVisible())
            columns << &view.column(number);
    }
    for (const RunColumn *column : std::as_const(columns)) {
        const QRect place = column->geometry();
        const QString where = u"%1: %2,%3 %4x%5"_s.arg(column->objectName())
                                  .arg(place.x()).arg(place.y()).arg(place.width()).arg(place.height());
        if (place.width() < 360 || column->minimumSizeHint().width() > place.width())
            faults << u"too narrow "_s + where;
        if (place.height() < column->minimumSizeHint().height())
            faults << u"too low "_s + where;
        if (!view.rect().contains(place))
            faults << u"outside "_s + where;
        for (const RunColumn *other : std::as_const(columns)) {
            if (other != column && other->geometry().intersects(place))
                faults << u"overlaps "_s + where;
        }
    }
    return faults;
}

RunRecord answerOf(const QString &text)
{
    RunRecord record;
    record.id = u"run"_s;
    record.state = RunState::Done;
    record.text = text;
    return record;
}

/// Twelve sections of a few paragraphs; each answer with its own lengths.
QString sections(int length)
{
    QString text;
    for (int section = 1; section <= 12; ++section) {
        text += u"## Section %1\n\n"_s.arg(section);
        for (int i = 0; i < length; ++i)
            text += u"Paragraph %1 of section %2 says something that takes a line or two.\n\n"_s.arg(i).arg(section);
    }
    return text;
}

/// Presses a key in the answer that has the focus.
void press(Qt::Key key, int times = 1)
{
    for (int i = 0; i < times; ++i)
        QTest::keyClick(QApplication::focusWidget(), key);
}

/// Every height is known, and none is guessed.
bool isLaidOut(const AnswerView &answer)
{
    return answer.surface().flow().count() > 1 && !answer.surface().flow().hasGuesses();
}

ReadingPlace placeIn(const ColumnsView &view, int number)
{
    return view.column(number).answer().readingPlace();
}

/// For a failure to be seen.
QString told(const ReadingPlace &place)
{
    return u"%1 of %2, %3 through"_s.arg(place.section).arg(place.sections).arg(place.through, 0, 'f', 2);
}

/// As near as whole lines, and paragraphs of other lengths, allow.
bool isSame(const ReadingPlace &a, const ReadingPlace &b)
{
    return a.sections == b.sections && qAbs(a.section + a.through - b.section - b.through) < 0.7;
}

bool isAtTop(const ReadingPlace &place)
{
    return place.section == 0 && qFuzzyIsNull(place.through);
}

/// Columns with a long answer each, no two of a length, all at their tops and the first one in use.
void presentAnswers(ColumnsView &view, int count)
{
    present(view, count, {three, 400});
    for (int number = 1; number <= count; ++number)
        view.column(number).showRecord(answerOf(sections(2 + number)));
    for (int number = count; number > 0; --number) {
        QTRY_VERIFY(isLaidOut(view.column(number).answer()));
        view.goTo(number);
        QTRY_VERIFY((press(Qt::Key_Home), isAtTop(placeIn(view, number))));
    }
}

} // namespace

/// Where columns stand, in real windows and with keys.
class tst_ColumnsView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
    }

    void plansForTheRoomThereIs_data()
    {
        QTest::addColumn<Arrangement>("arrangement");
        QTest::addColumn<int>("count");
        QTest::addColumn<QSize>("room");
        QTest::addColumn<ColumnPlan>("plan");
        const int low = 2 * 260 + spacing - 1;
        const int high = low + 1;
        using enum Arrangement;
        QTest::newRow("no column") << Automatic << 0 << QSize(two, high) << ColumnPlan{1, 1, 1};
        QTest::newRow("one in a narrow window") << Automatic << 1 << QSize(100, 100) << ColumnPlan{1, 1, 1};
        QTest::newRow("all fit exactly") << Automatic << 3 << QSize(three, high) << ColumnPlan{3, 1, 3};
        QTest::newRow("a pixel short, high") << Automatic << 3 << QSize(three - 1, high) << ColumnPlan{2, 2, 3};
        QTest::newRow("a pixel short twice") << Automatic << 3 << QSize(three - 1, low) << ColumnPlan{2, 1, 2};
        QTest::newRow("four where three fit") << Automatic << 4 << QSize(three, high) << ColumnPlan{2, 2, 4};
        QTest::newRow("six where three fit") << Automatic << 6 << QSize(three, high) << ColumnPlan{3, 2, 6};
        QTest::newRow("six where two fit") << Automatic << 6 << QSize(two, high) << ColumnPlan{2, 1, 2};
        QTest::newRow("six in a high window") << Automatic << 6 << QSize(two, 1000) << ColumnPlan{2, 3, 6};
        QTest::newRow("two below each other") << Automatic << 2 << QSize(two - 1, high) << ColumnPlan{1, 2, 2};
        QTest::newRow("never below each other") << SideBySide << 6 << QSize(three, 2000) << ColumnPlan{3, 1, 3};
        QTest::newRow("a grid though a row would do") << Grid << 4 << QSize(4000, high) << ColumnPlan{2, 2, 4};
        QTest::newRow("five as a grid") << Grid << 5 << QSize(4000, high) << ColumnPlan{3, 2, 5};
        QTest::newRow("a grid of some") << Grid << 6 << QSize(two, high) << ColumnPlan{2, 2, 4};
        QTest::newRow("too low for a grid") << Grid << 6 << QSize(three, low) << ColumnPlan{3, 1, 3};
        QTest::newRow("always tabs") << Tabs << 3 << QSize(4000, 4000) << ColumnPlan{1, 1, 1};
    }

    void plansForTheRoomThereIs()
    {
        QFETCH(Arrangement, arrangement);
        QFETCH(int, count);
        QFETCH(QSize, room);
        QFETCH(ColumnPlan, plan);
        const ColumnPlan found = planColumns(arrangement, count, room, spacing);
        QCOMPARE(found.across, plan.across);
        QCOMPARE(found.down, plan.down);
        QCOMPARE(found.shown, plan.shown);
    }

    void arrangementsAreKnownByName()
    {
        using enum Arrangement;
        for (const Arrangement each : {Automatic, SideBySide, Grid, Tabs})
            QCOMPARE(arrangementNamed(QString(nameOf(each))), each);
        QVERIFY(!arrangementNamed(u"pile"));
        QVERIFY(!arrangementNamed({}));
    }

    void noColumnIsEverTooNarrow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isMirrored");
        QTest::newRow("small screen") << QSize(1024, 640) << false;
        QTest::newRow("laptop") << QSize(1280, 800) << false;
        QTest::newRow("large screen") << QSize(1920, 1080) << false;
        QTest::newRow("upright screen") << QSize(1080, 1920) << false;
        QTest::newRow("laptop, mirrored") << QSize(1280, 800) << true;
        QTest::newRow("large screen, mirrored") << QSize(1920, 1080) << true;
    }

    void noColumnIsEverTooNarrow()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isMirrored);
        MainWindow window;
        window.setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
        auto *page = new TryPage;
        window.setPage(Page::Try, page);
        window.showPage(Page::Try);
        window.resize(size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        ColumnsView &view = page->columns();
        using enum Arrangement;
        for (int count = 1; count <= 6; ++count) {
            page->setColumnCount(count);
            for (int number = 1; number <= count; ++number) {
                view.setTitle(number, u"Donaudampfschifffahrtsgesellschaftskapitänsmützenmodell"_s,
                              u"Rechtsschutzversicherungsgesellschaften"_s);
                view.column(number).showRecord(answerOf(u"A mug."_s));
            }
            for (const Arrangement arrangement : {Automatic, SideBySide, Grid, Tabs}) {
                view.setArrangement(arrangement);
                QTRY_VERIFY2(faultsOf(view).isEmpty(),
                             qPrintable(u"%1 columns, %2: %3"_s.arg(count).arg(nameOf(arrangement),
                                                                              faultsOf(view).join(u"; "_s))));
                QCOMPARE(window.size(), size); // columns never push the window open
                const qsizetype inSight = shown(view).remove(u'/').size();
                QCOMPARE(hasTabs(view), inSight < count);
                QCOMPARE(view.showsTabs(), inSight < count);
                const bool isGrid = shown(view).contains(u'/');
                QVERIFY(arrangement != Automatic || (noteOf(view).isEmpty() == (inSight == count && !isGrid)));
                for (int number = 1; number <= count; ++number) {
                    view.setCurrent(number);
                    QVERIFY(view.column(number).isVisible());
                }
                view.setCurrent(1);
            }
        }
    }

    void showsAsManySideBySideAsFit()
    {
        ColumnsView view;
        present(view, 3, {two, 400});
        QVERIFY(view.showsTabs());
        QTRY_COMPARE(shown(view), u"AB"_s);
        QVERIFY(view.column(1).width() >= 360);
        QCOMPARE(noteOf(view), u"2 of 3 column(s) fit side by side"_s);
        view.setCurrent(2);
        QTRY_COMPARE(shown(view), u"AB"_s); // what is in sight already stays where it is
        view.setCurrent(3);
        QTRY_COMPARE(shown(view), u"BC"_s);
        view.setCurrent(1);
        QTRY_COMPARE(shown(view), u"AB"_s);
        view.setCurrent(3);
        view.setCount(2);
        QTRY_COMPARE(shown(view), u"AB"_s);
        QVERIFY(!view.showsTabs());
        QCOMPARE(noteOf(view), QString());
        view.setArrangement(Arrangement::Tabs);
        view.setCurrent(2);
        QTRY_COMPARE(shown(view), u"B"_s);
    }

    void aVeryNarrowViewStillShowsOne()
    {
        ColumnsView view;
        present(view, 6, {360, 400});
        QCOMPARE(shown(view), u"A"_s);
        QCOMPARE(view.column(1).width(), 360);
        QVERIFY(view.minimumSizeHint().width() <= 360);
        QTRY_COMPARE(faultsOf(view), QStringList());
    }

    void becomesAGridWhereThatHasRoom()
    {
        ColumnsView view;
        present(view, 4, {three, 400});
        QCOMPARE(shown(view), u"ABC"_s);
        view.resize(three, 700);
        QTRY_COMPARE(shown(view), u"AB/CD"_s);
        QCOMPARE(noteOf(view), u"Shown as a grid: 3 of 4 column(s) fit side by side"_s);
        QVERIFY(!hasTabs(view));
        QTRY_COMPARE(faultsOf(view), QStringList());
        QVERIFY(qAbs(view.column(1).height() - view.column(3).height()) <= 1);
        view.setCount(6);
        QTRY_COMPARE(shown(view), u"ABC/DEF"_s);
        view.setCount(5);
        QTRY_COMPARE(shown(view), u"ABC/DE"_s);
        QTRY_VERIFY(view.column(4).width() > view.column(1).width()); // two share what three had
        QCOMPARE(view.column(5).geometry().right(), view.column(3).geometry().right());
        QTRY_COMPARE(faultsOf(view), QStringList());
        view.setCount(3);
        QTRY_COMPARE(shown(view), u"ABC"_s);
        QCOMPARE(noteOf(view), QString());
        view.setCount(4);
        view.setArrangement(Arrangement::SideBySide);
        QTRY_COMPARE(shown(view), u"ABC"_s);
        QVERIFY(hasTabs(view));
        view.setArrangement(Arrangement::Grid);
        QTRY_COMPARE(shown(view), u"AB/CD"_s);
        QCOMPARE(noteOf(view), QString()); // as it was asked for
        view.resize(three, 400);
        QTRY_COMPARE(shown(view), u"ABC"_s);
        QCOMPARE(noteOf(view), u"Too low for a grid: 3 of 4 column(s) fit side by side"_s);
    }

    void aGridAsksForNoMoreHeightThanARow()
    {
        ColumnsView view;
        present(view, 4, {two, 400});
        const int least = view.minimumSizeHint().height();
        view.resize(two, 900);
        QTRY_COMPARE(shown(view), u"AB/CD"_s);
        QTRY_COMPARE(view.minimumSizeHint().height(), least);
        QVERIFY(!view.hasHeightForWidth());
    }

    void aProblemTakesItsRoomFromItsOwnAnswer()
    {
        ColumnsView view;
        present(view, 4, {three, 600});
        for (int number = 1; number <= 4; ++number)
            view.column(number).showRecord(answerOf(sections(3)));
        RunRecord failed = answerOf(u"A few words"_s);
        failed.id = u"other"_s;
        failed.state = RunState::Failed;
        view.column(3).showRecord(failed);
        view.column(3).setProblem({u"Too busy right now. Try again in 20 s. "_s.repeated(5),
                                   {Action::TryAgain, Action::UsePractice}});
        QTRY_COMPARE(shown(view), u"AB/CD"_s);
        for (int number = 1; number <= 4; ++number)
            QTRY_VERIFY2(view.column(number).height() >= 260, qPrintable(QString::number(number)));
        QTRY_COMPARE(faultsOf(view), QStringList());
    }

    void aMirroredGridBeginsAtTheRight()
    {
        ColumnsView view;
        view.setLayoutDirection(Qt::RightToLeft);
        present(view, 3, {two, 700});
        QTRY_COMPARE(shown(view), u"AB/C"_s);
        QVERIFY(view.column(1).x() > view.column(2).x());
        QTRY_COMPARE(faultsOf(view), QStringList());
    }

    void tabsLeadToTheOthers()
    {
        ColumnsView view;
        present(view, 6, {three, 400});
        auto &tabs = child<QTabBar>(view, u"tabs"_s);
        QCOMPARE(shown(view), u"ABC"_s);
        QVERIFY(noteOf(view).contains(u'6'));
        tabs.setFocus();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&tabs, Qt::Key_Right);
        QCOMPARE(shown(view), u"BCD"_s);
        QCOMPARE(view.current(), 4);
        QVERIFY(tabs.hasFocus());
        view.resize(6 * 400, 400);
        QTRY_VERIFY(!view.showsTabs());
        QCOMPARE(shown(view), u"ABCDEF"_s);
    }

    void aDoubleClickOnTheHeaderGivesOneAllTheRoom()
    {
        ColumnsView view;
        present(view, 3, {three, 400});
        QSignalSpy changes(&view, &ColumnsView::maximisedChanged);
        auto &title = child<QLabel>(view.column(2), u"titleLabel"_s);
        QTest::mouseDClick(&title, Qt::LeftButton);
        QCOMPARE(view.maximised(), 2);
        QCOMPARE(view.current(), 2);
        QTRY_COMPARE(shown(view), u"B"_s);
        QTRY_COMPARE(view.column(2).width(), view.width());
        QVERIFY(!hasTabs(view));
        QTest::mouseDClick(&child<QLabel>(view.column(2), u"statusLabel"_s), Qt::LeftButton);
        QCOMPARE(view.maximised(), 2); // that is not the header
        QTest::mouseDClick(&title, Qt::LeftButton);
        QCOMPARE(view.maximised(), 0);
        QCOMPARE(shown(view), u"ABC"_s);
        QCOMPARE(changes.size(), 2);
    }

    void theOnlyColumnHasNothingToMaximise()
    {
        ColumnsView view;
        present(view, 2, {three, 400});
        auto &button = child<QToolButton>(view.column(1), u"maximiseButton"_s);
        QVERIFY(button.isVisible());
        view.setMaximised(1);
        view.setCount(1);
        QCOMPARE(view.maximised(), 0);
        QVERIFY(!button.isVisible());
        QTest::mouseDClick(&child<QLabel>(view.column(1), u"titleLabel"_s), Qt::LeftButton);
        QCOMPARE(view.maximised(), 0);
    }

    void focusNeverLeavesForAButtonElsewhere()
    {
        ColumnsView view;
        present(view, 4, {three, 400});
        view.column(1).answer().surface().setFocus();
        child<QToolButton>(view.column(3), u"maximiseButton"_s).click(); // a click takes no focus
        QCOMPARE(shown(view), u"C"_s);
        QVERIFY(view.column(3).answer().isAncestorOf(QApplication::focusWidget()));
        view.setMaximised(0);
        QVERIFY(view.column(3).answer().isAncestorOf(QApplication::focusWidget()));
        view.goTo(5); // round
        QCOMPARE(view.current(), 1);
        view.goTo(0);
        QCOMPARE(view.current(), 4);
        QCOMPARE(shown(view), u"BCD"_s);
    }

    void aScrolledAnswerTakesTheOthersAlong()
    {
        ColumnsView view;
        presentAnswers(view, 3);
        view.setScrollingTogether(true);
        QSignalSpy own(&view.column(1).answer(), &AnswerView::placeChanged);
        QSignalSpy echo(&view.column(2).answer(), &AnswerView::placeChanged);
        press(Qt::Key_PageDown, 3);
        QVERIFY(!isAtTop(placeIn(view, 1)));
        QVERIFY(isSame(placeIn(view, 2), placeIn(view, 1)));
        QVERIFY(isSame(placeIn(view, 3), placeIn(view, 1)));
        QCOMPARE(own.size(), 3);
        QCOMPARE(echo.size(), 0);

        view.goTo(3); // any of them leads
        press(Qt::Key_PageDown, 4);
        QVERIFY(isSame(placeIn(view, 1), placeIn(view, 3)));
        QVERIFY(isSame(placeIn(view, 2), placeIn(view, 3)));
    }

    void withoutItEachScrollsAlone()
    {
        ColumnsView view;
        presentAnswers(view, 3);
        press(Qt::Key_PageDown, 3);
        QVERIFY(isAtTop(placeIn(view, 2)));
        view.setScrollingTogether(true); // the last one scrolled is where the reader is
        QVERIFY2(isSame(placeIn(view, 2), placeIn(view, 1)), qPrintable(told(placeIn(view, 2))));
        const ReadingPlace left = placeIn(view, 2);
        view.setScrollingTogether(false);
        press(Qt::Key_PageDown, 3);
        QVERIFY(isSame(placeIn(view, 2), left));
    }

    void whatComesIntoSightGoesToTheSamePlace()
    {
        ColumnsView view;
        presentAnswers(view, 3);
        view.setArrangement(Arrangement::Tabs);
        view.setScrollingTogether(true);
        QTRY_VERIFY(isLaidOut(view.column(1).answer()));
        press(Qt::Key_PageDown);
        const ReadingPlace place = placeIn(view, 1);
        QVERIFY(!isAtTop(place));
        QVERIFY(isAtTop(placeIn(view, 2))); // out of sight costs nothing
        view.setCurrent(2);
        QTRY_VERIFY2(isSame(placeIn(view, 2), place), qPrintable(told(placeIn(view, 2))));
        view.setArrangement(Arrangement::Automatic);
        QTRY_VERIFY(isSame(placeIn(view, 3), place));
    }

    void growthMovesNobody()
    {
        ColumnsView view;
        presentAnswers(view, 2);
        view.setScrollingTogether(true);
        press(Qt::Key_PageDown, 3);
        const ReadingPlace place = placeIn(view, 2);
        QSignalSpy moves(&view.column(1).answer(), &AnswerView::placeChanged);
        view.column(1).appendText(sections(3));
        view.column(1).answer().repaint();
        QTRY_VERIFY(placeIn(view, 1).sections > 0);
        QCOMPARE(moves.size(), 0);
        QVERIFY(isSame(placeIn(view, 2), place));
    }

    void aReaderIsNotCarriedToTheEnd()
    {
        ColumnsView view;
        presentAnswers(view, 2);
        for (int number = 2; number > 0; --number) {
            view.goTo(number);
            press(Qt::Key_End); // from here on it keeps to its end
        }
        view.setScrollingTogether(true);
        press(Qt::Key_PageUp, 4);
        const ReadingPlace place = placeIn(view, 1);
        QVERIFY(isSame(placeIn(view, 2), place));
        view.column(2).appendText(sections(3));
        QTRY_COMPARE(placeIn(view, 2).sections, 24);
        QVERIFY(placeIn(view, 2).section <= place.section + 1);
        QVERIFY(isSame(placeIn(view, 1), place));
    }

    void anotherAnswerHasNotBeenScrolled()
    {
        ColumnsView view;
        presentAnswers(view, 2);
        view.setArrangement(Arrangement::Tabs);
        view.setScrollingTogether(true);
        press(Qt::Key_PageDown, 4);
        view.column(1).clear();
        view.column(1).showRecord(answerOf(sections(5)));
        view.setCurrent(2);
        const int before = placeIn(view, 2).sections;
        view.column(2).appendText(sections(3)); // is shown after whatever was to be scrolled
        QTRY_VERIFY(placeIn(view, 2).sections > before);
        QVERIFY(isAtTop(placeIn(view, 2)));
    }
};

QTEST_MAIN(tst_ColumnsView)
#include "tst_ColumnsView.moc"
