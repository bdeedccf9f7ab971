#include "gui/OutgoingFile.h"

#include "gui/WhenDone.h"
#include "media/SavedCopy.h"

#include <QClipboard>
#include <QDir>
#include <QDrag>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPixmap>
#include <QTimer>
#include <QUrl>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace studio
{

namespace
{

constexpr int dragSide = 128;
constexpr auto untilSaid = 300ms; ///< What takes less needs no word.

} // namespace

OfferedFile plainFile(const QString &path, const QString &name)
{
    return {name.isEmpty() ? QFileInfo(path).fileName() : name, [path](const QString &target) {
                const auto saved = saveCopyWithoutHistory(path, target);
                return saved ? Result<QString>(QString()) : saved.error();
            }};
}

OutgoingFile::OutgoingFile(QWidget &view, const QString &title, const QString &folder)
    : QObject(&view)
    , m_view(view)
    , m_title(title)
    , m_place(folder)
{
    m_chooser = [this](const QString &suggested, const std::function<void(const QString &)> &chosen) { ask(suggested, chosen); };
    m_dragger = [this](std::unique_ptr<QMimeData> data, const QImage &image) { startDrag(std::move(data), image); };
}

void OutgoingFile::forget()
{
    ++m_shown;
    m_dragged.reset();
    emit said({});
}

std::optional<OfferedFile> OutgoingFile::offered()
{
    const Result<OfferedFile> file = m_supply ? m_supply() : Result<OfferedFile>(Error{ErrorKind::StorageFailed});
    if (file)
        return *file;
    emit failed(tr("The file cannot be read, so there is nothing to give away."));
    return {};
}

/// In a folder of its own, so that the name is free.
QFuture<OutgoingFile::Paths> OutgoingFile::copyOf(const OfferedFile &file)
{
    if (!m_folder)
        m_folder = std::make_shared<QTemporaryDir>();
    const QString folder = m_folder->filePath(QString::number(++m_copies));
    return QtConcurrent::run([place = m_folder, folder, file]() -> Paths {
        if (!QDir().mkpath(folder))
            return Error{ErrorKind::StorageFailed, folder};
        const QString target = folder + u'/' + file.name;
        const Result<QString> beside = file.write(target);
        if (!beside)
            return beside.error();
        return beside->isEmpty() ? QStringList{target} : QStringList{target, *beside};
    });
}

void OutgoingFile::await(const QFuture<Paths> &copy, const std::function<bool()> &isWanted,
                         const std::function<void(std::unique_ptr<QMimeData>)> &take)
{
    QTimer::singleShot(untilSaid, this, [this, copy, isWanted] {
        if (isWanted() && !copy.isFinished())
            emit said(tr("The copy is being written …"));
    });
    whenDone(copy, this, [this, isWanted, take](const Paths &paths) {
        if (!isWanted())
            return;
        emit said({});
        if (!paths) {
            m_dragged.reset();
            emit failed(tr("The copy could not be written: %1").arg(paths.error().detail));
            return;
        }
        QList<QUrl> links;
        for (const QString &path : *paths)
            links << QUrl::fromLocalFile(path);
        auto data = std::make_unique<QMimeData>();
        data->setUrls(links);
        take(std::move(data));
    });
}

void OutgoingFile::drag(const QImage &image)
{
    if (!m_dragged) {
        const auto file = offered();
        if (!file)
            return;
        m_dragged = copyOf(*file);
    }
    const auto isShown = [this, shown = m_shown] { return shown == m_shown; };
    await(*m_dragged, isShown, [this, image](std::unique_ptr<QMimeData> data) {
        if (!image.isNull())
            data->setImageData(image);
        m_dragger(std::move(data), image);
    });
}

/// A large file may take longer to copy than somebody holds the button down.
void OutgoingFile::startDrag(std::unique_ptr<QMimeData> data, const QImage &image)
{
    if (!(QGuiApplication::mouseButtons() & Qt::LeftButton)) {
        emit said(tr("The copy is ready now: drag it once more."));
        return;
    }
    auto *drag = new QDrag(&m_view);
    drag->setMimeData(data.release());
    if (!image.isNull())
        drag->setPixmap(QPixmap::fromImage(image.scaled(dragSide, dragSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    drag->exec(Qt::CopyAction);
}

void OutgoingFile::copy(const QImage &image)
{
    if (const auto file = offered())
        copy(*file, image);
}

void OutgoingFile::copy(const OfferedFile &file, const QImage &image)
{
    const auto isLatest = [this, copied = ++m_copied] { return copied == m_copied; };
    await(copyOf(file), isLatest, [image](std::unique_ptr<QMimeData> data) {
        if (!image.isNull())
            data->setImageData(image);
        QGuiApplication::clipboard()->setMimeData(data.release());
    });
}

void OutgoingFile::saveAs()
{
    if (const auto file = offered())
        saveAs(*file);
}

void OutgoingFile::saveAs(const OfferedFile &file)
{
    m_chooser(QDir(m_place).filePath(file.name), [this, file](const QString &path) { saveTo(file, path); });
}

void OutgoingFile::ask(const QString &suggested, const std::function<void(const QString &)> &chosen)
{
    auto *dialog = new QFileDialog(&m_view, m_title, QFileInfo(suggested).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    dialog->selectFile(QFileInfo(suggested).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, chosen);
    dialog->open();
}

void OutgoingFile::saveTo(const OfferedFile &file, const QString &path)
{
    whenDone(QtConcurrent::run(file.write, path), this, [this, path](const Result<QString> &beside) {
        if (beside)
            emit saved(path);
        else
            emit failed(tr("The file could not be saved: %1").arg(beside.error().detail));
    });
}

} // namespace studio
