#include "gui/FactsDialog.h"
#include "gui/ModelFacts.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QTest>
#include <QTreeWidget>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// The first cells of the rows on screen.
QStringList rowsOf(const FactsDialog &dialog)
{
    const auto *table = dialog.findChild<QTreeWidget *>(u"table"_s);
    QStringList rows;
    for (int row = 0; row < table->topLevelItemCount(); ++row)
        rows << table->topLevelItem(row)->text(0);
    return rows;
}

const QList<FactsDialog::Row> threeRows = {{{u"Maker"_s, u"A"_s, u"A"_s}}, {{u"Price"_s, u"$1"_s, u"unknown"_s}}, {{u"Fits"_s, u"8"_s, u"9"_s}}};

} // namespace

class tst_FactsDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void showsOnlyDifferencesWhenAskedTo()
    {
        FactsDialog dialog;
        dialog.setWords(u"Compare"_s, u"What differs is in bold."_s, u"They do not differ."_s);
        dialog.setTable({u"Fact"_s, u"One"_s, u"Two"_s}, threeRows);
        auto *box = dialog.findChild<QCheckBox *>(u"differencesBox"_s);
        QVERIFY(box->isHidden());
        dialog.offerDifferences();
        QVERIFY(!box->isHidden());
        QCOMPARE(rowsOf(dialog), (QStringList{u"Maker"_s, u"Price"_s, u"Fits"_s}));
        box->click();
        QCOMPARE(rowsOf(dialog), (QStringList{u"Price"_s, u"Fits"_s}));
        box->click();
        QCOMPARE(rowsOf(dialog).size(), 3);
    }

    void marksWhatDiffersAndNothingElse()
    {
        FactsDialog dialog;
        dialog.setTable({u"Fact"_s, u"One"_s, u"Two"_s}, threeRows);
        dialog.offerDifferences();
        const auto *table = dialog.findChild<QTreeWidget *>(u"table"_s);
        QVERIFY(!table->topLevelItem(0)->font(1).bold());
        QVERIFY(table->topLevelItem(1)->font(1).bold());
        QVERIFY(table->topLevelItem(1)->font(2).bold());
        QVERIFY(!table->topLevelItem(1)->font(0).bold()); // the name of the fact does not differ
    }

    void saysWhyNothingIsLeft()
    {
        FactsDialog dialog;
        dialog.setWords(u"Compare"_s, u"What differs is in bold."_s, u"They do not differ."_s);
        dialog.setTable({u"Fact"_s, u"One"_s, u"Two"_s}, {threeRows.first()});
        dialog.offerDifferences();
        const auto *intro = dialog.findChild<QLabel *>(u"introLabel"_s);
        QCOMPARE(intro->text(), u"What differs is in bold."_s);
        dialog.findChild<QCheckBox *>(u"differencesBox"_s)->click();
        QCOMPARE(rowsOf(dialog), QStringList());
        QCOMPARE(intro->text(), u"They do not differ."_s);
    }

    void copiesARow()
    {
        FactsDialog dialog;
        dialog.setTable({u"Fact"_s, u"One"_s, u"Two"_s}, threeRows);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto *table = dialog.findChild<QTreeWidget *>(u"table"_s);
        table->setFocus();
        table->setCurrentItem(table->topLevelItem(1));
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Price\t$1\tunknown"_s);
    }

    void whatNobodySaysIsUnknownAndNeverZeroOrEmpty()
    {
        Model told{.target = {u"p"_s, u"told"_s}, .name = u"Told"_s, .maker = u"M"_s, .outputs = {u"text"_s}};
        told.context = 8192;
        told.price.inputToken = Money::parse(u"0.000001");
        const Model silent{.target = {u"p"_s, u"silent"_s}, .name = u"Silent"_s};
        const ModelComparison comparison = comparisonOf({told, silent}, {{u"p"_s, u"P"_s}}, {{told.target, 2.5}});
        QCOMPARE(comparison.names.size(), 2);
        int unknowns = 0;
        for (const ModelComparison::Row &row : comparison.rows) {
            QCOMPARE(row.values.size(), 2);
            QVERIFY2(!row.values[1].isEmpty(), qPrintable(row.fact));
            QVERIFY2(row.values[1] != "0"_L1 && !row.values[1].startsWith(u"$0"_s), qPrintable(row.fact));
            unknowns += row.values[1] == "unknown"_L1 ? 1 : 0;
        }
        QVERIFY2(unknowns >= 4, qPrintable(QString::number(unknowns))); // maker, what fits, longest answer, price ...
    }
};

QTEST_MAIN(tst_FactsDialog)
#include "tst_FactsDialog.moc"
