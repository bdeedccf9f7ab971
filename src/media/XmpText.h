#pragma once

#include "core/Result.h"

#include <QByteArray>

namespace studio
{

/// One text of ours in the XMP of JPEG and WebP files: pixels and everything else stay as they are. May be used from
/// any thread; reads and writes in memory.

/// By the first bytes: JPEG or WebP.
bool canHoldXmp(QByteArrayView bytes);

/// The picture with that text (UTF-8) in place of an earlier one, and with that description, where there is one, as other
/// programs know it (dc:description). ErrorKind::TooLarge when it does not fit, as more
/// than about 30 kB do not into a JPEG; Garbled for what is no picture of these types.
Result<QByteArray> withXmpText(const QByteArray &picture, const QByteArray &text, const QByteArray &description = {});

/// Empty when there is none.
Result<QByteArray> xmpText(const QByteArray &picture);

} // namespace studio
