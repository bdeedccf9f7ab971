#include "gui/Inspector.h"

#include "core/RunRecord.h"
#include "gui/CodeView.h"
#include "gui/RunFacts.h"
#include "gui/NamelessInputs.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QTreeWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace studio;

namespace
{

RunRecord someRecord()
{
    RunRecord record;
    record.id = u"1"_s;
    record.target = {u"openrouter"_s, u"maker/model-a"_s};
    record.recipe.request = {.base = QUrl(u"https://example.org/api/v1"_s),
                             .path = u"/chat/completions"_s,
                             .headers = {{"Content-Type", "application/json"}},
                             .secret = SecretHeader{"Authorization", "Bearer "},
                             .body = R"({"messages":[{"role":"user","content":"<b>Hello</b>"}]})"};
    record.state = RunState::Done;
    record.attempts = 1;
    return record;
}

QString valueOf(const RunRecord &record, const QString &name)
{
    for (const Fact &fact : runFacts(record)) {
        if (fact.name == name)
            return fact.value;
    }
    return {};
}

} // namespace

class tst_Inspector : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void withoutARunItSaysWhatToDo()
    {
        Inspector inspector;
        inspector.show();
        QVERIFY(inspector.findChild<QLabel *>(u"emptyLabel"_s)->isVisible());
        inspector.setRecord(someRecord());
        QVERIFY(!inspector.findChild<QLabel *>(u"emptyLabel"_s)->isVisible());
        inspector.clear();
        QVERIFY(inspector.findChild<QLabel *>(u"emptyLabel"_s)->isVisible());
        QCOMPARE(inspector.findChild<CodeView *>(u"sentView"_s)->code(), QString());
    }

    void whatWasSentIsExactAndMasked()
    {
        Inspector inspector;
        const RunRecord record = someRecord();
        inspector.setRecord(record);
        auto *view = inspector.findChild<CodeView *>(u"sentView"_s);
        QCOMPARE(view->code().toUtf8(), wireText(record.recipe.request));
        QVERIFY(view->code().contains(u"Authorization: Bearer \u2022\u2022\u2022\u2022"_s));
        QCOMPARE(inspector.findChild<QLabel *>(u"addressLabel"_s)->text(),
                 u"POST https://example.org/api/v1/chat/completions"_s);
        QTest::keyClick(inspector.findChild<QPushButton *>(u"copyButton"_s), Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), wireText(record.recipe.request));
    }

    void whatCameBackIsToldInWords()
    {
        RunRecord record = someRecord();
        record.answered = {u"maker/model-b"_s, u"A Company"_s};
        record.usage = {.input = 12, .output = 3400, .reasoning = 7};
        record.cost = {CostKind::Reported, *Money::parse(u"0.0041")};
        record.finish = FinishReason::Length;
        record.firstWord = 400ms;
        record.duration = 3200ms;
        record.attempts = 2;
        QCOMPARE(valueOf(record, u"Asked"_s), u"openrouter/maker/model-a"_s);
        QCOMPARE(valueOf(record, u"Who answered"_s), u"maker/model-b"_s);
        QCOMPARE(valueOf(record, u"Company running it"_s), u"A Company"_s);
        QCOMPARE(valueOf(record, u"Tokens out"_s), u"3,400"_s);
        QCOMPARE(valueOf(record, u"Times sent"_s), u"2"_s);
        QVERIFY(valueOf(record, u"Cost"_s).contains(u"0.0041"_s));
        QVERIFY(!valueOf(record, u"End"_s).isEmpty());
        QVERIFY(valueOf(record, u"Time in all"_s).contains(u"3.2"_s));
    }

    void whatIsNotKnownIsLeftOut()
    {
        RunRecord record = someRecord();
        record.state = RunState::Waiting;
        for (const Fact &fact : runFacts(record))
            QVERIFY2(!fact.value.isEmpty(), qUtf8Printable(fact.name));
        QCOMPARE(valueOf(record, u"Tokens in"_s), QString());
        QCOMPARE(valueOf(record, u"Cost"_s), QString());
        QCOMPARE(valueOf(record, u"Events skipped"_s), QString());
    }

    void anErrorKeepsItsDetails()
    {
        RunRecord record = someRecord();
        record.state = RunState::Failed;
        record.error = Error{ErrorKind::RateLimited, u"slow <i>down</i>"_s, 429, 20s, u"req-1"_s};
        QCOMPARE(valueOf(record, u"HTTP status"_s), u"429"_s);
        QCOMPARE(valueOf(record, u"Kind of failure"_s), u"rate_limited"_s);
        QCOMPARE(valueOf(record, u"The server's words"_s), u"slow <i>down</i>"_s);
        QCOMPARE(valueOf(record, u"Id of the exchange"_s), u"req-1"_s);
    }

    void theListFollowsTheRunAndCopies()
    {
        Inspector inspector;
        inspector.show();
        RunRecord record = someRecord();
        record.state = RunState::Failed;
        record.error = Error{ErrorKind::ServerFault, u"broken"_s, 500};
        inspector.setRecord(record);
        auto *view = inspector.findChild<QTreeWidget *>(u"factsView"_s);
        const int before = view->topLevelItemCount();
        QCOMPARE(before, runFacts(record).size());

        inspector.setRecord(someRecord());
        QVERIFY(view->topLevelItemCount() < before);
        QCOMPARE(view->topLevelItemCount(), runFacts(someRecord()).size());

        inspector.findChild<QTabWidget *>()->setCurrentIndex(1);
        QVERIFY(QTest::qWaitForWindowActive(&inspector));
        view->setFocus();
        view->setCurrentItem(view->topLevelItem(0));
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        const Fact first = runFacts(someRecord()).first();
        QCOMPARE(QGuiApplication::clipboard()->text(), first.name + u": "_s + first.value);
    }

    void longWordsWrapInsteadOfBeingCut()
    {
        Inspector inspector;
        RunRecord record = someRecord();
        record.state = RunState::Failed;
        record.error = Error{ErrorKind::ServerFault, QString(u"The server said something long. "_s).repeated(8), 500};
        inspector.setRecord(record);
        inspector.findChild<QTabWidget *>()->setCurrentIndex(1);
        inspector.resize(600, 600);
        inspector.show();
        auto *view = inspector.findChild<QTreeWidget *>(u"factsView"_s);
        const auto heightOf = [view](const QString &name) {
            const QList<QTreeWidgetItem *> items = view->findItems(name, Qt::MatchExactly);
            return items.isEmpty() ? 0 : view->visualItemRect(items.first()).height();
        };
        const int line = heightOf(u"HTTP status"_s);
        QVERIFY(line > 0);
        QTRY_VERIFY(heightOf(u"The server's words"_s) > line && heightOf(u"The server's words"_s) < 5 * line);
        const int wide = heightOf(u"The server's words"_s);
        inspector.resize(320, 600);
        QTRY_VERIFY(heightOf(u"The server's words"_s) > wide);
        QCOMPARE(heightOf(u"HTTP status"_s), line);
    }

    void everyInputHasAName()
    {
        Inspector inspector;
        inspector.setRecord(someRecord());
        inspector.show();
        QCOMPARE(namelessInputs(inspector), QStringList());
    }
};

QTEST_MAIN(tst_Inspector)
#include "tst_Inspector.moc"
