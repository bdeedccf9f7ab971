#include "gateway/PictureFile.h"

#include "gateway/PracticeAnswer.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int pngQuality = 60; // Qt makes a level of compression of it: quick, and some percent larger than the best

QByteArray littleEndian(quint32 number, qsizetype bytes)
{
    const quint32 little = qToLittleEndian(number);
    return QByteArray(reinterpret_cast<const char *>(&little), bytes);
}

/// What it is, and that it is an algorithm's work, by the IPTC's own word for that.
QByteArray xmpPacket()
{
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
           " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
           " xmp:CreatorTool=\"Signalbox practice gateway\" Iptc4xmpExt:DigitalSourceType="
           "\"http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia\">"
           "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">"
        + practiceLine().toUtf8()
        + "</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
}

QByteArray webpChunk(const QByteArray &name, const QByteArray &data)
{
    return name + littleEndian(quint32(data.size()), 4) + data + QByteArray(data.size() % 2, '\0');
}

/// WebP has its metadata behind the picture, and says in a first chunk of its own that there is some.
QByteArray withXmp(const QByteArray &webp, const QSize &size, bool hasAlpha)
{
    constexpr char xmpFlag = 0x04;
    constexpr char alphaFlag = 0x10;
    QByteArray chunks = webp.sliced(12);
    if (chunks.startsWith("VP8X")) {
        chunks[8] = char(chunks[8] | xmpFlag);
    } else {
        const QByteArray flags = QByteArray(1, char(xmpFlag | (hasAlpha ? alphaFlag : 0))) + QByteArray(3, '\0');
        chunks.prepend(webpChunk("VP8X", flags + littleEndian(quint32(size.width() - 1), 3)
                                             + littleEndian(quint32(size.height() - 1), 3)));
    }
    chunks += webpChunk("XMP ", xmpPacket());
    return "RIFF" + littleEndian(quint32(chunks.size() + 4), 4) + "WEBP" + chunks;
}

} // namespace

PracticePicture pictureFile(const QImage &picture, const PictureOrder &order)
{
    const bool hasAlpha = order.isTransparent && order.format != DrawnFormat::Jpeg;
    QImage image = picture.convertToFormat(hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    image.setText(u"Description"_s, practiceLine());
    if (order.format == DrawnFormat::Png) // in JPEG each text is a comment, and many programs show one alone
        image.setText(u"Software"_s, u"Signalbox practice gateway"_s);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, nameOf(order.format).toLatin1());
    writer.setQuality(order.format == DrawnFormat::Png ? pngQuality : order.quality);
    writer.write(image);
    const bool isWebp = order.format == DrawnFormat::Webp && buffer.data().startsWith("RIFF");
    return {mimeOf(order.format), isWebp ? withXmp(buffer.data(), order.size, hasAlpha) : buffer.data()};
}

} // namespace studio
