#pragma once

#include "core/Result.h"

class QSqlDatabase;

namespace studio
{

/// What a file turned out to be when it was read.
enum class SchemaFit {
    Fresh,  ///< An empty file.
    Ours,
    Newer,  ///< Ours, written by a newer program.
    Broken, ///< Damaged, or somebody else's.
};

/// Reads an open connection without changing it. ErrorKind::StorageFailed when it cannot be told, as when
/// another program holds the file.
Result<SchemaFit> examineSchema(const QSqlDatabase &database, bool checksEveryPage);

/// Makes the tables in an empty file, all or none.
Result<void> createSchema(const QSqlDatabase &database);

} // namespace studio
