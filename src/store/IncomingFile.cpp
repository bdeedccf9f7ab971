#include "store/IncomingFile.h"

#include "store/Folders.h"
#include "store/ProcessName.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostBeginning = 4096;

} // namespace

IncomingFile::IncomingFile(const MediaStore &store, const QString &path) : m_store(store), m_file(path) {}

IncomingFile::~IncomingFile()
{
    if (m_file.isOpen())
        m_file.remove();
}

Result<std::unique_ptr<IncomingFile>> IncomingFile::open(const MediaStore &store)
{
    const QString folder = store.incomingFolder();
    makePrivateFolder(folder);
    const QString name = processName() + u'.' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<IncomingFile> file(new IncomingFile(store, folder + u'/' + name));
    const auto how = QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered;
    if (!file->m_file.open(how) || !file->m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return file->failure();
    return file;
}

Error IncomingFile::failure() const
{
    return {ErrorKind::StorageFailed, u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString())};
}

Result<void> IncomingFile::write(const QByteArray &piece)
{
    if (m_file.write(piece) != piece.size())
        return failure();
    m_hash.addData(piece);
    m_beginning += piece.first(qMin(piece.size(), mostBeginning - m_beginning.size()));
    m_size += piece.size();
    return {};
}

Result<void> IncomingFile::beginAgain()
{
    if (!m_file.resize(0) || !m_file.seek(0))
        return failure();
    m_hash.reset();
    m_beginning.clear();
    m_size = 0;
    return {};
}

Result<KeptMedia> IncomingFile::finish(const QByteArray &mime)
{
    const KeptMedia kept{mediaKindOf(mime), mime, m_hash.result().toHex(), m_size};
    const QString place = m_store.path(kept);
    if (m_store.claim(kept)) {
        m_file.remove();
        return kept;
    }
    makePrivateFolder(QFileInfo(place).path());
    // The bytes first: a file that has its name is whole, whatever happens between the two.
    const bool isSafe = ::fsync(m_file.handle()) == 0;
    if (!isSafe || std::rename(QFile::encodeName(m_file.fileName()).constData(), QFile::encodeName(place).constData()) != 0)
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(place, qt_error_string())};
    m_file.close();
    m_store.claim(kept); // the last bytes may have come a while ago
    return kept;
}

void dropLeftIncomingFiles(const MediaStore &store)
{
    const QDir folder(store.incomingFolder());
    for (const QString &name : folder.entryList(QDir::Files)) {
        if (!isAlive(name.section(u'.', 0, 0)))
            QFile::remove(folder.filePath(name));
    }
}

} // namespace studio
