#pragma once

#include "core/Trial.h"

namespace studio
{

/// Reads a .trial.json file: a regular file of at most 64 MiB. ErrorKind::StorageFailed or Rejected.
Result<Trial> readTrialFile(const QString &path);

/// Writes beside the target and renames, so that a torn file cannot be left behind.
Result<void> writeTrialFile(const QString &path, const Trial &trial);

/// The same for any text that a user saves: exported code, reports.
Result<void> writeTextFile(const QString &path, const QByteArray &text);

} // namespace studio
