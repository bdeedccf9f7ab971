#include "gui/PictureFiles.h"

#include "gui/RevealFile.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QSaveFile>
#include <QStandardPaths>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QString suffixOf(PictureFormat format)
{
    return format == PictureFormat::Jpeg ? u"jpg"_s : QString(nameOf(format)).toLower();
}

Result<QString> writeBytes(const QByteArray &bytes, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(path, file.errorString())};
    return QString();
}

} // namespace

PictureFiles::PictureFiles(QWidget &window)
    : QObject(&window)
    , m_outgoing(new OutgoingFile(window, tr("Save the picture"), QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)))
{
    m_outgoing->setSupply([this] { return original(); });
    connect(m_outgoing, &OutgoingFile::failed, this, &PictureFiles::failed);
}

void PictureFiles::setPicture(const PictureSource &source, const Picture &picture)
{
    if (source != m_source)
        m_outgoing->forget();
    m_source = source;
    m_picture = picture;
}

QImage PictureFiles::image() const
{
    return m_picture.isNull() ? QImage() : m_picture.levels.first();
}

Result<OfferedFile> PictureFiles::original() const
{
    if (!m_source.path.isEmpty())
        return plainFile(m_source.path);
    if (m_source.bytes.isEmpty())
        return Error{ErrorKind::StorageFailed};
    const auto facts = m_picture.isNull() ? readPictureFacts(m_source.bytes) : Result<PictureFacts>(m_picture.facts);
    const QString name = tr("picture") + u'.' + (facts ? suffixOf(facts->format) : u"bin"_s);
    return OfferedFile{name, [bytes = m_source.bytes](const QString &path) { return writeBytes(bytes, path); }};
}

void PictureFiles::drag()
{
    m_outgoing->drag(image());
}

void PictureFiles::copy() const
{
    if (!m_picture.isNull())
        QGuiApplication::clipboard()->setImage(image());
}

void PictureFiles::copyFile(const OfferedFile &file)
{
    m_outgoing->copy(file, image());
}

void PictureFiles::saveAs()
{
    m_outgoing->saveAs();
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
