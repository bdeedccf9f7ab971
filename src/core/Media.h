#pragma once

#include <QByteArray>
#include <QLatin1StringView>
#include <QMetaType>
#include <QString>
#include <QUrl>

namespace studio
{

enum class MediaKind { Picture, Video, Sound, Document };

QLatin1StringView nameOf(MediaKind kind); ///< "image", "video", "audio", "file": as model lists say it.

/// What the type's name stands for; a file that is neither picture, video nor sound is a document.
MediaKind mediaKindOf(QByteArrayView mime);

/// A picture, clip, sound or document: sent along with a prompt, or made by a model. It has bytes or, in an
/// answer, at first only a link, which may lead to another host and expire.
struct Media
{
    MediaKind kind = MediaKind::Picture;
    QByteArray mime = {}; ///< "image/png", as the other side says; empty when it does not. The bytes may differ.
    QByteArray bytes = {};
    QUrl link = {};       ///< http or https; never sent a key unless it is of the provider's own origin.
    QString name = {};    ///< Of a file that a person chose.
    bool isDraft = false; ///< A stage on the way to the picture that is asked for.

    bool operator==(const Media &) const = default;
};

/// A file as it came, kept untouched in the media store under its content's name.
struct KeptMedia
{
    MediaKind kind = MediaKind::Picture;
    QByteArray mime = {};   ///< By the bytes; by the server's word where they are of no type that we know.
    QByteArray sha256 = {}; ///< 64 small hexadecimal digits.
    qint64 size = 0;        ///< Bytes.

    bool operator==(const KeptMedia &) const = default;
};

/// What a database or a file says of a content's name; empty for what could lead to another file.
QByteArray contentName(const QString &said);

} // namespace studio

Q_DECLARE_METATYPE(studio::KeptMedia)
Q_DECLARE_METATYPE(studio::Media)
