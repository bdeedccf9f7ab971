#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QUrl>

namespace studio
{

/// What a server said of the list that is kept, so that it can be asked whether there is another.
struct ListStamp
{
    QUrl base;                      ///< Whose list it is.
    QByteArray etag = {};           ///< As it came, with its quotes; empty when there was none.
    QByteArray lastModified = {};   ///< The same.
    QDateTime checked = {};         ///< UTC; when the server last said that this is its list.

    bool operator==(const ListStamp &) const = default;
};

/// A stamp without a word of the server when there is no file, or none that can be read.
ListStamp readListStamp(const QString &path);
void writeListStamp(const QString &path, const ListStamp &stamp);

} // namespace studio
