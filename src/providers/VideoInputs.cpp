#include "providers/VideoInputs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

QList<VideoInput> videoInputs(const QList<Media> &attachments)
{
    using Use = VideoInput::Use;
    const bool arePictures = std::all_of(attachments.begin(), attachments.end(),
                                         [](const Media &media) { return media.kind == MediaKind::Picture; });
    const bool areFrames = arePictures && attachments.size() <= 2;
    QList<VideoInput> inputs;
    for (const Media &media : attachments)
        inputs << VideoInput{media, !areFrames ? Use::Reference : inputs.isEmpty() ? Use::FirstFrame : Use::LastFrame};
    return inputs;
}

QString dataAddress(const Media &media)
{
    const QByteArray mime = media.mime.isEmpty() ? QByteArray("application/octet-stream") : media.mime;
    return u"data:%1;base64,%2"_s.arg(QString::fromLatin1(mime), QString::fromLatin1(media.bytes.toBase64()));
}

QJsonObject addressPart(const Media &media)
{
    const QString type = nameOf(media.kind) + "_url"_L1;
    return {{u"type"_s, type}, {type, QJsonObject{{u"url"_s, dataAddress(media)}}}};
}

Result<void> checkKinds(const QList<Media> &attachments, const QList<MediaKind> &kinds)
{
    const auto other = std::find_if(attachments.begin(), attachments.end(),
                                    [&kinds](const Media &media) { return !kinds.contains(media.kind); });
    if (other == attachments.end())
        return {};
    QStringList names;
    for (const MediaKind kind : kinds)
        names << nameOf(kind);
    return cannotBeSent(*other, u"here a file must be one of: %1"_s.arg(names.join(u", "_s)));
}

Error cannotBeSent(const Media &media, const QString &reason)
{
    return {ErrorKind::Rejected, u"\"%1\" cannot be sent: %2"_s.arg(media.name, reason)};
}

} // namespace studio
