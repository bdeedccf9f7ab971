#include "providers/ThinkSplitter.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

class tst_ThinkSplitter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void splitsTheSameHoweverItIsCut_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("reasoning");
        QTest::addColumn<QString>("text");
        QTest::newRow("no tag") << u"Hello"_s << u""_s << u"Hello"_s;
        QTest::newRow("plain") << u"<think>Hm</think>Hello"_s << u"Hm"_s << u"Hello"_s;
        QTest::newRow("white space around tags") << u"\n <think>\n\nHm</think>\n\nHello\n"_s << u"Hm"_s << u"Hello\n"_s;
        QTest::newRow("empty reasoning") << u"<think>\n\n</think>\n\nHello"_s << u""_s << u"Hello"_s;
        QTest::newRow("no closing tag") << u"<think>Hm"_s << u"Hm"_s << u""_s;
        QTest::newRow("half a closing tag") << u"<think>Hm</thi"_s << u"Hm</thi"_s << u""_s;
        QTest::newRow("comparison inside") << u"<think>a</b < c</think>x"_s << u"a</b < c"_s << u"x"_s;
        QTest::newRow("half an opening tag") << u"<thin"_s << u""_s << u"<thin"_s;
        QTest::newRow("another tag") << u"<thing>x</thing>"_s << u""_s << u"<thing>x</thing>"_s;
        QTest::newRow("tag later") << u"Use <think>x</think> here"_s << u""_s << u"Use <think>x</think> here"_s;
        QTest::newRow("second block is text") << u"<think>a</think>b<think>c</think>"_s << u"a"_s << u"b<think>c</think>"_s;
        QTest::newRow("leading white space is kept") << u"  Hello"_s << u""_s << u"  Hello"_s;
        QTest::newRow("only white space") << u" \n"_s << u""_s << u" \n"_s;
        QTest::newRow("nothing") << u""_s << u""_s << u""_s;
    }

    void splitsTheSameHoweverItIsCut()
    {
        QFETCH(QString, answer);
        QFETCH(QString, reasoning);
        QFETCH(QString, text);
        for (qsizetype step = 1; step <= answer.size() + 1; ++step) {
            ThinkSplitter splitter;
            ThinkSplitter::Split sum;
            for (qsizetype at = 0; at < answer.size(); at += step) {
                const auto part = splitter.feed(answer.mid(at, step));
                sum.text += part.text;
                sum.reasoning += part.reasoning;
            }
            const auto rest = splitter.rest();
            QCOMPARE(sum.text + rest.text, text);
            QCOMPARE(sum.reasoning + rest.reasoning, reasoning);
        }
    }

    void holdsBackNoMoreThanAPartialTag()
    {
        ThinkSplitter splitter;
        QCOMPARE(splitter.feed(u"H"_s).text, u"H"_s);
        ThinkSplitter reasoning;
        QCOMPARE(reasoning.feed(u"<think>abc</th"_s).reasoning, u"abc"_s);
        ThinkSplitter spaces;
        QCOMPARE(spaces.feed(QString(100, u' ')).text.size(), 100);
    }
};

QTEST_GUILESS_MAIN(tst_ThinkSplitter)
#include "tst_ThinkSplitter.moc"
