#pragma once

#include "core/Result.h"

#include <QSqlDatabase>

#include <memory>

namespace studio
{

enum class SchemaFit;

/// The SQLite file with trials and runs: WAL, one connection, private to this user (0600).
///
/// A file that cannot be read as our database is set aside under a new name, never wiped; a file that a
/// newer program wrote is opened for reading only, and one of an older program is brought up to date. Lives on the GUI thread.
class Database
{
public:
    /// The folder is made when it is missing (0700). The path ":memory:" keeps everything in memory.
    static Result<std::unique_ptr<Database>> open(const QString &path);
    ~Database();

    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    QSqlDatabase connection() const;
    bool isReadOnly() const { return m_isReadOnly; }

    /// Where an unreadable file went; empty when there was none.
    QString setAside() const { return m_setAside; }

private:
    Database() = default;
    Result<void> openFile(const QString &path);
    Result<void> connectTo(const QString &path);
    Result<void> prepare(SchemaFit fit);
    void disconnect();

    QString m_connectionName;
    QString m_setAside;
    bool m_isReadOnly = false;
};

} // namespace studio
