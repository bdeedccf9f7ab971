#pragma once

#include "core/Result.h"

class QSqlDatabase;

namespace studio
{

/// What a file turned out to be when it was read.
enum class SchemaFit {
    Fresh,  ///< An empty file.
    Ours,
    Older,  ///< Ours, written by an older program.
    Newer,  ///< Ours, written by a newer program.
    Broken, ///< Damaged, or somebody else's.
};

/// Reads an open connection without changing it. ErrorKind::StorageFailed when it cannot be told, as when
/// another program holds the file.
Result<SchemaFit> examineSchema(const QSqlDatabase &database, bool checksEveryPage);

/// Makes the tables in an empty file, all or none.
Result<void> createSchema(const QSqlDatabase &database);

/// Brings an older file up to date, wholly or not at all; nothing in it is lost.
Result<void> upgradeSchema(const QSqlDatabase &database);

} // namespace studio
