#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace studio
{

/// The whole file; empty when there is none.
inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Writes the file, and its folder where that is missing. A test that cannot do so proves nothing, so it ends.
inline void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// Of tests/data: "messages/text.sse".
inline QByteArray testData(const QString &name)
{
    const QByteArray bytes = bytesOf(QStringLiteral(STUDIO_TEST_DATA "/") + name);
    if (bytes.isEmpty())
        qFatal("%s is missing in tests/data", qPrintable(name));
    return bytes;
}

/// The same, of a file with one JSON object in it.
inline QJsonObject testObject(const QString &name)
{
    return QJsonDocument::fromJson(testData(name)).object();
}

} // namespace studio
