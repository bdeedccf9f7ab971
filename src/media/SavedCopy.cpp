#include "media/SavedCopy.h"

#include "core/FileHistory.h"
#include "core/Json.h"
#include "core/Limits.h"
#include "media/PngText.h"
#include "media/XmpText.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QByteArrayView keyword("signalbox-history");
constexpr qint64 mostAtOnce = 1 << 20;

/// In ASCII: neither the texts of a PNG nor XML have a place for everything that JSON may hold.
QByteArray textOf(const QJsonObject &history)
{
    const QByteArray json = QJsonDocument(history).toJson(QJsonDocument::Compact);
    QByteArray text;
    text.reserve(json.size());
    for (const QChar c : QString::fromUtf8(json)) {
        if (c.unicode() < 0x7f)
            text += c.toLatin1();
        else
            text += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return text;
}

Error failure(const QFileDevice &file)
{
    return Error{ErrorKind::StorageFailed, u"%1: %2"_s.arg(file.fileName(), file.errorString())};
}

Error rejected(const QString &path, const QString &why)
{
    return Error{ErrorKind::Rejected, u"%1: %2"_s.arg(path, why)};
}

/// Never opens a pipe or a device.
Result<void> openPlainly(QFile &file)
{
    const QFileInfo info(file.fileName());
    if (info.exists() && !info.isFile())
        return rejected(file.fileName(), u"not a regular file"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file);
    return {};
}

Result<QByteArray> bytesOf(const QString &path, qint64 most)
{
    QFile file(path);
    if (auto opened = openPlainly(file); !opened)
        return opened.error();
    if (file.size() > most)
        return rejected(path, u"too large"_s);
    const QByteArray bytes = file.read(file.size() + 1);
    if (file.error() != QFile::NoError)
        return failure(file);
    return bytes.size() > most ? Result<QByteArray>(rejected(path, u"too large"_s)) : bytes;
}

Result<void> write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(file);
    return {};
}

Result<QByteArray> digestOf(const QString &path)
{
    QFile file(path);
    if (auto opened = openPlainly(file); !opened)
        return opened.error();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!hash.addData(&file))
        return failure(file);
    return hash.result().toHex();
}

bool holdsHistory(QByteArrayView bytes)
{
    return isPng(bytes) || canHoldXmp(bytes);
}

Result<QByteArray> holding(const QByteArray &bytes, const QJsonObject &history)
{
    const QByteArray text = textOf(history);
    if (text.size() > mostHistoryBytes)
        return Error{ErrorKind::TooLarge, u"the history is too large"_s};
    return isPng(bytes) ? withPngText(bytes, keyword, text) : withXmpText(bytes, text);
}

Result<QByteArray> heldText(const QByteArray &bytes)
{
    return isPng(bytes) ? pngText(bytes, keyword) : xmpText(bytes);
}

Result<QJsonObject> parsed(const QString &path, const QByteArray &text)
{
    auto history = parseJsonObject(text);
    if (!history)
        return rejected(path, history.error().detail);
    return history;
}

QString sidecarOf(const QString &path)
{
    return path + ".json"_L1;
}

Result<QJsonObject> historyBeside(const QString &path)
{
    if (!QFileInfo(sidecarOf(path)).isFile())
        return rejected(path, u"nothing says how it was made"_s);
    const auto text = bytesOf(sidecarOf(path), mostHistoryBytes);
    if (!text)
        return text.error();
    auto history = parsed(sidecarOf(path), *text);
    if (!history)
        return history;
    const auto digest = digestOf(path);
    if (!digest)
        return digest.error();
    if ((*history)[u"file"_s][u"sha256"_s].toString() != QLatin1StringView(*digest))
        return rejected(sidecarOf(path), u"it is about another file"_s);
    return history;
}

Result<void> copyBytes(const QString &source, const QString &target)
{
    QFile from(source);
    if (auto opened = openPlainly(from); !opened)
        return opened;
    QSaveFile to(target);
    if (!to.open(QIODevice::WriteOnly))
        return failure(to);
    while (!from.atEnd()) {
        const QByteArray part = from.read(mostAtOnce);
        if (part.isEmpty() || from.error() != QFile::NoError)
            return failure(from);
        if (to.write(part) != part.size())
            return failure(to);
    }
    return to.commit() ? Result<void>() : failure(to);
}

} // namespace

Result<QByteArray> withHistory(const QByteArray &bytes, const QJsonObject &history)
{
    if (!holdsHistory(bytes))
        return Error{ErrorKind::Garbled, u"this type of file has no place for a history"_s};
    auto copy = holding(bytes, history);
    return copy || copy.error().kind != ErrorKind::TooLarge ? copy : holding(bytes, leanHistory(history));
}

Result<QString> saveCopy(const QString &source, const QString &target, const QJsonObject &history)
{
    QFile file(source);
    if (auto opened = openPlainly(file); !opened)
        return opened.error();
    if (holdsHistory(file.peek(16)) && file.size() <= mostOpenedBytes) {
        const auto bytes = bytesOf(source, mostOpenedBytes);
        if (!bytes)
            return bytes.error();
        if (const auto copy = withHistory(*bytes, history)) {
            const auto written = write(target, *copy);
            return written ? Result<QString>(QString()) : written.error();
        }
    }
    if (auto copied = copyBytes(source, target); !copied)
        return copied.error();
    QByteArray text = QJsonDocument(history).toJson();
    if (text.size() > mostHistoryBytes)
        text = QJsonDocument(leanHistory(history)).toJson();
    const auto written = write(sidecarOf(target), text);
    return written ? Result<QString>(sidecarOf(target)) : written.error();
}

Result<void> saveCopyWithoutHistory(const QString &source, const QString &target)
{
    return copyBytes(source, target);
}

Result<QJsonObject> readHistory(const QString &path)
{
    QFile file(path);
    if (auto opened = openPlainly(file); !opened)
        return opened.error();
    const QByteArray beginning = file.peek(16);
    if (path.endsWith(".json"_L1, Qt::CaseInsensitive)) {
        const auto text = bytesOf(path, mostHistoryBytes);
        return text ? parsed(path, *text) : text.error();
    }
    if (!holdsHistory(beginning))
        return historyBeside(path);
    const auto bytes = bytesOf(path, mostOpenedBytes);
    if (!bytes)
        return bytes.error();
    const auto text = heldText(*bytes);
    if (!text)
        return rejected(path, text.error().detail);
    return text->isEmpty() ? historyBeside(path) : parsed(path, *text);
}

} // namespace studio
