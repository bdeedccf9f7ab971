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

#include <optional>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr QByteArrayView keyword("signalbox-history");
constexpr int mostBeside = 9; ///< Names that are tried.
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
    const QByteArray description = descriptionIn(history).text.toUtf8();
    if (!isPng(bytes))
        return withXmpText(bytes, text, description);
    const Result<QByteArray> copy = description.isEmpty() ? Result<QByteArray>(bytes) : withPngText(bytes, "Description", description);
    return copy ? withPngText(*copy, keyword, text) : copy;
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

/// Where the history of a copy may lie: in the first place, unless that is taken by somebody else's file.
QStringList placesBeside(const QString &path)
{
    QStringList places{path + ".json"_L1, path + ".history.json"_L1};
    for (int number = 2; number <= mostBeside; ++number)
        places << u"%1.history-%2.json"_s.arg(path).arg(number);
    return places;
}

QString contentIn(const QJsonObject &history)
{
    return history[u"file"_s][u"sha256"_s].toString();
}

Result<QJsonObject> historyBeside(const QString &path)
{
    QStringList places = placesBeside(path);
    places.removeIf([](const QString &place) { return !QFileInfo(place).isFile(); });
    if (places.isEmpty())
        return rejected(path, u"nothing says how it was made"_s);
    std::optional<Error> problem;
    const auto digest = digestOf(path);
    if (!digest)
        return digest.error();
    for (const QString &place : std::as_const(places)) {
        const auto text = bytesOf(place, mostHistoryBytes);
        const auto history = text ? parsed(place, *text) : text.error();
        if (history && contentIn(*history) == QLatin1StringView(*digest))
            return *history;
        if (!problem)
            problem = history ? rejected(place, u"it is about another file"_s) : history.error();
    }
    return *problem;
}

/// A history that we wrote, about one of these contents: it may be written anew.
bool isOurs(const QString &place, const QStringList &contents)
{
    const auto text = bytesOf(place, mostHistoryBytes);
    const auto history = text ? parsed(place, *text) : text.error();
    return history && isFileHistory(*history) && contents.contains(contentIn(*history));
}

/// contents: of the copy, and of what it replaces.
Result<QString> writeBeside(const QString &target, const QJsonObject &history, const QStringList &contents)
{
    QByteArray text = QJsonDocument(history).toJson();
    if (text.size() > mostHistoryBytes)
        text = QJsonDocument(leanHistory(history)).toJson();
    for (const QString &place : placesBeside(target)) {
        const QFileInfo there(place);
        const bool isFree = !there.exists() && !there.isSymLink();
        if (!isFree && !isOurs(place, contents))
            continue;
        const auto written = write(place, text);
        return written ? Result<QString>(place) : written.error();
    }
    return rejected(target, u"there is no free name for the history beside it"_s);
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
    QStringList contents{contentIn(history)};
    if (QFileInfo(target).isFile() && QFileInfo::exists(placesBeside(target).first())) {
        if (const auto replaced = digestOf(target))
            contents << QString::fromLatin1(*replaced);
    }
    if (auto copied = copyBytes(source, target); !copied)
        return copied.error();
    return writeBeside(target, history, contents);
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
