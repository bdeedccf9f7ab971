#include "core/Json.h"
#include "gui/BlanksForm.h"
#include "gui/CodeView.h"
#include "gui/ExportPanel.h"
#include "gui/PromptBox.h"
#include "gui/TrialList.h"
#include "gui/TryPage.h"
#include "support/WindowBench.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

/// The window with a trial whose prompt is far too long to be shown.
struct LongScene : WindowBench
{
    LongScene()
    {
        Trial trial = trialOn({u"text-a"_s}, text);
        id = trial.id;
        std::ignore = trials.save(trial);
        settings.setLastTrial(id);
        workbench.openLast();
        box = find<PromptBox>(u"promptBox"_s);
        box->setFocus();
        box->moveCursor(QTextCursor::End);
    }

    QString saved() const { return trials.trial(id)->prompt.text; }
    QString sent() const
    {
        for (const RecordedRequest &request : gateway.recorded()) {
            if (request.target.endsWith("/chat/completions"))
                return parseJsonObject(request.body)->value(u"messages"_s)[0][u"content"_s].toString();
        }
        return {};
    }

    QString text = u"Long, with \u0001, 𝄞 and \\u0041 in it.\n"_s.repeated(60'000);
    QString id;
    PromptBox *box = nullptr;
};

} // namespace

class tst_LongPrompt : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void givesManyKeysAsOneEdit()
    {
        LongScene scene;
        auto *page = scene.workbench.window().findChild<TryPage *>();
        QSignalSpy edits(page, &TryPage::promptEdited);
        QSignalSpy saves(&scene.trials, &TrialStore::saved);
        QTest::keyClicks(scene.box, QString(100, u'x'));
        QVERIFY2(edits.size() <= 2, qPrintable(QString::number(edits.size())));
        QTRY_COMPARE(scene.saved(), scene.text + QString(100, u'x'));
        QVERIFY2(edits.size() <= 3, qPrintable(QString::number(edits.size())));
        QVERIFY2(saves.size() <= 3, qPrintable(QString::number(saves.size())));
    }

    void sendsAllOfItWithTheLastKey()
    {
        LongScene scene;
        QTest::keyClicks(scene.box, u"!"_s);
        scene.find<QPushButton>(u"runButton"_s)->click();
        QVERIFY(scene.saved() == scene.text + u"!"_s);
        QTRY_VERIFY_WITH_TIMEOUT(chatsAt(scene.gateway) > 0, 10'000);
        QVERIFY(scene.sent() == scene.text + u"!"_s);
    }

    void keepsTheLastKeyWhenAnotherTrialIsOpened()
    {
        LongScene scene;
        QTest::keyClicks(scene.box, u"!"_s);
        emit scene.workbench.window().newTrialRequested();
        QCOMPARE(scene.box->text(), QString());
        QVERIFY(scene.saved() == scene.text + u"!"_s);
    }

    void keepsTheLastKeyWhenTheWindowCloses()
    {
        LongScene scene;
        QTest::keyClicks(scene.box, u"!"_s);
        scene.workbench.window().close();
        QVERIFY(scene.saved() == scene.text + u"!"_s);
    }

    void keepsTheLastKeyWhenTheTrialIsRenamed()
    {
        LongScene scene;
        QTest::keyClicks(scene.box, u"!"_s);
        emit scene.workbench.window().trialList().renameRequested(scene.id, u"Other"_s);
        QVERIFY(scene.saved() == scene.text + u"!"_s);
        QVERIFY(scene.box->text() == scene.text + u"!"_s);
    }

    void keepsTheLastKeyWhenAModelIsTakenOut()
    {
        LongScene scene;
        QTest::keyClicks(scene.box, u"!"_s);
        auto *page = scene.workbench.window().findChild<TryPage *>();
        emit page->removeRequested(1);
        QVERIFY(scene.box->text() == scene.text + u"!"_s);
        QTRY_VERIFY_WITH_TIMEOUT(scene.saved() == scene.text + u"!"_s, 10'000);
        QCOMPARE(scene.trials.trial(scene.id)->targets.size(), 0);
    }

    void triesAgainWithTheLastKey()
    {
        LongScene scene;
        QTest::keyClicks(scene.box, u"!"_s);
        auto *page = scene.workbench.window().findChild<TryPage *>();
        emit page->columns().retryRequested(1);
        QTRY_VERIFY_WITH_TIMEOUT(chatsAt(scene.gateway) > 0, 10'000);
        QVERIFY(scene.sent() == scene.text + u"!"_s);
    }

    void undoesAPasteInTheWindow()
    {
        LongScene scene;
        auto *clip = new QMimeData;
        clip->setText(QString(3'000'000, u'y'));
        QGuiApplication::clipboard()->setMimeData(clip);
        QTest::keyClick(scene.box, Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(scene.saved().size() == scene.text.size() + 3'000'000, 10'000);
        QTest::keyClick(scene.box, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(scene.box->text() == scene.text);
        QTRY_VERIFY_WITH_TIMEOUT(scene.saved() == scene.text, 10'000);
    }

    void hasFieldsForTheFirstOfVeryManyBlanks()
    {
        WindowBench bench;
        QString text;
        for (int i = 0; i < 2000; ++i)
            text += u"{{n%1}}\n"_s.arg(i);
        bench.workbench.openQuestion(Question::ProductText);
        auto *page = bench.workbench.window().findChild<TryPage *>();
        page->setPrompt({text, {}, {{u"n0"_s, u"zero"_s}}, {}});
        auto *form = page->findChild<BlanksForm *>();
        QVERIFY(form->field(u"n0"_s) && form->field(u"n199"_s));
        QVERIFY(!form->field(u"n200"_s));
        QCOMPARE(form->findChildren<QLineEdit *>().size(), 200);
        QCOMPARE(form->markMissing(), u"n1"_s);
        BlankValues values;
        for (int i = 0; i < 1000; ++i)
            values[u"n%1"_s.arg(i)] = u"x"_s;
        form->setValues(values);
        QCOMPARE(form->markMissing(), u"n1000"_s); // it has no field, and yet nothing is sent without it
        page->setPrompt({u"{{n300}}"_s, {}, {}, {}});
        QVERIFY(form->field(u"n300"_s));
    }

    void makesCodeOnlyForWhoSeesIt()
    {
        LongScene scene;
        const auto panels = scene.workbench.window().findChildren<ExportPanel *>();
        QTest::keyClicks(scene.box, u"!"_s);
        QTRY_VERIFY_WITH_TIMEOUT(scene.saved() == scene.text + u"!"_s, 10'000);
        for (const ExportPanel *panel : panels)
            QVERIFY(panel->code().files.isEmpty());

        scene.workbench.window().showPage(Page::Export);
        auto *panel = scene.find<ExportPanel>(u"ExportPanel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!panel->code().files.isEmpty(), 10'000);
        const QString code = panel->code().files.first().text;
        QVERIFY(code.size() > scene.text.size()); // all of it
        auto *view = panel->findChild<CodeView *>();
        QVERIFY(view->text().size() < 100'000); // and a part on screen
        view->copyAll();
        QVERIFY(QGuiApplication::clipboard()->text() == code);
    }

    void showsTheCodeOfTheLastEdit()
    {
        LongScene scene;
        scene.workbench.window().setCodePanelShown(true);
        auto *panel = scene.find<ExportPanel>(u"ExportPanel"_s);
        QTest::keyClicks(scene.box, u"!"_s);
        auto *page = scene.workbench.window().findChild<TryPage *>();
        page->giveEdit();
        QElapsedTimer sinceEdit;
        sinceEdit.start();
        QTRY_VERIFY(sinceEdit.hasExpired(20)); // the code of the first key is being made
        QTest::keyClicks(scene.box, u"?"_s);
        page->giveEdit();
        QTRY_VERIFY_WITH_TIMEOUT(!panel->code().files.isEmpty()
                                     && panel->code().files.first().text.contains(u"in it.\\n!?"_s), 10'000);
        emit panel->proveRequested();
        QVERIFY(panel->code().files.first().text.contains(u"!?"_s));
    }
};

QTEST_MAIN(tst_LongPrompt)
#include "tst_LongPrompt.moc"
