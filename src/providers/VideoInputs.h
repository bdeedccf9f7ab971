#pragma once

#include "core/Media.h"
#include "core/Result.h"

#include <QJsonObject>
#include <QList>

namespace studio
{

/// What an attachment is for the video that is asked for.
struct VideoInput
{
    enum class Use { FirstFrame, LastFrame, Reference };

    Media media;
    Use use = Use::Reference;
};

/// One picture is the first frame, two are the first and the last. More pictures, and pictures beside clips or
/// sounds, are references: formats take either frames or references.
QList<VideoInput> videoInputs(const QList<Media> &attachments);

/// "data:image/png;base64,..."
QString dataAddress(const Media &media);

/// {"type": "image_url", "image_url": {"url": "data:..."}}, or video_url, audio_url.
QJsonObject addressPart(const Media &media);

/// ErrorKind::Rejected that names the first file of a kind that is not among these.
Result<void> checkKinds(const QList<Media> &attachments, const QList<MediaKind> &kinds);

/// ErrorKind::Rejected that names the file.
Error cannotBeSent(const Media &media, const QString &reason);

} // namespace studio
