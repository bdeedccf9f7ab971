#include "providers/EventForm.h"

#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

constexpr std::array<EventForm::Spot, 2> spots{{
    {"list.0.text"_L1, EventForm::Kind::Text},
    {"counts.all"_L1, EventForm::Kind::Count},
}};

const QByteArray learnt = R"({"list": [{"text": "Hel"}], "counts": {"all": 12}, "id": "x"})";

bool learns(EventForm &form, const QByteArray &event)
{
    return form.learn(event, QJsonDocument::fromJson(event).object());
}

} // namespace

class tst_EventForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void readsTheSameFormWithOtherValues();
    void readsNothingElse_data();
    void readsNothingElse();
    void learnsNothingThatItIsNotSureOf_data();
    void learnsNothingThatItIsNotSureOf();
    void readsWhatIsThere();
    void forgets();
    void triesEverMoreRarely();
};

void tst_EventForm::readsTheSameFormWithOtherValues()
{
    EventForm form(spots);
    QVERIFY(!form.read(learnt));
    QVERIFY(learns(form, learnt));
    QVERIFY(form.read(R"({"list": [{"text": "l\u00f6\"\n"}], "counts": {"all": 0}, "id": "x"})"));
    QCOMPARE(form.text(0), u"lö\"\n");
    QCOMPARE(form.count(1), std::optional<qint64>(0));
    QVERIFY(form.read(R"({"list": [{"text": ""}], "counts": {"all": 123456789012345}, "id": "x"})"));
    QCOMPARE(form.text(0), u"");
    QCOMPARE(form.count(1), std::optional<qint64>(123456789012345));
}

void tst_EventForm::readsNothingElse_data()
{
    QTest::addColumn<QByteArray>("event");
    const auto row = [](const char *name, const QByteArray &event) { QTest::newRow(name) << event; };
    row("nothing", "");
    row("another id", R"({"list": [{"text": "Hel"}], "counts": {"all": 12}, "id": "y"})");
    row("one more field", R"({"list": [{"text": "Hel"}], "counts": {"all": 12}, "id": "x", "a": 1})");
    row("one more field in between", R"({"list": [{"text": "Hel", "a": 1}], "counts": {"all": 12}, "id": "x"})");
    row("other spaces", R"({"list":[{"text": "Hel"}], "counts": {"all": 12}, "id": "x"})");
    row("a fraction", R"({"list": [{"text": "Hel"}], "counts": {"all": 12.5}, "id": "x"})");
    row("an exponent", R"({"list": [{"text": "Hel"}], "counts": {"all": 1e2}, "id": "x"})");
    row("a negative count", R"({"list": [{"text": "Hel"}], "counts": {"all": -1}, "id": "x"})");
    row("a zero in front", R"({"list": [{"text": "Hel"}], "counts": {"all": 012}, "id": "x"})");
    row("a count of 16 digits", R"({"list": [{"text": "Hel"}], "counts": {"all": 1234567890123456}, "id": "x"})");
    row("no count", R"({"list": [{"text": "Hel"}], "counts": {"all": }, "id": "x"})");
    row("a text as count", R"({"list": [{"text": "Hel"}], "counts": {"all": "12"}, "id": "x"})");
    row("no text", R"({"list": [{"text": null}], "counts": {"all": 12}, "id": "x"})");
    row("a text that ends early", R"({"list": [{"text": "Hel"lo"}], "counts": {"all": 12}, "id": "x"})");
    row("an escape outside the standard", R"({"list": [{"text": "\x"}], "counts": {"all": 12}, "id": "x"})");
    row("bytes that are no UTF-8", "{\"list\": [{\"text\": \"\xff\"}], \"counts\": {\"all\": 12}, \"id\": \"x\"}");
    for (qsizetype size = 1; size < learnt.size(); ++size)
        row(qPrintable(u"cut at %1"_s.arg(size)), learnt.first(size));
}

void tst_EventForm::readsNothingElse()
{
    QFETCH(QByteArray, event);
    EventForm form(spots);
    QVERIFY(learns(form, learnt));
    QVERIFY(!form.read(event));
    QVERIFY(form.read(learnt));
}

void tst_EventForm::learnsNothingThatItIsNotSureOf_data()
{
    QTest::addColumn<QByteArray>("event");
    const auto row = [](const char *name, const QByteArray &event) { QTest::newRow(name) << event; };
    row("the name twice", R"({"list":[{"text":"a","text":"b"}]})");
    row("the name elsewhere before", R"({"list":[{"more":{"text":"a"},"text":"b"}]})");
    row("the list twice", R"({"list":[{"text":"a"}],"list":[{"text":"b"}]})");
    row("an escaped name", R"({"list":[{"te\u0078t":"a"}]})");
    row("the second of a list", R"({"list":[{},{"text":"b"}]})");
    row("no value at all", R"({"list":[]})");
    row("no object", "[]");
    row("too long", R"({"list":[{"text":")" + QByteArray(20'000, 'x') + R"("}]})");
}

void tst_EventForm::learnsNothingThatItIsNotSureOf()
{
    QFETCH(QByteArray, event);
    EventForm form(spots);
    QVERIFY(!learns(form, event));
    QVERIFY(!form.read(event));
}

void tst_EventForm::readsWhatIsThere()
{
    EventForm form(spots);
    QVERIFY(learns(form, R"({"list":[{"text":"a"}]})"));
    QVERIFY(form.read(R"({"list":[{"text":"b"}]})"));
    QCOMPARE(form.text(0), u"b");
    QVERIFY(!form.count(1));
}

void tst_EventForm::forgets()
{
    EventForm form(spots);
    QVERIFY(learns(form, learnt));
    form.forget();
    QVERIFY(!form.read(learnt));
}

void tst_EventForm::triesEverMoreRarely()
{
    EventForm form(spots);
    int tries = 0;
    for (int i = 0; i < 1000; ++i)
        tries += learns(form, R"({"list":[{"text":"a"}],"number":)" + QByteArray::number(i) + "}") ? 1 : 0;
    QVERIFY2(tries < 30, qPrintable(QString::number(tries)));
}

QTEST_GUILESS_MAIN(tst_EventForm)
#include "tst_EventForm.moc"
