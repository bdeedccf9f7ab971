#include "store/TrialFile.h"

#include "core/Json.h"
#include "store/PlainFile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qint64 mostBytes = 64 * 1024 * 1024;

} // namespace

Result<Trial> readTrialFile(const QString &path)
{
    const auto text = readPlainFile(path, mostBytes);
    if (!text)
        return text.error();
    const auto object = parseJsonObject(*text);
    if (!object)
        return Error{ErrorKind::Rejected, object.error().detail};
    return trialFromJson(*object);
}

Result<void> writeTrialFile(const QString &path, const Trial &trial)
{
    const QByteArray text = QJsonDocument(toJson(trial)).toJson();
    if (text.size() > mostBytes)
        return Error{ErrorKind::Rejected, u"%1: larger than a trial file may be"_s.arg(path)};
    return writeTextFile(path, text);
}

Result<void> writeTextFile(const QString &path, const QByteArray &text)
{
    if (path.isEmpty())
        return Error{ErrorKind::Rejected, u"no file name"_s};
    if (QFileInfo::exists(path) && !QFileInfo(path).isFile())
        return Error{ErrorKind::Rejected, u"%1: not a regular file"_s.arg(path)};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(path, file.errorString())};
    return {};
}

} // namespace studio
