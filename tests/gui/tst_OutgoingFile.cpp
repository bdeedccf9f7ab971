#include "gui/OutgoingFile.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QSemaphore>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QThread>
#include <QUrl>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

Result<QString> put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return Error{ErrorKind::StorageFailed, file.errorString()};
    return QString();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QUrl copiedLink()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData(); // null when it is empty
    return data ? data->urls().value(0) : QUrl();
}

/// A view with a file that takes as long to copy as the test likes.
struct Stage
{
    Stage()
    {
        outgoing.setDragger([this](std::unique_ptr<QMimeData> data, const QImage &) { dragged << data->urls(); });
        outgoing.setSupply([this] {
            return OfferedFile{name, [this](const QString &path) -> Result<QString> {
                                   ++writes;
                                   isOnWindowsThread = QThread::currentThread() == qApp->thread();
                                   while (!isOnWindowsThread && !mayGoOn.tryAcquire(1, 10) && !isOver) { }
                                   return put(path, name.toUtf8());
                               }};
        });
    }
    ~Stage() { isOver = true; QThreadPool::globalInstance()->waitForDone(); }

    std::atomic_bool isOver = false;
    std::atomic_bool isOnWindowsThread = false;
    std::atomic_int writes = 0;
    QSemaphore mayGoOn;
    QString name = u"mug.mp4"_s;
    QList<QList<QUrl>> dragged;
    QWidget view;
    OutgoingFile outgoing{view, u"Save"_s, QDir::tempPath()};
};

} // namespace

class OutgoingFileTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void copiesWhileTheWindowGoesOn()
    {
        Stage stage;
        QSignalSpy said(&stage.outgoing, &OutgoingFile::said);
        stage.outgoing.drag({});
        QTRY_COMPARE(stage.writes, 1);
        QVERIFY(!stage.isOnWindowsThread);
        QTRY_COMPARE(said.value(0).value(0).toString(), u"The copy is being written …"_s);
        QVERIFY(stage.dragged.isEmpty());
        stage.outgoing.drag({}); // whoever lets go too early tries again: it is the same copy
        stage.mayGoOn.release(2);
        QTRY_COMPARE(stage.dragged.size(), 2);
        QCOMPARE(stage.writes, 1);
        QCOMPARE(said.last().value(0).toString(), QString());
        const QString path = stage.dragged.first().value(0).toLocalFile();
        QCOMPARE(QFileInfo(path).fileName(), u"mug.mp4"_s);
        QCOMPARE(bytesOf(path), QByteArray("mug.mp4"));
    }

    void givesNothingAwayOfAFileThatIsNoLongerShown()
    {
        Stage stage;
        stage.outgoing.drag({});
        QTRY_COMPARE(stage.writes, 1);
        stage.name = u"cup.mp4"_s;
        stage.outgoing.forget();
        stage.outgoing.drag({});
        QTRY_COMPARE(stage.writes, 2);
        stage.mayGoOn.release(2);
        QTRY_COMPARE(stage.dragged.size(), 1);
        QCOMPARE(stage.dragged.first().value(0).fileName(), u"cup.mp4"_s);
    }

    void saysThatACopyIsReadyWhenTheButtonIsUpAlready()
    {
        QWidget view;
        OutgoingFile outgoing(view, u"Save"_s, QDir::tempPath());
        outgoing.setSupply([] { return OfferedFile{u"a.png"_s, [](const QString &path) { return put(path, "a"); }}; });
        QSignalSpy said(&outgoing, &OutgoingFile::said);
        outgoing.drag({}); // nobody holds a button down here
        QTRY_COMPARE(said.value(1).value(0).toString(), u"The copy is ready now: drag it once more."_s);
    }

    void bringsAlongWhatLiesBeside()
    {
        Stage stage;
        stage.outgoing.setSupply([] {
            return OfferedFile{u"a.mp4"_s, [](const QString &path) -> Result<QString> {
                                   std::ignore = put(path, "a");
                                   std::ignore = put(path + u".json"_s, "{}");
                                   return path + u".json"_s;
                               }};
        });
        stage.outgoing.drag({});
        QTRY_COMPARE(stage.dragged.size(), 1);
        QCOMPARE(stage.dragged.first().value(1).fileName(), u"a.mp4.json"_s);
    }

    void copiesALinkToACopy()
    {
        Stage stage;
        QGuiApplication::clipboard()->clear();
        stage.outgoing.copy(QImage());
        QTRY_COMPARE(stage.writes, 1);
        QVERIFY(!stage.isOnWindowsThread);
        stage.mayGoOn.release();
        QTRY_VERIFY(!copiedLink().isEmpty());
        QCOMPARE(bytesOf(copiedLink().toLocalFile()), QByteArray("mug.mp4"));
    }

    void copiesWhatWasMeantThoughAnotherFileIsShownMeanwhile()
    {
        Stage stage;
        QGuiApplication::clipboard()->clear();
        stage.outgoing.copy(QImage());
        QTRY_COMPARE(stage.writes, 1);
        stage.outgoing.forget();
        stage.mayGoOn.release();
        QTRY_VERIFY(!copiedLink().isEmpty());
        QCOMPARE(bytesOf(copiedLink().toLocalFile()), QByteArray("mug.mp4"));
    }

    void keepsOnTheClipboardWhatWasCopiedLast()
    {
        Stage stage;
        QGuiApplication::clipboard()->clear();
        stage.outgoing.copy(QImage()); // a large one
        QTRY_COMPARE(stage.writes, 1);
        stage.outgoing.copy({u"cup.png"_s, [](const QString &path) { return put(path, "cup"); }}, {});
        QTRY_COMPARE(copiedLink().fileName(), u"cup.png"_s);
        stage.mayGoOn.release();
        QThreadPool::globalInstance()->waitForDone(); // the large one is written
        stage.mayGoOn.release();
        stage.outgoing.drag({});
        QTRY_COMPARE(stage.dragged.size(), 1); // and whatever that led to has happened
        QCOMPARE(copiedLink().fileName(), u"cup.png"_s);
    }

    void writesWhereItIsToldAndNotBefore()
    {
        const QTemporaryDir folder;
        Stage stage;
        QSignalSpy saved(&stage.outgoing, &OutgoingFile::saved);
        std::function<void(const QString &)> choose;
        QString suggested;
        stage.outgoing.setChooser([&](const QString &path, const std::function<void(const QString &)> &chosen) {
            suggested = path;
            choose = chosen;
        });
        stage.outgoing.saveAs();
        QCOMPARE(suggested, QDir::tempPath() + u"/mug.mp4"_s);
        QCOMPARE(stage.writes, 0);
        choose(folder.filePath(u"x.mp4"_s));
        QTRY_COMPARE(stage.writes, 1);
        QVERIFY(!stage.isOnWindowsThread);
        stage.mayGoOn.release();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(bytesOf(folder.filePath(u"x.mp4"_s)), QByteArray("mug.mp4"));
    }

    void givesANameWithoutAnEndingItsOwn()
    {
        Stage stage;
        stage.outgoing.saveAs();
        auto *dialog = stage.view.findChild<QFileDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->defaultSuffix(), u"mp4"_s);
    }

    void saysWhyNothingLeaves()
    {
        QWidget view;
        OutgoingFile outgoing(view, u"Save"_s, QDir::tempPath());
        QSignalSpy failed(&outgoing, &OutgoingFile::failed);
        outgoing.drag({});
        QCOMPARE(failed.size(), 1);
        outgoing.setSupply([] {
            return OfferedFile{u"a.png"_s, [](const QString &) -> Result<QString> { return Error{ErrorKind::StorageFailed, u"full"_s}; }};
        });
        outgoing.drag({});
        QTRY_COMPARE(failed.size(), 2);
        QVERIFY(failed.last().first().toString().contains(u"full"_s));
    }

    void outlivesAViewThatIsGoneMeanwhile()
    {
        std::atomic_bool hasWritten = false;
        {
            QWidget view;
            OutgoingFile *outgoing = new OutgoingFile(view, u"Save"_s, QDir::tempPath());
            outgoing->setSupply([&hasWritten] {
                return OfferedFile{u"a.png"_s, [&hasWritten](const QString &path) {
                                       QThread::msleep(50);
                                       const auto written = put(path, "a");
                                       hasWritten = bool(written);
                                       return written;
                                   }};
            });
            outgoing->drag({});
        }
        QTRY_VERIFY(hasWritten); // its folder was still there
    }
};

} // namespace studio

QTEST_MAIN(studio::OutgoingFileTest)
#include "tst_OutgoingFile.moc"
