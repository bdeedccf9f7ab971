#include "gui/PictureFiles.h"

#include "gui/RevealFile.h"
#include "gui/WhenDone.h"

#include <QClipboard>
#include <QDrag>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPixmap>
#include <QSaveFile>
#include <QUrl>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int dragSide = 128;

QString suffixOf(PictureFormat format)
{
    return format == PictureFormat::Jpeg ? u"jpg"_s : QString(nameOf(format)).toLower();
}

/// Empty when it went well, else what the system said.
QString copyFile(const QString &from, const QString &to)
{
    const Result<QByteArray> bytes = readPictureFile(from);
    if (!bytes)
        return bytes.error().detail;
    QSaveFile file(to);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

PictureFiles::PictureFiles(QWidget &window)
    : QObject(&window)
    , m_window(window)
{
    m_chooser = [this](const QString &name, const std::function<void(const QString &)> &chosen) {
        auto *dialog = new QFileDialog(&m_window, tr("Save the picture"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->selectFile(name);
        connect(dialog, &QFileDialog::fileSelected, this, chosen);
        dialog->open();
    };
}

PictureFiles::~PictureFiles() = default;

void PictureFiles::setPicture(const PictureSource &source, const Picture &picture)
{
    if (source != m_source)
        m_folder.reset();
    m_source = source;
    m_picture = picture;
}

Result<OfferedFile> PictureFiles::offered()
{
    return m_supply ? m_supply() : original();
}

Result<OfferedFile> PictureFiles::original()
{
    const auto facts = m_picture.isNull() ? readPictureFacts(m_source.bytes) : Result<PictureFacts>(m_picture.facts);
    const QString suffix = facts ? suffixOf(facts->format) : u"bin"_s;
    const QString name = tr("picture") + u'.' + suffix;
    if (!m_source.path.isEmpty())
        return OfferedFile{m_source.path, {}};
    if (m_source.bytes.isEmpty())
        return Error{ErrorKind::StorageFailed};
    if (!m_folder) {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(m_source.bytes) != m_source.bytes.size())
            return Error{ErrorKind::StorageFailed, file.errorString()};
    }
    return OfferedFile{m_folder->filePath(name), {}};
}

QMimeData *PictureFiles::copyData() const
{
    if (m_picture.isNull())
        return nullptr;
    auto *data = new QMimeData;
    data->setImageData(m_picture.levels.first());
    return data;
}

QMimeData *PictureFiles::dragData()
{
    const Result<OfferedFile> file = offered();
    if (!file)
        return nullptr;
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(file->path)});
    if (!m_picture.isNull())
        data->setImageData(m_picture.levels.first());
    return data;
}

void PictureFiles::drag()
{
    QMimeData *data = dragData();
    if (!data) {
        emit failed(tr("The file cannot be read, so there is nothing to drag."));
        return;
    }
    auto *drag = new QDrag(&m_window);
    drag->setMimeData(data);
    if (!m_picture.isNull()) {
        const QImage small = m_picture.levels.last().scaled(dragSide, dragSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        drag->setPixmap(QPixmap::fromImage(small));
    }
    drag->exec(Qt::CopyAction);
}

void PictureFiles::copy() const
{
    if (QMimeData *data = copyData())
        QGuiApplication::clipboard()->setMimeData(data);
}

void PictureFiles::saveAs()
{
    const Result<OfferedFile> file = offered();
    if (!file) {
        emit failed(tr("The file cannot be read, so there is nothing to save."));
        return;
    }
    const QString from = file->path;
    const QString name = file->name.isEmpty() ? QFileInfo(from).fileName() : file->name;
    m_chooser(name, [this, from](const QString &to) { saveTo(from, to); });
}

void PictureFiles::saveTo(const QString &from, const QString &to)
{
    whenDone(QtConcurrent::run(copyFile, from, to), this, [this, to](const QString &problem) {
        if (problem.isEmpty())
            emit saved(to);
        else
            emit failed(tr("The picture could not be saved: %1").arg(problem));
    });
}

void PictureFiles::reveal()
{
    const QString path = m_source.path;
    if (path.isEmpty())
        return;
    revealFile(path, this, [this, path](bool isShown) {
        if (!isShown)
            emit failed(tr("No file manager answered. The file is %1").arg(path));
    });
}

} // namespace studio
