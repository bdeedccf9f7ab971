#pragma once

#include "core/Result.h"

#include <QByteArray>

namespace studio
{

/// Texts inside PNG files, chunk by chunk: pixels and everything else stay as they are. Pure.

bool isPng(QByteArrayView bytes);

/// The picture with that text (UTF-8) under that keyword, in place of earlier ones; behind the header, so that it is
/// found without reading pixels. ErrorKind::Garbled for what is no whole PNG.
Result<QByteArray> withPngText(const QByteArray &png, QByteArrayView keyword, QByteArrayView text);

/// The first text under that keyword; empty when there is none. Packed texts are not unpacked, whatever size they say
/// to have: ErrorKind::Rejected. Garbled for what is no whole PNG.
Result<QByteArray> pngText(const QByteArray &png, QByteArrayView keyword);

} // namespace studio
