#pragma once

#include <QByteArray>
#include <QList>
#include <QSize>
#include <QString>

namespace studio
{

/// How a practice model draws.
enum class PictureStyle { Poster, Landscape };

enum class DrawnFormat { Png, Jpeg, Webp };

QString nameOf(DrawnFormat format);      ///< "png"
QByteArray mimeOf(DrawnFormat format);   ///< "image/png"

/// How much there is to see in a picture.
enum class PictureDetail { Low, Medium, High };

QString nameOf(PictureDetail detail);

/// The pictures that somebody asks for, whatever wire format asked.
struct PictureOrder
{
    QString prompt = {};
    QSize size{1024, 1024};
    int count = 1;
    qint64 seed = 0;
    DrawnFormat format = DrawnFormat::Png;
    int quality = 90; ///< Of JPEG and WebP, to 100.
    PictureDetail detail = PictureDetail::Medium;
    bool isTransparent = false;
    QList<QByteArray> references = {}; ///< Pictures that the new one is to be made from, as files.
    QByteArray mask = {};              ///< Where it is clear the first reference is to be drawn anew.
    int stages = 0;                    ///< How many drafts a stream shows on the way.
    bool wantsLinks = false;           ///< Addresses instead of the files themselves.
};

/// A picture as a file.
struct PracticePicture
{
    QByteArray mime;
    QByteArray bytes;
};

} // namespace studio
