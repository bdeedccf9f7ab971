#pragma once

#include "core/Result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

namespace studio
{

/// Runs one statement with its values bound in order; ErrorKind::StorageFailed with the database's words.
/// A query that returns rows keeps the file locked for as long as the result lives.
Result<QSqlQuery> runSql(const QSqlDatabase &database, const QString &statement, const QVariantList &values = {});

/// Statements that take effect together: rolled back when this dies before a successful commit().
class SqlTransaction
{
public:
    explicit SqlTransaction(const QSqlDatabase &database);
    ~SqlTransaction();

    SqlTransaction(const SqlTransaction &) = delete;
    SqlTransaction &operator=(const SqlTransaction &) = delete;

    /// Runs a statement unless an earlier one failed.
    void run(const QString &statement, const QVariantList &values = {});

    /// The same for a statement that must change at least one row.
    void change(const QString &statement, const QVariantList &values);

    /// The first failure, if there was one; then nothing was changed.
    Result<void> commit();

private:
    QSqlDatabase m_database;
    std::optional<Error> m_error;
    bool m_isOpen = false;
};

} // namespace studio
