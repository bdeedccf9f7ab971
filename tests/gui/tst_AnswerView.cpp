#include "gui/AnswerView.h"

#include "gui/AnswerSurface.h"
#include "gui/MarkdownBlocks.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

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

QString plainOf(const AnswerView &view)
{
    return view.surface().wholeText();
}

QScrollBar &barOf(const AnswerView &view)
{
    return *view.surface().verticalScrollBar();
}

/// Every part with its frame and the looks in it, so that a failure shows what differs.
QString structureOf(const AnswerView &view)
{
    QString all;
    const AnswerFlow &flow = view.surface().flow();
    for (int block = 0; block < flow.count(); ++block) {
        for (const AnswerPart &part : flow.parts(block)) {
            all += u"%1 heading %2 in '%3' marker '%4' columns %5: "_s.arg(int(part.kind)).arg(part.heading)
                       .arg(QString::fromLatin1(part.around), part.marker).arg(part.columns);
            for (const AnswerText &text : part.texts) {
                all += u"[%1 aligned %2"_s.arg(text.text).arg(int(text.alignment));
                for (const LookSpan &span : text.spans)
                    all += u" %1+%2 looks %3 link %4"_s.arg(span.start).arg(span.length).arg(span.looks.toInt())
                               .arg(span.link < 0 ? QString() : text.links[span.link]);
                all += u']';
            }
            all += u'\n';
        }
    }
    return all;
}

/// What the screen shows, not what a fresh painting would show.
QImage screenOf(AnswerView &view)
{
    return view.screen()->grabWindow(view.winId()).toImage();
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
        QVERIFY(plain.contains(u"• first"_s));
        QVERIFY(plain.contains(u"◦ nested two"_s));
        QVERIFY(plain.contains(u"☐ to do"_s));
        QVERIFY(plain.contains(u"☑ done"_s));
        QVERIFY(plain.contains(u"1. one"_s));
        QVERIFY(plain.contains(u"2. two"_s));
        QVERIFY(plain.contains(u"mug\t4.50\npot\t12.00"_s));
        QVERIFY(plain.contains(u"return 0; // **not bold**"_s));
        const QString structure = structureOf(view);
        QVERIFY2(structure.contains(u"heading 1 in '' marker '' columns 0: [Mugs & more"_s), qPrintable(structure));
        QVERIFY(structure.contains(u"2+4 looks %1 link"_s.arg(Looks(Look::Bold).toInt())));
        QVERIFY(structure.contains(u"14+4 looks %1 link"_s.arg(Looks(Look::Italic).toInt())));
        QVERIFY(structure.contains(u"looks 0 link https://example.org/a?b=1&c=2"_s));
        QVERIFY(structure.contains(u"columns 2: [Name"_s));
        QVERIFY(structure.contains(u"in 'll' marker '◦'"_s));
        QVERIFY(structure.contains(u"in 'q' marker '' columns 0: [quoted"_s));
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
            QTRY_COMPARE(streamed.surface().flow().totalHeight(), whole.surface().flow().totalHeight());
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
            << QString(u"a\ufffcb\u2029c"_s) << QString(u"a\ufffdb\nc"_s);
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

        QStringList offered;
        const QList<AnswerPart> parts = view.surface().flow().parts(0);
        for (const AnswerText &text : parts.first().texts)
            offered << text.links;
        QCOMPARE(offered, QStringList({u"https://example.org/x"_s, u"mailto:a@example.org"_s, u"https://example.com/plain"_s}));

        view.surface().setFocus();
        QTest::keyClick(&view.surface(), Qt::Key_Tab);
        QTest::keyClick(&view.surface(), Qt::Key_Return);
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
        QCOMPARE(plainOf(whole).count(u"too long or too tangled"_s), 1);

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
        AnswerView other; // gets its text later, so it is shown later
        present(other);
        other.appendText(u"*one*"_s);
        QTRY_COMPARE(plainOf(other), u"one"_s);
        QCOMPARE(view.surface().flow().count(), 0);
        QCOMPARE(view.text(), u"hidden *text*"_s);
        present(view);
        QCOMPARE(plainOf(view), u"hidden text"_s);
        view.hide();
        view.appendText(u" and more"_s);
        other.appendText(u" and two"_s);
        QTRY_COMPARE(plainOf(other), u"one and two"_s);
        QCOMPARE(plainOf(view), u"hidden text"_s);
        view.show();
        QCOMPARE(plainOf(view), u"hidden text and more"_s);
    }

    void keepsToTheEndUntilTheReaderScrolls()
    {
        AnswerView view;
        present(view);
        QScrollBar &bar = barOf(view);
        auto *jump = view.findChild<QPushButton *>(u"jumpButton"_s);
        view.appendText(u"A line of text.\n\n"_s.repeated(100));
        QTRY_VERIFY(bar.maximum() > 1000);
        QTRY_COMPARE(bar.value(), bar.maximum());

        view.surface().setFocus();
        QTest::keyClick(&view.surface(), Qt::Key_PageUp);
        QVERIFY(bar.value() < bar.maximum());
        QVERIFY(jump->isHidden());
        const AnswerScroller::Anchor place = view.surface().anchor();
        const int before = bar.maximum();
        view.appendText(u"More of it.\n\n"_s.repeated(20));
        QTRY_VERIFY(bar.maximum() > before);
        QCOMPARE(view.surface().anchor(), place); // the bar may move: heights above become true
        QTRY_VERIFY(jump->isVisible());

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
        QScrollBar &bar = barOf(view);
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
        auto *box = view.findChild<AnswerSurface *>(u"reasoningBox"_s);
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
        QCOMPARE(box->wholeText(), u"Let me think."_s);
        view.appendReasoning(u" More."_s);
        QTRY_COMPARE(box->wholeText(), u"Let me think. More."_s);
        view.clear();
        QVERIFY(!button->isVisible());
        QVERIFY(!box->isVisible());
    }

    void tabStopsAtTheThinkingAndAtTheAnswer()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *before = new QPushButton(u"before"_s);
        auto *view = new AnswerView;
        auto *after = new QPushButton(u"after"_s);
        layout->addWidget(before);
        layout->addWidget(view);
        layout->addWidget(after);
        window.show();
        view->appendReasoning(u"Hm."_s);
        view->appendText(u"Answer"_s);
        auto *button = view->findChild<QToolButton *>(u"reasoningButton"_s);
        QTRY_VERIFY(button->isVisible());
        window.activateWindow();
        before->setFocus();
        QStringList stops;
        for (int tab = 0; tab < 3; ++tab) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            stops << QApplication::focusWidget()->objectName();
        }
        QCOMPARE(stops, QStringList({u"reasoningButton"_s, u"answer"_s, QString()}));
        for (int tab = 0; tab < 2; ++tab)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), button);
    }

    void copiesPlainText()
    {
        AnswerView view;
        present(view);
        view.setText(u"A **bold** word\n\n```\ncode\n```"_s);
        QTRY_VERIFY(!plainOf(view).isEmpty());
        view.surface().selectAll();
        view.surface().copy();
        QCOMPARE(QGuiApplication::clipboard()->text().simplified(), u"A bold word code"_s);
    }

    void bringsTheSamePixelsOnScreenHoweverItCame()
    {
        AnswerView whole;
        present(whole);
        const QString text = sample.repeated(3);
        whole.setText(text);
        QTRY_VERIFY(plainOf(whole).endsWith(u"& more."_s));
        whole.jumpToLatest();
        QTRY_VERIFY(!whole.surface().flow().hasGuesses()); // heights have become true
        QCoreApplication::processEvents();
        const QImage expected = screenOf(whole);

        for (const qsizetype step : {4, 9, 60}) {
            AnswerView streamed;
            present(streamed);
            for (qsizetype at = 0; at < text.size(); at += step) {
                streamed.appendText(text.sliced(at, qMin(step, text.size() - at)));
                streamed.surface().refresh();
                QCoreApplication::processEvents(); // each step is painted
            }
            streamed.jumpToLatest();
            QTRY_COMPARE(barOf(streamed).maximum(), barOf(whole).maximum()); // heights have become true
            QCoreApplication::processEvents();
            QCOMPARE(screenOf(streamed), expected);
        }
    }
};

QTEST_MAIN(tst_AnswerView)
#include "tst_AnswerView.moc"
