#include "catalog/ModelTable.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

Model row(const QString &provider, const QString &id, const QString &name)
{
    Model model;
    model.target = {provider, id};
    model.name = name;
    model.outputs = {u"text"_s};
    return model;
}

QList<Model> sample()
{
    QList<Model> models{row(u"openrouter"_s, u"openai/gpt-5-nano"_s, u"OpenAI: GPT-5 Nano"_s),
                        row(u"openrouter"_s, u"anthropic/claude-haiku"_s, u"Claude Haiku"_s),
                        row(u"wisgate"_s, u"gpt-5-nano"_s, u"gpt-5-nano"_s)};
    models[0].price = {Money::parse(u"0.00000005"), Money::parse(u"0.0000004"), {}};
    models[0].context = 400'000;
    models[1].description = u"quick and thrifty, unlike gpt-5"_s;
    return models;
}

/// The first column, so that a failure shows the whole table.
QString namesOf(const QAbstractItemModel &table)
{
    QStringList names;
    for (int i = 0; i < table.rowCount(); ++i)
        names << table.index(i, 0).data().toString();
    return names.join(u" | "_s);
}

} // namespace

class tst_ModelTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void putsBeginningsFirst()
    {
        ModelTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setModels(sample());
        table.setSearch(u"gpt-5"_s);
        QCOMPARE(namesOf(table), u"OpenAI: GPT-5 Nano | gpt-5-nano | Claude Haiku"_s);
        table.setSearch(u"claude"_s);
        QCOMPARE(namesOf(table), u"Claude Haiku"_s);
    }

    void demandsEveryWord()
    {
        ModelTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setModels(sample());
        table.setSearch(u"  NANO   wisgate "_s);
        QCOMPARE(namesOf(table), u"gpt-5-nano"_s);
        table.setSearch(u"nano haiku"_s);
        QCOMPARE(table.rowCount(), 0);
        table.setSearch({});
        QCOMPARE(table.rowCount(), 3);
    }

    void filtersByProvider()
    {
        ModelTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setModels(sample());
        table.setProvider(u"wisgate"_s);
        QCOMPARE(namesOf(table), u"gpt-5-nano"_s);
    }

    void givesFactsAndNothingWhenUnknown()
    {
        ModelTable table;
        table.setModels(sample());
        QCOMPARE(table.index(0, ModelTable::PriceColumn).data().toString(), u"0.4"_s);
        QCOMPARE(table.index(0, ModelTable::Limits).data().toString(), u"400000"_s);
        QCOMPARE(table.index(1, ModelTable::PriceColumn).data().toString(), QString());
        QCOMPARE(table.index(1, ModelTable::Limits).data().toString(), QString());
    }

    void sortsByAColumnAndBack()
    {
        ModelTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setModels(sample());
        table.sort(ModelTable::Name);
        QCOMPARE(namesOf(table), u"Claude Haiku | gpt-5-nano | OpenAI: GPT-5 Nano"_s);
        table.sort(ModelTable::Name, Qt::DescendingOrder);
        QCOMPARE(namesOf(table), u"OpenAI: GPT-5 Nano | gpt-5-nano | Claude Haiku"_s);
        table.sort(-1);
        QCOMPARE(namesOf(table), u"OpenAI: GPT-5 Nano | Claude Haiku | gpt-5-nano"_s);
    }

    void picksSixAtMostAndKeepsThemThroughASearch()
    {
        QList<Model> models;
        for (int i = 0; i < 8; ++i)
            models << row(u"p"_s, u"m%1"_s.arg(i), u"m%1"_s.arg(i));
        ModelTable table;
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setModels(models);
        QSignalSpy refused(&table, &ModelTable::pickRefused);
        QSignalSpy changed(&table, &ModelTable::picksChanged);
        for (int i = 0; i < 7; ++i)
            table.setData(table.index(i, 0), Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(changed.size(), 6);
        QCOMPARE(table.picks().size(), 6);
        table.setSearch(u"m3"_s);
        QCOMPARE(table.picks().size(), 6);
        QVERIFY(table.setData(table.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(table.picks().size(), 5);
        QVERIFY(!table.picks().contains(Target{u"p"_s, u"m3"_s}));
    }

    void staysUsableWithAHundredThousandRows()
    {
        QList<Model> models;
        for (int i = 0; i < 100'000; ++i)
            models << row(u"p"_s, u"coder-%1"_s.arg(i), u"Coder %1"_s.arg(i));
        ModelTable table;
        table.setModels(models);
        table.setSearch(u"coder 31"_s);
        QVERIFY(table.rowCount() > 1000);
        QVERIFY(table.rowCount() < 20'000);
    }
};

QTEST_GUILESS_MAIN(tst_ModelTable)
#include "tst_ModelTable.moc"
