#pragma once

#include "core/Result.h"

#include <QByteArray>

namespace studio
{

/// All bytes of a regular file; never opens a pipe or a device, never reads more than was allowed.
/// ErrorKind::StorageFailed when it cannot be read, Rejected when it should not be.
Result<QByteArray> readPlainFile(const QString &path, qint64 mostBytes);

} // namespace studio
