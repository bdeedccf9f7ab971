#include "store/MediaStore.h"

#include "store/Folders.h"
#include "store/PlainFile.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSaveFile>

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

} // namespace

MediaStore::MediaStore(const QString &folder) : m_folder(folder) {}

Result<KeptMedia> MediaStore::keep(const QByteArray &bytes, const QByteArray &mime) const
{
    const KeptMedia kept{mediaKindOf(mime), mime, digestOf(bytes), bytes.size()};
    const QString place = path(kept);
    if (const QFileInfo there(place); there.isFile() && there.size() == kept.size)
        return kept;
    makePrivateFolder(QFileInfo(place).path());
    QSaveFile file(place);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.flush() || fsync(file.handle()) != 0 || !file.commit())
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(place, file.errorString())};
    return kept;
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
