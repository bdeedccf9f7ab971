#include "gui/StepBar.h"

#include "gui/StepButton.h"
#include "gui/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace studio;

class tst_StepBar : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aClickAsksAndChangesNothing()
    {
        StepBar bar;
        bar.setCurrent(Step::Choose);
        QSignalSpy chosen(&bar, &StepBar::stepChosen);
        QTest::mouseClick(bar.findChild<QAbstractButton *>(u"step2"_s), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().value<Step>(), Step::Try);
        QCOMPARE(bar.current(), Step::Choose);
    }

    void arrowsWalkOverStepsThatAreNotThere()
    {
        StepBar bar;
        bar.setAvailable(Step::Check, false);
        bar.setAvailable(Step::BackUp, false);
        bar.setCurrent(Step::Try);
        bar.show();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
        bar.findChild<QWidget *>(u"step2"_s)->setFocus();

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"step5"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"step5"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"step2"_s);

        QSignalSpy chosen(&bar, &StepBar::stepChosen);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(chosen.count(), 2);
    }

    void arrowsTurnRoundInAMirroredWindow()
    {
        StepBar bar;
        bar.setLayoutDirection(Qt::RightToLeft);
        bar.show();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
        bar.findChild<QWidget *>(u"step1"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        QCOMPARE(QApplication::focusWidget()->objectName(), u"step2"_s);
    }

    void tabStopsOnceAtTheCurrentStep()
    {
        StepBar bar;
        bar.setCurrent(Step::Export);
        QStringList stops;
        for (const auto *button : bar.findChildren<QAbstractButton *>()) {
            if (button->focusPolicy() & Qt::TabFocus)
                stops += button->objectName();
        }
        QCOMPARE(stops, QStringList(u"step5"_s));
    }

    void theStateIsAWordToo_data()
    {
        QTest::addColumn<StepState>("state");
        QTest::addColumn<QString>("word");
        QTest::newRow("empty") << StepState::Empty << u"Empty."_s;
        QTest::newRow("begun") << StepState::Begun << u"Begun."_s;
        QTest::newRow("done") << StepState::Done << u"Done."_s;
        QTest::newRow("look again") << StepState::LookAgain
                                    << u"Look again: something it relied on has changed."_s;
    }

    void theStateIsAWordToo()
    {
        QFETCH(StepState, state);
        QFETCH(QString, word);
        StepBar bar;
        bar.setState(Step::Try, state);
        bar.setCurrent(Step::Try);
        auto *button = bar.findChild<QAbstractButton *>(u"step2"_s);
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(button);
        QCOMPARE(accessible->text(QAccessible::Name), u"Step 2 of 5: Try"_s);
        QCOMPARE(accessible->text(QAccessible::Description), QString(word + u" You are here."_s));
        QCOMPARE(accessible->role(), QAccessible::Button);
        QCOMPARE(bar.state(Step::Try), state);
    }

    void aStepThatIsNotThereSaysWhy()
    {
        StepBar bar;
        bar.setAvailable(Step::Check, false);
        auto *button = bar.findChild<QAbstractButton *>(u"step3"_s);
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->accessibleDescription(), u"Not in this version yet."_s);
        QCOMPARE(button->toolTip(), u"Not in this version yet."_s);
        QSignalSpy chosen(&bar, &StepBar::stepChosen);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(chosen.count(), 0);
    }

    void marksDifferInShapeNotInColourAlone()
    {
        QStringList shapes;
        for (const StepState state :
             {StepState::Empty, StepState::Begun, StepState::Done, StepState::LookAgain}) {
            StepBar bar;
            bar.setState(Step::Choose, state);
            bar.resize(bar.sizeHint());
            const QImage grey =
                bar.grab().toImage().convertToFormat(QImage::Format_Mono, Qt::ThresholdDither);
            QCryptographicHash hash(QCryptographicHash::Sha1);
            for (int y = 0; y < grey.height(); ++y)
                hash.addData(QByteArrayView(grey.constScanLine(y), (grey.width() + 7) / 8));
            shapes += QString::fromLatin1(hash.result().toHex());
        }
        shapes.removeDuplicates();
        QCOMPARE(shapes.size(), 4);
    }
};

QTEST_MAIN(tst_StepBar)
#include "tst_StepBar.moc"
