#include "store/MediaStore.h"

#include "store/Folders.h"
#include "store/PlainFile.h"
#include "store/ProcessName.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QSaveFile>
#include <QUuid>

#include <cstdio>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// Over what is there: it has the same content.
bool moved(const QString &from, const QString &to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

} // namespace

MediaStore::MediaStore(const QString &folder) : m_folder(folder) {}

Result<KeptMedia> MediaStore::keep(const QByteArray &bytes, const QByteArray &mime) const
{
    const KeptMedia kept{mediaKindOf(mime), mime, digestOf(bytes), bytes.size()};
    const QString place = path(kept);
    if (claim(kept))
        return kept;
    makePrivateFolder(QFileInfo(place).path());
    QSaveFile file(place);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.flush() || fsync(file.handle()) != 0 || !file.commit())
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(place, file.errorString())};
    claim(kept);
    return kept;
}

/// The time of the file is the claim. Whoever discards looks at it once more when the file is out of the way, so one of both
/// notices the other, whichever was first.
bool MediaStore::claim(const KeptMedia &media) const
{
    const QString place = path(media);
    const QFileInfo there(place);
    if (!there.isFile() || there.size() != media.size)
        return false;
    QFile file(place);
    if (file.open(QIODevice::ReadOnly | QIODevice::ExistingOnly))
        file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    return QFileInfo::exists(place);
}

bool MediaStore::discard(const KeptMedia &media, const QDateTime &since) const
{
    const QString place = path(media);
    const auto isClaimed = [&since](const QString &file) { return QFileInfo(file).lastModified() >= since; };
    if (!QFileInfo::exists(place))
        return true;
    if (isClaimed(place))
        return false;
    QString aside;
    const bool isInTrash = QFile::moveToTrash(place, &aside);
    if (!isInTrash) {
        makePrivateFolder(incomingFolder());
        aside = u"%1/%2.%3"_s.arg(incomingFolder(), processName(), QUuid::createUuid().toString(QUuid::WithoutBraces));
        if (!moved(place, aside))
            return false;
    }
    if (!isClaimed(aside)) {
        if (!isInTrash)
            QFile::remove(aside);
        return true;
    }
    if (moved(aside, place) && isInTrash) // the note that the trash keeps of it
        QFile::remove(u"%1/../info/%2.trashinfo"_s.arg(QFileInfo(aside).path(), QFileInfo(aside).fileName()));
    return false;
}

QString MediaStore::incomingFolder() const
{
    return m_folder + "/incoming"_L1;
}

QString MediaStore::path(const KeptMedia &media) const
{
    const QString name = QString::fromLatin1(contentName(QString::fromLatin1(media.sha256)));
    return u"%1/%2/%3.%4"_s.arg(m_folder, name.first(qMin(name.size(), 2)), name, suffixOf(media.mime));
}

Result<QByteArray> MediaStore::read(const KeptMedia &media) const
{
    auto bytes = readPlainFile(path(media), media.size);
    if (!bytes)
        return Error{ErrorKind::StorageFailed, bytes.error().detail};
    if (digestOf(*bytes) != media.sha256)
        return Error{ErrorKind::StorageFailed, u"%1: not what it was"_s.arg(path(media))};
    return bytes;
}

QString suffixOf(const QByteArray &mime)
{
    static constexpr struct { QByteArrayView mime; QLatin1StringView suffix; } suffixes[] = {
        {"image/png", "png"_L1},   {"image/jpeg", "jpg"_L1},      {"image/webp", "webp"_L1}, {"image/gif", "gif"_L1},
        {"image/avif", "avif"_L1}, {"video/mp4", "mp4"_L1},       {"video/webm", "webm"_L1}, {"video/quicktime", "mov"_L1},
        {"audio/mpeg", "mp3"_L1},  {"audio/wav", "wav"_L1},       {"audio/ogg", "ogg"_L1},   {"audio/flac", "flac"_L1},
        {"audio/mp4", "m4a"_L1},   {"application/pdf", "pdf"_L1}, {"text/plain", "txt"_L1}};
    for (const auto &each : suffixes) {
        if (each.mime == mime)
            return each.suffix;
    }
    return u"bin"_s;
}

} // namespace studio
