#pragma once

#include "media/ClipFacts.h"

#include <QByteArray>

namespace studio
{

// One reader for each format, behind readClip(), which has looked at the first bytes. They read headers and
// skip what frames are made of; a length that leads beyond the file is ClipTrouble::Damaged.

ClipReading readMp4(QIODevice &device);
ClipReading readWebM(QIODevice &device);
ClipReading readAvi(QIODevice &device);
ClipReading readGif(QIODevice &device);

/// The usual name for what a file calls a codec: "avc1", "V_VP9", "MJPG". The file's word where there is none,
/// cut to what can be shown.
QString codecName(const QByteArray &id);

/// Some bytes of a file, fewer at its end.
QByteArray bytesAt(QIODevice &device, qint64 offset, qint64 count);

} // namespace studio
