#pragma once

#include <QDirIterator>
#include <QFile>
#include <QStringList>

#include <algorithm>

namespace studio
{

/// Files below a folder that hold the bytes, plain or as UTF-16, hex or Base64; what cannot be read may hold them.
inline QStringList filesWith(const QString &folder, const QByteArray &bytes)
{
    const QString text = QString::fromLatin1(bytes);
    const QList<QByteArray> shapes{bytes, bytes.toHex(), bytes.toBase64(),
                                   QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)};
    QStringList found;
    for (QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); each.hasNext();) {
        QFile file(each.next());
        const bool isRead = file.open(QIODevice::ReadOnly);
        const QByteArray content = isRead ? file.readAll() : QByteArray();
        const auto isIn = [&content](const QByteArray &shape) { return content.contains(shape); };
        if (!isRead || std::any_of(shapes.begin(), shapes.end(), isIn))
            found << file.fileName();
    }
    return found;
}

} // namespace studio
