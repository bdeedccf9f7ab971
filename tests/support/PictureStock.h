#pragma once

#include <QByteArray>
#include <QImage>
#include <QList>

namespace studio
{

/// A colourful picture in which no two places look alike.
QImage paintedPicture(QSize size, bool hasAlpha = false);

QByteArray encoded(const QImage &picture, const char *format, int quality = -1);

/// A chunk of a PNG, with its length and check sum.
QByteArray pngChunk(const QByteArray &name, const QByteArray &content);
/// A PNG of a header and whatever follows it.
QByteArray pngOf(quint32 width, quint32 height, int bits, int colourType, const QByteArray &chunks);
/// Of any size, one colour, quick to make and as slow to decode as others; 8-bit grey or, with 2, RGB.
QByteArray plainPng(int width, int height, int colourType);

/// A file that lies or is out to harm, and what reading it must come to.
struct HostilePicture
{
    const char *name;
    QByteArray bytes;
    const char *error; ///< nameOf() its ErrorKind; empty when it is to be shown.
    const char *detail;
};

/// What HARDENING's table has about pictures (H46 to H51 and H55).
QList<HostilePicture> hostilePictures();

} // namespace studio
