#include "gui/ModelDetails.h"
#include "support/WindowBench.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTreeView>
#include <QtTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

void press(int key, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow(), Qt::Key(key), modifiers);
}

/// Walks with Tab until the widget of that accessible name has the focus.
bool walkTo(const QString &name)
{
    for (int steps = 0; steps < 120; ++steps) {
        if (QApplication::focusWidget() && QApplication::focusWidget()->accessibleName() == name)
            return true;
        press(Qt::Key_Tab);
    }
    return false;
}

} // namespace

/// A person finds models, looks at one, picks two and lands on Try, without a mouse.
class tst_ChooseByKeys : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLocale::setDefault(QLocale(QLocale::English));
    }

    void findsCheapPictureModelsAndTriesTwo()
    {
        WindowBench bench;
        MainWindow &window = bench.workbench.window();
        window.resize(1600, 1000);
        bench.workbench.openLast();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        press(Qt::Key_N, Qt::ControlModifier); // a new trial
        press(Qt::Key_1, Qt::ControlModifier); // Choose
        QTRY_COMPARE(window.currentPage(), std::optional(Page::Choose));
        press(Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(bench.find<QLineEdit>(u"searchField"_s)->hasFocus());

        QVERIFY(walkTo(u"I get: Picture"_s));
        press(Qt::Key_Space);
        QVERIFY(walkTo(u"From OpenRouter"_s));
        press(Qt::Key_Space);
        QVERIFY(walkTo(u"From WisGate"_s));
        press(Qt::Key_Space);
        QVERIFY(walkTo(u"Highest price in dollars"_s));
        QTest::keyClicks(QApplication::focusWidget(), u"0.05"_s);
        const QString sentence = bench.find<QLabel>(u"countLabel"_s)->text();
        QVERIFY2(sentence.startsWith(u"Picture out, at most $0.05 a picture, from OpenRouter or WisGate: "_s), qPrintable(sentence));

        QVERIFY(walkTo(u"Models"_s));
        auto *list = bench.find<QTreeView>(u"modelView"_s);
        QVERIFY(list->model()->rowCount() >= 1);
        press(Qt::Key_Return, Qt::AltModifier);
        auto *details = bench.find<ModelDetails>(u"ModelDetails"_s);
        QVERIFY(details);
        QTRY_VERIFY(details->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!details->findChild<QLabel *>(u"titleLabel"_s)->text().isEmpty());

        press(Qt::Key_Space); // picks it
        QTRY_VERIFY(bench.find<QLabel>(u"pickLabel"_s)->text().startsWith(u"1 picked"_s));
        press(Qt::Key_F, Qt::ControlModifier);
        bench.find<QWidget>(u"searchField"_s)->setFocus();
        press(Qt::Key_Down);
        QVERIFY(list->hasFocus());
        // One cheap picture model may be all there is: the second one comes without the price.
        if (list->model()->rowCount() < 2) {
            QVERIFY(walkTo(u"Clear search and filters"_s));
            press(Qt::Key_Space);
            press(Qt::Key_Down);
        }
        press(Qt::Key_Down);
        press(Qt::Key_Space);
        QTRY_VERIFY(bench.find<QLabel>(u"pickLabel"_s)->text().startsWith(u"2 picked"_s));
        press(Qt::Key_Return);
        QTRY_COMPARE(window.currentPage(), std::optional(Page::Try));
        QTRY_COMPARE(bench.trials.all()->first().targets.size(), 2);
    }
};

QTEST_MAIN(tst_ChooseByKeys)
#include "tst_ChooseByKeys.moc"
