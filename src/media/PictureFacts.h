#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QSize>

namespace studio
{

/// The formats that models answer in. Everything else Qt could read stays shut.
enum class PictureFormat { Png, Jpeg, Webp, Gif };

QLatin1StringView nameOf(PictureFormat format); ///< "PNG", as people write it.
QByteArray mimeOf(PictureFormat format);        ///< "image/png"

/// What a picture's header says. Nothing of it has been decoded, so a size may be a lie or absurd.
struct PictureFacts
{
    PictureFormat format = PictureFormat::Png;
    QSize stored = {};       ///< Pixels as they lie in the file.
    QSize size = {};         ///< Pixels as they are shown: turned as the file asks.
    qint64 bytes = 0;
    int bits = 8;            ///< For each channel.
    int orientation = 1;     ///< As Exif counts, 1 to 8.
    bool hasAlpha = false;
    bool isAnimated = false; ///< There are more pictures in it than the first, which is the one that is shown.
    bool isCut = false;      ///< The file ends before its end mark.

    bool operator==(const PictureFacts &) const = default;
};

/// Reads the header by the content and not by a name: cheap, and decompresses nothing. ErrorKind::Garbled when it is no
/// picture that we read; its detail is then the word of guessedContent(), or "damaged".
Result<PictureFacts> readPictureFacts(const QByteArray &bytes);

/// What bytes that are no picture seem to be: "empty", "web page", "drawing", "archive", "program", "video", "text",
/// "picture" for formats that stay shut, or "unknown".
QLatin1StringView guessedContent(const QByteArray &bytes);

} // namespace studio
