#include "gui/AnswerView.h"

#include "gui/MarkdownBlocks.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

const QString sample = uR"(# Mugs & more

A **bold** start, *soft* and ~~old~~, with `code`, a [shop](https://example.org/a?b=1&c=2)
and a second line.

- first
- second

  still second

    - nested one
    - nested two
- [ ] to do
- [x] done

Between.

1. one

2. two

```cpp
int main()
{

    return 0; // **not bold**
}
```

| Name | Price |
|:-----|------:|
| mug  |  4.50 |
| *pot*| 12.00 |

> quoted

---

The end & more.
)"_s;

QTextBrowser &browserOf(const AnswerView &view)
{
    return *view.findChild<QTextBrowser *>(u"answer"_s);
}

QString plainOf(const AnswerView &view)
{
    return browserOf(view).document()->toPlainText();
}

/// Every block with its formats and the texts in it, so that a failure shows what differs.
QString structureOf(const AnswerView &view)
{
    QString all;
    const QTextDocument *document = browserOf(view).document();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        const QTextBlockFormat format = block.blockFormat();
        const QTextCursor cursor(block);
        const QTextTable *table = cursor.currentTable();
        all += u"%1%2 indent %3 heading %4 height %5: "_s
                   .arg(table                                            ? u"cell"_s
                        : cursor.currentFrame() == document->rootFrame() ? u"block"_s
                                                                         : u"code"_s)
                   .arg(table ? table->cellAt(cursor).row() * 100 + table->cellAt(cursor).column() : 0)
                   .arg(format.indent())
                   .arg(format.headingLevel())
                   .arg(format.lineHeight());
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat text = it.fragment().charFormat();
            all += u"[%1 %2%3%4%5 %6]"_s.arg(it.fragment().text())
                       .arg(text.fontWeight())
                       .arg(text.fontItalic() ? u" italic"_s : QString())
                       .arg(text.fontStrikeOut() ? u" struck"_s : QString())
                       .arg(text.fontFixedPitch() ? u" fixed"_s : QString())
                       .arg(text.anchorHref());
        }
        all += u'\n';
    }
    return all;
}

/// A view on screen, as large as a column.
void present(AnswerView &view)
{
    view.resize(400, 500);
    view.show();
}

} // namespace

class tst_AnswerView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void rendersWhatMarkdownMeans()
    {
        AnswerView view;
        present(view);
        view.setText(sample);
        QTRY_VERIFY(plainOf(view).contains(u"The end & more."_s));

        const QString plain = plainOf(view);
        QVERIFY2(!plain.contains(u"**bold**"_s), qPrintable(plain));
        QVERIFY(plain.contains(u"•\tfirst"_s));
        QVERIFY(plain.contains(u"◦\tnested two"_s));
        QVERIFY(plain.contains(u"☐\tto do"_s));
        QVERIFY(plain.contains(u"☑\tdone"_s));
        QVERIFY(plain.contains(u"1.\tone"_s));
        QVERIFY(plain.contains(u"2.\ttwo"_s));
        QVERIFY(plain.contains(u"return 0; // **not bold**"_s));
        const QString structure = structureOf(view);
        QVERIFY2(structure.contains(u"heading 1 height"_s), qPrintable(structure));
        QVERIFY(structure.contains(u"[bold 700"_s));
        QVERIFY(structure.contains(u"[soft 400 italic"_s));
        QVERIFY(structure.contains(u"https://example.org/a?b=1&c=2"_s));
        QVERIFY(structure.contains(u"cell201 indent"_s));
        QVERIFY(structure.contains(u"indent 2 heading 0"_s));
    }

    void streamsToTheSameResultHoweverItIsCut()
    {
        AnswerView whole;
        present(whole);
        whole.setText(sample);
        QTRY_VERIFY(plainOf(whole).contains(u"The end"_s));
        const QString expected = structureOf(whole);

        for (const qsizetype step : {1, 3, 7, 50, 211}) {
            AnswerView streamed;
            present(streamed);
            for (qsizetype at = 0; at < sample.size(); at += step) {
                streamed.appendText(sample.sliced(at, qMin(step, sample.size() - at)));
                streamed.hide(); // showing renders at once, without waiting for a frame
                streamed.show();
            }
            QCOMPARE(structureOf(streamed), expected);
        }
    }

    void endsABlockWhereMarkdownDoes_data()
    {
        QTest::addColumn<QStringList>("blocks");
        QTest::newRow("paragraphs") << QStringList{u"one\nmore\n\n"_s, u"two\n"_s};
        QTest::newRow("list with gaps")
            << QStringList{u"- a\n\n- b\n\n  more of b\n\n1) c\n\n"_s, u"after\n"_s};
        QTest::newRow("list behind its heading line") << QStringList{u"so:\n- a\n\n- b\n\n"_s, u"after\n"_s};
        QTest::newRow("fence with gaps") << QStringList{u"```\na\n\nb\n~~~\n\n- c\n```\n\n"_s, u"after\n"_s};
        QTest::newRow("fence in a list")
            << QStringList{u"- ````\n  a\n\nb\n  ```\n\n  ````\n\n"_s, u"after\n"_s};
        QTest::newRow("indented code with gaps") << QStringList{u"    a\n\n    b\n\n"_s, u"after\n"_s};
        QTest::newRow("code in a line is no fence") << QStringList{u"```a``` b\n\n"_s, u"after\n"_s};
        QTest::newRow("carriage returns") << QStringList{u"one\r\n\r\n"_s, u"two\r\n"_s};
        QTest::newRow("rule after a list") << QStringList{u"- a\n\n"_s, u"---\n\n"_s, u"after\n"_s};
    }

    void endsABlockWhereMarkdownDoes()
    {
        QFETCH(QStringList, blocks);
        const QString text = blocks.join(QString());
        MarkdownBlocks cutter;
        QStringList found;
        for (const MarkdownBlock &block : cutter.advance(text))
            found << text.sliced(block.start, block.size);
        for (const MarkdownBlock &block : cutter.tail(text))
            found << text.sliced(block.start, block.size);
        QCOMPARE(found, blocks);
    }

    void losesNothing_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("kept");
        QTest::newRow("raw HTML block")
            << u"<script>alert(1)</script>\n\nafter"_s << u"<script>alert(1)</script>"_s;
        QTest::newRow("raw HTML in a line")
            << u"before <img src=x onerror=y> after"_s << u"<img src=x onerror=y> after"_s;
        QTest::newRow("Markdown inside raw HTML") << u"<div>\n**bold**\n</div>"_s << u"<div>\nbold\n</div>"_s;
        QTest::newRow("link that runs code")
            << u"[click](javascript:alert(1))"_s << u"click (javascript:alert(1))"_s;
        QTest::newRow("file link") << u"[file](file:///etc/passwd)"_s << u"file (file:///etc/passwd)"_s;
        QTest::newRow("scheme in an entity") << u"[x](&#106;avascript:a)"_s << u"x (javascript:a)"_s;
        QTest::newRow("picture") << u"![a cat](file:///etc/passwd)"_s
                                 << u"Picture: a cat (file:///etc/passwd)"_s;
        QTest::newRow("reference definition alone")
            << u"[1]: https://example.org\n\nafter"_s << u"[1]: https://example.org"_s;
        QTest::newRow("entities") << u"5 &lt; 6 &amp; &copy; &nosuch;"_s << u"5 < 6 & © &nosuch;"_s;
        QTest::newRow("escapes") << u"a \x1b[2J b"_s << u"a ␛[2J b"_s;
        QTest::newRow("document's own marks")
            << QString(u"a\ufdd0b\ufdd1c"_s) << QString(u"a\ufffdb\ufffdc"_s);
        const QString columns = u"a|"_s.repeated(500);
        const QString rows = u"\n  |x|"_s.repeated(100);
        QTest::newRow("too many cells, text before")
            << u"- item\n\n  |"_s + columns + u"\n  |"_s + u"---|"_s.repeated(500) + rows << u"item"_s;
        QTest::newRow("too many cells")
            << u"- item\n\n  |"_s + columns + u"\n  |"_s + u"---|"_s.repeated(500) + rows << u"---|---|"_s;
        QTest::newRow("nested too deep") << QString(1000, u'>') + u" deep"_s << u"> deep"_s;
    }

    void losesNothing()
    {
        QFETCH(QString, markdown);
        QFETCH(QString, kept);
        AnswerView view;
        present(view);
        view.setText(markdown);
        QTRY_VERIFY(!plainOf(view).isEmpty());
        QVERIFY2(plainOf(view).contains(kept), qPrintable(plainOf(view)));
    }

    void offersOnlyLinksThatOpenPagesOrMail()
    {
        AnswerView view;
        present(view);
        QSignalSpy links(&view, &AnswerView::linkActivated);
        view.setText(
            u"[a](https://example.org/x) [b](mailto:a@example.org) [c](smb://host/x) [d](/abs) https://example.com/plain"_s);
        QTRY_VERIFY(!plainOf(view).isEmpty());

        QStringList anchors;
        const QTextBlock block = browserOf(view).document()->begin();
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (it.fragment().charFormat().isAnchor())
                anchors << it.fragment().charFormat().anchorHref();
        }
        QCOMPARE(anchors, QStringList({u"https://example.org/x"_s, u"mailto:a@example.org"_s,
                                       u"https://example.com/plain"_s}));

        emit browserOf(view).anchorClicked(QUrl(u"file:///etc/passwd"_s));
        QCOMPARE(links.size(), 0);
        browserOf(view).setFocus();
        QTest::keyClick(&browserOf(view), Qt::Key_Tab);
        QTest::keyClick(&browserOf(view), Qt::Key_Return);
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first().first().toUrl(), QUrl(u"https://example.org/x"_s));
    }

    void showsAMonsterAsItCame()
    {
        const QString monster = u"word **x** "_s.repeated(20'000); // 220,000 characters without a line end
        AnswerView whole;
        present(whole);
        whole.setText(u"Before\n\n"_s + monster + u"\n\nAfter *it*"_s);
        QTRY_VERIFY(plainOf(whole).contains(u"After it"_s));
        QVERIFY(plainOf(whole).contains(u"word **x** word"_s));
        QCOMPARE(plainOf(whole).count(u"too long to format"_s), 1);

        AnswerView streamed;
        present(streamed);
        const QString text = whole.text();
        for (qsizetype at = 0; at < text.size(); at += 9'000) {
            streamed.appendText(text.sliced(at, qMin<qsizetype>(9'000, text.size() - at)));
            streamed.hide();
            streamed.show();
        }
        QCOMPARE(structureOf(streamed), structureOf(whole));
    }

    void showsTheTextAsItCameOnRequest()
    {
        AnswerView view;
        present(view);
        view.setText(sample);
        view.setPlain(true);
        QTRY_COMPARE(plainOf(view), sample.chopped(1));
        view.appendText(u"**more**"_s);
        QTRY_COMPARE(plainOf(view), sample + u"**more**"_s);
        view.setPlain(false);
        QTRY_VERIFY(plainOf(view).endsWith(u"more"_s));
    }

    void rendersNothingWhileHidden()
    {
        AnswerView view;
        view.appendText(u"hidden *text*"_s);
        QVERIFY(!QTest::qWaitFor([&view] { return !plainOf(view).isEmpty(); }, 100));
        QCOMPARE(plainOf(view), QString());
        QCOMPARE(view.text(), u"hidden *text*"_s);
        present(view);
        QCOMPARE(plainOf(view), u"hidden text"_s);
        view.appendText(u" and more"_s);
        view.hide();
        QVERIFY(!QTest::qWaitFor([&view] { return plainOf(view).contains(u"more"_s); }, 100));
        view.show();
        QCOMPARE(plainOf(view), u"hidden text and more"_s);
    }

    void keepsToTheEndUntilTheReaderScrolls()
    {
        AnswerView view;
        present(view);
        QScrollBar &bar = *browserOf(view).verticalScrollBar();
        auto *jump = view.findChild<QPushButton *>(u"jumpButton"_s);
        view.appendText(u"A line of text.\n\n"_s.repeated(100));
        QTRY_VERIFY(bar.maximum() > 1000);
        QTRY_COMPARE(bar.value(), bar.maximum());

        browserOf(view).setFocus();
        QTest::keyClick(&browserOf(view), Qt::Key_PageUp);
        QVERIFY(bar.value() < bar.maximum());
        QVERIFY(jump->isHidden());
        const int place = bar.value();
        const int before = bar.maximum();
        view.appendText(u"More of it.\n\n"_s.repeated(20));
        QTRY_VERIFY(bar.maximum() > before);
        QCOMPARE(bar.value(), place);
        QVERIFY(jump->isVisible());

        QTest::mouseClick(jump, Qt::LeftButton);
        QCOMPARE(bar.value(), bar.maximum());
        QVERIFY(jump->isHidden());
        view.appendText(u"And more.\n\n"_s.repeated(20));
        QTRY_VERIFY(plainOf(view).contains(u"And more"_s));
        QTRY_COMPARE(bar.value(), bar.maximum());
    }

    void anotherTextBeginsAtItsTop()
    {
        AnswerView view;
        present(view);
        QScrollBar &bar = *browserOf(view).verticalScrollBar();
        view.appendText(u"A line of text.\n\n"_s.repeated(100));
        QTRY_VERIFY(bar.value() > 1000);
        view.setText(u"Another line.\n\n"_s.repeated(100));
        QTRY_VERIFY(plainOf(view).startsWith(u"Another"_s));
        QCOMPARE(bar.value(), 0);
        view.setText(u"Short. "_s);
        view.appendText(u"It goes on.\n\n"_s.repeated(100));
        QTRY_VERIFY(bar.maximum() > 1000);
        view.appendText(u"And on.\n\n"_s.repeated(100));
        QTRY_VERIFY(plainOf(view).contains(u"And on"_s));
        QCOMPARE(bar.value(), 0); // the beginning had not been rendered alone, so nobody was at the end
    }

    void keepsReasoningApart()
    {
        AnswerView view;
        present(view);
        auto *button = view.findChild<QToolButton *>(u"reasoningButton"_s);
        auto *box = view.findChild<QPlainTextEdit *>(u"reasoningBox"_s);
        QVERIFY(!button->isVisible());
        view.appendReasoning(u"Let me "_s);
        view.appendReasoning(u"think."_s);
        view.appendText(u"Answer"_s);
        QTRY_VERIFY(button->isVisible());
        QVERIFY(!box->isVisible());
        QTRY_COMPARE(plainOf(view), u"Answer"_s);
        view.setReasoningNote(u"900 tokens"_s);
        QCOMPARE(button->text(), u"Thinking · 900 tokens"_s);

        button->click();
        QVERIFY(box->isVisible());
        QCOMPARE(box->toPlainText(), u"Let me think."_s);
        view.appendReasoning(u" More."_s);
        QTRY_COMPARE(box->toPlainText(), u"Let me think. More."_s);
        view.clear();
        QVERIFY(!button->isVisible());
        QVERIFY(!box->isVisible());
    }

    void copiesPlainText()
    {
        AnswerView view;
        present(view);
        view.setText(u"A **bold** word\n\n```\ncode\n```"_s);
        QTRY_VERIFY(!plainOf(view).isEmpty());
        browserOf(view).selectAll();
        browserOf(view).copy();
        QCOMPARE(QGuiApplication::clipboard()->text().simplified(), u"A bold word code"_s);
    }

    void staysFastWhileALongAnswerStreams()
    {
        AnswerView view;
        present(view);
        const QString part = sample + u"\n"_s;
        view.appendText(part.repeated(200)); // 130 KB that stays
        QTRY_VERIFY(!plainOf(view).isEmpty());
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 200; ++i) {
            view.appendText(u"some more words "_s);
            view.hide();
            view.show();
        }
        QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_MAIN(tst_AnswerView)
#include "tst_AnswerView.moc"
