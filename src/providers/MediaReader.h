#pragma once

#include "core/Media.h"

#include <optional>

namespace studio
{

/// The media type that the first bytes tell: "image/png". Empty where they are of none that we know.
QByteArray mimeOfBytes(QByteArrayView bytes);

/// A file out of base64 as servers write it: standard or URL-safe letters, with or without padding, line breaks
/// and a "data:" prefix. The type is that of the first bytes, else what the server said: the prefix, then mime.
/// Without a type it counts as a picture. Nothing when the text is no base64, is empty, or holds more than 64 MiB.
std::optional<Media> mediaFromBase64(QStringView text, const QByteArray &mime = {});

/// What an address in an answer leads to: a data: address becomes bytes as above, an http or https address a link
/// of the kind that mime says. Nothing for every other one.
std::optional<Media> mediaFromAddress(const QString &address, const QByteArray &mime = {});

} // namespace studio
