#include "store/PlainFile.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace studio
{

Result<QByteArray> readPlainFile(const QString &path, qint64 mostBytes)
{
    const QFileInfo info(path);
    const Error tooLarge{ErrorKind::Rejected, u"%1: larger than %2 bytes"_s.arg(path).arg(mostBytes)};
    if (info.exists() && !info.isFile())
        return Error{ErrorKind::Rejected, u"%1: not a regular file"_s.arg(path)};
    if (info.size() > mostBytes)
        return tooLarge;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(path, file.errorString())};
    const QByteArray bytes = file.read(qMin(info.size(), mostBytes) + 1); // a larger limit would be allocated
    if (file.error() != QFile::NoError)
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(path, file.errorString())};
    if (bytes.size() > mostBytes)
        return tooLarge;
    return bytes;
}

} // namespace studio
