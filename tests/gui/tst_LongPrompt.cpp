#include "core/Json.h"
#include "gui/ExportPanel.h"
#include "gui/PromptBox.h"
#include "gui/TrialList.h"
#include "gui/TryPage.h"
#include "support/WindowBench.h"

#include <QClipboard>
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

    void exportsAllOfItAndShowsAnExcerpt()
    {
        LongScene scene;
        auto *panel = scene.workbench.window().findChildren<ExportPanel *>().first();
        QVERIFY(panel->code().files.isEmpty()); // nobody sees it
        scene.workbench.window().showPage(Page::Export);
        auto *shown = scene.find<ExportPanel>(u"ExportPanel"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!shown->code().files.isEmpty(), 10'000);
        QVERIFY(shown->code().files.first().text.size() > scene.text.size());
    }
};

QTEST_MAIN(tst_LongPrompt)
#include "tst_LongPrompt.moc"
