#include "bench/AnswerText.h"
#include "gui/AnswerSurface.h"
#include "gui/AnswerView.h"

#include <QRandomGenerator>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// Paragraphs of many lengths, lists, code and tables: length blocks of them.
QString longText(int length)
{
    QRandomGenerator random(3);
    QString text;
    for (int i = 0; i < length; ++i) {
        const QString words = u"some words and **bold** ones "_s.repeated(1 + random.bounded(12));
        switch (random.bounded(6)) {
        case 0:
            text += u"## Heading %1\n\n"_s.arg(i);
            break;
        case 1:
            text += u"- first\n- second %1\n  1. inner\n\n"_s.arg(words);
            break;
        case 2:
            text += u"```py\nfor i in range(3):\n    print(i, \"text\")\n```\n\n"_s;
            break;
        case 3:
            text += u"| a | b |\n|---|---|\n| %1 | 2 |\n\n"_s.arg(words.left(40));
            break;
        default:
            text += words + u"\n\n"_s;
        }
    }
    return text;
}

/// The text's part of a picture of the view: the scroll bar moves whenever a height becomes true.
QImage textIn(const AnswerView &view, const QPixmap &picture)
{
    const QWidget *viewport = view.surface().viewport();
    const QRect area(viewport->mapTo(&view, QPoint()), viewport->size());
    return picture.toImage().convertToFormat(QImage::Format_RGB32).copy(area);
}

/// What stands on the screen, and what a fresh painting would put there.
QImage screenOf(AnswerView &view)
{
    QCoreApplication::processEvents();
    return textIn(view, view.screen()->grabWindow(view.winId()));
}

QImage paintingOf(AnswerView &view)
{
    return textIn(view, view.grab());
}

void present(AnswerView &view)
{
    view.resize(420, 500);
    view.show();
}

} // namespace

class tst_AnswerScrolling : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void hasOnScreenWhatAFreshPaintingHas()
    {
        AnswerView view;
        present(view);
        QScrollBar &bar = *view.surface().verticalScrollBar();
        const QString text = longText(60);
        QRandomGenerator random(11);
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype step = qMin<qsizetype>(1 + random.bounded(40), text.size() - at);
            view.appendText(text.sliced(at, step));
            at += step;
            view.surface().refresh();
            QCoreApplication::processEvents(); // a scroll bar may come or go
            QCOMPARE(screenOf(view), paintingOf(view));
            if (random.bounded(25) == 0)
                bar.setValue(bar.value() + random.bounded(400) - 250);
            if (random.bounded(60) == 0)
                view.jumpToLatest();
            if (random.bounded(80) == 0)
                view.resize(380 + random.bounded(80), 480 + random.bounded(40));
        }
    }

    void showsALongAnswerAlikeLiveAndAtOnce()
    {
        const QString text = QString::fromStdString(answerText(200'000, 1));
        AnswerView live;
        AnswerView atOnce;
        present(live);
        present(atOnce);
        constexpr qsizetype delta = 4;
        constexpr qsizetype deltasAFrame = 33; // 2,000 a second at 60 frames
        for (qsizetype at = 0; at < text.size(); at += delta) {
            live.appendText(text.sliced(at, qMin(delta, text.size() - at)));
            if (at / delta % deltasAFrame == 0) {
                live.surface().refresh();
                QCoreApplication::sendPostedEvents();
            }
        }
        live.surface().refresh();
        atOnce.setText(text);
        QTRY_VERIFY(atOnce.surface().flow().count() > 0 && !atOnce.surface().flow().hasGuesses());
        QTRY_VERIFY(!live.surface().flow().hasGuesses());

        const AnswerFlow &flow = live.surface().flow();
        const AnswerFlow &other = atOnce.surface().flow();
        QCOMPARE(live.surface().wholeText(), atOnce.surface().wholeText());
        QCOMPARE(flow.count(), other.count());
        for (int block = 0; block < flow.count(); ++block) {
            QVERIFY(flow.parts(block) == other.parts(block));
            QCOMPARE(flow.height(block), other.height(block));
        }
        QScrollBar &bar = *live.surface().verticalScrollBar();
        QCOMPARE(bar.maximum(), atOnce.surface().verticalScrollBar()->maximum());
        for (int top = 0; top < bar.maximum() + 400; top += 400) { // every pixel of it
            bar.setValue(top);
            atOnce.surface().verticalScrollBar()->setValue(top);
            QVERIFY2(screenOf(live) == screenOf(atOnce), qPrintable(u"at %1"_s.arg(top)));
        }
    }

    void staysWithTheReaderWhileHeightsBecomeTrue()
    {
        AnswerView view;
        present(view);
        view.setText(longText(2000));
        QTRY_VERIFY(view.surface().flow().count() > 0);
        QScrollBar &bar = *view.surface().verticalScrollBar();
        QVERIFY(view.surface().flow().hasGuesses());
        bar.setValue(bar.maximum() / 2);
        const AnswerScroller::Anchor place = view.surface().anchor();
        const QImage before = screenOf(view);
        QTRY_VERIFY(!view.surface().flow().hasGuesses());
        QCOMPARE(view.surface().anchor(), place);
        QCOMPARE(screenOf(view), before);
    }

    void scrollsByTruePixelsIntoGuesses()
    {
        AnswerView view;
        present(view);
        view.setText(longText(2000));
        QTRY_VERIFY(view.surface().flow().count() > 0);
        QScrollBar &bar = *view.surface().verticalScrollBar();
        bar.setValue(bar.maximum() / 2);
        for (int step = 0; step < 30; ++step) {
            const QImage before = screenOf(view);
            bar.setValue(bar.value() - 40);
            const QImage after = screenOf(view);
            QCOMPARE(after.copy(0, 60, 400, 400), before.copy(0, 20, 400, 400));
            QCOMPARE(after, paintingOf(view));
        }
    }

    void reachesBothEndsThroughGuesses()
    {
        AnswerView view;
        present(view);
        view.setText(longText(30)); // a few pages
        QTRY_VERIFY(view.surface().flow().count() > 0);
        QTest::keyClick(&view.surface(), Qt::Key_End);
        QVERIFY(view.surface().isFollowing());
        QTest::keyClick(&view.surface(), Qt::Key_Home);
        QCOMPARE(view.surface().anchor(), (AnswerScroller::Anchor{0, -AnswerStyle::margin}));
        QCOMPARE(view.surface().verticalScrollBar()->value(), 0);
    }

    void findsAPlaceAgainWhenHeightsAreTrue()
    {
        AnswerView one;
        AnswerView other;
        present(one);
        present(other);
        one.setText(longText(400));
        QTRY_VERIFY(one.surface().flow().count() > 0 && !one.surface().flow().hasGuesses());
        one.surface().verticalScrollBar()->setValue(one.surface().verticalScrollBar()->maximum() / 2);
        other.setText(longText(400));
        QTRY_VERIFY(other.surface().flow().count() > 0);
        QVERIFY(other.surface().flow().hasGuesses());
        other.showPlace(one.readingPlace());
        QTRY_VERIFY(!other.surface().flow().hasGuesses());
        QTRY_COMPARE(other.surface().anchor(), one.surface().anchor());
    }

    void beginsAtTheTopWhileUnusualCharactersAreTakenInBitByBit()
    {
        QString text;
        for (char16_t c = 0x4E00; c < 0x5E00; ++c) // so many that fonts are asked for longer than one turn may take
            text += QChar(c) + ((c % 16 == 0) ? u"\n\n"_s : QString());
        AnswerView view;
        present(view);
        view.setText(text);
        QTRY_VERIFY(view.surface().flow().count() > 0);
        QVERIFY(view.surface().flow().isBehind());
        QTRY_VERIFY(!view.surface().flow().isBehind());
        QCOMPARE(view.surface().anchor(), (AnswerScroller::Anchor{0, -AnswerStyle::margin}));
        QVERIFY(!view.surface().isFollowing());
        QCOMPARE(screenOf(view), paintingOf(view));
    }

    void laysOutOnlyWhatIsSeen()
    {
        AnswerView view;
        present(view);
        view.setText(longText(3000));
        QTRY_VERIFY(view.surface().flow().count() > 2000);
        QTRY_VERIFY(!view.surface().flow().hasGuesses());
        view.surface().verticalScrollBar()->setValue(20'000);
        int laidOut = 0;
        for (int block = 0; block < view.surface().flow().count(); ++block)
            laidOut += view.surface().flow().existingLayout(block) != nullptr;
        QVERIFY2(laidOut > 3 && laidOut < 200, qPrintable(QString::number(laidOut)));
    }

    void findsTheCounterpartOfAPlace()
    {
        AnswerView one;
        AnswerView other;
        present(one);
        present(other);
        QString shorter;
        QString longer;
        for (int i = 0; i < 8; ++i) {
            shorter += u"# Part %1\n\nText.\n\n"_s.arg(i) + u"More of it.\n\n"_s.repeated(10);
            longer += u"# Part %1\n\nText.\n\n"_s.arg(i) + u"Much more of it, and longer.\n\n"_s.repeated(30 + 10 * i);
        }
        one.setText(shorter);
        other.setText(longer);
        QTRY_VERIFY(one.surface().flow().count() > 0 && !one.surface().flow().hasGuesses());
        QTRY_VERIFY(other.surface().flow().count() > 0 && !other.surface().flow().hasGuesses());
        QSignalSpy moved(&other, &AnswerView::placeChanged);
        QScrollBar &bar = *one.surface().verticalScrollBar();
        for (int value = 0; value <= bar.maximum(); value += 97) {
            bar.setValue(value);
            other.showPlace(one.readingPlace());
            QCOMPARE(other.readingPlace().section, one.readingPlace().section);
            QVERIFY(qAbs(other.readingPlace().through - one.readingPlace().through) < 0.05);
        }
        bar.setValue(bar.maximum());
        other.showPlace(one.readingPlace());
        QCOMPARE(other.surface().verticalScrollBar()->value(), other.surface().verticalScrollBar()->maximum());
        bar.setValue(0);
        other.showPlace(one.readingPlace());
        QCOMPARE(other.surface().verticalScrollBar()->value(), 0);
        QCOMPARE(moved.size(), 0);
    }
};

QTEST_MAIN(tst_AnswerScrolling)
#include "tst_AnswerScrolling.moc"
