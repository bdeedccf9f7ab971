#include "gui/PromptBox.h"
#include "gui/TextFold.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QString manyLines(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += u"line %1 with {{words}}, größer and 𝄞\n"_s.arg(i);
    return text;
}

QString endlessLine()
{
    return QString(700'000, u'y') + u"{{blank}} 𝄞𝄞𝄞𝄞"_s.repeated(100'000) + u"end"_s;
}

void addTexts()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << u"Hello"_s;
    QTest::newRow("many lines") << manyLines(90'000);
    QTest::newRow("many lines without the last line end") << manyLines(90'000).chopped(1);
    QTest::newRow("one endless line") << endlessLine();
    QTest::newRow("endless lines between others") << u"begin\n%1\nmiddle\n%1\n"_s.arg(endlessLine());
    QTest::newRow("nothing but line ends") << QString(50'000, u'\n');
    QTest::newRow("NUL") << manyLines(70'000) + QChar(u'\0') + manyLines(3);
    QTest::newRow("the character that stands for folds") << u"a\ufffcb\n"_s + manyLines(70'000) + u"\ufffc"_s;
    QTest::newRow("halves of pairs") << QString(70'000, QChar(0xd834)) + u"x\n"_s + QString(70'000, QChar(0xdd1e));
    QTest::newRow("no-break spaces") << QString(70'000, QChar::Nbsp) + u"\n\u00a0x"_s;
}

void put(const QString &text)
{
    auto *clip = new QMimeData;
    clip->setText(text);
    QGuiApplication::clipboard()->setMimeData(clip);
}

} // namespace

class tst_PromptBox : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void givesBackWhatItWasGiven_data()
    {
        addTexts();
        QTest::newRow("CR LF") << manyLines(90'000).replace(u"\n"_s, u"\r\n"_s);
        QTest::newRow("line and paragraph separators") << manyLines(90'000).replace(u"\n"_s, u"\u2028\u2029"_s);
    }
    void givesBackWhatItWasGiven()
    {
        QFETCH(QString, text);
        PromptBox box;
        QSignalSpy edits(&box, &PromptBox::textEdited);
        box.setText(text);
        QVERIFY(box.text() == text);
        QCOMPARE(edits.size(), 0);
        QVERIFY(!box.document()->isUndoAvailable());
        box.setText(u"other"_s);
        QCOMPARE(box.text(), u"other"_s);
    }

    void takesWhatIsPastedBetweenOtherText_data() { addTexts(); }
    void takesWhatIsPastedBetweenOtherText()
    {
        QFETCH(QString, text);
        PromptBox box;
        box.setText(u"beforeafter"_s);
        QTextCursor cursor = box.textCursor();
        cursor.setPosition(6);
        box.setTextCursor(cursor);
        put(text);
        QSignalSpy edits(&box, &PromptBox::textEdited);
        QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(box.text() == u"before"_s + text + u"after"_s);
        QCOMPARE(edits.size(), 1);

        QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(box.text(), u"beforeafter"_s);
        QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(box.text() == u"before"_s + text + u"after"_s);
        QTest::keyClicks(&box, u"!"_s);
        QVERIFY(box.text() == u"before"_s + text + u"!after"_s);
    }

    void copiesAndCutsWhatIsFolded_data() { addTexts(); }
    void copiesAndCutsWhatIsFolded()
    {
        QFETCH(QString, text);
        PromptBox box;
        box.setText(text);
        box.selectAll();
        QTest::keyClick(&box, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text() == text);
        QTest::keyClick(&box, Qt::Key_X, Qt::ControlModifier);
        QVERIFY(box.isBlank());
        QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(box.text() == text + text);
    }

    void takesADrop()
    {
        const QString text = manyLines(90'000);
        PromptBox box;
        box.show();
        QMimeData dragged;
        dragged.setText(text);
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &dragged, Qt::LeftButton, {});
        QApplication::sendEvent(box.viewport(), &enter);
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &dragged, Qt::LeftButton, {});
        QApplication::sendEvent(box.viewport(), &drop);
        QVERIFY(box.text() == text);
        QVERIFY(box.document()->blockCount() < 1000);
        box.undo();
        QCOMPARE(box.text(), QString());
    }

    void readsLineEndsAsIfTheyWereTyped()
    {
        const QString lines = u"a\r\nb\rc\u2028d\u2029e\n"_s;
        for (const int times : {1, 300'000}) {
            PromptBox box;
            put(lines.repeated(times));
            QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier);
            QVERIFY(box.text() == u"a\nb\nc\nd\ne\n"_s.repeated(times));
        }
    }

    void keepsTwentyThousandLinesInTheEditor()
    {
        PromptBox box;
        put(manyLines(20'000));
        QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(box.document()->blockCount(), 20'001);
        QVERIFY(!box.document()->toRawText().contains(QChar::ObjectReplacementCharacter));
    }

    void editsAroundAFoldAndTakesItOut()
    {
        const QString text = manyLines(90'000);
        PromptBox box;
        box.setText(text);
        const qsizetype fold = box.document()->toRawText().indexOf(QChar::ObjectReplacementCharacter);
        QVERIFY(fold > 1000);
        QVERIFY(!box.accessibleDescription().isEmpty());
        QVERIFY(box.document()->characterCount() < 20'000);
        QTextCursor cursor = box.textCursor();
        cursor.setPosition(int(fold) + 1);
        box.setTextCursor(cursor);
        put(u"\ufffc"_s);
        QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier); // one more of its kind, and no fold
        QTest::keyClicks(&box, u"x"_s);
        QVERIFY(box.text().size() == text.size() + 2);
        QVERIFY(box.text().contains(u"\ufffcx"_s));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&box, Qt::Key_Backspace);
        const QString rest = box.text();
        QVERIFY(rest.size() < 20'000);
        QVERIFY(box.accessibleDescription().isEmpty());
        QVERIFY(text.startsWith(rest.first(fold)));
        QVERIFY(text.endsWith(rest.sliced(fold)));
        box.undo();
        QVERIFY(box.text().size() >= text.size());
    }

    void copiesTheTextOnceForManyKeys()
    {
        PromptBox box;
        box.setText(manyLines(90'000));
        const QString *text = &box.text();
        const QChar *before = text->constData();
        for (int i = 0; i < 100; ++i)
            QTest::keyClicks(&box, u"x"_s);
        QCOMPARE(text->constData(), before); // not made anew while nobody asks
        QVERIFY(box.text().endsWith(u"xxx"_s));
        const QChar *after = box.text().constData();
        QCOMPARE(box.text().constData(), after);
    }

    void marksBlanksWhereTheyAreSeen()
    {
        PromptBox box;
        box.setText(manyLines(20'000));
        box.resize(400, 200);
        box.show();
        QTRY_COMPARE(box.document()->findBlockByNumber(3).layout()->formats().size(), 1);
        int marked = 0;
        for (QTextBlock line = box.document()->begin(); line.isValid(); line = line.next())
            marked += line.layout()->formats().isEmpty() ? 0 : 1;
        QVERIFY2(marked < 100, qPrintable(QString::number(marked)));
        box.moveCursor(QTextCursor::End);
        QTRY_COMPARE(box.document()->findBlockByNumber(19'998).layout()->formats().size(), 1);
    }

    void cutsATextIntoPiecesThatMakeItAgain_data()
    {
        addTexts();
        QTest::newRow("CR LF") << manyLines(90'000).replace(u"\n"_s, u"\r\n"_s);
    }
    void cutsATextIntoPiecesThatMakeItAgain()
    {
        QFETCH(QString, text);
        QString joined;
        qsizetype shown = 0;
        qsizetype longest = 0;
        for (const TextPiece &piece : foldedPieces(text)) {
            const bool isCut = !joined.isEmpty() && joined.back().isHighSurrogate() && !piece.text.isEmpty()
                               && piece.text.front().isLowSurrogate();
            QVERIFY(!isCut);
            joined += piece.text;
            shown += piece.isFolded ? 1 : piece.text.size();
            for (const QString &line : piece.text.split(u'\n'))
                longest = piece.isFolded ? longest : qMax(longest, line.size());
        }
        QVERIFY(joined == text);
        QVERIFY(shown <= 2'000'000);
        QVERIFY(longest <= 32'000);
    }

    void foldsALineThatGrowsTooLong()
    {
        PromptBox box;
        put(QString(20'000, u'x'));
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(&box, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(box.text(), QString(80'000, u'x'));
        QVERIFY(box.document()->characterCount() < 60'000);
    }
};

QTEST_MAIN(tst_PromptBox)
#include "tst_PromptBox.moc"
