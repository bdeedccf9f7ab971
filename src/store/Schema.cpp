#include "store/Schema.h"

#include "store/Sql.h"

#include <QSet>
#include <QSqlError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace studio
{

namespace
{

constexpr int schemaVersion = 3;
constexpr int applicationId = 0x53674278; // "SgBx": tells our files from other SQLite files

// Compared with what a file holds, letter by letter: a changed statement needs a new schemaVersion.
// A run's answer lies in pieces, so that a second of a stream writes only that second. Order goes by
// numbers that count up, never by the clock, which may be set back.
QStringList firstStatements()
{
    return {
        u"CREATE TABLE trials (id TEXT PRIMARY KEY NOT NULL, pinned INTEGER NOT NULL, changed INTEGER NOT NULL, "
        "deleted_at TEXT, document TEXT NOT NULL)"_s,
        u"CREATE TABLE runs (seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, trial_id TEXT NOT NULL, "
        "column_number INTEGER NOT NULL, is_over INTEGER NOT NULL, owner TEXT NOT NULL, document TEXT NOT NULL)"_s,
        u"CREATE TABLE requests (seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE, "
        "document TEXT NOT NULL)"_s,
        u"CREATE TABLE pieces (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL REFERENCES runs (seq) "
        "ON DELETE CASCADE, text BLOB NOT NULL, reasoning BLOB NOT NULL)"_s,
        u"CREATE INDEX trials_changed ON trials (changed)"_s,
        u"CREATE INDEX runs_of_trial ON runs (trial_id, column_number, seq)"_s,
        u"CREATE INDEX runs_not_over ON runs (seq) WHERE is_over = 0"_s,
        u"CREATE INDEX pieces_of_run ON pieces (seq)"_s,
    };
}

// A trial goes on after its runs: "asked" keeps it as each run found it, once for all columns. "results" has a row for
// each file of each run, with what people look for; "words" are the prompt's, folded.
QStringList secondStatements()
{
    return {
        u"CREATE TABLE asked (number INTEGER PRIMARY KEY, trial_id TEXT NOT NULL, changed INTEGER NOT NULL, "
        "document TEXT NOT NULL, UNIQUE (trial_id, changed))"_s,
        u"CREATE TABLE asked_by (seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE, "
        "asked INTEGER NOT NULL REFERENCES asked (number))"_s,
        u"CREATE TABLE results (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL REFERENCES runs (seq) "
        "ON DELETE CASCADE, place INTEGER NOT NULL, rating INTEGER NOT NULL DEFAULT 0, "
        "is_hidden INTEGER NOT NULL DEFAULT 0, kind TEXT NOT NULL, mime TEXT NOT NULL, sha256 TEXT NOT NULL, "
        "bytes INTEGER NOT NULL, made INTEGER NOT NULL, trial_id TEXT NOT NULL, provider TEXT NOT NULL, "
        "model TEXT NOT NULL, is_practice INTEGER NOT NULL, words TEXT NOT NULL, UNIQUE (seq, place))"_s,
        u"CREATE INDEX results_of_file ON results (sha256)"_s,
    };
}

// What people write about a file. A table of its own: most files have none, and a column that is added leaves a statement
// that no file has when it is made.
QStringList thirdStatements()
{
    return {
        u"CREATE TABLE descriptions (number INTEGER PRIMARY KEY REFERENCES results (number) ON DELETE CASCADE, "
        "text TEXT NOT NULL, folded TEXT NOT NULL)"_s,
    };
}

/// What a version added to the one before.
QStringList addedBy(int version)
{
    return version == 1 ? firstStatements() : version == 2 ? secondStatements() : thirdStatements();
}

/// What a file of that version holds.
QStringList statementsOf(int version)
{
    QStringList statements;
    for (int each = 1; each <= version; ++each)
        statements += addedBy(each);
    return statements;
}

bool saysBroken(const QSqlError &problem)
{
    constexpr int error = 1; // our statements are right, so the file's own schema is not
    constexpr int corrupt = 11;
    constexpr int notADatabase = 26;
    const int code = problem.nativeErrorCode().toInt() & 0xff; // the upper bits only say where
    return code == error || code == corrupt || code == notADatabase;
}

/// Values of the first column. Once anything has failed, the rest is not asked.
class Reader
{
public:
    explicit Reader(const QSqlDatabase &database) : m_query(database) { m_query.setForwardOnly(true); }

    QVariantList column(const QString &statement)
    {
        QVariantList values;
        if (hasFailed() || !m_query.exec(statement))
            return {};
        while (m_query.next())
            values << m_query.value(0);
        return values;
    }

    int number(const QString &statement)
    {
        const QVariantList values = column(statement);
        return values.isEmpty() ? -1 : values.first().toInt();
    }

    bool hasFailed() const { return m_query.lastError().isValid(); }
    QSqlError error() const { return m_query.lastError(); }

private:
    QSqlQuery m_query;
};

SchemaFit fitOf(Reader &reader, bool checksEveryPage)
{
    const int application = reader.number(u"PRAGMA application_id"_s);
    const int version = reader.number(u"PRAGMA user_version"_s);
    QSet<QString> found;
    for (const QVariant &sql : reader.column(u"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND "
                                             "name NOT LIKE 'sqlite~_%' ESCAPE '~'"_s))
        found << sql.toString();

    if (application == 0 && version == 0 && found.isEmpty())
        return SchemaFit::Fresh;
    if (application == applicationId && version > schemaVersion)
        return SchemaFit::Newer;
    // Also finds triggers and views that somebody planted.
    const QStringList wanted = statementsOf(std::min(version, schemaVersion));
    if (application != applicationId || version < 1
        || found != QSet<QString>(wanted.cbegin(), wanted.cend()))
        return SchemaFit::Broken;
    if (checksEveryPage && reader.column(u"PRAGMA quick_check(1)"_s) != QVariantList{u"ok"_s})
        return SchemaFit::Broken;
    return version < schemaVersion ? SchemaFit::Older : SchemaFit::Ours;
}

} // namespace

Result<SchemaFit> examineSchema(const QSqlDatabase &database, bool checksEveryPage)
{
    Reader reader(database);
    const SchemaFit fit = fitOf(reader, checksEveryPage);
    if (!reader.hasFailed())
        return fit;
    if (saysBroken(reader.error()))
        return SchemaFit::Broken;
    return Error{ErrorKind::StorageFailed, reader.error().text().trimmed()};
}

Result<void> createSchema(const QSqlDatabase &database)
{
    SqlTransaction transaction(database);
    for (const QString &statement : statementsOf(schemaVersion))
        transaction.run(statement);
    transaction.run(u"PRAGMA application_id = %1"_s.arg(applicationId));
    transaction.run(u"PRAGMA user_version = %1"_s.arg(schemaVersion));
    return transaction.commit();
}

Result<void> upgradeSchema(const QSqlDatabase &database)
{
    Reader reader(database);
    const int version = reader.number(u"PRAGMA user_version"_s);
    if (reader.hasFailed())
        return Error{ErrorKind::StorageFailed, reader.error().text().trimmed()};
    SqlTransaction transaction(database);
    for (int each = version + 1; each <= schemaVersion; ++each) {
        for (const QString &statement : addedBy(each))
            transaction.run(statement);
    }
    transaction.run(u"PRAGMA user_version = %1"_s.arg(schemaVersion));
    return transaction.commit();
}

} // namespace studio
