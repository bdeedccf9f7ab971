#include "support/PictureStock.h"

#include <QBuffer>
#include <QPainter>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

QByteArray big32(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

quint32 checkSum(const QByteArray &bytes)
{
    quint32 sum = 0xffffffff;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum & 1 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
    }
    return ~sum;
}

/// zlib's own form of deflated bytes.
QByteArray deflated(const QByteArray &bytes)
{
    return qCompress(bytes, 9).sliced(4);
}

/// A JPEG whose frame header says another size.
QByteArray jpegOfSize(quint16 width, quint16 height)
{
    QByteArray jpeg = encoded(paintedPicture({64, 64}), "jpeg");
    const qsizetype frame = jpeg.indexOf("\xff\xc0");
    qToBigEndian(height, jpeg.data() + frame + 5);
    qToBigEndian(width, jpeg.data() + frame + 7);
    return jpeg;
}

/// A progressive JPEG that repeats a scan of refinements over and over.
QByteArray jpegOfScans(int count)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImage picture = paintedPicture({2000, 2000});
    QByteArray jpeg = encoded(picture, "jpeg");
    // As a progressive file its one scan would be refused; a first DC scan of an empty bit stream is enough.
    const qsizetype frame = jpeg.indexOf("\xff\xc0");
    jpeg[frame + 1] = char(0xc2);
    const qsizetype scan = jpeg.indexOf("\xff\xda");
    QByteArray header = jpeg.sliced(scan, 14);
    header[11] = 0;
    header[12] = 0;
    header[13] = 0;
    const QByteArray body = jpeg.sliced(scan + 14, 20'000).replace("\xff", "\x7f");
    QByteArray scans;
    for (int i = 0; i < count; ++i)
        scans += header + body;
    return jpeg.first(scan) + scans + "\xff\xd9";
}

QByteArray gifOf(quint16 width, quint16 height, int frames)
{
    QByteArray gif = "GIF89a";
    const QByteArray size{std::array<char, 4>{char(width & 255), char(width >> 8), char(height & 255), char(height >> 8)}.data(), 4};
    gif += size + QByteArray("\x80\0\0", 3) + QByteArray("\xff\0\0\0\0\xff", 6);
    for (int i = 0; i < frames; ++i) {
        gif += QByteArray("\x21\xf9\x04\0\0\0\0\0", 8) + QByteArray("\x2c\0\0\0\0\1\0\1\0\0", 10)
            + QByteArray("\x02\x02\x44\x01\0", 5);
    }
    return gif + ";";
}

QByteArray bombOf(const QByteArray &name, const QByteArray &start, int count)
{
    const QByteArray chunk = pngChunk(name, start + deflated(QByteArray(7'000'000, 'a')));
    return pngOf(4, 4, 8, 0, chunk.repeated(count) + pngChunk("IDAT", deflated(QByteArray(20, '\0'))) + pngChunk("IEND", {}));
}

} // namespace

QImage paintedPicture(QSize size, bool hasAlpha)
{
    QImage picture(size, hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    picture.fill(hasAlpha ? Qt::transparent : Qt::white);
    QPainter painter(&picture);
    QLinearGradient gradient(0, 0, size.width(), size.height());
    gradient.setColorAt(0, QColor(0x20, 0x60, 0xc0));
    gradient.setColorAt(0.5, QColor(0xf0, 0xc0, 0x40));
    gradient.setColorAt(1, QColor(0x30, 0x90, 0x50));
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasAlpha)
        painter.setClipRegion(QRegion(QRect({}, size), QRegion::Ellipse));
    painter.fillRect(QRect({}, size), gradient);
    for (int i = 0; i < 24; ++i) {
        const int across = size.width() * ((i * 7) % 24) / 24;
        const int down = size.height() * ((i * 11) % 24) / 24;
        painter.setBrush(QColor::fromHsv(i * 15, 200, 230));
        painter.drawEllipse(across, down, size.width() / 16 + i, size.height() / 20 + i);
    }
    return picture;
}

QByteArray encoded(const QImage &picture, const char *format, int quality)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, format, quality);
    return buffer.data();
}

QByteArray pngChunk(const QByteArray &name, const QByteArray &content)
{
    return big32(quint32(content.size())) + name + content + big32(checkSum(name + content));
}

QByteArray pngOf(quint32 width, quint32 height, int bits, int colourType, const QByteArray &chunks)
{
    const QByteArray header = big32(width) + big32(height) + char(bits) + char(colourType) + QByteArray(3, '\0');
    return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", header) + chunks;
}

QByteArray plainPng(int width, int height, int colourType)
{
    const QByteArray row = '\0' + QByteArray(width * (colourType == 2 ? 3 : 1), '\x60');
    const QByteArray pixels = qCompress(row.repeated(height), 1).sliced(4);
    return pngOf(quint32(width), quint32(height), 8, colourType, pngChunk("IDAT", pixels) + pngChunk("IEND", {}));
}

QList<HostilePicture> hostilePictures()
{
    const QByteArray end = pngChunk("IEND", {});
    const QByteArray few = pngChunk("IDAT", deflated(QByteArray(1000, '\0')));
    const QByteArray bomb = pngChunk("IDAT", deflated(QByteArray(60'000'000, '\0')));
    const QByteArray photo = encoded(paintedPicture({640, 480}), "jpeg", 80);
    const QByteArray exact = encoded(paintedPicture({640, 480}), "png");
    const QByteArray webp = encoded(paintedPicture({320, 240}), "webp");
    return {
        {"png of 65535 x 65535", pngOf(65535, 65535, 8, 2, few + end), "too_large", "65535x65535"},
        {"png of 1 x 2147483647", pngOf(1, 2147483647, 8, 0, few + end), "too_large", "1x2147483647"},
        {"png of 4294967295 x 1", pngOf(4294967295U, 1, 8, 0, few + end), "too_large", "2147483647x1"},
        {"png of 10000 x 10000", pngOf(10000, 10000, 8, 2, few + end), "too_large", "10000x10000"},
        {"png of 0 x 0", pngOf(0, 0, 8, 2, few + end), "garbled", "damaged"},
        {"png without any pixels", pngOf(64, 64, 8, 2, end), "garbled", "damaged"},
        {"png of its signature", QByteArray("\x89PNG\r\n\x1a\n"), "garbled", "damaged"},
        {"png with bits that do not exist", pngOf(64, 64, 77, 9, few + end), "garbled", "damaged"},
        {"png with far more pixels than it says", pngOf(16, 16, 8, 0, bomb + end), "", ""},
        {"png with a profile that is a bomb", bombOf("iCCP", QByteArray("x\0\0", 3), 1), "", ""},
        {"png with a thousand texts that are bombs", bombOf("zTXt", QByteArray("x\0\0", 3), 1000), "", ""},
        {"png that is cut", exact.first(exact.size() / 2), "", ""},
        {"jpeg of 65500 x 65500", jpegOfSize(65500, 65500), "too_large", "65500x65500"},
        {"jpeg of 0 x 0", jpegOfSize(0, 0), "garbled", "damaged"},
        {"jpeg of a thousand scans", jpegOfScans(1000), "", ""},
        {"jpeg that is cut", photo.first(photo.size() / 2), "", ""},
        {"jpeg of its first bytes", photo.first(20), "garbled", "damaged"},
        {"webp that is cut", webp.first(webp.size() / 2), "garbled", "cut off"},
        {"gif of 65535 x 65535", gifOf(65535, 65535, 1), "too_large", "65535x65535"},
        {"gif of 100,000 pictures", gifOf(16, 16, 100'000), "", ""},
        {"gif without a picture", gifOf(16, 16, 0), "garbled", "damaged"},
        {"a web page", "<!DOCTYPE html><html><body>Not found</body></html>", "garbled", "web page"},
        {"a drawing", "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
         "garbled", "drawing"},
        {"an archive", QByteArray("PK\3\4\x14\0\0\0", 8), "garbled", "archive"},
        {"a packed drawing", QByteArray("\x1f\x8b\x08\0\0\0", 6), "garbled", "archive"},
        {"a program", QByteArray("\x7f" "ELF\2\1\1\0", 8), "garbled", "program"},
        {"a tiff", QByteArray("II*\0\x08\0\0\0", 8), "garbled", "picture"},
        {"an icon", QByteArray("\0\0\1\0\1\0", 6), "garbled", "picture"},
        {"a set of icons", QByteArray("icns\0\0\0\x20", 8), "garbled", "picture"},
        {"an mng", QByteArray("\x8aMNG\r\n\x1a\n", 8), "garbled", "picture"},
        {"an xpm", "/* XPM */ static char *x[] = {\"99999 99999 1 1\"};", "garbled", "picture"},
        {"a bmp", encoded(paintedPicture({8, 8}), "bmp"), "garbled", "picture"},
        {"nothing", {}, "garbled", "empty"},
        {"a sentence", "Sorry, no picture today.", "garbled", "text"},
    };
}

} // namespace studio
