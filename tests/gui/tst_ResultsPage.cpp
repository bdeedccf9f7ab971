#include "core/FileHistory.h"
#include "gui/CompareStage.h"
#include "gui/PictureCompare.h"
#include "gui/PictureSurface.h"
#include "gui/PictureView.h"
#include "gui/ResultDifferences.h"
#include "gui/ResultGrid.h"
#include "gui/ResultRemover.h"
#include "gui/ResultTable.h"
#include "gui/ResultViewer.h"
#include "gui/ResultsPage.h"
#include "gui/TrialDrop.h"
#include "gui/TrialList.h"
#include "gui/TryPage.h"
#include "gui/VideoCompare.h"
#include "gui/VideoPane.h"
#include "gui/VideoView.h"
#include "media/MediaBackend.h"
#include "media/SavedCopy.h"
#include "NamelessInputs.h"
#include "support/ResultStock.h"
#include "support/TestClips.h"
#include "support/WindowBench.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateEdit>
#include <QDirIterator>
#include <QDropEvent>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include <ctime>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int mostTurn = 100; ///< Milliseconds of this thread that one turn may take.
#if defined(__SANITIZE_ADDRESS__) || !defined(NDEBUG)
constexpr int slowness = 3; // checks cost time, not what is checked
#else
constexpr int slowness = 1;
#endif

double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// The window with some results on their page.
struct Shelf : WindowBench
{
    explicit Shelf(int count = 4)
    {
        trial.title = u"Spring mug"_s;
        trial.prompt.text = u"Draw a {{thing}}"_s;
        trial.prompt.blanks = {{u"thing"_s, u"ceramic mug"_s}};
        trial.prompt.settings = {{u"seed"_s, 7}};
        trial.targets = {{u"practice"_s, u"picture-a"_s}, {u"practice"_s, u"picture-b"_s}};
        std::ignore = trials.save(trial);
        workbench.window().trialList().putTrial(trial);
        for (int i = 0; i < count; ++i) {
            const char *format = i % 2 ? "jpeg" : "png";
            const QByteArray mime = QByteArray("image/") + format;
            const auto kept = media.keep(drawnPicture(i, {64, 48}, format), mime);
            std::ignore = journal.begin(runWith(trial, i % 2 ? u"picture-b"_s : u"picture-a"_s, {*kept}));
        }
        workbench.window().showPage(Page::Results);
        workbench.window().activateWindow();
        std::ignore = QTest::qWaitForWindowActive(&workbench.window());
        page().grid().setFocus();
    }

    ResultsPage &page() { return *workbench.window().findChild<ResultsPage *>(); }
    ResultTable &table() { return page().grid().table(); }
    QStringList smallPictures()
    {
        QStringList files;
        for (QDirIterator it(media.folder() + u"/thumbnails"_s, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
            files << it.next();
        return files;
    }
    QString sentence() { return page().findChild<QLabel *>(u"sentenceLabel"_s)->text(); }

    Trial trial = newTrial();
};

void saveDialogTo(ResultsPage &page, const QString &path)
{
    auto *dialog = page.findChild<QFileDialog *>(u"saveResults"_s);
    QVERIFY(dialog != nullptr);
    emit dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(page.findChild<QFileDialog *>(u"saveResults"_s) == nullptr);
}

void drop(QWidget &window, const QStringList &paths)
{
    QMimeData dragged;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls << QUrl::fromLocalFile(path);
    dragged.setUrls(urls);
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
}

} // namespace

class ResultsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void changesOnlyRowsThatChange();
    void saysWhatToDoWhenThereIsNothing();
    void showsTheNewestFirstAndHowItWasMade();
    void filtersInASentence();
    void worksByKeysAlone();
    void ratesWhatIsSelected();
    void opensAResultLargeAndStepsOn();
    void opensTheTrial();
    void bringsADeletedTrialBack();
    void savesACopyThatBringsItsTrialBack_data();
    void savesACopyThatBringsItsTrialBack();
    void savesManyWithoutOverwriting();
    void savesWithoutHistory();
    void saysWhyACopyCannotBeSaved();
    void refusesAFileThatBringsNothingBack_data();
    void refusesAFileThatBringsNothingBack();
    void restoresAClipByTheFileBesideIt();
    void usesAResultAsReference();
    void tellsTwoResultsApart();
    void describesAResult();
    void keepsADescriptionThatIsBeingWritten();
    void bringsADescriptionBackWithItsCopy();
    void comparesTwoPicturesByKeys();
    void comparesByAltAndAClick();
    void saysWhatCannotBeCompared();
    void playsTwoVideosInStep();
    void asksBeforeItDeletes();
    void keepsTheFileThatAnotherRunMade();
    void keepsTheFileThatARunMakesWhileItIsDeleted();
    void finishesWhatAnEarlierProgramDeleted();
    void showsAVideoLargeAndItsFirstFrameInTheGrid();
    void takesWhatIsNoVideoForNone();
    void findsByTheDaysThatAreTyped();
    void showsNewFilesAsTheyCome();
    void namesEveryInput();
    void scrollsTenThousandWithoutALongTurn();
};

void ResultsPageTest::changesOnlyRowsThatChange()
{
    ResultTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto files = [](const QList<int> &numbers) {
        QList<MadeFile> made;
        for (const int number : numbers) {
            made << MadeFile();
            made.last().number = number;
        }
        return made;
    };
    const auto text = [&table] {
        QStringList numbers;
        for (int row = 0; row < table.rowCount(); ++row)
            numbers << QString::number(table.file(row).number);
        return numbers.join(u' ');
    };
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    for (const QList<int> &numbers : QList<QList<int>>{{3, 2, 1}, {4, 3, 2, 1}, {4, 3, 1}, {}, {1, 2, 3}, {1, 9, 3}, {9}, {9, 9}}) {
        table.setFiles(files(numbers));
        QStringList expected;
        for (const int number : numbers)
            expected << QString::number(number);
        QCOMPARE(text(), expected.join(u' '));
    }
    QCOMPARE(resets.count(), 0);
    table.setFiles(files({5, 4, 3, 2, 1}));
    const QPersistentModelIndex kept = table.index(3);
    table.setFiles(files({7, 6, 5, 4, 3, 2, 1}));
    QCOMPARE(kept.row(), 5);
    QSignalSpy changes(&table, &QAbstractItemModel::dataChanged);
    table.setRating(2, 5);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(table.file(5).rating, 5);
}

void ResultsPageTest::saysWhatToDoWhenThereIsNothing()
{
    Shelf shelf(0);
    QCOMPARE(shelf.find<QLabel>(u"emptyLabel"_s)->text(), u"Pictures and videos that models make will be kept here."_s);
    QVERIFY(shelf.find(u"filterBar"_s) == nullptr);
    auto *button = shelf.find<QPushButton>(u"emptyButton"_s);
    QCOMPARE(button->text(), u"Start a trial"_s);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(shelf.workbench.window().currentPage(), Page::Try);
}

void ResultsPageTest::showsTheNewestFirstAndHowItWasMade()
{
    Shelf shelf;
    QCOMPARE(shelf.table().rowCount(), 4);
    QCOMPARE(shelf.table().file(0).number, 4);
    QCOMPARE(shelf.page().selectedFiles().size(), 1);
    auto *prompt = shelf.find<QPlainTextEdit>(u"promptText"_s);
    QTRY_COMPARE(prompt->toPlainText(), u"Draw a ceramic mug"_s);
    QCOMPARE(shelf.find<QLabel>(u"modelLabel"_s)->text(), u"picture-b"_s);
    QVERIFY(shelf.table().index(0).data(Qt::AccessibleTextRole).toString().contains(u"practice output, not an AI model"_s));
    QTRY_VERIFY(!shelf.thumbnails.find({shelf.table().file(0).media.sha256, 128}).isNull()
                || !shelf.thumbnails.find({shelf.table().file(0).media.sha256, 256}).isNull());
}

void ResultsPageTest::filtersInASentence()
{
    Shelf shelf;
    auto *models = shelf.find<QComboBox>(u"modelBox"_s);
    models->setCurrentIndex(models->findText(u"picture-a"_s));
    QCOMPARE(shelf.table().rowCount(), 2);
    auto *trials = shelf.find<QComboBox>(u"trialBox"_s);
    trials->setCurrentIndex(trials->findText(u"Spring mug"_s));
    shelf.find<QComboBox>(u"kindBox"_s)->setCurrentIndex(1);
    auto *search = shelf.find<QLineEdit>(u"searchField"_s);
    search->setText(u" MUG "_s);
    QTRY_COMPARE(shelf.sentence(), u"2 of 4 result(s): pictures, by picture-a, from the trial “Spring mug”, with “MUG”"_s);
    search->setText(u"teapot"_s);
    QTRY_COMPARE(shelf.table().rowCount(), 0);
    QVERIFY(shelf.find(u"filterBar"_s) != nullptr);
    QCOMPARE(shelf.find<QLabel>(u"emptyLabel"_s)->text(), u"No result is like this."_s);
    shelf.find<QPushButton>(u"emptyButton"_s)->click();
    QCOMPARE(shelf.table().rowCount(), 4);
    QCOMPARE(shelf.sentence(), u"4 result(s)"_s);
    QVERIFY(shelf.find(u"clearButton"_s) == nullptr);
    shelf.find<QComboBox>(u"orderBox"_s)->setCurrentIndex(1);
    QCOMPARE(shelf.table().file(0).number, 1);
    shelf.find<QComboBox>(u"dayBox"_s)->setCurrentIndex(1);
    QCOMPARE(shelf.table().rowCount(), 4);
}

void ResultsPageTest::worksByKeysAlone()
{
    Shelf shelf;
    ResultGrid &grid = shelf.page().grid();
    QTest::keyClick(&grid, Qt::Key_Right);
    QCOMPARE(grid.currentFile()->number, 3);
    QTest::keyClick(&grid, Qt::Key_End);
    QCOMPARE(grid.currentFile()->number, 1);
    QTest::keyClick(&grid, '4');
    QCOMPARE(grid.currentFile()->rating, 4);
    QTest::keyClick(&grid, Qt::Key_Slash);
    auto *search = shelf.find<QLineEdit>(u"searchField"_s);
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"picture-a"_s);
    QTest::keyClick(search, Qt::Key_Down);
    QVERIFY(grid.hasFocus());
    QCOMPARE(shelf.table().rowCount(), 2);
    QTest::keyClick(&grid, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(shelf.page().selectedFiles().size(), 2);
    QTest::keyClick(&grid, Qt::Key_Return);
    QVERIFY(shelf.page().isViewing());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!shelf.page().isViewing());
    QVERIFY(grid.hasFocus());
}

void ResultsPageTest::ratesWhatIsSelected()
{
    Shelf shelf;
    ResultGrid &grid = shelf.page().grid();
    grid.selectAll();
    QTest::keyClick(&grid, '3');
    QCOMPARE(shelf.results.find({.leastRating = 3})->size(), 4);
    grid.selectFile(2);
    shelf.page().findChild<QWidget *>(u"star5"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(shelf.results.find({.leastRating = 5})->first().number, 2);
    grid.setFocus();
    QTest::keyClick(&grid, '0');
    QCOMPARE(shelf.results.find({.leastRating = 3})->size(), 3);
}

void ResultsPageTest::opensAResultLargeAndStepsOn()
{
    Shelf shelf;
    QTest::keyClick(&shelf.page().grid(), Qt::Key_Return);
    QVERIFY(shelf.page().isViewing());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QCOMPARE(shelf.page().grid().currentFile()->number, 3);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left); // there is none before the first
    QCOMPARE(shelf.page().grid().currentFile()->number, 4);
    QTRY_COMPARE(shelf.page().findChild<PictureView *>()->state(), PictureView::State::Shown);
    QCOMPARE(shelf.page().findChild<PictureView *>()->picture().size(), QSize(64, 48));
}

void ResultsPageTest::opensTheTrial()
{
    Shelf shelf;
    QTest::keyClick(&shelf.page().grid(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(shelf.workbench.window().currentPage(), Page::Try);
    QCOMPARE(shelf.workbench.window().trialList().currentTrial(), shelf.trial.id);
}

void ResultsPageTest::bringsADeletedTrialBack()
{
    Shelf shelf;
    QVERIFY(shelf.trials.remove(shelf.trial.id));
    QTest::keyClick(&shelf.page().grid(), Qt::Key_T, Qt::ControlModifier);
    QCOMPARE(shelf.workbench.window().currentPage(), Page::Try);
    const auto all = shelf.trials.all();
    QCOMPARE(all->size(), 1);
    QVERIFY(all->first().id != shelf.trial.id);
    QVERIFY(all->first().prompt == shelf.trial.prompt);
}

void ResultsPageTest::savesACopyThatBringsItsTrialBack_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("name");
    QTest::newRow("PNG") << 1 << u"copy.png"_s;
    QTest::newRow("JPEG") << 2 << u"copy.jpg"_s;
}

void ResultsPageTest::savesACopyThatBringsItsTrialBack()
{
    QFETCH(const int, number);
    QFETCH(const QString, name);
    Shelf shelf;
    const QString path = shelf.folder.filePath(name);
    shelf.page().grid().selectFile(number);
    const auto file = *shelf.page().grid().currentFile();
    QTest::keyClick(&shelf.page().grid(), Qt::Key_S, Qt::ControlModifier);
    saveDialogTo(shelf.page(), path);
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(readHistory(path));
    QVERIFY(QImage(path) == QImage(shelf.media.path(file.media)));
    QVERIFY(shelf.media.read(file.media)); // still what it was named after
    QTRY_VERIFY(shelf.find<QLabel>(u"activity"_s)->text().contains(name));

    drop(shelf.workbench.window(), {path});
    QTRY_COMPARE(shelf.trials.all()->size(), 2);
    const Trial restored = shelf.trials.all()->first();
    QVERIFY(restored.id != shelf.trial.id);
    QVERIFY(restored.prompt == shelf.trial.prompt);
    QCOMPARE(restored.targets, QList<Target>{file.target});
    QCOMPARE(shelf.workbench.window().currentPage(), Page::Try);
    QCOMPARE(shelf.workbench.window().trialList().currentTrial(), restored.id);
}

void ResultsPageTest::savesManyWithoutOverwriting()
{
    Shelf shelf;
    const QString folder = shelf.folder.filePath(u"out"_s);
    QVERIFY(QDir().mkpath(folder));
    QFile there(folder + u"/Spring-mug-picture-a-1.png"_s);
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.close();
    shelf.page().grid().selectAll();
    shelf.page().action(ResultAction::SaveCopy)->trigger();
    saveDialogTo(shelf.page(), folder);
    QTRY_COMPARE(QDir(folder).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"Spring-mug-picture-a-1.png"_s, u"Spring-mug-picture-a-2.png"_s, u"Spring-mug-picture-a-3.png"_s,
                              u"Spring-mug-picture-b-1.jpg"_s, u"Spring-mug-picture-b-2.jpg"_s}));
    QCOMPARE(QFileInfo(there).size(), 0);
}

void ResultsPageTest::savesWithoutHistory()
{
    Shelf shelf;
    const QString path = shelf.folder.filePath(u"plain.png"_s);
    shelf.page().grid().selectFile(1);
    const auto media = shelf.page().grid().currentFile()->media;
    shelf.page().action(ResultAction::SaveWithoutHistory)->trigger();
    saveDialogTo(shelf.page(), path);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), *shelf.media.read(media));
}

void ResultsPageTest::saysWhyACopyCannotBeSaved()
{
    Shelf shelf;
    QTest::keyClick(&shelf.page().grid(), Qt::Key_S, Qt::ControlModifier);
    saveDialogTo(shelf.page(), shelf.folder.filePath(u"none/copy.png"_s));
    QTRY_VERIFY(shelf.workbench.window().findChild<QMessageBox *>() != nullptr);
    QVERIFY(shelf.workbench.window().findChild<QMessageBox *>()->text().contains(u"none/copy.png"_s));
}

void ResultsPageTest::refusesAFileThatBringsNothingBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    const QByteArray png = drawnPicture(1, {8, 8}, "png");
    QTest::newRow("a picture of something else") << png << u"a.png"_s;
    QTest::newRow("no picture") << QByteArray("<html>") << u"a.png"_s;
    QTest::newRow("a clip alone") << QByteArray("clip") << u"a.mp4"_s;
    Trial trial = newTrial();
    trial.prompt.settings = {{u"run"_s, u"rm"_s}};
    const QJsonObject bad = fileHistory(runWith(trial, u"m"_s, {}), trial, {});
    QTest::newRow("a hostile history") << *withHistory(png, bad) << u"a.png"_s;
    QTest::newRow("a hostile file beside") << QJsonDocument(bad).toJson() << u"a.mp4.json"_s;
}

void ResultsPageTest::refusesAFileThatBringsNothingBack()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    Shelf shelf(0);
    const QString path = shelf.folder.filePath(name);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    drop(shelf.workbench.window(), {path});
    QTRY_VERIFY(shelf.workbench.window().findChild<QMessageBox *>() != nullptr);
    QVERIFY(!shelf.workbench.window().findChild<QMessageBox *>()->text().isEmpty());
    QCOMPARE(shelf.trials.all()->size(), 1);
    QCOMPARE(shelf.workbench.window().currentPage(), Page::Results);
}

void ResultsPageTest::restoresAClipByTheFileBesideIt()
{
    Shelf shelf(0);
    const QString source = shelf.folder.filePath(u"source"_s);
    QFile file(source);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a clip");
    file.close();
    const KeptMedia media{MediaKind::Video, "video/mp4", QCryptographicHash::hash("a clip", QCryptographicHash::Sha256).toHex(), 6};
    const QString path = shelf.folder.filePath(u"clip.mp4"_s);
    QVERIFY(saveCopy(source, path, fileHistory(runWith(shelf.trial, u"video-a"_s, {media}), shelf.trial, media)));
    drop(shelf.workbench.window(), {path, path + u".json"_s}); // together they are one
    QTRY_COMPARE(shelf.trials.all()->size(), 2);
    QCOMPARE(shelf.trials.all()->first().targets, (QList<Target>{{u"practice"_s, u"video-a"_s}}));
}

void ResultsPageTest::usesAResultAsReference()
{
    Shelf shelf;
    shelf.page().grid().selectFile(1);
    const QByteArray bytes = *shelf.media.read(shelf.page().grid().currentFile()->media);
    QTest::keyClick(&shelf.page().grid(), Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(shelf.workbench.window().currentPage(), Page::Try);
    auto *page = shelf.workbench.window().findChild<TryPage *>();
    QCOMPARE(page->prompt().attachments.size(), 1);
    QCOMPARE(page->prompt().attachments.first().bytes, bytes);
    QCOMPARE(page->prompt().attachments.first().mime, QByteArray("image/png"));
}

void ResultsPageTest::tellsTwoResultsApart()
{
    Shelf shelf;
    shelf.page().grid().selectFile(1);
    QVERIFY(!shelf.page().action(ResultAction::ShowDifferences)->isEnabled());
    QTest::keyClick(&shelf.page().grid(), Qt::Key_Left, Qt::ShiftModifier); // and the one made after it
    QVERIFY(shelf.page().action(ResultAction::ShowDifferences)->isEnabled());
    shelf.page().action(ResultAction::ShowDifferences)->trigger();
    QTRY_VERIFY(shelf.page().findChild<ResultDifferences *>() != nullptr);
    const auto *table = shelf.page().findChild<ResultDifferences *>()->findChild<QTableWidget *>(u"table"_s);
    QStringList models;
    for (int row = 0; row < table->rowCount(); ++row) {
        QVERIFY(table->item(row, 1)->text() != table->item(row, 2)->text());
        QVERIFY(table->item(row, 0)->text() != u"Prompt"_s);
        if (table->item(row, 0)->text() == u"Model"_s)
            models = {table->item(row, 1)->text(), table->item(row, 2)->text()};
    }
    QCOMPARE(models, (QStringList{u"picture-b"_s, u"picture-a"_s}));
}

void ResultsPageTest::describesAResult()
{
    Shelf shelf;
    ResultsPage &page = shelf.page();
    auto *field = page.findChild<QLineEdit *>(u"descriptionField"_s);
    page.grid().selectFile(2);
    page.setFacts({}); // sooner than they come
    field->setFocus();
    QTest::keyClicks(field, u"A blue jug"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(shelf.results.find({})->at(2).description, u"A blue jug"_s);
    const QModelIndex row = shelf.table().index(shelf.table().rowOf(2));
    QVERIFY2(row.data(Qt::AccessibleTextRole).toString().endsWith(u", A blue jug"_s), qPrintable(row.data(Qt::AccessibleTextRole).toString()));
    page.grid().setFocus();
    QTest::keyClick(&page.grid(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(!field->isEnabled());
    QCOMPARE(field->text(), QString());
    auto *search = page.findChild<QLineEdit *>(u"searchField"_s);
    search->setText(u"jug"_s);
    QTRY_COMPARE(shelf.table().rowCount(), 1);
    QCOMPARE(shelf.table().file(0).number, 2);
    QCOMPARE(namelessInputs(page), QStringList());
}

void ResultsPageTest::keepsADescriptionThatIsBeingWritten()
{
    Shelf shelf;
    ResultsPage &page = shelf.page();
    auto *field = page.findChild<QLineEdit *>(u"descriptionField"_s);
    page.grid().selectFile(2);
    page.setFacts({});
    QTest::keyClicks(field, u"Half"_s);
    page.setFiles(*shelf.results.find({}), 4); // as when a file comes
    QCOMPARE(field->text(), u"Half"_s);
    page.grid().selectFile(3);
    QTRY_COMPARE(field->text(), QString());
    QCOMPARE(shelf.results.find({})->at(2).description, u"Half"_s);
    QTest::keyClicks(field, u"Other"_s);
    shelf.workbench.window().showPage(Page::Accounts);
    QCOMPARE(shelf.results.find({})->at(1).description, u"Other"_s);
}

void ResultsPageTest::bringsADescriptionBackWithItsCopy()
{
    Shelf shelf;
    ResultsPage &page = shelf.page();
    QVERIFY(shelf.results.describe(2, u"A blue jug"_s));
    page.grid().selectFile(2);
    QTest::keyClick(&page.grid(), Qt::Key_S, Qt::ControlModifier);
    const QString copy = shelf.folder.filePath(u"copy.jpg"_s);
    saveDialogTo(page, copy);
    QTRY_VERIFY(QFileInfo::exists(copy));
    QVERIFY(shelf.results.describe(2, {}));
    drop(shelf.workbench.window(), {copy});
    QTRY_COMPARE(shelf.trials.all()->size(), 2);
    QCOMPARE(shelf.results.find({})->at(2).description, u"A blue jug"_s);
}

void ResultsPageTest::comparesTwoPicturesByKeys()
{
    Shelf shelf;
    ResultsPage &page = shelf.page();
    auto *button = page.findChild<QToolButton *>(u"openButton"_s);
    page.grid().selectFile(1);
    QVERIFY(!page.action(ResultAction::Compare)->isEnabled());
    QCOMPARE(button->text(), u"Open"_s);
    QTest::keyClick(&page.grid(), Qt::Key_Left, Qt::ShiftModifier); // and the one made after it
    QVERIFY(page.action(ResultAction::Compare)->isEnabled());
    QCOMPARE(button->text(), u"Compare"_s);
    QCOMPARE(page.findChild<QLabel *>(u"modelLabel"_s)->text(), u"2 result(s) selected"_s);
    QTest::keyClick(&page.grid(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(page.isComparing());
    auto *compare = page.findChild<PictureCompare *>();
    QVERIFY(compare && compare->isVisible());
    QTRY_VERIFY(compare->isReady());
    QVERIFY2(compare->surface(0).accessibleName().startsWith(u"A  picture-b · practice output, not an AI model"_s),
             qPrintable(compare->surface(0).accessibleName()));
    QVERIFY(compare->surface(1).accessibleName().startsWith(u"B  picture-a"_s));
    QVERIFY(page.findChild<CompareStage *>()->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(namelessInputs(page), QStringList());
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!page.isComparing());
    QVERIFY(page.grid().hasFocus());
    QCOMPARE(page.selectedFiles().size(), 2);
}

void ResultsPageTest::comparesByAltAndAClick()
{
    Shelf shelf;
    ResultsPage &page = shelf.page();
    const auto click = [&](int row, Qt::KeyboardModifiers keys) {
        const QPoint place = page.grid().visualRect(shelf.table().index(row)).center();
        QTest::mouseClick(page.grid().viewport(), Qt::LeftButton, keys, place);
    };
    click(2, Qt::NoModifier);
    click(2, Qt::AltModifier); // with itself: nothing
    QVERIFY(!page.isComparing());
    click(0, Qt::AltModifier);
    QVERIFY(page.isComparing());
    auto *compare = page.findChild<PictureCompare *>();
    QTRY_VERIFY(compare->isReady());
    const auto shown = [&](int side) { return compare->surface(side).picture().levels.first(); };
    const auto kept = [&](int row) {
        QImage picture = QImage::fromData(*shelf.media.read(shelf.table().file(row).media));
        return picture.convertToFormat(shown(0).format());
    };
    QCOMPARE(shown(0), kept(2)); // what was selected stays on the left
    QCOMPARE(shown(1), kept(0));
    QTest::mouseClick(page.findChild<QPushButton *>(u"leaveCompareButton"_s), Qt::LeftButton);
    QVERIFY(!page.isComparing());
    QCOMPARE(page.selectedFiles().size(), 2);
}

void ResultsPageTest::saysWhatCannotBeCompared()
{
    Shelf shelf(7);
    ResultsPage &page = shelf.page();
    const auto kept = shelf.media.keep("a clip", "video/mp4");
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"video-a"_s, {*kept})));
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    const QAction *compare = page.action(ResultAction::Compare);
    page.grid().selectFile(8);
    QCOMPARE(compare->toolTip(), u"Select two pictures or two videos."_s);
    const QPoint picture = page.grid().visualRect(shelf.table().index(1)).center();
    QTest::mouseClick(page.grid().viewport(), Qt::LeftButton, Qt::AltModifier, picture);
    QVERIFY(!page.isComparing());
    QVERIFY(!compare->isEnabled());
    QCOMPARE(compare->toolTip(), u"Only results of one kind can be compared: pictures with pictures, videos with videos."_s);
    QVERIFY(page.findChild<QToolButton *>(u"openButton"_s)->toolTip().startsWith(u"Only results of one kind"_s));
    page.grid().selectFile(1);
    QTest::keyClick(&page.grid(), Qt::Key_A, Qt::ControlModifier);
    page.grid().selectionModel()->select(shelf.table().index(0), QItemSelectionModel::Deselect);
    QCOMPARE(page.selectedFiles().size(), 7);
    QCOMPARE(compare->toolTip(), u"At most 6 pictures can be compared at once."_s);
}

void ResultsPageTest::playsTwoVideosInStep()
{
    Shelf shelf(0);
    for (const int frames : {25, 30}) {
        QFile file(makeClip(shelf.folder.path(), {.name = u"clip-%1.mp4"_s.arg(frames), .frames = frames}));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"video-a"_s, {*shelf.media.keep(file.readAll(), "video/mp4")})));
    }
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    ResultsPage &page = shelf.page();
    page.grid().setFocus();
    QTest::keyClick(&page.grid(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&page.grid(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(page.isComparing());
    auto *clips = page.findChild<VideoCompare *>();
    QVERIFY(clips && clips->isVisible());
    QCOMPARE(clips->count(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(!clips->currentFrames().first().isNull() && !clips->currentFrames().last().isNull(), 30'000);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!page.isComparing());
}

void ResultsPageTest::asksBeforeItDeletes()
{
    Shelf shelf;
    const KeptMedia media = shelf.page().grid().currentFile()->media;
    const QString path = shelf.media.path(media);
    QTRY_COMPARE(shelf.smallPictures().size(), 4 + 1); // one of them also large, for the panel
    QTest::keyClick(&shelf.page().grid(), Qt::Key_Delete);
    auto *box = shelf.page().findChild<QMessageBox *>(u"removeResults"_s);
    QVERIFY(box != nullptr);
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel)); // Enter deletes nothing
    QTest::keyClick(box, Qt::Key_Escape);
    QCOMPARE(shelf.table().rowCount(), 4);
    QTRY_VERIFY(shelf.page().findChild<QMessageBox *>(u"removeResults"_s) == nullptr);
    QVERIFY(shelf.workbench.window().focusWidget() == &shelf.page().grid());
    shelf.workbench.window().activateWindow();
    QTRY_VERIFY(shelf.page().grid().hasFocus());

    QTest::keyClick(&shelf.page().grid(), Qt::Key_Delete);
    box = shelf.page().findChild<QMessageBox *>(u"removeResults"_s);
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QCOMPARE(shelf.table().rowCount(), 3);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path), 10'000); // it was made a moment ago
    QTRY_COMPARE(shelf.smallPictures().filter(QString::fromLatin1(media.sha256)), QStringList());
    QVERIFY(!shelf.smallPictures().isEmpty());
    QCOMPARE(shelf.journal.runs(shelf.trial.id)->size(), 4);
    QVERIFY(shelf.page().grid().currentFile());
}

void ResultsPageTest::keepsTheFileThatAnotherRunMade()
{
    Shelf shelf(0);
    const auto kept = shelf.media.keep(drawnPicture(1, {8, 8}, "png"), "image/png");
    for (int i = 0; i < 2; ++i)
        QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-a"_s, {*kept})));
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    QCOMPARE(shelf.table().rowCount(), 2);
    shelf.page().action(ResultAction::Remove)->trigger();
    for (QAbstractButton *button : shelf.page().findChild<QMessageBox *>(u"removeResults"_s)->buttons()) {
        if (button->text() == u"&Delete"_s)
            button->click();
    }
    QCOMPARE(shelf.table().rowCount(), 1);
    QVERIFY(shelf.media.read(*kept));
}

void ResultsPageTest::keepsTheFileThatARunMakesWhileItIsDeleted()
{
    Shelf shelf(0);
    const QByteArray bytes = drawnPicture(1, {8, 8}, "png");
    const auto kept = shelf.media.keep(bytes, "image/png");
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-a"_s, {*kept})));
    ResultRemover remover(shelf.results, shelf.media, shelf.thumbnails);
    QVERIFY(shelf.media.keep(bytes, "image/png")); // by a run that has not written it down yet
    QVERIFY(remover.remove({1}));
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-a"_s, {*kept})));
    // Another one, deleted after it, is gone by the time that both were looked at again.
    const auto other = shelf.media.keep(bytes + "other", "image/png");
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-a"_s, {*other})));
    QVERIFY(remover.remove({3}));
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(shelf.media.path(*other)), 10'000);
    QVERIFY(shelf.media.read(*kept));
}

void ResultsPageTest::finishesWhatAnEarlierProgramDeleted()
{
    Shelf shelf;
    QTRY_VERIFY(shelf.smallPictures().size() >= 4);
    const MadeFile file = *shelf.page().grid().currentFile();
    QVERIFY(shelf.results.remove({file.number})); // and then it was killed
    ResultRemover remover(shelf.results, shelf.media, shelf.thumbnails);
    remover.sweep();
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(shelf.media.path(file.media)), 10'000);
    QTRY_COMPARE(shelf.smallPictures().filter(QString::fromLatin1(file.media.sha256)), QStringList());
    const auto rest = shelf.results.find({});
    QCOMPARE(rest->size(), 3);
    for (const MadeFile &each : *rest) {
        const auto bytes = shelf.media.read(each.media);
        QVERIFY2(bytes, bytes ? "" : qPrintable(bytes.error().detail));
    }
}

void ResultsPageTest::showsAVideoLargeAndItsFirstFrameInTheGrid()
{
    Shelf shelf(1);
    const QString clip = makeClip(shelf.folder.path(), {.name = u"clip.mp4"_s, .frames = 25});
    QFile file(clip);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto kept = shelf.media.keep(file.readAll(), "video/mp4");
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"video-a"_s, {*kept})));
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    shelf.page().grid().setFocus();
    shelf.page().grid().selectFile(2);
    const auto poster = [&] { return shelf.thumbnails.find({kept->sha256, 512}); };
    QTRY_VERIFY_WITH_TIMEOUT(!poster().isNull(), 30'000); // nobody has played it
    QCOMPARE(numberIn(poster()), 0);
    QTRY_COMPARE(shelf.smallPictures().filter(QString::fromLatin1(kept->sha256)).size(), 3);
    ThumbnailLoader next(shelf.home + u"/media/thumbnails"_s); // at the next start it is there
    QSignalSpy ready(&next, &ThumbnailLoader::ready);
    next.requestPoster({kept->sha256, 256});
    QTRY_COMPARE(ready.size(), 1);

    QTest::keyClick(&shelf.page().grid(), Qt::Key_Return);
    QVERIFY(shelf.page().isViewing());
    auto *video = shelf.page().findChild<VideoView *>();
    QVERIFY(video && video->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(video->state(), VideoView::State::Shown, 30'000);
    QVERIFY(video->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(namelessInputs(shelf.page()), QStringList());
    shelf.find(u"nextButton"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); // from there into the video
    QVERIFY(video->isAncestorOf(QApplication::focusWidget()));
    video->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Period);
    QTRY_COMPARE(numberIn(video->currentFrame()), 1);
    std::unique_ptr<QMimeData> dragged;
    video->outgoing().setDragger([&dragged](std::unique_ptr<QMimeData> data, const QImage &) { dragged = std::move(data); });
    video->outgoing().drag({});
    QTRY_VERIFY(dragged);
    QCOMPARE(dragged->urls().size(), 2); // with its history beside it
    QVERIFY(readHistory(dragged->urls().first().toLocalFile()));
    video->referenceAction()->trigger();
    QTRY_COMPARE(shelf.workbench.window().currentPage(), Page::Try);
    QTRY_COMPARE(shelf.workbench.window().findChild<TryPage *>()->prompt().attachments.size(), 1);
    QCOMPARE(numberIn(QImage::fromData(shelf.workbench.window().findChild<TryPage *>()->prompt().attachments.first().bytes)), 1);

    shelf.workbench.window().showPage(Page::Results);
    QVERIFY(shelf.page().isViewing());
    shelf.page().viewer().setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QTRY_COMPARE(shelf.page().findChild<PictureView *>()->state(), PictureView::State::Shown);
    QCOMPARE(video->state(), VideoView::State::Empty); // nothing of it goes on
}

void ResultsPageTest::takesWhatIsNoVideoForNone()
{
    Shelf shelf(0);
    const auto kept = shelf.media.keep("<html>", "video/mp4");
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"video-a"_s, {*kept})));
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    shelf.page().grid().setFocus();
    shelf.page().grid().selectFile(1);
    QTest::keyClick(&shelf.page().grid(), Qt::Key_Return);
    auto *video = shelf.page().findChild<VideoView *>();
    QVERIFY(video);
    QTRY_COMPARE(video->state(), VideoView::State::Failed);
    QVERIFY(video->problem().contains(u"no video"_s));
    QVERIFY(shelf.thumbnails.find({kept->sha256, 512}).isNull());
}

void ResultsPageTest::findsByTheDaysThatAreTyped()
{
    Shelf shelf(1);
    for (const int day : {1, 5, 9})
        QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-a"_s, {*shelf.media.keep(QByteArray::number(day), "image/png")},
                                            QDateTime(QDate(2026, 5, day), QTime(12, 0)).toUTC())));
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    QCOMPARE(shelf.table().rowCount(), 4);
    QVERIFY(!shelf.find<QDateEdit>(u"fromEdit"_s));
    auto *days = shelf.find<QComboBox>(u"dayBox"_s);
    days->setCurrentIndex(days->count() - 1);
    auto *from = shelf.find<QDateEdit>(u"fromEdit"_s);
    auto *to = shelf.find<QDateEdit>(u"toEdit"_s);
    QVERIFY(from && to);
    QCOMPARE(to->date(), QDate::currentDate());
    to->setDate(QDate(2026, 5, 5)); // before the first day, which follows
    QCOMPARE(from->date(), QDate(2026, 5, 5));
    QTRY_COMPARE(shelf.table().rowCount(), 1);
    from->setDate(QDate(2026, 5, 1));
    QTRY_COMPARE(shelf.table().rowCount(), 2);
    QVERIFY2(shelf.sentence().contains(u"made from "_s), qPrintable(shelf.sentence()));
    QCOMPARE(namelessInputs(shelf.page()), QStringList());
    shelf.find<QWidget>(u"clearButton"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(shelf.table().rowCount(), 4);
    QVERIFY(!shelf.find<QDateEdit>(u"fromEdit"_s));
}

void ResultsPageTest::showsNewFilesAsTheyCome()
{
    Shelf shelf;
    shelf.page().grid().selectFile(2);
    QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-c"_s, {*shelf.media.keep("new", "video/mp4")})));
    shelf.workbench.window().showPage(Page::Accounts);
    shelf.workbench.window().showPage(Page::Results);
    QCOMPARE(shelf.table().rowCount(), 5);
    QCOMPARE(shelf.page().grid().currentFile()->number, 2);
    QVERIFY(shelf.find<QComboBox>(u"modelBox"_s)->findText(u"picture-c"_s) > 0);
}

void ResultsPageTest::namesEveryInput()
{
    Shelf shelf;
    QCOMPARE(namelessInputs(shelf.page()), QStringList());
}

void ResultsPageTest::scrollsTenThousandWithoutALongTurn()
{
    Shelf shelf(0);
    const QByteArray picture = drawnPicture(1, {256, 256}, "jpeg");
    for (int run = 0; run < 500; ++run) {
        QList<KeptMedia> files;
        for (int i = 0; i < 20; ++i) // beyond the first hundred the files are missing, which is answered as fast
            files << (run < 5 ? keptQuickly(shelf.media, picture + QByteArray::number(run * 20 + i), "image/jpeg")
                              : KeptMedia{MediaKind::Picture, "image/jpeg", QByteArray::number(run * 20 + i).rightJustified(64, 'f'), 3});
        QVERIFY(shelf.journal.begin(runWith(shelf.trial, u"picture-a"_s, files)));
    }
    double longest = 0;
    QString during;
    const auto turn = [&](const QString &what, const std::function<void()> &step) {
        const double before = threadMs();
        step();
        QCoreApplication::processEvents();
        const double took = threadMs() - before;
        if (took > longest) {
            longest = took;
            during = what;
        }
    };
    turn(u"show"_s, [&] { shelf.workbench.window().showPage(Page::Accounts); });
    turn(u"show"_s, [&] { shelf.workbench.window().showPage(Page::Results); });
    QCOMPARE(shelf.table().rowCount(), 10'000);
    QScrollBar *bar = shelf.page().grid().verticalScrollBar();
    QVERIFY(bar->maximum() > 100'000);
    for (int step = 0; step <= 200; ++step)
        turn(u"scroll"_s, [&] { bar->setValue(int(qint64(bar->maximum()) * step / 200)); });
    for (int step = 0; step < 40; ++step)
        turn(u"page up"_s, [&] { QTest::keyClick(&shelf.page().grid(), Qt::Key_PageUp); });
    turn(u"resize"_s, [&] { shelf.workbench.window().resize(1100, 700); });
    turn(u"home"_s, [&] { QTest::keyClick(&shelf.page().grid(), Qt::Key_Home); });
    turn(u"oldest first"_s, [&] { shelf.find<QComboBox>(u"orderBox"_s)->setCurrentIndex(1); });
    qInfo("longest turn %.1f ms: %s", longest, qPrintable(during));
    QVERIFY2(longest < mostTurn * slowness, qPrintable(u"%1 ms: %2"_s.arg(longest).arg(during)));
}

} // namespace studio

int main(int argc, char *argv[])
{
    studio::chooseMediaBackend();
    QApplication application(argc, argv);
    studio::ResultsPageTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ResultsPage.moc"
