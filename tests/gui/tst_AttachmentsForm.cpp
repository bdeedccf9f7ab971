#include "gui/AttachmentsForm.h"
#include "gui/PromptBox.h"
#include "gui/Thumbnail.h"
#include "gui/TryPage.h"

#include "NamelessInputs.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace studio;

namespace
{

QByteArray pngOf(QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return bytes;
}

Media pictureNamed(const QString &name)
{
    return {MediaKind::Picture, "image/png", pngOf({40, 20}), {}, name};
}

/// The page that is written on, with files to give it.
struct Stage
{
    Stage()
    {
        page.resize(1024, 640);
        page.setColumnCount(2);
        page.show();
        std::ignore = QTest::qWaitForWindowActive(&page);
        page.focusPrompt();
    }

    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile written(folder.filePath(name));
        const bool isOpen = written.open(QIODevice::WriteOnly);
        Q_ASSERT(isOpen);
        written.write(bytes);
        return written.fileName();
    }

    template <typename Widget>
    Widget *find(const QString &name) const
    {
        for (Widget *widget : page.findChildren<Widget *>(name)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    /// Names of the files that the page shows.
    QString names() const
    {
        QStringList names;
        for (const QLabel *label : page.findChildren<QLabel *>(u"attachmentName"_s)) {
            if (label->isVisible())
                names << label->text();
        }
        names.sort();
        return names.join(u' ');
    }

    QString note() const { return page.findChild<QLabel *>(u"attachmentNoteLabel"_s)->text(); }

    void drop(const QMimeData &what)
    {
        QWidget *port = page.findChild<PromptBox *>(u"promptBox"_s)->viewport();
        const QPoint middle = port->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(port, &enter);
        wasWelcome = enter.isAccepted();
        QDropEvent drop(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(port, &drop);
    }

    QTemporaryDir folder;
    TryPage page;
    bool wasWelcome = false;
};

} // namespace

class tst_AttachmentsForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void theButtonAsksForFiles()
    {
        Stage stage;
        QSignalSpy edits(&stage.page, &TryPage::promptEdited);
        stage.find<QToolButton>(u"addFileButton"_s)->click();
        auto *dialog = stage.page.findChild<QFileDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const QStringList files{stage.file(u"mug.png"_s, pngOf({8, 8})), stage.file(u"notes.md"_s, "Hello")};
        QMetaObject::invokeMethod(dialog, "filesSelected", Q_ARG(QStringList, files));
        dialog->close();
        QTRY_COMPARE(stage.names(), u"mug.png notes.md"_s);
        QCOMPARE(edits.size(), 1);
        const QList<Media> attached = stage.page.prompt().attachments;
        QCOMPARE(attached.size(), 2);
        QCOMPARE(attached.first().mime, "image/png"_ba);
        QCOMPARE(attached.last().kind, MediaKind::Document);
        QCOMPARE(namelessInputs(stage.page), QStringList());
    }

    void filesCanBeDroppedOnThePrompt()
    {
        Stage stage;
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(stage.file(u"mug.png"_s, pngOf({8, 8})))});
        stage.drop(files);
        QVERIFY(stage.wasWelcome);
        QTRY_COMPARE(stage.names(), u"mug.png"_s);
        QCOMPARE(stage.page.prompt().text, QString());

        QMimeData trial; // is the window's
        trial.setUrls({QUrl::fromLocalFile(stage.file(u"a.trial.json"_s, "{}"))});
        stage.drop(trial);
        QVERIFY(!stage.wasWelcome);
        QMimeData words;
        words.setText(u"Hi"_s);
        stage.drop(words);
        QCOMPARE(stage.page.prompt().text, u"Hi"_s);
    }

    void aPictureCanBePasted()
    {
        Stage stage;
        QImage picture(30, 30, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QGuiApplication::clipboard()->setImage(picture);
        QTest::keyClick(stage.find<PromptBox>(u"promptBox"_s), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(stage.page.prompt().attachments.size(), 1);
        const QImage back = QImage::fromData(stage.page.prompt().attachments.first().bytes);
        QCOMPARE(back.size(), picture.size());
        QCOMPARE(stage.names(), u"Pasted picture.png"_s);
    }

    void whatIsTakenOutCanBeHadBack()
    {
        Stage stage;
        const Prompt prompt{u"Hi"_s, {}, {}, {}, {pictureNamed(u"a.png"_s), pictureNamed(u"b.png"_s)}};
        stage.page.setPrompt(prompt);
        QCOMPARE(stage.names(), u"a.png b.png"_s);
        QSignalSpy edits(&stage.page, &TryPage::promptEdited);
        stage.find<QToolButton>(u"removeAttachmentButton"_s)->click();
        QCOMPARE(stage.names(), u"b.png"_s);
        QCOMPARE(stage.page.prompt().attachments.size(), 1);
        QVERIFY2(stage.note().contains(u"a.png"_s), qPrintable(stage.note()));
        auto *undo = stage.find<QToolButton>(u"undoRemovalButton"_s);
        QVERIFY(undo && undo->hasFocus());
        undo->click();
        QCOMPARE(stage.page.prompt(), prompt); // in its old place
        QCOMPARE(edits.size(), 2);
        QVERIFY(stage.note().isEmpty());
    }

    void refusalsAreTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("there");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << 0 << u"x is empty."_s;
        QTest::newRow("unknown") << "PK\x03\x04\xff"_ba << 0 << u"x is neither picture"_s;
        QTest::newRow("large") << QByteArray(20'000'001, 'x') << 0 << u"x is larger than 20 MB"_s;
        QTest::newRow("eleventh") << pngOf({4, 4}) << 10 << u"at most 10 files"_s;
    }

    void refusalsAreTold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, there);
        QFETCH(QString, words);
        Stage stage;
        stage.page.setPrompt({u"Hi"_s, {}, {}, {}, QList<Media>(there, pictureNamed(u"a.png"_s))});
        stage.page.findChild<AttachmentsForm *>()->addFiles({stage.file(u"x"_s, bytes)});
        QTRY_VERIFY2(stage.note().contains(words), qPrintable(stage.note()));
        QCOMPARE(stage.page.prompt().attachments.size(), there);
        QVERIFY(stage.find<QLabel>(u"attachmentNoteLabel"_s));
    }

    void saysBeforeRunWhoReadsNoPictures()
    {
        Stage stage;
        auto *label = stage.page.findChild<QLabel *>(u"attachmentFitLabel"_s);
        ColumnFit reader;
        reader.inputs = {u"text"_s, u"image"_s};
        ColumnFit writer;
        writer.inputs = {u"text"_s};
        stage.page.setFits({reader, writer, ColumnFit{}});
        QVERIFY(!label->isVisible());
        stage.page.setPrompt({u"Hi"_s, {}, {}, {}, {pictureNamed(u"a.png"_s)}});
        QVERIFY(label->isVisible());
        QCOMPARE(label->text(), u"B: reads no pictures, so it will not be run."_s);
        stage.page.setFits({reader});
        QVERIFY(!label->isVisible());
    }

    void whatArrivesForAnotherPromptIsLeftOut()
    {
        Stage stage;
        stage.page.findChild<AttachmentsForm *>()->addFiles({stage.file(u"x"_s, pngOf({4, 4}))});
        stage.page.setPrompt({u"Another"_s, {}, {}, {}});
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(stage.page.prompt().attachments.isEmpty());
    }

    void thumbnailsAreSmallAndOfPicturesAlone()
    {
        QCOMPARE(thumbnailOf({MediaKind::Picture, "image/png", pngOf({400, 200})}, 32).size(), QSize(32, 16));
        QCOMPARE(thumbnailOf({MediaKind::Picture, "image/png", pngOf({8, 8})}, 32).size(), QSize(8, 8));
        QVERIFY(thumbnailOf({MediaKind::Picture, "image/png", "no picture"}, 32).isNull());
        QVERIFY(thumbnailOf({MediaKind::Picture, "image/svg+xml", "<svg width='9' height='9'/>"}, 32).isNull());
        QByteArray huge = pngOf({1, 1});
        huge.replace(16, 8, QByteArray::fromHex("0000ffff0000ffff")); // says that it is 65535 pixels wide and high
        QVERIFY(thumbnailOf({MediaKind::Picture, "image/png", huge}, 32).isNull());
    }
};

QTEST_MAIN(tst_AttachmentsForm)
#include "tst_AttachmentsForm.moc"
