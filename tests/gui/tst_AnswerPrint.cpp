#include "gui/AnswerPrint.h"

#include <QBuffer>
#include <QPaintEngine>
#include <QPdfWriter>
#include <QPrinter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// A piece of text as it reached the paper.
struct Drawn
{
    int page;
    QString text;
    QRectF area; ///< In the device's pixels.
};

/// Writes down what is drawn instead of drawing it.
class Recorder : public QPaintEngine
{
public:
    explicit Recorder(const int &page)
        : QPaintEngine(QPaintEngine::AllFeatures)
        , m_page(page)
    {
    }

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    Type type() const override { return QPaintEngine::User; }
    void updateState(const QPaintEngineState &now) override
    {
        if (now.state() & DirtyTransform)
            m_transform = now.transform();
    }
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QRectF area(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
        inks.append({m_page, item.text(), m_transform.mapRect(area)});
    }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawPath(const QPainterPath &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}

    QList<Drawn> inks;

private:
    const int &m_page;
    QTransform m_transform;
};

/// Paper that remembers its words.
class Paper : public QPdfWriter
{
public:
    Paper()
        : QPdfWriter(&m_nowhere)
        , m_recorder(m_page)
    {
        m_nowhere.open(QIODevice::WriteOnly);
        setPageSize(QPageSize(QPageSize::A5));
        setResolution(300);
    }

    bool newPage() override
    {
        ++m_page;
        return m_page <= mostPages;
    }
    QPaintEngine *paintEngine() const override { return &m_recorder; }

    const QList<Drawn> &inks() const { return m_recorder.inks; }
    QStringList words() const
    {
        static const QRegularExpression word(u"w[0-9]+w"_s);
        QStringList words;
        for (const Drawn &ink : inks()) {
            for (auto match = word.globalMatch(ink.text); match.hasNext();)
                words << match.next().captured();
        }
        return words;
    }

    int mostPages = 10'000;

private:
    QBuffer m_nowhere;
    int m_page = 1;
    mutable Recorder m_recorder;
};

/// Text with numbered words, and the words.
struct Numbered
{
    QString word() { return u"w%1w"_s.arg(++count); }
    QString words(int many)
    {
        QStringList all;
        for (int i = 0; i < many; ++i)
            all << word();
        return all.join(u' ');
    }
    QStringList all() const
    {
        QStringList list;
        for (int i = 1; i <= count; ++i)
            list << u"w%1w"_s.arg(i);
        return list;
    }

    int count = 0;
};

QString everyKind(Numbered &numbered, int times)
{
    QString text;
    for (int i = 0; i < times; ++i) {
        text += u"# "_s + numbered.words(3) + u"\n\n"_s + numbered.words(90) + u"\n\n"_s;
        text += u"- "_s + numbered.words(20) + u"\n- **"_s + numbered.words(5) + u"**\n  1. "_s + numbered.words(5) + u"\n\n"_s;
        text += u"> "_s + numbered.words(40) + u"\n\n```cpp\n"_s;
        for (int line = 0; line < 70; ++line)
            text += numbered.words(4) + u'\n';
        text += u"```\n\n| a | b |\n|---|---|\n"_s;
        for (int row = 0; row < 9; ++row)
            text += u"| "_s + numbered.words(2) + u" | "_s + numbered.words(row == 4 ? 300 : 8) + u" |\n"_s;
        text += u"\n---\n\n"_s;
    }
    return text;
}

} // namespace

class tst_AnswerPrint : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
    }

    void everyWordIsPrintedOnce()
    {
        Numbered numbered;
        const QString text = everyKind(numbered, 5);
        Paper paper;
        AnswerPrint print({u"Model"_s, u"today"_s, text}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QCOMPARE(finished.count(), 0);
        QVERIFY(finished.wait(60'000));
        QCOMPARE(finished.first().first().toBool(), true);
        QVERIFY(print.pages() > 10);
        QStringList words = paper.words(); // cells of a row that a page cuts come in two turns
        const auto number = [](const QString &word) { return word.sliced(1, word.size() - 2).toInt(); };
        std::ranges::sort(words, {}, number);
        QCOMPARE(words.size(), numbered.all().size());
        QCOMPARE(words, numbered.all());
    }

    void noLineIsCutOrLeavesThePage()
    {
        Numbered numbered;
        Paper paper;
        AnswerPrint print({u"Model"_s, u"today"_s, everyKind(numbered, 3)}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QVERIFY(finished.wait(60'000));
        const QRectF page = QRectF(0, 0, paper.width(), paper.height()).adjusted(-1, -1, 1, 1);
        for (const Drawn &ink : paper.inks()) {
            if (!ink.text.isEmpty())
                QVERIFY2(page.contains(ink.area), qPrintable(u"page %1: %2"_s.arg(ink.page).arg(ink.text)));
        }
        QList<qreal> lowest(print.pages() + 1); // no word stands over a page's number
        QStringList numbers;
        for (const Drawn &ink : paper.inks()) {
            if (ink.text.contains(u'w'))
                lowest[ink.page] = qMax(lowest[ink.page], ink.area.bottom());
        }
        for (const Drawn &ink : paper.inks()) {
            if (ink.text == QString::number(ink.page)) {
                numbers << ink.text;
                QVERIFY(ink.area.top() > lowest[ink.page]);
            }
        }
        QCOMPARE(numbers.size(), print.pages());
    }

    void headingsStayWithWhatFollows()
    {
        Numbered numbered;
        QString text;
        for (int i = 0; i < 60; ++i)
            text += u"## HEAD\n\n"_s + numbered.words(10 + i) + u"\n\n"_s;
        Paper paper;
        AnswerPrint print({u"Model"_s, u"today"_s, text}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QVERIFY(finished.wait(60'000));
        int heads = 0;
        for (qsizetype i = 0; i + 1 < paper.inks().size(); ++i) {
            if (paper.inks()[i].text != u"HEAD"_s)
                continue;
            ++heads;
            QVERIFY2(paper.inks()[i + 1].text.startsWith(u'w'), qPrintable(paper.inks()[i + 1].text)); // no page's number
            QCOMPARE(paper.inks()[i + 1].page, paper.inks()[i].page);
        }
        QCOMPARE(heads, 60);
    }

    void onlyTheAnswerAndItsTitleArePrinted()
    {
        Paper paper;
        AnswerPrint print({u"TITLE"_s, u"DETAILS"_s, u"# A\n\n```cpp\nint x;\n```"_s}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QVERIFY(finished.wait());
        QStringList texts;
        for (const Drawn &ink : paper.inks())
            texts << ink.text;
        QCOMPARE(texts.join(u'|').remove(u' '), u"TITLE|DETAILS|A|C++|int|x;|1"_s); // and no word to click
        QCOMPARE(print.pages(), 1);
    }

    void printsAsItCame()
    {
        Paper paper;
        AnswerPrint print({u"T"_s, {}, u"A **bold** word"_s, {}, true}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QVERIFY(finished.wait());
        QString all;
        for (const Drawn &ink : paper.inks())
            all += ink.text;
        QCOMPARE(all, u"TA **bold** word1"_s);
    }

    void saysWhenTheDeviceFails()
    {
        Numbered numbered;
        Paper paper;
        paper.mostPages = 2;
        AnswerPrint print({u"T"_s, {}, everyKind(numbered, 3)}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(finished.first().first().toBool(), false);
        QVERIFY(!finished.wait(20));
    }

    void othersGetTheirTurn()
    {
        Numbered numbered;
        Paper paper;
        AnswerPrint print({u"T"_s, {}, everyKind(numbered, 40)}, paper);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        int turns = 0;
        QTimer other;
        connect(&other, &QTimer::timeout, &other, [&turns] { ++turns; });
        other.start(0);
        print.start();
        QVERIFY(finished.wait(120'000));
        QVERIFY(print.pages() > 100);
        QVERIFY2(turns > 1, qPrintable(QString::number(turns))); // how many depends on the machine
    }

    void writesAPdf()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"answer.pdf"_s);
        QPrinter printer;
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(file);
        Numbered numbered;
        AnswerPrint print({u"Practice model · practice"_s, u"today"_s, everyKind(numbered, 2)}, printer);
        QSignalSpy finished(&print, &AnswerPrint::finished);
        print.start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(finished.first().first().toBool(), true);
        QFile pdf(file);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF"));
        QCOMPARE(bytes.count("/Type /Page\n"), print.pages());
        if (qEnvironmentVariableIsSet("KEEP_PDF"))
            QFile::copy(file, qEnvironmentVariable("KEEP_PDF"));
    }
};

QTEST_MAIN(tst_AnswerPrint)
#include "tst_AnswerPrint.moc"
