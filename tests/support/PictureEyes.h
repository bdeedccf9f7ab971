#pragma once

#include <QProcess>
#include <QSize>
#include <QString>
#include <QStringList>

namespace studio
{

/// What ImageMagick sees in a picture once every pixel of it is decoded: eyes that know nothing of our code.
struct PictureEyes
{
    explicit PictureEyes(const QString &path)
    {
        QProcess process;
        process.start(QStringLiteral("identify"), {QStringLiteral("-format"), QStringLiteral("%m %w %h %k"), path});
        process.closeWriteChannel(); // without a name it would wait for a picture to be typed
        const bool hasEnded = process.waitForFinished();
        complaint = complaintIn(QString::fromLocal8Bit(process.readAllStandardError()));
        const QStringList words = QString::fromLatin1(process.readAllStandardOutput()).split(QLatin1Char(' '));
        if (!hasEnded || process.exitCode() != 0 || words.size() != 4)
            return;
        format = words[0];
        size = {words[1].toInt(), words[2].toInt()};
        colours = words[3].toInt();
    }

    /// ImageMagick 6 finds fault with each XMP chunk in a WebP, also with those that exiv2 writes.
    static QString complaintIn(const QString &said)
    {
        QStringList lines = said.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        lines.removeIf([](const QString &line) {
            return line.contains(QLatin1StringView(".webp' (XMP)")) && line.contains(QLatin1StringView("ValidateXMPProfile"));
        });
        return lines.join(QLatin1Char('\n'));
    }

    QString format = {}; ///< "PNG", "JPEG", "WEBP"; empty when it is no whole picture.
    QSize size = {};
    int colours = 0;
    QString complaint = {}; ///< Also of what is broken and can be shown all the same.
};

} // namespace studio
