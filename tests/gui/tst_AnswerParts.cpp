#include "gui/BlockLayout.h"
#include "gui/AnswerStyle.h"
#include "gui/HeightIndex.h"
#include "gui/LineParts.h"
#include "gui/MarkdownReader.h"
#include "gui/ShownText.h"
#include "gui/TableWidths.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>
#include <QWidget>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

AnswerText shown(const QString &text, ShownText::Use use)
{
    ShownText writer(use);
    writer.append(text);
    return writer.take();
}

AnswerPart paragraph(const AnswerText &text)
{
    AnswerPart part;
    part.texts << text;
    return part;
}

QString wholeCopy(const AnswerPart &part)
{
    return copyText(part, 0, int(plainText(part).size()));
}

QList<AnswerPart> partsOf(const QString &markdown)
{
    return readMarkdown(markdown).value_or(QList<AnswerPart>());
}

} // namespace

class tst_AnswerParts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void sumsHeightsAsCountingWould()
    {
        QRandomGenerator random(7);
        HeightIndex index;
        QList<int> heights;
        for (int step = 0; step < 3000; ++step) {
            const int what = random.bounded(4);
            if (what == 0 && !heights.isEmpty()) {
                index.removeLast();
                heights.removeLast();
            } else if (what == 1 && !heights.isEmpty()) {
                const int at = random.bounded(int(heights.size()));
                heights[at] = random.bounded(50);
                index.set(at, heights[at]);
            } else {
                heights << random.bounded(50); // a block may have no height
                index.append(heights.last());
            }
            const int at = random.bounded(int(heights.size()) + 1);
            QCOMPARE(index.top(at), std::accumulate(heights.begin(), heights.begin() + at, 0));
        }
        QCOMPARE(index.indexAt(-5), 0);
        for (int y = 0; y < index.top(index.count()); ++y) {
            const int found = index.indexAt(y);
            QVERIFY(index.top(found) <= y && y < index.top(found + 1));
        }
        QCOMPARE(index.indexAt(index.top(index.count())), index.count() - 1);
        QCOMPARE(HeightIndex().indexAt(0), -1);
    }

    void showsWhatWouldActOrHide_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prose");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("copied");
        const QString esc = u"a\x1b[2Jb"_s;
        QTest::newRow("escape") << esc << u"a␛[2Jb"_s << u"a␛[2Jb"_s << u"a[2Jb"_s;
        QTest::newRow("bell and delete") << u"a\ab\x7f"_s << u"a␇b␡"_s << u"a␇b␡"_s << u"ab"_s;
        QTest::newRow("direction") << u"a\u202eb"_s << u"a\u202eb"_s << u"a[U+202E]b"_s << u"a\u202eb"_s;
        QTest::newRow("zero width") << u"a\u200bb"_s << u"a\u200bb"_s << u"a[U+200B]b"_s << u"a\u200bb"_s;
        QTest::newRow("emoji selector") << u"✔\ufe0f b"_s << u"✔\ufe0f b"_s << u"✔\ufe0f b"_s << u"✔\ufe0f b"_s;
        QTest::newRow("selector on a letter") << u"a\ufe0fb"_s << u"a\ufe0fb"_s << u"a[U+FE0F]b"_s << u"a\ufe0fb"_s;
        QTest::newRow("joined emoji") << u"👩\u200d👧"_s << u"👩\u200d👧"_s << u"👩\u200d👧"_s << u"👩\u200d👧"_s;
        QTest::newRow("tag character") << u"a\U000E0041b"_s << u"a\U000E0041b"_s << u"a[U+E0041]b"_s << u"a\U000E0041b"_s;
        QTest::newRow("accents") << u"e\u0301\u0302"_s << u"e\u0301\u0302"_s << u"e\u0301\u0302"_s << u"e\u0301\u0302"_s;
        const QString heap = u"e"_s + QString(1000, QChar(u'\u0301')) + u"x"_s;
        const QString cut = u"e"_s + QString(24, QChar(u'\u0301')) + u"…x"_s;
        QTest::newRow("heap of accents") << heap << cut << cut << heap;
        QTest::newRow("half a surrogate") << u"a"_s + QChar(0xd83d) + u"b"_s << u"a\ufffdb"_s << u"a\ufffdb"_s << u"ab"_s;
        QTest::newRow("lines") << u"a\nb\u2029c"_s << u"a\u2028b\u2028c"_s << u"a\u2028b\u2028c"_s << u"a\nb\nc"_s;
    }

    void showsWhatWouldActOrHide()
    {
        QFETCH(QString, text);
        QFETCH(QString, prose);
        QFETCH(QString, code);
        QFETCH(QString, copied);
        QCOMPARE(shown(text, ShownText::Use::Prose).text, prose);
        QCOMPARE(shown(text, ShownText::Use::Code).text, code);
        QCOMPARE(wholeCopy(paragraph(shown(text, ShownText::Use::Prose))), copied);
        QCOMPARE(wholeCopy(paragraph(shown(text, ShownText::Use::Code))), copied);
    }

    void copiesAnyStretchOnce()
    {
        const AnswerPart table = partsOf(u"| a | b\x1b |\n|---|---|\n| **c** | d |\n"_s).first();
        const QString plain = plainText(table);
        QCOMPARE(plain, u"a\tb␛\nc\td"_s);
        for (int cut = 0; cut <= plain.size(); ++cut)
            QCOMPARE(copyText(table, 0, cut) + copyText(table, cut, int(plain.size())), u"a\tb\nc\td"_s);
        const AnswerPart item = partsOf(u"3. third"_s).first();
        QCOMPARE(wholeCopy(item), u"3. third"_s);
        QCOMPARE(copyText(item, 4, 8), u"hird"_s);
    }

    void cutsLinesIntoPartsThatJoinToTheSame_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("one line") << u"one"_s;
        QTest::newRow("many lines") << u"line of text\n"_s.repeated(500) + u"last"_s;
        QTest::newRow("empty lines") << u"\n"_s.repeated(200) + u"x"_s;
        QTest::newRow("endless line") << u"word "_s.repeated(5000);
        QTest::newRow("endless line of pairs") << u"😀"_s.repeated(6000);
        QTest::newRow("endless line among others") << u"a\n"_s.repeated(10) + u"b"_s.repeated(9000) + u"\nc"_s;
    }

    void cutsLinesIntoPartsThatJoinToTheSame()
    {
        QFETCH(QString, text);
        const QList<AnswerPart> parts = rawParts(text);
        QCOMPARE(plainText(parts), text);
        for (const AnswerPart &part : parts)
            QVERIFY(part.texts.first().text.size() <= 4096);
        const QList<AnswerPart> code = codeParts(text, u"cpp"_s, {});
        QCOMPARE(plainText(code), text);
        QVERIFY(code.first().isFirst && code.last().isLast);
        QCOMPARE(std::count_if(code.begin(), code.end(), [](const AnswerPart &part) { return part.isFirst; }), 1);
    }

    void keepsTheColoursOfCodeInItsParts()
    {
        const QString code = u"a \"text\n"_s.repeated(100);
        QList<InkSpan> inks;
        for (int line = 0; line < 100; ++line)
            inks.append({line * 8 + 2, 5, Ink::String});
        inks.append({99 * 8 + 7, 1, Ink::Comment}); // the last line's end
        int coloured = 0;
        const QList<AnswerPart> parts = codeParts(code, u"x"_s, inks);
        for (const AnswerPart &part : parts) {
            for (const LookSpan &span : part.texts.first().spans) {
                QCOMPARE(span.ink, Ink::String);
                QCOMPARE(part.texts.first().text.sliced(span.start, span.length), u"\"text"_s);
                ++coloured;
            }
        }
        QCOMPARE(coloured, 100);
    }

    void keepsLooksWhenALongParagraphIsCut()
    {
        const QString markdown = u"**bold** and [link](https://example.org) "_s.repeated(400);
        const QList<AnswerPart> parts = partsOf(markdown);
        QVERIFY(parts.size() > 1);
        QString joined;
        int bold = 0;
        int links = 0;
        for (const AnswerPart &part : parts) {
            const AnswerText &text = part.texts.first();
            joined += text.text;
            QCOMPARE(part.goesOn, &part != &parts.last());
            for (const LookSpan &span : text.spans) {
                const QString word = text.text.sliced(span.start, span.length);
                bold += word == u"bold"_s && span.looks == Look::Bold;
                links += word == u"link"_s && span.link >= 0 && text.links[span.link] == u"https://example.org"_s;
            }
        }
        QCOMPARE(joined, u"bold and link "_s.repeated(400).chopped(1));
        QCOMPARE(plainText(parts), joined);
        QCOMPARE(bold, 400);
        QCOMPARE(links, 400);
    }

    void givesColumnsTheirWordsFirst()
    {
        TableWidths widths(3);
        widths.add(0, 30, 30);
        widths.add(1, 50, 400);
        widths.add(2, 20, 100);
        QCOMPARE(widths.fitted(1000), QList<int>({30, 400, 100}));
        const QList<int> tight = widths.fitted(300);
        QCOMPARE(tight.first(), 30);
        QVERIFY(tight[1] >= 50 && tight[2] >= 20);
        QVERIFY(std::accumulate(tight.begin(), tight.end(), 0) <= 300);
        const QList<int> broken = widths.fitted(10); // wider than the room rather than unreadable
        QCOMPARE(broken, QList<int>({30, 40, 20}));
    }

    void takesOverWhatIsTheSame_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("word to a paragraph") << u"one two three four"_s << u"one two three four five"_s;
        QTest::newRow("bold that closes") << u"some words and **two"_s << u"some words and **two**"_s;
        QTest::newRow("item to a list") << u"- a\n- b\n"_s << u"- a\n- b\n- c"_s;
        QTest::newRow("line to code") << u"```\na\nb"_s << u"```\na\nb\nc"_s;
        QTest::newRow("row to a table") << u"|a|b|\n|-|-|\n|1|2|\n"_s << u"|a|b|\n|-|-|\n|1|2|\n|333333|4|\n"_s;
        QTest::newRow("table that begins") << u"|a|b|\n|-|"_s << u"|a|b|\n|-|-|"_s;
        QTest::newRow("heading by its underline") << u"words\n="_s << u"words\n=="_s;
        QTest::newRow("quote") << u"> one\n> two"_s << u"> one\n> two\nthree"_s;
    }

    void takesOverWhatIsTheSame()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const AnswerStyle style = AnswerStyle::of(QWidget());
        auto older = std::make_unique<BlockLayout>(partsOf(before), style, 90);
        const BlockLayout fresh(partsOf(after), style, 90);
        QImage was(90, 400, QImage::Format_RGB32);
        QImage is = was;
        was.fill(Qt::white);
        is.fill(Qt::white);
        QPainter wasPainter(&was);
        older->draw(wasPainter, {}, was.rect(), {});
        wasPainter.end();
        const BlockLayout grown(partsOf(after), style, 90, std::move(older));
        QPainter isPainter(&is);
        grown.draw(isPainter, {}, is.rect(), {});
        isPainter.end();

        QCOMPARE(grown.height(), fresh.height());
        int different = 0;
        while (different < is.height() && is.copy(0, different, 90, 1) == was.copy(0, different, 90, 1))
            ++different;
        QVERIFY2(grown.firstDifference() <= different,
                 qPrintable(u"says %1, is %2"_s.arg(grown.firstDifference()).arg(different)));
    }
};

QTEST_MAIN(tst_AnswerParts)
#include "tst_AnswerParts.moc"
