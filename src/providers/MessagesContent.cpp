#include "providers/MessagesContent.h"

#include "providers/TextJoiner.h"

#include <QJsonArray>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

using Block = Result<QJsonObject>;

Error rejected(const Media &file, const QString &mime, const QString &why)
{
    return {ErrorKind::Rejected, u"%1: %2"_s.arg(file.name.isEmpty() ? mime : file.name, why)};
}

/// "image/JPG; q=1" is image/jpeg.
QString plainMime(const QByteArray &mime)
{
    const QString plain = QString::fromLatin1(mime).section(u';', 0, 0).trimmed().toLower();
    return plain == "image/jpg"_L1 ? u"image/jpeg"_s : plain;
}

QJsonObject base64Source(const Media &file, const QString &mime)
{
    return {{u"type"_s, u"base64"_s},
            {u"media_type"_s, mime},
            {u"data"_s, QString::fromLatin1(file.bytes.toBase64())}};
}

QJsonObject document(const Media &file, const QJsonObject &source)
{
    QJsonObject block{{u"type"_s, u"document"_s}, {u"source"_s, source}};
    if (!file.name.isEmpty())
        block[u"title"_s] = withoutLoneSurrogates(file.name); // so that the prompt can speak of it
    return block;
}

Block pictureBlock(const Media &file, const QString &mime)
{
    if (mime != "image/jpeg"_L1 && mime != "image/png"_L1 && mime != "image/gif"_L1 && mime != "image/webp"_L1)
        return rejected(file, mime, u"pictures must be JPEG, PNG, GIF or WebP in this format"_s);
    return QJsonObject{{u"type"_s, u"image"_s}, {u"source"_s, base64Source(file, mime)}};
}

/// The format has one word for all text, whatever it is text of.
Block textBlock(const Media &file, const QString &mime)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(file.bytes);
    if (decoder.hasError())
        return rejected(file, mime, u"the text is not UTF-8"_s);
    return document(file, {{u"type"_s, u"text"_s}, {u"media_type"_s, u"text/plain"_s}, {u"data"_s, text}});
}

Block documentBlock(const Media &file, const QString &mime)
{
    if (mime == "application/pdf"_L1)
        return document(file, base64Source(file, mime));
    if (mime.startsWith("text/"_L1) || mime == "application/json"_L1 || mime == "application/xml"_L1)
        return textBlock(file, mime);
    return rejected(file, mime, u"documents must be PDF or text in this format"_s);
}

Block blockOf(const Media &file)
{
    const QString mime = plainMime(file.mime);
    if (file.bytes.isEmpty())
        return rejected(file, mime, u"the file is empty"_s);
    switch (file.kind) {
    case MediaKind::Picture:
        return pictureBlock(file, mime);
    case MediaKind::Document:
        return documentBlock(file, mime);
    case MediaKind::Video:
    case MediaKind::Sound:
        return rejected(file, mime, u"this format takes neither sound nor video"_s);
    }
    Q_UNREACHABLE();
}

} // namespace

Result<QJsonValue> messagesContent(const Prompt &prompt)
{
    const QString text = withoutLoneSurrogates(prompt.text);
    if (prompt.attachments.isEmpty())
        return QJsonValue(text);
    QJsonArray blocks;
    for (const Media &file : prompt.attachments) {
        const Block block = blockOf(file);
        if (!block)
            return block.error();
        blocks << *block;
    }
    if (!text.trimmed().isEmpty()) // servers refuse blocks of empty text
        blocks << QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, text}};
    return QJsonValue(blocks);
}

} // namespace studio
