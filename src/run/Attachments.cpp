#include "run/Attachments.h"

#include "providers/MediaReader.h"
#include "providers/ServerWords.h"
#include "store/PlainFile.h"

#include <QFileInfo>
#include <QStringDecoder>

#include <numeric>

namespace studio
{

namespace
{

bool isText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.contains(QChar(u'\0'));
}

} // namespace

std::variant<Media, AttachmentFault> attachmentFrom(const QByteArray &bytes, const QString &name)
{
    if (bytes.isEmpty())
        return AttachmentFault::Empty;
    if (bytes.size() > mostAttachmentBytes)
        return AttachmentFault::TooLarge;
    QByteArray mime = mimeOfBytes(bytes);
    if (mime.isEmpty() && isText(bytes))
        mime = "text/plain";
    if (mime.isEmpty())
        return AttachmentFault::UnknownType;
    return Media{mediaKindOf(mime), mime, bytes, {}, withoutControls(name)};
}

std::variant<Media, AttachmentFault> attachmentFromFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.isFile() && info.size() > mostAttachmentBytes)
        return AttachmentFault::TooLarge;
    const auto bytes = readPlainFile(path, mostAttachmentBytes);
    if (!bytes)
        return bytes.error().kind == ErrorKind::Rejected && info.isFile() ? AttachmentFault::TooLarge
                                                                           : AttachmentFault::Unreadable;
    return attachmentFrom(*bytes, info.fileName());
}

std::optional<AttachmentFault> noRoomFor(const Media &media, const QList<Media> &attachments)
{
    if (attachments.size() >= mostAttachments)
        return AttachmentFault::TooMany;
    const qint64 there = std::accumulate(attachments.begin(), attachments.end(), qint64(0), [](qint64 sum, const Media &each) {
        return sum + each.bytes.size();
    });
    if (there + media.bytes.size() > mostAttachedBytes)
        return AttachmentFault::TooMuch;
    return std::nullopt;
}

} // namespace studio
