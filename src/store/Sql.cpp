#include "store/Sql.h"

#include <QSqlError>

using namespace Qt::StringLiterals;

namespace studio
{

Result<QSqlQuery> runSql(const QSqlDatabase &database, const QString &statement, const QVariantList &values)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    bool isDone = query.prepare(statement);
    if (isDone) {
        for (const QVariant &value : values)
            query.addBindValue(value);
        isDone = query.exec();
    }
    if (!isDone)
        return Error{ErrorKind::StorageFailed, query.lastError().text().trimmed()};
    return query;
}

SqlTransaction::SqlTransaction(const QSqlDatabase &database)
    : m_database(database)
{
    // IMMEDIATE: a transaction that reads first and writes later cannot wait for another writer.
    run(u"BEGIN IMMEDIATE"_s);
    m_isOpen = !m_error;
}

SqlTransaction::~SqlTransaction()
{
    if (m_isOpen)
        std::ignore = runSql(m_database, u"ROLLBACK"_s);
}

void SqlTransaction::run(const QString &statement, const QVariantList &values)
{
    if (m_error)
        return;
    if (auto outcome = runSql(m_database, statement, values); !outcome)
        m_error = outcome.error();
}

void SqlTransaction::change(const QString &statement, const QVariantList &values)
{
    if (m_error)
        return;
    if (auto outcome = runSql(m_database, statement, values); !outcome)
        m_error = outcome.error();
    else if (outcome->numRowsAffected() < 1)
        m_error = Error{ErrorKind::StorageFailed, u"no such row"_s};
}

Result<void> SqlTransaction::commit()
{
    run(u"COMMIT"_s);
    if (m_error)
        return *m_error;
    m_isOpen = false;
    return {};
}

} // namespace studio
