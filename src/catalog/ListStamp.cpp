#include "catalog/ListStamp.h"

#include "core/Json.h"
#include "store/PlainFile.h"
#include "store/TrialFile.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr qsizetype mostValueBytes = 500;

/// A header's value is sent back as it came, so nothing else may be in it.
QByteArray headerValue(const QJsonValue &value)
{
    const QByteArray bytes = value.toString().toLatin1();
    const bool isPlain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    return isPlain && bytes.size() <= mostValueBytes ? bytes : QByteArray();
}

} // namespace

ListStamp readListStamp(const QString &path)
{
    const auto bytes = readPlainFile(path, 64 * 1024);
    const auto object = bytes ? parseJsonObject(*bytes) : Result<QJsonObject>(bytes.error());
    if (!object)
        return {};
    return {QUrl((*object)[u"base"_s].toString()), headerValue((*object)[u"etag"_s]),
            headerValue((*object)[u"last_modified"_s]),
            QDateTime::fromString((*object)[u"checked"_s].toString(), Qt::ISODate).toUTC()};
}

void writeListStamp(const QString &path, const ListStamp &stamp)
{
    const QJsonObject object{{u"base"_s, stamp.base.toString()},
                             {u"etag"_s, QString::fromLatin1(stamp.etag)},
                             {u"last_modified"_s, QString::fromLatin1(stamp.lastModified)},
                             {u"checked"_s, stamp.checked.toString(Qt::ISODate)}};
    std::ignore = writeTextFile(path, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace studio
