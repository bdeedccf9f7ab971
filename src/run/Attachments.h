#pragma once

#include "core/Media.h"

#include <QList>

#include <optional>
#include <variant>

namespace studio
{

/// What may be sent along with a prompt. A trial file has room for all of it.
constexpr qsizetype mostAttachments = 10;
constexpr qint64 mostAttachmentBytes = 20'000'000;
constexpr qint64 mostAttachedBytes = 40'000'000; ///< Of all together.

/// Why a file is not taken.
enum class AttachmentFault
{
    Unreadable,  ///< Or no plain file.
    Empty,
    UnknownType, ///< By its content; the name is not asked.
    TooLarge,
    TooMany,
    TooMuch,     ///< All together.
};

/// A file's content with the type that its first bytes tell; what is readable as text is text.
std::variant<Media, AttachmentFault> attachmentFrom(const QByteArray &bytes, const QString &name);

/// The same of a file on this computer. Waits for the disk.
std::variant<Media, AttachmentFault> attachmentFromFile(const QString &path);

/// Why there is no room for one more beside those.
std::optional<AttachmentFault> noRoomFor(const Media &media, const QList<Media> &attachments);

} // namespace studio
