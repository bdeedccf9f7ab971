#include "gui/ExportPanel.h"
#include "gui/ProofView.h"
#include "support/TestFiles.h"
#include "support/WindowBench.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace studio;
using namespace Qt::StringLiterals;

namespace
{

/// The window on its export page, with C++ on it.
struct ExportScene : WindowBench
{
    ExportScene()
    {
        workbench.openQuestion(Question::ProductText);
        workbench.window().showPage(Page::Export);
        panel = find<ExportPanel>(u"ExportPanel"_s);
    }

    void setFormat(Format format)
    {
        panel->setFormat(format);
        emit panel->formatChanged(format);
    }
    void saveIn(const QString &target)
    {
        emit panel->saveRequested();
        auto *dialog = panel->findChild<QFileDialog *>();
        emit dialog->fileSelected(target);
        dialog->close();
    }

    ExportPanel *panel = nullptr;
};

} // namespace

class tst_ExportController : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void savesAllFilesInAnEmptyFolder()
    {
        ExportScene scene;
        scene.setFormat(Format::CppQt);
        QCOMPARE(scene.panel->code().files.size(), 2);
        QTemporaryDir target;
        scene.saveIn(target.path());
        for (const CodeFile &file : scene.panel->code().files)
            QCOMPARE(bytesOf(target.filePath(file.name)), file.text.toUtf8());
    }

    void overwritesNothing()
    {
        ExportScene scene;
        scene.setFormat(Format::CppQt);
        QTemporaryDir target;
        const QString last = scene.panel->code().files.last().name;
        put(target.filePath(last), "somebody's own work");
        scene.saveIn(target.path());
        QCOMPARE(bytesOf(target.filePath(last)), QByteArray("somebody's own work"));
        QCOMPARE(QDir(target.path()).entryList(QDir::Files), QStringList{last}); // all or nothing
        const auto boxes = scene.workbench.window().findChildren<QMessageBox *>();
        QCOMPARE(boxes.size(), 1);
        QVERIFY(boxes.first()->text().contains(last));
        QVERIFY(!scene.panel->code().files.isEmpty()); // the code stays on screen
    }

    void provesTheCodeOfTheLastEdit()
    {
        ExportScene scene;
        scene.setFormat(Format::Curl);
        auto *prompt = scene.workbench.window().findChild<QPlainTextEdit *>(u"promptBox"_s);
        prompt->appendPlainText(u"One more line."_s);
        emit scene.panel->proveRequested(); // before the next frame
        QVERIFY(scene.panel->isProving());
        QVERIFY(scene.panel->code().files.first().text.contains(u"One more line."_s));
        QTRY_VERIFY_WITH_TIMEOUT(!scene.panel->isProving(), 30'000);
        auto *view = scene.panel->findChild<ProofView *>(u"proofView"_s);
        QCOMPARE(view->verdict(), Verdict::Passed);
    }
};

QTEST_MAIN(tst_ExportController)
#include "tst_ExportController.moc"
