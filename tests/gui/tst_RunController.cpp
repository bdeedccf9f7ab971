#include "gui/AnswerView.h"
#include "gui/CodeView.h"
#include "gui/ColumnsView.h"
#include "gui/Inspector.h"
#include "gui/NoticeStrip.h"
#include "gui/RunColumn.h"
#include "gui/TrialList.h"
#include "gui/TryPage.h"
#include "store/TrialFile.h"
#include "support/ScriptedServer.h"
#include "support/WindowBench.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// A window with one trial open, and short ways to what a test looks at.
struct Scene : WindowBench
{
    explicit Scene(const QList<Target> &targets, double factor = 0.01)
    {
        std::ignore = gateway.setFaults("{\"factor\": " + QByteArray::number(factor) + '}');
        Trial trial = trialOn({});
        trial.targets = targets;
        id = trial.id;
        const QString file = folder.filePath(u"scene.trial.json"_s);
        std::ignore = writeTrialFile(file, trial);
        workbench.openFile(file);
    }

    void run() { find<QPushButton>(u"runButton"_s)->click(); }
    TryPage &page() { return *workbench.window().findChild<TryPage *>(); }
    RunColumn &column(int number) { return page().columns().column(number); }
    Inspector &inspector() { return *workbench.window().findChild<Inspector *>(); }
    QString status(int number) { return column(number).findChild<QLabel *>(u"statusLabel"_s)->text(); }
    QString problem(int number)
    {
        return column(number).findChild<NoticeStrip *>(u"problemStrip"_s)->message().text;
    }
    StepState tryStep() { return workbench.window().stepBar().state(Step::Try); }

    QString id;
};

QList<Target> practice(const QStringList &models)
{
    QList<Target> targets;
    for (const QString &model : models)
        targets << Target{u"practice"_s, model};
    return targets;
}

} // namespace

class tst_RunController : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void saysWhyAFileThatWasAskedForIsNotFetched()
    {
        Scene scene(practice({u"text-a"_s}));
        scene.run();
        QTRY_VERIFY(!scene.column(1).answer().text().isEmpty() && !scene.column(1).isRunning());
        const RunRecord record = scene.column(1).record();
        const Error elsewhere{ErrorKind::Rejected, u"another window goes on with it"_s};
        const auto warning = [&scene] { return scene.workbench.window().findChild<QMessageBox *>(); };
        emit scene.jobs.refused(record, elsewhere); // nobody asked for it
        QVERIFY(!warning());
        emit scene.page().actionRequested(1, Action::FetchAgain);
        emit scene.jobs.refused(record, elsewhere);
        QTRY_VERIFY(warning());
        QVERIFY2(warning()->text().contains(u"another window"_s), qPrintable(warning()->text()));
    }

    void showsEveryWordOnceAfterAnotherTrialWasOpen()
    {
        Scene scene(practice({u"text-b"_s}), 1.0);
        scene.run();
        QTRY_VERIFY(!scene.column(1).answer().text().isEmpty());
        for (int i = 0; i < 3; ++i) {
            scene.workbench.openQuestion(Question::ProductText);
            emit scene.workbench.window().trialList().trialChosen(scene.id);
        }
        const qsizetype before = scene.column(1).answer().text().size();
        QTRY_VERIFY(scene.column(1).answer().text().size() > before + 40);
        QVERIFY(scene.column(1).isRunning());
        const QString midway = scene.column(1).answer().text();
        QTRY_VERIFY_WITH_TIMEOUT(!scene.column(1).isRunning(), 20'000);
        const QString whole = scene.journal.latest(scene.id)->first().text;
        QVERIFY2(whole.startsWith(midway), qPrintable(midway));
        QCOMPARE(scene.column(1).answer().text(), whole);
    }

    void takesOutTheColumnThatWasMeantOfTwoWithOneModel()
    {
        Scene scene(practice({u"text-b"_s, u"text-b"_s}), 1.0);
        scene.run();
        QTRY_VERIFY(!scene.column(2).answer().text().isEmpty());
        emit scene.page().stopRequested(1);
        QVERIFY(!scene.column(1).isRunning());
        emit scene.page().removeRequested(1);
        QCOMPARE(scene.page().columns().count(), 1);
        QVERIFY(scene.column(1).isRunning()); // what was the second
        QTRY_VERIFY_WITH_TIMEOUT(!scene.column(1).isRunning(), 20'000);
        QVERIFY2(scene.status(1).startsWith(u"done"_s), qPrintable(scene.status(1)));
    }

    void keepsTheInspectorOnItsRun()
    {
        Scene scene(practice({u"text-a"_s, u"text-b"_s, u"text-c"_s}));
        scene.run();
        QTRY_VERIFY(!scene.runs.isRunning() && scene.tryStep() == StepState::Done);
        emit scene.page().sentRequested(2);
        auto *sent = scene.inspector().findChild<CodeView *>(u"sentView"_s);
        QVERIFY(sent->text().contains(u"\"text-b\""_s));
        emit scene.page().removeRequested(1);
        QVERIFY2(sent->text().contains(u"\"text-b\""_s), qPrintable(sent->text()));
        emit scene.page().removeRequested(1); // the inspected one itself
        QVERIFY2(sent->text().isEmpty(), qPrintable(sent->text()));
    }

    void showsTheConfirmedCostBesideTheReportedOne()
    {
        ScriptedServer server;
        server.answerWith(ScriptedAnswer::whole(R"({"id":"gen-1","model":"m","choices":[{"index":0,"finish_reason":"stop",
            "message":{"content":"Hello"}}],"usage":{"prompt_tokens":3,"completion_tokens":5,"cost":0.25}})"));
        server.answerWith(ScriptedAnswer::whole(R"({"data":{"total_cost":0.26,"provider_name":"Lab"}})"));
        Scene scene({Target{u"lab"_s, u"m"_s}});
        Profile profile = profileForServer(u"Lab"_s, server.base(), true, {});
        profile.generationPath = u"/generation?id={id}"_s;
        scene.accounts.addTemporary(profile);
        scene.accounts.lendSecret(u"lab"_s, "the-key");
        emit scene.page().sentRequested(1);
        scene.run();
        const auto kept = [&scene] { return scene.journal.latest(scene.id)->value(0); };
        QTRY_VERIFY(kept().confirmed);
        QCOMPARE(kept().cost.usd.toString(), u"0.25"_s);
        QCOMPARE(kept().confirmed->usage.cost->toString(), u"0.26"_s);
        QCOMPARE(kept().text, u"Hello"_s);
        QVERIFY2(scene.status(1).endsWith(u"$0.25 reported"_s), qPrintable(scene.status(1)));
        emit scene.page().sentRequested(1);
        QStringList facts;
        auto *view = scene.inspector().findChild<QTreeWidget *>(u"factsView"_s);
        for (int row = 0; row < view->topLevelItemCount(); ++row)
            facts << view->topLevelItem(row)->text(1);
        QVERIFY2(facts.contains(u"$0.25 reported"_s) && facts.contains(u"$0.26 confirmed"_s) && facts.contains(u"gen-1"_s),
                 qPrintable(facts.join(u'\n')));
        QCOMPARE(scene.column(1).answer().text(), u"Hello"_s);
        QCOMPARE(server.requests().size(), 2);

        // It is there when the trial is opened again, from the run and from the journal.
        for (int i = 0; i < 2; ++i) {
            scene.workbench.openQuestion(Question::ProductText);
            emit scene.workbench.window().trialList().trialChosen(scene.id);
            QVERIFY(kept().confirmed);
        }
    }

    void asksToLookAgainAtWhatWasOnlyPractised()
    {
        Scene scene({{u"openrouter"_s, u"openai/gpt-5-nano"_s}});
        scene.accounts.readKeys();
        QTRY_COMPARE(scene.accounts.keyState(u"openrouter"_s), Accounts::KeyState::Missing);
        scene.run();
        scene.find<NoticeStrip>(u"strip"_s)->button(Action::UsePractice)->click();
        QTRY_COMPARE(scene.tryStep(), StepState::Done);
        emit scene.workbench.window().trialList().trialChosen(scene.id); // from now on it would be live
        QCOMPARE(scene.tryStep(), StepState::LookAgain);
    }

    void keepsShowingWhyAColumnCannotBeSent()
    {
        Scene scene({{u"nobody"_s, u"x"_s}, {u"practice"_s, u"text-a"_s}, {u"practice"_s, u"text-b"_s}});
        scene.run();
        QTRY_VERIFY(!scene.problem(1).isEmpty());
        const QString reason = scene.problem(1);
        emit scene.page().removeRequested(3);
        QCOMPARE(scene.problem(1), reason);
    }

    void takesTheStripAwayWithTheColumnItIsAbout()
    {
        Scene scene({{u"openrouter"_s, u"openai/gpt-5-nano"_s}, {u"practice"_s, u"text-a"_s}});
        scene.accounts.readKeys();
        QTRY_COMPARE(scene.accounts.keyState(u"openrouter"_s), Accounts::KeyState::Missing);
        scene.run();
        QVERIFY(scene.find(u"strip"_s));
        emit scene.page().removeRequested(1);
        QVERIFY(!scene.find(u"strip"_s));
    }

    void saysOnceThatAnswersAreNotSaved()
    {
        Scene scene(practice({u"text-b"_s, u"text-b"_s}), 0.5);
        scene.run();
        QTRY_VERIFY(!scene.column(1).answer().text().isEmpty());
        scene.database->connection().exec(u"PRAGMA query_only = ON"_s);
        QTRY_VERIFY(!scene.column(1).isRunning() && !scene.column(2).isRunning());
        QVERIFY(!scene.column(1).answer().text().isEmpty());
        const auto boxes = scene.workbench.window().findChildren<QMessageBox *>();
        QCOMPARE(boxes.size(), 1);
        QVERIFY(boxes.first()->isVisible());
    }

    void survivesLosingColumnAccountAndTrialWhileAnswersStream()
    {
        Scene scene(practice({u"text-a"_s, u"text-b"_s, u"text-c"_s}), 1.0);
        scene.run();
        QTRY_VERIFY(!scene.column(2).answer().text().isEmpty());
        emit scene.page().removeRequested(2);
        QVERIFY(scene.column(1).isRunning());
        scene.accounts.forgetAccount(u"practice"_s);
        emit scene.workbench.window().trialList().removeRequested(scene.id);
        QCOMPARE(scene.workbench.window().currentPage(), std::optional(Page::Welcome));
        emit scene.workbench.window().trialList().restoreRequested(scene.id);
        scene.workbench.window().close();
    }
};

QTEST_MAIN(tst_RunController)
#include "tst_RunController.moc"
