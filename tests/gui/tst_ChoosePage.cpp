#include "gui/ChoosePage.h"

#include "catalog/ModelTable.h"
#include "gui/ModelWords.h"
#include "gui/VerdictLine.h"
#include "gui/NamelessInputs.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTreeView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QList<Model> someModels(int count)
{
    QList<Model> models;
    for (int place = 0; place < count; ++place) {
        models << Model{.target = {u"openrouter"_s, u"maker/model-%1"_s.arg(place)},
                        .name = u"Model %1 with quite a long name of its own"_s.arg(place),
                        .outputs = {u"text"_s, u"image"_s},
                        .context = 1'048'576,
                        .price = {.inputToken = Money::parse(u"0.00000025"), .outputToken = Money::parse(u"0.000012")}};
    }
    return models;
}

/// A catalogue of so many models.
struct Models : ModelTable
{
    explicit Models(int count) { setModels(someModels(count)); }
    QStringList picked() const
    {
        QStringList ids;
        for (const Target &target : picks())
            ids << target.model;
        return ids;
    }
};

} // namespace

class tst_ChoosePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void searchIsAskedForWithEveryKey()
    {
        ChoosePage page;
        QSignalSpy searched(&page, &ChoosePage::searchChanged);
        QTest::keyClicks(page.findChild<QLineEdit *>(u"searchField"_s), u"gpt"_s);
        QCOMPARE(searched.count(), 3);
        QCOMPARE(searched.last().first().toString(), u"gpt"_s);
    }

    void slashAndControlFGoToTheSearchFieldAndAreTypedThere()
    {
        Models models(3);
        ChoosePage page;
        page.setTable(&models);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *field = page.findChild<QLineEdit *>(u"searchField"_s);
        auto *view = page.findChild<QTreeView *>(u"modelView"_s);

        view->setFocus();
        QTest::keyClick(view, Qt::Key_Slash);
        QVERIFY(field->hasFocus());
        QCOMPARE(field->text(), QString());
        QTest::keyClicks(field, u"openai/gpt"_s);
        QCOMPARE(field->text(), u"openai/gpt"_s);

        view->setFocus();
        QTest::keyClick(view, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(field->hasFocus());
        QCOMPARE(field->selectedText(), u"openai/gpt"_s);

        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->text(), QString());
        QTest::keyClick(field, Qt::Key_Down);
        QVERIFY(view->hasFocus());
    }

    void spacePicksInWhateverColumnOneStands()
    {
        Models models(3);
        ChoosePage page;
        page.setTable(&models);
        auto *view = page.findChild<QTreeView *>(u"modelView"_s);

        view->setCurrentIndex(view->model()->index(1, ModelTable::PriceColumn));
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(models.picked(), QStringList{u"maker/model-1"_s});
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(models.picked(), QStringList{});
    }

    void enterTriesWhatIsPickedAndElsePicksTheRow()
    {
        Models models(3);
        ChoosePage page;
        page.setTable(&models);
        connect(&models, &QAbstractItemModel::dataChanged, &page,
                [&] { page.setPicks(QStringList(models.picks().size(), u"a model"_s)); });
        QSignalSpy tried(&page, &ChoosePage::tryRequested);
        auto *view = page.findChild<QTreeView *>(u"modelView"_s);

        view->setCurrentIndex(view->model()->index(2, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(models.picked(), QStringList{u"maker/model-2"_s});
        QCOMPARE(tried.count(), 1);

        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Enter);
        QCOMPARE(models.picked(), QStringList{u"maker/model-2"_s});
        QCOMPARE(tried.count(), 2);
    }

    void trayNamesThePicksAndSaysWhyNothingCanBeTried()
    {
        ChoosePage page;
        auto *label = page.findChild<QLabel *>(u"pickLabel"_s);
        auto *button = page.findChild<QPushButton *>(u"tryButton"_s);
        QVERIFY(!button->isEnabled());
        QVERIFY(!button->accessibleDescription().isEmpty());

        page.setPicks({u"text-a"_s, u"<b>bold</b>"_s});
        QVERIFY(label->text().contains(u"text-a · <b>bold</b>"_s));
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(button->isEnabled());
        QVERIFY(button->accessibleDescription().isEmpty());
    }

    void anEmptyResultOffersToClearSearchAndProvider()
    {
        Models models(3);
        ChoosePage page;
        page.setTable(&models);
        page.setTotal(300);
        page.setProviders({{u"openrouter"_s, u"OpenRouter"_s}, {u"practice"_s, u"Practice"_s}});
        page.show();
        QSignalSpy searched(&page, &ChoosePage::searchChanged);
        QSignalSpy provider(&page, &ChoosePage::providerChanged);
        auto *box = page.findChild<QComboBox *>(u"providerBox"_s);
        auto *clear = page.findChild<QPushButton *>(u"clearSearchButton"_s);
        QVERIFY(page.findChild<QLabel *>(u"countLabel"_s)->text().startsWith(u"3 of 300"_s));

        box->setCurrentIndex(2);
        QCOMPARE(provider.last().first().toString(), u"practice"_s);
        QTest::keyClicks(page.findChild<QLineEdit *>(u"searchField"_s), u"no such thing"_s);
        models.setModels({});
        QVERIFY(clear->isVisible());
        QVERIFY(!page.findChild<QTreeView *>(u"modelView"_s)->isVisible());

        QTest::keyClick(clear, Qt::Key_Space);
        QCOMPARE(searched.last().first().toString(), QString());
        QCOMPARE(provider.last().first().toString(), QString());
        models.setModels(someModels(3));
        QVERIFY(page.findChild<QTreeView *>(u"modelView"_s)->isVisible());
    }

    void anotherListOfProvidersKeepsTheChoiceQuietly()
    {
        ChoosePage page;
        page.setProviders({{u"a"_s, u"A"_s}, {u"b"_s, u"B"_s}});
        auto *box = page.findChild<QComboBox *>(u"providerBox"_s);
        box->setCurrentIndex(2);
        QSignalSpy provider(&page, &ChoosePage::providerChanged);
        page.setProviders({{u"b"_s, u"B"_s}, {u"c"_s, u"C"_s}});
        QCOMPARE(box->currentData().toString(), u"b"_s);
        QCOMPARE(provider.count(), 0);
    }

    void columnsFitTheWindow_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("a small window at 200 percent") << 440;
        QTest::newRow("beside the dock at 1024") << 800;
        QTest::newRow("1024") << 1024;
        QTest::newRow("1920") << 1920;
    }

    void columnsFitTheWindow()
    {
        QFETCH(int, width);
        Models models(50);
        ChoosePage page;
        page.setTable(&models);
        page.resize(width, 600);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QCOMPARE(page.width(), width);

        auto *view = page.findChild<QTreeView *>(u"modelView"_s);
        QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
        const QHeaderView *header = view->header();
        QVERIFY(header->length() <= view->viewport()->width());
        QVERIFY(header->sectionSize(ModelTable::Name) >= 100);
        for (const int column : {ModelTable::PriceColumn}) {
            QVERIFY(!header->isSectionHidden(column));
            QVERIFY(header->sectionSize(column) >= view->sizeHintForIndex(view->model()->index(0, column)).width());
        }
    }

    void theLinkBetweenPageAndModelEndsWithTheModel()
    {
        ChoosePage page;
        {
            Models models(3);
            page.setTable(&models);
        }
        QTest::keyClick(page.findChild<QTreeView *>(u"modelView"_s), Qt::Key_Space);
        page.setTotal(3);
        QCOMPARE(page.findChild<QLabel *>(u"countLabel"_s)->text().left(4), u"0 of"_s);
    }

    void oldPricesAreMarked()
    {
        ChoosePage page;
        auto *line = page.findChild<VerdictLine *>(u"sourceLine"_s);
        page.setSource(u"OpenRouter: list of 22 Aug 2026, bundled"_s, true);
        QCOMPARE(line->verdict(), Verdict::Look);
        page.setSource(u"OpenRouter: list of today"_s, false);
        QCOMPARE(line->verdict(), Verdict::Plain);
    }

    void rowsAreToldInWords()
    {
        ModelTable models;
        ModelWords words;
        QAbstractItemModelTester tester(&words, QAbstractItemModelTester::FailureReportingMode::QtTest);
        words.setTable(&models);
        words.setProviderNames({{u"openrouter"_s, u"OpenRouter"_s}});
        QList<Model> list = someModels(1);
        list << Model{.target = {u"mine"_s, u"text-a"_s}, .name = u"text-a"_s, .endsOn = QDate(2027, 5, 3)};
        list << Model{.target = {u"practice"_s, u"text-b"_s}, .name = u"text-b"_s};
        Model corrected{.target = {u"mine"_s, u"video-a"_s}, .name = u"video-a"_s};
        corrected.outputs = {u"video"_s};
        corrected.category = u"video"_s;
        corrected.unitPrices = {{*Money::parse(u"0.2"), u"request"_s, u"10 s"_s}};
        corrected.origins = {{Origin::Fact::Price, u"a <b>page</b>"_s, u"2025-10"_s, u'D', u"too cheap"_s}};
        list << corrected;
        models.setModels(list);

        const auto cell = [&words](int row, int column, int role = Qt::DisplayRole) {
            return words.index(row, column).data(role).toString();
        };
        QCOMPARE(cell(0, ModelTable::Provider), u"OpenRouter"_s);
        QCOMPARE(cell(0, ModelTable::PriceColumn), u"$0.25 in · $12.00 out"_s);
        QCOMPARE(cell(0, ModelTable::Limits), u"1M"_s);
        QCOMPARE(cell(0, ModelTable::Notes), u"text, picture"_s);
        QCOMPARE(cell(1, ModelTable::Provider), u"mine"_s);
        QCOMPARE(cell(1, ModelTable::PriceColumn), u"not published"_s);
        QCOMPARE(cell(1, ModelTable::PriceColumn, Qt::AccessibleTextRole), u"price not published"_s);
        QCOMPARE(cell(1, ModelTable::Limits), QString());
        QVERIFY(cell(1, ModelTable::Notes).contains(u"27"_s));
        QVERIFY(cell(2, ModelTable::Notes).contains(u"not an AI model"_s));
        QCOMPARE(cell(3, ModelTable::Notes), u"video"_s);
        QCOMPARE(cell(3, ModelTable::PriceColumn), u"$0.20 a clip"_s);
        const QString tip = cell(3, ModelTable::PriceColumn, Qt::ToolTipRole);
        QVERIFY2(tip.contains(u"from advertising, 2025-10"_s) && tip.contains(u"too cheap"_s) && !tip.contains(u"<b>"_s),
                 qPrintable(tip));
        QVERIFY(!cell(3, ModelTable::Limits, Qt::ToolTipRole).contains(u"advertising"_s));
        for (int column = 0; column < ModelTable::ColumnCount; ++column)
            QVERIFY(words.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().size() > 2);
        models.setSearch(u"text-a"_s);
        QCOMPARE(words.rowCount(), 1);
    }

    void aHundredThousandModelsComeAndGoQuickly()
    {
        Models models(100'000);
        ChoosePage page;
        page.resize(1024, 640);
        page.setTable(&models);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.grab();
        QElapsedTimer timer;
        timer.start();
        models.setProvider(u"nobody"_s);
        page.grab();
        models.setProvider({});
        page.grab();
        // About 60 ms without optimisation; a view that measures every row takes seconds.
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void everyInputHasAName()
    {
        Models models(3);
        ChoosePage page;
        page.setTable(&models);
        page.setPicks({u"text-a"_s});
        page.show();
        QCOMPARE(namelessInputs(page), QStringList());
    }
};

QTEST_MAIN(tst_ChoosePage)
#include "tst_ChoosePage.moc"
