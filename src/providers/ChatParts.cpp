#include "providers/ChatParts.h"

#include "providers/Profile.h"
#include "providers/TextJoiner.h"

#include <QJsonObject>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

/// What a person knows the file by.
QString nameOf(const Media &media)
{
    if (!media.name.isEmpty())
        return withoutLoneSurrogates(media.name);
    return media.mime.isEmpty() ? u"attachment"_s : QString::fromLatin1(media.mime);
}

Error cannotSend(const Media &media, const QString &reason)
{
    return {ErrorKind::Rejected, u"%1: %2"_s.arg(nameOf(media), reason)};
}

QString base64Of(const Media &media)
{
    return QString::fromLatin1(media.bytes.toBase64());
}

QString dataAddressOf(const Media &media)
{
    return u"data:%1;base64,"_s.arg(QString::fromLatin1(media.mime)) + base64Of(media);
}

QJsonObject addressPart(const QString &type, const Media &media)
{
    return {{u"type"_s, type}, {type, QJsonObject{{u"url"_s, dataAddressOf(media)}}}};
}

QJsonObject filePart(const Media &media)
{
    const QJsonObject file{{u"filename"_s, nameOf(media)}, {u"file_data"_s, dataAddressOf(media)}};
    return {{u"type"_s, u"file"_s}, {u"file"_s, file}};
}

/// The format's word for the sound's type; empty when there is none.
QLatin1StringView soundFormat(const Media &media, const Profile &profile)
{
    using Word = std::pair<QLatin1StringView, QLatin1StringView>;
    static constexpr size_t known = 6; // to every server that takes sound; the others only to a router
    static constexpr std::array<Word, 15> words{{
        {"audio/wav"_L1, "wav"_L1},
        {"audio/x-wav"_L1, "wav"_L1},
        {"audio/wave"_L1, "wav"_L1},
        {"audio/vnd.wave"_L1, "wav"_L1},
        {"audio/mpeg"_L1, "mp3"_L1},
        {"audio/mp3"_L1, "mp3"_L1},
        {"audio/flac"_L1, "flac"_L1},
        {"audio/x-flac"_L1, "flac"_L1},
        {"audio/mp4"_L1, "m4a"_L1},
        {"audio/x-m4a"_L1, "m4a"_L1},
        {"audio/ogg"_L1, "ogg"_L1},
        {"audio/aiff"_L1, "aiff"_L1},
        {"audio/x-aiff"_L1, "aiff"_L1},
        {"audio/aac"_L1, "aac"_L1},
        {"audio/x-aac"_L1, "aac"_L1},
    }};
    const QString mime = QString::fromLatin1(media.mime.split(';').first().trimmed());
    for (size_t i = 0; i < (profile.takesRouting ? words.size() : known); ++i) {
        if (words[i].first.compare(mime, Qt::CaseInsensitive) == 0)
            return words[i].second;
    }
    return {};
}

Result<QJsonObject> soundPart(const Media &media, const Profile &profile)
{
    const QLatin1StringView format = soundFormat(media, profile);
    if (format.isEmpty())
        return cannotSend(media, profile.takesRouting ? u"sound of this type has no name here"_s
                                                      : u"sound can be sent here as wav and mp3 only"_s);
    const QJsonObject sound{{u"data"_s, base64Of(media)}, {u"format"_s, QString(format)}};
    return QJsonObject{{u"type"_s, u"input_audio"_s}, {u"input_audio"_s, sound}};
}

Result<QJsonObject> partOf(const Media &media, const Profile &profile)
{
    if (media.bytes.isEmpty())
        return cannotSend(media, u"the file is empty"_s);
    if (media.mime.isEmpty())
        return cannotSend(media, u"its type is unknown"_s);
    switch (media.kind) {
    case MediaKind::Picture:
        return addressPart(u"image_url"_s, media);
    case MediaKind::Video:
        return addressPart(u"video_url"_s, media);
    case MediaKind::Sound:
        return soundPart(media, profile);
    case MediaKind::Document:
        return filePart(media);
    }
    Q_UNREACHABLE();
}

} // namespace

Result<QJsonArray> chatPartsOf(const QList<Media> &attachments, const Profile &profile)
{
    QJsonArray parts;
    for (const Media &media : attachments) {
        const auto part = partOf(media, profile);
        if (!part)
            return part.error();
        parts << *part;
    }
    return parts;
}

} // namespace studio
